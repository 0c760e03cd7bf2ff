"""Small Debian systems of their own, to build in and to try what was built.

A base is made once by debootstrap and kept; work happens in a copy-on-write layer over it. Mounts
live in a mount namespace of each command, so that nothing is left mounted whatever happens.
Needs root, debootstrap and util-linux (``packaging/system_packages.sh package``).
"""

from __future__ import annotations

import shlex
import shutil
import subprocess
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

ENVIRONMENT = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/root", "LC_ALL": "C.UTF-8"}


def call(*command: str, cwd: Path | None = None) -> str:
    """Run a command of this machine and return what it printed.

    Raises:
        SystemExit: it failed; what it said is shown.
    """
    done = subprocess.run(  # noqa: S603  (a list, no shell)
        command, cwd=cwd, capture_output=True, text=True, errors="replace", check=False
    )
    if done.returncode:
        raise SystemExit(f"{shlex.join(command)}\n{done.stdout[-4000:]}{done.stderr[-4000:]}")
    return done.stdout


def mirror() -> str:
    """Return where this machine itself gets its Debian packages from."""
    listed = call("apt-get", "indextargets", "--format", "$(CREATED_BY) $(COMPONENT) $(REPO_URI)")
    found = [line.split()[2] for line in listed.splitlines() if line.startswith("Packages main ")]
    plain = [uri for uri in found if "security" not in uri]
    if not plain:
        raise SystemExit("no Debian mirror is set up on this machine (apt-get update first)")
    return plain[0]


def base(folder: Path, suite: str) -> Path:
    """Return a minimal system of a Debian release, made when it is not there yet."""
    path = folder / suite
    done = folder / f"{suite}.done"
    if not done.exists():
        shutil.rmtree(path, ignore_errors=True)
        folder.mkdir(parents=True, exist_ok=True)
        call("debootstrap", "--variant=minbase", suite, str(path), mirror())
        done.touch()
    return path


@dataclass(frozen=True)
class Root:
    """A system in a folder: a base and the layer that holds what was changed.

    Attributes:
        lower: the bases, uppermost first; they are only read.
        layer: folder of the changes; kept until it is removed.
    """

    lower: tuple[Path, ...]
    layer: Path
    _binds: dict[Path, str] = field(default_factory=dict)

    def bind(self, folder: Path, inside: str) -> None:
        """Show a folder of this machine inside the system."""
        self._binds[folder] = inside

    def remove(self) -> None:
        """Forget every change."""
        shutil.rmtree(self.layer, ignore_errors=True)

    @property
    def upper(self) -> Path:
        """Where the changed files lie."""
        return self.layer / "upper"

    def put(self, source: Path, inside: str) -> None:
        """Copy a file into the system."""
        target = self.upper / inside.lstrip("/")
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)

    def run(
        self,
        *command: str,
        environment: Mapping[str, str] | None = None,
        is_offline: bool = True,
    ) -> str:
        """Run a command inside and return what it printed.

        Raises:
            SystemExit: it failed; what it said is shown.
        """
        asked = {**ENVIRONMENT, **(environment or {})}
        inner = ["env", "-i", *(f"{name}={value}" for name, value in asked.items()), *command]
        script = "\n".join((*self._mounts(), f"exec chroot {self.layer}/root {shlex.join(inner)}"))
        space = ["unshare", "--mount", "--pid", "--fork", "--kill-child"]
        space += ["--net"] if is_offline else []
        return call(*space, "sh", "-ec", script)

    def install(self, packages: Sequence[str]) -> None:
        """Install packages of the system's own release."""
        self.run("apt-get", "update", "-qq", is_offline=False)
        self.run(
            *("apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages),
            environment={"DEBIAN_FRONTEND": "noninteractive"},
            is_offline=False,
        )

    def _mounts(self) -> list[str]:
        for name in ("upper", "work", "root"):
            (self.layer / name).mkdir(parents=True, exist_ok=True)
        lower = ":".join(str(path) for path in self.lower)
        root = self.layer / "root"
        options = f"lowerdir={lower},upperdir={self.upper},workdir={self.layer}/work"
        lines = [
            f"mount -t overlay overlay -o {options} {root}",
            f"mount -t proc proc {root}/proc",
            f"mount --rbind /dev {root}/dev",
            f"touch {root}/etc/resolv.conf",
            f"mount --bind /etc/resolv.conf {root}/etc/resolv.conf",
        ]
        for folder, inside in self._binds.items():
            lines.append(f"mkdir -p {root}{inside}")
            lines.append(f"mount --bind {folder} {root}{inside}")
        return lines
