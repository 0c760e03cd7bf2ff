"""``override`` of Python 3.12, for 3.11: the type checker proves what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from typing_extensions import override as override  # noqa: PLC0414  (exported)
else:
    Method = TypeVar("Method")

    def override(method: Method) -> Method:
        """Say that a method takes the place of one of a class above; its docstring stands there."""
        return method
