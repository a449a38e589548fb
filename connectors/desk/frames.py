"""The frames an adviser's screen is made of, in the adviser's language (shapes: ``docs/architecture.md``). Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.advice.facts import ANSWERED
from bot.advice.library import Library
from bot.advice.municipalities import municipalities
from bot.advice.routing import Reason, Waiting, why
from bot.advice.templates import Template, counted
from bot.language.catalogue import Catalogue
from bot.language.clean import for_display
from bot.language.locales import direction
from bot.language.rendering import render
from connectors.desk.access import masked
from connectors.desk.roster import Roster
from connectors.desk.rows import Base, WishRow
from connectors.desk.unread import Unread
from connectors.record.handover.shapes import WRITTEN
from connectors.record.types import ADVISER, NOTE, PERSON, LogEntry, PlanSnapshot
from connectors.web import frames as web_frames
from connectors.web.connection import Frame

TITLE, PLACE = "idea_what", "place_where"
LONGEST_TITLE = 120
FIGURES = frozenset({"amount", "count", "percent"})


@dataclass(frozen=True)
class Reader:
    """For whom frames are made: the adviser, their language, and who everybody is."""

    adviser: str
    locale: str
    roster: Roster
    order: Sequence[str] = ()
    """What routing goes by, most important first."""


def message(
    entry: LogEntry,
    reader: Reader,
    *,
    language: str,
    seen: int = 0,
    renderings: Mapping[int, Mapping[str, Any]] | None = None,
) -> Frame:
    """Give one line of the log; ``language`` is the person's, ``seen`` how far they have seen."""
    frame: dict[str, Any] = {**web_frames.message(entry, reader.locale)}
    if entry.text is not None:
        frame |= _free(entry, language)
    elif entry.name:
        frame |= {"text": masked(frame["text"]), "parts": [_masked_part(part) for part in frame["parts"]]}
        if frame["language"] != language:
            frame["original"] = original(entry.name, entry.values, language)
    if entry.author == ADVISER:
        frame["name"] = reader.roster.name((entry.payload or {}).get("adviser"))
        if entry.client_id:
            frame["client_id"] = entry.client_id
    if entry.author != PERSON:
        frame["seen"] = entry.seq <= seen
    if entry.kind == NOTE:
        frame["mentions"] = list((entry.payload or {}).get("mentions") or ())
    if rendering := (renderings or {}).get(entry.seq):
        frame["rendering"] = {**rendering, "by": reader.roster.name(rendering["by"])}
    return frame


def _free(entry: LogEntry, language: str) -> Frame:
    text = masked(for_display(entry.text or ""))
    spoken = entry.language or language
    return {
        "text": text,
        "parts": [text],
        "language": spoken,
        "direction": web_frames.text_direction(text, spoken),
    }


def _masked_part(part: object) -> object:
    """Mask the words around terms; values such as a quoted answer stand among them."""
    return masked(part) if isinstance(part, str) else part


def original(name: str, values: Mapping[str, Any], language: str) -> Frame:
    """Give what the person is shown of a keyed line."""
    shown = render(name, values, locale=language)
    return {"text": masked(shown.text), "language": shown.language, "direction": shown.direction}


def owner(base: Base) -> str:
    """Name whose a conversation is; a closed one belongs to nobody until the person writes again."""
    return "closed" if base.status == "closed" else base.owner_kind


def row(base: Base, reader: Reader, library: Library, *, unread: Unread) -> Frame:
    """Give a conversation as a row of a list."""
    frame = {
        "conversation": base.id,
        "fence": base.fence,
        "owner": owner(base),
        "adviser": reader.roster.frame(base.owner_id) if base.owner_kind == ADVISER else None,
        "language": base.language,
        "waiting_since": base.asked.isoformat() if base.asked else None,
        "urgent": base.urgent,
        "municipality": place_of(base),
        "trade": trade_of(base, library, reader.locale),
        "title": title_of(base),
        "progress": progress(base, library),
        "unread": unread.count,
        "mentioned": unread.mentioned,
        "about": about_of(base),
        "why": reasons(base, reader),
        "labels": list(base.labels),
        "last_activity": base.last_activity.isoformat(),
    }
    if base.held:
        frame["held_until"] = min(one.until for one in base.held).isoformat()
    if base.interpreter is not None:
        frame["interpreter"] = _interpreter(base.interpreter)
    call = base.call_back
    if call is not None:
        frame["call_back"] = {
            "id": str(call.id),
            "to": call.address,
            "kind": call.way,
            "times": _plain(call.times),
            "tries": call.tries,
            "next_try": (call.next_try or call.created).isoformat(),
        }
    return frame


def _interpreter(wish: WishRow) -> Frame:
    return {
        "language": wish.language,
        "times": _plain(wish.times),
        "state": wish.state,
        "meets": wish.meets.isoformat() if wish.meets else None,
        "wanted": wish.created.isoformat(),
    }


def reasons(base: Base, reader: Reader) -> list[Frame]:
    """Say why this adviser sees somebody who waits."""
    me = reader.roster.advisers.get(reader.adviser)
    if base.asked is None or me is None or not reader.order:
        return []
    waiting = Waiting(
        conversation=base.id,
        language=base.language,
        asked=base.asked,
        organisation=base.wanted,
        municipality=municipality_of(base),
        trade=base.trade,
        for_adviser=base.for_adviser,
        for_team=base.for_team,
        urgent=base.urgent,
    )
    return [_reason(reason, reader.locale) for reason in why(waiting, me.now(), reader.order)]


def _reason(reason: Reason, locale: str) -> Frame:
    shown = render(reason.name, reason.values, locale=locale)
    return {"name": reason.name, "values": dict(reason.values), "text": shown.text}


def title_of(base: Base) -> str:
    """Give the idea in a line, in the person's words; empty before they have written it."""
    answer = base.answers.get(TITLE)
    return _plain(answer.text)[:LONGEST_TITLE] if answer and answer.state == ANSWERED else ""


def about_of(base: Base) -> str:
    """Give what somebody who waits wants to talk about, in their words; empty when they have not said."""
    return _plain(base.about or "")


def place_of(base: Base) -> str:
    """Give the municipality, or what the person wrote as their place."""
    return _plain(municipality_of(base) or _place_said(base))


def municipality_of(base: Base) -> str | None:
    """Give the municipality that the person has named as their place, or the words they asked for a human with."""
    known = municipalities().find
    return known(_place_said(base)) or known(base.municipality or "") or base.municipality


def _place_said(base: Base) -> str:
    answer = base.answers.get(PLACE)
    return answer.text if answer and answer.state == ANSWERED else base.municipality or ""


def trade_of(base: Base, library: Library, locale: str) -> str:
    """Name the trade in the adviser's language."""
    template = library.templates.get(base.template or "")
    return _plain(base.trade or "") if template is None else render(template.names["title"], {}, locale=locale).text


def progress(base: Base, library: Library) -> dict[str, int]:
    """Count the questions as the person sees them counted, and those that are dealt with."""
    template = library.templates.get(base.template or "")
    due = counted(template, base.answers) if template else ()
    return {"done": sum(question.id in base.answers for question in due), "total": len(due)}


def about(base: Base, reader: Reader, *, present: bool) -> Frame:
    """Give the ``C`` of a conversation that is open on a desk."""
    return {
        "id": base.id,
        "fence": base.fence,
        "owner": owner(base),
        "adviser": reader.roster.frame(base.owner_id) if base.owner_kind == ADVISER else None,
        "language": base.language,
        "direction": direction(base.language),
        "title": title_of(base),
        "municipality": place_of(base),
        "labels": list(base.labels),
        "present": present,
        "outcome": base.outcome,
    }


def plan(snapshot: PlanSnapshot, library: Library, reader: Reader) -> Frame:
    """Give the plan with the questions in the adviser's language, the answers in their own; counted as on a row."""
    template = library.templates.get(snapshot.template or "")
    frame = web_frames.plan(snapshot, template, reader.locale)
    if frame["core_done"] < frame["core_total"]:
        frame = {**frame, "done": frame["core_done"], "total": frame["core_total"]}
    sections = [
        {**section, "questions": [_question(question, snapshot, template) for question in section["questions"]]}
        for section in frame["sections"]
    ]
    return {**frame, "sections": sections, "asked": snapshot.question}


def _question(question: Frame, snapshot: PlanSnapshot, template: Template | None) -> Frame:
    shown = masked(question["answer"])
    answer = snapshot.answers.get(question["question"])
    swedish = None
    if answer is not None and answer.state == ANSWERED:
        if answer.swedish_text:
            swedish = {"text": masked(for_display(answer.swedish_text)), "state": answer.swedish_state}
        elif question["language"] == "sv":
            swedish = {"text": shown, "state": WRITTEN}
    way = web_frames.text_direction(shown, question["language"])
    figure = template is not None and template.question(question["question"]).type in FIGURES
    return {**question, "answer": shown, "direction": way, "swedish": swedish, "figure": figure}


def named(names: Sequence[str], prefix: str, catalogue: Catalogue, locale: str) -> list[Frame]:
    """Give what can be chosen (outcomes, labels) with its words."""
    return [{"name": name, "text": catalogue.text(f"{prefix}{name}", locale).text} for name in names]


def _plain(text: str) -> str:
    return masked(for_display(text))
