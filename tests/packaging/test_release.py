"""A release is refused while version or changelog lag behind."""

from __future__ import annotations

import tomllib
from pathlib import Path

import release

import resources

ROOT = Path(__file__).resolve().parents[2]
CHANGELOG = "# 更新记录\n\n## 1.2.0\n\n- 新的一条。\n\n## 1.1.0\n\n- 旧的一条。\n"


def test_what_is_ready_is_released() -> None:
    assert release.lags("1.2.0", CHANGELOG, ["v1.1.0", "note"], []) == []


def test_a_changelog_that_lags_is_refused() -> None:
    (said,) = release.lags("1.3.0", CHANGELOG, ["v1.2.0"], [])
    assert "CHANGELOG.md begins with 1.2.0" in said


def test_a_changelog_without_a_word_is_refused() -> None:
    empty = "# 更新记录\n\n## 1.3.0\n\n## 1.2.0\n\n- 旧的一条。\n"
    assert release.lags("1.3.0", empty, [], []) == ["CHANGELOG.md says nothing about 1.3.0"]


def test_a_version_that_lags_is_refused() -> None:
    assert release.lags("1.2.0", CHANGELOG, ["v1.2.0"], []) == ["1.2.0 was released already"]
    assert release.lags("1.2.0", CHANGELOG, ["v1.10.0"], []) == ["1.10.0 was released already"]


def test_what_is_not_committed_is_refused() -> None:
    assert release.lags("1.2.0", CHANGELOG, [], [" M main.py"]) == ["not committed:  M main.py"]


def test_the_version_stands_in_one_place() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert "version" not in project
    assert project["dynamic"] == ["version"]


def test_this_tree_s_changelog_begins_with_the_program_s_version() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert release.lags(resources.VERSION, changelog, [], []) == []
