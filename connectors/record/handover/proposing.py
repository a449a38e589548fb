"""Working in the plan: an adviser proposes an answer that the person takes or not, remarks, and writes Swedish."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from bot.advice.turn import Button, Reply, Values
from bot.language.detection import detect, is_in_script_of
from bot.language.locales import offered
from connectors.keys import new_id
from connectors.record.handover.ground import (
    Scene,
    begin,
    begin_as,
    begin_as_owner,
    name_of,
    note_step,
    tell,
)
from connectors.record.handover.shapes import (
    ACCEPTED,
    DECLINED,
    RENDERED,
    WITHDRAWN,
    At,
    Claim,
    NotOwner,
    Proposed,
    WrongStepError,
)
from connectors.record.messages import replay
from connectors.record.plans import Revision, store_revision
from connectors.record.types import ADVISER, LogEntry, Tools
from connectors.store.desk import Proposal, Rendering
from connectors.store.models import Conversation, Message, table_of
from connectors.store.plans import Answer, Comment, Plan

PROPOSAL, RENDERING, COMMENT = table_of(Proposal), table_of(Rendering), table_of(Comment)
PLAN, ANSWER = table_of(Plan), table_of(Answer)
CONVERSATION, MESSAGE = table_of(Conversation), table_of(Message)
ACCEPT, DECLINE = "accept_proposal", "decline_proposal"
OPEN = "open"


def propose(session: Session, claim: Claim, proposed: Proposed, *, tools: Tools) -> tuple[str, LogEntry] | NotOwner:
    """Show the person a new answer with a yes and a no; give the proposal's id and the line.

    An earlier proposal for the same question that stands open is withdrawn; the very same one again changes nothing.
    """
    found = begin_as_owner(session, claim, tools)
    if isinstance(found, NotOwner):
        return found
    scene, adviser = found
    if before := _proposed_before(scene, claim.adviser, proposed):
        return before
    _settle(scene, WITHDRAWN, PROPOSAL.c.question == proposed.question)
    proposal = new_id("r")
    entities = {"proposal": proposal}
    buttons = (Button("button_yes", ACCEPT, entities), Button("button_no", DECLINE, entities))
    present = _shown_now(scene, proposed)
    values = {
        "adviser": name_of(adviser),
        "question": dict(proposed.label),
        "text": _shown(proposed, proposed.value, proposed.text),
        **({"before": present} if present else {}),
    }
    name = "system_proposed_change" if present else "system_proposed"
    line = tell(scene, "", reply=Reply(name, values, buttons))
    row = {
        "id": proposal,
        "conversation": scene.id,
        "question": proposed.question,
        "text": proposed.text,
        "value": proposed.value,
        "language": _language(proposed, scene.seen.locale),
        "by": claim.adviser,
        "state": OPEN,
        "seq": line.seq,
        "created": scene.now,
    }
    session.execute(insert(PROPOSAL), [row])
    note_step(scene, "proposed", actor=claim.adviser, details={"proposal": proposal, "question": proposed.question})
    return proposal, line


def accept(session: Session, conversation: str, proposal: str, *, tools: Tools) -> LogEntry | None:
    """Let the person take a proposal: it is their answer now. None when it is no longer open."""
    scene = begin(session, conversation, tools)
    found = _open_proposal(scene, proposal)
    if found is None:
        return None
    plan = session.execute(select(PLAN.c.id).where(PLAN.c.conversation == conversation)).scalar_one()
    revision = Revision(found.question, found.value, found.text, language=found.language, turn=proposal)
    store_revision(session, plan, revision, now=scene.now)
    session.execute(update(PLAN).where(PLAN.c.id == plan).values(changed=scene.now))
    # As when the bot stores an answer: what it last expected to hear is settled.
    state = {**scene.seen.state, "expecting": None, "misses": 0}
    session.execute(update(CONVERSATION).where(CONVERSATION.c.id == conversation).values(state=state))
    _settle(scene, ACCEPTED, PROPOSAL.c.id == proposal)
    note_step(scene, "proposal_accepted", actor=None, details={"proposal": proposal, "question": found.question})
    return tell(scene, "system_proposal_accepted")


def decline(session: Session, conversation: str, proposal: str, *, tools: Tools) -> LogEntry | None:
    """Let the person keep their own answer. None when the proposal is no longer open."""
    scene = begin(session, conversation, tools)
    found = _open_proposal(scene, proposal)
    if found is None:
        return None
    _settle(scene, DECLINED, PROPOSAL.c.id == proposal)
    note_step(scene, "proposal_declined", actor=None, details={"proposal": proposal, "question": found.question})
    return tell(scene, "system_proposal_declined")


def comment(session: Session, at: At, *, question: str, text: str, tools: Tools) -> int:
    """Keep an adviser's remark on an answer of the plan, the same words once; give its number."""
    scene, adviser = begin_as(session, at, tools)
    same = {"conversation": at.conversation, "question": question, "adviser": at.adviser, "text": text}
    before: int | None = session.execute(select(COMMENT.c.id).filter_by(**same)).scalar()
    if before is not None:
        return before
    row = {
        "conversation": at.conversation,
        "question": question,
        "kind": "remark",
        "author": ADVISER,
        "adviser": at.adviser,
        "text": text,
        "language": detect(text, adviser.locale, offered()) or adviser.locale,
        "created": scene.now,
    }
    number: int = session.execute(insert(COMMENT).values(row).returning(COMMENT.c.id)).scalar_one()
    note_step(scene, "commented", actor=at.adviser, details={"comment": number, "question": question})
    return number


def render_message(session: Session, at: At, *, seq: int, text: str, tools: Tools) -> None:
    """Keep an adviser's Swedish beside a line of free text; a later one takes its place."""
    scene, _ = begin_as(session, at, tools)
    free = select(MESSAGE.c.seq).where(
        MESSAGE.c.conversation == at.conversation, MESSAGE.c.seq == seq, MESSAGE.c.text.is_not(None)
    )
    if session.scalar(free) is None:
        raise WrongStepError("only free text can be put into Swedish by hand")
    dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    row = {"conversation": at.conversation, "seq": seq, "text": text, "by": at.adviser, "changed": scene.now}
    statement = dialect.insert(RENDERING).values(row)
    kept = {name: statement.excluded[name] for name in ("text", "by", "changed")}
    session.execute(statement.on_conflict_do_update(index_elements=["conversation", "seq"], set_=kept))
    note_step(scene, "rendered", actor=at.adviser, details={"seq": seq})


def render_answer(session: Session, at: At, *, question: str, text: str, tools: Tools) -> None:
    """Keep an adviser's Swedish as the Swedish column of an answer, until the person changes the answer."""
    scene, _ = begin_as(session, at, tools)
    plan = select(PLAN.c.id).where(PLAN.c.conversation == at.conversation).scalar_subquery()
    current = update(ANSWER).where(ANSWER.c.plan == plan, ANSWER.c.question == question, ANSWER.c.current)
    changed = session.execute(
        current.values(swedish_text=text, swedish_state=RENDERED).returning(ANSWER.c.revision)
    ).scalar()
    if changed is None:
        raise WrongStepError("there is no answer to that question")
    note_step(scene, "rendered", actor=at.adviser, details={"question": question, "revision": changed})


def renderings(session: Session, conversation: str) -> dict[int, str]:
    """Give the advisers' Swedish by line."""
    rows = session.execute(select(RENDERING.c.seq, RENDERING.c.text).where(RENDERING.c.conversation == conversation))
    return {row.seq: row.text for row in rows}


def _language(proposed: Proposed, locale: str) -> str:
    """Name the language a proposal is written in: where that cannot be told, the person's if it has its letters."""
    found = detect(proposed.text, locale, offered())
    return found or (locale if is_in_script_of(proposed.text, locale) else proposed.language)


def _shown_now(scene: Scene, proposed: Proposed) -> Values | None:
    """Give the person's present answer as they read it, None when they have given none."""
    current = (
        select(ANSWER.c.value, ANSWER.c.text)
        .join_from(ANSWER, PLAN)
        .where(PLAN.c.conversation == scene.id, ANSWER.c.question == proposed.question, ANSWER.c.current)
    )
    row = scene.session.execute(current).one_or_none()
    return _shown(proposed, row.value, row.text) if row and row.text else None


def _shown(proposed: Proposed, value: Any, text: str) -> Values:
    """Give an answer as a typed value; in its own words when it has no other form or no longer fits the question."""
    try:
        return dict(proposed.show(value)) if proposed.show else {"type": "name", "value": text}
    except (KeyError, TypeError, ValueError):
        return {"type": "name", "value": text}


def _proposed_before(scene: Scene, adviser: str, proposed: Proposed) -> tuple[str, LogEntry] | None:
    same = (
        PROPOSAL.c.conversation == scene.id,
        PROPOSAL.c.question == proposed.question,
        PROPOSAL.c.text == proposed.text,
        PROPOSAL.c.by == adviser,
        PROPOSAL.c.state == OPEN,
    )
    row = scene.session.execute(select(PROPOSAL.c.id, PROPOSAL.c.seq).where(*same)).one_or_none()
    return (row.id, replay(scene.session, scene.id, row.seq - 1)[0]) if row else None


def _open_proposal(scene: Scene, proposal: str) -> Row[Any] | None:
    return scene.session.execute(
        select(PROPOSAL).where(PROPOSAL.c.id == proposal, PROPOSAL.c.conversation == scene.id, PROPOSAL.c.state == OPEN)
    ).one_or_none()


def _settle(scene: Scene, state: str, which: Any) -> None:
    standing = update(PROPOSAL).where(PROPOSAL.c.conversation == scene.id, PROPOSAL.c.state == OPEN, which)
    scene.session.execute(standing.values(state=state, settled=scene.now))
