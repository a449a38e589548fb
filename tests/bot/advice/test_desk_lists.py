"""Lists that advisers choose from: each name once, and each with a text."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.advice.desk_lists import ListError, load_list
from bot.language.extract import extract
from bot.language.locales import ROOT


@pytest.mark.parametrize("kind", ["outcomes", "labels"])
def test_every_name_has_a_text(kind: str) -> None:
    names = load_list(ROOT / "bot" / "data" / "desk" / f"{kind}.yml")
    texts = {entry.name for entry in extract(ROOT).entries["desk"]}
    assert [name for name in names if f"desk_{kind[:-1]}_{name}" not in texts] == []


@pytest.mark.parametrize("text", ["labels: []", "labels: [tax, tax]", "labels: tax", "[]", "outcomes: [tax]"])
def test_a_list_of_another_shape_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "labels.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ListError, match="labels"):
        load_list(path)
