"""Of 首页: the five steps of the document to see to, and the twelve months with their states."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QVBoxLayout, QWidget

from models.months import MONTHS
from models.overriding import override
from ui.kit import theme as look
from ui.kit.widgets import Pill, label, set_tip

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QPaintEvent

    from models.documents.kinds import DocumentId
    from ui.kit.theme import Theme
    from ui.use_cases.documents.headline import Step
    from ui.use_cases.documents.overview import Overview

DOT_PX, BELOW_PX = 9, 68  # the texts stand below the line
ONE_LINE_PX = 800  # at 100 %
COLOURS = {"done": look.GOOD, "now": look.ACCENT, "waiting": look.PAPER}


class Steps(QFrame):
    """A line with a dot for each step: done, at hand, waiting; its name and its day below."""

    def __init__(self, theme: Theme, steps: Sequence[Step], height: int) -> None:
        super().__init__()
        self.setObjectName("card")
        self._theme = theme
        self._steps = steps
        self.setFixedHeight(theme.px(height))
        self._line = height - BELOW_PX
        self.setAccessibleName("；".join(f"{s.name} {s.day}" for s in steps))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        px = self._theme.px
        y, step = px(self._line), self.width() / len(self._steps)
        painter.setPen(QPen(QColor(look.LINE), 2))
        painter.drawLine(px(20), y, self.width() - px(20), y)
        for place, shown in enumerate(self._steps):
            centre = round(step * (place + 0.5))
            painter.setPen(QPen(QColor(look.LINE if shown.state == "waiting" else look.PAPER), 2))
            painter.setBrush(QColor(COLOURS[shown.state]))
            size = px(DOT_PX)
            painter.drawEllipse(centre - size, y - size, 2 * size, 2 * size)
            if shown.state == "done":
                painter.setPen(QColor(look.PAPER))
                painter.setFont(self._theme.font(11, bold=True))
                box = QRect(centre - size, y - size, 2 * size, 2 * size)
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "✓")
            for text, top, bold in ((shown.name, px(14), True), (shown.day, px(36), False)):
                painter.setPen(QColor(look.INK if bold else look.SOFT))
                painter.setFont(self._theme.font(14 if bold else 13, bold=bold))
                box = QRect(round(centre - step / 2), y + top, round(step), px(22))
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def fits_one_line(theme: Theme, width: int) -> bool:
    """Whether twelve cards have room beside each other in ``width`` px."""
    return width >= theme.px(ONE_LINE_PX)


class MonthStrip(QWidget):
    """Twelve cards, in two lines where ``width`` px have no room for one; a click opens a month."""

    def __init__(
        self, theme: Theme, year: Overview, width: int, wanted: Callable[[DocumentId], object]
    ) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme.px(6))
        columns = len(MONTHS) if fits_one_line(theme, width) else len(MONTHS) // 2
        for month in MONTHS:
            standing = year.months.get(month)
            card = QPushButton()
            card.setObjectName("month")
            words = standing.words if standing else year.unasked(month)
            if standing and standing.late_days and not standing.is_handed_in:
                words = f"逾期{standing.late_days}天" if standing.late_days < 100 else "逾期"  # noqa: PLR2004
            period = standing.period if standing else f"{month}月"
            card.setAccessibleName(f"{period} {words}")
            set_tip(card, card.accessibleName())
            column = QVBoxLayout(card)
            column.setContentsMargins(2, 4, 2, 4)
            name = label(period, "" if standing else "soft")
            late = standing is not None and standing.late_days and not standing.is_handed_in
            colour = "bad" if late else standing.colour if standing else "neutral"
            pill = Pill(theme, words, colour, small=True)
            for made in (name, pill):
                made.setAlignment(Qt.AlignmentFlag.AlignCenter)
                made.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
                column.addWidget(made, 0, Qt.AlignmentFlag.AlignHCenter)
            card.setEnabled(standing is not None)
            is_next = standing is not None and year.next is standing
            card.setProperty("current", is_next)
            if standing is not None:
                card.clicked.connect(partial(wanted, standing.document))
            grid.addWidget(card, (month - 1) // columns, (month - 1) % columns)
