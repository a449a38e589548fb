"""A gateway that speaks the socket's protocol with canned words and can be told to misbehave.

For tests of the chat window alone: no record, no bot, no database. What the window must survive is set as attributes.
"""

from __future__ import annotations

import asyncio
import json
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from aiohttp import WSMsgType, web

from tests.browser import canned

ROOT = Path(__file__).parents[2]
BUILT = ROOT / "connectors" / "web" / "ui" / "dist" / "widget.js"
LATER = BUILT.with_name("later.js")
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self' ws: wss:; img-src 'self' data:; "
    "font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types lit-html"
)
PAGE = """<!doctype html><html lang="{locale}"><head><meta charset="utf-8"><title>Startbro</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<script type="module" src="/widget.js" async></script></head>
<body><main><h1>Startbro</h1>
<startbro-chat page locale="{locale}">The chat needs a newer browser.</startbro-chat></main></body></html>"""

Frame = dict[str, object]


@dataclass
class Talk:
    """One conversation as the fake knows it."""

    token: str
    locale: str
    log: list[canned.Line] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    taken: dict[str, int] = field(default_factory=dict)
    sockets: set[web.WebSocketResponse] = field(default_factory=set)


class FakeGateway:
    """Serves the built widget, its texts and a canned conversation on 127.0.0.1."""

    def __init__(self) -> None:
        self.talks: dict[str, Talk] = {}
        self.frames: list[Frame] = []
        self.downloads: list[tuple[str, str]] = []
        self.port = 0
        self.bot = "ready"
        self.silent = False
        self.swallow_acks = 0
        self.refuse: str | None = None
        self.refuse_download: tuple[int, str] | None = None
        self.answer_delay = 0.0
        self._runner: web.AppRunner | None = None

    @property
    def url(self) -> str:
        """Where it listens, with the slash."""
        return f"http://127.0.0.1:{self.port}/"

    async def start(self) -> None:
        """Listen, on the same port as before if it has listened already."""
        app = web.Application()
        app.router.add_get("/", self._page)
        app.router.add_get("/widget.js", self._script)
        app.router.add_get("/widget/later.js", self._later)
        app.router.add_get("/widget/languages.json", self._languages)
        app.router.add_get("/widget/{locale}.json", self._texts)
        app.router.add_get("/socket", self._socket)
        app.router.add_post("/codes/redeem", self._redeem)
        app.router.add_get("/plan.{format}", self._download)
        self._runner = web.AppRunner(app, shutdown_timeout=0.2)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self.port, reuse_address=True)
        await site.start()
        self.port = self._runner.addresses[0][1]

    async def stop(self) -> None:
        """Hang up on everyone and listen no more; what was said is kept."""
        await self.drop()
        if self._runner:
            await self._runner.cleanup()
            self._runner = None

    async def drop(self) -> None:
        """Break every socket, as a bad line does."""
        for talk in self.talks.values():
            for socket in tuple(talk.sockets):
                await socket.close(code=1012)

    async def tell(self, frame: Frame) -> None:
        """Send one frame to every socket there is."""
        for talk in self.talks.values():
            await self._all(talk, frame)

    def said(self) -> list[str]:
        """Give what people have said, in order."""
        return [line.text("en") for talk in self.talks.values() for line in talk.log if line.author == "person"]

    async def bot_says(self, reply: str, buttons: tuple[str, ...] = ()) -> None:
        """Let the bot say a canned reply in every conversation."""
        for talk in self.talks.values():
            await self._say(talk, canned.Line("bot", reply, buttons))

    # --- HTTP ---

    async def _page(self, request: web.Request) -> web.Response:
        text = PAGE.format(locale=request.query.get("lang", "en"))
        return web.Response(text=text, content_type="text/html", headers={"Content-Security-Policy": POLICY})

    async def _script(self, _request: web.Request) -> web.Response:
        response = web.Response(text=BUILT.read_text(), content_type="text/javascript", headers=_OPEN)
        response.enable_compression()
        return response

    async def _later(self, _request: web.Request) -> web.Response:
        return web.Response(text=LATER.read_text(), content_type="text/javascript", headers=_OPEN)

    async def _languages(self, _request: web.Request) -> web.Response:
        return web.json_response(canned.LANGUAGES, headers=_OPEN)

    async def _texts(self, request: web.Request) -> web.Response:
        texts = canned.texts(request.match_info["locale"])
        response = web.json_response(texts, headers=_OPEN) if texts else web.Response(status=404, headers=_OPEN)
        response.enable_compression()
        return response

    async def _redeem(self, request: web.Request) -> web.Response:
        code = (await request.json())["code"].replace("-", "").upper()
        found = [talk for talk in self.talks.values() if code == canned.CODE.replace("-", "")]
        return web.json_response({"token": found[0].token}) if found else web.Response(status=404)

    async def _download(self, request: web.Request) -> web.Response:
        if request.headers.get("Authorization", "").removeprefix("Bearer ") not in self.talks:
            return web.Response(status=401)
        if self.refuse_download:
            status, body = self.refuse_download
            return web.Response(status=status, text=body, content_type="application/json")
        self.downloads.append((request.match_info["format"], request.query["locales"]))
        return web.Response(body=b"a plan", content_type="application/octet-stream")

    # --- the socket ---

    async def _socket(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(protocols=("startbro.1",))
        await socket.prepare(request)
        hello = await socket.receive_json()
        self.frames.append(hello)
        talk = self._open(hello)
        if talk is None:
            await socket.send_json({"type": "closed", "reason": "unknown_token"})
            await socket.close()
            return socket
        talk.sockets.add(socket)
        await self._welcome(talk, socket, hello)
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                await self._take(talk, socket, json.loads(message.data))
        talk.sockets.discard(socket)
        return socket

    def _open(self, hello: Frame) -> Talk | None:
        token = hello["token"]
        if token is not None:
            return self.talks.get(str(token))
        talk = Talk(secrets.token_hex(32), str(hello["locale"] or "en"))
        talk.log.append(canned.Line("bot", "hello", ("start", "help")))
        self.talks[talk.token] = talk
        return talk

    async def _welcome(self, talk: Talk, socket: web.WebSocketResponse, hello: Frame) -> None:
        last = int(str(hello["last_seq"]))
        frame: Frame = {
            "type": "welcome",
            "conversation": talk.token[:8],
            "locale": talk.locale,
            "direction": canned.direction(talk.locale),
            "last_seq": len(talk.log),
            "bot": self.bot,
        }
        if hello["token"] is None:
            frame["token"] = talk.token
        await socket.send_json(frame)
        await socket.send_json({"type": "log", "messages": self._messages(talk)[last:]})
        await socket.send_json({"type": "plan", "plan": canned.plan(talk.locale, talk.answers)})

    def _messages(self, talk: Talk) -> list[Frame]:
        return [line.show(seq, talk.locale) for seq, line in enumerate(talk.log, 1)]

    async def _take(self, talk: Talk, socket: web.WebSocketResponse, frame: Frame) -> None:
        self.frames.append(frame)
        kind = frame["type"]
        if kind == "term":
            await socket.send_json({"type": "term", "card": canned.card(talk.locale)})
        elif kind == "code":
            await socket.send_json({"type": "code", "code": canned.CODE})
        elif kind in {"say", "press", "language", "answer"}:
            await self._take_once(talk, socket, frame)

    async def _take_once(self, talk: Talk, socket: web.WebSocketResponse, frame: Frame) -> None:
        client_id = str(frame["client_id"])
        if self.refuse:
            sentence = canned.say("refused", talk.locale)
            refusal = {"reason": self.refuse, "text": sentence, "language": talk.locale}
            if self.refuse == "code":
                refusal["code"] = canned.CODE
            await socket.send_json({"type": "refused", "client_id": client_id, **refusal})
            return
        new = client_id not in talk.taken
        if self.swallow_acks:
            self.swallow_acks -= 1
            await socket.close(code=1012)
        if new:
            await self._keep(talk, client_id, frame)
        if not socket.closed:
            await socket.send_json({"type": "ack", "client_id": client_id, "seq": talk.taken[client_id]})
        if new and not self.silent:
            await self._answer(talk, frame)

    async def _keep(self, talk: Talk, client_id: str, frame: Frame) -> None:
        kind = frame["type"]
        if kind in {"say", "press"}:
            text = str(frame["text"]) if kind == "say" else self._label(talk, frame)
            talk.taken[client_id] = len(talk.log) + 1
            await self._say(talk, canned.Line("person", text, client_id=client_id))
            return
        talk.taken[client_id] = len(talk.log)
        if kind == "answer":
            talk.answers[str(frame["question"])] = str(frame["text"])

    def _label(self, talk: Talk, frame: Frame) -> str:
        line = talk.log[int(str(frame["seq"])) - 1]
        return canned.say(line.buttons[int(str(frame["button"]))], talk.locale)

    async def _answer(self, talk: Talk, frame: Frame) -> None:
        if frame["type"] == "language":
            talk.locale = str(frame["locale"])
            change: Frame = {"type": "language", "locale": talk.locale, "direction": canned.direction(talk.locale)}
            await self._all(talk, change)
            await self._all(talk, {"type": "log", "messages": self._messages(talk)})
        elif frame["type"] in {"say", "press"}:
            await self._all(talk, {"type": "status", "state": "thinking"})
            await asyncio.sleep(self.answer_delay)
            if frame.get("text") == canned.texts(talk.locale)["widget_delete_everything_words"]:
                del self.talks[talk.token]
                await self._all(talk, {"type": "deleted"})
                return
            await self._say(talk, canned.Line("bot", "question", ("yes", "skip", "example")))
            await self._all(talk, {"type": "status", "state": "idle"})
        await self._all(talk, {"type": "plan", "plan": canned.plan(talk.locale, talk.answers)})

    async def _say(self, talk: Talk, line: canned.Line) -> None:
        talk.log.append(line)
        await self._all(talk, {"type": "message", "message": line.show(len(talk.log), talk.locale)})

    async def _all(self, talk: Talk, frame: Frame) -> None:
        for socket in tuple(talk.sockets):
            if not socket.closed:
                await socket.send_json(frame)


_OPEN = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}
