"""Talks as people have them, played over a real socket against gateway, real Rasa and real model."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator

import aiohttp
import pytest

from tests.connectors.web.window import Frame
from tests.dialogues.script import Dialogue, Step, load
from tests.dialogues.stack import Stack
from tests.dialogues.talk import Outcome, Talk

pytestmark = [pytest.mark.rasa, pytest.mark.timeout(600)]
SECONDS_TO_ERASE = 10.0


@pytest.fixture
async def talk(stack: Stack) -> AsyncIterator[Talk]:
    """Give somebody whose window is not open yet."""
    async with aiohttp.ClientSession() as session:
        yield Talk(stack, session)


def cases() -> Iterator[object]:
    for theme, dialogue in load():
        yield pytest.param(dialogue, id=f"{theme} {dialogue.locale} {dialogue.name}")


@pytest.mark.parametrize("dialogue", [*cases()])
async def test_the_talk_goes_as_it_should(talk: Talk, dialogue: Dialogue) -> None:
    with talk.stack.staffed(dialogue.desk):
        await play(talk, dialogue)


async def play(talk: Talk, dialogue: Dialogue) -> None:
    """Do every step, and hold what came of it against what it should come to."""
    await talk.open(dialogue.locale, dialogue.template)
    if dialogue.at:
        talk.stack.put_at(talk.conversation, dialogue.at)
    if dialogue.given:
        talk.stack.give(talk.conversation, dialogue.given)
    for number, step in enumerate(dialogue.steps, 1):
        outcome = await act(talk, step, dialogue.locale)
        told = f"step {number}, {outcome}"
        if isinstance(outcome, Outcome):
            assert step.refused is None, told
            compare(outcome, step, dialogue.locale, told)
        elif outcome is not None:
            assert outcome["reason"] == step.refused, told
            assert outcome["text"], told
        compare_record(talk, step, told)
        if step.absent:
            await until_gone(talk.stack, step.words_absent(dialogue.locale))


async def act(talk: Talk, step: Step, locale: str) -> Outcome | Frame | None:
    """Do what a step says; coming back has no outcome."""
    if step.come_back:
        await talk.come_back()
        return None
    if step.press is not None:
        return await talk.press(step.press, step.of)
    if step.send is not None:
        return await talk.send(**step.send)
    outcome = await talk.say(step.text(locale))
    if step.may_ask and isinstance(outcome, Outcome) and outcome.replies == ["utter_confirm_which"]:
        return await talk.press("button_wish")
    return outcome


def compare(outcome: Outcome, step: Step, locale: str, told: str) -> None:
    """Hold replies, buttons and words against what a step expects."""
    if step.replies is not None:
        assert outcome.replies == list(step.replies), told
    if step.buttons is not None:
        assert set(step.buttons) <= {button["name"] for button in outcome.buttons}, told
    assert step.words_shown(locale) in outcome.shown, told


def compare_record(talk: Talk, step: Step, told: str) -> None:
    """Hold the record against what a step expects."""
    if step.deleted:
        assert any(frame["type"] == "deleted" for frame in talk.window.frames), told
        assert not talk.stack.read("SELECT id FROM conversation WHERE id = ?", talk.conversation), told
    else:
        state = talk.state
        expecting = (state["expecting"] or {}).get("kind")
        assert expecting == step.expecting, f"expecting {expecting}, {told}"
        for key in ("question", "stage"):
            wanted = getattr(step, key)
            assert wanted in (None, state[key]), f"{key} is {state[key]}, {told}"
        if step.locale:
            assert talk.locale == step.locale, told
        if step.owner:
            assert talk.owner == step.owner, told
        if step.answers is not None:
            assert talk.answers == step.answers, told


async def until_gone(stack: Stack, words: str) -> None:
    """Wait until no byte of record or log tells some words."""
    async with asyncio.timeout(SECONDS_TO_ERASE):
        while stack.holds(words):  # noqa: ASYNC110 - what is waited for is another program
            await asyncio.sleep(0.2)
