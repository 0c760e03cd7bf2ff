"""首页: one sentence that counts back from delivery, the steps, the months, what is missing."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from models.documents import deliveries
from models.documents.findings import Severity
from models.overriding import override
from models.school import notices_kept
from models.task_list import plan
from ui.home.strip import MonthStrip, Steps, fits_one_line
from ui.kit.page import Page
from ui.kit.widgets import ElidedLabel, Pill, button, clear, fill_scrolling, label
from ui.safekeeping.backup_line import BackupLine
from ui.use_cases.dates import today, with_weekday
from ui.use_cases.documents import headline
from ui.use_cases.documents.overview import elsewhere, overview
from ui.use_cases.times import local_day
from ui.use_cases.words import event_line, finding_text

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent, QShowEvent

    from models.documents.document import Document
    from models.documents.findings import Finding
    from models.documents.kinds import DocumentId
    from ui.safekeeping.backup_keeper import BackupKeeper
    from ui.tools import Tools
    from ui.use_cases.documents.overview import Overview

GAP_SHOWN, EVENTS_SHOWN, NOTICES_SHOWN = 40, 2, 3
LOW_PX = 740  # at 100 %: a page that is lower is set closer, so that all of it is in sight


class Spacing(NamedTuple):
    """How close the page is set, in px: its margins and gap, those of a card, height of the steps.

    ``sentence`` is the style of the first line; ``shown`` counts the findings that are named.
    """

    margins: tuple[int, int, int, int]
    gap: int
    card_margins: tuple[int, int, int, int]
    card_gap: int
    steps: int
    sentence: str
    shown: int


WIDE = Spacing((40, 32, 40, 32), 20, (20, 16, 20, 16), 10, 96, "display", 6)
CLOSE = Spacing((28, 16, 28, 14), 12, (16, 10, 16, 10), 6, 84, "sentence", 4)


class HomePage(Page):
    """What to do next, and how the year stands.

    Signals:
        jump(object, object): a ``DocumentId`` and a ``Place`` in it to go to.
        document_wanted(object), print_wanted(object): a ``DocumentId``, to fill it in, to print it.
        package_wanted(): a 接班包 is to be made. notice_wanted(object): the id of a notice.
    """

    jump = Signal(object, object)
    document_wanted = Signal(object)
    print_wanted = Signal(object)
    package_wanted = Signal()
    notice_wanted = Signal(object)

    def __init__(self, tools: Tools, keeper: BackupKeeper) -> None:
        super().__init__()
        self.setObjectName("desk")
        self._workspace = workspace = tools.workspace
        self._theme = tools.theme
        self._keeper = keeper
        self._column = QVBoxLayout()
        self._arranged = self._arrangement()  # as the page was made
        self._is_awaited = False  # it was opened before it was shown: by a window that begins
        self._document: DocumentId | None = None  # that the page speaks of
        inner = QWidget()
        inner.setObjectName("desk")
        inner.setLayout(self._column)
        fill_scrolling(self, inner)
        workspace.changed.connect(self._on_reloaded)
        workspace.reloaded.connect(self._on_reloaded)
        keeper.changed.connect(self._on_reloaded)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._follow_size()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_awaited:
            self.open()

    def _follow_size(self) -> None:
        """Make the page anew where another size asks for another arrangement."""
        if self._arranged != self._arrangement():
            self._on_reloaded()

    def _arrangement(self) -> tuple[bool, Spacing]:
        """Return whether the twelve months have room in one line, and how close the page is set."""
        is_low = self.height() < self._theme.px(LOW_PX)
        return fits_one_line(self._theme, self.width()), CLOSE if is_low else WIDE

    def _on_reloaded(self) -> None:
        if not self.isVisible():
            return
        had_keyboard = self.isAncestorOf(self.window().focusWidget() or self.window())
        self.open()
        strong = self.findChildren(QPushButton, "primary")
        if had_keyboard and strong:  # what had it is made anew: never a button of another page's
            strong[-1].show()  # now: a hidden one takes no keyboard
            strong[-1].setFocus()

    @override
    def open(self) -> None:
        """Say how things stand today; a page that has no size yet does so when it is shown."""
        self._is_awaited = not self.isVisible()
        if not self._is_awaited:
            self._compose()

    def _compose(self) -> None:
        clear(self._column)
        self._arranged = self._arrangement()
        self._column.setContentsMargins(*self._spacing.margins)
        self._column.setSpacing(self._spacing.gap)
        notice = self._workspace.sheet.notice
        day = today()
        year = overview(self._workspace.store, self._workspace.notice, day)
        task = year.next
        sheet = self._workspace.document(task.document) if task is not None else None
        self._document = task.document if task is not None else None
        found = _findings(sheet) if sheet is not None else []
        hard = sum(f.severity is Severity.HARD for f in found)
        sentence = headline.sentence(year, task, hard, notice.room, day)
        self._column.addWidget(label(sentence, self._spacing.sentence, wrap=True))
        under = headline.under(self._workspace.store, task, day)
        self._column.addWidget(label(under, "soft", wrap=True))
        also = headline.also(year, day)
        if also:
            self._column.addWidget(label(also, wrap=True))
        self._add_other_notices(day)
        if task is not None:
            steps = headline.steps(task, sheet, hard, notice.room)
            self._column.addWidget(Steps(self._theme, steps, self._spacing.steps))
        self._column.addWidget(
            MonthStrip(self._theme, year, self.width(), self.document_wanted.emit)
        )
        cards = QHBoxLayout()
        cards.setSpacing(self._spacing.gap)
        cards.addWidget(self._missing_card(year, sheet, found), 3)
        cards.addWidget(self._list_card(year), 2)
        self._column.addLayout(cards)
        self._column.addStretch()

    def _add_other_notices(self, day: date) -> None:
        """Name what is next under other notices, nearest first; a click goes there."""
        store, shown = self._workspace.store, self._workspace.notice
        waiting = elsewhere(store, shown, day)
        if not waiting:
            return
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(label("别的通知还没有办完的：", "small"))
        for notice, task in waiting[:NOTICES_SHOWN]:
            which = notices_kept.which(store, notice, with_year=True)
            words = headline.elsewhere(which, task, day)
            column.addWidget(button(words, partial(self.notice_wanted.emit, notice), "link"))
        if len(waiting) > NOTICES_SHOWN:
            column.addWidget(label(f"一共 {len(waiting)} 份，点右上角都能换到", "small"))
        self._column.addLayout(column)

    @property
    @override
    def document(self) -> DocumentId:
        return self._document or plan.document(self._workspace.notice)

    @property
    def _spacing(self) -> Spacing:
        return self._arranged[1]

    def _card(self, title: str, *beside: QWidget) -> tuple[QFrame, QVBoxLayout]:
        """Return a card and its column; ``beside`` stand at the right of its title."""
        card = QFrame()
        card.setObjectName("card")
        column = QVBoxLayout(card)
        column.setContentsMargins(*self._spacing.card_margins)
        column.setSpacing(self._spacing.card_gap)
        row = QHBoxLayout()
        row.addWidget(label(title, "heading"), 1)
        for widget in beside:
            row.addWidget(widget)
        column.addLayout(row)
        return card, column

    def _missing_card(self, year: Overview, sheet: Document | None, found: list[Finding]) -> QFrame:
        task, shown = year.next, self._spacing.shown
        next_step = [self._next_button(sheet, found)] if task is not None else []
        card, column = self._card("还差什么", *next_step)
        column.addWidget(label(headline.missing(task, found), wrap=True))
        for finding in found[:shown]:
            column.addLayout(self._finding_row(finding))
        if len(found) > shown:
            column.addWidget(label(headline.rest(found[shown:]), "small"))
        self._add_open_items(column, year)
        column.addStretch()
        return card

    def _next_button(self, sheet: Document | None, found: list[Finding]) -> QPushButton:
        draft = sheet is None or sheet.version.is_draft
        word, signal = ("去填写", self.document_wanted)
        if not draft or (sheet is not None and not found):
            word, signal = ("去预览与打印", self.print_wanted)
        return button(word, partial(signal.emit, self.document), "primary")

    def _finding_row(self, finding: Finding) -> QHBoxLayout:
        row = QHBoxLayout()
        hard = finding.severity is Severity.HARD
        pill = Pill(self._theme, "必须填" if hard else "请核对", "bad" if hard else "mind")
        row.addWidget(pill)
        row.addWidget(label(finding_text(finding), wrap=True), 1)
        word = "去填写" if hard else "去看看"
        row.addWidget(button(word, partial(self.jump.emit, self.document, finding.place), "link"))
        return row

    def _add_open_items(self, column: QVBoxLayout, year: Overview) -> None:
        if not year.open_items:
            return
        column.addWidget(label(f"未完事项 {len(year.open_items)}", "heading"))
        for item in year.open_items[: self._spacing.shown]:
            promised = item.expected_on
            when = f"，{promised.month}月{promised.day}日前补上" if promised else ""
            gap = item.gap if len(item.gap) <= GAP_SHOWN else f"{item.gap[:GAP_SHOWN]}…"
            number = self._workspace.sheet.notice.number_of(item.task)
            text = f"第{number}项（{item.origin_month}月）{gap}{when}"
            column.addWidget(label(text, wrap=True))

    def _list_card(self, year: Overview) -> QFrame:
        card, column = self._card("年度清单")
        standing, notice = year.list, self._workspace.sheet.notice
        row = QHBoxLayout()
        row.addWidget(Pill(self._theme, standing.words, standing.colour))
        version = standing.version
        if version is not None and not version.is_draft:
            row.addWidget(label(version.mark))
        row.addStretch()
        column.addLayout(row)
        column.addWidget(label(f"{notice.doc_number}　共 {len(notice.tasks)} 项", wrap=True))
        if standing.due is not None:
            due = with_weekday(standing.due.due, today())
            column.addWidget(label(f"{due}前盖章交{notice.room}", wrap=True))
        if version is not None:
            events = deliveries.in_force(deliveries.events(self._workspace.store, version.id))
            for event in events[-EVENTS_SHOWN:]:
                own = event.happened_on
                day = date.fromisoformat(own) if own else local_day(event.utc)
                line = ElidedLabel("small")
                line.setText(f"{day.month}月{day.day}日　{event_line(event)}")
                column.addWidget(line)
        column.addStretch()
        backups = BackupLine(self._theme, self._keeper)
        backups.package_wanted.connect(self.package_wanted)
        column.addWidget(backups)
        return card


def _findings(sheet: Document) -> list[Finding]:
    if not sheet.version.is_draft:
        return []
    from ui.use_cases.documents.composing import findings_of  # the form has much to import

    return findings_of(sheet)
