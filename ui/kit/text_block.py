"""A text broken into lines for the screen, by Unicode's rules (UAX #14), as high as it needs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QTextLayout, QTextOption

from ui.kit import theme as look

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QFont, QPainter

_LINE_SEPARATOR = "\u2028"


class TextBlock:
    """The lines of a text in ``width`` px."""

    def __init__(self, text: str, font: QFont, width: int, alignment: Qt.AlignmentFlag) -> None:
        self._layout = QTextLayout(text.replace("\n", _LINE_SEPARATOR), font)
        option = QTextOption(alignment)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._layout.setTextOption(option)
        self._layout.beginLayout()
        y = 0.0
        while (line := self._layout.createLine()).isValid():
            line.setLeadingIncluded(True)  # as an editor of the same text has it
            line.setLineWidth(width)
            line.setPosition(QPointF(0, y))
            y += line.height()
        self._layout.endLayout()
        self.height = y

    def draw(self, painter: QPainter, rect: QRect, marks: Sequence[tuple[int, int]] = ()) -> None:
        """Draw the text in the middle of ``rect``'s height, from its top where it is too high.

        ``marks`` (first character and how many) are shaded.
        """
        top = rect.top() + max(0.0, (rect.height() - self.height) / 2)
        shaded = [_shaded(*mark) for mark in marks]
        self._layout.draw(painter, QPointF(rect.left(), top), shaded)


def _shaded(start: int, length: int) -> QTextLayout.FormatRange:
    made = QTextLayout.FormatRange()
    known: Any = made  # the stubs do not know its fields
    known.start, known.length = start, length
    known.format.setBackground(QColor(look.MARK))
    return made
