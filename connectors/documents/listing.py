"""``startbro plans``: which plans there are, so that one can be exported. Ids and numbers only: no names, no texts."""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.advice.facts import ANSWERED
from bot.advice.templates import load_templates
from bot.language.locales import ROOT
from connectors.settings import Settings
from connectors.store.database import Database, StoreBusyError
from connectors.store.errors import OlderSchemaError
from connectors.store.models import Conversation, Person
from connectors.store.plans import Answer, Plan
from connectors.store.schema import require_current

MOST = 50
NO_TEMPLATE = "-"


@dataclass(frozen=True)
class Row:
    """One plan, as it is shown; the fields' names are the columns."""

    plan: str
    conversation: str
    language: str
    template: str
    answered: str
    last_activity: str


def main(arguments: Sequence[str]) -> int:
    """Print the plans, the latest first; 1 and a sentence when the database cannot be read."""
    parser = argparse.ArgumentParser(prog="startbro plans", description="List plans, those last talked about first.")
    parser.add_argument("--most", type=int, default=MOST, help=f"how many to show; {MOST} unless said")
    chosen = parser.parse_args(arguments)
    try:
        rows = asyncio.run(_read(max(chosen.most, 0)))
    except (OlderSchemaError, StoreBusyError) as error:
        print(f"no list: {error}", file=sys.stderr)
        return 1
    print("\n".join(_table(rows)) if rows else "There are no plans yet.")
    return 0


async def _read(most: int) -> list[Row]:
    url = Settings.from_environment().database_url
    require_current(url)
    database = Database(url)
    try:
        return await database.read(lambda session: list_plans(session, most))
    finally:
        await database.close()


def list_plans(session: Session, most: int) -> list[Row]:
    """Give the plans of the conversations with the latest activity."""
    answered = func.count(Answer.question)
    query = (
        select(Plan.id, Plan.conversation, Person.language, Plan.template, answered, Conversation.last_activity)
        .join(Conversation, Conversation.id == Plan.conversation)
        .join(Person, Person.id == Conversation.person)
        .outerjoin(Answer, (Answer.plan == Plan.id) & Answer.current & (Answer.state == ANSWERED))
        .group_by(Plan.id, Plan.conversation, Person.language, Plan.template, Conversation.last_activity)
        .order_by(Conversation.last_activity.desc(), Plan.id)
        .limit(most)
    )
    totals = {
        name: len(template.questions) for name, template in load_templates(ROOT / "bot" / "data" / "templates").items()
    }
    return [
        Row(
            plan=plan,
            conversation=conversation,
            language=language,
            template=template or NO_TEMPLATE,
            answered=f"{done} of {totals[template]}" if template in totals else str(done),
            last_activity=f"{active:%Y-%m-%d %H:%M}Z",
        )
        for plan, conversation, language, template, done, active in session.execute(query)
    ]


def _table(rows: Sequence[Row]) -> Iterator[str]:
    heading = tuple(name.replace("_", " ") for name in Row.__dataclass_fields__)
    lines = [heading, *(astuple(row) for row in rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        yield "  ".join(f"{cell:<{width}}" for cell, width in zip(line, widths, strict=True)).rstrip()
