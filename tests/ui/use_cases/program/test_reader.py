"""The reader process seen from the window: whatever becomes of it is one sentence."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest

import resources
from models.errors import EnvironmentRefusal, Refusal
from tests.fault.hostile.xlsx import XLSX
from ui.use_cases.program import foreign, reader
from ui.use_cases.program.foreign import nobody_waits
from ui.use_cases.program.reader import Reader

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

SLEEPS = "import time; time.sleep(60)"
HTML = "<table><tr><td>甲<td>乙</table>".encode()


@pytest.fixture
def own() -> Iterator[Reader]:
    """A reader of this test alone."""
    made = Reader()
    yield made
    made.close()


@pytest.fixture
def talking() -> Iterator[Callable[[str], Reader]]:
    """Begin a process that is none of ours: it says something else."""
    made: list[Reader] = []

    def begin(words: str) -> Reader:
        made.append(Reader([sys.executable, "-c", words]))
        return made[-1]

    yield begin
    for one in made:
        one.close()


def test_many_files_go_through_one_process(own: Reader) -> None:
    first = own.ask("html", nobody_waits, HTML)
    pid = own.pid
    for _ in range(20):
        assert own.ask("html", nobody_waits, HTML) == first
    assert own.pid == pid
    assert [cell["text"] for cell in first["tables"][0]["rows"][0]] == ["甲", "乙"]


def test_a_refusal_comes_back_as_it_was_made(own: Reader) -> None:
    with pytest.raises(Refusal, match=r"table.too_large") as caught:
        own.ask("html", nobody_waits, b"<table><tr><td rowspan=1000000>x")
    assert caught.value.values == {"limit": 60_000}
    with pytest.raises(EnvironmentRefusal, match=r"data.foreign"):
        own.ask("copy", nobody_waits, source="/etc/hostname", place="/nowhere/image")


def test_what_asks_for_too_much_is_ended_and_the_next_file_is_read(own: Reader) -> None:
    """By its memory: whether two seconds are enough for a file depends on the machine's day."""
    with pytest.raises(Refusal, match=r"reader.too_much"):
        own.ask("sheet", nobody_waits, XLSX["many styles"]())
    assert own.ask("html", nobody_waits, HTML)["tables"]


def test_killed_in_the_middle_it_is_a_sentence_and_the_next_file_is_read(own: Reader) -> None:
    own.ask("html", nobody_waits, HTML)

    def kill(_part: int, _of: int) -> None:
        os.kill(own.pid or 0, signal.SIGKILL)

    with pytest.raises(EnvironmentRefusal, match=r"reader.died"):
        own.ask("html", kill, b"<table><tr><td>" + b"<b>x" * 800_000)
    assert own.ask("html", nobody_waits, HTML)["tables"]


def test_killed_while_nobody_asks_it_is_begun_anew(own: Reader) -> None:
    own.ask("html", nobody_waits, HTML)
    first = own.pid
    os.kill(first or 0, signal.SIGKILL)
    os.waitpid(first or 0, 0)
    assert own.ask("html", nobody_waits, HTML)["tables"]
    assert own.pid != first


def test_who_no_longer_wants_the_answer_gets_none(talking) -> None:
    class NoMoreError(Exception):
        pass

    def stop(_part: int, _of: int) -> None:
        raise NoMoreError

    slow = talking(SLEEPS)
    with pytest.raises(NoMoreError):
        slow.ask("html", stop, HTML)
    assert slow.pid is None


@pytest.mark.parametrize(
    "words",
    ["print('rubbish')", "print('[1, 2]')", "", "raise SystemExit(3)", "print('{' * 100)"],
    ids=["rubbish", "a list", "nothing", "a fault", "half an answer"],
)
def test_what_is_no_answer_is_none(talking, words: str) -> None:
    with pytest.raises(EnvironmentRefusal, match=r"reader.died"):
        talking(words).ask("html", nobody_waits, HTML)


def test_one_that_says_nothing_is_left(talking, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "PATIENCE", 0.2)
    silent = talking(SLEEPS)
    with pytest.raises(EnvironmentRefusal, match=r"reader.silent"):
        silent.ask("html", nobody_waits, HTML)
    assert silent.pid is None


def test_one_that_does_not_even_read_is_left_and_closing_waits_for_nobody(
    talking, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What does not fit into the pipe must not hold its asker up."""
    monkeypatch.setattr(reader, "PATIENCE", 0.2)
    deaf = talking(SLEEPS)
    with pytest.raises(EnvironmentRefusal, match=r"reader.silent"):
        deaf.ask("html", nobody_waits, bytes(4 * 2**20))
    monkeypatch.undo()
    asking = threading.Thread(target=_refused, args=(deaf, bytes(4 * 2**20)))
    asking.start()
    while deaf.pid is None:
        asking.join(0.01)
    deaf.close()
    asking.join(20)
    assert not asking.is_alive()


def _refused(asked: Reader, content: bytes) -> None:
    with pytest.raises(EnvironmentRefusal, match=r"reader.died"):
        asked.ask("html", nobody_waits, content)


def test_a_document_of_other_bytes_than_were_judged_is_not_taken(
    talking, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(foreign, "the_reader", lambda: talking("print('{\"answer\": {}}')"))
    source = tmp_path / "x.json"
    source.write_bytes(b"{}")
    with pytest.raises(EnvironmentRefusal, match=r"reader.died"):
        foreign.read_document(source)


def test_one_that_does_not_begin_is_told() -> None:
    with pytest.raises(EnvironmentRefusal, match=r"reader.not_begun"):
        Reader(["/no/such/program"]).ask("html", nobody_waits, HTML)


def test_an_answer_of_another_shape_is_none(talking, tmp_path: Path, monkeypatch) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(b"x")
    for answer in ("{}", '{"code": 1, "title": 2, "school": 3, "differences": 4, "remarks": 5}'):
        other = talking(f"print('{{\"answer\": {answer}}}')")
        monkeypatch.setattr(foreign, "the_reader", lambda other=other: other)
        with pytest.raises(EnvironmentRefusal, match=r"reader.died"):
            foreign.read_sheet(path)


def test_a_copy_of_other_bytes_than_were_proved_is_not_taken(
    talking, tmp_path: Path, monkeypatch
) -> None:
    """Only what the hash names is taken, whatever lies in the temporary file."""
    said = (
        "import json, sys; asked = json.loads(sys.stdin.readline());"
        " open(asked['place'], 'wb').write(b'another'); counts = dict.fromkeys("
        "['years', 'versions', 'scans', 'changes'], 1);"
        " print(json.dumps({'answer': {'sha256': '00', 'whose': 'x', 'counts': counts}}))"
    )
    monkeypatch.setattr(foreign, "the_reader", lambda: talking(said))
    source = tmp_path / "x.zjqd"
    source.write_bytes(b"x")
    with pytest.raises(EnvironmentRefusal, match=r"reader.died"):
        foreign.read_copy(source)


def test_it_ends_with_the_program_that_asked() -> None:
    """Killed or not: nobody is left to read for."""
    process = subprocess.Popen(  # noqa: S603  (our own program)
        reader.command(), stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    process.communicate(b"", timeout=20)
    assert process.returncode == 0


def test_every_sentence_of_it_says_what_became_of_the_data() -> None:
    for code in ("too_much", "stumbled", "died", "silent", "not_begun"):
        said = resources.sentence(f"reader.{code}", fault="x", reason="x")
        assert "数据没有变" in said
