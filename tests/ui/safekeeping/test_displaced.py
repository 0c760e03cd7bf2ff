"""The data file is replaced, deleted or moved away under the open window."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from models.errors import EnvironmentRefusal
from models.safekeeping import backups, opening
from models.school import register
from models.storage import paths
from models.storage.store import Store
from tests.columns import PERSON
from tests.helpers import texts, there
from tests.ui.task_list.test_typing import type_text
from ui.safekeeping import displaced
from ui.window.status_line import NOT_SAVED

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ui.start.application import Controller
    from ui.window.main_window import MainWindow


def replace(folder: Path) -> None:
    """A sync client renames the copy of this morning over the file."""
    (folder.parent / "morning.sqlite3").replace(paths.data_file(folder))


def delete(folder: Path) -> None:
    paths.data_file(folder).unlink()


def rename(folder: Path) -> None:
    folder.rename(folder.with_name("renamed"))


def recover(controller: Controller) -> MainWindow:
    """Press the button of the page of recovery; returns the window that comes of it."""
    there(controller.recovery).restore.click()
    return there(controller.window)


@pytest.fixture
def morning(workspace) -> None:
    """A copy of the file as it was before today's edits, one of which is saved."""
    workspace.store.checkpoint()
    shutil.copy(workspace.store.path, workspace.folder.parent / "morning.sqlite3")
    workspace.edit([register.school_change("contact", "上午")])


@pytest.fixture
def typed(window, table, morning) -> Callable[[], None]:
    """Type a name into a cell and leave it."""

    def type_name() -> None:
        table.edit_cell(1, PERSON)
        type_text(table.cells.editor, "、赵某")
        table.commit_open_editor()

    return type_name


def person(table) -> str:
    return table.model().index(1, PERSON).data(Qt.ItemDataRole.EditRole)


def after_a_start(folder: Path) -> Store:
    return opening.open_data(folder).store


@pytest.mark.parametrize("away", [replace, delete])
def test_the_clerk_is_told_and_puts_it_back(window, table, answers, qtbot, typed, away) -> None:
    workspace = window.workspace
    away(workspace.folder)
    answers.way_on = displaced.PUT_BACK
    typed()
    assert "没有丢" in answers.said[0]
    assert "放回原处" in answers.said[0]
    qtbot.waitUntil(lambda: person(table).endswith("、赵某"))  # what was typed is saved by itself
    assert window.status.saved.text().startswith("已保存")
    assert table.cells.editor is not None
    window.close()
    store = after_a_start(workspace.folder)
    assert register.school(store).contact == "上午"
    store.close()


@pytest.mark.parametrize("away", [replace, delete, rename])
def test_left_for_later_the_typing_stays_and_nothing_says_saved(
    window, workspace, table, answers, typed, away
) -> None:
    away(workspace.folder)
    typed()
    assert len(answers.said) == 1
    assert table.cells.editor.toPlainText().endswith("、赵某")
    assert window.status.saved.text() == NOT_SAVED
    table.cells.save()
    assert len(answers.said) == 1  # once, not every three seconds
    assert window.status.saved.text() == NOT_SAVED
    table.cells._take_back(table.cells.editor)
    table.cells._take_back(table.cells.editor) if table.cells.editor else None
    assert (
        window.status.saved.text() == NOT_SAVED
    )  # what is saved is not where it will be looked for


@pytest.mark.parametrize("away", [replace, delete])
def test_closed_all_the_same_the_next_start_says_so_and_has_everything(
    window, workspace, answers, begin, morning, away
) -> None:
    away(workspace.folder)
    window.close()
    assert any("没有丢" in one for one in answers.said)  # the close tells it too
    controller = begin(workspace.folder)
    assert controller.window is None
    assert any("已验证" in text or "恢复" in text for text in texts(controller.recovery))
    assert recover(controller).workspace.sheet.school.contact == "上午"


@pytest.mark.parametrize("away", [replace, delete])
def test_killed_after_it_was_told_the_next_start_says_so_and_has_everything(
    window, begin, typed, tmp_path: Path, away
) -> None:
    workspace = window.workspace
    away(workspace.folder)
    typed()
    window.background.wait()
    killed = tmp_path / "killed"
    shutil.copytree(workspace.folder, killed)
    controller = begin(killed)
    assert controller.window is None
    assert recover(controller).workspace.sheet.school.contact == "上午"


def test_a_folder_that_is_renamed_back_is_gone_on_with(
    window, workspace, table, answers, qtbot, typed
) -> None:
    rename(workspace.folder)

    def choose(text: str, words: list[str], _cancel: str) -> str:
        answers.said.append(text)
        workspace.folder.with_name("renamed").rename(workspace.folder)
        assert words[0] == displaced.TRY_AGAIN
        return displaced.TRY_AGAIN

    answers.choose = choose
    typed()
    qtbot.waitUntil(lambda: person(table).endswith("、赵某"))
    assert "回到了原处" in window.status.words.text()


def test_a_folder_that_stays_away_holds_everything(
    window, workspace, answers, begin, morning, monkeypatch
) -> None:
    rename(workspace.folder)
    window.close()
    renamed = workspace.folder.with_name("renamed")
    store = Store.open(paths.data_file(renamed))
    assert register.school(store).contact == "上午"
    store.close()
    controller = begin(workspace.folder)  # the first page finds it beside the old name
    controller.background.wait()
    assert any(str(renamed) in text for text in texts(controller.first_run))


def test_a_copy_can_be_saved_elsewhere_before_anything_else(
    window, workspace, answers, typed, tmp_path: Path
) -> None:
    delete(workspace.folder)
    answers.path = tmp_path / "另存.zjqd"
    asked: list[str] = []

    def choose(text: str, _words: list[str], _cancel: str) -> str | None:
        asked.append(text)
        return displaced.SAVE_COPY if len(asked) == 1 else None

    answers.choose = choose
    typed()
    assert len(asked) == 2  # and asked once more: it is still away
    store = Store.open(answers.path)
    assert register.school(store).contact == "上午"
    store.close()


def test_without_an_edit_it_is_seen_half_a_minute_after_the_last_one(
    window, workspace, answers, morning
) -> None:
    delete(workspace.folder)
    window.keeper._settle_file()
    assert len(answers.said) == 1
    window.background.wait()
    assert backups.newest(workspace.folder) is not None
    assert window.status.saved.text() == NOT_SAVED


def test_other_data_are_not_opened_over_a_file_that_went_away(
    window, workspace, answers, morning
) -> None:
    """The connection is let go for that: it would be the last that holds today's edits."""
    image = workspace.store.image()
    workspace.edit([register.school_change("phone", "最后一处")])
    delete(workspace.folder)
    assert workspace.take_copy(image) is None
    assert "没有丢" in answers.said[0]
    assert register.school(workspace.store).phone == "最后一处"


def test_a_log_off_waits_for_no_answer_and_loses_nothing(
    window, workspace, answers, begin, morning
) -> None:
    delete(workspace.folder)
    window.close_for_the_system()
    assert answers.said == []
    assert window.is_closed
    controller = begin(workspace.folder)
    assert recover(controller).workspace.sheet.school.contact == "上午"


def test_put_back_by_hand_while_the_question_stands_it_is_just_gone_on_with(
    window, workspace, answers, morning
) -> None:
    path = workspace.store.path
    bin_ = path.parent.with_name("bin")
    path.rename(bin_)

    def choose(_text: str, words: list[str], _cancel: str) -> str:
        bin_.rename(path)
        return words[0]

    answers.choose = choose
    workspace.edit([register.school_change("phone", "一")])
    assert window.status.saved.text().startswith("已保存")
    workspace.edit([register.school_change("phone", "二")])
    window.close()
    store = after_a_start(workspace.folder)
    assert register.school(store).phone == "二"
    store.close()


def test_the_question_follows_what_is_wrong_now(window, workspace, answers, morning) -> None:
    """The folder is gone, then there again, but without a data file."""
    rename(workspace.folder)
    offered: list[str] = []

    def choose(_text: str, words: list[str], _cancel: str) -> str:
        offered.append(words[0])
        workspace.folder.mkdir(exist_ok=True)
        return words[0]

    answers.choose = choose
    workspace.edit([register.school_change("phone", "一")])
    assert offered == [displaced.TRY_AGAIN, displaced.PUT_BACK]
    assert register.school(workspace.store).contact == "上午"
    assert workspace.store.path.exists()


def test_a_stick_that_is_pulled_is_told_and_taken_up_when_it_is_in_again(
    window, workspace, answers, morning
) -> None:
    """Its handles are dead, and the system numbers its files anew."""
    store = workspace.store
    store.checkpoint()
    store._let_go()
    rename(workspace.folder)
    workspace.edit([register.school_change("phone", "一")])
    window.keeper._on_interval()
    assert any("读不到数据文件" in one for one in answers.said)
    renamed = workspace.folder.with_name("renamed")
    shutil.copytree(renamed, workspace.folder)  # other inodes, the same content
    workspace.edit([register.school_change("phone", "二")])
    assert register.school(store).phone == "二"
    window.close()
    again = after_a_start(workspace.folder)
    assert register.school(again).phone == "二"
    again.close()


@pytest.mark.parametrize("away", [replace, delete])
def test_a_head_field_typed_at_the_close_is_saved_when_it_is_put_back(
    window, workspace, answers, morning, away
) -> None:
    field = window.list_page.paper.head["contact"]
    field.setFocus()
    field.setText("赵某")
    away(workspace.folder)
    answers.way_on = displaced.PUT_BACK
    window.close()
    assert not any("关闭会丢掉它" in one for one in answers.said)
    store = after_a_start(workspace.folder)
    assert register.school(store).contact == "赵某"
    store.close()


def test_the_line_follows_a_file_that_comes_back_by_itself(window, workspace, morning) -> None:
    path = workspace.store.path
    bin_ = path.parent.with_name("bin")
    path.rename(bin_)
    assert not workspace.check_seat()
    assert window.status.saved.text() == NOT_SAVED
    bin_.rename(path)
    assert workspace.check_seat()
    assert window.status.saved.text().startswith("已保存")


@pytest.mark.parametrize("away", [delete, rename])
def test_a_log_off_asks_nothing_whatever_is_typed_and_wherever_the_folder_is(
    window, workspace, answers, morning, away
) -> None:
    field = window.list_page.paper.head["contact"]
    field.setFocus()
    field.setText("赵某")
    away(workspace.folder)
    window.close_for_the_system()
    assert answers.said == []
    assert window.is_closed


def test_what_cannot_be_reached_any_more_is_not_offered_to_be_put_back(
    window, workspace, answers, morning
) -> None:
    workspace.store.checkpoint()
    workspace.store._let_go()
    delete(workspace.folder)
    offered: list[list[str]] = []

    def choose(text: str, words: list[str], _cancel: str) -> None:
        assert "没有丢" not in text
        offered.append(words)

    answers.choose = choose
    workspace.edit([register.school_change("phone", "一")])
    assert offered == [[displaced.TRY_AGAIN]]


def test_a_disk_that_fails_at_night_opens_no_box_after_box(
    window, workspace, answers, morning, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(_store: Store) -> None:
        raise EnvironmentRefusal("data.locked", path="x")

    monkeypatch.setattr(Store, "require_seat", locked)
    for _ in range(3):
        window.keeper._on_interval()
    assert answers.said == []
    assert "窗口正开着" in window.status.words.text()
