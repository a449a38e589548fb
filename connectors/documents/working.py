"""Has processes of their own make documents and draw pictures; two documents at a time, and one drawing.

Loading the drawing program takes longer than all else, so pictures that several ask for at once are drawn once.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from bot.language.locales import ROOT
from connectors.documents.shapes import PICTURES, DocumentError
from connectors.documents.worker import REFUSED

SECONDS = 20
TWO_AT_ONCE = ThreadPoolExecutor(2, thread_name_prefix="documents")
DRAWING = ThreadPoolExecutor(1, thread_name_prefix="pictures")

_under_way: dict[tuple[asyncio.AbstractEventLoop, str], asyncio.Future[bytes]] = {}


async def make(text: str, kind: str) -> bytes:
    """Make a file (``pdf``, ``docx``, ``xlsx``) of a document's JSON text, or raise ``DocumentError``."""
    return await asyncio.get_running_loop().run_in_executor(TWO_AT_ONCE, run_worker, text, kind)


async def draw_all(wanted: Sequence[Mapping[str, Any]]) -> list[str]:
    """Draw pictures, each with ``specification``, ``signs`` and ``title``, as SVG in their order; none is kept.

    Raises ``DocumentError`` when they cannot be drawn.
    """
    if not wanted:
        return []
    loop, text = asyncio.get_running_loop(), json.dumps(wanted)
    drawing = _under_way.get((loop, text))
    if drawing is None:
        drawing = _under_way[loop, text] = loop.run_in_executor(DRAWING, run_worker, text, PICTURES)
        drawing.add_done_callback(lambda done: _forget((loop, text), done))
    # one who goes away takes the drawing from nobody else
    drawn: list[str] = json.loads(await asyncio.shield(drawing))
    return drawn


def _forget(key: tuple[asyncio.AbstractEventLoop, str], done: asyncio.Future[bytes]) -> None:
    _under_way.pop(key, None)
    if not done.cancelled():
        done.exception()  # who waited has it; when all have gone away, nobody is to be told


def run_worker(text: str, kind: str) -> bytes:
    """Have a process of its own make something of JSON text; raise ``DocumentError`` when it cannot, or not in time."""
    try:
        worker = subprocess.run(
            [sys.executable, "-m", "connectors.documents.worker", kind],
            cwd=ROOT,
            env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"},
            input=text.encode(),
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        # without its cause, which quotes nothing but holds the whole plan
        raise DocumentError(f"it took more than {SECONDS} seconds") from None
    if worker.returncode == REFUSED:
        raise DocumentError(worker.stderr.decode(errors="replace").strip())
    if worker.returncode:
        raise DocumentError(f"the worker ended with {worker.returncode}")
    return worker.stdout
