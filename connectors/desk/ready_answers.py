"""Ready answers: the ones that come with the program, in every offered language, and an organisation's own.

One that comes with the program is sent by name and read in the reader's language. One of the organisation's own is sent
as the words it has in the person's language, or in Swedish where that translation is missing, which is shown before.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any

import yaml
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.language.catalogue import Catalogue
from bot.language.clean import LONGEST_TEXT, clean, for_display
from bot.language.locales import ROOT, direction, offered
from bot.language.rendering import PLACEHOLDER, render, render_value
from connectors.desk.desk_visit import DeskVisit, RefusedFrameError, word_of
from connectors.desk.outgoing import Desk
from connectors.desk.service import DeskService
from connectors.record.handover.shapes import Said
from connectors.store.models import table_of
from connectors.store.people import ReadyAnswer
from connectors.web.connection import Frame

PATH = ROOT / "bot" / "data" / "desk" / "ready_answers.yml"
OWN = table_of(ReadyAnswer)
SOURCE = "sv"
"""The language in which organisations write their own."""
GOOD = frozenset({"written", "checked"})
"""States of a text in another language in which it may go out."""
ADVISER_NAME = "adviser"
LONGEST_VALUE = 500
TOPICS = "desk_topics_"
"""Begins the names of the words by which an answer is found beside those in it."""
TERM = re.compile(r"\{term_(\w+)\}")


@dataclass(frozen=True)
class Ready:
    """One ready answer. ``values`` gives for each value the adviser fills in its type; ``texts`` its own words.

    ``title`` is what an organisation calls one of its own.
    """

    name: str
    values: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, str] | None = None
    title: str = ""

    def language_for(self, locale: str) -> str:
        """Give the language in which one of the organisation's own would be read."""
        return locale if self.texts and locale in self.texts else SOURCE


@cache
def shipped() -> Mapping[str, Ready]:
    """Read the answers that come with the program, by name."""
    data = yaml.load(PATH.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    found = (Ready(f"ready_{one['answer']}", dict(one.get("values") or {})) for one in data["ready_answers"])
    return {ready.name: ready for ready in found}


def own(session: Session, organisation: str) -> dict[str, Ready]:
    """Read an organisation's own answers, by id; a translation counts once somebody has written or checked it."""
    rows = session.execute(select(OWN).where(OWN.c.organisation == organisation).order_by(OWN.c.name))
    found = {}
    for row in rows:
        done = {
            locale: told["text"]
            for locale, told in (row.translations or {}).items()
            if isinstance(told, Mapping) and told.get("state") in GOOD and told.get("text")
        }
        found[row.id] = Ready(row.id, dict(row.values or {}), {**done, SOURCE: row.text}, row.name)
    return found


async def listed(service: DeskService, desk: Desk) -> list[Frame]:
    """Give all answers an adviser may send, with the languages each is missing in."""
    organisation = desk.who.organisation
    theirs = await service.service.database.read(lambda session: own(session, organisation))
    return [_listed(service, ready, desk.locale) for ready in (*shipped().values(), *theirs.values())]


def _listed(service: DeskService, ready: Ready, locale: str) -> Frame:
    catalogue, topics = service.service.catalogue, ""
    if ready.texts is None:
        text = _with_terms(catalogue, catalogue.text(ready.name, locale).text)
        topics = catalogue.text(TOPICS + ready.name.removeprefix("ready_"), locale).text
        missing = [code for code in offered() if catalogue.text(ready.name, code).language != code]
    else:
        text = for_display(ready.texts[ready.language_for(locale)])
        missing = [code for code in offered() if code not in ready.texts]
    values = [
        {"name": name, "type": kind, "label": _label(service, name, locale)} for name, kind in ready.values.items()
    ]
    told = {"name": ready.name, "title": for_display(ready.title), "text": text, "topics": topics}
    return {**told, "values": values, "missing": missing}


def _with_terms(catalogue: Catalogue, text: str) -> str:
    """Put the Swedish words of terms into a text whose other values are not known yet."""

    def word(found: re.Match[str]) -> str:
        return catalogue.word(catalogue.term(found.group(1)) or "") or found.group()

    return TERM.sub(word, text)


def _label(service: DeskService, name: str, locale: str) -> str:
    known = f"desk_value_{name}"
    return service.service.catalogue.text(known, locale).text if known in service.service.catalogue else name


async def said(visit: DeskVisit, frame: Frame) -> Said:
    """Read a ready answer to send; refuse one that is not there, and values that are missing or wrong."""
    ready, values = await _chosen(visit, frame)
    if set(ready.values) - set(values):
        raise RefusedFrameError("values")
    if ready.texts is None:
        return Said(frame["client_id"], name=ready.name, values={**values, **_own_name(visit)})
    language = ready.language_for(await _language(visit, frame))
    return Said(
        frame["client_id"], text=fill(ready, {**values, **_own_name(visit)}, language)[:LONGEST_TEXT], language=language
    )


async def preview(visit: DeskVisit, frame: Frame) -> None:
    """Show how a ready answer will read; values that are not filled in yet stand as dots."""
    ready, values = await _chosen(visit, frame)
    locale = await _language(visit, frame)
    if ready.texts is None:
        dots = {name: {"type": "name", "value": "…"} for name in ready.values}
        shown = render(ready.name, {**dots, **values, **_own_name(visit)}, locale=locale)
        text, language = shown.text, shown.language
    else:
        language = ready.language_for(locale)
        text = for_display(fill(ready, {**values, **_own_name(visit)}, language))
    visit.desk.put(
        {
            "type": "preview",
            "conversation": frame["conversation"],
            "name": ready.name,
            "text": text,
            "language": language,
            "direction": direction(language),
            "missing": language != locale,
        }
    )


async def _chosen(visit: DeskVisit, frame: Frame) -> tuple[Ready, dict[str, Any]]:
    name = word_of(frame, "name")
    ready = shipped().get(name or "")
    if ready is None:
        organisation = visit.desk.who.organisation
        theirs = await visit.service.service.database.read(lambda session: own(session, organisation))
        ready = theirs.get(name or "")
    if ready is None:
        raise RefusedFrameError("not_possible")
    return ready, _read_values(ready, frame.get("values"))


def _read_values(ready: Ready, given: object) -> dict[str, Any]:
    """Read the values an adviser filled in, each by its type; empty ones count as not given."""
    found: dict[str, Any] = {}
    for name, kind in ready.values.items():
        value = given.get(name) if isinstance(given, Mapping) else None
        told = value.get("value") if isinstance(value, Mapping) else value
        if isinstance(told, int) and not isinstance(told, bool):
            told = str(told)
        if isinstance(told, str) and clean(told):
            found[name] = _typed(kind, clean(told))
    return found


def _typed(kind: str, told: str) -> dict[str, Any]:
    if len(told) > LONGEST_VALUE:
        raise RefusedFrameError("values")
    try:
        if kind == "date":
            return {"type": "date", "value": date.fromisoformat(told).isoformat()}
        if kind == "count":
            return {"type": "count", "value": int(told)}
        if kind == "money":
            return {"type": "money", "value": format(Decimal(told), "f"), "currency": "SEK"}
    except (ValueError, InvalidOperation) as error:
        raise RefusedFrameError("values") from error
    return {"type": "name", "value": told}


def _own_name(visit: DeskVisit) -> dict[str, Any]:
    return {ADVISER_NAME: {"type": "name", "value": visit.desk.who.name}}


async def _language(visit: DeskVisit, frame: Frame) -> str:
    return await visit.read(frame, lambda _session, accessed: accessed.conversation.locale)


def fill(ready: Ready, values: Mapping[str, Any], language: str) -> str:
    """Put values into an organisation's own words."""
    text = (ready.texts or {})[language]
    pieces: Sequence[str] = PLACEHOLDER.split(text)
    shown = [
        piece if place % 2 == 0 else render_value(values[piece], locale=language) if piece in values else "…"
        for place, piece in enumerate(pieces)
    ]
    return "".join(shown)


async def tell_listed(visit: DeskVisit, _frame: Frame) -> None:
    """Give the list again, as it has changed since the welcome."""
    visit.desk.put({"type": "ready_answers", "ready_answers": await listed(visit.service, visit.desk)})


EXAMPLES: Mapping[str, Mapping[str, Any]] = {
    "minutes": {"type": "count", "value": 10},
    "day": {"type": "date", "value": "2026-03-02"},
}
"""What stands in a preview for values of which the type makes a difference to how they read."""
LOOKS = {"preview": preview, "ready_answers": tell_listed}
