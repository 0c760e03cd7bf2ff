"""What every page works on: the open data, the current list, and the one signal of a change."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from models.documents import document as documents
from models.errors import EnvironmentRefusal, Refusal
from models.safekeeping.backups import BackupReason
from models.school import kept_settings, notices_kept
from models.storage.seat import DISPLACED
from models.task_list import plan
from models.task_list import sheet as list_sheet
from models.value_class import value_class
from ui.kit import trail
from ui.kit.unsaved import Saving, Unsaved
from ui.use_cases import settings
from ui.use_cases.data import data_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime
    from pathlib import Path

    from forms.form.declaration import Look
    from models.documents.document import Document
    from models.documents.kinds import DocumentId, Kind
    from models.documents.versions import Version
    from models.storage.store import Batch, Change, Store
    from models.task_list.sheet import Sheet

RELOAD_AFTER_MS = 1000


@value_class
class Edit:
    """What became of an edit: its batch, None where nothing differed; whether it was refused."""

    batch: int | None = None
    is_refused: bool = False


class Workspace(QObject):
    """Owns the store while the window is open.

    Signals:
        settling(): something is about to be done with what is stored; what is being typed is
            written now.
        changed(object): a ``Batch`` was committed; pages that show its rows reload.
        reloaded(): version, year or the whole data file changed; everything reloads.
        refused(object): a ``Refusal``; nothing was written. kept_back(object): one of what is
            still being typed; it stays in its editor, and is told without a dialog.
        replaced(): another data file was opened. lost(): none can be opened any more.
    """

    settling = Signal()
    changed = Signal(object)
    reloaded = Signal()
    refused = Signal(object)
    kept_back = Signal(object)
    replaced = Signal()
    lost = Signal()

    def __init__(self, folder: Path, store: Store) -> None:
        super().__init__()
        self.folder = folder
        self.store = store
        self.saved_at: datetime | None = None
        self.unsaved = Unsaved()
        self._refusals = 0  # told aloud
        self._is_short = False  # the last change was refused by the disk
        self.is_ending = False  # the system ends the program: nothing is asked any more
        self._looked_at = 0  # the notice chosen where nothing may be kept, 0: none
        trail.forget()
        self._documents: dict[DocumentId, Document | None] = {}
        self._edited: tuple[Sheet, Batch] | None = None  # the list as it was before the last edit

    @cached_property
    def notice(self) -> int:
        """The id of the notice being worked under: the one chosen last, at first the newest."""
        return self._looked_at or notices_kept.shown(self.store)

    @cached_property
    def sheet(self) -> Sheet:
        """The list with everything around it; read anew after each change.

        Kept apart from the other documents: every cell that is drawn asks for it.
        """
        before, self._edited = self._edited, None
        if before is not None:
            return list_sheet.renewed(self.store, *before)
        return list_sheet.newest(self.store, self.notice)

    def document(self, wanted: DocumentId) -> Document | None:
        """A document; None while it was not begun, or what it rests on is not there any more.

        What the disk did not let be read is asked for again the next time.
        """
        if wanted.kind == plan.TASK_LIST and wanted.notice == self.notice:
            return self.sheet
        if wanted not in self._documents:
            try:
                self._documents[wanted] = documents.newest(self.store, wanted)
            except EnvironmentRefusal:
                return None
            except Refusal:
                self._documents[wanted] = None
        return self._documents[wanted]

    def look(self, kind: Kind) -> Look:
        """How a kind of document is printed."""
        return settings.look(self.store, kind)

    def edit(
        self, changes: Iterable[Change], joins: int | None = None, *, aloud: bool = True
    ) -> Edit:
        """Commit changes; ``aloud`` is as in ``refuse``."""
        changes = list(changes)
        name = f"edit {changes[0].name}" if changes else "edit"
        return self._step(partial(self.store.edit, changes, joins), name, aloud=aloud)[1]

    def attempt_edit(self, step: Callable[[], Batch | None]) -> bool:
        """Do a step that edits; False when it was refused, which is signalled."""
        return self.may_go_on() and self._step(step, "edit")[0] is not None

    def undo(self, version: Version) -> Batch | None:
        """Take the last edit of a document back; returns what changed."""
        return self._stepped(partial(self.store.undo, version.scope), "undo")

    def redo(self, version: Version) -> Batch | None:
        """Bring the last undone edit of a document back; returns what changed."""
        return self._stepped(partial(self.store.redo, version.scope), "redo")

    def keep_setting(self, name: str, value: str, *, aloud: bool = True) -> bool:
        """Keep a setting; False when it was refused, which is signalled."""
        try:
            kept_settings.set_setting(self.store, name, value)
        except Refusal as refusal:
            self.refuse(refusal, aloud=aloud)
            return False
        self._note_taken()
        return True

    def can_undo(self, version: Version | None) -> tuple[bool, bool]:
        """Return whether a document's last edit can be taken back, and brought back."""
        if version is None or not version.is_draft:
            return False, False
        return self.store.can_undo(version.scope), self.store.can_redo(version.scope)

    def refuse(self, refusal: Refusal, *, aloud: bool = True) -> None:
        """Say that something was not written; not ``aloud`` while its text is being typed."""
        if refusal.code in DISPLACED:
            self.unsaved.note_failing(failing=True)
        elif isinstance(refusal, EnvironmentRefusal):
            self._is_short = True
        if aloud and not self.is_ending:
            self._refusals += 1
            self.refused.emit(refusal)
        else:
            self.kept_back.emit(refusal)

    def check_seat(self, *, may_ask: bool = True) -> bool:
        """Whether the data file is what is open; says it where it is not, for nobody else asks.

        From a timer (not ``may_ask``) only a file that went away is told aloud.
        """
        if not (self.store.is_writable and self.store.is_open):
            return True
        try:
            self.store.require_seat()
        except Refusal as refusal:
            self.refuse(refusal, aloud=may_ask)
            return False
        if self.unsaved.note_failing(failing=False):
            self._retry_soon()
        return True

    def is_typing(self) -> bool:
        """Whether a text is on its way, or was not taken: a dialog would take the keyboard."""
        return self.unsaved.has_typed

    def may_go_on(self) -> bool:
        """Write what is being typed; False where it was not taken and stays in its editor."""
        before = self._refusals
        self.settling.emit()
        if self.unsaved.has_refused and self._refusals == before:  # told before, not just now
            self.refused.emit(self.unsaved_refusal())
        return not self.unsaved.has_refused

    def unsaved_refusal(self) -> Refusal:
        """Say where a text stands that was not taken."""
        return Refusal("typing.unsaved", place="、".join(self.unsaved.refused_places()))

    def _stepped(self, step: Callable[[], Batch | None], name: str) -> Batch | None:
        return self._step(step, name)[0] if self.may_go_on() else None

    def _step(
        self, step: Callable[[], Batch | None], name: str, *, aloud: bool = True
    ) -> tuple[Batch | None, Edit]:
        try:
            with trail.writing(name):
                batch = step()
        except Refusal as refusal:
            self.refuse(refusal, aloud=aloud)
            return None, Edit(is_refused=True)
        self._note_taken()
        if self.store.pop_surprise():  # what was refused before is in the file after all
            self._reload_soon()
        self._announce(batch)
        return batch, Edit(batch.number if batch else None)

    def _note_taken(self) -> None:
        """The data file takes changes; what it refused before is tried once more."""
        was_short, self._is_short = self._is_short, False
        if self.unsaved.note_failing(failing=False) or was_short:
            self._retry_soon()

    def _retry_soon(self) -> None:
        QTimer.singleShot(0, self, self.unsaved.offer_refused)

    def _reload_soon(self) -> None:
        """Read everything anew when nothing is being typed that would lose its editor."""
        if self.unsaved.state is Saving.SAVED:
            self.reload()
        else:
            QTimer.singleShot(RELOAD_AFTER_MS, self, self._reload_soon)

    def _announce(self, batch: Batch | None) -> None:
        if batch is None:
            return
        shown = self.__dict__.get("sheet")
        self._forget_documents()
        self._edited = None if shown is None else (shown, batch)
        self.saved_at = trail.saved()
        with trail.telling():
            self.changed.emit(batch)

    def choose_notice(self, notice: int) -> bool:
        """Work under another notice from now on; False where a text was not taken."""
        if self.store.is_writable:
            return self.attempt(partial(notices_kept.show, self.store, notice))
        self._looked_at = notice  # who only looks looks at what they like
        self.reload()
        return True

    def reload(self) -> None:
        """Read everything anew, after 定稿, 撤回 or another data file."""
        self._forget_documents()
        self.__dict__.pop("notice", None)
        self.reloaded.emit()

    def attempt(self, step: Callable[[], object]) -> bool:
        """Do a step in the life of a document; False when it was refused, which is signalled."""
        if not self.may_go_on():
            return False
        try:
            with trail.writing(f"step {getattr(step, '__qualname__', '')}"):
                step()
        except Refusal as refusal:
            self.refuse(refusal)
            return False
        self._note_taken()
        self.saved_at = trail.saved()
        with trail.telling():
            self.reload()
        return True

    def take_copy(self, image: bytes, proved: str = "") -> Path | None:
        """Put another data file in place and open it; returns where the old one is kept.

        ``proved`` as in ``restoring.put_in_place``.

        A refusal is signalled, and the data are as they were. Where nothing can be opened any
        more, ``lost`` is signalled: the window has nothing to stand on.
        """
        if not self.may_go_on() or not self.check_seat():
            return None  # what is open may be nowhere else
        kept = None
        self.store.close()
        try:
            kept = data_folder.put_image(self.folder, image, BackupReason.RESTORE, proved)
        except Refusal as refusal:
            self.refuse(refusal)
        try:
            self.store = data_folder.open_store(self.folder)
        except Refusal:
            self.lost.emit()
            return None
        trail.forget()
        self.unsaved.note_failing(failing=False)
        self.reload()
        self.replaced.emit()
        return kept

    def _forget_documents(self) -> None:
        self._documents.clear()
        self.__dict__.pop("sheet", None)
        self._edited = None
