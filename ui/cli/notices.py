"""``notice read|add|list|export``: notices without a window."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

import resources
from models.errors import ExitStatus, Refusal
from models.notice_text import from_file
from models.notices.shipped import shipped_notices
from models.school import notices_kept
from models.storage import files
from ui.use_cases.data import data_folder
from ui.use_cases.data.notices import put_in
from ui.use_cases.program import foreign

if TYPE_CHECKING:
    from models.notices.notice import Notice

YEAR = click.option("--year", type=click.IntRange(1900, 2899), default=None)
FILE = click.Path(path_type=Path)


@click.group(help=resources.sentence("commands.notices"))
def notice() -> None:
    """Commands on notices."""


@notice.command("read", help=resources.sentence("commands.notice_read"))
@click.argument("source", type=FILE)
@click.pass_context
def read_command(context: click.Context, source: Path) -> None:
    """Print what rules find in a notice's text."""
    try:
        found = foreign.read_notice(source)
    except Refusal as refusal:
        click.echo(resources.sentence(refusal.code, **refusal.values), err=True)
        context.exit(ExitStatus.ENVIRONMENT)
    click.echo(json.dumps(found, ensure_ascii=False, indent=1))
    if not found["tasks"]:
        click.echo(resources.sentence("notice_text.no_task"), err=True)
        context.exit(ExitStatus.CONTENT)


@notice.command("add", help=resources.sentence("commands.notice_add"))
@click.argument("source")
@YEAR
@click.pass_context
def add_command(context: click.Context, source: str, year: int | None) -> None:
    """Put a notice in, and begin its list."""
    wanted = wanted_notice(source, year)
    store = data_folder.open_or_create(context.obj["folder"])
    context.call_on_close(store.close)
    begun = put_in(store, wanted)
    code = "cli.notice_added" if begun is not None else "cli.notice_there"
    click.echo(resources.sentence(code, name=wanted.name))


def wanted_notice(source: str, year: int | None) -> Notice:
    """Return the notice of a file, or a shipped one by its key."""
    path = Path(source)
    if path.suffix.lower() in (".zjtz", ".json"):
        return from_file.read(foreign.read_notice_file(path), year)
    of_key = [one for one in shipped_notices().values() if one.key == source]
    found = [one for one in of_key if year in (None, one.year)]
    if len(found) != 1:
        code = "cli.notice_years" if found else "cli.notice_unknown"
        raise Refusal(code, key=source, years="、".join(str(one.year) for one in found))
    return found[0]


@notice.command("list", help=resources.sentence("commands.notice_list"))
@click.pass_context
def list_command(context: click.Context) -> None:
    """Print key, year and name of each notice, a line each."""
    store = data_folder.open_store(context.obj["folder"])
    context.call_on_close(store.close)
    for one in notices_kept.opened(store):
        click.echo(f"{one.key}\t{one.year}\t{notices_kept.notice(store, one.id).name}")


@notice.command("export", help=resources.sentence("commands.notice_export"))
@click.argument("key")
@click.option("--year", type=click.IntRange(1900, 2899), required=True)
@click.option("--to", "target", type=FILE, required=True)
@click.pass_context
def export_command(context: click.Context, key: str, year: int, target: Path) -> None:
    """Write a notice as a file that another school can put in."""
    store = data_folder.open_store(context.obj["folder"])
    context.call_on_close(store.close)
    found = notices_kept.notice(store, notices_kept.of_year(store, year, key))
    files.write_atomically(target, from_file.written(found).encode())
    click.echo(target)
