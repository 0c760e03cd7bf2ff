"""The monthly report as a kind of document."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar

from models.documents import versions
from models.documents.kinds import Kind, register
from models.documents.states import Stage
from models.errors import Refusal
from models.monthly_report import kept, reading
from models.monthly_report.report import month_end
from models.monthly_report.sheet import ReportSheet
from models.monthly_report.wording import period_name
from models.months import MONTHS
from models.overriding import override
from models.school import notice_editions, notices_kept
from models.task_list import items, plan

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping, Sequence

    from models.documents.document import Document
    from models.documents.history import Entry
    from models.documents.kinds import DocumentId
    from models.documents.versions import Version
    from models.notices.notice import Notice
    from models.storage.store import Store


class MonthlyReportKind(Kind):
    """One a month, in order, on a list that is frozen; the serial is the month."""

    name = kept.MONTHLY_REPORT
    order = 2
    paper_word = "任务完成情况"
    page_word = "月度报告"
    text_size_setting = "report_text_size"
    layout_setting = "report_layout"
    stage_words: ClassVar[Mapping[Stage, str]] = {
        Stage.DRAFT: "填写中",
        Stage.REPLACED: "被更正",
    }
    rests_on_start = True
    copied = ("report_row", "report_amount", "item", "explanation")

    @override
    def word(self, serial: int, months: range | None = None) -> str:
        return f"{self.period(serial, months)}报告"

    @override
    def period(self, serial: int, months: range | None = None) -> str:
        return period_name(months or range(serial, serial + 1))

    @override
    def serials(self, notice: Notice) -> Sequence[int]:
        return notice.report_months

    @override
    def mark(self, major: int, minor: int) -> str:
        return f"更正第{minor}次" if minor else super().mark(major, minor)

    @override
    def begin(self, con: sqlite3.Connection, version_id: int, notice: Notice, serial: int) -> None:
        """Its 截至日期 is the day before the notice's day; the month's last where there is none."""
        stated = notice.stated_day(self.name, serial)
        end = month_end(notice.year, serial)
        is_first = stated is not None and stated.day == 1  # the day before is another month's
        as_of = end if stated in (None, end) else stated - timedelta(days=not is_first)
        con.execute("UPDATE version SET as_of = ? WHERE id = ?", (as_of.isoformat(), version_id))

    @override
    def require_may_begin(self, store: Store, document: DocumentId) -> None:
        self._require_kept(store, document.notice, document.serial)
        self._require_plan(store, document)

    @override
    def require_may_finalise(self, store: Store, version: Version) -> None:
        """Months are finalised in order, on a list that is frozen."""
        document = version.document
        self._require_plan(store, document)
        latest = kept.newest(store, document.notice)
        for month in kept.months(store, document.notice):
            if month < document.serial and (month not in latest or latest[month].is_draft):
                before = versions.word(store, kept.document(document.notice, month))
                raise Refusal("report.order", report=version.word, before=before)

    @override
    def require_may_correct(self, store: Store, version: Version) -> None:
        """Only the latest: an older error becomes a 补报 row."""
        month, frozen = version.document.serial, kept.frozen_months(store, version.document.notice)
        later = [one for one in frozen if one > month]
        if later:
            latest = versions.word(store, kept.document(version.document.notice, max(later)))
            raise Refusal("report.only_latest", report=version.word, latest=latest)

    @override
    def require_may_take_effect(self, store: Store, notice: int, month: int) -> None:
        frozen = kept.frozen_months(store, notice)
        if frozen and month <= max(frozen):
            last = max(frozen)
            report = versions.word(store, kept.document(notice, last))
            raise Refusal("version.effective_reported", month=month, latest=last, report=report)
        first = kept.first_month(store, notice)
        covered = notices_kept.notice(store, notice).months_of(first)
        if not covered[0] <= month <= MONTHS[-1]:
            raise Refusal("report.not_kept", month=month, first=covered[0])

    @override
    def resting_on(self, store: Store, version: Version) -> list[Version]:
        """A report rests on a list only when it was finalised after it; on a report later ones."""
        own = kept.in_force(store, version.document.notice)
        frozen = {month: report for month, report in own.items() if not report.is_draft}
        if version.document.kind == self.name:
            return [report for month, report in frozen.items() if month > version.document.serial]
        if version.document.kind != plan.TASK_LIST:
            return []
        number = versions.snapshot_number(store, version)
        return [
            report
            for month, report in frozen.items()
            if month >= version.effective_month and versions.snapshot_number(store, report) > number
        ]

    @override
    def named_place(self, entry: Entry, notice: Notice) -> tuple[int, str] | None:
        return items.named_place(entry.table, entry.key, notice)

    @override
    def notice_of(self, store: Store, version: Version) -> Notice:
        """The notice as it was under the plan of the report's month."""
        document = version.document
        in_force = plan.in_force(store, document.notice, document.serial)
        if in_force is None:
            return notices_kept.notice(store, document.notice)
        return notice_editions.of_plan(store, document.notice, in_force.major)

    @override
    def load(self, store: Store, around: Document) -> ReportSheet:
        notice = reading.noticed(store, around.version, around.notice)
        report = reading.report(store, around.version, notice)
        return ReportSheet(**vars(replace(around, notice=notice)), report=report)

    def _require_kept(self, store: Store, notice: int, month: int) -> None:
        kept_here = kept.months(store, notice)
        if month not in kept_here:
            raise Refusal("report.not_kept", month=month, first=kept_here[0])

    def _require_plan(self, store: Store, document: DocumentId) -> None:
        if plan.in_force(store, document.notice, document.serial) is None:
            raise Refusal("report.list_first", report=versions.word(store, document))


KIND = register(MonthlyReportKind())
