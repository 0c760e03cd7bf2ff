"""Random blocks: what was selected or named changes, nothing else; one undo restores all."""

from __future__ import annotations

import os
from random import Random

import pytest

from tests.clipboard import Held, excel, own, text_only, word_table, wps
from tests.columns import GOALS, MEASURES
from tests.ui.sheet.places import Place
from tests.window import Answers, put_on_clipboard
from ui.monthly_report.model import PROGRESS

BLOCKS = 1000 if os.environ.get("ZHIJIAO_FAULT") == "long" else 400
SEED = 20230308
MAKERS = (excel, wps, word_table, own, lambda *rows: text_only(excel(*rows)))
TEXTS = (
    "",
    "举措",
    "3月：调研\n4月：总结",
    "12",
    "75.0",
    "约80",
    "王\u3000明",
    "是",
    "５人",
    "全年",
)


class Asked(Answers):
    """Answers at random, and keeps what was listed before it was agreed to."""

    def __init__(self, random: Random) -> None:
        super().__init__()
        self._random = random
        self.agreed: list[tuple[str, ...]] = []

    def choose_with_list(self, text, headings, rows, words, cancel) -> str | None:
        way = self.choose(text, words, cancel)
        self.agreed = [tuple(row) for row in rows] if way else []  # the last question counts
        return way

    def choose(self, text, words, cancel) -> str | None:
        self.said.append(text)
        return self._random.choice([None, *words])


def block(random: Random, place: Place) -> Held:
    """Rows of texts, now and then with the names of rows and columns among them."""
    height, width = random.randint(1, 5), random.randint(1, 4)
    rows = [[random.choice(TEXTS) for _ in range(width)] for _ in range(height)]
    model = place.table.cells_model
    if random.random() < 0.3:
        names = random.choice(list(model.row_names().values()))
        for row in rows:
            row[0] = random.choice(names)
    if random.random() < 0.2:
        rows.insert(0, [random.choice(model.headings()) for _ in range(width)])
    return random.choice(MAKERS)(*map(tuple, rows))


def select_at_random(random: Random, place: Place) -> set[tuple[int, int]]:
    model = place.table.model()
    row, column = random.randrange(model.rowCount()), random.randrange(model.columnCount())
    last = (
        min(row + random.choice((0, 0, 1, 3)), model.rowCount() - 1),
        min(column + random.choice((0, 0, 1)), model.columnCount() - 1),
    )
    place.select_area((row, column), last)
    area = place.table.area()
    return {(r, c) for r in area.rows for c in area.columns}


def see(random: Random, place: Place, asked: Asked) -> str:
    """Paste a block, see that only what may change does, undo; returns what came of it."""
    before = place.texts()
    selected = select_at_random(random, place)
    put_on_clipboard(block(random, place))
    asked.said, asked.agreed = [], []
    place.table.paste()
    after = place.texts()
    changed = {at for at in after if after[at] != before[at]}
    named = {name for name, *_ in asked.agreed}
    for at in changed - selected:
        listed = place.table.name_of(*at) in named
        assert listed or not before[at].strip(), (at, before[at], after[at])
    if changed:
        place.undo.click()
    assert place.texts() == before
    return "asked" if asked.agreed else "changed" if changed else "nothing"


def watched(place: Place, random: Random) -> Asked:
    asked = Asked(random)
    place.table.pasting._messages = asked
    place.table.cells_model._workspace.refused.disconnect()
    return asked


@pytest.mark.parametrize("view", ["list", "months"])
def test_a_random_block_changes_what_was_selected_or_agreed_to(window, view: str) -> None:
    random = Random(SEED + len(view))  # noqa: S311  (no secret)
    page = window.list_page
    page.table.setCurrentIndex(page.table.model().index(4, GOALS))
    table, column = (page.panel.grid, 0) if view == "months" else (page.table, MEASURES)
    place = Place(table, column, page.undo)
    asked = watched(place, random)
    came = [see(random, place, asked) for _ in range(BLOCKS // 3)]
    assert {"asked", "changed", "nothing"} <= set(came)


def test_a_random_block_in_a_report_changes_what_was_selected_or_agreed_to(april) -> None:
    random = Random(SEED)  # noqa: S311  (no secret)
    place = Place(april.table, PROGRESS, april.undo)
    asked = watched(place, random)
    came = [see(random, place, asked) for _ in range(BLOCKS - 2 * (BLOCKS // 3))]
    assert {"asked", "changed", "nothing"} <= set(came)
