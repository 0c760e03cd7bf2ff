"""Where a frozen sheet is: recording what happens to it, and the ways on and back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

import resources
from models.documents import deliveries, lifecycle, revisions, versions
from models.documents.states import Action, allows
from ui.delivery.event_dialog import EventDialog
from ui.delivery.whereabouts import RECORDED, Whereabouts
from ui.kit.widgets import button, label
from ui.use_cases.words import KINDS, document_words, event_line

if TYPE_CHECKING:
    from models.documents.deliveries import Event, EventKind
    from models.documents.document import Document
    from ui.kit.foreign_files import ForeignFiles
    from ui.kit.messages import Messages
    from ui.workspace import Workspace


class DeliveryPanel(QFrame):
    """Follows the document of the print page.

    Signals:
        told(str): a sentence for the status line. edit_wanted(): the draft that was begun.
    """

    told = Signal(str)
    edit_wanted = Signal()

    def __init__(
        self, workspace: Workspace, messages: Messages, foreign_files: ForeignFiles
    ) -> None:
        super().__init__()
        self._workspace = workspace
        self._messages = messages
        self._foreign_files = foreign_files
        self._sheet: Document | None = None
        self._heading = label("", "heading")
        self.whereabouts = Whereabouts()
        self.whereabouts.record_wanted.connect(self.record)
        self.whereabouts.revoke_wanted.connect(self.revoke)
        self.withdraw_button = button("撤回定稿", self.withdraw)
        self.correct_button = button("更正…", self.correct)
        self.adjust_button = button("计划调整…", self.adjust)
        self._build()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._heading)
        column.addWidget(self.whereabouts)
        row = QHBoxLayout()
        for made in (self.withdraw_button, self.correct_button, self.adjust_button):
            row.addWidget(made)
        column.addLayout(row)

    def show_sheet(self, sheet: Document) -> None:
        """Show what happened to a version, and what may be done with it."""
        self._sheet = sheet
        version = sheet.version
        stage = versions.stage(self._workspace.store, version)

        def may(action: Action) -> bool:
            return allows(stage, action, version.kind)

        self.withdraw_button.setVisible(may(Action.WITHDRAW))
        self.correct_button.setVisible(may(Action.CORRECT))
        self.adjust_button.setVisible(may(Action.ADJUST))
        self._heading.setText(f"{version.word}的去向")
        events = deliveries.events(self._workspace.store, version.id)
        wanted = [kind for kind in RECORDED if may(deliveries.ACTIONS[kind])]
        is_revocable = may(Action.REVOKE)
        self.whereabouts.show_events(version.year, events, wanted, revocable=is_revocable)

    # -- commands ------------------------------------------------------------------------------

    def record(self, kind: EventKind) -> None:
        """Ask for an event and record it."""
        sheet = self._sheet
        if sheet is None or not self._workspace.may_go_on():
            return
        dialog = EventDialog(
            kind, sheet.version.year, self._messages, self._foreign_files, self.window()
        )
        while dialog.exec():  # what was not taken stands there again, to be tried once more
            event = dialog.result_event()
            store, scan = self._workspace.store, dialog.scan
            step = partial(revisions.deliver, store, sheet.version, event, scan)
            if self._workspace.attempt(step):
                self.told.emit(resources.sentence("event.recorded", verb=KINDS[kind][0]))
                break
        dialog.deleteLater()

    def revoke(self, event: Event) -> None:
        """Take a wrong record back."""
        sheet, store = self._sheet, self._workspace.store
        if sheet is None or not self._workspace.may_go_on():
            return

        def take(reason: str) -> bool:
            return self._workspace.attempt(
                lambda: revisions.revoke(store, sheet.version, event.id, reason)
            )

        question = resources.sentence("event.why_revoke", event=event_line(event))
        self._messages.ask_until_taken("撤销记录", question, take)

    def withdraw(self) -> None:
        """Ask for the reason and take the 定稿 back."""
        sheet, store = self._sheet, self._workspace.store
        if sheet is None or not self._workspace.may_go_on():
            return

        def take(reason: str) -> bool:
            return self._workspace.attempt(lambda: lifecycle.withdraw(store, sheet.version, reason))

        question = resources.sentence("event.why_withdraw")
        if self._messages.ask_until_taken("撤回定稿", question, take):
            self.told.emit(resources.sentence("print.withdrawn"))

    def correct(self) -> None:
        """Begin 更正 and go to its draft."""
        sheet = self._sheet
        if sheet is None:
            return
        store = self._workspace.store
        named = document_words(store, sheet.version)
        question = resources.sentence("revision.confirm_correct", document=named)
        if not self._messages.confirm(question, "开始更正"):
            return
        if self._workspace.attempt(lambda: revisions.begin_correction(store, sheet.version)):
            self.edit_wanted.emit()

    def adjust(self) -> None:
        """Ask from which month on, begin 计划调整 and go to its draft."""
        sheet = self._sheet
        if sheet is None:
            return
        store = self._workspace.store
        months = revisions.effective_months(store, sheet.version)
        if not months:
            self._messages.warn(resources.sentence("revision.year_reported"))
            return
        words = [f"{month}月" for month in months]
        named = document_words(store, sheet.version)
        question = resources.sentence("revision.from_month", document=named)
        chosen = self._messages.ask_choice("计划调整", question, words, 0)
        if chosen is None:
            return
        month = months[words.index(chosen)]
        if self._workspace.attempt(lambda: revisions.begin_adjustment(store, sheet.version, month)):
            self.edit_wanted.emit()
