"""A draft is composed once, and compared with the rows of the version that it goes out from."""

from __future__ import annotations

import shutil
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from forms.documents import monthly_report, revision_note, task_list
from forms.form import difference
from models.documents import revisions, versions
from models.documents.document import load
from models.errors import Refusal
from models.monthly_report import kept
from models.school import notices_kept
from models.storage import paths
from models.storage.store import Store
from models.task_list import edits as list_edits
from models.task_list import plan
from tests.helpers import NOTICE, deliver, finalise
from ui.use_cases.documents import composing, finalising

if TYPE_CHECKING:
    from collections.abc import Callable

    from forms.form.filled import FilledForm

RELEASED = Path(__file__).parents[3] / "data" / "databases" / "v1.0" / "zhijiao.sqlite3"


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """How often a form, a note and the differences were made."""
    found: dict[str, int] = {}

    def count(owner: object, name: str) -> None:
        made: Callable[..., object] = getattr(owner, name)

        def once_more(*values: object) -> object:
            found[name] = found.get(name, 0) + 1
            return made(*values)

        monkeypatch.setattr(owner, name, once_more)

    count(task_list, "fill_task_list")
    count(monthly_report, "fill_monthly_report")
    count(revision_note, "fill_note")
    count(difference, "differences")
    return found


def test_a_corrected_list_is_composed_once(filled: Store, counted: dict[str, int]) -> None:
    first = finalise(filled, plan.newest(filled, NOTICE))
    deliver(filled, first, "stamped")
    draft = revisions.begin_correction(filled, first)
    filled.edit([list_edits.entry_change(draft.id, 6, "person", "周海燕")])
    filled.edit([revisions.revision_change(draft.id, "reason", "写错")])
    counted.clear()
    finalising.finalise(filled, draft)
    # Itself and the version before it, each once.
    assert counted == {"fill_task_list": 2, "differences": 1, "fill_note": 1}


@pytest.fixture
def other_wording(monkeypatch: pytest.MonkeyPatch) -> None:
    """A later version of the program says the same in other words."""

    def reword(owner: object, name: str) -> None:
        made: Callable[..., FilledForm] = getattr(owner, name)

        def otherwise(*values: object) -> FilledForm:
            form = made(*values)
            name = form.spec.columns[-1].key
            rows = tuple({**row, name: f"{row.get(name, '')}（下同）"} for row in form.rows)
            return replace(form, rows=rows)

        monkeypatch.setattr(owner, name, otherwise)

    reword(task_list, "fill_task_list")
    reword(monthly_report, "fill_monthly_report")


@pytest.mark.usefixtures("other_wording")
def test_a_correction_of_what_1_0_stamped_differs_in_nothing(tmp_path: Path) -> None:
    """Both are composed of their rows with today's wording."""
    shutil.copyfile(RELEASED, paths.data_file(tmp_path))
    store = Store.open(paths.data_file(tmp_path))
    deliver(store, kept.newest(store, 2023)[5], "stamped")  # a migrated notice's id is its year
    corrected = set()
    for notice in notices_kept.opened(store):
        for version in versions.of_notice(store, notice.id):
            with suppress(Refusal):
                draft = revisions.begin_correction(store, version)
                corrected.add(draft.document.kind)
                assert composing.compose(load(store, draft)).changes == ()
                revisions.discard(store, draft)
    store.close()
    assert corrected == {plan.TASK_LIST, kept.MONTHLY_REPORT}
