"""Build the TrueType fonts that the program embeds, from the OFL fonts of the PyPI font package.

reportlab takes only glyf outlines, the package carries CFF. Three files are written, with fixed
time stamps, so that building twice gives the same bytes:

* ``NotoSerifSC-Standard.ttf`` and ``NotoSansSC-Standard.ttf``: the everyday characters (the 8,105
  of 通用规范汉字表 and GB 2312 with its punctuation). Small, because every start loads them.
* ``NotoSerifSC-Rare.ttf``: every further character of the Song, for rare names and old forms;
  loaded only when a text needs it.

usage: build_fonts.py FOLDER
"""

from __future__ import annotations

import os
import sys
from concurrent.futures import ProcessPoolExecutor
from importlib.metadata import distribution
from importlib.resources import files
from pathlib import Path

from fontTools.pens.cu2quPen import Cu2QuPen  # type: ignore[import-untyped]
from fontTools.pens.ttGlyphPen import TTGlyphPen  # type: ignore[import-untyped]
from fontTools.subset import Options, Subsetter  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont, newTable  # type: ignore[import-untyped]

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = "pylopdf_fonts_zh_cn"
MAX_ERROR_UNITS = 1.0  # of 1,000 per em: invisible at 600 dpi and 22 pt
FIXED_TIME = 3_700_000_000  # seconds since 1904, the time stamp of every built font
# The one that takes longest begins first. The everyday Song is the make target and gets its name
# last: a build that was broken off starts again.
JOBS = (
    ("NotoSerifSC-Rare", "NotoSerifSC-Regular", "rare"),
    ("NotoSansSC-Standard", "NotoSansSC-Regular", "standard"),
    ("NotoSerifSC-Standard", "NotoSerifSC-Regular", "standard"),
)


def source_font(name: str) -> Path:
    """Return the path of a font inside the installed font package."""
    found = sorted(Path(str(files(PACKAGE))).rglob(f"{name}.otf"))
    if not found:
        raise SystemExit(f"{name}.otf is not in the package {PACKAGE}")
    return found[0]


def standard_characters() -> set[int]:
    """Return the code points of the everyday fonts."""
    listed = (ROOT / "resources" / "standard_characters.txt").read_text(encoding="utf-8").split()
    wanted = {int(line.removeprefix("U+"), 16) for line in listed}
    for high in range(0xA1, 0xF8):
        for low in range(0xA1, 0xFF):
            wanted |= {ord(c) for c in bytes([high, low]).decode("gb2312", "ignore")}
    wanted |= set(range(0x20, 0x7F)) | set(range(0xA0, 0x180)) | set(range(0x2010, 0x2040))
    return wanted | {ord(c) for c in "•‰℃№①②③④⑤⑥⑦⑧⑨⑩⑪⑫√×÷±≤≥≈□■○●◇◆△▲☆★→←↑↓〇—⸺…·✓㎡㎞㎏％€￥"}


def draw_glyf_outlines(font: TTFont, original: TTFont) -> None:
    """Give a font without outlines the cubic CFF ones of the original as quadratic glyf."""
    order = font.getGlyphOrder()
    source = original.getGlyphSet()
    glyphs = {}
    for name in order:
        pen = TTGlyphPen(source)
        source[name].draw(Cu2QuPen(pen, MAX_ERROR_UNITS, reverse_direction=True))
        glyphs[name] = pen.glyph()
    font["loca"] = newTable("loca")
    font["glyf"] = glyf = newTable("glyf")
    glyf.glyphOrder = order
    glyf.glyphs = glyphs
    for name, glyph in glyphs.items():
        glyph.recalcBounds(glyf)
        advance, _ = font["hmtx"][name]
        font["hmtx"][name] = (advance, getattr(glyph, "xMin", 0))
    font["maxp"].tableVersion = 0x00010000
    zeros = (
        *("maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs"),
        *("maxStackElements", "maxSizeOfInstructions", "maxComponentElements"),
    )
    for field in zeros:
        setattr(font["maxp"], field, 0)
    font["maxp"].maxZones = 1
    font["post"].formatType = 3.0
    font.sfntVersion = "\000\001\000\000"


def rename(font: TTFont, name: str) -> None:
    """Give the font its own family and PostScript name: reportlab keeps one font per name."""
    family = name.replace("-Standard", "").replace("NotoSerifSC", "Noto Serif SC")
    family = family.replace("NotoSansSC", "Noto Sans SC").replace("-", " ")
    for record in font["name"].names:
        replacement = {1: family, 4: family, 6: name, 16: family}.get(record.nameID)
        if replacement is not None:
            record.string = replacement


def build(name: str, source: str, which: str, folder: str) -> str:
    """Write one font beside its place and return its name with its number of characters."""
    original = TTFont(source_font(source))
    font = TTFont(source_font(source), recalcTimestamp=False)
    font.setGlyphOrder(original.getGlyphOrder())
    del font["CFF "]  # taking glyphs and hints out of it took longer than drawing what is left
    covered = set(font.getBestCmap())
    standard = standard_characters()
    options = Options(layout_features=[], notdef_outline=True, name_IDs=["*"], hinting=False)
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "BASE", "VORG", "DSIG", "vhea", "vmtx"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=covered & standard if which == "standard" else covered - standard)
    subsetter.subset(font)
    draw_glyf_outlines(font, original)
    rename(font, name)
    font["head"].created = font["head"].modified = FIXED_TIME
    part = Path(folder) / f"{name}.part"
    font.save(part)
    return f"{name}: {len(font.getBestCmap())} characters, {part.stat().st_size / 1e6:.1f} MB"


def main(folder: str) -> None:
    """Build the fonts side by side and lay the licence beside them."""
    Path(folder).mkdir(parents=True, exist_ok=True)
    licence = [path for path in distribution(PACKAGE).files or [] if path.name == "LICENSE"]
    if not licence:
        raise SystemExit("the licence text is not in the font package")
    (Path(folder) / "OFL.txt").write_bytes(Path(str(licence[0].locate())).read_bytes())
    with ProcessPoolExecutor(max_workers=min(os.cpu_count() or 1, len(JOBS))) as pool:
        waiting = [pool.submit(build, *job, folder) for job in JOBS]
        for done in waiting:
            sys.stdout.write(f"{done.result()}\n")
    for name, *_ in JOBS:
        part = Path(folder) / f"{name}.part"
        part.replace(part.with_suffix(".ttf"))


if __name__ == "__main__":
    main(sys.argv[1])
