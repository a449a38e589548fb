"""Asking for a human adviser, and what the person meets: once what it is about, the six situations, and ways on. Pure.

Which situation it is stands in ``Facts.handover``; None there means that no organisation has advisers here at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.advice.beginning import CONTINUE, count, text_of
from bot.advice.contact import READERS, show_phone
from bot.advice.facts import ANSWERED, INTERVIEW, Facts
from bot.advice.handover import Kind, Situation
from bot.advice.library import Heard, Library
from bot.advice.municipalities import municipalities
from bot.advice.opening_hours import STOCKHOLM
from bot.advice.templates import counted
from bot.advice.turn import Button, Effect, Outcome, Reply, Values
from bot.language.identity_numbers import find_identity_numbers, mask

LONGEST_ABOUT = 500
LONGEST_TIMES = 200
LONGEST_PLACE = 100
INTERPRETER_TIMES = "interpreter_times"
PLACE = "place_where"
FORGET = Effect("expect_nothing")

LEAVE = Button("button_leave_queue", "leave_queue")
LEAVE_PHONE = Button("button_leave_phone", "leave_contact", {"handover": "phone"})
LEAVE_EMAIL = Button("button_leave_email", "leave_contact", {"handover": "email"})
TRANSLATION = Button("button_translation", "choose_help", {"handover": "translation"})
INTERPRETER = Button("button_interpreter", "choose_help", {"handover": "interpreter"})
REACH_ME = (LEAVE_PHONE, LEAVE_EMAIL)

BUTTONS: Mapping[Kind, tuple[Button, ...]] = {
    Kind.CLOSED_NOW: (*REACH_ME, LEAVE),
    Kind.HOLIDAY: (*REACH_ME, LEAVE),
    Kind.NOBODY_SIGNED_IN: (*REACH_ME, LEAVE),
    Kind.NOBODY_FOR_LANGUAGE: (TRANSLATION, INTERPRETER, *REACH_ME, LEAVE),
    Kind.ALL_BUSY: (*REACH_ME, LEAVE),
    Kind.SOMEBODY_FREE: (LEAVE,),
}
"""What somebody who waits may do, beside going on with the plan."""


def talk_to_adviser(library: Library, facts: Facts, _heard: Heard) -> Outcome:
    """Ask once what it is about; who waits already hears how long, and without advisers the text is honest."""
    if _has_no_advisers(facts) or facts.handover is None:
        return (Effect("ask_for_adviser", {"about": facts.question or ""}), Reply("utter_talk_to_adviser"))
    if facts.handover.waiting:
        return (Reply("utter_handover_waiting"), *_meet(facts, facts.handover.situation))
    if facts.expecting and facts.expecting.kind == "about":
        return _join(library, facts, "", seq=0)
    return (Effect("expect", {"kind": "about", "values": {}}),)


def book_call(library: Library, facts: Facts, heard: Heard) -> Outcome:
    """Take a number to call; without advisers nobody here can, and the text says who else does."""
    if _has_no_advisers(facts):
        return (Reply("utter_book_call"),)
    return leave_contact(library, facts, heard)


def leave_contact(_library: Library, facts: Facts, heard: Heard) -> Outcome:
    """Ask for the number or address at which an adviser should reach the person."""
    if _has_no_advisers(facts):
        return (Reply("utter_talk_to_adviser"),)
    way = heard.entities.get("handover", "phone")
    return (Effect("expect", {"kind": way if way in READERS else "phone", "values": {}}),)


def leave_queue(_library: Library, facts: Facts, _heard: Heard) -> Outcome:
    """Stop waiting; the line that says so is the record's."""
    if facts.handover is None or not facts.handover.waiting:
        return (Reply("utter_handover_not_waiting"),)
    return (Effect("leave_queue"), *_way_on(facts))


def choose_help(_library: Library, facts: Facts, heard: Heard) -> Outcome:
    """Note that the person wants an interpreter, and ask when it suits them, or that they agree to translation help."""
    help_wanted = heard.entities.get("handover", "")
    if _has_no_advisers(facts) or help_wanted not in ("translation", "interpreter"):
        return (Reply("utter_talk_to_adviser"),)
    wanted = Effect("want_help", {"help": help_wanted})
    if help_wanted == "translation":
        return (wanted, Reply("utter_handover_translation", {}, (LEAVE,)))
    return (wanted, Effect("expect", {"kind": INTERPRETER_TIMES, "values": {}}))


def rate_help(_library: Library, _facts: Facts, heard: Heard) -> Outcome:
    """Keep how many of five stars the help got, and ask for a sentence."""
    stars = heard.entities.get("stars", "")
    if stars not in ("1", "2", "3", "4", "5"):
        return (Reply("utter_not_understood"),)
    return (Effect("rate", {"stars": int(stars)}), Effect("expect", {"kind": "rating", "values": {}}))


def skip_expected(library: Library, facts: Facts) -> Outcome:
    """Go on without the words that were asked for."""
    kind = facts.expecting.kind if facts.expecting else ""
    if kind == "about":
        return _join(library, facts, "", seq=0)
    if kind == INTERPRETER_TIMES:
        return _want_interpreter(facts, None)
    if kind == "times" and facts.expecting:
        return _read_back({**facts.expecting.values, "times": ""})
    return (FORGET,)


MAY_BE_SKIPPED = frozenset({"about", "times", "rating", INTERPRETER_TIMES})


def settle_about(library: Library, facts: Facts, heard: Heard, _expected: Values) -> Outcome:
    """Take what it is about, or a no, and let the person wait."""
    return _join(library, facts, "" if _says_skip(heard) else heard.text[:LONGEST_ABOUT], seq=heard.seq)


def settle_address(_library: Library, _facts: Facts, heard: Heard, expected: Values, *, way: str) -> Outcome:
    """Read a number or address; ask again, kindly, for one that cannot be right. A no ends it."""
    if heard.intent == "deny":
        return (FORGET, Reply("utter_nothing_changed"))
    address = READERS[way](heard.text)
    if address is None:
        return (Reply(f"utter_{way}_not_valid"),)
    values = {"way": way, "address": address}
    return (Effect("expect", {"kind": "times", "values": values}),) if way == "phone" else _read_back(values)


def settle_times(_library: Library, _facts: Facts, heard: Heard, expected: Values) -> Outcome:
    """Take the times that suit, or a no."""
    return _read_back({**expected, "times": "" if _says_skip(heard) else heard.text[:LONGEST_TIMES]})


def settle_interpreter_times(_library: Library, facts: Facts, heard: Heard, _expected: Values) -> Outcome:
    """Take the times that suit for an interpreter, or a no; whoever books one must be able to reach the person."""
    return _want_interpreter(facts, None if _says_skip(heard) else mask(heard.text[:LONGEST_TIMES]))


def settle_contact(library: Library, facts: Facts, heard: Heard, expected: Values) -> Outcome:
    """Keep the number or address after a yes; after a no ask for it again."""
    if heard.intent == "affirm":
        kept = {"way": expected["way"], "address": expected["address"], "times": expected.get("times") or ""}
        return (FORGET, Effect("leave_contact", kept), *_way_on(facts))
    if heard.intent == "deny":
        return (Reply("utter_value_again"), Effect("expect", {"kind": expected["way"], "values": {}}))
    if READERS[expected["way"]](heard.text):
        return settle_address(library, facts, heard, expected, way=expected["way"])
    return (Reply("utter_yes_or_no"),)


def settle_rating(_library: Library, facts: Facts, heard: Heard, _expected: Values) -> Outcome:
    """Keep the sentence about the help, if there is one."""
    if _says_skip(heard):
        return (FORGET, *_way_on(facts))
    return (FORGET, Effect("rate_words", {"text": mask(heard.text)}), *_way_on(facts))


def shown_contact(values: Values) -> dict[str, Any]:
    """Give the values with which an address is read back."""
    times = values.get("times")
    address = show_phone(values["address"]) if values["way"] == "phone" else values["address"]
    return {"address": _name(address), "times": _name(times) if times else text_of("utter_contact_any_time")}


def _join(library: Library, facts: Facts, about: str, *, seq: int) -> Outcome:
    """Show what the adviser will see, let the person wait, and say what they meet."""
    kept_out: Outcome = ()
    if about and find_identity_numbers(about):
        about = mask(about)
        kept_out = (Effect("redact_message", {"seq": seq}), Reply("utter_identity_kept_out"))
    wish = {
        "waits": True,
        "about": about,
        "language": library.language_of(about, facts.locale) if about else None,
        "trade": facts.template,
        "municipality": _municipality(facts),
    }
    situation = facts.handover.situation if facts.handover else Situation(Kind.NONE_AT_ALL)
    asked = Effect("ask_for_adviser", wish)
    return (FORGET, *kept_out, asked, _what_is_seen(library, facts, about), *_meet(facts, situation))


def _what_is_seen(library: Library, facts: Facts, about: str) -> Reply:
    rows = [
        _message("utter_handover_sees_language", {"language": _language(facts.locale)}),
        _message("utter_handover_sees_talk", {}),
    ]
    if about:
        rows.insert(0, _message("utter_handover_sees_about", {"about": _name(about)}))
    template = library.template(facts)
    if template is not None:
        due = counted(template, facts.answers)
        done = sum(1 for question in due if question.id in facts.answers)
        rows.insert(-1, _message("utter_handover_sees_plan", {"done": count(done), "total": count(len(due))}))
    return Reply("utter_handover_sees", {"things": {"type": "lines", "items": rows}})


def _meet(facts: Facts, situation: Situation) -> Outcome:
    """Say which of the situations it is, with its ways on."""
    if situation.kind is Kind.NONE_AT_ALL:
        return (Reply("utter_talk_to_adviser"),)
    name, values = _words(facts, situation)
    on = (CONTINUE,) if _may_go_on(facts) else ()
    return (Reply(f"utter_handover_{name}", values, (*BUTTONS[situation.kind], *on)),)


def _words(facts: Facts, situation: Situation) -> tuple[str, dict[str, Any]]:
    kind = situation.kind
    if kind in (Kind.CLOSED_NOW, Kind.HOLIDAY):
        if situation.opens is None:
            return "closed_unknown", {}
        local = situation.opens.astimezone(STOCKHOLM)
        when = {"day": {"type": "date", "value": local.date().isoformat()}, "time": _name(f"{local:%H:%M}")}
        return kind.value, {**when, "holiday": _name(situation.holiday)} if situation.holiday else when
    if kind is Kind.ALL_BUSY:
        place = {"place": count(situation.place or 1)}
        if situation.minutes is None:
            return "all_busy_unknown", place
        return "all_busy", {**place, "n": count(situation.minutes)}
    if kind is Kind.NOBODY_FOR_LANGUAGE:
        offers = {"type": "list", "items": [_language(code) for code in situation.offers]}
        return kind.value, {"language": _language(facts.locale), "offers": offers}
    return kind.value, {}


def _want_interpreter(facts: Facts, times: str | None) -> Outcome:
    wanted = Effect("want_help", {"help": "interpreter", "times": times})
    reach = Reply("utter_handover_interpreter", {"language": _language(facts.locale)}, (*REACH_ME, LEAVE))
    return (FORGET, wanted, reach) if times else (FORGET, reach)


def _read_back(values: Values) -> Outcome:
    kind = f"contact_{values['way']}"
    return (Effect("expect", {"kind": kind, "values": {**values, "shown": shown_contact(values)}}),)


def _has_no_advisers(facts: Facts) -> bool:
    return facts.handover is None or facts.handover.situation.kind is Kind.NONE_AT_ALL


def _municipality(facts: Facts) -> str | None:
    answer = facts.answers.get(PLACE)
    if answer is None or answer.state != ANSWERED:
        return None
    return municipalities().find(answer.text) or (answer.text if len(answer.text) <= LONGEST_PLACE else None)


def _may_go_on(facts: Facts) -> bool:
    return facts.template is not None and facts.stage != INTERVIEW


def _way_on(facts: Facts) -> Outcome:
    """Outside the interview the form asks nothing, and then a button leads on."""
    return (Reply("utter_handover_way_on", {}, (CONTINUE,)),) if _may_go_on(facts) else ()


def _says_skip(heard: Heard) -> bool:
    return heard.intent == "deny" or heard.entities.get("handover") == "skip" or not heard.text.strip()


def _name(text: str) -> dict[str, Any]:
    return {"type": "name", "value": text}


def _language(locale: str) -> dict[str, Any]:
    return {"type": "language", "value": locale}


def _message(name: str, values: Values) -> dict[str, Any]:
    return {"type": "message", "name": name, "values": dict(values)}
