"""``startbro check`` finds nothing in this repository, and finds what is put in to be found."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from bot.language.locales import ROOT
from connectors import checks


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Give a copy of the data and the sources that a test may spoil."""
    for folder in ("bot", "connectors", "locales"):
        ignored = shutil.ignore_patterns("node_modules", "__pycache__", "dist")
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=ignored)
    return tmp_path


def spoil(path: Path, old: str, new: str) -> None:
    """Replace the first place of some words in a file."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_this_repository_has_no_problems() -> None:
    assert checks.find_problems() == []


@pytest.mark.parametrize(
    ("path", "old", "new", "found"),
    [
        pytest.param("bot/data/templates/food.yml", "extends: general", "extends: genral", "food.yml", id="template"),
        pytest.param(
            "bot/data/parameters/skatteverket/pbb.yml", '"59200"', "59200", "skatteverket/pbb.yml: 2026", id="figure"
        ),
        pytest.param("bot/data/dialogue/interview.yml", "action_go_back", "action_go_bakc", "go_back", id="rule"),
        pytest.param("connectors/web/texts.yml", "refused_stale_button", "refused_old", "refused_stale", id="text"),
        pytest.param("bot/advice/beginning.py", '"utter_welcome"', '"utter_wellcome"', "utter_wellcome", id="reply"),
    ],
)
def test_a_mistake_is_named_with_its_file_and_entry(copy: Path, path: str, old: str, new: str, found: str) -> None:
    spoil(copy / path, old, new)
    assert [problem for problem in checks.find_problems(copy) if found in problem]


def test_the_command_says_how_many_there_are(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(checks, "find_problems", lambda: ["a.yml: b: c"])
    monkeypatch.setattr(checks, "find_notices", lambda day: [])
    assert checks.main([]) == 1
    assert capsys.readouterr().out.splitlines() == ["a.yml: b: c", "1 problems"]


def test_a_notice_is_shown_and_does_not_fail_the_command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(checks, "find_problems", list)
    monkeypatch.setattr(checks, "find_notices", lambda day: ["a.yml: b: old"])
    assert checks.main([]) == 0
    assert capsys.readouterr().out.splitlines() == ["notice: a.yml: b: old", "No problems found."]


def test_the_figures_of_this_repository_are_looked_at() -> None:
    in_years = checks.find_notices(date(2090, 1, 1))
    assert any("ab_share_capital_min.yml: " in notice and "last checked" in notice for notice in in_years)


def test_there_are_no_notices_while_the_figures_cannot_be_read(tmp_path: Path) -> None:
    assert checks.find_notices(date(2090, 1, 1), tmp_path) == []
