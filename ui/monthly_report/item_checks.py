"""The named items of a scope in a report: a tick for each that was done in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

import resources
from models.overriding import override
from ui.kit.widgets import clear, label, set_tip

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent

    from models.monthly_report.report import Line
    from models.monthly_report.sheet import ReportSheet
    from models.notices.indicator import Indicator
    from models.task_list.contents import Item


class _Name(QLabel):
    """What stands beside a box; a click on it is one on the box."""

    def __init__(self, text: str, box: QCheckBox) -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self._box = box

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self._box.click()


class ItemChecks(QFrame):
    """Shows what is left of the items before this report; those done earlier are counted.

    Signals:
        ticked(str, object, bool): indicator, ``Item``, whether it is done.
    """

    ticked = Signal(str, object, bool)

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.boxes: dict[tuple[str, int], QCheckBox] = {}
        self._headings: dict[str, QLabel] = {}

    def show_line(self, line: Line, sheet: ReportSheet, *, editable: bool) -> None:
        """Show the items of a row; the boxes stay while they are the same ones."""
        wanted = [(key, item.serial) for key, items in line.items.items() for item in items]
        if wanted != list(self.boxes):
            self._build(line)
        self.setVisible(bool(line.items))
        for (key, serial), box in self.boxes.items():
            box.setChecked(serial in line.done_items.get(key, ()))
            box.setEnabled(editable)
        for indicator in line.task.indicators:
            if indicator.key in self._headings:
                done = sheet.report.standings[indicator.key].cumulative
                self._headings[indicator.key].setText(self._heading(indicator, done, sheet))

    def _heading(self, indicator: Indicator, done: int, sheet: ReportSheet) -> str:
        share = sheet.share(indicator)
        of = f"/{indicator.asked_text(share)}" if share is not None else indicator.unit
        values = {"name": indicator.name, "done": indicator.figure_text(done), "of": of}
        return resources.sentence("report.items", **values)

    def _build(self, line: Line) -> None:
        clear(self._column)
        self.boxes, self._headings = {}, {}
        for key, items in line.items.items():
            self._headings[key] = label("", "small", wrap=True)
            self._column.addWidget(self._headings[key])
            for item in items:
                self._column.addWidget(self._row(key, item))

    def _row(self, key: str, item: Item) -> QWidget:
        """Return a box with the item's name beside it, which a box of its own would not wrap."""
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        box = self._box(key, item)
        when = f"（{item.month}月）" if item.month else ""
        name = _Name(f"{item.name}{when}", box)
        box.setMinimumHeight(self.fontMetrics().height())  # in the middle of the first line
        line.addWidget(box, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(name, 1)
        return row

    def _box(self, key: str, item: Item) -> QCheckBox:
        box = QCheckBox()
        box.setAccessibleName(item.name)
        box.setObjectName(f"item-{key}-{item.serial}")
        who = " ".join(filter(None, (item.office, item.person)))
        set_tip(box, who or item.name)
        # A ``partial`` would be called without the state of the box.
        box.clicked.connect(lambda is_done: self.ticked.emit(key, item, is_done))
        self.boxes[key, item.serial] = box
        return box

    def first(self, indicator: str) -> QCheckBox | None:
        """Return the first box of a scope."""
        return next((box for (key, _), box in self.boxes.items() if key == indicator), None)

    def chain(self) -> list[QCheckBox]:
        """Return the boxes in the order of the eye."""
        return list(self.boxes.values())
