"""``collect``: many schools' files reckoned from the command line."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

import resources
from models.bureau import summary
from models.bureau.received import Received, read_received
from models.bureau.roster import TABLE_LIMIT, of_notice, read_roster
from models.errors import ExitStatus
from models.notices.working_days import Calendar, Rule, read_holidays
from models.storage import files
from ui.cli.notices import wanted_notice
from ui.use_cases.bureau.collecting import County, collect, require_outside
from ui.use_cases.bureau.results import write

if TYPE_CHECKING:
    from datetime import datetime

    from models.bureau.roster import Member
    from models.notices.notice import Notice
    from ui.use_cases.bureau.collecting import Collected

FILE = click.Path(path_type=Path)
RULES = click.Choice([rule.value for rule in Rule])


@click.command("collect", help=resources.sentence("commands.collect"))
@click.argument("folders", nargs=-1, required=True, type=FILE)
@click.option("--notice", "key", required=True)
@click.option("--year", type=click.IntRange(1900, 2899), default=None)
@click.option("--roster", type=FILE, help=resources.sentence("commands.collect_roster"))
@click.option("--received", type=FILE, help=resources.sentence("commands.collect_received"))
@click.option(
    "--as-of",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    help=resources.sentence("commands.collect_as_of"),
)
@click.option(
    "--rest-days",
    "rule",
    type=RULES,
    default=Rule.POSTPONE.value,
    help=resources.sentence("commands.collect_rest_days"),
)
@click.option("--rows", type=FILE, help=resources.sentence("commands.collect_rows"))
@click.option("--to", "target", type=FILE, required=True)
@click.pass_context
def collect_command(  # noqa: PLR0913  (click's way: an option an argument)
    context: click.Context,
    *,
    folders: tuple[Path, ...],
    key: str,
    year: int | None,
    roster: Path | None,
    received: Path | None,
    day: datetime | None,
    rule: str,
    rows: Path | None,
    target: Path,
) -> None:
    """Read, reckon and write; exit 1 where something is pending or asked."""
    notice = wanted_notice(key, year)
    came = Received({}, ())
    if received is not None:
        came = read_received(files.read_limited(received, TABLE_LIMIT))
    calendar = Calendar(read_holidays(path) for path in resources.holiday_paths())
    as_of = None if day is None else day.date()
    county = County(notice, _members(notice, roster), calendar, Rule(rule), came, as_of)
    for place in filter(None, (target, rows)):
        require_outside(place, folders)
    found = collect(folders, county, _tell)
    for path in write(found, target, rows):
        click.echo(path)
    if _say(found):
        context.exit(ExitStatus.CONTENT)


def _members(notice: Notice, roster: Path | None) -> tuple[Member, ...]:
    """Return the schools of the roster, else those that the notice names.

    Raises:
        click.UsageError: neither names any.
    """
    if roster is not None:
        return read_roster(files.read_limited(roster, TABLE_LIMIT))
    found = of_notice(notice)
    if not found:
        raise click.UsageError(resources.sentence("bureau.no_members", name=notice.name))
    return found


def _tell(part: int, of: int) -> None:
    """Say how far it is, where somebody looks on."""
    if sys.stderr.isatty():
        click.echo(f"\r{part}/{of}", nl=part == of, err=True)


def _say(found: Collected) -> bool:
    """Say what came of it; returns whether something is pending or asked."""
    counts = summary.counts(found.reckoned)
    values = {"came": counts.pop("in"), **counts}
    click.echo(resources.sentence("bureau.collected", **values))
    asked = found.judgement.questions
    if asked:
        click.echo(resources.sentence("bureau.collected_asks", count=len(asked)), err=True)
    for said in asked:
        click.echo(said.text, err=True)
    return bool(asked) or bool(counts["pending"])
