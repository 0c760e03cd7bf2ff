"""The school, its offices and their persons as plain values."""

from __future__ import annotations

from dataclasses import replace

from models.value_class import value_class

SAMPLE_ID = "5a4a514400000000"  # of the sample school; no other school ever gets it


@value_class
class School:
    """Who fills in the form; ``notice_school`` is the name under which the notice gives shares."""

    name: str = ""
    stamp_name: str = ""
    contact: str = ""
    phone: str = ""
    notice_school: str = ""
    identity: str = ""  # made once, at random; its files carry it

    @property
    def printed_name(self) -> str:
        """The name that stands under the seal."""
        return self.stamp_name or self.name

    @property
    def is_unknown(self) -> bool:
        """Whether nobody entered anything of it."""
        return not any((*vars(replace(self, identity="")).values(),))


@value_class
class Person:
    """A member of an office; ids come from the data file."""

    id: int
    name: str


@value_class
class Office:
    """An office of the school (责任处室) with its persons."""

    id: int
    name: str
    persons: tuple[Person, ...] = ()
