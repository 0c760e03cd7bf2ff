"""The schema's history: one function a step, never changed once released.

sqlite-utils applies each pending step in a transaction of its own and records it.
"""

from __future__ import annotations

import secrets
import sqlite3
from contextlib import closing
from functools import cache

from sqlite_utils import Database, Migrations

from models.storage.digest import quoted, row_hash, schema_rows
from models.storage.notice_rows import head_of_6, rows_of
from models.storage.schema import APPLICATION_ID, SCHEMA_VERSION

MIGRATIONS = Migrations("zhijiao")

SCHOOL_ID = "school id"  # hashed with the row that an older file's id is made of
ID_BYTES = 8

_CONTENT = """
CREATE TABLE school (id INTEGER PRIMARY KEY CHECK (id = 1),
    name TEXT, stamp_name TEXT, contact TEXT, phone TEXT, notice_school TEXT) STRICT;
CREATE TABLE office (id INTEGER PRIMARY KEY, name TEXT) STRICT;
CREATE TABLE person (id INTEGER PRIMARY KEY, office_id INTEGER, name TEXT) STRICT;
CREATE TABLE year (year INTEGER PRIMARY KEY, notice TEXT NOT NULL, pack TEXT NOT NULL) STRICT;
CREATE TABLE share (year INTEGER NOT NULL REFERENCES year, indicator TEXT NOT NULL,
    amount INTEGER CHECK (amount >= 0), PRIMARY KEY (year, indicator)) STRICT, WITHOUT ROWID;
CREATE TABLE document (id INTEGER PRIMARY KEY, year INTEGER NOT NULL REFERENCES year,
    kind TEXT NOT NULL CHECK (kind IN ('task_list', 'monthly_report')),
    month INTEGER NOT NULL DEFAULT 0 CHECK (month BETWEEN 0 AND 12),
    UNIQUE (year, kind, month)) STRICT;
CREATE TABLE version (id INTEGER PRIMARY KEY, document_id INTEGER NOT NULL REFERENCES document,
    major INTEGER NOT NULL, minor INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('draft', 'final', 'superseded')),
    effective_month INTEGER NOT NULL DEFAULT 1, filled_on TEXT,
    UNIQUE (document_id, major, minor)) STRICT;
CREATE TABLE entry (version_id INTEGER NOT NULL REFERENCES version, task INTEGER NOT NULL,
    measures TEXT, office TEXT, person TEXT, PRIMARY KEY (version_id, task)) STRICT, WITHOUT ROWID;
CREATE TABLE goal (version_id INTEGER NOT NULL REFERENCES version, task INTEGER NOT NULL,
    month INTEGER NOT NULL CHECK (month BETWEEN 0 AND 12), goal TEXT, none INTEGER, measure TEXT,
    PRIMARY KEY (version_id, task, month)) STRICT, WITHOUT ROWID;
CREATE TABLE amount (version_id INTEGER NOT NULL REFERENCES version, task INTEGER NOT NULL,
    month INTEGER NOT NULL CHECK (month BETWEEN 1 AND 12), indicator TEXT NOT NULL,
    amount INTEGER CHECK (amount >= 0),
    PRIMARY KEY (version_id, task, month, indicator)) STRICT, WITHOUT ROWID;
CREATE TABLE explanation (version_id INTEGER NOT NULL REFERENCES version, finding TEXT NOT NULL,
    value TEXT, reason TEXT, PRIMARY KEY (version_id, finding)) STRICT, WITHOUT ROWID;
CREATE TABLE snapshot (id INTEGER PRIMARY KEY, version_id INTEGER NOT NULL REFERENCES version,
    utc TEXT NOT NULL, canonical TEXT NOT NULL, extract TEXT NOT NULL, pdf BLOB NOT NULL,
    pdf_sha256 TEXT NOT NULL) STRICT;
CREATE TABLE event (id INTEGER PRIMARY KEY, version_id INTEGER NOT NULL REFERENCES version,
    kind TEXT NOT NULL, utc TEXT NOT NULL, note TEXT NOT NULL) STRICT;
CREATE TABLE history (seq INTEGER PRIMARY KEY AUTOINCREMENT, utc TEXT NOT NULL,
    batch INTEGER NOT NULL, tbl TEXT NOT NULL, key TEXT NOT NULL, field TEXT NOT NULL,
    old ANY, new ANY, undoes INTEGER) STRICT;
CREATE INDEX history_batch ON history (batch);
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
"""
_REPORTS = """
ALTER TABLE version ADD COLUMN as_of TEXT;
ALTER TABLE version ADD COLUMN discarded INTEGER;
ALTER TABLE snapshot ADD COLUMN code TEXT;
ALTER TABLE snapshot ADD COLUMN note TEXT;
ALTER TABLE snapshot ADD COLUMN note_code TEXT;
ALTER TABLE snapshot ADD COLUMN note_pdf BLOB;
ALTER TABLE snapshot ADD COLUMN note_pdf_sha256 TEXT;
ALTER TABLE event ADD COLUMN happened_on TEXT;
ALTER TABLE event ADD COLUMN person TEXT NOT NULL DEFAULT '';
ALTER TABLE event ADD COLUMN revokes INTEGER REFERENCES event;
ALTER TABLE event ADD COLUMN scan_id INTEGER REFERENCES scan;
CREATE TABLE scan (id INTEGER PRIMARY KEY, version_id INTEGER NOT NULL REFERENCES version,
    name TEXT NOT NULL, sha256 TEXT NOT NULL, content BLOB NOT NULL) STRICT;
CREATE TABLE report_start (year INTEGER PRIMARY KEY REFERENCES year,
    first_month INTEGER CHECK (first_month BETWEEN 1 AND 12)) STRICT;
CREATE TABLE opening (year INTEGER NOT NULL REFERENCES year, indicator TEXT NOT NULL,
    amount INTEGER CHECK (amount >= 0), PRIMARY KEY (year, indicator)) STRICT, WITHOUT ROWID;
CREATE TABLE report_row (version_id INTEGER NOT NULL REFERENCES version,
    kind TEXT NOT NULL CHECK (kind IN ('goal', 'open_item', 'late')), task INTEGER NOT NULL,
    origin_month INTEGER NOT NULL CHECK (origin_month BETWEEN 1 AND 12),
    result TEXT, progress TEXT, category TEXT, gap TEXT, reason TEXT, remedy TEXT,
    expected_on TEXT, person TEXT, pending TEXT, present INTEGER,
    PRIMARY KEY (version_id, kind, task, origin_month)) STRICT, WITHOUT ROWID;
CREATE TABLE report_amount (version_id INTEGER NOT NULL REFERENCES version, kind TEXT NOT NULL,
    task INTEGER NOT NULL, origin_month INTEGER NOT NULL, indicator TEXT NOT NULL, amount INTEGER,
    PRIMARY KEY (version_id, kind, task, origin_month, indicator)) STRICT, WITHOUT ROWID;
CREATE TABLE revision (version_id INTEGER PRIMARY KEY REFERENCES version, reason TEXT, basis TEXT,
    asked_on TEXT, office TEXT, leader TEXT, leader_on TEXT, told_how TEXT, reply TEXT,
    replied_by TEXT, replied_on TEXT) STRICT;
CREATE TABLE change_reason (version_id INTEGER NOT NULL REFERENCES version, place TEXT NOT NULL,
    reason TEXT, PRIMARY KEY (version_id, place)) STRICT, WITHOUT ROWID;
CREATE INDEX event_version ON event (version_id);
CREATE INDEX snapshot_version ON snapshot (version_id);
CREATE INDEX snapshot_code ON snapshot (code);
CREATE INDEX snapshot_note_code ON snapshot (note_code);
CREATE INDEX scan_version ON scan (version_id);
DROP TRIGGER version_content_frozen;
"""
_LEAN_HISTORY = """
CREATE TABLE history_lean (seq INTEGER PRIMARY KEY, utc TEXT NOT NULL,
    batch INTEGER NOT NULL, tbl TEXT NOT NULL, key TEXT NOT NULL, field TEXT NOT NULL,
    old ANY, new ANY, undoes INTEGER) STRICT;
INSERT INTO history_lean SELECT seq, utc, batch, tbl, key, field, old, new, undoes FROM history;
DROP TABLE history;
ALTER TABLE history_lean RENAME TO history;
"""
_NOTICES = """
CREATE TABLE notice (id INTEGER PRIMARY KEY, key TEXT NOT NULL, year INTEGER NOT NULL,
    name TEXT NOT NULL, head TEXT NOT NULL, added TEXT) STRICT;
CREATE TABLE notice_duty (notice INTEGER NOT NULL REFERENCES notice, kind TEXT NOT NULL,
    months TEXT NOT NULL, day TEXT NOT NULL, PRIMARY KEY (notice, kind)) STRICT, WITHOUT ROWID;
CREATE TABLE notice_column (notice INTEGER NOT NULL REFERENCES notice, place INTEGER NOT NULL,
    key TEXT NOT NULL, role TEXT NOT NULL, heading TEXT NOT NULL,
    PRIMARY KEY (notice, place)) STRICT, WITHOUT ROWID;
CREATE TABLE notice_task (notice INTEGER NOT NULL REFERENCES notice, id INTEGER NOT NULL,
    place INTEGER NOT NULL, number TEXT NOT NULL, title TEXT NOT NULL, heading TEXT NOT NULL,
    paragraph TEXT NOT NULL, quote TEXT NOT NULL, PRIMARY KEY (notice, id)) STRICT, WITHOUT ROWID;
CREATE TABLE notice_indicator (notice INTEGER NOT NULL REFERENCES notice, key TEXT NOT NULL,
    task INTEGER NOT NULL, place INTEGER NOT NULL, name TEXT NOT NULL, short TEXT NOT NULL,
    kind TEXT NOT NULL, comparator TEXT NOT NULL, qualifier TEXT NOT NULL, unit TEXT NOT NULL,
    total INTEGER, total_to INTEGER, PRIMARY KEY (notice, key)) STRICT, WITHOUT ROWID;
CREATE TABLE notice_share (notice INTEGER NOT NULL REFERENCES notice, indicator TEXT NOT NULL,
    school TEXT NOT NULL, amount INTEGER, amount_to INTEGER,
    PRIMARY KEY (notice, indicator, school)) STRICT, WITHOUT ROWID;
CREATE TABLE document_new (id INTEGER PRIMARY KEY, notice INTEGER NOT NULL REFERENCES notice,
    kind TEXT NOT NULL, serial INTEGER NOT NULL DEFAULT 0, UNIQUE (notice, kind, serial)) STRICT;
CREATE TABLE share_new (notice INTEGER NOT NULL REFERENCES notice, indicator TEXT NOT NULL,
    amount INTEGER CHECK (amount >= 0), PRIMARY KEY (notice, indicator)) STRICT, WITHOUT ROWID;
CREATE TABLE report_start_new (notice INTEGER PRIMARY KEY REFERENCES notice,
    first_month INTEGER CHECK (first_month BETWEEN 1 AND 12)) STRICT;
CREATE TABLE opening_new (notice INTEGER NOT NULL REFERENCES notice, indicator TEXT NOT NULL,
    amount INTEGER CHECK (amount >= 0), PRIMARY KEY (notice, indicator)) STRICT, WITHOUT ROWID;
CREATE TABLE cell (version_id INTEGER NOT NULL REFERENCES version, row INTEGER NOT NULL,
    field TEXT NOT NULL, text TEXT, pending TEXT,
    PRIMARY KEY (version_id, row, field)) STRICT, WITHOUT ROWID;
ALTER TABLE entry ADD COLUMN pending TEXT;
ALTER TABLE goal ADD COLUMN pending TEXT;
ALTER TABLE snapshot ADD COLUMN form TEXT;
ALTER TABLE snapshot ADD COLUMN note_form TEXT;
"""
_SPANS = """
CREATE TABLE span (version_id INTEGER NOT NULL REFERENCES version, task INTEGER NOT NULL,
    serial INTEGER NOT NULL, first INTEGER CHECK (first BETWEEN 1 AND 12),
    last INTEGER CHECK (last BETWEEN 1 AND 12), words TEXT, goal TEXT, pending TEXT,
    PRIMARY KEY (version_id, task, serial)) STRICT, WITHOUT ROWID;
"""
_ANY_FORM = """
ALTER TABLE notice_duty ADD COLUMN words TEXT NOT NULL DEFAULT '';
ALTER TABLE notice_duty ADD COLUMN quote TEXT NOT NULL DEFAULT '';
ALTER TABLE notice_duty ADD COLUMN medium TEXT NOT NULL DEFAULT '';
ALTER TABLE notice_duty ADD COLUMN copies INTEGER;
ALTER TABLE notice_column ADD COLUMN over TEXT NOT NULL DEFAULT '';
ALTER TABLE notice_column ADD COLUMN width INTEGER;
ALTER TABLE notice_task ADD COLUMN section TEXT NOT NULL DEFAULT '';
ALTER TABLE notice_task ADD COLUMN parent INTEGER;
ALTER TABLE notice_task ADD COLUMN due TEXT;
ALTER TABLE notice_task ADD COLUMN due_words TEXT NOT NULL DEFAULT '';
ALTER TABLE notice_indicator ADD COLUMN decimals INTEGER NOT NULL DEFAULT 0;
ALTER TABLE notice_indicator ADD COLUMN due TEXT;
ALTER TABLE notice_indicator ADD COLUMN due_words TEXT NOT NULL DEFAULT '';
ALTER TABLE notice_indicator ADD COLUMN quote TEXT NOT NULL DEFAULT '';
ALTER TABLE notice_indicator ADD COLUMN note TEXT NOT NULL DEFAULT '';
ALTER TABLE notice_share ADD COLUMN qualifier TEXT NOT NULL DEFAULT '';
CREATE TABLE notice_unit (notice INTEGER NOT NULL REFERENCES notice, task INTEGER NOT NULL,
    place INTEGER NOT NULL, name TEXT NOT NULL, role TEXT NOT NULL,
    PRIMARY KEY (notice, task, place)) STRICT, WITHOUT ROWID;
ALTER TABLE amount ADD COLUMN whole INTEGER CHECK (whole > 0);
ALTER TABLE report_amount ADD COLUMN whole INTEGER CHECK (whole > 0);
CREATE TABLE item (version_id INTEGER NOT NULL REFERENCES version, indicator TEXT NOT NULL,
    serial INTEGER NOT NULL, name TEXT, office TEXT, person TEXT,
    month INTEGER CHECK (month BETWEEN 1 AND 12),
    PRIMARY KEY (version_id, indicator, serial)) STRICT, WITHOUT ROWID;
CREATE TABLE child (version_id INTEGER NOT NULL REFERENCES version, task INTEGER NOT NULL,
    parent INTEGER, number TEXT, title TEXT,
    PRIMARY KEY (version_id, task)) STRICT, WITHOUT ROWID;
"""
_EDITIONS = """
CREATE TABLE notice_edition (notice INTEGER NOT NULL REFERENCES notice,
    last_major INTEGER NOT NULL, content TEXT NOT NULL,
    PRIMARY KEY (notice, last_major)) STRICT, WITHOUT ROWID;
"""
# Tables that named the year and now name the notice: the columns of the new one from the old.
_MOVED = {
    "document": "id, year, kind, month",
    "share": "year, indicator, amount",
    "report_start": "year, first_month",
    "opening": "year, indicator, amount",
}
_ADDED = """INSERT INTO notice SELECT year, notice, year, ?, ?, (
        SELECT coalesce((SELECT min(utc) FROM history
            WHERE tbl = 'year' AND key = '[' || year.year || ']'), '')
        FROM document WHERE document.year = year.year AND kind = 'task_list')
    FROM year WHERE year = ?"""
_VERSIONED = ("entry", "goal", "amount", "explanation")
_VERSIONED_REPORTS = ("report_row", "report_amount", "revision", "change_reason")
_APPEND_ONLY = ("history", "snapshot", "event")


def _only_drafts(table: str, operation: str) -> str:
    row = "OLD" if operation == "DELETE" else "NEW"
    return f"""CREATE TRIGGER {table}_only_drafts_{operation.lower()} BEFORE {operation} ON {table}
        WHEN (SELECT state FROM version WHERE id = {row}.version_id) IS NOT 'draft'
        BEGIN SELECT RAISE(ABORT, 'not a draft'); END"""  # noqa: S608  (names of our own tables)


def _append_only(table: str, operation: str) -> str:
    return f"""CREATE TRIGGER {table}_append_only_{operation.lower()} BEFORE {operation} ON {table}
        BEGIN SELECT RAISE(ABORT, 'append only'); END"""


def _run(db: Database, statements: str) -> None:
    for statement in statements.split(";\n"):
        if statement.strip():
            db.execute(statement)


@cache  # the steps never change while the program runs, and every copy proved asks for it
def own_schema(version: int) -> tuple[tuple[str, str, str, str | None], ...]:
    """Return (type, name, table, SQL) of all that a file of a schema version has of ours."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as own:
        steps = [step.name for step in MIGRATIONS.pending(Database(own, execute_plugins=False))]
        later = steps[version] if version < len(steps) else None
        MIGRATIONS.apply(Database(own, execute_plugins=False), stop_before=later)
        return tuple(schema_rows(own))


def make_room(con: sqlite3.Connection, version: int) -> None:
    """Take out of the way what versions to 1.2 let in with a copy and no step of ours expects.

    Views, triggers and indexes go (the backup before the migration has them), a table that has a
    name of ours is called another.
    """
    kept = {row[:2] for row in own_schema(version)}
    wanted = {name for kind, name, *_ in own_schema(SCHEMA_VERSION) if kind == "table"}
    wanted |= {f"{name}_new" for name in wanted}
    strange = [row for row in schema_rows(con) if row[:2] not in kept]
    for kind in ("trigger", "view", "index"):
        for name in [row[1] for row in strange if row[0] == kind]:
            con.execute(f"DROP {kind} IF EXISTS {quoted(name)}")
    for name in [row[1] for row in strange if row[0] == "table" and row[1].lower() in wanted]:
        con.execute(f"ALTER TABLE {quoted(name)} RENAME TO {quoted(name + '_found')}")


@MIGRATIONS()
def m0001_task_list(db: Database) -> None:
    """School, staff, years, document versions, the task list, history."""
    _run(db, _CONTENT)
    for table in _VERSIONED:
        for operation in ("INSERT", "UPDATE", "DELETE"):
            db.execute(_only_drafts(table, operation))
    for table in _APPEND_ONLY:
        for operation in ("UPDATE", "DELETE"):
            db.execute(_append_only(table, operation))
    db.execute("""CREATE TRIGGER version_content_frozen BEFORE UPDATE OF
        id, document_id, major, minor, effective_month, filled_on ON version
        WHEN OLD.state <> 'draft' BEGIN SELECT RAISE(ABORT, 'not a draft'); END""")
    db.execute("""CREATE TRIGGER version_kept BEFORE DELETE ON version
        WHEN OLD.state <> 'draft' BEGIN SELECT RAISE(ABORT, 'not a draft'); END""")
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.execute("PRAGMA user_version = 1")


@MIGRATIONS()
def m0002_monthly_report(db: Database) -> None:
    """Monthly reports, corrections and adjustments with their record, delivery events, scans."""
    _run(db, _REPORTS)
    for table in _VERSIONED_REPORTS:
        for operation in ("INSERT", "UPDATE", "DELETE"):
            db.execute(_only_drafts(table, operation))
    for operation in ("UPDATE", "DELETE"):
        db.execute(_append_only("scan", operation))
    db.execute("""CREATE TRIGGER version_content_frozen BEFORE UPDATE OF
        id, document_id, major, minor, effective_month, filled_on, as_of, discarded ON version
        WHEN OLD.state <> 'draft' BEGIN SELECT RAISE(ABORT, 'not a draft'); END""")
    db.execute("PRAGMA user_version = 2")


@MIGRATIONS()
def m0003_digest(db: Database) -> None:
    """The content digest, which ``data_file.migrate`` fills; a history that costs two pages less.

    Rows of the history never go, so that its numbers need no counter of their own, and batches
    follow each other as the rows do, so that they need no index: each edit is written faster.
    """
    _run(db, _LEAN_HISTORY)
    for operation in ("UPDATE", "DELETE"):
        db.execute(_append_only("history", operation))
    db.execute("""CREATE TABLE digest (part TEXT PRIMARY KEY, rows INTEGER NOT NULL,
        sum TEXT NOT NULL) STRICT, WITHOUT ROWID""")
    db.execute("PRAGMA user_version = 3")


@MIGRATIONS()
def m0004_notices(db: Database) -> None:
    """Notices as rows, each with an id of its own: until now the year named it, and still does.

    Documents of any kind hang on a notice; ``cell`` is for kinds without tables of their own. A
    year without its list counts as none, and has no day on which it was added. The file's keys are
    off meanwhile (``data_file.migrate``). No row of the history is touched.
    """
    _run(db, _NOTICES)
    for year, text in db.execute("SELECT year, pack FROM year ORDER BY year").fetchall():
        name, head, rows = rows_of(year, text)
        db.execute(_ADDED, (name, head, year))
        for table, found in rows.items():
            for row in found:
                marks = ", ".join("?" * len(row))
                db.execute(f"INSERT INTO {table} VALUES ({marks})", row)  # noqa: S608  (our names)
    for table, columns in _MOVED.items():
        db.execute(f"INSERT INTO {table}_new SELECT {columns} FROM {table}")  # noqa: S608
        db.execute(f"DROP TABLE {table}")
        db.execute(f"ALTER TABLE {table}_new RENAME TO {table}")
    db.execute("DROP TABLE year")
    for operation in ("INSERT", "UPDATE", "DELETE"):
        db.execute(_only_drafts("cell", operation))
    db.execute("PRAGMA user_version = 4")


@MIGRATIONS()
def m0005_spans(db: Database) -> None:
    """Goals of several months (一季度, 每月): until now one of the year, or of each month."""
    _run(db, _SPANS)
    for operation in ("INSERT", "UPDATE", "DELETE"):
        db.execute(_only_drafts("span", operation))
    db.execute("PRAGMA user_version = 5")


@MIGRATIONS()
def m0006_any_form(db: Database) -> None:
    """Forms of other counties: columns with roles, sections, parts, 责任单位, exact amounts.

    What notices had one of becomes a field of each: where it is handed in, what a report is called,
    the schools' other names. Every notice until now asked for 职业教育工作.
    """
    _run(db, _ANY_FORM)
    for identity, text in db.execute("SELECT id, head FROM notice").fetchall():
        db.execute("UPDATE notice SET head = ? WHERE id = ?", (head_of_6(text), identity))
    for table in ("item", "child"):
        for operation in ("INSERT", "UPDATE", "DELETE"):
            db.execute(_only_drafts(table, operation))
    db.execute("PRAGMA user_version = 6")


@MIGRATIONS()
def m0007_whose(db: Database) -> None:
    """An id of the school's own, which its files carry; the bureau's mailbox by notice.

    A new file's is random. That of an older one is made of its first row of history, so that all
    copies of it, backups among them, come to the same one wherever they are opened.
    """
    db.execute("ALTER TABLE school ADD COLUMN identity TEXT")
    first = db.execute("SELECT * FROM history ORDER BY seq LIMIT 1").fetchone()
    identity = f"{row_hash(SCHOOL_ID, *first):032x}" if first else secrets.token_hex(ID_BYTES)
    db.execute("INSERT OR IGNORE INTO school (id) VALUES (1)")
    db.execute("UPDATE school SET identity = ?", (identity[: 2 * ID_BYTES],))
    db.execute("""INSERT INTO setting SELECT 'mail_to_' || notice.id, value FROM notice, setting
        WHERE setting.name = 'mail_to'""")
    db.execute("""DELETE FROM setting WHERE name = 'mail_to'
        AND EXISTS (SELECT 1 FROM notice)""")
    db.execute("PRAGMA user_version = 7")


@MIGRATIONS()
def m0008_editions(db: Database) -> None:
    """A notice may change during its year: what it was under the plans before stays known."""
    _run(db, _EDITIONS)
    db.execute("PRAGMA user_version = 8")
