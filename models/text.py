"""Cleans and limits every text that enters, and reads the figures that people type."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from models.errors import Refusal
from models.lazy_regex import lazy_regex
from models.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

LONG_TEXT_LIMIT = 20_000
GOAL_LIMIT = 2_000
GOALS_LIMIT = 30_000  # all goals of a task together: the composed column stays under Excel's 32,767
NAME_LIMIT = 100
NAMES_LIMIT = 500  # of 责任处室 and 责任人: several, in one cell
AMOUNT_LIMIT = 1_000_000

_LINE_ENDS = lazy_regex("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_BLANKS = lazy_regex("[\t\u00a0]")
_AMOUNT = lazy_regex(r"(\d{1,3}(?:[,，]\d{3})+|\d+)(?:[.．](\d+))?")
_NOISE = lazy_regex(r"[\s\W_]+")
# Controls, lone surrogates, zero-width characters and marks, thin blanks, soft hyphens, variation
# selectors, bidi overrides, non-characters: none of them can be printed, and XML, SQLite or the eye
# trips over each.
_UNPRINTABLE = lazy_regex(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\ud800-\udfff\u2007\u2009\u200b-\u200f\u202a-\u202f\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef"
    "\ufdd0-\ufdef\ufff9-\ufffb\ufffe\uffff"
    + "".join(
        f"{chr((plane << 16) | 0xFFFE)}{chr((plane << 16) | 0xFFFF)}" for plane in range(1, 17)
    )
    + "]"
)


# Taken out since 1.3 only: what was typed before may still hold them.
_ONCE_KEPT = lazy_regex("[\u00ad\u2007\u2009\u202f\ufe00-\ufe0f\U000e0100-\U000e01ef]")


def without_what_was_kept(text: str) -> str:
    """Return a text without the characters that versions to 1.2 did not take out."""
    return _ONCE_KEPT.sub("", text)


@value_class
class Cleaned:
    """Clean text, and how many unprintable characters were taken out."""

    text: str
    removed: int


def clean_text(raw: str, limit: int = LONG_TEXT_LIMIT) -> Cleaned:
    r"""Return text that can be stored, printed and written into xlsx; line ends become ``\\n``.

    Raises:
        Refusal: ``text.too_long`` when more than ``limit`` characters remain; nothing is cut.
    """
    text = _BLANKS.sub(" ", _LINE_ENDS.sub("\n", raw))
    text, removed = _UNPRINTABLE.subn("", text)
    if len(text) > limit:
        raise Refusal("text.too_long", length=len(text), limit=limit)
    return Cleaned(text, removed)


def could_be_typed(text: str, limit: int) -> bool:
    """Whether a stored text is such as this or an earlier version let anybody type."""
    kept = without_what_was_kept(text)
    return len(text) <= limit and not (_UNPRINTABLE.search(kept) or _LINE_ENDS.search(kept))


def tamed(text: str, limit: int) -> str:
    """Return what is left of a text that nobody could have typed: at most ``limit`` characters."""
    return clean_text(text[:limit], limit).text


def clean_name(raw: str, limit: int = NAME_LIMIT) -> Cleaned:
    """Return a one-line text of at most ``limit`` characters, without blanks at its ends.

    Raises:
        Refusal: ``text.too_long``.
    """
    cleaned = clean_text(raw, limit)
    return Cleaned(" ".join(cleaned.text.split()), cleaned.removed)


def check_goals(goals: Mapping[int, str], of_spans: Iterable[str] = ()) -> None:
    """Check the lengths of a task's goals (0 is the year's, 1–12 the months').

    Raises:
        Refusal: ``text.too_long`` for one of them or for all together.
    """
    limits = [(goal, GOAL_LIMIT if month else LONG_TEXT_LIMIT) for month, goal in goals.items()]
    limits += [(goal, GOAL_LIMIT) for goal in of_spans]
    for goal, limit in limits:
        if len(goal) > limit:
            raise Refusal("text.too_long", length=len(goal), limit=limit)
    total = sum(len(goal) for goal, _ in limits)
    if total > GOALS_LIMIT:
        raise Refusal("text.too_long", length=total, limit=GOALS_LIMIT)


def date_text(day: date) -> str:
    """Return ``2023年5月15日``."""
    return f"{day.year}年{day.month}月{day.day}日"


def bare(text: str) -> str:
    """Return a text without blanks and punctuation, for comparing."""
    return _NOISE.sub("", text)


def parse_amount(text: str, unit: str = "", decimals: int = 0) -> int | None:
    """Return a typed amount in 10^-decimals; empty and — are none.

    Full-width digits are read too, thousands set apart (1,200), a fraction of zeros (75.0) and the
    unit behind (250人). ``1,2`` and ``约80`` are no amounts: what was meant is the clerk's to say.

    Raises:
        Refusal: ``sheet.not_a_number`` (``sheet.not_a_decimal`` where it may have decimals), it is
            not a number from 0 or has another unit; ``sheet.too_exact``, it has more decimals;
            ``sheet.number_too_large``.
    """
    bare = text.strip()
    if bare in ("", "—", "-", "–"):
        return None
    found = _AMOUNT.fullmatch(bare.removesuffix(unit).rstrip())
    if found is None:
        if decimals:
            raise Refusal("sheet.not_a_decimal", text=text[:20], unit=unit, decimals=decimals)
        raise Refusal("sheet.not_a_number", text=text[:20], unit=unit)
    digits = re.sub("[,，]", "", found[1]).lstrip("0\uff10") or "0"
    fraction = (found[2] or "").rstrip("0\uff10")
    if len(fraction) > decimals:
        if decimals:
            raise Refusal("sheet.too_exact", text=text[:20], decimals=decimals)
        raise Refusal("sheet.not_a_number", text=text[:20], unit=unit)
    is_huge = len(digits) > len(str(AMOUNT_LIMIT))  # more digits than an int should be made of
    amount = 0 if is_huge else int(digits + fraction.ljust(decimals, "0"))
    if is_huge or amount > AMOUNT_LIMIT * 10**decimals:
        raise Refusal("sheet.number_too_large", limit=AMOUNT_LIMIT)
    return amount


def decimal_text(amount: int, decimals: int) -> str:
    """Return a number of 10^-decimals as people write it: 1250 and 2 give ``12.50``."""
    sign, digits = "-" if amount < 0 else "", str(abs(amount)).rjust(decimals + 1, "0")
    if not decimals:
        return sign + digits
    return f"{sign}{digits[:-decimals]}.{digits[-decimals:]}"
