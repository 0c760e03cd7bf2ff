"""Opening in its fixed order; each fault before the next, and none shown as an empty year."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import stat
from hashlib import sha256
from pathlib import Path

import pytest

from models.errors import EnvironmentRefusal
from models.safekeeping import backups, opening, restoring, session_mark
from models.safekeeping.backups import BackupReason
from models.school import notices_kept, register
from models.storage import files, paths
from models.storage.data_file import create_file
from models.storage.schema import SCHEMA_VERSION
from models.storage.store import Store, stored_time

TIME = "2023-05-24T08:00:00Z"


@pytest.fixture
def folder(filled: Store) -> Path:
    """The sample's data after a session that ended well, with a backup."""
    folder = filled.path.parent
    backups.write(folder, filled.image(), BackupReason.CLOSE, TIME)
    opening.end_session(filled)
    return folder


def refused(folder: Path) -> str:
    with pytest.raises(EnvironmentRefusal) as caught:
        opening.open_data(folder)
    return caught.value.code


def test_nothing_at_all_is_new(tmp_path: Path) -> None:
    assert opening.is_new(tmp_path)
    assert opening.is_new(tmp_path / "no folder yet")


@pytest.mark.parametrize("left", ["backups", "mark", "journal", "restore"])
def test_anything_of_ours_without_the_file_is_not_new(folder: Path, left: str) -> None:
    for path in (paths.data_file(folder), folder / session_mark.NAME):
        path.unlink()
    if left != "backups":
        shutil.rmtree(folder / backups.FOLDER)
    if left == "mark":
        session_mark.write(folder, session_mark.Mark(is_open=False, generation=1))
    if left == "journal":
        Path(f"{paths.data_file(folder)}-wal").write_bytes(b"x")
    if left == "restore":
        (folder / restoring.INTENT).write_bytes(b"{}")
    assert not opening.is_new(folder)
    assert refused(folder) == "data.missing"
    assert not paths.data_file(folder).exists()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "data.empty"),
        (b"not a database" * 20, "data.foreign"),
        (b"SQLite format 3\0" + bytes(84), "data.foreign"),
    ],
)
def test_what_is_not_ours_is_left_alone(folder: Path, content: bytes, code: str) -> None:
    paths.data_file(folder).write_bytes(content)
    assert refused(folder) == code
    assert paths.data_file(folder).read_bytes() == content


def test_a_newer_file_is_left_alone(folder: Path) -> None:
    path = paths.data_file(folder)
    with sqlite3.connect(path) as con:
        con.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    con.close()
    before = path.read_bytes()
    assert refused(folder) == "data.newer"
    assert path.read_bytes() == before


def test_an_unfinished_restore_is_finished_first(folder: Path, tmp_path: Path) -> None:
    create_file(other := tmp_path / "other.sqlite3")
    image = other.read_bytes()
    paths.data_file(folder).write_bytes(b"rubbish")
    (folder / restoring.INCOMING).write_bytes(image)
    sha = sha256(image).hexdigest()
    (folder / restoring.INTENT).write_text(f'{{"sha256": "{sha}", "keep": "20230101T000000Z"}}')
    opened = opening.open_data(folder)
    assert notices_kept.years(opened.store) == []
    opened.store.close()
    kept = folder / restoring.DAMAGED_FOLDER / "20230101T000000Z" / paths.DATA_FILE
    assert kept.read_bytes() == b"rubbish"
    assert not restoring.is_unfinished(folder)


@pytest.mark.parametrize("intent", [b"", b"{", b"[1]", b'{"sha256": "x", "keep": "../../etc"}'])
def test_an_intent_that_is_not_ours_touches_nothing(folder: Path, intent: bytes) -> None:
    (folder / restoring.INTENT).write_bytes(intent)
    opened = opening.open_data(folder)
    assert notices_kept.years(opened.store) == [2023]
    opened.store.close()
    assert not restoring.is_unfinished(folder)


def test_a_restore_whose_new_file_went_away_is_told(folder: Path) -> None:
    (folder / restoring.INTENT).write_text('{"sha256": "00", "keep": ""}')
    assert refused(folder) == "data.restore_lost"


def old_damage(folder: Path) -> None:
    """Change one letter of the history, which the first proof does not read."""
    path = paths.data_file(folder)
    with sqlite3.connect(path) as con:
        con.execute("DROP TRIGGER history_append_only_update")
        con.execute("UPDATE history SET new = 'x' WHERE seq = 5")
        con.execute(
            "CREATE TRIGGER history_append_only_update BEFORE UPDATE ON history\n"
            "        BEGIN SELECT RAISE(ABORT, 'append only'); END"
        )
    con.close()


def test_after_a_bad_end_everything_is_proved_before_the_window(folder: Path) -> None:
    old_damage(folder)
    opened = opening.open_data(folder)
    assert not opened.ended_badly
    assert [part for part in opened.store.wrong_parts() if part] == ["h0"]
    opening.begin_session(opened.store)
    opened.store.close()  # without a word, as a killed process
    assert refused(folder) == "data.damaged"


def test_a_sound_file_after_a_bad_end_opens_and_says_so(folder: Path) -> None:
    opened = opening.open_data(folder)
    opening.begin_session(opened.store)
    opened.store.close()
    again = opening.open_data(folder)
    assert again.ended_badly
    opening.end_session(again.store)
    last = opening.open_data(folder)
    assert not last.ended_badly
    last.store.close()


def test_an_old_copy_over_the_file_is_told(folder: Path) -> None:
    old = paths.data_file(folder).read_bytes()
    opened = opening.open_data(folder)
    opened.store.edit([register.school_change("contact", "新人")])
    opening.end_session(opened.store)
    paths.data_file(folder).write_bytes(old)
    assert refused(folder) == "data.outdated"
    assert paths.data_file(folder).read_bytes() == old
    taken = opening.open_data(folder, is_outdated_right=True)
    assert register.school(taken.store).contact == "王建国"
    opening.end_session(taken.store)
    opening.open_data(folder).store.close()


def edited(folder: Path, contact: str, *, is_outdated_right: bool = False) -> Store:
    """Open the data of a folder and make an edit."""
    store = opening.open_data(folder, is_outdated_right=is_outdated_right).store
    store.edit([register.school_change("contact", contact)])
    return store


def test_an_old_copy_of_the_same_session_is_told_by_the_newer_backup(folder: Path) -> None:
    """The mark is of the morning, the copy of noon, the backup of the afternoon; then a kill."""
    store = opening.open_data(folder).store
    opening.begin_session(store)
    store.edit([register.school_change("contact", "中午")])
    store.checkpoint()
    noon = paths.data_file(folder).read_bytes()
    store.edit([register.school_change("contact", "下午")])
    backups.write(folder, store.image(), BackupReason.INTERVAL, TIME)
    store.close()
    paths.data_file(folder).write_bytes(noon)
    assert refused(folder) == "data.outdated"
    taken = opening.open_data(folder, is_outdated_right=True)  # the clerk says it is right
    assert register.school(taken.store).contact == "中午"
    taken.store.close()
    opening.open_data(folder).store.close()  # and is not asked again


@pytest.mark.parametrize("known", ["mark", "backup"])
def test_a_file_that_went_another_way_is_told_although_it_is_no_older(
    folder: Path, tmp_path: Path, known: str
) -> None:
    """Two PCs began with the same file; the other one's came back, with more edits than ours."""
    other = tmp_path / "other"
    other.mkdir()
    shutil.copy(paths.data_file(folder), paths.data_file(other))
    elsewhere = edited(other, "别人")
    for number in range(9):
        elsewhere.edit([register.school_change("contact", f"别人{number}")])
    elsewhere.close()
    ours = edited(folder, "我们")
    if known == "mark":
        opening.end_session(ours)
    else:
        backups.write(folder, ours.image(), BackupReason.CLOSE, TIME)
        ours.close()
    shutil.copy(paths.data_file(other), paths.data_file(folder))
    assert refused(folder) == "data.outdated"


def test_a_restore_by_an_older_program_is_known_by_its_backup(folder: Path) -> None:
    """Marks and notes of 1.1 know neither branch nor row; it may have ended in a power cut."""
    old = paths.data_file(folder).read_bytes()
    store = edited(folder, "新人")
    backups.write(folder, store.image(), BackupReason.RESTORE, TIME)
    opening.end_session(store)
    restoring.put_in_place(folder, old)
    (folder / session_mark.NAME).unlink()
    for note in (folder / backups.FOLDER).glob("*.json"):
        known = json.loads(note.read_text("utf-8"))
        note.write_text(json.dumps({k: v for k, v in known.items() if k not in ("row", "branch")}))
    opening.open_data(folder).store.close()


def test_a_mark_that_cannot_be_read_once_takes_no_branch_back(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = paths.data_file(folder).read_bytes()
    store = edited(folder, "新人")
    backups.write(folder, store.image(), BackupReason.CLOSE, TIME)
    opening.end_session(store)
    restoring.put_in_place(folder, old)
    store = opening.open_data(folder).store
    with monkeypatch.context() as patch:
        patch.setattr(session_mark, "read", lambda _folder: None)  # a scanner holds it
        opening.begin_session(store)
    store.close()
    opening.open_data(folder).store.close()


def test_after_a_restore_the_newer_backups_say_nothing_against_it(folder: Path) -> None:
    old = paths.data_file(folder).read_bytes()
    store = edited(folder, "新人")
    backups.write(folder, store.image(), BackupReason.CLOSE, TIME)
    opening.end_session(store)
    restoring.put_in_place(folder, old)
    store = opening.open_data(folder).store
    assert register.school(store).contact == "王建国"
    made = backups.write(folder, store.image(), BackupReason.CLOSE, TIME)
    opening.end_session(store)
    opening.open_data(folder).store.close()
    assert made == backups.newest(folder) == max(backups.found(folder), key=lambda one: one.age)
    (folder / session_mark.NAME).unlink()  # lost: the newest backup knows the branch
    opening.open_data(folder).store.close()


@pytest.mark.parametrize("mark", [b"", b"\0" * 20, b'{"is_open": 1}', b'{"x": 1}', b"[]"])
def test_an_empty_or_garbled_mark_keeps_nobody_out(folder: Path, mark: bytes) -> None:
    (folder / session_mark.NAME).write_bytes(mark)
    opening.open_data(folder).store.close()


@pytest.mark.parametrize("name", ["data.lock", ".~lock.zhijiao.sqlite3#", "zhijiao.lock"])
@pytest.mark.parametrize(
    "content", [b"", b"4711\nzhijiao\n\xe5\x8a\x9e\xe5\x85\xac\xe5\xae\xa4PC\n"]
)
def test_lock_files_of_others_keep_nobody_out(folder: Path, name: str, content: bytes) -> None:
    """An empty one, one of a dead process, one of another PC with a Chinese name: none is read."""
    (folder / name).write_bytes(content)
    opening.open_data(folder).store.close()


def test_conflicting_copies_are_passed_by(folder: Path) -> None:
    (folder / "zhijiao (冲突副本).sqlite3").write_bytes(b"x")
    opened = opening.open_data(folder)
    assert notices_kept.years(opened.store) == [2023]
    opened.store.close()


def test_a_disk_that_does_not_answer_is_no_damage(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object, **__: object) -> None:
        raise PermissionError(13, "no")

    monkeypatch.setattr(Path, "open", failing)
    assert refused(folder) == "data.unreadable"
    assert "data.unreadable" not in opening.TROUBLES
    assert "data.locked" not in opening.TROUBLES
    assert "data.failed" not in opening.TROUBLES


def test_rights_that_are_too_wide_are_taken_back(folder: Path) -> None:
    folder.chmod(0o755)
    paths.data_file(folder).chmod(0o644)
    opened = opening.open_data(folder)
    assert opened.rights_were_open
    opened.store.close()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(paths.data_file(folder).stat().st_mode) == 0o600
    again = opening.open_data(folder)
    assert not again.rights_were_open
    again.store.close()


@pytest.mark.parametrize(
    ("free", "factor", "is_full"),
    [(40 * 2**20, 10, True), (900 * 2**20, 10**9, True), (2**30, 10**9, False)],
)
def test_little_room_on_the_disk_is_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch, free: int, factor: int, *, is_full: bool
) -> None:
    monkeypatch.setattr(opening, "TIGHT_FACTOR", factor)
    monkeypatch.setattr(files, "free_space", lambda _: free)
    opened = opening.open_data(folder)
    assert opened.is_disk_nearly_full is is_full
    opened.store.close()


@pytest.mark.parametrize("log", [False, True])
def test_a_file_that_may_not_be_written_is_only_looked_at(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    log: bool,  # noqa: FBT001
) -> None:
    if log:  # edits that are in the log alone
        store = opening.open_data(folder).store
        store.edit([register.school_change("contact", "新人")])
        left = Path(f"{paths.data_file(folder)}-wal").read_bytes()
        store.close()
        Path(f"{paths.data_file(folder)}-wal").write_bytes(left)
    before = paths.data_file(folder).read_bytes()
    monkeypatch.setattr(os, "access", lambda *_: False)
    opened = opening.open_data(folder)
    assert register.school(opened.store).contact == ("新人" if log else "王建国")
    with pytest.raises(EnvironmentRefusal, match=r"data.read_only"):
        opened.store.edit([register.school_change("contact", "乙")])
    opening.begin_session(opened.store)
    opening.end_session(opened.store)
    assert paths.data_file(folder).read_bytes() == before


def test_a_damaged_schema_lets_go_of_the_file(folder: Path) -> None:
    """Text in it that is no UTF-8 raises more than SQLite's own errors; the lock must go."""
    path = paths.data_file(folder)
    content = path.read_bytes()
    path.write_bytes(content.replace(b"CREATE TABLE school (", b"CREATE TABLE school \xc5", 1))
    assert refused(folder) == "data.damaged"
    path.write_bytes(content)
    opening.open_data(folder).store.close()


RELEASED = Path(__file__).parents[2] / "data" / "databases"


@pytest.mark.parametrize("older", ["", "v0.3", "v1.0/zhijiao"])
def test_damage_that_costs_no_row_is_mended(folder: Path, tmp_path: Path, older: str) -> None:
    """A hurt index: every row is there and proved, so the file is made anew without loss."""
    from models.safekeeping import salvage

    path = paths.data_file(folder)
    if older:
        path.write_bytes((RELEASED / f"{older}.sqlite3").read_bytes())
    with sqlite3.connect(path) as con:
        root = con.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'event_version'")
        page = root.fetchone()[0]
        wanted = con.execute("SELECT count(*) FROM goal").fetchone()
    con.close()
    hurt = bytearray(path.read_bytes())
    start = (page - 1) * 4096
    hurt[start : start + 4096] = b"\x0a" + bytes(4095)
    path.write_bytes(hurt)
    session_mark.write(folder, session_mark.Mark(is_open=True, generation=0))
    assert refused(folder) == "data.damaged"
    image = opening.latest_readable(folder)
    assert image is not None
    mended = salvage.rebuilt(image)
    assert mended is not None
    again = tmp_path / "again.sqlite3"
    again.write_bytes(mended)
    store = Store.open(again)
    assert store.query("SELECT count(*) FROM goal") == [wanted]
    store.close()


def test_times_are_stored_to_the_second_in_utc() -> None:
    from datetime import UTC, datetime

    assert stored_time(datetime(2023, 3, 6, 7, 8, 9, 123456, UTC)) == "2023-03-06T07:08:09Z"


def test_a_trigger_that_crept_into_the_file_is_damage(folder: Path) -> None:
    """Whatever it is called: nothing but what our migrations make runs on an edit."""
    con = sqlite3.connect(paths.data_file(folder))
    con.execute("CREATE TRIGGER sqlitexevil AFTER UPDATE ON school BEGIN DELETE FROM goal; END")
    con.commit()
    con.close()
    assert refused(folder) == "data.damaged"
