"""Files that want to do harm: refused or read within 2 s of the processor and 200 MB.

The bounds are the system's own, set by the reader process for itself: one that goes over is ended.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from models.errors import EnvironmentRefusal, Refusal
from models.storage import files
from tests.fault.hostile import data, texts, xlsx
from ui.use_cases.program import foreign, reading
from ui.use_cases.program.foreign import nobody_waits
from ui.use_cases.program.reader import the_reader

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    Read = Callable[[Path], object]

SECONDS, MEMORY = 2, 200 * 2**20
# A data file may be given more time, for a sound one may be large; it needs none of it.
assert reading.SECONDS < SECONDS
assert reading.MEMORY < MEMORY


def asked(job: str) -> Read:
    """Ask for what no page asks yet: tables."""
    return lambda path: the_reader().ask(job, nobody_waits, path.read_bytes())


KINDS: dict[str, tuple[dict[str, Callable[[], bytes]], Read]] = {
    "xlsx": (xlsx.XLSX, foreign.read_sheet),
    "xlsx tables": (xlsx.XLSX, asked("xlsx")),
    "docx": (texts.DOCX, asked("docx")),
    "html": (texts.HTML, asked("html")),
    "document": (texts.DOCUMENT, foreign.read_document),
    "holidays": (texts.HOLIDAYS, foreign.read_holidays),
    "scan": (texts.SCANS, foreign.read_scan),
}
TABLES = {"xlsx tables", "docx", "html"}  # an odd one may still be a table
NOT_READ = {"reader.died", "reader.silent", "reader.stumbled"}  # a fault of the reader's own
CASES = [(kind, name) for kind, (made, _) in KINDS.items() for name in made]


def used() -> tuple[int | None, float, int]:
    """The reader's number, the seconds and the most bytes that it has used; 0 where none runs."""
    pid = the_reader().pid
    if pid is None:
        return None, 0, 0
    times = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    seconds = (int(times[11]) + int(times[12])) / os.sysconf("SC_CLK_TCK")
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    peak = int(status.partition("VmHWM:")[2].split()[0]) * 1024
    return pid, seconds, peak


def refusal_within_bounds(read: Read, path: Path) -> Refusal | None:
    """Have a file read; returns what it was refused with, None where it was read."""
    before, seconds, _ = used()
    refused = None
    try:
        read(path)
    except Refusal as refusal:
        refused = refusal
    after, later, peak = used()
    if after is not None:  # else the system has ended it at its bounds
        assert later - (seconds if after == before else 0) <= SECONDS
        assert peak <= MEMORY
    return refused


def test_there_are_enough_of_them() -> None:
    of_data = len(data.COPIES) + len(data.VALUES)
    assert sum(len(made) for made, _ in KINDS.values()) - len(xlsx.XLSX) + of_data >= 120


@pytest.mark.parametrize(("kind", "name"), CASES)
def test_a_file_that_wants_to_do_harm_does_none(tmp_path: Path, kind: str, name: str) -> None:
    made, read = KINDS[kind]
    path = tmp_path / "x"
    path.write_bytes(made[name]())
    refused = refusal_within_bounds(read, path)
    assert kind in TABLES or refused is not None, "taken as if it were sound"
    assert refused is None or refused.code not in NOT_READ


@pytest.mark.parametrize("name", [*data.COPIES, *data.VALUES])
def test_a_copy_that_is_not_ours_is_refused(
    tmp_path: Path, year_image: bytes, draft_image: bytes, name: str
) -> None:
    path = tmp_path / "x.sqlite3"
    with path.open("wb") as stream:
        if name in data.COPIES:
            stream.write(data.COPIES[name](year_image))
        else:
            stream.write(data.with_sql(draft_image, data.VALUES[name]))
        if name == "a sparse gigabyte":
            stream.truncate(2**30)
    refused = refusal_within_bounds(foreign.read_copy, path)
    assert isinstance(refused, EnvironmentRefusal)
    assert refused.code.startswith(("data.", "handover.", "file.")), refused.code
    assert refused.values["path"] == str(path)


@pytest.mark.parametrize("kind", ["xlsx", "docx", "html", "document", "holidays", "scan"])
def test_bytes_of_chance_do_no_harm(tmp_path: Path, kind: str, rng: random.Random) -> None:
    """Sound beginnings with bytes changed: what a fuzzer would try first."""
    made, read = KINDS[kind]
    path = tmp_path / "x"
    for name in list(made)[:6]:
        sound = bytearray(made[name]()[:20_000])
        for _ in range(30):
            if sound:
                sound[rng.randrange(len(sound))] = rng.randrange(256)
        path.write_bytes(bytes(sound))
        refused = refusal_within_bounds(read, path)
        assert refused is None or refused.code != "reader.died"


def test_what_is_not_there_is_a_refusal() -> None:
    with pytest.raises(EnvironmentRefusal):
        files.read_limited(Path("/no/such/scan.pdf"), 1)
