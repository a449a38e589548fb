"""An adviser's desk without the browser: speaks its protocol and keeps lists and conversations as the page does."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import Any, TypeVar
from uuid import uuid4

import aiohttp
from aiohttp.test_utils import TestServer
from sqlalchemy.orm import Session

from bot.advice.opening_hours import WEEKDAYS
from connectors.desk.sessions import Step, begin
from connectors.keys import new_id
from connectors.store.people import Adviser, Organisation
from tests.connectors.desk.visitor import service_of
from tests.connectors.web.window import ORIGIN

Frame = Mapping[str, Any]
T = TypeVar("T")
DAY = [["00:00", "23:59"]]
VIEWS = ("waiting", "mine", "others", "callbacks", "closed", "approvals", "interpreters")


class Desktop:
    """One socket of one adviser. ``frames`` is everything that came, ``logs`` each conversation by ``seq``."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse, adviser: str) -> None:
        self.socket = socket
        self.adviser = adviser
        self.frames: list[Frame] = []
        self.rows: dict[str, dict[str, Frame]] = {view: {} for view in (*VIEWS, "found")}
        self.totals: dict[str, int] = {}
        self.logs: dict[str, dict[int, Frame]] = {}
        self.fences: dict[str, int] = {}
        self._news = asyncio.Event()
        self._reading = asyncio.create_task(self._read())

    async def _read(self) -> None:
        async for received in self.socket:
            frame = received.json()
            self.frames.append(frame)
            self._keep(frame)
            self._news.set()
        self._news.set()

    def _keep(self, frame: Frame) -> None:
        kind = frame["type"]
        if kind == "list":
            rows = {row["conversation"]: row for row in frame["rows"]}
            self.rows[frame["view"]] = {**self.rows[frame["view"]], **rows} if frame.get("page") else rows
        elif kind == "row":
            self.rows[frame["view"]][frame["row"]["conversation"]] = frame["row"]
        elif kind == "gone":
            self.rows[frame["view"]].pop(frame["conversation"], None)
        elif kind == "conversation":
            opened = frame["conversation"]
            self.fences[opened["id"]] = opened["fence"]
            self.logs.setdefault(opened["id"], {}).update({line["seq"]: line for line in frame["log"]})
        elif kind == "message":
            self.logs[frame["conversation"]][frame["message"]["seq"]] = frame["message"]
        elif kind == "owner":
            self.fences[frame["conversation"]] = frame["fence"]
        if "total" in frame:
            self.totals[frame["view"]] = frame["total"]

    async def send(self, **frame: Any) -> str:
        """Send a frame with a fresh client id, and give that id."""
        client_id = str(frame.setdefault("client_id", uuid4().hex))
        await self.socket.send_json(frame)
        return client_id

    async def follow(self, *views: str, **filters: str) -> None:
        """Follow lists, as the page does after the welcome."""
        for view in views or VIEWS:
            await self.send(type="list", view=view, filters=filters, after=None)
        for view in views or VIEWS:
            await self.frame("list", view=view)

    async def open(self, conversation: str, after: int = 0) -> Frame:
        """Open a conversation and wait until it is there."""
        seen = len(self.frames)
        await self.send(type="open", conversation=conversation, after=after)
        return await self.until(
            lambda desk: next(
                (
                    frame
                    for frame in desk.frames[seen:]
                    if frame["type"] == "conversation" and frame["conversation"]["id"] == conversation
                ),
                None,
            )
        )

    async def act(self, kind: str, conversation: str, **values: Any) -> str:
        """Send a frame about a conversation with the fence as last seen."""
        return await self.send(type=kind, conversation=conversation, fence=self.fences[conversation], **values)

    async def take(self, conversation: str) -> None:
        """Open and take over."""
        await self.open(conversation)
        await self.act("take", conversation)
        await self.until(
            lambda desk: any(
                frame["type"] == "owner"
                and frame["conversation"] == conversation
                and (frame["adviser"] or {}).get("id") == self.adviser
                for frame in desk.frames
            )
        )

    async def until(self, found: Callable[[Desktop], T | None], seconds: float = 10.0) -> T:
        """Wait until ``found(desk)`` is true, and give it."""
        async with asyncio.timeout(seconds):
            while not (value := found(self)):
                assert not self.socket.closed, f"closed with {self.socket.close_code}"
                self._news.clear()
                await self._news.wait()
        return value

    async def frame(self, kind: str, seconds: float = 10.0, **values: Any) -> Frame:
        """Wait for a frame of a kind with these values."""

        def find(desk: Desktop) -> Frame | None:
            wanted = {"type": kind, **values}
            return next((frame for frame in desk.frames if wanted.items() <= frame.items()), None)

        return await self.until(find, seconds)

    async def line(self, conversation: str, wanted: Callable[[Frame], bool], seconds: float = 10.0) -> Frame:
        """Wait for a line of a conversation."""
        return await self.until(
            lambda desk: next(filter(wanted, desk.logs.get(conversation, {}).values()), None), seconds
        )

    async def closed(self, seconds: float = 10.0) -> int | None:
        """Wait until the other side has closed, and give its code."""
        await asyncio.wait_for(asyncio.shield(self._reading), seconds)
        return self.socket.close_code

    async def close(self) -> None:
        """Go away."""
        await self.socket.close()
        await self._reading


def employ(session: Session, now: Any, *, name: str, organisation: str, role: str = "adviser") -> str:
    """Make an adviser, and the organisation if it is new; give the adviser's id."""
    if session.get(Organisation, organisation) is None:
        session.add(Organisation(id=organisation, name=organisation, hours=dict.fromkeys(WEEKDAYS, DAY), created=now))
        session.flush()
    adviser = new_id("a")
    session.add(
        Adviser(
            id=adviser,
            organisation=organisation,
            name=name,
            email=f"{adviser}@example.org",
            role=role,
            languages=["sv", "en", "ar"],
            created=now,
        )
    )
    return adviser


async def open_desk(
    session: aiohttp.ClientSession, server: TestServer, adviser: str, *, locale: str = "en", origin: str = ORIGIN
) -> Desktop:
    """Sign an adviser in by the back door, open a socket, say hello, and wait for the welcome."""
    service = service_of(server)
    now = service.tools.clock()
    token = await service.database.write(lambda database: begin(database, adviser, Step.DONE, now=now))
    socket = await session.ws_connect(
        server.make_url("/desk/socket"),
        headers={"Origin": origin, "Cookie": f"startbro_desk={token}"},
        protocols=("startbro.desk.1",),
    )
    desk = Desktop(socket, adviser)
    await socket.send_json({"type": "hello", "locale": locale})
    await desk.frame("welcome")
    return desk
