"""The findings at the bottom edge: hard before soft, each a sentence; a click jumps to its cell."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

import resources
from models.documents.findings import Finding, Severity
from models.documents.revision_record import explanation_changes
from models.errors import Refusal
from ui.kit.widgets import Pill, button, clear, label
from ui.use_cases.words import finding_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from models.documents.versions import Version
    from ui.kit.messages import Messages
    from ui.kit.theme import Theme
    from ui.workspace import Workspace

HEIGHT_PX, HEAD_PX, ROW_PX = 176, 66, 34
SHOWN = 60  # rows at once; more take long to make, and are listed when they are asked for
SETTLED_MS = 100  # by then new rows have their heights


class FindingRow(QWidget):
    """One finding with its way to the cell and, where it is soft, its explanation."""

    def __init__(self, bar: FindingsBar, finding: Finding) -> None:
        super().__init__()
        self._bar = bar
        self._finding = finding
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        hard = finding.severity is Severity.HARD
        row.addWidget(Pill(bar.theme, "必须改" if hard else "请核对", "bad" if hard else "mind"))
        row.addWidget(label(finding_text(finding), wrap=True), 1)
        if finding.fix is not None and bar.can_explain():
            words = resources.sentence(finding.fix.word, said=finding.fix.said)
            row.addWidget(button(words, self._fix, "link"))
        if not hard and bar.can_explain():
            row.addWidget(button("没有错，说明…", self._explain, "link"))
        row.addWidget(button("去填写" if hard else "去看看", self._jump, "link"))

    def _jump(self) -> None:
        self._bar.jump.emit(self._finding.place)

    def _explain(self) -> None:
        self._bar.explain(self._finding)

    def _fix(self) -> None:
        self._bar.fix.emit(self._finding)


class FindingsBar(QFrame):
    """Shown after 检查 (F5) until it is closed; follows every edit.

    Signals:
        jump(object): a ``Place`` to put the cursor into. fix(object): a ``Finding`` to be settled
            by the click that it offers. put_aside(): the clerk hid the bar.
    """

    jump = Signal(object)
    fix = Signal(object)
    put_aside = Signal()

    def __init__(
        self,
        workspace: Workspace,
        theme: Theme,
        messages: Messages,
        version: Callable[[], Version],
    ) -> None:
        super().__init__()
        self.setObjectName("findings")
        self._version = version
        self.theme = theme
        self._workspace = workspace
        self._messages = messages
        self._count = label("", "heading")
        self._rows = QVBoxLayout()
        self._most = SHOWN
        self._found: Sequence[Finding] = ()
        self._place: int | None = None  # where the list was scrolled to when it was made anew
        self._build()
        theme.changed.connect(self._restyle)
        self._restyle()
        self.hide()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        top = QHBoxLayout()
        top.addWidget(self._count)
        top.addStretch()
        top.addWidget(button("收起", self.put_away, "link"))
        column.addLayout(top)
        inner = QWidget()
        inner.setLayout(self._rows)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setWidget(inner)
        self._area.verticalScrollBar().rangeChanged.connect(self._scroll_back)
        column.addWidget(self._area)

    def put_away(self) -> None:
        """Hide the bar, and give the sheet the keyboard."""
        self.hide()
        self.put_aside.emit()

    def _restyle(self) -> None:
        """As high as its rows, at most a third of the page: the sheet comes first."""
        parent = self.parentWidget()
        most = min(self.theme.px(HEIGHT_PX), parent.height() // 3 if parent else HEIGHT_PX)
        rows = self._rows.count() - 1  # the last is the stretch
        wanted = self.theme.px(HEAD_PX + max(rows, 0) * ROW_PX)
        self.setFixedHeight(max(min(wanted, most), self.theme.px(HEAD_PX)))

    def show_findings(self, findings: Sequence[Finding], *, is_all: bool = True) -> None:
        """Show the findings as they are now, where the clerk had scrolled to.

        Not ``is_all``: what else there is to find is still being looked for.
        """
        bar = self._area.verticalScrollBar()
        if self._place is None:  # else it is not back there yet
            self._place = bar.value()
        focused = QApplication.focusWidget()
        if focused is not None and self.isAncestorOf(focused):
            self._area.setFocus()  # the link that was clicked goes; the keyboard stays here
        clear(self._rows)
        hard = sum(f.severity is Severity.HARD for f in findings)
        soft = len(findings) - hard
        words = [f"必须改 {hard} 处" if hard else "", f"请核对 {soft} 处" if soft else ""]
        text = "，".join(filter(None, words)) or self._fine_words(is_all=is_all)
        self._count.setText(text)
        self._found = findings
        for finding in findings[: self._most]:
            self._rows.addWidget(FindingRow(self, finding))
        left = len(findings) - self._most
        if left > 0:
            more = resources.sentence("sheet.more_findings", count=left)
            self._rows.addWidget(button(more, self._show_more, "link"))
        self._rows.addStretch()
        self._restyle()
        QTimer.singleShot(SETTLED_MS, self, self._forget_place)

    def _fine_words(self, *, is_all: bool) -> str:
        """Return what is said where nothing was found; a report may have to wait for another."""
        version = self._version()
        if not version.is_draft:
            return resources.sentence("sheet.fine_final")
        if not is_all:
            return resources.sentence("sheet.being_checked")
        try:
            version.kind.require_may_finalise(self._workspace.store, version)
        except Refusal as refusal:
            why = resources.sentence(refusal.code, **refusal.values)
            return resources.sentence("sheet.fine_but", why=why)
        return resources.sentence("sheet.fine")

    def _show_more(self) -> None:
        self._most += SHOWN
        self.show_findings(self._found)

    def _scroll_back(self, _least: int, most: int) -> None:
        """Go back to where the list was, once its new rows have their heights."""
        if self._place is not None and most:
            self._area.verticalScrollBar().setValue(self._place)
            self._place = None

    def _forget_place(self) -> None:
        self._place = None

    def can_explain(self) -> bool:
        """Whether findings can still be explained: a 定稿 is past that."""
        return self._version().is_draft

    def explain(self, finding: Finding) -> None:
        """Ask why a soft finding is right as it is; it stays quiet until its value changes."""
        question = resources.sentence("sheet.explain", finding=finding_text(finding))
        self._messages.ask_until_taken("说明", question, partial(self._take_reason, finding))

    def _take_reason(self, finding: Finding, reason: str) -> bool:
        if not reason.strip():
            self._messages.warn(resources.sentence("sheet.explain_missing"))
            return True  # nothing was typed that could be lost
        changes = explanation_changes(
            self._version().id, finding.key, finding.value, reason.strip()
        )
        return not self._workspace.edit(changes).is_refused
