"""Proof that this installation can do its work: fonts, data file, PDF, xlsx."""

from __future__ import annotations

import tempfile
from pathlib import Path

import resources
from models import register
from models.errors import EnvironmentRefusal
from ui.use_cases import data, demo, documents, export, finalising, sheets


def run() -> list[str]:
    """Return the names of the checks that passed.

    Raises:
        EnvironmentRefusal: one did not.
    """
    with tempfile.TemporaryDirectory(prefix="zhijiao-self-test-") as name:
        folder = Path(name)
        documents.load_document(folder, resources.path(demo.SAMPLE), replace=False)
        store = data.open_store(folder)
        try:
            sheet = sheets.load(store, register.years(store)[-1])
            hard = [f.code for f in finalising.check(sheet) if f.severity == "hard"]
            if hard:
                raise EnvironmentRefusal("cli.self_test_failed", what="、".join(hard))
            for path in export.export(store, sheet, folder):
                if path.stat().st_size == 0:
                    raise EnvironmentRefusal("cli.self_test_failed", what=path.suffix)
        finally:
            store.close()
    return ["数据", "字体", "检查", "PDF", "xlsx"]
