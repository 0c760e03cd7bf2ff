"""What is done to several rows of a report at once, or adds one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import resources
from models.monthly_report import edits as report_edits
from models.monthly_report import kept
from models.monthly_report.results import Result, RowKind
from models.monthly_report.rows import ReportRow
from models.monthly_report.wording import period_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.monthly_report.rows import RowKey
    from models.notices.notice import NoticeTask
    from ui.kit.messages import Messages
    from ui.monthly_report.model import ReportModel
    from ui.workspace import Workspace


class ReportCommands:
    """Works on the report of a model; each returns the sentence to tell, or the row to go to."""

    def __init__(self, workspace: Workspace, model: ReportModel, messages: Messages) -> None:
        self._workspace = workspace
        self._model = model
        self._messages = messages

    def fill_none(self) -> str:
        """Answer 本月无安排 for every row without a plan."""
        count = self._decide_all({Result.NONE})
        return resources.sentence(
            "report.none_filled", count=count, **period_words(self._model.months)
        )

    def accept_proposals(self) -> str:
        """Take the proposal of every row that is not decided yet."""
        count = self._decide_all(set(Result))
        return resources.sentence("report.proposals_taken", count=count)

    def _decide_all(self, wanted: set[Result]) -> int:
        sheet = self._model.sheet
        if sheet is None:
            return 0
        chosen = [
            line for line in sheet.report.lines if line.result is None and line.proposal in wanted
        ]
        self._workspace.edit(
            change
            for line in chosen
            for change in report_edits.decide_changes(sheet.version.id, line, line.proposal)
        )
        return len(chosen)

    def add_late_row(self, task: NoticeTask, months: Sequence[int]) -> RowKey | None:
        """Ask for an earlier month and add a 补报 row; returns it, None when nothing was chosen.

        ``months`` are those reported here; only a finalised one is reported on again.
        """
        sheet = self._model.sheet
        frozen = kept.frozen_months(self._workspace.store, self._workspace.notice)
        earlier = [m for m in months if m < self._model.month and m in frozen]
        if sheet is None:
            return None
        if not earlier:
            self._messages.warn(resources.sentence("report.nothing_earlier"))
            return None
        words = [f"{month}月" for month in earlier]
        question = resources.sentence("report.late_question", task=task.number)
        chosen = self._messages.ask_choice("补报", question, words, len(words) - 1)
        if chosen is None:
            return None
        row = ReportRow(RowKind.LATE, task.id, earlier[words.index(chosen)])
        self._workspace.edit(report_edits.late_row_changes(sheet.version.id, row, present=True))
        return row.key
