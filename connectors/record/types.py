"""The shapes that go in and out of the record: owners, messages, the outcome of a turn, and what a commit says.

Every function of ``connectors/record`` takes a session first and is a pure database step, so several fit in one
transaction: ``await database.write(lambda session: append_message(session, message, now=now))``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from bot.advice.turn import Effect, Reply, Values
from connectors.keys import Keys

PERSON, BOT, SYSTEM, ADVISER = "person", "bot", "system", "adviser"
TEXT, REPLY, EVENT = "text", "reply", "event"
QUEUE = "queue"
NOTE = "note"
"""The kind of a line that only advisers see."""
ANSWERED_BY_BOT = (BOT, QUEUE)
"""Owners of a conversation in which the bot answers: who waits for a human goes on with the plan meanwhile."""


class UnknownConversationError(LookupError):
    """There is no such conversation, or no longer; tell the person that it is gone and let them begin anew."""


@dataclass(frozen=True)
class Owner:
    """Who answers a conversation (``bot``, ``queue`` or ``adviser``); ``fence`` grows with every change."""

    kind: str = BOT
    id: str | None = None
    fence: int = 0


@dataclass(frozen=True)
class Opened:
    """A new conversation; ``token`` is shown to the browser once and kept nowhere."""

    person: str
    conversation: str
    token: str


@dataclass(frozen=True)
class ConversationView:
    """One conversation as committed; ``state`` is ``Facts.state_to_json()``.

    ``has_advisers`` tells whether any organisation here has somebody who answers.
    """

    id: str
    person: str
    locale: str
    status: str
    owner: Owner
    generation: int
    generation_turns: int
    rasa_boot: str | None
    last_seq: int
    state: Mapping[str, Any]
    created: datetime
    last_activity: datetime
    has_advisers: bool


@dataclass(frozen=True)
class NewMessage:
    """A message to append. Text from people is already cleaned (no NUL); ``client_id`` is at most 64 characters."""

    conversation: str
    author: str
    kind: str = TEXT
    text: str | None = None
    name: str | None = None
    values: Values = field(default_factory=dict)
    payload: Mapping[str, Any] | None = None
    language: str | None = None
    channel: str = "web"
    client_id: str | None = None
    provider_id: str | None = None


@dataclass(frozen=True)
class Stored:
    """Where a message stands; ``created`` is false for one that was there already. ``owner`` is who should answer.

    ``status`` is the conversation's when a new message came, empty for one that was there.

    ``erased``: it asked for everything to be deleted, and so it and all else is gone. ``asks_on``: it settled something
    beside the interview, so that the bot asks its question again.
    """

    seq: int
    created: bool
    owner: Owner
    status: str = ""
    erased: bool = False
    asks_on: bool = False


@dataclass(frozen=True)
class Stale:
    """The button pressed belongs to a message that is answered or no longer the newest; nothing was stored."""


@dataclass(frozen=True)
class LogEntry:
    """One line of the log as stored. A pressed button has kind ``reply``, its label's name, and ``payload``."""

    conversation: str
    seq: int
    author: str
    kind: str
    text: str | None
    name: str | None
    values: Values
    payload: Mapping[str, Any] | None
    buttons: Sequence[Mapping[str, Any]]
    language: str | None
    channel: str
    client_id: str | None
    turn: str | None
    answered: str | None
    created: datetime


@dataclass(frozen=True)
class TurnOutcome:
    """What a turn came to. ``owner`` is the owner when it began; the three generation fields are stored as given.

    ``message_seq`` is None for a turn that answers no message, such as an edit in the plan panel.
    """

    turn: str
    conversation: str
    message_seq: int | None
    owner: Owner
    generation: int
    generation_turns: int
    rasa_boot: str | None
    replies: tuple[Reply, ...] = ()
    effects: tuple[Effect, ...] = ()
    intent: str | None = None
    confidence: float | None = None


@dataclass(frozen=True)
class Committed:
    """The turn is durable. ``messages`` are the new lines; ``code`` is shown once; after ``erased`` nothing is left.

    ``repeated`` means that this turn had been committed before and nothing was done now (its code is not shown again).
    """

    messages: tuple[LogEntry, ...]
    last_seq: int
    locale: str
    code: str | None = None
    erased: bool = False
    repeated: bool = False

    def follows(self, seq: int) -> bool:
        """Tell whether these lines come right after the line ``seq``, so that nobody has said anything since."""
        return self.last_seq - len(self.messages) == seq


@dataclass(frozen=True)
class Dropped:
    """Nothing of the turn was kept: ``owner`` changed, the message was ``answered`` already, or all is ``gone``."""

    reason: str


class Shown(Protocol):
    """A rendered reply; ``bot.language.rendering.Rendered`` is one."""

    @property
    def text(self) -> str:
        """Give the words."""

    @property
    def language(self) -> str:
        """Give the language the words really are in."""


class Render(Protocol):
    """Puts a name with values into words; ``bot.language.rendering.render`` is one."""

    def __call__(self, name: str, values: Values, *, locale: str, channel: str = "web") -> Shown:
        """Give the words for a reader."""


@dataclass(frozen=True)
class Tools:
    """What a commit needs from outside the database, made once for each process.

    ``redact`` overwrites the digits of personal identity numbers in a text; ``clock`` gives the time with its zone.
    """

    render: Render
    catalogue_version: str
    keys: Keys
    redact: Callable[[str], str]
    clock: Callable[[], datetime]


@dataclass(frozen=True)
class PlanAnswer:
    """The current answer to one question, with the Swedish text if there is one."""

    question: str
    type: str
    value: Any
    text: str
    language: str
    state: str
    revision: int
    swedish_text: str | None
    swedish_state: str | None


@dataclass(frozen=True)
class PlanSnapshot:
    """A plan at one moment, for the panel and the documents; ``answers`` are by question name."""

    conversation: str
    locale: str
    template: str | None
    first_plan: bool
    question: str | None
    answers: Mapping[str, PlanAnswer]
    changed: datetime
