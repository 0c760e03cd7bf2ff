"""What is imported by the name of a kind alone is told to the harvester of the Linux build."""

from __future__ import annotations

import importlib

import linux

from models.documents import kinds


def test_every_room_of_a_kind_is_shipped() -> None:
    names = linux.rooms_by_name(linux.ROOT)
    assert {"models.task_list.kind", "forms.documents.task_list"} <= set(names)
    for name in names:
        importlib.import_module(name)
    own = [name.split(".")[1] for name in names if name.startswith("models.")]
    assert all(kinds.is_known(kind) for kind in own)
    assert all(f"forms.documents.{kind}" in names for kind in own)
