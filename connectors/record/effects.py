"""What each effect does to the tables when its turn is committed, one small function a name.

Effects that only change the state of the interview are folded by ``bot.advice.facts.apply`` and have nothing here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from bot.advice.facts import CHANGES, SKIPPED
from bot.advice.turn import Effect, Values
from connectors.record.codes import issue_code
from connectors.record.erase import delete_everything, redact_message
from connectors.record.handover.asking import add_words_to_rating, ask, leave, rate
from connectors.record.handover.calling import want_call_back
from connectors.record.handover.interpreting import want_interpreter
from connectors.record.handover.shapes import Wanted, Wish
from connectors.record.plans import Revision, set_aside, store_revision
from connectors.record.types import PERSON, Tools
from connectors.store.desk import Label
from connectors.store.models import Person, table_of
from connectors.store.plans import Comment

PERSONS, LABEL = table_of(Person), table_of(Label)
INTERPRETER = "interpreter"


class UnknownEffectError(ValueError):
    """An action asked for something that is not in the table of ``docs/architecture.md``; correct the action."""


@dataclass
class Scene:
    """The turn being committed: whose it is, and what its effects have come to so far."""

    turn: str
    conversation: str
    person: str
    plan: str
    locale: str
    tools: Tools
    now: datetime
    code: str | None = None
    erased: bool = False


Change = Callable[[Session, Scene, Values], None]


def carry_out(session: Session, scene: Scene, effect: Effect) -> None:
    """Do to the tables what one effect asks for; raise ``UnknownEffectError`` for a name nobody knows."""
    change = TABLE_CHANGES.get(effect.name)
    if change:
        change(session, scene, effect.values)
    elif effect.name not in CHANGES:
        raise UnknownEffectError(effect.name)


def _store_answer(session: Session, scene: Scene, values: Values) -> None:
    revision = Revision(
        values["question"], values["value"], values["text"], language=values["language"], turn=scene.turn
    )
    store_revision(session, scene.plan, revision, now=scene.now)


def _skip_answer(session: Session, scene: Scene, values: Values) -> None:
    revision = Revision(values["question"], None, "", language=scene.locale, state=SKIPPED, turn=scene.turn)
    store_revision(session, scene.plan, revision, now=scene.now)


def _start_over(session: Session, scene: Scene, _values: Values) -> None:
    set_aside(session, scene.plan)


def _change_language(session: Session, scene: Scene, values: Values) -> None:
    scene.locale = values["locale"]
    session.execute(update(PERSONS).where(PERSONS.c.id == scene.person).values(language=scene.locale))


def _issue_code(session: Session, scene: Scene, _values: Values) -> None:
    scene.code = issue_code(session, scene.conversation, scene.tools.keys, now=scene.now)


def _redact_message(session: Session, scene: Scene, values: Values) -> None:
    redact_message(session, scene.conversation, values["seq"], scene.tools.redact)


def _delete_everything(session: Session, scene: Scene, _values: Values) -> None:
    delete_everything(session, scene.conversation, now=scene.now)
    scene.erased = True


def _ask_for_adviser(session: Session, scene: Scene, values: Values) -> None:
    about = values.get("about") or None
    if not values.get("waits"):  # nobody is there to wait for
        _remark(session, scene, "adviser_wanted", about or "")
        return
    wish = Wish(
        about=about,
        language=values.get("language"),
        municipality=values.get("municipality"),
        trade=values.get("trade"),
    )
    ask(session, scene.conversation, wish, tools=scene.tools)


def _leave_queue(session: Session, scene: Scene, _values: Values) -> None:
    leave(session, scene.conversation, tools=scene.tools)


def _leave_contact(session: Session, scene: Scene, values: Values) -> None:
    wanted = Wanted(values["way"], values["address"], values.get("times") or "", language=scene.locale)
    want_call_back(session, scene.conversation, wanted, tools=scene.tools)


def _want_help(session: Session, scene: Scene, values: Values) -> None:
    """Label the conversation with the help that is wanted, so that advisers see it in their lists.

    An interpreter must be booked, so a wish for one stands in a list of its own; ``times`` may follow later.
    """
    name = values["help"]
    known = select(LABEL.c.name).where(LABEL.c.conversation == scene.conversation, LABEL.c.name == name)
    if session.scalar(known) is None:
        row = {"conversation": scene.conversation, "name": name, "by": PERSON, "created": scene.now}
        session.execute(insert(LABEL), [row])
    if name == INTERPRETER:
        want_interpreter(session, scene.conversation, times=values.get("times"), tools=scene.tools)


def _rate(session: Session, scene: Scene, values: Values) -> None:
    rate(session, scene.conversation, stars=values["stars"], tools=scene.tools)


def _rate_words(session: Session, scene: Scene, values: Values) -> None:
    add_words_to_rating(session, scene.conversation, values["text"])


def _give_feedback(session: Session, scene: Scene, values: Values) -> None:
    _remark(session, scene, "feedback", values["text"])


def _remark(session: Session, scene: Scene, kind: str, text: str) -> None:
    row = {
        "conversation": scene.conversation,
        "kind": kind,
        "author": PERSON,
        "text": text,
        "language": scene.locale,
        "created": scene.now,
    }
    session.execute(insert(table_of(Comment)), [row])


TABLE_CHANGES: Mapping[str, Change] = {
    "store_answer": _store_answer,
    "skip_answer": _skip_answer,
    "start_over": _start_over,
    "change_language": _change_language,
    "issue_code": _issue_code,
    "redact_message": _redact_message,
    "delete_everything": _delete_everything,
    "ask_for_adviser": _ask_for_adviser,
    "leave_queue": _leave_queue,
    "leave_contact": _leave_contact,
    "want_help": _want_help,
    "rate": _rate,
    "rate_words": _rate_words,
    "give_feedback": _give_feedback,
}
