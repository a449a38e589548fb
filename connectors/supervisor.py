"""``startbro run``: keeps gateway and Rasa running, shows their logs, and stops them cleanly.

The gateway is started at once and brings its database up to date itself; the model is trained meanwhile if its inputs
have changed, and then Rasa is started. Whatever stops is started again, after a wait that grows.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import re
import signal
import socket
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from time import monotonic

import aiohttp

from connectors.settings import Settings
from connectors.training import RASA_PYTHON, ROOT, current_model, training_environment

SHORTEST_WAIT, FIRST_WAIT, LONGEST_WAIT = 0.1, 0.5, 30.0
HEALTHY_SECONDS = 20.0
SECONDS_TO_STOP = 8.0
POLL_SECONDS = 0.25
MINUTES_TO_READY = 5
SECONDS_BETWEEN_REPORTS = 30.0
LONGEST_LINE = 64 * 1024

QUIET_LINE = re.compile(
    r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d[,.]\d{3} (?:DEBUG|INFO|WARNING|ERROR|CRITICAL) "
    r"(?:[\w.]+:\d+|turn failed: [\w: ]+|model loaded|stopped by \w+)(?: \w+)?"
)
"""The lines ``bot/components/quiet_log.py`` writes: time, level, event, class of the exception."""


@dataclass
class Child:
    """One program that is kept running. ``quiet`` lets only lines of the agreed shape through to the log."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str] = field(repr=False)
    quiet: bool = False
    process: asyncio.subprocess.Process | None = None
    stopping: bool = False

    async def keep_running(self) -> None:
        """Start the program, and again whenever it stops, until ``stop``."""
        wait = FIRST_WAIT
        while True:
            begun = monotonic()
            code = await self.run_once()
            if self.stopping:
                return
            # Killed from outside, or well until now: it may be back at once. Only what fails at its start must wait.
            well = code < 0 or monotonic() - begun > HEALTHY_SECONDS
            pause = SHORTEST_WAIT if well else wait
            wait = FIRST_WAIT if well else min(wait * 2, LONGEST_WAIT)
            say("startbro", f"{self.name} stopped with code {code}; starting it again in {pause:g} s")
            await asyncio.sleep(pause)

    async def stop(self) -> None:
        """Ask the program to stop; after eight seconds end it."""
        self.stopping = True
        process = self.process
        if process is None or process.returncode is not None:
            return
        self._signal(signal.SIGTERM)
        try:
            await asyncio.wait_for(process.wait(), SECONDS_TO_STOP)
        except TimeoutError:
            say("startbro", f"{self.name} does not stop; ending it")
            self._signal(signal.SIGKILL)
            await process.wait()

    def _signal(self, number: signal.Signals) -> None:
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError):
                # To its whole group: training runs in a program of its own below.
                os.killpg(self.process.pid, number)

    async def run_once(self) -> int:
        """Run the program to its end and give its exit code, negative when a signal ended it."""
        self.process = await asyncio.create_subprocess_exec(
            *self.command,
            cwd=ROOT,
            env=self.environment,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            limit=LONGEST_LINE,
            # Ctrl-C reaches us alone, so that we decide the order in which things stop.
            start_new_session=True,
        )
        await self._show(self.process)
        return await self.process.wait()

    async def _show(self, process: asyncio.subprocess.Process) -> None:
        output = process.stdout
        while output is not None:
            try:
                line = await output.readline()
            except ValueError:
                continue
            if not line:
                return
            text = line.decode(errors="replace").rstrip()
            if not self.quiet or QUIET_LINE.fullmatch(text):
                say(self.name, text)


def say(name: str, text: str) -> None:
    """Write one line of one program to our log."""
    print(f"{name:>8} | {text}", flush=True)


async def supervise(settings: Settings) -> int:
    """Run everything until SIGINT or SIGTERM; 1 when the model could not be trained."""
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    environment = child_environment(settings)
    gateway = Child("gateway", [sys.executable, "-m", "connectors", "serve"], environment)
    training = Child("training", [sys.executable, "-m", "connectors", "train"], environment)
    rasa = rasa_child(settings)
    say("startbro", f"Startbro is at {settings.public_url}")
    tasks = [asyncio.create_task(gateway.keep_running()), asyncio.create_task(train_and_run(training, rasa, settings))]
    await stopped.wait()
    say("startbro", "stopping")
    for child in (gateway, training, rasa):
        await child.stop()
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    failed = training.process is not None and (training.process.returncode or 0) > 0
    return int(failed)


async def train_and_run(training: Child, rasa: Child, settings: Settings) -> None:
    """Train if need be, then keep Rasa running; without a model the page stays up in degraded mode."""
    reporting = asyncio.create_task(report_training(settings)) if not current_model().exists() else None
    try:
        code = await training.run_once()
    finally:
        if reporting:
            reporting.cancel()
    if code:
        if not training.stopping:
            say("startbro", "The page stays up without the bot. Correct the data and start again.")
        return
    announcing = asyncio.create_task(announce_readiness(settings))
    try:
        await rasa.keep_running()
    finally:
        announcing.cancel()


async def report_training(settings: Settings) -> None:
    """Say that the bot is being trained and what works meanwhile, then now and again that it still is."""
    begun = monotonic()
    say("startbro", f"Training the bot: takes 2 to 5 minutes. The page works already: {settings.public_url}")
    while True:
        await asyncio.sleep(SECONDS_BETWEEN_REPORTS)
        say("startbro", f"Still training the bot, {monotonic() - begun:.0f} s so far")


async def announce_readiness(settings: Settings) -> None:
    """Say when the bot understands, or that it does not after five minutes."""
    begun = monotonic()
    address = f"{settings.rasa_url}/webhooks/startbro/ready"
    async with aiohttp.ClientSession(headers={"X-Startbro-Secret": settings.rasa_secret}) as session:
        while monotonic() - begun < MINUTES_TO_READY * 60:
            try:
                async with session.get(address) as response:
                    if response.status == 200:
                        say("startbro", f"The bot is ready, after {monotonic() - begun:.0f} s")
                        return
                    if response.status == 503:
                        problems = (await response.json()).get("problems") or []
                        say("startbro", f"The model does not understand: {', '.join(problems)}. Run `startbro train`.")
                        return
            except aiohttp.ClientError:
                pass
            await asyncio.sleep(POLL_SECONDS)
    say("startbro", f"The bot is not ready after {MINUTES_TO_READY} minutes")


def child_environment(settings: Settings) -> dict[str, str]:
    """Give the environment of both programs; here the secret is handed on."""
    return {
        **training_environment(settings),
        "PYTHONUNBUFFERED": "1",
        "STARTBRO_RASA_SECRET": settings.rasa_secret,
        "STARTBRO_RASA_PORT": str(settings.rasa_port),
        "STARTBRO_ACTION_PORT": str(settings.action_port),
        # The embedding of one text is too small for two cores to share.
        "OMP_NUM_THREADS": "1",
    }


def rasa_child(settings: Settings) -> Child:
    """Describe Rasa with the model for the present data; it exists by the time this runs."""
    command = [str(ROOT / RASA_PYTHON), "-W", "ignore", "-m", "bot.components.serve", str(current_model())]
    return Child("rasa", command, child_environment(settings), quiet=True)


def main(arguments: Sequence[str]) -> int:
    """Run ``startbro run``."""
    parser = argparse.ArgumentParser(prog="startbro run", description="Run gateway and Rasa until stopped.")
    parser.parse_args(arguments)
    if not (ROOT / RASA_PYTHON).exists():
        print(f"{RASA_PYTHON} is missing: run `make install`", file=sys.stderr)
        return 1
    os.chdir(ROOT)
    settings = Settings.from_environment()
    if taken := taken_ports(settings):
        print("\n".join(taken), file=sys.stderr)
        return 1
    return asyncio.run(supervise(settings))


def taken_ports(settings: Settings) -> list[str]:
    """Say which of our ports somebody else listens on, with the setting that chooses another."""
    ports = (
        (settings.host, settings.port, "STARTBRO_PORT"),
        ("127.0.0.1", settings.action_port, "STARTBRO_ACTION_PORT"),
        ("127.0.0.1", settings.rasa_port, "STARTBRO_RASA_PORT"),
    )
    return [
        f"Port {port} is taken, perhaps by a Startbro that is running already. Stop it, or set {setting}."
        for host, port, setting in ports
        if not _is_free(host, port)
    ]


def _is_free(host: str, port: int) -> bool:
    try:
        with socket.create_server((host, port), reuse_port=False):
            return True
    except OSError:
        return False
