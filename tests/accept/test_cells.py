"""Real keys on selected cells, with and without an input method; real cells of LibreOffice."""

from __future__ import annotations

import shutil
import time
from typing import TYPE_CHECKING

import pytest

from forms.reading.clipboard import Offers, read
from tests.accept.conftest import Program, command, spawn, wait_for
from tests.accept.test_input_methods import Fcitx5, Ibus, InputMethod
from tests.clipboard import captured
from tests.helpers import list_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FIGURE = "cell months 2 1"  # of May, the first figure of the selected task
GIVEN_BACK = "赵志强"  # 责任人 of the third task
NAME = "cell sheet 1 5"  # 责任人 of the second task
PAGES = {
    "table": "<table border=1><tr><td>序号<td>工作任务<td>具体工作举措<td>责任处室"
    "<tr><td>2<td>加强“双师型”教师队伍建设<td><p>第一条：下企业实践</p><p>第二条：校本培训</p>"
    "<td rowspan=2>教务处<tr><td>4<td>优化调整专业<td>调研产业需求</table>",
    "list": "<ol><li>组织教师下企业实践<li>开展校本培训60人次<li>评选优秀教研组</ol>",
}
OFFICES = {  # what is copied -> the document, the program that opens it, the keys that select
    "writer-table": ("table", "odt", "HTML (StarWriter)", "--writer", ("ctrl+a", "ctrl+a")),
    "writer-list": ("list", "odt", "HTML (StarWriter)", "--writer", ("ctrl+a",)),
    "calc-block": ("table", "ods", "HTML (StarCalc)", "--calc", ("ctrl+Home", "ctrl+shift+End")),
}


@pytest.fixture
def data(filled) -> None:
    """The sample's list, closed for the program."""
    filled.close()


def stored(program: Program) -> tuple[int | None, str]:
    """Return the figure and the name that the tests type on."""
    store = program.store()
    contents = list_of(store)
    figure = contents.entry(4).month(5).amounts.get("5.skill_assessment")
    name = contents.entry(1).person
    store.close()
    return figure, name


def type_on_cells(program: Program, figure: str, name: str) -> None:
    """Select the fifth task, type on its figure of May, then on the name of the second."""
    screen = program.screen
    screen.key("ctrl+2")
    program.press("cell sheet 4 1")
    program.press(FIGURE)
    screen.type(figure)
    time.sleep(0.5)
    screen.key("ctrl+Return")
    program.press(NAME)
    screen.type(name)
    time.sleep(0.8)
    screen.key("ctrl+Return")
    time.sleep(0.5)


def test_typing_on_a_selected_figure_or_name_takes_its_place(program: Program, data) -> None:
    before = stored(program)
    assert before[0]
    program.start_located()
    type_on_cells(program, "80", "Wang")
    program.press("cell sheet 4 1")
    program.press(FIGURE)
    program.screen.key("F2", "BackSpace", "5", "ctrl+Return")
    program.screen.picture("60-figure-typed")
    assert program.quit() == 0
    assert stored(program) == (85, "Wang")


def test_a_question_over_an_open_cell_leaves_it_open(program: Program, data) -> None:
    screen = program.screen
    program.start_located()
    screen.key("ctrl+2")
    program.press(NAME)
    screen.put("王\u3000明\n\n\uff12\uff10")
    screen.key("F2", "ctrl+a", "ctrl+v")
    time.sleep(0.8)
    screen.picture("65-tidy-question")
    program.press("button 整理后粘贴")
    time.sleep(0.5)
    screen.key("Return")
    time.sleep(0.5)
    screen.picture("66-tidied")
    assert program.quit() == 0
    assert stored(program)[1] == "王明 20"


@pytest.fixture(params=[Ibus, Fcitx5], ids=["ibus", "fcitx5"])
def input_method(request: pytest.FixtureRequest, program: Program) -> Iterator[InputMethod]:
    method = request.param(program)
    yield method
    method.end()


def test_so_it_does_with_an_input_method(
    program: Program, data, input_method: InputMethod, request: pytest.FixtureRequest
) -> None:
    screen = program.screen
    screen.environment, before = input_method.environment, screen.environment
    program.start_located()
    screen.environment = before
    screen.key("ctrl+2")
    program.press("cell sheet 4 1")
    program.press(FIGURE)
    input_method.pinyin()
    time.sleep(0.8)
    screen.type("80")
    screen.key("ctrl+Return")
    program.press(NAME)
    screen.type("nihao ")
    time.sleep(0.8)
    screen.picture(f"61-name-typed-{request.node.callspec.id}")
    screen.key("ctrl+Return")
    program.press("cell sheet 2 5")
    screen.type("nihao")
    screen.key("Escape")  # given up in the input method: the name comes back
    time.sleep(0.5)
    screen.picture(f"62-given-up-{request.node.callspec.id}")
    screen.key("ctrl+Return")
    assert program.quit() == 0
    assert stored(program) == (80, "你好")
    store = program.store()
    assert list_of(store).entry(2).person == GIVEN_BACK
    store.close()


@pytest.fixture
def copied(program: Program, soffice, tmp_path: Path):
    """Open a document in LibreOffice, copy from it, and keep it open: the clipboard is its own."""
    opened = []

    def copy(name: str) -> Offers:
        page, ending, opened_as, flag, keys = OFFICES[name]
        source = tmp_path / f"{page}.html"
        source.write_text(f'<meta charset="utf-8">{PAGES[page]}', encoding="utf-8")
        document = soffice(source, ending, opened_as)
        profile = f"-env:UserInstallation=file://{tmp_path}/profile"
        screen = program.screen
        words = ("soffice", profile, "--norestore", "--nologo", flag, document)
        opened.append(spawn(*words, env=screen.environment))
        wait_for(lambda: _window(screen.environment, document.name), 60)
        time.sleep(4)
        for key in (*keys, "ctrl+c"):
            screen.key(key)
            time.sleep(0.6)
        html = wait_for(lambda: screen.held("text/html"))
        screen.picture(f"63-{name}")
        return Offers(html=str(html), text=screen.held("UTF8_STRING"))

    yield copy
    for process in opened:
        process.terminate()
        process.wait()


def _window(environment: dict[str, str], name: str) -> str:
    try:
        return command("xdotool", "search", "--onlyvisible", "--name", name, env=environment)
    except AssertionError:
        return ""


@pytest.mark.parametrize("name", OFFICES)
def test_what_libreoffice_offers_is_what_was_captured(copied, name: str) -> None:
    assert shutil.which("soffice")
    assert read(copied(name)) == read(captured(name).offers())


def test_a_table_of_writer_goes_to_the_tasks_that_it_names(program: Program, data, copied) -> None:
    copied("writer-table")
    program.start_located()
    program.screen.key("ctrl+2")
    program.press("cell sheet 0 3")
    program.screen.key("ctrl+v")
    time.sleep(1)
    program.screen.picture("64-writer-table-pasted")
    program.press("button 按名称粘贴")
    time.sleep(0.8)
    assert program.quit() == 0
    store = program.store()
    entries = list_of(store).contents.entries
    assert entries[1].measures == "第一条：下企业实践\n第二条：校本培训"
    assert entries[3].measures == "调研产业需求"
    assert entries[0].measures.startswith("开齐开足思政课程")
    store.close()
