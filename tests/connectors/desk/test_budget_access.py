"""Who sees budgets and their pictures, what is noted of it, and what a person's own words can do there."""

from __future__ import annotations

from typing import Any

import aiohttp
from aiohttp.test_utils import TestServer

from connectors.desk.audit import lines
from connectors.desk.sessions import Step, begin
from connectors.store.people import Adviser
from tests.connectors.databases import START
from tests.connectors.desk.budgets import CELL, amina, answer, look, person, salon
from tests.connectors.desk.desktop import Desktop
from tests.connectors.desk.test_desk_socket import SOUTH, OpenDesk, desk, settings
from tests.connectors.desk.visitor import service_of

__all__ = ["amina", "desk", "person", "salon", "settings"]


async def test_looking_is_noted_once_for_one_look(server: TestServer, amina: Desktop, salon: str) -> None:
    for _ in range(3):
        await look(amina, salon)
    noted = await service_of(server).database.read(
        lambda session: [line for line in lines(session, since=START, conversation=salon) if "budgets" in line]
    )
    assert len(noted) == 1
    assert amina.adviser in noted[0]


async def test_another_organisation_gets_nothing(
    server: TestServer, session: aiohttp.ClientSession, desk: OpenDesk, salon: str
) -> None:
    stranger = await desk("Sten", SOUTH)
    for one in (salon, "c_nothing"):
        for kind in ("budget", "budget_try", "budget_comment"):
            frame = {"case": "likely", "question": "products_price", "text": "1", "about": CELL, "fence": 2}
            sent = await stranger.send(type=kind, conversation=one, **frame)
            assert (await stranger.frame("refused", client_id=sent))["reason"] == "unknown", kind
        assert await picture(server, session, stranger.adviser, one) == (
            404,
            "application/json",
            '{"error": "not_found"}',
        )
    assert not any(frame["type"].startswith("budget") for frame in stranger.frames)


async def picture(
    server: TestServer, session: aiohttp.ClientSession, adviser: str, conversation: str, *, name: str = "cash"
) -> tuple[int, str, str]:
    """Fetch a picture as an adviser's browser does; give status, type and content."""
    service = service_of(server)
    now = service.tools.clock()
    token = await service.database.write(lambda database: begin(database, adviser, Step.DONE, now=now))
    path = f"/desk/budget/{conversation}/{name}.svg?case=likely&locale=sv"
    async with session.get(server.make_url(path), headers={"Cookie": f"startbro_desk={token}"}) as got:
        return got.status, got.content_type, await got.text()


async def test_the_pictures_are_served_as_pictures_to_who_may_see_them(
    server: TestServer, session: aiohttp.ClientSession, amina: Desktop, salon: str
) -> None:
    charts = {chart["chart"]: chart for chart in (await look(amina, salon))["charts"]}
    assert charts.keys() == {"cash", "costs", "break_even", "sources"}
    status, kind, svg = await picture(server, session, amina.adviser, salon)
    assert (status, kind) == (200, "image/svg+xml")
    assert charts["cash"]["title"] in svg
    assert "<script" not in svg
    assert len(charts["cash"]["rows"]) == 24
    assert (await picture(server, session, amina.adviser, salon, name="no"))[0] == 404
    token = charts["cash"]["address"]
    async with session.get(server.make_url(f"/desk/{token}")) as got:
        assert got.status == 401


async def test_numbers_and_marks_in_a_persons_own_words_are_as_harmless_as_elsewhere(
    server: TestServer, amina: Desktop, salon: str
) -> None:
    name = "Klipp 811218-9876 \u202e<b>"
    await answer(server, salon, {"products_first": name, "products_price": "9"})
    told = str(await look(amina, salon))
    assert "<b>" in told, "a product's name stands in what does not hold together"
    assert "9876" not in told
    assert "\u202e" not in told


async def test_an_adviser_who_has_left_sees_no_budgets(
    server: TestServer, session: aiohttp.ClientSession, amina: Desktop, salon: str
) -> None:
    service = service_of(server)

    def leave(database: Any) -> None:
        database.get(Adviser, amina.adviser).disabled = service.tools.clock()

    await service.database.write(leave)
    assert (await picture(server, session, amina.adviser, salon))[0] == 401
