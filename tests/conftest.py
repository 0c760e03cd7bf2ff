"""Fixtures that are the objects themselves: a pack, an empty store, the filled sample year."""

from __future__ import annotations

import sqlite3
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

collect_ignore_glob: list[str] = []


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--block-pyside6", action="store_true", help="make PySide6 impossible to import"
    )
    parser.addoption("--accept-out", default="accept-out", help="where acceptance pictures go")


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--block-pyside6"):
        sys.modules["PySide6"] = None  # type: ignore[assignment]
        collect_ignore_glob.append("ui/window/*")


@pytest.fixture(scope="session")
def pack():
    from models import packs

    return packs.shipped()["yangcheng_2023"]


@pytest.fixture
def data_file(tmp_path: Path) -> Path:
    return tmp_path / "data" / "zhijiao.sqlite3"


@pytest.fixture
def store(data_file: Path) -> Iterator[object]:
    """An empty data file, open."""
    from models.store import Store

    made = Store.create(data_file)
    yield made
    with suppress(sqlite3.ProgrammingError):  # the test closed it
        made.close()


@pytest.fixture
def version(store, pack):
    """The draft of 2023 in the empty data file."""
    from models import versions

    return versions.open_year(store, pack)


@pytest.fixture(scope="session")
def sample_text() -> bytes:
    import resources

    return resources.path("sample/school.json").read_bytes()


@pytest.fixture
def filled(store, sample_text):
    """The data file with the filled sample year."""
    from models import interchange, packs

    interchange.load(store, interchange.read(sample_text, packs.shipped()))
    return store


@pytest.fixture
def sheet(filled):
    """The sample's list with everything around it."""
    from ui.use_cases import sheets

    return sheets.load(filled, 2023)
