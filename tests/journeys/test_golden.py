"""What the demo prints, exports and mails, whole: no word, no order and no look changes unseen."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

import pytest

from tests import golden

if TYPE_CHECKING:
    from pathlib import Path

NAMES = sorted(path.name for path in golden.FOLDER.iterdir())


@pytest.fixture(scope="module")
def made(out: Path) -> dict[str, str]:
    return golden.texts(out)


def test_there_is_a_text_for_every_paper_and_no_other(made: dict[str, str]) -> None:
    assert sorted(made) == NAMES
    assert len(NAMES) == 19 + len(golden.BOOKS) + len(golden.LETTERS)


@pytest.mark.parametrize("name", NAMES)
def test_it_says_what_it_said(made: dict[str, str], name: str) -> None:
    kept = (golden.FOLDER / name).read_text(encoding="utf-8")
    changed = difflib.unified_diff(kept.splitlines(), made[name].splitlines(), "kept", "now", n=1)
    assert "\n".join(changed) == ""
