"""Sending a person their talk by e-mail: the frames, what the letter is made of, and what an adviser is told.

A letter goes to the address that the person has left, and to no other. It takes its time, so it is sent beside the
frames of the socket; asked for twice under one ``client_id``, it is sent once.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bot.advice.contact import LONGEST
from bot.language.formats import long_date
from bot.language.rendering import render
from connectors.desk.access import Accessed, masked
from connectors.desk.audit import Note, note_access
from connectors.desk.desk_visit import Act, DeskVisit, RefusedFrameError, conversation_of, word_of
from connectors.desk.remarks import remarks_of
from connectors.mail.letter import SWEDISH, Letter, Line, Words, write
from connectors.mail.post import Post
from connectors.mail.shapes import BusyError, Mail, MailError, RefusedError
from connectors.record.facts import STOCKHOLM
from connectors.record.handover.shapes import At
from connectors.record.handover.transcribing import address_of, sent_before, tell_sent
from connectors.record.messages import replay
from connectors.record.types import ADVISER, TEXT, LogEntry, Stored
from connectors.web import frames as web_frames
from connectors.web.connection import Frame
from connectors.web.fanout import News

MOST_LINES = 2_000
log = logging.getLogger("startbro.desk")


@dataclass(frozen=True)
class Talk:
    """A talk as committed, with what a letter needs beside it. ``before`` is set when the letter was sent already."""

    address: str | None
    locale: str
    lines: Sequence[LogEntry]
    renderings: Mapping[int, Mapping[str, object]]
    before: Stored | None


async def tell_address(visit: DeskVisit, frame: Frame) -> None:
    """Tell where a letter would go."""
    conversation = conversation_of(frame)
    address = await visit.read(frame, lambda session, accessed: address_of(session, accessed.id))
    visit.desk.put({"type": "address", "conversation": conversation, "to": address})


async def send_transcript(visit: DeskVisit, frame: Frame) -> None:
    """Begin to send a letter; the adviser hears when it is sent, or why it is not."""
    if visit.service.post.mailer is None:
        raise RefusedFrameError("not_possible")
    _sending = visit.service.start(visit.attempt(frame, _send))  # the desk owns it


async def _send(visit: DeskVisit, frame: Frame) -> None:
    async with visit.service.post.alone(conversation_of(frame)):
        talk = await visit.read(frame, lambda session, accessed: _read(session, accessed, frame["client_id"]))
        if talk.before is None:
            await _mail(visit, frame, talk)
    visit.acknowledge(frame, talk.before.seq if talk.before else None)


async def _mail(visit: DeskVisit, frame: Frame, talk: Talk) -> None:
    post, me, tools = visit.service.post, visit.desk.who, visit.service.service.tools
    conversation, now = conversation_of(frame), tools.clock()
    if talk.address is None or word_of(frame, "to", longest=LONGEST) != talk.address:
        raise RefusedFrameError("mail_changed")
    if not post.limit.has_more(conversation):
        raise RefusedFrameError("mail_often")
    mail = await asyncio.to_thread(_letter, visit, talk, talk.address)
    await visit.write(
        frame, lambda session, accessed: note_access(session, me.id, Note.EXPORTED, accessed.id, now=now, way="mail")
    )
    await _hand_over(post, mail)
    post.limit.take(conversation)
    await visit.write(
        frame, lambda session, accessed: tell_sent(session, At(accessed.id, me.id), frame["client_id"], tools=tools)
    )
    visit.service.changed(conversation, News.GROWN)


async def _hand_over(post: Post, mail: Mail) -> None:
    if post.mailer is None:
        raise RefusedFrameError("not_possible")
    try:
        await post.mailer.send(mail)
    except MailError as error:
        log.warning("a talk was not mailed: %s", error)
        known = {RefusedError: "mail_address", BusyError: "mail_away"}
        raise RefusedFrameError(known.get(type(error), "mail_unsure")) from None


def _read(session: Session, accessed: Accessed, client_id: str) -> Talk:
    after = max(0, accessed.conversation.last_seq - MOST_LINES)
    return Talk(
        address=address_of(session, accessed.id),
        locale=accessed.conversation.locale,
        lines=replay(session, accessed.id, after),
        renderings=remarks_of(session, accessed).renderings,
        before=sent_before(session, accessed.id, client_id),
    )


def _letter(visit: DeskVisit, talk: Talk, address: str) -> Mail:
    roster, settings = visit.service.roster, visit.service.service.settings
    names = {adviser: colleague.name for adviser, colleague in roster.advisers.items()}
    return write(
        Letter(
            to=address,
            locale=talk.locale,
            adviser=visit.desk.who.name,
            organisation=roster.organisations.get(visit.desk.who.organisation, ""),
            address=settings.public_url,
            lines=[_line(entry, talk, names) for entry in talk.lines],
        )
    )


def _line(entry: LogEntry, talk: Talk, names: Mapping[str, str]) -> Line:
    rendering = talk.renderings.get(entry.seq)
    swedish: Words | None
    if rendering is not None:
        swedish = Words(str(rendering["text"]), SWEDISH, "ltr", bool(rendering["machine"]))
    elif entry.kind == TEXT and (entry.language or talk.locale) != SWEDISH:
        swedish = None
    else:
        swedish = _words(entry, SWEDISH)
    return Line(
        _author(entry, talk.locale, names), _time(entry.created, talk.locale), _words(entry, talk.locale), swedish
    )


def _words(entry: LogEntry, locale: str) -> Words:
    shown = web_frames.message(entry, locale)
    return Words(masked(shown["text"]), shown["language"], shown["direction"])


def _author(entry: LogEntry, locale: str, names: Mapping[str, str]) -> str:
    name = names.get(str((entry.payload or {}).get("adviser"))) if entry.author == ADVISER else None
    if name is None:
        return render(f"widget_author_{entry.author}", {}, locale=locale).text
    values = {"name": {"type": "name", "value": name}}
    return render("widget_author_adviser_named", values, locale=locale).text


def _time(moment: datetime, locale: str) -> str:
    there = moment.astimezone(STOCKHOLM)
    return f"{long_date(there.date(), locale)} {there:%H:%M}"


LOOKS: Mapping[str, Act] = {"address": tell_address}
WRITES: Mapping[str, Act] = {"transcript": send_transcript}
