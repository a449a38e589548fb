"""The person's side of the queue: asking for a human, leaving the queue, and saying afterwards how it was."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row, func, insert, select, update
from sqlalchemy.orm import Session

from connectors.record.handover.ground import Scene, begin, change_case, find_case, give_to, note_step, set_status, tell
from connectors.record.handover.shapes import OPEN, WITHDRAWN, Done, Target, Wish, WrongStepError
from connectors.record.handover.transfers import settle_transfer
from connectors.record.types import ADVISER, BOT, QUEUE, LogEntry, Tools
from connectors.store.desk import QueueEntry, Rating
from connectors.store.models import table_of

ENTRY, RATING = table_of(QueueEntry), table_of(Rating)
IS_OPEN = ENTRY.c.taken.is_(None) & ENTRY.c.left_at.is_(None) & ENTRY.c.closed.is_(None)
MOST_STARS = 5


def ask(session: Session, conversation: str, wish: Wish, *, tools: Tools) -> Done:
    """Put the person in the queue; who waits already only changes what it is about, and who has help keeps it."""
    scene = begin(session, conversation, tools)
    owner = scene.seen.owner
    if owner.kind == ADVISER:
        return Done(owner)
    if owner.kind == QUEUE:
        _say_again(scene, wish)
        return Done(owner)
    case = find_case(scene)
    organisation = wish.organisation or (case.organisation if case else None)
    set_status(scene, OPEN)
    change_case(scene, organisation=organisation, closed=None, outcome=None)
    line = tell(scene, "system_asked")
    owner = give_to(scene, QUEUE)
    join_queue(scene, wish, organisation=organisation)
    note_step(scene, "asked", actor=None, details={"fence": owner.fence, "wants": wish.wants})
    return Done(owner, (line,))


def leave(session: Session, conversation: str, *, tools: Tools) -> Done:
    """Let the person leave the queue; nothing changes when they do not wait."""
    scene = begin(session, conversation, tools)
    if scene.seen.owner.kind != QUEUE:
        return Done(scene.seen.owner)
    end_wait(scene, left_at=scene.now)
    settle_transfer(scene, WITHDRAWN)
    owner = give_to(scene, BOT)
    line = tell(scene, "system_left")
    note_step(scene, "left", actor=None, details={"fence": owner.fence})
    return Done(owner, (line,))


def rate(session: Session, conversation: str, *, stars: int, text: str | None = None, tools: Tools) -> LogEntry:
    """Keep what the person thought of the help, from one star to five."""
    if not 1 <= stars <= MOST_STARS:
        raise WrongStepError(f"{stars} stars; there are 1 to {MOST_STARS}")
    scene = begin(session, conversation, tools)
    case = find_case(scene)
    row = {
        "conversation": conversation,
        "adviser": case.helped if case else None,
        "stars": stars,
        "text": text,
        "language": scene.seen.locale,
        "created": scene.now,
    }
    session.execute(insert(RATING), [row])
    note_step(scene, "rated", actor=None, details={"stars": stars})
    return tell(scene, "system_rated")


def add_words_to_rating(session: Session, conversation: str, text: str) -> None:
    """Keep a sentence with the newest rating of a conversation, if there is one."""
    newest = select(func.max(RATING.c.id)).where(RATING.c.conversation == conversation).scalar_subquery()
    session.execute(update(RATING).where(RATING.c.id == newest).values(text=text))


def join_queue(
    scene: Scene, wish: Wish, *, organisation: str | None, to: Target | None = None, urgent: bool = False
) -> None:
    """Let a wait begin; ``urgent`` ones go before the others."""
    row = {
        "conversation": scene.id,
        "organisation": organisation,
        "for_team": to.team if to else None,
        "for_adviser": to.adviser if to else None,
        "urgent": urgent,
        "about": wish.about,
        "language": wish.language,
        "locale": scene.seen.locale,
        "channel": wish.channel,
        "wants": wish.wants,
        "municipality": wish.municipality,
        "trade": wish.trade,
        "asked": scene.now,
    }
    scene.session.execute(insert(ENTRY), [row])


def end_wait(scene: Scene, **how: Any) -> None:
    """End the open wait of the conversation, if there is one, by setting ``taken``, ``left_at`` or ``closed``."""
    scene.session.execute(update(ENTRY).where(ENTRY.c.conversation == scene.id, IS_OPEN).values(**how))


def last_wish(scene: Scene) -> Wish:
    """Give what the person last wanted of a human, for a wait that begins without asking them again."""
    newest = select(ENTRY).where(ENTRY.c.conversation == scene.id).order_by(ENTRY.c.id.desc()).limit(1)
    return _to_wish(scene.session.execute(newest).one_or_none())


def _to_wish(row: Row[Any] | None) -> Wish:
    if row is None:
        return Wish()
    return Wish(
        about=row.about,
        language=row.language,
        channel=row.channel,
        wants=row.wants,
        organisation=row.organisation,
        municipality=row.municipality,
        trade=row.trade,
    )


def _say_again(scene: Scene, wish: Wish) -> None:
    told = {
        "about": wish.about,
        "language": wish.language if wish.about else None,
        "municipality": wish.municipality,
        "trade": wish.trade,
        "wants": wish.wants,
    }
    known = {name: value for name, value in told.items() if value is not None}
    scene.session.execute(update(ENTRY).where(ENTRY.c.conversation == scene.id, IS_OPEN).values(**known))
