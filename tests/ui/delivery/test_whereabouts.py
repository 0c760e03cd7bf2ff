"""Where the paper is: a line a step, links to record more, what was taken back and why."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from models.documents import deliveries, lifecycle, revisions
from models.documents.deliveries import EventKind
from models.task_list import plan
from tests.helpers import NOTICE, finalise
from ui.delivery.whereabouts import RECORDED, Whereabouts

YEAR = 2023


@pytest.fixture
def shown(filled, qtbot):
    """The table for the list as it stands, with links for some kinds."""
    made = Whereabouts()
    qtbot.addWidget(made)

    def show(*may: EventKind, revocable: bool = False) -> Whereabouts:
        events = deliveries.events(filled, plan.newest(filled, NOTICE).id)
        made.show_events(YEAR, events, may, revocable=revocable)
        made.show()
        QApplication.processEvents()  # the lines of before are gone, the new ones are there
        return made

    return show


def words(made: Whereabouts) -> list[str]:
    """The texts of the table, line after line."""
    texts = [one for one in made.findChildren(QLabel) if one.isVisible()]
    places = {one: one.mapTo(made, one.rect().topLeft()) for one in texts}
    made.grab()
    return [one.text() for one in sorted(texts, key=lambda one: (places[one].y(), places[one].x()))]


def links(made: Whereabouts) -> list[str]:
    return [one.text() for one in made.findChildren(QPushButton) if one.isVisible()]


def record(store, kind: str, day: int = 7, person: str = "王建国", note: str = "") -> None:
    event = revisions.event(EventKind(kind), date(YEAR, 3, day), person, note)
    revisions.deliver(store, plan.newest(store, NOTICE), event)


def test_a_draft_says_when_something_is_recorded(shown) -> None:
    assert words(shown()) == ["还没有定稿。定稿以后，在这里记审签、盖章、送交。"]


def test_a_line_a_step_with_day_person_and_note(shown, filled, final_list) -> None:
    record(filled, "stamped", note="两份")
    record(filled, "handed_in", 8, "张老师")
    texts = words(shown())
    assert texts[0] == "定稿"
    assert texts[2:] == ["盖章", "3月7日　王建国　两份", "送交", "3月8日　张老师"]


def test_what_may_be_recorded_is_a_link_until_it_was(shown, filled, final_list, qtbot) -> None:
    made = shown(*RECORDED)
    assert links(made) == ["记审签", "记盖章", "记送交", "记发了电子版", "记被退回"]
    with qtbot.waitSignal(made.record_wanted) as wanted:
        made.record_buttons[EventKind.STAMPED].click()
    assert wanted.args == [EventKind.STAMPED]
    record(filled, "stamped")
    record(filled, "sent")
    assert links(shown(*RECORDED)) == ["记审签", "记送交", "再记发了电子版", "记被退回"]


def test_what_came_back_may_be_stamped_and_handed_in_again(shown, filled, final_list) -> None:
    for kind in ("stamped", "handed_in"):
        record(filled, kind)
    record(filled, "returned", 9, "张老师", "缺公章")
    assert {"再记盖章", "再记送交", "再记被退回"} <= set(links(shown(*RECORDED)))
    assert "3月9日　张老师　缺公章" in words(shown(*RECORDED))


def test_a_record_that_was_taken_back_tells_so_and_why(shown, filled, final_list, qtbot) -> None:
    record(filled, "stamped")
    made = shown(revocable=True)
    assert links(made) == ["撤销"]
    with qtbot.waitSignal(made.revoke_wanted) as wanted:
        made.findChildren(QPushButton)[-1].click()
    event = wanted.args[0]
    revisions.revoke(filled, plan.newest(filled, NOTICE), event.id, "还没有盖")
    texts = words(shown(EventKind.STAMPED, revocable=True))
    assert "3月7日　王建国（已撤销）" in texts
    assert any(text.endswith("撤销　还没有盖") for text in texts)
    assert texts.index("3月7日　王建国（已撤销）") > texts.index("盖章")
    assert links(made) == ["记盖章"]


def test_a_withdrawn_version_stands_in_the_line_of_its_final_step(
    shown, filled, final_list
) -> None:
    lifecycle.withdraw(filled, final_list, "写错了")
    texts = words(shown())
    assert texts[0] == "定稿"
    assert any(text.endswith("撤回定稿　写错了") for text in texts)
    finalise(filled, plan.newest(filled, NOTICE))
    assert words(shown()).count("定稿") == 1


def test_a_day_of_another_year_names_it(shown, filled, final_list) -> None:
    event = revisions.event(EventKind.STAMPED, date(2024, 1, 5), "王建国")
    revisions.deliver(filled, plan.newest(filled, NOTICE), event)
    assert "2024年1月5日　王建国" in words(shown())


def test_the_keyboard_stays_in_the_table(shown, filled, final_list) -> None:
    made = shown(EventKind.STAMPED, EventKind.HANDED_IN)
    made.activateWindow()
    made.record_buttons[EventKind.STAMPED].setFocus()
    record(filled, "stamped")
    shown(EventKind.STAMPED, EventKind.HANDED_IN)
    assert made.record_buttons[EventKind.HANDED_IN].hasFocus()
