"""Talking about a budget: begin, show, ask why, ask where a figure is from. Pure.

Everything is calculated from the facts of the turn; nothing is kept but the person's own answers.
"""

from __future__ import annotations

from datetime import date

from bot.advice.beginning import text_of
from bot.advice.budget.asking import topic_of
from bot.advice.budget.counting import FIGURES_DAY, count, count_plan
from bot.advice.budget.findings import findings, verdict
from bot.advice.budget.reading import plain_answers
from bot.advice.budget.reasons import by_name, by_number, explained, reason_of
from bot.advice.budget.results import Finding
from bot.advice.budget.telling import ABOUT, PICTURES, Known, tell_all
from bot.advice.budget.why_need import why_need
from bot.advice.facts import Facts, apply
from bot.advice.figures import tell_sources
from bot.advice.interview import open_in_budget
from bot.advice.library import Heard, Library
from bot.advice.parameters import Parameters
from bot.advice.templates import Template
from bot.advice.turn import Button, Effect, Outcome, Reply

GO_ON = Button("button_budget", "make_budget")
ASKED = tuple(
    Button(f"button_budget_{about}", "show_budget", {"about": about})
    for about in ("customers", "borrow", "tight", "holds")
)
WHY = (
    Button("button_budget_home", "ask_why_amount", {"about": "home"}),
    Button("button_budget_hour", "ask_why_amount", {"about": "hour"}),
    Button("button_budget_customers", "ask_why_amount", {"about": "customers"}),
)
ADVISER = Button("button_adviser", "talk_to_adviser")
FIRST_QUESTION = {
    "budget_products": "products_price",
    "budget_household": "budget_housing",
    "budget_costs": "budget_costs_other",
    "budget_employees": "budget_wage",
    "budget_purchases": "place_equipment_cost",
    "budget_loans": "budget_loan",
    "budget_funding": "money_own",
}
"""Which question mends a finding that names a whole field of the budgets."""


def make_budget(library: Library, facts: Facts, _heard: Heard) -> Outcome:
    """Say what a budget is for and go to its first open question; show it when none is left."""
    return _begin(library, facts, "utter_budget_begins")


def calculate_price(library: Library, facts: Facts, _heard: Heard) -> Outcome:
    """Say what a price needs and go to the first open question; say the price when enough is known."""
    template = library.template(facts)
    if template is not None:
        known = count(template, facts)
        if isinstance(known, Known) and known.inputs.household.items and known.sells:
            return (*ABOUT["hour"](known), *_offer(Reply("utter_budget_complete")))
    return _begin(library, facts, "utter_budget_price_begins")


def _begin(library: Library, facts: Facts, words: str) -> Outcome:
    template = library.template(facts)
    if template is None:
        return (Reply("utter_budget_no_plan"),)
    waiting = open_in_budget(template, facts)
    if not waiting:
        return (Reply("utter_budget_complete"), *_shown(template, facts, "all"))
    section = text_of(template.joined[waiting[0].id].names["title"])
    asked = Effect("ask_question", {"question": waiting[0].id})
    return (Effect("leave_first_plan"), asked, Reply(words), Reply("utter_section_begins", {"section": section}))


def show_budget(library: Library, facts: Facts, heard: Heard) -> Outcome:
    """Show the budget, or the one thing that was asked about."""
    template = library.template(facts)
    if template is None:
        return (Reply("utter_budget_no_plan"),)
    chosen = _figures_chosen(facts, heard)
    facts = apply(facts, chosen)
    about = heard.entities.get("about") or topic_of(heard.text) or "all"
    if "finding" in heard.entities or about == "holds":
        return (*chosen, *_check(template, facts, int(heard.entities.get("finding", "0"))))
    return (*chosen, *_shown(template, facts, about))


def _figures_chosen(facts: Facts, heard: Heard) -> tuple[Effect, ...]:
    """Keep the day whose figures a person wants to count with."""
    try:
        day = date.fromisoformat(heard.entities.get("year", ""))
    except ValueError:
        return ()
    kept = {"question": FIGURES_DAY, "value": day.isoformat(), "text": str(day.year), "language": facts.locale}
    return (Effect("store_answer", kept),)


def _shown(template: Template, facts: Facts, about: str) -> Outcome:
    known = count(template, facts)
    if isinstance(known, Reply):
        return (known,)
    told = ABOUT.get(about, tell_all)(known)
    if not told:
        return (Reply("utter_budget_more_needed", {}, (GO_ON,)),)
    if known.inputs.figures_day is not None:
        told += (Reply("utter_budget_figures_of", {"day": _date(known.inputs.figures_day)}),)
    return (*told[:-1], *_offer(told[-1], about))


def _offer(last: Reply, about: str = "") -> tuple[Reply]:
    """Put the pictures, and the questions that can be asked next, under a reply."""
    buttons = (PICTURES, *(button for button in ASKED if button.entities["about"] != about))
    return (Reply(last.name, last.values, (*last.buttons, *buttons)),)


def _check(template: Template, facts: Facts, number: int) -> Outcome:
    """Tell one thing that does not hold together, with what mends it; the plain verdict first of all."""
    known = count(template, facts)
    if isinstance(known, Reply):
        return (known,)
    found = findings(known.budgets, known.parameters, plain_answers(facts.answers, template))
    told: tuple[Reply, ...] = ()
    if number == 0:
        judged = verdict(known.budgets, known.parameters)
        told = (Reply(judged.name, judged.values, (ADVISER,) if judged.weight == "stop" else ()),)
    if number < len(found):
        more = number + 1 < len(found)
        told += (_finding(template, found[number], str(number + 1) if more else None),)
    return told


def _finding(template: Template, found: Finding, following: str | None) -> Reply:
    named = FIRST_QUESTION.get(found.question or "", found.question or "")
    mends = (Button("button_budget_mend", "change_answer", {"question": named}),) if named in template.ids else ()
    on = (Button("button_budget_next", "show_budget", {"finding": following}),) if following else ()
    return Reply(found.name, found.values, (*mends, *on))


def explain_amount(library: Library, facts: Facts, heard: Heard) -> Outcome:
    """Say how an amount came about: the one that was named by its number, or by what it is."""
    known = count_plan(library, facts)
    if isinstance(known, Reply):
        return (known,)
    named = heard.entities.get("about")
    told = by_name(known, named) if named else reason_of(known, heard.text, facts.locale)
    return (
        why_need(known, heard.text, facts.locale)
        or told
        or _of_told(known, facts)
        or (Reply("utter_budget_why_which", {}, WHY),)
    )


def _of_told(known: Known, facts: Facts) -> Outcome:
    """Say how the amount came about that was told last; nothing where several were told that can be explained."""
    found = [told for amount in facts.told if (told := by_number(known, amount, facts.locale))]
    return found[0] if len(found) == 1 else ()


def explain_source(library: Library, facts: Facts, heard: Heard) -> Outcome:
    """Say where the figures of the law come from that the budget rests on, or one amount that was named."""
    known = count_plan(library, facts)
    if isinstance(known, Reply):
        return (known,)
    if one := by_number(known, heard.text, facts.locale):
        return one
    named = [figure for derived in explained(known).values() for figure in derived.figures]
    return (tell_sources(named, Parameters.load()),) if named else (Reply("utter_budget_no_sources"),)


def _date(day: date) -> dict[str, str]:
    return {"type": "date", "value": day.isoformat()}
