"""Data files and packages that want to do harm: what hides in them, and values nobody types."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from hashlib import sha256
from typing import TYPE_CHECKING

from models.storage import proof
from models.storage.data_file import image_of
from tests.fault.hostile.made import package

if TYPE_CHECKING:
    from collections.abc import Callable


def with_sql(image: bytes, sql: str) -> bytes:
    """Return a data file with something of its own in it, its digest made right again."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as con:
        con.deserialize(image)
        con.execute("PRAGMA foreign_keys = OFF")
        con.executescript(sql)
        proof.rebuild(con)
        return image_of(con)


def forced(image: bytes, sql: str) -> bytes:
    """Return a data file with something of its own even in what was finalised."""
    with closing(sqlite3.connect(":memory:")) as con:
        con.deserialize(image)
        triggers = con.execute(
            "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'"
        ).fetchall()
    away = "".join(f"DROP TRIGGER {name};" for name, _ in triggers)
    return with_sql(image, f"{away}{sql};" + "".join(f"{made};" for _, made in triggers))


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
    "a trigger with the counter's name": lambda image: with_sql(
        image,
        "PRAGMA writable_schema = ON; INSERT INTO sqlite_schema VALUES ('trigger',"
        " 'sqlite_sequence', 'school', 0, 'CREATE TRIGGER sqlite_sequence AFTER UPDATE ON school"
        " BEGIN UPDATE entry SET person = 1; END')",
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
    "no year": lambda image: with_sql(image, "DELETE FROM share; DELETE FROM notice"),
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


# -- values of a data file ------------------------------------------------------------------------

WITH_A_TIME = '{"year": 2023, "days": [{"date": "2023-10-01T08:00", "isOffDay": true}]}'
HISTORY = "INSERT INTO history (utc, batch, tbl, key, field, old, new, undoes) VALUES "
SETTING = "INSERT OR REPLACE INTO setting VALUES "
HEAD = "UPDATE notice SET head = json_set(head, '$.{}', {})"
DUTY = "UPDATE notice_duty SET {} = '{}' WHERE kind = '{}'"
VALUES = {
    "a scale that is a word": SETTING + "('scale', 'abc')",
    "a scale of 0": SETTING + "('scale', '0')",
    "copies without end": SETTING + "('copies', '99999999')",
    "a rule that is none": SETTING + "('deadline_rule', 'never')",
    "a mail with a second header": SETTING
    + "('mail_to_10000', 'a@b.c' || char(13, 10) || 'Bcc: d@e.f')",
    "a window of megabytes": SETTING + "('geometry', hex(zeroblob(2000000)))",
    "holidays of megabytes": SETTING + "('holidays_2023', hex(zeroblob(2000000)))",
    "any setting of megabytes": SETTING + "('x', hex(zeroblob(2000000)))",
    "a date that is none": "UPDATE version SET filled_on = '2023-13-45'",
    "a date in another form": "UPDATE version SET filled_on = '20230306'",
    "a goal of megabytes": "UPDATE goal SET goal = hex(zeroblob(1500000)) WHERE month = 3",
    "a goal over its limit": "UPDATE goal SET goal = hex(zeroblob(1001)) WHERE month = 3",
    "a name of megabytes": "UPDATE school SET name = hex(zeroblob(1500000))",
    "a name of two lines": "UPDATE school SET contact = 'a' || char(10) || 'b'",
    "a control in a text": "UPDATE entry SET measures = 'a' || char(7)",
    "a person over the limit": "UPDATE entry SET person = hex(zeroblob(251))",
    "an amount over the limit": "UPDATE amount SET amount = 99999999999",
    "a key that is no JSON": HISTORY
    + "('2023-01-01T00:00:00Z', 1, 'school', 'x', 'name', 'a', 'b', NULL)",
    "a key that is a number": HISTORY
    + "('2023-01-01T00:00:00Z', 1, 'school', '1', 'name', 'a', 'b', NULL)",
    "a key of another table": HISTORY
    + "('2023-01-01T00:00:00Z', 1, 'school', '[1,2,3]', 'name', 'a', 'b', NULL)",
    "a change of a table that no edit touches": HISTORY
    + "('2023-01-01T00:00:00Z', 1, 'digest', '[1]', 'rows', 'a', 'b', NULL)",
    "a time that is none": HISTORY + "('yesterday', 1, 'school', '[1]', 'name', 'a', 'b', NULL)",
    "an old value of megabytes": HISTORY
    + "('2023-01-01T00:00:00Z', 1, 'school', '[1]', 'name', hex(zeroblob(1500000)), 'b', NULL)",
    "a year without a document": "DELETE FROM document",
    "a year that is none": "UPDATE notice SET year = 3",
    "a notice whose head is no JSON": "UPDATE notice SET head = '['",
    "a notice of the 32nd": DUTY.format("day", "32", "monthly_report"),
    "a notice of the year 1": DUTY.format("day", "0001-01-01", "task_list"),
    "a notice without a head": HEAD.format("fields", "json('[]')"),
    "a notice whose room is a number": HEAD.format("place", "5"),
    "a notice from month 99": DUTY.format("months", "99", "monthly_report"),
    "a notice of two equal tasks": "UPDATE notice_task SET number = '1'",
    "a notice without tasks": "DELETE FROM notice_task",
    "a notice that nobody opened": "INSERT INTO notice VALUES (7, 'x', 2023, 'x', '{}', NULL)",
    "a duty of no kind": "INSERT INTO notice_duty (notice, kind, months, day)"
    " VALUES (10000, 'x', '3', '1')",
    "a document of no kind": "INSERT INTO document VALUES (99, 10000, 'bulletin', 0)",
    "a document whose kind is a path": "UPDATE document SET kind = '../storage'",
    "a cell of megabytes": "INSERT INTO cell SELECT id, 1, 'text', hex(zeroblob(1500000)), NULL"
    " FROM version",
    "a time after all time": HISTORY
    + "('9999-12-31T23:59:59Z', 1, 'school', '[1]', 'name', 'a', 'b', NULL)",
    "a second draft": "INSERT INTO version (document_id, major, minor, state)"
    " SELECT id, 2, 0, 'draft' FROM document",
}
# What an earlier version took: a copy that holds it is taken, and what reads it passes it by.
ONCE_TAKEN = {
    "a notice that asks for no list": "DELETE FROM notice_duty WHERE kind = 'task_list'",
    "a notice that asks for no report": "DELETE FROM notice_duty WHERE kind = 'monthly_report'",
    "a list that is asked for by month": "UPDATE notice_duty SET months = '3,4', day = '20'"
    " WHERE kind = 'task_list'",
    "reports that are asked for on one day": "UPDATE notice_duty SET months = '',"
    " day = '2023-05-05' WHERE kind = 'monthly_report'",
    "holidays that are none": SETTING + "('holidays_2023', '{}')",
    "holidays with a time of day": SETTING + f"('holidays_2023', '{WITH_A_TIME}')",
    "a mail address that none takes": SETTING + "('mail_to_10000', '王科长<a@b.cn>')",
    "two persons in two lines": "INSERT INTO report_row (version_id, kind, task, origin_month,"
    " person) SELECT id, 'late', 5, 3, '张三' || char(10) || '李四' FROM version",
    "a soft hyphen": "UPDATE school SET name = 'a' || char(0xAD) || 'b'",
}
FORM = "UPDATE snapshot SET form = json_set(form, '$.spec.{}', {})"
REPORT_VALUES = {  # of a year with a report and something sent
    "a result that is none": "UPDATE report_row SET result = 'splendid'",
    "a day by which it is done that is none": "UPDATE report_row SET expected_on = '2023-02-31'",
    "a report's text of megabytes": "UPDATE report_row SET progress = hex(zeroblob(1500000))"
    " WHERE task = 1",
    "a report's days that are none": "UPDATE version SET as_of = 'x', filled_on = 'y'",
    "an event at no time": "INSERT INTO event (version_id, kind, utc, happened_on, note)"
    " SELECT id, 'stamped', 'noon', '2023-13-45', '' FROM version",
    "an event with a note of megabytes": "INSERT INTO event (version_id, kind, utc, note, person)"
    " SELECT id, 'stamped', '2023-03-01T00:00:00Z', hex(zeroblob(1500000)), 'a' || char(10) || 'b'"
    " FROM version",
    "an event of no kind": "INSERT INTO event (version_id, kind, utc, note)"
    " SELECT id, 'eaten', '2023-03-01T00:00:00Z', '' FROM version",
    "a sheet that nobody has frozen": "UPDATE snapshot SET canonical = 'x'",
    "a declaration that is none": "UPDATE snapshot SET form = 'x'",
    "a declaration a mile wide": "UPDATE snapshot SET form ="
    " json_set(form, '$.spec.paper.width', 1609344)",
    **{
        f"a declaration whose {path} is {value}": FORM.format(path, value)
        for path, value in (
            ("title", "5"),
            ("columns[0].heading", "5"),
            ("columns[0].width_mm", "'x'"),
            ("columns[0].key", "'zzz'"),
            ("number_column", "'zzz'"),
            ("paper.odd.left", "'x'"),
            ("paper.width", "0"),
            ("opening.title_mm", "'x'"),
        )
    },
    "a sheet with a number in a cell": "UPDATE snapshot SET canonical ="
    " json_set(canonical, '$.rows[0].task', 5)",
    "an explanation page that is none": "UPDATE snapshot SET note = 'x', note_form = ''",
    "a declaration of no columns": "UPDATE snapshot SET form = json_remove(form, '$.spec.columns')",
    "an odd sum": "INSERT INTO digest VALUES ('zz', 0, '00000000000000000000000000000000')",
    "a correction's days that are none": "INSERT INTO revision (version_id, asked_on, leader_on)"
    " SELECT id, 'x', 'y' FROM version",
}
