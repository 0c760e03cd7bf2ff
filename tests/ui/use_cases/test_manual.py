"""The manual: its files, its pictures, and finding a word in it."""

from __future__ import annotations

import re

import pytest

import resources
from ui.use_cases import manual

WANTED = (
    "填清单",
    "打印盖章",
    "月报与原因",
    "更正与调整",
    "发邮件",
    "换通知、换年度",
    "备份与换电脑",
    "常见问题",
    "教育局：把各校的文件汇总",
)


def test_the_chapters_stand_in_the_order_of_the_work() -> None:
    assert tuple(chapter.title for chapter in manual.chapters()) == WANTED


def test_every_file_of_the_manual_is_a_chapter() -> None:
    files = {path.stem for path in resources.path("help").glob("*.md")}
    assert files == set(manual.CHAPTERS)


@pytest.mark.parametrize("chapter", manual.chapters(), ids=lambda chapter: chapter.name)
def test_every_picture_that_a_chapter_names_exists(chapter) -> None:
    for name in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", chapter.markdown):
        assert resources.path(f"help/{name}").is_file(), name


def test_every_picture_is_shown_somewhere() -> None:
    text = "".join(chapter.markdown for chapter in manual.chapters())
    for path in resources.path(f"help/{manual.PICTURES}").iterdir():
        assert f"({manual.PICTURES}/{path.name})" in text


@pytest.mark.parametrize(("page", "place"), manual.OF_PAGE.items())
def test_f1_leads_to_a_section_that_exists(page: str, place: tuple[str, str]) -> None:
    name, heading = place
    chapter = next(c for c in manual.chapters() if c.name == name)
    assert heading in {section.heading for section in chapter.sections}, page


def test_a_word_is_found_with_its_chapter_and_line() -> None:
    hits = manual.find("拆数")
    assert hits[0].chapter.title == "填清单"
    assert "拆数" in hits[0].heading + hits[0].line


def test_all_words_must_stand_in_the_section() -> None:
    both = manual.find("U盘 备份")
    assert both
    for hit in both:
        section = next(s for s in hit.chapter.sections if s.heading == hit.heading)
        text = hit.heading + "".join(section.lines)
        assert "U盘" in text or "u盘" in text.casefold()
        assert "备份" in text or "备份" in hit.chapter.title


def test_nothing_is_found_for_nothing() -> None:
    assert manual.find("  ") == []
    assert manual.find("没有这样的词xyz") == []


def test_what_is_searched_is_what_is_read() -> None:
    """No marks of the text format, no rules of tables."""
    for chapter in manual.chapters():
        for section in chapter.sections:
            for line in section.lines:
                assert "**" not in line
                assert "---" not in line
