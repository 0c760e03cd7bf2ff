from __future__ import annotations

import random
import stat
import tracemalloc
from dataclasses import replace
from pathlib import Path

import pytest

from models.errors import EnvironmentRefusal
from models.safekeeping import backups
from models.safekeeping.backups import BEFORE_KEPT, MONTHS_KEPT, NEWEST_KEPT, Backup, BackupReason
from models.school import register
from models.storage import files
from models.storage.store import Store
from tests.fault.hostile.data import COPIES, with_sql

TIME = "2023-05-24T08:00:00Z"


@pytest.fixture
def image(filled: Store) -> bytes:
    return filled.image()


def test_a_backup_is_the_data_and_says_so(filled: Store, tmp_path: Path, image: bytes) -> None:
    made = backups.write(tmp_path, image, BackupReason.CLOSE, TIME)
    assert backups.load(made) == image
    (found,) = backups.found(tmp_path)
    assert found == made
    assert (found.generation, found.content) == (filled.generation, filled.content_id)
    store = Store.view(made.path, backups.load(made))
    assert register.school(store) == register.school(filled)
    store.close()


def test_only_the_owner_reads_a_backup(tmp_path: Path, image: bytes) -> None:
    made = backups.write(tmp_path, image, BackupReason.CLOSE, TIME)
    for path in made.path.parent.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == files.PRIVATE_FILE
    assert stat.S_IMODE(made.path.parent.stat().st_mode) == files.PRIVATE_FOLDER


def test_a_damaged_file_is_never_backed_up(tmp_path: Path, image: bytes) -> None:
    damaged = image.replace("王建国".encode(), "王健国".encode())
    assert damaged != image
    with pytest.raises(EnvironmentRefusal, match=r"data.damaged"):
        backups.write(tmp_path, damaged, BackupReason.CLOSE, TIME)
    assert backups.found(tmp_path) == []


def test_a_large_image_is_proved_and_written_without_copying_it(
    tmp_path: Path, image: bytes
) -> None:
    """Whatever Python copies stops the window: it stood for 450 ms over 300 scans."""
    scan = (
        "INSERT INTO scan (version_id, name, sha256, content) SELECT id, 's', 'x', {} FROM version;"
    )
    large = with_sql(image, 20 * scan.format("zeroblob(1000000)"))
    tracemalloc.start()
    backups.write(tmp_path, large, BackupReason.CLOSE, TIME)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(large) > 20_000_000
    assert peak < 1.2 * len(large)  # it is read back once


def test_a_backup_that_reads_back_otherwise_is_none(
    tmp_path: Path, image: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stick that says it wrote and did not."""
    monkeypatch.setattr(files, "read_limited", lambda *_: image[:-1])
    with pytest.raises(EnvironmentRefusal, match=r"backup.not_read_back"):
        backups.write(tmp_path, image, BackupReason.CLOSE, TIME)
    monkeypatch.undo()
    assert backups.found(tmp_path) == []


def test_the_number_orders_them_whatever_the_clock_says(tmp_path: Path, image: bytes) -> None:
    for year in (2023, 1970, 2099):
        backups.write(tmp_path, image, BackupReason.CLOSE, f"{year}-01-01T00:00:00Z")
    assert [b.utc[:4] for b in backups.found(tmp_path)] == ["2099", "1970", "2023"]
    assert [b.number for b in backups.found(tmp_path)] == [3, 2, 1]


def test_what_somebody_put_into_a_second_place_is_no_backup(tmp_path: Path, image: bytes) -> None:
    """A stick goes from hand to hand: a trigger in a rightly summed file is not restored."""
    made = backups.write(tmp_path, image, BackupReason.CLOSE, TIME)
    made.path.write_bytes(COPIES["a trigger with the counter's name"](image))
    (found,) = [replace(one, sha256="") for one in backups.found(tmp_path)]
    with pytest.raises(EnvironmentRefusal, match=r"data.foreign"):
        backups.load(found)


@pytest.mark.parametrize("note", [b"", b"{", b'{"utc": 1}', b"\xff\xfe", b"[]"])
def test_a_garbled_note_hides_no_backup(tmp_path: Path, image: bytes, note: bytes) -> None:
    made = backups.write(tmp_path, image, BackupReason.CLOSE, TIME)
    made.path.with_suffix(".json").write_bytes(note)
    newest = backups.newest_good(tmp_path)
    assert newest is not None
    assert backups.load(newest) == image


def test_the_newest_good_one_passes_damaged_ones_by(tmp_path: Path, image: bytes) -> None:
    made = [backups.write(tmp_path, image, BackupReason.CLOSE, TIME) for _ in range(3)]
    made[2].path.write_bytes(image[:-4096])
    made[1].path.write_bytes(b"")
    newest = backups.newest_good(tmp_path)
    assert newest is not None
    assert newest.number == 1


def test_foreign_files_in_the_folder_are_passed_by(tmp_path: Path, image: bytes) -> None:
    backups.write(tmp_path, image, BackupReason.CLOSE, TIME)
    place = tmp_path / backups.FOLDER
    for name in ("zhijiao-000002-close (冲突副本).sqlite3", "zhijiao-000003-other.sqlite3", "x"):
        (place / name).write_bytes(b"x")
    assert len(backups.found(tmp_path)) == 1


def some(number: int, reason: BackupReason, month: str) -> Backup:
    return Backup(Path(f"{number}"), number, reason, f"{month}-01T00:00:00Z")


def test_what_is_kept_of_three_years(tmp_path: Path) -> None:
    """Three years of work days: ten newest, one of each of 24 months, five from before a step."""
    rng = random.Random(3)  # noqa: S311  (seeded on purpose)
    everything: list[Backup] = []
    for day in range(3 * 240):
        month = f"{2023 + day // 240}-{day % 240 // 20 + 1:02d}"
        odd = "1970-01" if rng.random() < 0.015 else month  # a clock that lost its battery
        reason = BackupReason.IMPORT if rng.random() < 0.05 else BackupReason.CLOSE
        everything.append(some(day + 1, reason, odd))
        wanted = backups.kept(everything)
        everything = [backup for backup in everything if backup.number in wanted]
        assert day + 1 in wanted
        assert len(everything) <= NEWEST_KEPT + MONTHS_KEPT + BEFORE_KEPT
    regular = [b for b in everything if b.reason is BackupReason.CLOSE]
    assert len({b.month for b in regular}) >= MONTHS_KEPT
    assert len(everything) - len(regular) == BEFORE_KEPT


def test_old_ones_go_when_a_new_one_stands(tmp_path: Path, image: bytes) -> None:
    for _ in range(NEWEST_KEPT + 4):
        backups.write(tmp_path, image, BackupReason.INTERVAL, TIME)
    numbers = [backup.number for backup in backups.found(tmp_path)]
    assert numbers == list(range(NEWEST_KEPT + 4, 4, -1))
    assert len(list((tmp_path / backups.FOLDER).iterdir())) == 2 * NEWEST_KEPT
