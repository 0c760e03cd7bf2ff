"""首页: one sentence that says what to do next, what is missing, where the list stands."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from models import deliveries
from models.findings import Severity
from ui.findings_bar import finding_text
from ui.use_cases.dates import hand_in, today, with_weekday
from ui.use_cases.times import local_time
from ui.widgets import Pill, button, clear, label

if TYPE_CHECKING:
    from datetime import date

    from models.findings import Finding
    from ui.theme import Theme
    from ui.use_cases.sheets import Sheet
    from ui.workspace import Workspace

SHOWN = 8


class HomePage(QWidget):
    """The page that opens first.

    Signals:
        jump(object): a ``Place`` of the list to go to. list_wanted(), print_wanted(): those pages.
    """

    jump = Signal(object)
    list_wanted = Signal()
    print_wanted = Signal()

    def __init__(self, workspace: Workspace, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("desk")
        self._workspace = workspace
        self._theme = theme
        self._column = QVBoxLayout()
        inner = QWidget()
        inner.setObjectName("desk")
        inner.setLayout(self._column)
        self._column.setContentsMargins(40, 32, 40, 32)
        self._column.setSpacing(20)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)
        workspace.changed.connect(self._on_reloaded)
        workspace.reloaded.connect(self._on_reloaded)

    def _on_reloaded(self) -> None:
        if self.isVisible():
            self.open()

    def open(self) -> None:
        """Say how things stand today; called whenever the page is shown."""
        clear(self._column)
        sheet = self._workspace.sheet
        found = sheet.rule_findings()
        hard = [f for f in found if f.severity is Severity.HARD]
        day = today()
        self._column.addWidget(
            label(
                headline(sheet, len(hard), self._workspace.list_due.due, day), "display", wrap=True
            )
        )
        self._column.addWidget(label(f"今天 {day.year}年{with_weekday(day)}", "soft"))
        cards = QHBoxLayout()
        cards.setSpacing(20)
        cards.addWidget(self._missing_card(sheet, found), 3)
        cards.addWidget(self._list_card(sheet), 2)
        self._column.addLayout(cards)
        self._column.addStretch()

    def _card(self, title: str) -> tuple[QFrame, QVBoxLayout]:
        card = QFrame()
        card.setObjectName("card")
        column = QVBoxLayout(card)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(label(title, "heading"))
        return card, column

    def _missing_card(self, sheet: Sheet, found: list[Finding]) -> QFrame:
        card, column = self._card("还差什么")
        if not sheet.version.is_draft:
            column.addWidget(label("清单已经定稿，没有要填的。", wrap=True))
        elif not found:
            column.addWidget(label("都填好了，可以预览、定稿、打印。", wrap=True))
        else:
            for finding in found[:SHOWN]:
                column.addLayout(self._finding_row(finding))
            if len(found) > SHOWN:
                column.addWidget(label(f"另有 {len(found) - SHOWN} 处，按 F5 查看全部", "small"))
        column.addStretch()
        word, signal = ("去填写年度清单", self.list_wanted)
        if not sheet.version.is_draft or not found:
            word, signal = ("去预览与打印", self.print_wanted)
        row = QHBoxLayout()
        row.addWidget(button(word, signal.emit, "primary"))
        row.addStretch()
        column.addLayout(row)
        return card

    def _finding_row(self, finding: Finding) -> QHBoxLayout:
        row = QHBoxLayout()
        hard = finding.severity is Severity.HARD
        pill = Pill(self._theme, "必须填" if hard else "请核对", "bad" if hard else "mind")
        row.addWidget(pill)
        row.addWidget(label(finding_text(finding), wrap=True), 1)
        go = partial(self.jump.emit, finding.place)
        row.addWidget(button("去填写" if hard else "去看看", go, "link"))
        return row

    def _list_card(self, sheet: Sheet) -> QFrame:
        card, column = self._card("年度清单")
        row = QHBoxLayout()
        draft = sheet.version.is_draft
        word = "草稿" if draft else f"✓ 定稿 v{sheet.version.number}"
        row.addWidget(Pill(self._theme, word, "accent" if draft else "good"))
        row.addStretch()
        column.addLayout(row)
        pack = sheet.pack
        column.addWidget(label(f"{pack.doc_number}　共 {len(pack.tasks)} 项", wrap=True))
        column.addWidget(
            label(
                f"{with_weekday(self._workspace.list_due.due)}前盖章交{pack.recipient_room}",
                wrap=True,
            )
        )
        for kind, utc, _ in [
            (e.kind, e.utc, e.note)
            for e in deliveries.events(self._workspace.store, sheet.version.id)
        ][-2:]:
            if kind in ("finalised", "printed"):
                verb = "定稿" if kind == "finalised" else "打印"
                column.addWidget(label(f"{local_time(utc)} {verb}", "small"))
        column.addStretch()
        return card


def headline(sheet: Sheet, missing: int, due: date, day: date) -> str:
    """Return the one sentence: what is missing, by when, how long there is."""
    clause = hand_in(due, sheet.pack.recipient_room, day)
    if not sheet.version.is_draft:
        return f"年度清单已定稿 v{sheet.version.number}，请打印。{clause}。"
    if missing:
        return f"年度清单还差 {missing} 处。{clause}。"
    return f"年度清单填好了，请定稿、打印。{clause}。"
