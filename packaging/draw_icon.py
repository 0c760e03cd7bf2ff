"""Draw the product's icon from its SVG in the sizes that windows, menus and Windows want.

usage: draw_icon.py FOLDER     (writes PNGs and the .ico of the Windows build)
"""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

NAME = "zhijiao-qingdan"
SOURCE = Path(__file__).resolve().parents[1] / f"resources/icon/{NAME}.svg"
SIZES = (16, 24, 32, 48, 64, 128, 256)  # px


def png(size: int) -> bytes:
    """Return the icon as PNG, ``size`` px wide and high."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(SOURCE)).render(painter)
    painter.end()
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(data.data())


def main(folder: Path) -> None:
    """Write every size and the .ico."""
    app = QGuiApplication([])
    folder.mkdir(parents=True, exist_ok=True)
    drawn = {size: png(size) for size in SIZES}
    for size, content in drawn.items():
        (folder / f"{NAME}-{size}.png").write_bytes(content)
    pictures = [Image.open(io.BytesIO(content)) for content in drawn.values()]
    sizes = [(size, size) for size in SIZES]
    pictures[-1].save(folder / f"{NAME}.ico", append_images=pictures[:-1], sizes=sizes)
    app.quit()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
