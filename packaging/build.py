"""Build what the clerk gets: the Linux folder and .deb, the Windows setup, a zip for the stick.

usage: build.py [--out DIR] [--roots DIR] [--wine] [linux] [windows]

Ends with the self-test of each artefact. ``--wine`` tries the Windows setup too (a Debian 13 with
Wine is made for it, about 1.5 GB). Needs root: small Debian systems of their own are made in ROOTS,
kept, and used again.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import contents  # noqa: E402
import debian_package  # noqa: E402
import draw_icon  # noqa: E402
import licences  # noqa: E402
import linux  # noqa: E402
import trying  # noqa: E402
import windows  # noqa: E402
from roots import call  # noqa: E402

import resources  # noqa: E402

NAME = "zhijiao-qingdan"
MEGA = 1_000_000
SIZE_GOAL, SETUP_GOAL_MB = 1.3, 50


class Build:
    """One run: where it works, where it writes, which version."""

    def __init__(self, out: Path, roots: Path) -> None:
        self.out, self.roots = out, roots
        self.work = roots.parent / "stage"
        self.version = resources.VERSION
        self.icons = self.work / "icons"
        self.needles = [str(ROOT), str(roots), str(self.work)]

    def begin(self) -> None:
        """Empty the target, and draw the icons."""
        shutil.rmtree(self.out, ignore_errors=True)
        for folder in (self.out, self.work):
            folder.mkdir(parents=True, exist_ok=True)
        call(sys.executable, str(Path(draw_icon.__file__)), str(self.icons))
        shutil.copy(draw_icon.SOURCE, self.icons)

    def linux(self) -> None:
        """Build, check and try the folder and the .deb."""
        linux.site(self.work)
        made = linux.one_folder(linux.PRODUCT, self.roots, self.work)
        bare = linux.one_folder(linux.BARE, self.roots, self.work)
        licences.write(made / "许可", linux.parts(made, self.roots, self.work))
        contents.require_clean(made, self.needles, linux.modules(made, self.work))
        self._list(made, "linux")
        deb = self.out / f"{debian_package.APP}_{self.version}_amd64.deb"
        debian_package.make(made, self.icons, self.version, deb, self.work)
        archive = self.out / f"{NAME}-{self.version}-linux.tar.xz"
        order = ("--sort=name", "--owner=0", "--group=0", "--numeric-owner", "--mtime=2026-01-01")
        os.environ["XZ_OPT"] = "-T0"
        call("tar", *order, "-cJf", str(archive), "-C", str(made.parent), made.name)
        ratio = contents.size(made) / contents.size(bare)
        say(f"Linux: {contents.size(made) / MEGA:.1f} MB installed")
        say(f"  ÷ a bare PySide6 window {ratio:.3f} (goal {SIZE_GOAL})")
        contents.require_libraries(made, trying.OLDEST_LIBRARIES)
        say(f"  needs glibc 2.{contents.highest(made, 'GLIBC_2.')[0]}")
        trying.folder(made, self.roots)
        say(f"  folder: self-test passed on a fresh {trying.FRESH}, offscreen and under X11")
        trying.package(deb, self.roots, self.work)
        say("  .deb: installed over 0.1 with data, self-test passed, removed, data kept")

    def windows(self, *, has_wine: bool) -> None:
        """Build and check setup and portable zip; under Wine where asked."""
        linux.copy_product(self.work / "product")
        made = windows.folder(self.work)
        contents.require_clean(made, self.needles, [])
        self._list(made, "windows")
        icon = self.icons / f"{NAME}.ico"
        setup = self.out / f"{NAME}-{self.version}-windows-setup.exe"
        windows.setup(made, icon, self.version, setup)
        portable = self.out / f"{NAME}-{self.version}-windows-portable.zip"
        windows.portable(made, icon, self.version, portable)
        say(f"Windows: {contents.size(made) / MEGA:.1f} MB installed")
        say(f"  setup {setup.stat().st_size / MEGA:.1f} MB (goal {SETUP_GOAL_MB})")
        if has_wine:
            older = windows.older(self.work, icon)
            trying.setup(older, setup, portable, self.roots)
            say("  setup: over 0.1 with data, self-test passed under Wine, removed, data kept")
            say("  portable: its starter starts it, the data lie beside it")

    def _list(self, made: Path, name: str) -> None:
        (self.out / f"{name}-contents.txt").write_text(contents.listing(made), encoding="utf-8")

    def end(self) -> None:
        """Write the hashes of everything beside it, and say the sizes."""
        lines = []
        for path in sorted(p for p in self.out.iterdir() if p.is_file()):
            lines.append(f"{contents.sha256(path)}  {path.name}")
            say(f"{path.stat().st_size / MEGA:8.1f} MB  {path.name}")
        (self.out / "SHA256SUMS").write_text("\n".join(lines) + "\n", encoding="utf-8")


def say(line: str) -> None:
    """Print a line at once: a build takes minutes."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> None:
    """Build what was asked for, everything by default."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--out", type=Path, default=ROOT / "dist")
    parser.add_argument("--roots", type=Path, default=ROOT / "build/roots")
    parser.add_argument("--wine", action="store_true")
    parser.add_argument("kinds", nargs="*", metavar="linux|windows")
    asked = parser.parse_args()
    if os.geteuid() != 0:
        raise SystemExit("the build makes small Debian systems and must be run as root")
    build = Build(asked.out.resolve(), asked.roots.resolve())
    build.begin()
    kinds = asked.kinds or ["linux", "windows"]
    if "linux" in kinds:
        build.linux()
    if "windows" in kinds:
        build.windows(has_wine=asked.wine)
    build.end()


if __name__ == "__main__":
    main()
