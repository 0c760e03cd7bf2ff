"""What the journeys share: the demo's year, lived once in a run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that the demo wrote its papers into."""
    from tests.helpers import no_picture
    from ui.use_cases.program import demo

    folder = tmp_path_factory.mktemp("demo")
    demo.run(folder, no_picture)
    return folder
