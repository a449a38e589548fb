"""Writes the parts of a Word file that are no answers: lines, pictures and tables with a repeated head."""

from __future__ import annotations

import io
from collections.abc import Sequence

from docx.document import Document as Docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.shared import Mm, Pt
from docx.table import Table, _Cell

from connectors.documents.docx_words import add_table, emphasise, heading, lines, soften, write
from connectors.documents.shapes import Columns, Grid, GridRow, Part, Picture, PlanDocument, Words

NARROW = 3
"""More values than this in a row need small letters."""


def add_part(docx: Docx, part: Part, document: PlanDocument) -> None:
    """Add a part with all that is in it."""
    heading(docx, part.titles, level=1)
    for columns in part.lines:
        lines(docx, columns)
    for picture in part.pictures:
        _picture(docx, picture)
    for grid in part.grids:
        _grid(docx, grid, document)
        docx.add_paragraph()


def _picture(docx: Docx, picture: Picture) -> None:
    """Add a picture as PNG, with its title as what a screen reader says; the tables beside it have its numbers."""
    from connectors.documents.drawing import drawn
    from connectors.documents.drawing import picture as png_of

    heading(docx, picture.titles, level=2)
    title = picture.titles[0].text
    shape = docx.add_picture(io.BytesIO(png_of(drawn(picture))), width=Mm(150))
    shape._inline.docPr.set("descr", title)


def _grid(docx: Docx, grid: Grid, document: PlanDocument) -> None:
    if grid.titles:
        heading(docx, grid.titles, level=2)
    labels = 1 if grid.wide else len(document.languages)
    values = len(grid.head) - 1
    table = add_table(docx, rows=1 + len(grid.rows), columns=labels + values)
    if document.languages[0].direction == "rtl" and len(document.languages) == 1:
        _turn(table)
    size = Pt(6.5) if values > NARROW and not grid.wide else Pt(9)
    head, *body = table.rows
    for cell, words in zip(head.cells, _cells(grid, GridRow(grid.head[0], grid.head[1:]), labels), strict=False):
        _fill(cell, words, soft=True)
        _resize(cell, size)
    head._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for place, row in zip(body, grid.rows, strict=True):
        for number, (cell, words) in enumerate(zip(place.cells, _cells(grid, row, labels), strict=False)):
            _fill(cell, words, strong=row.strong, to_end=number >= labels and not grid.wide)
            _resize(cell, size)


def _cells(grid: Grid, row: GridRow, labels: int) -> Sequence[Sequence[Words]]:
    """Give the words of each cell: a label in each column, or both languages of a sentence in one."""
    first: list[Columns] = [row.label] if grid.wide else [(words,) for words in row.label[:labels]]
    return [*first, *row.values]


def _fill(
    cell: _Cell, words: Sequence[Words], *, soft: bool = False, strong: bool = False, to_end: bool = False
) -> None:
    for number, one in enumerate(words):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        (soften if soft else write)(paragraph, one)
        if to_end:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT if one.direction == "ltr" else WD_ALIGN_PARAGRAPH.LEFT
        for run in paragraph.runs if strong else ():
            emphasise(run)


def _resize(cell: _Cell, size: Pt) -> None:
    for paragraph in cell.paragraphs:
        for run in paragraph.runs:
            run.font.size = size


def _turn(table: Table) -> None:
    """Let the columns run from right to left."""
    turned = OxmlElement("w:bidiVisual")
    table._tbl.tblPr.append(turned)
