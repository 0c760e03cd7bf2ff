r"""Line breaking for Chinese text with 避头尾, in one pass over the text.

The joined lines are the text itself: a line ends with ``\\n`` where its paragraph ends, and keeps
the spaces at its end, which may hang over.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from models.lazy_regex import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

# Never first on a line, never last on a line (GB/T 15834-2011 §5.1, and % with its figure).
NO_START = frozenset("、。，．；：！？）》」』】〕〉”’…—%‰℃·,.;:!?)]}％～")
NO_END = frozenset("（《「『【〔〈“‘([{￥¥$")
_INSIDE_FIGURES = frozenset(".,:/-%‰")
_PAIRED = frozenset("—…⸺")
# A figure with what it counts (40/600人, 3个月, 第2批, 30人次): one piece, 约 and 余 with it.
_NUMBER = r"\d[\d.,:：]*(?:[—–\-/～~]\d[\d.,]*)*"
_UNIT = (
    r"(?:[%％‰℃]|人次|万元|亿元|万人|课时|学时|学分|个月|小时|分钟|公里|平方米|季度|学期"
    r"|多?[\u4e00-\u9fff])?"
)
_FIGURE = lazy_regex(rf"(?:第 ?)?{_NUMBER} ?{_UNIT}")
_LAST_FIGURE = lazy_regex(rf"\d[\d.,]* ?{_UNIT}")  # of 2021—2023年


def _glued(before: str, here: str, behind: str, after: str) -> bool:
    """Whether the line may not break between ``here`` and ``behind``; the others are neighbours."""
    if behind in NO_START or here in NO_END or behind == " ":
        return True
    if here.isascii() and behind.isascii() and here.isalnum() and behind.isalnum():
        return True
    if here in _PAIRED and here == behind:
        return True
    inside = here in _INSIDE_FIGURES and before.isdecimal() and behind.isdecimal()
    return inside or (here.isdecimal() and behind in _INSIDE_FIGURES and after.isdecimal())


@lru_cache(maxsize=16)
def _whole(names: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds figures with their units, and names."""
    longest_first = sorted(names, key=len, reverse=True)
    return lazy_regex("|".join([*map(re.escape, longest_first), _FIGURE.pattern]))


def _held(text: str, whole: re.Pattern[str]) -> set[int]:
    """Return the places behind which a figure or a name would be cut."""
    return {
        place for found in whole.finditer(text) for place in range(found.start(), found.end() - 1)
    }


def _clusters(paragraph: str, held: set[int]) -> Iterator[str]:
    """Yield the pieces of a paragraph that stay on one line where the column is wide enough."""
    start = 0
    last = len(paragraph) - 1
    for i in range(last):
        before = paragraph[i - 1] if i else " "
        after = paragraph[i + 2] if i + 2 <= last else " "
        if i not in held and not _glued(before, paragraph[i], paragraph[i + 1], after):
            yield paragraph[start : i + 1]
            start = i + 1
    if paragraph:
        yield paragraph[start:]


def _pieces(cluster: str, limit: float, advance: Callable[[str], float]) -> Iterator[str]:
    """Cut a cluster that is wider than the column: between two figures first, then anywhere."""
    line, used = "", 0.0
    for part in _parts(cluster):
        wide = sum(map(advance, part.rstrip(" ")))
        if line and used + wide > limit:
            yield line
            line, used = "", 0.0
        if wide > limit:
            *full, part = _cut(part, limit, advance)  # noqa: PLW2901
            yield from full
        line, used = line + part, used + sum(map(advance, part))
    yield line


def _parts(cluster: str) -> Iterator[str]:
    """Yield what of a wide cluster may stand by itself: 40/ and 600人 of 40/600人."""
    for part in _clusters(cluster, _held(cluster, _LAST_FIGURE)):
        yield from filter(None, re.split(r"(?<=\d/)", part))


def _cut(cluster: str, limit: float, advance: Callable[[str], float]) -> Iterator[str]:
    """Cut what no rule lets break, character by character."""
    start, used = 0, 0.0
    for i, char in enumerate(cluster):
        used += advance(char)
        if used > limit and i > start:
            yield cluster[start:i]
            start, used = i, advance(char)
    yield cluster[start:]


def _break_paragraph(
    paragraph: str, limit: float, advance: Callable[[str], float], names: tuple[str, ...]
) -> Iterator[str]:
    line: list[str] = []
    used = 0.0
    for cluster in _clusters(paragraph, _held(paragraph, _whole(names))):
        wide = sum(map(advance, cluster))
        bare = sum(map(advance, cluster.rstrip(" "))) if cluster[-1] == " " else wide
        if line and used + bare > limit:
            yield "".join(line)
            line, used = [], 0.0
        if bare > limit:
            *full, cluster = _pieces(cluster, limit, advance)  # noqa: PLW2901
            yield from full
            wide = sum(map(advance, cluster))
        line.append(cluster)
        used += wide
    yield "".join(line)


def break_lines(
    text: str, width_em: float, advance: Callable[[str], float], names: Sequence[str] = ()
) -> list[str]:
    r"""Break a text into lines.

    Args:
        text: any text; ``\\n`` ends a paragraph.
        width_em: the width of the column in em of the text size, at least 1.
        advance: width of a character in em.
        names: stay whole where they are.

    Returns:
        The lines; joined they are the text. No line for an empty text.
    """
    if not text:
        return []
    limit = width_em + 1e-6
    lines: list[str] = []
    paragraphs = text.split("\n")
    for index, paragraph in enumerate(paragraphs):
        broken = list(_break_paragraph(paragraph, limit, advance, tuple(names)))
        if index < len(paragraphs) - 1:
            broken[-1] += "\n"
        lines += broken
    return lines if lines[-1] or len(lines) == 1 else lines[:-1]
