"""A desk that speaks the protocol with canned people and can be told to misbehave: no record, no bot, no database."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from aiohttp import WSMsgType, web

from tests.browser.desk import canned_desk as canned
from tests.browser.desk.canned_desk import ADVISERS, Json, Line, Talk
from tests.browser.desk.fake_door import FakeDoor

PAGE_SIZE = 200


@dataclass(eq=False)
class Desk:
    """One socket."""

    socket: web.WebSocketResponse
    adviser: Json
    locale: str = "sv"


class FakeDesk(FakeDoor):
    """Serves the built desk on 127.0.0.1."""

    def __init__(self) -> None:
        super().__init__()
        self.talks = canned.talks()
        self.desks: set[Desk] = set()
        self.swallow_acks = 0
        self.refuse: Json | None = None
        self.translates = False
        self.colleagues = list(ADVISERS.values())
        self.taken: set[str] = set()
        self.port = 0
        self._runner: web.AppRunner | None = None

    @property
    def url(self) -> str:
        """Where the desk is."""
        return f"http://127.0.0.1:{self.port}/desk"

    async def start(self) -> None:
        """Listen, on the same port as before if it has listened already."""
        app = web.Application()
        self.add_routes(app)
        app.router.add_get("/desk/socket", self._socket)
        self._runner = web.AppRunner(app, shutdown_timeout=0.2)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self.port, reuse_address=True).start()
        self.port = self._runner.addresses[0][1]

    async def stop(self) -> None:
        """Hang up on everyone and listen no more."""
        await self.drop()
        if self._runner:
            await self._runner.cleanup()
            self._runner = None

    async def drop(self) -> None:
        """Break every socket, as a bad line does."""
        for desk in tuple(self.desks):
            await desk.socket.close(code=1012)

    async def tell(self, frame: Json) -> None:
        """Send one frame to every desk."""
        for desk in tuple(self.desks):
            if not desk.socket.closed:
                await desk.socket.send_json(frame)

    async def person_says(self, conversation: str, text: str) -> None:
        """Let a person write."""
        await self._say(self.talks[conversation], Line("person", "text", text))

    async def take_first(self, conversation: str, adviser: Json) -> None:
        """Let a colleague take a conversation without any desk having heard of it yet."""
        talk = self.talks[conversation]
        talk.owner, talk.adviser, talk.fence = "adviser", adviser, talk.fence + 1

    def sent(self, kind: str) -> list[Json]:
        """Give the frames of a kind, as they came in."""
        return [frame for frame in self.frames if frame["type"] == kind]

    # --- the socket ---

    async def _socket(self, request: web.Request) -> web.StreamResponse:
        adviser = self.who(request)
        if adviser is None:
            return web.Response(status=401)
        socket = web.WebSocketResponse(protocols=("startbro.desk.1",))
        await socket.prepare(request)
        desk = Desk(socket, dict(adviser))
        self.desks.add(desk)
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                frame = json.loads(message.data)
                self.frames.append(frame)
                await self._take_frame(desk, frame)
        self.desks.discard(desk)
        return socket

    async def _take_frame(self, desk: Desk, frame: Json) -> None:
        answers: dict[str, Callable[[Desk, Json], Awaitable[None]]] = {
            "hello": self._welcome,
            "list": self._list,
            "open": self._open,
            "preview": self._preview,
            "sheet": self._sheet,
            "presence": self._presence,
        }
        if frame["type"] in answers:
            await answers[frame["type"]](desk, frame)
        elif frame["type"] == "call_back":
            await self._called(frame)
        elif "conversation" in frame and frame["type"] not in {"leave", "typing", "seen"}:
            await self._act(desk, frame, self.talks[frame["conversation"]])

    async def _welcome(self, desk: Desk, frame: Json) -> None:
        desk.locale = frame["locale"]
        welcome = {
            "type": "welcome",
            "adviser": desk.adviser,
            "organisation": "NyföretagarCentrum Borås",
            "colleagues": self.colleagues,
            "teams": [{"id": "t_food", "name": "Restaurang"}],
            "ready_answers": canned.ready_answers(desk.locale),
            "outcomes": canned.OUTCOMES,
            "labels": canned.LABELS,
            "translates": self.translates,
            "now": "2026-11-22T19:01:00Z",
        }
        await desk.socket.send_json(welcome)

    def _rows(self, desk: Desk, view: str) -> list[Talk]:
        mine = desk.adviser["id"]
        fits: dict[str, Callable[[Talk], bool]] = {
            "waiting": lambda talk: talk.owner == "queue",
            "mine": lambda talk: talk.owner == "adviser" and talk.adviser is not None and talk.adviser["id"] == mine,
            "others": lambda talk: talk.owner == "adviser" and talk.adviser is not None and talk.adviser["id"] != mine,
            "callbacks": lambda talk: talk.call_back is not None,
            "closed": lambda talk: talk.owner == "closed",
        }
        return [talk for talk in self.talks.values() if view in fits and fits[view](talk)]

    async def _sheet(self, desk: Desk, frame: Json) -> None:
        talk = self.talks[frame["conversation"]]
        await desk.socket.send_json({"type": "sheet", "conversation": talk.id, **talk.sheet()})

    async def _found(self, desk: Desk, frame: Json) -> None:
        """Find a word in what people have said, wherever the conversation stands."""
        word = frame["filters"].get("text")
        if not word:
            return
        rows = [{**talk.row(), **found} for talk in self.talks.values() if (found := talk.found(word))]
        page = {"rows": rows, "total": len(rows), "more": None, "text": word}
        await desk.socket.send_json({"type": "list", "view": "found", **page})

    async def _list(self, desk: Desk, frame: Json) -> None:
        if frame["view"] == "found":
            await self._found(desk, frame)
            return
        filters = frame["filters"]
        rows = [
            talk.row()
            for talk in self._rows(desk, frame["view"])
            if filters.get("language") in (None, talk.language)
            and (not filters.get("label") or filters["label"] in talk.labels)
        ]
        start = int(frame["after"] or 0)
        more = str(start + PAGE_SIZE) if len(rows) > start + PAGE_SIZE else None
        page = {"rows": rows[start : start + PAGE_SIZE], "total": len(rows), "more": more, "page": bool(frame["after"])}
        await desk.socket.send_json({"type": "list", "view": frame["view"], **page})

    async def _open(self, desk: Desk, frame: Json) -> None:
        talk = self.talks.get(frame["conversation"])
        if talk is None:
            refused = {"reason": "unknown", "text": "Samtalet finns inte här.", "conversation": frame["conversation"]}
            await desk.socket.send_json({"type": "refused", **refused})
            return
        log = [talk.message(seq, desk.locale) for seq in range(frame["after"] + 1, len(talk.log) + 1)]
        rest = {"plan": talk.plan(desk.locale), "comments": talk.comments, "proposals": talk.proposals}
        opened = {"type": "conversation", "conversation": talk.about(), "sheet": talk.sheet(), "log": log, **rest}
        await desk.socket.send_json(opened)

    async def _preview(self, desk: Desk, frame: Json) -> None:
        talk = self.talks[frame["conversation"]]
        missing = talk.language not in canned.WORDS[frame["name"]]
        shown = canned.words(frame["name"], "en" if missing else talk.language, frame["values"])
        named = {"type": "preview", "conversation": talk.id, "name": frame["name"], "missing": missing}
        await desk.socket.send_json({**named, **shown})

    async def _presence(self, desk: Desk, frame: Json) -> None:
        desk.adviser["presence"] = frame["state"]
        await self.tell({"type": "colleague", "adviser": desk.adviser})

    async def _called(self, frame: Json) -> None:
        for talk in self.talks.values():
            if talk.call_back and talk.call_back["id"] == frame["call_back"]:
                talk.call_back = None
                await self.tell({"type": "gone", "view": "callbacks", "conversation": talk.id, "total": 0})

    async def _act(self, desk: Desk, frame: Json, talk: Talk) -> None:
        if "fence" in frame and (self.refuse or frame["fence"] != talk.fence):
            by = {"by": talk.adviser} if talk.adviser else {}
            named = {"client_id": frame.get("client_id"), "conversation": talk.id}
            said = self.refuse or {"reason": "not_owner", "text": "Samtalet är inte ditt."}
            await desk.socket.send_json({"type": "refused", **named, **said, **by})
            await self._owner(talk)
            return
        client_id = frame.get("client_id")
        if client_id in self.taken:
            await desk.socket.send_json({"type": "ack", "client_id": client_id})
            return
        if client_id:
            self.taken.add(client_id)
        await self._do(desk, frame, talk)
        if client_id and self.swallow_acks:
            self.swallow_acks -= 1
            await desk.socket.close(code=1012)
        elif client_id:
            await desk.socket.send_json({"type": "ack", "client_id": client_id})

    async def _do(self, desk: Desk, frame: Json, talk: Talk) -> None:
        kind, name, client_id = frame["type"], desk.adviser["name"], frame.get("client_id")
        if kind in {"send", "note"}:
            line = Line("adviser", "note" if kind == "note" else "text", frame["text"], by=name, client_id=client_id)
            await self._say(talk, line)
        elif kind == "ready":
            values = frame["values"]
            await self._say(talk, Line("adviser", "reply", frame["name"], name, values, client_id=client_id))
        elif kind == "rendering" and "seq" in frame:
            talk.log[frame["seq"] - 1].rendering = {"text": frame["text"], "by": name, "machine": False}
            await self._resay(talk, frame["seq"])
        elif kind in {"comment", "propose", "labels"}:
            self._remark(frame, talk, name)
            remarks = {"comments": talk.comments, "proposals": talk.proposals, "labels": talk.labels}
            await self.tell({"type": "remarks", "conversation": talk.id, **remarks})
        elif kind in {"take", "give_back", "close"}:
            await self._change_owner(desk, talk, kind)

    def _remark(self, frame: Json, talk: Talk, name: str) -> None:
        if frame["type"] == "labels":
            talk.labels = frame["labels"]
            return
        remark = {"question": frame["question"], "text": frame["text"], "name": name}
        if frame["type"] == "comment":
            talk.comments.append({**remark, "created": "2026-11-22T19:00:00Z"})
        else:
            talk.proposals.append({**remark, "id": "p_1", "state": "open"})

    async def _change_owner(self, desk: Desk, talk: Talk, kind: str) -> None:
        talk.owner = {"take": "adviser", "give_back": "bot", "close": "closed"}[kind]
        talk.adviser = desk.adviser if kind == "take" else None
        talk.fence += 1
        await self._owner(talk)
        if kind == "take":
            await self._say(talk, Line("system", "reply", "taken"))

    async def _owner(self, talk: Talk) -> None:
        named = {"conversation": talk.id, "owner": talk.owner, "adviser": talk.adviser, "fence": talk.fence}
        await self.tell({"type": "owner", **named})
        for desk in tuple(self.desks):
            for view in ("waiting", "mine", "others", "closed"):
                rows = self._rows(desk, view)
                gone = {"type": "gone", "conversation": talk.id}
                known = {"type": "row", "row": talk.row()} if talk in rows else gone
                await desk.socket.send_json({**known, "view": view, "total": len(rows)})

    async def _say(self, talk: Talk, line: Line) -> None:
        talk.log.append(line)
        await self._resay(talk, len(talk.log))

    async def _resay(self, talk: Talk, seq: int) -> None:
        for desk in tuple(self.desks):
            if not desk.socket.closed:
                message = talk.message(seq, desk.locale)
                await desk.socket.send_json({"type": "message", "conversation": talk.id, "message": message})
