"""Every sentence that the code names exists, and every sentence is used."""

from __future__ import annotations

import re
import string
import tomllib
from pathlib import Path

import pytest

import resources

ROOT = Path(__file__).resolve().parents[2]
TEXTS = tomllib.loads((ROOT / "resources" / "texts.toml").read_text(encoding="utf-8"))
SOURCE = "\n".join(
    path.read_text(encoding="utf-8")
    for layer in ("models", "forms", "ui")
    for path in (ROOT / layer).rglob("*.py")
)
CODES = {f"{group}.{name}" for group, names in TEXTS.items() for name in names}


def test_every_named_code_has_a_sentence() -> None:
    groups = "|".join(TEXTS)
    named = set(re.findall(rf"[\"'](({groups})\.[a-z_]+)[\"']", SOURCE))
    assert {code for code, _ in named} <= CODES


def test_every_sentence_is_named_somewhere() -> None:
    unused = []
    for code in CODES:
        group, _, name = code.partition(".")
        # Findings and faults are named without their group; gaps are composed from their field.
        composed = group == "finding" and name.endswith("_missing")
        short = f'"{name}"' if group in ("document", "finding") else f'"{code}"'
        if not composed and short not in SOURCE and f'"{code}"' not in SOURCE:
            unused.append(code)
    assert unused == []


def test_sentences_are_sentences() -> None:
    for code in CODES:
        group, _, name = code.partition(".")
        text = TEXTS[group][name]
        fields = [f for _, f, _, _ in string.Formatter().parse(text) if f is not None]
        assert all(re.fullmatch(r"[a-z_]+", f) for f in fields), code
        assert re.search(r"[\u4e00-\u9fff]", text), code


def test_a_group_read_alone_is_what_the_whole_file_has() -> None:
    for code in CODES:
        group, _, name = code.partition(".")
        text = TEXTS[group][name]
        values = {field: 1 for _, field, _, _ in string.Formatter().parse(text) if field}
        assert resources.sentence(code, **values) == text.format(**values)
    words = tomllib.loads((ROOT / "resources" / "words.toml").read_text(encoding="utf-8"))
    for group, named in words.items():
        for name, word in named.items():
            assert resources.word(group, name) == word


def test_a_group_that_is_not_there_is_refused() -> None:
    with pytest.raises(KeyError, match="nowhere"):
        resources.sentence("nowhere.to_be_found")
