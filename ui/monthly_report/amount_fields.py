"""The figures of one row of a report: this month's or the cumulative one, each from the other."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel

import resources
from models.errors import Refusal
from models.monthly_report import wording
from models.monthly_report.results import Result, RowKind
from models.notices.amounts import edited, parse_increment
from models.notices.indicator import Kind
from ui.kit.fields.line_field import LineField
from ui.kit.widgets import clear, label, set_tip

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.monthly_report.report import Line
    from models.monthly_report.sheet import ReportSheet
    from models.notices.amounts import Amount
    from models.notices.indicator import Figure, Indicator
    from ui.kit.theme import Theme
    from ui.kit.unsaved import Unsaved

FIELD_PX = 66
THIS_MONTH, TOTAL = "本月", "累计"


def _planned(line: Line) -> Mapping[str, Amount]:
    """Return the figures that a row answers to: its plan, what an open item lacks."""
    if line.row.kind is RowKind.OPEN_ITEM:
        return {**line.goal.ratios, **line.missing}
    return {} if line.row.kind is RowKind.LATE else {**line.goal.amounts, **line.goal.ratios}


def _has_total(indicator: Indicator) -> bool:
    """Whether the cumulative figure may be typed too; each is reckoned from the other."""
    return not indicator.is_ratio and indicator.kind is not Kind.MILESTONE


def yearly_words(share: Figure | None, indicator: Indicator) -> str:
    """Return the yearly figure that a cumulative one is measured against."""
    if indicator.kind is Kind.MILESTONE:
        return "，".join(filter(None, (indicator.due and indicator.due.words, "填 完成 或 未完成")))
    if indicator.kind is Kind.NIL:
        return "没有就填 0"
    if share is None:
        return "全年任务数未填"
    if indicator.is_ratio:
        return f"{indicator.demand_text(share)}，填 数/总数"
    ends = share if isinstance(share, tuple) else (share,)
    return f"全年 {'—'.join(map(indicator.figure_text, ends))}"


class AmountFields(QFrame):
    """One line an indicator: planned, this month, cumulative.

    Signals:
        entered(object, object, bool): its place (indicator, column) and the increment or ratio,
            None for empty; whether to say a refusal aloud. Where it is not taken, ``keep_refused``
            is called in between.
    """

    entered = Signal(object, object, bool)

    def __init__(self, theme: Theme, unsaved: Unsaved) -> None:
        super().__init__()
        self._theme = theme
        self._unsaved = unsaved
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._fault = label("", "fault", wrap=True)
        self._planned_heading = label("", "small")
        self.note = label("", "small", wrap=True)  # below the results, which keep their place
        self._line: Line | None = None
        self.fields: dict[str, LineField] = {}
        self.totals: dict[str, LineField] = {}
        self._planned: dict[str, QLabel] = {}
        self._names: dict[str, QLabel] = {}
        self._elsewhere: dict[str, int] = {}
        self._faults: dict[tuple[str, str], str] = {}
        self._indicators: dict[str, Indicator] = {}

    def show_line(self, line: Line, sheet: ReportSheet, *, editable: bool, another: bool) -> None:
        """Show a row's figures; fields being typed in are left alone unless it is another row."""
        shown = [i for i in line.task.indicators if i.has_amounts or i.is_ratio]
        shown = [i for i in shown if i.key not in line.counted]  # ticked, not typed
        if another or {i.key for i in shown} != set(self.fields):
            self._build(shown, line)
        self._line = line
        self.setVisible(bool(shown))
        self._show_missing(line)
        for indicator in shown:
            self._fill(indicator, line, sheet, editable=editable)
            yearly = yearly_words(sheet.share(indicator), indicator)
            unit = f"（{indicator.unit}）" if indicator.unit else ""
            self._names[indicator.key].setText(f"{indicator.short}{unit}\n{yearly}")

    def _build(self, shown: list[Indicator], line: Line) -> None:
        for field in self.chain():
            field.show_text("", force=True)  # it goes, and holds nothing back any more
        clear(self._grid)
        self.fields, self.totals, self._planned, self._names = {}, {}, {}, {}
        self._faults = {}
        self._indicators = {indicator.key: indicator for indicator in shown}
        summed = {i.key for i in shown if _has_total(i) and line.row.kind is RowKind.GOAL}
        self._fault = label("", "fault", wrap=True)
        self._fault.hide()
        self._planned_heading = label("", "small")
        right = Qt.AlignmentFlag.AlignRight
        self._grid.addWidget(self._planned_heading, 0, 1, right)
        now = wording.period_word(line.months)
        for place, heading in ((2, now), (3, TOTAL if summed else "")):
            self._grid.addWidget(label(heading, "small"), 0, place, right)
        for row, indicator in enumerate(shown, start=1):
            name = label("", wrap=True)
            set_tip(name, indicator.name)
            self._names[indicator.key] = name
            self._grid.addWidget(name, row, 0)
            self._planned[indicator.key] = label("", "soft")
            right = Qt.AlignmentFlag.AlignRight
            self._grid.addWidget(self._planned[indicator.key], row, 1, right)
            self.fields[indicator.key] = self._field(indicator, row, 2, THIS_MONTH)
            if indicator.key in summed:
                self.totals[indicator.key] = self._field(indicator, row, 3, TOTAL)
        self._grid.addWidget(self._fault, len(shown) + 1, 0, 1, 4)
        self._grid.setColumnStretch(0, 1)

    def _field(self, indicator: Indicator, row: int, column: int, word: str) -> LineField:
        edit = LineField(self._unsaved)
        edit.setAlignment(Qt.AlignmentFlag.AlignRight)
        edit.setFixedWidth(self._theme.px(FIELD_PX))
        edit.setAccessibleName(f"{indicator.name}{word}")
        edit.setObjectName(f"{'total' if word == TOTAL else 'amount'}-{indicator.key}")
        edit.entered.connect(partial(self._enter, indicator.key, word))
        edit.taken_back.connect(partial(self._show_fault, indicator.key, word, ""))
        self._grid.addWidget(edit, row, column)
        return edit

    def _fill(
        self, indicator: Indicator, line: Line, sheet: ReportSheet, *, editable: bool
    ) -> None:
        key = indicator.key
        planned = _planned(line).get(key)
        self._planned[key].setText(edited(indicator, planned) or "—")
        told = line.row.ratios.get(key) if indicator.is_ratio else line.row.amounts.get(key)
        texts = {self.fields[key]: edited(indicator, told)}
        if not indicator.is_ratio:
            # What other rows of this report and earlier months add to the cumulative figure.
            cumulative = sheet.report.standings[key].cumulative
            self._elsewhere[key] = cumulative - line.row.amounts.get(key, 0)
            if key in self.totals:
                texts[self.totals[key]] = indicator.figure_text(cumulative)
        for edit, text in texts.items():
            edit.setReadOnly(not editable)
            edit.show_text(text)

    def _show_missing(self, line: Line) -> None:
        """An open item shows what is missing, and whether that was put in for the clerk."""
        is_open = line.row.kind is RowKind.OPEN_ITEM
        self._planned_heading.setText("还差" if is_open else "计划")
        put_in = any(line.row.amounts.get(key) == most for key, most in line.to_make_good.items())
        is_told = is_open and line.result is Result.CLOSED and put_in
        words = resources.sentence("panel.closing_put_in", **wording.period_words(line.months))
        self.note.setText(words if is_told else "")
        self.note.setVisible(is_told)

    def _enter(self, key: str, word: str, text: str, aloud: bool) -> None:  # noqa: FBT001
        """Write a figure; what is no number stays, and is told in its place."""
        try:
            amount = parse_increment(self._indicators[key], text)
        except Refusal as refusal:
            self._field_of(key, word).keep_refused()
            self._show_fault(key, word, resources.sentence(refusal.code, **refusal.values))
            return
        self._show_fault(key, word, "")
        is_undone = self._indicators[key].kind is Kind.MILESTONE and amount == 0
        if isinstance(amount, int) and (word == TOTAL or is_undone):
            amount -= self._elsewhere[key]
        self.entered.emit((key, word), amount, aloud)

    def _show_fault(self, key: str, word: str, said: str) -> None:
        """Say what is wrong with a field, empty for nothing; others keep what is said of them."""
        self._faults[key, word] = said
        self._fault.setText("\n".join(filter(None, self._faults.values())))
        self._fault.setVisible(bool(self._fault.text()))

    def keep_refused(self, place: tuple[str, str]) -> None:
        """Keep the figure that is being written in a place; it was not taken."""
        self._field_of(*place).keep_refused()

    def _field_of(self, key: str, word: str) -> LineField:
        return (self.totals if word == TOTAL else self.fields)[key]

    def chain(self) -> list[LineField]:
        """Return the fields in the order of the eye."""
        keys = list(self.fields)
        return [f[key] for key in keys for f in (self.fields, self.totals) if key in f]

    def commit(self) -> bool:
        """Write what is being typed; False where something was not taken."""
        return not [field for field in self.chain() if not field.commit()]
