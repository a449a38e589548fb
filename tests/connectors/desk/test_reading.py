"""Lead advisers choose on which topics their organisation reads the bot's answers first; nobody else does."""

from __future__ import annotations

import pytest
from aiohttp.test_utils import TestServer
from sqlalchemy import select

from connectors.record.approval import ORGANISATION
from connectors.store.models import AuditEntry
from tests.connectors.desk.desktop import Desktop
from tests.connectors.desk.test_desk_socket import NORTH, SOUTH, OpenDesk, desk, settings
from tests.connectors.desk.visitor import service_of
from tests.connectors.web.window import Frame

__all__ = ["desk", "settings"]

KINDS = ("reading", "refused")
TAX: dict[str, object] = {"topics": ["tax"], "minutes": 7}


async def told(lead: Desktop, **change: object) -> Frame:
    """Ask what is chosen, or change it; give the newest answer."""
    seen = len(lead.frames)
    await lead.send(type="reading", **change)
    return await lead.until(lambda one: next((f for f in one.frames[seen:] if f["type"] == "reading"), None))


async def chosen(server: TestServer, organisation: str = NORTH) -> object:
    """Give an organisation's choice as stored."""
    wanted = select(ORGANISATION.c.approval).where(ORGANISATION.c.id == organisation)
    return await service_of(server).database.read(lambda session: session.scalar(wanted))


async def test_a_lead_chooses_topics_for_their_own_organisation(server: TestServer, desk: OpenDesk) -> None:
    lead, other = await desk("Lena", role="lead"), await desk("Sten", SOUTH, role="lead")
    before = await told(lead)
    assert [topic["name"] for topic in before["topics"]] == ["residence", "tax", "permits", "staff"]
    assert (before["minutes"], before["most"]) == (5, 60)
    assert not any(topic["chosen"] for topic in before["topics"])
    after = await told(lead, **TAX)
    assert [topic["name"] for topic in after["topics"] if topic["chosen"]] == ["tax"]
    assert after["minutes"] == 7
    assert await chosen(server) == TAX
    assert await chosen(server, SOUTH) == {}
    assert not any(topic["chosen"] for topic in (await told(other))["topics"])
    noted = select(AuditEntry.details).where(AuditEntry.kind == "desk_reading_changed")
    assert await service_of(server).database.read(lambda session: session.scalars(noted).all()) == [
        {"topics": "tax", "minutes": 7}
    ]
    await told(lead, topics=[], minutes=7)
    assert await chosen(server) == {}


async def test_who_leads_nobody_may_neither_see_nor_change_it(server: TestServer, desk: OpenDesk) -> None:
    amina = await desk()
    changes: tuple[dict[str, object], ...] = ({}, TAX)
    for change in changes:
        amina.frames.clear()
        await amina.send(type="reading", **change)
        refused = await amina.until(lambda one: next((f for f in one.frames if f["type"] in KINDS), None))
        assert (refused["type"], refused["reason"]) == ("refused", "lead")
    assert await chosen(server) == {}


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"topics": ["taxi"], "minutes": 5}, id="an unknown topic"),
        pytest.param({"topics": ["tax"], "minutes": 0}, id="no time"),
        pytest.param({"topics": ["tax"], "minutes": 61}, id="too long"),
        pytest.param({"topics": ["tax"]}, id="no minutes"),
        pytest.param({"topics": "tax", "minutes": 5}, id="a word for a list"),
        pytest.param({"topics": [["tax"]], "minutes": 5}, id="a list in a list"),
        pytest.param({"topics": ["tax"] * 5, "minutes": 5}, id="more topics than there are"),
    ],
)
async def test_a_choice_that_cannot_be_is_refused(
    server: TestServer, desk: OpenDesk, change: dict[str, object]
) -> None:
    lead = await desk("Lena", role="lead")
    await told(lead, **TAX)
    await lead.send(type="reading", **change)
    assert (await lead.frame("refused"))["reason"] == "not_possible"
    assert await chosen(server) == TAX
