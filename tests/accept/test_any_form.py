"""The list of any county as LibreOffice prints and saves it: 6 to 12 columns, 9 to 60 rows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from forms.reading import verifying
from forms.render import xlsx
from tests import any_notice
from tests.helpers import read_pdf

if TYPE_CHECKING:
    from pathlib import Path

    from forms.form.filled import FilledForm


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def texts(form: FilledForm) -> list[str]:
    keys = [column.key for column in form.spec.columns]
    return [row[key] for row in form.rows for key in keys if row.get(key)]


@pytest.mark.parametrize("columns", any_notice.COLUMNS)
@pytest.mark.parametrize("count", [9, 60])
def test_libreoffice_prints_and_keeps_every_text(
    columns: str, count: int, tmp_path: Path, soffice, out: Path
) -> None:
    notice = any_notice.notice(any_notice.form(any_notice.COLUMNS[columns]), count)
    form = any_notice.filled(notice)
    path = tmp_path / "list.xlsx"
    path.write_bytes(xlsx.render(form))
    printed = soffice(path, "pdf").read_bytes()
    (out / f"list-{columns}-columns-{count}-rows.pdf").write_bytes(printed)
    pages = read_pdf(printed)
    for page in pages:
        assert (page.width, page.height) == pytest.approx((841.9, 595.3), abs=1)
        said = bare("".join(char["text"] for char in page.chars))
        assert all(bare(column.heading) in said for column in form.spec.columns)
    everything = bare("".join(char["text"] for page in pages for char in page.chars))
    missing = [text for text in texts(form) if bare(text) not in everything]
    assert not missing
    assert verifying.verify(soffice(path, "xlsx:Calc MS Excel 2007 XML").read_bytes()).agrees
