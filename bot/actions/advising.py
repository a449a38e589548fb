"""Bridges a Rasa action to pure advice: reads the turn, asks, and hands replies and effects over."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.turns import OpenTurn, turn_of
from bot.advice.choice_words import load_choice_words
from bot.advice.facts import Facts
from bot.advice.human_topics import load_topics
from bot.advice.library import Heard, Library
from bot.advice.templates import load_templates
from bot.advice.terms import load_terms
from bot.advice.trades import load_trades
from bot.advice.turn import Effect, Outcome
from bot.language.catalogue import Catalogue
from bot.language.detection import detect
from bot.language.locales import native_name, offered

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "bot" / "data"

Advice = Callable[[Library, Facts, Heard], Outcome]


@cache
def library() -> Library:
    """Load templates, terms and words once."""
    catalogue = Catalogue.load(ROOT)
    codes = offered()
    return Library(
        templates=load_templates(DATA / "templates"),
        terms=load_terms(DATA / "terms"),
        languages={code: native_name(code) for code in codes},
        trades=load_trades(DATA / "trades.yml"),
        texts=lambda name: tuple(dict.fromkeys(catalogue.text(name, code).text for code in codes)),
        detect=detect,
        choice_words=load_choice_words(DATA / "choices"),
        human_topics=load_topics(DATA / "desk" / "human_topics.yml"),
    )


def heard_in(turn: OpenTurn, tracker: Tracker) -> Heard:
    """Read what came in from Rasa's latest message; entities by name, the first of each kind."""
    message = tracker.latest_message
    entities: dict[str, str] = {}
    for entity in message.get("entities") or ():
        entities.setdefault(str(entity["entity"]), str(entity["value"]))
    ranked = message.get("intent_ranking") or ()
    return Heard(
        text=turn.text,
        intent=str((message.get("intent") or {}).get("name") or ""),
        entities=entities,
        seq=turn.seq,
        ranking=tuple(str(row["name"]) for row in ranked),
        confidence=next((float(row["confidence"]) for row in ranked), 1.0),
    )


def say(turn: OpenTurn, dispatcher: CollectingDispatcher, outcome: Outcome) -> None:
    """Hand an outcome over in order; effects are folded into the turn's facts."""
    for step in outcome:
        if isinstance(step, Effect):
            turn.effect(dispatcher, step)
        else:
            turn.reply(dispatcher, step)


def advise(dispatcher: CollectingDispatcher, tracker: Tracker, advice: Advice) -> list[dict[str, Any]]:
    """Run one piece of advice on the turn a tracker belongs to; no Rasa events come of it."""
    turn = turn_of(tracker)
    say(turn, dispatcher, advice(library(), turn.facts, heard_in(turn, tracker)))
    return []
