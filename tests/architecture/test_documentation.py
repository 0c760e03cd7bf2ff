"""The documents that can be wrong are checked."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_every_path_in_the_architecture_page_exists() -> None:
    """A bare file name stands in the room that its line begins with."""
    missing, count = [], 0
    for line in read("ARCHITECTURE.md").splitlines():
        room = re.match(r"\| `([a-z_/]+/)`", line)
        for path in re.findall(r"`([a-z_]+(?:/[\w.*-]+)*(?:\.\w+|/))`", line):
            found = path if "/" in path or path == "main.py" else f"{room[1] if room else ''}{path}"
            count += 1
            if not list(ROOT.glob(found.rstrip("/"))):
                missing.append(found)
    assert count > 60
    assert missing == []


def test_every_room_has_its_line_in_the_architecture_page() -> None:
    page = read("ARCHITECTURE.md")
    rooms = {
        path.parent.relative_to(ROOT).as_posix()
        for layer in ("models", "forms", "ui")
        for path in (ROOT / layer).rglob("__init__.py")
    }
    missing = {room for room in rooms - {"ui", "forms"} if f"`{room}/`" not in page}
    assert missing == set()


def test_the_architecture_page_is_one_screen() -> None:
    """It is read at once: a row a room, the states, the rules."""
    assert len(read("ARCHITECTURE.md").splitlines()) <= 100


def test_every_dependency_is_named_in_the_readme() -> None:
    listed = re.findall(r"^([\w-]+)==", read("packaging/requirements/requirements.in"), re.M)
    missing = [name for name in listed if name.lower() not in read("README.md").lower()]
    assert missing == []


def test_requirements_name_no_address() -> None:
    for path in ROOT.glob("requirements*.txt"):
        text = path.read_text(encoding="utf-8")
        assert "://" not in text
        assert "--hash=sha256:" in text


def test_pictures_in_the_readme_exist() -> None:
    pictures = re.findall(r"!\[[^\]]*\]\(([^)]+)\)", read("README.md"))
    assert pictures
    assert [name for name in pictures if not (ROOT / name).exists()] == []


def test_every_test_that_the_reliability_page_names_exists() -> None:
    named = re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", read("docs/可靠与安全.md"))
    assert len(named) > 60
    missing = [
        f"{path}::{name}"
        for path, name in named
        if not (ROOT / path).exists() or (name and f"def {name}(" not in read(path))
    ]
    assert missing == []
