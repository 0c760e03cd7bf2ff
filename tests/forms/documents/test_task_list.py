"""The list on paper: the line under its title says which version it is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from forms.documents.task_list import subtitle
from models.documents.revision_record import Revision
from tests.helpers import list_of


@pytest.mark.parametrize(
    ("major", "minor", "asked_on", "words"),
    [
        (1, 0, "", ""),
        (1, 0, "2023-06-12", ""),  # a first version was asked for by nobody but the notice
        (1, 2, "2023-06-12", "（更正第2次）"),
        (2, 0, "2023-06-12", "（第1次调整，2023年6月12日）"),
        (2, 0, "", "（第1次调整）"),
        (3, 1, "2023-06-12", "（第2次调整，更正第1次）"),  # the day was that of the adjustment
    ],
)
def test_the_line_under_the_title(
    filled, major: int, minor: int, asked_on: str, words: str
) -> None:
    version = replace(list_of(filled).version, major=major, minor=minor)
    assert subtitle(version, Revision(asked_on=asked_on)) == words
