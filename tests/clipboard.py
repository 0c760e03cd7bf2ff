"""What other programs put on the clipboard, as data: captured (Writer, Calc) or written as samples.

Those of Word, Excel and WPS are samples: written after what these programs are known to offer,
not captured from them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path

from forms.reading.clipboard import Offers

CAPTURED = Path(__file__).parent / "data" / "clipboard"


@dataclass(frozen=True)
class Held:
    """The formats a clipboard holds; None is a format that it does not offer."""

    text: str | None = None
    html: str | None = None
    own: bytes | None = None
    files: tuple[str, ...] = ()
    has_picture: bool = False

    def offers(self) -> Offers:
        return Offers(
            self.own or b"", self.html or "", self.text or "", bool(self.files), self.has_picture
        )


def captured(name: str) -> Held:
    """Return what LibreOffice 7.4 put there, caught under X11."""
    text, html = (CAPTURED / f"{name}.{ending}" for ending in ("txt", "html"))
    return Held(text.read_text(encoding="utf-8"), html.read_text(encoding="utf-8"))


def word_table(*rows: tuple[str, ...]) -> Held:
    """A table of Word 2016 (a sample): paragraphs in each cell, an empty one after the table."""
    text = "".join("\t".join(row).replace("\n", "\r\n") + "\r\n" for row in rows)
    body = "".join(
        '<tr style="mso-yfti-irow:0">'
        + "".join(
            '<td width=139 valign=top style="width:104.0pt;border:solid windowtext 1.0pt">'
            + "".join(
                f"<p class=MsoNormal><span\n  lang=EN-US>{line}<o:p></o:p></span></p>\n"
                for line in cell.split("\n")
            )
            + "</td>\n"
            for cell in row
        )
        + "</tr>\n"
        for row in rows
    )
    html = (
        '<html xmlns:o="urn:schemas-microsoft-com:office:office">\n<head><meta charset=utf-8>\n'
        "<style><!-- p.MsoNormal {margin:0cm;} --></style></head>\n<body lang=ZH-CN>\n"
        "<!--StartFragment-->\n<table class=MsoTableGrid border=1 cellspacing=0>\n"
        f"{body}</table>\n<p class=MsoNormal><span lang=EN-US><o:p>&nbsp;</o:p></span></p>\n"
        "<!--EndFragment-->\n</body></html>"
    )
    return Held(text, html)


def excel(*rows: tuple[str, ...]) -> Held:
    """Cells of Excel 2016 (a sample): breaks inside a cell, quotes in the text, a picture too."""
    text = "".join("\t".join(map(_quoted, row)) + "\r\n" for row in rows)
    cells = "".join(
        " <tr height=19>\n"
        + "".join(
            "  <td class=xl65 width=72>"
            + cell.replace("\n", '<br style="mso-data-placement:same-cell">\n    ')
            + "</td>\n"
            for cell in row
        )
        + " </tr>\n"
        for row in rows
    )
    html = (
        '<html xmlns:x="urn:schemas-microsoft-com:office:excel">\n<head><meta charset=utf-8>'
        "<style>.xl65 {white-space:normal;}</style></head>\n<body>\n<table border=0>\n"
        f"<!--StartFragment-->\n <col width=72>\n{cells}<!--EndFragment-->\n"
        "</table>\n</body></html>"
    )
    return Held(text, html, has_picture=True)


def wps(*rows: tuple[str, ...]) -> Held:
    """Cells of WPS 表格 (a sample): as Excel's, with classes of its own."""
    found = excel(*rows)
    return replace(found, html=(found.html or "").replace("xl65", "et2").replace("StartFrag", "X"))


def own(*rows: tuple[str, ...]) -> Held:
    """Cells of this program."""
    return replace(excel(*rows), own=json.dumps(rows, ensure_ascii=False).encode())


def text_only(held: Held) -> Held:
    """The same from a program that offers text alone."""
    return Held(held.text)


def _quoted(text: str) -> str:
    needs = any(sign in text for sign in '\t\n"')
    return '"' + text.replace('"', '""') + '"' if needs else text
