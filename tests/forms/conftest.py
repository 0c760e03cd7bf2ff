from __future__ import annotations

from dataclasses import replace

import pytest


@pytest.fixture
def form(sheet):
    """The sample's list as a filled form, with its draft mark."""
    from ui.use_cases.documents.composing import compose

    return compose(sheet).form


@pytest.fixture
def with_text(form):
    """Return a function that puts a text into one cell of the form."""

    def put(row: int, column: str, text: str, base=None):
        source = base or form
        rows = [dict(r) for r in source.rows]
        rows[row][column] = text
        return replace(source, rows=tuple(rows))

    return put
