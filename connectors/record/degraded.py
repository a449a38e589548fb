"""The menu that answers while Rasa is away: buttons, and short commands in every language, by the same rules.

It knows a command only when its very words are among the training phrases, so it never guesses. What it does not know
waits for Rasa. It walks the rules in ``bot/data/dialogue/`` and runs the same actions as Rasa would.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import yaml

from bot.actions.turns import close_turn, open_turn
from bot.advice.turn import Effect, Reply
from bot.advice.understanding import GIVE_ANSWER, NAVIGATION, WRITTEN, decide, weigh
from bot.components.words import phrase_key
from connectors.record.understander import TurnFailedError, TurnRequest, TurnResult, read_messages

if TYPE_CHECKING:
    from rasa_sdk.executor import ActionExecutor

FORM = "interview_form"
FORM_STEPS = ("validate_interview_form", "action_ask_answer")
LONGEST_COMMAND = 3
COMMANDS = NAVIGATION | {"affirm", "deny", "start_plan"}
HARMLESS = frozenset({"ask_for_adviser"})
DELETION = "delete_my_data"
READ_ONLY = frozenset(
    {
        "ask_help",
        "ask_example",
        "ask_if_bot",
        "ask_privacy",
        "book_call",
        "check_answers",
        "download_plan",
        "repeat_question",
        "show_progress",
        "talk_to_adviser",
    }
)


@dataclass(frozen=True)
class Commands:
    """What is known without Rasa: the intent of each short phrase, and the actions of each intent.

    ``deletions`` are the phrases of any length that ask for everything to be deleted.
    """

    phrases: Mapping[str, str]
    actions: Mapping[str, Sequence[str]]
    deletions: frozenset[str] = frozenset()

    @classmethod
    def load(cls, data: Path) -> Commands:
        """Read phrases and rules below ``bot/data``."""
        known = read_phrases(data / "nlu")
        return cls(
            {key: intent for key, intent in known.items() if len(key.split()) <= LONGEST_COMMAND},
            read_rules(data / "dialogue"),
            frozenset(key for key, intent in known.items() if intent == DELETION),
        )


@dataclass(frozen=True)
class Walk:
    """The steps that follow an intent, and the number of the message that led to them."""

    intent: str
    steps: Sequence[str]
    seq: int


class Knowledge(Protocol):
    """What the menu needs to have been loaded."""

    @property
    def commands(self) -> Commands:
        """Give the phrases and rules."""

    @property
    def executor(self) -> ActionExecutor:
        """Give the actions."""


class Menu:
    """Answers without Rasa. ``load`` is awaited when first needed, since loading the actions takes a while."""

    def __init__(self, load: Callable[[], Awaitable[Knowledge]]) -> None:
        self._load = load

    async def run(
        self, request: TurnRequest, *, seq: int, read_only: bool = False, intent: str | None = None
    ) -> TurnResult | None:
        """Answer a button, a known phrase, or the ``intent`` given; None when it is not known or not allowed now."""
        knowledge = await self._load()
        intent = intent or recognise(knowledge.commands, request)
        if intent is None or (read_only and intent not in READ_ONLY):
            return None
        steps = [*expand(knowledge.commands.actions.get(intent, (FORM,)))]
        if read_only:
            steps = [step for step in steps if step not in FORM_STEPS]
        replies, effects = await walk(knowledge.executor, request, Walk(intent, steps, seq))
        if read_only and any(effect.name not in HARMLESS for effect in effects):
            return None
        return TurnResult(replies, effects, intent, 1.0) if replies or effects else None


def recognise(commands: Commands, request: TurnRequest) -> str | None:
    """Name the intent of a button, of a phrase that is known to the letter, or of words that were asked for."""
    if request.payload:
        return str(request.payload["intent"])
    known = commands.phrases.get(phrase_key(request.text))
    if known is None and request.context.get("expecting") in WRITTEN:
        return GIVE_ANSWER
    ranking = weigh(request.text, [(known, 1.0)] if known else [])
    return decide(request.text, ranking, [], request.context) if ranking and ranking[0][1] >= 1.0 else None


def expand(actions: Iterable[str]) -> Iterable[str]:
    """Spell out the form: right after the message it reads the answer, later it only asks."""
    for position, name in enumerate(actions):
        if name != FORM:
            yield name
        else:
            yield from FORM_STEPS if position == 0 else FORM_STEPS[1:]


async def walk(
    executor: ActionExecutor, request: TurnRequest, way: Walk
) -> tuple[tuple[Reply, ...], tuple[Effect, ...]]:
    """Run the steps one after the other, each seeing what those before it did; raise ``TurnFailedError``."""
    turn = open_turn(request.turn, request.facts, text=request.text, seq=way.seq)
    turn.look_back = request.look_back
    messages: list[Mapping[str, Any]] = []
    try:
        for step in way.steps:
            if step.startswith("utter_"):
                messages.append({"reply": step})
                continue
            result = await executor.run(_call(step, request, way.intent))
            messages.extend(result.responses if result else ())
    except Exception as error:
        raise TurnFailedError(type(error).__name__) from error
    finally:
        close_turn(turn.turn_id)
    return read_messages(messages)


def read_phrases(folder: Path) -> dict[str, str]:
    """Give the intent of every phrase of a command; a phrase that two intents share belongs to none."""
    found: dict[str, set[str]] = {}
    for path in sorted(folder.glob("*/*.yml")):
        for entry in _load(path).get("nlu") or ():
            if entry.get("intent") not in COMMANDS:
                continue
            for line in str(entry.get("examples") or "").splitlines():
                key = phrase_key(line.strip().removeprefix("- "))
                if key:
                    found.setdefault(key, set()).add(str(entry["intent"]))
    return {key: intents.pop() for key, intents in found.items() if len(intents) == 1}


def read_rules(folder: Path) -> dict[str, tuple[str, ...]]:
    """Give the actions that follow each intent; the first rule of an intent counts."""
    rules: dict[str, tuple[str, ...]] = {}
    for path in sorted(folder.glob("*.yml")):
        for rule in _load(path).get("rules") or ():
            steps = rule.get("steps") or ()
            intent = next((step["intent"] for step in steps if "intent" in step), None)
            actions = tuple(str(step["action"]) for step in steps if "action" in step)
            if intent and actions:
                rules.setdefault(str(intent), actions)
    return rules


def _load(path: Path) -> Mapping[str, Any]:
    data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return data if isinstance(data, dict) else {}


def _call(action: str, request: TurnRequest, intent: str) -> dict[str, Any]:
    """Make the call Rasa would make."""
    entities = request.payload.get("entities") or {} if request.payload else {}
    message = {
        "text": request.text,
        "intent": {"name": intent, "confidence": 1.0},
        "intent_ranking": [{"name": intent, "confidence": 1.0}],
        "entities": [{"entity": name, "value": value} for name, value in entities.items()],
        "metadata": {"turn": request.turn, "context": dict(request.context)},
    }
    tracker = {"sender_id": request.conversation, "latest_message": message, "active_loop": {"name": FORM}}
    return {"next_action": action, "tracker": tracker, "domain": {}}
