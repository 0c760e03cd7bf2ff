"""Backups every half hour and at the close, in two places, told on 首页."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from models.errors import EnvironmentRefusal
from models.safekeeping import backups, session_mark, this_pc
from models.safekeeping.backups import BackupReason
from models.storage.store import Store
from tests.helpers import press, texts
from ui.use_cases.data import backing_up

if TYPE_CHECKING:
    from ui.safekeeping.backup_keeper import BackupKeeper


@pytest.fixture
def keeper(window) -> BackupKeeper:
    return window.keeper


def wait(window) -> None:
    window.background.wait()


def test_a_backup_is_made_when_something_changed_and_only_then(window, workspace, keeper) -> None:
    folder = workspace.folder
    keeper.back_up_if_needed()
    wait(window)
    keeper.back_up_if_needed()
    wait(window)
    assert len(backups.found(folder)) == 1
    window.list_page.table.model().set_cells([(0, 3, "改过")])
    keeper.back_up_if_needed()
    wait(window)
    newest, _ = backups.found(folder)
    assert newest.reason is BackupReason.INTERVAL
    assert newest.content == workspace.store.content_id


def test_the_last_backup_is_made_at_the_close(window, workspace) -> None:
    window.list_page.table.model().set_cells([(0, 3, "最后改的")])
    content = workspace.store.content_id
    window.close()
    (made,) = backups.found(workspace.folder)
    assert (made.reason, made.content) == (BackupReason.CLOSE, content)
    mark = session_mark.read(workspace.folder)
    assert mark is not None
    assert not mark.is_open


def test_home_says_when_the_last_backup_was_made(window, keeper) -> None:
    window.navigation.open_page("home")
    assert "还没有备份" in texts(window.pages.home)
    keeper.back_up()
    wait(window)
    assert any(t.startswith("上次备份 今天 ") and "已验证" in t for t in texts(window.pages.home))


def test_a_second_place_is_asked_for_once(window, workspace, keeper, answers, tmp_path) -> None:
    keeper.back_up()
    wait(window)
    window.navigation.open_page("home")
    assert backing_up.state(workspace.folder).asks
    answers.path = tmp_path / "stick"
    answers.path.mkdir()
    press(window.pages.home, "再存一处…")
    wait(window)
    assert not backing_up.state(workspace.folder).asks
    _, second = backing_up.places_of(workspace.folder)
    assert backups.newest_good(second) is not None
    assert str(answers.path) in keeper.state().words


def test_no_second_place_is_an_answer(window, workspace, keeper) -> None:
    keeper.back_up()
    wait(window)
    window.navigation.open_page("home")
    press(window.pages.home, "不用")
    assert not backing_up.state(workspace.folder).asks
    assert backing_up.second_place(workspace.folder) is None


def test_a_stick_that_is_not_in_is_red_and_costs_nothing(
    window, workspace, keeper, tmp_path
) -> None:
    this_pc.write(workspace.folder, this_pc.ThisPc(str(tmp_path / "gone")))
    keeper.back_up()
    wait(window)
    assert len(backups.found(workspace.folder)) == 1
    assert not (tmp_path / "gone").exists()
    state = keeper.state()
    assert state.colour == "bad"
    assert "插上" in state.words


def test_the_data_folder_is_no_second_place(window, workspace, keeper, answers) -> None:
    answers.path = workspace.folder
    keeper.choose_second()
    assert "电脑坏了会一起丢" in answers.said[-1]
    assert backing_up.second_place(workspace.folder) is None


def test_a_backup_that_fails_is_told_and_the_work_goes_on(window, workspace, keeper) -> None:
    (workspace.folder / backups.FOLDER).write_text("a file where the folder should be")
    keeper.back_up()
    wait(window)
    assert keeper.state().colour == "bad"
    assert "上次备份没有做成" in keeper.state().words
    window.list_page.table.model().set_cells([(0, 3, "还能改")])
    assert workspace.sheet.entry(0).measures == "还能改"
    (workspace.folder / backups.FOLDER).unlink()
    keeper.back_up()
    wait(window)
    assert keeper.state().colour == "good"


def test_after_half_a_minute_the_file_alone_is_complete(
    window, workspace, keeper, tmp_path
) -> None:
    """A clerk copies the one file to a stick while the window is open."""
    window.list_page.table.model().set_cells([(0, 3, "刚改的")])
    assert keeper._idle.isActive()
    keeper._settle_file()
    copy = tmp_path / "zhijiao.sqlite3"
    shutil.copy(workspace.store.path, copy)
    store = Store.open(copy)
    assert store.content_id == workspace.store.content_id
    store.close()


def test_a_log_that_cannot_be_emptied_is_not_said_to_lose_what_was_written(
    workspace, keeper, monkeypatch
) -> None:
    """Only the log could not be emptied into the file; it holds everything."""

    def fill_up() -> None:
        raise EnvironmentRefusal("data.disk_full", path="x")

    monkeypatch.setattr(workspace.store, "checkpoint", fill_up)
    keeper._settle_file()
    assert "填的内容都已保存" in keeper.fault
