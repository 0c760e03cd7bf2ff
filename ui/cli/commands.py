"""The same program without a window; every refusal is one Chinese sentence and an exit status."""

from __future__ import annotations

import functools
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

import click

import resources
from forms.documents.kinds import Wanted
from models.documents import document, kinds, lifecycle, revisions
from models.documents.deliveries import EventKind
from models.documents.findings import Finding, Severity
from models.errors import EnvironmentRefusal, ExitStatus, Refusal
from models.interchange import document as interchange
from models.interchange import editing
from models.notices.shipped import shipped_notices
from models.safekeeping.backups import BackupReason
from models.school import notices_kept
from models.storage import files, paths
from ui.cli.collect import collect_command
from ui.cli.notices import notice
from ui.cli.usage import in_chinese
from ui.use_cases import settings
from ui.use_cases.bureau import sample
from ui.use_cases.data import data_folder, loading
from ui.use_cases.data.counts import count
from ui.use_cases.data.notices import begin_notice
from ui.use_cases.documents import files_of, finalising, verification
from ui.use_cases.documents.composing import compose
from ui.use_cases.program import demo, foreign, self_test
from ui.use_cases.words import document_words, event_line, place_words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from models.documents.document import Document
    from models.documents.versions import Version
    from models.notices.notice import Notice
    from models.storage.store import Store

SEVERITY_WORDS = {Severity.HARD: "必须改", Severity.SOFT: "请核对"}
DOCUMENT = click.Choice(["task-list", "monthly-report"])
WORD = click.argument("word", metavar="{task-list|monthly-report}", type=DOCUMENT)
YEAR = click.option("--year", type=click.IntRange(1900, 9999), required=True)
BUREAU = "局里汇总"  # in the folder of the demo
LIST, DUTY_LIST = "task-list", "duty-list"
EXPORTED = click.Choice([*DOCUMENT.choices, DUTY_LIST])
WHAT = click.argument("word", metavar="{task-list|monthly-report|duty-list}", type=EXPORTED)
MONTH = click.option("--month", type=click.IntRange(1, 12), default=None)
NOTICE = click.option("--notice", default="", help=resources.sentence("commands.which_notice"))
HAPPENED = click.Choice(["printed", "signed-off", "stamped", "handed-in", "sent", "returned"])


class Named(NamedTuple):
    """The document that a command names."""

    word: str
    year: int
    month: int | None
    notice: str


def _naming(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that name a document, as one ``named``."""

    @functools.wraps(command)
    def named(*, word: str, year: int, month: int | None, notice: str, **others: object) -> None:
        command(named=Named(word, year, month, notice), **others)

    return YEAR(MONTH(NOTICE(named)))


class Screen(Protocol):
    """What a few commands need of Qt, which is loaded only for them."""

    def picture(self, folder: Path, target: Path) -> None:
        """Draw the window on a data folder into a PNG (``demo``)."""

    def prove(self, folder: Path, content: bytes, school: str) -> list[str]:
        """Prove window, preview and printing (``self-test``)."""


def finding_line(finding: Finding, notice: Notice) -> str:
    """Return ``必须改 <place> <sentence>``; the place as the window names it."""
    text = resources.sentence(f"finding.{finding.code}", **finding.values)
    return f"{SEVERITY_WORDS[finding.severity]} {place_words(finding.place, notice)} {text}"


def _open(context: click.Context) -> Store:
    """Open the data folder's store; click closes it when the command ends."""
    store = data_folder.open_store(context.obj["folder"])
    context.call_on_close(store.close)
    return store


def _identity(store: Store, named: Named) -> kinds.DocumentId:
    """Return the document that a command names, begun or not."""
    kind = named.word.replace("-", "_")
    serial = kinds.ONLY if named.month is None else named.month
    notice = notices_kept.of_year(store, named.year, named.notice)
    serials = kinds.of(kind).serials(notices_kept.notice(store, notice))
    if (serial == kinds.ONLY) != (kinds.ONLY in serials):
        raise click.UsageError(resources.sentence("cli.month"))
    return kinds.DocumentId(notice, kind, serial)


def _document(store: Store, named: Named) -> Document:
    """Return the newest version of the document that a command names."""
    return document.newest(store, _identity(store, named))


@click.group(help=resources.sentence("commands.program"))
@click.option("--data-dir", type=click.Path(path_type=Path), default=None)
@click.pass_context
def cli(context: click.Context, data_dir: Path | None) -> None:
    """Choose the data folder."""
    context.obj["folder"] = data_dir or paths.default_data_folder()


cli.add_command(notice)
cli.add_command(collect_command)


@cli.command("demo", help=resources.sentence("commands.demo"))
@click.argument("folder", type=click.Path(path_type=Path))
@click.pass_context
def demo_command(context: click.Context, folder: Path) -> None:
    """Do the whole job on the sample school."""
    for path in demo.run(folder, context.obj["screen"].picture):
        click.echo(path)
    for path in sample.run(folder / BUREAU):
        click.echo(path)


@cli.command("load", help=resources.sentence("commands.load"))
@click.option("--replace", is_flag=True, help=resources.sentence("commands.replace"))
@click.option("--yes", "sure", is_flag=True, help=resources.sentence("commands.sure"))
@click.argument("source", type=click.Path(path_type=Path))
@click.pass_context
def load_command(context: click.Context, source: Path, replace: bool, sure: bool) -> None:  # noqa: FBT001  (click's way)
    """Read an interchange document."""
    years, kept = loading.load_document(
        context.obj["folder"], foreign.read_document(source), replace=replace, is_sure=sure
    )
    click.echo(resources.sentence("cli.loaded", years=years))
    if kept:
        click.echo(resources.sentence("cli.kept", path=kept))


@cli.command("dump", help=resources.sentence("commands.dump"))
@click.option("--to", "target", type=click.Path(path_type=Path), default=None)
@click.pass_context
def dump_command(context: click.Context, target: Path | None) -> None:
    """Write the interchange document."""
    text = interchange.dump(_open(context))
    if target is None:
        click.echo(text, nl=False)
    else:
        files.write_atomically(target, text.encode())


@cli.command("begin", help=resources.sentence("commands.begin"))
@WORD
@_naming
def begin_command(named: Named) -> None:
    """Begin a list under a shipped notice, or a report."""
    context = click.get_current_context()
    if named.word == LIST:
        notice = _shipped(named)  # first: what is refused leaves no empty data behind
        store = data_folder.open_or_create(context.obj["folder"])
        context.call_on_close(store.close)
        begun = begin_notice(store, notice)
    else:
        store = _open(context)
        begun = lifecycle.begin(store, _identity(store, named))
    click.echo(resources.sentence("cli.begun", document=document_words(store, begun)))


def _shipped(named: Named) -> Notice:
    """Return the shipped notice of a year that is meant; refuses where none or several are."""
    of_year = [one for one in shipped_notices().values() if one.year == named.year]
    found = [one for one in of_year if notices_kept.is_called(one, named.notice)]
    if not found:
        raise Refusal("cli.no_notice", year=named.year, wanted=named.notice)
    if len(found) > 1:
        names = "、".join(one.name for one in found)
        raise Refusal("year.several", year=named.year, names=names)
    return found[0]


@cli.command("edit", help=resources.sentence("commands.edit"))
@click.argument("source", type=click.Path(path_type=Path))
@click.pass_context
def edit_command(context: click.Context, source: Path) -> None:
    """Write a part of an interchange document into the drafts that it names."""
    part = foreign.read_part(source)
    batch = editing.edit(_open(context), part)
    code = "cli.edited" if batch else "cli.edited_nothing"
    click.echo(resources.sentence(code, count=len(batch.changes) if batch else 0))


@cli.command("check", help=resources.sentence("commands.check"))
@WORD
@_naming
def check_command(named: Named) -> None:
    """List the findings."""
    context = click.get_current_context()
    found_in = _document(_open(context), named)
    found = compose(found_in).check()
    for finding in found:
        click.echo(finding_line(finding, found_in.notice))
    if not found:
        click.echo(resources.sentence("cli.no_findings"))
    if any(f.severity is Severity.HARD for f in found):
        context.exit(ExitStatus.CONTENT)


@cli.command("finalise", help=resources.sentence("commands.finalise"))
@WORD
@_naming
def finalise_command(named: Named) -> None:
    """Freeze a document."""
    store = _open(click.get_current_context())
    version = _document(store, named).version
    final = finalising.finalise(store, version, settings.look(store, version.kind))
    click.echo(f"定稿 {final.mark}")


@cli.command("record", help=resources.sentence("commands.record"))
@click.argument("happened", type=HAPPENED)
@WORD
@_naming
@click.option("--on", "day", type=click.DateTime(["%Y-%m-%d"]), required=True)
@click.option("--who", default="")
def record_command(named: Named, happened: str, day: datetime, who: str) -> None:
    """Record what happened to a frozen document."""
    store = _open(click.get_current_context())
    version = _document(store, named).version
    event = revisions.event(EventKind(happened.replace("-", "_")), day.date(), who)
    revisions.deliver(store, version, event)
    on = f"{day.month}月{day.day}日 {event_line(event)}"
    values = {"document": document_words(store, version), "event": on}
    click.echo(resources.sentence("cli.recorded", **values))


@cli.command("correct", help=resources.sentence("commands.correct"))
@WORD
@_naming
@click.option("--reason", required=True)
def correct_command(named: Named, reason: str) -> None:
    """Begin a correction of what was handed in."""
    store = _open(click.get_current_context())
    draft = revisions.begin_correction(store, _document(store, named).version)
    _give_reason(store, draft, reason)


@cli.command("adjust", help=resources.sentence("commands.adjust"))
@WORD
@_naming
@click.option("--reason", required=True)
@click.option("--from", "first", type=click.IntRange(1, 12), required=True)
def adjust_command(named: Named, reason: str, first: int) -> None:
    """Begin an adjustment of the list from a month on."""
    store = _open(click.get_current_context())
    draft = revisions.begin_adjustment(store, _document(store, named).version, first)
    _give_reason(store, draft, reason)


def _give_reason(store: Store, draft: Version, reason: str) -> None:
    store.edit([revisions.revision_change(draft.id, "reason", reason)])
    click.echo(
        resources.sentence("cli.begun", document=f"{document_words(store, draft)} {draft.mark}")
    )


@cli.command("export", help=resources.sentence("commands.export"))
@WHAT
@_naming
@click.option("--office", default="", help=resources.sentence("commands.office"))
@click.option("--person", default="", help=resources.sentence("commands.person"))
@click.option("--to", "folder", type=click.Path(path_type=Path), required=True)
def export_command(named: Named, office: str, person: str, folder: Path) -> None:
    """Write the files of a document, or the 责任清单 that is made of the list."""
    store = _open(click.get_current_context())
    files.make_folder(folder)
    if named.word == DUTY_LIST:
        found = _document(store, named._replace(word=LIST))
        paths = files_of.export_duty_list(store, found, Wanted(office, person), folder)
    elif office or person:
        raise click.UsageError(resources.sentence("cli.office"))
    else:
        paths = files_of.export_all(store, _document(store, named), folder)
    for path in paths:
        click.echo(path)


@cli.command("verify", help=resources.sentence("commands.verify"))
@click.argument("source", type=click.Path(path_type=Path))
@click.option("--code", default=None)
@click.pass_context
def verify_command(context: click.Context, source: Path, code: str | None) -> None:
    """Compare a file with its check code; needs no data folder."""
    answer = verification.judge(foreign.read_sheet(source), code)
    for line in (*answer.lines, *answer.remarks):
        click.echo(line)
    if not answer.agrees:
        context.exit(ExitStatus.CONTENT)


@cli.command("backup", help=resources.sentence("commands.backup"))
@click.argument("target", type=click.Path(path_type=Path))
@click.pass_context
def backup_command(context: click.Context, target: Path) -> None:
    """Write a proved copy of the whole data file."""
    store = _open(context)
    data_folder.save_copy(store, target)
    counts = count(store)
    click.echo(resources.sentence("cli.backed_up", counts=counts.words, path=target))


@cli.command("restore", help=resources.sentence("commands.restore"))
@click.argument("source", type=click.Path(path_type=Path))
@click.pass_context
def restore_command(context: click.Context, source: Path) -> None:
    """Put a backup or a 接班包 in the place of the data."""
    folder = context.obj["folder"]
    copy = foreign.read_copy(source)
    kept = data_folder.put_image(folder, copy.image, BackupReason.RESTORE, copy.sha256)
    store = _open(context)  # proves itself: nothing is said before it opens
    counts = count(store)
    click.echo(resources.sentence("cli.restored", counts=counts.words))
    if kept:
        click.echo(resources.sentence("cli.kept", path=kept))


@cli.command("self-test", help=resources.sentence("commands.self_test"))
@click.pass_context
def self_test_command(context: click.Context) -> None:
    """Prove this installation."""
    try:
        passed = self_test.run(context.obj["screen"].prove)
    except Refusal:
        raise
    except Exception as error:
        what = f"{type(error).__name__} {error}"  # a library or file that is not there
        raise EnvironmentRefusal("cli.self_test_failed", what=what) from error
    click.echo(resources.sentence("cli.self_test_done", checks="、".join(passed)))


def run(arguments: Sequence[str], screen: Screen) -> int:
    """Run one command; returns its exit status."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        status = cli.main(list(arguments), "main.py", standalone_mode=False, obj={"screen": screen})
    except click.ClickException as error:
        click.echo(resources.sentence("cli.usage", reason=in_chinese(error)), err=True)
        return ExitStatus.USAGE
    except click.Abort:
        return ExitStatus.USAGE
    except OSError as error:
        values = {"path": error.filename or "-", "reason": error.strerror or ""}
        click.echo(resources.sentence("file.failed", **values), err=True)
        return ExitStatus.ENVIRONMENT
    except Refusal as refusal:
        click.echo(resources.sentence(refusal.code, **refusal.values), err=True)
        return refusal.status
    return status if isinstance(status, int) else ExitStatus.DONE
