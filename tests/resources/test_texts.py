"""Every sentence that the code names exists, and every sentence is used."""

from __future__ import annotations

import ast
import re
import string
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import resources

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
TEXTS = tomllib.loads((ROOT / "resources" / "texts.toml").read_text(encoding="utf-8"))
FILES = [path for layer in ("models", "forms", "ui") for path in (ROOT / layer).rglob("*.py")]
SOURCE = "\n".join(path.read_text(encoding="utf-8") for path in FILES)
LABEL = 12  # Chinese characters that a label has at most
HAN = re.compile(r"[\u4e00-\u9fff]")
END = re.compile(r"[\u4e00-\u9fff].*[。？！]")
PATTERN = re.compile(r"[|\[\\]|\(\?|\)\?")  # signs of a regular expression
NO_SENTENCES = {
    "时间节点及工作目标(按月安排进度)": "the heading of a column, as notices print it",
    "改已经放入的通知，放入补充通知": "a heading of the manual",
}
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


def _words_in_code() -> Iterator[tuple[str, int, str]]:
    """Yield file, line and text of every Chinese string of the code; neither docstrings nor
    patterns, which are told by their signs."""
    for path in FILES:
        nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
        joined = [node for node in nodes if isinstance(node, ast.JoinedStr)]
        inner = {part for one in joined for part in one.values}
        inner |= {node.value for node in nodes if isinstance(node, ast.Expr)}
        alone = [node for node in nodes if isinstance(node, ast.Constant) and node not in inner]
        for node in [*joined, *alone]:
            parts = node.values if isinstance(node, ast.JoinedStr) else [node]
            text = "".join(str(one.value) for one in parts if isinstance(one, ast.Constant))
            if HAN.search(text) and not PATTERN.search(text):
                yield path.relative_to(ROOT).as_posix(), node.lineno, text


def test_sentences_stand_in_the_file_of_sentences() -> None:
    """Words on a button or a heading may stand in the code beside it; a sentence may not."""
    found = [
        (place, line, text)
        for place, line, text in _words_in_code()
        if (END.search(text) or len(HAN.findall(text)) > LABEL) and text not in NO_SENTENCES
    ]
    assert found == []
    assert {text for *_, text in _words_in_code()} >= set(NO_SENTENCES)


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
