"""What last year's list has of a row: to be taken over, and confirmed where it was."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

import resources
from models.notices.columns import Role
from models.task_list.earlier import carried, matching
from ui.kit.widgets import Choice, Pill, action_row, button, clear, label
from ui.use_cases.documents.last_year_words import LastYear

if TYPE_CHECKING:
    from models.task_list.contents import Entry
    from ui.kit.theme import Theme
    from ui.use_cases.documents.last_year_words import Offer
    from ui.workspace import Workspace

NONE = "没有对应的一项"


class LastYearPart(QWidget):
    """Belongs to the row that the panel shows; not seen where there is no earlier list."""

    def __init__(self, workspace: Workspace, theme: Theme) -> None:
        super().__init__()
        self._workspace = workspace
        self._theme = theme
        self._year: LastYear | None = None
        self._row = 0
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # a link that goes leaves the keyboard here
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._which: list[int] = []
        workspace.reloaded.connect(self._forget)

    def _forget(self) -> None:
        self._year = None  # another notice, or other data

    def show_row(self, row: int) -> None:
        """Show what last year had of a row of the list."""
        self._row = row
        clear(self._column)
        sheet = self._workspace.sheet
        if self._year is None:
            self._year = LastYear(self._workspace.store, sheet.version.document.notice)
        year = self._year
        entry = sheet.entry(row)
        self.setVisible(bool(year.year) and (sheet.version.is_draft or bool(entry.pending)))
        if not year.year or not sheet.version.is_draft:
            return
        self._column.addWidget(
            label(resources.sentence("carry.heading", year=year.year), "heading")
        )
        offer = year.offer(sheet, sheet.task(row).id)
        self._column.addWidget(self._choice(year, offer))
        if offer is not None and offer.result:
            self._column.addWidget(label(offer.result, "small", wrap=True))
        form = sheet.notice.attachment
        for field in (one for one in carried.FIELDS if form.column(Role(one)) is not None):
            self._show_field(field, entry, offer)
        if len(entry.pending) > 1:
            all_of_them = tuple(entry.pending)
            self._column.addWidget(button("这一项都确认", partial(self._confirm, all_of_them)))

    def _show_field(self, field: str, entry: Entry, offer: Offer | None) -> None:
        word = resources.word("field", field)
        if field in entry.pending:
            said = label(resources.sentence("carry.taken", field=word), "small", wrap=True)
            confirm = partial(self._confirm, (field,))
            mark = Pill(self._theme, "待确认", "mind")
            self._column.addLayout(action_row(said, "确认", confirm, mark))
        elif offer is not None and field in offer.texts:
            text = label(f"{word}：{offer.texts[field]}", wrap=True)
            if field in offer.used:
                self._column.addWidget(text)
                self._column.addWidget(label(resources.sentence("carry.used"), "small"))
            else:
                self._column.addLayout(action_row(text, "取用", partial(self._take, field)))

    def _choice(self, year: LastYear, offer: Offer | None) -> Choice:
        choice = Choice()
        choice.setAccessibleName(f"{year.year}年的哪一项")
        tasks = year.tasks()
        self._which = [0, *(task.id for task in tasks)]
        choice.addItems([NONE, *(f"{task.number}　{task.title}".strip() for task in tasks)])
        choice.setMinimumContentsLength(10)
        choice.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        choice.setCurrentIndex(self._which.index(offer.task.id) if offer is not None else 0)
        choice.activated.connect(self._match)
        return choice

    def _match(self, place: int) -> None:
        sheet = self._workspace.sheet
        notice, task = sheet.version.document.notice, sheet.task(self._row).id
        old = self._which[place] or None
        setting = matching.match_setting(self._workspace.store, notice, task, old)
        if self._workspace.keep_setting(*setting):
            self.show_row(self._row)

    def _take(self, field: str) -> None:
        year = self._year
        if year is None or year.before is None or not self._workspace.may_go_on():
            return
        self.setFocus()
        sheet, before = self._workspace.sheet, year.before
        old = year.matched(sheet)[sheet.task(self._row).id]
        entry, source = sheet.entry(self._row), before.contents.entry(old)
        self._workspace.edit(carried.take_changes(sheet.version.id, entry, source, [field]))

    def _confirm(self, fields: tuple[str, ...]) -> None:
        if self._workspace.may_go_on():
            self.setFocus()
            sheet = self._workspace.sheet
            entry = sheet.entry(self._row)
            self._workspace.edit([carried.confirm_change(sheet.version.id, entry, *fields)])
