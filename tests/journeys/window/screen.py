"""What is on the screen: the controls that can be clicked, their names, every word."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QScrollArea,
    QTabBar,
    QTableView,
    QWidget,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtCore import QPoint

CONTROLS = (QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QAbstractItemView, QTabBar)
ROWS_CLICKED = 14


def controls(root: QWidget) -> Iterator[QWidget]:
    """The controls of a page that can be clicked now; the inner parts of a control are none."""
    for widget in root.findChildren(QWidget):
        if not isinstance(widget, CONTROLS) or not widget.isVisible() or not widget.isEnabled():
            continue
        if any(isinstance(parent, CONTROLS) for parent in _parents(widget, root)):
            continue
        yield widget


def _parents(widget: QWidget, root: QWidget) -> Iterator[QWidget]:
    at = widget.parentWidget()
    while at is not None and at is not root:
        yield at
        at = at.parentWidget()


def name_of(control: QWidget) -> str:
    """What tells a control from the others of its page: its kind, its words, what it stands in."""
    words = control.accessibleName() or control.toolTip()
    if isinstance(control, QAbstractButton):
        words = f"{control.text()} {words}"
    stands_in = control.parentWidget()
    place = type(stands_in).__name__ if stands_in is not None else ""
    kind = type(control).__name__
    siblings = stands_in.findChildren(type(control)) if not words.strip() and stands_in else []
    number = siblings.index(control) if control in siblings else ""
    return f"{kind} {words.strip()} in {place} {number}".strip()


def cells(view: QAbstractItemView) -> Iterator[tuple[int, int]]:
    """Row and column of each cell of the first, second and last row, and of one in the others."""
    rows = range(view.model().rowCount())
    for row in rows[:ROWS_CLICKED]:
        whole = row in (*rows[:2], rows[-1])
        for column in range(columns_of(view) if whole else 1):
            yield row, column


def columns_of(view: QAbstractItemView) -> int:
    """The number of columns; a list has one."""
    return view.model().columnCount() if isinstance(view, QTableView) else 1


def closing_buttons(dialog: QDialog) -> list[QAbstractButton]:
    """The buttons that end a dialog."""
    return [
        button
        for box in dialog.findChildren(QDialogButtonBox)
        for button in box.buttons()
        if box.buttonRole(button) != QDialogButtonBox.ButtonRole.ActionRole
    ]


def dialog_name(dialog: QDialog) -> str:
    """Its kind and title; of a message its first words."""
    words = dialog.text() if isinstance(dialog, QMessageBox) else dialog.windowTitle()
    return f"{type(dialog).__name__} {re.sub(r'[0-9]+', '', words)[:24]}"


def bring_into_sight(widget: QWidget, at: QPoint) -> None:
    """Scroll what stands around a place until it can be seen."""
    for parent in _parents(widget, widget.window()):
        if isinstance(parent, QScrollArea) and parent.widget() is not None:
            inner = parent.widget()
            if inner is widget or inner.isAncestorOf(widget):
                place = widget.mapTo(inner, at)
                parent.ensureVisible(place.x(), place.y())


def fill_empty_fields(dialog: QDialog) -> None:
    if isinstance(dialog, QFileDialog):
        return
    for edit in dialog.findChildren(QLineEdit):
        if edit.isVisible() and not edit.text():
            edit.setText("经核对")


def ask_for_menu(widget: QWidget, at: QPoint) -> None:
    """A right click; the offscreen platform makes no menu event of it."""
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, widget.mapToGlobal(at))
    QApplication.sendEvent(widget, event)


def words_on_screen() -> Iterator[str]:
    """Every text that is visible: labels, buttons, fields, choices, cells, titles, hints."""
    for top in QApplication.topLevelWidgets():
        if not top.isVisible():
            continue
        for widget in [top, *top.findChildren(QWidget)]:
            if widget.isVisible():
                yield from filter(None, _words_of(widget))


def _words_of(widget: QWidget) -> Iterator[str]:
    yield widget.toolTip()
    yield widget.accessibleName()
    if widget.isWindow():
        yield widget.windowTitle()
    if isinstance(widget, (QLabel, QAbstractButton)):
        yield widget.text()
    elif isinstance(widget, QLineEdit):
        yield widget.text()
        yield widget.placeholderText()
    elif isinstance(widget, QComboBox):
        yield from (widget.itemText(row) for row in range(widget.count()))
    elif isinstance(widget, QAbstractItemView) and not isinstance(widget.window(), QFileDialog):
        model = widget.model()
        for row in range(model.rowCount()):
            for column in range(columns_of(widget)):
                yield str(model.index(row, column).data() or "")
