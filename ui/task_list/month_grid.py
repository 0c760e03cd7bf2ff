"""The months of one task: goal and amounts, one row a month, the year's goal last."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QHeaderView

import resources
from models.errors import Refusal
from models.months import YEAR_GOAL
from models.task_list import edits as list_edits
from models.task_list.wording import NONE_TEXT, YEAR_MARK, parse_by_month
from models.text import GOAL_LIMIT, LONG_TEXT_LIMIT, check_goals, clean_text, parse_amount
from ui.kit import theme as look
from ui.kit.widgets import plain_tip
from ui.sheet.block_view import BlockView
from ui.sheet.cell_delegate import CellDelegate, CellStyle
from ui.sheet.cells_model import PLACEHOLDER_ROLE, CellsModel, Index
from ui.use_cases.pasting import ROW_HEADING, Cell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QAbstractItemDelegate, QWidget

    from models.notices.notice import Indicator
    from models.storage.store import Batch, Change
    from models.task_list.contents import Entry, MonthPlan
    from ui.kit.messages import Messages
    from ui.kit.theme import Theme
    from ui.workspace import Workspace

GOAL = 0
AMOUNT_PX, GRID_PX = 44, 13.5
_ROOT = QModelIndex()


class MonthModel(CellsModel):
    """Months of the selected task; amounts are whole numbers from 0, an empty one is none."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.row = 0
        self.months: list[int] = self._months_to_show()
        self._typed_for: set[int] = set()  # other months that what is being typed named
        workspace.changed.connect(self._on_changed)
        workspace.reloaded.connect(self._reset)

    def show_row(self, row: int) -> None:
        """Show the months of a row of the list."""
        if row != self.row:
            self.row = row
            self._reset()

    def _reset(self) -> None:
        self.beginResetModel()
        self.typing_batch = None
        self.months = self._months_to_show()
        self.endResetModel()

    @property
    def entry(self) -> Entry:
        """The entry whose months are shown."""
        return self._workspace.sheet.entry(self.row)

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """The indicators that carry amounts."""
        return tuple(i for i in self._workspace.sheet.task(self.row).indicators if i.has_amounts)

    def _months_to_show(self) -> list[int]:
        """Return the months from the notice's first on, earlier ones only with contents."""
        first = self._workspace.sheet.notice.first_month
        entry = self.entry
        return [m for m in range(1, 13) if m >= first or not entry.month(m).is_empty]

    def month_of(self, row: int) -> int:
        """Return the month of a row, YEAR_GOAL for the last."""
        return self.months[row] if row < len(self.months) else YEAR_GOAL

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.months) + 1

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else 1 + len(self.indicators)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.ToolTipRole and orientation == Qt.Orientation.Horizontal:
            return plain_tip(self.indicators[section - 1].name) if section else None
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Vertical:
            return self.row_name(section)
        return self.indicators[section - 1].short if section else "工作目标"

    def is_editable(self, index: Index) -> bool:
        """Whether the cell may be edited now."""
        is_year = self.month_of(index.row()) == YEAR_GOAL
        return self._workspace.sheet.version.is_draft and not (is_year and index.column() > GOAL)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        plan = self.entry.month(self.month_of(index.row()))
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self._text(plan, index.column(), edited=role == Qt.ItemDataRole.EditRole)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(index)
        if role == PLACEHOLDER_ROLE and plan.none and index.column() == GOAL:
            return NONE_TEXT
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if index.column() else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    def _text(self, plan: MonthPlan, column: int, *, edited: bool) -> str:
        if column == GOAL:
            return NONE_TEXT if plan.none and edited else plan.goal
        return str(plan.amounts.get(self.indicators[column - 1].key, ""))

    def _spoken(self, index: Index) -> str:
        month = self.row_name(index.row())
        heading = self.headerData(index.column(), Qt.Orientation.Horizontal)
        text = str(index.data() or "") or resources.sentence("sheet.spoken_empty")
        return resources.sentence("sheet.spoken_month", month=month, heading=heading, text=text)

    def row_name(self, row: int) -> str:
        month = self.month_of(row)
        return f"{month}月" if month else YEAR_MARK

    def row_names(self) -> dict[int, list[str]]:
        """Return the months, which head the rows."""
        return {ROW_HEADING: list(map(self.row_name, range(self.rowCount())))}

    def reach(self, cell: Cell) -> list[Cell]:
        """Return the months that a goal names, instead of its own."""
        if cell.column != GOAL:
            return [cell]
        rows = {self.month_of(row): row for row in range(self.rowCount())}
        found = self._goals(self.month_of(cell.row), cell.text)
        return [Cell(rows[m], GOAL, goal) for m, goal in found.items() if m in rows]

    @staticmethod
    def _goals(month: int, text: str) -> dict[int, str]:
        """Return the goals of a text in a month's cell: “4月：” means April, as in the sheet."""
        return {m or month: part for m, part in parse_by_month(text).items()} or {month: ""}

    def write(self, index: Index, text: str, *, aloud: bool = True) -> bool:
        """As everywhere, but what is typed for another month takes no other goal's place there."""
        if self.typing_batch is None:
            self._typed_for = set()
        found = self._goals(self.month_of(index.row()), text) if index.column() == GOAL else {}
        elsewhere = set(found) - {self.month_of(index.row())}
        for month in elsewhere - self._typed_for:
            goal = self.entry.month(month).goal
            if goal not in ("", found[month]):
                word = f"{month}月" if month else YEAR_MARK
                refusal = Refusal("sheet.month_taken", month=word, goal=goal[:40])
                self._workspace.refuse(refusal, aloud=aloud)
                return False
        is_written = super().write(index, text, aloud=aloud)
        self._typed_for |= elsewhere if is_written else set()
        return is_written

    def changes_for(self, row: int, column: int, text: str) -> list[Change]:
        version, task, month = (
            self._workspace.sheet.version.id,
            self.entry.task,
            self.month_of(row),
        )
        if column == GOAL:
            limit = GOAL_LIMIT if month else LONG_TEXT_LIMIT
            goal = clean_text(text, limit).text.strip()
            found = self._goals(month, goal)
            check_goals({m: self.entry.month(m).goal for m in range(13)} | found)
            changes: list[Change] = []
            for at, part in found.items():
                changes += list_edits.month_changes(version, task, at, part)
            return changes
        indicator = self.indicators[column - 1]
        amount = parse_amount(text, indicator.unit)
        return [list_edits.amount_change(version, task, month, indicator.key, amount)]

    def mark_none(self, rows: Sequence[int]) -> None:
        """Answer 本月无安排 for months without a goal, or take it back where all have it."""
        months = [self.month_of(row) for row in rows if self.month_of(row) != YEAR_GOAL]
        # A month with a goal is left alone: one click must not wipe what was typed.
        free = [month for month in months if not self.entry.month(month).goal]
        if months and not free:
            self._workspace.refuse(Refusal("sheet.month_has_goal"))
            return
        version, task = self._workspace.sheet.version.id, self.entry.task
        is_none = not all(self.entry.month(month).none for month in free)
        self._workspace.edit(list_edits.none_changes(version, task, free, is_none=is_none))

    def _on_changed(self, batch: Batch) -> None:
        if not list_edits.touches_months(batch, self.entry.task):
            return
        for month in set(self._months_to_show()) - set(self.months):
            self._add_month(month)
        last = self.index(self.rowCount() - 1, self.columnCount() - 1)
        self.say_changed(self.index(0, 0), last)

    def _add_month(self, month: int) -> None:
        """Show one more month. None goes while its task is shown: it may be what is typed in."""
        row = sum(other < month for other in self.months)
        self.beginInsertRows(_ROOT, row, row)
        self.months.insert(row, month)
        self.endInsertRows()


class MonthGrid(BlockView):
    """The table of months in the side panel."""

    def __init__(self, model: MonthModel, theme: Theme, messages: Messages) -> None:
        super().__init__(model, messages)
        self._months = model
        self._theme = theme
        style = CellStyle(theme, look.SANS, GRID_PX, (), kept_columns=(GOAL,))
        self.cells = CellDelegate(style, lambda _column: (), self)
        self.setItemDelegate(self.cells)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setObjectName("months")
        self.setSizeAdjustPolicy(QAbstractScrollArea.SizeAdjustPolicy.AdjustIgnored)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setMinimumSectionSize(10)
        model.modelReset.connect(self.fit)
        model.rowsInserted.connect(self.fit)
        model.dataChanged.connect(self.fit)
        self.cells.grown.connect(self._grow)
        theme.changed.connect(self.fit)

    def fit(self) -> None:
        """Give the goals what the amounts leave, and every row the height of its text."""
        rest = self.viewport().width()
        for column in range(1, self._months.columnCount()):
            wanted = self.horizontalHeader().sectionSizeHint(column)
            self.setColumnWidth(column, max(wanted, self._theme.px(AMOUNT_PX)))
            rest -= self.columnWidth(column)
        self.setColumnWidth(GOAL, max(rest, self._theme.px(80)))
        for row in range(self._months.rowCount()):
            self._fit_row(row)
        self._fit_height()

    def _fit_height(self) -> None:
        """As high as its rows: the panel around it scrolls, so that there is one scroll bar."""
        self.setFixedHeight(self.horizontalHeader().height() + self.verticalHeader().length() + 2)

    def _fit_row(self, row: int) -> None:
        if not 0 <= row < self._months.rowCount():  # the row of an editor may be gone by now
            return
        self.setRowHeight(row, max(self.sizeHintForRow(row), self._theme.px(27)))

    def _grow(self, index: QModelIndex) -> None:
        self._fit_row(index.row())
        self._fit_height()

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        super().closeEditor(editor, hint)
        self.fit()  # the row of a text that needed more lines while it was typed

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        self.fit()
