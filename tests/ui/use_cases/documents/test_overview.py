"""How a document stands, in a word and a colour."""

from __future__ import annotations

from datetime import date

import pytest

from models.documents import revisions
from models.documents.deliveries import EventKind
from models.task_list import plan
from tests.helpers import NOTICE, deliver
from ui.use_cases.documents.overview import Standing, overview

DAY = date(2023, 3, 20)


def standing(store, *kinds: str) -> Standing:
    version = plan.newest(store, NOTICE)
    for kind in kinds:
        note = "缺公章" if kind == "returned" else ""
        event = revisions.event(EventKind(kind), date(2023, 3, 9), note=note)
        revisions.deliver(store, version, event)
    return overview(store, NOTICE, DAY).list


def test_a_list_that_is_being_filled_in(filled) -> None:
    found = standing(filled)
    assert (found.words, found.colour) == ("草稿", "accent")


@pytest.mark.parametrize(
    ("kinds", "words", "colour"),
    [
        ((), "定稿", "good"),
        (("stamped",), "已盖章", "good"),
        (("stamped", "handed_in"), "已送交", "good"),
        (("stamped", "handed_in", "returned"), "被退回", "mind"),
    ],
)
def test_a_final_list(filled, final_list, kinds: tuple[str, ...], words: str, colour: str) -> None:
    found = standing(filled, *kinds)
    assert (found.words, found.colour) == (words, colour)


def test_a_month_that_was_not_begun_has_no_colour(filled, final_list) -> None:
    found = overview(filled, NOTICE, DAY).months[3]
    assert (found.words, found.colour) == ("未开始", "neutral")


def test_what_was_revoked_was_not_done(filled, final_list) -> None:
    from models.documents import deliveries

    deliver(filled, final_list, "stamped")
    event = deliveries.events(filled, final_list.id)[-1]
    assert event.kind is EventKind.STAMPED
    revisions.revoke(filled, plan.newest(filled, NOTICE), event.id, "还没有盖")
    assert overview(filled, NOTICE, DAY).list.words == "定稿"
