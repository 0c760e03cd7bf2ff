"""A toolbar that wraps: what it names stands left, its buttons right, in more lines if need be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QFrame, QLayout

from models.overriding import override

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLayoutItem, QWidget

MARGIN_X, MARGIN_Y, SPACING = 16, 8, 6


class WrapRow(QLayout):
    """Items in lines; of a single line the buttons are flush right."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._first_button = 0
        self.setContentsMargins(MARGIN_X, MARGIN_Y, MARGIN_X, MARGIN_Y)

    def add(self, *widgets: QWidget) -> None:
        """Add what the toolbar names."""
        for widget in widgets:
            self.addWidget(widget)
        self._first_button = len(self._items)

    def add_buttons(self, *widgets: QWidget) -> None:
        """Add what can be pressed."""
        for widget in widgets:
            self.addWidget(widget)

    @override
    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    @override
    def count(self) -> int:
        return len(self._items)

    @override
    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    @override
    def takeAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    @override
    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), move=False)

    @override
    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    @override
    def sizeHint(self) -> QSize:
        return self.minimumSize()

    @override
    def minimumSize(self) -> QSize:
        sizes = [item.sizeHint() for item in self._shown()]
        width = max((size.width() for size in sizes), default=0)
        height = max((size.height() for size in sizes), default=0)
        return QSize(width, height).grownBy(self.contentsMargins())

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        """Place the items in lines; returns the height that they take."""
        inner = rect.marginsRemoved(self.contentsMargins())
        room = inner.width()
        lines: list[list[QLayoutItem]] = [[]]
        used = 0
        for item in self._shown():
            width = item.sizeHint().width()
            if lines[-1] and used + width > room:
                lines.append([])
                used = 0
            lines[-1].append(item)
            used += width + SPACING
        y = inner.y()
        for line in lines:
            height = max((item.sizeHint().height() for item in line), default=0)
            if move:
                self._place(line, QRect(inner.x(), y, room, height), len(lines) == 1)
            y += height + SPACING
        return y - SPACING + self.contentsMargins().bottom() - rect.y()

    def _place(self, line: list[QLayoutItem], box: QRect, alone: bool) -> None:  # noqa: FBT001
        used = sum(item.sizeHint().width() + SPACING for item in line) - SPACING
        buttons = self._items[self._first_button :]
        x, shifted = box.x(), not alone
        for item in line:
            if not shifted and item in buttons:
                x += max(box.width() - used, 0)
                shifted = True
            size = item.sizeHint()
            top = box.y() + (box.height() - size.height()) // 2
            item.setGeometry(QRect(QPoint(x, top), size))
            x += size.width() + SPACING


def toolbar() -> tuple[QFrame, WrapRow]:
    """Return an empty toolbar and its row."""
    bar = QFrame()
    bar.setObjectName("bar")
    return bar, WrapRow(bar)
