"""A sheet of paper on the desk, its panel beside it: scrolling, folding away, keeping in sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from models.overriding import override
from ui.kit.widgets import PANEL_PART, SidePanelArea, button, label, own_viewport

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from ui.kit.theme import Theme
    from ui.sheet.paper import Paper

GUTTER_PX = 16
NARROW_PX = 860  # at 100 %: a narrower page starts with the panel folded away


class Desk(QWidget):
    """Holds the paper in the middle and the panel of its selected row on the right."""

    def __init__(self, paper: Paper, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("desk")
        self.paper = paper
        self._theme = theme
        self.hint = label("", "small", wrap=True)
        self.area = QScrollArea()
        self._view = own_viewport(self.area)
        self.panel_area = SidePanelArea()
        self.unfold = button("展开右栏", self.show_panel, "link")
        self._middle = QVBoxLayout()
        self._narrow = False
        self._build()
        self.unfold.hide()
        paper.table.height_changed.connect(self.keep_visible)
        theme.changed.connect(self._on_scale)
        self._on_scale()

    def _build(self) -> None:
        body = QHBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        desk = QWidget()
        desk.setObjectName("desk")
        inner = QVBoxLayout(desk)
        inner.setContentsMargins(GUTTER_PX, GUTTER_PX, GUTTER_PX, GUTTER_PX)
        inner.addWidget(self.hint)
        inner.addWidget(self.paper, 0, Qt.AlignmentFlag.AlignHCenter)
        inner.addStretch()
        self.area.setWidgetResizable(True)
        self.area.setWidget(desk)
        # Always there: the sheet is laid out once, and does not jump aside when it grows.
        self.area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._view.installEventFilter(self)
        self._middle.addWidget(self.area, 1)
        # By stretch: a width that is set when the page has its own would lay the sheet out twice.
        body.addLayout(self._middle, 100 - PANEL_PART)
        body.addWidget(self.panel_area, PANEL_PART)

    def put_above(self, widget: QWidget) -> None:
        """Put a bar above the paper."""
        self._middle.insertWidget(0, widget)

    def put_below(self, widget: QWidget) -> None:
        """Put a bar at the bottom edge."""
        self._middle.addWidget(widget)

    def keep_visible(self) -> None:
        """Scroll so that the current cell, or the line being typed, is in sight."""
        table = self.paper.table
        editor = table.cells.editor
        if editor is None and table.currentIndex().row() == 0:
            self.area.verticalScrollBar().setValue(0)  # with title and head line
            return
        if editor is not None:
            spot = editor.cursorRect().bottomLeft()
            place = editor.mapTo(self.area.widget(), spot)
            margin = self._theme.px(40)
        else:
            rect = table.visualRect(table.currentIndex())
            place = table.viewport().mapTo(self.area.widget(), rect.center())
            room = self._view.height()
            margin = min(rect.height(), room) // 2
            if rect.height() > room:  # of a row higher than the view, show the beginning
                place.setY(place.y() - rect.height() // 2 + margin)
        self.area.ensureVisible(place.x(), place.y(), 10, margin)

    def _on_scale(self) -> None:
        self.panel_area.take_bounds(self._theme)
        if self.isVisible():  # before, it has no width worth fitting into
            self._make_room()
            self._fit()

    def _fit(self) -> None:
        self.paper.fit(self._view.width() - 2 * GUTTER_PX)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._view:
            self._fit()
        return super().eventFilter(watched, event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """Fold the panel away where the window becomes narrow, and back where it becomes wide."""
        narrow = self.width() < self._theme.px(NARROW_PX)
        if narrow != self._narrow:
            self._narrow = narrow
            self.panel_area.setHidden(narrow)
            self.unfold.setVisible(narrow)

    def switch_side(self) -> None:
        """Take the keyboard from the sheet to the panel's first field, or back."""
        panel = self.panel_area.widget()
        focused = self.window().focusWidget()
        if panel is None or (focused is not None and panel.isAncestorOf(focused)):
            self.paper.table.setFocus()
            return
        self.show_panel()
        fields = [w for w in panel.findChildren(QWidget) if _takes_keys(w)]
        if fields:
            first = min(fields, key=lambda field: _reading_order(field, panel))
            first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def hide_panel(self) -> None:
        """Fold the panel away; the keyboard goes to the sheet, not to whatever button is next."""
        self.paper.table.setFocus()
        self.panel_area.hide()
        self.unfold.show()

    def show_panel(self) -> None:
        """Show the panel again."""
        if self.unfold.hasFocus():
            self.paper.table.setFocus()
        self.panel_area.show()
        self.unfold.hide()

    def show_head(self) -> None:
        """Scroll to title and head line."""
        self.area.verticalScrollBar().setValue(0)


def _reading_order(widget: QWidget, panel: QWidget) -> tuple[int, int]:
    place = widget.mapTo(panel, QPoint(0, 0))
    return place.y(), place.x()


def _takes_keys(widget: QWidget) -> bool:
    """Whether something can be typed into a widget, or chosen in it, right now."""
    typing = isinstance(widget, (QLineEdit, QPlainTextEdit, QAbstractItemView))
    choice = widget.objectName() == "choice"
    return (typing or choice) and widget.isVisible() and widget.isEnabled()
