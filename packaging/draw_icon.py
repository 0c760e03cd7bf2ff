"""Draw the product's icon from its SVG in the sizes that windows, menus and Windows want.

usage: draw_icon.py FOLDER     (writes PNGs and the .ico of the Windows build)
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

NAME = "zhijiao-qingdan"
SOURCE = Path(__file__).resolve().parents[1] / f"resources/icon/{NAME}.svg"
SIZES = (16, 24, 32, 48, 64, 128, 256)  # px


def draw(size: int) -> QImage:
    """Return the icon, ``size`` px wide and high."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(SOURCE)).render(painter)
    painter.end()
    return image


def main(folder: Path) -> None:
    """Write every size and the .ico."""
    app = QGuiApplication([])
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"{NAME}-{size}.png" for size in SIZES]
    for size, path in zip(SIZES, paths, strict=True):
        draw(size).save(str(path))
    pictures = [Image.open(path) for path in paths]
    sizes = [(size, size) for size in SIZES]
    pictures[-1].save(folder / f"{NAME}.ico", append_images=pictures[:-1], sizes=sizes)
    app.quit()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
