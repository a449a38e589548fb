"""An adviser asks for an interpreter: the person stands in the list, and what they answer are the times that suit."""

from __future__ import annotations

from aiohttp.test_utils import TestServer
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.language.rendering import render
from connectors.record.handover.asking_times import TIMES_QUESTION
from connectors.store.desk import InterpreterWish
from connectors.store.models import AuditEntry, table_of
from tests.connectors.desk.desktop import Desktop
from tests.connectors.desk.test_desk_socket import OpenDesk, desk, queue, settings
from tests.connectors.desk.visitor import service_of
from tests.connectors.web.conftest import Opener

__all__ = ["desk", "settings"]

AUDIT, WISH = table_of(AuditEntry), table_of(InterpreterWish)


def times(one: Desktop, conversation: str) -> str | None:
    """Give the times in the list of interpreters; None when the person does not stand in it."""
    row = one.rows["interpreters"].get(conversation)
    return None if row is None else row["interpreter"]["times"]


async def test_the_person_is_asked_and_their_answer_stands_in_the_list(
    server: TestServer, window: Opener, desk: OpenDesk
) -> None:
    amina, bjorn, person = await desk("Amina"), await desk("Björn"), await window(locale="ar")
    await bjorn.follow()
    conversation = await queue(server, person)
    await amina.take(conversation)
    sent = await amina.act("ask_interpreter", conversation)
    await amina.frame("ack", client_id=sent)
    asked = await person.line(lambda line: line["author"] == "adviser")
    assert asked["text"] == render(TIMES_QUESTION, {}, locale="ar").text
    await bjorn.until(lambda one: times(one, conversation) == "")
    row = bjorn.rows["interpreters"][conversation]["interpreter"]
    assert (row["state"], row["language"]) == ("wanted", "ar")
    await person.say("يوم الاثنين صباحًا، 19850709-9805")
    await bjorn.until(lambda one: "الاثنين" in (times(one, conversation) or ""))
    assert "19850709" not in (times(bjorn, conversation) or "")
    await person.say("وأريد أن أسأل عن الضريبة")
    await amina.line(conversation, lambda line: "الضريبة" in line["text"])
    assert "الاثنين" in (times(bjorn, conversation) or ""), "only the first answer is about times"


async def test_asking_again_changes_nothing_and_it_is_in_the_audit_log(
    server: TestServer, window: Opener, desk: OpenDesk
) -> None:
    amina, person = await desk("Amina"), await window()
    conversation = await queue(server, person)
    await amina.take(conversation)
    sent = await amina.act("ask_interpreter", conversation)
    for _ in range(2):
        await amina.frame("ack", client_id=sent)
        await amina.act("ask_interpreter", conversation, client_id=sent)

    def kept(session: Session) -> tuple[list[str], int | None]:
        steps = select(AUDIT.c.kind).where(AUDIT.c.kind.startswith("interpreter_"), AUDIT.c.actor == amina.adviser)
        return sorted(session.scalars(steps)), session.scalar(select(func.count()).select_from(WISH))

    assert await service_of(server).database.read(kept) == (["interpreter_asked", "interpreter_wanted"], 1)


async def test_only_the_owner_asks(server: TestServer, window: Opener, desk: OpenDesk) -> None:
    amina, bjorn, person = await desk("Amina"), await desk("Björn"), await window()
    conversation = await queue(server, person)
    await amina.take(conversation)
    await bjorn.open(conversation)
    sent = await bjorn.act("ask_interpreter", conversation)
    assert (await bjorn.frame("refused", client_id=sent))["reason"] == "taken"
    south = await desk("Cilla", organisation="o_south")
    sent = await south.send(type="ask_interpreter", conversation=conversation, fence=1)
    assert (await south.frame("refused", client_id=sent))["reason"] == "unknown"
    assert conversation not in amina.rows["interpreters"]
