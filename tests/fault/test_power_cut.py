"""Power cuts, simulated: the real store's and writers' operations, cut off at any moment."""

from __future__ import annotations

import json
import random
from functools import partial
from typing import TYPE_CHECKING

import pytest

from models.documents.document import load
from models.errors import Refusal
from models.safekeeping import backups, opening, restoring, session_mark
from models.safekeeping.backups import BackupReason
from models.storage import files
from models.storage.data_file import check_image
from models.storage.store import Store
from models.task_list import plan
from tests.fault import faults, work
from tests.fault.disk import Disk
from tests.helpers import NOTICE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.fault.faults import Operation

CUTS = faults.rounds(600, 100_000)
TRACES = faults.rounds(4, 40)
LYING_CUTS = faults.rounds(150, 4_000)
FILE_CUTS = faults.rounds(150, 5_000)


def trace(folder: Path, tmp_path: Path, work_of: Callable[[], None]) -> list[Operation]:
    """Do some work in a child and return the operations on the folder's files."""
    log = tmp_path / "trace"

    def recorded(_tell: object) -> None:
        with log.open("wb", buffering=0) as stream:
            faults.record(stream.fileno())
            work_of()
            faults.record(-1)

    assert faults.in_child(recorded).status == 0
    return list(faults.recorded(log.read_bytes()))


def cuts(
    disk: Disk, operations: list[Operation], target: Path, rng: random.Random, number: int
) -> Iterator[str]:
    """Cut the power at many moments; yields what was acknowledged by then, the files in target.

    What a cut left that another had left before, with the same acknowledged, is not yielded again.
    """
    moments = sorted(rng.randint(0, len(operations)) for _ in range(number))
    played = 0
    seen = set()
    for moment in moments:
        for operation in operations[played:moment]:
            disk.play(operation)
        played = moment
        disk.cut(rng, target)
        left = (disk.acknowledged, *work.content(target))
        if left not in seen:
            seen.add(left)
            yield disk.acknowledged


@pytest.mark.parametrize("seed", range(TRACES))
def test_no_acknowledged_edit_is_lost_by_a_power_cut(
    folder: Path, target: Path, tmp_path: Path, new_image: bytes, seed: int
) -> None:
    rng = random.Random(seed)  # noqa: S311
    work.put(folder, new_image)
    before = Disk(folder)

    def a_day() -> None:
        opened = opening.open_data(folder)
        opening.begin_session(opened.store)
        work.edits_until(opened.store, 60, rng, lambda number: faults.note(str(number)))
        opening.end_session(opened.store)

    operations = trace(folder, tmp_path, a_day)
    syncs = sum(operation.what == "S" for operation in operations)
    assert syncs > 60  # each acknowledged edit was synced
    done = 0
    for acknowledged in cuts(before, operations, target, rng, CUTS // TRACES):
        work.prove(target, int(acknowledged or 0))
        done += 1
    assert done > CUTS // TRACES * 0.9  # hardly any two cuts leave the same


@pytest.mark.parametrize("lie", [12, 40])
def test_a_disk_that_lies_is_found_out(
    folder: Path, target: Path, tmp_path: Path, new_image: bytes, rng: random.Random, lie: int
) -> None:
    """It says synced and has not: edits may be gone, but nothing wrong is shown as right."""
    work.put(folder, new_image)
    disk = Disk(folder, lie)
    edit = partial(_edits, folder, rng)
    found = whole = 0
    for _ in cuts(disk, trace(folder, tmp_path, edit), target, rng, LYING_CUTS):
        try:
            store = opening.open_data(target).store
        except Refusal as refusal:
            found += refusal.code in opening.TROUBLES
            continue
        assert list(filter(None, store.wrong_parts())) == []
        rows = store.query("SELECT new FROM history WHERE field = 'contact' ORDER BY seq")
        assert rows == [(str(number),) for number in range(1, work.reached(store) + 1)]
        work.finish(store)
        whole += 1
    assert found + whole > LYING_CUTS * 0.9
    assert whole


def _edits(folder: Path, rng: random.Random) -> None:
    opened = opening.open_data(folder)
    opening.begin_session(opened.store)
    work.edits_until(opened.store, 60, rng, lambda number: faults.note(str(number)))


# -- whole files: each kind that the program writes ------------------------------------------------


def _exports(year_image: bytes, own: Path) -> dict[str, tuple[bytes, bytes]]:
    """Return an old and a new content of every kind of file that leaves the program."""
    from models.documents import versions
    from models.school import kept_settings
    from models.storage import paths
    from ui.use_cases.data import handover
    from ui.use_cases.dates import today
    from ui.use_cases.documents import files_of

    own.mkdir()
    work.put(own, year_image)
    store = Store.open(paths.data_file(own))
    found: dict[str, list[bytes]] = {}
    family = versions.of_document(store, plan.document(NOTICE))
    for place, version in enumerate(family[:2]):
        sheet = load(store, version)
        for name, content in files_of.contents(store, sheet).items():
            found.setdefault(name.rpartition(".")[2], [b"", b""])[place] = content
        letter = files_of.letter(store, sheet)
        found.setdefault("eml", [b"", b""])[place] = letter.subject.encode() * 50
    for place in range(2):
        kept_settings.set_setting(store, "copies", str(1 + place))
        made = own / f"{place}.zip"
        handover.write(store, made, today())
        found.setdefault("zip", [b"", b""])[place] = made.read_bytes()
        found.setdefault("sqlite3", [b"", b""])[place] = store.image()
    store.close()
    return {kind: (old, new) for kind, (old, new) in found.items()}


@pytest.fixture(scope="module")
def exports(year_image: bytes, tmp_path_factory: pytest.TempPathFactory):
    return _exports(year_image, tmp_path_factory.mktemp("exports") / "data")


@pytest.mark.parametrize("kind", ["pdf", "xlsx", "eml", "zip", "sqlite3"])
def test_an_exported_file_is_always_the_old_or_the_new_one(
    folder: Path, target: Path, tmp_path: Path, rng: random.Random, exports, kind: str
) -> None:
    old, new = exports[kind]
    assert old != new
    path = folder / f"清单.{kind}"
    path.write_bytes(old)
    disk = Disk(folder)

    def export() -> None:
        files.write_atomically(path, new)
        faults.note("done")

    operations = trace(folder, tmp_path, export)
    seen = set()
    for acknowledged in cuts(disk, operations, target, rng, FILE_CUTS):
        content = (target / path.name).read_bytes()
        assert content in (old, new)
        assert content == new or not acknowledged
        seen.add(content == new)
        assert files.write_atomically(target / path.name, new).read_bytes() == new
    assert seen == {True, False}


def test_a_backup_is_always_whole_and_none_is_lost(
    folder: Path, target: Path, tmp_path: Path, rng: random.Random, new_image: bytes
) -> None:
    work.put(folder, new_image)
    for number in range(12):
        backups.write(folder, new_image, BackupReason.CLOSE, f"2023-03-{number + 1:02d}T08:00:00Z")
    disk = Disk(folder)
    write = partial(backups.write, folder, new_image, BackupReason.CLOSE, "2023-04-01T08:00:00Z")

    def backup() -> None:
        write()
        faults.note("done")

    operations = trace(folder, tmp_path, backup)
    for acknowledged in cuts(disk, operations, target, rng, FILE_CUTS):
        newest = backups.newest_good(target)
        assert newest is not None
        assert newest.number == 13 or not acknowledged
        assert len(backups.found(target)) >= backups.NEWEST_KEPT
        for backup_kept in backups.found(target):
            backups.load(backup_kept)
        work.go_on(target)


def test_a_restore_ends_in_the_old_or_the_chosen_file(
    folder: Path, target: Path, tmp_path: Path, rng: random.Random, new_image: bytes, year_image
) -> None:
    path = work.put(folder, new_image)
    damaged = bytearray(new_image)
    damaged[5000:5400] = bytes(400)
    path.write_bytes(damaged)
    log = path.with_name(f"{path.name}-wal")
    left_over = b"left over" * 500
    log.write_bytes(left_over)
    session_mark.write(folder, session_mark.Mark(is_open=True, generation=10**6))
    disk = Disk(folder)

    def restore() -> None:
        restoring.put_in_place(folder, year_image, "20230301T000000Z")
        faults.note("done")

    operations = trace(folder, tmp_path, restore)
    ends = set()
    for acknowledged in cuts(disk, operations, target, rng, FILE_CUTS):
        if restoring.is_unfinished(target):
            restoring.resume(target)
        content = (target / path.name).read_bytes()
        assert content in (bytes(damaged), year_image)
        assert content == year_image or not acknowledged
        if content == year_image:
            check_image(content, path)
            kept = target / restoring.DAMAGED_FOLDER / "20230301T000000Z"
            assert (kept / path.name).read_bytes() == bytes(damaged)
            assert (kept / log.name).read_bytes() == left_over
            assert not (target / log.name).exists()
            work.go_on(target)
        ends.add(content == year_image)
    assert ends == {True, False}


def test_the_mark_of_a_session_is_whole_or_passed_by(
    folder: Path, target: Path, tmp_path: Path, rng: random.Random
) -> None:
    session_mark.write(folder, session_mark.Mark(is_open=True, generation=1))
    disk = Disk(folder)
    operations = trace(
        folder,
        tmp_path,
        lambda: session_mark.write(folder, session_mark.Mark(is_open=False, generation=9)),
    )
    for _ in cuts(disk, operations, target, rng, FILE_CUTS):
        mark = session_mark.read(target)
        assert mark is not None
        assert mark.generation in (1, 9)
        session_mark.write(target, session_mark.Mark(is_open=True, generation=10))
        assert session_mark.read(target) == session_mark.Mark(is_open=True, generation=10)


def test_the_simulated_disk_does_lose_what_is_not_synced(
    folder: Path, target: Path, tmp_path: Path, rng: random.Random
) -> None:
    """The proof that these tests can fail: a writer without syncs leaves torn files."""
    path = folder / "x.json"
    path.write_bytes(b"old" * 3000)
    new = json.dumps("new" * 3000).encode()
    disk = Disk(folder)

    def careless() -> None:
        part = folder / "part"
        with part.open("wb") as stream:
            stream.write(new)
        part.replace(path)

    operations = trace(folder, tmp_path, careless)
    torn = 0
    for _ in cuts(disk, operations, target, rng, 200):
        found = (target / path.name).read_bytes() if (target / path.name).exists() else b""
        torn += found not in (b"old" * 3000, new)
    assert torn


def test_a_store_that_does_not_sync_would_be_caught(
    folder: Path, target: Path, tmp_path: Path, rng: random.Random, new_image: bytes
) -> None:
    """WAL with NORMAL loses acknowledged edits; the same test must see it."""
    work.put(folder, new_image)
    disk = Disk(folder)

    def a_day() -> None:
        store = opening.open_data(folder).store
        store.query("PRAGMA synchronous = NORMAL")
        work.edits_until(store, 60, rng, lambda number: faults.note(str(number)))

    operations = trace(folder, tmp_path, a_day)
    lost = 0
    for acknowledged in cuts(disk, operations, target, rng, 100):
        try:
            work.prove(target, int(acknowledged or 0))
        except (AssertionError, Refusal):
            lost += 1
    assert lost > 10
