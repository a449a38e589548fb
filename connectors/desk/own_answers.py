"""An organisation's own ready answers as its lead advisers write them, with a state for the text in each language.

``written`` and ``checked`` texts go out. One from a ``machine`` that nobody has checked does not, and neither does an
``outdated`` one, whose Swedish text has changed since; in those languages the answer counts as missing.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.language.clean import clean, for_display, is_visible
from bot.language.locales import offered
from bot.language.rendering import PLACEHOLDER
from connectors.desk.audit import Note, note_access
from connectors.desk.ready_answers import ADVISER_NAME, SOURCE, shipped
from connectors.desk.sessions import Who
from connectors.keys import new_id
from connectors.store.people import ReadyAnswer

WRITTEN, MACHINE, CHECKED, OUTDATED = "written", "machine", "checked", "outdated"
STATES = (WRITTEN, MACHINE, CHECKED, OUTDATED)
MOST_ANSWERS = 300
LONGEST_NAME, LONGEST_ANSWER = 80, 2_000
BRACKETS = re.compile(r"\{([^{}]*)\}?|\}")


class UnfitAnswerError(Exception):
    """An answer cannot be kept: ``reason`` ends the name of the desk's text for it.

    ``locale`` and ``value`` say where and what.
    """

    def __init__(self, reason: str, locale: str = SOURCE, value: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.locale = locale
        self.value = value


@dataclass(frozen=True)
class Translation:
    """The text in one language, and how good it is."""

    text: str
    state: str


@dataclass(frozen=True)
class Draft:
    """An answer as it was sent in, checked: ``text`` is in Swedish; languages without a text are left out."""

    name: str
    text: str
    translations: Mapping[str, Translation]


def known_values() -> dict[str, str]:
    """Give the values an answer may have filled in, with their types: those that our shipped answers have."""
    found = {name: kind for ready in shipped().values() for name, kind in ready.values.items()}
    return {ADVISER_NAME: "name", **found}


def languages() -> tuple[str, ...]:
    """List the languages beside Swedish that an answer may be written in."""
    return tuple(code for code in offered() if code != SOURCE)


def read_draft(body: Mapping[str, Any]) -> Draft:
    """Read an answer as the page sends it; raise ``UnfitAnswerError``."""
    name, text = _text(body.get("name")), _text(body.get("text"))
    if not is_visible(name) or not is_visible(text):
        raise UnfitAnswerError("empty")
    if len(name) > LONGEST_NAME:
        raise UnfitAnswerError("too_long")
    used = values_in(text, SOURCE)
    given = body.get("translations")
    translations = {}
    for locale in languages():
        told = given.get(locale) if isinstance(given, Mapping) else None
        translation = _translation(told) if isinstance(told, Mapping) else None
        if translation is None:
            continue
        if values_in(translation.text, locale) != used:
            raise UnfitAnswerError("values_differ", locale)
        translations[locale] = translation
    return Draft(name, text, translations)


def values_in(text: str, locale: str) -> set[str]:
    """Name the values in a text; raise ``UnfitAnswerError`` for one nobody knows, and for a bracket of no value."""
    if len(text) > LONGEST_ANSWER:
        raise UnfitAnswerError("too_long", locale)
    known = known_values()
    for found in BRACKETS.finditer(text):
        if PLACEHOLDER.fullmatch(found.group()) is None or found.group(1) not in known:
            raise UnfitAnswerError("unknown_value", locale, found.group()[:40])
    return set(PLACEHOLDER.findall(text))


def listed(session: Session, who: Who) -> list[dict[str, Any]]:
    """List the answers of somebody's organisation by name, as the page shows them."""
    rows = session.scalars(
        select(ReadyAnswer).where(ReadyAnswer.organisation == who.organisation).order_by(ReadyAnswer.name)
    )
    return [shown(row) for row in rows]


def shown(row: ReadyAnswer) -> dict[str, Any]:
    """Give an answer as the page shows it; ``version`` changes with every change of it."""
    texts: Mapping[str, Any] = row.translations or {}
    kept = {"name": row.name, "text": row.text, "translations": dict(texts)}
    version = hashlib.sha256(json.dumps(kept, sort_keys=True).encode()).hexdigest()[:16]
    translations = {locale: {**one, "text": for_display(one["text"])} for locale, one in texts.items()}
    told = {"name": for_display(row.name), "text": for_display(row.text), "translations": translations}
    return {"id": row.id, **told, "version": version}


def save(
    session: Session, who: Who, draft: Draft, *, known: tuple[str, str] | None, now: datetime
) -> dict[str, Any] | None:
    """Keep an answer; ``known`` is id and version of the one it takes the place of. None when there is no such one.

    Raises ``UnfitAnswerError`` when somebody else has changed it meanwhile, or there are too many.
    """
    row = _new(session, who, now) if known is None else _find(session, who, known[0])
    if row is None:
        return None
    if known is not None and shown(row)["version"] != known[1]:
        raise UnfitAnswerError("changed")
    before = row.translations or {}
    renewed = known is not None and for_display(row.text) != draft.text
    row.translations = {
        locale: {"text": one.text, "state": _state(one, before.get(locale), renewed)}
        for locale, one in draft.translations.items()
    }
    row.name, row.text = draft.name, draft.text
    kinds = known_values()
    row.values = {name: kinds[name] for name in sorted(values_in(draft.text, SOURCE) - {ADVISER_NAME})}
    session.add(row)
    session.flush()
    note_access(session, who.id, Note.ANSWER_CHANGED, now=now, answer=row.id, change="saved")
    return shown(row)


def retire(session: Session, who: Who, answer: str, *, now: datetime) -> bool:
    """Take an answer away; what was sent of it stays. False when there is no such one."""
    row = _find(session, who, answer)
    if row is None:
        return False
    session.delete(row)
    note_access(session, who.id, Note.ANSWER_CHANGED, now=now, answer=row.id, change="retired")
    return True


def _state(given: Translation, before: Mapping[str, str] | None, renewed: bool) -> str:
    """Give the state that is kept: a text that nobody has looked at since the Swedish changed is older than it."""
    known = before or {}
    untouched = given.text == for_display(known.get("text", "")) and given.state == known.get("state")
    if renewed and untouched:
        return OUTDATED
    # Whoever has written an old text anew need not say so as well.
    return WRITTEN if given.state == OUTDATED and not untouched else given.state


def _new(session: Session, who: Who, now: datetime) -> ReadyAnswer:
    theirs = select(func.count()).select_from(ReadyAnswer).where(ReadyAnswer.organisation == who.organisation)
    if (session.scalar(theirs) or 0) >= MOST_ANSWERS:
        raise UnfitAnswerError("full")
    return ReadyAnswer(id=new_id("ra"), organisation=who.organisation, created=now)


def _find(session: Session, who: Who, answer: str) -> ReadyAnswer | None:
    """Find an answer of one's own organisation, and keep other writers off it until the end."""
    return session.scalar(
        select(ReadyAnswer)
        .where(ReadyAnswer.id == answer, ReadyAnswer.organisation == who.organisation)
        .with_for_update()
    )


def _translation(told: Mapping[str, Any]) -> Translation | None:
    text, state = _text(told.get("text")), told.get("state")
    if not is_visible(text):
        return None
    return Translation(text, state if state in STATES else WRITTEN)


def _text(given: object) -> str:
    return clean(given).strip() if isinstance(given, str) else ""
