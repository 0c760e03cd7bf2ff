"""The clipboard between Qt and the one reader of it; editors that take nothing but its text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6 import QtWidgets
from PySide6.QtCore import QEvent, QMimeData, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QPlainTextEdit
from shiboken6 import isValid

import resources
from models.errors import Refusal
from models.overriding import override
from ui.use_cases.pasting import Area

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forms.reading.clipboard import Pasted

OWN_CELLS = "application/x-zhijiao-cells"  # the texts for editing, beside the printed ones
OWN_TEXT = "application/x-zhijiao-text"  # marks what one of our editors gave away
_TEXT = "text/plain"
_WHY_NOTHING = {
    "picture": "clipboard.picture",
    "files": "clipboard.files",
    "nothing": "clipboard.nothing",
}
_PASTE_ACTION = "edit-paste"  # the name that Qt gives the entry of its menu


def is_of_page(event: QEvent, *, can_undo: bool, can_redo: bool) -> bool:
    """Whether a key is for the page: an undo or a redo where the field has none of its own."""
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    key = QKeySequence.StandardKey
    return (event.matches(key.Undo) and not can_undo) or (event.matches(key.Redo) and not can_redo)


def read_mime(mime: QMimeData) -> Pasted:
    """Return what is offered.

    Raises:
        Refusal: ``table.too_large``.
    """
    from forms.reading.clipboard import Offers, read

    has_files = any(url.isLocalFile() for url in mime.urls())
    # Of files Qt makes a text of its own.
    has_text = mime.hasText() and (mime.hasFormat(_TEXT) or not mime.hasUrls())
    offers = Offers(
        own=bytes(mime.data(OWN_CELLS).data()),
        html=mime.html() if mime.hasHtml() else "",
        text=mime.text() if has_text else "",
        has_files=has_files,
        has_picture=mime.hasImage(),
    )
    QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)  # a large table takes a second
    try:
        return read(offers)
    finally:
        QGuiApplication.restoreOverrideCursor()


def why_nothing(pasted: Pasted) -> str:
    """Return the sentence why nothing of it can be pasted."""
    return resources.sentence(_WHY_NOTHING[pasted.origin.value])


def selected_area(view: QAbstractItemView) -> Area:
    """Return the selected block of a table, the current cell where nothing is selected.

    Without either it is empty: no rows and no columns.
    """
    places = view.selectionModel().selectedIndexes() or [view.currentIndex()]
    rows = [place.row() for place in places if place.isValid()]
    columns = [place.column() for place in places if place.isValid()]
    if not rows:
        return Area(range(0), range(0))
    return Area(range(min(rows), max(rows) + 1), range(min(columns), max(columns) + 1))


def put_cells(shown: Sequence[Sequence[str]], edited: Sequence[Sequence[str]]) -> None:
    """Put cells there: as they are printed for others, as they are edited for ourselves."""
    from forms.reading.clipboard import write_own
    from forms.render.cells import as_html, as_text

    mime = QMimeData()
    mime.setText(as_text(shown))
    mime.setHtml(as_html(shown))
    mime.setData(OWN_CELLS, write_own(edited))
    QGuiApplication.clipboard().setMimeData(mime)


class TextEdit(QPlainTextEdit):
    """The stock editor, into which text is pasted and nothing else."""

    @override
    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return True  # what cannot be pasted is told

    @override
    def createMimeDataFromSelection(self) -> QMimeData:
        mime = QMimeData()  # Qt's own has a fixed list of formats
        mime.setText(self.textCursor().selection().toPlainText())
        mime.setData(OWN_TEXT, b"\n")  # what was cut here goes back as it was
        return mime

    @override
    def insertFromMimeData(self, source: QMimeData) -> None:
        if source.hasFormat(OWN_TEXT):
            self.insertPlainText(source.text())
            return
        pasted = self.offered(source)
        # A question may have been asked: whatever happened meanwhile may have closed this editor.
        if pasted is not None and isValid(self) and not self.isReadOnly():
            self.insertPlainText(pasted.text)
            self.ensureCursorVisible()

    def offered(self, source: QMimeData) -> Pasted | None:
        """Return what is offered, None where nothing can be pasted, which is told."""
        return _offered(source, self)


class LineEdit(QLineEdit):
    """The stock line, into which the lines of a text are pasted side by side, with ``joint``."""

    joint = " "

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste_text()
        else:
            super().keyPressEvent(event)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.createStandardContextMenu()
        for entry in menu.actions():
            if entry.objectName() == _PASTE_ACTION:
                entry.triggered.disconnect()
                entry.setEnabled(not self.isReadOnly())
                entry.triggered.connect(self.paste_text)
        menu.exec(event.globalPos())
        menu.deleteLater()

    def paste_text(self) -> None:
        """Paste the text of the clipboard at the cursor, in one line."""
        pasted = _offered(QGuiApplication.clipboard().mimeData(), self)
        if pasted is not None and not self.isReadOnly():
            lines = (" ".join(line.split()) for line in pasted.text.split("\n"))
            self.insert(self.joint.join(filter(None, lines)))


def _offered(source: QMimeData, editor: QtWidgets.QWidget) -> Pasted | None:
    """Return what can be pasted; what cannot is told beside the editor."""
    try:
        pasted = read_mime(source)
    except Refusal as refusal:
        _tell(editor, resources.sentence(refusal.code, **refusal.values))
        return None
    if pasted.is_empty:
        _tell(editor, why_nothing(pasted))
        return None
    return pasted


def _tell(editor: QtWidgets.QWidget, said: str) -> None:
    QtWidgets.QToolTip.showText(editor.mapToGlobal(editor.rect().bottomLeft()), said, editor)
