"""Notices of two counties in one year and another year in one data file: each thing says whose."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from models.notices.notice import NoticeSchool
from models.notices.shipped import shipped_notices
from models.school import notices_kept, register
from models.task_list import edits as list_edits
from models.task_list import plan, sheet
from models.task_list.its_notice.opening import open_notice
from tests.helpers import NOTICE
from ui.use_cases.data.notices import begin_notice
from ui.use_cases.documents import files_of
from ui.use_cases.documents.history_words import Filter, History

if TYPE_CHECKING:
    from models.storage.store import Store

OTHERS = ("xinjiang_plan/2022", "jishan_plan/2022")


@pytest.fixture
def three(filled: Store) -> list[int]:
    """The sample's notice of 2023, and those of two counties of 2022."""
    known = shipped_notices()
    return [NOTICE, *(open_notice(filled, known[key]).document.notice for key in OTHERS)]


def test_alone_a_notice_needs_no_name(filled: Store) -> None:
    assert notices_kept.which(filled, NOTICE, with_year=True) == ""
    assert "_2023年_任务清单_" in files_of.stem(sheet.newest(filled, NOTICE))


def test_files_of_two_notices_of_one_year_have_two_names(filled: Store, three: list[int]) -> None:
    names = [files_of.stem(sheet.newest(filled, notice)) for notice in three]
    assert len(set(names)) == len(names)
    assert "_2023年_任务清单_" in names[0]  # the only one of its year
    for county, name in zip(("新绛县", "稷山县"), names[1:], strict=True):
        assert f"_2022年_{county}职业教育改革发展行动计划_任务清单_" in name


def test_a_line_of_the_history_says_which_and_which_year(filled: Store, three: list[int]) -> None:
    for notice in three:
        version = sheet.newest(filled, notice).version
        filled.edit([list_edits.entry_change(version.id, 1, "measures", f"举措{notice}")])
    places = {line.new: line.place for line in History(filled).lines(Filter())}
    found = [places[f"举措{notice}"] for notice in three]
    assert len(set(found)) == len(found)
    years = [re.search(r"（(20\d\d年).*）$", place) for place in found]
    assert [year and year[1] for year in years] == ["2023年", "2022年", "2022年"]


def test_a_share_and_an_amount_are_named_by_their_own_notice(
    filled: Store, three: list[int]
) -> None:
    """Figures of two notices may have one key; each is called as its own notice does."""
    found = []
    for notice in three[1:]:
        known = notices_kept.notice(filled, notice)
        key, (_, indicator) = next(
            (key, pair) for key, pair in known.indicators().items() if pair[1].adds_up
        )
        filled.edit([notices_kept.share_change(notice, key, 7)])
        found.append(f"{notices_kept.which(filled, notice, with_year=True)}")
        line = History(filled).lines(Filter())[0]
        assert line.place.endswith(f"（{found[-1]}）")
        assert indicator.name in line.place
    assert len(set(found)) == len(found)


def test_the_beginning_of_a_notice_is_told_by_its_name(filled: Store, three: list[int]) -> None:
    begun = [line.new for line in History(filled).lines(Filter()) if "通知" in line.place]
    assert begun[:2] == [shipped_notices()[key].name for key in reversed(OTHERS)]


def test_a_filter_shows_the_lines_of_the_notice_at_hand(filled: Store, three: list[int]) -> None:
    for notice in three:
        version = sheet.newest(filled, notice).version
        filled.edit([list_edits.entry_change(version.id, 1, "measures", f"举措{notice}")])
    for notice in three:
        lines = History(filled).lines(Filter((plan.TASK_LIST, 0), task=1, notice=notice))
        assert f"举措{notice}" in {line.new for line in lines}
        others = {f"举措{other}" for other in three if other != notice}
        assert not others & {line.new for line in lines}


def test_the_one_shown_is_the_newest_until_another_is_chosen(
    filled: Store, three: list[int]
) -> None:
    assert notices_kept.shown(filled) == NOTICE
    notices_kept.show(filled, three[1])
    assert notices_kept.shown(filled) == three[1]
    notices_kept.show(filled, 99_999)  # of a file that lost it
    assert notices_kept.shown(filled) == NOTICE


def test_each_notice_calls_the_school_in_its_own_way(filled: Store) -> None:
    """What one notice calls it does not change the figures that another gives it."""
    known = notices_kept.notice(filled, NOTICE)
    other = replace(
        shipped_notices()["xinjiang_plan/2022"], schools=(NoticeSchool("县职教中心甲"),)
    )
    before = register.school(filled).notice_school
    assert known.school(before) is not None
    begin_notice(filled, other, "县职教中心甲")
    names = register.school(filled).notice_school
    assert known.school(names) == known.school(before)
    assert other.school(names) == other.schools[0]
    assert other.renamed(names, "") == before
    assert known.renamed(names, known.schools[0].name).endswith(known.schools[0].name)
    assert "县职教中心甲" in known.renamed(names, "")


def test_one_name_is_kept_as_it_ever_was(filled: Store) -> None:
    known = notices_kept.notice(filled, NOTICE)
    assert known.renamed("县职业高中", "县职教中心") == "县职教中心"
    assert known.renamed("", "") == ""
