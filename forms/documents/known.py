"""A finished form read back from the canonical text of its snapshot."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

from forms.documents import kinds, revision_note
from forms.form.declaration import FIRST_FORM_VERSION
from forms.form.filled import FINAL, FilledForm, Origin
from forms.form.kept import declaration_of

if TYPE_CHECKING:
    from forms.form.declaration import FormSpec
    from models.notices.notice import Notice


def from_canonical(text: str, notice: Notice, declared: str = "") -> FilledForm:
    """Return the finished form of a snapshot; ``declared`` is the declaration it was kept with.

    Raises:
        ValueError, TypeError, LookupError, AttributeError, RecursionError: it is the canonical text
            of a form that this program does not know.
    """
    document = json.loads(text)
    spec = declaration_of(declared) if declared else _spec(document, notice)
    if (document["form"], document["form_version"]) != (spec.id, spec.version):
        raise ValueError(document["form"], document["form_version"])
    _require_texts(document, spec)
    return FilledForm(
        spec,
        document["year"],
        document["head"],
        tuple(document["rows"]),
        month=document["month"],
        foot=document.get("foot", {}),
        origin=_origin(document) if spec.version > FIRST_FORM_VERSION else None,
    )


def _origin(document: dict[str, Any]) -> Origin:
    """Return which sheet of whom it is.

    Raises:
        ValueError, LookupError: that is not said, or it is no finished one.
    """
    found = Origin(**{part.name: document[part.name] for part in fields(Origin)})
    texts = (found.notice, found.school, found.version)
    sound = all(isinstance(text, str) for text in texts) and isinstance(found.data, dict)
    if not sound or document["state"] != FINAL:
        raise ValueError(document["state"])
    return found


def _spec(document: dict[str, Any], notice: Notice) -> FormSpec:
    """Return the declaration of a sheet that was finalised before sheets kept their own."""
    if document["form"] == revision_note.FORM:
        found = revision_note.revision_note_form()
    else:
        try:
            found = kinds.of(document["form"]).declaration(document, notice)
        except KeyError as error:
            raise ValueError(document["form"]) from error
    return replace(found, version=FIRST_FORM_VERSION)


def _require_texts(document: dict[str, Any], spec: FormSpec) -> None:
    """Refuse contents that are no texts, or stand in columns that there are not.

    Raises:
        ValueError: there are some.
    """
    keys = {column.key for column in spec.columns}
    rows = document["rows"]
    parts = (document["head"], document.get("foot", {}), *rows)
    sound = (
        isinstance(document["year"], int)
        and isinstance(document["month"], int | None)
        and all(isinstance(part, dict) for part in parts)
        and all(isinstance(text, str) for part in parts for text in part.values())
        and all({spec.number_column} <= set(row) <= keys for row in rows)
    )
    if not sound:
        raise ValueError(spec.id)
