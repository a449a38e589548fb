"""Which words a name gets in a language, and when the built file is used."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.language import compile as compiling
from bot.language.catalogue import Catalogue, Text, UnknownTextError
from bot.language.compiled import compiled_path, read
from bot.language.serbian import to_latin
from tests.bot.language.small_project import make_project, merge


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Give a small project with one greeting in Swedish and one in Serbian."""
    root = make_project(tmp_path)
    merge(root, "sv", {"page_hello": "Hej {person}"})
    merge(root, "sr", {"page_hello": "Здраво {person}", "general.title": "Пословни план", "utter_greet": "Џемпер"})
    return root


@pytest.mark.parametrize(
    ("name", "locale", "text"),
    [
        pytest.param("page_hello", "sv", Text("Hej {person}", "sv"), id="translated"),
        pytest.param("page_hello", "so", Text("Hej {person}", "sv"), id="fallback of the list"),
        pytest.param("general.title", "so", Text("Business plan", "en"), id="the source at last"),
        pytest.param("page_hello", "en", Text("Hello {person}", "en"), id="English is the source"),
        pytest.param("page_hello", "zz", Text("Hello {person}", "en"), id="an unknown language"),
        pytest.param("general.title", "sr_Latn", Text("Poslovni plan", "sr_Latn"), id="Serbian in Latin letters"),
        pytest.param("page_hello", "sr_Latn", Text("Zdravo {person}", "sr_Latn"), id="placeholders stay"),
    ],
)
def test_words_come_from_the_nearest_language_that_has_them(project: Path, name: str, locale: str, text: Text) -> None:
    assert Catalogue.load(project).text(name, locale) == text


def test_an_outdated_translation_is_not_shown(project: Path) -> None:
    path = project / "connectors/web/texts.yml"
    path.write_text(path.read_text("utf-8").replace("Hello", "Good day"), "utf-8")
    assert Catalogue.load(project).text("page_hello", "sv") == Text("Good day {person}", "en")


def test_an_unknown_name_is_an_error_with_the_name(project: Path) -> None:
    with pytest.raises(UnknownTextError, match="page_nothing"):
        Catalogue.load(project).text("page_nothing", "sv")


def test_the_built_file_gives_the_same_texts_as_the_sources(project: Path) -> None:
    built = compiling.build(project)
    assert read(project) is None
    compiling.write(built, project)
    assert read(project) == built


@pytest.mark.parametrize("name", ["connectors/web/texts.yml", "locales/sv/LC_MESSAGES/bot.po", "locales/locales.yml"])
def test_a_built_file_older_than_any_text_is_not_used(project: Path, name: str) -> None:
    compiling.write(compiling.build(project), project)
    with (project / name).open("a", encoding="utf-8") as file:
        file.write("\n# looked at\n")
    assert read(project) is None


@pytest.mark.parametrize("content", ["", "{", "[]", "{}"])
def test_a_broken_built_file_is_made_anew(project: Path, content: str) -> None:
    compiled_path(project).write_text(content, "utf-8")
    assert "page_hello" in Catalogue.load(project)


def test_terms_are_found_as_placeholders_write_them(project: Path) -> None:
    catalogue = Catalogue.load(project)
    assert catalogue.word("f_skatt") == catalogue.word("f-skatt") == "F-skatt"
    assert catalogue.term("f_skatt") == "f-skatt"
    assert catalogue.word("borgen") is None


@pytest.mark.parametrize(
    ("cyrillic", "latin"),
    [
        pytest.param("Његош љуби џемпер", "Njegoš ljubi džemper", id="one letter becomes two"),
        pytest.param("ЊЕГОШ, ЉУБАВ", "NJEGOŠ, LJUBAV", id="both capital in capitals"),
        pytest.param("Ђорђе Жика Ћира Чеда Шћепан", "Đorđe Žika Ćira Čeda Šćepan", id="letters with signs"),
        pytest.param("{term_moms} и F-skatt", "{term_moms} i F-skatt", id="placeholders and Latin stay"),
    ],
)
def test_serbian_is_written_in_latin_letters(cyrillic: str, latin: str) -> None:
    assert to_latin(cyrillic) == latin
