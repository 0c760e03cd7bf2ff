"""How a kind of document looks on paper: each has a file of its own name here, and registers."""

from __future__ import annotations

from abc import ABC, abstractmethod
from importlib import import_module
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from models.documents.document import Document
from models.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forms.form.declaration import FormSpec
    from forms.form.filled import FilledForm
    from models.notices.notice import Notice

D = TypeVar("D", bound=Document)


@value_class
class Wanted:
    """For whom a 责任清单 is made: everyone, an office, or one person."""

    office: str = ""
    person: str = ""

    @property
    def words(self) -> str:
        """What a file name carries for it: ``教务处``, ``王丽``; empty for everyone."""
        return self.person or self.office


class KindOfForm(ABC, Generic[D]):
    """What a document of a kind is on paper; ``kind`` is the name of its kind and of its form."""

    kind: ClassVar[str]

    @abstractmethod
    def fill(self, document: D) -> FilledForm:
        """Return a document as it would be printed, with the mark of a draft."""

    def data(self, _document: D) -> dict[str, Any]:
        """Return the document's own rows by keys, which its files carry under the code."""
        return {}

    def blank(self, _document: D) -> FilledForm | None:
        """Return the empty sheet for the pen, None where there is none."""
        return None

    def duty_list(self, _document: D, _code: str, _wanted: Wanted) -> FilledForm | None:
        """Return the 责任清单 that a document gives; None of a kind that gives none."""
        return None

    def in_charge(self, _document: D) -> tuple[list[str], list[str]]:
        """Return the offices and the persons that anything in a document falls to."""
        return [], []

    @abstractmethod
    def note_titles(self, document: D) -> tuple[str, str]:
        """Return title and subtitle of the explanation page of a correction or adjustment."""

    @abstractmethod
    def declaration(self, canonical: Mapping[str, Any], notice: Notice) -> FormSpec:
        """Return the declaration of a sheet finalised before sheets kept their own (1.4)."""


_FORMS: dict[str, KindOfForm[Any]] = {}


def register(form: KindOfForm[D]) -> KindOfForm[D]:
    """Make the form of a kind known; its file does so when it is imported."""
    _FORMS[form.kind] = form
    return form


def of(kind: str) -> KindOfForm[Any]:
    """Return the form of a kind; its file is imported when it is first asked for.

    Raises:
        KeyError: there is none.
    """
    if kind not in _FORMS and kind.isidentifier():
        room = f"forms.documents.{kind}"
        try:
            import_module(room)
        except ModuleNotFoundError as error:
            if error.name is None or not room.startswith(error.name):
                raise  # the room is there, and what it needs is not
            raise KeyError(kind) from error
    return _FORMS[kind]
