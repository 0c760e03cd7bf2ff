"""设置: the school, its offices and persons, the size of everything, and where the data lies."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

import resources
from models.cleaning import tidy
from models.errors import Refusal
from models.overriding import override
from models.school import register
from models.text import clean_name
from ui.kit.fields.line_field import LineField
from ui.kit.page import Page
from ui.kit.theme import SCALES
from ui.kit.unsaved import TypedText
from ui.kit.widgets import Choice, fill_scrolling, label
from ui.settings.data_settings import DataSettings
from ui.settings.report_settings import ReportSettings
from ui.settings.staff_table import NotingDelegate, StaffTable
from ui.use_cases import settings
from ui.use_cases.words import NOT_LISTED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.school.people import Office
    from models.storage.store import Batch
    from ui.safekeeping.backup_keeper import BackupKeeper
    from ui.tools import Tools

SCHOOL_FIELDS = (
    ("name", "学校全称"),
    ("stamp_name", "公章名称（与全称不同时填）"),
    ("contact", "联系人"),
    ("phone", "电话"),
)
STAFF_ROWS_SPARE = 3


class SettingsPage(Page):
    """The page of settings; every change is saved at once."""

    def __init__(self, tools: Tools, keeper: BackupKeeper) -> None:
        super().__init__()
        self.setObjectName("desk")
        self._workspace = workspace = tools.workspace
        self._theme = tools.theme
        self._messages = messages = tools.messages
        self.fields: dict[str, LineField] = {}
        self.notice_school = Choice()
        self.staff = StaffTable(messages)
        self.staff.setAccessibleName("处室和人员")
        self.staff.setTabKeyNavigation(False)  # Tab leads on; the arrows go from cell to cell
        self._staff_typing = TypedText(
            workspace.unsaved, self._staff_texts, self._offer_staff, self.staff.accessibleName
        )
        self.staff.setItemDelegate(NotingDelegate(workspace.unsaved, self.staff))
        self.staff.given_up.connect(self._give_staff_up)
        self.staff.told.connect(self.told)
        self.scale = Choice()
        self.reports = ReportSettings(workspace, tools.theme, messages, tools.foreign_files)
        self.reports.told.connect(self.told)
        self.data = DataSettings(workspace, messages, keeper, tools.foreign_files)
        self.data.told.connect(self.told)
        self._loading = False
        self._committing = False
        self._build()
        workspace.changed.connect(self._on_changed)
        workspace.reloaded.connect(self.open)

    def _build(self) -> None:
        inner = QWidget()
        inner.setObjectName("desk")
        column = QVBoxLayout(inner)
        column.setContentsMargins(40, 24, 40, 24)
        column.setSpacing(16)
        for title, made in (
            ("学校", self._build_school()),
            ("处室和人员", self._build_staff()),
            ("月报和报送", self.reports),
            ("显示大小", self._build_scale()),
            ("数据和备份", self.data),
        ):
            column.addWidget(_card(title, made))
        column.addStretch()
        fill_scrolling(self, inner)

    def _build_school(self) -> QWidget:
        made = QWidget()
        form = QFormLayout(made)
        for key, word in SCHOOL_FIELDS:
            edit = LineField(self._workspace.unsaved)
            edit.setObjectName(f"school-{key}")
            edit.setAccessibleName(word)
            edit.entered.connect(partial(self._enter_school, key))
            self.fields[key] = edit
            form.addRow(word, edit)
        self.notice_school.activated.connect(self._commit_notice_school)
        form.addRow("通知里的叫法", self.notice_school)
        return made

    def _build_staff(self) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(label(resources.sentence("settings.staff_hint"), "small", wrap=True))
        self.staff.verticalHeader().hide()
        self.staff.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.staff.cellChanged.connect(self._commit_staff)
        column.addWidget(self.staff)
        return made

    def _build_scale(self) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        self.scale.addItems([f"{scale}%" for scale in SCALES])
        self.scale.activated.connect(self._choose_scale)
        row.addWidget(self.scale)
        row.addWidget(label(resources.sentence("settings.scale_hint"), "small"), 1)
        return made

    # -- showing -------------------------------------------------------------------------------

    @override
    def open(self) -> None:
        """Show what is stored."""
        self._loading = True
        sheet = self._workspace.sheet
        school = register.school(self._workspace.store)  # the sheet's is frozen by a 定稿
        for key, edit in self.fields.items():
            edit.show_text(getattr(school, key))
        self.notice_school.clear()
        self.notice_school.addItems([*(s.name for s in sheet.notice.schools), NOT_LISTED])
        known = sheet.notice.school(school.notice_school)
        self.notice_school.setCurrentText(known.name if known is not None else NOT_LISTED)
        self.staff.setMinimumHeight(self._theme.px(300))
        is_typing = self.staff.state() == QTableWidget.State.EditingState
        if not (self._staff_typing.is_refused or is_typing):
            self._show_staff(sheet.staff)
        self.scale.setCurrentText(f"{self._theme.scale}%")
        self.reports.open()
        self.data.open()
        self._loading = False

    def _show_staff(self, staff: Sequence[Office]) -> None:
        self.staff.setColumnWidth(0, self._theme.px(160))
        self.staff.verticalHeader().setDefaultSectionSize(self._theme.px(30))
        self.staff.setRowCount(len(staff) + STAFF_ROWS_SPARE)
        self.staff.clearContents()
        for row, office in enumerate(staff):
            self.staff.setItem(row, 0, QTableWidgetItem(office.name))
            persons = "、".join(person.name for person in office.persons)
            self.staff.setItem(row, 1, QTableWidgetItem(persons))
        self._staff_typing.show(self._staff_texts())

    def _on_changed(self, batch: Batch) -> None:
        if not self._committing and register.touches_people(batch):
            self.open()

    # -- committing ----------------------------------------------------------------------------

    def _enter_school(self, key: str, text: str, aloud: bool) -> None:  # noqa: FBT001  (a slot)
        try:
            change = register.school_change(key, clean_name(text).text)
        except Refusal as refusal:
            self.fields[key].keep_refused()
            self._workspace.refuse(refusal, aloud=aloud)
            return
        if self._workspace.edit([change], aloud=aloud).is_refused:
            self.fields[key].keep_refused()

    def _commit_notice_school(self) -> None:
        chosen = self.notice_school.currentText()
        before = register.school(self._workspace.store).notice_school
        own = "" if chosen == NOT_LISTED else chosen
        names = self._workspace.sheet.notice.renamed(before, own)
        self._workspace.edit([register.school_change("notice_school", names)])

    def _commit_staff(self) -> None:
        if not self._loading:
            self._staff_typing.tell_again()
            self._offer_staff()

    def _offer_staff(self) -> bool:
        return self._staff_typing.offer(self._write_staff, is_left=True)

    def _give_staff_up(self) -> None:
        """Esc in the table: what was not taken goes, what is stored comes back."""
        if self._staff_typing.is_refused:
            self._staff_typing.show(self._staff_texts())
            self.open()

    def _write_staff(self, _texts: str, aloud: bool) -> None:  # noqa: FBT001  (of TypedText)
        try:
            wanted = self._typed_staff()
        except Refusal as refusal:
            self._staff_typing.refuse()
            self._workspace.refuse(refusal, aloud=aloud)
            return
        # What was typed already stands in the table; filling it anew would take the cursor away.
        self._committing = True
        changes = register.staff_changes(self._workspace.store, wanted)
        if self._workspace.edit(changes, aloud=aloud).is_refused:
            self._staff_typing.refuse()
        self._committing = False
        last = self.staff.item(self.staff.rowCount() - 1, 0)
        if last is not None and last.text():
            self.staff.setRowCount(self.staff.rowCount() + 1)

    def _staff_texts(self) -> str:
        """Return all texts of the table, to see whether they are those that are stored."""
        cells = (
            self.staff.item(row, column)
            for row in range(self.staff.rowCount())
            for column in range(self.staff.columnCount())
        )
        return "\n".join(cell.text() if cell else "" for cell in cells).rstrip()

    def _typed_staff(self) -> dict[str, tuple[str, ...]]:
        wanted: dict[str, tuple[str, ...]] = {}
        for row in range(self.staff.rowCount()):
            items = (self.staff.item(row, 0), self.staff.item(row, 1))
            office, persons = (item.text() if item else "" for item in items)
            name = clean_name(office).text
            names = tuple(
                clean_name(p).text
                for p in re.split(r"[、，,;；\s]+", tidy(persons).text)  # 王　明 is one person
                if p.strip()
            )
            if name:
                wanted[name] = (*wanted.get(name, ()), *names)
        return wanted

    def _choose_scale(self, place: int) -> None:
        if self._workspace.keep_setting(settings.SCALE, str(SCALES[place])):
            self._theme.apply(SCALES[place])
        self.scale.setCurrentText(f"{self._theme.scale}%")


def _card(title: str, contents: QWidget) -> QFrame:
    card = QFrame()
    card.setObjectName("card")
    column = QVBoxLayout(card)
    column.setContentsMargins(20, 16, 20, 16)
    column.addWidget(label(title, "heading"))
    column.addWidget(contents)
    return card
