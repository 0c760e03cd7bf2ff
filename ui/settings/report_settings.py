"""Of 设置: deadlines on rest days, holidays, the bureau's address, a start during the year."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QWidget

import resources
from models.errors import Refusal
from models.monthly_report import edits as report_edits
from models.monthly_report import kept
from models.monthly_report.wording import period_name
from models.monthly_report.years import openings
from models.notices import amounts as amounts_of
from models.notices.working_days import Rule
from models.school import kept_settings, notices_kept
from models.text import NAME_LIMIT
from ui.kit.fields.line_field import LineField
from ui.kit.widgets import Choice, button, label
from ui.use_cases import settings
from ui.use_cases.documents import deadlines, mail
from ui.use_cases.program import foreign

if TYPE_CHECKING:
    from models.notices.indicator import Indicator
    from models.notices.working_days import HolidayYear
    from ui.kit.foreign_files import ForeignFiles
    from ui.kit.messages import Messages
    from ui.kit.theme import Theme
    from ui.workspace import Workspace

HOLIDAY_KIND = "放假安排 (*.toml *.json)"
FIELD_PX = 90


class ReportSettings(QWidget):
    """The card 月报和报送; every change is saved at once.

    Signals:
        told(str): a sentence for the status line.
    """

    told = Signal(str)

    def __init__(
        self, workspace: Workspace, theme: Theme, messages: Messages, foreign_files: ForeignFiles
    ) -> None:
        super().__init__()
        self._workspace = workspace
        self._theme = theme
        self._messages = messages
        self._foreign_files = foreign_files
        self.rule = Choice()
        self.mail_to = LineField(workspace.unsaved)
        self.place = LineField(workspace.unsaved)
        self.first_month = Choice()
        self.openings: dict[str, LineField] = {}
        self._indicators: dict[str, Indicator] = {}
        self._whose = label("", "small", wrap=True)
        self._known = label("", "small", wrap=True)
        self._start_hint = label("", "small", wrap=True)
        self.go_on = button("接着上一年的累计", self._take_before)
        self._form = QFormLayout(self)
        self._fixed_rows = 0
        self._build()

    def _build(self) -> None:
        self.rule.addItems(list(deadlines.RULE_WORDS.values()))
        self.rule.activated.connect(self._choose_rule)
        self._form.addRow("期限遇休息日", self.rule)
        row = QHBoxLayout()
        row.addWidget(button("导入放假安排…", self.import_holidays))
        row.addWidget(self._known, 1)
        self._form.addRow("放假和调休", row)
        self._form.addRow("", self._whose)
        self.mail_to.setPlaceholderText("教育局收件邮箱；软件不预设")
        self.mail_to.setAccessibleName("收件地址")
        self.mail_to.entered.connect(self._enter_mail)
        self._form.addRow("收件地址", self.mail_to)
        self.place.setAccessibleName("送交地点")
        self.place.setMaxLength(NAME_LIMIT)
        self.place.entered.connect(self._enter_place)
        self._form.addRow("送交地点", self.place)
        self.first_month.activated.connect(self._choose_first_month)
        self._form.addRow("从几月起在本软件填月报", self.first_month)
        self._form.addRow("", self._start_hint)
        self._form.addRow("", self.go_on)
        self._fixed_rows = self._form.rowCount()

    def open(self) -> None:
        """Show what is stored."""
        store, notice = self._workspace.store, self._workspace.sheet.notice
        under = self._workspace.notice
        has_others = len(notices_kept.opened(store)) > 1
        self._whose.setText(resources.sentence("settings.under", name=notice.name))
        self._form.setRowVisible(self._whose, has_others)
        self.rule.setCurrentText(deadlines.RULE_WORDS[deadlines.rule(store)])
        known = deadlines.calendar(store, notice.year).knows(notice.year)
        code = "settings.holidays_known" if known else "settings.holidays_missing"
        self._known.setText(resources.sentence(code, year=notice.year))
        self.mail_to.show_text(kept_settings.setting(store, settings.mail_to(under), ""))
        self.place.show_text(notice.place)
        self.place.setPlaceholderText(notice.room)
        first = kept.first_month(store, under)
        self.first_month.clear()
        self.first_month.addItems([period_name(notice.months_of(m)) for m in notice.report_months])
        self.first_month.setCurrentText(period_name(notice.months_of(first)))
        fixed = bool(kept.frozen_months(store, under))
        self.first_month.setEnabled(not fixed)
        code = "settings.start_fixed" if fixed else "settings.start_hint"
        self._start_hint.setText(resources.sentence(code))
        before = openings.proposed(store, under)
        self._form.setRowVisible(self.go_on, before is not None and not fixed)
        is_late, has_any = first > notice.first_month, bool(kept.openings(store, under))
        self._show_openings(editable=not fixed, wanted=is_late or has_any or before is not None)

    def _show_openings(self, *, editable: bool, wanted: bool) -> None:
        """Ask for what was done before, an indicator a line, where the start is during the year."""
        if any(edit.holds_back for edit in self.openings.values()):
            return  # a figure that was not taken stays, and with it the rows
        for edit in self.openings.values():
            edit.show_text("", force=True)  # it goes, and holds nothing back any more
        while self._form.rowCount() > self._fixed_rows:
            self._form.removeRow(self._fixed_rows)
        self.openings = {}
        if not wanted:
            return
        store, notice = self._workspace.store, self._workspace.sheet.notice
        known = kept.openings(store, self._workspace.notice)
        for key, (task, indicator) in notice.indicators().items():
            if not indicator.has_amounts:
                continue
            edit = LineField(self._workspace.unsaved)
            edit.show_text(amounts_of.edited(indicator, known.get(key)))
            edit.setFixedWidth(self._theme.px(FIELD_PX))
            edit.setReadOnly(not editable)
            edit.setObjectName(f"opening-{key}")
            edit.entered.connect(partial(self._enter_opening, key))
            self.openings[key], self._indicators[key] = edit, indicator
            unit = f"（{indicator.unit}）" if indicator.unit else ""
            name = f"以前累计：第{task.number}项 {indicator.name}{unit}"
            edit.setAccessibleName(name)
            self._form.addRow(label(name), edit)

    # -- committing ----------------------------------------------------------------------------

    def _choose_rule(self, place: int) -> None:
        # Everything is read anew: no text that was not taken may lose its editor by it.
        chosen = list(Rule)[place].value
        is_free = self._workspace.may_go_on()
        if is_free and self._workspace.keep_setting(settings.DEADLINE_RULE, chosen):
            self._workspace.reload()
        else:
            self.open()

    def _enter_mail(self, typed: str, aloud: bool) -> None:  # noqa: FBT001  (a slot)
        try:
            text = "; ".join(mail.read_addresses(typed))
        except Refusal as refusal:
            self.mail_to.keep_refused()
            self._workspace.refuse(refusal, aloud=aloud)
            return
        name = settings.mail_to(self._workspace.notice)
        if self._workspace.keep_setting(name, text, aloud=aloud):
            self.mail_to.show_text(text)
        else:
            self.mail_to.keep_refused()

    def _enter_place(self, typed: str, aloud: bool) -> None:  # noqa: FBT001  (a slot)
        name = notices_kept.place_setting(self._workspace.notice)
        if self._workspace.keep_setting(name, typed.strip(), aloud=aloud):
            self.place.show_text(typed.strip())
            self._workspace.reload()  # letters and deadlines name it
        else:
            self.place.keep_refused()

    def _enter_opening(self, key: str, _text: str, aloud: bool) -> None:  # noqa: FBT001  (a slot)
        """Write a figure; the fields stay as they are, for the keyboard is on its way."""
        if not self._commit_start(aloud=aloud):
            self.openings[key].keep_refused()

    def _choose_first_month(self) -> None:
        self._commit_start()
        self.open()

    def _take_before(self) -> None:
        """Take what the year before of the same plan left; other figures stay."""
        store, under = self._workspace.store, self._workspace.notice
        before = openings.proposed(store, under)
        if before is None or not self._workspace.may_go_on():
            return
        amounts = {**kept.openings(store, under), **before.amounts}
        first = kept.first_month(store, under)
        try:
            changes = report_edits.start_changes(store, under, first, amounts)
        except Refusal as refusal:
            self._workspace.refuse(refusal)
            return
        if not self._workspace.edit(changes).is_refused:
            words = {"year": before.year, "month": before.month}
            self.told.emit(resources.sentence("settings.went_on", **words))
        self.open()

    def _commit_start(self, *, aloud: bool = True) -> bool:
        """Write the first month and the figures; False where they were not taken."""
        store, under = self._workspace.store, self._workspace.notice
        first = self._workspace.sheet.notice.report_months[self.first_month.currentIndex()]
        try:
            amounts = {
                key: amounts_of.parse(self._indicators[key], edit.text())
                for key, edit in self.openings.items()
            }
            found = {key: amount for key, amount in amounts.items() if isinstance(amount, int)}
            changes = report_edits.start_changes(store, under, first, found)
        except Refusal as refusal:
            self._workspace.refuse(refusal, aloud=aloud)
            return False
        if self._workspace.edit(changes, aloud=aloud).is_refused:
            return False
        for other in self.openings.values():
            other.note_stored()
        return True

    def import_holidays(self) -> None:
        """Ask for next year's table and keep it."""
        path = self._messages.open_path("导入放假安排", HOLIDAY_KIND)
        if path is None or not self._workspace.may_go_on():
            return
        self._foreign_files.read(path, foreign.read_holidays, self._keep_holidays, self)

    def _keep_holidays(self, table: HolidayYear) -> None:
        try:
            deadlines.keep_holidays(self._workspace.store, table)
        except Refusal as refusal:
            self._messages.refuse(refusal)
            return
        self._workspace.reload()
        own = table.year == self._workspace.sheet.notice.year
        code = "settings.holidays_taken" if own else "settings.holidays_kept"
        self.told.emit(resources.sentence(code, year=table.year))
