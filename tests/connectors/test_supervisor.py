"""What is kept running is back at once when killed, waits when it cannot start, and shows no person's words."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from time import monotonic

import pytest
from aiohttp.test_utils import unused_port

from connectors import supervisor
from connectors.settings import Settings
from connectors.supervisor import QUIET_LINE, Child

SLEEPER = "import time; print('up', flush=True); time.sleep(60)"
STUBBORN = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); time.sleep(60)"


class Shown:
    """What was shown since this was made."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        """Begin with nothing."""
        self._capsys = capsys
        self._seen = ""

    def text(self) -> str:
        """Give all of it."""
        self._seen += self._capsys.readouterr().out
        return self._seen


@asynccontextmanager
async def kept(code: str, *, quiet: bool = False) -> AsyncIterator[Child]:
    """Keep a Python program running for as long as the context lasts."""
    child = Child("child", [sys.executable, "-c", code], dict(os.environ), quiet=quiet)
    task = asyncio.create_task(child.keep_running())
    try:
        yield child
    finally:
        await child.stop()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def until(condition: Callable[[], bool], seconds: float = 10) -> None:
    """Wait for a condition; fail when it does not come true."""
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110 - what is waited for is another program
            await asyncio.sleep(0.01)


async def test_a_killed_program_is_back_within_two_seconds_every_time(capsys: pytest.CaptureFixture[str]) -> None:
    async with kept(SLEEPER) as child:
        for kills in range(1, 5):
            shown = Shown(capsys)
            await until(lambda shown=shown: "| up" in shown.text())  # type: ignore[misc]
            assert child.process is not None
            killed = monotonic()
            child.process.send_signal(signal.SIGKILL)
            await until(lambda old=child.process: child.process is not old)  # type: ignore[misc]
            assert monotonic() - killed < 2, kills


def test_a_port_that_somebody_has_is_named_with_its_setting(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        settings = Settings.from_environment(
            {
                "STARTBRO_PORT": str(unused_port()),
                "STARTBRO_ACTION_PORT": str(port),
                "STARTBRO_RASA_PORT": str(unused_port()),
                "STARTBRO_STATE": str(tmp_path),
            }
        )
        said = supervisor.taken_ports(settings)
    assert len(said) == 1
    assert str(port) in said[0]
    assert "STARTBRO_ACTION_PORT" in said[0]
    assert supervisor.taken_ports(settings) == []


async def test_a_program_that_cannot_start_is_tried_after_growing_waits(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervisor, "FIRST_WAIT", 0.01)
    monkeypatch.setattr(supervisor, "LONGEST_WAIT", 0.04)
    shown = Shown(capsys)
    async with kept("raise SystemExit(3)"):
        await until(lambda: shown.text().count("code 3") >= 5)
    waits = [line.rsplit(" in ", 1)[1] for line in shown.text().splitlines() if "code 3" in line]
    assert waits[:5] == ["0.01 s", "0.02 s", "0.04 s", "0.04 s", "0.04 s"]


@pytest.mark.parametrize("code", [pytest.param(SLEEPER, id="obedient"), pytest.param(STUBBORN, id="deaf to SIGTERM")])
async def test_stopping_leaves_nothing_behind(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervisor, "SECONDS_TO_STOP", 0.3)
    async with kept(code) as child:
        await until(lambda: child.process is not None)
        await asyncio.sleep(0.3)
    assert child.process is not None
    assert child.process.returncode is not None


@pytest.mark.parametrize(("trained", "says"), [(False, True), (True, False)], ids=["first run", "trained before"])
async def test_a_first_run_says_that_it_trains_and_that_the_page_works(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, *, trained: bool, says: bool
) -> None:
    model = tmp_path / "model.tar.gz"
    if trained:
        model.touch()
    monkeypatch.setattr(supervisor, "current_model", lambda: model)
    monkeypatch.setattr(supervisor, "SECONDS_BETWEEN_REPORTS", 0.05)
    training = Child("training", [sys.executable, "-c", "import time; time.sleep(0.5); raise SystemExit(1)"], {})
    settings = Settings.from_environment({"STARTBRO_STATE": str(tmp_path)})
    await supervisor.train_and_run(training, Child("rasa", [], {}), settings)
    shown = capsys.readouterr().out
    assert ("takes 2 to 5 minutes" in shown and settings.public_url in shown) is says
    assert ("Still training the bot" in shown) is says


async def test_of_a_quiet_program_only_lines_of_the_agreed_shape_are_shown(capsys: pytest.CaptureFixture[str]) -> None:
    lines = [
        "2026-01-15 10:00:00,123 ERROR rasa.core.processor:812 ValueError",
        "my number is 198112189876",
        "x" * 99_999,
    ]
    async with kept(f"import time\nfor line in {lines!r}: print(line, flush=True)\ntime.sleep(60)", quiet=True):
        shown = Shown(capsys)
        await until(lambda: "ValueError" in shown.text())
        await asyncio.sleep(0.2)
    assert shown.text().splitlines() == [f"   child | {lines[0]}"]


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        pytest.param("2026-01-15 10:00:00,123 INFO model loaded", True, id="ours"),
        pytest.param("2026-01-15 10:00:00,123 ERROR turn failed: action_greet: ClientResponseError", True, id="turn"),
        pytest.param("2026-01-15 10:00:00,123 WARNING py.warnings:109", True, id="a place in the code"),
        pytest.param("2026-01-15 10:00:00,123 ERROR rasa.core.processor:812 ValueError: hej", False, id="with words"),
        pytest.param("2026-01-15 10:00:00,123 INFO jag heter Amina", False, id="words of a person"),
        pytest.param("ValueError: jag heter Amina", False, id="end of a traceback"),
    ],
)
def test_the_shape_of_quiet_lines(line: str, shown: bool) -> None:
    assert bool(QUIET_LINE.fullmatch(line)) is shown
