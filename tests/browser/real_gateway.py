"""The real gateway on a free port, with a fresh record and a bot that a test stands in for."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from aiohttp.test_utils import TestServer, unused_port

from connectors.app import build_app
from connectors.settings import Settings
from connectors.store.migrate import migrate
from tests.connectors.web.conftest import FakeUnderstander
from tests.connectors.web.window import ORIGIN


@asynccontextmanager
async def real_gateway(
    folder: Path, rasa: FakeUnderstander | None = None, *, host: str = "127.0.0.1"
) -> AsyncIterator[tuple[TestServer, str]]:
    """Run one that keeps its record in ``folder``; give it and its address. A passkey needs a ``host`` with a name."""
    port = unused_port()
    url = f"http://{host}:{port}"
    settings = Settings(
        action_port=unused_port(),
        database_url=f"sqlite:///{folder}/startbro.db",
        state=folder,
        origins=(ORIGIN,),
        public_url=url,
    )
    await asyncio.to_thread(migrate, settings.database_url)
    server = TestServer(build_app(settings, rasa or FakeUnderstander()), port=port)
    async with server:
        yield server, url
