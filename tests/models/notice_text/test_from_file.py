"""A notice in a file: whole, or as it was read; what is none is refused with its place."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from models.errors import Refusal
from models.notice_text import from_file
from models.notice_text.made import notice_of
from models.notice_text.proposal import as_json
from models.notice_text.reading import read
from models.notices.shipped import shipped_notices
from tests.helpers import there
from tests.models.notice_text.test_seeds import SEEDS, text_of


def content(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


@pytest.mark.parametrize("name", SEEDS)
def test_what_was_read_comes_back_with_every_place(name: str) -> None:
    found = read(text_of(name))
    assert from_file.read_proposal(content(as_json(found))) == found
    assert from_file.proposal_of(as_json(found)) == found


@pytest.mark.parametrize("key", sorted(shipped_notices()))
def test_a_whole_notice_comes_back_equal(key: str) -> None:
    notice = shipped_notices()[key]
    written = from_file.written(notice).encode()
    assert from_file.read(written) == from_file.whole(written) == notice


def test_a_proposal_is_no_whole_notice_but_makes_one() -> None:
    found = read(text_of(SEEDS[0]))
    assert from_file.whole(content(as_json(found))) is None
    assert from_file.read(content(as_json(found))) == notice_of(found)


def test_a_proposal_without_a_year_wants_one() -> None:
    found = as_json(replace(read(text_of(SEEDS[0])), year=None))
    with pytest.raises(Refusal) as refused:
        from_file.read(content(found))
    assert refused.value.code == "notice_text.no_year"
    assert from_file.read(content(found), 2024).year == 2024


def changed(**changes: object) -> bytes:
    return content({**as_json(read(text_of(SEEDS[0]))), **changes})


@pytest.mark.parametrize(
    ("document", "code"),
    [
        (b"{", "document.not_json"),
        (b"[]", "document.wrong_type"),
        (content({"format": "other", "version": 1}), "document.other_format"),
        (changed(version=2), "document.newer_version"),
        (changed(unheard_of=1), "document.unknown_key"),
        (changed(tasks=[]), "notice_text.no_task"),
        (changed(report={"period": "week"}), "document.unknown_word"),
        (changed(tasks=[{"title": "甲", "figures": [{"value": "x", "unit": "人"}]}]), "not_exact"),
        (changed(tasks=[{"title": "甲", "units": [{"name": "乙", "role": "z"}]}]), "unknown_word"),
        (content({"format": "zhijiao-notice", "version": 1, "notice": {}}), "no_notice"),
    ],
)
def test_what_is_none_is_refused_in_a_sentence(document: bytes, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        from_file.read(document)
    assert code in refused.value.code


def test_a_place_outside_the_text_is_nowhere() -> None:
    task, spans = {"title": "乙", "span": [0, 9]}, {"title": [1, 0]}
    found = from_file.proposal_of({"text": "短", "title": "甲", "tasks": [task], "span": spans})
    title = there(found.title)
    assert (title.start, title.end) == (0, 0)
    assert (found.tasks[0].title.start, found.tasks[0].title.end) == (0, 0)


def test_a_file_of_fifty_megabytes_is_refused() -> None:
    with pytest.raises(Refusal) as refused:
        from_file.read(b" " * (50 * 2**20) + b"{}")
    assert refused.value.code.startswith("document.")
