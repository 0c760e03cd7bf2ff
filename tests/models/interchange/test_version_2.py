"""Version 2 of the interchange document: whose it is, and notices that are not shipped."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from models.errors import Refusal
from models.interchange import document as interchange
from models.notices.indicator import Indicator, Kind
from models.notices.notice import LAST_DAY, Duty, Unit, UnitRole
from models.notices.shipped import shipped_notices
from models.school import register
from models.storage.store import Store
from models.task_list.its_notice.opening import open_notice

if TYPE_CHECKING:
    from pathlib import Path

    from models.notices.notice import Notice


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


# -- version 2: whose, and which notices -----------------------------------------------------------


def test_a_school_keeps_its_id_and_never_gets_the_sample_s(store: Store, document) -> None:
    own = register.school(store).identity
    assert interchange.IDENTITY.fullmatch(own)
    interchange.load(store, read(document))
    assert register.school(store).identity == own
    assert json.loads(interchange.dump(store))["school"]["id"] == own


def test_a_document_brings_its_id_along(store: Store, document) -> None:
    document["school"]["id"] = "0123456789abcdef"
    interchange.load(store, read(document))
    assert register.school(store).identity == "0123456789abcdef"


@pytest.mark.parametrize("identity", ["", "0123", "0123456789ABCDEF", 5, None])
def test_an_id_that_is_none_is_refused(document, identity: object) -> None:
    document["school"]["id"] = identity
    with pytest.raises(Refusal) as refused:
        read(document)
    assert refused.value.values["path"] == "school.id"


def test_what_1_0_wrote_is_read_and_says_the_same_again(store: Store, document) -> None:
    first = first_version(document)
    interchange.load(store, read(first))
    dumped = json.loads(interchange.dump(store))
    text = json.dumps(first_version(dumped), ensure_ascii=False, indent=1) + "\n"
    again = Store.create(store.path.parent / "again" / "zhijiao.sqlite3")
    interchange.load(again, interchange.read(text.encode(), shipped_notices()))
    second = json.dumps(
        first_version(json.loads(interchange.dump(again))), ensure_ascii=False, indent=1
    )
    again.close()
    assert f"{second}\n" == text
    assert read(first_version(dumped)).years == read(document).years


def another(notice: Notice) -> Notice:
    """A notice that is not shipped: another county's, with all that a notice may say."""
    tasks = tuple(
        replace(task, section=("一", "二"), units=(Unit("教育局", UnitRole.LEAD), Unit("人社局")))
        for task in notice.tasks
    )
    duties = {**notice.duties, "memo": Duty(None, (6,), LAST_DAY, "月底前", "句子", "纸质", 2)}
    return replace(notice, key="another", name="乙县工作", tasks=tasks, duties=duties, level="县")


def test_two_notices_of_a_year_travel_and_one_that_is_not_shipped(
    store: Store, tmp_path: Path, notice: Notice
) -> None:
    own = another(notice)
    for one in (notice, own):
        open_notice(store, one)
    text = interchange.dump(store)
    dumped = json.loads(text)
    assert [(year["year"], year["notice"]) for year in dumped["years"]] == [
        (2023, "yangcheng_2023"),
        (2023, "another"),
    ]
    assert [one["key"] for one in dumped["notices"]] == ["another"]
    contents = read(dumped)
    assert contents.years[1].notice == own
    other = Store.create(tmp_path / "other" / "zhijiao.sqlite3")
    interchange.load(other, contents)
    assert interchange.dump(other) == text
    other.close()


@pytest.mark.parametrize(
    ("change", "path"),
    [
        (lambda n: n.pop("name"), ""),
        (lambda n: n.update(name=""), ""),
        (lambda n: n.update(extra=1), ""),
        (lambda n: n.update(name="乙县\x07"), ".name"),
        (lambda n: n.update(issued_on="2023年"), ""),
        (lambda n: n["tasks"].clear(), ""),
        (lambda n: n["tasks"][0].update(title="好" * 2001), ".tasks[0].title"),
        (lambda n: n["tasks"][0].update(number=None), ""),
        (lambda n: n["attachment"]["columns"][0].update(role="x"), ""),
        (lambda n: n["duties"].update(memo=[]), ""),
        (lambda n: n["duties"].update(foo={"months": [1], "day": 1}), ".duties.foo"),
        (lambda n: n["duties"]["memo"].update(copies=[2]), ""),
        (lambda n: n["duties"]["memo"].update(copies=-5), ""),
        (lambda n: n["duties"]["memo"].update(medium={"x": 1}), ""),
        (lambda n: n["duties"]["memo"].update(day=True), ""),
        (lambda n: n["duties"].update({"\ud800": {}}), ".duties.\ud800"),
        (lambda n: n.update(level={"x": 1}), ""),
        (lambda n: n.update(notes=[["a"]]), ""),
        (lambda n: n.update(year=2023.0), ""),
        (lambda n: n["tasks"][0].update(id=10**30), ""),
        (lambda n: n["tasks"][0].update(id=-1), ""),
        (lambda n: n["tasks"][0].update(id="1"), ""),
    ],
)
def test_a_notice_that_is_none_is_refused(store: Store, notice: Notice, change, path: str) -> None:
    open_notice(store, another(notice))
    document = json.loads(interchange.dump(store))
    change(document["notices"][0])
    with pytest.raises(Refusal) as refused:
        read(document)
    assert refused.value.values["path"] == f"notices[0]{path}"


def test_a_notice_twice_is_refused(store: Store, notice: Notice) -> None:
    open_notice(store, another(notice))
    document = json.loads(interchange.dump(store))
    document["notices"] *= 2
    with pytest.raises(Refusal, match=r"year_twice"):
        read(document)


def test_a_notice_that_names_no_school_and_a_figure_of_nought_travel(
    store: Store, notice: Notice
) -> None:
    first, *others = another(notice).tasks
    nil = Indicator("1.nil", "责任事故", "事故", Kind.NIL, "=", unit="起", total=0)
    tasks = (replace(first, indicators=(nil,)), *others)
    duty = Duty(date(notice.year - 1, 12, 20))
    bare = replace(another(notice), schools=(), doc_number="", issuer="", tasks=tasks)
    own = replace(bare, duties={**bare.duties, "task_list": duty})
    open_notice(store, own)
    assert read(json.loads(interchange.dump(store))).years[0].notice == own
