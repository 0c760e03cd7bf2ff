from __future__ import annotations

import errno
import os
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from models.errors import EnvironmentRefusal
from models.storage import files

if TYPE_CHECKING:
    from collections.abc import Callable


def test_a_written_file_is_whole_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    target = files.write_atomically(tmp_path / "清单.pdf", b"new")
    assert target.read_bytes() == b"new"
    assert [p.name for p in tmp_path.iterdir()] == ["清单.pdf"]


@pytest.mark.parametrize(
    ("number", "code"),
    [(errno.ENOSPC, "file.disk_full"), (errno.EROFS, "file.no_right"), (errno.EIO, "file.failed")],
)
def test_a_failing_disk_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: str
) -> None:
    target = tmp_path / "清单.pdf"
    target.write_bytes(b"old")

    def fail(_handle: int) -> None:
        raise OSError(number, "no")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(EnvironmentRefusal) as refused:
        files.write_atomically(target, b"new")
    assert refused.value.code == code
    assert target.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["清单.pdf"]


def test_the_data_is_synced_before_it_is_put_in_place_and_the_folder_after(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "x"
    seen: list[bool] = []
    real = os.fsync

    def noted(handle: int) -> None:
        seen.append(target.exists())
        real(handle)

    monkeypatch.setattr(os, "fsync", noted)
    files.write_atomically(target, b"new")
    assert seen == [False, True]


def test_what_is_read_is_not_said_to_be_written(tmp_path: Path, monkeypatch) -> None:
    for read in (files.read_limited, files.first_bytes):
        with pytest.raises(EnvironmentRefusal) as refused:
            read(tmp_path, 2**20)
        assert refused.value.code in ("file.folder", "file.no_file")

    def deny(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "no")

    path = tmp_path / "x"
    path.write_bytes(b"x")
    monkeypatch.setattr(Path, "open", deny)
    with pytest.raises(EnvironmentRefusal, match=r"file.no_right_to_read"):
        files.read_limited(path, 9)


def test_a_missing_folder_and_a_folder_as_target_are_refused(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentRefusal, match=r"file.folder_missing"):
        files.write_atomically(tmp_path / "no" / "x", b"")
    with pytest.raises(EnvironmentRefusal, match=r"file.is_folder|file.failed"):
        files.write_atomically(tmp_path, b"")


def test_a_folder_that_takes_no_files_is_refused() -> None:
    with pytest.raises(EnvironmentRefusal):
        files.write_atomically(Path("/proc/x"), b"new")


def test_a_link_at_the_target_is_replaced_not_followed(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_bytes(b"mine")
    link = tmp_path / "link"
    link.symlink_to(victim)
    files.write_atomically(link, b"new")
    assert victim.read_bytes() == b"mine"
    assert not link.is_symlink()


def test_a_file_that_is_too_large_or_missing_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"12345")
    assert files.read_limited(path, 5) == b"12345"
    with pytest.raises(EnvironmentRefusal, match=r"file.too_large"):
        files.read_limited(path, 4)
    with pytest.raises(EnvironmentRefusal, match=r"file.missing"):
        files.read_limited(tmp_path / "y", 4)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("阳城/职中:一*部", "阳城_职中_一_部"),
        ("CON", "CON_"),
        ("aux.校", "aux.校_"),
        ("校 . ", "校"),
        ("..", ""),
        ("长" * 100, "长" * 60),
    ],
)
def test_names_are_safe_on_windows(text: str, name: str) -> None:
    assert files.safe_name(text) == name


class HeldError(PermissionError):
    """As Windows raises it for a file that another program holds."""

    winerror = 32


class Held:
    """A target that another program of Windows holds for some attempts."""

    def __init__(self, times: int, monkeypatch: pytest.MonkeyPatch) -> None:
        self.left = times
        self.waited = 0.0
        self._replace = Path.replace

        def replace(part: Path, target: Path) -> None:
            self.replace(part, target)

        monkeypatch.setattr(Path, "replace", replace)
        monkeypatch.setattr(time, "sleep", self._sleep)

    def replace(self, part: Path, target: Path) -> None:
        if self.left:
            self.left -= 1
            raise HeldError(errno.EACCES, "held")
        self._replace(part, target)

    def _sleep(self, seconds: float) -> None:
        self.waited += seconds


@pytest.mark.parametrize("times", [1, 2, 6])
def test_a_file_that_a_scanner_holds_for_a_moment_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, times: int
) -> None:
    held = Held(times, monkeypatch)
    files.write_atomically(tmp_path / "x", b"new")
    assert (tmp_path / "x").read_bytes() == b"new"
    assert 0 < held.waited < 3


def test_a_file_that_excel_keeps_open_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "x"
    target.write_bytes(b"old")
    Held(99, monkeypatch)
    with pytest.raises(EnvironmentRefusal, match=r"file.held"):
        files.write_atomically(target, b"new")
    assert target.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["x"]


def test_a_stick_pulled_while_writing_is_a_refusal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    real = os.fsync

    def pull(handle: int) -> None:
        real(handle)
        for path in folder.iterdir():
            path.unlink()
        folder.rmdir()

    monkeypatch.setattr(os, "fsync", pull)
    with pytest.raises(EnvironmentRefusal, match=r"file.folder_missing"):
        files.write_atomically(folder / "x", b"new")
    assert not folder.exists()


def test_a_temporary_folder_is_not_needed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """TMPDIR may be full or not writable: the temporary file lies beside its target."""
    monkeypatch.setenv("TMPDIR", "/nonexistent")
    monkeypatch.setattr(tempfile, "tempdir", None)
    files.write_atomically(tmp_path / "x", b"new")
    assert (tmp_path / "x").read_bytes() == b"new"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="asks for a POSIX system")
@pytest.mark.parametrize("read", [files.first_bytes, files.last_bytes, files.read_limited])
@pytest.mark.parametrize("source", ["pipe", "/dev/zero"])
def test_a_pipe_or_a_device_is_refused_before_it_is_read(
    tmp_path: Path, read: Callable[[Path, int], bytes], source: str
) -> None:
    """The one waits for ever, the other never ends."""
    path = tmp_path / source  # an absolute name stays what it is
    if source == "pipe":
        os.mkfifo(path)
    with pytest.raises(EnvironmentRefusal, match=r"file.no_file"):
        read(path, 100)
