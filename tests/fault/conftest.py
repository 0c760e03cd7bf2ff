"""Faults are injected by a library that must be loaded before the program: `make fault`."""

from __future__ import annotations

import gc
import random
import shutil
import tempfile
import tomllib
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import resources
from models import lazy_regex
from models.storage.store import Store
from tests.fault import faults

if TYPE_CHECKING:
    from collections.abc import Iterator


def pytest_sessionstart() -> None:
    if not faults.is_loaded():
        raise pytest.UsageError("the shim is not loaded; run these tests by `make fault`")


def pytest_collection_finish() -> None:
    """What stands for the whole run is no child's to make or to collect: there are thousands."""
    for waiting in [one for one in gc.get_objects() if type(one) is lazy_regex.Waiting]:
        waiting.match("")
    for group in tomllib.loads(resources.path("texts.toml").read_text(encoding="utf-8")):
        with suppress(KeyError):
            resources.sentence(f"{group}.")
    gc.collect()
    gc.freeze()


@pytest.fixture
def folder() -> Iterator[Path]:
    """An empty data folder in memory: what is tested is the order of operations, not the disk."""
    made = Path(tempfile.mkdtemp(prefix="zhijiao-fault-", dir="/dev/shm"))
    faults.watch(made)
    yield made
    faults.arm(0, faults.OFF)
    shutil.rmtree(made)


@pytest.fixture
def target() -> Iterator[Path]:
    """Where a cut leaves its files."""
    made = Path(tempfile.mkdtemp(prefix="zhijiao-cut-", dir="/dev/shm"))
    yield made
    shutil.rmtree(made)


@pytest.fixture
def rng() -> random.Random:
    return random.Random(2023)  # noqa: S311  (seeded on purpose)


@pytest.fixture(scope="session")
def new_image(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A new data file of the current schema."""
    store = Store.create(tmp_path_factory.mktemp("new") / "zhijiao.sqlite3")
    image = store.image()
    store.close()
    return image


@pytest.fixture(scope="session")
def draft_image(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The sample school's list, filled in and not finished."""
    from models.storage import paths
    from ui.use_cases.data import loading
    from ui.use_cases.program import demo

    own = tmp_path_factory.mktemp("draft")
    loading.load_document(own, resources.path(demo.SAMPLE).read_bytes(), replace=False)
    store = Store.open(paths.data_file(own))
    image = store.image()
    store.close()
    return image


@pytest.fixture(scope="session")
def year_image(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The sample year lived to its end: snapshots, events, a correction, an adjustment."""
    from models.storage import paths
    from ui.use_cases.program import demo

    own = tmp_path_factory.mktemp("year") / "data"
    demo.live_until(own, 12)
    store = Store.open(paths.data_file(own))
    image = store.image()
    store.close()
    return image
