"""What is said of a copy before it is taken: whose it is, and when it was changed last."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from models.errors import EnvironmentRefusal
from models.school import register
from ui.use_cases.data import foreign_copy
from ui.use_cases.program.foreign import nobody_waits

if TYPE_CHECKING:
    from pathlib import Path

    from models.storage.store import Store


@pytest.fixture
def copy(filled: Store, tmp_path: Path) -> Path:
    return tmp_path / "去年的.zjqd"


def said(store: Store, copy: Path) -> str:
    copy.write_bytes(store.image())
    return foreign_copy.examine(copy, copy.with_name("place"), nobody_waits).whose


def test_the_school_the_years_and_the_last_change_are_told(filled: Store, copy: Path) -> None:
    told = said(filled, copy)
    assert "阳城县示例职业高级中学" in told
    assert "2023年" in told
    assert "没有填校名" not in told


def test_a_school_without_a_name_is_said_to_have_none(filled: Store, copy: Path) -> None:
    filled.edit([register.school_change("name", ""), register.school_change("stamp_name", "")])
    assert "（没有填校名）" in said(filled, copy)


def test_a_copy_without_a_year_is_refused(store: Store, tmp_path: Path) -> None:
    copy = tmp_path / "空.zjqd"
    with pytest.raises(EnvironmentRefusal, match=r"data.no_year"):
        said(store, copy)


def test_a_refusal_names_the_file_that_was_chosen_and_not_our_copy_of_it(
    filled: Store, copy: Path
) -> None:
    damaged = bytearray(filled.image())
    damaged[5000:9000] = bytes(4000)
    copy.write_bytes(damaged)
    with pytest.raises(EnvironmentRefusal) as told:
        foreign_copy.examine(copy, copy.with_name("place") / "image", nobody_waits)
    assert told.value.values["path"] == str(copy)
