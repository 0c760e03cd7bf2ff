"""The written files as other programs see them."""

from __future__ import annotations

import io
import re
import sys
import zipfile
from typing import TYPE_CHECKING

import openpyxl
import pytest
from openpyxl.utils.escape import unescape

from forms.reading import verifying
from tests.accept.conftest import ROOT, command
from tests.helpers import MM, lines_of, list_of, prose, read_pdf

if TYPE_CHECKING:
    from pathlib import Path

ODD = ["=cmd|' /C calc'!A0", "#N/A", "+1", "<img src=x>", "_x0041_", "00123"]


@pytest.fixture(scope="module")
def demo(out: Path) -> Path:
    folder = out / "demo"
    environment = {"QT_QPA_PLATFORM": "offscreen", "HOME": str(folder.parent)}
    command(sys.executable, "main.py", "demo", folder, cwd=ROOT, env=environment)
    return folder


def test_the_demo_writes_draft_and_final(demo: Path) -> None:
    names = sorted(p.name for p in demo.iterdir() if p.is_file())
    assert "window.png" in names
    assert [sum(n.endswith(e) for n in names) for e in (".pdf", ".xlsx", ".eml")] == [19, 19, 16]


def test_pdf_tools_find_nothing_to_complain_of(demo: Path, out: Path) -> None:
    for path in demo.glob("*.pdf"):
        fonts = command("pdffonts", path).splitlines()[2:]
        assert fonts
        assert all(re.search(r"yes yes yes", line) for line in fonts)
        assert "Helvetica" not in "".join(fonts)
        assert "No syntax or stream encoding errors" in command("qpdf", "--check", path)
        command("pdftoppm", "-r", "70", "-png", path, out / path.stem)


def test_pdftotext_gives_rare_characters_back(demo: Path) -> None:
    final = next(demo.glob("*2023年_任务清单_v1.0.pdf"))
    text = command("pdftotext", final, "-")
    assert "𬱖" in text
    assert "峯" in text


@pytest.fixture
def odd_xlsx(tmp_path: Path) -> Path:
    """An xlsx with 20,000 characters in one entry and odd texts in others."""
    from models.interchange import document as interchange
    from models.notices.shipped import shipped_notices
    from models.storage.store import Store
    from ui.use_cases.documents import files_of

    store = Store.create(tmp_path / "x" / "data.sqlite3")
    sample = (ROOT / "resources/sample/school.json").read_bytes()
    interchange.load(store, interchange.read(sample, shipped_notices()))
    version = list_of(store).version.id
    from models.task_list import edits as list_edits

    store.edit([list_edits.entry_change(version, 5, "measures", prose(20_000, 5))])
    for task, text in zip((1, 2, 3, 4, 6, 7), ODD, strict=True):
        store.edit([list_edits.entry_change(version, task, "measures", text)])
    path = tmp_path / "odd.xlsx"
    path.write_bytes(files_of.xlsx_bytes(store, list_of(store)))
    store.close()
    return path


def measures(content: bytes, unescape=unescape) -> dict[str, str]:
    sheet = openpyxl.load_workbook(io.BytesIO(content))["任务清单"]
    found: dict[str, str] = {}
    for row in sheet.iter_rows(min_row=5, max_col=6):
        number = str(row[0].value or "").removesuffix("（续）")
        if number.isdecimal():
            found[number] = found.get(number, "") + unescape(str(row[3].value or ""))
    return found


def test_libreoffice_prints_it_like_the_paper(odd_xlsx: Path, soffice, out: Path) -> None:
    printed = soffice(odd_xlsx, "pdf").read_bytes()
    (out / "xlsx-by-libreoffice.pdf").write_bytes(printed)
    pages = read_pdf(printed)
    assert len(pages) > 5
    for page in pages:
        assert (page.width, page.height) == pytest.approx((841.9, 595.3), abs=1)
        text = re.sub(r"\s", "", "".join(c["text"] for c in page.chars))
        assert "具体工作举措" in text
        assert re.search(r"第\d+页共\d+页", text)
    wanted = "".join(measures(odd_xlsx.read_bytes()).values())
    assert column_text(pages, "具体工作举措") == re.sub(r"\s", "", wanted)


def column_text(pages: list, heading: str) -> str:
    """The text of a column over all pages, without blanks; proportions as on the paper."""
    found = ""
    for page in pages:
        chars = page.chars
        head = next(i for i in range(len(chars)) if text_at(chars, i, heading))
        task = next(i for i in range(len(chars)) if text_at(chars, i, "工作任务"))
        centre = (chars[head]["x0"] + chars[head + len(heading) - 1]["x1"]) / 2
        left = (chars[task]["x0"] + chars[task + 3]["x1"]) / 2
        half = 35 * (centre - left) / 122.5  # mm from the middle of column 2 to that of column 4
        inside = [
            c
            for c in chars
            if abs((c["x0"] + c["x1"]) / 2 - centre) < half
            and chars[head]["bottom"] + 2 < c["top"] < page.height - 26 * MM
        ]
        found += "".join(lines_of(inside))
    return re.sub(r"\s", "", found)


def text_at(chars: list, start: int, wanted: str) -> bool:
    return "".join(c["text"] for c in chars[start : start + len(wanted)]) == wanted


def test_libreoffice_saves_it_again_with_every_text(odd_xlsx: Path, soffice) -> None:
    before = measures(odd_xlsx.read_bytes())
    again = soffice(odd_xlsx, "xlsx:Calc MS Excel 2007 XML").read_bytes()
    # LibreOffice writes _x0041_ as typed, without the escape that Excel wants.
    after = measures(again, unescape=str)
    assert after == before
    assert verifying.verify(again).agrees
    assert before["5"] == prose(20_000, 5)
    assert [before[n] for n in ("1", "2", "3", "4", "6", "7")] == ODD
    with zipfile.ZipFile(io.BytesIO(again)) as archive:
        written = [
            archive.read(n) for n in archive.namelist() if n.startswith("xl/worksheets/sheet")
        ]
    assert sum(len(re.findall(rb"<f[ >]", s)) for s in written) == 0


def test_every_file_of_the_year_verifies_after_libreoffice_saved_it(
    demo: Path, tmp_path: Path
) -> None:
    again = tmp_path / "again"
    command(
        *("soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile"),
        *("--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", again),
        *sorted(demo.glob("*.xlsx")),
    )
    files = sorted(again.glob("*.xlsx"))
    assert len(files) == 19
    for path in files:
        before = verifying.verify((demo / path.name).read_bytes())
        after = verifying.verify(path.read_bytes())
        assert after == before, path.name
        assert after.agrees, path.name


def test_a_sync_stands_between_every_write_and_its_acknowledgement(tmp_path: Path) -> None:
    child = """
import sys
from pathlib import Path
from models.school import register
from models.storage.store import Store
store = Store.create(Path(sys.argv[1]) / "d" / "x.sqlite3")
for n in range(20):
    store.edit([register.school_change("contact", str(n))])
    print("ACK", n, flush=True)
"""
    log = tmp_path / "strace.log"
    command(
        "strace", "-f", "-e", "trace=pwrite64,write,fsync,fdatasync", "-o", log,
        sys.executable, "-c", child, tmp_path, cwd=ROOT,
    )  # fmt: skip
    synced = 0
    acknowledged = 0
    dirty = False
    for line in log.read_text(encoding="utf-8", errors="replace").splitlines():
        if "pwrite64(" in line:
            dirty = True
        elif "fsync(" in line or "fdatasync(" in line:
            dirty, synced = False, synced + 1
        elif 'write(1, "ACK' in line:
            assert not dirty, line
            acknowledged += 1
    assert acknowledged == 20
    assert synced >= 20
