"""Somebody talking with the stack over a real socket; what came of it is read by name from the record."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import aiohttp

from tests.connectors.web.window import Frame, Window
from tests.dialogues.stack import Stack

SECONDS = 15.0
SECONDS_BETWEEN_LOOKS = 0.01


@dataclass
class Outcome:
    """What a message came to: the names of the replies and their buttons, and the words shown."""

    replies: list[str]
    buttons: list[dict[str, Any]]
    shown: str


class Talk:
    """One person with one window at a time."""

    def __init__(self, stack: Stack, session: aiohttp.ClientSession) -> None:
        self.stack = stack
        self._session = session
        self.conversation = ""
        self.window: Window

    async def open(self, locale: str, template: str | None = None, token: str | None = None) -> None:
        """Open a window for somebody new, or with a token for somebody who comes back."""
        socket = await self._session.ws_connect(
            f"{self.stack.origin}/socket", headers={"Origin": self.stack.origin}, protocols=("startbro.1",)
        )
        self.window = Window(socket)
        await socket.send_json({"type": "hello", "token": token, "last_seq": 0, "locale": locale, "template": template})
        welcome = await self.window.frame("welcome")
        self.conversation = str(welcome["conversation"])
        await self.window.frame("plan")

    async def come_back(self) -> None:
        """Close the window and open another with the code that was shown last."""
        code = (await self.window.frame("code"))["code"]
        await self.window.close()
        headers = {"Origin": self.stack.origin}
        async with self._session.post(
            f"{self.stack.origin}/codes/redeem", json={"code": code}, headers=headers
        ) as answer:
            assert answer.status == 200, answer.status
            token = (await answer.json())["token"]
        await self.open("en", token=token)

    async def say(self, text: str) -> Outcome | Frame:
        """Write a message; give what it came to, or the frame that refused it."""
        return await self._outcome(await self.window.say(text))

    async def press(self, button: str | int, of: str | None = None) -> Outcome | Frame:
        """Press a button of the newest turn that has any, by name, or by index in its last message."""
        query = (
            "SELECT seq, turn, buttons FROM message WHERE conversation = ? AND buttons IS NOT NULL ORDER BY seq DESC"
        )
        rows = self.stack.read(query, self.conversation)
        newest = [row for row in rows if row["turn"] == rows[0]["turn"]]
        seq, index = _find([(row["seq"], json.loads(row["buttons"])) for row in newest], button, of)
        return await self.send(type="press", seq=seq, button=index)

    async def send(self, **frame: Any) -> Outcome | Frame:
        """Send a frame that is stored."""
        return await self._outcome(await self.window.send(**{"client_id": uuid4().hex, **frame}))

    async def _outcome(self, client_id: str) -> Outcome | Frame:
        def settled(window: Window) -> Frame | None:
            mine = (frame for frame in window.frames if frame.get("client_id") == client_id)
            return next((frame for frame in mine if frame["type"] in ("ack", "refused")), None)

        frame = await self.window.until(settled, SECONDS)
        if frame["type"] == "refused":
            return frame
        return await self._answer(frame["seq"])

    async def _answer(self, seq: int) -> Outcome:
        """Wait for the turn that answers a message, and for its lines to be shown."""
        query = (
            "SELECT answer.seq, answer.name, answer.buttons FROM message AS said JOIN message AS answer"
            " ON answer.conversation = said.conversation AND answer.turn = coalesce(said.answered, said.turn)"
            " AND answer.author = 'bot' WHERE said.conversation = ? AND said.seq = ? ORDER BY answer.seq"
        )
        async with asyncio.timeout(SECONDS):
            while not (rows := self.stack.read(query, self.conversation, seq)):
                if any(frame["type"] == "deleted" for frame in self.window.frames):
                    return Outcome([], [], "")
                await asyncio.sleep(SECONDS_BETWEEN_LOOKS)
        last = rows[-1]["seq"]
        await self.window.until(lambda window: last in window.log, SECONDS)
        buttons = [button for row in rows for button in json.loads(row["buttons"] or "[]")]
        shown = "\n".join(self.window.log[row["seq"]]["text"] for row in rows)
        return Outcome([row["name"] for row in rows], buttons, shown)

    @property
    def state(self) -> dict[str, Any]:
        """Give where the interview stands."""
        state: dict[str, Any] = json.loads(
            self.stack.read("SELECT state FROM conversation WHERE id = ?", self.conversation)[0]["state"]
        )
        return state

    @property
    def owner(self) -> str:
        """Give who answers the conversation: bot, queue or adviser."""
        query = "SELECT owner_kind FROM conversation WHERE id = ?"
        return str(self.stack.read(query, self.conversation)[0]["owner_kind"])

    @property
    def locale(self) -> str:
        """Give the person's language."""
        query = (
            "SELECT language FROM person JOIN conversation ON conversation.person = person.id WHERE conversation.id = ?"
        )
        return str(self.stack.read(query, self.conversation)[0]["language"])

    @property
    def answers(self) -> dict[str, Any]:
        """Give the value of every current answer."""
        query = (
            "SELECT question, value FROM answer JOIN plan ON plan.id = answer.plan"
            " WHERE plan.conversation = ? AND current"
        )
        rows = self.stack.read(query, self.conversation)
        # SQLite keeps a JSON number as a number.
        return {row["question"]: _loaded(row["value"]) for row in rows}


def _find(rows: Sequence[tuple[int, Sequence[dict[str, Any]]]], wanted: str | int, of: str | None) -> tuple[int, int]:
    """Give the message and the index of a button."""
    if isinstance(wanted, int):
        return rows[0][0], wanted
    for seq, buttons in rows:
        for index, button in enumerate(buttons):
            if button["name"] == wanted and (of is None or of in button["entities"].values()):
                return seq, index
    raise AssertionError(f"no button {wanted} {of or ''} in {rows}")


def _loaded(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value
