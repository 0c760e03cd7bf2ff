"""Printing: the dialog collects, then the PDF itself goes to ``lp``; elsewhere page pictures.

On Linux CUPS gets the very PDF (vectors, unscaled). Without ``lp``, and on Windows, each page is
drawn at 300 dpi onto the full page when its turn comes.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QRect
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo

from models.errors import EnvironmentRefusal
from models.storage import files
from ui.kit.pdf_view import PdfPages

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

RASTER_DPI = 300
LP_TIMEOUT_S = 60


@dataclass(frozen=True)
class Ticket:
    """What the clerk chose; ``target`` is a file instead of a printer."""

    printer: str
    copies: int
    first: int
    last: int
    target: Path | None


def has_printer() -> bool:
    """Whether the PC knows any printer."""
    return bool(QPrinterInfo.availablePrinterNames())


def make_printer(copies: int, *, is_portrait: bool = False) -> QPrinter:
    """Return an A4 printer, lying or upright, without margins of its own."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    ways = QPageLayout.Orientation
    way = ways.Portrait if is_portrait else ways.Landscape
    printer.setPageLayout(QPageLayout(QPageSize(QPageSize.PageSizeId.A4), way, QMarginsF()))
    printer.setFullPage(True)
    printer.setDuplex(QPrinter.DuplexMode.DuplexLongSide)
    printer.setCopyCount(copies)
    return printer


def ask(printer: QPrinter, pages: int, parent: QWidget) -> Ticket | None:
    """Show the print dialog; None when cancelled."""
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle("打印")
    dialog.setMinMax(1, pages)
    accepted = bool(dialog.exec())
    dialog.deleteLater()
    if not accepted:
        return None
    first, last = printer.fromPage() or 1, printer.toPage() or pages
    name = printer.outputFileName()
    return Ticket(
        printer.printerName(), printer.copyCount(), first, last, Path(name) if name else None
    )


def lp_command(ticket: Ticket) -> list[str]:
    """Return the CUPS command that prints a PDF from its standard input."""
    return [
        "lp",
        "-d",
        ticket.printer,
        "-n",
        str(ticket.copies),
        "-P",
        f"{ticket.first}-{ticket.last}",
        "-o",
        "sides=two-sided-long-edge",
        "-o",
        "print-scaling=none",
        "-o",
        "media=A4",
        "-",
    ]


def send(ticket: Ticket, printer: QPrinter, content: bytes) -> None:
    """Print a PDF as the ticket says.

    Raises:
        EnvironmentRefusal: the queue or the target file said no.
    """
    if ticket.target is not None:
        files.write_atomically(ticket.target, content)
    elif sys.platform != "win32" and shutil.which("lp"):
        _send_to_cups(ticket, content)
    else:
        send_pictures(ticket, printer, content)


def _send_to_cups(ticket: Ticket, content: bytes) -> None:
    command = lp_command(ticket)
    try:
        done = subprocess.run(  # noqa: S603  (a list, no shell)
            command,
            input=content,
            capture_output=True,
            timeout=LP_TIMEOUT_S,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise EnvironmentRefusal("print.failed", printer=ticket.printer) from error
    if done.returncode:
        raise EnvironmentRefusal("print.failed", printer=ticket.printer)


def send_pictures(ticket: Ticket, printer: QPrinter, content: bytes) -> None:
    """Draw the ticket's pages at 300 dpi onto a printer, each when its turn comes.

    Raises:
        EnvironmentRefusal: the printer does not take them.
    """
    printer.setResolution(RASTER_DPI)
    pages = PdfPages(content)
    painter = QPainter()
    if not painter.begin(printer):
        raise EnvironmentRefusal("print.failed", printer=ticket.printer)
    try:
        for number in range(ticket.first - 1, ticket.last):
            if number >= ticket.first:
                printer.newPage()
            image = pages.image(number, RASTER_DPI / 72)
            painter.drawImage(QRect(0, 0, image.width(), image.height()), image)
    finally:
        painter.end()
