"""One door to conversations: nobody reaches another organisation's, whatever id is asked for."""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path

import pytest
from aiohttp.test_utils import TestServer
from sqlalchemy import Engine, event, update
from sqlalchemy.orm import Session

from connectors.desk import access
from connectors.desk.access import NotFoundError, access_conversation, masked
from connectors.desk.audit import lines
from connectors.desk.rows import load_base, load_bases
from connectors.desk.sessions import Who
from connectors.record.conversations import open_conversation
from connectors.record.erase import delete_everything
from connectors.record.handover.ground import may_see
from connectors.record.messages import append_message
from connectors.record.types import PERSON, NewMessage
from connectors.store.database import Database
from connectors.store.desk import CallBack, Case, QueueEntry
from connectors.store.models import Conversation
from tests.connectors.databases import START
from tests.connectors.desk.visitor import ADVISER, Browser, Clock, become, enrol, hire, service_of

OURS, THEIRS = "o_ours", "o_theirs"
WHO = Who("a_one", OURS, "Amina", "amina@x.example", "adviser", "sv")
Make = Callable[[Session, str], None]


def _case(organisation: str | None) -> Make:
    def make(session: Session, conversation: str) -> None:
        session.add(Case(conversation=conversation, organisation=organisation, created=START, changed=START))

    return make


def _waits(organisation: str | None, **more: object) -> Make:
    def make(session: Session, conversation: str) -> None:
        session.execute(update(Conversation).where(Conversation.id == conversation).values(owner_kind="queue"))
        entry = QueueEntry(
            conversation=conversation, organisation=organisation, locale="sv", channel="web", wants="web", asked=START
        )
        for name, value in more.items():
            setattr(entry, name, value)
        session.add(entry)

    return make


def _calls(organisation: str | None, state: str = "open") -> Make:
    def make(session: Session, conversation: str) -> None:
        wanted = {"way": "phone", "address": "070", "times": "", "language": "sv", "tries": 0}
        session.add(
            CallBack(
                conversation=conversation,
                organisation=organisation,
                state=state,
                created=START,
                changed=START,
                **wanted,
            )
        )

    return make


@pytest.mark.parametrize(
    ("made", "seen"),
    [
        pytest.param([_case(None), _calls(None)], True, id="is to be called by anybody"),
        pytest.param([_case(None), _calls(None, "not_reached")], True, id="is to be called once more"),
        pytest.param([_case(None), _calls(OURS)], True, id="is to be called by us"),
        pytest.param([_case(None), _calls(THEIRS)], False, id="is to be called by another organisation"),
        pytest.param([_case(THEIRS), _calls(None)], False, id="another's that is to be called"),
        pytest.param([_case(None), _calls(None, "done")], False, id="has been called"),
        pytest.param([], False, id="nobody wanted a human"),
        pytest.param([_case(OURS)], True, id="ours"),
        pytest.param([_case(THEIRS)], False, id="another organisation's"),
        pytest.param([_case(None)], False, id="nobody's, and not waiting"),
        pytest.param([_waits(None)], True, id="waits for anybody"),
        pytest.param([_waits(OURS)], True, id="waits for us"),
        pytest.param([_waits(THEIRS)], False, id="waits for another organisation"),
        pytest.param([_case(THEIRS), _waits(THEIRS)], False, id="another's that waits for them"),
        pytest.param([_waits(None, taken=START)], False, id="has been taken"),
        pytest.param([_waits(None, left_at=START)], False, id="has left the queue"),
        pytest.param([_waits(None, closed=START)], False, id="was closed"),
    ],
)
async def test_an_adviser_reaches_their_own_and_what_waits_for_them(
    database: Database, made: list[Make], seen: bool
) -> None:
    def step(session: Session) -> bool:
        opened = open_conversation(session, "sv", now=START)
        session.flush()
        for make in made:
            make(session, opened.conversation)
        session.flush()
        try:
            reached = access_conversation(session, WHO, opened.conversation).id == opened.conversation
        except NotFoundError:
            reached = False
        assert may_see(session, opened.conversation, OURS) is reached
        base = load_bases(session, [opened.conversation])[opened.conversation]
        assert base.is_visible_to(OURS) is reached
        return reached

    assert await database.write(step) is seen


async def test_a_foreign_id_costs_and_tells_what_no_id_does(server: TestServer, clock: Clock, browser: Browser) -> None:
    await become(server, clock, browser, ADVISER)

    def step(session: Session) -> str:
        opened = open_conversation(session, "sv", now=START)
        session.flush()
        _case(THEIRS)(session, opened.conversation)
        return opened.conversation

    foreign = await service_of(server).database.write(step)
    asked: list[list[str]] = []
    for id in (foreign, "c_nothing", "", "' OR 1=1 --"):
        statements: list[str] = []

        def note(*given: object, statements: list[str] = statements) -> None:
            statements.append(str(given[2]))

        event.listen(Engine, "before_cursor_execute", note)
        try:
            answer = await browser.call("POST", "/desk/unmask", {"conversation": id, "seq": 1})
        finally:
            event.remove(Engine, "before_cursor_execute", note)
        assert (answer.status, answer.told) == (404, {"error": "not_found"})
        asked.append(statements)
    assert all(one == asked[0] for one in asked)


async def test_numbers_are_masked_until_asked_for_and_asking_is_noted(
    server: TestServer, clock: Clock, browser: Browser
) -> None:
    person, code = await hire(server, "amina@radgivning.example")
    await enrol(browser, clock, person, code)
    words = "Mitt nummer är 811228-9874."

    def step(session: Session) -> tuple[str, int]:
        opened = open_conversation(session, "sv", now=START)
        session.flush()
        _case(person.organisation)(session, opened.conversation)
        said = NewMessage(opened.conversation, PERSON, text=words, language="sv", client_id="1")
        return opened.conversation, append_message(session, said, now=START).seq

    conversation, seq = await service_of(server).database.write(step)
    assert "9874" not in masked(words)
    answer = await browser.call("POST", "/desk/unmask", {"conversation": conversation, "seq": seq})
    assert answer.told == {"text": words}
    assert (await browser.call("POST", "/desk/unmask", {"conversation": conversation, "seq": 99})).status == 404
    told = await service_of(server).database.read(
        lambda session: [*lines(session, since=START, conversation=conversation)]
    )
    assert [line.split(" ", 2)[2] for line in told] == [f"desk_unmasked {person.id} {conversation} seq={seq}"]


PROTECTED = {"Conversation", "Message", "Plan", "Answer", "Comment", "Delivery", "Turn", "Effect", "Case", "QueueEntry"}
PROTECTED |= {
    "CallBack",
    "InterpreterWish",
    "Label",
    "Proposal",
    "Rendering",
    "Rating",
    "ReadMark",
    "Transfer",
    "AccessToken",
}
DOORS = {"access_conversation", "visible_to", "Accessed"}
DESK = Path(access.__file__).parent
EXEMPT = {
    "access.py": "is the door",
    "remarks.py": "reads for all desks on which a conversation is open, and each opened it through the door",
    "roster.py": "counts how many conversations each adviser answers, and names none",
    "rows.py": "reads the rows of conversations that a list has chosen by visible_to, for all desks at once",
    "unread.py": "counts lines of conversations that a list has chosen by visible_to, and narrows such a list",
    "translation.py": "writes Swedish beside lines of conversations that are open on a desk, and shows nothing itself",
}


async def test_what_is_erased_while_it_is_opened_is_nothing(database: Database) -> None:
    def step(session: Session) -> None:
        opened = open_conversation(session, "sv", now=START)
        session.flush()
        _case(OURS)(session, opened.conversation)
        session.flush()
        accessed = access_conversation(session, WHO, opened.conversation)
        delete_everything(session, accessed.id, now=START)
        with pytest.raises(NotFoundError):
            load_base(session, accessed)

    await database.write(step)


def names_in(node: ast.AST) -> set[str]:
    """Give every name that stands in a piece of code."""
    return {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}


def tables_in(module: ast.Module) -> set[str]:
    """Give the names under which a module knows a conversation's tables, or the modules that hold them."""
    return {
        name.asname or name.name
        for node in module.body
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("connectors.store")
        for name in node.names
        if name.name in PROTECTED or node.module == "connectors.store"
    }


def around_the_door(source: str) -> list[str]:
    """Name the functions that touch a conversation's tables without going through the door or holding what it gave."""
    module, found = ast.parse(source), []
    touching = tables_in(module)
    for statement in module.body:
        if isinstance(statement, ast.Assign) and names_in(statement.value) & touching:
            touching |= set() if names_in(statement.value) & DOORS else names_in(statement)  # other names for a table
    for function in ast.walk(module):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            names = names_in(function)
            if names & touching and not names & DOORS:
                found.append(function.name)
    return found


@pytest.mark.parametrize("path", sorted(DESK.glob("*.py")), ids=lambda path: path.stem)
def test_nothing_at_the_desk_goes_around_the_door(path: Path) -> None:
    assert path.name in EXEMPT or around_the_door(path.read_text(encoding="utf-8")) == []


def test_going_around_the_door_is_found() -> None:
    known = "from connectors.store import plans\nfrom connectors.store.models import Conversation, Message as Line\n"
    bad = "def peek(session, id):\n    return session.get(Conversation, id)\n"
    good = "def look(session, who, id):\n    return session.get(Line, access_conversation(session, who, id).id)\n"
    renamed = "LOOK = select(plans.Plan)\ndef sneak(session):\n    return session.scalar(LOOK)\n"
    assert around_the_door(known + bad + good + renamed) == ["peek", "sneak"]
    assert around_the_door(bad) == []  # somebody else's word for something else
