"""The built fonts carry what they must, with the licence beside them."""

from __future__ import annotations

import resources


def test_the_fonts_and_their_licence_are_there() -> None:
    for name in ("NotoSerifSC-Standard.ttf", "NotoSansSC-Standard.ttf", "NotoSerifSC-Rare.ttf"):
        assert resources.path(f"fonts/{name}").stat().st_size > 10**6
    licence = resources.path("fonts/OFL.txt").read_text(encoding="utf-8")
    assert "SIL Open Font License" in licence
