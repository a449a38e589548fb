"""A real Rasa with the real model, started once for this folder."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
import pytest_asyncio
from aiohttp import web

from connectors.settings import Settings
from connectors.training import RASA_PYTHON, ROOT, ensure_model, training_environment
from tests.rasa.scripted import SECRET, Actions, Rasa, free_port

SECONDS_TO_START = 90


@pytest.fixture(scope="session")
def model() -> Path:
    """Train the model if need be."""
    return ensure_model(Settings.from_environment())


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def served(model: Path, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Rasa]:
    """Start Rasa once for all tests of this folder."""
    actions = Actions()
    app = web.Application(client_max_size=4 * 1024 * 1024)
    app.router.add_post("/webhook", actions.answer)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    action_port = runner.addresses[0][1]
    port, log = free_port(), tmp_path_factory.mktemp("rasa") / "log"
    environment = {
        **training_environment(Settings.from_environment()),
        "STARTBRO_RASA_SECRET": SECRET,
        "STARTBRO_RASA_PORT": str(port),
        "STARTBRO_ACTION_PORT": str(action_port),
    }
    command = [str(ROOT / RASA_PYTHON), "-W", "ignore", "-m", "bot.components.serve", str(model)]
    with log.open("wb") as output:
        process = await asyncio.create_subprocess_exec(
            *command, cwd=ROOT, env=environment, stdout=output, stderr=asyncio.subprocess.STDOUT
        )
    url = f"http://127.0.0.1:{port}/webhooks/startbro"
    async with aiohttp.ClientSession(headers={"X-Startbro-Secret": SECRET}) as session:
        try:
            await _wait_until_up(url, session, process)
            yield Rasa(url, session, actions, log)
        finally:
            process.terminate()
            await process.wait()
            await runner.cleanup()


async def _wait_until_up(url: str, session: aiohttp.ClientSession, process: asyncio.subprocess.Process) -> None:
    async with asyncio.timeout(SECONDS_TO_START):
        while process.returncode is None:
            try:
                async with session.get(f"{url}/ready"):
                    return
            except aiohttp.ClientConnectionError:
                await asyncio.sleep(0.2)
    raise RuntimeError("Rasa stopped while starting")


@pytest.fixture
def rasa(served: Rasa) -> Rasa:
    """Give the served Rasa with nothing scripted."""
    served.actions.reset()
    return served
