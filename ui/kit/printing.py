"""Printing: the dialog collects, then the PDF itself goes to ``lp``; elsewhere page pictures.

On Linux CUPS gets the very PDF (vectors, unscaled). Without ``lp``, and on Windows, each page is
drawn at 300 dpi onto the full page when its turn comes.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QRect
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrintEngine, QPrinter, QPrinterInfo

from models.errors import EnvironmentRefusal
from models.storage import files
from models.value_class import value_class
from ui.kit.pdf_view import PdfPages

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

ONE_SIDE, LONG_EDGE, SHORT_EDGE = "one-sided", "two-sided-long-edge", "two-sided-short-edge"
_SIDES = {
    QPrinter.DuplexMode.DuplexNone: ONE_SIDE,
    QPrinter.DuplexMode.DuplexShortSide: SHORT_EDGE,
}
# Where Qt keeps what its dialog asked CUPS for, a list of names and values (qcups_p.h).
_CUPS_OPTIONS = QPrintEngine.PrintEnginePropertyKey(0xFE00)
_PAGE_SET = "page-set"
_OURS = frozenset({"sides", "collate", "print-scaling", "media", "copies", "page-ranges"})
RASTER_DPI = 300
LP_TIMEOUT_S = 60


@value_class
class Ticket:
    """What the clerk chose: which pages (from 1), in which order, on one side or two.

    ``target`` is a file instead of a printer; ``options`` are what else the dialog offers of the
    printer, as CUPS calls it.
    """

    printer: str
    copies: int
    pages: tuple[int, ...]
    target: Path | None = None
    sides: str = LONG_EDGE
    is_collated: bool = True
    options: tuple[tuple[str, str], ...] = ()

    @property
    def ranges(self) -> str:
        """The pages as people list them: ``1-3,5``."""
        found: list[list[int]] = []
        for page in self.pages:
            if found and page == found[-1][-1] + 1:
                found[-1].append(page)
            else:
                found.append([page])
        ends = (f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in found)
        return ",".join(ends)


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
    return ticket_of(printer, pages)


def ticket_of(printer: QPrinter, pages: int) -> Ticket:
    """Return what was chosen for a document of some pages; all of them where none are named."""
    options = _cups_options(printer)
    name = printer.outputFileName()
    return Ticket(
        printer.printerName(),
        printer.copyCount(),
        _chosen_pages(printer, pages, options.pop(_PAGE_SET, "all")),
        Path(name) if name else None,
        _SIDES.get(printer.duplex(), LONG_EDGE),
        printer.collateCopies(),
        tuple(options.items()),
    )


def _cups_options(printer: QPrinter) -> dict[str, str]:
    listed = printer.printEngine().property(_CUPS_OPTIONS)
    texts = [str(one) for one in listed] if isinstance(listed, list) else []
    return dict(zip(texts[::2], texts[1::2], strict=False))


def _chosen_pages(printer: QPrinter, pages: int, kept: str) -> tuple[int, ...]:
    """Return the pages (from 1) in their order; ``kept``: ``odd``, ``even`` or all of them."""
    listed = printer.pageRanges()
    every = range(1, pages + 1)
    wanted = [page for page in every if listed.isEmpty() or listed.contains(page)]
    if printer.printRange() is QPrinter.PrintRange.PageRange and listed.isEmpty():
        first, last = printer.fromPage() or 1, printer.toPage() or pages
        wanted = [page for page in every if first <= page <= last]
    odd = {"odd": (1,), "even": (0,)}.get(kept, (0, 1))
    return tuple(page for page in wanted if page % 2 in odd)


def lp_command(ticket: Ticket) -> list[str]:
    """Return the CUPS command that prints a PDF from its standard input."""
    options = (
        f"sides={ticket.sides}",
        f"collate={str(ticket.is_collated).lower()}",
        "print-scaling=none",
        "media=A4",
        *(f"{name}={value}" for name, value in ticket.options if name not in _OURS),
    )
    return [
        "lp",
        "-d",
        ticket.printer,
        "-n",
        str(ticket.copies),
        "-P",
        ticket.ranges,
        *(part for option in options for part in ("-o", option)),
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
        for place, number in enumerate(ticket.pages):
            if place:
                printer.newPage()
            image = pages.image(number - 1, RASTER_DPI / 72)
            painter.drawImage(QRect(0, 0, image.width(), image.height()), image)
    finally:
        painter.end()
