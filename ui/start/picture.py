"""A picture of the real window, for the demo, the README and the eye."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize

from models.storage import files
from ui.kit.desktop import make_application
from ui.kit.theme import Theme
from ui.start.application import Controller
from ui.start.errors import quieten_qt
from ui.window.main_window import MainWindow

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

SIZE = QSize(1280, 720)
SHOWN_ROW, SHOWN_COLUMN = 0, 3


def png_bytes(widget: QWidget) -> bytes:
    """Return what a widget shows as PNG."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    widget.grab().save(buffer, "PNG")
    return bytes(data.data())


def take_picture(data_folder: Path, target: Path) -> None:
    """Open the window on a data folder and write what it shows.

    Raises:
        Refusal: the data cannot be opened, or the target cannot be written.
    """
    app = make_application()
    quieten_qt()
    controller = Controller(Theme(app), data_folder)
    window = controller.start()
    window.showNormal()  # the offscreen screen is small, and the window had filled it
    window.resize(SIZE)
    if isinstance(window, MainWindow):
        table = window.list_page.table
        table.setCurrentIndex(table.model().index(SHOWN_ROW, SHOWN_COLUMN))
    app.processEvents()
    files.write_atomically(target, png_bytes(window))
    window.close()
    app.processEvents()
