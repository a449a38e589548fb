"""The papers for a loan, as a lender gets them."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import docx
import pypdf
import pytest

from bot.advice.parameters import Parameters
from bot.language.catalogue import default_catalogue
from connectors.documents.calculating import word_book, word_packet
from connectors.documents.docx import make_docx
from connectors.documents.export import build_document
from connectors.documents.packet_document import Calculated, packet_document
from connectors.documents.pdf import make_pdf
from connectors.documents.plan_document import Wording, choose_columns
from connectors.documents.shapes import Grid, PlanDocument
from tests.connectors.documents.plans import DAY, answer, general, plan, whole_plan


def wording(*locales: str) -> Wording:
    return Wording(default_catalogue(), general(), choose_columns(locales))


def said(name: str, locale: str = "sv") -> str:
    return default_catalogue().text(name, locale).text


def packet(*locales: str) -> PlanDocument:
    return word_packet(whole_plan(), wording(*locales), day=DAY)


def test_the_check_stands_first_and_names_the_question_that_mends() -> None:
    check = packet("sv").before[0]
    assert check.titles[0].text == said("document_packet_check")
    rows = {row.label[0].text: row for row in check.grids[0].rows}
    missing = rows[said("utter_packet_ownership")]
    assert missing.strong
    assert said("general.company_owners.text") in missing.values[0][0].text
    assert not rows[said("utter_packet_amount_needed")].strong


def test_what_is_said_of_the_person_stands_first_among_the_answers_and_only_there() -> None:
    document = packet("sv", "ar")
    assert document.sections[0].titles[0].text == said("document_packet_cv")
    question = said("general.owner_experience.text")
    found = [cell[0].question.text for section in document.sections for cell in section.rows]
    assert found.count(question) == 1


def test_every_row_of_a_table_has_as_many_values_as_its_head() -> None:
    for part in (*packet("sv", "ar").before, *packet("sv", "ar").after):
        for grid in part.grids:
            assert all(len(row.values) in (0, len(grid.head) - 1) for row in grid.rows)


def test_the_liquidity_has_all_months_in_tables_that_fit_a_page() -> None:
    document = packet("sv")
    titles = {part.titles[0].text: part for part in document.after}
    grids: tuple[Grid, ...] = titles[said_with_terms("document_book_title_liquidity")].grids
    assert [len(grid.head) - 1 for grid in grids] == [6, 6, 6, 6]
    assert grids[0].head[1][0].text == "2026-09"


def said_with_terms(name: str) -> str:
    return wording("sv").each(name)[0].text


@pytest.mark.parametrize("locales", [("sv",), ("ar",), ("sv", "so")], ids="-".join)
def test_the_file_is_pdf_ua_with_pictures_that_have_words(locales: tuple[str, ...]) -> None:
    made = make_pdf(packet(*locales))
    reader = pypdf.PdfReader(io.BytesIO(made))
    metadata = reader.xmp_metadata
    assert metadata is not None
    assert b"pdfuaid" in made or "pdfuaid" in metadata.stream.get_data().decode()
    text = "".join(page.extract_text() for page in reader.pages)
    assert "2026-09" in text
    assert len(reader.pages) > 5


def test_the_word_file_has_the_tables_and_the_pictures_with_words() -> None:
    made = docx.Document(io.BytesIO(make_docx(packet("sv", "ar"))))
    assert len(made.tables) > 8
    assert len(made.inline_shapes) == 4
    described = [shape._inline.docPr.get("descr") for shape in made.inline_shapes]
    assert said("document_chart_cash") in described


def test_without_numbers_the_papers_and_the_spreadsheet_say_so() -> None:
    empty = plan(answer("idea_what", "خبز", "خبز"))
    document = word_packet(empty, wording("sv"), day=DAY)
    assert document.before[1].lines[0][0].text == said("document_packet_no_budget")
    assert make_pdf(document).startswith(b"%PDF-")
    book = word_book(empty, wording("sv"), day=DAY)
    assert [cell.text for cell in book.sheets[0].cells][1] == said("document_book_no_budget")


def test_undecided_figures_are_told() -> None:
    late = packet_document(
        whole_plan(), wording("sv"), Calculated(undecided=date(2031, 1, 1)), Parameters.load(), day=DAY
    )
    assert "2031" in late.before[1].lines[0][0].text


def test_the_day_of_the_figures_what_is_assumed_and_whom_to_ask_are_told() -> None:
    document = packet("sv")
    assert "2026" in document.before[1].lines[0][0].text
    titles = [part.titles[0].text for part in document.after]
    assert titles.index(said("document_packet_assumptions")) < titles.index(said("document_packet_unconfirmed_title"))
    unconfirmed = document.after[titles.index(said("document_packet_unconfirmed_title"))]
    assert all("Skatteverket" in line[0].text or "verksamt" in line[0].text for line in unconfirmed.lines[1:])
    assert len(unconfirmed.lines) > 1


@pytest.mark.parametrize(
    ("kind", "packed", "start"),
    [("pdf", True, b"%PDF-"), ("docx", True, b"PK"), ("xlsx", False, b"PK")],
    ids=["papers as PDF", "papers as DOCX", "budgets"],
)
async def test_the_worker_makes_every_file(kind: str, packed: bool, start: bytes) -> None:
    made = await build_document(whole_plan(), format=kind, locales=["ar", "sv"], day=DAY, packet=packed)
    assert made.startswith(start)
    assert len(made) > 30_000


def test_a_start_budget_that_nobody_answered_is_not_nothing() -> None:
    """What was said to be needed is told as said; what was not said is not answered yet, and never 0."""
    told = dict(whole_plan().answers)
    for question in ("place_equipment_cost", "budget_stock", "budget_deposit", "budget_fees", "budget_loan"):
        told.pop(question, None)
    said_only = {**told, "money_needed": answer("money_needed", "60000"), "money_own": answer("money_own", "20000")}
    document = word_packet(replace(whole_plan(), answers=said_only), wording("sv"), day=DAY)
    rows = {row.label[0].text: row.values[0][0].text for row in document.before[1].grids[0].rows}
    assert rows[said("document_packet_need_as_said")] == "60\xa0000"
    assert rows[said("document_packet_seek")] == said("document_packet_not_answered")
    assert rows[said("document_book_gap")] == "40\xa0000"
    (start,) = [part for part in document.after if part.titles == wording("sv").each("document_book_title_start", {})]
    assert start.grids == ()
    told.pop("money_needed", None)
    nothing = word_packet(replace(whole_plan(), answers=told), wording("sv"), day=DAY)
    values = {row.label[0].text: row.values[0][0].text for row in nothing.before[1].grids[0].rows}
    assert values[said("document_book_need")] == said("document_packet_not_answered")
