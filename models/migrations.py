"""The schema's history: one function a step, never changed once released.

sqlite-utils applies each pending step in a transaction of its own and records it.
"""

from __future__ import annotations

from sqlite_utils import Database, Migrations

from models.schema import APPLICATION_ID

MIGRATIONS = Migrations("zhijiao")

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
_VERSIONED = ("entry", "goal", "amount", "explanation")
_APPEND_ONLY = ("history", "snapshot", "event")


def _only_drafts(table: str, operation: str) -> str:
    row = "OLD" if operation == "DELETE" else "NEW"
    return f"""CREATE TRIGGER {table}_only_drafts_{operation.lower()} BEFORE {operation} ON {table}
        WHEN (SELECT state FROM version WHERE id = {row}.version_id) IS NOT 'draft'
        BEGIN SELECT RAISE(ABORT, 'not a draft'); END"""  # noqa: S608  (names of our own tables)


def _append_only(table: str, operation: str) -> str:
    return f"""CREATE TRIGGER {table}_append_only_{operation.lower()} BEFORE {operation} ON {table}
        BEGIN SELECT RAISE(ABORT, 'append only'); END"""


@MIGRATIONS()
def m0001_task_list(db: Database) -> None:
    """School, staff, years, document versions, the task list, history."""
    for statement in _CONTENT.split(";\n"):
        if statement.strip():
            db.execute(statement)
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
