"""A disk that loses power: what was not synced is dropped, torn or reordered.

Each file's writes since its last sync may be on the disk or not, in any order, in sectors of 512
bytes; names made, moved and removed since their folder's last sync are there up to some moment
only. A sync of a file does not keep its name, nor a sync of a folder the folder's own.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random
    from pathlib import Path

    from tests.fault.faults import Operation

SECTOR = 512


@dataclass
class Inode:
    """Contents that are safe, and what was written since: (offset, data), None data: a length."""

    safe: bytearray = field(default_factory=bytearray)
    pending: list[tuple[int, bytes | None]] = field(default_factory=list)

    def sync(self, lie: int = 0) -> None:
        """Make what was written safe; a disk that lies keeps the last ``lie`` writes unsafe."""
        done = max(len(self.pending) - lie, 0)
        for offset, data in self.pending[:done]:
            _apply(self.safe, offset, data)
        del self.pending[:done]

    def after_cut(self, rng: random.Random) -> bytes:
        """Return what a cut leaves: each pending write whole, in part, or not at all."""
        content = bytearray(self.safe)
        kept = [one for one in self.pending if rng.random() < 0.6]
        if rng.random() < 0.3:
            rng.shuffle(kept)
        for offset, data in kept:
            if data is None or rng.random() < 0.5:
                _apply(content, offset, data)
                continue
            for start in range(0, len(data), SECTOR):
                if rng.random() < 0.5:
                    _apply(content, offset + start, data[start : start + SECTOR])
        return bytes(content)


def _apply(content: bytearray, offset: int, data: bytes | None) -> None:
    if data is None:
        del content[offset:]
        content.extend(bytes(offset - len(content)))
        return
    if len(content) < offset:
        content.extend(bytes(offset - len(content)))
    content[offset : offset + len(data)] = data


@dataclass
class Folder:
    """Names that are safe, and what they were after each change since: any moment may be left."""

    now: dict[str, Inode | Folder] = field(default_factory=dict)
    moments: list[dict[str, Inode | Folder]] = field(default_factory=lambda: [{}])

    def changed(self) -> None:
        self.moments.append(dict(self.now))

    def sync(self) -> None:
        self.moments = [dict(self.now)]


class Disk:
    """Plays a trace forward and says at any moment what a cut would leave."""

    def __init__(self, root: Path, lie: int = 0) -> None:
        """Begin with what lies in a folder now, all of it safe; ``lie`` as in ``Inode.sync``."""
        self._lie = lie
        self._root = str(root)
        found: dict[str, Folder] = {}
        self._folders = {self._root: _read(root, self._root, found)}
        self._folders |= found
        self.acknowledged = ""

    def play(self, operation: Operation) -> None:
        what, path = operation.what, operation.path
        if what == "A":
            self.acknowledged = path
        elif what == "S" and path in self._folders:
            self._folders[path].sync()
        elif what in "WTS":
            self._write(operation)
        else:
            self._name(operation)

    def _write(self, operation: Operation) -> None:
        folder, name = self._place(operation.path)
        inode = folder.now[name]
        assert isinstance(inode, Inode)
        if operation.what == "S":
            inode.sync(self._lie)
        else:
            data = operation.data if operation.what == "W" else None
            inode.pending.append((operation.offset, data))

    def _name(self, operation: Operation) -> None:
        folder, name = self._place(operation.path)
        if operation.what == "C":
            folder.now[name] = Inode()
        elif operation.what == "D":
            self._folders[operation.path] = folder.now[name] = Folder()
        elif operation.what == "U":
            folder.now.pop(name, None)
        elif operation.what == "R":
            other, new = self._place(operation.other)
            assert other is folder  # a temporary file lies beside its target
            folder.now[new] = folder.now.pop(name)
        folder.changed()

    def _place(self, path: str) -> tuple[Folder, str]:
        parent, _, name = path.rpartition("/")
        return self._folders[parent], name

    def cut(self, rng: random.Random, target: Path) -> None:
        """Write what a cut at this moment leaves into another folder, which is emptied first."""
        for old in target.iterdir():
            shutil.rmtree(old) if old.is_dir() else old.unlink()
        _leave(self._folders[self._root], rng, target)


def _leave(folder: Folder, rng: random.Random, target: Path) -> None:
    for name, node in rng.choice(folder.moments).items():
        if isinstance(node, Folder):
            (target / name).mkdir()
            _leave(node, rng, target / name)
        else:
            (target / name).write_bytes(node.after_cut(rng))


def _read(place: Path, path: str, found: dict[str, Folder]) -> Folder:
    folder = Folder()
    for child in place.iterdir():
        own = f"{path}/{child.name}"
        if child.is_dir():
            folder.now[child.name] = found[own] = _read(child, own, found)
        else:
            folder.now[child.name] = Inode(bytearray(child.read_bytes()))
    folder.sync()
    return folder
