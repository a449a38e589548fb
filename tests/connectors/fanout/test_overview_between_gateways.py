"""The lead adviser's overview and what is done from it, with everybody at whichever gateway, on PostgreSQL."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from statistics import median
from typing import Any

import pytest
from sqlalchemy import insert

from bot.advice.turn import Effect
from connectors.store.people import Team
from tests.connectors.desk.desktop import Desktop, Frame
from tests.connectors.fanout.both import arrive, cause, look, nobody_looks, person, sit_down, turns, wait_in_line
from tests.connectors.fanout.conftest import Gateway, Pair
from tests.connectors.web.window import Window

__all__ = ["nobody_looks"]
pytestmark = [pytest.mark.parametrize("url", ["postgresql"], indirect=True), pytest.mark.usefixtures("nobody_looks")]
AT_EITHER = pytest.mark.parametrize("place", ["a", "b"], ids=["person beside the lead", "person beside the adviser"])
NORTH, SOUTH, TEAM = "north", "south", "t_food"
SECONDS_UNTIL_SEEN = 1.0
ROUNDS = 9


def of(pair: Pair, place: str) -> Gateway:
    """Give the gateway of that name."""
    return pair.a if place == "a" else pair.b


def counts(queue: int, adviser: int, bot: int) -> Callable[[Frame], bool]:
    """Match an overview by how many conversations each kind of owner has."""
    wanted = {"queue": queue, "adviser": adviser, "bot": bot}
    return lambda seen: bool(seen["owners"] == wanted)


@AT_EITHER
async def test_a_lead_sees_who_waits_who_is_helped_and_who_leaves(pair: Pair, place: str) -> None:
    both = await sit_down(pair)
    window, conversation = await arrive(of(pair, place), locale="ar")
    await cause(of(pair, place), window, Effect("ask_for_adviser", {"waits": True, "about": "money", "language": "ar"}))
    seen = await both.overview(counts(1, 0, 0))
    assert turns(seen) == [conversation]
    assert [(one["language"], one["count"]) for one in seen["waiting"]] == [("ar", 1)]

    await both.amina.take(conversation)
    seen = await both.overview(counts(0, 1, 0))
    helper = person(seen, both.amina.adviser)
    assert ([talk["conversation"] for talk in helper["talks"]], helper["open"]) == ([conversation], 1)
    assert (seen["queue"], seen["waiting"]) == ([], [])

    await both.amina.act("give_back", conversation)
    await both.overview(counts(0, 0, 1))
    await cause(of(pair, place), window, Effect("ask_for_adviser", {"waits": True, "about": "rent", "language": "ar"}))
    await both.overview(counts(1, 0, 0))
    await cause(of(pair, place), window, Effect("leave_queue", {}))
    await both.overview(counts(0, 0, 1))
    await both.amina.send(type="presence", state="away")
    await both.overview(lambda seen: person(seen, both.amina.adviser)["presence"] == "away")
    await cause_erasing(of(pair, place), window)
    await both.overview(counts(0, 0, 0))


async def cause_erasing(gateway: Gateway, window: Window) -> None:
    """Let the person delete everything."""
    gateway.rasa.script = None
    with pytest.raises(AssertionError):
        await cause(gateway, window, Effect("delete_everything"))


async def test_leads_at_both_gateways_see_the_same_numbers_in_the_same_turn(pair: Pair) -> None:
    both = await sit_down(pair)
    other = await pair.b.desk(await pair.b.employ("Lars", role="lead"))
    await other.send(type="overview", follow=True)
    people = [await wait_in_line(gateway) for gateway in (pair.a, pair.b, pair.a)]
    waiting = [conversation for _, conversation in people]
    for desk in (both.lead, other):
        seen = await look(desk, counts(3, 0, 0))
        assert turns(seen) == waiting
        assert [one["count"] for one in seen["waiting"]] == [3]
    await both.amina.take(waiting[1])
    for desk in (both.lead, other):
        seen = await look(desk, counts(2, 1, 0))
        assert turns(seen) == [waiting[0], waiting[2]]
    await cause(pair.a, people[0][0], Effect("leave_queue", {}))
    for desk in (both.lead, other):
        assert turns(await look(desk, counts(1, 1, 0))) == [waiting[2]]


async def test_an_adviser_who_comes_back_at_the_other_gateway_is_there_and_no_longer_here(pair: Pair) -> None:
    both = await sit_down(pair)
    await both.amina.close()
    again = await pair.a.desk(both.amina.adviser)
    await again.send(type="presence", state="away")
    await both.overview(lambda seen: person(seen, both.amina.adviser)["presence"] == "away")


async def test_whoever_waits_reads_their_place_as_it_changes(pair: Pair) -> None:
    both = await sit_down(pair)
    gateways = (pair.a, pair.b, pair.a)
    people = [await wait_in_line(gateway) for gateway in gateways]
    for number, (window, _) in enumerate(people):
        await window.frame("adviser", state="waiting", place=number + 1)
    await both.amina.take(people[0][1])
    await people[0][0].frame("adviser", state="here", name="Amina")
    for number, (window, _) in enumerate(people[1:]):
        await window.until(partial(has_place, number + 1))
    await cause(pair.b, people[1][0], Effect("leave_queue", {}))
    await people[2][0].until(partial(has_place, 1))
    assert last(people[0][0])["state"] == "here"
    assert last(people[1][0])["state"] == "gone"


def last(window: Window) -> Frame:
    """Give what a person was last told of advisers."""
    return [frame for frame in window.frames if frame["type"] == "adviser"][-1]


def has_place(place: int, window: Window) -> bool:
    """Tell whether a person was last told of this place in the queue."""
    return last(window).get("place") == place


@AT_EITHER
async def test_whom_a_lead_gives_somebody_is_told_and_so_is_the_person(pair: Pair, place: str) -> None:
    both = await sit_down(pair)
    other = await pair.b.desk(await pair.b.employ("Lars", role="lead"))
    await other.send(type="overview", follow=True)
    window, conversation = await wait_in_line(of(pair, place))
    await both.overview(counts(1, 0, 0))
    await both.lead.send(type="assign", conversation=conversation, adviser=both.amina.adviser)
    told = await both.amina.frame("assigned", conversation=conversation)
    assert (told["by"]["id"], told["by"]["name"]) == (both.lead.adviser, "Lisa")
    await window.line(lambda line: line["author"] == "system" and "Amina" in line["text"])
    for desk in (both.lead, other):
        await look(desk, lambda seen: [turn["given"] for turn in seen["queue"]] == ["Amina"])
    assert not [frame for frame in both.lead.frames + other.frames if frame["type"] == "assigned"]


@AT_EITHER
async def test_a_move_to_an_adviser_or_a_team_is_seen_at_the_other_gateway(pair: Pair, place: str) -> None:
    both = await sit_down(pair)
    await pair.a.do(add_team)
    window, conversation = await wait_in_line(of(pair, place))
    await both.overview(counts(1, 0, 0))
    await both.lead.send(type="move", conversation=conversation, to={"adviser": both.amina.adviser}, note="Knows rents")
    assert (await both.amina.frame("assigned", conversation=conversation))["by"]["name"] == "Lisa"
    await window.line(lambda line: line["author"] == "system" and "Amina" in line["text"])
    opened = await both.amina.open(conversation)
    assert [line["text"] for line in opened["log"] if line["kind"] == "note"] == ["Knows rents"]
    await both.lead.send(type="move", conversation=conversation, to={"team": TEAM}, note="Or they do")
    await window.line(lambda line: line["author"] == "system" and "Food" in line["text"])
    await both.amina.line(conversation, lambda line: line["text"] == "Or they do")
    await both.overview(lambda seen: [turn["given"] for turn in seen["queue"]] == ["Food"])


def add_team(session: Any, *, tools: Any) -> None:
    """Make a team in the north."""
    session.execute(insert(Team), [{"id": TEAM, "organisation": NORTH, "name": "Food", "created": tools.clock()}])


@AT_EITHER
async def test_a_move_to_another_organisation_waits_for_the_persons_yes(pair: Pair, place: str) -> None:
    both = await sit_down(pair)
    stranger = await pair.b.desk(await pair.b.employ("Sten", SOUTH, role="lead"))
    await stranger.send(type="overview", follow=True)
    window, conversation = await wait_in_line(of(pair, place))
    for desk in (both.lead, stranger):
        await look(desk, lambda seen: turns(seen) == [conversation])
    await both.lead.send(type="move", conversation=conversation, to={"organisation": SOUTH})
    asked = await window.line(lambda line: SOUTH in line["text"] and len(line["buttons"]) == 2)
    await both.overview(lambda seen: [turn["moving"] for turn in seen["queue"]] == [SOUTH])
    await window.send(type="press", seq=asked["seq"], button=0)
    await both.overview(counts(0, 0, 0))
    await both.amina.until(lambda desk: conversation not in desk.rows["waiting"])
    assert turns(await look(stranger, lambda seen: seen["queue"] and not seen["queue"][0]["moving"])) == [conversation]
    assert conversation in stranger.rows["waiting"]


@AT_EITHER
async def test_a_lead_helps_somebody_themselves_and_steps_in_at_a_colleagues(pair: Pair, place: str) -> None:
    both = await sit_down(pair)
    window, conversation = await wait_in_line(of(pair, place))
    await both.amina.until(lambda desk: conversation in desk.rows["waiting"])
    await both.lead.take(conversation)
    await window.frame("adviser", state="here", name="Lisa")
    await both.amina.until(lambda desk: conversation in desk.rows["others"])
    await both.amina.until(lambda desk: is_busy(desk, both.lead.adviser))
    await both.lead.act("give_back", conversation)
    await both.amina.until(lambda desk: desk.rows["others"][conversation]["owner"] == "bot")
    await both.amina.take(conversation)
    await both.lead.act("note", conversation, text="Ask about parking", mentions=[both.amina.adviser])
    await both.amina.line(conversation, lambda line: line["text"] == "Ask about parking")
    await both.amina.until(lambda desk: desk.rows["mine"][conversation]["mentioned"])
    assert "parking" not in str(window.log)


def is_busy(desk: Desktop, adviser: str) -> bool:
    """Tell whether a desk has been told that a colleague has somebody."""
    told = [frame["adviser"] for frame in desk.frames if frame["type"] == "colleague"]
    return any(one["id"] == adviser and one["open"] == 1 for one in told)


async def test_most_of_it_is_seen_within_a_second(pair: Pair) -> None:
    both = await sit_down(pair)
    loop, waits = asyncio.get_running_loop(), list[float]()
    for number in range(ROUNDS):
        _, conversation = await wait_in_line((pair.a, pair.b)[number % 2])
        begun = loop.time()
        await both.overview(partial(has_turn, conversation))
        waits.append(loop.time() - begun)
        for act, view in (("take", "mine"), ("give_back", "others")):
            await both.amina.open(conversation)
            begun = loop.time()
            await both.amina.act(act, conversation)
            helped = act == "take"
            await both.overview(partial(is_helped, conversation, both.amina.adviser, helped=helped))
            waits.append(loop.time() - begun)
            await both.amina.until(partial(has_row, conversation, view))
    print(f"seconds until seen: median {median(waits):.3f}, longest {max(waits):.3f}")
    assert median(waits) <= SECONDS_UNTIL_SEEN, sorted(waits)


def has_turn(conversation: str, overview: Frame) -> bool:
    """Tell whether somebody stands in the queue."""
    return conversation in turns(overview)


def is_helped(conversation: str, adviser: str, overview: Frame, *, helped: bool) -> bool:
    """Tell whether an adviser is shown with a conversation, or without it."""
    return (conversation in [talk["conversation"] for talk in person(overview, adviser)["talks"]]) is helped


def has_row(conversation: str, view: str, desk: Desktop) -> bool:
    """Tell whether a conversation stands in a list."""
    return conversation in desk.rows[view]
