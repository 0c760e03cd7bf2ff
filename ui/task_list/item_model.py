"""The named items of a scope (围绕10项建设任务) as a table: name, office, person, month done by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, Qt

import resources
from models.errors import Refusal
from models.months import YEAR_GOAL
from models.notices.indicator import Kind
from models.overriding import override
from models.task_list import edits as list_edits
from models.task_list import items as items_of
from models.task_list.interchange import ITEMS_LIMIT
from models.task_list.words.wording import parse_goals
from models.text import NAME_LIMIT, clean_name
from ui.sheet.cells_model import CENTRE, LEFT, PLACEHOLDER_ROLE, CellsModel, Index

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.notices.indicator import Indicator
    from models.storage.store import Batch, Change
    from models.task_list.contents import Item
    from ui.workspace import Workspace

NAME, OFFICE, PERSON, MONTH = range(4)
FIELDS = ("name", "office", "person", "month")
HEADINGS = ("分项名称", "处室", "责任人", "几月完成")
SPARE = 1  # empty rows to type the next item into
_ROOT = QModelIndex()


class ItemModel(CellsModel):
    """Items of the first scope of a row of the list; empty while it has none."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.row = 0
        self._rows = 0
        workspace.changed.connect(self._on_changed)
        workspace.reloaded.connect(self._reset)
        self._reset()

    def show_row(self, row: int) -> None:
        """Show the items of a row of the list."""
        if row != self.row:
            self.row = row
            self._reset()

    @property
    def indicator(self) -> Indicator | None:
        """The scope whose items are shown, None where the row has none."""
        indicators = self._workspace.sheet.task(self.row).indicators
        return next((one for one in indicators if one.kind is Kind.SCOPE), None)

    @property
    def items(self) -> dict[int, Item]:
        """The items by serial, which counts from 1."""
        indicator = self.indicator
        found = self._workspace.sheet.contents.items.get(indicator.key, ()) if indicator else ()
        return {item.serial: item for item in found}

    def first_open(self) -> tuple[int, int]:
        """Return row and column of the first item without a month, or the first spare row."""
        without = [serial - 1 for serial, item in self.items.items() if item.month is None]
        return (min(without), MONTH) if without else (max(self.items, default=0), NAME)

    def follow_row(self, row: int) -> None:
        """Show a row anew: another task may stand there by now."""
        self.row = row
        self._reset()

    def _reset(self) -> None:
        self.beginResetModel()
        self.typing_batch = None
        self._rows = self._wanted()
        self.endResetModel()

    def _wanted(self) -> int:
        """Return how many rows there are: as many as the notice asks for, and one to go on."""
        indicator = self.indicator
        if indicator is None:
            return 0
        share = self._workspace.sheet.share(indicator)
        asked = share if isinstance(share, int) else 0
        return max(asked, max(self.items, default=0) + SPARE)

    # -- reading -------------------------------------------------------------------------------

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else self._rows

    @override
    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(FIELDS)

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return str(section + 1) if orientation == Qt.Orientation.Vertical else HEADINGS[section]

    @override
    def is_editable(self, index: Index) -> bool:
        """Whether the cell may be edited now: an item has its name first."""
        is_named = index.column() == NAME or index.row() + 1 in self.items
        return self.is_draft() and is_named

    @override
    def why_not(self, index: Index) -> str:
        code = super().why_not(index)
        return "sheet.item_name_first" if code == "sheet.fixed_column" else code

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self._text(index.row(), index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.name_of(index.row(), index.column())
        if role == PLACEHOLDER_ROLE:
            return "填名称" if index.column() == NAME and not index.row() else None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return LEFT if index.column() == NAME else CENTRE
        return None

    def _text(self, row: int, column: int) -> str:
        item = self.items.get(row + 1)
        value = getattr(item, FIELDS[column]) if item else None
        return f"{value}月" if column == MONTH and value else str(value or "")

    @override
    def row_name(self, row: int) -> str:
        return resources.sentence("sheet.item", number=row + 1)

    # -- writing -------------------------------------------------------------------------------

    @override
    def changes_for(self, row: int, column: int, text: str) -> list[Change]:
        indicator = self.indicator
        if indicator is None:
            return []
        line = clean_name(text, NAME_LIMIT).text
        value = self._month(line) if column == MONTH else line
        version, known = self._workspace.sheet.version, self.items.get(row + 1)
        if column == NAME and known is not None and line != known.name:
            under = version.document.notice
            items_of.require_not_done(self._workspace.store, under, indicator.key, known)
            if not line:
                return items_of.changes(version.id, indicator.key, [known], ())
        return [items_of.field_change(version.id, indicator.key, row + 1, FIELDS[column], value)]

    @override
    def may_write(self, row: int, column: int) -> bool:
        """Whether a block may be pasted there: its names may come with it, and make new rows."""
        return self.is_draft() and row < ITEMS_LIMIT and column < len(FIELDS)

    @override
    def _changes(self, cells: Sequence[tuple[int, int, str]]) -> list[Change] | None:
        """As ever, but what has no name is no item: nothing would show what is written of it."""
        names = {row: text.strip() for row, column, text in cells if column == NAME}
        named = {serial - 1: item.name for serial, item in self.items.items()} | names
        for row, column, text in cells:
            if column != NAME and text.strip() and not named.get(row):
                self._workspace.refuse(Refusal("sheet.item_name_first"))
                return None
        return super()._changes(cells)

    def _month(self, text: str) -> int | None:
        """Return the month (1–12) that a text names; raises ``sheet.not_a_month`` for none."""
        if not text:
            return None
        is_bare = text.isdecimal() or set(text) <= _NUMERALS
        word = f"{text}月" if is_bare else text
        found = parse_goals(f"{word}：{word}", self._workspace.sheet.notice.year)
        months = [month for month in found.months if month != YEAR_GOAL]
        if len(months) != 1 or found.spans or len(found.months) > 1:
            raise Refusal("sheet.not_a_month", text=text[:20])
        return months[0]

    # -- changes from anywhere -----------------------------------------------------------------

    def _on_changed(self, batch: Batch) -> None:
        if not list_edits.touches_all_rows(batch):
            return
        wanted = self._wanted()
        if wanted > self._rows:
            self.beginInsertRows(_ROOT, self._rows, wanted - 1)
            self._rows = wanted
            self.endInsertRows()
        elif wanted < self._rows and self.typing_batch is None:
            self.beginRemoveRows(_ROOT, wanted, self._rows - 1)
            self._rows = wanted
            self.endRemoveRows()
        last = self.index(self.rowCount() - 1, self.columnCount() - 1)
        self.say_changed(self.index(0, 0), last)


_NUMERALS = frozenset("一二三四五六七八九十")
