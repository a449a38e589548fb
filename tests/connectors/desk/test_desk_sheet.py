"""The hand-over sheet while it is open: asked for again it tells what is so now; and what a row goes on telling."""

from __future__ import annotations

from aiohttp.test_utils import TestServer

from tests.connectors.desk.desktop import Desktop
from tests.connectors.desk.test_desk_socket import OpenDesk, desk, queue, settings
from tests.connectors.web.conftest import Opener

__all__ = ["desk", "settings"]


async def renewed(amina: Desktop, conversation: str) -> dict[str, str]:
    """Ask for the sheet again; give the text of each row."""
    seen = len(amina.frames)
    await amina.send(type="sheet", conversation=conversation)
    frame = await amina.until(
        lambda one: next((frame for frame in one.frames[seen:] if frame["type"] == "sheet"), None)
    )
    return {row["name"]: row["text"] for row in frame["rows"]}


async def test_a_sheet_that_is_asked_for_again_tells_what_has_changed(
    server: TestServer, window: Opener, desk: OpenDesk
) -> None:
    amina, person = await desk(), await window()
    conversation = await queue(server, person)
    rows = {row["name"]: row["text"] for row in (await amina.open(conversation))["sheet"]["rows"]}
    assert rows["sheet_waits"].startswith("Has waited here since")
    assert rows["sheet_about"] == "Momsen"
    assert rows == await renewed(amina, conversation)
    await amina.act("take", conversation)
    await amina.frame("owner", owner="adviser")
    taken = await renewed(amina, conversation)
    assert taken["sheet_waits"] == "Does not wait for anybody now."
    assert taken["sheet_about"] == "Momsen"  # the adviser who has it goes on needing this
    await amina.act("note", conversation, text="Vill ha tolk")
    await amina.line(conversation, lambda line: line["kind"] == "note")
    assert (await renewed(amina, conversation))["sheet_notes"] == "Vill ha tolk"


async def test_a_sheet_is_only_for_a_desk_on_which_the_conversation_is_open(
    server: TestServer, window: Opener, desk: OpenDesk
) -> None:
    amina, person = await desk(), await window()
    conversation = await queue(server, person)
    await amina.send(type="sheet", conversation=conversation)
    assert (await amina.frame("refused"))["reason"] == "not_possible"
    assert not [frame for frame in amina.frames if frame["type"] == "sheet"]


async def test_what_somebody_wants_to_talk_about_stays_on_the_row_until_it_is_given_back(
    server: TestServer, window: Opener, desk: OpenDesk
) -> None:
    amina, person = await desk(), await window()
    conversation = await queue(server, person, about="Hyran")
    await amina.follow()
    assert amina.rows["waiting"][conversation]["about"] == "Hyran"
    await amina.take(conversation)
    row = await amina.until(lambda one: one.rows["mine"].get(conversation))
    assert (row["about"], row["waiting_since"]) == ("Hyran", None)
    await amina.act("give_back", conversation)
    row = await amina.until(lambda one: one.rows["others"].get(conversation))
    assert (row["about"], row["owner"], row["adviser"]) == ("", "bot", None)
