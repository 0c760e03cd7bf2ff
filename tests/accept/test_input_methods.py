"""Chinese typed through a real input method reaches a cell; of the built program by --program."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.accept.conftest import Program, attempt, command, spawn, wait_for
from tests.helpers import list_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

FCITX_PROFILE = """[Groups/0]
Name=Default
Default Layout=us
DefaultIM=pinyin
[Groups/0/Items/0]
Name=keyboard-us
Layout=
[Groups/0/Items/1]
Name=pinyin
Layout=
[GroupOrder]
0=Default
"""


DAEMON_TRIES = 3


def stop(daemon: subprocess.Popen[bytes]) -> None:
    """End a daemon, whether it listens or not."""
    daemon.terminate()
    try:
        daemon.wait(5)
    except subprocess.TimeoutExpired:
        daemon.kill()
        daemon.wait()


class InputMethod:
    """A daemon on a bus of its own; ``environment`` finds it."""

    def __init__(self, program: Program) -> None:
        self._bus = command("dbus-launch", "--sh-syntax", env=program.screen.environment)
        found = dict(re.findall(r"^(DBUS_\w+)='?([^';]+)'?;", self._bus, re.M))
        self._bus_pid = int(found["DBUS_SESSION_BUS_PID"])
        home = program.folder.parent
        own = {
            "DBUS_SESSION_BUS_ADDRESS": found["DBUS_SESSION_BUS_ADDRESS"],
            "QT_IM_MODULE": "fcitx",  # our rule turns it into ibus, which fcitx5 speaks too
            "HOME": str(home),
            "XDG_RUNTIME_DIR": str(home),
            "XDG_CONFIG_HOME": str(home / ".config"),
        }
        self.environment = {**program.screen.environment, **own}
        self._daemon = self.begin()

    def begin(self):
        """Start the daemon and wait until it is ready."""
        raise NotImplementedError

    def letters(self) -> None:
        """Let keys be letters."""
        raise NotImplementedError

    def pinyin(self) -> None:
        """Let keys be 拼音."""
        raise NotImplementedError

    def end(self) -> None:
        stop(self._daemon)
        os.kill(self._bus_pid, signal.SIGTERM)


class Ibus(InputMethod):
    def begin(self):
        daemon = spawn("ibus-daemon", "--xim", "--panel=disable", env=self.environment)
        wait_for(lambda: self._engine("libpinyin") == "libpinyin", 30)
        return daemon

    def _engine(self, wanted: str) -> str:
        """Ask for an engine; returns the one it has now (its exit status says nothing)."""
        attempt("ibus", "engine", wanted, env=self.environment)
        return attempt("ibus", "engine", env=self.environment).stdout.strip()

    def letters(self) -> None:
        self._engine("xkb:us::eng")

    def pinyin(self) -> None:
        self._engine("libpinyin")


class Fcitx5(InputMethod):
    def begin(self):
        profile = Path(self.environment["XDG_CONFIG_HOME"]) / "fcitx5/profile"
        profile.parent.mkdir(parents=True)
        profile.write_text(FCITX_PROFILE, encoding="utf-8")
        for _ in range(DAEMON_TRIES):  # now and then it hangs while it looks for an ibus
            daemon = spawn("fcitx5", "--disable=wayland,notifications", env=self.environment)
            with suppress(AssertionError):
                wait_for(self._is_ready, 10)
                time.sleep(1)
                return daemon
            stop(daemon)
        pytest.fail("fcitx5 does not start")

    def _is_ready(self) -> bool:
        """Whether it answers, and has said in a file, which Qt reads once, where it speaks IBus."""
        told = Path(self.environment["XDG_CONFIG_HOME"]) / "ibus/bus"
        told_where = any("IBUS_ADDRESS" in p.read_text() for p in told.glob("*-unix-??"))
        return told_where and attempt("fcitx5-remote", env=self.environment).returncode == 0

    def letters(self) -> None:
        attempt("fcitx5-remote", "-c", env=self.environment)

    def pinyin(self) -> None:
        wait_for(self._is_pinyin, 10)

    def _is_pinyin(self) -> bool:
        """Switch, and ask: it does nothing while no text field has announced itself."""
        attempt("fcitx5-remote", "-o", env=self.environment)
        attempt("fcitx5-remote", "-s", "pinyin", env=self.environment)
        said = attempt("fcitx5-remote", "-n", env=self.environment).stdout.strip()
        state = attempt("fcitx5-remote", env=self.environment).stdout.strip()
        return said == "pinyin" and state == "2"


@pytest.fixture(params=[Ibus, Fcitx5], ids=["ibus", "fcitx5"])
def input_method(request: pytest.FixtureRequest, program: Program) -> Iterator[InputMethod]:
    made: Callable[[Program], InputMethod] = request.param
    method = made(program)
    yield method
    method.end()


def test_chinese_typed_through_an_input_method_reaches_the_cell(
    program: Program, input_method: InputMethod, request: pytest.FixtureRequest
) -> None:
    screen = program.screen
    program.start(**input_method.environment)
    input_method.letters()
    screen.type("School")
    screen.key("Return")
    time.sleep(1.5)
    screen.key("Right", "F2")
    input_method.pinyin()
    time.sleep(0.8)
    screen.type("nihao ")
    time.sleep(0.8)
    screen.picture(f"20-input-method-{request.node.callspec.id}")
    screen.key("ctrl+Return")
    assert program.quit() == 0
    store = program.store()
    assert list_of(store).entry(0).measures == "你好"
    store.close()
