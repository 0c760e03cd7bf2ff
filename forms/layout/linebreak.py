r"""Line breaking for Chinese text with 避头尾, in one pass over the text.

The joined lines are the text itself: a line ends with ``\\n`` where its paragraph ends, and keeps
the spaces at its end, which may hang over.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# Never first on a line, never last on a line (GB/T 15834-2011 §5.1, and % with its figure).
NO_START = frozenset("、。，．；：！？）》」』】〕〉”’…—%‰℃·,.;:!?)]}％～")
NO_END = frozenset("（《「『【〔〈“‘([{￥¥$")
_INSIDE_FIGURES = frozenset(".,:/-%‰")
_PAIRED = frozenset("—…⸺")


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


def _clusters(paragraph: str) -> Iterator[str]:
    """Yield the pieces of a paragraph that stay on one line where the column is wide enough."""
    start = 0
    last = len(paragraph) - 1
    for i in range(last):
        before = paragraph[i - 1] if i else " "
        after = paragraph[i + 2] if i + 2 <= last else " "
        if not _glued(before, paragraph[i], paragraph[i + 1], after):
            yield paragraph[start : i + 1]
            start = i + 1
    if paragraph:
        yield paragraph[start:]


def _pieces(cluster: str, limit: float, advance: Callable[[str], float]) -> Iterator[str]:
    """Cut a cluster that is wider than the column, character by character."""
    start, used = 0, 0.0
    for i, char in enumerate(cluster):
        used += advance(char)
        if used > limit and i > start:
            yield cluster[start:i]
            start, used = i, advance(char)
    yield cluster[start:]


def _break_paragraph(
    paragraph: str, limit: float, advance: Callable[[str], float]
) -> Iterator[str]:
    line: list[str] = []
    used = 0.0
    for cluster in _clusters(paragraph):
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


def break_lines(text: str, width_em: float, advance: Callable[[str], float]) -> list[str]:
    r"""Break a text into lines.

    Args:
        text: any text; ``\\n`` ends a paragraph.
        width_em: the width of the column in em of the text size, at least 1.
        advance: width of a character in em.

    Returns:
        The lines; joined they are the text. No line for an empty text.
    """
    if not text:
        return []
    limit = width_em + 1e-6
    lines: list[str] = []
    paragraphs = text.split("\n")
    for index, paragraph in enumerate(paragraphs):
        broken = list(_break_paragraph(paragraph, limit, advance))
        if index < len(paragraphs) - 1:
            broken[-1] += "\n"
        lines += broken
    return lines if lines[-1] or len(lines) == 1 else lines[:-1]
