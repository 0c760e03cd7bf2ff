"""The state machine: the table itself, and the real documents against every cell of it."""

from __future__ import annotations

import random
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from models.documents import deliveries, lifecycle, revisions, versions
from models.documents.deliveries import EventKind
from models.documents.states import (
    TERMINAL,
    TRANSITIONS,
    Action,
    Stage,
    after,
    allows,
    as_lines,
)
from models.errors import Refusal
from models.monthly_report import kept
from models.monthly_report.kind import KIND as REPORT
from models.task_list import plan
from models.task_list.kind import KIND as LIST
from tests.helpers import NOTICE, begin_and_fill, deliver

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.documents.kinds import Kind
    from models.documents.versions import Version
    from models.storage.store import Store

KINDS = (LIST, REPORT)
ROOT = Path(__file__).parents[3]
STORED = [Stage.DRAFT, Stage.FINAL, Stage.DELIVERED, Stage.REPLACED]
FINAL = lifecycle.Final("{}", "0000-0000-0000-0", b"%PDF")
DELIVERIES = {action: kind for kind, action in deliveries.ACTIONS.items()}


def finalise(store: Store, version: Version) -> Version:
    return lifecycle.finalise(store, version, FINAL)


def revoke(store: Store, version: Version, kinds: tuple[str, ...]) -> None:
    found = [e for e in deliveries.events(store, version.id) if e.kind in kinds]
    revisions.revoke(store, version, found[-1].id if found else 0, "记错了")


def recording(kind: EventKind) -> Callable[[Store, Version], None]:
    """Return the step that records an event of a kind."""
    return lambda store, v: revisions.deliver(store, v, revisions.event(kind, date(2023, 3, 9)))


# How each action is done to a real document; EDIT and CHECK have no step of their own.
STEPS: dict[Action, Callable[[Store, Version], object]] = {
    Action.BEGIN: lambda store, v: lifecycle.begin(store, v.document),
    Action.FINALISE: finalise,
    Action.DISCARD: revisions.discard,
    Action.WITHDRAW: lambda store, v: lifecycle.withdraw(store, v, "写错"),
    Action.CORRECT: revisions.begin_correction,
    Action.ADJUST: lambda store, v: revisions.begin_adjustment(store, v, 3),
    **{action: recording(kind) for action, kind in DELIVERIES.items()},
}


@pytest.fixture
def document(filled, sample_reports, request) -> tuple[Store, Version]:
    """The kind and stage that the test asks for, as a real version."""
    kind, stage = request.param
    version = plan.newest(filled, NOTICE)
    if kind is REPORT:
        finalise(filled, version)
        version = begin_and_fill(filled, sample_reports[3])
    if stage is not Stage.DRAFT:
        version = finalise(filled, version)
    if stage in (Stage.DELIVERED, Stage.REPLACED):
        deliver(filled, version, "printed", "stamped")
    if stage is Stage.REPLACED:
        newer = finalise(filled, revisions.begin_correction(filled, version))
        deliver(filled, newer)
    return filled, versions.by_id(filled, version.id)


def cases() -> list[tuple[tuple[Kind, Stage], Action]]:
    return [
        ((kind, stage), action)
        for kind in KINDS
        for stage in STORED
        for action in STEPS
        if not (action is Action.BEGIN and kind is LIST)
    ]


@pytest.mark.parametrize(
    ("document", "action"),
    cases(),
    indirect=["document"],
    ids=lambda value: (
        value.name if isinstance(value, Action) else f"{value[0].name}-{value[1].name}"
    ),
)
def test_a_real_document_allows_what_the_table_allows(
    document: tuple[Store, Version], action: Action
) -> None:
    store, version = document
    stage = versions.stage(store, version)
    checked = Stage.CHECKED if stage is Stage.DRAFT and action is Action.FINALISE else stage
    before = store.query("SELECT count(*) FROM version"), store.query("SELECT count(*) FROM event")
    if allows(checked, action, version.kind) and action is not Action.DISCARD:
        STEPS[action](store, version)
        wanted = after(checked, action, version.kind)
        assert versions.stage(store, versions.by_id(store, version.id)) is wanted
        return
    with pytest.raises(Refusal):  # a first version is not given up: it has nothing to go back to
        STEPS[action](store, version)
    assert before == (
        store.query("SELECT count(*) FROM version"),
        store.query("SELECT count(*) FROM event"),
    )


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize("action", Action)
def test_every_cell_of_the_table(kind: Kind, stage: Stage, action: Action) -> None:
    allowed = (stage, action) in TRANSITIONS
    if action is Action.ADJUST and kind is not LIST:
        allowed = False
    if allowed:
        assert after(stage, action, kind) is TRANSITIONS[stage, action]
    else:
        with pytest.raises(Refusal, match=r"state.refused"):
            after(stage, action, kind)


def test_a_wrong_record_has_a_way_back(filled, final_list) -> None:
    deliver(filled, final_list, "printed", "stamped", "handed_in")
    revoke(filled, final_list, ("handed_in",))
    assert versions.stage(filled, final_list) is Stage.DELIVERED
    revoke(filled, final_list, ("stamped",))
    assert versions.stage(filled, final_list) is Stage.FINAL
    assert lifecycle.withdraw(filled, final_list, "重来").is_draft
    kinds = [e.kind for e in deliveries.events(filled, final_list.id)]
    assert kinds.count(EventKind.REVOKED) == 2


def test_only_the_replaced_have_no_way_on() -> None:
    starts = {stage for stage, _ in TRANSITIONS}
    assert set(Stage) - starts == TERMINAL


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_random_walk_never_gets_stuck(kind: Kind) -> None:
    rng = random.Random(23)  # noqa: S311  (seeded on purpose)
    stage, seen = Stage.NOT_STARTED, set()
    for _ in range(10_000):
        seen.add(stage)
        ways = [action for action in Action if allows(stage, action, kind)]
        if not ways:
            assert stage in TERMINAL
            stage = Stage.NOT_STARTED
            continue
        stage = after(stage, rng.choice(ways), kind)
    assert seen == set(Stage)


def test_the_architecture_page_shows_the_same_table() -> None:
    page = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    for line in as_lines():
        assert line in page


def test_a_walk_through_real_documents_always_leaves_a_way_on(filled, sample_reports) -> None:
    """Random steps on a list and its first reports: whatever happened, something can be done."""
    rng = random.Random(7)  # noqa: S311  (seeded on purpose)
    seen = set()
    for _ in range(400):
        documents = [plan.newest(filled, NOTICE)]
        documents += kept.newest(filled, NOTICE).values()
        seen |= {(v.kind, versions.stage(filled, v)) for v in documents}
        ways = [way for version in documents for way in _ways(filled, version, sample_reports)]
        assert any(_tried(way) for way in rng.sample(ways, len(ways)))
    assert {(kind, stage) for kind in KINDS for stage in STORED[:3]} <= seen


def _ways(store, version, sample_reports) -> list[Callable[[], object]]:
    """Everything that can be tried on a document, besides editing a draft."""
    ways: list[Callable[[], object]] = [
        partial(step, store, version)
        for action, step in STEPS.items()
        if action is not Action.BEGIN
    ]
    ways.append(lambda: revoke(store, version, tuple(deliveries.ACTIONS)))
    month = len(kept.newest(store, version.document.notice)) + 3
    if month <= 5:
        ways.append(lambda: begin_and_fill(store, sample_reports[month]))
    return ways


def _tried(way: Callable[[], object]) -> bool:
    try:
        way()
    except Refusal:
        return False
    return True
