"""What ships beside the code: notices, fonts, the sample school, the sentences for the clerk."""

from __future__ import annotations

from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VERSION = "1.12.0"


def path(name: str) -> Path:
    """Return the path of a shipped file, ``name`` relative to ``resources/``."""
    return ROOT / name


@cache
def notice_paths() -> tuple[Path, ...]:
    """Return the shipped notices, sorted by name."""
    return tuple(sorted((ROOT / "notices").glob("*.toml")))


@cache
def holiday_paths() -> tuple[Path, ...]:
    """Return the shipped holiday tables, oldest year first."""
    return tuple(sorted((ROOT / "holidays").glob("*.toml")))


@cache
def _group(group: str, name: str = "texts.toml") -> dict[str, str]:
    """Return one group of a file of sentences, read alone: a start needs a line of seven hundred.

    Raises:
        KeyError: there is none.
    """
    import tomllib  # no word is needed by who reads files for another process

    _, found, after = f"\n{_text(name)}".partition(f"\n[{group}]\n")
    if not found:
        raise KeyError(group)
    return tomllib.loads(after.partition("\n[")[0])


@cache
def _text(name: str) -> str:
    return path(name).read_text(encoding="utf-8")


def sentence(code: str, /, **values: object) -> str:
    """Return the Chinese sentence of a code such as ``finding.goal_missing``.

    Raises:
        KeyError: the code is not in ``texts.toml``, or a value that it names was not given.
    """
    group, _, name = code.partition(".")
    return _group(group)[name].format(**values)


def word(group: str, name: str) -> str:
    """Return the Chinese word of a group of words such as ``table``; the name itself if unknown."""
    return _group(group, "words.toml").get(name, name)
