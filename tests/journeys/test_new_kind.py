"""A kind of document that the product does not know goes the whole way; no file of ours knows it.

Its room is ``tests/toy``: a kind, a form, nothing else.
"""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from forms.documents import known
from forms.form.declaration import Look
from forms.form.kept import declaration_of
from forms.reading.verifying import verify
from models.documents import deliveries, history, lifecycle, revisions, versions
from models.documents.deliveries import EventKind
from models.documents.document import as_kind, load, newest
from models.documents.states import Stage
from models.errors import Refusal
from models.interchange import document as interchange
from models.notices.shipped import shipped_notices
from models.safekeeping import backups
from models.safekeeping.backups import BackupReason
from models.school import notices_kept
from models.storage.data_file import check_image
from models.storage.store import Store
from tests.helpers import NOTICE, joined_columns, read_pdf, there
from tests.toy import form, kind
from ui.use_cases.data import foreign_copy, handover
from ui.use_cases.documents import files_of, finalising, verification
from ui.use_cases.documents.composing import compose
from ui.use_cases.documents.history_words import Filter, History

if TYPE_CHECKING:
    from models.documents.versions import Version

ROOT = Path(__file__).parents[2]
LINES = {1: "请各处室周五前交材料", 2: "地点：教务处"}
DAY = date(2023, 3, 9)


@pytest.fixture
def draft(filled: Store) -> Version:
    """The first memo, begun and written."""
    version = lifecycle.begin(filled, kind.document(NOTICE, 1))
    for number, text in LINES.items():
        filled.edit([kind.line_change(version.id, number, text)])
    return version


@pytest.fixture
def final(filled: Store, draft: Version) -> Version:
    return finalising.finalise(filled, draft, Look("小五"))


def lines(store: Store, version: Version) -> dict[int, str]:
    return dict(as_kind(load(store, version), kind.Memo).lines)


def test_no_file_of_ours_knows_it() -> None:
    """What makes it a kind stands in its own room alone: the product has no such word."""
    word = re.compile(rf"\b{kind.MEMO}\b|\bMemo(Kind|Form)?\b|便条")
    sources = [
        path
        for folder in ("models", "forms", "ui", "resources")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in (".py", ".toml")
    ]
    assert len(sources) > 200
    assert [path for path in sources if word.search(path.read_text(encoding="utf-8"))] == []


def test_it_is_written_and_undone_on_its_own_page(filled: Store, draft: Version) -> None:
    other = lifecycle.begin(filled, kind.document(NOTICE, 2))
    filled.edit([kind.line_change(other.id, 1, "别的便条")])
    filled.undo(draft.scope)
    assert lines(filled, draft) == {1: LINES[1]}
    assert lines(filled, other) == {1: "别的便条"}
    filled.redo(draft.scope)
    assert lines(filled, draft) == LINES
    with pytest.raises(Refusal, match=r"state.refused"):
        lifecycle.begin(filled, kind.document(NOTICE, 1))


def test_its_history_is_told_and_put_back(filled: Store, draft: Version) -> None:
    filled.edit([kind.line_change(draft.id, 1, "改过的")])
    told = History(filled).lines(Filter((kind.MEMO, 1)))
    assert [(line.place, line.old, line.new) for line in told[:1]] == [
        ("第1号便条 · 文字", LINES[1], "改过的")
    ]
    history.put_back(filled, told[0].entry)
    assert lines(filled, draft) == LINES


def test_an_empty_one_is_not_finalised(filled: Store) -> None:
    version = lifecycle.begin(filled, kind.document(NOTICE, 1))
    with pytest.raises(Refusal, match=r"version.hard_findings"):
        finalising.finalise(filled, version)


def test_its_snapshot_keeps_its_declaration(filled: Store, final: Version) -> None:
    kept = versions.snapshot(filled, final)
    assert declaration_of(kept.form) == form.SPEC
    notice = load(filled, final).notice
    again = known.from_canonical(kept.canonical, notice, kept.form)
    assert [row["text"] for row in again.rows] == list(LINES.values())
    with pytest.raises(Refusal, match=r"version.not_draft"):
        filled.edit([kind.line_change(final.id, 1, "x")])
    with pytest.raises(ValueError, match=kind.MEMO):  # without it nobody could say what it was
        known.from_canonical(kept.canonical, notice)


def test_its_pages_say_what_was_written(filled: Store, final: Version) -> None:
    pages = read_pdf(versions.snapshot(filled, final).pdf)
    assert [row[1] for row in joined_columns(pages, 2)] == list(LINES.values())


def test_its_xlsx_verifies_and_is_found_on_record(filled: Store, final: Version) -> None:
    files = files_of.contents(filled, load(filled, final))
    (name,) = [name for name in files if name.endswith(".xlsx")]
    assert name == "阳城县示例职业高级中学_2023年第1号_便条_v1.0.xlsx"
    answer = verification.judge(
        verify(files[name]), files_of.check_code(filled, load(filled, final))
    )
    assert answer.agrees
    (*_, record) = verification.against_records(filled, answer).lines
    assert "第1号便条" in record
    letter = files_of.letter(filled, load(filled, final))
    assert "2023年第1号职业教育工作便条" in letter.subject


def test_it_is_delivered_corrected_and_replaced(filled: Store, final: Version) -> None:
    for event in (EventKind.PRINTED, EventKind.STAMPED, EventKind.HANDED_IN):
        revisions.deliver(filled, final, revisions.event(event, DAY))
    assert versions.stage(filled, final) is Stage.DELIVERED
    with pytest.raises(Refusal, match=r"state.refused"):
        revisions.begin_adjustment(filled, final, 5)
    draft = revisions.begin_correction(filled, final)
    assert lines(filled, draft) == LINES
    assert compose(load(filled, draft)).changes == ()
    filled.edit(
        [
            kind.line_change(draft.id, 2, "地点：会议室"),
            revisions.revision_change(draft.id, "reason", "换了地方"),
        ]
    )
    composed = compose(newest(filled, draft.document))
    assert [(d.before, d.after) for d in composed.changes] == [(LINES[2], "地点：会议室")]
    second = finalising.finalise(filled, draft)
    revisions.deliver(filled, second, revisions.event(EventKind.STAMPED, DAY))
    assert versions.stage(filled, versions.by_id(filled, final.id)) is Stage.REPLACED
    assert {e.kind for e in deliveries.events(filled, second.id)} == {"finalised", "stamped"}


def test_it_is_withdrawn_and_given_up(filled: Store, final: Version) -> None:
    draft = lifecycle.withdraw(filled, final, "再改改")
    again = finalising.finalise(filled, draft)
    revisions.deliver(filled, again, revisions.event(EventKind.STAMPED, DAY))
    correction = revisions.begin_correction(filled, again)
    assert revisions.discard(filled, correction).id == again.id


def test_a_backup_and_a_package_carry_it(filled: Store, final: Version, tmp_path: Path) -> None:
    image = filled.image()
    check_image(image, filled.path)
    (tmp_path / "own").mkdir()
    backups.write(tmp_path / "own", image, BackupReason.CLOSE, filled.utc())
    kept = backups.load(there(backups.newest_good(tmp_path / "own")))
    view = Store.view(tmp_path / "kept", kept)
    assert lines(view, final) == LINES
    view.close()
    package = tmp_path / "接班包.zip"
    handover.write(filled, package, DAY)
    (tmp_path / "place").mkdir()
    foreign_copy.examine(package, tmp_path / "place" / "image", lambda *_: None)
    taken = Store.open(tmp_path / "place" / "image")
    assert lines(taken, versions.by_id(taken, final.id)) == LINES
    assert list(filter(None, taken.wrong_parts())) == []
    taken.close()


def test_it_travels_in_an_interchange_file(filled: Store, draft: Version, tmp_path: Path) -> None:
    """The newest texts travel; a file of version 1 knows no such documents."""
    second = lifecycle.begin(filled, kind.document(NOTICE, 2))
    filled.edit([kind.line_change(second.id, 7, "第二张")])
    text = interchange.dump(filled)
    other = Store.create(tmp_path / "other" / "zhijiao.sqlite3")
    interchange.load(other, interchange.read(text.encode(), shipped_notices()))
    notice = notices_kept.opened(other)[0].id
    found = [versions.newest(other, kind.document(notice, number)) for number in (1, 2)]
    assert [lines(other, one) for one in found if one] == [LINES, {7: "第二张"}]
    assert interchange.dump(other) == text
    other.close()
    first = {**json.loads(text), "version": 1}
    del first["school"]["id"]
    with pytest.raises(Refusal) as refused:
        interchange.read(json.dumps(first).encode(), shipped_notices())
    assert refused.value.values["path"] == "years[0].documents"


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"kind": "task_list"}, "kind"),
        ({"kind": "no_such"}, "kind"),
        ({"serial": -1}, "serial"),
        ({"cells": {"01": {"text": "x"}}}, "cells.01"),
        ({"cells": {"x": {"text": "x"}}}, "cells.x"),
        ({"cells": {"1": {"text": 1}}}, "cells.1.text"),
        ({"cells": {"1": {"text": "好" * 20_001}}}, "cells.1.text"),
    ],
    ids=str,
)
def test_a_fault_in_it_is_refused_with_its_path(
    filled: Store, draft: Version, change: dict, path: str
) -> None:
    document = json.loads(interchange.dump(filled))
    document["years"][0]["documents"][0] |= change
    with pytest.raises(Refusal) as refused:
        interchange.read(json.dumps(document).encode(), shipped_notices())
    assert refused.value.values["path"] == f"years[0].documents[0].{path}"
