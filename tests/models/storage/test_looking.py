"""A closed data file is looked at where it lies, whatever schema it has, and not a byte changes."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from models.errors import EnvironmentRefusal
from models.school import register
from models.storage.data_file import check_header
from models.storage.looking import bring_up, check_rows, look, play_log, prove
from models.storage.schema import SCHEMA_VERSION

if TYPE_CHECKING:
    from models.storage.store import Store

KEPT = Path(__file__).parents[2] / "data" / "databases"


@pytest.fixture
def copy(filled: Store, tmp_path: Path) -> Path:
    made = tmp_path / "copy"
    made.write_bytes(filled.image())
    return made


@pytest.mark.parametrize("path", sorted(KEPT.rglob("*.sqlite3")), ids=lambda p: p.stem)
def test_every_released_file_is_proved_and_brought_up(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    copy.write_bytes(path.read_bytes())
    prove(copy)
    assert copy.read_bytes() == path.read_bytes()
    assert [one.name for one in tmp_path.iterdir()] == ["copy"]
    bring_up(copy)
    assert check_header(copy) == SCHEMA_VERSION
    prove(copy)


def test_nothing_can_be_written_through_it(copy: Path) -> None:
    with closing(look(copy)) as con, pytest.raises(sqlite3.OperationalError):
        con.execute("DELETE FROM school")


def test_what_hides_in_the_schema_is_refused(copy: Path) -> None:
    with closing(sqlite3.connect(copy)) as con:
        con.execute("CREATE TRIGGER sqlitexevil AFTER UPDATE ON school BEGIN SELECT 1; END")
    with pytest.raises(EnvironmentRefusal, match=r"data.foreign"):
        prove(copy)


def test_a_changed_row_is_found(copy: Path) -> None:
    with closing(sqlite3.connect(copy)) as con, con:
        con.execute("UPDATE school SET contact = 'x'")
    with pytest.raises(EnvironmentRefusal, match=r"data.damaged"):
        prove(copy)


def test_the_log_beside_it_is_played_in(filled: Store, tmp_path: Path) -> None:
    filled.checkpoint()
    filled.edit([register.school_change("contact", "最后改的")])
    copy = tmp_path / "copy"
    copy.write_bytes(filled.path.read_bytes())
    Path(f"{copy}-wal").write_bytes(Path(f"{filled.path}-wal").read_bytes())
    play_log(copy)
    seen: list[str] = []
    with closing(look(copy)) as con:
        check_rows(con, "school", ["contact"], seen.append)
    assert seen == ["最后改的"]


def test_a_check_that_raises_leaves_nothing_open(copy: Path) -> None:
    def refuse(_value: object) -> None:
        raise ValueError

    with closing(look(copy)) as con:
        with pytest.raises(ValueError, match=r"^$"):
            check_rows(con, "history", ["seq"], refuse)
        check_rows(con, "school", ["name"], print)
