"""Asking for a human: once what it is about, the six situations with their ways on, and a number left behind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from bot.actions.advising import library
from bot.advice import handover_talk
from bot.advice.facts import FINISHED, INTERVIEW, Answer, Expecting, Facts, Handover, apply
from bot.advice.handover import Kind, Situation
from bot.advice.interview import ask
from bot.advice.library import Heard
from bot.advice.navigation import skip_question
from bot.advice.receiving import receive
from bot.advice.turn import Effect, Outcome, Reply
from bot.language.locales import offered
from bot.language.rendering import render

DAY = date(2026, 11, 22)
OPENS = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
SITUATIONS = {
    "closed_now": Situation(Kind.CLOSED_NOW, opens=OPENS),
    "closed_unknown": Situation(Kind.CLOSED_NOW),
    "holiday": Situation(Kind.HOLIDAY, opens=OPENS, holiday="Julafton"),
    "nobody_signed_in": Situation(Kind.NOBODY_SIGNED_IN),
    "nobody_for_language": Situation(Kind.NOBODY_FOR_LANGUAGE, offers=("sv", "en")),
    "all_busy": Situation(Kind.ALL_BUSY, place=3, minutes=7),
    "all_busy_unknown": Situation(Kind.ALL_BUSY, place=3),
    "somebody_free": Situation(Kind.SOMEBODY_FREE, place=1),
}
CORE = [question.id for question in library().templates["general"].core]
BUSY = SITUATIONS["all_busy"]


def facts(situation: Situation | None = BUSY, *, waiting: bool = False, expecting: Expecting | None = None) -> Facts:
    handover = Handover(situation, waiting) if situation else None
    return Facts("ar", DAY, INTERVIEW, "general", "customers_who", expecting, handover=handover)


def heard(text: str = "", intent: str = "give_answer", entities: Mapping[str, str] | None = None) -> Heard:
    return Heard(text, intent, entities or {}, seq=7)


def names(outcome: Outcome) -> list[str]:
    return [step.name for step in outcome]


def effect(outcome: Outcome, name: str) -> Mapping[str, Any]:
    (found,) = (step.values for step in outcome if isinstance(step, Effect) and step.name == name)
    return found


def expects(outcome: Outcome, before: Facts) -> str | None:
    after = apply(before, [step for step in outcome if isinstance(step, Effect)])
    return after.expecting.kind if after.expecting else None


def settle(before: Facts, kind: str, said: Heard, values: Mapping[str, Any] | None = None) -> Outcome:
    return receive(library(), replace(before, expecting=Expecting(kind, values or {})), said)


@pytest.mark.parametrize("situation", [None, Situation(Kind.NONE_AT_ALL)])
def test_without_advisers_the_answer_is_honest_and_nobody_waits(situation: Situation | None) -> None:
    outcome = handover_talk.talk_to_adviser(library(), facts(situation), heard())
    assert names(outcome) == ["ask_for_adviser", "utter_talk_to_adviser"]
    assert not effect(outcome, "ask_for_adviser").get("waits")
    assert names(handover_talk.book_call(library(), facts(situation), heard())) == ["utter_book_call"]


def test_what_it_is_about_is_asked_once_and_may_be_skipped() -> None:
    asked = handover_talk.talk_to_adviser(library(), facts(), heard())
    assert (names(asked), expects(asked, facts())) == (["expect"], "about")
    expecting = facts(expecting=Expecting("about"))
    (question,) = ask(library(), expecting)
    assert isinstance(question, Reply)
    assert (question.name, [button.name for button in question.buttons]) == ("utter_confirm_about", ["button_skip"])
    again = handover_talk.talk_to_adviser(library(), expecting, heard())
    for outcome in (
        again,
        skip_question(library(), expecting, heard("skip", "skip_question")),
        settle(facts(), "about", heard("لا", "deny")),
        settle(facts(), "about", heard("", "give_answer", {"handover": "skip"})),
    ):
        assert effect(outcome, "ask_for_adviser")["about"] == ""
        assert expects(outcome, expecting) is None


def test_what_the_adviser_will_see_is_shown_before_anybody_looks() -> None:
    place = Answer("Boden", "Boden", "sv")
    before = replace(facts(), answers={"place_where": place})
    outcome = settle(before, "about", heard("أريد المساعدة في الضرائب"))
    wish = effect(outcome, "ask_for_adviser")
    assert wish == {
        "waits": True,
        "about": "أريد المساعدة في الضرائب",
        "language": "ar",
        "trade": "general",
        "municipality": "Boden",
    }
    shown = next(step for step in outcome if isinstance(step, Reply) and step.name == "utter_handover_sees")
    text = render(shown.name, shown.values, locale="en").text
    assert "أريد المساعدة في الضرائب" in text
    assert len(text.splitlines()) == 5
    done, total = (sum(name in before.answers for name in CORE), len(CORE))
    assert f"{done} of {total} questions" in text.replace("\u2068", "").replace("\u2069", "")


def test_a_personal_identity_number_never_reaches_the_queue() -> None:
    outcome = settle(facts(), "about", heard("jag heter Ali 850709-9805"))
    assert "850709" not in str(effect(outcome, "ask_for_adviser"))
    assert effect(outcome, "redact_message") == {"seq": 7}


@pytest.mark.parametrize("name", SITUATIONS)
def test_each_situation_has_its_own_words_and_ways_on_in_every_language(name: str) -> None:
    reply = settle(facts(SITUATIONS[name]), "about", heard("moms"))[-1]
    assert isinstance(reply, Reply)
    assert reply.name == f"utter_handover_{name}"
    assert "button_leave_queue" in [button.name for button in reply.buttons]
    assert ("button_leave_phone" in [button.name for button in reply.buttons]) == (name != "somebody_free")
    for locale in offered():
        assert "{" not in render(reply.name, reply.values, locale=locale).text


def test_the_time_of_opening_is_swedish_time() -> None:
    reply = settle(facts(SITUATIONS["closed_now"]), "about", heard("moms"))[-1]
    assert "09:00" in render(reply.name, reply.values, locale="en").text


def test_without_an_estimate_no_minutes_are_invented() -> None:
    text = render("utter_handover_all_busy_unknown", {"place": {"type": "count", "value": 3}}, locale="en").text
    assert "minute" not in text


def test_nobody_for_the_language_offers_an_interpreter_who_can_reach_the_person() -> None:
    before = facts(SITUATIONS["nobody_for_language"], waiting=True)
    outcome = handover_talk.choose_help(library(), before, heard(entities={"handover": "interpreter"}))
    assert effect(outcome, "want_help") == {"help": "interpreter"}
    assert effect(outcome, "expect")["kind"] == "interpreter_times"
    outcome = settle(before, "interpreter_times", heard("عصر الاثنين"))
    assert effect(outcome, "want_help") == {"help": "interpreter", "times": "عصر الاثنين"}
    last = outcome[-1]
    assert isinstance(last, Reply)
    assert {"button_leave_phone", "button_leave_email"} <= {button.name for button in last.buttons}
    other = handover_talk.choose_help(library(), before, heard(entities={"handover": "translation"}))
    assert effect(other, "want_help") == {"help": "translation"}


def test_the_times_for_an_interpreter_may_be_skipped_and_the_person_is_asked_how_to_reach_them_all_the_same() -> None:
    before = facts(SITUATIONS["nobody_for_language"], waiting=True)
    asked = apply(before, (Effect("expect", {"kind": "interpreter_times", "values": {}}),))
    for outcome in (
        handover_talk.skip_expected(library(), asked),
        settle(before, "interpreter_times", heard("nej", intent="deny")),
    ):
        assert [step.name for step in outcome] == ["expect_nothing", "utter_handover_interpreter"]


def test_a_personal_number_does_not_stay_among_the_times() -> None:
    outcome = settle(facts(waiting=True), "interpreter_times", heard("efter fyra, 19850709-9805"))
    assert "9805" not in effect(outcome, "want_help")["times"]


def test_who_waits_hears_the_place_again_and_may_leave() -> None:
    waiting = facts(waiting=True)
    again = handover_talk.talk_to_adviser(library(), waiting, heard())
    assert names(again) == ["utter_handover_waiting", "utter_handover_all_busy"]
    assert names(handover_talk.leave_queue(library(), waiting, heard())) == ["leave_queue"]
    assert names(handover_talk.leave_queue(library(), facts(), heard())) == ["utter_handover_not_waiting"]


def test_a_number_is_asked_for_read_back_and_kept_after_a_yes() -> None:
    asked = handover_talk.leave_contact(library(), facts(), heard(entities={"handover": "phone"}))
    assert expects(asked, facts()) == "phone"
    wrong = settle(facts(), "phone", heard("12345"))
    assert names(wrong) == ["utter_phone_not_valid"]
    times = settle(facts(), "phone", heard("٠٧٠ ١٢٣ ٤٥ ٦٧"))
    assert expects(times, facts()) == "times"
    kept = effect(times, "expect")["values"]
    readback = settle(facts(), "times", heard("بعد الرابعة"), kept)
    values = effect(readback, "expect")["values"]
    (question,) = ask(library(), replace(facts(), expecting=Expecting("contact_phone", values)))
    assert isinstance(question, Reply)
    shown = render(question.name, question.values, locale="en").text
    assert "070-123 45 67" in shown
    assert "بعد الرابعة" in shown
    done = settle(facts(), "contact_phone", heard("نعم", "affirm"), values)
    assert effect(done, "leave_contact") == {"way": "phone", "address": "+46701234567", "times": "بعد الرابعة"}
    no = settle(facts(), "contact_phone", heard("لا", "deny"), values)
    assert expects(no, facts()) == "phone"


def test_times_may_be_skipped_and_a_no_ends_it() -> None:
    kept = {"way": "phone", "address": "+46701234567"}
    skipped = skip_question(library(), facts(expecting=Expecting("times", kept)), heard("skip", "skip_question"))
    values = effect(skipped, "expect")["values"]
    assert "any time" in render("utter_confirm_contact_phone", values["shown"], locale="en").text
    assert names(settle(facts(), "phone", heard("nej", "deny"))) == ["expect_nothing", "utter_nothing_changed"]


def test_an_address_for_mail_needs_no_times() -> None:
    outcome = settle(facts(), "email", heard("asa@firma.se"))
    assert expects(outcome, facts()) == "contact_email"
    assert names(settle(facts(), "email", heard("asa"))) == ["utter_email_not_valid"]


def test_the_help_is_rated_with_a_sentence_or_without() -> None:
    rated = handover_talk.rate_help(library(), facts(), heard(entities={"stars": "4"}))
    assert (effect(rated, "rate"), expects(rated, facts())) == ({"stars": 4}, "rating")
    assert effect(settle(facts(), "rating", heard("bra hjälp")), "rate_words") == {"text": "bra hjälp"}
    assert names(settle(facts(), "rating", heard("nej", "deny"))) == ["expect_nothing"]
    assert names(handover_talk.rate_help(library(), facts(), heard(entities={"stars": "9"}))) == [
        "utter_not_understood"
    ]


def test_outside_the_interview_a_button_leads_on() -> None:
    finished = replace(facts(waiting=True), stage=FINISHED)
    (_, way_on) = handover_talk.leave_queue(library(), finished, heard())
    assert isinstance(way_on, Reply)
    assert [button.name for button in way_on.buttons] == ["button_continue"]
