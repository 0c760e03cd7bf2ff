"""定稿 from the window: asked first, rendered off the GUI thread, frozen if nothing was edited."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

import resources
from models.documents.findings import Severity
from models.errors import Refusal
from ui.use_cases.dates import hand_in, today
from ui.use_cases.documents import deadlines, finalising
from ui.use_cases.documents.composing import compose
from ui.use_cases.words import document_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from forms.form.declaration import Look
    from models.documents.document import Document
    from models.documents.lifecycle import Final
    from ui.kit.background import Job
    from ui.tools import Tools
    from ui.use_cases.documents.composing import Draft


class Finalising(QObject):
    """Freezes what a page shows; ``shown()`` reads it anew.

    Signals:
        told(str): a sentence for the status line. refused(object): an exception; nothing was done.
    """

    told = Signal(str)
    refused = Signal(object)

    def __init__(self, tools: Tools, shown: Callable[[], Document], page: QWidget) -> None:
        super().__init__(page)
        self._workspace = tools.workspace
        self._messages = tools.messages
        self._background = tools.background
        self._shown = shown
        self._page = page

    def begin(self, sheet: Document) -> None:
        """Ask, then render."""
        draft = compose(sheet)
        found = draft.check()
        hard = [f for f in found if f.severity is Severity.HARD]
        if hard:
            self.refused.emit(Refusal("version.hard_findings", count=len(hard)))
            return
        code = "print.confirm_final_soft" if found else "print.confirm_final"
        question = resources.sentence(
            code,
            soft=len(found),
            document=document_words(self._workspace.store, sheet.version),
            mark=sheet.version.mark,
        )
        if not self._messages.confirm(question, "定稿"):
            return
        work = partial(_prepare, draft, self._workspace.look(sheet.version.kind))
        commit = partial(self._commit, sheet)
        self._background.run_visibly("正在定稿…", work, commit, self.refused.emit, self._page)

    def _commit(self, sheet: Document, final: Final) -> None:
        self._workspace.settling.emit()
        if sheet != self._shown():  # edited while the worker was drawing
            self._messages.refuse(Refusal("version.changed_meanwhile"))
            return
        store, version = self._workspace.store, sheet.version
        if not self._workspace.attempt(lambda: finalising.commit_final(store, sheet, final)):
            return
        code = "print.finalised" if version.is_first else "print.finalised_again"
        words = {
            "document": document_words(store, version),
            "mark": version.mark,
            "clause": self._clause(sheet),
        }
        self.told.emit(resources.sentence(code, **words))

    def _clause(self, sheet: Document) -> str:
        """Say until when its paper goes where, if it is asked for."""
        due = deadlines.of(self._workspace.store, sheet.notice, sheet.version.document)
        if due is None:
            return ""
        return f"；{hand_in(due.due, sheet.notice.room, today())}"


def _prepare(draft: Draft, look: Look, job: Job) -> Final:
    return finalising.prepare_final(draft, look, job.report)
