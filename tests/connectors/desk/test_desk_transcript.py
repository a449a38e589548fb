"""An adviser sends a person their talk by e-mail: to the address they left, once, with everything they read in it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp.test_utils import TestServer
from sqlalchemy import select

from bot.language.rendering import render
from connectors.desk.service import DESK
from connectors.mail.configured import configured_mailer
from connectors.record.handover.calling import want_call_back
from connectors.record.handover.shapes import Wanted
from connectors.store.models import AuditEntry
from connectors.web.fanout import Event, News
from tests.connectors.desk.desktop import Desktop
from tests.connectors.desk.test_desk_socket import OpenDesk, desk, queue, settings
from tests.connectors.desk.visitor import service_of
from tests.connectors.mail.mailbox import Mailbox, body, mailbox
from tests.connectors.web.conftest import Opener

__all__ = ["desk", "settings"]
ADDRESS = "amina@example.org"


@pytest.fixture
async def box(server: TestServer) -> AsyncIterator[Mailbox]:
    """Name a mail server to the gateway."""
    async with mailbox() as made:
        name(server, made.url)
        yield made


def name(server: TestServer, url: str) -> None:
    """Let letters go to another server."""
    assert server.app is not None
    server.app[DESK].post.mailer = configured_mailer(
        {"STARTBRO_SMTP_URL": url, "STARTBRO_SMTP_FROM": "startbro@example.org"}
    )


async def leave_address(server: TestServer, conversation: str, address: str = ADDRESS) -> None:
    """Let the person leave their address, as the bot's effect does."""
    service = service_of(server)
    wanted = Wanted("email", address, "när som helst", "ar")
    await service.database.write(lambda session: want_call_back(session, conversation, wanted, tools=service.tools))
    service.fanout.to_desks(Event(News.GROWN, conversation))


async def ask_address(amina: Desktop, conversation: str) -> Any:
    """Ask where a letter would go."""
    before = len(amina.frames)
    await amina.send(type="address", conversation=conversation)
    return (await amina.until(lambda one: next((f for f in one.frames[before:] if f["type"] == "address"), None)))["to"]


async def test_a_person_gets_their_talk_in_both_languages_and_is_told(
    server: TestServer, window: Opener, desk: OpenDesk, box: Mailbox
) -> None:
    amina, person = await desk("Sara", locale="sv"), await window(locale="ar")
    conversation = await queue(server, person)
    await amina.take(conversation)
    assert await ask_address(amina, conversation) is None
    await leave_address(server, conversation)
    assert await ask_address(amina, conversation) == ADDRESS
    await person.say("<b>أريد</b> فتح مطعم, 811218-9876")
    said = await amina.line(conversation, lambda line: line["author"] == "person")
    await amina.act("rendering", conversation, seq=said["seq"], text="Jag vill öppna restaurang")
    await amina.line(conversation, lambda line: "rendering" in line)
    await amina.act("note", conversation, text="bara för oss")
    sent = await amina.act("transcript", conversation, to=ADDRESS)
    await amina.frame("ack", client_id=sent)
    told = await person.line(
        lambda line: line["author"] == "system" and "Sara" in line["text"] and line["seq"] > said["seq"]
    )
    expected = render("system_transcript_sent", {"adviser": {"type": "name", "value": "Sara"}}, locale="ar").text
    assert told["text"] == expected
    assert "@" not in told["text"]
    (letter,) = box.letters
    assert box.recipients == [ADDRESS]
    plain, html = body(letter, "plain"), body(letter, "html")
    for words in ("فتح مطعم", "Jag vill öppna restaurang", render("system_asked", {}, locale="sv").text):
        assert words in plain
        assert words in html
    assert "<b>أريد</b>" in plain
    assert "&lt;b&gt;أريد&lt;/b&gt;" in html
    for hidden in ("9876", "bara för oss"):
        assert hidden not in plain + html
    assert html.index(">العربية<") < html.index(">svenska<")


async def test_the_same_letter_asked_for_twice_is_sent_once_and_noted(
    server: TestServer, window: Opener, desk: OpenDesk, box: Mailbox
) -> None:
    amina, person = await desk(), await window()
    conversation = await queue(server, person)
    await amina.take(conversation)
    await leave_address(server, conversation)
    for _ in range(3):
        await amina.send(type="transcript", conversation=conversation, to=ADDRESS, client_id="once")
    await amina.until(lambda one: sum(f["type"] == "ack" and f["client_id"] == "once" for f in one.frames) == 3)
    assert len(box.letters) == 1
    wanted = select(AuditEntry.kind).where(AuditEntry.conversation == conversation)
    kinds = await service_of(server).database.read(lambda session: [*session.scalars(wanted)])
    assert (kinds.count("desk_exported"), kinds.count("transcript_sent")) == (1, 1)


async def test_only_the_address_that_the_person_left_gets_it(
    server: TestServer, window: Opener, desk: OpenDesk, box: Mailbox
) -> None:
    amina, person = await desk(), await window()
    conversation = await queue(server, person)
    await amina.take(conversation)
    await leave_address(server, conversation)
    for address in ("other@example.org", None, 7, "x" * 400, f"{ADDRESS}\r\nBcc: other@example.org"):
        asked = await amina.act("transcript", conversation, to=address)
        assert (await amina.frame("refused", client_id=asked))["reason"] in ("mail_changed", "not_possible")
    assert box.letters == []


@pytest.mark.parametrize(
    "answer", [("550 no such person", "mail_address"), ("451 come again", "mail_away")], ids=["never", "later"]
)
async def test_a_letter_that_is_not_taken_is_told_kindly_and_can_be_sent_again(
    server: TestServer, window: Opener, desk: OpenDesk, box: Mailbox, answer: tuple[str, str]
) -> None:
    amina, person = await desk(), await window()
    conversation = await queue(server, person)
    await amina.take(conversation)
    await leave_address(server, conversation)
    box.answers, reason = {"RCPT": answer[0]}, answer[1]
    asked = await amina.act("transcript", conversation, to=ADDRESS)
    refused = await amina.frame("refused", client_id=asked)
    assert refused["reason"] == reason
    assert refused["text"] == render(f"desk_refused_{reason}", {}, locale="en").text
    box.answers = {}
    again = await amina.act("transcript", conversation, to=ADDRESS)
    await amina.frame("ack", client_id=again)
    assert len(box.letters) == 1


async def test_a_mail_server_that_is_down_loses_nothing(
    server: TestServer, window: Opener, desk: OpenDesk, box: Mailbox
) -> None:
    amina, person = await desk(), await window()
    conversation = await queue(server, person)
    await amina.take(conversation)
    await leave_address(server, conversation)
    name(server, "smtp://127.0.0.1:9")
    asked = await amina.act("transcript", conversation, to=ADDRESS)
    assert (await amina.frame("refused", client_id=asked))["reason"] == "mail_away"
    sent = await amina.act("send", conversation, text="Still here")
    await amina.frame("ack", client_id=sent)
    assert not any("mail" in line["text"] for line in person.log.values() if line["author"] == "system")


async def test_a_person_is_not_flooded(server: TestServer, window: Opener, desk: OpenDesk, box: Mailbox) -> None:
    amina, person = await desk(), await window()
    conversation = await queue(server, person)
    await amina.take(conversation)
    await leave_address(server, conversation)
    for _ in range(5):
        sent = await amina.act("transcript", conversation, to=ADDRESS)
        await amina.frame("ack", client_id=sent)
    refused = await amina.act("transcript", conversation, to=ADDRESS)
    assert (await amina.frame("refused", client_id=refused))["reason"] == "mail_often"
    assert len(box.letters) == 5


async def test_without_a_mail_server_or_for_another_organisation_nothing_goes_out(
    server: TestServer, window: Opener, desk: OpenDesk
) -> None:
    amina, person = await desk(), await window()
    assert amina.frames[0]["mail"] is False
    conversation = await queue(server, person)
    await amina.take(conversation)
    await leave_address(server, conversation)
    asked = await amina.act("transcript", conversation, to=ADDRESS)
    assert (await amina.frame("refused", client_id=asked))["reason"] == "not_possible"
    async with mailbox() as box:
        name(server, box.url)
        stranger = await desk("Björn", organisation="o_south")
        for kind in ("address", "transcript"):
            await stranger.send(type=kind, conversation=conversation, to=ADDRESS)
            await stranger.frame("refused", reason="unknown")
        assert not any(frame["type"] == "address" for frame in stranger.frames)
    assert box.letters == []
