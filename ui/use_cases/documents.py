"""Loading an interchange document into a data folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models import files, interchange, packs, paths
from models.data_file import replace_data
from models.store import Store, copy_bytes
from ui.use_cases.data import kept_name, open_or_create

if TYPE_CHECKING:
    from pathlib import Path

    from models.interchange import Contents


def load_document(folder: Path, source: Path, *, replace: bool) -> tuple[int, Path | None]:
    """Load an interchange document; returns the number of years and the kept copy.

    The document is read whole before anything is touched. With ``replace`` the new contents are
    built in a file of their own, the old file is kept, and the new one put in its place.

    Raises:
        Refusal: a fault in the document, or data that is there already without ``replace``.
    """
    content = files.read_limited(source, 64 * 2**20)
    contents = interchange.read(content, packs.shipped())
    path = paths.data_file(folder)
    if replace and path.exists():
        return len(contents.years), _replace(path, contents)
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
    path = paths.data_file(folder)
    if path.exists():
        _replace(path, contents).unlink()
        return
    store = open_or_create(folder)
    try:
        interchange.load(store, contents)
    finally:
        store.close()


def _replace(path: Path, contents: Contents) -> Path:
    """Build the new contents apart and put them in place; returns the kept old file."""
    Store.open(path).close()  # refuses while a window has it open, or where it is not ours
    fresh = path.with_name(kept_name("incoming"))
    try:
        store = Store.create(fresh)
        try:
            interchange.load(store, contents)
            built = copy_bytes(store)
        finally:
            store.close()
    finally:
        fresh.unlink(missing_ok=True)
    return replace_data(path, built, kept_name("replaced"))
