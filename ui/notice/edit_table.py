"""A small table whose cells are typed into: tasks, figures, columns of a notice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from models.overriding import override
from models.text import clean_text
from ui.kit.fields.clipboard import LineEdit
from ui.kit.widgets import Choice, plain_tip

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex

MOST_CHARACTERS = 500  # of a line; no notice has a longer title


def in_one_line(text: str) -> str:
    """Return what was typed as one line of what can be printed."""
    return " ".join(clean_text(text, len(text)).text.split())


class EditTable(QTableWidget):
    """Rows of texts; ``widths`` are the shares of the width, ``choices`` words by column.

    Signals:
        typed(int, int, str): row, column and what was typed there. pointed(int, int): the cell
            that the keyboard came to.
    """

    typed = Signal(int, int, str)
    pointed = Signal(int, int)

    def __init__(
        self,
        name: str,
        headings: Sequence[str],
        widths: Sequence[int],
        choices: Mapping[int, Sequence[str]] | None = None,
    ) -> None:
        super().__init__(0, len(headings))
        self.setAccessibleName(name)
        self.setHorizontalHeaderLabels(list(headings))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.setTabKeyNavigation(False)
        self._widths = widths
        self._locked: set[int] = set()
        self._delegate = _Delegate(choices or {}, self)
        self.setItemDelegate(self._delegate)
        self.cellChanged.connect(self._tell)
        self.currentCellChanged.connect(self._point)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setHighlightSections(False)

    def fill(self, rows: Sequence[Sequence[str]]) -> None:
        """Show texts; the keyboard stays at its cell."""
        at = self.currentRow(), self.currentColumn()
        blocker = QSignalBlocker(self)
        self.setRowCount(len(rows))
        for row, texts in enumerate(rows):
            for column, text in enumerate(texts):
                self._set(row, column, text)
        if rows:
            self.setCurrentCell(min(max(at[0], 0), len(rows) - 1), max(at[1], 0))
        blocker.unblock()
        self._fit()

    def lock(self, column: int) -> None:
        """Have a column only shown: what stands in it follows from the others."""
        self._locked.add(column)

    def _set(self, row: int, column: int, text: str) -> None:
        item = self.item(row, column)
        if item is None:
            item = QTableWidgetItem()
            if column in self._locked:
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
            self.setItem(row, column, item)
        if item.text() != text:
            item.setText(text)
            item.setToolTip(plain_tip(text))

    def go_to(self, row: int, column: int) -> None:
        """Put the keyboard into a cell."""
        if row < self.rowCount():
            self.setCurrentCell(row, column)
            self.scrollTo(self.model().index(row, column))

    def begin_typing(self) -> None:
        """Open the current cell."""
        self.setFocus()
        self.edit(self.currentIndex())

    def _fit(self) -> None:
        room, whole = self.viewport().width(), sum(self._widths)
        for column, share in enumerate(self._widths):
            self.setColumnWidth(column, room * share // whole)

    @override
    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._fit()

    def _tell(self, row: int, column: int) -> None:
        item = self.item(row, column)
        if item is not None:
            self.typed.emit(row, column, in_one_line(item.text()))

    def _point(self, row: int, column: int, _before: int, _before_column: int) -> None:
        if row >= 0:
            self.pointed.emit(row, column)


class _Delegate(QStyledItemDelegate):
    """Opens a line, or a choice where a column has only some words."""

    def __init__(self, choices: Mapping[int, Sequence[str]], parent: QWidget) -> None:
        super().__init__(parent)
        self._choices = choices

    @override
    def createEditor(
        self,
        parent: QWidget,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> QWidget:
        words = self._choices.get(index.column())
        if words is None:
            editor = LineEdit(parent)
            editor.setFrame(False)
            editor.setMaxLength(MOST_CHARACTERS)
            return editor
        choice = Choice()
        choice.setParent(parent)
        choice.addItems(list(words))
        return choice

    @override
    def setEditorData(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        if isinstance(editor, Choice):
            editor.setCurrentText(str(index.data()))
        else:
            super().setEditorData(editor, index)

    @override
    def setModelData(
        self,
        editor: QWidget,
        model: QAbstractItemModel,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        if isinstance(editor, Choice):
            model.setData(index, editor.currentText())
        else:
            super().setModelData(editor, model, index)
