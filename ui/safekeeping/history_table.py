"""The table of 修改记录: a view on the changes themselves, which makes no item for any cell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from models.overriding import override
from ui.kit.widgets import own_viewport, plain_tip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.use_cases.documents.history_words import Line

    Index = QModelIndex | QPersistentModelIndex

HEADINGS = ("时间", "哪里", "原来", "改成", "怎么改的")
_TIME, _PLACE, _OLD, _NEW, _HOW = range(5)
SHOWN_CHARACTERS = 200  # of a long text in a cell; the whole of these is its tool tip
MEASURED_ROWS = 60  # that time and way are made wide enough for: a screen has fewer
PLACE_SHARE = 0.27  # of the table's width; time and way are as wide as they need, texts the rest
_ROOT = QModelIndex()


class _Lines(QAbstractTableModel):
    """The changes that are shown, the newest first."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: Sequence[Line] = ()

    def show(self, lines: Sequence[Line]) -> None:
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.lines)

    @override
    def columnCount(self, parent: Index = _ROOT) -> int:
        return len(HEADINGS)

    @override
    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        is_heading = orientation == Qt.Orientation.Horizontal
        return HEADINGS[section] if is_heading and role == Qt.ItemDataRole.DisplayRole else None

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        line = self.lines[index.row()]
        text = (line.time, line.place, line.old, line.new, line.how)[index.column()]
        text = text[:SHOWN_CHARACTERS]
        return text.replace("\n", " ") if role == Qt.ItemDataRole.DisplayRole else plain_tip(text)


class HistoryTable(QTableView):
    """Shows changes, one a row; one is chosen at a time."""

    def __init__(self) -> None:
        super().__init__()
        own_viewport(self)
        self._model = _Lines()
        header = self.horizontalHeader()
        header.setResizeContentsPrecision(MEASURED_ROWS)
        self.setModel(self._model)
        self.verticalHeader().hide()
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setAccessibleName("修改记录")
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        for column in (_TIME, _HOW):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        for column in (_OLD, _NEW):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these changes; none of them is chosen."""
        self._model.show(lines)

    @property
    def lines(self) -> Sequence[Line]:
        """The changes that are shown, the newest first."""
        return self._model.lines

    def chosen(self) -> Line | None:
        """Return the change that is chosen, None where there is none."""
        rows = self.selectionModel().selectedRows()
        return self.lines[rows[0].row()] if rows else None

    def share_width(self) -> None:
        """Give the places their share of the width."""
        self.setColumnWidth(_PLACE, round(self.viewport().width() * PLACE_SHARE))
