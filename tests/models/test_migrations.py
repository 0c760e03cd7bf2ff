"""Every released schema stays readable; the fixture of each version is kept for ever."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from models import interchange, packs
from models.schema import EDITABLE, SCHEMA_VERSION
from models.store import Store

KEPT = Path(__file__).parents[1] / "data" / "databases"


@pytest.mark.parametrize("fixture", sorted(KEPT.glob("*.sqlite3")), ids=lambda p: p.stem)
def test_a_released_file_opens_with_all_its_contents(
    fixture: Path, tmp_path: Path, sample_text: bytes
) -> None:
    path = tmp_path / "zhijiao.sqlite3"
    shutil.copy(fixture, path)
    store = Store.open(path)
    contents = interchange.read(interchange.dump(store).encode(), packs.shipped())
    assert contents == interchange.read(sample_text, packs.shipped())
    assert store.query("PRAGMA user_version") == [(SCHEMA_VERSION,)]
    store.close()


def schema(store: Store) -> list[str]:
    rows = store.query(
        "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL"
        " AND name NOT LIKE 'sqlite_%' ORDER BY name"
    )
    return [" ".join(sql.split()) for (sql,) in rows]


def test_a_released_schema_never_changes(store: Store) -> None:
    """A new file has exactly the schema that was released; a change is a new migration."""
    kept = (KEPT / "v0.1.schema.sql").read_text(encoding="utf-8").splitlines()
    assert schema(store) == kept


def test_every_released_version_has_its_fixture() -> None:
    assert (KEPT / "v0.1.sqlite3").exists()


def test_edits_name_only_columns_that_exist(store: Store) -> None:
    for name, table in EDITABLE.items():
        columns = {row[1] for row in store.query(f"PRAGMA table_info({name})")}
        assert {*table.key, *table.fields} <= columns
