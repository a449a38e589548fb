"""How late an event loop comes back from a short sleep: of a gateway, and of a process that does nothing else.

The second is what the machine does to everybody, and no gateway can be quicker. ``python -m benchmarks.probing`` sleeps
and wakes until a line comes in, and writes how late each waking was.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time

PAUSE = 0.002
Late = list[tuple[float, float]]
"""When (by the clock that all processes of a machine share) and how many seconds late."""


async def probe(late: Late) -> None:
    """Note again and again how much later than asked the loop comes back."""
    while True:
        begun = time.monotonic()
        await asyncio.sleep(PAUSE)
        now = time.monotonic()
        late.append((now, now - begun - PAUSE))


async def stand_by() -> Late:
    """Sleep and wake until a line comes in."""
    late: Late = []
    probing = asyncio.create_task(probe(late))
    await asyncio.to_thread(sys.stdin.readline)
    probing.cancel()
    return late


if __name__ == "__main__":
    print(json.dumps(asyncio.run(stand_by())))
