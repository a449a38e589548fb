"""Writes words into a Word file: each text in its language, each paragraph and run in its direction."""

from __future__ import annotations

from docx.document import Document as Docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from docx.table import Table
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from connectors.documents.shapes import Columns, Words

FONT = "Arial"
ACCENT, SOFT, INK = RGBColor(0x0B, 0x4F, 0x5C), RGBColor(0x5B, 0x6B, 0x70), RGBColor(0x1D, 0x2A, 0x2E)
# Word accepts properties of paragraphs and runs only in the order of its schema: what follows w:bidi and w:rtl there.
AFTER_BIDI = (
    "w:adjustRightInd",
    "w:snapToGrid",
    "w:spacing",
    "w:ind",
    "w:contextualSpacing",
    "w:jc",
    "w:outlineLvl",
    "w:rPr",
    "w:sectPr",
)
AFTER_RTL = ("w:cs", "w:em", "w:lang", "w:eastAsianLayout", "w:specVanish", "w:oMath")


def heading(docx: Docx, columns: Columns, *, level: int) -> None:
    """Add a heading, its languages side by side."""
    paragraph = docx.add_paragraph()
    # by its id: by its name python-docx would look through every style there is, each time
    paragraph._p.style = f"Heading{level}"
    write(paragraph, columns[0])
    for words in columns[1:]:
        paragraph.add_run(" · ")
        write_run(paragraph, words.text, words)


def add_table(docx: Docx, *, rows: int, columns: int) -> Table:
    """Add an empty table with lines round its cells."""
    table: Table = docx.add_table(rows=rows, cols=columns)
    table._tbl.tblStyle_val = "TableGrid"
    return table


def lines(docx: Docx, columns: Columns, *, soft: bool = False) -> None:
    """Add a paragraph for each language."""
    for words in columns:
        paragraph = docx.add_paragraph()
        soften(paragraph, words) if soft else write(paragraph, words)


def soften(paragraph: Paragraph, words: Words) -> None:
    """Write a text in small, quiet letters."""
    write(paragraph, words)
    for run in paragraph.runs:
        run.font.size, run.font.color.rgb = Pt(8.5), SOFT


def emphasise(run: Run) -> None:
    """Make a run stand out."""
    run.font.bold, run.font.color.rgb, run.font.size = True, ACCENT, Pt(9)
    run.font.cs_bold = True


def write(paragraph: Paragraph, words: Words) -> None:
    """Write a text as one paragraph that runs its own way, a line break for each new line."""
    set_direction(paragraph, words)
    for number, line in enumerate(words.text.split("\n")):
        if number:
            paragraph.add_run().add_break()
        write_run(paragraph, line, words)


def set_direction(paragraph: Paragraph, words: Words) -> None:
    """Let a paragraph run its own way."""
    if words.direction == "rtl":
        paragraph._p.get_or_add_pPr().insert_element_before(OxmlElement("w:bidi"), *AFTER_BIDI)


def write_run(paragraph: Paragraph, text: str, words: Words) -> None:
    """Write a piece of a text, in its language and direction."""
    run = paragraph.add_run(text)
    properties = run._r.get_or_add_rPr()
    language = OxmlElement("w:lang")
    if words.direction == "rtl":
        properties.insert_element_before(OxmlElement("w:rtl"), *AFTER_RTL)
        language.set(qn("w:bidi"), words.language)
    else:
        language.set(qn("w:val"), words.language)
    properties.insert_element_before(language, "w:eastAsianLayout", "w:specVanish", "w:oMath")
