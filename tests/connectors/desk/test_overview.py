"""The overview of lead advisers on a real gateway and both databases: what it shows, when and to whom."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from aiohttp.test_utils import TestServer
from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from connectors.desk import overview_acts
from connectors.desk.service import DESK
from connectors.store.desk import QueueEntry
from connectors.store.models import AuditEntry, Conversation
from connectors.store.people import Adviser, Team
from connectors.store.plans import Plan
from tests.connectors.desk.desktop import Desktop, Frame
from tests.connectors.desk.test_desk_socket import NORTH, SOUTH, OpenDesk, desk, queue, settings
from tests.connectors.desk.visitor import service_of
from tests.connectors.web.conftest import Opener

__all__ = ["desk", "settings"]

LEAD, TEAM = "lead", "t_food"


async def look(one: Desktop, wanted: Callable[[Frame], object] = bool) -> Frame:
    """Wait until the newest overview of a desk is as wanted, and give it."""

    def newest(desk: Desktop) -> Frame | None:
        told = [frame for frame in desk.frames if frame["type"] == "overview"]
        return told[-1] if told and wanted(told[-1]) else None

    return await one.until(newest)


async def lead_desk(desk: OpenDesk, **how: Any) -> Desktop:
    """Open the desk of a lead adviser who follows the overview."""
    lead = await desk("Lisa Lead", role=LEAD, **how)
    await lead.send(type="overview", follow=True)
    await look(lead)
    return lead


def person(overview: Frame, adviser: str) -> Frame:
    """Give an adviser of the overview."""
    return next(one for one in overview["advisers"] if one["id"] == adviser)


async def add_team(server: TestServer) -> None:
    """Make a team in the north."""
    row = {"id": TEAM, "organisation": NORTH, "name": "Mat", "created": service_of(server).tools.clock()}
    await service_of(server).database.write(lambda session: session.execute(insert(Team), [row]).close())


async def test_who_waits_who_is_helped_and_by_whom_is_seen_as_it_happens(
    server: TestServer, window: Opener, desk: OpenDesk
) -> None:
    lead = await lead_desk(desk)
    amina = await desk()
    await look(lead, lambda seen: any(one["id"] == amina.adviser for one in seen["advisers"]))
    conversation = await queue(server, await window(locale="ar"), about="ضريبة")
    seen = await look(lead, lambda seen: seen["waiting"])
    (waiting,) = seen["waiting"]
    assert (waiting["language"], waiting["count"], waiting["oldest"]) == ("ar", 1, waiting["middle"])
    (turn,) = seen["queue"]
    assert (turn["conversation"], turn["title"], turn["given"]) == (conversation, "ضريبة", "")
    assert turn["asked"] == waiting["oldest"]
    assert seen["owners"] == {"queue": 1, "adviser": 0, "bot": 0}

    await amina.take(conversation)
    seen = await look(lead, lambda seen: seen["owners"]["adviser"])
    assert (seen["waiting"], seen["queue"], seen["owners"]["queue"]) == ([], [], 0)
    helper = person(seen, amina.adviser)
    assert (helper["open"], helper["presence"]) == (1, "here")
    assert [talk["conversation"] for talk in helper["talks"]] == [conversation]
    assert helper["active"] is not None

    await amina.act("give_back", conversation)
    await look(lead, lambda seen: seen["owners"] == {"queue": 0, "adviser": 0, "bot": 1})
    await amina.send(type="presence", state="away")
    await look(lead, lambda seen: person(seen, amina.adviser)["presence"] == "away")


async def test_the_last_weeks_waits_are_those_of_the_own_organisation(
    server: TestServer, window: Opener, desk: OpenDesk
) -> None:
    amina, stranger = await desk(), await desk("Sten", SOUTH)
    took = {amina: 4, stranger: 50}
    for adviser, minutes in took.items():
        conversation = await queue(server, await window(locale="ar"))
        await adviser.take(conversation)
        await service_of(server).database.write(partial(wait_longer, conversation=conversation, minutes=minutes))
    seen = await look(await lead_desk(desk))
    (arabic,) = seen["waits"]
    assert (arabic["language"], len(arabic["weeks"]), len(seen["weeks"])) == ("ar", 4, 4)
    assert [week for week in arabic["weeks"] if week] == [{"count": 1, "middle": 240, "longest": 240}]


def wait_longer(session: Session, *, conversation: str, minutes: int) -> None:
    """Let a wait that has ended have begun that long before."""
    entry = session.scalars(select(QueueEntry).where(QueueEntry.conversation == conversation)).one()
    assert entry.taken is not None
    entry.asked = entry.taken - timedelta(minutes=minutes)


async def test_nothing_of_another_organisation_is_in_it(server: TestServer, window: Opener, desk: OpenDesk) -> None:
    lead, stranger = await lead_desk(desk), await desk("Sten Strang", SOUTH)
    conversation = await queue(server, await window(), about="Hemligt")
    await look(lead, lambda seen: seen["queue"])
    await stranger.take(conversation)
    seen = await look(lead, lambda seen: not seen["queue"])
    assert "Sten Strang" not in str(seen)
    assert seen["owners"] == {"queue": 0, "adviser": 0, "bot": 0}


async def test_it_is_whole_after_the_line_was_broken_and_quiet_when_it_is_put_away(
    server: TestServer, window: Opener, desk: OpenDesk
) -> None:
    lead = await lead_desk(desk)
    await lead.close()
    conversation = await queue(server, await window())
    back = await desk(again=lead.adviser)
    await back.send(type="overview", follow=True)
    seen = await look(back)
    assert [turn["conversation"] for turn in seen["queue"]] == [conversation]
    await back.send(type="overview", follow=False)
    await back.open(conversation)  # so that it has been heard
    other = await lead_desk(desk)
    await other.take(conversation)
    await look(other, lambda seen: seen["owners"]["adviser"])
    assert [frame for frame in back.frames if frame["type"] == "overview"][-1] == seen


async def test_an_overview_that_has_not_changed_is_not_sent_again(
    server: TestServer, window: Opener, desk: OpenDesk
) -> None:
    lead = await lead_desk(desk)
    talker = await window()
    before = len([frame for frame in lead.frames if frame["type"] == "overview"])
    for text in ("Hej", "Hallå", "Finns du?"):
        await talker.say(text)
    conversation = await queue(server, await window())
    await look(lead, lambda seen: seen["queue"])
    await lead.open(conversation)
    told = [frame for frame in lead.frames if frame["type"] == "overview"][before:]
    assert len({str(frame) for frame in told}) == len(told)


@pytest.mark.parametrize("role", ["adviser", LEAD])
async def test_every_frame_of_the_overview_is_for_leads_only(
    server: TestServer, window: Opener, desk: OpenDesk, role: str
) -> None:
    one = await desk(role=role)
    await add_team(server)
    assert (await one.frame("welcome"))["leads"] is (role == LEAD)
    conversation = await queue(server, await window())
    for kind in overview_acts.ACTS:
        await one.send(type=kind, conversation=conversation, to={"team": TEAM}, follow=True)
    await one.open(conversation)  # everything before it has been dealt with
    refused = [frame for frame in one.frames if frame["type"] == "refused"]
    assert [frame["reason"] for frame in refused] == ([] if role == LEAD else ["lead"] * len(overview_acts.ACTS))
    assert all(frame["text"] for frame in refused)
    if role == LEAD:
        await look(one)
    assert any(frame["type"] == "overview" for frame in one.frames) is (role == LEAD)
    noted = await notes(server, one.adviser)
    assert ("desk_overview_seen" in noted, "wait_given" in noted) == (role == LEAD, role == LEAD)


async def notes(server: TestServer, adviser: str) -> list[str]:
    """Give what the audit log has of an adviser."""
    kinds = select(AuditEntry.kind).where(AuditEntry.actor == adviser)
    return await service_of(server).database.read(lambda session: [*session.scalars(kinds)])


async def test_who_leads_no_more_sees_no_more_though_the_session_is_the_same(
    server: TestServer, window: Opener, desk: OpenDesk
) -> None:
    lead, other = await lead_desk(desk), await lead_desk(desk)
    demoted = update(Adviser).where(Adviser.id == lead.adviser).values(role="adviser")
    await service_of(server).database.write(lambda session: session.execute(demoted).close())
    before = len([frame for frame in lead.frames if frame["type"] == "overview"])
    conversation = await queue(server, await window())
    await look(other, lambda seen: seen["queue"])
    await lead.open(conversation)
    assert len([frame for frame in lead.frames if frame["type"] == "overview"]) == before
    await lead.send(type="overview", follow=True)
    assert (await lead.frame("refused"))["reason"] == "lead"


async def test_a_hundred_who_wait_are_shown_and_all_of_them_counted(
    server: TestServer, window: Opener, desk: OpenDesk
) -> None:
    first = await queue(server, await window(locale="so"))
    await fill(server, first, 130)
    seen = await look(await lead_desk(desk))
    assert (len(seen["queue"]), seen["owners"]["queue"]) == (100, 131)
    assert {one["language"]: one["count"] for one in seen["waiting"]} == {"so": 131}
    asked = [turn["asked"] for turn in seen["queue"]]
    assert asked == sorted(asked)


async def fill(server: TestServer, like: str, many: int) -> None:
    """Let that many more wait, of the same person, so that little has to be made."""
    service = service_of(server)
    now = service.tools.clock()

    def step(session: Session) -> None:
        known = session.get_one(Conversation, like)
        for number in range(many):
            one, when = f"c_more{number:03}", now - timedelta(seconds=number)
            session.add(
                Conversation(
                    id=one,
                    person=known.person,
                    status="open",
                    owner_kind="queue",
                    state={},
                    created=when,
                    last_activity=when,
                    last_seq=0,
                )
            )
            session.flush()
            session.add(Plan(id=f"plan_more{number:03}", conversation=one, created=when, changed=when))
            session.add(QueueEntry(conversation=one, locale="so", channel="web", wants="web", asked=when, urgent=False))

    await service.database.write(step)


async def test_two_leads_of_one_organisation_are_read_for_once(server: TestServer, desk: OpenDesk) -> None:
    one, other = await lead_desk(desk), await lead_desk(desk)
    assert server.app is not None
    feed = server.app[DESK].overviews
    feed.stir()
    seen = await look(one, lambda seen: len(seen["advisers"]) == 2)
    assert await look(other, lambda seen: len(seen["advisers"]) == 2) == seen
