"""What can be read of a damaged file says which notice, which year, which document."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

import openpyxl

from forms.render import readable_xlsx
from models.notices.shipped import shipped_notices
from models.safekeeping import salvage
from models.school import notices_kept
from models.task_list import edits as list_edits
from models.task_list import plan
from models.task_list.its_notice.opening import open_notice
from tests.helpers import NOTICE

if TYPE_CHECKING:
    from models.storage.store import Store


def rows(store: Store, sheet: str) -> list[tuple[str, ...]]:
    content = readable_xlsx.render(salvage.readable(store.image()))
    found = openpyxl.load_workbook(io.BytesIO(content))[sheet]
    return [tuple(str(c or "") for c in row) for row in found.iter_rows(values_only=True)]


def test_documents_of_two_notices_of_a_year_have_two_names(filled: Store) -> None:
    known = shipped_notices()
    second = replace(known["jishan_plan/2022"], year=2023, key="second")
    other = open_notice(filled, second).document.notice
    older = open_notice(filled, known["xinjiang_plan/2022"]).document.notice
    for notice in (NOTICE, other, older):
        version = plan.newest(filled, notice)
        changes = [
            list_edits.entry_change(version.id, 1, "measures", f"举措{notice}"),
            notices_kept.share_change(notice, "some.figure", notice),
        ]
        filled.edit(changes)
    entries = rows(filled, "年度清单的行")
    of = {cell: row[0] for row in entries for cell in row if cell.startswith("举措")}
    assert of[f"举措{older}"] == "2022年年度清单 v1.0"
    assert "阳城县2023年职业教育工作" in of[f"举措{NOTICE}"]
    assert len(set(of.values())) == 3
    shares = {row[0] for row in rows(filled, "任务数")}
    assert shares == {"通知", *(name.partition("年度清单")[0] for name in of.values())}
