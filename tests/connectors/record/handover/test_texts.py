"""Every line that the hand-over puts into the log is a text with exactly the values that it is given."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from bot.advice import routing
from bot.language.extract import extract
from bot.language.locales import ROOT
from bot.language.rendering import render
from connectors.record import handover
from connectors.record.handover.calling import LINES, call_back, want_call_back
from connectors.record.handover.proposing import propose
from connectors.record.handover.shapes import Done, Proposed, Target, Wanted
from connectors.record.handover.taking import close, give_back, return_to_queue
from connectors.record.handover.transferring import transfer
from tests.connectors.record.handover.desk import AMINA, BJORN, LEAD, Desk

NAME = re.compile(r'"((?:system|desk_why)_[a-z_]+)"')
FOLDER = Path(str(handover.__file__)).parent
MADE = {"system_call_back_phone", "system_call_back_email"}
"""Names that the code puts together."""


def used(*files: Path) -> set[str]:
    return {name for file in files for name in NAME.findall(file.read_text("utf-8"))}


def test_every_system_line_is_a_text_and_every_text_is_used() -> None:
    texts = {entry.name for entry in extract(ROOT).entries["bot"] if entry.name.startswith("system_")}
    assert used(*FOLDER.glob("*.py")) | MADE == texts
    assert set(LINES.values()) <= texts


def test_every_reason_is_a_text() -> None:
    texts = {entry.name for entry in extract(ROOT).entries["desk"]}
    made = {f"desk_why_{name}" for name in routing.CRITERIA if name != "least_busy"}
    assert (used(Path(str(routing.__file__))) | made) - texts == set()


async def test_no_line_of_a_whole_story_has_a_gap_where_a_value_should_be(desk: Desk) -> None:
    spoken = replace(desk.record.tools, render=render)
    desk.record = replace(desk.record, tools=spoken)
    await tell_everything(desk)
    for line in await desk.log():
        if line.name:
            shown = render(line.name, line.values, locale="en").text
            assert "…" not in shown, shown


async def tell_everything(desk: Desk) -> None:
    """Go through every step that says something with a value in it."""
    label: dict[str, Any] = {"type": "message", "name": "general.idea_what.text"}
    await desk.ask()
    claim = await desk.take()
    await desk.do(propose, claim, Proposed("idea_what", label, "Bageri", "Bageri", "sv"))
    await desk.do(transfer, claim, Target(adviser=BJORN))
    lead = await desk.take(LEAD)
    await desk.do(return_to_queue, desk.id, fence=lead.fence)
    await desk.do(give_back, await desk.take())
    asked = await desk.do(transfer, await desk.take(), Target(adviser=BJORN))
    assert isinstance(asked, Done)
    await desk.press(asked.lines[0], 1)
    number = await desk.do(want_call_back, desk.id, Wanted("phone", "+46701740605", "", "sv"))
    await desk.do(partial(call_back, outcome="wrong_number"), number, AMINA)
    await desk.do(close, await desk.claim(), outcome="helped")
