"""What advisers add to a conversation, what of it is searched and masked, on both databases."""

from __future__ import annotations

from aiohttp.test_utils import TestServer

from tests.connectors.desk.desktop import Desktop
from tests.connectors.desk.test_desk_socket import OpenDesk, desk, queue, settings
from tests.connectors.web.conftest import Opener

__all__ = ["desk", "settings"]


async def test_what_advisers_add_is_on_every_desk_and_never_in_the_persons_window(
    server: TestServer, window: Opener, desk: OpenDesk
) -> None:
    amina, bjorn, person = await desk("Amina", locale="sv"), await desk("Björn", locale="sv"), await window()
    conversation = await queue(server, person)
    await amina.take(conversation)
    await bjorn.open(conversation)
    await person.say("Waxaan rabaa inaan furo dukaan")
    said = await bjorn.line(conversation, lambda line: line["author"] == "person")
    await amina.act("rendering", conversation, seq=said["seq"], text="Jag vill öppna en butik")
    rendered = await bjorn.line(conversation, lambda line: "rendering" in line)
    assert rendered["rendering"] == {"text": "Jag vill öppna en butik", "by": "Amina", "machine": False}
    await bjorn.act("note", conversation, text="@Amina fråga om tolk", mentions=[amina.adviser])
    note = await amina.line(conversation, lambda line: line["kind"] == "note")
    assert (note["text"], note["name"]) == ("@Amina fråga om tolk", "Björn")
    await bjorn.act("labels", conversation, labels=["tax", "interpreter"])
    await amina.until(lambda one: labelled(one, ["interpreter", "tax"]))
    await bjorn.act("labels", conversation, labels=["<b>made up</b>"])
    assert (await bjorn.frame("refused"))["reason"] == "not_possible"
    assert not any(line["kind"] == "note" or "rendering" in line for line in person.log.values())


async def test_the_desk_counts_the_plan_as_the_person_sees_it(
    server: TestServer, window: Opener, desk: OpenDesk
) -> None:
    amina, person = await desk(), await window(template="general")
    conversation = await queue(server, person)
    seen = (await person.frame("plan"))["plan"]
    assert seen["core_total"] < seen["total"]
    first = {"done": seen["core_done"], "total": seen["core_total"]}
    await amina.follow("waiting")
    row = await amina.until(lambda one: one.rows["waiting"].get(conversation))
    assert row["progress"] == first
    plan = (await amina.open(conversation))["plan"]
    assert {name: plan[name] for name in first} == first


def labelled(desk: Desktop, labels: list[str]) -> bool:
    """Tell whether a desk was told of these labels."""
    return any(frame["type"] == "remarks" and frame["labels"] == labels for frame in desk.frames)


async def test_digits_of_a_personal_identity_number_do_not_reach_the_desk(
    server: TestServer, window: Opener, desk: OpenDesk
) -> None:
    amina, person = await desk(), await window()
    conversation = await queue(server, person, about="Jag heter Ali, 811218-9876")
    await amina.follow()
    await amina.take(conversation)
    await person.say("Mitt nummer är 811218-9876")
    line = await amina.line(conversation, lambda line: line["author"] == "person")
    assert "Mitt nummer" in line["text"]
    assert "9876" not in str(amina.frames)


async def test_a_search_finds_what_somebody_writes_while_it_stands(
    server: TestServer, window: Opener, desk: OpenDesk
) -> None:
    amina, person = await desk(), await window()
    conversation = await queue(server, person)
    await amina.follow("waiting", text="الاسكندرية")
    assert amina.rows["waiting"] == {}
    await person.say("أسكن في الإسكندرية")
    row = await amina.frame("row", view="waiting")
    assert (row["row"]["conversation"], row["total"]) == (conversation, 1)
