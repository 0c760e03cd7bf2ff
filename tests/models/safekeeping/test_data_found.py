"""Data that lie on the PC already are found, the newest first, and nothing else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from models.safekeeping import data_found, places
from models.storage import paths


@pytest.fixture
def desktop(tmp_path, monkeypatch) -> Path:
    monkeypatch.setattr(paths, "default_data_folder", lambda: tmp_path / "own")
    made = tmp_path / "桌面"
    made.mkdir()
    return made


def put(path: Path, moment: int) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"x")
    os.utime(path, (moment, moment))
    return path


def test_nothing_is_found_where_nothing_lies(desktop, tmp_path) -> None:
    put(desktop / "报告.docx", 1)
    put(desktop / "旧.sqlite3", 1)
    assert data_found.newest(tmp_path / "new", [desktop, tmp_path / "gone"]) is None


def test_the_newest_of_our_own_files_is_found(desktop, tmp_path) -> None:
    put(desktop / "数据.zjqd", 100)
    newer = put(desktop / "接班包.ZJJB", 200)
    found = data_found.newest(tmp_path / "new", [desktop])
    assert found == data_found.Found(newer, 200)


def test_one_entry_that_cannot_be_read_hides_no_other(desktop, tmp_path) -> None:
    (desktop / "a.zjqd").symlink_to(tmp_path / "gone")
    (desktop / "b.zjqd").mkdir()
    good = put(desktop / "c.zjqd", 100)
    found = data_found.newest(tmp_path / "new", [desktop])
    assert found is not None
    assert found.path == good


def test_the_data_of_a_portable_program_beside_it_are_found(desktop, tmp_path) -> None:
    data = put(desktop / "职教清单-1.0.0/数据/zhijiao.sqlite3", 100)
    found = data_found.newest(tmp_path / "new", [desktop])
    assert found == data_found.Found(data, 100)


def test_a_portable_program_finds_the_data_of_the_installed_one(desktop, tmp_path) -> None:
    own = put(tmp_path / "own/zhijiao.sqlite3", 100)
    assert data_found.newest(tmp_path / "stick", [desktop]) == data_found.Found(own, 100)


def test_a_start_on_its_own_folder_does_not_find_itself(desktop, tmp_path) -> None:
    put(tmp_path / "own/zhijiao.sqlite3", 100)
    assert data_found.newest(tmp_path / "own", [desktop]) is None


def test_a_data_folder_that_was_renamed_is_found_beside_its_old_name(desktop, tmp_path) -> None:
    renamed = put(tmp_path / "职教清单-旧" / paths.DATA_FILE, 100)
    put(tmp_path / "别的程序" / "data.sqlite3", 200)
    found = data_found.newest(tmp_path / "职教清单", [desktop])
    assert found == data_found.Found(renamed, 100)


def test_a_network_drive_is_never_looked_into(monkeypatch, tmp_path) -> None:
    mounts = f"server:/x {tmp_path}/share nfs rw 0 0\n/dev/sdb1 /media/wang/STICK vfat rw 0 0\n"
    monkeypatch.setattr(places, "_mounts", lambda: mounts)
    synchronised = tmp_path / "OneDrive/桌面"
    personal = [tmp_path / "share/桌面", tmp_path, synchronised]
    monkeypatch.setattr(paths, "personal_folders", lambda: personal)
    assert data_found.usual_folders() == [tmp_path, synchronised, Path("/media/wang/STICK")]


def test_the_portable_starter_names_the_same_folder() -> None:
    root = Path(__file__).resolve().parents[3]
    script = (root / "packaging/windows/launcher.nsi").read_text(encoding="utf-8")
    assert f'--data-dir "$EXEDIR\\{data_found.PORTABLE_DATA}"' in script
