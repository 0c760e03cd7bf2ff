"""Bit flips, lost sectors, truncation: found every time, never a crash, recovery always offered."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from models.errors import EnvironmentRefusal
from models.safekeeping import backups, opening
from models.safekeeping.backups import BackupReason
from models.storage import paths
from models.storage.data_file import check_image
from models.storage.proof import everything
from tests.fault import faults, work
from ui.use_cases.data import recovery

if TYPE_CHECKING:
    import random
    from collections.abc import Callable
    from pathlib import Path

    from models.safekeeping.backups import Backup

FLIPS = faults.rounds(750, 100_000)
SECTOR_STEP = faults.rounds(24, 1)
TRUNCATIONS = faults.rounds(40, 300)
OFFERS = faults.rounds(12, 200)
TIME = "2023-12-24T08:00:00Z"


class Damage:
    """A year's file with a good backup beside it, damaged again and again."""

    def __init__(self, folder: Path, image: bytes) -> None:
        self.folder = folder
        self.image = image
        self.path = work.put(folder, image)
        backups.write(folder, image, BackupReason.CLOSE, TIME)
        self.contents = contents(image)
        self.detected = self.harmless = 0

    def do(self, damaged: bytes) -> None:
        """Open the damaged file: either it is refused, or nothing in it has changed."""
        refused = refusal_of(lambda: check_image(damaged, self.path))
        self.count(refused, damaged)

    def open(self, damaged: bytes) -> None:
        """The same through the whole opening and the recovery page: a good copy is offered."""
        self.path.write_bytes(damaged)
        refused = refusal_of(self._open_and_close)
        self.count(refused, self.path.read_bytes())
        if refused is not None:
            offer = recovery.offer(self.folder, refused)
            assert offer.backup is not None
            assert offer.wrong
            assert offer.repaired is None or contents(offer.repaired) == self.contents
            self.recover(offer.backup)
        for left in ("-wal", "-journal"):
            self.path.with_name(self.path.name + left).unlink(missing_ok=True)

    def recover(self, backup: Backup) -> None:
        """In a folder of its own take what is offered, and go on with it."""
        own = self.folder.with_name(f"{self.folder.name}-recovered")
        shutil.copytree(self.folder, own)
        recovery.restore(own, backup)
        assert contents((own / self.path.name).read_bytes()) == self.contents
        work.go_on(own)
        shutil.rmtree(own)

    def _open_and_close(self) -> None:
        opening.open_data(self.folder).store.close()

    def count(self, refused: EnvironmentRefusal | None, image: bytes) -> None:
        if refused is not None:
            assert refused.code in opening.TROUBLES, refused.code
            self.detected += 1
        else:
            assert contents(image) == self.contents
            self.harmless += 1


def refusal_of(step: Callable[[], object]) -> EnvironmentRefusal | None:
    try:
        step()
    except EnvironmentRefusal as refusal:
        return refusal
    return None


def contents(image: bytes) -> object:
    with closing(sqlite3.connect(":memory:")) as con:
        alone = image[:18] + b"\1\1" + image[20:]
        con.deserialize(alone)
        return everything(con)


@pytest.fixture
def damage(folder: Path, year_image: bytes) -> Damage:
    return Damage(folder, year_image)


def flipped(image: bytes, rng: random.Random) -> bytes:
    made = bytearray(image)
    made[rng.randrange(len(made))] ^= 1 << rng.randrange(8)
    return bytes(made)


def test_every_bit_flip_that_changes_content_is_found(damage: Damage, rng: random.Random) -> None:
    for _ in range(FLIPS):
        damage.do(flipped(damage.image, rng))
    assert damage.detected > FLIPS / 2
    assert damage.detected + damage.harmless == FLIPS


def test_every_bit_of_the_header_may_flip(damage: Damage) -> None:
    for bit in range(800):
        made = bytearray(damage.image)
        made[bit // 8] ^= 1 << bit % 8
        damage.do(bytes(made))
    assert damage.detected > 300


def test_every_lost_sector_is_found(damage: Damage) -> None:
    for start in range(0, len(damage.image), 512 * SECTOR_STEP):
        damage.do(damage.image[:start] + bytes(512) + damage.image[start + 512 :])
    assert damage.detected > 20


def test_every_truncation_is_found(damage: Damage, rng: random.Random) -> None:
    lengths = [0, 1, 99, 100, 4095, 4096, len(damage.image) - 1]
    lengths += [rng.randrange(len(damage.image)) for _ in range(TRUNCATIONS - len(lengths))]
    for length in lengths:
        damage.do(damage.image[:length])
    assert damage.harmless == 0


@pytest.mark.parametrize("kind", ["flip", "sector", "truncation", "empty"])
def test_recovery_is_offered_each_time(damage: Damage, rng: random.Random, kind: str) -> None:
    image = damage.image
    makers: dict[str, Callable[[], bytes]] = {
        "flip": lambda: flipped(image, rng),
        "sector": lambda: _without_sector(image, rng.randrange(len(image) // 512) * 512),
        "truncation": lambda: image[: rng.randrange(len(image))],
        "empty": lambda: b"",
    }
    for _ in range(OFFERS):
        damage.open(makers[kind]())
    assert damage.detected or kind == "flip"


def _without_sector(image: bytes, start: int) -> bytes:
    return image[:start] + bytes(512) + image[start + 512 :]


def test_structure_alone_would_not_find_them(damage: Damage, rng: random.Random) -> None:
    """Why there is a digest: what SQLite's own check passes by."""
    missed = 0
    for _ in range(300):
        made = flipped(damage.image, rng)
        try:
            with closing(sqlite3.connect(":memory:")) as con:
                con.deserialize(made[:18] + b"\1\1" + made[20:])
                ok = con.execute("PRAGMA integrity_check(1)").fetchone() == ("ok",)
                missed += ok and everything(con) != damage.contents
        except (sqlite3.Error, UnicodeDecodeError, ValueError):
            continue
    assert missed > 30


def test_a_missing_file_beside_backups_is_no_empty_year(damage: Damage) -> None:
    paths.data_file(damage.folder).unlink()
    assert not opening.is_new(damage.folder)
    with pytest.raises(EnvironmentRefusal, match=r"data.missing"):
        opening.open_data(damage.folder)
