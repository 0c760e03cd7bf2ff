"""The columns of a notice's form: their headings in order, and what each is taken for."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

import resources
from models.notice_text import form, review
from models.notices.columns import COLUMNS_LIMIT
from ui.kit.widgets import button, label
from ui.kit.wrap_row import WrapRow
from ui.notice.edit_table import EditTable

if TYPE_CHECKING:
    from models.notice_text.proposal import Proposal
    from ui.notice.work import Work

HEADINGS = ("栏目", "软件看作")


class ColumnsTable(QWidget):
    """Where the notice has no table the form is ours until a heading is changed.

    Signals:
        told(str): why something was not taken.
    """

    told = Signal(str)

    def __init__(self, work: Work) -> None:
        super().__init__()
        self._work = work
        self.columns = EditTable("表格栏目", HEADINGS, (60, 40))
        self.columns.lock(1)
        self._note = label("", "soft", wrap=True)
        column = QVBoxLayout(self)
        column.addWidget(self._note)
        column.addWidget(self.columns, 1)
        line = QWidget()
        row = WrapRow(line)
        row.setContentsMargins(0, 0, 0, 0)
        steps = (("上移", partial(self._move, -1)), ("下移", partial(self._move, 1)))
        pairs = (("加一栏", self._add), *steps, ("不要这一栏", self._drop))
        row.add(*(button(words, action) for words, action in pairs))
        column.addWidget(line)
        self.columns.typed.connect(self._type)

    def show_found(self, found: Proposal) -> None:
        """Show the columns as the form will have them."""
        rows = [(heading, resources.word("role", role)) for role, heading in form.form_of(found)]
        self.columns.fill(rows)
        code = "review.columns" if found.columns else "review.own_columns"
        said, left = resources.sentence(code), found.columns[COLUMNS_LIMIT:]
        if left:
            words = {"limit": COLUMNS_LIMIT, "left": "、".join(left)}
            said += resources.sentence("review.columns_left", **words)
        self._note.setText(said)

    def _headings(self) -> list[str]:
        return [heading for _, heading in form.form_of(self._work.found)]

    def _put(self, headings: list[str]) -> None:
        self._work.put(review.with_columns(self._work.found, headings))

    def _type(self, row: int, column: int, text: str) -> None:
        headings = self._headings()
        if column == 0 and text:
            headings[row] = text
            self._put(headings)
        self.show_found(self._work.found)  # what the program takes it for is not typed

    def _add(self) -> None:
        headings = self._headings()
        if len(headings) >= COLUMNS_LIMIT:
            self.told.emit(resources.sentence("review.too_many_columns", limit=COLUMNS_LIMIT))
            return
        at = max(self.columns.currentRow(), len(headings) - 1 if not headings else 0) + 1
        headings.insert(at, resources.sentence("review.new_column"))
        self._put(headings)
        self.columns.go_to(at, 0)
        self.columns.begin_typing()

    def _drop(self) -> None:
        headings, at = self._headings(), self.columns.currentRow()
        if 0 <= at < len(headings) and len(headings) > 1:
            del headings[at]
            self._put(headings)

    def _move(self, step: int) -> None:
        headings, at = self._headings(), self.columns.currentRow()
        if 0 <= at < len(headings) and 0 <= at + step < len(headings):
            headings[at], headings[at + step] = headings[at + step], headings[at]
            self._put(headings)
            self.columns.go_to(at + step, 0)
