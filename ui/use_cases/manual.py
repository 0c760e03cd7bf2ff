"""The manual: chapters, their sections, and finding a word in them."""

from __future__ import annotations

from functools import cache

import resources
from models.value_class import value_class

CHAPTERS = (
    *("fill-list", "print-stamp", "monthly-report", "correction-adjustment"),
    *("send-email", "new-notice", "backup-new-pc", "faq", "collect"),
)
"""Names of the files under ``resources/help/``, in the order of the work."""
OF_PAGE = {
    "home": ("faq", "首页上写的是什么"),
    "list": ("fill-list", ""),
    "month": ("monthly-report", ""),
    "print": ("print-stamp", ""),
    "verify": ("print-stamp", "核对纸和电子版是否一致"),
    "history": ("backup-new-pc", "找以前写过的内容（修改记录）"),
    "settings": ("faq", "字太小，看不清"),
    "first_run": ("fill-list", ""),
    "new_notice": ("new-notice", ""),
    "begun_notice": ("new-notice", "改已经放入的通知，放入补充通知"),
    "recovery": ("backup-new-pc", "打开时说“数据需要恢复”"),
}
"""Page of the window -> chapter and section that F1 opens ("" for the chapter's beginning)."""
PICTURES = "pictures"


@value_class
class Section:
    """A section of a chapter: heading ("" before the first one) and its lines as plain text."""

    heading: str
    lines: tuple[str, ...]


@value_class
class Chapter:
    """A chapter: its Markdown, and what is searched in it."""

    name: str
    title: str
    markdown: str
    sections: tuple[Section, ...]


@value_class
class Hit:
    """Where a word stands: chapter, heading and the first line with it."""

    chapter: Chapter
    heading: str
    line: str


@cache
def chapters() -> tuple[Chapter, ...]:
    """Return all chapters in order."""
    return tuple(_read(name) for name in CHAPTERS)


def _read(name: str) -> Chapter:
    markdown = resources.path(f"help/{name}.md").read_text(encoding="utf-8")
    first, _, rest = markdown.partition("\n")
    sections: list[Section] = []
    for part in ("\n" + rest).split("\n## "):
        heading, _, body = part.partition("\n") if sections else ("", "", part)
        lines = tuple(line for line in map(_plain, body.splitlines()) if line)
        sections.append(Section(heading.strip(), lines))
    return Chapter(name, first.removeprefix("# ").strip(), markdown, tuple(sections))


def _plain(line: str) -> str:
    """Return a line of Markdown as the clerk reads it; "" for pictures and rules of tables."""
    if line.startswith("![") or set(line) <= set("|-: "):
        return ""
    return line.replace("**", "").strip().strip("|").replace("|", "　").removeprefix("- ").strip()


def find(words: str) -> list[Hit]:
    """Return every section that holds all the words, those with them in the heading first."""
    asked = words.casefold().split()
    if not asked:
        return []
    in_heading: list[Hit] = []
    in_text: list[Hit] = []
    for chapter in chapters():
        for section in chapter.sections:
            text = " ".join((section.heading or chapter.title, *section.lines)).casefold()
            if not all(word in text for word in asked):
                continue
            holding = (line for line in section.lines if asked[0] in line.casefold())
            hit = Hit(chapter, section.heading, next(holding, section.heading))
            named = any(word in section.heading.casefold() for word in asked)
            (in_heading if named else in_text).append(hit)
    return in_heading + in_text
