"""How the document at hand stands, said in the status line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from ui.use_cases.dates import today

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.documents.kinds import DocumentId
    from ui.window.status_line import StatusLine
    from ui.workspace import Workspace

AFTER_MS = 50  # the first picture comes before the words; many changes at once are said once


class StandingWords(QObject):
    """Says anew, a moment after it was asked to, what stands of the document at hand.

    ``document()`` names it.
    """

    def __init__(
        self, workspace: Workspace, status: StatusLine, document: Callable[[], DocumentId]
    ) -> None:
        super().__init__(status)
        self._workspace = workspace
        self._status = status
        self._document = document
        self._is_stopped = False
        self._timer = QTimer(self, singleShot=True, interval=AFTER_MS)
        self._timer.timeout.connect(self._say)
        status.idle.connect(self._say)

    def renew(self) -> None:
        """Say it soon."""
        self._timer.start()

    def stop(self) -> None:
        """Say nothing more; the data is about to be closed."""
        self._is_stopped = True  # what the close itself writes asks for words again

    def _say(self) -> None:
        if self._is_stopped or self._status.is_telling():
            return
        from ui.use_cases.documents.headline import status_words
        from ui.use_cases.documents.overview import standing

        workspace, notice = self._workspace, self._workspace.sheet.notice
        wanted = self._document()
        task = standing(workspace.store, notice, wanted, today())
        words = status_words(workspace.document(wanted), task, notice.room, today())
        self._status.words.setText(words)
