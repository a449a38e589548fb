"""Before the first question, and when nothing fits: welcome, choice of template, what is not understood. Pure."""

from __future__ import annotations

from typing import Any

from bot.advice.facts import Facts
from bot.advice.human_topics import find_topic
from bot.advice.library import Heard, Library
from bot.advice.turn import Button, Effect, Outcome, Reply
from bot.language.sayings import says

ANY = "general"
"""The template that fits every business."""

WORDS_OF_A_TRADE = 3
"""Words. What is longer says more than the name of a trade."""

YES_NO = (Button("button_yes", "affirm"), Button("button_no", "deny"))
SKIP = Button("button_skip", "give_answer", {"handover": "skip"})
"""Skips what was asked for beside the plan; the plan's own question is skipped by a wish."""
ADVISER = Button("button_adviser", "talk_to_adviser")
CONTINUE = Button("button_continue", "continue_plan")
AFTER_PLAN = (Button("button_download", "download_plan"), Button("button_check", "check_answers"))


def text_of(name: str) -> dict[str, Any]:
    """Give the value that shows another entry's text in the reader's language."""
    return {"type": "message", "name": name, "values": {}}


def count(number: int) -> dict[str, Any]:
    """Give a number as a value."""
    return {"type": "count", "value": number}


def effects_of(outcome: Outcome) -> tuple[Effect, ...]:
    """Give the effects of an outcome, in order."""
    return tuple(step for step in outcome if isinstance(step, Effect))


def welcome(library: Library) -> Outcome:
    """Open a conversation: who speaks, what will happen, and what kind of business it is."""
    return (Reply("utter_welcome"), *choose_template_reply(library))


def choose_template_reply(library: Library) -> Outcome:
    """Ask what kind of business it is, with a button for each template."""
    buttons = tuple(
        Button(template.names["title"], "choose_template", {"template": name})
        for name, template in library.templates.items()
    )
    return (Reply("utter_ask_template", {}, buttons),)


def guess_template(library: Library, text: str) -> str | None:
    """Find the template whose trade words stand in the text; None when none or several do."""
    words = f" {' '.join(text.casefold().split())} "
    found = [name for name, trades in library.trades.items() if any(trade in words for trade in trades)]
    return found[0] if len(found) == 1 and found[0] in library.templates else None


def names_trade(library: Library, facts: Facts, text: str) -> bool:
    """Tell whether a few words before there is a plan do nothing but name a trade."""
    is_short = len(text.split()) <= WORDS_OF_A_TRADE and not text.rstrip().endswith(("?", "؟"))
    return facts.template is None and is_short and guess_template(library, text) is not None


def choose(library: Library, name: str) -> Outcome:
    """Use a template and say how the questions work."""
    title = text_of(library.templates[name].names["title"])
    return (Effect("choose_template", {"template": name}), Reply("utter_plan_begins", {"template": title}))


def leave_to_human(library: Library, heard: Heard) -> Outcome:
    """Send a question on which the bot must not advise to a human; nothing for any other."""
    topic = find_topic(heard.text, library.human_topics)
    if topic is None:
        return ()
    return (Reply("utter_only_human", {"topic": text_of(f"utter_topic_{topic}")}, (ADVISER,)),)


def handle_unclear(library: Library, facts: Facts, heard: Heard) -> Outcome:
    """Take a trade that was named as the start of the plan; otherwise say kindly what can be done."""
    if asked_of_human := leave_to_human(library, heard):
        return asked_of_human
    if facts.template is not None:
        return (Reply("utter_not_understood", {}, (CONTINUE, *AFTER_PLAN)),)
    if says(heard.text, "not_known"):
        return (Reply("utter_template_not_known", {"template": text_of(library.templates[ANY].names["title"])}),)
    template = guess_template(library, heard.text)
    return choose(library, template) if template else (Reply("utter_not_understood"),)
