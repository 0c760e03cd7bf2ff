"""Texts of kinds without tables of their own: read by row and field, undone, frozen."""

from __future__ import annotations

from models.documents import cells


def test_a_text_is_written_changed_and_taken_away(store, version) -> None:
    store.edit([cells.change(version.id, 2, "score", "10"), cells.change(version.id, 1, "x", "甲")])
    assert cells.texts(store, version.id) == {1: {"x": "甲"}, 2: {"score": "10"}}
    store.edit([cells.change(version.id, 2, "score", "")])
    assert cells.texts(store, version.id) == {1: {"x": "甲"}}
    store.undo(version.scope)
    assert cells.texts(store, version.id)[2] == {"score": "10"}


def test_every_version_has_its_own(store, version) -> None:
    store.edit([cells.change(version.id, 1, "x", "甲")])
    assert cells.texts(store, version.id + 1) == {}
