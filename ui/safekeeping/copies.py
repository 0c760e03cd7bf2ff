"""另存一份数据: a proved copy of the whole data file, wherever the clerk wants it."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

import resources
from models.errors import Refusal
from models.storage import paths
from ui.use_cases.data import data_folder
from ui.use_cases.dates import today

if TYPE_CHECKING:
    from pathlib import Path

    from models.storage.store import Store
    from ui.kit.messages import Messages

COPY_KIND = f"职教清单数据 (*{paths.COPY_ENDING})"


def save_copy(store: Store, messages: Messages) -> bool:
    """Ask where, write it, and say how it went; False where nothing was written."""
    name = f"职教清单数据_{today().isoformat()}{paths.COPY_ENDING}"
    path = ask_target(messages, "另存一份数据", name, COPY_KIND)
    if path is None:
        return False
    try:
        data_folder.save_copy(store, path)
    except Refusal as refusal:
        messages.refuse(refusal)
        return False
    messages.tell(resources.sentence("settings.copy_saved", path=path))
    return True


def ask_target(messages: Messages, title: str, name: str, kind: str) -> Path | None:
    """Ask where to write a file; its ending is that of ``name``."""
    path = messages.save_path(title, name, kind)
    return messages.with_ending(path, PurePath(name).suffix) if path else None
