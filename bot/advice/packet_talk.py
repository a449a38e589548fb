"""Talking about the papers for a loan: what is there, what is missing, what mends it, what to bring. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from bot.advice.budget.counting import count
from bot.advice.budget.telling import PICTURES, Known
from bot.advice.facts import ANSWERED, Facts
from bot.advice.library import Heard, Library
from bot.advice.packet import BRING, MISSING, PRESENT, Checked, check_packet, packet_reply
from bot.advice.templates import Template
from bot.advice.turn import Button, Outcome, Reply

MOST_MENDED = 4
CHECK = Button("button_packet", "check_packet")


def tell_packet(library: Library, facts: Facts, _heard: Heard) -> Outcome:
    """Say how far the papers are from what lenders ask for, and how to get them."""
    template = library.template(facts)
    if template is None:
        return (Reply("utter_packet_no_plan"),)
    known = count(template, facts)
    answered = {name for name, answer in facts.answers.items() if answer.state == ANSWERED}
    budgets = known.budgets if isinstance(known, Known) else None
    checked = check_packet(answered, budgets, template.ids)
    trouble = () if isinstance(known, Known) else (known,)
    return (*_listed(checked), *trouble, _missing(template, checked), Reply("utter_packet_take", {}, (PICTURES,)))


def _listed(checked: Iterable[Checked]) -> tuple[Reply, ...]:
    rows = {state: [one for one in checked if one.state == state] for state in (PRESENT, BRING)}
    return tuple(
        Reply(f"utter_packet_{name}", {"items": {"type": "lines", "items": [_called(one) for one in rows[state]]}})
        for state, name in ((PRESENT, "here"), (BRING, "bring"))
        if rows[state]
    )


def _missing(template: Template, checked: tuple[Checked, ...]) -> Reply:
    told = packet_reply(checked)
    mends: dict[str, Checked] = {}
    for one in checked:
        if one.state == MISSING and one.mends in template.ids:
            mends.setdefault(str(one.mends), one)
    buttons = tuple(
        Button("button_packet_mend", "change_answer", {"question": question}, {"item": _called(one)})
        for question, one in list(mends.items())[:MOST_MENDED]
    )
    return Reply(told.name, told.values, buttons)


def _called(one: Checked) -> dict[str, object]:
    return {"type": "message", "name": one.wanted.name, "values": {}}
