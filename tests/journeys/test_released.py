"""The file that release 1.0 left, read whole: today's program says of it what 1.0 said."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from models.interchange import document as interchange
from tests.released import DATA, RECORD, STEPS, WALKS, record_of

KEPT = Path(__file__).parents[1] / "data" / "databases" / "v1.0"


@pytest.fixture(scope="module")
def then() -> dict[str, Any]:
    return json.loads((KEPT / RECORD).read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def now(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The record of a copy, made by today's program (as JSON has it: no tuples)."""
    folder = tmp_path_factory.mktemp("released")
    shutil.copy(KEPT / DATA, folder / DATA)
    return json.loads(json.dumps(record_of(folder / DATA, folder)))


def test_the_kept_file_holds_everything_that_the_program_can_leave(then: dict[str, Any]) -> None:
    marks = {(v["document"], v["mark"], v["state"]) for v in then["versions"].values()}
    assert {v["document"][:4] for v in then["versions"].values()} == {"2023", "2024"}
    assert ("2023 4月报告", "更正第1次", "final") in marks
    assert ("2023 年度清单", "v2.0", "final") in marks
    assert ("2024 年度清单", "v1.0", "draft") in marks
    frozen = [s["version"] for s in then["snapshots"]]
    assert frozen.count(1) == 2  # withdrawn once, in force after that
    kinds = {event[0] for events in then["events"].values() for event in events}
    assert kinds >= {"finalised", "withdrawn", "stamped", "handed_in", "returned", "revoked"}
    assert len(then["scans"]) == 2
    steps = {(row[3], row[5]) for row in then["history"]}
    assert ("version", "discarded") in steps  # an adjustment given up
    assert {"first_month", "opening", "shares"} <= set(then["document"]["years"][1])
    for redone_first, undone, redone in then["walks"].values():
        assert [bool(batch) for batch in (*undone, *redone)] == [True] * 20
        assert redone_first[0] is not None


PRINTED = "printed again"


@pytest.mark.parametrize("part", ["versions", "events", "scans"])
def test_the_contents_are_those_of_then(part: str, then: dict, now: dict) -> None:
    assert _stamped(now[part]) == _stamped(then[part])


def test_the_document_is_that_of_then(then: dict, now: dict) -> None:
    """Since 1.8 it says whose it is, and carries the notices that are not shipped."""
    document = json.loads(json.dumps(now["document"]))
    assert (then["document"]["version"], document.pop("version")) == (1, 2)
    assert interchange.IDENTITY.fullmatch(document["school"].pop("id"))
    assert [notice["year"] for notice in document.pop("notices")] == [2023, 2024]
    assert {**document, "version": 1} == then["document"]


def test_the_settings_are_those_of_then(then: dict, now: dict) -> None:
    """The bureau's mailbox became each notice's own in 1.8."""
    settings = dict(then["settings"])
    mailbox = settings.pop("mail_to")
    assert now["settings"] == settings | {"mail_to_2023": mailbox, "mail_to_2024": mailbox}


def _stamped(part: object) -> object:
    """Leave out the codes of a draft: its words are today's until it is finalised."""
    if not isinstance(part, dict):
        return part
    return {
        key: {k: v for k, v in value.items() if k not in ("form", "note")}
        if isinstance(value, dict) and value.get("state") == "draft"
        else value
        for key, value in part.items()
    }


def test_the_history_is_not_rewritten(then: dict, now: dict) -> None:
    assert now["history"] == then["history"]


@pytest.mark.parametrize("name", WALKS)
def test_ten_undos_and_ten_redos_change_what_they_changed_then(
    name: str, then: dict, now: dict
) -> None:
    for before, after in zip(then["walks"][name], now["walks"][name], strict=True):
        own = [step for step in before if not is_of_another_notice(step, name)]
        assert [step for step in after if step in own] == own
        assert len(own) >= STEPS - 1


def is_of_another_notice(step: list | None, page: str) -> bool:
    """Since 1.4 a share is undone on the pages of its own notice alone; 1.0 did it on any page."""
    own_year = {"list": 2024, "report": 2023}.get(page)
    return any(table == "share" and own_year not in (None, key[0]) for table, key, *_ in step or ())


def test_every_sheet_ever_finalised_has_its_code_and_is_printed_again(
    then: dict, now: dict
) -> None:
    for before, after in zip(then["snapshots"], now["snapshots"], strict=True):
        kept = {key: value for key, value in before.items() if key != PRINTED}
        assert {key: value for key, value in after.items() if key != PRINTED} == kept
        assert after[PRINTED] == ""  # laid out as today, nothing lost; the PDF of then is kept
