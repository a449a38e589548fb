"""The two servers that are compared, with one model and the same actions: ours, and Rasa as it comes."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import aiohttp
from aiohttp import web

from connectors.settings import Settings
from connectors.training import RASA_PYTHON, ROOT, training_environment

SECRET = "benchmark"  # noqa: S105 - nobody else reaches this server
TURNS_PER_GENERATION = 40
SECONDS_TO_START = 180
OUR_PORT, STOCK_PORT, ACTION_PORT = 5105, 5106, 8181
CONTEXT = {"stage": "welcome", "type": None, "expecting": None, "locale": "sv"}
SESSION = [
    {"event": "session_started"},
    {"event": "active_loop", "name": "interview_form"},
    {"event": "slot", "name": "requested_slot", "value": "answer"},
    {"event": "action", "name": "action_listen"},
]
ANSWERS = {"give_answer", "ask_which_meant", "affirm", "deny", "nlu_fallback"}
EMPTIED = [{"event": "slot", "name": "answer", "value": None}]


@dataclass(frozen=True)
class Server:
    """A server that takes turns; ``ours`` says which of the two."""

    ours: bool
    session: aiohttp.ClientSession

    async def turn(self, conversation: str, number: int, text: str) -> None:
        """Run one turn; raise when it gives no answer at all."""
        if self.ours:
            url = f"http://127.0.0.1:{OUR_PORT}/webhooks/startbro/turn"
            body: dict[str, Any] = {
                "conversation": conversation,
                "generation": number // TURNS_PER_GENERATION,
                "turn": f"{conversation}-{number}",
                "context": CONTEXT,
                "text": text,
            }
        else:
            url = f"http://127.0.0.1:{STOCK_PORT}/webhooks/rest/webhook"
            body = {"sender": conversation, "message": text}
        async with self.session.post(url, json=body) as response:
            answer = await response.json()
        said = answer.get("messages") if self.ours else answer
        if response.status != 200 or not said:
            raise RuntimeError(f"turn {number} gave {response.status} and no answer")


@asynccontextmanager
async def actions() -> AsyncIterator[None]:
    """Serve actions that only say their name, so that the servers are compared and not the actions."""

    async def answer(request: web.Request) -> web.Response:
        call = await request.json()
        name = call["next_action"]
        if name == "action_session_start":
            return web.json_response({"events": SESSION, "responses": []})
        if name == "validate_interview_form":
            answered = call["tracker"]["latest_message"]["intent"]["name"] in ANSWERS
            return web.json_response({"events": EMPTIED if answered else [], "responses": []})
        return web.json_response({"events": [], "responses": [{"custom": {"reply": name, "values": {}}}]})

    app = web.Application(client_max_size=64 * 1024 * 1024)
    app.router.add_post("/webhook", answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", ACTION_PORT).start()
    try:
        yield
    finally:
        await runner.cleanup()


@asynccontextmanager
async def served(model: Path, *, ours: bool) -> AsyncIterator[Server]:
    """Serve a model by our server or by ``rasa run`` for as long as the context lasts."""
    with TemporaryDirectory() as folder:
        process = await asyncio.create_subprocess_exec(
            *_command(model, ours=ours),
            cwd=ROOT,
            env=_environment(Path(folder)),
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
        )
        timeout = aiohttp.ClientTimeout(total=60)
        async with aiohttp.ClientSession(headers={"X-Startbro-Secret": SECRET}, timeout=timeout) as session:
            server = Server(ours, session)
            try:
                await _until_up(server)
                yield server
            finally:
                process.terminate()
                await process.wait()


def _command(model: Path, *, ours: bool) -> list[str]:
    python = str(ROOT / RASA_PYTHON)
    if ours:
        return [python, "-W", "ignore", "-m", "bot.components.serve", str(model)]
    stock = ROOT / "benchmarks/stock"
    files = ["--credentials", str(stock / "credentials.yml"), "--endpoints", str(stock / "endpoints.yml")]
    return [python, "-W", "ignore", "-m", "rasa", "run", "--model", str(model), "--port", str(STOCK_PORT), *files]


def _environment(folder: Path) -> dict[str, str]:
    return {
        **os.environ,
        **training_environment(Settings()),
        "OMP_NUM_THREADS": "1",
        "STARTBRO_RASA_SECRET": SECRET,
        "STARTBRO_RASA_PORT": str(OUR_PORT),
        "STARTBRO_ACTION_PORT": str(ACTION_PORT),
        "BENCH_DATABASE": str(folder / "stock.db"),
        "BENCH_ACTIONS": f"http://127.0.0.1:{ACTION_PORT}/webhook",
    }


async def _until_up(server: Server) -> None:
    async with asyncio.timeout(SECONDS_TO_START):
        while True:
            try:
                await server.turn("warm-up", 0, "hej")
            except (aiohttp.ClientError, RuntimeError):
                await asyncio.sleep(0.5)
            else:
                return
