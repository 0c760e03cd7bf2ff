"""Every released schema stays readable; the fixture of each version is kept for ever."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from sqlite_utils import Database

from models.errors import EnvironmentRefusal
from models.interchange import document as interchange
from models.notices.shipped import shipped_notices
from models.safekeeping import backups, opening
from models.safekeeping.backups import BackupReason
from models.school import notices_kept, register
from models.storage import migrations
from models.storage.data_file import FIRST_DIGEST, connect, migrate
from models.storage.migrations import MIGRATIONS
from models.storage.proof import Proof, rebuild
from models.storage.schema import EDITABLE, FIRST_NOTICES, SCHEMA_VERSION
from models.storage.store import Store
from models.task_list import plan
from models.task_list.contents import Span

SCHEMA = (
    "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY name"
)
SPANNED, SPANS = 9, (Span(1, 12, "每月", "召开一次例会"), Span(4, 6, "二季度", "走访企业"))
KEPT = Path(__file__).parents[2] / "data" / "databases"


@pytest.mark.parametrize("fixture", sorted(KEPT.glob("*.sqlite3")), ids=lambda p: p.stem)
def test_a_released_file_opens_with_all_its_contents(
    fixture: Path, tmp_path: Path, sample: interchange.Contents
) -> None:
    shutil.copy(fixture, tmp_path / "zhijiao.sqlite3")
    store = opening.open_data(tmp_path).store
    contents = interchange.read(interchange.dump(store).encode(), shipped_notices())
    reports = contents.years[0].reports
    assert reports in ((), sample.years[0].reports)
    spans = SPANS if fixture.stem >= "v0.5" else ()
    entries = tuple(
        replace(entry, spans=spans if entry.task == SPANNED else ())
        for entry in sample.years[0].entries
    )
    (year,) = sample.years
    notice = contents.years[0].notice  # as it was when it was opened
    assert (notice.key, len(notice.tasks)) == (year.notice.key, len(year.notice.tasks))
    years = (replace(year, notice=notice, reports=reports, entries=entries),)
    identity = contents.school.identity
    school = replace(sample.school, identity=identity)
    assert contents == replace(sample, school=school, years=years)
    assert interchange.IDENTITY.fullmatch(identity)
    assert store.query("PRAGMA user_version") == [(SCHEMA_VERSION,)]
    store.close()
    is_older = fixture.stem != f"v0.{SCHEMA_VERSION}"
    again = tmp_path / "another PC"
    again.mkdir()
    shutil.copy(fixture, again / "zhijiao.sqlite3")
    store = opening.open_data(again).store
    assert register.school(store).identity == identity  # every copy comes to the same one
    store.close()
    kept = [backup.reason for backup in backups.found(tmp_path)]
    assert kept == [BackupReason.MIGRATION] * is_older  # as it was, before anything was touched


def schema(store: Store) -> list[str]:
    return [" ".join(sql.split()) for (sql,) in store.query(SCHEMA)]


def test_a_new_file_has_the_newest_schema_that_was_released(store: Store) -> None:
    """A change of the schema is a new migration with its own kept schema and fixture."""
    kept = (KEPT / f"v0.{SCHEMA_VERSION}.schema.sql").read_text(encoding="utf-8").splitlines()
    assert schema(store) == kept


def test_a_released_step_never_changes() -> None:
    """The first step alone still makes the schema that was released with it."""
    database = Database(memory=True)
    MIGRATIONS.apply(database, stop_before="m0002_monthly_report")
    rows = database.query(SCHEMA)
    kept = (KEPT / "v0.1.schema.sql").read_text(encoding="utf-8").splitlines()
    assert [" ".join(row["sql"].split()) for row in rows] == kept


@pytest.mark.parametrize("version", range(1, SCHEMA_VERSION + 1))
def test_every_released_version_has_its_fixture(version: int) -> None:
    assert (KEPT / f"v0.{version}.sqlite3").exists()


def test_edits_name_only_columns_that_exist(store: Store) -> None:
    for name, table in EDITABLE.items():
        columns = {row[1] for row in store.query(f"PRAGMA table_info({name})")}
        assert {*table.key, *table.fields} <= columns


OLDER = [path for path in sorted(KEPT.rglob("*.sqlite3")) if path.stem != f"v0.{SCHEMA_VERSION}"]


@pytest.mark.parametrize("fixture", OLDER, ids=lambda p: p.stem)
def test_a_migration_keeps_every_key(fixture: Path, tmp_path: Path) -> None:
    """Keys are off while tables are made anew, and hold again in the file and on its connection."""
    path = tmp_path / "zhijiao.sqlite3"
    shutil.copyfile(fixture, path)
    with closing(connect(path)) as con:
        migrate(con)
        assert con.execute("PRAGMA foreign_keys").fetchone() == (1,)
        assert con.execute("PRAGMA foreign_key_check").fetchall() == []
        with pytest.raises(sqlite3.IntegrityError):
            con.execute("INSERT INTO document VALUES (99, 1, 'task_list', 0)")


def test_what_named_no_row_before_stays_as_it_was(tmp_path: Path) -> None:
    """A copy that an older version took unseen may hold rows without their document."""
    path = tmp_path / "zhijiao.sqlite3"
    shutil.copyfile(KEPT / "v0.3.sqlite3", path)
    with closing(connect(path)) as con:
        con.execute("PRAGMA foreign_keys = OFF")
        con.execute("DELETE FROM document WHERE kind = 'monthly_report'")
        before = con.execute("SELECT count(*) FROM version").fetchone()
        migrate(con)
        assert con.execute("SELECT count(*) FROM version").fetchone() == before


def test_a_step_that_lets_go_of_rows_is_not_committed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "zhijiao.sqlite3"
    shutil.copyfile(KEPT / "v0.3.sqlite3", path)
    monkeypatch.setitem(migrations._MOVED, "document", "id, year + 1, kind, month")
    with closing(connect(path)) as con:
        with pytest.raises(RuntimeError, match="name no row"):
            migrate(con)
        assert con.execute("PRAGMA user_version").fetchone() == (3,)
        assert con.execute("SELECT count(*) FROM year").fetchone() == (1,)


def test_a_file_of_schema_3_is_proved_by_its_own_parts(tmp_path: Path) -> None:
    path = tmp_path / "zhijiao.sqlite3"
    shutil.copyfile(KEPT / "v0.3.sqlite3", path)
    with closing(sqlite3.connect(path)) as con:
        con.execute("UPDATE year SET notice = 'x'")
        con.commit()
        assert list(Proof(con).wrong_parts()) == ["y2023"]
    with pytest.raises(EnvironmentRefusal, match=r"data.damaged"):
        Store.open(path)


STRANGE = {
    "a view": "CREATE VIEW pupils AS SELECT * FROM share",
    "a view of documents": "CREATE VIEW pupils AS SELECT * FROM document",
    "a trigger": "CREATE TRIGGER t AFTER UPDATE ON office BEGIN DELETE FROM share; END",
    "an index": "CREATE INDEX i ON goal (goal)",
    "a table of a name to come": "CREATE TABLE Notice (name)",
    "a table of another name to come": "CREATE TABLE cell (name)",
    "a table of the newest name": "CREATE TABLE Item (name)",
    "a table of a name on the way": "CREATE TABLE document_new (name)",
    "any table": "CREATE TABLE pupils (name)",
}


CAME_WITH_FORMS, FIRST_FORMS = ("a table of the newest name",), 6
CAME_WITH_NOTICES = ("a table of a name to come", "a table of another name to come")


def _is_to_come(name: str, version: int) -> bool:
    """Whether the name of a strange table is none of that version's own."""
    if name in CAME_WITH_FORMS:
        return version < FIRST_FORMS
    return version < FIRST_NOTICES or name not in CAME_WITH_NOTICES


@pytest.mark.parametrize(
    ("name", "version"),
    [(n, v) for n in STRANGE for v in range(1, SCHEMA_VERSION) if _is_to_come(n, v)],
)
def test_what_an_older_version_let_in_is_no_reason_not_to_open(
    name: str, version: int, tmp_path: Path
) -> None:
    """Copies were not looked at before 1.3; such a file is sound, and the clerk's own."""
    path = tmp_path / "zhijiao.sqlite3"
    shutil.copyfile(KEPT / f"v0.{version}.sqlite3", path)
    with closing(connect(path)) as con:
        con.execute("BEGIN")
        con.execute(STRANGE[name])
        if version >= FIRST_DIGEST:
            rebuild(con)
        con.execute("COMMIT")
    store = Store.open(path)
    assert [plan.newest(store, one.id).year for one in notices_kept.opened(store)] == [2023]
    assert list(filter(None, store.wrong_parts())) == []
    kinds = store.query("SELECT DISTINCT type FROM sqlite_schema WHERE name IN ('pupils','t','i')")
    assert kinds == ([("table",)] if name == "any table" else [])
    store.close()
