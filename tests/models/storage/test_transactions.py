"""All of a transaction or nothing, whatever happens inside it."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest

from models.errors import EnvironmentRefusal
from models.interchange import document as interchange
from models.safekeeping import backups, opening, session_mark
from models.safekeeping.backups import BackupReason
from models.school import kept_settings, notices_kept, register
from models.storage import paths
from models.storage.store import Store

TIME = "2023-05-24T08:00:00Z"


@pytest.mark.parametrize("error", [MemoryError, KeyboardInterrupt, RecursionError, OSError])
def test_an_import_that_breaks_off_leaves_nothing(
    store: Store, sample: interchange.Contents, monkeypatch: pytest.MonkeyPatch, error: type
) -> None:
    def broken(*_: object) -> None:
        raise error

    before = store.content_id
    monkeypatch.setattr(Store, "write_for_good", broken)
    with pytest.raises(error):
        interchange.load(store, sample)
    monkeypatch.undo()
    assert store.content_id == before
    assert list(filter(None, store.wrong_parts())) == []
    interchange.load(store, sample)
    assert notices_kept.years(store) == [2023]


def test_an_error_inside_a_part_of_a_transaction_takes_all_of_it_back(store: Store) -> None:
    def inner() -> None:
        with store.transaction() as con:
            con.execute("INSERT INTO setting VALUES ('b', '2')")
            raise ZeroDivisionError

    def outer() -> None:
        with store.transaction() as con:
            con.execute("INSERT INTO setting VALUES ('a', '1')")
            inner()

    with pytest.raises(ZeroDivisionError):
        outer()
    assert store.query("SELECT * FROM setting") == []
    assert list(filter(None, store.wrong_parts())) == []


def test_closing_twice_is_closing_once(store: Store) -> None:
    store.close()
    store.close()
    with pytest.raises(EnvironmentRefusal, match=r"data.failed"):
        store.query("SELECT 1")


def test_a_store_counts_its_edits_after_any_first_transaction_that_came_to_nothing(
    filled: Store,
) -> None:
    """What a rollback takes back must not be what counts: the sums would condemn sound rows."""

    def broken() -> None:
        with filled.transaction() as con:
            con.execute("INSERT INTO setting VALUES ('a', '1')")
            raise ZeroDivisionError

    for step in range(3):
        with pytest.raises(ZeroDivisionError):
            broken()
        filled.edit([register.school_change("contact", f"{step}")])
        assert list(filter(None, filled.wrong_parts())) == []


def test_a_row_that_nobody_tells_of_is_not_committed(filled: Store) -> None:
    filled.edit([register.school_change("contact", "一")])
    with filled.transaction() as con:
        con.execute("DROP TRIGGER temp.digest_setting_INSERT")

    def write() -> None:
        with filled.transaction() as con:
            con.execute("INSERT INTO setting VALUES ('a', '1')")

    with pytest.raises(RuntimeError, match="1 rows changed, 0 were told"):
        write()
    assert filled.query("SELECT * FROM setting WHERE name = 'a'") == []
    write()  # by now they are all there again
    assert list(filter(None, filled.wrong_parts())) == []


@pytest.mark.parametrize("name", ["职教 清单 2023", "😀 笔记", "a'b\"c%20#?&", "很长" * 40])
def test_folders_of_any_name_hold_data(tmp_path: Path, name: str, sample) -> None:
    store = Store.create(tmp_path / name / paths.DATA_FILE)
    interchange.load(store, sample)
    made = backups.write(store.path.parent, store.image(), BackupReason.CLOSE, TIME)
    opening.end_session(store)
    again = opening.open_data(tmp_path / name).store
    assert notices_kept.years(again) == [2023]
    again.close()
    assert backups.load(made)


def test_a_path_that_is_too_long_is_told_before_anything_is_typed(tmp_path: Path) -> None:
    folder = tmp_path
    for _ in range(20):
        folder /= "很长的文件夹名" * 9
    with pytest.raises(EnvironmentRefusal, match=r"file.name_too_long"):
        Store.create(folder / paths.DATA_FILE)


@pytest.fixture
def grown(store: Store, sample: interchange.Contents) -> Store:
    """The sample, written by this very connection: its log began before the first row."""
    interchange.load(store, sample)
    return store


def copies(filled: Store) -> tuple[list[bytes], list[bytes]]:
    """Return the data file and its log after each of some edits, as they lie on the disk."""
    log = Path(f"{filled.path}-wal")
    mains, logs = [], []
    for number in range(12):
        filled.edit([register.school_change("contact", str(number))])
        if number % 4 == 3:
            filled.checkpoint()
        mains.append(filled.path.read_bytes())
        logs.append(log.read_bytes())
    return mains, logs


def test_a_log_of_another_generation_is_never_played_in_unseen(
    grown: Store, tmp_path: Path
) -> None:
    """The worst foot-gun: an old copy over the file while the newer log still lies there."""
    opening.begin_session(grown)
    mark = session_mark.read(grown.path.parent)
    assert mark is not None
    mains, logs = copies(grown)
    grown.close()
    seen: dict[bool, int] = {True: 0, False: 0}
    for main in mains:
        for log in logs:
            folder = tmp_path / "mixed"
            folder.mkdir(exist_ok=True)
            session_mark.write(folder, mark)
            paths.data_file(folder).write_bytes(main)
            Path(f"{paths.data_file(folder)}-wal").write_bytes(log)
            seen[is_right_or_refused(folder)] += 1
            for left in folder.iterdir():
                left.unlink()
    assert seen[True]


def is_right_or_refused(folder: Path) -> bool:
    """Assert that what opens is a state that once was; True where it was refused as damaged."""
    try:
        store = opening.open_data(folder).store
    except EnvironmentRefusal as refusal:
        return refusal.code in opening.TROUBLES
    try:
        rows = store.query("SELECT new FROM history WHERE field = 'contact' ORDER BY seq")
        kept = [int(value) for (value,) in rows if value.isdecimal()]
        assert kept == list(range(len(kept)))
        assert register.school(store).contact == (str(len(kept) - 1) if kept else "王建国")
        assert list(filter(None, store.wrong_parts())) == []
    finally:
        store.close()
    return False


def test_the_connection_refuses_what_would_weaken_it(store: Store) -> None:
    wanted = {"trusted_schema": 0, "cell_size_check": 1, "mmap_size": 0, "secure_delete": 1}
    for name, value in wanted.items():
        assert store.query(f"PRAGMA {name}") in ([(value,)], [])


class Counted:
    """Reads how many settings there are, and counts how often it was asked to."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.asked = 0

    def __call__(self) -> int:
        self.asked += 1
        return int(self.store.query("SELECT count(*) FROM setting")[0][0])


def test_what_is_made_of_rows_is_made_again_only_when_they_changed(store: Store) -> None:
    kept_settings.set_setting(store, "one", "1")
    count = Counted(store)
    assert [store.remembered("shared", count) for _ in range(3)] == [1, 1, 1]
    assert count.asked == 1
    kept_settings.set_setting(store, "two", "2")
    assert [store.remembered("shared", count) for _ in range(3)] == [2, 2, 2]
    assert count.asked == 2


def test_inside_a_transaction_the_rows_as_they_are_now_are_read(store: Store) -> None:
    kept_settings.set_setting(store, "one", "1")
    count = Counted(store)
    assert store.remembered("shared", count) == 1
    with suppress(ZeroDivisionError), store.transaction() as con:
        con.execute("INSERT INTO setting VALUES ('two', '2')")
        assert store.remembered("shared", count) == 2
        raise ZeroDivisionError
    assert store.remembered("shared", count) == 1
    assert count.asked == 2


def test_a_part_without_rows_is_never_remembered(store: Store) -> None:
    count = Counted(store)
    assert [store.remembered("n77", count) for _ in range(2)] == [0, 0]
    assert count.asked == 2
