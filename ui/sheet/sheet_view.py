"""The table of the sheet: black rules, rows as high as their text, blocks to and from Excel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QFrame, QHeaderView, QStyleOptionViewItem

from models.overriding import override
from models.value_class import value_class
from ui.kit import theme as look
from ui.sheet.block_view import BlockView
from ui.sheet.cell_delegate import CellDelegate, CellStyle

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QAbstractItemDelegate, QWidget

    from ui.kit.messages import Messages
    from ui.kit.theme import Theme
    from ui.sheet.cells_model import CellsModel

HEADING_PX = 48
HEADING_MM = 4.2  # at most: two characters stand in the 10 mm of 序号
TEXT_PX = 13.5  # of the sheet at 100 %


def no_names(_row: int, _column: int) -> Sequence[str]:
    """Complete nothing."""
    return ()


@value_class
class SheetShape:
    """What a sheet's table looks like: widths in mm, long texts, columns with names to complete.

    ``names(row, column)`` returns the names to complete in a cell.
    """

    widths_mm: tuple[float, ...]
    long_columns: tuple[int, ...]
    name_columns: tuple[int, ...] = ()
    names: Callable[[int, int], Sequence[str]] = no_names
    text_px: float = TEXT_PX  # at 100 %
    heading_mm: float = HEADING_MM  # at most, of the paper's width
    merged_columns: tuple[int, ...] = ()  # equal texts in rows that follow each other stand once


class SheetView(BlockView):
    """Never scrolls by itself: it is as high as its rows, the page around it scrolls.

    Signals:
        height_changed(): its rows take another height.
    """

    height_changed = Signal()
    head_name = "sheetHead"

    def __init__(
        self, model: CellsModel, shape: SheetShape, theme: Theme, messages: Messages
    ) -> None:
        super().__init__(model, messages)
        self._model = model
        self._shape = shape
        self._theme = theme
        self.page_starts: Mapping[int, int] = {}
        self._merged: list[tuple[int, int, int]] = []  # column, first and last row
        self.cells = CellDelegate(_style(shape, theme), self._names, self)
        self.setItemDelegate(self.cells)
        self._set_up_look()
        self.cells.grown.connect(self._grow)
        model.dataChanged.connect(self._on_data_changed)
        model.modelReset.connect(self.fit_rows)

    def reshape(self, shape: SheetShape) -> None:
        """Take the columns of another form, in the width that the table has."""
        self._shape = shape
        self.cells.restyle(_style(shape, self._theme))
        self.clearSpans()
        self.fit(self.width())

    def _set_up_look(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setObjectName("sheet")
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setMinimumSectionSize(10)
        header.setHighlightSections(False)

    def _names(self, column: int) -> Sequence[str]:
        return self._shape.names(self.currentIndex().row(), column)

    # -- size ----------------------------------------------------------------------------------

    def fit(self, width: int) -> None:
        """Give the columns the proportions of the paper in ``width`` px, then fit the rows."""
        usable = width - 2
        widths = self._shape.widths_mm
        total = sum(widths)
        edges = [round(usable * sum(widths[: i + 1]) / total) for i in range(len(widths))]
        for i, edge in enumerate(edges):
            self.setColumnWidth(i, edge - (edges[i - 1] if i else 0))
        self.setFixedWidth(width)
        font = self._theme.font(self._shape.text_px)
        font.setPixelSize(min(font.pixelSize(), round(width * self._shape.heading_mm / total)))
        # Through the model: a style sheet takes the header's own font away again.
        self._model.heading_font = font
        self.horizontalHeader().setFixedHeight(self._theme.px(HEADING_PX))
        self.fit_rows()

    def _merge(self) -> None:
        """Let equal texts of neighbouring rows stand in one cell; the notice fixes them."""
        if self._shape.merged_columns:
            self.clearSpans()
        self._merged = [
            (column, *run) for column in self._shape.merged_columns for run in self._runs(column)
        ]
        for column, first, last in self._merged:
            if last > first:
                self.setSpan(first, column, last - first + 1, 1)

    def _runs(self, column: int) -> list[tuple[int, int]]:
        """Return first and last row of each run of equal texts in a column."""
        runs: list[tuple[int, int]] = []
        before = None
        for row in range(self._model.rowCount()):
            text = str(self._model.index(row, column).data())
            if runs and text and text == before:
                runs[-1] = (runs[-1][0], row)
            else:
                runs.append((row, row))
            before = text
        return runs

    def fit_rows(self) -> None:
        """Make every row as high as its text."""
        self._merge()
        for row in range(self._model.rowCount()):
            self._fit_row(row)
        self._fit_merged()
        self._fit_height()

    def _fit_merged(self, changed: range | None = None) -> None:
        """Give the last row of a merged cell what the cell needs beyond its rows.

        ``changed`` are rows that took another height; None: all of them.
        """
        for column, first, last in self._merged:
            if changed is not None and (last < changed[0] or changed[-1] < first):
                continue
            wanted = self._hint(first, column) + 1
            missing = wanted - sum(self.rowHeight(row) for row in range(first, last + 1))
            if missing > 0:
                self.setRowHeight(last, self.rowHeight(last) + missing)

    def _hint(self, row: int, column: int) -> int:
        index = self._model.index(row, column)
        return self.cells.sizeHint(QStyleOptionViewItem(), index).height()

    def _fit_row(self, row: int) -> None:
        if not 0 <= row < self._model.rowCount():  # the row of an editor may be gone by now
            return
        own = set(range(self._model.columnCount())) - set(self._shape.merged_columns)
        hints = (self._hint(row, column) for column in own)
        self.setRowHeight(row, max(*hints, self._theme.px(34)) + 1)

    def _fit_height(self) -> None:
        height = self.horizontalHeader().height() + self.verticalHeader().length() + 2
        if height != self.height():
            self.setFixedHeight(height)
            self.height_changed.emit()

    def _grow(self, index: QModelIndex) -> None:
        self._fit_row(index.row())
        self._fit_merged(range(index.row(), index.row() + 1))
        self._fit_height()

    def _on_data_changed(self, first: QModelIndex, last: QModelIndex) -> None:
        rows = range(first.row(), last.row() + 1)
        for row in rows:
            self._fit_row(row)
        self._fit_merged(rows)
        self._fit_height()

    def show_page_starts(self, starts: Mapping[int, int]) -> None:
        """Mark where the printed pages begin: row → number of the page."""
        self.page_starts = starts
        self.viewport().update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.setFont(self._theme.font(11))
        for row, page in self.page_starts.items():
            if page == 1:
                continue
            y = self.rowViewportPosition(row)
            painter.setPen(QPen(QColor(look.ACCENT), 1.5, Qt.PenStyle.DashLine))
            painter.drawLine(0, y, self.viewport().width(), y)
            text = f"第 {page} 页"
            width = painter.fontMetrics().horizontalAdvance(text) + self._theme.px(8)
            height = self._theme.px(16)
            right = self.viewport().width() - width
            painter.fillRect(right, y - height // 2, width, height, QColor(look.ACCENT_SOFT))
            painter.drawText(right + self._theme.px(4), y + height // 2 - self._theme.px(4), text)

    # -- editing -------------------------------------------------------------------------------

    @override
    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        super().closeEditor(editor, hint)
        self._fit_row(self.currentIndex().row())
        self._fit_height()


def _style(shape: SheetShape, theme: Theme) -> CellStyle:
    return CellStyle(
        theme,
        look.SERIF,
        shape.text_px,
        long_columns=shape.long_columns,
        name_columns=shape.name_columns,
        kept_columns=shape.long_columns,
    )
