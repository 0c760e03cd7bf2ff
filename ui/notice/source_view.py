"""The text of a notice with its finds underlined; a click on one names it."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor, QTextOption
from PySide6.QtWidgets import QTextEdit

from models.notice_text import review
from models.overriding import override
from ui.kit import theme as look
from ui.kit.fields.clipboard import TextEdit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QMouseEvent

    from models.notice_text.proposal import Proposal
    from models.notice_text.review import Spot

UNDERLINES = {review.FIGURE: look.GOOD, review.UNITS: look.MIND}  # the others: the accent
TAB_CHARACTERS = 6
LAST_OF_ONE_UNIT = 0xFFFF


class SourceView(TextEdit):
    """Read only; what nothing was found in stands in grey.

    Signals:
        pointed(object): the ``Spot`` that was clicked.
    """

    pointed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setAccessibleName("通知原文")
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._found: Proposal | None = None
        self._spot: Spot | None = None
        self._text = ""
        self._rare: list[int] = []  # the places of characters that are two units of Qt's

    def show_found(self, found: Proposal) -> None:
        """Show the text of a proposal and what was found in it."""
        self._found, self._text = found, found.text
        self._rare = [at for at, char in enumerate(found.text) if ord(char) > LAST_OF_ONE_UNIT]
        if found.text != self.toPlainText():
            self.setPlainText(found.text)
            self.setTabStopDistance(self.fontMetrics().horizontalAdvance("　") * TAB_CHARACTERS)
            self._spot = None
        self._mark()

    def show_spot(self, spot: Spot) -> None:
        """Bring a find into sight, and mark it; one that was typed stands nowhere."""
        self._spot = spot
        self._mark()
        for place in self._marked():
            cursor = self.textCursor()
            cursor.setPosition(self._to_qt(place.start))
            self.setTextCursor(cursor)
            self.ensureCursorVisible()  # what is in sight stays where it is
            return

    def chosen(self) -> tuple[int, int]:
        """Return the part of the text that is selected: [start, end)."""
        cursor = self.textCursor()
        return self._from_qt(cursor.selectionStart()), self._from_qt(cursor.selectionEnd())

    def _to_qt(self, at: int) -> int:
        """Return a place as Qt counts: a rare character is two of its units."""
        return at + bisect_left(self._rare, at)

    def _from_qt(self, at: int) -> int:
        units = self._text.encode("utf-16-le")[: 2 * at]
        return len(units.decode("utf-16-le", "ignore"))

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        cursor = self.textCursor()
        if self._found is None or cursor.hasSelection():
            return
        at = self._from_qt(self.cursorForPosition(event.position().toPoint()).position())
        spot = review.spot_at(self._found, at)
        if spot is not None:
            self._spot = spot
            self._mark()
            self.pointed.emit(spot)

    def _marked(self) -> Iterator[review.Place]:
        if self._found is not None and self._spot is not None:
            yield from (p for p in review.places(self._found) if p.spot == self._spot)

    def _mark(self) -> None:
        if self._found is None:
            return
        marks = [self._mark_of(one.start, one.end, _unused()) for one in self._found.unused]
        marks += [
            self._mark_of(place.start, place.end, _underlined(place.spot))
            for place in review.places(self._found)
        ]
        marks += [self._mark_of(place.start, place.end, _current()) for place in self._marked()]
        self.setExtraSelections(marks)

    def _mark_of(self, start: int, end: int, style: QTextCharFormat) -> QTextEdit.ExtraSelection:
        mark = QTextEdit.ExtraSelection()
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._to_qt(start))
        cursor.setPosition(self._to_qt(end), QTextCursor.MoveMode.KeepAnchor)
        mark.cursor, mark.format = cursor, style  # type: ignore[attr-defined]
        return mark


def _unused() -> QTextCharFormat:
    style = QTextCharFormat()
    style.setForeground(QColor(look.HINT))
    return style


def _underlined(spot: Spot) -> QTextCharFormat:
    style = QTextCharFormat()
    style.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
    style.setUnderlineColor(QColor(UNDERLINES.get(spot.part, look.ACCENT)))
    if spot.part == review.TASK:
        style.setBackground(QColor(look.ACCENT_SOFT))
    return style


def _current() -> QTextCharFormat:
    style = QTextCharFormat()
    style.setBackground(QColor(look.MIND_SOFT))
    style.setForeground(QColor(look.INK))
    return style
