"""分月拆数: spread a yearly figure over months — even, by term, or by hand."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

import resources
from models.errors import Refusal
from models.task_list.monthly_split import spread, term_months
from ui.kit import theme as look
from ui.kit.fields.amount_edit import AmountEdit
from ui.kit.widgets import Choice, label, ok_and_cancel

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from models.notices.indicator import Indicator
    from ui.kit.theme import Theme

EVEN, BY_TERM, BY_HAND = range(3)


class SplitDialog(QDialog):
    """Asks for indicator, total, way and months; shows what each month gets before it is taken.

    What a figure has already stands there to be changed by hand; a way that is clicked replaces it.
    ``planned`` are those amounts by indicator and month (1–12).
    """

    def __init__(
        self,
        indicators: Sequence[Indicator],
        totals: Mapping[str, int],
        planned: Mapping[str, Mapping[int, int]],
        months: Sequence[int],
        theme: Theme,
        parent: QWidget | None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("分月拆数")
        self._indicators = indicators
        self._totals = totals
        self._planned = planned
        self._months = months
        self._which = Choice()
        self._theme = theme
        self._total = AmountEdit(theme)
        self._ways = QButtonGroup(self)
        self._boxes: dict[int, QCheckBox] = {}
        self._amounts: dict[int, AmountEdit] = {}
        self._sum = label(wrap=True)
        self._buttons = ok_and_cancel(self)
        self._build()
        self._choose(0)

    def begin_with(self, indicator: str) -> None:
        """Show a figure (its key) first, where it is one of those that are spread."""
        keys = [one.key for one in self._indicators]
        if indicator in keys:
            self._which.setCurrentIndex(keys.index(indicator))

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
        column.addWidget(self._buttons)
        self._ways.button(EVEN).setChecked(True)
        self._ways.idToggled.connect(self._on_way)
        self._total.textChanged.connect(self._spread)

    def _build_months(self) -> QGridLayout:
        grid = QGridLayout()
        for place, month in enumerate(self._months):
            box = QCheckBox(f"{month}月")
            box.setChecked(True)
            box.toggled.connect(self._spread)
            amount = AmountEdit(self._theme)
            amount.setAccessibleName(f"{month}月")
            amount.textChanged.connect(self._show_sum)
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
        """Return what each month gets; None for no amount.

        Raises:
            Refusal: what was typed is no amount; the dialog cannot be accepted then.
        """
        return {month: edit.amount() or None for month, edit in self._amounts.items()}

    def _choose(self, place: int) -> None:
        chosen = self._indicators[place]
        for edit in (self._total, *self._amounts.values()):
            edit.unit, edit.decimals = chosen.unit, chosen.decimals
        self._total.show_amount(self._totals.get(chosen.key, 0))
        there = self._planned.get(chosen.key, {})
        self._ways.button(BY_HAND if there else EVEN).setChecked(True)
        self._spread()
        if there:
            for month, edit in self._amounts.items():
                edit.show_amount(there.get(month))

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
        for edit in self._amounts.values():
            edit.setReadOnly(not by_hand)
        chosen = [month for month, box in self._boxes.items() if box.isChecked()]
        with suppress(Refusal):  # what is no figure spreads nothing; ``_show_sum`` says so
            if not by_hand:
                amounts = spread(self._total.amount() or 0, chosen) if chosen else {}
                for month, edit in self._amounts.items():
                    edit.show_amount(amounts.get(month, 0))
        self._show_sum()

    def _show_sum(self) -> None:
        """Say how the months stand against the year; what is no figure cannot be taken."""
        ok = self._buttons.button(QDialogButtonBox.StandardButton.Ok)
        try:
            words, colour = self._sum_words()
        except Refusal as refusal:
            words, colour = resources.sentence(refusal.code, **refusal.values), look.BAD
        ok.setEnabled(colour != look.BAD)
        self._sum.setStyleSheet(f"color: {colour};")
        self._sum.setText(words)

    def _sum_words(self) -> tuple[str, str]:
        """Return the sum of the months in words, and the colour that goes with them.

        Raises:
            Refusal: something typed is no amount.
        """
        total = sum(amount or 0 for amount in self.result_amounts().values())
        missing, text = (self._total.amount() or 0) - total, self.indicator.figure_text
        if not missing:
            return f"合计 {text(total)}，与全年数相等", look.GOOD
        words = f"还差 {text(missing)}" if missing > 0 else f"多出 {text(-missing)}"
        return f"合计 {text(total)}，{words}", look.MIND
