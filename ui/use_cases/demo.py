"""The whole job on the sample school, into a folder of its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import resources
from models import files, paths, register
from ui.use_cases import data, documents, export, sheets, task_list

if TYPE_CHECKING:
    from models.store import Store

SAMPLE = "sample/school.json"
DATA_FOLDER = "样例数据"
Picture = Callable[[Path, Path], None]


def run(folder: Path, picture: Picture) -> list[Path]:
    """Write draft and 定稿 of the sample's list as PDF and xlsx, and a picture of the window.

    ``picture(data_folder, target)`` takes the picture: drawing a window is not our business.

    Raises:
        EnvironmentRefusal: the folder cannot be written.
    """
    files.make_folder(folder)
    own = folder / DATA_FOLDER
    documents.load_document(own, resources.path(SAMPLE), replace=paths.data_file(own).exists())
    for kept in own.glob("zhijiao-replaced-*"):
        kept.unlink()
    store = data.open_store(own)
    try:
        written = export.export(store, sheets.load(store, _year(store)), folder)
    finally:
        store.close()
    window = folder / "window.png"
    picture(own, window)
    store = data.open_store(own)
    try:
        task_list.finalise(store, _year(store), export.text_size(store))
        written += export.export(store, sheets.load(store, _year(store)), folder)
    finally:
        store.close()
    return [*written, window]


def _year(store: Store) -> int:
    return register.years(store)[-1]
