from __future__ import annotations

import copy
import json
from typing import TYPE_CHECKING, Any

import pytest

import resources
from models.errors import Refusal
from models.interchange import document as interchange
from models.notices.shipped import shipped_notices
from models.school import notices_kept, register
from models.task_list.contents import Span

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.storage.store import Store


@pytest.fixture
def document(sample_text: bytes) -> dict[str, Any]:
    return json.loads(sample_text)


def entry(document: dict[str, Any], row: int = 4) -> dict[str, Any]:
    return document["years"][0]["task_list"]["entries"][row]


def first_version(document: dict[str, Any]) -> dict[str, Any]:
    """The sample as 1.0 to 1.7 wrote it: nobody's id."""
    school = {key: value for key, value in document["school"].items() if key != "id"}
    return document | {"version": 1, "school": school}


def read(document: object) -> interchange.Contents:
    return interchange.read(json.dumps(document).encode(), shipped_notices())


def test_what_was_loaded_is_dumped(store: Store, sample) -> None:
    interchange.load(store, sample, as_sample=True)
    dumped = interchange.dump(store).encode()
    assert interchange.read(dumped, shipped_notices()) == sample
    assert interchange.dump(store).encode() == dumped


def test_a_start_during_the_year_travels_too(store: Store, document) -> None:
    document["years"][0].update(first_month=9, opening={"5.skill_assessment": 300})
    contents = read(document)
    interchange.load(store, contents, as_sample=True)
    assert read(json.loads(interchange.dump(store))) == contents


FAULTS: list[tuple[Callable[[dict[str, Any]], Any], str, str]] = [
    (lambda d: d.update(extra=1), "document.unknown_key", "extra"),
    (lambda d: d.pop("offices"), "document.missing_key", "offices"),
    (lambda d: d.update(format="x"), "document.other_format", "format"),
    (lambda d: d.update(version=3), "document.newer_version", "version"),
    (lambda d: d.update(version=True), "document.wrong_type", "version"),
    (lambda d: d["school"].update(name=5), "document.wrong_type", "school.name"),
    (lambda d: d["school"].update(name="长" * 101), "document.too_long", "school.name"),
    (lambda d: d["school"].update(name="甲\n乙"), "document.unprintable", "school.name"),
    (lambda d: d["school"].update(name="  "), "document.blank", "school.name"),
    (lambda d: d["school"].update(name="甲\x07"), "document.unprintable", "school.name"),
    (lambda d: d["school"].update(name="甲\ud800"), "document.unprintable", "school.name"),
    (lambda d: d["offices"].append(d["offices"][0]), "document.name_twice", "offices[8].name"),
    (lambda d: d["years"].append(d["years"][0]), "document.year_twice", "years[1].year"),
    (lambda d: d["years"][0].update(year=2022), "document.other_year", "years[0].year"),
    (lambda d: d["years"][0].update(notice="x"), "document.unknown_notice", "years[0].notice"),
    (
        lambda d: d["years"][0]["task_list"].update(filled_on="3月"),
        "document.not_a_date",
        "years[0].task_list.filled_on",
    ),
    (
        lambda d: d["years"][0]["task_list"].update(filled_on="20230306"),
        "document.not_a_date",
        "years[0].task_list.filled_on",
    ),
    (
        lambda d: d["years"][0]["task_list"].update(filled_on="2023-W10-1"),
        "document.not_a_date",
        "years[0].task_list.filled_on",
    ),
    (
        lambda d: entry(d).update(task=10),
        "document.unknown_task",
        "years[0].task_list.entries[4].task",
    ),
    (
        lambda d: entry(d, 8).update(task=7),
        "document.task_twice",
        "years[0].task_list.entries[8].task",
    ),
    (
        lambda d: entry(d).update(task=5.0),
        "document.wrong_type",
        "years[0].task_list.entries[4].task",
    ),
    (
        lambda d: entry(d).update(measures="长" * 20_001),
        "document.too_long",
        "years[0].task_list.entries[4].measures",
    ),
    (
        lambda d: entry(d)["months"].update({"13": {}}),
        "document.unknown_month",
        "years[0].task_list.entries[4].months.13",
    ),
    (
        lambda d: entry(d)["months"].update({"03": {}}),
        "document.unknown_month",
        "years[0].task_list.entries[4].months.03",
    ),
    (
        lambda d: entry(d)["months"]["3"].update(none=True),
        "document.none_and_goal",
        "years[0].task_list.entries[4].months.3",
    ),
    (
        lambda d: entry(d)["months"]["7"].update(none=False),
        "document.not_true",
        "years[0].task_list.entries[4].months.7.none",
    ),
    (
        lambda d: entry(d)["months"]["3"]["amounts"].update({"5.skill_assessment": -1}),
        "document.out_of_range",
        "years[0].task_list.entries[4].months.3.amounts.5.skill_assessment",
    ),
    (
        lambda d: entry(d)["months"]["3"]["amounts"].update({"8.enrolment": 1}),
        "document.unknown_indicator",
        "years[0].task_list.entries[4].months.3.amounts.8.enrolment",
    ),
    (
        lambda d: entry(d).update(months=[]),
        "document.wrong_type",
        "years[0].task_list.entries[4].months",
    ),
    (
        lambda d: d["years"][0].update(monthly_reports=[{"month": 13, "rows": []}]),
        "document.out_of_range",
        "years[0].monthly_reports[0].month",
    ),
    (
        lambda d: d["years"][0]["monthly_reports"].append({"month": 3, "rows": []}),
        "document.month_twice",
        "years[0].monthly_reports[10].month",
    ),
    (
        lambda d: d["years"][0]["monthly_reports"][0]["rows"][4].update(result="差不多"),
        "document.unknown_word",
        "years[0].monthly_reports[0].rows[4].result",
    ),
    (
        lambda d: d["years"][0]["monthly_reports"][0]["rows"][4].update(result="销号"),
        "document.unknown_word",
        "years[0].monthly_reports[0].rows[4].result",
    ),
    (
        lambda d: d["years"][0]["monthly_reports"][0]["rows"][4].update(origin_month=2),
        "document.other_month",
        "years[0].monthly_reports[0].rows[4].origin_month",
    ),
    (
        lambda d: d["years"][0]["monthly_reports"][0]["rows"].append(
            d["years"][0]["monthly_reports"][0]["rows"][0]
        ),
        "document.row_twice",
        "years[0].monthly_reports[0].rows[9]",
    ),
    (
        lambda d: d["years"][0]["monthly_reports"][0]["rows"][0].update(amounts={"6.training": 1}),
        "document.unknown_indicator",
        "years[0].monthly_reports[0].rows[0].amounts.6.training",
    ),
]


@pytest.mark.parametrize(
    ("break_it", "code", "path"), FAULTS, ids=[f"{c[9:]}-{p}" for _, c, p in FAULTS]
)
def test_a_fault_is_refused_with_its_path(document, break_it, code: str, path: str) -> None:
    broken = copy.deepcopy(document)
    break_it(broken)
    with pytest.raises(Refusal) as refused:
        read(broken)
    assert refused.value.code == code
    assert refused.value.values["path"] == path
    sentence = resources.sentence(code, **refused.value.values)
    assert path in sentence
    assert "没有读入" in sentence


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b'{"format": 1, "format": 2}', "document.key_twice"),
        (b'{"a": NaN}', "document.not_a_number"),
        (b"{", "document.not_json"),
        (b"[" * 100_000, "document.not_json"),
        (b"9" * 5_000, "document.not_json"),
        ("甲".encode("gbk"), "document.not_utf8"),
        (b" " * (5 * 2**20 + 1), "document.too_large"),
        (b"[]", "document.wrong_type"),
    ],
)
def test_what_is_no_document_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        interchange.read(content, shipped_notices())
    assert refused.value.code == code


def test_a_document_is_loaded_only_into_an_empty_data_file(
    filled: Store, sample_text: bytes
) -> None:
    before = interchange.dump(filled)
    with pytest.raises(Refusal, match=r"document.not_empty"):
        interchange.load(filled, interchange.read(sample_text, shipped_notices()))
    assert interchange.dump(filled) == before


def test_a_load_that_breaks_leaves_nothing(store: Store, sample_text: bytes, monkeypatch) -> None:
    def fail(*_args: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(register, "staff_changes", fail)
    with pytest.raises(RuntimeError):
        interchange.load(store, interchange.read(sample_text, shipped_notices()))
    assert notices_kept.years(store) == []
    assert register.school(store).name == ""


SPAN = {"first": 4, "last": 6, "words": "二季度", "goal": "走访企业"}


def test_goals_of_several_months_travel_in_version_2_alone(store: Store, document) -> None:
    document = first_version(document)
    entry(document)["spans"] = [SPAN]
    with pytest.raises(Refusal, match="unknown_key"):
        read(document)
    document["version"] = 2
    contents = read(document)
    assert [e.spans for e in contents.years[0].entries if e.spans] == [
        (Span(4, 6, "二季度", "走访企业"),)
    ]
    interchange.load(store, contents)
    dumped = json.loads(interchange.dump(store))
    assert dumped["version"] == 2
    assert entry(dumped)["spans"] == [SPAN]


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"first": 0}, "first"),
        ({"last": 3}, "last"),
        ({"last": 13}, "last"),
        ({"words": " "}, "words"),
        ({"goal": ""}, "goal"),
        ({"words": "5月"}, "words"),
        ({"first": 1}, "words"),  # 二季度 means other months
        ({"goal": "好" * 3000}, "goal"),
    ],
)
def test_a_fault_in_such_a_goal_is_refused_with_its_path(document, change: dict, path: str) -> None:
    document["version"] = 2
    entry(document)["spans"] = [SPAN | change]
    with pytest.raises(Refusal) as refused:
        read(document)
    where = refused.value.values["path"]
    assert isinstance(where, str)
    assert where.endswith(f"spans[0].{path}")


def test_the_same_months_twice_are_refused(document) -> None:
    document["version"] = 2
    entry(document)["spans"] = [SPAN, SPAN | {"goal": "别的"}]
    with pytest.raises(Refusal, match="span_twice"):
        read(document)
