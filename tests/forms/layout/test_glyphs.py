from __future__ import annotations

from dataclasses import replace

import resources
from forms.layout import glyphs
from models.documents.findings import Severity


def test_a_missing_character_is_a_hard_finding_with_its_place(with_text) -> None:
    (finding,) = glyphs.check(with_text(4, "person", "李𠀀"))
    assert finding.severity is Severity.HARD
    assert (finding.place.task, finding.place.column) == (5, "person")
    sentence = resources.sentence("finding.glyph_missing", **finding.values)
    assert "第5项“责任人”的“𠀀”" in sentence
    assert "U+20000" in sentence


def test_the_head_is_looked_at_too(form) -> None:
    (finding,) = glyphs.check(replace(form, head={**form.head, "contact": "𠀀"}))
    assert (finding.place.task, finding.place.column) == (0, "contact")


def test_the_sample_can_be_printed(form) -> None:
    assert glyphs.check(form) == []


def test_a_character_that_nobody_sees_is_named(with_text) -> None:
    (finding,) = glyphs.check(with_text(4, "person", "李\u0600𠀀"))
    sentence = resources.sentence("finding.glyph_missing", **finding.values)
    assert "看不见的字符" in sentence
    assert "U+0600" in sentence
    assert "𠀀" in sentence


def test_a_character_of_an_old_code_is_told_with_the_one_to_type(with_text) -> None:
    (finding,) = glyphs.check(with_text(4, "person", "\ue863某"))
    assert (finding.code, finding.severity) == ("glyph_old", Severity.HARD)
    sentence = resources.sentence("finding.glyph_old", **finding.values)
    assert "打成“䶮”" in sentence
    assert "U+E863" in sentence
