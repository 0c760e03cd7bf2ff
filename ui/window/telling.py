"""What the window says of the data file: saved or not, and why something was not taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

import resources
from models.storage.seat import DISPLACED
from ui.kit.unsaved import Saving

if TYPE_CHECKING:
    from models.errors import Refusal
    from ui.kit.messages import Messages
    from ui.safekeeping.displaced import Displaced
    from ui.window.status_line import StatusLine
    from ui.workspace import Workspace


class Telling(QObject):
    """Hears what became of every change, and tells it in the right place."""

    def __init__(
        self, workspace: Workspace, status: StatusLine, messages: Messages, displaced: Displaced
    ) -> None:
        super().__init__(status)
        self._workspace = workspace
        self._status = status
        self._messages = messages
        self._displaced = displaced
        workspace.unsaved.changed.connect(self._show_saving)
        workspace.changed.connect(self._show_saving)
        workspace.reloaded.connect(self._show_saving)
        workspace.refused.connect(self._refuse)
        workspace.kept_back.connect(self._keep_back)
        displaced.told.connect(status.tell)
        self._kept_back = ""  # why something typed was not taken
        self._show_saving()

    def _show_saving(self) -> None:
        state = self._workspace.unsaved.state
        self._status.show_saving(state, self._workspace.saved_at)
        if state is Saving.SAVED:
            self._status.withdraw(self._kept_back)

    def _refuse(self, refusal: Refusal) -> None:
        if refusal.code == "text.cleaned":  # nothing was refused: the clerk is only told
            self._status.tell(resources.sentence(refusal.code, **refusal.values))
        elif refusal.code in DISPLACED:
            self._displaced.see_to(refusal)
        else:
            self._messages.refuse(refusal)

    def _keep_back(self, refusal: Refusal) -> None:
        """What is being typed was not taken and stays where it is: no dialog takes the keyboard."""
        if refusal.code in DISPLACED:
            self._displaced.keep_what_is_open()
            if not self._workspace.is_typing() and not self._workspace.is_ending:
                self._displaced.see_to(refusal)  # found by a timer: nobody's keys are taken away
        reason = resources.sentence(refusal.code, **refusal.values)
        self._kept_back = resources.sentence("typing.not_saved", reason=reason)
        self._status.tell(self._kept_back)
