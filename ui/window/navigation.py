"""Which page is open and which document is at hand: by rail, keys, and what a page asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from models.task_list import plan
from ui.delivery.sign import PRINT
from ui.home.sign import HOME
from ui.kit import trail
from ui.sheet.document_page import DocumentPage
from ui.task_list.sign import LIST

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.documents.findings import Place
    from models.documents.kinds import DocumentId
    from models.documents.versions import Version
    from ui.use_cases.documents.searching import Hit
    from ui.window.pages import Pages
    from ui.window.rail import Rail


class Navigation(QObject):
    """Opens pages; what is being typed is written before one is left.

    ``notice()`` is the id of the notice being worked under.

    Signals:
        moved(): another page or document is shown. told(str): a page has a sentence to tell.
        notice_wanted(object): the id of a notice to be worked under.
    """

    moved = Signal()
    told = Signal(str)
    notice_wanted = Signal(object)

    def __init__(
        self,
        pages: Pages,
        rail: Rail,
        commit: Callable[[], object],
        notice: Callable[[], int],
    ) -> None:
        super().__init__(pages)
        self._pages = pages
        self._rail = rail
        self._commit = commit
        self._notice = notice
        rail.chosen.connect(self.open_page)
        pages.built.connect(self._wire)
        self._wire(LIST.name)

    # -- opening -------------------------------------------------------------------------------

    def open_page(self, name: str) -> None:
        """Open a page by its name in the rail, 打印报送 on the document at hand."""
        self._commit()
        at_hand = self._pages.shown_page.document
        if name == PRINT.name != self._pages.shown and at_hand is not None:
            self._pages.print.choose(at_hand)
        page = self._pages.page(name)
        self._show(name)
        page.open()
        self.moved.emit()

    def open_list(self) -> None:
        """Open the list of the notice being worked under."""
        self.open_page(LIST.name)

    def open_document(self, document: DocumentId) -> bool:
        """Open the page where a document is filled in.

        False where what was typed in another document keeps the page on that one, or where its
        kind has no page.
        """
        return self._opened(document) is not None

    def _opened(self, document: DocumentId) -> DocumentPage | None:
        self._commit()
        found = self._pages.of_kind(document.kind)
        if found is None:
            return None
        name, page = found
        self._show(name)
        is_shown = page.show_document(document)
        self.moved.emit()
        return page if is_shown else None

    def print_document(self, document: DocumentId) -> None:
        """Open 打印报送 on a document."""
        self._commit()
        self._pages.print.choose(document)
        self._show(PRINT.name)
        self._pages.print.open()
        self.moved.emit()

    def _show(self, name: str) -> None:
        trail.note(f"page {name}")
        self._pages.show(name)
        self._rail.buttons[name].setChecked(True)

    # -- keys ----------------------------------------------------------------------------------

    def preview_or_print(self) -> None:
        """Ctrl+P: the preview of the document at hand first, and on the preview the printer."""
        if self._pages.shown == PRINT.name:
            self._pages.print.print_sheet()
        else:
            self.open_page(PRINT.name)

    def check(self) -> None:
        """F5: check the document at hand."""
        page = self._pages.shown_page
        if isinstance(page, DocumentPage) and page is not self._pages.list:
            page.check()
        else:  # the list is opened anew: the keyboard goes into the table
            self._check(self.document_at_hand())

    def search(self) -> None:
        """Ctrl+F: search the list."""
        self.open_page(LIST.name)
        self._pages.list.search.open()

    def step(self, button: str) -> None:
        """Press ``undo`` or ``redo`` of the page; elsewhere nothing would show what it did."""
        page = self._pages.shown_page
        if isinstance(page, DocumentPage):
            getattr(page, button).click()

    def switch_side(self) -> None:
        """F6: between the sheet and the panel beside it."""
        page = self._pages.shown_page
        if isinstance(page, DocumentPage):
            page.desk.switch_side()

    def document_at_hand(self) -> DocumentId:
        """Return the document that the page shows or speaks of, the list where it does neither."""
        return self._pages.shown_page.document or plan.document(self._notice())

    # -- what pages ask for --------------------------------------------------------------------

    def _wire(self, name: str) -> None:
        """Wire a page that was just built."""
        page = self._pages.page(name)
        page.told.connect(self.told)
        if isinstance(page, DocumentPage):
            page.preview_wanted.connect(self.preview_or_print)
            page.opened.connect(self.moved)
            if name == LIST.name:
                self._pages.list.hit_chosen.connect(self._go_to_hit)
        elif name == HOME.name:
            home = self._pages.home
            home.jump.connect(self._jump)
            home.document_wanted.connect(self.open_document)
            home.print_wanted.connect(self.print_document)
            home.notice_wanted.connect(self.notice_wanted)
            home.package_wanted.connect(self._save_package)
        elif name == PRINT.name:
            preview = self._pages.print
            preview.opened.connect(self.moved)
            preview.check_wanted.connect(self._check_version)
            preview.edit_wanted.connect(self._edit_version)

    def _save_package(self) -> None:
        """Make a 接班包 as 设置 does; built for it where it was not, not before."""
        self._pages.settings.data.save_package()

    def _jump(self, document: DocumentId, place: Place) -> None:
        page = self._opened(document)
        if page is not None:
            page.jump(place)

    def _go_to_hit(self, hit: Hit) -> None:
        if hit.document.notice != self._notice():
            self.notice_wanted.emit(hit.document.notice)
        if hit.document.notice != self._notice():
            return  # what was typed was not taken, and holds the page
        if hit.document == plan.document(hit.document.notice):
            self._pages.list.search.find_next()
        else:
            self._jump(hit.document, hit.place)

    def _check_version(self, version: Version) -> None:
        self._check(version.document)

    def _edit_version(self, version: Version) -> None:
        self.open_document(version.document)

    def _check(self, document: DocumentId) -> None:
        page = self._opened(document)
        if page is not None:
            page.check()
