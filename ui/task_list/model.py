"""The list in the columns of its notice's form as a table model; every write goes to the store."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, Qt

import resources
from models.errors import Refusal
from models.notices.columns import Role
from models.overriding import override
from models.task_list import columns as columns_of
from models.task_list import edits as list_edits
from models.text import clean_text
from ui.sheet.cells_model import CENTRE, LEFT, PLACEHOLDER_ROLE, CellsModel, Index, spoken

if TYPE_CHECKING:
    from collections.abc import Collection

    from models.notices.columns import NoticeColumn
    from models.storage.store import Batch, Change
    from ui.workspace import Workspace

_EMPTY = {Role.MEASURES: "未填", Role.OFFICE: "未填", Role.PERSON: "未填"}
_ROOT = QModelIndex()


class SheetModel(CellsModel):
    """Shows the current list; a text longer than its limit is refused whole."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        workspace.changed.connect(self._on_changed)
        workspace.reloaded.connect(self._on_reloaded)

    @property
    def columns(self) -> tuple[NoticeColumn, ...]:
        """The columns of the notice's form."""
        return self._workspace.sheet.notice.attachment.columns

    def places(self, roles: Collection[Role]) -> tuple[int, ...]:
        """Return the columns (from 0) of some roles."""
        return tuple(at for at, column in enumerate(self.columns) if column.role in roles)

    def place(self, key: str) -> int:
        """Return the column (from 0) with a key; of one that the form lacks its first free one."""
        keys = [column.key for column in self.columns]
        free = (at for at, column in enumerate(self.columns) if not column.is_locked)
        return keys.index(key) if key in keys else next(free, 0)

    # -- reading -------------------------------------------------------------------------------

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._workspace.sheet.notice.tasks)

    @override
    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.FontRole:
            return self.heading_font
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        column = self.columns[section]
        # On screen the bracket stands on a line of its own; print and xlsx keep one line.
        own = column.heading.replace("(", "\n(")
        return f"{column.over}\n{own}" if column.over else own

    @override
    def headings(self) -> list[str]:
        return [column.name for column in self.columns]

    @override
    def is_editable(self, index: Index) -> bool:
        """Whether the cell may be edited now."""
        sheet = self._workspace.sheet
        task = sheet.task(index.row())
        is_ours = columns_of.is_editable(self.columns[index.column()], task)
        return is_ours and sheet.version.is_draft

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            text = self._display(index.row(), index.column())
            return text if role == Qt.ItemDataRole.DisplayRole else self._spoken(index, text)
        if role == Qt.ItemDataRole.EditRole:
            return self._for_editing(index.row(), index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            centred = self.columns[index.column()].role in columns_of.CENTRED
            return CENTRE if centred else LEFT
        if role == PLACEHOLDER_ROLE:
            return self._placeholder(index)
        return None

    def _placeholder(self, index: Index) -> str:
        role = self.columns[index.column()].role
        return (
            resources.sentence("sheet.goals_empty") if role is Role.GOALS else _EMPTY.get(role, "")
        )

    def _spoken(self, index: Index, text: str) -> str:
        sheet = self._workspace.sheet
        heading = self.columns[index.column()].name
        return spoken(sheet.task(index.row()).number, heading, text)

    def _display(self, row: int, column: int) -> str:
        sheet = self._workspace.sheet
        task, entry = sheet.task(row), sheet.entry(row)
        form, year = sheet.notice.attachment, sheet.notice.year
        return columns_of.printed(self.columns[column], form, task, entry, year, sheet.asked)

    def _for_editing(self, row: int, column: int) -> str:
        if self.columns[column].is_locked:
            return self._display(row, column)
        sheet = self._workspace.sheet
        return columns_of.edited(self.columns[column], sheet.entry(row), sheet.notice.year)

    def names(self, row: int, column: int) -> list[str]:
        """Return the names to complete; the persons of the row's office come first."""
        staff = self._workspace.sheet.staff
        if self.columns[column].role is Role.OFFICE:
            return [office.name for office in staff]
        own = self._workspace.sheet.entry(row).office
        offices = sorted(staff, key=lambda office: office.name != own)
        return [person.name for office in offices for person in office.persons]

    @override
    def row_name(self, row: int) -> str:
        return f"第{self._workspace.sheet.task(row).number}项"

    @override
    def row_names(self) -> dict[int, list[str]]:
        """Return the titles of the tasks, and their numbers."""
        tasks = self._workspace.sheet.notice.tasks
        names = {at: [task.title for task in tasks] for at in self.places({Role.TASK})}
        return names | {at: [task.number for task in tasks] for at in self.places({Role.NUMBER})}

    # -- writing -------------------------------------------------------------------------------

    @override
    def changes_for(self, row: int, column: int, raw: str) -> list[Change]:
        shown = self.columns[column]
        cleaned = clean_text(raw, columns_of.limit(shown))
        if cleaned.removed:
            self._workspace.refused.emit(Refusal("text.cleaned", removed=cleaned.removed))
        sheet = self._workspace.sheet
        return columns_of.changes(
            shown,
            sheet.version.id,
            sheet.entry(row),
            sheet.task(row),
            cleaned.text,
            sheet.notice.year,
        )

    # -- changes from anywhere -----------------------------------------------------------------

    def _on_changed(self, batch: Batch) -> None:
        sheet, last = self._workspace.sheet, self.columnCount() - 1
        if list_edits.touches_tasks(batch):
            self._on_reloaded()  # rows came or went
            return
        rows = {sheet.row_of(task) for task in list_edits.tasks_of(batch)}
        if list_edits.touches_all_rows(batch):
            rows = set(range(self.rowCount()))
        for row in sorted(rows):
            self.say_changed(self.index(row, 0), self.index(row, last))

    def _on_reloaded(self) -> None:
        self.beginResetModel()
        self.typing_batch = None
        self.endResetModel()
