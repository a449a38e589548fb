"""Makes a plan's document: its words here, the file in a process of its own; also ``startbro export``.

Two documents at a time; one that takes longer than 20 seconds is stopped.
"""

from __future__ import annotations

import argparse
import asyncio
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.advice.templates import Template, load_templates
from bot.language.catalogue import default_catalogue
from bot.language.locales import ROOT
from connectors.documents.plan_document import Wording, choose_columns, plan_document
from connectors.documents.shapes import FORMATS, PDF, DocumentError, PlanDocument
from connectors.documents.worker import REFUSED
from connectors.record.plans import snapshot
from connectors.record.types import PlanSnapshot, UnknownConversationError
from connectors.settings import Settings
from connectors.store.database import Database, StoreBusyError
from connectors.store.errors import OlderSchemaError
from connectors.store.plans import Plan
from connectors.store.schema import require_current

SECONDS = 20
TWO_AT_ONCE = ThreadPoolExecutor(2, thread_name_prefix="documents")
GENERAL = "general"
SWEDEN = ZoneInfo("Europe/Stockholm")


async def build_document(plan: PlanSnapshot, *, format: str, locales: Sequence[str], day: date | None = None) -> bytes:
    """Make the file: ``format`` is ``pdf`` or ``docx``, ``locales`` one or two codes; ``day`` is today unless given.

    Raises ``DocumentError`` for anything else, and when it cannot be made in time.
    """
    if format not in FORMATS:
        raise DocumentError(f"write one of the formats {', '.join(FORMATS)}")
    columns = choose_columns(locales)
    document = await asyncio.to_thread(_choose_words, plan, columns, day or datetime.now(SWEDEN).date())
    return await asyncio.get_running_loop().run_in_executor(TWO_AT_ONCE, _make, document, format)


def main(arguments: Sequence[str]) -> int:
    """Run ``startbro export``; 1 when there is no such plan or it cannot be made."""
    parser = argparse.ArgumentParser(prog="startbro export")
    parser.add_argument("plan", help="the id of a plan or of its conversation")
    parser.add_argument("--format", choices=FORMATS, default=PDF)
    parser.add_argument("--locale", default="sv", help="one or two languages, such as ar,sv")
    parser.add_argument("--out", type=Path, help="where to write; plan.pdf or plan.docx here unless said")
    chosen = parser.parse_args(arguments)
    out = chosen.out or Path(f"plan.{chosen.format}")
    try:
        out.write_bytes(asyncio.run(_export(chosen.plan, format=chosen.format, locales=chosen.locale.split(","))))
    except UnknownConversationError as error:
        print(f"no document: there is no plan {error}; `startbro plans` lists those there are", file=sys.stderr)
        return 1
    except (DocumentError, OlderSchemaError, StoreBusyError, OSError) as error:
        print(f"no document: {error}", file=sys.stderr)
        return 1
    print(out)
    return 0


@lru_cache(maxsize=1)
def _templates() -> dict[str, Template]:
    return dict(load_templates(ROOT / "bot" / "data" / "templates"))


def _choose_words(plan: PlanSnapshot, columns: tuple[str, ...], day: date) -> PlanDocument:
    templates = _templates()
    template = templates.get(plan.template or GENERAL, templates[GENERAL])
    return plan_document(plan, Wording(default_catalogue(), template, columns), day=day)


def _make(document: PlanDocument, format: str) -> bytes:
    try:
        worker = subprocess.run(
            [sys.executable, "-m", "connectors.documents.worker", format],
            cwd=ROOT,
            env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"},
            input=document.to_json().encode(),
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        # without its cause, which quotes nothing but holds the whole plan
        raise DocumentError(f"it took more than {SECONDS} seconds") from None
    if worker.returncode == REFUSED:
        raise DocumentError(worker.stderr.decode(errors="replace").strip())
    if worker.returncode:
        raise DocumentError(f"the worker ended with {worker.returncode}")
    return worker.stdout


async def _export(plan: str, *, format: str, locales: Sequence[str]) -> bytes:
    url = Settings.from_environment().database_url
    require_current(url)
    database = Database(url)
    try:
        found = await database.read(lambda session: _snapshot(session, plan))
    finally:
        await database.close()
    return await build_document(found, format=format, locales=locales)


def _snapshot(session: Session, plan: str) -> PlanSnapshot:
    conversation = session.scalar(select(Plan.conversation).where(Plan.id == plan))
    return snapshot(session, conversation or plan)
