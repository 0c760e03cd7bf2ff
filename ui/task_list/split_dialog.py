"""分月拆数: spread a yearly figure over months — even, by term, or by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QRadioButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from models.task_list.monthly_split import spread, term_months
from ui.kit import theme as look
from ui.kit.widgets import Choice, label, ok_and_cancel

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from models.notices.notice import Indicator

EVEN, BY_TERM, BY_HAND = range(3)
LARGEST = 1_000_000


class SplitDialog(QDialog):
    """Asks for indicator, total, way and months; shows what each month gets before it is taken."""

    def __init__(
        self,
        indicators: Sequence[Indicator],
        totals: Mapping[str, int],
        months: Sequence[int],
        parent: QWidget | None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("分月拆数")
        self._indicators = indicators
        self._totals = totals
        self._months = months
        self._which = Choice()
        self._total = QSpinBox(maximum=LARGEST)
        self._ways = QButtonGroup(self)
        self._boxes: dict[int, QCheckBox] = {}
        self._amounts: dict[int, QSpinBox] = {}
        self._sum = label()
        self._build()
        self._choose(0)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        for indicator in self._indicators:
            self._which.addItem(f"{indicator.name}（{indicator.unit}）")
        self._which.currentIndexChanged.connect(self._choose)
        top = QHBoxLayout()
        top.addWidget(self._which, 1)
        top.addWidget(label("全年"))
        top.addWidget(self._total)
        column.addLayout(top)
        ways = QHBoxLayout()
        for number, word in enumerate(("平均到各月", "按学期（7、8月不安排）", "逐月填")):
            way = QRadioButton(word)
            self._ways.addButton(way, number)
            ways.addWidget(way)
        column.addLayout(ways)
        column.addLayout(self._build_months())
        column.addWidget(self._sum)
        column.addWidget(ok_and_cancel(self))
        self._ways.button(EVEN).setChecked(True)
        self._ways.idToggled.connect(self._on_way)
        self._total.valueChanged.connect(self._spread)

    def _build_months(self) -> QGridLayout:
        grid = QGridLayout()
        for place, month in enumerate(self._months):
            box = QCheckBox(f"{month}月")
            box.setChecked(True)
            box.toggled.connect(self._spread)
            amount = QSpinBox(maximum=LARGEST)
            amount.setAlignment(Qt.AlignmentFlag.AlignRight)
            amount.valueChanged.connect(self._show_sum)
            self._boxes[month], self._amounts[month] = box, amount
            row, side = place // 2, place % 2 * 3
            grid.addWidget(box, row, side)
            grid.addWidget(amount, row, side + 1)
        grid.setColumnMinimumWidth(2, 24)
        return grid

    @property
    def indicator(self) -> Indicator:
        """The indicator chosen."""
        return self._indicators[self._which.currentIndex()]

    def result_amounts(self) -> dict[int, int | None]:
        """Return what each month gets; None for no amount."""
        return {month: spin.value() or None for month, spin in self._amounts.items()}

    def _choose(self, place: int) -> None:
        self._total.setValue(self._totals.get(self._indicators[place].key, 0))
        self._spread()

    def _on_way(self, way: int, on: bool) -> None:  # noqa: FBT001  (Qt's signal)
        if not on:
            return
        term = set(term_months(self._months))
        for month, box in self._boxes.items():
            box.setEnabled(way != BY_HAND)
            if way != BY_HAND:
                box.setChecked(way == EVEN or month in term)
        self._spread()

    def _spread(self) -> None:
        by_hand = self._ways.checkedId() == BY_HAND
        for spin in self._amounts.values():
            spin.setReadOnly(not by_hand)
        chosen = [month for month, box in self._boxes.items() if box.isChecked()]
        if not by_hand:
            amounts = spread(self._total.value(), chosen) if chosen else {}
            for month, spin in self._amounts.items():
                spin.setValue(amounts.get(month, 0))
        self._show_sum()

    def _show_sum(self) -> None:
        total = sum(spin.value() for spin in self._amounts.values())
        missing = self._total.value() - total
        words = "与全年数相等"
        if missing:
            words = f"还差 {missing}" if missing > 0 else f"多出 {-missing}"
        self._sum.setStyleSheet(f"color: {look.MIND if missing else look.GOOD};")
        self._sum.setText(f"合计 {total}，{words}")
