"""The real program, which also answers where on the screen a widget is: clicks stay real.

usage: located.py DATA_FOLDER; a line on standard input, ``button 定稿``, ``name amount-…``,
``entry 放入新通知`` (of an open menu, by its beginning) or ``cell months 2 1`` (row and column from
0), is answered with the middle of that widget, entry or cell, ``x y``, or ``none``.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from PySide6.QtCore import QPoint, QSocketNotifier  # noqa: E402
from PySide6.QtWidgets import (  # noqa: E402
    QAbstractButton,
    QApplication,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QScrollArea,
    QTableView,
    QWidget,
)

from ui.kit import desktop  # noqa: E402
from ui.start import application  # noqa: E402


def matches(widget: QWidget, kind: str, wanted: str) -> bool:
    if kind == "name":
        return wanted in (widget.objectName(), widget.accessibleName())
    if kind == "field":
        typed = isinstance(widget, (QLineEdit, QPlainTextEdit))
        return typed and wanted in (widget.objectName(), widget.accessibleName())
    return isinstance(widget, QAbstractButton) and widget.text().replace("&", "") == wanted


def place(line: str) -> str:
    kind, _, wanted = line.strip().partition(" ")
    cell: tuple[int, ...] = ()
    if kind == "cell":
        wanted, *numbers = wanted.split()
        kind, cell = "name", tuple(map(int, numbers))
    if kind == "entry":
        return entry(wanted)
    modal = QApplication.activeModalWidget()
    for widget in QApplication.allWidgets():
        inside = modal is None or widget.window() is modal
        if inside and widget.isVisible() and widget.isEnabled() and matches(widget, kind, wanted):
            show(widget)
            if cell and isinstance(widget, QTableView):
                middle = cell_of(widget, *cell)
            else:
                middle = widget.mapToGlobal(widget.rect().center())
            return f"{middle.x()} {middle.y()}"
    return "none"


def entry(wanted: str) -> str:
    menu = QApplication.activePopupWidget()
    if not isinstance(menu, QMenu):
        return "none"
    for action in menu.actions():
        if action.isEnabled() and action.text().replace("&", "").startswith(wanted):
            middle = menu.mapToGlobal(menu.actionGeometry(action).center())
            return f"{middle.x()} {middle.y()}"
    return "none"


def show(widget: QWidget) -> None:
    """Scroll as a clerk would before pressing something."""
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            parent.ensureWidgetVisible(widget)
        parent = parent.parentWidget()


def cell_of(table: QTableView, row: int, column: int) -> QPoint:
    """Scroll to a cell; returns its middle on the screen."""
    table.scrollTo(table.model().index(row, column))
    rect = table.visualRect(table.model().index(row, column))
    parent = table.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            spot = table.viewport().mapTo(parent.widget(), rect.center())
            parent.ensureVisible(spot.x(), spot.y(), 20, 60)
        parent = parent.parentWidget()
    return table.viewport().mapToGlobal(rect.center())


make = desktop.make_application


def make_with_answers() -> QApplication:
    app = make()
    notifier = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read, app)

    def answer() -> None:
        line = sys.stdin.readline()
        if not line:
            notifier.setEnabled(False)
            return
        sys.stdout.write(f"{place(line)}\n")
        sys.stdout.flush()

    notifier.activated.connect(answer)
    return app


if __name__ == "__main__":
    application.make_application = make_with_answers  # type: ignore[attr-defined]  # not exported
    sys.exit(application.run_window(Path(sys.argv[1])))
