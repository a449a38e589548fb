"""The Word file: headings, repeated heads, languages and directions, and text that stays text."""

from __future__ import annotations

import io

import pytest
from docx import Document
from docx.document import Document as Docx
from docx.oxml.ns import qn

from connectors.documents.docx import make_docx
from connectors.record.types import PlanAnswer
from tests.connectors.documents.plans import HOSTILE, answer, document

IDEA = "أريد أن أفتح مخبزًا صغيرًا"
RUN_ORDER = ("w:rFonts", "w:b", "w:bCs", "w:color", "w:sz", "w:szCs", "w:rtl", "w:lang")
PARAGRAPH_ORDER = ("w:pStyle", "w:bidi", "w:jc", "w:rPr")


def written(*answers: PlanAnswer, locales: tuple[str, ...] = ("ar", "sv")) -> Docx:
    return Document(io.BytesIO(make_docx(document(*answers, locales=locales))))


def texts(docx: Docx) -> list[str]:
    cells = [cell.text for table in docx.tables for row in table.rows for cell in row.cells]
    return [paragraph.text for paragraph in docx.paragraphs] + cells


def test_the_file_says_its_title_and_language() -> None:
    properties = written(answer("company_name", "Nora", "Nora", language="sv")).core_properties
    assert (properties.title, properties.language) == ("Nora – Affärsplan", "sv")


def test_parts_are_real_headings() -> None:
    docx = written(answer("idea_what", IDEA, IDEA))
    headings = [p.text for p in docx.paragraphs if p.style is not None and p.style.name == "Heading 1"]
    assert any("Inte besvarad" in heading for heading in headings)


def test_the_languages_stand_above_every_table_and_are_repeated_on_each_page() -> None:
    docx = written(answer("idea_what", IDEA, IDEA))
    assert docx.tables
    for table in docx.tables:
        assert [cell.text for cell in table.rows[0].cells] == ["svenska", "العربية"]
        assert table.rows[0]._tr.trPr is not None
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None


def test_arabic_runs_right_to_left_and_swedish_does_not() -> None:
    docx = written(answer("idea_what", IDEA, IDEA), answer("money_needed", "250000"))
    arabic = [p for t in docx.tables for r in t.rows for c in r.cells for p in c.paragraphs if p.text == IDEA]
    assert len(arabic) == 2
    for paragraph in arabic:
        assert paragraph._p.pPr is not None
        assert paragraph._p.pPr.find(qn("w:bidi")) is not None
        properties = paragraph.runs[0]._r.rPr
        assert properties is not None
        assert properties.find(qn("w:rtl")) is not None
        language = properties.find(qn("w:lang"))
        assert language is not None
        assert language.get(qn("w:bidi")) == "ar"
    title = next(p for p in docx.paragraphs if p.text == "Affärsplan")
    assert title._p.pPr is None or title._p.pPr.find(qn("w:bidi")) is None


@pytest.mark.parametrize(
    ("tag", "order"), [("w:rPr", RUN_ORDER), ("w:pPr", PARAGRAPH_ORDER)], ids=["runs", "paragraphs"]
)
def test_properties_stand_in_the_order_word_demands(tag: str, order: tuple[str, ...]) -> None:
    docx = written(answer("idea_what", IDEA, IDEA), answer("risks_biggest", state="skipped"))
    for part in (docx.element.body, docx.styles.element, docx.sections[0].footer._element):
        for properties in part.iter(qn(tag)):
            found = [name for child in properties for name in order if child.tag == qn(name)]
            assert found == sorted(set(found), key=order.index)


def test_pages_are_counted_by_word_itself() -> None:
    footer = written().sections[0].footer._element
    fields = [element.text for element in footer.iter(qn("w:instrText"))]
    assert fields == ["PAGE", "NUMPAGES"] * 2


@pytest.mark.parametrize("locales", [("sv",), ("ar",), ("so", "sv")], ids="-".join)
def test_an_empty_plan_is_a_document_too(locales: tuple[str, ...]) -> None:
    assert len(texts(written(locales=locales))) > 40


@pytest.mark.parametrize("locales", [("sv",), ("ar", "sv")], ids="-".join)
def test_markup_and_controls_in_an_answer_are_harmless(locales: tuple[str, ...]) -> None:
    docx = written(answer("idea_what", "", HOSTILE + "\x00\x0b\ud800\uffff", language="sv"), locales=locales)
    assert any(HOSTILE in text for text in texts(docx))


def test_lines_of_an_answer_stay_lines() -> None:
    docx = written(answer("idea_what", "", "ett\ntvå", language="sv"), locales=("sv",))
    assert "ett\ntvå" in texts(docx)
