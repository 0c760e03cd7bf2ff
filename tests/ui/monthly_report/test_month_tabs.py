"""The months above the report: in words where there is room, short where there is none."""

from __future__ import annotations

from models.monthly_report import kept
from tests.helpers import NOTICE, deliver


def words(page) -> dict[int, str]:
    return {month: tab.text() for month, tab in page.tabs.tabs.items()}


def test_a_started_month_says_how_it_stands(month) -> None:
    month.tabs.resize(2000, 60)
    assert words(month)[3] == "3月 填写中"
    assert words(month)[4] == "4月"
    assert month.tabs.tabs[3].isChecked()
    assert not month.tabs.tabs[4].isChecked()


def test_in_a_narrow_window_only_the_month_shown_is_in_words(
    window, april, filled, final_list, march
) -> None:
    deliver(filled, final_list, "stamped", "handed_in")
    final = kept.newest(filled, NOTICE)[3]
    deliver(filled, final, "stamped", "handed_in")
    window.workspace.reload()
    april.tabs.resize(300, 60)
    assert words(april)[3] == "3月 ✓"
    assert words(april)[4] == "4月 填写中"
    assert words(april)[5] == "5月"
    assert april.tabs.tabs[3].accessibleName() == "3月 已送交"
    april.tabs.resize(2000, 60)
    assert words(april)[3] == "3月 已送交"


def test_a_final_month_that_is_not_handed_in_has_no_tick(window, april, filled) -> None:
    april.tabs.resize(300, 60)
    assert words(april)[3] == "3月"
