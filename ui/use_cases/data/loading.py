"""Loading an interchange document into a data folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.interchange import document as interchange
from models.notices.shipped import shipped_notices
from models.safekeeping import restoring
from models.safekeeping.backups import BackupReason
from models.storage import files, paths
from models.storage.store import Store
from ui.use_cases.data.data_folder import open_or_create, put_image

if TYPE_CHECKING:
    from pathlib import Path

    from models.interchange.document import Contents


def load_document(folder: Path, content: bytes, *, replace: bool) -> tuple[int, Path | None]:
    """Load an interchange document; returns the number of years and the kept copy.

    The document is read whole before anything is touched. With ``replace`` the new contents are
    built in a file of their own, the old file is kept, and the new one put in its place.

    Raises:
        Refusal: a fault in the document, or data that is there already without ``replace``.
    """
    contents = interchange.read(content, shipped_notices())
    if replace and paths.data_file(folder).exists():
        return len(contents.years), put_image(folder, _image(contents), BackupReason.IMPORT)
    store = open_or_create(folder)
    try:
        interchange.load(store, contents)
    finally:
        store.close()
    return len(contents.years), None


def put_contents(folder: Path, contents: Contents) -> None:
    """Make contents those of a folder whose own are of no worth (the sample's): nothing is kept.

    Raises:
        Refusal: the data there is open in a window, or not ours.
    """
    if paths.data_file(folder).exists():
        open_or_create(folder).close()  # refuses while a window has it open
    restoring.put_in_place(folder, _image(contents))


def _image(contents: Contents) -> bytes:
    """Build contents in a file of their own, as an image."""
    with files.temporary_folder() as folder:
        store = Store.create(paths.data_file(folder))
        try:
            interchange.load(store, contents)
            return store.image()
        finally:
            store.close()
