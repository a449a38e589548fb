"""The hand-over sheet of a conversation: gathered from the record, and put into the adviser's language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.advice.handover_sheet import Call, Case, Row, Words, sheet
from bot.advice.library import Library
from bot.language.clean import for_display
from bot.language.locales import direction
from bot.language.rendering import render, render_value
from connectors.desk.access import Accessed, masked
from connectors.desk.frames import Reader
from connectors.desk.rows import Base
from connectors.record.messages import replay
from connectors.record.types import ADVISER, BOT, NOTE, LogEntry
from connectors.store.desk import QueueEntry
from connectors.store.models import Turn, table_of
from connectors.web import frames as web_frames
from connectors.web.connection import Frame

TURN, ENTRY = table_of(Turn), table_of(QueueEntry)
NOT_UNDERSTOOD = ("nlu_fallback", "out_of_scope")
LINES_LOOKED_AT = 400


@dataclass(frozen=True)
class Material:
    """What a sheet draws on beside the row of the conversation: the log's end, and what was not understood."""

    log: Sequence[LogEntry]
    misunderstood: frozenset[int]
    wants: str
    language: str | None


def gather(session: Session, accessed: Accessed) -> Material:
    """Read what a sheet needs."""
    log = replay(session, accessed.id, max(0, accessed.conversation.last_seq - LINES_LOOKED_AT), notes=True)
    missed = session.scalars(
        select(TURN.c.message_seq).where(TURN.c.conversation == accessed.id, TURN.c.intent.in_(NOT_UNDERSTOOD))
    )
    wish = session.execute(
        select(ENTRY.c.wants, ENTRY.c.language)
        .where(ENTRY.c.conversation == accessed.id)
        .order_by(ENTRY.c.id.desc())
        .limit(1)
    ).one_or_none()
    wants, language = wish if wish else ("web", None)
    return Material(log, frozenset(seq for seq in missed if seq is not None), wants, language)


def rows(material: Material, base: Base, library: Library, reader: Reader) -> list[Frame]:
    """Give the rows of the sheet as a reader sees them."""
    return [_row(row, reader, base.language) for row in sheet(_case(material, base, library, reader))]


def _case(material: Material, base: Base, library: Library, reader: Reader) -> Case:
    log = material.log
    helped = [(line.payload or {}).get("adviser") for line in log if line.author == ADVISER and line.kind != NOTE]
    call = base.call_back
    return Case(
        language=base.language,
        answers=base.answers,
        template=library.templates.get(base.template or ""),
        asked=base.asked,
        wants=material.wants,
        urgent=base.urgent,
        about=Words(base.about, material.language or base.language) if base.about else None,
        municipality=base.municipality,
        trade=base.trade,
        sayings=[(line.name, line.values) for line in log if line.author == BOT and line.name],
        misunderstood=[_words(line, base) for line in log if line.seq in material.misunderstood and line.text],
        advisers=[*dict.fromkeys(filter(None, map(reader.roster.name, helped)))],
        notes=[_words(line, base) for line in log if line.kind == NOTE and line.text],
        call=Call(call.way, call.address, call.times) if call else None,
    )


def _words(line: LogEntry, base: Base) -> Words:
    return Words(line.text or "", line.language or base.language)


def _row(row: Row, reader: Reader, language: str) -> Frame:
    label = render(row.name, {}, locale=reader.locale).text
    if row.value is None:
        text = "\n".join(masked(for_display(words.text)) for words in row.words)
        spoken = row.words[0].language
        way = web_frames.text_direction(text, spoken)
        return {"name": row.name, "label": label, "text": text, "language": spoken, "direction": way}
    frame: dict[str, Any] = {"name": row.name, "label": label, **_shown(row.value, reader.locale)}
    if language != reader.locale and row.name in SHOWN_TO_PERSON:
        frame["original"] = _shown(row.value, language)
    return frame


SHOWN_TO_PERSON = frozenset({"sheet_bot_said", "sheet_open_questions"})
"""Rows with words that the person has read, or will, in their own language."""


def _shown(value: Mapping[str, Any], locale: str) -> Frame:
    text = masked(render_value(value, locale=locale))
    return {"text": text, "language": locale, "direction": direction(locale)}
