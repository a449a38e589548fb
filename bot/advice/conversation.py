"""What is said around the interview: greetings, languages, terms, privacy, and what is not built yet. Pure."""

from __future__ import annotations

from bot.advice.beginning import CONTINUE, choose, guess_template, leave_to_human, text_of
from bot.advice.budget.telling import PICTURES
from bot.advice.facts import INTERVIEW, Facts
from bot.advice.library import Heard, Library
from bot.advice.packet_talk import CHECK
from bot.advice.terms import Term, find_term
from bot.advice.turn import Button, Effect, Outcome, Reply
from bot.language.everyday import names_lender

FEWEST_WORDS_TO_DETECT = 4
FIRST_TERMS = ("moms", "f_skatt", "enskild_firma", "aktiebolag", "egenavgifter", "likviditetsbudget")


def start_plan(library: Library, facts: Facts, heard: Heard) -> Outcome:
    """Begin the plan with the template that fits the trade that was named; otherwise the form asks which."""
    if facts.template is not None:
        return (Reply("utter_plan_under_way", {}, () if facts.stage == INTERVIEW else (CONTINUE,)),)
    template = guess_template(library, heard.text)
    return choose(library, template) if template else ()


def choose_template(library: Library, facts: Facts, heard: Heard) -> Outcome:
    """Use the template whose button was pressed."""
    name = heard.entities.get("template", "")
    return choose(library, name) if name in library.templates else ()


def greet(library: Library, facts: Facts, _heard: Heard) -> Outcome:
    """Greet back; the form asks what is to be asked, and elsewhere a button leads on."""
    waiting = facts.template is not None and facts.stage != INTERVIEW
    return (Reply("utter_greet", {}, (CONTINUE,) if waiting else ()),)


def say_goodbye(_library: Library, facts: Facts, _heard: Heard) -> Outcome:
    """Say goodbye, with a code to come back when there is something to come back to."""
    if facts.template is None:
        return (Reply("utter_goodbye"),)
    return (Effect("pause"), Effect("issue_code"), Reply("utter_paused", {}, (CONTINUE,)))


def change_language(library: Library, facts: Facts, heard: Heard) -> Outcome:
    """Change to the language that was named; without one, or one not offered, show those there are."""
    named = heard.entities.get("language", "")
    buttons = tuple(
        Button("button_language", "change_language", {"language": code}, {"language": {"type": "name", "value": name}})
        for code, name in library.languages.items()
    )
    if named in library.languages:
        changed = Effect("change_language", {"locale": named})
        return (changed, Reply("utter_language_changed"))
    reply = "utter_language_not_offered" if named else "utter_which_language"
    return (Reply(reply, {}, buttons),)


def offer_language(library: Library, facts: Facts, heard: Heard) -> Outcome:
    """Offer another language when the words are clearly in it; never for a short message, never twice in a row."""
    if len(heard.text.split()) < FEWEST_WORDS_TO_DETECT or facts.expecting:
        return ()
    found = library.detect(heard.text, facts.locale, tuple(library.languages))
    if found is None or found in (facts.locale, facts.refused_language) or found not in library.languages:
        return ()
    shown = {"language": {"type": "name", "value": library.languages[found]}}
    asked = Effect("expect", {"kind": "language", "values": {"locale": found, "shown": shown}})
    return (asked,)


def explain_term(library: Library, _facts: Facts, heard: Heard) -> Outcome:
    """Explain a Swedish business word; without a known one, show some that can be asked about."""
    term = _term_named(library, heard)
    if term is None:
        words = {"type": "list", "items": [{"type": "term", "value": name} for name in FIRST_TERMS]}
        return (Reply("utter_which_term", {"terms": words}),)
    values = {
        "word": {"type": "term", "value": term.term},
        "meaning": text_of(f"term.{term.term}.meaning"),
        "example": text_of(f"term.{term.term}.example"),
    }
    return (Reply("utter_term_card", values),)


def _term_named(library: Library, heard: Heard) -> Term | None:
    return library.terms.get(heard.entities.get("term", "")) or find_term(heard.text, library.terms)


def ask_question(library: Library, facts: Facts, heard: Heard) -> Outcome:
    """Explain the word a question is about if there is a card for it, and be honest that more is not known yet."""
    if asked_of_human := leave_to_human(library, heard):
        return asked_of_human
    card = explain_term(library, facts, heard) if _term_named(library, heard) else ()
    return (*card, Reply("utter_ask_question"))


def delete_my_data(_library: Library, _facts: Facts, _heard: Heard) -> Outcome:
    """Ask once before everything is erased."""
    asked = Effect("expect", {"kind": "delete", "values": {}})
    return (asked,)


def download_plan(_library: Library, facts: Facts, heard: Heard) -> Outcome:
    """Tell where the plan or the papers for a loan can be fetched, and offer to look whether it is enough for one."""
    if facts.answers and names_lender(heard.text):
        return (Reply("utter_packet_take", {}, (PICTURES, CHECK)),)
    return (Reply("utter_download_plan", {}, (CHECK,)) if facts.answers else Reply("utter_no_answers_yet"),)


def give_feedback(_library: Library, facts: Facts, heard: Heard) -> Outcome:
    """Keep what the person thinks of us and thank for it, also when they say only now that it was meant so."""
    doubted = facts.expecting.values.get("text", "") if facts.expecting and facts.expecting.kind == "which" else ""
    return (Effect("give_feedback", {"text": heard.text or doubted}), Reply("utter_give_feedback"))
