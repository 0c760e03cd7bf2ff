"""How alike two titles are, by the pairs of characters that they share."""

from __future__ import annotations

import re
from collections import Counter

LIKE = 0.34  # of their pairs of characters that two titles of one task share at least


def likeness(one: Counter[str], other: Counter[str]) -> float:
    """Return the share (0–1) of their pairs of characters that two titles have in common."""
    return 2 * (one & other).total() / max(one.total() + other.total(), 1)


def pairs(words: str) -> Counter[str]:
    """Return the pairs of characters of a title, without punctuation."""
    plain = re.sub(r"[^\w]", "", words)
    return Counter(plain[at : at + 2] for at in range(len(plain) - 1))
