"""A kind of document has a room, or a file, of its own name in every layer."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from forms.documents import kinds as forms_of
from models.documents import kinds

ROOT = Path(__file__).resolve().parents[2]
NAMES = [path.parent.name for path in sorted((ROOT / "models").glob("*/kind.py"))]
# Where one kind is asked for by its name outside the rooms of kinds, and why.
BY_NAME = {
    "models/interchange/": "the JSON document has a part of its own for each kind",
    "models/bureau/": "a bureau asks for lists and reports, and reckons them",
    "models/storage/": "tables and steps of the schema, and notices of schema 3 as rows",
    "forms/documents/duty_list.py": "a paper that is made of the list, and of nothing else",
    "models/notice_text/made.py": "a text asks for a list, and for reports by its words",
    "models/notices/notice.py": "one duty tells of months, and by it they are divided",
    "models/school/notices_kept.py": "a notice without its list counts as none",
    "ui/use_cases/documents/overview.py": "the year at a glance is its list and its months",
    "ui/use_cases/data/handover.py": "the page for the successor names the list and the months",
    "ui/use_cases/data/values.py": "a copy from outside: every notice has its list",
    "ui/use_cases/program/": "the sample year and the self-test live a list and reports",
    "ui/use_cases/documents/history_words.py": "a row of a report is a goal, an open item or late",
    "ui/use_cases/documents/last_year_words.py": "a new list takes over from the one before",
    "ui/workspace.py": "the list is open from the start",
    "ui/home/page.py": "speaks of the list where nothing is left to do",
    "ui/window/navigation.py": "the list is at hand where a page speaks of no document",
    "ui/settings/report_settings.py": "the first month kept here is the reports' own",
    "ui/window/beginning.py": "a plan's second year goes on where its reports ended",
    "ui/window/notice_chooser.py": "a changed notice may go in by its list's adjustment",
    "ui/window/notice_change.py": "a changed notice goes in with its list",
    "ui/start/application.py": "a year begins with its list",
    "ui/use_cases/data/notices.py": "so does one more notice",
}


@pytest.mark.parametrize("name", NAMES)
def test_a_kind_has_a_room_of_its_name_in_every_layer(name: str) -> None:
    assert kinds.of(name).name == name
    assert forms_of.of(name).kind == name
    assert (ROOT / "ui" / name / "page.py").exists()
    assert f'kind="{name}"' in (ROOT / "ui" / name / "sign.py").read_text("utf-8")


def test_a_form_of_no_kind_is_none() -> None:
    for name in ("bulletin", "known", "../form", ""):
        with pytest.raises(KeyError):
            forms_of.of(name)


def test_who_asks_for_one_kind_by_name_says_why() -> None:
    """Everybody else asks the kind, so that the next kinds cost a room each."""
    names = "|".join(NAMES)
    asks = re.compile(
        rf"from (?:models|forms\.documents|ui)\.(?:{names})\b|from models import .*(?:{names})"
        rf"|from forms\.documents import .*(?:{names})|[\"'](?:{names})[\"']"
        r"|isinstance\([\w.]+, (?:Sheet|ReportSheet|TaskListPage|MonthPage)\)"
    )
    rooms = re.compile(
        rf"(?:models|ui)/(?:{names})/|forms/documents/(?:{names})\.py|ui/window/pages\.py"
    )
    found = set()
    for folder in ("models", "forms", "ui"):
        for path in (ROOT / folder).rglob("*.py"):
            place = path.relative_to(ROOT).as_posix()
            lines = path.read_text("utf-8").partition("if TYPE_CHECKING:")
            if not rooms.match(place) and asks.search(lines[0] + _after_types(lines[2])):
                found.add(place)
    assert {place for place in found if not place.startswith(tuple(BY_NAME))} == set()
    assert [name for name in BY_NAME if not any(place.startswith(name) for place in found)] == []


def _after_types(text: str) -> str:
    """Return the code after the imports that are for types alone."""
    return re.sub(r"\A(?:\n|    .*\n)*", "", text)
