"""Every wording of months, from the typed cell to the stamped sheet and all twelve reports."""

from __future__ import annotations

from models.interchange import document as interchange
from models.monthly_report import wording as report_wording
from models.monthly_report.report import Plans, build
from models.monthly_report.results import RowKind
from models.monthly_report.rows import ReportContents
from models.notices.shipped import shipped_notices
from models.task_list import edits, reading
from models.task_list.contents import TaskList
from models.task_list.words.marks import month_words
from models.task_list.words.wording import compose_goals, parse_goals
from tests.helpers import list_of
from tests.models.task_list.words.test_marks import MONTHS, SPANS, TOLD

TASK = 9  # has no figures
YEAR = 2023


def test_typed_loaded_printed_and_reported_say_the_same(filled, notice) -> None:
    version = list_of(filled).version.id
    for text in (*MONTHS, *SPANS, *TOLD):
        entry = reading.task_list(filled, version, notice).entry(TASK)
        filled.edit(edits.goals_changes(version, entry, text, (), YEAR))
        typed = reading.task_list(filled, version, notice).entry(TASK)
        wanted = parse_goals(text, YEAR)
        kept = {m: p.goal for m, p in typed.months.items() if p.goal}
        assert (kept, typed.spans) == (wanted.months, wanted.spans), text

        dumped = interchange.dump(filled).encode()
        (year,) = interchange.read(dumped, shipped_notices()).years
        loaded = next(entry for entry in year.entries if entry.task == TASK)
        assert (loaded.months, loaded.spans) == (typed.months, typed.spans), text

        printed = compose_goals(typed, (), YEAR)
        assert "全年：" not in printed or typed.month(0).goal, text
        plans = Plans(dict.fromkeys(range(1, 13), TaskList(YEAR, None, (typed,))))
        for month in range(1, 13):
            report = build(ReportContents(month, None, None, {}), {}, notice, plans, {})
            said = report_wording.goal_text(report.line((RowKind.GOAL, TASK, month)))
            own = typed.in_month(month)
            lines = [f"{span.words}：{span.goal}" for span in own.spans]
            lines += [own.goal.rstrip("；;，,。 \n")] if own.goal else []
            if lines:
                assert said == "\n".join(lines), (text, month)
            elif typed.month(0).goal and not own.none:
                year_goal = typed.month(0).goal
                assert said == (year_goal if month_words(year_goal) else f"全年：{year_goal}"), text
            else:
                assert said == "本月无安排", (text, month)
