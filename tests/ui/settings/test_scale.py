"""The size of the words in the window: five steps, at once, kept; what is printed stays."""

from __future__ import annotations

import pytest

from models.school import kept_settings
from ui.use_cases import settings

STEPS = ("100%", "125%", "150%", "175%", "200%")


@pytest.fixture
def page(window, theme):
    window.navigation.open_page("settings")
    yield window.pages.settings
    theme.apply(100)


def test_the_steps_that_are_offered(page) -> None:
    assert tuple(page.scale.itemText(at) for at in range(page.scale.count())) == STEPS


@pytest.mark.parametrize(("place", "scale"), list(enumerate((100, 125, 150, 175, 200))))
def test_a_step_holds_at_once_and_is_kept(page, theme, filled, place: int, scale: int) -> None:
    page._choose_scale(place)
    assert theme.scale == scale
    assert theme.px(100) == scale
    assert page.scale.currentText() == f"{scale}%"
    assert kept_settings.number(filled, settings.SCALE, 0, range(50, 300)) == scale


def test_a_step_that_cannot_be_kept_is_not_shown(page, theme, monkeypatch) -> None:
    monkeypatch.setattr(page._workspace, "keep_setting", lambda *_words, **_how: False)
    page._choose_scale(4)
    assert theme.scale == 100
    assert page.scale.currentText() == "100%"
