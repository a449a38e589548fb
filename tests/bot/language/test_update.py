"""Sources and catalogues: what is collected, what becomes fuzzy, what a merge refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.language.checks import catalogue_problems, missing
from bot.language.extract import SourceError, extract
from bot.language.plurals import categories, plural_header, plural_index
from bot.language.pofiles import po_path, read_translations
from bot.language.update import main, untranslated
from tests.bot.language.small_project import make_project, merge

Merging = tuple[Path, pytest.CaptureFixture[str]]
ARABIC_LEFT = ["لا سؤال في {section}.", "سؤال في {section}.", "سؤالان في {section}."] + ["{n} في {section}."] * 3


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Give a small project with empty catalogues."""
    return make_project(tmp_path)


@pytest.fixture
def merging(project: Path, capsys: pytest.CaptureFixture[str]) -> Merging:
    """Give a small project and what the commands print."""
    return project, capsys


def edit(root: Path, name: str, old: str, new: str) -> None:
    path = root / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_every_source_is_collected_under_the_names_of_the_contract(project: Path) -> None:
    sources = extract(project)
    assert [entry.name for entry in sources.entries["bot"]] == [
        "utter_greet",
        "utter_greet.short",
        "utter_left",
        "utter_moms",
        "general.title",
        "general.idea.title",
        "general.form.text",
        "general.form.example1",
        "general.form.short",
        "general.form.alone",
        "term.f-skatt.meaning",
        "term.f-skatt.example",
        "term.f-skatt.say",
        "term.moms.meaning",
        "term.moms.example",
        "term.moms.say",
    ]
    assert [entry.name for entry in sources.entries["gateway"]] == ["button_pause", "page_download", "page_hello"]
    assert sources.words == {"f-skatt": "F-skatt", "moms": "moms"}


def test_files_hold_no_dates_and_no_places(project: Path) -> None:
    text = po_path(project, "ar", "bot").read_text("utf-8") + (project / "locales/bot.pot").read_text("utf-8")
    assert "Date" not in text
    assert "\n#:" not in text


def test_a_second_update_changes_nothing(project: Path) -> None:
    merge(project, "sv", {"page_hello": "Hej {person}"})
    before = po_path(project, "sv", "gateway").read_bytes()
    assert main([], project) == 0
    assert main(["--check"], project) == 0
    assert po_path(project, "sv", "gateway").read_bytes() == before


def test_the_check_fails_and_names_the_file_when_a_source_changed(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(project, "connectors/web/texts.yml", "Hello", "Good day")
    assert main(["--check"], project) == 1
    assert "locales/sv/LC_MESSAGES/gateway.po: lags" in capsys.readouterr().out


def test_a_changed_source_makes_its_translation_fuzzy_and_no_other(project: Path) -> None:
    merge(project, "sv", {"page_hello": "Hej {person}", "general.title": "Affärsplan"})
    edit(project, "connectors/web/texts.yml", "Hello", "Good day")
    main([], project)
    found = read_translations(po_path(project, "sv", "gateway"))["page_hello"]
    assert (found.fuzzy, found.forms) == (True, ("Hej {person}",))
    assert main(["--check"], project) == 0
    assert not read_translations(po_path(project, "sv", "bot"))["general.title"].fuzzy


def test_a_fuzzy_translation_is_good_again_once_it_is_merged_anew(project: Path) -> None:
    merge(project, "sv", {"page_hello": "Hej {person}"})
    edit(project, "connectors/web/texts.yml", "Hello", "Good day")
    main([], project)
    merge(project, "sv", {"page_hello": "God dag {person}"})
    found = read_translations(po_path(project, "sv", "gateway"))["page_hello"]
    assert (found.fuzzy, found.forms) == (False, ("God dag {person}",))


def test_an_entry_that_is_gone_is_dropped_and_a_new_one_is_empty(project: Path) -> None:
    merge(project, "sv", {"page_hello": "Hej {person}"})
    edit(project, "connectors/web/texts.yml", "page_hello", "page_welcome")
    main([], project)
    found = read_translations(po_path(project, "sv", "gateway"))
    assert "page_hello" not in found
    assert found["page_welcome"].forms == ("",)
    assert "Hej" not in po_path(project, "sv", "gateway").read_text("utf-8")


@pytest.mark.parametrize(
    ("code", "name", "value", "problem"),
    [
        pytest.param("sv", "page_nothing", "Hej", "no such entry", id="unknown name"),
        pytest.param("sv", "page_hello", "Hej", "missing {person}", id="a placeholder is missing"),
        pytest.param("sv", "page_hello", "Hej {person} {name}", "unknown {name}", id="a placeholder too many"),
        pytest.param("sv", "page_hello", "Hej {person} {", "a loose { or }", id="a loose brace"),
        pytest.param("sv", "page_hello", "Hello {person}", "still English", id="not translated"),
        pytest.param("sv", "general.title", "TODO", "unfinished", id="to do"),
        pytest.param("sv", "general.title", "  ", "write one text", id="empty"),
        pytest.param("sv", "general.title", ["a", "b"], "write one text", id="forms for a text that counts nothing"),
        pytest.param("sv", "general.title", "Plan för 25 000 kr", "a figure in a text", id="an amount"),
        pytest.param("sv", "general.title", "Plan med 25\u00a0%", "a figure in a text", id="a percentage"),
        pytest.param("sv", "general.title", "Plan 2026", "a figure in a text", id="a year"),
        pytest.param("ar", "utter_left", ["{n} في {section}"] * 5, "6 forms", id="a form is missing"),
        pytest.param("ar", "utter_left", ["{n}"] * 6, "missing {section}", id="only the number may be left out"),
    ],
)
def test_a_merge_refuses_what_would_break_a_text_and_says_why(
    merging: Merging, code: str, name: str, value: object, problem: str
) -> None:
    project, capsys = merging
    assert merge(project, code, {name: value, "utter_moms": "X {term_moms} {rate}"}) == 1
    said = capsys.readouterr().out
    assert problem in said
    assert name in said
    assert untranslated(project, code).get("utter_moms") is None  # the rest was written


@pytest.mark.parametrize(
    ("code", "name", "value"),
    [
        pytest.param("ar", "utter_left", ARABIC_LEFT, id="two questions are one Arabic word, without a number"),
        pytest.param("sv", "page_download", "PDF", id="a word that is the same everywhere"),
        pytest.param("sv", "button_pause", "Pause", id="an entry that is allowed to be the same"),
        pytest.param("sv", "general.form.example1", "Jag har 25 000 kr", id="a figure in an example"),
        pytest.param("sv", "term.moms.say", "momss", id="how to say a word"),
        pytest.param("so", "utter_moms", "{rate} oo ah {term_moms}", id="placeholders in another order"),
    ],
)
def test_a_merge_takes_what_is_right(project: Path, code: str, name: str, value: object) -> None:
    assert merge(project, code, {name: value}) == 0
    assert name not in untranslated(project, code)


def test_what_was_translated_from_older_english_is_refused_and_stays_wanted(merging: Merging) -> None:
    project, capsys = merging
    assert main(["--missing", "sv", "--sources"], project) == 0
    taken = json.loads(capsys.readouterr().out)
    assert taken["page_hello"] == {"source": "Hello {person}", "text": ""}
    assert taken["utter_left"]["source"] == untranslated(project, "sv")["utter_left"]
    edit(project, "connectors/web/texts.yml", "Hello", "Good day")
    taken["page_hello"]["text"] = "Hej {person}"
    taken["general.title"]["text"] = "Affärsplan"
    taken["utter_left"]["text"] = ["{n} fråga kvar i {section}.", "{n} frågor kvar i {section}."]
    done = {name: taken[name] for name in ("page_hello", "general.title", "utter_left")}
    assert merge(project, "sv", done) == 1
    assert "page_hello: made from other English than there is now" in capsys.readouterr().out
    left = untranslated(project, "sv")
    assert left["page_hello"] == "Good day {person}"
    assert {"general.title", "utter_left"}.isdisjoint(left)


@pytest.mark.parametrize(
    "value",
    [
        pytest.param({"source": "Business plan"}, id="no text"),
        pytest.param({"text": "Affärsplan"}, id="no source"),
        pytest.param({"source": ["Business plan", "Plans"], "text": "Affärsplan"}, id="the source of a counting text"),
        pytest.param({"source": None, "text": "Affärsplan"}, id="nothing as source"),
    ],
)
def test_an_entry_that_names_its_english_names_all_of_it(project: Path, value: object) -> None:
    assert merge(project, "sv", {"general.title": value}) == 1
    assert "general.title" in untranslated(project, "sv")


def test_a_merge_into_a_language_without_catalogue_is_refused(project: Path) -> None:
    assert merge(project, "en", {}) == 2
    assert merge(project, "sr_Latn", {}) == 2


def test_what_is_missing_is_listed_until_it_is_there(project: Path) -> None:
    absent = missing(project, "sv")
    assert "locales/sv/LC_MESSAGES/gateway.po: page_hello" in absent
    merge(project, "sv", {"page_hello": "Hej {person}"})
    assert set(absent) - set(missing(project, "sv")) == {"locales/sv/LC_MESSAGES/gateway.po: page_hello"}


def test_a_wrong_translation_written_by_hand_is_found_with_file_and_entry(project: Path) -> None:
    merge(project, "sv", {"page_hello": "Hej {person}"})
    edit(project, "locales/sv/LC_MESSAGES/gateway.po", "Hej {person}", "Hej {namn}")
    edit(project, "locales/ar/LC_MESSAGES/bot.po", "nplurals=6", "nplurals=2")
    problems = catalogue_problems(project)
    assert "locales/sv/LC_MESSAGES/gateway.po: page_hello: missing {person}" in problems
    assert any(problem.startswith("locales/ar/LC_MESSAGES/bot.po: header") for problem in problems)


def test_a_term_without_a_card_is_found_in_the_source(project: Path) -> None:
    edit(project, "connectors/web/texts.yml", "{person}", "{term_borgen}")
    assert "connectors/web/texts.yml: page_hello: {term_borgen}: no such term in bot/data/terms" in (
        catalogue_problems(project)
    )


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        pytest.param("connectors/web/texts.yml", "- a\n", "write keys and values", id="a list"),
        pytest.param("connectors/web/texts.yml", "a: 3\n", "a: write a text in quotes", id="a number"),
        pytest.param("connectors/web/texts.yml", "a: {one: x}\n", "the two forms", id="half a count"),
        pytest.param("connectors/web/texts.yml", "a: [\n", "texts.yml", id="broken YAML"),
        pytest.param("connectors/web/other_texts.yml", 'button_pause: "x"\n', "also in", id="a name twice"),
        pytest.param("bot/domain/greeting.yml", "responses: {utter_a: []}\n", "write one text", id="an empty reply"),
    ],
)
def test_a_source_of_another_shape_is_refused(project: Path, name: str, text: str, problem: str) -> None:
    (project / name).write_text(text, "utf-8")
    with pytest.raises(SourceError, match=problem):
        extract(project)


@pytest.mark.parametrize(
    ("code", "order"),
    [
        pytest.param("ar", ("zero", "one", "two", "few", "many", "other"), id="Arabic"),
        pytest.param("sr_Latn", ("one", "few", "other"), id="Serbian"),
        pytest.param("tr", ("one", "other"), id="Turkish, where gettext's usual table knows one form"),
    ],
)
def test_forms_are_those_of_cldr_in_a_fixed_order(code: str, order: tuple[str, ...]) -> None:
    assert categories(code) == order
    assert plural_header(code).startswith(f"nplurals={len(order)};")


@pytest.mark.parametrize(
    ("number", "form"), [(0, 0), (1, 1), (2, 2), (3, 3), (10, 3), (11, 4), (99, 4), (100, 5), (103, 3)]
)
def test_arabic_counts_in_six_forms(number: int, form: int) -> None:
    assert plural_index("ar", number) == form


def test_the_desk_is_translated_only_into_the_languages_that_have_it(project: Path) -> None:
    (project / "connectors" / "desk").mkdir()
    (project / "connectors" / "desk" / "desk_texts.yml").write_text('desk_take: "Take over"\n', "utf-8")
    assert main([], project) == 0
    assert "desk_take" in untranslated(project, "sv")
    assert "desk_take" not in untranslated(project, "ar")
    assert merge(project, "sv", {"desk_take": "Ta över"}) == 0
    assert merge(project, "ar", {"desk_take": "تولَّ"}) == 0
    assert not po_path(project, "ar", "desk").exists()
    assert [name for name in missing(project, "sv") if "desk" in name] == []
