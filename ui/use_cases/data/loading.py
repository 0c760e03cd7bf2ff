"""Loading an interchange document into a data folder."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from models.errors import Refusal
from models.interchange import document as interchange
from models.notices.shipped import shipped_notices
from models.safekeeping import restoring
from models.safekeeping.backups import BackupReason
from models.school import register
from models.school.people import SAMPLE_ID
from models.storage import files, paths
from models.storage.store import Store
from ui.use_cases.data.data_folder import open_or_create, put_image

if TYPE_CHECKING:
    from pathlib import Path

    from models.interchange.document import Contents


def load_document(
    folder: Path, content: bytes, *, replace: bool, is_sure: bool = False
) -> tuple[int, Path | None]:
    """Load an interchange document; returns the number of notices and the kept copy.

    The document is read whole before anything is touched. With ``replace`` the new contents are
    built in a file of their own, the old file is kept, and the new one put in its place.

    Raises:
        Refusal: a fault in the document, or data that is there already without ``replace``; where
            name and id of the school say different things, unless the clerk ``is_sure``.
    """
    contents = interchange.read(content, shipped_notices())
    if replace and paths.data_file(folder).exists():
        contents = _of_our_school(folder, contents, is_sure=is_sure)
        return len(contents.years), put_image(folder, _image(contents), BackupReason.IMPORT)
    store = open_or_create(folder)
    try:
        interchange.load(store, contents)
    finally:
        store.close()
    return len(contents.years), None


def _of_our_school(folder: Path, contents: Contents, *, is_sure: bool) -> Contents:
    """Return what is to take the place of our data, which keep their id where it has none.

    Raises:
        Refusal: ``document.other_id``, ``document.two_names``: a question to the clerk.
    """
    store = open_or_create(folder)
    try:
        own = register.school(store)
    finally:
        store.close()
    loaded = contents.school
    if loaded.identity in ("", SAMPLE_ID):
        if loaded.printed_name != own.printed_name:
            return contents
        school = dataclasses.replace(loaded, identity=own.identity)
        return dataclasses.replace(contents, school=school)
    is_same, is_called = loaded.identity == own.identity, loaded.printed_name == own.printed_name
    if is_same != is_called and not is_sure and not own.is_unknown:
        code = "document.two_names" if is_same else "document.other_id"
        raise Refusal(code, name=loaded.printed_name, own=own.printed_name)
    return contents


def put_contents(folder: Path, contents: Contents) -> None:
    """Make contents those of a folder whose own are of no worth (the sample's): nothing is kept.

    Raises:
        Refusal: the data there is open in a window, or not ours.
    """
    if paths.data_file(folder).exists():
        open_or_create(folder).close()  # refuses while a window has it open
    restoring.put_in_place(folder, _image(contents, as_sample=True))


def _image(contents: Contents, *, as_sample: bool = False) -> bytes:
    """Build contents in a file of their own, as an image."""
    with files.temporary_folder() as folder:
        store = Store.create(paths.data_file(folder))
        try:
            interchange.load(store, contents, as_sample=as_sample)
            return store.image()
        finally:
            store.close()
