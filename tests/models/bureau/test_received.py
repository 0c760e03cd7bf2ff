"""When files and papers came in: a list of the bureau's own, in Beijing's time."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from models.bureau.facts import LIST, REPORT
from models.bureau.received import BEIJING, Foot, Paper, day_of, read_received
from models.errors import Refusal

HEAD = "file,received,school,form,month,medium,due,on_time,short\n"


def test_files_and_papers_are_read() -> None:
    found = read_received(
        (
            HEAD
            + "甲校\\3月.xlsx,2023-03-25\n"
            + "4月.xlsx,2023-04-25 16:30\n"
            + "5月.xlsx,2023-05-25T23:30:00+00:00\n"
            + ",2023-03-24,乙校,report,3月,纸质,5,4,1\n"
            + ",2023-03-08,乙校,任务清单,,纸质,,,\n"
        ).encode()
    )
    assert found.files == {
        "甲校/3月.xlsx": datetime(2023, 3, 25, tzinfo=BEIJING),
        "4月.xlsx": datetime(2023, 4, 25, 16, 30, tzinfo=BEIJING),
        "5月.xlsx": datetime(2023, 5, 26, 7, 30, tzinfo=BEIJING),
    }
    assert day_of(found.files["5月.xlsx"]) == date(2023, 5, 26)  # in Beijing the next day
    march, eighth = datetime(2023, 3, 24, tzinfo=BEIJING), datetime(2023, 3, 8, tzinfo=BEIJING)
    assert found.papers == (
        Paper("乙校", REPORT, 3, march, "纸质", Foot(5, 4, 1), 5),
        Paper("乙校", LIST, None, eighth, "纸质", None, 6),
    )


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("3月.xlsx,三月二十五", "bureau.no_date"),
        ("3月.xlsx,2023-02-30", "bureau.no_date"),
        ("3月.xlsx,0001-01-01T00:00+23:00", "bureau.no_date"),
        ("3月.xlsx,9999-12-31T23:00-12:00", "bureau.no_date"),
        ("3月.xlsx,1023-03-25", "bureau.no_date"),
        (",2023-03-24,乙校,,3,,,,", "bureau.paper"),
        (",2023-03-24,,report,3,,,,", "bureau.paper"),
        (",2023-03-24,乙校,report,,,,,", "bureau.no_month"),
        (",2023-03-24,乙校,report,3,,5,4,2", "bureau.foot"),
        (",2023-03-24,乙校,report,3,,5,,", "bureau.foot"),
        (",2023-03-24,乙校,report,3,,-1,-1,0", "bureau.foot"),
    ],
)
def test_a_line_that_cannot_be_meant_is_refused(line: str, code: str) -> None:
    with pytest.raises(Refusal) as told:
        read_received((HEAD + line + "\n").encode())
    assert told.value.code == code
    assert told.value.values["line"] == 2


def test_a_file_twice_is_refused() -> None:
    with pytest.raises(Refusal) as told:
        read_received((HEAD + "a.xlsx,2023-03-01\na.xlsx,2023-03-02\n").encode())
    assert (told.value.code, told.value.values["line"]) == ("bureau.file_twice", 3)


def test_the_name_of_a_file_is_taken_as_it_is() -> None:
    name = f"各校/甲  校/{'长' * 120}.xlsx"  # two blanks, and longer than a name may be
    found = read_received(f"{HEAD}{name},2023-03-01\n".encode())
    assert list(found.files) == [name]
