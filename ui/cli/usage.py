"""A command that was typed wrongly, said in Chinese: click itself says it in English alone."""

from __future__ import annotations

import click

import resources
from models.lazy_regex import lazy_regex

_CHINESE = lazy_regex(r"[\u4e00-\u9fff]")
_COMMAND = lazy_regex(r"No such command '(?P<name>.*?)'")
_EXTRA = lazy_regex(r"Got unexpected extra arguments? \((?P<what>.*)\)")
_VALUE = lazy_regex(r"(?:'(?P<text>.*?)'|(?P<number>-?\d+)) is not ")


def in_chinese(error: click.ClickException) -> str:
    """Return why a command could not be understood, and what would be."""
    said = error.format_message()
    if isinstance(error, click.NoSuchOption):
        near = "、".join(error.possibilities or ())
        code = "cli.no_option_near" if near else "cli.no_option"
        return resources.sentence(code, name=error.option_name, near=near)
    if isinstance(error, click.MissingParameter):
        return resources.sentence("cli.missing", what=_named(error.param))
    if isinstance(error, click.BadParameter):
        return _bad_value(error)
    if isinstance(error, click.BadOptionUsage):
        return resources.sentence("cli.no_value", name=error.option_name)
    for pattern, code in ((_COMMAND, "cli.no_command"), (_EXTRA, "cli.too_much")):
        found = pattern.search(said)
        if found:
            return resources.sentence(code, what=found[1])
    return said if _CHINESE.search(said) else resources.sentence("cli.not_understood")


def _named(param: click.Parameter | None) -> str:
    """Return what a parameter is called: ``--year``, ``task-list 或 monthly-report``."""
    if param is None:
        return ""
    if isinstance(param.type, click.Choice) and not isinstance(param, click.Option):
        return " 或 ".join(map(str, param.type.choices))
    return param.opts[0] if isinstance(param, click.Option) else str(param.human_readable_name)


def _bad_value(error: click.BadParameter) -> str:
    param = error.param
    kind = param.type if param is not None else None
    found = _VALUE.search(error.message)
    text = (found["text"] or found["number"]) if found else ""
    if isinstance(kind, click.IntRange):
        words = {"name": _named(param), "text": text, "least": kind.min, "most": kind.max}
        return resources.sentence("cli.no_number", **words)
    if isinstance(kind, click.Choice):
        choices = "、".join(map(str, kind.choices))
        return resources.sentence("cli.no_choice", text=text, choices=choices)
    if _CHINESE.search(error.message):
        return error.message
    return resources.sentence("cli.bad_value", name=_named(param), text=text)
