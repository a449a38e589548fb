"""A record in which every place that somebody can write in holds hostile texts, and together all of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.advice.library import Library
from bot.advice.templates import applies
from bot.language.clean import clean, for_display
from connectors.record.conversations import open_conversation
from connectors.record.handover import proposing
from connectors.record.handover.asking import ask
from connectors.record.handover.calling import want_call_back
from connectors.record.handover.shapes import At, Claim, Proposed, Taken, Wanted, Wish
from connectors.record.handover.taking import take
from connectors.record.messages import append_rows
from connectors.record.plans import Revision, store_revision
from connectors.record.types import ADVISER, NOTE, PERSON, TEXT, Tools
from connectors.store.plans import Plan
from tests.browser.hostile_desk_record import (
    ORGANISATION,
    PRODUCTS,
    TEMPLATE,
    TEXTS,
    TURNING,
    count,
    remark,
    staff,
    want,
)
from tests.connectors.desk.desktop import employ

ROWS = 24


def shown(text: str) -> str:
    """Give a text as anybody should see it."""
    return for_display(clean(text))


@dataclass(frozen=True)
class Filled:
    """Whose record it is: the person's token, which adviser has their conversation, who leads, answers by question."""

    token: str
    claim: Claim
    lead: str
    answers: dict[str, str]


def fill(session: Session, library: Library, tools: Tools) -> Filled:
    """Fill the record in one go: nobody is to answer any of it."""
    now = tools.clock()
    adviser = employ(session, now, name=TURNING[1], organisation=ORGANISATION)
    lead = staff(session, now)
    opened = open_conversation(session, "ar", now=now, template=TEMPLATE)
    session.flush()
    answers = _plan(session, opened.conversation, library, tools)
    ask(session, opened.conversation, Wish(about=" ".join(TEXTS[:9])), tools=tools)
    taken = take(session, Claim(opened.conversation, adviser, 1), tools=tools)
    assert isinstance(taken, Taken), taken
    _talk(session, opened.conversation, adviser, tools)
    for part in _parts(TEXTS, ROWS):
        _stranger(session, part, tools)
    filled = Filled(opened.token, Claim(opened.conversation, adviser, taken.fence), lead, answers)
    remark(session, filled.claim, library, tools)
    _remarks(session, filled, library, tools)
    return filled


def _parts(texts: Sequence[str], number: int) -> Iterator[list[str]]:
    for at in range(number):
        yield [*texts[at::number]]


def _plan(session: Session, conversation: str, library: Library, tools: Tools) -> dict[str, str]:
    """Answer every question that is asked of all and takes words; give the words by question."""
    plan = session.scalars(select(Plan).where(Plan.conversation == conversation)).one()
    questions = [one.id for one in library.templates[TEMPLATE].questions if one.type == "text" and applies(one, {})]
    answers = {
        name: clean("\n".join(part)) for name, part in zip(questions, _parts(TEXTS, len(questions)), strict=True)
    }
    for name, text in answers.items():
        store_revision(session, plan.id, Revision(name, text, text, "ar"), now=tools.clock())
    count(session, plan.id, tools.clock())
    return {**answers, "products_first": PRODUCTS[0]}


def _talk(session: Session, conversation: str, adviser: str, tools: Tools) -> None:
    now = tools.clock()
    said: dict[str, object] = {"kind": TEXT, "language": "ar", "channel": "web"}
    rows = [{**said, "author": PERSON, "text": text, "payload": None} for text in TEXTS]
    rows += [{**said, "author": ADVISER, "text": text, "payload": {"adviser": adviser}} for text in TEXTS]
    noted: dict[str, object] = {"author": ADVISER, "kind": NOTE, "payload": {"adviser": adviser, "mention": None}}
    rows += [{**said, **noted, "text": "\n".join(part)} for part in _parts(TEXTS, 40)]
    entries = append_rows(session, conversation, rows, now=now).entries
    for entry in entries[: len(TEXTS)]:
        at = At(conversation, adviser)
        proposing.render_message(session, at, seq=entry.seq, text=entry.text or "", tools=tools)


def _remarks(session: Session, filled: Filled, library: Library, tools: Tools) -> None:
    claim = filled.claim
    for name, text in filled.answers.items():
        proposing.comment(session, claim, question=name, text=text, tools=tools)
        proposing.render_answer(session, claim, question=name, text=text, tools=tools)
        label = {"type": "message", "name": library.templates[TEMPLATE].question(name).names["text"]}
        proposed = Proposed(name, label, text[:300], text[:300], "ar")
        proposing.propose(session, claim, proposed, tools=tools)


def _stranger(session: Session, texts: list[str], tools: Tools) -> None:
    """Let somebody else wait and want to be called."""
    opened = open_conversation(session, "ar", now=tools.clock())
    session.flush()
    ask(session, opened.conversation, Wish(about=" ".join(texts), municipality=texts[0][:100]), tools=tools)
    wanted = Wanted("email", texts[1][:254], " ".join(texts), "ar")
    want_call_back(session, opened.conversation, wanted, tools=tools)
    want(session, opened.conversation, texts, tools)
