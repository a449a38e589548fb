"""The seven lists of the desk, and what a search finds: which conversations, in which order, and page by page.

The first page is asked for together with the ids of all that belong to the list, so that later changes of it can be
told from what was there. Whether a single conversation belongs is decided twice, in SQL for pages and in Python for
changes; a test holds both to the same answer.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, and_, case, exists, func, literal, or_, select
from sqlalchemy.orm import Session

from connectors.desk import rows
from connectors.desk.access import visible_to
from connectors.desk.cursors import read_cursor, write_cursor
from connectors.desk.rows import CONVERSATION, LABEL, PERSONS, Base
from connectors.desk.search import search
from connectors.desk.sessions import Who
from connectors.desk.unread import is_named
from connectors.record.approval import HELD, WAITING
from connectors.record.handover.seeing import STANDING, STANDING_WISHES
from connectors.record.handover.shapes import CLOSED
from connectors.record.types import ADVISER, BOT, QUEUE

VIEWS = ("waiting", "mine", "others", "callbacks", "closed", "approvals", "interpreters")
FOUND = "found"
"""Not a list of the desk: every conversation that an adviser may see, for a search to narrow."""
PAGE = 50
LONGEST_FILTER = 200
# Under names of their own, as the condition of what is visible asks the same tables.
CASE, ENTRY = rows.CASE.alias("listed_case"), rows.ENTRY.alias("listed_entry")
CALL_BACK, WISH = rows.CALL_BACK.alias("listed_call_back"), rows.WISH.alias("listed_wish")
FIRST_DUE = (
    select(func.min(HELD.c.until))
    .where(HELD.c.conversation == CONVERSATION.c.id, HELD.c.state == WAITING)
    .correlate(CONVERSATION)
    .scalar_subquery()
)
"""When the first of a conversation's answers must have been read; NULL when none waits."""
IS_OPEN = ENTRY.c.taken.is_(None) & ENTRY.c.left_at.is_(None) & ENTRY.c.closed.is_(None)


@dataclass(frozen=True)
class Filters:
    """What a list is narrowed to; None asks for everything. ``mentioned``: a note in it names the adviser."""

    language: str | None = None
    label: str | None = None
    text: str | None = None
    mentioned: bool = False

    @property
    def asks_lines(self) -> bool:
        """Tell whether the lines of a conversation must be asked, as its row does not tell."""
        return bool(self.text) or self.mentioned

    @classmethod
    def read(cls, frame: object) -> Filters:
        """Read what a client sent; what is no short text is left out."""
        given = frame if isinstance(frame, Mapping) else {}
        texts = {name: given.get(name) for name in ("language", "label", "text")}
        told = {name: text[:LONGEST_FILTER] for name, text in texts.items() if isinstance(text, str) and text}
        return cls(**told, mentioned=given.get("mentioned") is True)


@dataclass(frozen=True)
class Wanted:
    """One list as one adviser follows it."""

    view: str
    who: Who
    filters: Filters = Filters()


@dataclass(frozen=True)
class Page:
    """The ids of one page in order, and the cursor of the next one if there is more."""

    ids: tuple[str, ...]
    more: str | None


def belongs(wanted: Wanted, base: Base) -> bool:
    """Tell whether a conversation stands in a list, as far as its row can tell; a search must be asked beside."""
    filters = wanted.filters
    if filters.language and base.language != filters.language:
        return False
    if filters.label and filters.label not in base.labels:
        return False
    return IN_VIEW[wanted.view](base, wanted.who)


def standing(base: Base, who: Who) -> list[str]:
    """Name the lists of an adviser in which a conversation stands."""
    return [view for view in VIEWS if IN_VIEW[view](base, who)]


def all_ids(session: Session, wanted: Wanted) -> set[str]:
    """Give the ids of every conversation in a list."""
    return set(session.scalars(_chosen(session, wanted).with_only_columns(CONVERSATION.c.id)))


def is_found(session: Session, wanted: Wanted, conversation: str) -> bool:
    """Tell whether a conversation stands in a list, a search included."""
    chosen = _chosen(session, wanted, within=conversation).with_only_columns(CONVERSATION.c.id)
    return session.scalar(chosen.where(CONVERSATION.c.id == conversation).limit(1)) is not None


def page(session: Session, wanted: Wanted, *, after: str | None = None) -> Page:
    """Give one page; ``after`` is a cursor that an earlier page gave, and one that cannot be read begins anew."""
    keys, backwards = ORDER[wanted.view]
    statement = _chosen(session, wanted).with_only_columns(CONVERSATION.c.id, *keys)
    statement = statement.order_by(*(key.desc() if backwards else key for key in keys), CONVERSATION.c.id)
    if last := read_cursor(after, keys):
        statement = statement.where(_comes_after(keys, last, backwards=backwards))
    rows = session.execute(statement.limit(PAGE + 1)).all()
    ids = tuple(row[0] for row in rows[:PAGE])
    more = write_cursor(rows[PAGE - 1][1:], ids[-1]) if len(rows) > PAGE else None
    return Page(ids, more)


def _chosen(session: Session, wanted: Wanted, *, within: str | None = None) -> Select[Any]:
    statement = SOURCES[wanted.view](wanted.who)
    filters = wanted.filters
    if filters.language:
        statement = statement.join(PERSONS, PERSONS.c.id == CONVERSATION.c.person).where(
            PERSONS.c.language == filters.language
        )
    if filters.label:
        labelled = exists().where(LABEL.c.conversation == CONVERSATION.c.id, LABEL.c.name == filters.label)
        statement = statement.where(labelled)
    if filters.mentioned:
        statement = statement.where(is_named(wanted.who.id))
    if filters.text:
        found = search(session, wanted.who, filters.text, within=within)
        statement = statement.where(CONVERSATION.c.id.in_(found))
    return statement


def _waiting(who: Who) -> Select[Any]:
    source = select(CONVERSATION.c.id).join_from(ENTRY, CONVERSATION, ENTRY.c.conversation == CONVERSATION.c.id)
    return source.where(IS_OPEN, CONVERSATION.c.owner_kind == QUEUE, visible_to(who.organisation))


def own(who: Who) -> Select[Any]:
    """Give the conversations of an organisation; begun at its cases, as there are many more conversations."""
    source = select(CONVERSATION.c.id).join_from(CASE, CONVERSATION, CASE.c.conversation == CONVERSATION.c.id)
    return source.where(CASE.c.organisation == who.organisation, visible_to(who.organisation))


def _mine(who: Who) -> Select[Any]:
    return own(who).where(
        CONVERSATION.c.status != CLOSED,
        or_(
            and_(CONVERSATION.c.owner_kind == ADVISER, CONVERSATION.c.owner_id == who.id),
            and_(CONVERSATION.c.owner_kind == BOT, CASE.c.assigned == who.id),
        ),
    )


def _others(who: Who) -> Select[Any]:
    return own(who).where(
        CONVERSATION.c.status != CLOSED,
        or_(
            and_(CONVERSATION.c.owner_kind == ADVISER, CONVERSATION.c.owner_id != who.id),
            and_(CONVERSATION.c.owner_kind == BOT, or_(CASE.c.assigned.is_(None), CASE.c.assigned != who.id)),
        ),
    )


def _closed(who: Who) -> Select[Any]:
    return own(who).where(CONVERSATION.c.status == CLOSED)


def _callbacks(who: Who) -> Select[Any]:
    source = select(CONVERSATION.c.id).join_from(CALL_BACK, CONVERSATION, CALL_BACK.c.conversation == CONVERSATION.c.id)
    return source.where(CALL_BACK.c.state.in_(STANDING), _is_for(who, CALL_BACK), visible_to(who.organisation))


def _interpreters(who: Who) -> Select[Any]:
    source = select(CONVERSATION.c.id).join_from(WISH, CONVERSATION, WISH.c.conversation == CONVERSATION.c.id)
    return source.where(WISH.c.state.in_(STANDING_WISHES), _is_for(who, WISH), visible_to(who.organisation))


def _is_for(who: Who, work: FromClause) -> ColumnElement[bool]:
    """Give the condition that a call or a booking is this organisation's, or nobody's in a conversation of nobody's."""
    another = exists().where(CASE.c.conversation == CONVERSATION.c.id, CASE.c.organisation != who.organisation)
    free = and_(work.c.organisation.is_(None), ~another)
    return or_(free, work.c.organisation == who.organisation)


def _approvals(who: Who) -> Select[Any]:
    return own(who).where(FIRST_DUE.is_not(None))


def _found(who: Who) -> Select[Any]:
    return select(CONVERSATION.c.id).where(visible_to(who.organisation))


def _is_waiting(base: Base, who: Who) -> bool:
    return base.owner_kind == QUEUE and base.asked is not None and base.is_visible_to(who.organisation)


def _is_mine(base: Base, who: Who) -> bool:
    if base.organisation != who.organisation or base.status == CLOSED:
        return False
    owns = base.owner_kind == ADVISER and base.owner_id == who.id
    return owns or (base.owner_kind == BOT and base.assigned == who.id)


def _is_others(base: Base, who: Who) -> bool:
    if base.organisation != who.organisation or base.status == CLOSED:
        return False
    return base.owner_kind in (ADVISER, BOT) and not _is_mine(base, who)


def _is_closed(base: Base, who: Who) -> bool:
    return base.organisation == who.organisation and base.status == CLOSED


def _is_interpreter(base: Base, who: Who) -> bool:
    return base.is_to_be_interpreted_by(who.organisation)


def _is_call_back(base: Base, who: Who) -> bool:
    return base.is_to_be_called_by(who.organisation)


def _is_visible(base: Base, who: Who) -> bool:
    return base.is_visible_to(who.organisation)


def _is_approval(base: Base, who: Who) -> bool:
    return base.organisation == who.organisation and bool(base.held)


SOURCES: Mapping[str, Callable[[Who], Select[Any]]] = {
    "waiting": _waiting,
    "mine": _mine,
    "others": _others,
    "callbacks": _callbacks,
    "closed": _closed,
    "approvals": _approvals,
    "interpreters": _interpreters,
    FOUND: _found,
}
IN_VIEW: Mapping[str, Callable[[Base, Who], bool]] = {
    "waiting": _is_waiting,
    "mine": _is_mine,
    "others": _is_others,
    "callbacks": _is_call_back,
    "closed": _is_closed,
    "approvals": _is_approval,
    "interpreters": _is_interpreter,
    FOUND: _is_visible,
}
URGENT_FIRST = case((ENTRY.c.urgent, 0), else_=1)
ORDER: Mapping[str, tuple[tuple[Any, ...], bool]] = {
    "waiting": ((URGENT_FIRST, ENTRY.c.asked), False),
    "callbacks": ((CALL_BACK.c.created,), False),
    "approvals": ((FIRST_DUE,), False),
    "interpreters": ((WISH.c.created,), False),
    **dict.fromkeys(("mine", "others", "closed", FOUND), ((CONVERSATION.c.last_activity,), True)),
}
"""What each list is ordered by, and whether backwards; the id decides between equals."""


def _comes_after(keys: Sequence[Any], last: Sequence[Any], *, backwards: bool) -> Any:
    """Give the condition of standing after the last row of a page."""
    *values, conversation = last
    comes = CONVERSATION.c.id > conversation
    for key, value in reversed([*zip(keys, values, strict=True)]):
        told = literal(value, key.type)
        comes = or_(key < told if backwards else key > told, and_(key == told, comes))
    return comes
