"""Pictures are drawn once for all who ask at the same time, and look the same wherever they stand."""

from __future__ import annotations

import asyncio
import io
import json
import threading
import zipfile

import pytest

from connectors.documents import working
from connectors.documents.docx import make_docx
from connectors.documents.drawing import drawn
from connectors.documents.export import build_document
from connectors.documents.pdf import make_pdf
from connectors.documents.shapes import PICTURES, DocumentError, PlanDocument
from tests.connectors.documents.plans import DAY, whole_plan
from tests.connectors.documents.test_packet import packet

WANTED = [{"specification": {}, "signs": {}, "title": "x"}]


def contents(docx: bytes) -> dict[str, bytes]:
    """Give what a Word file shows; the rest of it says when it was packed."""
    with zipfile.ZipFile(io.BytesIO(docx)) as file:
        return {name: file.read(name) for name in file.namelist() if "document" in name or "media" in name}


def test_pictures_drawn_before_make_the_same_files() -> None:
    fresh = packet("ar", "sv")
    assert len(fresh.pictures) == 4
    ready = PlanDocument.from_json(fresh.drawn([drawn(one) for one in fresh.pictures]).to_json())
    assert [one.svg.startswith("<svg") for one in ready.pictures] == [True] * 4
    assert make_pdf(ready) == make_pdf(fresh)
    assert contents(make_docx(ready)) == contents(make_docx(fresh))


def test_a_document_takes_as_many_drawings_as_it_has_pictures() -> None:
    with pytest.raises(ValueError, match="zip"):
        packet("sv").drawn(["<svg/>"])


async def test_two_files_asked_for_at_once_share_one_drawing(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    run = working.run_worker

    def counted(text: str, kind: str) -> bytes:
        made.append(kind)
        return run(text, kind)

    monkeypatch.setattr(working, "run_worker", counted)
    asked = (
        build_document(whole_plan(), format=kind, locales=("sv", "ar"), day=DAY, packet=True)
        for kind in ("pdf", "docx")
    )
    pdf, docx = await asyncio.gather(*asked)
    assert sorted(made) == ["docx", "pdf", PICTURES]
    assert pdf.startswith(b"%PDF")
    assert len([name for name in contents(docx) if "media" in name]) == 4
    await build_document(whole_plan(), format="pdf", locales=("sv", "ar"), day=DAY, packet=True)
    assert made.count(PICTURES) == 2, "what was drawn for one who has it is not kept"


async def test_who_goes_away_takes_the_drawing_from_nobody_else(monkeypatch: pytest.MonkeyPatch) -> None:
    begun, end = threading.Event(), threading.Event()

    def slow(_text: str, _kind: str) -> bytes:
        begun.set()
        assert end.wait(30)
        return json.dumps(["<svg/>"]).encode()

    monkeypatch.setattr(working, "run_worker", slow)
    leaves = asyncio.create_task(working.draw_all(WANTED))
    stays = asyncio.create_task(working.draw_all(WANTED))
    await asyncio.to_thread(begun.wait, 30)
    leaves.cancel()
    with pytest.raises(asyncio.CancelledError):
        await leaves
    end.set()
    assert await stays == ["<svg/>"]


async def test_a_drawing_that_fails_fails_for_all_and_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[str] = []
    both_ask = threading.Event()

    def broken(_text: str, kind: str) -> bytes:
        assert both_ask.wait(30)
        tried.append(kind)
        raise DocumentError("the worker ended with 1")

    monkeypatch.setattr(working, "run_worker", broken)
    asked = [asyncio.create_task(working.draw_all(WANTED)) for _ in range(2)]
    await asyncio.sleep(0)
    both_ask.set()
    ends = await asyncio.gather(*asked, return_exceptions=True)
    assert [type(end) for end in ends] == [DocumentError, DocumentError]
    assert tried == [PICTURES]
    with pytest.raises(DocumentError):
        await working.draw_all(WANTED)
    assert len(tried) == 2


async def test_nothing_to_draw_starts_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(working, "run_worker")
    assert await working.draw_all([]) == []
