"""A rightly summed data file with values that nobody could have typed is not taken."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from models.errors import EnvironmentRefusal
from models.storage.data_file import check_image
from tests.fault.hostile.data import ONCE_TAKEN, VALUES, forced, with_sql
from ui.use_cases.data.foreign_copy import examine

if TYPE_CHECKING:
    from models.storage.store import Store

KEPT = Path(__file__).parents[3] / "data" / "databases"


@pytest.mark.parametrize("name", VALUES)
def test_what_could_not_have_been_typed_is_refused_with_the_whole_copy(
    filled: Store, tmp_path: Path, name: str
) -> None:
    source = tmp_path / "x.zjqd"
    image = with_sql(filled.image(), VALUES[name])
    check_image(image, source)  # rightly summed
    source.write_bytes(image)
    with pytest.raises(EnvironmentRefusal, match=r"data.bad_value"):
        examine(source, tmp_path / "image", lambda *_: None)


@pytest.mark.parametrize("path", sorted(KEPT.rglob("*.sqlite3")), ids=lambda p: p.stem)
def test_every_released_file_is_sound(path: Path, tmp_path: Path) -> None:
    """Those of older schemas are looked at as they will be after their migration."""
    found = examine(path, tmp_path / "image", lambda *_: None)
    assert found.sha256 == sha256(path.read_bytes()).hexdigest()
    assert found.counts.notices


@pytest.mark.parametrize("name", ONCE_TAKEN)
def test_what_an_earlier_version_took_is_no_reason(
    stages: dict[str, bytes], tmp_path: Path, name: str
) -> None:
    source = tmp_path / "x.zjqd"
    source.write_bytes(forced(stages["march"], ONCE_TAKEN[name]))
    assert examine(source, tmp_path / "image", lambda *_: None).counts.notices == 1


def test_characters_that_were_kept_before_are_no_reason(filled: Store, tmp_path: Path) -> None:
    """A thin blank typed in 1.2 stands in its texts and in its history."""
    sql = "UPDATE entry SET measures = '60' || char(0x2009) || '人' || char(0xFE0F) WHERE task = 1"
    source = tmp_path / "x.zjqd"
    source.write_bytes(with_sql(filled.image(), sql))
    assert examine(source, tmp_path / "image", lambda *_: None).counts.notices == 1
