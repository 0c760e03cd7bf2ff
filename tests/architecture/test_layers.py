"""The layering rules and the ceilings of the project, as tests."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
ALLOWED = {
    "resources": {"resources"},
    "models": {"models", "resources"},
    "forms": {"forms", "models", "resources"},
    "ui": {"ui", "forms", "models", "resources"},
}
# third-party package -> where it may be imported (a folder, or one file)
CONFINED = {
    "PySide6": ("ui/",),
    "shiboken6": ("ui/",),
    "pypdfium2": ("ui/", "forms/reading/"),
    "subprocess": ("ui/",),
    "click": ("ui/cli/",),
    "platformdirs": ("models/storage/paths.py",),
    "sqlite3": ("models/",),
    "sqlite_utils": ("models/",),
    "reportlab": ("forms/",),
    "openpyxl": ("forms/",),
    "fontTools": ("packaging/",),
}
# Why their values are made by ``dataclass`` itself and not by ``value_class``.
DATACLASSES = {"models/documents/kinds.py": "a DocumentId is ordered, and hashed by the thousand"}
QT_FREE = ("ui/cli/", "ui/__init__.py", "ui/use_cases/")
# (file, imported module): why it is imported inside a function
LAZY = {
    ("main.py", "ui.start.picture"): "Qt is loaded only where a window is drawn",
    ("main.py", "ui.start.self_test_screen"): "Qt is loaded only where a window is drawn",
    ("main.py", "ui.use_cases.program.reading"): "the reader process alone needs what reads",
    ("main.py", "ui.cli.commands"): "the window never needs click",
    ("main.py", "ui.start.application"): "the command line never needs Qt",
    ("ui/kit/desktop.py", "subprocess"): "the start asks no other program",
    ("models/storage/paths.py", "platformdirs"): "needed only without --data-dir",
    (
        "ui/start/application.py",
        "models.safekeeping.data_found",
    ): "looked for once in the program's life",
    ("ui/kit/fields/clipboard.py", "forms.reading.clipboard"): "the start pastes nothing",
    ("ui/kit/fields/clipboard.py", "forms.render.cells"): "the start copies nothing",
    ("ui/sheet/block_view.py", "ui.kit.pasting"): "the start pastes nothing",
    ("ui/use_cases/data/recovery.py", "forms.render.readable_xlsx"): "most recoveries export none",
    ("ui/settings/data_settings.py", "ui.use_cases.data.handover"): "most runs make no 接班包",
    ("ui/settings/staff_table.py", "ui.kit.pasting"): "most runs paste nothing there",
    ("ui/kit/messages.py", "ui.kit.list_dialog"): "most starts need no dialog",
    ("models/storage/data_file.py", "sqlite_utils"): "as slow to import as the window is to show",
    ("models/storage/data_file.py", "models.storage.migrations"): "imports sqlite_utils",
    ("models/storage/looking.py", "models.storage.migrations"): "imports sqlite_utils",
    ("ui/start/application.py", "ui.start.first_run"): "seen once in the program's life",
    (
        "ui/start/application.py",
        "ui.safekeeping.recovery_page",
    ): "seen when the data cannot be opened",
    (
        "ui/start/application.py",
        "ui.start.single_window",
    ): "brings QtNetwork; needed when the window stands",
    ("ui/start/application.py", "ui.start.system_endings"): "needed when the window stands",
    ("ui/start/application.py", "ui.start.new_day"): "needed when the window stands",
    ("ui/window/pages.py", "ui.safekeeping.history_page"): "built when first opened",
    ("models/safekeeping/places.py", "ctypes"): "Windows alone is asked this way",
    ("ui/window/pages.py", "ui.home.page"): "built when first opened",
    ("ui/window/pages.py", "ui.monthly_report.page"): "built when first opened",
    ("ui/window/pages.py", "ui.delivery.page"): "brings reportlab, openpyxl and pypdfium2",
    ("ui/window/pages.py", "ui.delivery.verify_page"): "built when first opened",
    ("ui/window/pages.py", "ui.settings.page"): "built when first opened",
    ("forms/reading/notice_source.py", "pypdfium2"): "a PDF is rarely read",
    ("forms/reading/printed.py", "pypdfium2"): "pages are looked at when they are previewed",
    ("models/notices/working_days.py", "json"): "read when a holiday table is imported",
    (
        "ui/use_cases/documents/overview.py",
        "models.monthly_report.reading",
    ): "the status line needs one document",
    (
        "ui/use_cases/documents/overview.py",
        "models.monthly_report.rows",
    ): "the status line needs one document",
    (
        "ui/monthly_report/page.py",
        "ui.use_cases.documents.composing",
    ): "brings reportlab; needed at the first check",
    (
        "ui/home/page.py",
        "ui.use_cases.documents.composing",
    ): "brings reportlab; needed for corrections",
    (
        "ui/window/standing_words.py",
        "ui.use_cases.documents.headline",
    ): "the first picture needs no such words",
    (
        "ui/window/standing_words.py",
        "ui.use_cases.documents.overview",
    ): "the first picture needs no such words",
    ("ui/sheet/document_page.py", "ui.sheet.revision_bar"): "built when a correction is open",
    ("models/notices/working_days.py", "tomllib"): "the start needs no holidays",
    ("ui/help/manual_key.py", "ui.help.help_window"): "most runs of the program open no manual",
    ("ui/start/errors.py", "ui.start.error_dialog"): "most runs of the program need no such dialog",
    ("resources/__init__.py", "tomllib"): "no sentence is needed before the window stands",
    ("models/notices/shipped.py", "tomllib"): "read once in the life of a year",
    (
        "ui/start/application.py",
        "models.task_list.its_notice.opening",
    ): "done once in the life of a year",
    ("ui/window/notice_chooser.py", "ui.window.beginning"): "done once in the life of a year",
    (
        "ui/window/notice_chooser.py",
        "models.task_list.its_notice.changing",
    ): "some times in the life of a year",
    ("ui/window/notice_chooser.py", "ui.window.notice_change"): "some times in the life of a year",
    ("ui/window/notice_change.py", "ui.notice.purpose"): "some times in the life of a year",
    ("ui/window/notice_change.py", "ui.notice.review_dialog"): "some times in the life of a year",
    ("ui/start/first_run.py", "ui.notice.purpose"): "done once in the life of a year",
    ("ui/start/first_run.py", "ui.notice.review_dialog"): "done once in the life of a year",
    ("ui/task_list/page.py", "ui.task_list.panel"): "built right after the window stands",
    ("ui/sheet/document_page.py", "ui.sheet.findings_bar"): "built at the first check",
    ("ui/task_list/page.py", "ui.sheet.search_bar"): "built at the first search",
    ("ui/task_list/page.py", "ui.use_cases.documents.searching"): "so is what it looks through",
    (
        "ui/task_list/page.py",
        "ui.use_cases.documents.finalising",
    ): "brings reportlab; imported on the worker",
}
FILE_LINES, CLASS_LINES, FUNCTION_LINES = 400, 300, 50
MODULES = [ROOT / "main.py", *sorted(p for layer in ALLOWED for p in (ROOT / layer).rglob("*.py"))]


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def dotted(path: Path) -> str:
    return name_of(path).removesuffix(".py").removesuffix("/__init__").replace("/", ".")


KNOWN = {dotted(path) for path in MODULES}


def imports(tree: ast.Module, *, at_top: bool = False) -> Iterator[str]:
    """Yield every imported module, a submodule where ``from package import module`` names one."""
    for node in tree.body if at_top else ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                full = f"{node.module}.{alias.name}"
                yield full if full in KNOWN else node.module


def parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def without_type_checking(tree: ast.Module) -> ast.Module:
    body = [
        node
        for node in tree.body
        if not (isinstance(node, ast.If) and getattr(node.test, "id", "") == "TYPE_CHECKING")
    ]
    return ast.Module(body, [])


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_point_downwards(path: Path) -> None:
    layer = path.relative_to(ROOT).parts[0]
    own = {name.partition(".")[0] for name in imports(parse(path))} & set(ALLOWED)
    assert own <= ALLOWED.get(layer, {"ui"})


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_libraries_stay_where_they_belong(path: Path) -> None:
    name = name_of(path)
    for imported in imports(parse(path)):
        places = CONFINED.get(imported.partition(".")[0])
        assert places is None or name.startswith(places), imported
        qt = imported.partition(".")[0] == "PySide6"
        assert not (qt and name.startswith(QT_FREE))


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_what_knows_no_qt_knows_no_window(path: Path) -> None:
    """Not even for a type: use cases and commands are below the window."""
    if name_of(path).startswith(QT_FREE):
        above = [n for n in imports(parse(path)) if re.match(r"ui\.(?!use_cases|cli)", n)]
        assert above == []


def test_lazy_imports_are_the_listed_ones() -> None:
    found = set()
    for path in MODULES:
        for node in ast.walk(parse(path)):
            if isinstance(node, ast.FunctionDef):
                found |= {(name_of(path), name) for name in imports(ast.Module([node], []))}
    assert found == set(LAZY)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_nothing_slow_is_made_when_a_module_is_imported(path: Path) -> None:
    """A start imports two hundred modules: patterns wait for their use, values are cheap."""
    found = [
        ast.unparse(node)
        for node in run_at_import(parse(path))
        if isinstance(node, ast.Call)
        and (
            (ast.unparse(node.func) == "re.compile" and not is_bytes(node.args[0]))
            or (ast.unparse(node.func) == "dataclass" and name_of(path) not in DATACLASSES)
        )
    ]
    assert found == []


def run_at_import(tree: ast.AST) -> Iterator[ast.AST]:
    """Yield what is run when a module is imported: all but the insides of functions."""
    for node in ast.iter_child_nodes(tree):
        if not isinstance(node, ast.FunctionDef | ast.Lambda):
            yield node
            yield from run_at_import(node)


def is_bytes(node: ast.expr) -> bool:
    """Whether a pattern is one of bytes, which ``lazy_regex`` does not know."""
    return any(isinstance(x, ast.Constant) and isinstance(x.value, bytes) for x in ast.walk(node))


def test_no_cycles() -> None:
    graph = {
        dotted(path): set(imports(without_type_checking(parse(path)))) & KNOWN for path in MODULES
    }
    for parent, children in graph.items():
        children.discard(parent)
    while free := [name for name, needed in graph.items() if not needed & set(graph)]:
        for name in free:
            del graph[name]
    assert not graph


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_nothing_grows_too_large(path: Path) -> None:
    tree = parse(path)
    assert len(path.read_text(encoding="utf-8").splitlines()) <= FILE_LINES
    for node in ast.walk(tree):
        length = getattr(node, "end_lineno", 0) - getattr(node, "lineno", 0) + 1
        if isinstance(node, ast.ClassDef):
            length -= ast.unparse(node).count("@override\n")  # lines that add nothing to read
            assert length <= CLASS_LINES, node.name
        if isinstance(node, ast.FunctionDef):
            assert length <= FUNCTION_LINES, node.name


@pytest.mark.parametrize("layer", ["models", "forms"])
def test_the_tests_of_a_layer_import_nothing_above_it(layer: str) -> None:
    above = {"ui", "forms", "models"} - ALLOWED[layer]
    found = [
        f"{name_of(path)}: {name}"
        for path in (ROOT / "tests" / layer).rglob("*.py")
        for name in imports(parse(path), at_top=True)
        if name.partition(".")[0] in above
    ]
    assert found == []


def test_tests_stay_readable_too() -> None:
    long = [
        name_of(path)
        for folder in ("tests", "packaging")
        for path in (ROOT / folder).rglob("*.py")
        if len(path.read_text(encoding="utf-8").splitlines()) > FILE_LINES
    ]
    assert long == []


def test_one_module_writes_files() -> None:
    writing = re.compile(
        r"\.write_(bytes|text)\(|\bopen\([^)]*[\"'][wax]b?\+?[\"']|mkstemp|\bQSaveFile\b"
    )
    found = {name_of(p) for p in MODULES if writing.search(p.read_text(encoding="utf-8"))}
    assert found == {"models/storage/files.py"}


def test_sql_stays_in_models() -> None:
    sql = re.compile(r"[\"'](SELECT|INSERT|UPDATE|DELETE|PRAGMA|CREATE) ")
    assert {p.relative_to(ROOT).parts[0] for p in MODULES if sql.search(p.read_text("utf-8"))} == {
        "models"
    }


def test_plain_folders_have_no_init() -> None:
    """packaging/__init__.py would hide the PyPI package, tests/models/__init__.py our models."""
    assert not (ROOT / "packaging" / "__init__.py").exists()
    assert not list((ROOT / "tests").rglob("__init__.py"))


def test_no_type_exemptions() -> None:
    """A ``type: ignore`` names its code, and mypy runs strict over every layer."""
    settings = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert "strict = true" in settings
    assert "ignore_errors" not in settings
    assert "ignore_missing_imports" not in settings
    for path in MODULES:
        assert not re.search(r"type: ignore(?!\[)", path.read_text(encoding="utf-8"))
