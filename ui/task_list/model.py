"""The nine rows and six columns of the list as a table model; every write goes to the store."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, Qt

from forms.documents.task_list import CENTRED, KEYS
from models.errors import Refusal
from models.task_list import edits as list_edits
from models.task_list.wording import compose_goals, compose_measures, goals_text, measures_text
from models.text import LONG_TEXT_LIMIT, NAMES_LIMIT, clean_text
from ui.sheet.cells_model import PLACEHOLDER_ROLE, CellsModel, Index, spoken

if TYPE_CHECKING:
    from models.storage.store import Batch, Change
    from models.task_list.contents import Entry
    from ui.workspace import Workspace

NUMBER, TASK, GOALS, MEASURES, OFFICE, PERSON = range(6)
EDITABLE = (GOALS, MEASURES, OFFICE, PERSON)
LONG = (GOALS, MEASURES)
PLACEHOLDERS = {
    GOALS: "还没有按月安排，可以写“3月：…”，也可以在右边填",
    MEASURES: "未填",
    OFFICE: "未填",
    PERSON: "未填",
}
_ROOT = QModelIndex()


class SheetModel(CellsModel):
    """Shows the current list; a text longer than its limit is refused whole."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        workspace.changed.connect(self._on_changed)
        workspace.reloaded.connect(self._on_reloaded)

    # -- reading -------------------------------------------------------------------------------

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._workspace.sheet.notice.tasks)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(KEYS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.FontRole:
            return self.heading_font
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        # On screen the bracket stands on a line of its own; print and xlsx keep one line.
        return self._workspace.sheet.notice.attachment.columns[section].replace("(", "\n(")

    def is_editable(self, index: Index) -> bool:
        """Whether the cell may be edited now."""
        return index.column() in EDITABLE and self._workspace.sheet.version.is_draft

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            text = self._display(index.row(), index.column())
            return text if role == Qt.ItemDataRole.DisplayRole else self._spoken(index, text)
        if role == Qt.ItemDataRole.EditRole:
            return self._for_editing(index.row(), index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            centred = KEYS[index.column()] in CENTRED
            side = Qt.AlignmentFlag.AlignHCenter if centred else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        if role == PLACEHOLDER_ROLE:
            return PLACEHOLDERS.get(index.column(), "")
        return None

    def _spoken(self, index: Index, text: str) -> str:
        sheet = self._workspace.sheet
        heading = sheet.notice.attachment.columns[index.column()]
        return spoken(sheet.task(index.row()).number, heading, text)

    def _display(self, row: int, column: int) -> str:
        task = self._workspace.sheet.task(row)
        entry = self._workspace.sheet.entry(row)
        if column == NUMBER:
            return task.number
        if column == TASK:
            return task.title
        if column == GOALS:
            return compose_goals(entry, task.indicators, self._workspace.sheet.notice.year)
        return compose_measures(entry) if column == MEASURES else self._name(entry, column)

    def _for_editing(self, row: int, column: int) -> str:
        entry = self._workspace.sheet.entry(row)
        if column == GOALS:
            return goals_text(entry, self._workspace.sheet.notice.year)
        if column == MEASURES:
            return measures_text(entry)
        return self._display(row, column)

    @staticmethod
    def _name(entry: Entry, column: int) -> str:
        return entry.office if column == OFFICE else entry.person

    def names(self, row: int, column: int) -> list[str]:
        """Return the names to complete; the persons of the row's office come first."""
        staff = self._workspace.sheet.staff
        if column == OFFICE:
            return [office.name for office in staff]
        own = self._workspace.sheet.entry(row).office
        offices = sorted(staff, key=lambda office: office.name != own)
        return [person.name for office in offices for person in office.persons]

    def row_name(self, row: int) -> str:
        return f"第{self._workspace.sheet.task(row).number}项"

    def row_names(self) -> dict[int, list[str]]:
        """Return the titles of the tasks, and their numbers."""
        tasks = self._workspace.sheet.notice.tasks
        return {TASK: [task.title for task in tasks], NUMBER: [task.number for task in tasks]}

    # -- writing -------------------------------------------------------------------------------

    def changes_for(self, row: int, column: int, raw: str) -> list[Change]:
        limit = LONG_TEXT_LIMIT * 2 if column == GOALS else LONG_TEXT_LIMIT
        cleaned = clean_text(raw, limit if column in LONG else NAMES_LIMIT)
        if cleaned.removed:
            self._workspace.refused.emit(Refusal("text.cleaned", removed=cleaned.removed))
        sheet = self._workspace.sheet
        version, entry = sheet.version.id, sheet.entry(row)
        if column == GOALS:
            indicators = sheet.task(row).indicators
            return list_edits.goals_changes(
                version, entry, cleaned.text, indicators, sheet.notice.year
            )
        if column == MEASURES:
            return list_edits.measures_changes(version, entry, cleaned.text, sheet.notice.year)
        text = " ".join(cleaned.text.split())
        return [list_edits.entry_change(version, entry.task, KEYS[column], text)]

    # -- changes from anywhere -----------------------------------------------------------------

    def _on_changed(self, batch: Batch) -> None:
        for task in list_edits.tasks_of(batch):
            row = self._workspace.sheet.row_of(task)
            self.say_changed(self.index(row, GOALS), self.index(row, PERSON))

    def _on_reloaded(self) -> None:
        self.beginResetModel()
        self.typing_batch = None
        self.endResetModel()
