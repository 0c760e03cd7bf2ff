"""The two kinds of error: a ``Refusal`` is the world saying no; everything else is our bug."""

from __future__ import annotations

from enum import IntEnum


class ExitStatus(IntEnum):
    """What the command line returns."""

    DONE = 0
    CONTENT = 1
    USAGE = 2
    ENVIRONMENT = 3


class Refusal(Exception):  # noqa: N818  (it is an answer to the clerk, not a fault of ours)
    """The world said no: bad content, a wrong call, a full disk, a locked file.

    ``code`` and ``values`` give the sentence in ``resources/texts.toml``; the exception's own text
    is the code alone, so that logs carry nothing that the clerk typed.
    """

    status = ExitStatus.CONTENT

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


class EnvironmentRefusal(Refusal):
    """The environment said no: disk, rights, locks, a damaged or foreign file."""

    status = ExitStatus.ENVIRONMENT
