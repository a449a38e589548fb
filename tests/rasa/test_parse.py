"""``startbro parse`` gives what the served model understands, quickly, and for every line."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from connectors.training import ROOT
from tests.rasa.scripted import Rasa

pytestmark = [pytest.mark.rasa, pytest.mark.timeout(240)]

LINES = (
    "jag undrar en sak om bidrag till mitt café",
    "can someone phone me on thursday",
    "ما هي ضريبة القيمة المضافة",
    "waxaan rabaa inaan af soomaali ku hadlo",
    "hej",
    "/restart",
    "на русском пожалуйста",
    "😀",
    "x" * 1500,
)


def parse(text: str, model: Path) -> list[dict[str, Any]]:
    """Run ``startbro parse`` on a text."""
    command = [sys.executable, "-m", "connectors", "parse", "--model", str(model)]
    done = subprocess.run(
        command, input=text.encode(errors="surrogateescape"), capture_output=True, cwd=ROOT, check=True
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.asyncio(loop_scope="session")
async def test_parse_and_server_understand_alike(rasa: Rasa, model: Path) -> None:
    parsed = parse("\n".join(LINES), model)
    for line, told in zip(LINES, parsed, strict=True):
        # Without a context the gate lets everything through, so this is the bare recognition.
        _, served = await rasa.turn(line, context={"stage": "welcome", "expecting": None, "locale": "sv"})
        shown = {(entity["entity"], entity["value"]) for entity in served["parse"]["entities"]}
        assert {(entity["entity"], entity["value"]) for entity in told["entities"]} == shown, line
        if served["parse"]["intent"] == told["intent"]:
            assert told["confidence"] == pytest.approx(served["parse"]["confidence"], abs=1e-3), line
        else:
            assert served["parse"]["intent"] == "nlu_fallback", line


def test_every_line_gets_a_line_and_only_an_empty_one_falls_back(model: Path) -> None:
    told = parse("hej\n\n   \n\udcff\x00\nvad är moms?", model)
    assert [entry["intent"] for entry in told][:3] == ["greet", "nlu_fallback", "nlu_fallback"]
    assert len(told) == 5
    assert told[4]["entities"] == [{"entity": "term", "value": "moms"}]


def test_parsing_starts_within_seconds(model: Path) -> None:
    begun = time.monotonic()
    parse("hej", model)
    assert time.monotonic() - begun < 10
