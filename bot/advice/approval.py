"""Which of the bot's answers wait for an adviser before they are sent, and what the person reads meanwhile. Pure.

The topics are data (``bot/data/desk/approval.yml``); whether one counts is each organisation's own choice (``Policy``).
Questions of the interview never wait.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.advice.reading import DataError, Problems
from bot.advice.turn import Button, Reply

NUMBERS = ("minutes", "most_minutes", "most_waiting")
QUESTION = re.compile(r"utter_(ask_answer|ask_template|confirm_)")
"""How the names of replies begin that ask the person something the interview needs to know."""
OFFER = "utter_approval_asks"
LET_READ, KEEP_OUT = "let_adviser_read", "keep_adviser_out"
"""Intents of the buttons by which somebody lets advisers read an answer, or not; the record carries them out."""
WAYS_ON = (
    Button("button_adviser", "talk_to_adviser"),
    Button("button_leave_phone", "leave_contact", {"handover": "phone"}),
    Button("button_leave_email", "leave_contact", {"handover": "email"}),
)


class ApprovalError(DataError):
    """The file of topics is wrong; ``problems`` has all of them."""


class ChoiceError(ValueError):
    """An organisation cannot choose that; the message says what it can."""


@dataclass(frozen=True)
class Approval:
    """The topics by the message names they cover, and limits: minutes to wait, and answers that wait at once."""

    topics: Mapping[str, frozenset[str]]
    minutes: int
    most_minutes: int
    most_waiting: int

    def topic_of(self, reply: Reply, wanted: frozenset[str]) -> str | None:
        """Name the first of the ``wanted`` topics that a reply speaks of, itself or in its values."""
        if QUESTION.match(reply.name):
            return None
        names = {*names_in(reply)}
        return next((topic for topic, covered in self.topics.items() if topic in wanted and covered & names), None)

    def choose(self, topics: Sequence[str], minutes: int | None) -> dict[str, Any]:
        """Give an organisation's choice as it is stored; none without topics. Raise ``ChoiceError`` for a wrong one."""
        unknown = sorted(set(topics) - self.topics.keys())
        if unknown:
            raise ChoiceError(f"unknown topic {', '.join(unknown)}; there are {', '.join(self.topics)}")
        chosen = self.minutes if minutes is None else minutes
        if not 1 <= chosen <= self.most_minutes:
            raise ChoiceError(f"{chosen} minutes; people can be kept waiting for 1 to {self.most_minutes}")
        return {"topics": [topic for topic in self.topics if topic in topics], "minutes": chosen} if topics else {}


@dataclass(frozen=True)
class Policy:
    """What one organisation wants to read first, for how many minutes it may wait, and whether anybody is there."""

    organisation: str
    name: str
    topics: frozenset[str]
    minutes: int
    attended: bool


@dataclass(frozen=True)
class Judgement:
    """What is shown at once, and what is held back for ``policy``; without ``policy`` nothing waits."""

    shown: tuple[Reply, ...]
    held: tuple[Reply, ...] = ()
    topic: str = ""
    policy: Policy | None = None


def load_approval(path: Path) -> Approval:
    """Read topics and limits; raise ``ApprovalError`` with every problem found."""
    data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    problems = Problems()
    data = data if isinstance(data, dict) else {}
    problems.check_keys((path.name, "file"), data, required={"description", "topics", *NUMBERS}, known=set())
    for name in NUMBERS:
        if not isinstance(data.get(name), int) or data[name] < 1:
            problems.add(path.name, name, "write a whole number above 0")
    topics = data.get("topics")
    given = topics if isinstance(topics, dict) else {}
    covered = {str(topic): _covered(path.name, str(topic), parts, problems) for topic, parts in given.items()}
    if problems.found:
        raise ApprovalError(problems.found)
    return Approval(covered, *(data[name] for name in NUMBERS))


def judge(
    replies: Sequence[Reply], approval: Approval, policies: Sequence[Policy], *, has_room: bool = True
) -> Judgement:
    """Part the replies of a turn. Whoever is there comes before an organisation where nobody is.

    The first reply held back gives way to the one that says so. With nobody there, or without room for more to wait,
    it gives way to the safe text and nothing waits.
    """
    for policy in sorted(policies, key=lambda one: (not one.attended, one.organisation)):
        topics = [approval.topic_of(reply, policy.topics) for reply in replies]
        found = next(filter(None, topics), None)
        if found is None:
            continue
        held = tuple(reply for reply, topic in zip(replies, topics, strict=True) if topic)
        is_held = policy.attended and has_room
        instead = waits(policy.name, policy.minutes) if is_held else safe(found)
        shown = _with(instead, [None if topic else reply for reply, topic in zip(replies, topics, strict=True)])
        return Judgement(shown, held, found, policy) if is_held else Judgement(shown)
    return Judgement(tuple(replies))


def waits(organisation: str, minutes: int) -> Reply:
    """Say who reads the answer first and how long that takes at most."""
    return Reply("utter_approval_waits", _reader(organisation, minutes))


def asks(organisation: str, minutes: int, held: int) -> Reply:
    """Ask whether advisers, who have seen nothing of this talk yet, may read the answer ``held`` and so the talk."""
    which = {"held": str(held)}
    buttons = (Button("button_yes", LET_READ, which), Button("button_no", KEEP_OUT, which))
    return Reply(OFFER, _reader(organisation, minutes), buttons)


def safe(topic: str) -> Reply:
    """Say that this is not answered without an adviser, who knows, and how to reach a human."""
    where = {"type": "message", "name": f"utter_approval_where_{topic}", "values": {}}
    return Reply("utter_approval_safe", {"where": where}, WAYS_ON)


def read_by(how: str, *, adviser: str, organisation: str) -> Reply:
    """Say who has read the answer, and with what outcome: ``came``, ``replaced`` or ``withheld``."""
    return Reply(f"utter_approval_{how}", {"adviser": _name(adviser), "organisation": _name(organisation)})


def names_in(reply: Reply) -> Iterator[str]:
    """Give the name of a reply and of every message in its values."""
    yield reply.name
    yield from _nested(reply.values)


def _nested(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        if value.get("type") == "message":
            yield str(value.get("name"))
        for part in value.values():
            yield from _nested(part)
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from _nested(part)


def _covered(path: str, topic: str, given: object, problems: Problems) -> frozenset[str]:
    parts = given if isinstance(given, dict) else {}
    problems.check_keys((path, topic), parts, required={"replies", "terms"}, known=set())
    names = {key: _texts(path, f"{topic}.{key}", parts.get(key), problems) for key in ("replies", "terms")}
    asking = [name for name in names["replies"] if QUESTION.match(name)]
    for name in asking:
        problems.add(path, f"{topic}.{name}", "is a question of the interview, which must not wait; take it out")
    return frozenset([*names["replies"], *(f"term.{term}.meaning" for term in names["terms"])])


def _texts(path: str, entry: str, given: object, problems: Problems) -> list[str]:
    if isinstance(given, list) and all(isinstance(name, str) and name for name in given):
        return given
    problems.add(path, entry, "write a list of names in quotes; [] for none")
    return []


def _with(instead: Reply, replies: Sequence[Reply | None]) -> tuple[Reply, ...]:
    first = replies.index(None)
    return (*(one for one in replies[:first] if one), instead, *(one for one in replies[first:] if one))


def _reader(organisation: str, minutes: int) -> dict[str, Any]:
    return {"organisation": _name(organisation), "n": {"type": "count", "value": minutes}}


def _name(text: str) -> dict[str, str]:
    return {"type": "name", "value": text}
