"""The head of a notice as fields: title, numbers, year, deadlines, where it is handed in."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Signal
from PySide6.QtWidgets import QFormLayout, QLineEdit, QWidget

from models.notice_text import days, review
from models.notices.notice import BETWEEN
from models.notices.sound import YEARS
from models.overriding import override
from ui.kit.fields.clipboard import LineEdit, is_of_page
from ui.kit.widgets import Choice, label
from ui.notice.edit_table import MOST_CHARACTERS, in_one_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.notice_text.proposal import Proposal
    from ui.notice.work import Work

WORDS = {
    "title": "标题",
    "doc_number": "文号",
    "outer_doc_number": "转发的文号",
    "issuer": "发文单位",
    "attachment_title": "表名",
    "mailbox": "收件邮箱",
    "place": "送交地点",
    "person": "联系人",
    "phone": "电话",
}
PERIODS = {"": "没有要求", "month": "每月", "quarter": "每季度", "half": "每半年", "year": "每年"}
LAST = "最后一天"
FIRST_MONTHS = ("", *(f"{month}月" for month in range(1, 13)))


class HeadField(LineEdit):
    """Leaves undo and redo to the dialog where it has none of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.setMaxLength(MOST_CHARACTERS)

    @override
    def event(self, event: QEvent) -> bool:
        if is_of_page(event, can_undo=self.isUndoAvailable(), can_redo=self.isRedoAvailable()):
            event.ignore()
            return False
        return super().event(event)


class HeadForm(QWidget):
    """What is typed goes into the work when a field is left.

    Signals:
        pointed(object): the ``Spot`` of the field that the keyboard came to.
    """

    pointed = Signal(object)

    def __init__(self, work: Work, *, has_year: bool) -> None:
        super().__init__()
        self._work = work
        self.edits: dict[str, QLineEdit] = {}
        self._spots: dict[QObject, review.Spot] = {}
        self._form = QFormLayout(self)
        self.period, self.first = Choice(), Choice()
        self._build()
        self.edits["year"].setEnabled(has_year)

    def _build(self) -> None:
        self._add_texts("title", "doc_number", "outer_doc_number", "issuer")
        self._add("year", "哪一年", self._put_year)
        self._add_texts("attachment_title")
        self._add(review.LIST_DUE, "清单期限", self._put_list_due)
        self.edits[review.LIST_DUE].setPlaceholderText("如 3月8日；没有写就空着")
        self.period.addItems(list(PERIODS.values()))
        self.period.activated.connect(self._put_report)
        self._form.addRow("报告", self.period)
        self._add("report_day", "报告在几日前", self._put_report)
        self.edits["report_day"].setPlaceholderText(f"1—31，或 {LAST}")
        self.first.addItems(list(FIRST_MONTHS))
        self.first.activated.connect(self._put_report)
        self._form.addRow("从几月起", self.first)
        self._add_texts("mailbox", "place", "person", "phone")
        self._add(review.SCHOOLS, "写到的学校", self._put_schools)
        for choice, words in ((self.period, "报告"), (self.first, "从几月起")):
            choice.setAccessibleName(words)

    def _add_texts(self, *parts: str) -> None:
        for part in parts:
            self._add(part, WORDS[part], partial(self._put_text, part))

    def _add(self, part: str, words: str, take: Callable[[], None]) -> None:
        edit = HeadField()
        edit.setAccessibleName(words)
        edit.editingFinished.connect(take)
        edit.installEventFilter(self)
        self.edits[part] = edit
        spot = review.REPORT if part == "report_day" else part
        self._spots[edit] = review.Spot(spot, nth=0 if part == review.SCHOOLS else -1)
        self._form.addRow(label(words), edit)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn and watched in self._spots:
            self.pointed.emit(self._spots[watched])
        return False

    def go_to(self, part: str) -> None:
        """Put the keyboard into the field of a find."""
        edit = self.edits.get("report_day" if part == review.REPORT else part)
        if edit is not None:
            edit.setFocus()
            edit.selectAll()

    # -- showing -------------------------------------------------------------------------------

    def show_found(self, found: Proposal) -> None:
        """Show what was found; a field that is typed into keeps what it has."""
        for part in review.HEAD:
            self._show(part, _text(found, part))
        self._show("year", str(found.year or ""))
        due, report = found.list_due, found.report
        self._show(review.LIST_DUE, (due.words or _day_words(due.day)) if due else "")
        self.period.setCurrentIndex(list(PERIODS).index(report.period if report else ""))
        day = report.day if report else None
        self._show("report_day", LAST if day == "last" else str(day or ""))
        self.first.setCurrentIndex(found.first_month or 0)
        self._show(review.SCHOOLS, BETWEEN.join(school.text for school in found.schools))
        has_report = report is not None
        for field in (self.edits["report_day"], self.first):
            field.setEnabled(has_report)

    def _show(self, part: str, text: str) -> None:
        edit = self.edits[part]
        if edit.text() != text:
            blocker = QSignalBlocker(edit)
            edit.setText(text)
            edit.setCursorPosition(0)
            blocker.unblock()

    # -- taking --------------------------------------------------------------------------------

    def _put_text(self, part: str) -> None:
        self._work.put(review.with_head(self._work.found, part, self._line(part)))

    def _line(self, part: str) -> str:
        return in_one_line(self.edits[part].text())

    def _put_year(self) -> None:
        text = self.edits["year"].text().strip().removesuffix("年")
        year = int(text) if text.isascii() and text.isdecimal() and len(text) == 4 else 0  # noqa: PLR2004
        self._work.put(review.with_year(self._work.found, year if year in YEARS else None))
        self.show_found(self._work.found)

    def _put_list_due(self) -> None:
        found, text = self._work.found, self._line(review.LIST_DUE)
        before = found.list_due
        if text == ((before.words or _day_words(before.day)) if before else ""):
            return
        day = days.day_of(text, found.year)
        self._work.put(review.with_list_due(found, day, text))

    def _put_report(self) -> None:
        found = self._work.found
        period = list(PERIODS)[self.period.currentIndex()]
        text = self.edits["report_day"].text().strip().removesuffix("日")
        is_day = text.isascii() and text.isdecimal() and 1 <= int(text[:3]) <= 31  # noqa: PLR2004
        day = "last" if text == LAST else int(text) if is_day else None
        first = self.first.currentIndex() or None
        report = found.report
        if report is not None and (report.period, report.day, found.first_month) == (
            *(period, day, first),
        ):
            return
        self._work.put(review.with_report(found, period, day, first))
        self.show_found(self._work.found)

    def _put_schools(self) -> None:
        listed = self._line(review.SCHOOLS).split(BETWEEN)
        names = [name.strip() for name in listed if name.strip()]
        self._work.put(review.with_schools(self._work.found, names))


def _text(found: Proposal, part: str) -> str:
    one = getattr(found, part)
    return one.text if one is not None else ""


def _day_words(day: str | None) -> str:
    return f"{int(day[5:7])}月{int(day[8:])}日" if day else ""
