from __future__ import annotations

from dataclasses import asdict, field, fields, replace
from typing import ClassVar

import pytest

from models.value_class import value_class


@value_class
class Sum:
    """A sum of money."""

    KNOWN: ClassVar[int] = 3
    amount: int
    unit: str = "元"
    parts: tuple[int, ...] = field(default=())
    note: str = field(default="", compare=False)

    @property
    def said(self) -> str:
        return f"{self.amount}{self.unit}"


@value_class
class Debt(Sum):
    """One that is owed."""

    whom: str = ""


def test_equal_fields_make_equal_values_that_are_found_in_a_set() -> None:
    assert Sum(5) == Sum(5, "元")
    assert Sum(5) != Sum(6)
    assert Sum(5, parts=(1, 4)) != Sum(5, parts=(2, 3))
    assert Sum(5, note="借") == Sum(5, note="贷")
    assert {Sum(5), Sum(5), Sum(6)} == {Sum(5), Sum(6)}


def test_another_class_is_never_equal() -> None:
    assert Debt(5) != Sum(5)
    its_fields: object = (5, "元", ())
    assert Sum(5) != its_fields


def test_a_field_that_cannot_be_hashed_cannot_be() -> None:
    with pytest.raises(TypeError):
        hash(Sum(5, parts=[1]))  # type: ignore[arg-type]


def test_it_shows_its_fields() -> None:
    assert repr(Debt(5, whom="县")) == "Debt(amount=5, unit='元', parts=(), note='', whom='县')"


def test_what_takes_a_dataclass_takes_it() -> None:
    assert replace(Sum(5), unit="角") == Sum(5, "角")
    assert asdict(Sum(5)) == {"amount": 5, "unit": "元", "parts": (), "note": ""}
    assert [one.name for one in fields(Debt)] == ["amount", "unit", "parts", "note", "whom"]
    assert Sum(5).said == "5元"


def test_a_missing_field_is_refused() -> None:
    with pytest.raises(TypeError, match="amount"):
        Sum()  # type: ignore[call-arg]
