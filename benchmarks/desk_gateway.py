"""One gateway of the measured desk in a process of its own, beside a task that notes how long its loop stands still.

The first line that comes in says where its database is; it answers with a line when it is up. The next line ends it,
and what was measured is written out.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from aiohttp import web
from aiohttp.test_utils import unused_port

from benchmarks.probing import Late, probe
from connectors.app import build_app
from connectors.settings import Settings
from tests.connectors.web.conftest import FakeUnderstander

UP = "up"


@dataclass(frozen=True)
class Place:
    """Where a gateway works: what all of them share, and its own port."""

    database: str
    state: str
    port: int
    redis: str = ""

    @property
    def origin(self) -> str:
        """Give the address of its pages."""
        return f"http://127.0.0.1:{self.port}"

    def written(self) -> str:
        """Write it down for another process."""
        return json.dumps(asdict(self))


async def serve(place: Place) -> None:
    """Run the gateway until a line comes in."""
    settings = Settings(
        action_port=unused_port(),
        database_url=place.database,
        redis_url=place.redis,
        state=Path(place.state),
        public_url=place.origin,
    )
    runner = web.AppRunner(build_app(settings, FakeUnderstander()), access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", place.port, backlog=1024).start()
    print(UP, flush=True)
    late: Late = []
    begun, busy, probing = time.monotonic(), time.process_time(), asyncio.create_task(probe(late))
    await asyncio.to_thread(sys.stdin.readline)
    share = (time.process_time() - busy) / (time.monotonic() - begun)
    probing.cancel()
    print(json.dumps({"late": late, "share": share}), flush=True)
    await runner.cleanup()


if __name__ == "__main__":
    asyncio.run(serve(Place(**json.loads(sys.stdin.readline()))))
