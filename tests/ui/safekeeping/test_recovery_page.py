"""Damaged, missing, older, read-only data, and the 接班包: never an empty year."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest

from models.errors import EnvironmentRefusal
from models.notices.shipped import shipped_notices
from models.safekeeping import backups, opening, restoring
from models.safekeeping.backups import BackupReason
from models.school import register
from models.storage import paths
from models.storage.store import Store
from models.task_list import edits as list_edits
from models.task_list.its_notice.opening import open_notice
from tests.helpers import list_of, press, texts
from tests.window import Answers
from ui.safekeeping.recovery_page import ELSEWHERE, RecoveryPage
from ui.use_cases.data import data_folder, recovery

if TYPE_CHECKING:
    from pathlib import Path

    from ui.safekeeping.backup_keeper import BackupKeeper


@pytest.fixture
def keeper(window) -> BackupKeeper:
    return window.keeper


def wait(window) -> None:
    window.background.wait()


def test_the_rest_is_proved_right_after_the_start(window, qtbot) -> None:
    with qtbot.waitSignal(window.session.checkup.finished):
        window.session.checkup.start()


def test_damage_found_later_stops_the_backups_and_leads_to_recovery(
    window, workspace, keeper, answers, qtbot
) -> None:
    keeper.back_up()
    wait(window)
    window.session.start()
    con = workspace.store._con
    con.execute("DROP TRIGGER history_append_only_update")
    for (name,) in con.execute("SELECT name FROM temp.sqlite_schema WHERE tbl_name = 'history'"):
        con.execute(f"DROP TRIGGER temp.{name}")
    con.execute("UPDATE history SET new = 'x' WHERE seq = 3")
    with qtbot.waitSignal(window.session.checkup.damaged):
        window.session.checkup.start()
    assert "有一处损坏" in answers.said[-1]
    keeper.back_up()
    window.close()
    assert len(backups.found(workspace.folder)) == 1
    with pytest.raises(EnvironmentRefusal, match=r"data.damaged"):
        opening.open_data(workspace.folder)


@pytest.fixture
def folder(filled, data_file: Path) -> Path:
    """Damaged data with a backup that lacks the last two edits."""
    backups.write(data_file.parent, filled.image(), BackupReason.CLOSE, "2023-05-24T08:00:00Z")
    filled.edit([register.school_change("phone", "0356-1234567")])
    filled.edit([register.school_change("contact", "李新人")])
    opening.end_session(filled)
    content = data_file.read_bytes()
    data_file.write_bytes(content.replace("政教处".encode(), "政救处".encode(), 1))
    return data_file.parent


def test_recovery_names_what_the_backup_lacks_and_restores_it(begin, folder: Path, answers) -> None:
    before = paths.data_file(folder).read_bytes()
    controller = begin(folder)
    page = controller.recovery
    assert isinstance(page, RecoveryPage)
    said = texts(page)
    assert any("有损坏" in text for text in said)
    assert "它比现在的文件少 2 处修改，恢复后请补填：" in said
    assert any("联系人：李新人" in text for text in said)
    assert paths.data_file(folder).read_bytes() == before
    page.restore.click()
    assert controller.window is not None
    assert controller.window.workspace.sheet.school.contact == "王建国"
    assert "核对无误" in answers.said[-1]
    assert "李新人" in answers.said[-1]
    (kept,) = (folder / restoring.DAMAGED_FOLDER).iterdir()
    assert (kept / paths.DATA_FILE).read_bytes() == before


def test_a_lost_figure_is_called_by_its_name(begin, folder: Path, answers) -> None:
    """Not by the key that the program knows it by."""
    path = paths.data_file(folder)
    path.write_bytes(path.read_bytes().replace("政救处".encode(), "政教处".encode(), 1))
    store = Store.open(path)
    version = list_of(store).version
    store.edit([list_edits.amount_change(version.id, 5, 4, "5.skill_assessment", 33)])
    opening.end_session(store)
    store.close()
    path.write_bytes(path.read_bytes().replace("政教处".encode(), "政救处".encode(), 1))
    said = texts(begin(folder).recovery)
    assert any("年度清单 · 第5项 · 4月 · 职业技能鉴定：33" in text for text in said)


def test_the_damaged_file_is_shown_beside_the_backup_and_chosen_cells_come_along(
    begin, folder: Path, answers
) -> None:
    """What was typed after the backup is ticked; what damage made of a word is not."""
    controller = begin(folder)
    answers.rows = [0]
    press(controller.recovery, "逐格比较…")
    controller.background.wait()
    shown = {row[0]: row[1:] for row in answers.listed}
    assert shown["学校 · 联系人"] == ("李新人", "王建国")
    assert shown["学校 · 电话"][0] == "0356-1234567"
    misread = [row for row in answers.listed if "政救处" in row[1]]
    assert [row[2] for row in misread] == [row[1].replace("救", "教") for row in misread]
    assert misread
    assert [answers.listed[at][0] for at in answers.ticked] == ["学校 · 联系人", "学校 · 电话"]
    assert controller.window is not None
    school = controller.window.workspace.sheet.school
    assert (school.contact, school.phone) == ("李新人", "0356-0000000")
    said = answers.said[-1]
    assert "勾选的 1 处已经填上" in said
    assert "0356-1234567" in said  # still to be filled in
    assert "李新人" not in said
    (kept,) = (folder / restoring.DAMAGED_FOLDER).iterdir()
    assert "李新人" not in (kept / recovery.MISSING_NAME).read_text(encoding="utf-8")


def test_a_document_that_the_backup_lacks_is_named_before_it_is_restored(
    begin, folder: Path, answers
) -> None:
    path = paths.data_file(folder)
    path.write_bytes(path.read_bytes().replace("政救处".encode(), "政教处".encode(), 1))
    store = Store.open(path)
    open_notice(store, shipped_notices()["xinjiang_plan/2022"])
    opening.end_session(store)
    store.close()
    path.write_bytes(path.read_bytes().replace("政教处".encode(), "政救处".encode(), 1))
    controller = begin(folder)
    answers.rows = []
    press(controller.recovery, "逐格比较…")
    controller.background.wait()
    asked = next(said for said in answers.said if "左边是现在的文件里" in said)
    assert "备份里还没有：2022年年度清单；恢复以后要重新开始填" in asked
    assert "开始填写" not in asked  # here nothing can be begun


def test_where_no_cell_is_ticked_the_backup_is_restored_as_it_is(
    begin, folder: Path, answers
) -> None:
    controller = begin(folder)
    answers.rows = []
    press(controller.recovery, "逐格比较…")
    controller.background.wait()
    assert controller.window is not None
    assert controller.window.workspace.sheet.school.contact == "王建国"
    assert "勾选的" not in answers.said[-1]
    assert "李新人" in answers.said[-1]


def test_another_copy_may_be_chosen(begin, folder: Path, answers, tmp_path: Path) -> None:
    answers.path = tmp_path / "copy.sqlite3"
    answers.path.write_bytes(b"rubbish" * 50)
    answers.choice = ELSEWHERE
    controller = begin(folder)
    press(controller.recovery, "换一份…")
    controller.background.wait()
    assert "不是本软件的数据" in answers.said[-1]
    assert controller.window is None
    (backup,) = backups.found(folder)
    shutil.copy(backup.path, answers.path)
    press(controller.recovery, "换一份…")
    controller.background.wait()
    assert controller.window is not None


def test_what_can_be_read_goes_into_a_workbook(begin, folder: Path, answers, tmp_path) -> None:
    import openpyxl

    answers.path = tmp_path / "能读的.xlsx"
    controller = begin(folder)
    press(controller.recovery, "只导出能读的内容…")
    book = openpyxl.load_workbook(answers.path)
    assert "年度清单的行" in book.sheetnames
    cells = [cell.value for row in book["学校"].iter_rows() for cell in row]
    assert "李新人" in cells
    assert [c.value for c in book["按月目标"][2]][:3] == ["2023年年度清单 v1.0", "1", "3"]
    assert "联系人" in cells


def test_without_any_backup_another_copy_is_asked_for(begin, folder: Path) -> None:
    shutil.rmtree(folder / backups.FOLDER)
    page = begin(folder).recovery
    assert not page.restore.isEnabled()
    assert any("没有找到好的备份" in text for text in texts(page))


@pytest.mark.parametrize("content", [None, b"", b"not a database"])
def test_a_missing_or_empty_file_beside_backups_is_never_an_empty_year(
    begin, folder: Path, content: bytes | None
) -> None:
    path = paths.data_file(folder)
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    controller = begin(folder)
    assert isinstance(controller.recovery, RecoveryPage)
    controller.recovery.restore.click()
    assert controller.window.workspace.sheet.school.contact == "王建国"


def test_an_older_file_may_be_taken_as_it_is(begin, filled, data_file: Path) -> None:
    old = filled.image()
    filled.edit([register.school_change("contact", "李新人")])
    opening.end_session(filled)
    data_file.write_bytes(old)
    controller = begin(data_file.parent)
    assert any("没有上次保存的最后几处修改" in text for text in texts(controller.recovery))
    press(controller.recovery, "就用现在这一份")
    assert controller.window.workspace.sheet.school.contact == "王建国"


def test_a_copy_that_went_another_way_is_told_with_what_each_has(
    begin, filled, data_file: Path
) -> None:
    """Another PC's file over ours: the backup has two edits more, the file one that it lacks."""
    folder = data_file.parent
    base = filled.image()
    for name in ("李新人", "李二人"):
        filled.edit([register.school_change("contact", name)])
    backups.write(folder, filled.image(), BackupReason.CLOSE, "2023-05-24T08:00:00Z")
    opening.end_session(filled)
    data_file.write_bytes(base)
    other = opening.open_data(folder, is_outdated_right=True).store
    other.edit([register.school_change("phone", "0356-1111111")])
    theirs = other.image()
    other.close()
    data_file.write_bytes(theirs)
    (folder / "session.json").unlink()
    controller = begin(folder)
    shown = texts(controller.recovery)
    assert "它比现在的文件多 2 处修改。" in shown
    assert "它比现在的文件少 1 处修改，恢复后请补填：" in shown
    assert any("0356-1111111" in text for text in shown)
    controller.recovery.restore.click()
    assert controller.window.workspace.sheet.school.contact == "李二人"


def test_a_read_only_folder_is_looked_at(begin, filled, data_file: Path, monkeypatch) -> None:
    opening.end_session(filled)
    monkeypatch.setattr(os, "access", lambda *_: False)
    controller = begin(data_file.parent)
    said: list[str] = []
    monkeypatch.setattr(controller.messages, "refuse", lambda refusal: said.append(refusal.code))
    controller.window.list_page.table.model().set_cells([(0, 3, "改")])
    assert said == ["data.read_only"]
    before = data_file.read_bytes()
    controller.window.close()
    assert data_file.read_bytes() == before


def test_a_package_moves_everything_to_another_pc(
    window, workspace, answers, begin, tmp_path: Path
) -> None:
    window.navigation.open_page("settings")
    answers.path = tmp_path / "接班包.zjjb"
    window.pages.settings.data.save_package()
    assert "接班包已写好" in answers.said[-1]
    content = workspace.store.content_id
    controller = begin(tmp_path / "new PC", Answers())
    controller.first_run.take_copy(answers.path)
    controller.background.wait()
    assert controller.window.workspace.store.content_id == content


def test_the_live_file_is_not_opened_a_second_time(window, workspace, answers) -> None:
    """It would let go of the lock that keeps a second window out."""
    window.navigation.open_page("settings")
    answers.path = workspace.store.path
    window.pages.settings.data.take_copy()
    wait(window)
    assert "就是正在用的数据，不用再打开" in answers.said[-1]
    with pytest.raises(EnvironmentRefusal, match=r"data.locked"):
        data_folder.open_store(workspace.folder)


def test_with_every_backup_damaged_too_what_is_readable_is_offered(
    begin, folder: Path, answers, tmp_path: Path
) -> None:
    for backup in backups.found(folder):
        backup.path.write_bytes(backup.path.read_bytes()[:-5000])
    page = begin(folder).recovery
    assert not page.restore.isEnabled()
    answers.path = tmp_path / "x.xlsx"
    press(page, "只导出能读的内容…")
    assert answers.path.exists()
    assert "仅供参考" in answers.said[-1]
