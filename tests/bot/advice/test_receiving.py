"""What a message comes to in the interview, where the words decide and not the intent alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.actions.advising import library
from bot.advice.facts import INTERVIEW, PAUSED, Expecting, Facts
from bot.advice.interview import take_answer
from bot.advice.library import Heard
from bot.advice.receiving import receive
from bot.advice.turn import Effect, Outcome, Reply

DAY = date(2026, 11, 22)
DOUBT = Expecting("which", {"text": "talk to an adviser they want", "intent": "talk_to_adviser", "seq": 4})


def at(question: str, locale: str = "sv", expecting: Expecting | None = None) -> Facts:
    return Facts(locale, DAY, INTERVIEW, "general", question, expecting)


def heard(text: str, intent: str = "give_answer") -> Heard:
    return Heard(text, intent, {}, seq=7)


def replies(outcome: Outcome) -> list[str]:
    return [step.name for step in outcome if isinstance(step, Reply)]


def stored(outcome: Outcome) -> dict[str, object]:
    effects = (step for step in outcome if isinstance(step, Effect) and step.name == "store_answer")
    return {str(effect.values["question"]): effect.values["value"] for effect in effects}


@pytest.mark.parametrize(
    ("text", "intent"),
    [("ja", "affirm"), ("no", "deny"), ("haa", "affirm"), ("لا", "deny"), ("vet inte", "give_answer")],
)
def test_which_of_two_is_not_settled_by_yes_or_no(text: str, intent: str) -> None:
    outcome = receive(library(), at("customers_who", expecting=DOUBT), heard(text, intent))
    assert outcome == (Reply("utter_one_of_two"),)


@pytest.mark.parametrize("text", ["mitt svar", "the answer", "جوابي", "waa jawaabtayda", "1", "١"])
def test_which_of_two_is_settled_by_naming_the_answer(text: str) -> None:
    outcome = receive(library(), at("customers_who", expecting=DOUBT), heard(text))
    assert stored(outcome) == {"customers_who": "talk to an adviser they want"}


def test_still_in_doubt_the_newest_words_are_asked_about() -> None:
    said = replace(heard("they want some adviser", "ask_which_meant"), ranking=("talk_to_adviser",))
    (asked,) = receive(library(), at("customers_who", expecting=DOUBT), said)
    assert isinstance(asked, Effect)
    assert (asked.name, asked.values["values"]["text"]) == ("expect", "they want some adviser")


@pytest.mark.parametrize(
    "question", ["idea_what", "money_needed", "owner_hours", "timeplan_start", "company_insurance"]
)
@pytest.mark.parametrize("text", ["vet inte än", "I don't know yet", "لا أعرف بعد", "weli ma garanayo"])
def test_not_known_yet_is_offered_help_and_nothing_is_skipped(question: str, text: str) -> None:
    outcome = receive(library(), at(question), heard(text))
    assert outcome == (Reply("utter_not_known_yet"),)


def test_not_known_yet_at_a_question_that_must_be_answered_offers_no_skipping() -> None:
    question = replace(library().templates["general"].question("idea_what"), skippable=False)
    outcome = take_answer(library(), at("idea_what"), question, "vet inte", seq=7)
    assert outcome == (Reply("utter_not_known_but_needed"),)


@pytest.mark.parametrize(
    ("question", "value"), [("place_kind", "not_decided"), ("money_sources", ["not_known"])], ids=["one", "several"]
)
@pytest.mark.parametrize("text", ["ingen aning", "not sure yet", "ما بعرف لسا", "hadda ma hubo"])
def test_not_known_yet_is_the_choice_that_says_so(question: str, value: object, text: str) -> None:
    assert stored(receive(library(), at(question), heard(text))) == {question: value}


def test_not_known_yet_before_a_template_is_chosen_names_the_one_that_fits_all() -> None:
    outcome = receive(library(), Facts("en", DAY), heard("i don't know yet", "nlu_fallback"))
    assert replies(outcome) == ["utter_template_not_known"]


@pytest.mark.parametrize(
    ("question", "text", "value"),
    [
        ("budget_debts", "ما عندي ديون", "0"),
        ("budget_debts", "I don't have any debts", "0"),
        ("budget_debts", "deyn ma lihi", "0"),
        ("money_invoice_share", "صفر", "0"),
        ("money_invoice_share", "ولا شي، كلهم بيدفعوا كاش", "0"),
        ("money_invoice_share", "inga, alla betalar kontant", "0"),
    ],
)
def test_none_is_zero_and_is_read_back(question: str, text: str, value: str) -> None:
    (asked,) = receive(library(), at(question), heard(text))
    assert isinstance(asked, Effect)
    assert (asked.name, asked.values["kind"]) == ("expect", "value")
    assert asked.values["values"]["value"] in (value, {"amount": value})


@pytest.mark.parametrize("text", ["ingen aning", "I have no idea", "ما عندي فكرة", "fikrad ma hayo", "utan moms"])
def test_not_knowing_is_not_zero(text: str) -> None:
    assert not any(
        isinstance(step, Effect) and step.name == "expect"
        for step in receive(library(), at("budget_debts"), heard(text))
    )


@pytest.mark.parametrize(
    ("text", "locale", "months"),
    [
        ("بعد رمضان، بالربيع", "ar", ["2027-03-01", "2027-04-01", "2027-05-01"]),
        ("i höst kanske", "sv", ["2027-09-01", "2027-10-01", "2027-11-01"]),
        ("in winter", "en", ["2026-12-01", "2027-01-01", "2027-02-01"]),
        ("after Ramadan", "en", []),
        ("snart", "sv", []),
        ("bisha ramadaan ka dib", "so", []),
    ],
)
def test_a_season_is_asked_for_its_month(text: str, locale: str, months: list[str]) -> None:
    told = [step for step in receive(library(), at("timeplan_start", locale), heard(text)) if isinstance(step, Reply)]
    assert [reply.name for reply in told] == ["utter_answer_date_vague"]
    assert [button.entities["choice"] for button in told[0].buttons] == months


def test_the_month_that_is_picked_is_read_back() -> None:
    picked = Heard("", "give_answer", {"choice": "2027-04-01"}, seq=7)
    (asked,) = receive(library(), at("timeplan_start"), picked)
    assert isinstance(asked, Effect)
    assert asked.values["values"]["value"] == "2027-04-01"


@pytest.mark.parametrize(
    ("text", "locale", "chosen"),
    [
        ("من الفيسبوك والانستغرام، وخالتي بتحكي لهم", "ar", ["social_media"]),
        ("Facebook, my aunt's kitchen", "en", ["social_media"]),
        ("skyltar och kaffestugan i byn", "sv", ["signs"]),
    ],
)
def test_choices_of_which_a_part_was_not_understood_are_read_back(text: str, locale: str, chosen: list[str]) -> None:
    (asked,) = receive(library(), at("marketing_channels", locale), heard(text))
    assert isinstance(asked, Effect)
    assert asked.values == {"kind": "value", "values": {"value": chosen, "text": text}}


def test_what_is_added_to_choices_read_back_stands_beside_them() -> None:
    waiting = Expecting("value", {"value": ["social_media"], "text": "Facebook, my aunt"})
    facts = at("marketing_channels", "en", waiting)
    (asked,) = receive(library(), facts, heard("and signs"))
    assert isinstance(asked, Effect)
    assert asked.values["values"]["value"] == ["social_media", "signs"]
    assert stored(receive(library(), facts, heard("yes", "affirm"))) == {"marketing_channels": ["social_media"]}


@pytest.mark.parametrize(
    ("question", "text", "locale", "chosen"),
    [
        (
            "marketing_channels",
            "من الفيسبوك والانستغرام، والجارات بيحكوا لبعضهن",
            "ar",
            ["word_of_mouth", "social_media"],
        ),
        ("marketing_channels", "folk pratar, och Facebook", "sv", ["word_of_mouth", "social_media"]),
        ("budget_season", "كانون التاني وتموز", "ar", ["january", "july"]),
        ("budget_season", "شباط وآذار وتشرين التاني", "ar", ["february", "march", "november"]),
        ("budget_season", "January and July", "en", ["january", "july"]),
    ],
)
def test_every_choice_that_was_said_is_taken(question: str, text: str, locale: str, chosen: list[str]) -> None:
    assert stored(receive(library(), at(question, locale), heard(text))) == {question: chosen}


def paused_at(question: str) -> Facts:
    return replace(at(question, "en"), stage=PAUSED)


def test_an_answer_after_a_pause_is_kept() -> None:
    outcome = receive(library(), paused_at("customers_who"), heard("people who live near the square"))
    assert replies(outcome) == ["utter_welcome_back"]
    assert stored(outcome) == {"customers_who": "people who live near the square"}


@pytest.mark.parametrize(
    ("confidence", "wish"),
    [pytest.param(0.8, "find_funding", id="a likely wish"), pytest.param(0.2, "pause_talk", id="no wish is likely")],
)
def test_an_unsure_answer_after_a_pause_is_asked_about(confidence: float, wish: str) -> None:
    words = heard("people who need a loan", "ask_which_meant")
    outcome = receive(
        library(), paused_at("customers_who"), replace(words, ranking=("find_funding",), confidence=confidence)
    )
    assert replies(outcome) == ["utter_welcome_back"]
    asked = outcome[-1]
    assert isinstance(asked, Effect)
    assert (asked.values["values"]["text"], asked.values["values"]["intent"]) == ("people who need a loan", wish)


def test_a_number_after_a_pause_is_read_back() -> None:
    outcome = receive(library(), paused_at("products_price"), heard("450"))
    asked = outcome[-1]
    assert isinstance(asked, Effect)
    assert (asked.name, asked.values["kind"]) == ("expect", "value")


YES_NO_QUESTION = next(q.id for q in library().templates["general"].questions if q.type == "yes_no")


def test_a_yes_in_words_after_a_pause_only_goes_on() -> None:
    outcome = receive(library(), paused_at(YES_NO_QUESTION), heard("yes", "affirm"))
    assert replies(outcome) == ["utter_welcome_back"]
    assert stored(outcome) == {}


def test_a_yes_by_its_button_after_a_pause_is_the_answer() -> None:
    outcome = receive(library(), paused_at(YES_NO_QUESTION), heard("", "affirm"))
    assert list(stored(outcome)) == [YES_NO_QUESTION]


@pytest.mark.parametrize(("text", "intent"), [("yes", "affirm"), ("asdf", "nlu_fallback"), ("", "give_answer")])
def test_what_answers_nothing_leaves_the_pause(text: str, intent: str) -> None:
    outcome = receive(library(), paused_at("customers_who"), heard(text, intent))
    assert replies(outcome) == ["utter_not_understood"]
