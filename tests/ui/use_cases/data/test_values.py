"""A rightly summed data file with values that nobody could have typed is not taken."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from models.errors import EnvironmentRefusal
from models.storage import proof
from models.storage.data_file import check_image, image_of
from ui.use_cases.data.foreign_copy import examine

if TYPE_CHECKING:
    from models.storage.store import Store

KEPT = Path(__file__).parents[3] / "data" / "databases"
HISTORY = "INSERT INTO history (utc, batch, tbl, key, field, old, new, undoes) VALUES "
SETTING = "INSERT OR REPLACE INTO setting VALUES "
WITH_A_TIME = '{"year": 2023, "days": [{"date": "2023-10-01T08:00", "isOffDay": true}]}'
HOSTILE = {
    "a scale that is a word": SETTING + "('scale', 'abc')",
    "a scale of 0": SETTING + "('scale', '0')",
    "copies without end": SETTING + "('copies', '99999999')",
    "a rule that is none": SETTING + "('deadline_rule', 'never')",
    "a mail with a second header": SETTING + "('mail_to', 'a@b.c' || char(13, 10) || 'Bcc: d@e.f')",
    "a window of megabytes": SETTING + "('geometry', hex(zeroblob(2000000)))",
    "holidays that are none": SETTING + "('holidays_2023', '{}')",
    "holidays with a time of day": SETTING + f"('holidays_2023', '{WITH_A_TIME}')",
    "any setting of megabytes": SETTING + "('x', hex(zeroblob(2000000)))",
    "a date that is none": "UPDATE version SET filled_on = '2023-13-45'",
    "a date in another form": "UPDATE version SET filled_on = '20230306'",
    "a goal of megabytes": "UPDATE goal SET goal = hex(zeroblob(1500000)) WHERE month = 3",
    "a goal over its limit": "UPDATE goal SET goal = hex(zeroblob(1001)) WHERE month = 3",
    "a name of megabytes": "UPDATE school SET name = hex(zeroblob(1500000))",
    "a name of two lines": "UPDATE school SET contact = 'a' || char(10) || 'b'",
    "a control in a text": "UPDATE entry SET measures = 'a' || char(7)",
    "a person over the limit": "UPDATE entry SET person = hex(zeroblob(251))",
    "an amount over the limit": "UPDATE amount SET amount = 99999999999",
    "a share of an unknown figure": "INSERT INTO share VALUES (2023, 'x', 1)",
    "a key that is no JSON": HISTORY
    + "('2023-01-01T00:00:00Z', 1, 'school', 'x', 'name', 'a', 'b', NULL)",
    "a key that is a number": HISTORY
    + "('2023-01-01T00:00:00Z', 1, 'school', '1', 'name', 'a', 'b', NULL)",
    "a key of another table": HISTORY
    + "('2023-01-01T00:00:00Z', 1, 'school', '[1,2,3]', 'name', 'a', 'b', NULL)",
    "a change of a table that no edit touches": HISTORY
    + "('2023-01-01T00:00:00Z', 1, 'digest', '[1]', 'rows', 'a', 'b', NULL)",
    "a time that is none": HISTORY + "('yesterday', 1, 'school', '[1]', 'name', 'a', 'b', NULL)",
    "an old value of megabytes": HISTORY
    + "('2023-01-01T00:00:00Z', 1, 'school', '[1]', 'name', hex(zeroblob(1500000)), 'b', NULL)",
    "a year without a document": "DELETE FROM document",
    "a year that is none": "UPDATE year SET year = 3",
    "a notice that is no JSON": "UPDATE year SET pack = '['",
}


def with_sql(image: bytes, sql: str) -> bytes:
    """Return a data file with values of its own in it, its digest made right again."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as con:
        con.deserialize(image)
        con.execute("PRAGMA foreign_keys = OFF")
        con.executescript(sql)
        proof.rebuild(con)
        return image_of(con)


@pytest.mark.parametrize("name", HOSTILE)
def test_what_could_not_have_been_typed_is_refused_with_the_whole_copy(
    filled: Store, tmp_path: Path, name: str
) -> None:
    source = tmp_path / "x.zjqd"
    image = with_sql(filled.image(), HOSTILE[name])
    check_image(image, source)  # rightly summed
    source.write_bytes(image)
    with pytest.raises(EnvironmentRefusal, match=r"data\."):
        examine(source, tmp_path / "image", lambda *_: None)


@pytest.mark.parametrize("path", sorted(KEPT.rglob("*.sqlite3")), ids=lambda p: p.stem)
def test_every_released_file_is_sound(path: Path, tmp_path: Path) -> None:
    """Those of older schemas are looked at as they will be after their migration."""
    found = examine(path, tmp_path / "image", lambda *_: None)
    assert found.sha256 == sha256(path.read_bytes()).hexdigest()
    assert found.counts.years


def test_characters_that_were_kept_before_are_no_reason(filled: Store, tmp_path: Path) -> None:
    """A thin blank typed in 1.2 stands in its texts and in its history."""
    sql = "UPDATE entry SET measures = '60' || char(0x2009) || '人' || char(0xFE0F) WHERE task = 1"
    source = tmp_path / "x.zjqd"
    source.write_bytes(with_sql(filled.image(), sql))
    assert examine(source, tmp_path / "image", lambda *_: None).counts.years == 1
