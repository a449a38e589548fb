"""Real processes to be killed: the gateway and a stand-in for Rasa, on ports and in a folder of their own."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from asyncio.subprocess import Process
from dataclasses import dataclass, field
from pathlib import Path

from aiohttp.test_utils import unused_port

ROOT = Path(__file__).resolve().parents[2]
SECRET = "a-secret-of-the-test"


@dataclass
class Machine:
    """A gateway and a stand-in for Rasa. ``folder`` holds the state and all they write to their logs."""

    folder: Path
    port: int = field(default_factory=unused_port)
    action_port: int = field(default_factory=unused_port)
    rasa_port: int = field(default_factory=unused_port)
    gateway: Process | None = None
    rasa: Process | None = None

    @property
    def origin(self) -> str:
        """Give the gateway's own origin."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def logs(self) -> str:
        """Give everything that was logged."""
        return "".join(path.read_text(encoding="utf-8") for path in self.folder.glob("*.log"))

    async def start_gateway(self) -> None:
        """Start the gateway; it may not answer yet."""
        self.gateway = await self._start("gateway", "-m", "connectors", "serve")

    async def start_rasa(self, delay: float = 0.0) -> None:
        """Start the stand-in for Rasa."""
        script = str(ROOT / "tests" / "faults" / "fake_rasa.py")
        self.rasa = await self._start("rasa", script, str(self.rasa_port), SECRET, str(delay))

    @property
    def environment(self) -> dict[str, str]:
        """Give the environment of every process on this machine."""
        return {
            **os.environ,
            "STARTBRO_STATE": str(self.folder),
            "STARTBRO_PORT": str(self.port),
            "STARTBRO_ACTION_PORT": str(self.action_port),
            "STARTBRO_RASA_PORT": str(self.rasa_port),
            "STARTBRO_RASA_SECRET": SECRET,
        }

    async def _start(self, name: str, *arguments: str) -> Process:
        with (self.folder / f"{name}.log").open("ab") as log:
            return await asyncio.create_subprocess_exec(
                sys.executable, *arguments, cwd=ROOT, env=self.environment, stdout=log, stderr=log
            )

    async def wait_until_up(self, seconds: float = 30.0) -> None:
        """Wait until the gateway takes connections."""
        async with asyncio.timeout(seconds):
            while True:
                try:
                    _, writer = await asyncio.open_connection("127.0.0.1", self.port)
                except OSError:
                    assert self.gateway
                    assert self.gateway.returncode is None, self.logs
                    await asyncio.sleep(0.01)
                else:
                    writer.close()
                    return

    async def stop(self) -> None:
        """Kill whatever still runs."""
        for process in (self.gateway, self.rasa):
            await kill(process)


async def kill(process: Process | None) -> None:
    """Kill at once, as a power cut would, and wait until it is gone."""
    if process is None or process.returncode is not None:
        return
    process.send_signal(signal.SIGKILL)
    await process.wait()
