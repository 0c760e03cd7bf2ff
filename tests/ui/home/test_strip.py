"""The twelve months of 首页: each says how it stands, and a late one how late."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtWidgets import QPushButton

from models.monthly_report import kept
from tests.helpers import NOTICE, deliver
from ui.home.strip import MonthStrip
from ui.use_cases.documents import finalising
from ui.use_cases.documents.overview import overview


def cards(theme, store, day: date, qtbot, wanted=lambda _document: None) -> list[QPushButton]:
    strip = MonthStrip(theme, overview(store, NOTICE, day), 1200, wanted)
    qtbot.addWidget(strip)
    found = strip.findChildren(QPushButton, "month")
    assert len(found) == 12
    found[0].strip = strip  # type: ignore[attr-defined]  # lives as long as its cards
    return found


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2023, 3, 23), "3月 填写中"),
        (date(2023, 3, 24), "3月 填写中"),  # the day itself: a Friday before the 25th
        (date(2023, 3, 25), "3月 逾期1天"),
        (date(2023, 7, 1), "3月 逾期99天"),
        (date(2023, 7, 2), "3月 逾期"),  # more days than the card has room for
    ],
)
def test_a_late_month_says_how_late(theme, filled, march, qtbot, day: date, words: str) -> None:
    assert cards(theme, filled, day, qtbot)[2].accessibleName() == words


def test_a_month_that_was_handed_in_is_not_late(theme, filled, march, qtbot) -> None:
    finalising.finalise(filled, march)
    deliver(filled, kept.newest(filled, NOTICE)[3], "stamped", "handed_in")
    assert cards(theme, filled, date(2023, 7, 2), qtbot)[2].accessibleName() == "3月 已送交"


def test_a_month_that_is_not_asked_for_cannot_be_opened(theme, filled, march, qtbot) -> None:
    opened: list[object] = []
    found = cards(theme, filled, date(2023, 3, 20), qtbot, opened.append)
    assert [card.isEnabled() for card in found] == [False] * 2 + [True] * 10
    assert found[0].accessibleName() == "1月 不报"
    found[3].click()
    assert opened == [kept.document(NOTICE, 4)]


def test_the_month_at_hand_is_marked(theme, filled, final_list, march, qtbot) -> None:
    deliver(filled, final_list, "printed", "stamped", "handed_in")
    found = cards(theme, filled, date(2023, 3, 20), qtbot)
    assert [card.property("current") for card in found] == [False, False, True] + [False] * 9
