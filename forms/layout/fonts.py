"""The fonts that are embedded in every PDF, with their fallback and the check for missing glyphs.

Song for text, Hei for headings; a character that neither the everyday nor the rare file has is
never printed as a blank but reported by ``missing``.
"""

from __future__ import annotations

from functools import cache
from itertools import groupby
from typing import Any

from reportlab import rl_config

# Before anything of pdfgen is imported: a page's initial font must be ours, or every PDF lists an
# unembedded Helvetica.
rl_config.canvas_basefontname = "NotoSerifSC-Standard"

from reportlab.pdfbase import pdfmetrics, ttfonts  # noqa: E402

import resources  # noqa: E402

SONG = "song"
HEI = "hei"
STANDARD = "NotoSerifSC-Standard"
_CHAINS = {
    SONG: (STANDARD, "NotoSerifSC-Rare"),
    HEI: ("NotoSansSC-Standard", STANDARD, "NotoSerifSC-Rare"),
}
_CODES_PER_BLOCK = 100  # PDF 32000-1 §9.10.3: at most 100 entries a bfchar block


def to_unicode_cmap(fontname: str, subset: list[int]) -> str:
    """Return the ToUnicode map of a font subset, right beyond the BMP too.

    Replaces reportlab 5.1.0's own, which writes U+2CC56 as five hex digits, so that 李𬱖 copies out
    of the PDF as 李ⳅ; codes are UTF-16BE (PDF 32000-1 §9.10.3).
    """
    pairs = [
        f"<{index:02X}> <{chr(code).encode('utf-16-be').hex().upper()}>"
        for index, code in enumerate(subset)
        if code and not 0xD800 <= code <= 0xDFFF  # noqa: PLR2004  (surrogates have no UTF-16 of their own)
    ]
    blocks = [pairs[i : i + _CODES_PER_BLOCK] for i in range(0, len(pairs), _CODES_PER_BLOCK)]
    body = "\n".join(line for b in blocks for line in (f"{len(b)} beginbfchar", *b, "endbfchar"))
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        f"/CIDSystemInfo << /Registry ({fontname}) /Ordering ({fontname}) /Supplement 0 >> def\n"
        f"/CMapName /{fontname} def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<00> <FF>\nendcodespacerange\n"
        f"{body}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    )


ttfonts.makeToUnicodeCMap = to_unicode_cmap


@cache
def _face(name: str) -> Any:
    font = ttfonts.TTFont(name, str(resources.path(f"fonts/{name}.ttf")))
    pdfmetrics.registerFont(font)
    return font.face


def register_base() -> None:
    """Load the font that every canvas starts with."""
    _face(STANDARD)


@cache
def font_of(char: str, chain: str) -> str | None:
    """Return the name of the first font of a chain that has the character, None if none has."""
    code = ord(char)
    return next((name for name in _CHAINS[chain] if code in _face(name).charToGlyph), None)


@cache
def advance(char: str, chain: str) -> float:
    """Return the width of a character in em (1.0 for a 汉字)."""
    name = font_of(char, chain) or STANDARD
    face = _face(name)
    return float(face.charWidths.get(ord(char), face.defaultWidth)) / 1000


def width(text: str, chain: str, points: float) -> float:
    """Return the width of a line of text in pt."""
    return sum(advance(char, chain) for char in text) * points


def runs(text: str, chain: str) -> list[tuple[str, str]]:
    """Split a text into (font name, piece) runs.

    Raises:
        ValueError: a character is in no font; ``missing`` tells beforehand.
    """
    found = []
    for name, chars in groupby(text, lambda char: font_of(char, chain)):
        if name is None:
            raise ValueError("a character without a glyph reached the renderer")
        found.append((name, "".join(chars)))
    return found


def missing(text: str, chain: str = SONG) -> str:
    """Return the characters of a text that no font of the chain has, each once."""
    return "".join(dict.fromkeys(c for c in text if c != "\n" and font_of(c, chain) is None))
