"""What the print dialog was asked for reaches the printer: sides, pages, copies, their order."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QPageRanges
from PySide6.QtPrintSupport import QPrinter

from ui.kit import printing
from ui.kit.printing import Ticket, lp_command, ticket_of

if TYPE_CHECKING:
    from pathlib import Path

PAGES = 5


@pytest.fixture
def printer(qapp) -> QPrinter:
    made = printing.make_printer(1)
    made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)  # there is none on this PC
    return made


@pytest.fixture
def recorder(tmp_path: Path, monkeypatch) -> Path:
    """An ``lp`` that writes down what it was given, a word a line."""
    asked = tmp_path / "asked"
    program = tmp_path / "lp"
    program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > "{asked}"\ncat > "{asked}.pdf"\n')
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    return asked


def test_one_side_two_pages_two_copies(printer, recorder, tmp_path: Path) -> None:
    printer.setDuplex(QPrinter.DuplexMode.DuplexNone)
    printer.setPageRanges(QPageRanges.fromString("1,3"))
    printer.setCopyCount(2)
    printer.setCollateCopies(False)
    printing.send(ticket_of(printer, PAGES), printer, b"%PDF what was seen")
    words = recorder.read_text().splitlines()
    assert words[words.index("-n") + 1] == "2"
    assert words[words.index("-P") + 1] == "1,3"
    assert "sides=one-sided" in words
    assert "collate=false" in words
    assert "print-scaling=none" in words
    assert (tmp_path / "asked.pdf").read_bytes() == b"%PDF what was seen"


@pytest.mark.parametrize(("kept", "pages"), [("odd", "1,3,5"), ("even", "2,4"), ("all", "1-5")])
def test_odd_and_even_pages(printer, recorder, monkeypatch, kept: str, pages: str) -> None:
    chosen = {"page-set": kept, "outputorder": "reverse", "sides": "one-sided"}
    monkeypatch.setattr(printing, "_cups_options", lambda _printer: dict(chosen))
    printing.send(ticket_of(printer, PAGES), printer, b"%PDF")
    words = recorder.read_text().splitlines()
    assert words[words.index("-P") + 1] == pages
    assert "outputorder=reverse" in words
    assert [one for one in words if one.startswith("sides=")] == ["sides=one-sided"]  # once


def test_odd_pages_of_a_range(printer, monkeypatch) -> None:
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 4)
    monkeypatch.setattr(printing, "_cups_options", lambda _printer: {"page-set": "odd"})
    assert ticket_of(printer, PAGES).pages == (3,)


def test_pages_that_are_not_there_are_none(printer) -> None:
    printer.setPageRanges(QPageRanges.fromString("7-9"))
    assert ticket_of(printer, PAGES).pages == ()


@pytest.mark.parametrize(
    ("pages", "said"), [((1, 2, 3), "1-3"), ((1, 3), "1,3"), ((2,), "2"), ((1, 2, 4, 5), "1-2,4-5")]
)
def test_pages_are_listed_as_people_do(pages: tuple[int, ...], said: str) -> None:
    assert Ticket("HP", 1, pages).ranges == said
    assert said in lp_command(Ticket("HP", 1, pages))


def test_only_the_chosen_pages_are_drawn(printer, form_pdf, tmp_path: Path) -> None:
    from tests.helpers import read_pdf

    printer.setOutputFileName(str(tmp_path / "drawn.pdf"))
    printing.send_pictures(Ticket("", 1, (1, 3)), printer, form_pdf)
    assert len(read_pdf((tmp_path / "drawn.pdf").read_bytes())) == 2


@pytest.fixture
def form_pdf(sheet) -> bytes:
    from forms.render import pdf
    from ui.use_cases.documents.composing import compose

    return pdf.render(compose(sheet).form)
