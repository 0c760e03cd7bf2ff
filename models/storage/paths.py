"""Where the clerk's data lies."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

DATA_FILE = "zhijiao.sqlite3"
COPY_ENDING, HANDOVER_ENDING, NOTICE_ENDING = ".zjqd", ".zjjb", ".zjtz"
OWN_ENDINGS = (COPY_ENDING, HANDOVER_ENDING, NOTICE_ENDING)
"""Kinds of file that are the product's own: a double click opens it with them."""


def default_data_folder() -> Path:
    """Return the user's own data folder for the product (Windows and Linux)."""
    # Imported here: --data-dir makes it unnecessary, and the window's start counts milliseconds.
    from platformdirs import user_data_path

    return user_data_path("zhijiao-qingdan", appauthor=False)


def personal_folders() -> list[Path]:
    """Return the user's desktop, downloads and documents."""
    import platformdirs  # seen once in the program's life

    return [
        platformdirs.user_desktop_path(),
        platformdirs.user_downloads_path(),
        platformdirs.user_documents_path(),
    ]


def data_file(folder: Path) -> Path:
    """Return the path of the data file in a data folder."""
    return folder / DATA_FILE
