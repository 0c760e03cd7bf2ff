from __future__ import annotations

import io

import pypdfium2
import pytest

import resources
from forms.layout import fonts
from forms.render import pdf

RARE = "峯龍囍頔"


def extracted(content: bytes) -> str:
    document = pypdfium2.PdfDocument(io.BytesIO(content))
    try:
        pages = [document[i].get_textpage() for i in range(len(document))]
        return "".join(page.get_text_range() for page in pages)
    finally:
        document.close()


def test_the_standard_characters_and_rare_names_print_and_come_back(with_text) -> None:
    lines = resources.path("standard_characters.txt").read_text(encoding="utf-8").split()
    characters = "".join(chr(int(line.removeprefix("U+"), 16)) for line in lines) + RARE
    assert len(set(characters)) == 8105 + 4
    text = extracted(pdf.render(with_text(0, "measures", characters)))
    assert [c for c in characters if c not in text] == []


@pytest.mark.parametrize("char", RARE + "𬱖㛃𠅤")
def test_rare_characters_have_a_font(char: str) -> None:
    assert fonts.font_of(char, fonts.SONG)
    assert fonts.missing(char) == ""


def test_a_character_in_no_font_is_named_and_never_drawn() -> None:
    assert fonts.missing("李𠀀王𠀀\n") == "𠀀"
    with pytest.raises(ValueError, match="glyph"):
        fonts.runs("李𠀀", fonts.SONG)


def test_the_unicode_map_is_utf_16_beyond_the_basic_plane() -> None:
    cmap = fonts.to_unicode_cmap("F", [0, 0x2CC56, 0x4E00])
    assert "<01> <D873DC56>" in cmap
    assert "<02> <4E00>" in cmap
    assert "2 beginbfchar" in cmap


def test_headings_fall_back_to_song_where_hei_has_no_glyph() -> None:
    names = [name for name, _ in fonts.runs("黑峯", fonts.HEI)]
    assert names[0] == "NotoSansSC-Standard"
    assert names[1].startswith("NotoSerifSC")


def test_a_han_character_is_one_em_wide() -> None:
    assert fonts.advance("汉", fonts.SONG) == 1.0
    assert fonts.width("汉字", fonts.SONG, 10.5) == 21.0
