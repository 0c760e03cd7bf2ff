"""Fixtures that are the objects themselves: a notice, an empty store, the filled sample year.

Those of the window stand in ``tests/window.py``.
"""

from __future__ import annotations

import importlib.util
import sqlite3
import sys
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.selection import needs_qt

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--qt",
        choices=("any", "only", "none"),
        default="any",
        help="only: the tests that need a window; none: the others, with PySide6 kept out",
    )
    parser.addoption("--program", default="", help="the built program to try instead of main.py")
    parser.addoption("--accept-out", default="accept-out", help="where acceptance pictures go")


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--qt") == "none":
        sys.modules["PySide6"] = None  # type: ignore[assignment]
    elif importlib.util.find_spec("PySide6") and config.pluginmanager.hasplugin("pytest-qt"):
        config.pluginmanager.import_plugin("tests.window")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    wanted = config.getoption("--qt")
    if wanted == "any" or collection_path.suffix != ".py" or collection_path.name == "conftest.py":
        return None
    return True if needs_qt(collection_path) != (wanted == "only") else None


@pytest.fixture(scope="session")
def notice():
    from models.notices.shipped import shipped_notices

    return shipped_notices()["yangcheng_2023"]


@pytest.fixture
def data_file(tmp_path: Path) -> Path:
    return tmp_path / "data" / "zhijiao.sqlite3"


# Stages of the sample year, each resting on the one before; made once in a run, then copied.
STAGES = ("filled", "final_list", "march")


@pytest.fixture(scope="session")
def stages(sample, sample_reports, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The image of a data file at each stage."""
    from models.interchange import document as interchange
    from models.storage.store import Store
    from models.task_list import plan
    from tests.helpers import NOTICE, begin_and_fill, finalise

    made = Store.create(tmp_path_factory.mktemp("stages") / "zhijiao.sqlite3")
    years = tuple(replace(year, reports=()) for year in sample.years)
    interchange.load(made, replace(sample, years=years))
    images = {"filled": made.image()}
    finalise(made, plan.newest(made, NOTICE))
    images["final_list"] = made.image()
    begin_and_fill(made, sample_reports[3])
    images["march"] = made.image()
    made.close()
    return images


@pytest.fixture
def store(request: pytest.FixtureRequest, data_file: Path) -> Iterator[object]:
    """A data file, open: at the last stage that the test asks for, else empty."""
    from models.storage.store import Store

    wanted = [stage for stage in STAGES if stage in request.fixturenames]
    if wanted:
        data_file.parent.mkdir(mode=0o700)
        data_file.write_bytes(request.getfixturevalue("stages")[wanted[-1]])
        data_file.chmod(0o600)
        made = Store.open(data_file)
    else:
        made = Store.create(data_file)
    yield made
    with suppress(sqlite3.ProgrammingError):  # the test closed it
        made.close()


@pytest.fixture
def version(store, notice):
    """The draft of 2023 in the empty data file."""
    from models.task_list.its_notice.opening import open_notice

    return open_notice(store, notice)


@pytest.fixture(scope="session")
def sample_text() -> bytes:
    import resources

    return resources.path("sample/school.json").read_bytes()


@pytest.fixture(scope="session")
def sample(sample_text):
    """The sample school as values: its list and the reports of its year."""
    from models.interchange import document as interchange
    from models.notices.shipped import shipped_notices

    return interchange.read(sample_text, shipped_notices())


@pytest.fixture(scope="session")
def sample_reports(sample):
    return {report.month: report for report in sample.years[0].reports}


@pytest.fixture
def filled(store):
    """The data file with the filled list of the sample year; no report is begun."""
    return store


@pytest.fixture
def final_list(filled):
    """The sample with its list finalised."""
    from models.task_list import plan
    from tests.helpers import NOTICE

    return plan.newest(filled, NOTICE)


@pytest.fixture
def march(filled, final_list):
    """The sample with the report of March begun and filled in."""
    from models.monthly_report import kept
    from tests.helpers import NOTICE

    return kept.newest(filled, NOTICE)[3]


@pytest.fixture
def sheet(filled):
    """The sample's list with everything around it."""
    from tests.helpers import list_of

    return list_of(filled)


@pytest.fixture
def march_form(filled, march):
    """The draft of the report of March as a filled form."""
    from tests.helpers import report_of
    from ui.use_cases.documents.composing import compose

    return compose(report_of(filled, 3)).form
