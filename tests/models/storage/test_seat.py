"""The path leads elsewhere while the file is open: edits are refused, and nothing is lost."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from models.errors import EnvironmentRefusal
from models.safekeeping import backups, opening
from models.safekeeping.backups import BackupReason
from models.school import register
from models.storage import paths
from models.storage.store import Store

TIME = "2023-05-24T08:00:00Z"


@pytest.fixture
def old(filled: Store) -> Path:
    """A copy of the file as it was before an edit; the edit is committed."""
    filled.checkpoint()
    copy = filled.path.parent.with_name("old.sqlite3")
    shutil.copy(filled.path, copy)
    edit(filled, "新人")
    return copy


def edit(store: Store, contact: str) -> None:
    store.edit([register.school_change("contact", contact)])


def refused(store: Store) -> str:
    with pytest.raises(EnvironmentRefusal) as caught:
        edit(store, "丢了")
    return caught.value.code


def contact_in(path: Path) -> str:
    store = Store.open(path)
    try:
        assert list(filter(None, store.wrong_parts())) == []
        return register.school(store).contact
    finally:
        store.close()


def test_another_file_renamed_over_it_takes_no_edits(filled: Store, old: Path) -> None:
    content = old.read_bytes()
    old.replace(filled.path)
    assert refused(filled) == "data.replaced"
    assert register.school(filled).contact == "新人"  # what is open is still read
    image = filled.image()
    filled.close()
    assert filled.path.read_bytes() == content
    backups.write(filled.path.parent, image, BackupReason.CLOSE, TIME)


def test_a_file_that_is_deleted_takes_no_edits(filled: Store) -> None:
    filled.path.unlink()
    assert refused(filled) == "data.gone"
    filled.close()
    assert not filled.path.exists()


def test_a_folder_that_is_renamed_holds_all_and_is_not_made_anew(
    filled: Store, tmp_path: Path
) -> None:
    edit(filled, "新人")
    folder, moved = filled.path.parent, tmp_path / "moved"
    folder.rename(moved)
    assert refused(filled) == "data.folder_gone"
    with pytest.raises(EnvironmentRefusal, match=r"file.folder_missing"):
        backups.write(folder, filled.image(), BackupReason.CLOSE, TIME)
    with pytest.raises(EnvironmentRefusal, match=r"file.folder_missing"):
        opening.end_session(filled)
    assert not folder.exists()
    assert contact_in(paths.data_file(moved)) == "新人"


def test_a_folder_that_comes_back_is_gone_on_with(filled: Store, tmp_path: Path) -> None:
    folder, moved = filled.path.parent, tmp_path / "moved"
    folder.rename(moved)
    assert refused(filled) == "data.folder_gone"
    moved.rename(folder)
    edit(filled, "回来")
    filled.close()
    assert contact_in(filled.path) == "回来"


def test_a_file_put_in_place_by_writing_into_it_is_the_same_file(filled: Store) -> None:
    """Only another file is told: touching it, or its rights, is nobody's business."""
    filled.path.touch()
    filled.path.chmod(0o600)
    edit(filled, "照写")
    filled.close()
    assert contact_in(filled.path) == "照写"


@pytest.mark.parametrize("harm", ["deleted", "older"])
def test_a_log_that_goes_its_own_way_costs_no_edit(filled: Store, harm: str) -> None:
    """What was committed stands in the log that is open, and is brought into the file in time."""
    log = Path(f"{filled.path}-wal")
    edit(filled, "一")
    earlier = log.read_bytes()
    edit(filled, "二")
    log.unlink()
    if harm == "older":
        log.write_bytes(earlier)
    edit(filled, "三")
    left = filled.path.parent.with_name("killed")
    shutil.copytree(filled.path.parent, left)
    assert contact_in(paths.data_file(left)) == "三"
    edit(filled, "四")
    filled.close()
    assert contact_in(filled.path) == "四"


@pytest.mark.skipif(os.name != "posix", reason="asks for POSIX locks")
def test_a_file_that_is_not_opened_after_all_is_let_go(filled: Store, old: Path) -> None:
    filled.close()
    filled.path.write_bytes(old.read_bytes()[:5000])
    for _ in range(2):  # the second time it is not taken for one that is open here
        with pytest.raises(EnvironmentRefusal, match=r"data.damaged"):
            Store.open(filled.path)
