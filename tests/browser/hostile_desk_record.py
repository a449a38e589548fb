"""What advisers work with beside the talk, full of hostile texts: names, own answers, budgets, what waits for them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import insert
from sqlalchemy.orm import Session

from bot.advice.library import Library
from bot.advice.turn import Reply
from bot.language.clean import clean
from connectors.keys import new_id
from connectors.record.approval import HELD, WAITING
from connectors.record.handover import proposing
from connectors.record.handover.commenting import comment_to_person
from connectors.record.handover.ground import begin, change_case
from connectors.record.handover.interpreting import want_interpreter
from connectors.record.handover.shapes import Claim, Proposed, Remark
from connectors.record.plans import Revision, store_revision
from connectors.record.types import Tools
from connectors.store.people import ReadyAnswer, Team
from tests.browser.hostile_texts import SIGNS, hostile_texts
from tests.connectors.desk.budgets import CELL, SALON
from tests.connectors.desk.desktop import employ

ORGANISATION = "o_north"
TEMPLATE = "general"
TEXTS = tuple(clean(text) for text in hostile_texts())
TURNING = tuple(text for text in TEXTS if text.startswith(tuple(sign[0] for sign in SIGNS)) and text[0] > "~")
"""Those that begin with a sign of which some turn about the words beside it, or fall out of a box of their own."""
NAMES = (*TEXTS[1:12], *(text[:200] for text in TURNING))
ANSWERS = (*TEXTS[::30], *TURNING)
PRODUCTS = ("\u202e<svg onload=__hit`1`>", "\u2069<script>__hit`2`</script>")
"""Short enough to name rows, and without the signs at which a list of things is cut."""
ROW = "household.home_housing"


def staff(session: Session, now: datetime) -> str:
    """Employ a lead adviser and many colleagues, and write the organisation's own answers; give the lead adviser."""
    for name in NAMES:
        employ(session, now, name=name, organisation=ORGANISATION)
    session.add(Team(id=new_id("team"), organisation=ORGANISATION, name=TEXTS[12], created=now))
    for at, text in enumerate(ANSWERS):
        told = {"ar": {"text": TEXTS[at], "state": "written"}}
        row = ReadyAnswer(
            id=new_id("r"),
            organisation=ORGANISATION,
            name=text[:80],
            text=text,
            values={},
            translations=told,
            created=now,
        )
        session.add(row)
    return employ(session, now, name=TURNING[0], organisation=ORGANISATION, role="lead")


def count(session: Session, plan: str, now: datetime) -> None:
    """Answer what the budgets go by; what is sold has hostile names, which stand in every table."""
    numbers = {**SALON, "products_first": PRODUCTS[0], "budget_second": True, "budget_second_name": PRODUCTS[1]}
    numbers |= {"budget_second_price": "900000", "budget_second_units": 10, "budget_second_cost": "300"}
    for question, value in numbers.items():
        store_revision(session, plan, Revision(question, value, str(value), "ar"), now=now)


def remark(session: Session, claim: Claim, library: Library, tools: Tools) -> None:
    """Remark on a row and on a cell of the budgets, and propose another number, all in hostile words."""
    for text in TEXTS[::20]:
        for about in (ROW, CELL):
            comment_to_person(session, claim, Remark(about, {"type": "name", "value": text[:60]}, text), tools=tools)
    label = {"type": "message", "name": library.templates[TEMPLATE].question("budget_housing").names["text"]}
    proposed = Proposed("budget_housing", label, TEXTS[-1][:300], "9500", "ar")
    proposing.propose(session, claim, proposed, tools=tools)


def want(session: Session, conversation: str, texts: Sequence[str], tools: Tools) -> None:
    """Let somebody want an interpreter, and the bot's answers to them wait for an adviser."""
    now = tools.clock()
    change_case(begin(session, conversation, tools), organisation=ORGANISATION)
    want_interpreter(session, conversation, times=" ".join(texts)[:500], tools=tools)
    for text in texts[:2]:
        quoted = {name: {"type": "name", "value": text} for name in ("adviser", "question", "text")}
        row = {
            "conversation": conversation,
            "turn": new_id("t"),
            "organisation": ORGANISATION,
            "topic": "permits",
            "replies": [Reply("utter_find_permits").to_json(), Reply("system_proposed", quoted).to_json()],
            "channel": "web",
            "state": WAITING,
            "until": now + timedelta(hours=1),
            "created": now,
        }
        session.execute(insert(HELD), [row])
