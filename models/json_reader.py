"""A strict reader for JSON: every fault names its path, nothing is guessed or converted."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

from models.errors import Refusal
from models.text import clean_text, without_what_was_kept
from models.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Iterator

BYTES_LIMIT = 5 * 2**20
_TYPES = {str: "文字", int: "整数", dict: "对象", list: "列表", bool: "是否"}


def fault(path: str, code: str, **values: object) -> Refusal:
    """Return the refusal of a document at ``path``."""
    return Refusal(f"document.{code}", path=path or "（最外层）", **values)


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise fault(key, "key_twice")
        found[key] = value
    return found


def _no_constant(name: str) -> Any:
    raise fault("", "not_a_number", name=name)


@value_class
class Node:
    """A value of the document with its path, such as ``years[0].task_list.entries[2]``."""

    value: Any
    path: str = ""

    def _typed(self, wanted: type) -> Any:
        if type(self.value) is not wanted:
            raise fault(self.path, "wrong_type", wanted=_TYPES[wanted])
        return self.value

    def fields(self, required: set[str], optional: set[str] = frozenset()) -> dict[str, Node]:  # type: ignore[assignment]
        """Return the fields of an object; unknown or missing keys are refused."""
        found = self._typed(dict)
        for key in found:
            if key not in required | optional:
                raise fault(f"{self.path}.{key}".lstrip("."), "unknown_key")
        for key in sorted(required - set(found)):
            raise fault(f"{self.path}.{key}".lstrip("."), "missing_key")
        return dict(self.members())

    def members(self) -> Iterator[tuple[str, Node]]:
        """Yield the keys and nodes of an object, whatever its keys are."""
        for key, value in self._typed(dict).items():
            yield key, Node(value, f"{self.path}.{key}".lstrip("."))

    def items(self) -> list[Node]:
        """Return the nodes of a list."""
        return [Node(v, f"{self.path}[{i}]") for i, v in enumerate(self._typed(list))]

    def text(self, limit: int) -> str:
        """Return a text of at most ``limit`` printable characters."""
        raw = self._typed(str)
        try:
            cleaned = clean_text(without_what_was_kept(raw), limit)
        except Refusal as refusal:
            raise fault(self.path, "too_long", limit=limit) from refusal
        if cleaned.removed:
            raise fault(self.path, "unprintable")
        return cleaned.text

    def source(self, limit: int) -> str:
        """Return a text as ``text``, to the character: places are counted in it."""
        self.text(limit)
        return self._typed(str)  # type: ignore[no-any-return]

    def name(self, limit: int) -> str:
        """Return a text of one line."""
        text = self.text(limit)
        if "\n" in text:
            raise fault(self.path, "unprintable")
        if text and not text.strip():
            raise fault(self.path, "blank")
        return text

    def integer(self, low: int, high: int) -> int:
        """Return a whole number from ``low`` to ``high``; booleans and 1.0 are none."""
        number: int = self._typed(int)
        if not low <= number <= high:
            raise fault(self.path, "out_of_range", low=low, high=high)
        return number

    def true(self) -> bool:
        """Return True; anything else is refused (``"none": false`` says nothing)."""
        if self._typed(bool) is not True:
            raise fault(self.path, "not_true")
        return True

    def date_or_none(self) -> date | None:
        """Return a date in the one form that is written, ``2023-03-06``, or None."""
        if self.value is None:
            return None
        text = self._typed(str)
        try:
            day = date.fromisoformat(text)
        except ValueError as error:
            raise fault(self.path, "not_a_date") from error
        if day.isoformat() != text:  # 20230306 and 2023-W10-1 are dates too, and are not written
            raise fault(self.path, "not_a_date")
        return day


def parse(content: bytes, limit: int = BYTES_LIMIT) -> Node:
    """Return the root of a JSON document.

    Raises:
        Refusal: too large, not UTF-8, not JSON, NaN, a key twice, nested too deeply.
    """
    if len(content) > limit:
        raise fault("", "too_large", limit=limit // 2**20)
    try:
        text = content.decode("utf-8-sig")
        return Node(json.loads(text, object_pairs_hook=_unique, parse_constant=_no_constant))
    except UnicodeDecodeError as error:
        raise fault("", "not_utf8") from error
    except (ValueError, RecursionError) as error:
        raise fault("", "not_json", line=getattr(error, "lineno", 1)) from error
