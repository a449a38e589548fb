"""Writes a plan as a Word file with python-docx: real headings, repeated table heads, and right-to-left where due.

python-docx knows no direction, so ``w:bidi``, ``w:rtl`` and ``w:lang`` are written as elements.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from datetime import UTC, datetime

from docx import Document
from docx.document import Document as Docx
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from connectors.documents.docx_parts import add_part
from connectors.documents.docx_words import (
    ACCENT,
    AFTER_RTL,
    FONT,
    INK,
    add_table,
    emphasise,
    heading,
    lines,
    set_direction,
    soften,
    write,
    write_run,
)
from connectors.documents.shapes import Cell, Columns, OpenSection, PlanDocument, Section, Words

COVER_LINES = ("answered", "made", "changed", "languages", "number")
_FIELD = re.compile(r"(\{pages?\})")


def make_docx(document: PlanDocument) -> bytes:
    """Give the DOCX file."""
    docx = Document()
    _set_up(docx, document)
    _cover(docx, document)
    for part in document.before:
        add_part(docx, part, document)
    for section in document.sections:
        _section(docx, section, document.languages)
    if not document.sections:
        lines(docx, document.frame["empty"])
    for part in document.after:
        add_part(docx, part, document)
    if document.open:
        _not_answered(docx, document)
    else:
        lines(docx, document.frame["complete"])
    buffer = io.BytesIO()
    docx.save(buffer)
    return buffer.getvalue()


def _set_up(docx: Docx, document: PlanDocument) -> None:
    """Set paper, fonts, title and page numbers."""
    page = docx.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(20)
    page.top_margin, page.bottom_margin = Mm(22), Mm(24)
    page.different_first_page_header_footer = True
    main = document.languages[0]
    properties = docx.core_properties
    properties.title, properties.language, properties.author = document.title, main.language, "Startbro"
    properties.created = properties.modified = datetime.fromisoformat(document.date).replace(tzinfo=UTC)
    for name, size, colour in (("Normal", 10, INK), ("Title", 26, ACCENT), ("Heading 1", 15, ACCENT)):
        _style(docx, name, size=size, colour=colour)
    _style(docx, "Heading 2", size=10, colour=ACCENT)
    for words in document.frame["page"]:
        _page_number(page.footer.add_paragraph(), words)


def _style(docx: Docx, name: str, *, size: int, colour: RGBColor) -> None:
    style = docx.styles[name]
    if not isinstance(style, ParagraphStyle):
        return
    style.font.name, style.font.size, style.font.color.rgb = FONT, Pt(size), colour
    properties = style.element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    for attribute in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(attribute), None)
    for attribute in ("w:ascii", "w:hAnsi", "w:cs"):
        fonts.set(qn(attribute), FONT)
    for old in properties.findall(qn("w:szCs")):
        properties.remove(old)
    # Arabic takes its size from this one
    complex_size = OxmlElement("w:szCs")
    complex_size.set(qn("w:val"), str(2 * size))
    properties.insert_element_before(complex_size, "w:highlight", "w:u", *AFTER_RTL)


def _cover(docx: Docx, document: PlanDocument) -> None:
    frame = document.frame
    if document.headline:
        write(docx.add_paragraph(style="Title"), document.headline)
    for words in frame["title"]:
        write(docx.add_paragraph(style="Heading 1" if document.headline else "Title"), words)
    lines(docx, frame["template"], soft=True)
    for name in COVER_LINES:
        lines(docx, frame[name])
    lines(docx, frame["about"], soft=True)
    lines(docx, frame["made_with"], soft=True)
    docx.paragraphs[-1].add_run().add_break(WD_BREAK.PAGE)
    heading(docx, frame["contents"], level=1)
    # Word itself fills a list of contents in; until then it shows these titles.
    titles = [part.titles for part in document.before] + [section.titles for section in document.sections]
    titles += [part.titles for part in document.after] + ([frame["not_answered"]] if document.open else [])
    _contents(docx, titles)


def _contents(docx: Docx, titles: Iterable[Columns]) -> None:
    paragraph = docx.add_paragraph()
    _field_sign(paragraph, "begin")
    _instruction(paragraph, r'TOC \o "1-1" \h \z')
    _field_sign(paragraph, "separate")
    for columns in titles:
        paragraph = docx.add_paragraph()
        write(paragraph, columns[0])
        for words in columns[1:]:
            paragraph.add_run(" · ")
            write_run(paragraph, words.text, words)
    _field_sign(paragraph, "end")
    paragraph.add_run().add_break(WD_BREAK.PAGE)


def _section(docx: Docx, section: Section, languages: Columns) -> None:
    heading(docx, section.titles, level=1)
    if len(languages) == 1:
        for (cell,) in section.rows:
            heading(docx, (cell.question,), level=2)
            _answer(docx, cell)
        return
    places = _table(docx, languages, rows=len(section.rows))
    for row, cells in zip(section.rows, places, strict=True):
        for place, cell in zip(cells, row, strict=True):
            question = place.paragraphs[0]
            write(question, cell.question)
            for run in question.runs:
                emphasise(run)
            _answer(place, cell)


def _answer(place: Docx | _Cell, cell: Cell) -> None:
    write(place.add_paragraph(), cell.answer)
    if cell.note:
        soften(place.add_paragraph(), cell.note)


def _not_answered(docx: Docx, document: PlanDocument) -> None:
    heading(docx, document.frame["not_answered"], level=1)
    lines(docx, document.frame["not_answered_about"], soft=True)
    for section in document.open:
        heading(docx, section.titles, level=2)
        _open_questions(docx, section, document)


def _open_questions(docx: Docx, section: OpenSection, document: PlanDocument) -> None:
    number = len(section.questions)
    if len(document.languages) == 1:
        places = [[docx.add_paragraph(style="List Bullet")] for _ in range(number)]
    else:
        places = [[cell.paragraphs[0] for cell in cells] for cells in _table(docx, document.languages, rows=number)]
    for paragraphs, columns, skipped in zip(places, section.questions, section.skipped, strict=True):
        for paragraph, words, mark in zip(paragraphs, columns, document.frame["skipped"], strict=True):
            write(paragraph, words)
            if skipped:
                write_run(paragraph, f" ({mark.text})", mark)


def _table(docx: Docx, languages: Columns, *, rows: int) -> list[tuple[_Cell, ...]]:
    """Add a table and give the cells of its rows; above them, repeated on every page, stand the languages' names."""
    table = add_table(docx, rows=1 + rows, columns=len(languages))
    head, *body = table.rows
    for cell, words in zip(head.cells, languages, strict=True):
        soften(cell.paragraphs[0], words)
    head._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    return [row.cells for row in body]


def _page_number(paragraph: Paragraph, words: Words) -> None:
    """Write ``Page {page} of {pages}`` with Word's own counters in the places."""
    set_direction(paragraph, words)
    for part in _FIELD.split(words.text):
        if part in ("{page}", "{pages}"):
            _field_sign(paragraph, "begin")
            _instruction(paragraph, "PAGE" if part == "{page}" else "NUMPAGES")
            _field_sign(paragraph, "end")
        elif part:
            write_run(paragraph, part, words)


def _field_sign(paragraph: Paragraph, kind: str) -> None:
    sign = OxmlElement("w:fldChar")
    sign.set(qn("w:fldCharType"), kind)
    paragraph.add_run()._r.append(sign)


def _instruction(paragraph: Paragraph, text: str) -> None:
    instruction = OxmlElement("w:instrText")
    instruction.set(qn("xml:space"), "preserve")
    instruction.text = text
    paragraph.add_run()._r.append(instruction)
