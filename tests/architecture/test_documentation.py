"""The documents that can be wrong are checked."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_every_path_in_the_architecture_page_exists() -> None:
    paths = re.findall(r"`([a-z_]+(?:/[\w.*-]+)*(?:\.\w+|/))`", read("ARCHITECTURE.md"))
    assert len(paths) > 20
    missing = [path for path in paths if not list(ROOT.glob(path.rstrip("/")))]
    assert missing == []


def test_the_architecture_page_is_one_screen() -> None:
    assert len(read("ARCHITECTURE.md").splitlines()) <= 90


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
