"""Cells of the sheet: painted in the printing font, edited in place in an editor that grows."""

from __future__ import annotations

from contextlib import contextmanager
from math import ceil
from typing import TYPE_CHECKING, Any

from PySide6 import QtWidgets
from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPen,
    QTextCursor,
)
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QApplication,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from models.overriding import override
from models.text import date_text
from models.value_class import value_class
from ui.kit import theme as look
from ui.kit.text_block import TextBlock
from ui.kit.unsaved import SaveTimer
from ui.kit.widgets import plain_tip
from ui.sheet.cell_editor import FRAME_PX, CellEditor
from ui.sheet.cells_model import CENTRE, PLACEHOLDER_ROLE, Index
from ui.sheet.keys import LEAVING_KEYS, LINE_KEYS, TODAY, way_out
from ui.use_cases.dates import today
from ui.use_cases.documents.searching import places_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from PySide6.QtCore import QAbstractItemModel
    from PySide6.QtGui import QHelpEvent, QPainter

    from ui.kit.theme import Theme
    from ui.sheet.block_view import BlockView
    from ui.sheet.keys import Onward

KEPT_BLOCKS = 500  # laid-out texts; the same cell is measured and painted many times
PADDING, CENTRED_PADDING = 5, 2  # px at 100 %
EDITOR_SPARE = 2  # px that an editor needs more than the text it covers: its row stands still


@value_class
class CellStyle:
    """How the cells of a table look: font, size, padding (px at 100 %), columns with long texts.

    In ``kept_columns`` typing goes on with the text, in all others it takes its place.
    ``one_line``: a text that needs more ends with …, its tip says the rest; it opens in full.
    """

    theme: Theme
    family: str
    size: float
    long_columns: tuple[int, ...]
    name_columns: tuple[int, ...] = ()
    kept_columns: tuple[int, ...] = ()
    one_line: bool = False
    padding: int = PADDING


class CellDelegate(QStyledItemDelegate):
    """Paints and edits cells.

    Signals:
        grown(QModelIndex): the text of the cell being edited needs another height.
    """

    grown = Signal(QModelIndex)

    def __init__(
        self, style: CellStyle, names: Callable[[int], Sequence[str]], parent: BlockView
    ) -> None:
        super().__init__(parent)
        self._style = style
        self._theme = style.theme
        self._names = names  # column -> names to complete
        self._view = parent
        self._blocks: dict[tuple[str, int, int, int], TextBlock] = {}
        self.editor: CellEditor | None = None
        self.editing = QPersistentModelIndex()
        self._is_typed = False  # the editor that opens now
        self.sought = ""  # what a search looks for is shaded
        self._timer = SaveTimer(self)
        self._timer.due.connect(self.save)

    def restyle(self, style: CellStyle) -> None:
        """Paint and edit in another style; what was laid out is forgotten."""
        self._style = style
        self._blocks.clear()

    # -- painting ------------------------------------------------------------------------------

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        shown: Any = option  # the stubs do not know its rect
        painter.save()
        selected = self._view.selectionModel().isSelected(self._own(index))
        painter.fillRect(shown.rect, QColor(look.ACCENT_SOFT if selected else look.PAPER))
        text = str(index.data() or "")
        painter.setPen(QColor(look.INK if text else look.HINT))
        marks = [(place, len(self.sought)) for place in places_of(text, self.sought)]
        self._text_block(index).draw(painter, self._inner(shown.rect, index), marks)
        if self._view.hasFocus() and self._view.currentIndex() == index:
            painter.setPen(QPen(QColor(look.ACCENT), 2))
            painter.drawRect(shown.rect.adjusted(1, 1, -2, -2))
        painter.restore()

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        width = self._view.columnWidth(index.column())
        height = ceil(self._text_block(index).height) + 2 * self._padding() + EDITOR_SPARE
        if self.editor is not None and self.editing == index:
            # Never lower than before it was opened: what is typed may be shorter than what prints.
            height = max(height, self.editor.needed_height() + 1)  # the line of the table
        return QSize(width, height)

    def _own(self, index: Index) -> QModelIndex:
        return self._view.model().index(index.row(), index.column())

    def _text_block(self, index: Index) -> TextBlock:
        """Return the cell's text, or in an empty cell its placeholder, a little smaller."""
        text = str(index.data() or "")
        alignment = _alignment(index)
        width = self._width_inside(index, alignment)
        font = self._font()
        if not text:
            text = str(index.data(PLACEHOLDER_ROLE) or "")
            font = self._theme.font(self._style.size - 1)
        if self._style.one_line:
            text = self._elided(text, font, width)
        key = (text, width, font.pixelSize(), alignment)
        if key not in self._blocks:
            if len(self._blocks) > KEPT_BLOCKS:
                self._blocks.clear()
            side = Qt.AlignmentFlag(alignment) & Qt.AlignmentFlag.AlignHorizontal_Mask
            self._blocks[key] = TextBlock(text, font, width, side)
        return self._blocks[key]

    def _elided(self, text: str, font: QFont, width: int) -> str:
        line = " ".join(text.split("\n"))
        return QFontMetrics(font).elidedText(line, Qt.TextElideMode.ElideRight, width)

    @override
    def helpEvent(
        self,
        event: QHelpEvent,
        view: QtWidgets.QAbstractItemView,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        """Tell a text that ends with … in full."""
        text = str(index.data() or "")
        is_cut = (
            self._style.one_line
            and self._elided(text, self._font(), self._width_inside(index, _alignment(index)))
            != text
        )
        if event.type() == QEvent.Type.ToolTip and is_cut:
            QtWidgets.QToolTip.showText(event.globalPos(), plain_tip(text), view)
            return True
        return super().helpEvent(event, view, option, index)

    def _width_inside(self, index: Index, alignment: int) -> int:
        return max(10, self._view.columnWidth(index.column()) - 2 * self._side(alignment) - 1)

    def _inner(self, rect: QRect, index: Index) -> QRect:
        side, padding = self._side(_alignment(index)), self._padding()
        return rect.adjusted(side, padding, -side, -padding)

    def _side(self, alignment: int) -> int:
        """Return the px left and right of a text; what is centred needs less: so （一） fits."""
        return self._theme.px(CENTRED_PADDING) if alignment == CENTRE else self._padding()

    def _padding(self) -> int:
        return self._theme.px(self._style.padding)

    def _font(self) -> QFont:
        return self._theme.font(self._style.size, self._style.family)

    # -- editing -------------------------------------------------------------------------------

    @contextmanager
    def opened_by_typing(self) -> Iterator[None]:
        """An editor that opens inside is opened by what is typed on the selected cell."""
        self._is_typed = True
        try:
            yield
        finally:
            self._is_typed = False

    @override
    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        long = index.column() in self._style.long_columns
        editor = CellEditor(self._view, self._view.name_of(index.row(), index.column()), long=long)
        px = self._theme.px(self._style.size)
        editor.setStyleSheet(
            f"font-family: '{self._style.family}', '{look.SERIF}', 'Noto Serif SC Rare';"
            f" font-size: {px}px;"
            f" background: {look.PAPER}; border: {FRAME_PX}px solid {look.ACCENT};"
            " border-radius: 0;"
        )
        editor.document().setDocumentMargin(max(0, self._padding() - 2))
        editor.textChanged.connect(self._on_typed)
        editor.shown.connect(self._on_shown)
        if index.column() in self._style.name_columns:
            self._offer_names(editor, index.column())
        self.editor, self.editing = editor, QPersistentModelIndex(index)
        return editor

    def _offer_names(self, editor: CellEditor, column: int) -> None:
        completer = QtWidgets.QCompleter(list(self._names(column)), editor)
        completer.setWidget(editor)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.activated.connect(self._take_name)
        editor.completer = completer

    @override
    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if not isinstance(editor, CellEditor):
            return
        stored = str(index.data(Qt.ItemDataRole.EditRole))
        if not editor.loaded:
            replaces = self._is_typed and not self.is_kept(index.column())
            editor.load(stored, replaces=replaces)
        elif editor.typing.is_refused:  # something newer may have been stored meanwhile
            editor.typing.renew(stored)

    @override
    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Write the text of a cell that is being left, or when everything is to be written."""
        if isinstance(editor, CellEditor) and editor.loaded:
            self._write(editor, index, is_left=True)

    def is_kept(self, column: int) -> bool:
        """Whether typing on a cell of a column goes on with its text."""
        return column in self._style.kept_columns

    def keeps_open(self, editor: QWidget) -> bool:
        """Whether an editor must not close: its text was not taken, and is nowhere else."""
        return isinstance(editor, CellEditor) and editor.typing.is_refused

    def save(self) -> None:
        """Write what is typed while it rests; what is refused is told in the status line only."""
        if self.editor is not None:
            self._write(self.editor, self._own(self.editing), is_left=False)

    def _write(self, editor: CellEditor, index: Index, *, is_left: bool) -> None:
        """Write the text; what is refused is told once aloud, and again when a key leaves."""
        self._timer.stop()
        if editor.is_waiting:
            if not is_left:
                return
            editor.give_back()

        def write(text: str, aloud: bool) -> None:  # noqa: FBT001  (called by TypedText)
            if not self._view.cells_model.write(index, text, aloud=aloud):
                editor.typing.refuse()

        editor.typing.offer(write, is_left=is_left and QApplication.activeModalWidget() is None)

    @override
    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        if editor is self.editor:
            self._timer.stop()
            self.editor.typing.show(self.editor.toPlainText())  # it holds nothing back any more
            self.editor, self.editing = None, QPersistentModelIndex()
        super().destroyEditor(editor, index)

    @override
    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        shown: Any = option
        editor.setGeometry(shown.rect)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(watched, CellEditor) and event.type() == QEvent.Type.FocusOut:
            return watched.is_asking or super().eventFilter(watched, event)
        if isinstance(watched, CellEditor) and event.type() == QEvent.Type.KeyPress:
            handled = isinstance(event, QKeyEvent) and self._on_key(watched, event)
            if handled:
                return True
        return super().eventFilter(watched, event)

    def _on_key(self, editor: CellEditor, event: QKeyEvent) -> bool:
        """Ctrl+Enter ends, Enter and Alt+Enter make a new line in long texts, Esc takes back.

        In short texts Enter goes on to the row below, as in Excel, and so do Up and Down.
        """
        editor.note_key()
        popup = editor.completer.popup() if editor.completer else None
        ends = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() in LEAVING_KEYS:
            editor.typing.tell_again()
        if popup is not None and popup.isVisible() and event.key() in LINE_KEYS and not ends:
            event.ignore()  # the list of names takes it
            return False
        if event.key() in LINE_KEYS and editor.long and not ends:
            editor.textCursor().insertText("\n")
            return True
        is_line = not editor.long and editor.document().lineCount() == 1
        onward = way_out(Qt.Key(event.key()), is_line=is_line, ends=ends)
        if onward is not None:
            self._leave(editor, onward)
        elif event.key() == Qt.Key.Key_Escape:
            self._take_back(editor)
        elif event.keyCombination() == TODAY:
            editor.insertPlainText(date_text(today()))
        else:
            return False
        return True

    def _leave(self, editor: CellEditor, onward: Onward) -> None:
        """Leave for another cell, where the text was taken; Qt has no Tab in an editor of lines."""
        self.commitData.emit(editor)
        is_left = not self.keeps_open(editor)
        self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        if is_left:
            self._view.go_on(onward)

    def _take_back(self, editor: CellEditor) -> None:
        """Leave the cell as it was when it was entered; where even that is refused, as stored."""
        if editor.toPlainText() == editor.original and editor.typing.is_refused:
            editor.typing.show(editor.original)
        else:
            editor.give_back()
            self.commitData.emit(editor)
        self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def _on_shown(self) -> None:
        """Give a cell that is opened the room of all its lines at once."""
        self.grown.emit(self._own(self.editing))

    def _on_typed(self) -> None:
        editor = self.editor
        if editor is None or not editor.loaded:
            return
        editor.typing.note()
        self._timer.note_key()
        self.grown.emit(self._own(self.editing))
        if editor.completer is not None:
            self._complete(editor, editor.completer)

    def _complete(self, editor: CellEditor, completer: QtWidgets.QCompleter) -> None:
        last = editor.toPlainText().replace("，", "、").rpartition("、")[2].strip()
        completer.setCompletionPrefix(last)
        whole = last in self._names(self.editing.column())
        popup = completer.popup()
        if popup is None:
            return
        if last and completer.completionCount() and not whole:
            completer.complete()
        else:
            popup.hide()

    def _take_name(self, name: str) -> None:
        if self.editor is not None:
            before, mark, _ = self.editor.toPlainText().replace("，", "、").rpartition("、")
            self.editor.setPlainText(f"{before}{mark}{name}")
            self.editor.moveCursor(QTextCursor.MoveOperation.End)


def _alignment(index: Index) -> int:
    return int(index.data(Qt.ItemDataRole.TextAlignmentRole))
