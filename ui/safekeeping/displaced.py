"""The data file was replaced, deleted or moved away while it is open: the way back is offered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

import resources
from models.errors import EnvironmentRefusal, Refusal
from models.safekeeping import displacement
from models.storage.seat import DISPLACED
from ui.safekeeping.copies import save_copy
from ui.use_cases.data.data_folder import kept_name

if TYPE_CHECKING:
    from ui.kit.messages import Messages
    from ui.safekeeping.backup_keeper import BackupKeeper
    from ui.workspace import Workspace

PUT_BACK, TRY_AGAIN, SAVE_COPY = "放回原处", "再试一次", "另存一份数据…"
WHAT_HAPPENED = {
    "data.replaced": "displaced.replaced",
    "data.gone": "displaced.gone",
    "data.folder_gone": "displaced.folder_gone",
}
LATER, CLOSE = "以后再说", "不放回，关闭"


class Displaced(QObject):
    """Says what happened, keeps what is open in a backup, and puts it back where it was.

    Signals:
        told(str): a sentence for the status line.
    """

    told = Signal(str)

    def __init__(self, workspace: Workspace, keeper: BackupKeeper, messages: Messages) -> None:
        super().__init__()
        self._workspace = workspace
        self._keeper = keeper
        self._messages = messages
        self._is_asking = False

    def see_to(self, refusal: Refusal, leave: str = LATER) -> None:
        """Offer the way back; ``leave`` is the word of the button that does nothing."""
        if self._is_asking or QApplication.activeModalWidget() is not None:
            return  # one dialog at a time
        self._is_asking = True
        try:
            self.keep_what_is_open()
            found: Refusal | None = refusal
            while found is not None and self._asks_on(found, leave):
                found = self._what_is_wrong()
            if found is None:
                self._go_on(resources.sentence("displaced.came_back"))
        finally:
            self._is_asking = False

    def see_to_at_close(self, *, quietly: bool) -> None:
        """The last moment: what is open is nowhere else but in a backup; quiet at a log-off."""
        found = self._what_is_wrong()
        if found is not None and found.code in DISPLACED:
            if quietly:
                self.keep_what_is_open()
            else:
                self.see_to(found, CLOSE)

    def _what_is_wrong(self) -> Refusal | None:
        try:
            self._workspace.store.require_seat()
        except EnvironmentRefusal as refusal:
            return refusal
        return None

    def keep_what_is_open(self) -> None:
        """Before anything is asked: the next start must not take another file for the data."""
        try:
            displacement.note(self._workspace.store)
        except Refusal as refusal:  # the folder is gone: the second place still gets a backup
            self.told.emit(resources.sentence(refusal.code, **refusal.values))
        self._keeper.back_up_if_needed()

    def _asks_on(self, refusal: Refusal, leave: str) -> bool:
        """Ask once; whether to look again, and to ask again where it is still so."""
        if refusal.code not in DISPLACED:  # the disk does not answer at all
            self._messages.refuse(refusal)
            return False
        if self._workspace.store.is_lost:  # nothing is open any more that could be put back
            question = resources.sentence("displaced.lost", **refusal.values)
            return self._messages.choose(question, [TRY_AGAIN], leave) is not None
        first = TRY_AGAIN if refusal.code == "data.folder_gone" else PUT_BACK
        question = resources.sentence(WHAT_HAPPENED[refusal.code], **refusal.values)
        chosen = self._messages.choose(question, [first, SAVE_COPY], leave)
        if chosen == SAVE_COPY:
            save_copy(self._workspace.store, self._messages)
        elif chosen == PUT_BACK:
            return self._put_back()
        return chosen is not None

    def _put_back(self) -> bool:
        """Put what is open back; whether to look again."""
        self._keeper.finish()  # a backup on its way reads the folder too
        try:
            kept = displacement.put_back(self._workspace.store, kept_name())
        except Refusal as refusal:
            self._messages.refuse(refusal)
            return True
        code = "displaced.put_back" if kept else "displaced.put_back_plain"
        self._go_on(resources.sentence(code, path=kept))
        return False

    def _go_on(self, said: str) -> None:
        self._workspace.check_seat()  # the status line follows, what was refused is tried again
        self.told.emit(said)
        QTimer.singleShot(0, self._workspace, self._workspace.settling.emit)  # what is being typed
