"""Texts that are made to break a page go into every kind of file as text: it opens, says them, and does nothing."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterable
from dataclasses import replace

import docx
import openpyxl
import pytest
from pypdf import PdfReader

from bot.advice.templates import applies
from bot.language.clean import clean, for_display
from connectors.documents.export import build_document
from connectors.record.types import PlanSnapshot
from tests.browser.hostile_texts import hostile_texts
from tests.connectors.documents.plans import DAY, answer, general, whole_plan

TEXTS = [clean(text) for text in hostile_texts()]
BOTH = ["ar", "sv"]


@pytest.fixture(scope="module")
def hostile() -> PlanSnapshot:
    """Give a whole plan in which every question that takes words was answered with hostile ones."""
    snapshot = whole_plan()
    questions = [one.id for one in general().questions if one.type == "text" and applies(one, {})]
    told = {name: "\n".join(TEXTS[at :: len(questions)]) for at, name in enumerate(questions)}
    answers = {name: answer(name, text, text) for name, text in told.items()}
    return replace(snapshot, answers={**snapshot.answers, **answers})


def squeezed(texts: Iterable[str]) -> str:
    """Give texts without spaces and signs that nobody sees: layouts add and drop these, so that long words break."""
    return "".join(
        sign for sign in "".join(texts) if unicodedata.category(sign) not in ("Cf", "So") and not sign.isspace()
    )


@pytest.mark.parametrize("packet", [False, True], ids=["plan", "packet"])
async def test_a_word_file_says_every_text_and_points_nowhere(hostile: PlanSnapshot, packet: bool) -> None:
    made = await build_document(hostile, format="docx", locales=BOTH, day=DAY, packet=packet)
    opened = docx.Document(io.BytesIO(made))
    written = squeezed(str(node.text) for node in opened.element.body.iter() if node.text)
    if not packet:
        assert [text for text in TEXTS if squeezed([for_display(text)]) not in written] == []
    assert not [link.target_ref for link in opened.part.rels.values() if link.is_external]
    assert b"evil.invalid" not in b"".join(
        part.blob for part in opened.part.package.iter_parts() if part.partname.endswith(".rels")
    )


@pytest.mark.parametrize("packet", [False, True], ids=["plan", "packet"])
async def test_a_pdf_opens_and_has_nothing_to_press_or_run(hostile: PlanSnapshot, packet: bool) -> None:
    made = await build_document(hostile, format="pdf", locales=BOTH, day=DAY, packet=packet)
    reader = PdfReader(io.BytesIO(made))
    assert len(reader.pages) > 3
    written = squeezed(page.extract_text() for page in reader.pages)
    if not packet:
        assert "=HYPERLINK(" in written
        assert "</textarea><img" in written
    actions = [note.get_object().get("/A", {}) for page in reader.pages for note in page.get("/Annots", [])]
    assert not [action for action in actions if "/URI" in action or "/JS" in action]
    assert "/JavaScript" not in str(reader.root_object.get("/Names", {}))


async def test_a_spreadsheet_counts_nothing_that_somebody_wrote(hostile: PlanSnapshot) -> None:
    made = await build_document(hostile, format="xlsx", locales=BOTH, day=DAY)
    book = openpyxl.load_workbook(io.BytesIO(made))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [
        cell.value
        for cell in cells
        if cell.data_type == "f" and ("__hit" in str(cell.value) or "cmd|" in str(cell.value))
    ]
    assert not [cell.coordinate for cell in cells if cell.hyperlink and "javascript" in str(cell.hyperlink.target)]
