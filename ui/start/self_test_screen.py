"""The part of the self-test that needs Qt: the window, the preview, printing to a PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtPrintSupport import QPrinter

from ui.kit import printing
from ui.kit.desktop import make_application
from ui.kit.pdf_view import PdfPages
from ui.kit.theme import Theme
from ui.start.application import Controller
from ui.start.errors import quieten_qt
from ui.use_cases.program.self_test import require
from ui.window.main_window import MainWindow

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QImage

SIZE = QSize(1024, 700)
SHADES = 3  # a page or window with fewer colours shows nothing


def prove(data_folder: Path, content: bytes, school: str) -> list[str]:
    """Prove window, preview and printing; returns the names of the checks.

    Args:
        data_folder: a data folder that nobody has open.
        content: a PDF.
        school: a text on its first page.

    Raises:
        EnvironmentRefusal: one does not hold.
    """
    app = make_application()
    quieten_qt()
    window = Controller(Theme(app), data_folder).start()
    require(isinstance(window, MainWindow), "窗口")
    window.resize(SIZE)
    app.processEvents()
    require(_has_ink(window.grab().toImage()), "窗口")
    pages = PdfPages(content)
    require(_has_ink(pages.image(0, 1.0)), "预览")
    require(school in pages.text(0), "字体")
    require(_printed(content, data_folder / "printed.pdf") == len(pages), "打印")
    window.close()
    app.processEvents()
    return ["窗口", "预览", "打印"]


def _printed(content: bytes, target: Path) -> int:
    """Print to a PDF file as a printer driver would be fed; returns its inked pages."""
    printer = printing.make_printer(1)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(target))
    count = len(PdfPages(content))
    printing.send_pictures(printing.Ticket("", 1, tuple(range(1, count + 1))), printer, content)
    printed = PdfPages(target.read_bytes())
    return sum(_has_ink(printed.image(number, 0.5)) for number in range(len(printed)))


def _has_ink(image: QImage) -> bool:
    step = 3  # px; rules and letters are met all the same
    colours = {
        image.pixel(x, y)
        for x in range(0, image.width(), step)
        for y in range(0, image.height(), step)
    }
    return len(colours) >= SHADES
