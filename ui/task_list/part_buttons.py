"""Adding a part to a task (3.1 under 3), and taking away one that the school added."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

import resources
from models.errors import Refusal
from models.task_list import children
from models.text import NAMES_LIMIT, clean_name
from ui.kit.widgets import button, set_tip

if TYPE_CHECKING:
    from ui.kit.messages import Messages
    from ui.workspace import Workspace


class PartButtons(QWidget):
    """Belongs to the row that the panel shows.

    Signals:
        moved(int): the id of the task to go to: the new part, or what a part was taken from.
    """

    moved = Signal(int)

    def __init__(self, workspace: Workspace, messages: Messages) -> None:
        super().__init__()
        self._workspace = workspace
        self._messages = messages
        self._row = 0
        self.add = button("加子任务…", self._add, "link")
        self.remove = button("删子任务", self._remove, "link")
        set_tip(self.add, resources.sentence("sheet.part_tip"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.add)
        row.addWidget(self.remove)
        row.addStretch()

    def show_row(self, row: int) -> None:
        """Show what may be done with a row of the list."""
        self._row = row
        sheet = self._workspace.sheet
        self.setVisible(sheet.version.is_draft)
        self.remove.setVisible(sheet.task(row).is_own)

    def _add(self) -> None:
        """Ask for the title of a part of this task, and add it below."""
        if not self._workspace.may_go_on():
            return
        sheet = self._workspace.sheet
        task = sheet.task(self._row)
        question = resources.sentence("sheet.child_question", number=task.number)
        title = self._messages.ask_text("加子任务", question)
        if title is None:
            return
        try:
            name = clean_name(title, NAMES_LIMIT).text
            child = children.new_child(self._workspace.store, sheet.notice, task, name)
        except Refusal as refusal:
            self._workspace.refuse(refusal)
            return
        changes = children.child_changes(sheet.version.id, child)
        if not self._workspace.edit(changes).is_refused:
            self.moved.emit(child.id)

    def _remove(self) -> None:
        if not self._workspace.may_go_on():
            return
        sheet = self._workspace.sheet
        task = sheet.task(self._row)
        try:
            changes = children.remove_changes(self._workspace.store, sheet.version.id, task)
        except Refusal as refusal:
            self._workspace.refuse(refusal)
            return
        if not self._workspace.edit(changes).is_refused and task.parent is not None:
            self.moved.emit(task.parent)
