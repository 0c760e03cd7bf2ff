"""A data file from outside: a copy, a backup or a 接班包, made one plain file and proved.

Runs in the reader process. The private file that it leaves is the one that is taken.
"""

from __future__ import annotations

from contextlib import closing, contextmanager
from functools import partial
from typing import TYPE_CHECKING

import resources
from models.documents import history
from models.errors import EnvironmentRefusal
from models.safekeeping import restoring
from models.school import notices_kept, register
from models.storage import files
from models.storage.data_file import check_header
from models.storage.looking import bring_up, check_rows, look, play_log, prove
from models.storage.schema import SCHEMA_VERSION
from models.storage.store import Store
from models.value_class import value_class
from ui.use_cases.data import handover_file, values
from ui.use_cases.data.counts import Counts, count
from ui.use_cases.times import local_time_with_year

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from models.storage.files import Report

COPIED, PROVED, ALL = 30, 80, 100  # how far, in hundredths of the whole


@value_class
class Found:
    """What a copy is: the hash of its file, whose data they are, how much it holds."""

    sha256: str
    whose: str
    counts: Counts


def examine(source: Path, place: Path, report: Report) -> Found:
    """Write the data file that ``source`` carries to ``place`` and prove it there.

    Raises:
        EnvironmentRefusal: it is no sound data file of ours, or holds no year yet.
    """
    with _naming(source, place):
        _make_plain(source, place, lambda part, of: report(COPIED * part // max(of, 1), ALL))
        prove(place)
        report(PROVED, ALL)
        digest = files.sha256_of(place)
        if check_header(place) == SCHEMA_VERSION:
            whose, counts = _look_over(place, source)
        else:
            older = place.with_name("older")
            files.copy(place, older, restoring.LIMIT)
            bring_up(older)
            whose, counts = _look_over(older, source)
    report(ALL, ALL)
    return Found(digest, whose, counts)


def _make_plain(source: Path, place: Path, report: Report) -> None:
    """Write the one file that a copy comes to: unpacked, or with the log beside it played in."""
    if handover_file.is_package(source):
        handover_file.unpack(source, place, report)
        return
    check_header(source)  # before a large file of another kind is read
    beside = [one for one in restoring.data_set(source) if one != source]
    for one in beside:
        ending = one.name.removeprefix(source.name)
        files.copy(one, place.with_name(place.name + ending), restoring.LIMIT)
    files.copy(source, place, restoring.LIMIT, report)
    if beside:
        play_log(place)


def _look_over(place: Path, source: Path) -> tuple[str, Counts]:
    """Look at what the documents hold; returns whose they are and how much there is."""
    with closing(look(place)) as con:
        store = Store(source, con)
        counts = count(store)
        if not counts.notices:
            raise EnvironmentRefusal("data.no_year", path=str(source))
        values.require_sound(store, partial(check_rows, con), source)
        return _whose(store), counts


def _whose(store: Store) -> str:
    """Say whose data a store holds and when they were last changed, as one clause."""
    last = next(history.newest_first(store), None)
    return resources.sentence(
        "settings.whose",
        school=register.school(store).printed_name or "（没有填校名）",
        years="、".join(f"{year}年" for year in notices_kept.years(store)),
        time=local_time_with_year(last.utc) if last else "—",
    )


@contextmanager
def _naming(source: Path, place: Path) -> Iterator[None]:
    """A refusal names the file that the clerk chose, not our copy of it."""
    try:
        yield
    except EnvironmentRefusal as refusal:
        if str(refusal.values.get("path", "")).startswith(str(place.parent)):
            refusal.values["path"] = str(source)
        raise
