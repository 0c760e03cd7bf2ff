"""The months of one task: goal and amounts, a row each; below them goals of several months."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, Qt

import resources
from models.errors import Refusal
from models.months import MONTHS, YEAR_GOAL
from models.notices import amounts as amounts_of
from models.notices.indicator import Kind, Ratio
from models.overriding import override
from models.task_list import edits as list_edits
from models.task_list import items as items_of
from models.task_list.contents import MonthPlan, Period, Span, in_order
from models.task_list.words.figures import stated
from models.task_list.words.wording import NONE_TEXT, YEAR_MARK, parse_goals
from models.text import GOAL_LIMIT, LONG_TEXT_LIMIT, check_goals, clean_text
from ui.kit.widgets import plain_tip
from ui.sheet.cells_model import LEFT, PLACEHOLDER_ROLE, RIGHT, CellsModel, Index
from ui.use_cases.pasting import ROW_HEADING, Cell

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from models.notices.indicator import Indicator
    from models.storage.store import Batch, Change
    from models.task_list.contents import Entry
    from ui.workspace import Workspace

GOAL = 0
HEADING_LENGTH = 5  # characters beside a row; longer words are told by its tip
_ROOT = QModelIndex()

When = int | Period
"""What a row is for: a month (1–12), several of them, or YEAR_GOAL."""


class MonthModel(CellsModel):
    """Months of the selected task; amounts are whole numbers from 0, an empty one is none."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.row = 0
        self._whens: list[When] = self._to_show()
        self._typed_for: set[When] = set()  # other rows that what is being typed named
        self._own_before = ""  # the goal of its own row when the typing began
        self._is_typing = False
        workspace.changed.connect(self._on_changed)
        workspace.reloaded.connect(self._reset)

    def show_row(self, row: int) -> None:
        """Show the months of a row of the list."""
        if row != self.row:
            self.row = row
            self._reset()

    def follow_row(self, row: int) -> None:
        """Show a row anew: another task may stand there by now."""
        self.row = row
        self._reset()

    def _reset(self) -> None:
        self.beginResetModel()
        self.typing_batch = None
        self._whens = self._to_show()
        self.endResetModel()

    @property
    def entry(self) -> Entry:
        """The entry whose months are shown."""
        return self._workspace.sheet.entry(self.row)

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """The indicators that carry amounts, or ratios."""
        indicators = self._workspace.sheet.task(self.row).indicators
        return tuple(i for i in indicators if i.is_planned or i.is_ratio)

    @property
    def months(self) -> list[int]:
        """The months that have a row."""
        return [when for when in self._whens if isinstance(when, int) and when != YEAR_GOAL]

    def _to_show(self) -> list[When]:
        """Return months from the notice's first on, earlier ones only with contents; the rest."""
        first = self._workspace.sheet.notice.first_month
        entry = self.entry
        months = [m for m in MONTHS if m >= first or not entry.month(m).is_empty]
        return sorted([*months, *(span.period for span in entry.spans), YEAR_GOAL], key=_order)

    def when(self, row: int) -> When:
        """Return what a row is for."""
        return self._whens[row]

    def place_of(self, indicator: str, month: int) -> tuple[int, int] | None:
        """Return row and column of a figure, None where there is no such row or column.

        ``month`` is 1–12, or YEAR_GOAL: the month with the largest figure, or else the first.
        """
        keys = [one.key for one in self.indicators]
        wanted = month
        if month == YEAR_GOAL:
            figures = {m: self.entry.month(m).amounts.get(indicator, 0) for m in self.months}
            wanted = max(self.months, key=figures.__getitem__, default=month)
        if indicator not in keys or wanted not in self._whens:
            return None
        return self._whens.index(wanted), 1 + keys.index(indicator)

    def indicator_at(self, column: int) -> str:
        """Return the key of the figure of a column, empty for none."""
        return self.indicators[column - 1].key if 0 < column <= len(self.indicators) else ""

    def plan(self, row: int) -> MonthPlan:
        """Return what is planned for a row; of several months only their goal."""
        when = self._whens[row]
        if isinstance(when, int):
            return self.entry.month(when)
        return MonthPlan(self._goal_of(when))

    def _goal_of(self, when: When) -> str:
        if isinstance(when, int):
            return self.entry.month(when).goal
        return next((span.goal for span in self.entry.spans if span.period == when), "")

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._whens)

    @override
    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else 1 + len(self.indicators)

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return self._row_heading(section, role)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(self.indicators[section - 1].name) if section else None
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return self.indicators[section - 1].short if section else "工作目标"

    def _row_heading(self, row: int, role: int) -> str | None:
        name, when = self.row_name(row), self._whens[row]
        if role == Qt.ItemDataRole.ToolTipRole and not isinstance(when, int):
            return plain_tip(resources.sentence("sheet.span_tip", words=name))
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if isinstance(when, int) or len(name) <= HEADING_LENGTH:
            return name
        return f"{when.first}—{when.last}月"

    @override
    def is_editable(self, index: Index) -> bool:
        """Whether the cell may be edited now: only a month has figures."""
        is_month = self._whens[index.row()] in MONTHS
        may_be_typed = index.column() == GOAL or (is_month and not self._is_counted(index))
        return self._workspace.sheet.version.is_draft and may_be_typed

    def _is_counted(self, index: Index) -> bool:
        """Whether a figure is counted from named items: nobody types it."""
        indicator = self.indicators[index.column() - 1]
        items = self._workspace.sheet.contents.items.get(indicator.key, ())
        return items_of.is_planned(items)

    @override
    def why_not(self, index: Index) -> str:
        code = super().why_not(index)
        if code != "sheet.fixed_column":
            return code
        return "sheet.figure_of_items" if self._is_counted(index) else "sheet.no_figure_here"

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        plan = self.plan(index.row())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self._text(plan, index.column(), edited=role == Qt.ItemDataRole.EditRole)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(index)
        if role in (PLACEHOLDER_ROLE, Qt.ItemDataRole.ToolTipRole):
            hint = self._hint(plan, index.row(), index.column())
            return hint if role == PLACEHOLDER_ROLE else _tip(hint)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT if index.column() else LEFT
        return None

    def _hint(self, plan: MonthPlan, row: int, column: int) -> str | None:
        """Return what an empty cell shows: an answer, or the figure that the goal gives (75?)."""
        if column == GOAL:
            return NONE_TEXT if plan.none else None
        when = self._whens[row]
        month = when if isinstance(when, int) else YEAR_GOAL
        figures = stated(self.entry, month, self.indicators) if month else {}
        indicator = self.indicators[column - 1]
        said = figures.get(indicator.key)
        return None if said is None else f"{indicator.figure_text(said)}?"

    def _text(self, plan: MonthPlan, column: int, *, edited: bool) -> str:
        if column == GOAL:
            return NONE_TEXT if plan.none and edited else plan.goal
        indicator = self.indicators[column - 1]
        return amounts_of.edited(
            indicator, plan.ratios.get(indicator.key) or plan.amounts.get(indicator.key)
        )

    def _spoken(self, index: Index) -> str:
        month = self.row_name(index.row())
        heading = self.headerData(index.column(), Qt.Orientation.Horizontal)
        text = str(index.data() or "") or resources.sentence("sheet.spoken_empty")
        return resources.sentence("sheet.spoken_month", month=month, heading=heading, text=text)

    @override
    def row_name(self, row: int) -> str:
        return _name(self._whens[row])

    @override
    def row_names(self) -> dict[int, list[str]]:
        """Return the months, which head the rows."""
        return {ROW_HEADING: list(map(self.row_name, range(self.rowCount())))}

    @override
    def reach(self, cell: Cell) -> list[Cell]:
        """Return the months that a goal names, instead of its own."""
        if cell.column != GOAL:
            return [cell]
        rows = {when: row for row, when in enumerate(self._whens)}
        found = self._goals(self._whens[cell.row], cell.text)
        return [Cell(rows[w], GOAL, goal) for w, goal in found.items() if w in rows]

    def _goals(self, own: When, text: str) -> dict[When, str]:
        """Return the goals of a text in a row: “4月：” means April, as in the sheet."""
        read = parse_goals(text, self._workspace.sheet.notice.year)
        found: dict[When, str] = {}
        named = [*((m or own, goal) for m, goal in sorted(read.months.items()))]
        for when, goal in [*named, *((span.period, span.goal) for span in read.spans)]:
            found[when] = f"{found[when]}\n{goal}" if when in found else goal
        return found or {own: ""}

    def _typed(self, own: When, text: str) -> dict[When, str]:
        """Return the goals of a text that is being typed in a row.

        What it said a moment ago and says no more (12月底前 before 12月底前完成) is taken back.
        """
        found = self._goals(own, text)
        if self.typing_batch is not None:
            found = {**dict.fromkeys(self._typed_for, ""), own: self._own_before, **found}
        return found

    # -- writing -------------------------------------------------------------------------------

    @override
    def write(self, index: Index, text: str, *, aloud: bool = True) -> bool:
        """As everywhere, but what is typed for another month takes no other goal's place there."""
        own = self._whens[index.row()]
        if self.typing_batch is None:
            self._typed_for, self._own_before = set(), self._goal_of(own)
        found = self._goals(own, text) if index.column() == GOAL else {}
        elsewhere = set(found) - {own}
        for when in elsewhere - self._typed_for:
            goal = self._goal_of(when)
            if goal not in ("", found[when]):
                refusal = Refusal("sheet.month_taken", month=_name(when), goal=goal[:40])
                self._workspace.refuse(refusal, aloud=aloud)
                return False
        self._is_typing = True
        try:
            is_written = super().write(index, text, aloud=aloud)
        finally:
            self._is_typing = False
        self._typed_for |= elsewhere if is_written else set()
        return is_written

    @override
    def changes_for(self, row: int, column: int, text: str) -> list[Change]:
        own = self._whens[row]
        if column == GOAL:
            limit = LONG_TEXT_LIMIT if own == YEAR_GOAL else GOAL_LIMIT
            goals = self._typed if self._is_typing else self._goals
            return self._goal_changes(goals(own, clean_text(text, limit).text.strip()))
        indicator = self.indicators[column - 1]
        month = own if isinstance(own, int) else YEAR_GOAL
        place = (self._workspace.sheet.version.id, self.entry.task, month, indicator.key)
        amount = amounts_of.parse(indicator, text)
        if indicator.is_ratio:
            return list_edits.ratio_changes(*place, amount if isinstance(amount, Ratio) else None)
        figure = amount if isinstance(amount, int) else None
        if indicator.kind is Kind.MILESTONE:
            version = self._workspace.sheet.version.id
            key, is_done = indicator.key, bool(figure)
            return list_edits.milestone_changes(version, self.entry, month, key, is_done=is_done)
        return [list_edits.amount_change(*place, figure)]

    def _goal_changes(self, found: Mapping[When, str]) -> list[Change]:
        version, entry = self._workspace.sheet.version.id, self.entry
        months = {when: goal for when, goal in found.items() if isinstance(when, int)}
        spans = {span.period: span.goal for span in entry.spans}
        spans |= {when: goal for when, goal in found.items() if not isinstance(when, int)}
        check_goals({m: entry.month(m).goal for m in range(13)} | months, spans.values())
        changes: list[Change] = []
        for month, goal in months.items():
            changes += list_edits.month_changes(version, entry.task, month, goal)
        kept = in_order(Span(*period, goal) for period, goal in spans.items() if goal)
        return changes + list_edits.span_changes(version, entry, kept) if spans else changes

    def mark_none(self, rows: Sequence[int]) -> None:
        """Answer 本月无安排 for months without a goal, or take it back where all have it."""
        months = [m for m in map(self.when, rows) if isinstance(m, int) and m != YEAR_GOAL]
        # A month with a goal is left alone: one click must not wipe what was typed.
        free = [month for month in months if not self.entry.month(month).goal]
        if months and not free:
            self._workspace.refuse(Refusal("sheet.month_has_goal"))
            return
        version, task = self._workspace.sheet.version.id, self.entry.task
        is_none = not all(self.entry.month(month).none for month in free)
        self._workspace.edit(list_edits.none_changes(version, task, free, is_none=is_none))

    # -- changes from anywhere -----------------------------------------------------------------

    def _on_changed(self, batch: Batch) -> None:
        if not list_edits.touches_months(batch, self.entry.task):
            return
        wanted = self._to_show()
        for when in wanted:
            if when not in self._whens:
                self._add(when)
        if self.typing_batch is None:  # else it may be what is typed in here
            self._take_away([w for w in self._whens if isinstance(w, Period) and w not in wanted])
        last = self.index(self.rowCount() - 1, self.columnCount() - 1)
        self.say_changed(self.index(0, 0), last)

    def _add(self, when: When) -> None:
        """Show one more row, at its place in time."""
        row = sum(_order(other) < _order(when) for other in self._whens)
        self.beginInsertRows(_ROOT, row, row)
        self._whens.insert(row, when)
        self.endInsertRows()

    def _take_away(self, gone: Sequence[When]) -> None:
        for when in gone:
            row = self._whens.index(when)
            self.beginRemoveRows(_ROOT, row, row)
            del self._whens[row]
            self.endRemoveRows()


def _name(when: When) -> str:
    if not isinstance(when, int):
        return when.words
    return f"{when}月" if when else YEAR_MARK


def _order(when: When) -> tuple[bool, int, int, str]:
    """Return what sorts rows as the sheet does: in the order of time, the year last."""
    if isinstance(when, int):
        return (when == YEAR_GOAL, when, -when, "月")
    return (False, when.first, -when.last, "")


def _tip(hint: str | None) -> str | None:
    """Say what a figure with a question mark in an empty cell is."""
    is_asked = hint is not None and hint.endswith("?")
    return resources.sentence("sheet.figure_tip") if is_asked else None
