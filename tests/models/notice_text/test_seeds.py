"""Three real notices, read whole: every task, section, unit and deadline, and no invented figure.

What is expected was written down by hand (tests/data/notices); figures that a notice has in words
alone (无事故) are not figures of its text.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from models.notice_text.reading import read

if TYPE_CHECKING:
    from models.notice_text.proposal import Proposal

DATA = Path(__file__).parents[2] / "data" / "notices"
SEEDS = ("yangcheng_2023", "xinjiang_2021", "jishan_2021")
BEYOND = "保障机制"  # stands in the plans beside the tasks that were written down; has units too
UNITS = {"年/周期": "年", "月/人·年": "个月"}


def text_of(name: str) -> str:
    return (DATA / f"{name}.txt").read_text(encoding="utf-8")


def facts(name: str) -> dict[str, Any]:
    return json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))


def cut_as_in_a_pdf(text: str, width: int = 31) -> str:
    """The paragraphs cut into lines, with numbers of pages between them."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        if "\t" in paragraph:
            lines.append(paragraph)
            continue
        lines += [paragraph[at : at + width] for at in range(0, len(paragraph), width)]
    pages = [lines[at : at + 28] for at in range(0, len(lines), 28)]
    return "\n".join(
        "\n".join([*page, f"- {number} -"]) for number, page in enumerate(pages, start=1)
    )


@pytest.fixture(params=["as it is", "cut"])
def found(request: pytest.FixtureRequest, name: str) -> Proposal:
    text = text_of(name)
    return read(text if request.param == "as it is" else cut_as_in_a_pdf(read(text).text))


pytestmark = pytest.mark.parametrize("name", SEEDS)


def tasks_of(found: Proposal) -> list[Any]:
    return [task for task in found.tasks if task.section[0] != BEYOND]


def test_every_task_with_its_section_and_units(name: str, found: Proposal) -> None:
    expected = facts(name)["tasks"]
    tasks = tasks_of(found)
    assert [task.number for task in tasks] == [task["number"] for task in expected]
    assert [task.title.text for task in tasks] == [task["title"] for task in expected]
    assert [[unit.name for unit in task.units] for task in tasks] == [
        task["units"] for task in expected
    ]
    for task, wanted in zip(tasks, expected, strict=True):
        assert re.sub("^[一二三四五]、", "", wanted["section"]) in task.section


def test_what_stands_in_the_head(name: str, found: Proposal) -> None:
    notice = facts(name)["notice"]
    assert found.title is not None
    assert found.doc_number is not None
    assert found.issuer is not None
    assert (found.title.text, found.doc_number.text, found.issuer.text) == (
        *(notice["title"], notice["doc_number"], notice["issuer"]),
    )
    assert found.mailbox is None


def test_both_deadlines_and_no_other(name: str, found: Proposal) -> None:
    if not facts(name)["deadlines"]:
        assert (found.list_due, found.report, found.place) == (None, None, None)
        return
    assert found.list_due is not None
    assert found.list_due.day == "2023-03-08"
    assert found.report is not None
    assert (found.report.period, found.report.day, found.first_month) == ("month", 25, 3)
    assert found.place is not None
    assert found.place.text == facts(name)["place"]


def expected_figures(name: str) -> list[Counter[tuple[str, str]]]:
    """By task the figures that its text has: value and unit, of each school its own."""
    found = []
    for task in facts(name)["tasks"]:
        figures: Counter[tuple[str, str]] = Counter()
        for amount, unit, schools, kind in task["figures"]:
            values = [amount] if amount is not None else []
            if kind != "qualitative":
                values += [str(value) for value in (schools or {}).values()]
            figures.update((value.lstrip(">=~"), UNITS.get(unit, unit)) for value in values if unit)
        found.append(figures)
    return found


def test_the_figures_are_found_and_none_is_invented(name: str, found: Proposal) -> None:
    wanted, hits, invented = 0, 0, 0
    for task, expected in zip(tasks_of(found), expected_figures(name), strict=True):
        own = Counter((f.value.rstrip("%"), f.unit) for f in task.figures)
        wanted += expected.total()
        hits += (own & expected).total()
        invented += (own - expected).total()
    assert wanted >= 8
    assert hits >= 0.95 * wanted
    assert invented == 0


def test_every_find_stands_where_it_says(name: str, found: Proposal) -> None:
    for one in found.named():
        words = found.text[one.start : one.end]
        assert words
        text = getattr(one, "text", words)
        assert text.replace("\n", "") == words.replace("\n", "")
    for task in found.tasks:
        for figure in task.figures:
            assert (
                figure.value.partition("-")[0].rstrip("%") in found.text[figure.start : figure.end]
            )
        for unit in task.units:
            assert found.text[unit.start : unit.end].startswith(unit.name)
