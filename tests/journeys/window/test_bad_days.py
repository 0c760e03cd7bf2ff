"""What a review reproduced once: each of these lost something, hung, or said what was not so."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from models.documents import history
from models.documents.history import put_back
from models.errors import EnvironmentRefusal
from models.safekeeping import backups, opening, session_mark
from models.safekeeping.backups import BackupReason
from models.school import kept_settings, register
from models.storage import files, paths
from models.storage.store import Change, Store
from models.task_list import edits as list_edits
from tests.helpers import NOTICE, finalise_month, there
from ui.use_cases.data import backing_up, data_folder, handover, recovery
from ui.use_cases.dates import today
from ui.use_cases.program import foreign

ROOT = Path(__file__).resolve().parents[3]
OTHER = """
import sys
from pathlib import Path
from models.safekeeping import opening
from models.errors import Refusal
try:
    opening.open_data(Path(sys.argv[1])).store.close()
except Refusal as refusal:
    print(refusal.code)
else:
    print("opened")
"""


def another_process(folder: Path) -> str:
    """Try to open the data in another process; returns what it says."""
    words = [sys.executable, "-c", OTHER, str(folder)]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603
    return done.stdout.strip()


def test_the_file_in_use_is_read_and_written_by_nobody_else_here(filled: Store) -> None:
    """Closing a second handle would let go of the lock; writing would take the file away."""
    path = filled.path
    reads = (lambda: foreign.read_sheet(path), lambda: foreign.read_copy(path))
    writes = (
        lambda: handover.write(filled, path, today()),
        lambda: files.write_atomically(path, b"x"),
        lambda: data_folder.save_copy(filled, path),
    )
    for code, steps in (("data.open_already", reads), ("data.same_file", writes)):
        for step in steps:
            with pytest.raises(EnvironmentRefusal) as refused:
                step()
            assert refused.value.code == code
    assert another_process(path.parent) == "data.locked"


def test_a_recovery_page_that_comes_late_touches_nothing(filled: Store) -> None:
    """Two starts both stood at recovery; the other one has recovered and goes on working."""
    folder = filled.path.parent
    filled.close()
    script = OTHER.replace("opening.open_data(Path(sys.argv[1])).store.close()", "HOLD").replace(
        "HOLD",
        "store = opening.open_data(Path(sys.argv[1])).store; print('held', flush=True);"
        " sys.stdin.read()",
    )
    holder = subprocess.Popen(  # noqa: S603  (our own code)
        [sys.executable, "-c", script, str(folder)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert there(holder.stdout).readline().strip() == "held"
    before = paths.data_file(folder).read_bytes()
    with pytest.raises(EnvironmentRefusal, match=r"data.locked"):
        recovery.put(folder, before)
    assert paths.data_file(folder).read_bytes() == before
    holder.communicate("")


def test_a_copy_is_taken_with_the_log_beside_it(filled: Store, tmp_path: Path) -> None:
    """A folder copied after a power cut: the last edits stand in the log alone."""
    filled.checkpoint()
    filled.edit([register.school_change("contact", "最后改的")])
    copy = tmp_path / "copy.sqlite3"
    copy.write_bytes(filled.path.read_bytes())
    Path(f"{copy}-wal").write_bytes(Path(f"{filled.path}-wal").read_bytes())
    store = Store.view(copy, foreign.read_copy(copy).image)
    assert register.school(store).contact == "最后改的"
    store.close()


def test_the_window_gives_way_when_nothing_can_be_opened_any_more(
    begin, filled: Store, tmp_path: Path, monkeypatch, answers
) -> None:
    copy = tmp_path / "copy.sqlite3"
    copy.write_bytes(filled.image())
    opening.end_session(filled)
    controller = begin(filled.path.parent)
    window = controller.window
    real, calls = data_folder.open_store, []

    def once(folder: Path) -> Store:
        calls.append(folder)
        if len(calls) == 2:  # the first is that of the step, which keeps a backup
            raise EnvironmentRefusal("data.failed", path="x")
        return real(folder)

    monkeypatch.setattr(data_folder, "open_store", once)
    answers.path = copy
    window.navigation.open_page("settings")
    window.pages.settings.data.take_copy()
    window.background.wait()
    assert window.is_closed
    assert controller.window is not window


def test_a_setting_that_is_refused_at_the_close_costs_neither_backup_nor_mark(
    window, workspace, monkeypatch, answers
) -> None:
    def full(*_: object) -> None:
        raise EnvironmentRefusal("data.disk_full", path="x")

    window.session.start()
    monkeypatch.setattr(kept_settings, "set_setting", full)
    window.close()
    assert len(backups.found(workspace.folder)) == 1
    mark = session_mark.read(workspace.folder)
    assert mark is not None
    assert not mark.is_open
    assert not any("磁盘已满" in said for said in answers.said)


def test_a_name_without_its_ending_replaces_no_other_file_unasked(
    window, workspace, answers, tmp_path: Path
) -> None:
    window.navigation.open_page("settings")
    taken = tmp_path / "数据.zjqd"
    taken.write_bytes(b"another file of the clerk's")
    answers.path, answers.agree = tmp_path / "数据", False
    window.pages.settings.data.save_copy()
    assert "要替换它吗" in answers.said[-1]
    assert taken.read_bytes() == b"another file of the clerk's"
    answers.agree = True
    window.pages.settings.data.save_copy()
    assert foreign.read_copy(taken).image


def test_damage_found_while_a_backup_is_made_stays_told(window, keeper_fault) -> None:
    keeper = window.keeper
    keeper.back_up()
    keeper.stop("有一处损坏")
    window.background.wait()
    assert keeper.state().colour == "bad"
    keeper.resume()
    keeper_fault()
    keeper.back_up_now()
    window.background.wait()
    assert "没有做成" in window.status.words.text()


@pytest.fixture
def keeper_fault(workspace, monkeypatch):
    """Make the next backups fail."""

    def full(*_: object) -> None:
        raise EnvironmentRefusal("file.disk_full", path="x")

    return lambda: monkeypatch.setattr(backups, "write", full)


def test_a_backup_that_is_refused_here_still_goes_to_the_stick(
    workspace, tmp_path: Path, monkeypatch
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    backing_up.choose_second(workspace.folder, stick)
    task = backing_up.prepare(workspace.store, BackupReason.CLOSE)
    real = backups.write

    def full_here(folder: Path, *more: Any) -> backups.Backup:
        if folder == workspace.folder:
            raise EnvironmentRefusal("file.disk_full", path="x")
        return real(folder, *more)

    monkeypatch.setattr(backups, "write", full_here)
    with pytest.raises(EnvironmentRefusal, match=r"file.disk_full"):
        backing_up.make(task)
    assert backups.newest_good(backing_up.places_of(workspace.folder)[1]) is not None


def test_a_stick_that_comes_back_catches_up(window, workspace, tmp_path: Path) -> None:
    keeper, stick = window.keeper, tmp_path / "stick"
    stick.mkdir()
    backing_up.choose_second(workspace.folder, stick)
    keeper.back_up()
    window.background.wait()
    away = stick.rename(tmp_path / "away")
    window.list_page.table.model().set_cells([(0, 3, "U盘不在时改的")])
    keeper.back_up_if_needed()
    window.background.wait()
    assert keeper.state().colour == "bad"
    away.rename(stick)
    assert backing_up.state(workspace.folder).colour == "bad"  # it is there, and behind
    keeper.back_up_if_needed()
    window.background.wait()
    assert keeper.state().colour == "good"
    newest = there(backing_up.newest_of(backing_up.places_of(workspace.folder)[1]))
    assert newest.content == workspace.store.content_id


def test_two_data_folders_share_a_stick_without_pruning_each_other(tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    for name in ("甲校", "乙校"):
        (tmp_path / name).mkdir()
        backing_up.choose_second(tmp_path / name, stick)
    (_, first), (_, second) = (backing_up.places_of(tmp_path / name) for name in ("甲校", "乙校"))
    assert first != second


def test_a_link_into_the_data_folder_is_no_second_place(workspace, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(workspace.folder, target_is_directory=True)
    with pytest.raises(EnvironmentRefusal, match=r"backup.second_same"):
        backing_up.choose_second(workspace.folder, link)


def test_a_garbled_sum_is_damage_and_no_end_of_the_proof(window, workspace, answers, qtbot) -> None:
    con = workspace.store._con
    con.execute("UPDATE digest SET sum = 'q' WHERE part = 'h0'")
    answers.agree = False
    with qtbot.waitSignal(window.session.checkup.damaged):
        window.session.checkup.start()
    with pytest.raises(EnvironmentRefusal, match=r"data.damaged"):
        _ = workspace.store.content_id


def test_a_disk_that_fails_during_the_proof_is_no_damage(
    window, workspace, answers, monkeypatch
) -> None:
    def failing() -> None:
        raise EnvironmentRefusal("data.failed", path="x")

    monkeypatch.setattr(workspace.store, "wrong_parts", lambda: iter(()))
    monkeypatch.setattr(workspace.store, "require_sound", failing)
    window.session.checkup.start()
    window.session.checkup._step()
    assert "磁盘出错" in answers.said[-1]
    assert not window.keeper.is_stopped


def test_backups_go_on_after_good_data_took_the_place_of_damaged(
    window, workspace, answers, tmp_path: Path
) -> None:
    answers.path = tmp_path / "good.sqlite3"
    answers.path.write_bytes(workspace.store.image())
    answers.agree = False
    window.session._stop_at_damage()
    assert window.keeper.state().colour == "bad"
    answers.agree = True
    window.navigation.open_page("settings")
    window.pages.settings.data.take_copy()
    window.background.wait()
    assert not window.keeper.is_stopped
    mark = session_mark.read(workspace.folder)
    assert mark is not None
    assert mark.is_open
    window.keeper.back_up_now()
    window.background.wait()
    assert window.keeper.state().colour == "good"


def test_a_refused_start_can_be_tried_again(begin, tmp_path: Path, monkeypatch, answers) -> None:
    from ui.start import application

    real = application.begin

    def full(*_: object) -> None:
        raise EnvironmentRefusal("data.disk_full", path="x")

    controller = begin(tmp_path / "new")
    page = controller.first_run
    page.name.setText("甲校")
    monkeypatch.setattr(application, "begin", full)
    page.start.click()
    assert "磁盘已满" in answers.said[-1]
    monkeypatch.setattr(application, "begin", real)
    page.start.click()
    assert controller.window is not None


def test_figures_before_the_start_are_not_put_back_under_a_frozen_report(
    filled, final_list, sample_reports
) -> None:
    for value in (50, 5):
        filled.edit([Change("opening", (NOTICE, "6.training"), "amount", value)])
    entry = next(one for one in history.newest_first(filled) if one.table == "opening")
    assert history.why_not(filled, entry) == ""
    finalise_month(filled, sample_reports[3])
    assert history.why_not(filled, entry) == "start"


def test_a_goal_and_no_plan_are_one_answer_when_put_back(window, workspace) -> None:
    """Goal, then 本月无安排, then the goal put back: never both."""
    store, version = workspace.store, workspace.sheet.version.id
    store.edit(list_edits.month_changes(version, 3, 4, "四月的目标"))
    store.edit(list_edits.month_changes(version, 3, 4, "本月无安排"))
    place = ("goal", "goal", "四月的目标")
    entry = next(e for e in history.newest_first(store) if (e.table, e.field, e.old) == place)
    put_back(store, entry)
    workspace.reload()
    month = workspace.sheet.entry(2).month(4)
    assert (month.goal, month.none) == ("四月的目标", False)


def test_a_backup_that_is_too_large_leaves_nothing(filled, monkeypatch) -> None:
    folder = filled.path.parent
    monkeypatch.setattr(backups, "LIMIT", 1000)
    with pytest.raises(EnvironmentRefusal, match=r"backup.too_large"):
        backups.write(folder, filled.image(), BackupReason.CLOSE, "2023-01-01T00:00:00Z")
    assert not (folder / backups.FOLDER).exists()


def test_a_long_text_does_not_stop_what_is_readable() -> None:
    import io

    import openpyxl

    from forms.render import readable_xlsx

    tables: dict[str, list[tuple[object]]] = {
        "entry": [("measures",), ("长" * 25_000,), ("长" * 50_000,)],
        "go:l": [("x",), (1,)],
    }
    book = openpyxl.load_workbook(io.BytesIO(readable_xlsx.render(tables)))
    sheet = book["年度清单的行"]
    assert (len(sheet["A2"].value), len(sheet["A3"].value)) == (25_000, readable_xlsx.CELL_LIMIT)
    assert book.sheetnames == ["年度清单的行"]


def test_a_folder_that_is_not_ours_keeps_its_rights(tmp_path: Path) -> None:
    folder = tmp_path / "others"
    folder.mkdir(mode=0o755)
    folder.chmod(0o755)
    with pytest.raises(EnvironmentRefusal):
        opening.open_data(folder)
    assert folder.stat().st_mode & 0o777 == 0o755


def test_what_an_interrupted_write_left_is_cleared(filled) -> None:
    folder = filled.path.parent
    opening.end_session(filled)
    (folder / f"{files.PART}abc").write_bytes(b"half")
    opening.open_data(folder).store.close()
    assert not list(folder.glob(f"{files.PART}*"))
