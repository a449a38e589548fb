"""Opens spreadsheets in LibreOffice, has it work every formula out anew, and reads what it came to."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import openpyxl
from openpyxl.workbook import Workbook

PROGRAM = shutil.which("soffice")
SECONDS = 90

# LibreOffice keeps the values in a file made by others unless it is told to work them out again.
_ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode"><value>0</value></prop></item>
</oor:items>
"""


def changed(content: bytes, changes: Mapping[str, float]) -> bytes:
    """Give a spreadsheet with other numbers in named cells; what its formulas came to is thrown away."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    for name, number in changes.items():
        sheet, place = next(iter(book.defined_names[name].destinations))
        book[sheet][place] = number
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def recalculated(contents: Mapping[str, bytes], folder: Path) -> dict[str, Workbook]:
    """Have everything worked out in all spreadsheets at once, and give their values."""
    profile, out = folder / "profile", folder / "out"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_ALWAYS)
    sources = [folder / f"{name}.xlsx" for name in contents]
    for source, content in zip(sources, contents.values(), strict=True):
        source.write_bytes(content)
    command = [
        str(PROGRAM),
        f"-env:UserInstallation={profile.as_uri()}",
        "--headless",
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
    ]
    convert = [*command, "--outdir", str(out), *map(str, sources)]
    subprocess.run(convert, check=True, capture_output=True, timeout=SECONDS)
    return {name: openpyxl.load_workbook(out / f"{name}.xlsx", data_only=True) for name in contents}


def named(book: Workbook, name: str) -> float:
    """Give the number in a named cell."""
    sheet, place = next(iter(book.defined_names[name].destinations))
    value = book[sheet][place].value
    assert isinstance(value, int | float), f"{name}: {value!r}"
    return value
