"""What every page of the window works with."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from ui.kit.background import Background
    from ui.kit.foreign_files import ForeignFiles
    from ui.kit.messages import Messages
    from ui.kit.theme import Theme
    from ui.workspace import Workspace


class Tools(NamedTuple):
    """The same for all pages of a window; the window makes it and hands it on."""

    workspace: Workspace
    theme: Theme
    messages: Messages
    background: Background
    foreign_files: ForeignFiles
