"""What is open is put back in its place, whatever became of the place."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from models.errors import EnvironmentRefusal
from models.safekeeping import displacement, opening, restoring, session_mark
from models.school import register
from models.storage import paths

if TYPE_CHECKING:
    from models.storage.store import Store

KEEP = "2023-05-24_080000_000000"


def contact(store: Store) -> str:
    return register.school(store).contact


def edit(store: Store, text: str) -> None:
    store.edit([register.school_change("contact", text)])


def replace(store: Store) -> None:
    """An old copy is renamed over the file."""
    other = store.path.with_name("old")
    shutil.copy(store.path, other)
    edit(store, "新人")
    other.replace(store.path)


def delete(store: Store) -> None:
    edit(store, "新人")
    store.path.unlink()


def delete_all(store: Store) -> None:
    edit(store, "新人")
    shutil.rmtree(store.path.parent)
    store.path.parent.mkdir()


def replace_all(store: Store) -> None:
    """The whole folder is another one by now, with a log of its own."""
    folder = store.path.parent
    edit(store, "旧的")
    shutil.copytree(folder, folder.with_name("old"))
    edit(store, "新人")
    folder.rename(folder.with_name("moved"))
    folder.with_name("old").rename(folder)


HARMS = [replace, delete, delete_all, replace_all]


@pytest.fixture
def store(filled: Store) -> Store:
    filled.checkpoint()
    opening.begin_session(filled)
    return filled


@pytest.mark.parametrize("harm", HARMS)
def test_what_is_open_is_put_back_and_gone_on_with(store: Store, harm, tmp_path: Path) -> None:
    harm(store)
    assert displacement.is_displaced(store)
    kept = displacement.put_back(store, KEEP)
    assert not displacement.is_displaced(store)
    assert store.can_undo()
    edit(store, "又写")
    killed = tmp_path / "killed"
    shutil.copytree(store.path.parent, killed)
    opening.end_session(store)
    for folder in (killed, store.path.parent):
        opened = opening.open_data(folder)
        assert contact(opened.store) == "又写"
        assert list(filter(None, opened.store.wrong_parts())) == []
        opened.store.close()
    assert (kept is not None) == (harm in (replace, replace_all))


def test_what_lay_there_is_kept_as_it_was_without_our_log(store: Store) -> None:
    """Our own log lies beside the other file by then; played into it, it would make a mixture."""
    replace(store)
    there = store.path.read_bytes()
    kept = displacement.put_back(store, KEEP)
    assert kept is not None
    assert (kept / paths.DATA_FILE).read_bytes() == there
    assert Path(f"{kept / paths.DATA_FILE}-wal").read_bytes() == b""


def test_a_log_that_belongs_to_what_lay_there_is_kept_with_it(store: Store) -> None:
    replace_all(store)
    there = opening.image_of_set(store.path)
    kept = displacement.put_back(store, KEEP)
    assert kept is not None
    assert opening.image_of_set(kept / paths.DATA_FILE) == there


def test_without_its_folder_nothing_is_made_anew(store: Store, tmp_path: Path) -> None:
    edit(store, "新人")
    folder = store.path.parent
    folder.rename(tmp_path / "moved")
    with pytest.raises(EnvironmentRefusal, match=r"data.folder_gone"):
        displacement.put_back(store, KEEP)
    assert not folder.exists()
    assert contact(store) == "新人"


def test_a_full_disk_leaves_what_is_open_open(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    delete(store)

    def full(*_: object) -> None:
        raise EnvironmentRefusal("file.disk_full", path="")

    with monkeypatch.context() as patch:
        patch.setattr("models.storage.files.write_atomically", full)
        with pytest.raises(EnvironmentRefusal, match=r"file.disk_full"):
            displacement.put_back(store, KEEP)
    assert contact(store) == "新人"
    displacement.put_back(store, KEEP)
    edit(store, "又写")


@pytest.mark.parametrize("harm", [replace, delete, replace_all])
def test_closed_without_being_put_back_the_next_start_does_not_take_the_other(
    store: Store, harm
) -> None:
    harm(store)
    opening.end_session(store)
    with pytest.raises(EnvironmentRefusal) as caught:
        opening.open_data(store.path.parent)
    assert caught.value.code in ("data.outdated", "data.missing")


def test_put_back_by_hand_nothing_is_put_over_it(store: Store, tmp_path: Path) -> None:
    edit(store, "一")
    store.path.rename(tmp_path / "bin")
    (tmp_path / "bin").rename(store.path)
    assert displacement.put_back(store, KEEP) is None
    edit(store, "二")
    opening.end_session(store)
    again = opening.open_data(store.path.parent).store
    assert contact(again) == "二"
    again.close()


def test_a_state_that_could_not_be_put_back_is_not_put_over_later_edits(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Begun, refused half-way; then the file came back by hand and was gone on with."""
    edit(store, "一")
    store.path.rename(tmp_path / "bin")

    def full(*_: object) -> None:
        raise EnvironmentRefusal("file.disk_full", path="")

    with monkeypatch.context() as patch:
        patch.setattr(restoring, "_go_on", full)
        with pytest.raises(EnvironmentRefusal, match=r"file.disk_full"):
            displacement.put_back(store, KEEP)
    (tmp_path / "bin").rename(store.path)
    edit(store, "二")
    opening.end_session(store)
    assert not restoring.is_unfinished(store.path.parent)
    again = opening.open_data(store.path.parent).store
    assert contact(again) == "二"
    again.close()


def test_put_back_and_refused_at_the_last_step_leaves_nothing_to_be_finished(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file is in place, the mark is not written: the disk is full to the byte."""
    edit(store, "一")
    store.path.rename(tmp_path / "bin")
    write, written = session_mark.write, []

    def full(folder: Path, mark: session_mark.Mark) -> None:
        written.append(mark)
        if len(written) > 1:
            raise EnvironmentRefusal("file.disk_full", path="")
        write(folder, mark)

    with monkeypatch.context() as patch:
        patch.setattr(session_mark, "write", full)
        with pytest.raises(EnvironmentRefusal, match=r"file.disk_full"):
            displacement.put_back(store, KEEP)
    (tmp_path / "bin").replace(store.path)
    edit(store, "二")
    opening.end_session(store)
    again = opening.open_data(store.path.parent).store
    assert contact(again) == "二"
    again.close()
