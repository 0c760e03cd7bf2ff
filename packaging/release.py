"""Make a release: refuse where the version or the changelog lags behind, then test, build, tag.

usage: release.py
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import resources  # noqa: E402

TAG = re.compile(r"v\d+\.\d+\.\d+")


def numbers(version: str) -> tuple[int, ...]:
    """Return a version such as 1.0.0 as numbers to compare."""
    return tuple(int(part) for part in version.split("."))


def lags(version: str, changelog: str, tags: list[str], changed: list[str]) -> list[str]:
    """Return what is not ready, a sentence each.

    Args:
        version: of the program.
        changelog: the whole text, newest version first.
        tags: ``v1.0.0`` and so on, of earlier releases.
        changed: files that are not committed.
    """
    found = []
    newest, _, text = changelog.partition("\n## ")[2].partition("\n")
    told = re.findall(r"^- .+", text.partition("\n## ")[0], re.MULTILINE)
    if newest.strip() != version:
        found.append(f"CHANGELOG.md begins with {newest.strip()}, the program is {version}")
    elif not told:
        found.append(f"CHANGELOG.md says nothing about {version}")
    released = [tag.removeprefix("v") for tag in tags if TAG.fullmatch(tag)]
    found += [f"{old} was released already" for old in released if numbers(old) >= numbers(version)]
    found += [f"not committed: {name}" for name in changed]
    return found


def git(*words: str) -> list[str]:
    """Return the lines that git prints."""
    done = subprocess.run(["git", *words], cwd=ROOT, check=True, capture_output=True, text=True)  # noqa: S603, S607
    return done.stdout.splitlines()


def main() -> None:
    """Check, test, build, tag."""
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    found = lags(resources.VERSION, changelog, git("tag"), git("status", "--porcelain"))
    if found:
        raise SystemExit("no release:\n" + "\n".join(found))
    for target in ("test", "package-wine"):
        subprocess.run(["make", target], cwd=ROOT, check=True)  # noqa: S603, S607
    git("tag", f"v{resources.VERSION}")
    sys.stdout.write(f"v{resources.VERSION} lies in dist/\n")


if __name__ == "__main__":
    main()
