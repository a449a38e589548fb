"""A Redis server of a test's own, on a free port, that can be frozen, killed and started again."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
from asyncio.subprocess import DEVNULL, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from aiohttp.test_utils import unused_port
from redis.asyncio import Redis
from redis.exceptions import RedisError


@dataclass
class RedisServer:
    """The server and where it listens."""

    folder: Path
    port: int
    process: Process | None = None

    @property
    def url(self) -> str:
        """Give its address."""
        return f"redis://127.0.0.1:{self.port}/0"

    async def start(self) -> None:
        """Start it and wait until it answers."""
        options = ["--save", "", "--appendonly", "no", "--bind", "127.0.0.1", "--dir", str(self.folder)]
        self.process = await asyncio.create_subprocess_exec(
            "redis-server", "--port", str(self.port), *options, stdout=DEVNULL, stderr=DEVNULL
        )
        async with asyncio.timeout(10), Redis.from_url(self.url) as client:
            while True:
                try:
                    await client.ping()
                except (RedisError, OSError):
                    await asyncio.sleep(0.02)
                else:
                    return

    def send(self, number: signal.Signals) -> None:
        """Freeze it (SIGSTOP) or let it go on (SIGCONT)."""
        assert self.process
        self.process.send_signal(number)

    async def kill(self) -> None:
        """Kill it at once."""
        if self.process and self.process.returncode is None:
            self.process.kill()
            await self.process.wait()


@asynccontextmanager
async def run_redis(folder: Path) -> AsyncIterator[RedisServer]:
    """Run a Redis while the context lasts; skip without one on this machine unless CI is set."""
    if not shutil.which("redis-server"):
        if os.environ.get("CI"):
            raise FileNotFoundError("redis-server")
        pytest.skip("no redis-server here")
    server = RedisServer(folder, unused_port())
    await server.start()
    try:
        yield server
    finally:
        await server.kill()
