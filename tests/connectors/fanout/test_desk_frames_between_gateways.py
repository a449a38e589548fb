"""Every kind of frame that a desk gets without asking comes from the other gateway too.

``CROSSING`` says which test shows it of which kind; ``ASKED_FOR`` are the kinds that only answer the desk's own frames.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from bot.advice.turn import Effect, Reply
from bot.language.locales import ROOT
from connectors.desk.sessions import Step, begin
from connectors.record.approval import ORGANISATION
from connectors.record.understander import TurnRequest, TurnResult
from tests.connectors.desk.desktop import Desktop, Frame
from tests.connectors.desk.visitor import Browser, service_of
from tests.connectors.fanout.both import Both, arrive, cause, nobody_looks, sit_down, wait_in_line
from tests.connectors.fanout.conftest import Gateway, Pair
from tests.connectors.web.window import Window

__all__ = ["nobody_looks"]
ON_POSTGRESQL = pytest.mark.parametrize("url", ["postgresql"], indirect=True)
pytestmark = pytest.mark.usefixtures("nobody_looks")
SOUTH = "south"

CROSSING = {
    "row": "test_labels_remarks_and_notes_of_a_colleague",
    "gone": "test_a_conversation_closed_there_leaves_the_lists_here",
    "message": "test_labels_remarks_and_notes_of_a_colleague",
    "remarks": "test_labels_remarks_and_notes_of_a_colleague",
    "plan": "test_a_proposal_made_here_and_accepted_there",
    "owner": "test_a_conversation_closed_there_leaves_the_lists_here",
    "ended": "test_what_moves_away_or_is_erased_there_ends_here",
    "typing": "test_typing_and_seeing",
    "delivered": "test_typing_and_seeing",
    "colleague": "test_a_conversation_closed_there_leaves_the_lists_here",
    "answers_changed": "test_a_ready_answer_written_there_is_found_here",
    "signed_out": "test_who_signs_out_everywhere_is_out_here",
    "overview": "test_an_overview_and_its_notice",
    "assigned": "test_an_overview_and_its_notice",
}
ASKED_FOR = {
    "welcome",
    "list",
    "conversation",
    "preview",
    "ack",
    "refused",
    "ready_answers",
    "reading",
    "budget",
    "budget_tried",
    "sheet",
    "address",
}


def test_every_kind_of_frame_is_spoken_of() -> None:
    assert not CROSSING.keys() & ASKED_FOR
    assert documented() | written() == CROSSING.keys() | ASKED_FOR
    assert {name for name in CROSSING.values() if name not in globals()} == set()


def documented() -> set[str]:
    """Name the kinds that the description of the desk's socket lists."""
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    table = text.split("### The desk (")[1].split("server → client", 1)[1].split("\n\n", 1)[0]
    return set(re.findall(r'\{"type": "(\w+)"', table))


def written() -> set[str]:
    """Name the kinds that the page of the desk knows: those it lists, and those with a shape of their own."""
    folder = ROOT / "connectors" / "desk" / "ui" / "src"
    listed = (folder / "protocol.ts").read_text(encoding="utf-8").split("export type Incoming =")[1].split(";\n\n")[0]
    everything = "".join(path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.ts")))
    shapes = dict(re.findall(r'\binterface (\w+)[^{]*\{\n  type: "(\w+)";', everything))
    return {
        *re.findall(r'type: "(\w+)"', listed),
        *(shapes[name] for name in re.findall(r"^  \| (\w+)$", listed, re.M)),
    }


async def taken(both: Both, gateway: Gateway) -> tuple[Window, str]:
    """Let Amina have a person, and the lead have the conversation open beside her."""
    window, conversation = await wait_in_line(gateway)
    await both.amina.until(lambda desk: conversation in desk.rows["waiting"])
    await both.amina.take(conversation)
    await both.lead.until(lambda desk: conversation in desk.rows["others"])
    await both.lead.open(conversation)
    return window, conversation


def remarks(desk: Desktop, conversation: str, wanted: Callable[[Frame], object]) -> bool:
    """Tell whether the newest remarks of a conversation are as wanted."""
    told = [one for one in desk.frames if one["type"] == "remarks" and one["conversation"] == conversation]
    return bool(told and wanted(told[-1]))


@ON_POSTGRESQL
async def test_labels_remarks_and_notes_of_a_colleague(pair: Pair) -> None:
    both = await sit_down(pair)
    amina, lead = both.amina, both.lead
    window, conversation = await taken(both, pair.a)
    await lead.act("labels", conversation, labels=["tax"])
    await amina.until(lambda desk: remarks(desk, conversation, lambda told: told["labels"] == ["tax"]))
    await amina.until(lambda desk: desk.rows["mine"][conversation]["labels"])
    await lead.act("comment", conversation, question="idea_what", text="Which days?")
    await amina.until(lambda desk: remarks(desk, conversation, lambda told: told["comments"]))
    await lead.act("note", conversation, text="Ask for the lease", mentions=[amina.adviser])
    await amina.line(conversation, lambda line: line["kind"] == "note")
    await amina.until(lambda desk: desk.rows["mine"][conversation]["mentioned"])
    await window.say("Waxaan rabaa inaan furo dukaan")
    said = await lead.line(conversation, lambda line: line["text"].startswith("Waxaan"))
    await lead.act("rendering", conversation, seq=said["seq"], text="Jag vill öppna en butik")
    await amina.line(conversation, lambda line: line.get("rendering", {}).get("text") == "Jag vill öppna en butik")


@ON_POSTGRESQL
@pytest.mark.parametrize("place", ["a", "b"], ids=["person elsewhere", "person beside the adviser"])
async def test_a_proposal_made_here_and_accepted_there(pair: Pair, place: str) -> None:
    both = await sit_down(pair)
    window, conversation = await taken(both, pair.a if place == "a" else pair.b)
    await both.amina.act("propose", conversation, question="idea_what", text="Coffee by the harbour")
    asked = await window.line(lambda line: "Coffee by the harbour" in str(line) and len(line["buttons"]) == 2)
    for desk in (both.amina, both.lead):
        await desk.until(lambda one: remarks(one, conversation, lambda told: states(told) == ["open"]))
    await window.send(type="press", seq=asked["seq"], button=0)
    for desk in (both.amina, both.lead):
        await desk.until(lambda one: remarks(one, conversation, lambda told: states(told) == ["accepted"]))
        await desk.until(lambda one: any("harbour" in str(told) for told in one.frames if told["type"] == "plan"))
    await window.send(type="answer", question="idea_what", text="Tea by the harbour")
    for desk in (both.amina, both.lead):
        await desk.until(lambda one: any("Tea by" in str(told) for told in one.frames if told["type"] == "plan"))


def states(told: Frame) -> list[str]:
    """Give what has become of the proposals."""
    return [one["state"] for one in told["proposals"]]


@ON_POSTGRESQL
async def test_a_conversation_closed_there_leaves_the_lists_here(pair: Pair) -> None:
    both = await sit_down(pair)
    window, conversation = await taken(both, pair.a)
    await both.lead.until(lambda desk: is_open(desk, both.amina.adviser, 1))
    await both.amina.act("close", conversation, outcome="helped")
    await both.lead.until(lambda desk: conversation not in desk.rows["others"])
    await both.lead.until(lambda desk: conversation in desk.rows["closed"])
    await both.lead.frame("gone", view="others", conversation=conversation)
    await both.lead.frame("owner", conversation=conversation, owner="closed")
    await both.lead.until(lambda desk: is_open(desk, both.amina.adviser, 0))
    await window.say("One thing more")
    await both.amina.until(lambda desk: conversation not in desk.rows["closed"])
    await both.lead.until(lambda desk: conversation not in desk.rows["closed"])


def is_open(desk: Desktop, adviser: str, wanted: int) -> bool:
    """Tell whether a colleague was last said to have so many conversations."""
    told = [frame["adviser"] for frame in desk.frames if frame["type"] == "colleague"]
    return [one["open"] for one in told if one["id"] == adviser][-1:] == [wanted]


@ON_POSTGRESQL
async def test_what_moves_away_or_is_erased_there_ends_here(pair: Pair) -> None:
    both = await sit_down(pair)
    stranger = await pair.a.desk(await pair.a.employ("Sten", SOUTH))
    window, moved = await taken(both, pair.a)
    await both.amina.act("transfer", moved, to={"organisation": SOUTH})
    asked = await window.line(lambda line: SOUTH in line["text"] and len(line["buttons"]) == 2)
    await window.send(type="press", seq=asked["seq"], button=0)
    for desk in (both.amina, both.lead):
        await desk.frame("ended", conversation=moved, reason="moved")
    await stranger.until(lambda desk: moved in desk.rows["waiting"])

    window, erased = await taken(both, pair.a)
    await window.say("delete everything")
    asked = await window.line(lambda line: line["author"] != "person" and len(line["buttons"]) == 2)
    await window.send(type="press", seq=asked["seq"], button=0)
    for desk in (both.amina, both.lead):
        await desk.frame("ended", conversation=erased, reason="deleted")
    await both.amina.until(lambda desk: erased not in desk.rows["mine"])
    await both.overview(lambda seen: seen["owners"]["adviser"] == 0)
    await both.lead.until(lambda desk: is_open(desk, both.amina.adviser, 0))


@ON_POSTGRESQL
async def test_typing_and_seeing(pair: Pair) -> None:
    both = await sit_down(pair)
    window, conversation = await taken(both, pair.a)
    await window.send(type="typing")
    await both.amina.frame("typing", conversation=conversation)
    await both.amina.act("send", conversation, text="Hello.")
    line = await window.line(lambda line: line["text"] == "Hello.")
    await window.send(type="seen", seq=line["seq"])
    for desk in (both.amina, both.lead):
        await desk.frame("delivered", conversation=conversation, seq=line["seq"], state="seen")


@ON_POSTGRESQL
async def test_a_ready_answer_written_there_is_found_here(pair: Pair) -> None:
    both = await sit_down(pair)
    stranger = await pair.b.desk(await pair.b.employ("Sten", SOUTH))
    browser = await browse(pair.a, both.lead.adviser)
    kept = await browser.call("POST", "/desk/answers", {"name": "Papers", "text": "Ta med papper.", "translations": {}})
    await browser.client.close()
    await both.amina.frame("answers_changed")
    await both.amina.send(type="ready_answers")
    told = await both.amina.frame("ready_answers")
    assert kept.told["id"] in [one["name"] for one in told["ready_answers"]]
    assert not [frame for frame in stranger.frames if frame["type"] == "answers_changed"]


async def browse(gateway: Gateway, adviser: str) -> Browser:
    """Sign an adviser in at a gateway, beside their desk."""
    service, browser = service_of(gateway.server), Browser(gateway.server)
    now = service.tools.clock()
    token = await service.database.write(lambda session: begin(session, adviser, Step.DONE, now=now))
    browser.carry("startbro_desk", token)
    return browser


@ON_POSTGRESQL
async def test_who_signs_out_everywhere_is_out_here(pair: Pair) -> None:
    both = await sit_down(pair)
    browser = await browse(pair.a, both.amina.adviser)
    assert (await browser.call("DELETE", "/desk/sessions")).status == 200
    await browser.client.close()
    await both.amina.frame("signed_out")
    await both.amina.closed()


@ON_POSTGRESQL
async def test_an_overview_and_its_notice(pair: Pair) -> None:
    both = await sit_down(pair)
    _, conversation = await wait_in_line(pair.b)
    await both.overview(lambda seen: seen["owners"]["queue"] == 1)
    await both.lead.send(type="assign", conversation=conversation, adviser=both.amina.adviser)
    await both.amina.frame("assigned", conversation=conversation)


@ON_POSTGRESQL
async def test_calls_back_and_interpreters_seen_to_there_leave_the_lists_here(pair: Pair) -> None:
    both = await sit_down(pair)
    window, conversation = await arrive(pair.a, locale="ar")
    await cause(pair.a, window, Effect("want_help", {"help": "interpreter", "times": "Mondays"}))
    contact = {"way": "phone", "address": "+46701740605", "times": "after three"}
    await cause(pair.a, window, Effect("leave_contact", contact))
    for desk in (both.amina, both.lead):
        await desk.until(lambda one: conversation in one.rows["interpreters"])
        await desk.until(lambda one: conversation in one.rows["callbacks"])
    number = both.amina.rows["callbacks"][conversation]["call_back"]["id"]
    await both.amina.send(type="call_back", call_back=number, outcome="reached")
    await both.amina.send(type="interpreter", conversation=conversation, state="not_possible")
    for view in ("callbacks", "interpreters"):
        await both.lead.frame("gone", view=view, conversation=conversation)
    await window.line(lambda line: line["author"] == "system")


@ON_POSTGRESQL
async def test_an_answer_that_waits_there_is_settled_here(pair: Pair) -> None:
    both = await sit_down(pair)
    await pair.a.do(read_permits_first)

    async def permits(_request: TurnRequest) -> TurnResult:
        return TurnResult((Reply("utter_find_permits"),), (), "find_permits", 1.0)

    window, conversation = await arrive(pair.a)
    pair.a.rasa.script = permits
    await window.say("Which permits do I need?")
    offer = await window.line(lambda line: "north" in line["text"] and len(line["buttons"]) == 2)
    await window.send(type="press", seq=offer["seq"], button=0)
    for desk in (both.amina, both.lead):
        await desk.until(lambda one: conversation in one.rows["approvals"])
        await desk.open(conversation)
    opened = await both.amina.open(conversation)
    await both.amina.send(type="approve", conversation=conversation, held=opened["held"][0]["id"], state="sent")
    await window.line(lambda line: line["author"] == "bot" and line["seq"] > offer["seq"] + 2)
    await both.lead.until(lambda one: conversation not in one.rows["approvals"])
    await both.lead.until(lambda one: remarks(one, conversation, lambda told: told["held"] == []))


def read_permits_first(session: Session, *, tools: Any) -> None:
    """Let the north read what is said of permits before people do."""
    assert tools
    chosen = {"topics": ["permits"], "minutes": 5}
    session.execute(update(ORGANISATION).where(ORGANISATION.c.id == "north").values(approval=chosen))
