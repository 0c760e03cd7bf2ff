"""Files that want to do harm: refused with a sentence, within 2 s of the processor and 200 MB.

The bounds are the system's own (RLIMIT_CPU, RLIMIT_AS) on a child: one that goes over is killed.
"""

from __future__ import annotations

import io
import json
import resource
import sqlite3
import zipfile
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest

from models.documents import deliveries
from models.interchange import document as interchange
from models.notices import notice
from models.storage import files, paths
from models.storage.store import Store
from tests.fault import faults, work
from ui.use_cases.data import data_folder, loading
from ui.use_cases.documents import deadlines, verification

if TYPE_CHECKING:
    from collections.abc import Callable

CPU_SECONDS, MEMORY = 2, 200 * 2**20
SHEET = "xl/worksheets/sheet1.xml"
NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def bounded(step: Callable[[], object]) -> str:
    """Run a step within the bounds; returns the sentence that it was refused with."""
    status = Path("/proc/self/statm").read_text(encoding="ascii")
    in_use = int(status.split()[0]) * resource.getpagesize()

    def limited(tell: Callable[[object], None]) -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (in_use + MEMORY, in_use + MEMORY))
        tell(work.refusal_of(step))

    outcome = faults.in_child(limited)
    assert outcome.status == 0, "over its bounds, or an error that is no refusal"
    (sentence,) = outcome.told
    assert isinstance(sentence, str), "taken as if it were sound"
    return sentence


# -- xlsx ------------------------------------------------------------------------------------------


def book(parts: dict[str, bytes] | None = None) -> bytes:
    """Return a workbook, some of its parts replaced or added."""
    plain = openpyxl.Workbook()
    plain.create_sheet("数据").sheet_state = "hidden"
    buffer = io.BytesIO()
    plain.save(buffer)
    made = io.BytesIO()
    with (
        zipfile.ZipFile(buffer) as old,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, (parts or {}).get(name, old.read(name)))
        for name in (parts or {}).keys() - set(old.namelist()):
            new.writestr(name, (parts or {})[name])
    return made.getvalue()


def sheet(body: str, before: str = "", root: str = "worksheet") -> bytes:
    return f'<?xml version="1.0"?>{before}<{root} {NS}>{body}</{root}>'.encode()


def rows(count: int, cells: int) -> str:
    row = "".join("<c><v>1</v></c>" for _ in range(cells))
    return "<sheetData>" + "".join(f"<row>{row}</row>" for _ in range(count)) + "</sheetData>"


def lying_size() -> bytes:
    """A member whose header says it is small."""
    content = bytearray(book({SHEET: sheet(rows(3000, 100))}))
    at = content.find(b"PK\1\2")
    while content[at + 46 : at + 46 + len(SHEET)] != SHEET.encode():
        at = content.find(b"PK\1\2", at + 4)
    content[at + 24 : at + 28] = (100).to_bytes(4, "little")
    return bytes(content)


def renamed_sheet(body: str) -> bytes:
    """A sheet that lies in a part without an ending of XML."""
    plain = book()
    with zipfile.ZipFile(io.BytesIO(plain)) as old:
        links = old.read("xl/_rels/workbook.xml.rels").replace(b"sheet1.xml", b"sheet1.dat")
        types = old.read("[Content_Types].xml").replace(b"sheet1.xml", b"sheet1.dat")
    parts = {"xl/_rels/workbook.xml.rels": links, "[Content_Types].xml": types}
    return book({**parts, "xl/worksheets/sheet1.dat": sheet(body)})


LAUGHS = (
    "<!DOCTYPE x ["
    + "".join(f'<!ENTITY l{i + 1} "{f"&l{i};" * 10}">' for i in range(9))
    + '<!ENTITY l0 "ha">]>'
)
XXE = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
COMMENT = f"<!--{'x' * 200_000}-->"
HOSTILE: dict[str, Callable[[], bytes]] = {
    "zip bomb": lambda: book({SHEET: sheet("<!--" + " " * 300_000_000 + "-->")}),
    "many zip bombs": lambda: book({f"x{i}.xml": bytes(900_000) for i in range(190)}),
    "too many parts": lambda: book({f"x{i}.xml": b"<x/>" for i in range(500)}),
    "a size that lies": lying_size,
    "too many cells": lambda: book({SHEET: sheet(rows(5000, 100))}),
    "too many cells by another name": lambda: renamed_sheet(rows(5000, 100)),
    "deep": lambda: book({SHEET: sheet("<a>" * 300_000 + "</a>" * 300_000)}),
    "shallow but endless": lambda: book({SHEET: sheet("<a/>" * 2_000_000)}),
    "the last cell": lambda: book(
        {
            SHEET: sheet(
                '<dimension ref="A1:XFD1048576"/><sheetData><row r="1048576">'
                '<c r="XFD1048576"><v>1</v></c></row></sheetData>'
            )
        }
    ),
    "laughs": lambda: book({SHEET: sheet("<c>&l9;</c>", LAUGHS)}),
    "external entity": lambda: book({SHEET: sheet("<c>&e;</c>", XXE)}),
    "entity after a long comment": lambda: book(
        {SHEET: sheet("&e;", f"<!--{'x' * 200_000}-->{XXE}")}
    ),
    "entity in utf-16": lambda: book({SHEET: sheet("&e;", XXE).decode().encode("utf-16")}),
    "macro": lambda: book({"xl/vbaProject.bin": b"x"}),
    "truncated": lambda: book()[:-200],
    "encrypted, old, or a wps file": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(5000),
    "a renamed csv": lambda: "序号,工作任务\n1,思政".encode("gbk"),
    "nothing": lambda: b"",
    "a foreign workbook": book,
    "eleven megabytes": lambda: bytes(11 * 2**20),
}


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory, year_image: bytes) -> Path:
    """A data folder whose content must not change."""
    folder = tmp_path_factory.mktemp("own")
    work.put(folder, year_image)
    return folder


def unchanged(own: Path) -> str:
    store = Store.open(paths.data_file(own))
    try:
        return store.content_id
    finally:
        store.close()


@pytest.mark.parametrize("name", HOSTILE)
def test_an_xlsx_that_wants_to_do_harm_is_refused(own: Path, tmp_path: Path, name: str) -> None:
    before = unchanged(own)
    path = tmp_path / "x.xlsx"
    path.write_bytes(HOSTILE[name]())
    assert len(bounded(lambda: verification.verify(path))) > 10
    assert unchanged(own) == before


# -- data files, packages, documents ---------------------------------------------------------------


def with_sql(image: bytes, sql: str) -> bytes:
    """Return a data file with something of its own in it, its digest made right again."""
    from models.storage import proof
    from models.storage.data_file import image_of

    with closing(sqlite3.connect(":memory:", isolation_level=None)) as con:
        con.deserialize(image)
        con.executescript(sql)
        proof.rebuild(con)
        return image_of(con)


def package(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


LZMA = (  # a member that says it is packed by LZMA and is not
    b"PK\3\4\x3f\0\0\0\x0e\0\0\0\0\0\0\0\0\0\x14\0\0\0\x14\0\0\0\x0d\0\0\0manifest.json"
    b"\x09\x14\5\0\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"
    b"PK\1\2\x3f\0\x3f\0\0\0\x0e\0\0\0\0\0\0\0\0\0\x14\0\0\0\x14\0\0\0\x0d\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0manifest.jsonPK\5\6\0\0\0\0\1\0\1\0\x3b\0\0\0\x3f\0\0\0\0\0"
)
MANIFEST = json.dumps({"format": "zhijiao-handover", "version": 1, "sha256": "00"}).encode()
COPIES: dict[str, Callable[[bytes], bytes]] = {
    "a view": lambda image: with_sql(image, "CREATE VIEW pupils AS SELECT * FROM school"),
    "a trigger": lambda image: with_sql(
        image, "CREATE TRIGGER t AFTER INSERT ON goal BEGIN DELETE FROM history; END"
    ),
    "a trigger with a name almost SQLite's": lambda image: with_sql(
        image,
        "CREATE TRIGGER sqlitexevil AFTER UPDATE ON school BEGIN UPDATE entry SET office=''; END",
    ),
    "a trigger with a name of SQLite's": lambda image: with_sql(
        image,
        "PRAGMA writable_schema = ON; INSERT INTO sqlite_schema VALUES ('trigger', 'sqlite_evil',"
        " 'school', 0, 'CREATE TRIGGER sqlite_evil AFTER UPDATE ON school BEGIN SELECT 1; END')",
    ),
    "a view with a name almost SQLite's": lambda image: with_sql(
        image, "CREATE VIEW sqliteAview AS SELECT * FROM school"
    ),
    "a virtual table": lambda image: with_sql(
        image, "CREATE VIRTUAL TABLE sqlitexfts USING fts5(x)"
    ),
    "a looser trigger": lambda image: with_sql(image, "DROP TRIGGER history_append_only_delete"),
    "a name that is a query": lambda image: with_sql(
        image,
        'CREATE TABLE "(WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x FROM c)'
        ' SELECT x FROM c)" (x)',
    ),
    "an lzma package": lambda _: LZMA,
    "no year": lambda image: with_sql(
        image, "PRAGMA foreign_keys = OFF; DELETE FROM share; DELETE FROM year"
    ),
    "another program's": lambda _: sqlite_of_others(),
    "rubbish": lambda _: b"rubbish" * 1000,
    "a sparse gigabyte": lambda _: b"",
    "a bomb in a package": lambda _: package(
        {"manifest.json": MANIFEST, "zhijiao.sqlite3": bytes(900_000_000)}
    ),
    "a deep manifest": lambda _: package({"manifest.json": b"[" * 60_000, "zhijiao.sqlite3": b""}),
    "a package of a later version": lambda image: package(
        {
            "manifest.json": json.dumps(
                {**json.loads(MANIFEST), "version": 99, "sha256": sha256(image).hexdigest()}
            ).encode(),
            "zhijiao.sqlite3": image,
        }
    ),
    "a package of 60,000 empty members": lambda _: package({f"{n}": b"" for n in range(60_000)}),
    "a foreign package": lambda _: package({"a": b"b"}),
    "a package of another hash": lambda image: package(
        {"manifest.json": MANIFEST, "zhijiao.sqlite3": image}
    ),
    "a torn package": lambda image: package({"manifest.json": MANIFEST, "zhijiao.sqlite3": image})[
        :-100
    ],
}


def sqlite_of_others() -> bytes:
    with closing(sqlite3.connect(":memory:")) as con:
        con.execute("CREATE TABLE pupils (name)")
        return con.serialize()


@pytest.mark.parametrize("name", COPIES)
def test_a_copy_that_is_not_ours_is_refused(
    own: Path, tmp_path: Path, year_image: bytes, name: str
) -> None:
    before = unchanged(own)
    path = tmp_path / "x.sqlite3"
    content = COPIES[name](year_image)
    with path.open("wb") as stream:
        stream.write(content)
        if name == "a sparse gigabyte":
            stream.truncate(2**30)
    assert len(bounded(lambda: data_folder.read_copy(path))) > 10
    assert unchanged(own) == before


@pytest.mark.parametrize(
    "content",
    [
        b"[" * 100_000,
        b'{"a": ' * 50_000,
        b'{"format": "' + b"x" * 5_000_000 + b'"}',
        "{“a”: 1}".encode("gbk"),
        b"\xff\xfe{",
        b"1e999999999",
        b"9" * 100_000,
        b"",
    ],
    ids=["deep list", "deep object", "long text", "gbk", "utf-16", "big float", "big int", "empty"],
)
def test_a_document_or_holiday_table_that_is_none_is_refused(
    own: Path, tmp_path: Path, content: bytes
) -> None:
    before = unchanged(own)
    path = tmp_path / "x.json"
    path.write_bytes(content)
    bounded(lambda: interchange.read(content, notice.shipped()))
    bounded(lambda: loading.load_document(own, path, replace=True))
    store = Store.open(paths.data_file(own))
    bounded(lambda: deadlines.import_holidays(store, path))
    store.close()
    assert unchanged(own) == before


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 no end", b"MZ" * 50, b"\x89PNG\r\n"])
def test_a_scan_that_is_none_is_refused(content: bytes) -> None:
    bounded(lambda: deliveries.Scan("公章.pdf", content).ending)
    with pytest.raises(files.EnvironmentRefusal):
        files.read_limited(Path("/no/such/scan.pdf"), 1)
