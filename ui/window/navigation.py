"""Which page is open and which document is at hand: by rail, keys, and what a page asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ui.kit import trail
from ui.window.pages import HISTORY, HOME, LIST, MONTH, PRINT, SETTINGS

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.documents.findings import Place
    from models.documents.versions import Version
    from ui.sheet.document_page import DocumentPage
    from ui.window.pages import Pages
    from ui.window.rail import Rail


class Navigation(QObject):
    """Opens pages; what is being typed is written before one is left.

    Signals:
        moved(): another page or document is shown. told(str): a page has a sentence to tell.
    """

    moved = Signal()
    told = Signal(str)

    def __init__(self, pages: Pages, rail: Rail, commit: Callable[[], object]) -> None:
        super().__init__(pages)
        self._pages = pages
        self._rail = rail
        self._commit = commit
        rail.chosen.connect(self.open_page)
        pages.built.connect(self._wire)
        self._wire(LIST)

    # -- opening -------------------------------------------------------------------------------

    def open_page(self, name: str) -> None:
        """Open a page by its name in the rail, 打印报送 on the document at hand."""
        self._commit()
        if name == PRINT and self._pages.shown in (HOME, LIST, MONTH):
            self._pages.print.choose_month(self.month_at_hand())
        page = self._pages.page(name)
        self._show(name)
        page.open()
        self.moved.emit()

    def show_month(self, month: int) -> bool:
        """Open 月度报告 on a month; False where what was typed in another one keeps that."""
        self._commit()
        page = self._pages.month
        self._show(MONTH)
        is_shown = page.show_month(month)
        self.moved.emit()
        return is_shown

    def open_document(self, month: int) -> bool:
        """Open the page where a document is filled in: a month's report, 0 for the list."""
        if month:
            return self.show_month(month)
        self.open_page(LIST)
        return True

    def print_document(self, month: int) -> None:
        """Open 打印报送 on a month's report, 0 for the list."""
        self._commit()
        self._pages.print.choose_month(month)
        self._show(PRINT)
        self._pages.print.open()
        self.moved.emit()

    def _show(self, name: str) -> None:
        trail.note(f"page {name}")
        self._pages.show(name)
        self._rail.buttons[name].setChecked(True)

    # -- keys ----------------------------------------------------------------------------------

    def preview_or_print(self) -> None:
        """Ctrl+P: the preview of the document at hand first, and on the preview the printer."""
        if self._pages.shown == PRINT:
            self._pages.print.print_sheet()
        else:
            self.open_page(PRINT)

    def check(self) -> None:
        """F5: check the document at hand."""
        if self._pages.shown == MONTH or self.open_document(self.month_at_hand()):
            self._document_page().check()

    def search(self) -> None:
        """Ctrl+F: search the list."""
        self.open_page(LIST)
        self._pages.list.search.open()

    def step(self, button: str) -> None:
        """Press ``undo`` or ``redo`` of the page; elsewhere nothing would show what it did."""
        if self._pages.shown in (LIST, MONTH):
            getattr(self._document_page(), button).click()

    def switch_side(self) -> None:
        """F6: between the sheet and the panel beside it."""
        if self._pages.shown in (LIST, MONTH):
            self._document_page().desk.switch_side()

    def month_at_hand(self) -> int:
        """Return the month of the document at hand, 0 for the list."""
        match self._pages.shown:
            case "month":
                return self._pages.month.model.month
            case "print":
                return self._pages.print.version.month
            case "home":
                return self._pages.home.month
        return 0

    def _document_page(self) -> DocumentPage:
        return self._pages.month if self._pages.shown == MONTH else self._pages.list

    # -- what pages ask for --------------------------------------------------------------------

    def _wire(self, name: str) -> None:
        """Wire a page that was just built."""
        pages = self._pages
        if name in (LIST, MONTH, PRINT, HISTORY, SETTINGS):
            pages.page(name).told.connect(self.told)
        match name:
            case "home":
                pages.home.jump.connect(self._jump)
                pages.home.document_wanted.connect(self.open_document)
                pages.home.print_wanted.connect(self.print_document)
                pages.home.package_wanted.connect(pages.settings.data.save_package)
            case "list":
                pages.list.preview_wanted.connect(self.preview_or_print)
            case "month":
                pages.month.preview_wanted.connect(self.preview_or_print)
                pages.month.opened.connect(self.moved)
            case "print":
                pages.print.opened.connect(self.moved)
                pages.print.check_wanted.connect(self._check_version)
                pages.print.edit_wanted.connect(lambda version: self.open_document(version.month))

    def _jump(self, month: int, place: Place) -> None:
        if self.open_document(month):
            self._document_page().jump(place)

    def _check_version(self, version: Version) -> None:
        if self.open_document(version.month):
            self._document_page().check()
