"""The licences of everything that ships, copied from where each part came from."""

from __future__ import annotations

import re
import tempfile
from dataclasses import dataclass
from email.parser import Parser
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from roots import call

if TYPE_CHECKING:
    from email.message import Message

COMMON = Path("/usr/share/common-licenses")
QT_PACKAGE = "libqt6core6"
QT = ("pyside6-essentials", "shiboken6")
NOT_SHIPPED = {"pip", "pillow", "charset-normalizer"}
"""Asked for by libraries, left out of the build."""
LICENCE_FILE = re.compile(r"(licen[cs]e|copying|notice|authors|build_licenses)", re.IGNORECASE)
HEAD = """职教清单所带的第三方软件和字体

下面逐项列出名称、版本和许可；许可全文在同名的文件夹里。
Qt 和 PySide6 按 LGPL 第3版使用：它们是单独的动态库文件，可以换成自己编译的同版本。
它们的源代码由 Qt 项目公开提供：qt-everywhere-src-6.9.3，pyside-setup 6.9.3。库文件没有改动；
shiboken6/files.dir 是库里自带的 Python 源文件，其中只供开发用的 pyi_generator.py
于 2026-11-28 换成空文件。
"""
QT_PARTS = """Qt 6.9 itself contains third-party code under permissive licences. Their notices
and texts stand in QT-COPYRIGHT, Debian's record for Qt 6 base. Named in short:
zlib (Zlib), PCRE2, double-conversion, Easing equations (BSD-3-Clause),
ICU (Unicode-3.0), CLDR data (Unicode-3.0), FreeType (FTL), HarfBuzz (MIT), libpng (libpng-2.0),
libjpeg-turbo (IJG, BSD-3-Clause, Zlib), MD4C (MIT), xkbcommon (MIT), XCB helpers (MIT), BLAKE2 and
SHA-1/3 code (CC0-1.0, public domain), emoji segmenter (Apache-2.0).
"""


@dataclass(frozen=True)
class Part:
    """One thing that ships: ``texts`` by file name."""

    name: str
    version: str
    licence: str
    texts: dict[str, str]


def of_packages(site: Path) -> list[Part]:
    """Return the Python packages of a folder, from their own metadata."""
    parts = []
    for info in sorted(site.glob("*.dist-info")):
        meta = Parser().parsestr((info / "METADATA").read_text(encoding="utf-8"))
        name = meta["Name"]
        if name.lower().replace("_", "-") in NOT_SHIPPED:
            continue
        texts = {
            path.relative_to(info).as_posix().replace("/", "_"): _read(path)
            for path in sorted(info.rglob("*"))
            if path.is_file() and LICENCE_FILE.search(path.relative_to(info).as_posix())
        }
        if name.lower().replace("_", "-") in QT:
            texts = {n: _read(COMMON / n) for n in ("LGPL-3", "GPL-3")}
            texts |= {"QT-PARTS": QT_PARTS, "QT-COPYRIGHT": _qt_copyright()}
        licence = meta["License-Expression"] or _short(meta)
        parts.append(Part(name, meta["Version"], licence, texts))
    return parts


@cache
def _qt_copyright() -> str:
    """Return Debian's record of who wrote what in Qt 6 base, third parties' code with it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o777)  # apt fetches as a user of its own
        call("apt-get", "download", "-qq", QT_PACKAGE, cwd=folder)
        (package,) = folder.glob("*.deb")
        call("dpkg-deb", "-x", str(package), str(folder / "x"))
        return _read(folder / f"x/usr/share/doc/{QT_PACKAGE}/copyright")


def _short(meta: Message) -> str:
    """Return a package's licence from its older metadata fields."""
    named = [c for c in meta.get_all("Classifier", []) if c.startswith("License ::")]
    stated = (meta["License"] or "").strip()
    if stated and "\n" not in stated:
        return stated
    return named[0].rpartition(" :: ")[2] if named else "见许可全文"


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")


def of_fonts(resources: Path) -> Part:
    """Return the fonts."""
    text = _read(resources / "fonts/OFL.txt")
    return Part("Noto Serif SC, Noto Sans SC", "", "OFL-1.1", {"OFL.txt": text})


def of_python(licence: Path) -> list[Part]:
    """Return CPython and the SQLite that came with it."""
    return [
        Part("CPython", "3.11", "PSF-2.0", {"LICENSE.txt": _read(licence)}),
        Part("SQLite", "", "public domain", {"NOTICE": "SQLite is in the public domain.\n"}),
    ]


def of_microsoft() -> Part:
    """Return the C++ runtime that comes inside the Windows wheels."""
    said = "msvcp140*.dll, concrt140.dll, vcruntime140*.dll: Microsoft Visual C++ runtime,\n"
    said += "redistributable code, shipped unchanged as the Qt and CPython projects ship it.\n"
    return Part("Microsoft Visual C++ Runtime", "14", "redistributable", {"NOTICE": said})


def of_debian_package(copyright_file: Path, name: str, licence: str) -> Part:
    """Return a part that came from a Debian package, with that package's own statement."""
    return Part(name, "", licence, {"copyright": _read(copyright_file)})


def write(target: Path, parts: list[Part]) -> None:
    """Write the list and every text.

    Raises:
        SystemExit: a part comes without a licence text.
    """
    target.mkdir(parents=True, exist_ok=True)
    lines = [HEAD]
    for part in sorted(parts, key=lambda p: p.name.lower()):
        if not part.texts:
            raise SystemExit(f"no licence text for {part.name}")
        lines.append(f"{part.name} {part.version}".strip() + f"  {part.licence}")
        folder = target / part.name.split(",")[0]
        folder.mkdir(exist_ok=True)
        for name, text in part.texts.items():
            (folder / name).write_text(text, encoding="utf-8")
    (target / "第三方许可.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
