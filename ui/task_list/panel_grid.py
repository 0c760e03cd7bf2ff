"""A table in the side panel, as the months of a task: a line each, the first column wide."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QHeaderView

from models.overriding import override
from ui.kit import theme as look
from ui.sheet.block_view import BlockView
from ui.sheet.cell_delegate import CellDelegate, CellStyle

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractItemDelegate, QWidget

    from ui.kit.messages import Messages
    from ui.kit.theme import Theme
    from ui.sheet.cells_model import CellsModel

TEXT = 0  # the column that takes the room that is left
NAMES_PX = 58  # a column of names or of 几月
AMOUNT_PX, GOAL_PX, ROW_PX, PADDING_PX, GRID_PX = 44, 56, 30, 3, 13.5  # at 100 %


class PanelGrid(BlockView):
    """Never scrolls by itself: it is as high as its rows."""

    def __init__(
        self, model: CellsModel, theme: Theme, messages: Messages, width: int = AMOUNT_PX
    ) -> None:
        super().__init__(model, messages)
        self._width = width  # px at 100 % of all columns but the first, at least
        self._rows = model
        self._theme = theme
        style = CellStyle(
            theme, look.SANS, GRID_PX, (), kept_columns=(TEXT,), one_line=True, padding=PADDING_PX
        )
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
        model.rowsRemoved.connect(self.fit)
        model.dataChanged.connect(self.fit)
        self.cells.grown.connect(self._grow)
        theme.changed.connect(self.fit)

    def fit(self) -> None:
        """Give the goals what the amounts leave, every row a line, an open one what it needs."""
        rest = self.viewport().width()
        for column in range(1, self._rows.columnCount()):
            wanted = self.horizontalHeader().sectionSizeHint(column)
            self.setColumnWidth(column, max(wanted, self._theme.px(self._width)))
            rest -= self.columnWidth(column)
        self.setColumnWidth(TEXT, max(rest, self._theme.px(GOAL_PX)))
        for row in range(self._rows.rowCount()):
            self._fit_row(row)
        self._fit_height()

    def _fit_height(self) -> None:
        """As high as its rows: the panel around it scrolls, so that there is one scroll bar."""
        self.setFixedHeight(self.horizontalHeader().height() + self.verticalHeader().length() + 2)

    def _fit_row(self, row: int) -> None:
        if not 0 <= row < self._rows.rowCount():  # the row of an editor may be gone by now
            return
        self.setRowHeight(row, max(self.sizeHintForRow(row), self._theme.px(ROW_PX)))

    def _grow(self, index: QModelIndex) -> None:
        self._fit_row(index.row())
        self._fit_height()

    @override
    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        super().closeEditor(editor, hint)
        self.fit()  # the row of a text that needed more lines while it was typed

    @override
    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        self.fit()
