"""首页's sentence counts back from delivery; the year at a glance."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from models.documents import revisions
from tests.helpers import NOTICE, begin_and_fill, deliver, finalise_month, list_of, report_of, there
from ui.use_cases.documents import finalising, headline
from ui.use_cases.documents.overview import ELSEWHERE, NOT_ASKED, overview

ROOM = "教育局524室"


def said(store, notice, day: date, missing: int = 0) -> str:
    year = overview(store, NOTICE, day)
    return headline.sentence(year, year.next, missing, ROOM, day)


def test_it_counts_back_over_a_weekend(filled, final_list, sample_reports, notice) -> None:
    deliver(filled, final_list, "stamped", "handed_in")
    begin_and_fill(filled, sample_reports[3])
    wanted = "3月报告还差 3 项。25日是星期六，请于23日（四）盖章、24日（五）送教育局524室。"
    assert said(filled, notice, date(2023, 3, 20), 3) == wanted


def test_on_the_last_day_the_stamp_is_today(filled, final_list, sample_reports, notice) -> None:
    deliver(filled, final_list, "stamped", "handed_in")
    finalise_month(filled, sample_reports[3])
    assert "请于24日（五）盖章、24日（五）送" in said(filled, notice, date(2023, 3, 24))


@pytest.mark.parametrize(
    ("kinds", "words"),
    [
        ((), "已定稿，请打印。请于7日（二）盖章、8日（三）送教育局524室。"),
        (("printed",), "年度清单已定稿。请于7日（二）盖章、8日（三）送教育局524室。"),
        (("stamped",), "已盖章。请于3月8日（三）前送教育局524室。"),
        (("stamped", "returned"), "被退回"),
    ],
)
def test_it_follows_the_paper(filled, final_list, notice, kinds, words: str) -> None:
    if kinds:
        deliver(filled, final_list, *kinds)
    assert words in said(filled, notice, date(2023, 3, 6))


def test_a_day_late_is_said(filled, notice) -> None:
    assert "期限已过 2 天" in said(filled, notice, date(2023, 3, 10), 1)


def test_a_notice_that_asks_for_no_report_is_done_with_its_list(filled, final_list) -> None:
    deliver(filled, final_list, "stamped", "handed_in")
    year = overview(filled, NOTICE, date(2023, 3, 20))
    silent = {m: replace(one, due=None, is_asked=False) for m, one in year.months.items()}
    words = headline.sentence(replace(year, months=silent), None, 0, ROOM, date(2023, 3, 20))
    assert words.startswith("清单已送交。这份通知没有规定几日前报告")
    words = headline.sentence(year, None, 0, ROOM, date(2023, 3, 20))
    assert words == "全年的清单和报告都已送交。"


@pytest.mark.parametrize("year", [1970, 2099])
def test_an_odd_clock_counts_nothing(filled, notice, year: int) -> None:
    text = said(filled, notice, date(year, 1, 1))
    assert f"电脑的日期是{year}年1月1日" in text


def test_the_twelve_months_have_their_words(filled, final_list, sample_reports, notice) -> None:
    deliver(filled, final_list, "stamped", "handed_in")
    march = finalise_month(filled, sample_reports[3])
    deliver(filled, march, "stamped", "handed_in")
    april = finalise_month(filled, sample_reports[4])
    deliver(filled, april, "stamped")
    begin_and_fill(filled, sample_reports[5])
    year = overview(filled, NOTICE, date(2023, 5, 10))
    words = [year.months[month].words for month in range(3, 7)]
    assert words == ["已送交", "已盖章", "填写中", "未开始"]
    assert (year.unasked(1), year.unasked(3)) == (NOT_ASKED, "")
    assert there(year.next).document.serial == 4
    assert year.months[4].late_days == 15


def test_months_before_the_start_were_reported_elsewhere(filled, notice) -> None:
    from models.monthly_report import edits as report_edits

    filled.edit(report_edits.start_changes(filled, NOTICE, 9, {}))
    year = overview(filled, NOTICE, date(2023, 9, 1))
    assert (year.unasked(2), year.unasked(8)) == (NOT_ASKED, ELSEWHERE)
    assert min(year.months) == 9


def test_a_year_without_holidays_is_said(filled, notice, monkeypatch) -> None:
    import resources

    monkeypatch.setattr(resources, "holiday_paths", list)
    day = date(2023, 3, 6)
    year = overview(filled, NOTICE, day)
    assert "2023年的放假安排还没有" in headline.under(filled, year.next, day)


def test_what_was_handed_in_before_its_correction_has_no_day_any_more(filled, final_list) -> None:
    deliver(filled, final_list, "stamped", "handed_in")
    revisions.begin_correction(filled, final_list)
    day = date(2023, 3, 10)
    year = overview(filled, NOTICE, day)
    assert "工作日" not in headline.under(filled, year.list, day)
    assert headline.elsewhere("2023年", year.list, day) == "2023年年度清单v1.1 更正中"
    assert "年度清单" not in headline.also(year, day)


def test_a_day_that_is_past_is_not_said_to_be_ahead(filled) -> None:
    day = date(2023, 3, 10)
    task = overview(filled, NOTICE, day).list
    assert headline.elsewhere("2023年", task, day).endswith("，3月8日（三）的期限已过")


def test_months_that_a_quarter_covers_are_not_said_to_be_unreported(filled) -> None:
    year = overview(filled, NOTICE, date(2023, 3, 6))
    quarter = replace(year.months[3], months=range(1, 4))
    assert replace(year, months={3: quarter}).unasked(1) == ""


def test_the_steps_follow_the_events(filled, final_list, notice) -> None:

    deliver(filled, final_list, "printed", "stamped")
    task = there(overview(filled, NOTICE, date(2023, 3, 7)).next)
    sheet = list_of(filled)
    steps = headline.steps(task, sheet, 0, ROOM)
    assert [step.state for step in steps] == ["done", "done", "done", "now", "waiting"]
    assert steps[3].name == "送交524室"


def test_the_status_line_names_the_document(filled, march) -> None:
    from ui.use_cases.documents.overview import standing

    report = report_of(filled, 3)
    task = standing(filled, report.notice, report.version.document, date(2023, 3, 20))
    words = headline.status_words(report, task, ROOM, date(2023, 3, 20))
    assert words.startswith("3月报告 填写中　　3月24日（五）前盖章交教育局524室")
    finalising.finalise(filled, march)
    report = report_of(filled, 3)
    task = standing(filled, report.notice, report.version.document, date(2023, 3, 20))
    words = headline.status_words(report, task, ROOM, date(2023, 3, 20))
    assert words.startswith("3月报告 定稿 v1.0　　")  # the state once
    deliver(filled, report.version, "stamped")
    task = standing(filled, report.notice, report.version.document, date(2023, 3, 20))
    words = headline.status_words(report, task, ROOM, date(2023, 3, 20))
    assert words.endswith("　　3月24日（五）前送教育局524室，还有 4 天")


def test_a_returned_paper_comes_first_again_until_it_is_handed_in(
    filled, final_list, sample_reports, notice
) -> None:
    deliver(filled, final_list, "stamped", "handed_in")
    march = finalise_month(filled, sample_reports[3])
    deliver(filled, march, "stamped", "handed_in", "returned")
    begin_and_fill(filled, sample_reports[4])
    assert said(filled, notice, date(2023, 4, 3)).startswith("3月报告被退回")
    deliver(filled, march, "handed_in")
    year = overview(filled, NOTICE, date(2023, 4, 3))
    assert (year.months[3].words, there(year.next).document.serial) == ("已送交", 4)


def test_a_clock_that_cannot_be_right_counts_nothing(filled, notice) -> None:
    """The battery is empty: 20,540 days to go is no help."""
    day = date(1966, 11, 27)
    task = there(overview(filled, NOTICE, day).next)
    words = headline.status_words(None, task, ROOM, day)
    assert "电脑的日期不对" in words
    assert "天" not in words


def test_what_is_changed_after_it_was_handed_in_is_not_late(
    filled, final_list, sample_reports, notice
) -> None:
    """The bureau has the paper: an adjustment, or a correction, is by no day."""
    deliver(filled, final_list, "stamped", "handed_in")
    revisions.begin_adjustment(filled, final_list, 4)
    day = date(2023, 4, 18)
    year = overview(filled, NOTICE, day)
    assert (year.list.words, year.list.late_days) == ("调整中", 0)
    assert "期限" not in said(filled, notice, day, 2)
    assert "期限" not in headline.status_words(list_of(filled), year.list, ROOM, day)
    assert [step.day for step in headline.steps(year.list, list_of(filled), 2, ROOM)][1:] == [
        ""
    ] * 4


def test_what_the_bureau_gave_back_is_late_again(filled, final_list, notice) -> None:
    deliver(filled, final_list, "stamped", "handed_in", "returned")
    revisions.begin_correction(filled, final_list)
    assert overview(filled, NOTICE, date(2023, 3, 20)).list.late_days == 12


def test_the_next_month_is_named_while_the_last_is_open(
    filled, final_list, sample_reports, notice
) -> None:
    deliver(filled, final_list, "stamped", "handed_in")
    begin_and_fill(filled, sample_reports[3])
    day = date(2023, 4, 20)
    year = overview(filled, NOTICE, day)
    assert there(year.next).document.serial == 3
    assert headline.also(year, day) == "另外：4月报告 未开始，4月25日（二）前送交。"
    assert headline.also(overview(filled, NOTICE, date(2023, 3, 20)), date(2023, 3, 20)) == ""
    late = date(2023, 4, 28)
    year_end = headline.also(overview(filled, NOTICE, date(2023, 11, 30)), date(2023, 11, 30))
    assert "；另有 6 份也到期或快到期了" in year_end
    assert "6月报告" not in year_end
    assert "4月25日（二）的期限已过" in headline.also(overview(filled, NOTICE, late), late)


def test_a_deadline_of_another_year_has_its_year(filled, notice) -> None:
    assert "2023年3月8日（三）的期限已过" in said(filled, notice, date(2024, 5, 1), 1)
