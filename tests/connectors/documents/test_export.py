"""From a plan in the database to a file: the worker process, its limits, and the command."""

from __future__ import annotations

import asyncio
import subprocess
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from connectors.documents import working
from connectors.documents.export import build_document, main
from connectors.documents.shapes import DocumentError, PlanDocument
from connectors.record.conversations import open_conversation
from connectors.record.plans import Revision, store_revision
from connectors.store.migrate import migrate
from connectors.store.plans import Plan
from tests.connectors.documents.plans import DAY, answer, plan

SECRET = "Hemligt bageri"
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(("kind", "start"), [("pdf", b"%PDF-"), ("docx", b"PK")])
async def test_a_plan_becomes_a_file(kind: str, start: bytes) -> None:
    snapshot = plan(answer("idea_what", "خبز", "خبز"))
    made = await build_document(snapshot, format=kind, locales=["ar", "sv"], day=DAY)
    assert made.startswith(start)


async def test_a_plan_whose_template_is_gone_or_not_chosen_is_printed_with_the_general_one() -> None:
    snapshot = plan(answer("idea_what", "خبز", "خبز"))
    for template in (None, "gone"):
        object.__setattr__(snapshot, "template", template)
        assert await build_document(snapshot, format="docx", locales=["sv"], day=DAY)


@pytest.mark.parametrize(
    ("kind", "locales"), [("exe", ["sv"]), ("pdf", []), ("pdf", ["xx"])], ids=["format", "no language", "language"]
)
async def test_what_cannot_be_made_is_refused_before_any_work(kind: str, locales: list[str]) -> None:
    with pytest.raises(DocumentError):
        await build_document(plan(), format=kind, locales=locales)


async def test_a_document_that_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(working, "SECONDS", 0.01)
    with pytest.raises(DocumentError, match="more than"):
        await build_document(plan(), format="pdf", locales=["sv"], day=DAY)


async def test_a_worker_that_breaks_tells_nothing_of_the_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PlanDocument, "to_json", lambda _self: f'{{"{SECRET}')
    with pytest.raises(DocumentError) as caught:
        await build_document(plan(), format="pdf", locales=["sv"], day=DAY)
    assert SECRET not in str(caught.value)


async def test_two_documents_at_a_time_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    busy: list[int] = []
    now = 0
    lock = threading.Lock()

    def slow(*_arguments: object, **_options: object) -> subprocess.CompletedProcess[bytes]:
        nonlocal now
        with lock:
            now += 1
            busy.append(now)
        time.sleep(0.05)
        with lock:
            now -= 1
        return subprocess.CompletedProcess([], 0, b"made", b"")

    monkeypatch.setattr(subprocess, "run", slow)
    made = await asyncio.gather(*(build_document(plan(), format="pdf", locales=["sv"], day=DAY) for _ in range(6)))
    assert made == [b"made"] * 6
    assert max(busy) == 2


def test_the_command_finds_a_plan_by_its_id_and_by_its_conversation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    url = f"sqlite:///{tmp_path}/startbro.db"
    migrate(url)
    monkeypatch.setenv("STARTBRO_DATABASE_URL", url)
    engine = create_engine(url)
    with Session(engine) as session, session.begin():
        conversation = open_conversation(session, "so", now=NOW, template="food").conversation
        found = session.scalar(select(Plan.id))
        assert found is not None
        store_revision(session, found, Revision("idea_what", SECRET, SECRET, "sv"), now=NOW)
    engine.dispose()
    for name in (found, conversation):
        out = tmp_path / f"{name}.pdf"
        assert main([name, "--format", "pdf", "--locale", "so,sv", "--out", str(out)]) == 0
        assert out.read_bytes().startswith(b"%PDF-")
    for kind, start in (("xlsx", b"PK"), ("packet", b"%PDF-"), ("packet.docx", b"PK")):
        out = tmp_path / f"{found}.{kind}"
        assert main([found, "--format", kind, "--locale", "so,sv", "--out", str(out)]) == 0
        assert out.read_bytes().startswith(start)
    assert main(["nothing", "--out", str(tmp_path / "no.pdf")]) == 1
    assert "no document: there is no plan nothing;" in capsys.readouterr().err
    assert not (tmp_path / "no.pdf").exists()
