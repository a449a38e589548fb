"""The papers tell the truth: what README, CONTRIBUTING and docs name is there, and their lists equal their sources."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from bot.language.locales import DERIVED, load_locales
from connectors.__main__ import COMMANDS

ROOT = Path(__file__).parents[2]
README, CONTRIBUTING = ROOT / "README.md", ROOT / "CONTRIBUTING.md"
PAPERS = [*sorted(ROOT.glob("*.md")), *sorted(ROOT.glob("docs/**/*.md")), ROOT / "benchmarks" / "README.md"]
RECORDS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
HEADINGS = ["Status", "Context", "Decision", "Consequences"]
KINDS = {"law", "feature", "bugfix", "language", "internal"}
BUILT = {"locales/.catalogue.json"}
LARGEST_PICTURE = 200_000

LINK = re.compile(r"\]\(([^)\s]+)\)|src=\"([^\"]+)\"")
PATH = re.compile(r"`((?:bot|connectors|docs|tests|locales|benchmarks|requirements|\.ci)/[^`\s]*)`")
COMMAND = re.compile(r"(?:\bmake|\bstartbro) ([a-z]+)")
MODULE = re.compile(r"python -m ((?:bot|connectors)[\w.]+)")
LANGUAGE = re.compile(r"^\| `([a-z]{2,3}(?:_\w+)?)` \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)
SETTING = re.compile(r"^\| (`STARTBRO_[^|]+)", re.MULTILINE)


def missing_links(text: str, folder: Path) -> Iterator[str]:
    """Find links and pictures inside the repository that lead nowhere."""
    for found in LINK.findall(text):
        link = (found[0] or found[1]).split("#")[0]
        if link and "://" not in link and not (folder / link).exists():
            yield link


def missing_paths(text: str) -> Iterator[str]:
    """Find paths, patterns and ``file::test`` names that match nothing, save what is built or has a <gap>."""
    for named in PATH.findall(text):
        path, _, test = named.partition("::")
        if "<" in path or path in BUILT:
            continue
        here = sorted(ROOT.glob(path.rstrip("/")))
        if not here or (test and f"def {test}(" not in here[0].read_text(encoding="utf-8")):
            yield named


def code_of(text: str) -> str:
    """Keep what a paper sets as code: only there a word after make or startbro is a command."""
    return "\n".join(re.findall(r"```.*?```|`[^`]+`", text, re.DOTALL))


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: str(paper.relative_to(ROOT)))
def test_what_a_paper_names_is_there(paper: Path) -> None:
    text = paper.read_text(encoding="utf-8")
    assert [*missing_links(text, paper.parent), *missing_paths(text)] == []


def test_what_is_not_there_is_found() -> None:
    text = (
        "[a](nowhere.md) [b](README.md#x) `docs/nothing.md` `docs/` `bot/*.nothing` `bot/<x>` `tests/conftest.py::none`"
    )
    assert list(missing_links(text, ROOT)) == ["nowhere.md"]
    assert list(missing_paths(text)) == ["docs/nothing.md", "bot/*.nothing", "tests/conftest.py::none"]


@pytest.mark.parametrize("paper", [README, CONTRIBUTING], ids=lambda paper: paper.name)
def test_commands_that_are_named_exist(paper: Path) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    known = {*re.findall(r"^([a-z]+):", makefile, re.MULTILINE), *COMMANDS}
    code = code_of(paper.read_text(encoding="utf-8"))
    assert set(COMMAND.findall(code)) - known == set()
    assert [name for name in MODULE.findall(code) if not hasattr(import_module(name), "main")] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_explained_and_can_be_called(name: str) -> None:
    module, function = COMMANDS[name].target.split(":")
    assert callable(getattr(import_module(module), function))
    assert f"| `startbro {name}` |" in README.read_text(encoding="utf-8")


def test_the_table_of_languages_equals_the_list() -> None:
    told = {code: told for code, _, *told in re.findall(LANGUAGE, README.read_text(encoding="utf-8"))}
    listed = {
        code: [language.status.replace("_", " "), ", ".join(language.reviewers) or "nobody yet"]
        for code, language in load_locales().items()
        if code not in DERIVED
    }
    assert told == listed


def test_settings_are_the_same_everywhere() -> None:
    code = (ROOT / "connectors" / "settings.py").read_text(encoding="utf-8")
    read = {f"STARTBRO_{name}" for name in re.findall(r"""environment, "([A-Z_]+)\"""", code)}
    for paper in (README, ROOT / "docs" / "architecture.md"):
        cells = " ".join(SETTING.findall(paper.read_text(encoding="utf-8")))
        assert set(re.findall(r"STARTBRO_[A-Z_]+", cells)) == read, paper.name


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.stem)
def test_a_decision_record_has_its_four_parts(record: Path) -> None:
    text = record.read_text(encoding="utf-8")
    assert re.findall(r"^\*\*(\w+)\.\*\* \S", text, re.MULTILINE) == HEADINGS
    assert text.startswith(f"# {record.name[:4]}. ")


def test_every_decision_has_its_own_number() -> None:
    assert [number for number, times in Counter(record.name[:4] for record in RECORDS).items() if times > 1] == []


def test_risky_components_have_the_versions_that_are_installed() -> None:
    pinned = dict(
        re.findall(
            r"^([\w-]+)==([\w.]+)", (ROOT / "requirements" / "rasa.txt").read_text(encoding="utf-8"), re.MULTILINE
        )
    )
    text = (ROOT / "docs" / "risky-components.md").read_text(encoding="utf-8")
    told = dict(re.findall(r"^\| ([\w-]+) \| ([\d.]+) \|", text, re.MULTILINE))
    assert len(told) > 10
    assert told == {name: pinned.get(name) for name in told}


def test_news_are_of_a_known_kind() -> None:
    names = [path.name for path in (ROOT / "docs" / "changes").glob("*.md")]
    assert [name for name in names if name.split(".")[1] not in KINDS] == []


def test_pictures_are_light() -> None:
    pictures = list((ROOT / "docs" / "images").glob("*.png"))
    assert len(pictures) == 2
    assert [picture.name for picture in pictures if picture.stat().st_size > LARGEST_PICTURE] == []
