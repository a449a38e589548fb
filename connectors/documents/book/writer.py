"""Writes a spreadsheet file with xlsxwriter: every formula beside its value, every text as text."""

from __future__ import annotations

import io
from datetime import datetime
from math import ceil
from typing import Any

import xlsxwriter

from connectors.documents.book.shapes import Book, Cell, Sheet

ACCENT, SOFT, LINE, INPUT = "#0B4F5C", "#5B6B70", "#C9D6D8", "#FFF3C4"
MONEY, PRECISE, PERCENT, NUMBER = '#,##0 "kr";[Red]-#,##0 "kr"', '#,##0.00 "kr"', "0.00%", "#,##0.##"
A4, PAGES_WIDE = 9, 1
NORMAL, LINE_HIGH, SIGNS_IN_A_UNIT = 11, 15.0, 0.95
STYLES: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 15, "font_color": ACCENT, "text_wrap": True},
    "section": {"bold": True, "font_size": 11, "font_color": ACCENT, "top": 1, "top_color": ACCENT},
    "head": {"bold": True, "font_color": ACCENT, "bottom": 1, "bottom_color": ACCENT, "text_wrap": True},
    "label": {"text_wrap": True},
    "total_label": {"text_wrap": True, "bold": True, "top": 1, "top_color": LINE},
    "soft": {"font_color": SOFT, "text_wrap": True},
    "text": {"text_wrap": True},
    "money": {"num_format": MONEY},
    "total": {"num_format": MONEY, "bold": True, "top": 1, "top_color": LINE},
    "total_open": {"num_format": f'{MONEY};""', "bold": True, "top": 1, "top_color": LINE},
    "precise": {"num_format": PRECISE},
    "percent": {"num_format": PERCENT},
    "number": {"num_format": NUMBER},
    "whole": {"num_format": "0"},
    "input_money": {"num_format": PRECISE, "bg_color": INPUT, "border": 1, "border_color": LINE, "locked": False},
    "input_percent": {"num_format": PERCENT, "bg_color": INPUT, "border": 1, "border_color": LINE, "locked": False},
    "input_number": {"num_format": NUMBER, "bg_color": INPUT, "border": 1, "border_color": LINE, "locked": False},
}


def make_xlsx(book: Book) -> bytes:
    """Give the XLSX file."""
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(buffer, options) as workbook:
        # always the same bytes for the same book: the date is the document's, not the clock's
        created = datetime.fromisoformat(book.date)
        workbook.set_properties({"title": book.title, "author": "Startbro", "created": created})
        workbook.set_calc_mode("auto")
        formats = {name: workbook.add_format({"font_name": "Arial", **style}) for name, style in STYLES.items()}
        for sheet in book.sheets:
            _sheet(workbook.add_worksheet(sheet.name), sheet, formats)
        for name, place in book.names.items():
            workbook.define_name(name, f"={place}")
    return buffer.getvalue()


def _sheet(written: Any, sheet: Sheet, formats: dict[str, Any]) -> None:
    for column, width in enumerate(sheet.widths):
        written.set_column(column, column, width)
    for row, height in _heights(sheet).items():
        written.set_row(row, height)
    for cell in sheet.cells:
        _cell(written, cell, formats[cell.style])
    if sheet.right_to_left:
        written.right_to_left()
    written.hide_gridlines(2)
    written.freeze_panes(*sheet.frozen)
    written.set_paper(A4)
    written.set_landscape()
    written.fit_to_pages(PAGES_WIDE, 0)
    if sheet.frozen[0]:
        written.repeat_rows(0, sheet.frozen[0] - 1)
    written.set_footer("&C&P / &N")


def _heights(sheet: Sheet) -> dict[int, float]:
    """Say how high rows with long texts are: not every program that opens the file finds out by itself."""
    lines: dict[int, float] = {}
    for cell in sheet.cells:
        style = STYLES[cell.style]
        if cell.text and style.get("text_wrap"):
            larger = style.get("font_size", NORMAL) / NORMAL
            fitting = sheet.widths[cell.column] * SIGNS_IN_A_UNIT / larger
            lines[cell.row] = max(lines.get(cell.row, 1), ceil(len(cell.text) / fitting) * larger)
    return {row: LINE_HIGH * number for row, number in lines.items() if number > 1}


def _cell(written: Any, cell: Cell, style: Any) -> None:
    if cell.formula:
        known = cell.text if cell.number is None else cell.number
        written.write_formula(cell.row, cell.column, f"={cell.formula}", style, known)
    elif cell.number is not None:
        written.write_number(cell.row, cell.column, cell.number, style)
    elif not cell.text:  # an empty text would be no number to the formulas that count with it
        written.write_blank(cell.row, cell.column, None, style)
    else:
        written.write_string(cell.row, cell.column, cell.text, style)
