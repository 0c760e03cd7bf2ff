"""Every released schema stays readable; the fixture of each version is kept for ever."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlite_utils import Database

from models.interchange import document as interchange
from models.notices.shipped import shipped_notices
from models.safekeeping import backups, opening
from models.safekeeping.backups import BackupReason
from models.storage.migrations import MIGRATIONS
from models.storage.schema import EDITABLE, SCHEMA_VERSION

if TYPE_CHECKING:
    from models.storage.store import Store

SCHEMA = (
    "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY name"
)
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
    years = tuple(replace(year, reports=reports) for year in sample.years)
    assert contents == replace(sample, years=years)
    assert store.query("PRAGMA user_version") == [(SCHEMA_VERSION,)]
    store.close()
    is_older = fixture.stem != f"v0.{SCHEMA_VERSION}"
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
