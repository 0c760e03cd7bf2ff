"""A screen, a window manager, a clipboard and a printer queue for the real program."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import IO, TYPE_CHECKING, TypeVar

import pytest

from forms.render.cells import as_html

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

T = TypeVar("T")
ROOT = Path(__file__).resolve().parents[2]
WIDTH, HEIGHT = 1280, 720
RC = """<?xml version="1.0"?><openbox_config xmlns="http://openbox.org/3.4/rc"><applications>
<application class="*" type="normal"><decor>no</decor>
<position force="yes"><x>0</x><y>0</y></position></application></applications></openbox_config>"""


def attempt(
    *words: object, cwd: Path | None = None, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a command, whatever comes of it."""
    return subprocess.run(  # noqa: S603  (programs of the acceptance run, no shell)
        [str(word) for word in words],
        capture_output=True,
        text=True,
        check=False,
        cwd=cwd,
        env=env,
    )


def command(*words: object, cwd: Path | None = None, env: Mapping[str, str] | None = None) -> str:
    """Run a command that must succeed; returns what it printed."""
    done = attempt(*words, cwd=cwd, env=env)
    assert done.returncode == 0, (words, done.returncode, done.stdout, done.stderr)
    return done.stdout


def spawn(
    *words: object,
    log: IO[bytes] | int = subprocess.DEVNULL,
    env: Mapping[str, str] | None = None,
) -> subprocess.Popen[bytes]:
    """Start a program that goes on running."""
    return subprocess.Popen(  # noqa: S603  (programs of the acceptance run, no shell)
        [str(word) for word in words], stdout=log, stderr=log, env=env
    )


def wait_for(condition: Callable[[], T | None], seconds: float = 15) -> T:
    """Wait until a condition holds; its value."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if value := condition():
            return value
        time.sleep(0.1)
    raise AssertionError("waited in vain")


@pytest.fixture(scope="session")
def out(pytestconfig: pytest.Config) -> Path:
    folder = ROOT / pytestconfig.getoption("--accept-out")
    folder.mkdir(exist_ok=True)
    return folder


class Screen:
    """Keys, clicks and pictures on a virtual screen."""

    def __init__(self, display: str, out: Path) -> None:
        self.environment = {**os.environ, "DISPLAY": display, "LC_ALL": "C.UTF-8"}
        self.environment.pop("QT_QPA_PLATFORM", None)
        self._out = out

    def key(self, *keys: str) -> None:
        for key in keys:
            command("xdotool", "key", key, env=self.environment)
            time.sleep(0.15)

    def type(self, text: str) -> None:
        command("xdotool", "type", "--delay", "25", text, env=self.environment)
        time.sleep(0.2)

    def click(self, x: int, y: int) -> None:
        command("xdotool", "mousemove", x, y, "click", "1", env=self.environment)
        time.sleep(0.4)

    def put(self, text: str, kind: str = "UTF8_STRING") -> None:
        """Put a text on the clipboard, as a target of X11."""
        with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            # xclip stays behind to serve the text: it must not hold our pipes.
            words = ("xclip", "-selection", "clipboard", "-t", kind, file.name)
            spawn(*words, env=self.environment).wait()
        time.sleep(0.3)

    def put_cells(self, rows: Sequence[Sequence[str]]) -> None:
        """Put a table on the clipboard, as a spreadsheet or a word processor would."""
        self.put(as_html(rows), "text/html")

    def held(self, kind: str) -> str:
        """Return what the clipboard holds as a target, empty where it has none."""
        words = ("xclip", "-selection", "clipboard", "-o", "-t", kind)
        return attempt(*words, env=self.environment).stdout

    def picture(self, name: str) -> None:
        time.sleep(0.6)
        target = self._out / f"{name}.png"
        command("import", "-window", "root", target, env=self.environment)


@pytest.fixture(scope="session")
def screen(out: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Screen]:
    display = ":91"
    config = tmp_path_factory.mktemp("openbox") / "rc.xml"
    config.write_text(RC, encoding="utf-8")
    made = Screen(display, out)
    server = spawn("Xvfb", display, "-screen", "0", f"{WIDTH}x{HEIGHT}x24")
    time.sleep(1.5)
    manager = spawn("openbox", "--config-file", config, env=made.environment)
    time.sleep(1)
    yield made
    manager.terminate()
    server.terminate()
    manager.wait()
    server.wait()


class Program:
    """The real program on a data folder."""

    def __init__(self, screen: Screen, folder: Path, built: str) -> None:
        self._words = [built] if built else [sys.executable, str(ROOT / "main.py")]
        self.screen = screen
        self.folder = folder
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, **environment: str) -> None:
        with (self.folder.parent / "program.log").open("ab") as log:
            self.process = spawn(
                *(*self._words, "--data-dir", self.folder),
                env={**self.screen.environment, **environment},
                log=log,
            )
        time.sleep(2.5)
        assert self.process.poll() is None, log.name

    def start_located(self) -> None:
        """Start it so that it tells where its widgets are; clicks and keys stay real."""
        with (self.folder.parent / "program.log").open("ab") as log:
            self.process = subprocess.Popen(  # noqa: S603  (our own program)
                [sys.executable, str(ROOT / "tests/accept/located.py"), str(self.folder)],
                env=self.screen.environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
            )
        time.sleep(2.5)
        assert self.process.poll() is None, log.name

    def where(self, words: str) -> tuple[int, int] | None:
        """Return the middle of a widget on the screen, None where it is not shown."""
        assert self.process is not None
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{words}\n".encode())
        self.process.stdin.flush()
        answer = self.process.stdout.readline().decode().split()
        return (int(answer[0]), int(answer[1])) if len(answer) == 2 else None

    def press(self, words: str) -> None:
        """Wait for a widget and click it."""
        spot = wait_for(lambda: self.where(words))
        time.sleep(0.2)
        self.screen.click(*(self.where(words) or spot))

    def paste_into(self, words: str, text: str) -> None:
        """Replace the text of a field, through the clipboard (Chinese has no keys)."""
        self.press(words)
        self.screen.key("ctrl+a")
        self.screen.put(text)
        self.screen.key("ctrl+v")

    def quit(self) -> int:
        """Close the window as the clerk does; returns the exit status."""
        assert self.process is not None
        self.screen.key("alt+F4")
        status = self.process.wait(15)
        self._let_go()
        return status

    def kill(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self._let_go()

    def _let_go(self) -> None:
        for pipe in (self.process.stdin, self.process.stdout) if self.process else ():
            if pipe is not None:
                pipe.close()

    def store(self):
        """The data, while no window has it open."""
        from models.storage import paths
        from models.storage.store import Store

        return Store.open(paths.data_file(self.folder))


@pytest.fixture
def program(screen: Screen, tmp_path: Path, pytestconfig: pytest.Config) -> Iterator[Program]:
    made = Program(screen, tmp_path / "data", pytestconfig.getoption("--program"))
    yield made
    made.kill()


@pytest.fixture(scope="session")
def printer() -> Iterator[Path]:
    """A CUPS queue that prints into PDF files; yields the folder they land in."""
    started = None
    if "is running" not in attempt("lpstat", "-r").stdout:
        started = spawn("/usr/sbin/cupsd", "-f")
        wait_for(lambda: "is running" in attempt("lpstat", "-r").stdout)
    command(
        "lpadmin",
        "-p",
        "Accept",
        "-E",
        "-v",
        "cups-pdf:/",
        "-P",
        "/usr/share/ppd/cups-pdf/CUPS-PDF_opt.ppd",
    )
    command("lpadmin", "-d", "Accept")
    user = os.environ.get("USER") or "root"
    yield Path("/var/spool/cups-pdf/ANONYMOUS") if user == "nobody" else Path.home() / "PDF"
    command("lpadmin", "-x", "Accept")
    if started is not None:
        started.terminate()
        started.wait()


@pytest.fixture
def soffice(tmp_path: Path):
    """Convert a file with LibreOffice, with a filter where it is given; returns the new."""
    assert shutil.which("soffice")

    def convert(source: Path, to: str, opened_as: str = "") -> Path:
        target = Path(tempfile.mkdtemp(prefix="converted-", dir=tmp_path))
        command(
            "soffice",
            "--headless",
            f"-env:UserInstallation=file://{tmp_path}/profile",
            *([f"--infilter={opened_as}"] if opened_as else []),
            *("--convert-to", to, "--outdir"),
            target,
            source,
        )
        return next(target.iterdir())

    return convert
