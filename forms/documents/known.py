"""A finished form read back from the canonical text of its snapshot."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from forms.documents.monthly_report import monthly_report_form
from forms.documents.revision_note import revision_note_form
from forms.documents.task_list import task_list_form
from forms.form.filled import FilledForm

if TYPE_CHECKING:
    from forms.form.declaration import FormSpec
    from models.notices.notice import Pack


def from_canonical(text: str, pack: Pack) -> FilledForm:
    """Return the finished form of a snapshot.

    Raises:
        ValueError: it is the canonical text of a form that this program does not know.
    """
    document = json.loads(text)
    spec = _spec(document, pack)
    if document["form_version"] != spec.version:
        raise ValueError(document["form"], document["form_version"])
    return FilledForm(
        spec,
        document["year"],
        document["head"],
        tuple(document["rows"]),
        month=document["month"],
        foot=document.get("foot", {}),
    )


def _spec(document: dict[str, Any], pack: Pack) -> FormSpec:
    match document["form"]:
        case "task_list":
            return task_list_form(pack.attachment)
        case "monthly_report":
            return monthly_report_form(document["year"], document["month"])
        case "revision_note":
            return revision_note_form()
    raise ValueError(document["form"])
