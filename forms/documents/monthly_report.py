"""The monthly 任务完成情况: the bureau prescribes no form, this one is ours and replaceable.

A4 landscape, type area 257 × 170 mm, nine columns; the foot carries the counts and the sign block
with 45 × 45 mm kept free for the seal (as on a 公文: GB/T 9704-2012 §7.3.5).
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from forms.documents.kinds import KindOfForm, register
from forms.form.declaration import SPARING, Align, Column, Foot, FormSpec, Opening, PageNumber
from forms.form.filled import DRAFT_MARK, FilledForm
from forms.form.papers import LAYOUT_B, SPARING_PAPER, Layout, date_or_blank
from models.documents.findings import Place
from models.monthly_report import interchange, wording
from models.monthly_report.kept import MONTHLY_REPORT
from models.monthly_report.sheet import ReportSheet
from models.overriding import override

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from models.monthly_report.report import Line, Report
    from models.notices.indicator import Figure, Indicator
    from models.notices.notice import Notice
    from models.school.people import School

KEYS = (
    *("number", "task", "goal", "progress", "cumulative"),
    *("on_time", "reason", "next_steps", "owner"),
)
HEADINGS = (
    *("序号", "工作任务", "本月目标", "本月完成情况", "累计完成／年度目标"),
    *("是否按期完成", "未按期完成原因", "下步措施（含预计完成时间）", "责任处室／责任人"),
)
CENTRED = {"number", "cumulative", "on_time", "owner"}
FOOT = Foot(
    lines=("counts",),
    signers=("填报人：", "审核人：", "单位负责人（签字）："),
    unit="填报单位（盖章）",
    date_key="date",
)


SPARING_LAYOUT = Layout(
    paper=SPARING_PAPER,
    widths=(9, 27, 42, 55, 26, 15, 40, 33, 20),
    head_widths=(114, 63, 90),
    page_number=PageNumber.CORNER,
)
LAYOUTS = {SPARING: SPARING_LAYOUT}


@cache
def headings(months: range) -> tuple[str, ...]:
    """Return the headings of a report that covers some months: 本月目标, 本季度目标."""
    word = wording.period_word(months)
    return tuple(heading.replace("本月", word) for heading in HEADINGS)


def monthly_report_form(notice: Notice, month: int, layout: Layout = LAYOUT_B) -> FormSpec:
    """Return the declaration of the report of a month, or of those that end with it."""
    own = headings(notice.months_of(month))
    columns = tuple(
        Column(key, heading, width, Align.CENTRE if key in CENTRED else Align.LEFT)
        for key, heading, width in zip(KEYS, own, layout.widths, strict=True)
    )
    return FormSpec(
        id=MONTHLY_REPORT,
        label="",
        title=wording.report_title(notice, month),
        sheet_name="任务完成情况",
        head=layout.head,
        columns=columns,
        paper=layout.paper,
        opening=Opening(title_mm=8, subtitle_mm=15, table_top_mm=26, head_room_mm=9),
        number_column="number",
        name_column="task",
        page_number=layout.page_number,
        foot=FOOT,
    )


def fill_monthly_report(
    report: Report,
    notice: Notice,
    school: School,
    share: Callable[[Indicator], Figure | None],
    correction: int = 0,
) -> FilledForm:
    """Return a month's report as it would be printed; ``correction`` is n of 更正第n次."""
    rows = tuple(dict(zip(KEYS, _cells(line, report, share), strict=True)) for line in report.lines)
    as_of = wording.as_of_text(report)
    subtitle = "，".join(filter(None, (f"更正第{correction}次" if correction else "", as_of)))
    head = {
        "name": school.printed_name,
        "contact": school.contact,
        "phone": school.phone,
        "as_of": as_of,
        **({"subtitle": f"（{subtitle}）"} if subtitle else {}),
    }
    foot = {
        "counts": wording.counts_text(report),
        "date": date_or_blank(report.year, report.filled_on),
    }
    spec = monthly_report_form(notice, report.month)
    places = tuple(
        Place(line.row.task, "", line.row.origin_month, line.row.kind.value)
        for line in report.lines
    )
    return FilledForm(
        spec,
        report.year,
        head,
        rows,
        month=report.month,
        foot=foot,
        mark=DRAFT_MARK,
        places=places,
        layouts=LAYOUTS,
    )


def _cells(
    line: Line, report: Report, share: Callable[[Indicator], Figure | None]
) -> tuple[str, ...]:
    return (
        line.task.number,
        wording.task_text(line),
        wording.goal_text(line),
        wording.progress_text(line),
        wording.cumulative_text(line, report, share),
        wording.on_time_text(line),
        wording.reason_text(line),
        wording.next_steps_text(line),
        wording.owner_text(line),
    )


class MonthlyReportForm(KindOfForm[ReportSheet]):
    """The monthly report on paper."""

    kind = MONTHLY_REPORT

    @override
    def fill(self, document: ReportSheet) -> FilledForm:
        correction = document.version.minor
        return fill_monthly_report(
            document.report, document.notice, document.school, document.share, correction
        )

    @override
    def data(self, document: ReportSheet) -> dict[str, Any]:
        return interchange.sheet_data(document)

    @override
    def note_titles(self, document: ReportSheet) -> tuple[str, str]:
        title = wording.report_title(document.notice, document.month)
        return f"{title}更正说明", f"（更正第{document.version.minor}次）"

    @override
    def declaration(self, canonical: Mapping[str, Any], notice: Notice) -> FormSpec:
        return monthly_report_form(notice, canonical["month"])


register(MonthlyReportForm())
