"""One attempt at one turn: ask Rasa or the menu with the facts, and commit what came of it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from sqlalchemy.orm import Session

from bot.actions.turns import close_turn, open_turn
from bot.advice.facts import Earlier, Facts
from bot.advice.turn import Button, Reply
from connectors.keys import new_id
from connectors.record.commit import commit_turn
from connectors.record.conversations import view
from connectors.record.degraded import Menu
from connectors.record.facts import day_in_stockholm, facts_of
from connectors.record.generations import Generation, Generations
from connectors.record.history import earlier_answers
from connectors.record.lately import NOTHING_SAID, Lately, said_lately
from connectors.record.messages import next_unanswered
from connectors.record.types import ANSWERED_BY_BOT, Committed, ConversationView, Dropped, LogEntry, Tools, TurnOutcome
from connectors.record.understander import TurnRequest, TurnResult, Understander
from connectors.store.database import Database

APOLOGY = TurnResult((Reply("utter_could_not_answer", {}, (Button("button_adviser", "talk_to_adviser"),)),), ())

LookAt = Callable[[Facts, str, Lately], Awaitable["Look"]]
"""Tells how a text stands to the question now asked, and to what was said lately."""


@dataclass(frozen=True)
class Look:
    """What can be told of a text by itself: its ``context`` (``type``, ``readable``, ``trade``), and its button.

    ``pressed`` has the intent and entities of a button whose words were typed.
    """

    context: Mapping[str, Any]
    pressed: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Minds:
    """Who may understand a message: Rasa first, the menu while Rasa is away. ``look_at`` tells them more."""

    understander: Understander
    menu: Menu
    look_at: LookAt


class Audience(Protocol):
    """Who is told what happens to a conversation."""

    def status(self, conversation: str, state: str) -> None:
        """Tell that the bot is ``thinking``, ``idle``, ``late`` or ``away``."""

    def grown(self, conversation: str) -> None:
        """Tell that the log has new lines."""

    def committed(self, committed: Committed, outcome: TurnOutcome) -> None:
        """Tell what a turn came to."""


@dataclass(frozen=True)
class Waiting:
    """A conversation, what a turn may know of it, and the message to answer if there is one."""

    view: ConversationView
    facts: Facts
    message: LogEntry | None = None
    lately: Lately = NOTHING_SAID

    @property
    def seq(self) -> int:
        """Give the message's number, 0 without one."""
        return self.message.seq if self.message else 0


class Attempts:
    """Runs attempts. Nothing is remembered of one that raises, except that Rasa begins a new generation after it."""

    def __init__(self, database: Database, tools: Tools, *, minds: Minds, audience: Audience) -> None:
        self._database = database
        self._tools = tools
        self._minds = minds
        self._audience = audience
        self._generations = Generations(database)

    async def load(self, conversation: str, *, after: int) -> Waiting | None:
        """Read the oldest unanswered message after a number; None when there is none, or an adviser owns it."""
        return await self._database.read(lambda session: self.look(session, conversation, after=after))

    def look(self, session: Session, conversation: str, *, after: int = 0) -> Waiting | None:
        """Do what ``load`` does as part of a transaction."""
        message = next_unanswered(session, conversation, after_seq=after)
        found = view(session, conversation) if message else None
        if found is None or found.owner.kind not in ANSWERED_BY_BOT:
            return None  # before the facts are read: the writer does this for every line to an adviser
        return self._with_facts(session, found, message)

    async def load_idle(self, conversation: str) -> Waiting:
        """Read a conversation for a turn that answers no message, whoever owns it."""
        return await self._database.read(lambda session: self._with_facts(session, view(session, conversation), None))

    async def by_rasa(self, waiting: Waiting) -> Committed | None:
        """Ask Rasa and commit; None when that was dropped. Raise ``AwayError`` or ``TurnFailedError``."""
        conversation = waiting.view.id
        turn = new_id("t")
        try:
            generation = await self._generations.take(
                conversation, self._minds.understander.boot, stored=waiting.view.generation
            )
            request = await self._request(waiting, turn, generation.number)
            open_turn(turn, waiting.facts, text=request.text, seq=waiting.seq).look_back = request.look_back
            result = await self._minds.understander.run(request)
            outcome = _outcome(waiting, generation, result, turn=turn)
            committed = await self._database.write(lambda session: commit_turn(session, outcome, self._tools))
            return self._tell(committed, outcome)
        except BaseException:
            self._generations.forget(conversation)
            raise
        finally:
            close_turn(turn)

    async def by_menu(self, waiting: Waiting, *, read_only: bool = False, intent: str | None = None) -> bool:
        """Let the menu answer; false when it does not know this, or when ``read_only`` forbids what it would do."""
        request = await self._request(waiting, new_id("t"), waiting.view.generation)
        result = await self._minds.menu.run(request, seq=waiting.seq, read_only=read_only, intent=intent)
        if result is None:
            return False
        await self.say(waiting, result)
        return True

    async def say(self, waiting: Waiting, result: TurnResult, turn: str | None = None) -> Committed | None:
        """Commit what did not pass through Rasa; the same ``turn`` again changes nothing."""
        outcome = _outcome(waiting, Generation(0, None), result, turn=turn or new_id("t"))

        def step(session: Session) -> Committed | Dropped:
            now = view(session, waiting.view.id)  # a turn of Rasa's under way may have begun a generation meanwhile
            current = replace(outcome, generation=now.generation, rasa_boot=now.rasa_boot)
            return commit_turn(session, current, self._tools)

        self._generations.forget(waiting.view.id)
        return self._tell(await self._database.write(step), outcome)

    def forget(self, conversation: str) -> None:
        """Let Rasa begin anew: something happened that ours did not see."""
        self._generations.forget(conversation)

    def erased(self, conversation: str) -> None:
        """Take note that Rasa has been told to forget a conversation altogether."""
        self._generations.erased(conversation)

    def remembered(self) -> list[str]:
        """Name the conversations of which Rasa may remember something."""
        return self._generations.remembered()

    def _with_facts(self, session: Session, found: ConversationView, message: LogEntry | None) -> Waiting:
        now = self._tools.clock()
        facts = facts_of(session, found, day_in_stockholm(now), now=now)
        if message is None or message.text is None:
            return Waiting(found, facts, message)
        lately = said_lately(session, found.id, message.seq)
        return Waiting(found, replace(facts, told=lately.amounts), message, lately)

    async def _request(self, waiting: Waiting, turn: str, generation: int) -> TurnRequest:
        message, conversation = waiting.message, waiting.view.id
        text = (message.text or "") if message else ""
        look = await self._minds.look_at(waiting.facts, text, waiting.lately)

        async def look_back() -> Sequence[Earlier]:
            return await self._database.read(lambda session: earlier_answers(session, conversation))

        return TurnRequest(
            conversation=conversation,
            generation=generation,
            turn=turn,
            facts=waiting.facts,
            text="" if look.pressed else text,
            context=_context(waiting.facts, look),
            payload=_payload(message) or look.pressed,
            look_back=look_back,
        )

    def _tell(self, committed: Committed | Dropped, outcome: TurnOutcome) -> Committed | None:
        if not isinstance(committed, Committed):
            return None
        self._audience.committed(committed, outcome)
        return committed


def _outcome(waiting: Waiting, generation: Generation, result: TurnResult, *, turn: str) -> TurnOutcome:
    return TurnOutcome(
        turn=turn,
        conversation=waiting.view.id,
        message_seq=waiting.message.seq if waiting.message else None,
        owner=waiting.view.owner,
        generation=generation.number,
        generation_turns=generation.turns,
        rasa_boot=generation.boot,
        replies=result.replies,
        effects=result.effects,
        intent=result.intent or None,
        confidence=result.confidence,
    )


def _context(facts: Facts, look: Look) -> Mapping[str, Any]:
    doubted = facts.expecting.values.get("intent") if facts.expecting else None
    return {
        "stage": facts.stage,
        **look.context,
        "expecting": facts.expecting.kind if facts.expecting else None,
        "wish": doubted,
        "locale": facts.locale,
    }


def _payload(message: LogEntry | None) -> Mapping[str, Any] | None:
    if message is None or not message.payload:
        return None
    return {"intent": message.payload["intent"], "entities": message.payload.get("entities") or {}}
