"""The desk's lists on both databases: pages of two thousand conversations, who sees what, filters and search."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, event, insert
from sqlalchemy.orm import Session

from connectors.desk import lists
from connectors.desk.lists import Filters, Wanted
from connectors.desk.rows import load_bases
from connectors.desk.search import search
from connectors.desk.sessions import Who
from connectors.desk.unread import Unread, read_unread
from connectors.store.database import Database
from connectors.store.desk import CallBack, Case, HeldAnswer, InterpreterWish, Label, QueueEntry, ReadMark
from connectors.store.models import Conversation, Message, Person
from connectors.store.people import Organisation
from connectors.store.plans import Plan
from tests.connectors.databases import START, database, empty_sqlite, migrated_postgresql, url

__all__ = ["database", "empty_sqlite", "migrated_postgresql", "url"]

NORTH, SOUTH = "o_north", "o_south"
AMINA = Who("a_amina", NORTH, "Amina", "amina@example.org", "adviser", "sv")
STRANGER = Who("a_sten", SOUTH, "Sten", "sten@example.org", "adviser", "sv")
MANY = 2_000
KINDS: tuple[Mapping[str, Any], ...] = (
    {"owner_kind": "queue", "asked": True},
    {"owner_kind": "adviser", "owner_id": "a_amina", "organisation": NORTH},
    {"owner_kind": "adviser", "owner_id": "a_bjorn", "organisation": NORTH},
    {"owner_kind": "bot", "organisation": NORTH, "status": "closed", "wish": "over"},
    {"owner_kind": "bot", "organisation": NORTH, "held": "waiting"},
    {"owner_kind": "queue", "asked": True, "organisation": SOUTH},
    {"owner_kind": "adviser", "owner_id": "a_sten", "organisation": SOUTH, "wish": "wanted", "held": "waiting"},
    {"owner_kind": "bot", "call": True},
    {"owner_kind": "bot", "assigned": "a_amina", "organisation": NORTH, "held": "sent", "wish": "booked"},
    {"owner_kind": "bot", "wish": "wanted"},
)


def fill(session: Session, many: int) -> None:
    """Make conversations of every kind, one minute apart."""
    session.execute(insert(Organisation), [{"id": one, "name": one, "created": START} for one in (NORTH, SOUTH)])
    tables: dict[Any, list[dict[str, Any]]] = {
        table: [] for table in (Person, Conversation, Plan, Case, QueueEntry, CallBack, Label, Message)
    }
    tables |= {InterpreterWish: [], HeldAnswer: []}
    for number in range(many):
        add(tables, number, KINDS[number % len(KINDS)])
    for table, rows in tables.items():
        session.execute(insert(table), rows)


def add(tables: dict[Any, list[dict[str, Any]]], number: int, kind: Mapping[str, Any]) -> None:
    """Make the rows of one conversation."""
    one, when = f"c_{number:05}", START + timedelta(minutes=number // 3)
    here = {"conversation": one}
    tables[Person].append({"id": f"p_{number}", "language": ("ar", "so", "sv")[number % 3], "created": START})
    tables[Conversation].append(
        {
            "id": one,
            "person": f"p_{number}",
            "status": kind.get("status", "open"),
            "owner_kind": kind["owner_kind"],
            "owner_id": kind.get("owner_id"),
            "state": {},
            "created": START,
            "last_activity": when,
            "last_seq": 1,
        }
    )
    tables[Plan].append({"id": f"plan_{number}", **here, "created": START, "changed": START})
    organisation = kind.get("organisation")
    tables[Case].append(
        {**here, "organisation": organisation, "assigned": kind.get("assigned"), "created": START, "changed": START}
    )
    text = "أَحْمَد يسكن في الإسكندرية" if number % 7 == 0 else "Jag vill öppna ett KAFÉ"
    line = {**here, "seq": 1, "id": f"m_{number}", "author": "person", "kind": "text", "text": text, "channel": "web"}
    tables[Message].append({**line, "created": when})
    if kind.get("asked"):
        entry = {**here, "organisation": organisation, "urgent": False, "locale": "ar", "channel": "web"}
        tables[QueueEntry].append({**entry, "wants": "web", "asked": when, "urgent": number % 20 == 10})
    if kind.get("call"):
        wanted = {**here, "way": "phone", "address": "070", "times": "", "language": "sv", "state": "open", "tries": 0}
        tables[CallBack].append({**wanted, "created": when, "changed": when})
    if number % 4 == 0:
        tables[Label].append({**here, "name": "tax", "by": "a_amina", "created": START})
    if kind.get("wish"):
        tables[InterpreterWish].append(wish_row(one, kind, when=when))
    if kind.get("held"):
        states = [kind["held"]] * 2 if number % 3 else ["lapsed", kind["held"]]
        tables[HeldAnswer] += [held_row(one, kind, state=state, when=when) for state in states]


def wish_row(conversation: str, kind: Mapping[str, Any], *, when: datetime) -> dict[str, Any]:
    """Give the wish for an interpreter; a booked one belongs to the organisation that booked."""
    whose = kind.get("organisation") if kind["wish"] == "booked" else None
    row = {"conversation": conversation, "organisation": whose, "language": "ar", "times": "", "state": kind["wish"]}
    return {**row, "created": when, "changed": when}


def held_row(conversation: str, kind: Mapping[str, Any], *, state: str, when: datetime) -> dict[str, Any]:
    """Give an answer that waits for an adviser, or has waited."""
    row = {"conversation": conversation, "turn": "t", "organisation": kind.get("organisation"), "topic": "tax"}
    return {**row, "replies": [], "channel": "web", "state": state, "until": when, "created": START}


@pytest.fixture
async def full(database: Database) -> Database:
    """Give a database with two thousand conversations."""
    await database.write(lambda session: fill(session, MANY))
    return database


def walk(session: Session, wanted: Wanted) -> list[str]:
    """Turn the pages of a list to the end."""
    found: list[str] = []
    after: str | None = None
    while True:
        page = lists.page(session, wanted, after=after)
        found += page.ids
        after = page.more
        if after is None:
            return found


FILTERS = (Filters(), Filters(language="ar"), Filters(label="tax"), Filters(language="so", label="tax"))


async def test_pages_hold_every_conversation_once_and_changes_are_judged_alike(full: Database) -> None:
    def check(session: Session) -> dict[str, int]:
        bases = load_bases(session, [f"c_{number:05}" for number in range(MANY)])
        assert len(bases) == MANY
        counts = {}
        for who in (AMINA, STRANGER):
            for view in lists.VIEWS:
                for filters in FILTERS:
                    wanted = Wanted(view, who, filters)
                    walked = walk(session, wanted)
                    assert len(walked) == len(set(walked))
                    assert set(walked) == lists.all_ids(session, wanted)
                    assert set(walked) == {one for one, base in bases.items() if lists.belongs(wanted, base)}
                    if filters == Filters():
                        counts[f"{who.id} {view}"] = len(walked)
        return counts

    assert await full.read(check) == {
        "a_amina waiting": 200,
        "a_amina mine": 400,
        "a_amina others": 400,
        "a_amina callbacks": 200,
        "a_amina closed": 200,
        "a_amina approvals": 200,
        "a_amina interpreters": 400,
        "a_sten waiting": 400,
        "a_sten mine": 200,
        "a_sten others": 0,
        "a_sten callbacks": 200,
        "a_sten closed": 0,
        "a_sten approvals": 200,
        "a_sten interpreters": 400,
    }


async def test_the_urgent_stand_first_then_who_waits_longest_and_elsewhere_what_happened_last(full: Database) -> None:
    waiting = await full.read(lambda session: walk(session, Wanted("waiting", AMINA)))
    urgent = {one for one in waiting if int(one[2:]) % 20 == 10}
    assert len(urgent) == 100  # two pages, so that a cursor stands among them
    assert waiting == sorted(waiting, key=lambda one: (one not in urgent, one))
    closed = await full.read(lambda session: lists.page(session, Wanted("closed", AMINA)))
    assert closed.ids[0] == "c_01993"


@pytest.mark.parametrize("cursor", ["", "x", "bm9uc2Vuc2U=", "WyIyMDI2IiwiYyJd", "W10=", "eyJhIjoxfQ=="])
async def test_a_cursor_that_is_none_begins_anew(full: Database, cursor: str) -> None:
    wanted = Wanted("mine", AMINA)
    first = await full.read(lambda session: lists.page(session, wanted))
    assert await full.read(lambda session: lists.page(session, wanted, after=cursor)) == first


async def test_a_page_takes_the_same_few_questions_however_long_it_is(full: Database) -> None:
    def ask(session: Session, many: int) -> int:
        asked: list[str] = []
        engine = session.get_bind()
        assert isinstance(engine, Engine)

        def count(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
            asked.append(statement)

        event.listen(engine, "before_cursor_execute", count)
        try:
            page = lists.page(session, Wanted("mine", AMINA))
            load_bases(session, page.ids[:many])
            read_unread(session, page.ids[:many], [AMINA.id])
        finally:
            event.remove(engine, "before_cursor_execute", count)
        return len(asked)

    few, many = await full.read(lambda session: ask(session, 2)), await full.read(lambda session: ask(session, 50))
    assert few == many <= 10


@pytest.mark.parametrize(
    ("text", "many"),
    [
        ("kafe", 1714),
        ("Kafé öppna", 1714),
        ("الاسكندريه", 286),
        ("احمد", 286),
        ("قاهرة", 0),
        ("100%", 0),
        ("_", 0),
    ],
)
async def test_search_goes_by_what_is_meant_in_own_conversations_only(full: Database, text: str, many: int) -> None:
    """Of the 286 in Arabic and 1714 in Swedish an adviser of the north finds what they may see, 500 at most."""
    found = await full.read(lambda session: search(session, AMINA, text))
    assert bool(found) == bool(many)
    visible = [
        number for number in range(MANY) if KINDS[number % 10].get("organisation") == NORTH or number % 10 in (0, 7, 9)
    ]
    arabic = text in ("الاسكندريه", "احمد")
    meant = {f"c_{number:05}" for number in visible if (number % 7 == 0) == arabic}
    assert found <= meant
    assert len(found) == (min(500, len(meant)) if many else 0)
    strangers = await full.read(lambda session: search(session, STRANGER, text, within="c_00001"))
    assert strangers == set()


async def test_a_search_narrows_a_list(full: Database) -> None:
    wanted = Wanted("closed", AMINA, Filters(text="الإسكندرية"))
    found = await full.read(lambda session: walk(session, wanted))
    assert {int(one[2:]) % 7 for one in found} == {0}
    assert await full.read(lambda session: lists.is_found(session, wanted, found[0]))
    assert not await full.read(lambda session: lists.is_found(session, wanted, "c_00003"))


async def test_unread_counts_the_persons_lines_after_the_mark(full: Database) -> None:
    mark = {"conversation": "c_00001", "adviser": AMINA.id, "seq": 1}
    await full.write(lambda session: session.execute(insert(ReadMark), [mark]))
    counted = await full.read(lambda session: read_unread(session, ["c_00001", "c_00002"], [AMINA.id, "a_bjorn"]))
    nothing, one = Unread(0), Unread(1)
    assert counted == {"c_00001": {AMINA.id: nothing, "a_bjorn": one}, "c_00002": {AMINA.id: one, "a_bjorn": one}}
