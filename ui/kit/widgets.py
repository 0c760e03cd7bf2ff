"""Small widgets that several pages share."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

# Not by name: PySide6 builds a class when it is first named, and the start needs no dialog.
from PySide6 import QtWidgets
from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from models.overriding import override
from ui.kit import theme as look

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QPaintEvent, QWheelEvent
    from PySide6.QtWidgets import QAbstractScrollArea, QDialog

    from ui.kit.theme import Theme

PILL_PX, SMALL_PILL_PX = 13, 11
PANEL_PART, PANEL_PX = 29, (316, 440)  # in 100 of the page beside it; bounds at 100 %
ARROW_PARTS = 5  # an arrow is as high as the text divided by it
PILL_SIDES = {PILL_PX: 10, SMALL_PILL_PX: 4}
PILL_COLOURS = {
    "neutral": (look.SOFT, look.NEUTRAL_SOFT),
    "accent": (look.ACCENT, look.ACCENT_SOFT),
    "good": (look.GOOD, look.GOOD_SOFT),
    "mind": (look.MIND, look.MIND_SOFT),
    "bad": (look.BAD, look.BAD_SOFT),
}


def label(text: str = "", name: str = "", *, wrap: bool = False) -> QLabel:
    """Return a plain-text label; ``name`` picks its style."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setObjectName(name)
    made.setWordWrap(wrap)
    return made


def set_tip(widget: QWidget, text: str) -> None:
    """Give a widget a tool tip that reads as typed, whatever it looks like."""
    widget.setToolTip(plain_tip(text))


def plain_tip(text: str) -> str:
    """Return a tool tip that shows a text as it is; where Qt sees a tag it would draw HTML."""
    if "<" not in text and "&" not in text:
        return text
    return f"<span style='white-space: pre-wrap'>{html.escape(text)}</span>"


class ElidedLabel(QLabel):
    """A line that gives way: without room its end becomes …, and the whole is its tool tip."""

    def __init__(self, name: str = "") -> None:
        super().__init__()
        self.setObjectName(name)
        self.setTextFormat(Qt.TextFormat.PlainText)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        mode = Qt.TextElideMode.ElideRight
        text = self.fontMetrics().elidedText(self.text(), mode, self.width())
        set_tip(self, self.text() if text != self.text() else "")
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, text)


class SidePanelArea(QScrollArea):
    """Room for a panel; it scrolls up and down where its contents need more height."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("panelArea")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def take_bounds(self, theme: Theme) -> None:
        """Be at least and at most as wide as a panel is at the clerk's scale."""
        least, most = (theme.px(px) for px in PANEL_PX)
        self.setMinimumWidth(least)
        self.setMaximumWidth(most)

    def take_part_of(self, width: int, theme: Theme) -> None:
        """Take the panel's part of a page that is ``width`` px wide, between its two bounds."""
        least, most = (theme.px(px) for px in PANEL_PX)
        self.setFixedWidth(min(max(least, round(width * PANEL_PART / 100)), most))


def button(text: str, action: Callable[[], object], name: str = "") -> QPushButton:
    """Return a button that calls ``action``."""
    made = QPushButton(text)
    made.setObjectName(name)
    made.setAutoDefault(False)
    made.clicked.connect(action)
    return made


def action_row(
    text: QWidget, word: str, action: Callable[[], object], *first: QWidget
) -> QHBoxLayout:
    """Return a line of a text with a link behind it, ``first`` before it."""
    row = QHBoxLayout()
    for widget in first:
        row.addWidget(widget)
    row.addWidget(text, 1)
    row.addWidget(button(word, action, "link"))
    return row


def fill_scrolling(page: QWidget, contents: QWidget) -> None:
    """Fill a page with contents that scroll where they need more room."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(contents)
    outer = QVBoxLayout(page)
    outer.setContentsMargins(0, 0, 0, 0)
    outer.addWidget(area)


def ok_and_cancel(dialog: QDialog) -> QtWidgets.QDialogButtonBox:
    """Return the two buttons of a dialog, wired to it."""
    kinds = QtWidgets.QDialogButtonBox.StandardButton
    buttons = QtWidgets.QDialogButtonBox(kinds.Ok | kinds.Cancel)
    buttons.accepted.connect(dialog.accept)
    buttons.rejected.connect(dialog.reject)
    return buttons


def own_viewport(area: QAbstractScrollArea) -> QWidget:
    """Give a scroll area a viewport of ours, and return it.

    Asked for the one of Qt, PySide makes a class of every widget there is to find what it may be.
    """
    made = QWidget()
    area.setViewport(made)
    return made


def clear(layout: QLayout) -> None:
    """Take every widget out of a layout."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        inner = item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)


class Pill(QLabel):
    """A state as a word; its colour is the second signal."""

    def __init__(
        self, theme: Theme, text: str = "", colour: str = "neutral", *, small: bool = False
    ) -> None:
        super().__init__(text)
        self._theme = theme
        self._size = SMALL_PILL_PX if small else PILL_PX
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        self._colour = colour
        self._restyle()
        theme.changed.connect(self._restyle)

    def show_state(self, text: str, colour: str) -> None:
        """Show a word in one of ``PILL_COLOURS``."""
        self._colour = colour
        self.setText(text)
        self._restyle()

    def _restyle(self) -> None:
        ink, ground = PILL_COLOURS[self._colour]
        px = self._theme.px
        self.setStyleSheet(
            f"color: {ink}; background: {ground}; border-radius: {px(11)}px;"
            f" padding: {px(2)}px {px(PILL_SIDES[self._size])}px; font-size: {px(self._size)}px;"
        )


class Bar(QWidget):
    """How much of a yearly figure is planned; a thin bar under its words."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._share = 0.0
        self._colour = look.ACCENT

    def show_share(self, share: float, colour: str) -> None:
        """Show a share from 0 to 1 in a colour."""
        self._share = min(max(share, 0.0), 1.0)
        self._colour = colour
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(80), self._theme.px(6))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        height = self._theme.px(6)
        for share, colour in ((1.0, look.NEUTRAL_SOFT), (self._share, self._colour)):
            if share > 0:
                painter.setBrush(QColor(colour))
                painter.drawRoundedRect(0, 0, int(self.width() * share), height, 3, 3)


class Choice(QComboBox):
    """A choice that the wheel does not change: who scrolls a page changes nothing on the way."""

    def __init__(self) -> None:
        super().__init__()
        # By its own policy the wheel would give it the keys: the next End would change it.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """With its arrow, which a style sheet takes away: a small triangle, like the chooser's."""
        super().paintEvent(event)
        half = self.fontMetrics().height() / ARROW_PARTS
        right, middle = self.width() - 3 * half, self.height() / 2
        corners = ((right - half, -half / 2), (right + half, -half / 2), (right, half / 2))
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(look.SOFT if self.isEnabled() else look.DISABLED))
            painter.drawPolygon([QPointF(x, middle + y) for x, y in corners])


class RailButton(QPushButton):
    """A page of the rail: its word, and the key that opens it."""

    def __init__(self, word: str, key: str) -> None:
        super().__init__(word)
        self.setObjectName("rail")
        self.setCheckable(True)
        self.setAutoExclusive(True)
        row = QHBoxLayout(self)
        row.addStretch()
        hint = label(key, "small")
        hint.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row.addWidget(hint)
