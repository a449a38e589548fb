"""Makes a plan's document: its words here, pictures and file in processes of their own; also ``startbro export``."""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.advice.templates import Template, load_templates
from bot.language.catalogue import default_catalogue
from bot.language.locales import ROOT
from connectors.documents.book.shapes import Book
from connectors.documents.calculating import word_book, word_packet
from connectors.documents.plan_document import Wording, choose_columns, plan_document
from connectors.documents.shapes import DOCX, FORMATS, PDF, XLSX, DocumentError, PlanDocument
from connectors.documents.working import draw_all, make
from connectors.record.plans import snapshot
from connectors.record.types import PlanSnapshot, UnknownConversationError
from connectors.settings import Settings
from connectors.store.database import Database, StoreBusyError
from connectors.store.errors import OlderSchemaError
from connectors.store.plans import Plan
from connectors.store.schema import require_current

PACKET = "packet"
"""What ``startbro export`` calls the papers for a loan; ``packet.docx`` makes them a Word file."""

GENERAL = "general"
Worded = PlanDocument | Book
Chooser = Callable[..., Worded]
SWEDEN = ZoneInfo("Europe/Stockholm")


async def build_document(
    plan: PlanSnapshot, *, format: str, locales: Sequence[str], day: date | None = None, packet: bool = False
) -> bytes:
    """Make the file: ``format`` is ``pdf``, ``docx`` or ``xlsx`` (the budgets), ``locales`` one or two codes.

    ``packet`` makes the papers for a loan of it; ``day`` is today unless given. Raises ``DocumentError`` for anything
    else, and when it cannot be made in time.
    """
    if format not in FORMATS:
        raise DocumentError(f"write one of the formats {', '.join(FORMATS)}")
    columns = choose_columns(locales)
    choose = _chooser(format, packet=packet)
    document = await asyncio.to_thread(choose, plan, _wording(plan, columns), day=day or datetime.now(SWEDEN).date())
    if isinstance(document, PlanDocument):
        document = document.drawn(await draw_all([picture.wanted for picture in document.pictures]))
    return await make(document.to_json(), format)


def main(arguments: Sequence[str]) -> int:
    """Run ``startbro export``; 1 when there is no such plan or it cannot be made."""
    parser = argparse.ArgumentParser(prog="startbro export")
    parser.add_argument("plan", help="the id of a plan or of its conversation")
    formats = (*FORMATS, PACKET, f"{PACKET}.{DOCX}")
    parser.add_argument("--format", choices=formats, default=PDF, help="packet: the papers for a loan")
    parser.add_argument("--locale", default="sv", help="one or two languages, such as ar,sv")
    parser.add_argument("--out", type=Path, help="where to write; plan.pdf or the like here unless said")
    chosen = parser.parse_args(arguments)
    packet = chosen.format.startswith(PACKET)
    format = (chosen.format.partition(".")[2] or PDF) if packet else chosen.format
    out = chosen.out or Path(f"{PACKET if packet else 'plan'}.{format}")
    try:
        made = _export(chosen.plan, format=format, locales=chosen.locale.split(","), packet=packet)
        out.write_bytes(asyncio.run(made))
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


def _wording(plan: PlanSnapshot, columns: tuple[str, ...]) -> Wording:
    templates = _templates()
    return Wording(default_catalogue(), templates.get(plan.template or GENERAL, templates[GENERAL]), columns)


def _chooser(format: str, *, packet: bool) -> Chooser:
    """Give what chooses the words of a document."""
    if format == XLSX:
        return word_book
    return word_packet if packet else plan_document


async def _export(plan: str, *, format: str, locales: Sequence[str], packet: bool) -> bytes:
    url = Settings.from_environment().database_url
    require_current(url)
    database = Database(url)
    try:
        found = await database.read(lambda session: _snapshot(session, plan))
    finally:
        await database.close()
    return await build_document(found, format=format, locales=locales, packet=packet)


def _snapshot(session: Session, plan: str) -> PlanSnapshot:
    conversation = session.scalar(select(Plan.conversation).where(Plan.id == plan))
    return snapshot(session, conversation or plan)
