"""What a figure counts, what it is, until when: as people write it in a sentence."""

from __future__ import annotations

import pytest

from models.notice_text.made import notice_of
from models.notice_text.reading import read
from models.notices.indicator import Kind

HEAD = "某县教育局关于做好2024年职业教育工作的通知\n某教字〔2024〕3号\n一、重点任务\n"
OTHER = "（二）扩大招生。招生600人以上。\n"


def task(sentence: str):
    return read(f"{HEAD}（一）重点工作。{sentence}\n{OTHER}").tasks[0]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "获省级一等奖1项、二等奖2项、三等奖3项以上。",
            [("1", "获省级一等奖"), ("2", "二等奖"), ("3", "三等奖")],
        ),
        ("培训教师30人、招生20人。", [("30", "培训教师"), ("20", "招生")]),
        ("创建1个工作室、2个品牌。", [("1", "工作室"), ("2", "品牌")]),
        ("其中对口升学班2个、3+2班1个。", [("2", "对口升学班"), ("1", "3+2班")]),
        ("10月15日前完成招生600人以上。", [("600", "完成招生")]),
        ("2024年底前新建实训室3间。", [("3", "新建实训室")]),
        ("由600人调整为700人。", [("700", "由600人调整为")]),
        ("双师型教师占比由50%提高到60%。", [("60%", "双师型教师占比由50%提高到")]),
        ("招生从去年的500人增加到600人。", [("600", "招生从去年的500人增加到")]),
        ("招生已从去年的500人增加到600人。", []),
    ],
)
def test_each_figure_has_its_own_words(sentence: str, expected: list[tuple[str, str]]) -> None:
    assert [(one.value, one.about) for one in task(sentence).figures] == expected


@pytest.mark.parametrize(
    ("sentence", "printed", "day"),
    [
        ("10月15日前完成招生600人。", "10月15日前", "2024-10-15"),
        ("6月底前组织校赛。", "6月底前", "2024-06-30"),
        ("6月中旬前组织校赛。", "6月中旬前", None),
        ("2025年3月底前完成验收。", "2025年3月底前", "2025-03-31"),
        ("2024年底前新建实训室3间，12月底前使用。", "2024年底前", "2024-12-31"),
    ],
)
def test_one_day_within_the_year_is_its_last(sentence: str, printed: str, day: str | None) -> None:
    due = task(sentence).due
    assert due is not None
    assert (due.printed, due.day) == (printed, day)


@pytest.mark.parametrize(
    "sentence",
    [
        "6月底前组织校赛，9月30日前完成集训。",
        "3月8日前将任务清单报送至教育局201室。",
        "每月25日前报送工作完成情况。",
        "2023年6月9日召开会议。",
        "组织校赛。",
    ],
)
def test_steps_papers_and_meetings_are_no_last_day(sentence: str) -> None:
    assert task(sentence).due is None


def test_the_day_of_the_list_is_no_task_s() -> None:
    """The last task's paragraph goes on to the end of the text."""
    found = read(
        f"{HEAD}（一）甲项工作。做好。\n{OTHER}请于3月8日前将任务清单报送至教育局201室。\n"
    )
    assert [one.due for one in found.tasks] == [None, None]
    assert found.list_due is not None


@pytest.mark.parametrize(
    ("sentence", "kind", "said"),
    [
        ("生均公用经费不低于1200元。", Kind.STANDING_RULE, "生均公用经费，不少于1200元"),
        ("教师每学期听课不少于10节。", Kind.STANDING_RULE, "教师每学期听课，不少于10节"),
        ("人均培训经费300元。", Kind.STANDING_RULE, "人均培训经费，300元"),
        ("企业实践不少于1个月。", Kind.STANDING_RULE, "企业实践，不少于1个月"),
        ("投入经费300万元。", Kind.MONEY, "投入经费300万元"),
        ("每年培训教师600人。", Kind.COUNT, "每年培训教师600人"),
    ],
)
def test_what_holds_for_each_is_no_sum_of_the_year(sentence: str, kind: Kind, said: str) -> None:
    notice = notice_of(read(f"{HEAD}（一）重点工作。{sentence}\n{OTHER}"))
    (one,) = notice.tasks[0].indicators
    assert one.total is not None
    assert (one.kind, one.target_text(one.total)) == (kind, said)
