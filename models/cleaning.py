"""What text from elsewhere often brings along unseen, and how it looks without: offered, not done.

Sources: Unicode's property Equivalent_Unified_Ideograph for radicals; for the private use
characters of GBK the codec gb18030 (66 of 80) and GB 18030-2022 (the other 14).
"""

from __future__ import annotations

from collections import Counter
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING

import resources
from models.lazy_regex import lazy_regex
from models.value_class import value_class

if TYPE_CHECKING:
    import re
    from collections.abc import Mapping

_IDEOGRAPH = "[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]"
_BLANK_LINES = lazy_regex(r"\A(?:[ \u3000\t]*\n)+|\n(?:[ \u3000\t]*\n)+|\n[ \u3000\t]*\Z")
_WIDE_NAME = lazy_regex(
    rf"(?<!{_IDEOGRAPH})({_IDEOGRAPH})[ \u3000]{{1,3}}({_IDEOGRAPH})(?!{_IDEOGRAPH})"
)
_WIDE_DIGIT = lazy_regex("[\uff10-\uff19]")
_RADICAL = lazy_regex("[\u2e80-\u2fdf]")
_PRIVATE_FIRST, _PRIVATE_LAST = 0xE815, 0xE864  # of GBK: the bytes FE50–FE7E and FE80–FEA0
_PRIVATE = lazy_regex(f"[{chr(_PRIVATE_FIRST)}-{chr(_PRIVATE_LAST)}]")
# Named by GB 18030-2022 only: private use character -> its successor in Unicode.
_NAMED_2022 = {
    0xE816: 0x20087,
    0xE817: 0x20089,
    0xE818: 0x200CC,
    0xE81E: 0x9FB4,
    0xE826: 0x9FB5,
    0xE82B: 0x9FB6,
    0xE82C: 0x9FB7,
    0xE831: 0x215D7,
    0xE832: 0x9FB8,
    0xE83B: 0x2298F,
    0xE843: 0x9FB9,
    0xE854: 0x9FBA,
    0xE855: 0x241FE,
    0xE864: 0x9FBB,
}


class Flaw(Enum):
    """Something that is rarely meant; the value is the code of its words."""

    BLANK_LINES = "clipboard.blank_lines"
    WIDE_NAMES = "clipboard.wide_names"
    WIDE_DIGITS = "clipboard.wide_digits"
    RADICALS = "clipboard.radicals"
    PRIVATE = "clipboard.private"


@value_class
class Tidied:
    """A text without flaws, and how many of each it had."""

    text: str
    flaws: Mapping[Flaw, int]


# Full-width signs as their narrow ones, one for one, so that places stay what they are.
_NARROW = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)} | {
    0x3000: " ",
    0xA0: " ",
    0x9: " ",
}


def tidy(text: str) -> Tidied:
    r"""Return a text (line ends are ``\n``) without what is rarely meant in it."""
    found: Counter[Flaw] = Counter()
    steps = (
        (Flaw.BLANK_LINES, _BLANK_LINES, _one_line_end),
        (Flaw.WIDE_NAMES, _WIDE_NAME, r"\1\2"),
        (Flaw.WIDE_DIGITS, _WIDE_DIGIT, lambda digit: str(int(digit[0]))),
        (Flaw.RADICALS, _RADICAL, lambda sign: _radicals().get(sign[0], sign[0])),
        (Flaw.PRIVATE, _PRIVATE, lambda sign: _successor(sign[0])),
    )
    for flaw, pattern, instead in steps:
        changed = pattern.sub(instead, text)
        if changed != text:
            found[flaw] = len(pattern.findall(text))
        text = changed
    return Tidied(text, found)


def narrow(text: str) -> str:
    """Return a text with narrow signs and whole characters (3⽉), as long as it was."""
    return plain(text).translate(_NARROW)


def plain(text: str) -> str:
    """Return a text with the characters that its radicals and old codes stand for, as long as it.

    So ⽉ of a PDF and U+E863 of an old file are found, read and compared as 月 and 䶮.
    """
    if text.isascii():
        return text
    text = _RADICAL.sub(lambda sign: _radicals().get(sign[0], sign[0]), text)
    return _PRIVATE.sub(lambda sign: _successor(sign[0]), text)


def telling_parts(text: str) -> tuple[str, ...]:
    """Return texts of which one stands in every text that ``plain`` makes contain ``text``.

    So SQLite, which knows nothing of radicals, looks through a whole history for the few that may.
    """
    runs = "".join(" " if sign in _preimages() else sign for sign in text).split(" ")
    longest = max(runs, key=len)
    if longest or not text:
        return (longest,) if longest else ()
    return (text[0], *_preimages().get(text[0], ()))


@cache
def _preimages() -> dict[str, list[str]]:
    """Return what ``plain`` makes another character of, by that character."""
    found: dict[str, list[str]] = {}
    for radical, whole in _radicals().items():
        found.setdefault(whole, []).append(radical)
    for number in range(_PRIVATE_FIRST, _PRIVATE_LAST + 1):
        found.setdefault(_successor(chr(number)), []).append(chr(number))
    return found


def _one_line_end(blank: re.Match[str]) -> str:
    is_at_edge = blank.start() == 0 or blank.end() == len(blank.string)
    return "" if is_at_edge else "\n"


@cache
def _radicals() -> dict[str, str]:
    lines = resources.path("radicals.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.split() for line in lines if not line.startswith("#"))
    return {chr(int(radical, 16)): chr(int(whole, 16)) for radical, whole in pairs}


def _successor(sign: str) -> str:
    """Return the character that a private use character of GBK stands for."""
    number = ord(sign)
    if number in _NAMED_2022:
        return chr(_NAMED_2022[number])
    second = 0x50 + number - _PRIVATE_FIRST
    return bytes([0xFE, second + (second >= 0x7F)]).decode("gb18030")  # noqa: PLR2004  (no 7F there)
