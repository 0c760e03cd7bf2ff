"""A list of schools: as WPS and Excel save it; what cannot be meant is refused with its line."""

from __future__ import annotations

import pytest

from models.bureau.roster import Member, called, nearest, of_notice, read_roster
from models.errors import Refusal
from models.notices.shipped import shipped_notices

TEXT = (
    "学校,通知里的叫法,简称,起始月,免报,说明\r\n"
    "阳城县职业高级中学,县职业高中,县职中,,,\r\n"
    "\r\n"
    '阳城第二职业中学,二职,,9月,"10、11",暑期后开办\r\n'
    "阳城县卫生学校,,,,全年,停招\r\n"
)
READ = (
    Member("阳城县职业高级中学", ("县职业高中", "县职中")),
    Member("阳城第二职业中学", ("二职",), 9, frozenset({10, 11}), remark="暑期后开办"),
    Member("阳城县卫生学校", (), 1, frozenset(range(1, 13)), is_excused=True, remark="停招"),
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_list_is_read_however_it_was_saved(encoding: str) -> None:
    assert read_roster(TEXT.encode(encoding)) == READ


@pytest.mark.parametrize(
    ("text", "code", "values"),
    [
        ("", "bureau.no_table", {}),
        ("学校\n", "bureau.no_school", {}),
        ("名称\n甲\n", "bureau.heading", {"heading": "名称"}),
        ("学校,学校\n甲,乙\n", "bureau.heading", {"heading": "学校"}),
        ("简称\n甲\n", "bureau.heading_missing", {"heading": "学校"}),
        ("学校,简称\n甲,乙\n丙,甲\n", "bureau.name_twice", {"name": "甲", "line": 3, "first": 2}),
        ("学校,起始月\n甲,13\n", "bureau.no_month", {"text": "13", "line": 2}),
        ("学校,免报\n甲,暑假\n", "bureau.no_month", {"text": "暑假", "line": 2}),
        ("学校,简称\n,乙\n", "bureau.no_name", {"line": 2}),
        ("学校\n甲,乙\n", "bureau.cells", {"line": 2}),
        (f"学校\n{'甲' * 101}\n", "bureau.cells", {"line": 2}),
    ],
)
def test_what_cannot_be_meant_is_refused_with_its_line(
    text: str, code: str, values: dict[str, object]
) -> None:
    with pytest.raises(Refusal) as told:
        read_roster(text.encode())
    assert told.value.code == code
    assert values.items() <= told.value.values.items()


@pytest.mark.parametrize("content", [b"\xff\xfe\x00\x00\x81", b"\x00" * 3_000_000])
def test_bytes_that_are_no_list_are_refused(content: bytes) -> None:
    with pytest.raises(Refusal, match="bureau"):
        read_roster(content)


def test_without_a_list_the_notice_s_own_schools_are_expected() -> None:
    members = of_notice(shipped_notices()["yangcheng_2023"])
    assert [member.name for member in members] == ["县职业高中", "二职"]
    assert called(members, "县职中") is members[0]
    assert nearest(members, "阳城县职业高级中学") is members[0]  # to be confirmed
    assert nearest(members, "县职") is None


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("阳城县职业高级中学", None),  # called so: no question
        ("阳城职业高级中学", "阳城县职业高级中学"),
        ("阳城县第二职业中学", "阳城第二职业中学"),
        ("泽州县职业中学", None),
        ("阳城县第一职业中学", None),  # a character more or less, never another one
        ("阳城县职业中学", "阳城县职业高级中学"),  # not 第二: a number is no word to leave out
        ("", None),
    ],
)
def test_a_name_written_a_little_otherwise_is_proposed_and_no_other(
    name: str, found: str | None
) -> None:
    known = called(READ, name)
    proposed = None if known is not None else nearest(READ, name)
    assert (proposed.name if proposed is not None else None) == found


def test_what_is_only_similar_is_another_school() -> None:
    members = (Member("阳城县润城职业学校"), Member("北留职业学校"))
    assert nearest(members, "阳城县北留职业学校") is members[1]
    assert nearest(members, "阳城县町店职业学校") is None
    assert nearest(members[:1], "阳城县北留职业学校") is None


def test_of_two_schools_equally_like_none_is_proposed() -> None:
    members = (Member("阳城县东城职业中学"), Member("阳城县西城职业中学"))
    assert nearest(members, "阳城县城职业中学") is None
