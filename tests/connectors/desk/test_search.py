"""Search over all that an adviser may see, on both databases: where words stand, what is shown of them, to whom."""

from __future__ import annotations

from typing import Any

import pytest
from aiohttp.test_utils import TestServer
from sqlalchemy import insert
from sqlalchemy.orm import Session

from connectors.desk.excerpts import Excerpt, excerpts
from connectors.desk.search import search
from connectors.desk.sessions import Who
from connectors.store.database import Database
from connectors.store.desk import CallBack, Case, Proposal, QueueEntry, Rendering
from connectors.store.models import Conversation, Message, Person
from connectors.store.people import Adviser, Organisation
from connectors.store.plans import Answer, Comment, Plan
from tests.connectors.databases import START, database, empty_sqlite, migrated_postgresql, url
from tests.connectors.desk.test_desk_socket import OpenDesk, desk, queue, settings
from tests.connectors.web.conftest import Opener

__all__ = ["database", "desk", "empty_sqlite", "migrated_postgresql", "settings", "url"]

AMINA = Who("a_amina", "o_north", "Amina", "amina@example.org", "adviser", "sv")
STRANGER = Who("a_sten", "o_south", "Sten", "sten@example.org", "adviser", "sv")
LONG = "Vi talade länge om lokalen vid torget och om hyran innan hon frågade om bygglov för en ny skylt. " * 3


def fill(session: Session) -> None:
    """Make a conversation of the north in which every place has a word of its own."""
    here = {"conversation": "c_1"}
    session.execute(
        insert(Organisation), [{"id": one, "name": one, "created": START} for one in ("o_north", "o_south")]
    )
    add(session, Person, id="p_1", language="ar", created=START)
    owned = {"owner_kind": "adviser", "owner_id": "a_amina", "state": {}, "last_activity": START, "last_seq": 2}
    add(session, Conversation, id="c_1", person="p_1", created=START, **owned)
    add(session, Case, **here, organisation="o_north", created=START, changed=START)
    who = {"id": "a_amina", "name": "Amina Lindqvist", "email": "a@b.se", "languages": []}
    add(session, Adviser, **who, organisation="o_north", created=START)
    fill_plan(session, here)
    fill_talk(session, here)


def fill_plan(session: Session, here: dict[str, Any]) -> None:
    """Add a plan with what is said and proposed about it."""
    add(session, Plan, id="plan_1", **here, created=START, changed=START)
    told = {"revision": 1, "type": "text", "value": "x", "state": "answered", "current": True, "created": START}
    swedish = {"swedish_text": "Ett bageri", "swedish_state": "rendered"}
    add(session, Answer, plan="plan_1", question="idea_what", text="مخبز صغير", language="ar", **swedish, **told)
    add(session, Answer, plan="plan_1", question="owner_name", text="Samira Haddad", language="sv", **told)
    remark = {**here, "created": START, "language": None}
    add(session, Comment, **remark, question="idea_what", kind="remark", author="adviser", adviser="a_amina", text=LONG)
    add(session, Comment, **remark, question=None, kind="feedback", author="person", text="kanelbulle")
    proposed = {"question": "idea_what", "language": "sv", "by": "a_amina", "state": "open", "seq": 1, "created": START}
    add(session, Proposal, id="x_1", **here, text="Ett konditori", **proposed)


def fill_talk(session: Session, here: dict[str, Any]) -> None:
    """Add what is said, and the wishes for a human."""
    line: dict[str, Any] = {**here, "channel": "web", "created": START}
    said = {"author": "person", "kind": "text", "text": "أسكن في الإسكندرية", "language": "ar"}
    noted = {"author": "adviser", "kind": "note", "text": "Ring om hyran\n811218-9876", "language": "sv"}
    add(session, Message, **line, seq=1, id="m_1", **said)
    add(session, Message, **line, seq=2, id="m_2", **noted)
    add(session, Rendering, **here, seq=1, text="Jag bor i Alexandria", by="a_amina", changed=START)
    asked = {"locale": "ar", "channel": "web", "wants": "web", "asked": START, "taken": START}
    add(session, QueueEntry, **here, about="Var söker jag starta-eget-bidrag?", language="sv", **asked)
    wanted = {"way": "email", "address": "samira@post.example", "times": "", "language": "ar", "state": "reached"}
    add(session, CallBack, **here, tries=1, created=START, changed=START, **wanted)


def add(session: Session, table: Any, **row: Any) -> None:
    """Put a row into a table."""
    session.execute(insert(table), [row])


@pytest.fixture
async def filled(database: Database) -> Database:
    """Give a database with the one conversation."""
    await database.write(fill)
    return database


@pytest.mark.parametrize(
    ("text", "place", "match"),
    [
        pytest.param("الاسكندريه", "person", "الإسكندرية", id="what the person said, in Arabic"),
        pytest.param("HYRAN ring", "note", "Ring", id="a private note"),
        pytest.param("bygglov", "comment", "bygglov", id="a comment on the plan"),
        pytest.param("مخبز", "answer", "مخبز", id="an answer"),
        pytest.param("bageri", "answer", "bageri", id="the Swedish of an answer"),
        pytest.param("samira haddad", "answer", "Samira", id="a name"),
        pytest.param("alexandria", "rendering", "Alexandria", id="the Swedish of a line"),
        pytest.param("konditori", "proposal", "konditori", id="a change that was proposed"),
        pytest.param("starta-eget", "about", "starta-eget-bidrag?", id="what somebody wanted to talk about"),
        pytest.param("post.example", "contact", "samira@post.example", id="an address"),
        pytest.param("lindqvist", "helper", "Lindqvist", id="the adviser who has it"),
        pytest.param("alexandria bygglov", "comment", "bygglov", id="words that stand apart"),
    ],
)
async def test_every_place_is_searched_and_says_where_the_words_stand(
    filled: Database, text: str, place: str, match: str
) -> None:
    assert await filled.read(lambda session: search(session, AMINA, text)) == {"c_1"}
    excerpt = (await filled.read(lambda session: excerpts(session, AMINA, text, ["c_1"])))["c_1"]
    assert (excerpt.place, excerpt.match) == (place, match)
    assert await filled.read(lambda session: search(session, STRANGER, text)) == set()
    assert await filled.read(lambda session: excerpts(session, STRANGER, text, ["c_1"])) == {}


@pytest.mark.parametrize("text", ["kanelbulle", "bageri konditori torp"])
async def test_what_the_desk_does_not_show_and_words_that_stand_nowhere_are_not_found(
    filled: Database, text: str
) -> None:
    assert await filled.read(lambda session: search(session, AMINA, text)) == set()


async def test_an_excerpt_is_short_begins_at_a_word_and_shows_no_identity_number(filled: Database) -> None:
    async def find(text: str) -> Excerpt:
        return (await filled.read(lambda session: excerpts(session, AMINA, text, ["c_1"])))["c_1"]

    comment, note = await find("bygglov"), await find("hyran ring")
    assert comment.before.startswith("…")
    assert comment.before[1:].split()[0] in LONG.split()
    assert comment.after.endswith("…")
    assert len(comment.before + comment.match + comment.after) < 180
    assert note.match + note.after == "Ring om hyran ••••••-••••"
    assert "9876" not in str(await find("9876"))


async def test_a_search_goes_over_all_lists_and_tells_line_and_list(
    server: TestServer, window: Opener, desk: OpenDesk
) -> None:
    amina, stranger, person = await desk(locale="sv"), await desk("Sten", organisation="South"), await window()
    conversation = await queue(server, person)
    await amina.take(conversation)
    await amina.act("note", conversation, text="Fråga om بناء och bygglov")
    await amina.line(conversation, lambda line: line["kind"] == "note")
    await amina.act("give_back", conversation)
    await amina.frame("owner", owner="bot")
    for one in (amina, stranger):
        await one.follow("found", text="BYGGLOV")
    found = amina.rows["found"][conversation]
    assert found["lists"] == ["others"]
    assert found["excerpt"] == {
        "place": "note",
        "before": "Fråga om بناء och ",
        "match": "bygglov",
        "after": "",
        "language": "sv",
        "direction": "ltr",
    }
    assert (await amina.frame("list", view="found"))["text"] == "BYGGLOV"
    assert stranger.rows["found"] == {}


async def test_what_is_found_follows_the_news_until_the_search_is_over(
    server: TestServer, window: Opener, desk: OpenDesk
) -> None:
    amina, person = await desk(), await window()
    conversation = await queue(server, person)
    await amina.follow("found", text="الاسكندرية")
    assert amina.rows["found"] == {}
    await person.say("أسكن في الإسكندرية")
    row = (await amina.frame("row", view="found"))["row"]
    assert (row["lists"], row["excerpt"]["match"], row["excerpt"]["direction"]) == (["waiting"], "الإسكندرية", "rtl")
    await amina.send(type="list", view="found", filters={}, after=None)
    await amina.open(conversation)  # what was sent before has been read by now
    seen = len(amina.frames)
    await person.say("الإسكندرية الإسكندرية")
    await amina.line(conversation, lambda line: line["text"].startswith("الإسكندرية"))
    await amina.follow("waiting")
    assert not [frame for frame in amina.frames[seen:] if frame.get("view") == "found"]
