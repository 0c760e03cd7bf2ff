"""Proof that this installation can do its work, from the data file to the printed page."""

from __future__ import annotations

import io
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import resources
from models.documents import document, versions
from models.errors import EnvironmentRefusal, Refusal
from models.school import notices_kept
from models.storage import files
from models.task_list import sheet
from ui.use_cases import settings
from ui.use_cases.data import data_folder, loading
from ui.use_cases.documents import files_of, finalising, verification
from ui.use_cases.documents.composing import compose
from ui.use_cases.program import demo, foreign

STYLES = 390_000  # what is looked at before it is built lets 400,000 pass

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.storage.store import Store

    Screen = Callable[[Path, bytes, str], list[str]]
    """Proves what needs Qt: (data folder, a final PDF, a text that stands in it) -> checks."""


def require(holds: object, what: str) -> None:
    """Refuse an installation in which something does not hold.

    Raises:
        EnvironmentRefusal: it does not; ``what`` names it for the clerk.
    """
    if not holds:
        raise EnvironmentRefusal("cli.self_test_failed", what=what)


def run(screen: Screen) -> list[str]:
    """Return the names of the checks that passed, in their order.

    Raises:
        EnvironmentRefusal: one did not.
    """
    with tempfile.TemporaryDirectory(prefix="zhijiao-self-test-") as name:
        folder = Path(name)
        loading.load_document(folder, resources.path(demo.SAMPLE).read_bytes(), replace=False)
        store = data_folder.open_store(folder)
        try:
            content, school = _prove_files(store, folder)
        finally:
            store.close()
        return [
            "数据",
            "检查",
            "字体",
            "PDF",
            "xlsx",
            "校验码",
            "外来文件",
            "邮件",
            *screen(folder, content, school),
        ]


def _prove_files(store: Store, folder: Path) -> tuple[bytes, str]:
    """Prove every kind of file; returns a final PDF and the school's name that stands in it."""
    begun = sheet.newest(store, notices_kept.opened(store)[-1].id)
    require(not any(f.severity == "hard" for f in compose(begun).check()), "检查")
    size = settings.look(store, begun.version.kind)
    final = document.load(store, finalising.finalise(store, begun.version, size))
    written = {path.suffix: path for path in files_of.export_all(store, final, folder)}
    content = written[".pdf"].read_bytes()
    require(content == versions.snapshot(store, final.version).pdf, "PDF")
    require(b"/FontFile2" in content and b"Helvetica" not in content, "字体")
    code = files_of.check_code(store, final)
    sound = foreign.read_sheet(written[".xlsx"])
    require(verification.judge(sound, code).agrees, "xlsx")
    _prove_reader(folder / "读不完.xlsx", written[".xlsx"])
    require(b"X-Unsent: 1" in written[".eml"].read_bytes(), "邮件")
    return content, final.school.printed_name


def _prove_reader(hostile: Path, sound: Path) -> None:
    """Prove the process for files from outside: an endless one is refused, the next is read."""
    files.write_atomically(hostile, _with_endless_styles(sound.read_bytes()))
    what = "外来文件"
    try:
        foreign.read_sheet(hostile)
    except Refusal as refusal:
        require(refusal.code == "reader.too_much", what)
    else:
        require(holds=False, what=what)
    require(foreign.read_sheet(sound).agrees, what)


def _with_endless_styles(book: bytes) -> bytes:
    """Return a workbook with more styles than can be built in the time of a file."""
    styles = "".join(f'<xf numFmtId="{number * 7919 % 100_003}"/>' for number in range(STYLES))
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(book)) as old,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            content = old.read(name)
            if name == "xl/styles.xml":
                content = content.replace(b"</cellXfs>", f"{styles}</cellXfs>".encode())
            new.writestr(name, content)
    return made.getvalue()
