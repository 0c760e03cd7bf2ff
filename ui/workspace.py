"""What every page works on: the open data, the current list, and the one signal of a change."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from models.documents.kinds import DocumentKind
from models.errors import Refusal
from models.safekeeping.backups import BackupReason
from models.school import kept_settings, notices_kept
from ui.kit import trail
from ui.use_cases import settings
from ui.use_cases.data import data_folder
from ui.use_cases.documents import deadlines, sheets

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime
    from pathlib import Path

    from models.documents.versions import Version
    from models.storage.store import Batch, Change, Store
    from ui.use_cases.documents.deadlines import Due
    from ui.use_cases.documents.sheets import ReportSheet, Sheet


class Workspace(QObject):
    """Owns the store while the window is open.

    Signals:
        settling(): something is about to be done with what is stored; what is being typed is
            written now.
        changed(object): a ``Batch`` was committed; pages that show its rows reload.
        reloaded(): version, year or the whole data file changed; everything reloads.
        refused(object): a ``Refusal``; nothing was written.
        replaced(): another data file was opened. lost(): none can be opened any more.
    """

    settling = Signal()
    changed = Signal(object)
    reloaded = Signal()
    refused = Signal(object)
    replaced = Signal()
    lost = Signal()

    def __init__(self, folder: Path, store: Store) -> None:
        super().__init__()
        self.folder = folder
        self.store = store
        self.saved_at: datetime | None = None
        trail.forget()
        self._reports: dict[int, ReportSheet | None] = {}

    @cached_property
    def year(self) -> int:
        """The year being worked on: the newest that was opened."""
        return notices_kept.years(self.store)[-1]

    @cached_property
    def sheet(self) -> Sheet:
        """The list with everything around it; read anew after each change."""
        return sheets.load(self.store, self.year)

    @cached_property
    def list_due(self) -> Due:
        """The deadline of the list, moved off rest days."""
        return deadlines.list_due(self.store, self.sheet.pack)

    def report(self, month: int) -> ReportSheet | None:
        """The report of a month; None while it was not begun, or the list is no 定稿 any more."""
        if month not in self._reports:
            try:
                self._reports[month] = sheets.load_report(self.store, self.year, month)
            except Refusal:
                self._reports[month] = None
        return self._reports[month]

    def text_size(self, kind: DocumentKind = DocumentKind.TASK_LIST) -> str:
        """The name of the text size of a document's table in print."""
        name = settings.text_size_name(kind)
        return kept_settings.setting(self.store, name, settings.DEFAULT_TEXT_SIZE)

    def edit(self, changes: Iterable[Change], joins: int | None = None) -> int | None:
        """Commit changes; returns their batch, None when refused or nothing differs."""
        changes = list(changes)
        name = f"edit {changes[0].table}.{changes[0].field}" if changes else "edit"
        batch = self._step(partial(self.store.edit, changes, joins), name)
        return batch.number if batch else None

    def attempt_edit(self, step: Callable[[], Batch | None]) -> bool:
        """Do a step that edits; False when it was refused, which is signalled."""
        self.settling.emit()
        return self._step(step, "edit") is not None

    def undo(self, version: Version) -> Batch | None:
        """Take the last edit of a document back; returns what changed."""
        return self._step(partial(self.store.undo, version.id), "undo")

    def redo(self, version: Version) -> Batch | None:
        """Bring the last undone edit of a document back; returns what changed."""
        return self._step(partial(self.store.redo, version.id), "redo")

    def can_undo(self, version: Version | None) -> tuple[bool, bool]:
        """Return whether a document's last edit can be taken back, and brought back."""
        if version is None or not version.is_draft:
            return False, False
        return self.store.can_undo(version.id), self.store.can_redo(version.id)

    def _step(self, step: Callable[[], Batch | None], name: str) -> Batch | None:
        try:
            with trail.writing(name):
                batch = step()
        except Refusal as refusal:
            self.refused.emit(refusal)
            return None
        self._announce(batch)
        return batch

    def _announce(self, batch: Batch | None) -> None:
        if batch is None:
            return
        self._forget_sheet()
        self.saved_at = trail.saved()
        with trail.telling():
            self.changed.emit(batch)

    def reload(self) -> None:
        """Read everything anew, after 定稿, 撤回 or another data file."""
        self._forget_sheet()
        self.__dict__.pop("year", None)
        self.__dict__.pop("list_due", None)
        self.reloaded.emit()

    def attempt(self, step: Callable[[], object]) -> bool:
        """Do a step in the life of a document; False when it was refused, which is signalled."""
        self.settling.emit()
        try:
            with trail.writing(f"step {getattr(step, '__qualname__', '')}"):
                step()
        except Refusal as refusal:
            self.refused.emit(refusal)
            return False
        self.saved_at = trail.saved()
        with trail.telling():
            self.reload()
        return True

    def take_copy(self, image: bytes) -> Path | None:
        """Put another data file, proved, in place and open it; returns where the old one is kept.

        A refusal is signalled, and the data are as they were. Where nothing can be opened any
        more, ``lost`` is signalled: the window has nothing to stand on.
        """
        self.settling.emit()
        kept = None
        self.store.close()
        try:
            kept = data_folder.put_image(self.folder, image, BackupReason.RESTORE)
        except Refusal as refusal:
            self.refused.emit(refusal)
        try:
            self.store = data_folder.open_store(self.folder)
        except Refusal:
            self.lost.emit()
            return None
        trail.forget()
        self.reload()
        self.replaced.emit()
        return kept

    def _forget_sheet(self) -> None:
        self.__dict__.pop("sheet", None)
        self._reports.clear()
