"""Which words a plan's document has: columns, notes on language, what is asked and what is open."""

from __future__ import annotations

import pytest

from bot.language.formats import FSI, PDI
from connectors.documents.plan_document import choose_columns
from connectors.documents.shapes import DocumentError, PlanDocument
from connectors.record.types import PlanAnswer
from tests.connectors.documents.plans import answer, cells, document

IDEA = "أريد أن أفتح مخبزًا صغيرًا"


@pytest.mark.parametrize(
    ("wanted", "columns"),
    [
        pytest.param(["ar", "sv"], ("sv", "ar"), id="Swedish stands first"),
        pytest.param(["sv", "so"], ("sv", "so"), id="also when it is asked for first"),
        pytest.param(["so"], ("so",), id="one language"),
        pytest.param(["sv", "sv"], ("sv",), id="the same twice is one"),
        pytest.param(["ar", "so"], ("ar", "so"), id="two languages without Swedish"),
    ],
)
def test_columns_are_one_or_two_languages(wanted: list[str], columns: tuple[str, ...]) -> None:
    assert choose_columns(wanted) == columns


@pytest.mark.parametrize("wanted", [[], ["sv", "ar", "so"], ["xx"], ["sv", "../../etc"], [""]])
def test_other_languages_are_refused(wanted: list[str]) -> None:
    with pytest.raises(DocumentError, match="one or two languages"):
        choose_columns(wanted)


def test_free_text_stays_as_written_and_is_marked_where_it_is_another_language() -> None:
    row = cells(document(answer("idea_what", IDEA, IDEA)), "idea_what")
    assert [cell.answer.text for cell in row.values()] == [IDEA, IDEA]
    assert [cell.answer.direction for cell in row.values()] == ["rtl", "rtl"]
    assert row["ar"].note is None
    assert row["sv"].note is not None
    assert "arabiska" in row["sv"].note.text


@pytest.mark.parametrize(
    ("state", "marked"), [("changed", True), (None, True), ("rendered", False)], ids=["changed", "unknown", "rendered"]
)
def test_a_swedish_translation_is_printed_and_marked_until_somebody_checked_it(state: str | None, marked: bool) -> None:
    given = answer("idea_what", IDEA, IDEA, swedish_text="Ett litet bageri", swedish_state=state)
    cell = cells(document(given), "idea_what")["sv"]
    assert cell.answer.text == "Ett litet bageri"
    assert (cell.note is not None) == marked


@pytest.mark.parametrize(
    ("given", "swedish", "arabic"),
    [
        pytest.param(answer("money_needed", "250000"), "250\u00a0000\u00a0kr", "250,000\u00a0kr", id="amount"),
        pytest.param(answer("money_invoice_share", "12.5"), "12,5\u00a0%", "12.5%", id="percent"),
        pytest.param(
            answer("timeplan_start", "2027-03-01"), "1\u00a0mars\u00a02027", "1\u00a0مارس\u00a02027", id="date"
        ),
        pytest.param(answer("owner_hours", 45), "45", "45", id="count"),
    ],
)
def test_typed_answers_are_written_in_each_columns_own_way(given: PlanAnswer, swedish: str, arabic: str) -> None:
    row = cells(document(given), given.question)
    shown = {code: cell.answer.text.strip("\u2066\u2069") for code, cell in row.items()}
    assert shown == {"sv": swedish, "ar": arabic}
    assert all(cell.note is None for cell in row.values())


def test_a_choice_that_is_no_longer_there_is_printed_as_it_was_given() -> None:
    row = cells(document(answer("company_form", "guild", "Ett skrå", language="sv")), "company_form")
    assert row["sv"].answer.text == "Ett skrå"


def test_a_name_has_no_note_about_its_language() -> None:
    row = cells(document(answer("company_name", "Nora", "Nora", language="sv")), "company_name")
    assert row["ar"].note is None


def questions_of(printed: PlanDocument) -> int:
    answered = sum(len(section.rows) for section in printed.sections)
    return answered + sum(len(section.questions) for section in printed.open)


def test_every_question_that_counts_is_either_answered_or_open() -> None:
    empty = document()
    assert empty.sections == ()
    assert questions_of(document(answer("idea_what", IDEA, IDEA))) == questions_of(empty)


def test_a_question_whose_condition_holds_is_counted_too() -> None:
    asked = document(answer("staff_any", True))
    assert questions_of(asked) == questions_of(document(answer("staff_any", False))) + 1


def test_an_answer_whose_condition_no_longer_holds_is_left_out() -> None:
    with pytest.raises(LookupError):
        cells(document(answer("staff_any", False), answer("staff_count", 3)), "staff_count")


def test_a_skipped_question_is_open_and_marked() -> None:
    printed = document(answer("risks_biggest", state="skipped"))
    assert sum(sum(section.skipped) for section in printed.open) == 1


@pytest.mark.parametrize(
    ("name", "headline"),
    [
        pytest.param("Nora Städ", "Nora Städ", id="a name"),
        pytest.param("مخبز حلب", "مخبز حلب", id="an Arabic name"),
        pytest.param("I do not know yet, perhaps something with bread or my daughter's name", None, id="a sentence"),
        pytest.param("Nora\nor Noor", None, id="two lines"),
    ],
)
def test_the_firms_name_is_the_headline_when_it_is_a_name(name: str, headline: str | None) -> None:
    printed = document(answer("company_name", name, name))
    assert (printed.headline.text if printed.headline else None) == headline


def test_the_cover_says_when_how_much_and_in_which_languages() -> None:
    frame = document(answer("owner_hours", 45)).frame
    assert "2\u00a0mars\u00a02026" in frame["made"][0].text
    assert "1\u00a0mars\u00a02026" in frame["changed"][0].text
    assert frame["languages"][0].text.replace(FSI, "").replace(PDI, "").endswith("svenska och arabiska")
    assert "89ABCDEF" in frame["number"][0].text
    assert frame["answered"][1].direction == "rtl"


def test_a_document_survives_the_way_to_the_worker() -> None:
    printed = document(answer("idea_what", IDEA, IDEA), answer("risks_biggest", state="skipped"))
    assert PlanDocument.from_json(printed.to_json()) == printed


def test_own_words_instead_of_a_choice_are_printed_with_their_language() -> None:
    words = "عند عمتي"
    row = cells(document(answer("place_kind", {"own": words}, words)), "place_kind")
    assert [cell.answer.text for cell in row.values()] == [words, words]
    assert row["ar"].note is None
    assert row["sv"].note is not None
    assert "arabiska" in row["sv"].note.text


def test_a_town_in_other_letters_is_marked_and_one_in_the_same_is_not() -> None:
    arabic = cells(document(answer("place_where", "مالمو", "مالمو")), "place_where")
    assert (arabic["sv"].note is None, arabic["ar"].note is None) == (False, True)
    assert cells(document(answer("place_where", "Malmö", "Malmö")), "place_where")["sv"].note is None
