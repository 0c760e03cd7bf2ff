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
from models.storage import open_files, paths
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


def let_go(store: Store) -> None:
    """As after an error of the disk: the next use opens the file again."""
    store._let_go()


def test_what_lies_there_after_a_lost_handle_must_hold_our_last_edit(
    filled: Store, old: Path
) -> None:
    """Two PCs, one edit each since the same morning: as many transactions, another content."""
    theirs = Store.open(old)
    edit(theirs, "别人")
    theirs.close()
    let_go(filled)
    old.replace(filled.path)
    with pytest.raises(EnvironmentRefusal, match=r"data.failed"):
        register.school(filled)


def test_a_file_that_comes_back_under_another_number_is_the_one_that_is_held(
    filled: Store, old: Path
) -> None:
    let_go(filled)
    content = filled.path.read_bytes()
    filled.path.rename(filled.path.with_name("away"))
    filled.path.write_bytes(content)
    assert register.school(filled).contact == "新人"
    with pytest.raises(EnvironmentRefusal, match=r"data.same_file"):
        open_files.require_free(filled.path)
    filled.close()
    open_files.require_free(filled.path)


def test_a_drive_that_numbers_anew_is_believed_by_the_open_handle(
    filled: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = filled.path.stat()

    def renumbered(path: Path) -> open_files.Identity | None:
        return (real.st_dev, real.st_ino + 1) if path == filled.path else None

    monkeypatch.setattr(open_files, "identity", renumbered)
    monkeypatch.setattr(open_files, "is_open_here", lambda file: file[1] == real.st_ino + 1)
    edit(filled, "照写")
    with pytest.raises(EnvironmentRefusal, match=r"data.same_file"):
        open_files.require_free(filled.path)
    filled.close()
    open_files.require_free(filled.path)


def test_a_folder_that_cannot_be_looked_at_says_nothing_of_the_log(
    filled: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unlooked(_path: Path) -> int:
        raise OSError

    con = filled._con
    monkeypatch.setattr(open_files, "listed", unlooked)
    edit(filled, "照写")
    assert filled._con is con
