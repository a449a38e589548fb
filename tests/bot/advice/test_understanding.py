"""An answer is never taken for a command without asking, and a command at any question is heard."""

from __future__ import annotations

from typing import Any

import pytest

from bot.advice.understanding import decide, weigh

TEXT = {"stage": "interview", "type": "text", "expecting": None}
AMOUNT = {"stage": "interview", "type": "amount", "expecting": None}
CHOICE = {"stage": "interview", "type": "choice", "expecting": None}
CONFIRM = {"stage": "interview", "type": "amount", "expecting": "value"}
WHICH = {"stage": "interview", "type": "text", "expecting": "which", "wish": "talk_to_adviser"}
SLASHED = {**TEXT, "slashed": True}
WELCOME = {"stage": "welcome", "type": None, "expecting": None}
TRADE = {**WELCOME, "trade": True}
READ = {**AMOUNT, "readable": True}
READ_CHOICE = {**CHOICE, "readable": True}
PAUSED = {"stage": "paused", "type": "text", "expecting": None}
PAUSED_READ = {**PAUSED, "type": "amount", "readable": True}
START_OVER = {"stage": "interview", "type": "text", "expecting": "start_over", "locale": "ar"}


@pytest.mark.parametrize(
    ("text", "top", "confidence", "context", "expected"),
    [
        pytest.param("hoppa över", "skip_question", 1.0, TEXT, "skip_question", id="known command at open question"),
        pytest.param("lån", "find_funding", 1.0, TEXT, "ask_which_meant", id="known topic word may be the answer"),
        pytest.param("to talk to someone", "talk_to_adviser", 0.9, TEXT, "ask_which_meant", id="likely command, short"),
        pytest.param("help " * 14, "ask_help", 0.95, TEXT, "give_answer", id="long text is an answer"),
        pytest.param("flowers", "ask_question", 0.2, TEXT, "give_answer", id="unlikely command is an answer"),
        pytest.param("Flowers", "greet", 0.6, TEXT, "give_answer", id="a word a little like a greeting is an answer"),
        pytest.param("hallå där", "greet", 0.8, TEXT, "ask_which_meant", id="a likely greeting is asked about"),
        pytest.param("ja", "affirm", 1.0, TEXT, "give_answer", id="yes to an open question is an answer"),
        pytest.param("vad är moms?", "explain_term", 0.9, TEXT, "explain_term", id="question about a word"),
        pytest.param("what do you save?", "ask_privacy", 0.8, TEXT, "ask_privacy", id="clear question to the bot"),
        pytest.param("is it near the school?", "ask_question", 0.6, TEXT, "ask_which_meant", id="unclear question"),
        pytest.param("500 kr", "calculate_price", 0.9, AMOUNT, "give_answer", id="a number answers a number"),
        pytest.param("jag fattar inte frågan", "ask_help", 0.8, AMOUNT, "ask_help", id="command at number question"),
        pytest.param("enskild firma", "choose_company_form", 0.9, CHOICE, "give_answer", id="choice by its name"),
        pytest.param("stämmer", "affirm", 0.7, CONFIRM, "affirm", id="yes to what was read back"),
        pytest.param("nej 3000", "deny", 0.4, CONFIRM, "give_answer", id="another value instead of a yes"),
        pytest.param("I want a person", "talk_to_adviser", 0.8, WHICH, "talk_to_adviser", id="the wish once more"),
        pytest.param("my wish", "give_answer", 0.9, WHICH, "talk_to_adviser", id="the wish by that name"),
        pytest.param("det är mitt svar", "affirm", 0.9, WHICH, "give_answer", id="the answer by that name"),
        pytest.param("skip it", "skip_question", 0.9, WHICH, "skip_question", id="another wish, clear"),
        pytest.param("some person maybe", "talk_to_adviser", 0.6, WHICH, "ask_which_meant", id="still in doubt"),
        pytest.param("ja", "affirm", 1.0, WHICH, "affirm", id="a yes to one of two"),
        pytest.param("my neighbours", "find_course", 0.9, WHICH, "give_answer", id="a new answer"),
        pytest.param("they talk " * 7, "talk_to_adviser", 0.9, WHICH, "give_answer", id="a new long answer"),
        pytest.param("vet inte än", "skip_question", 0.9, TEXT, "give_answer", id="not known yet is no wish to skip"),
        pytest.param("لا أعرف بعد", "skip_question", 0.9, AMOUNT, "give_answer", id="not known yet in Arabic"),
        pytest.param("I don't know yet", "ask_help", 0.9, WELCOME, "nlu_fallback", id="not known which business"),
        pytest.param("skip", "skip_question", 1.0, SLASHED, "give_answer", id="a slash makes it no command"),
        pytest.param("vad betyder moms", "give_answer", 0.9, TEXT, "explain_term", id="a word asked about"),
        pytest.param("ما معنى moms", "ask_question", 0.4, AMOUNT, "explain_term", id="asked about at a number"),
        pytest.param("jag säljer moms", "explain_term", 0.9, TEXT, "ask_which_meant", id="a word not asked about"),
        pytest.param("jag vill öppna salong", "start_plan", 0.5, WELCOME, "start_plan", id="before the interview"),
        pytest.param("asdf", "greet", 0.1, WELCOME, "nlu_fallback", id="nonsense before the interview"),
        pytest.param("450", "ask_why_amount", 0.9, AMOUNT, "give_answer", id="a bare number is an answer"),
        pytest.param("450 i timmen", "ask_what_if", 0.9, AMOUNT, "give_answer", id="a price by the hour is one too"),
        pytest.param("what if it is 450?", "ask_what_if", 0.9, AMOUNT, "ask_what_if", id="a what if with a number"),
        pytest.param("tänk om det bara blir 450", "ask_what_if", 0.9, AMOUNT, "ask_which_meant", id="unsure"),
        pytest.param("varför behöver jag 418 tusen? jag sa 60", "deny", 0.4, CHOICE, "ask_why_amount", id="why, then"),
        pytest.param("ليش لازم ٤١٨ ألف؟ أنا قلت ٦٠", "deny", 0.4, CHOICE, "ask_why_amount", id="why, then in Arabic"),
        pytest.param("why do I need 418,000? I said 60", "deny", 0.4, READ, "ask_which_meant", id="why, at a number"),
        pytest.param("why do I need 418,000? I said 60", "deny", 0.4, TEXT, "ask_which_meant", id="why, at words"),
        pytest.param("205 488, hur då?", "ask_help", 0.6, CHOICE, "ask_why_amount", id="a number first"),
        pytest.param("400, how come?", "ask_help", 0.6, READ, "ask_which_meant", id="a number that may be the answer"),
        pytest.param("205488 xaggee ka timid?", "deny", 0.4, READ, "ask_why_amount", id="a number that is none"),
        pytest.param("make me a budget", "make_budget", 0.9, AMOUNT, "make_budget", id="a budget instead of a number"),
        pytest.param("make me a budget", "make_budget", 0.9, TEXT, "ask_which_meant", id="a budget may be an answer"),
        pytest.param("🙂🙂", "greet", 0.9, TEXT, "give_answer", id="only emoji goes to the reader of answers"),
        pytest.param("صفر", "start_over", 0.95, READ, "give_answer", id="zero at a number is the number"),
        pytest.param("صفر", "start_over", 0.95, AMOUNT, "give_answer", id="one word is never guessed to start over"),
        pytest.param("صفر", "start_over", 0.95, TEXT, "give_answer", id="nor asked about"),
        pytest.param("noll", "delete_my_data", 0.9, WELCOME, "nlu_fallback", id="nor outside the interview"),
        pytest.param("radera", "delete_my_data", 1.0, AMOUNT, "delete_my_data", id="a known word deletes"),
        pytest.param("radera allt om mig", "delete_my_data", 0.8, CHOICE, "delete_my_data", id="words that mean it"),
        pytest.param("half", "go_back", 0.9, READ, "give_answer", id="what can be read wins over a wish"),
        pytest.param("hemma", "go_to_section", 0.9, READ_CHOICE, "give_answer", id="a choice wins over a wish"),
        pytest.param("let me change home please", "change_answer", 0.9, READ_CHOICE, "ask_which_meant", id="both"),
        pytest.param("is it two hours?", "ask_question", 0.9, READ, "ask_question", id="a question is no answer"),
        pytest.param("450 kr", "calculate_price", 0.9, PAUSED_READ, "give_answer", id="what can be read after a pause"),
        pytest.param("٤٥٠", "ask_why_amount", 0.9, PAUSED_READ, "give_answer", id="a number after a pause"),
        pytest.param("450", "affirm", 0.3, PAUSED_READ, "give_answer", id="a number a little like a yes"),
        pytest.param("450 kr?", "ask_question", 0.9, PAUSED_READ, "ask_question", id="a question after a pause"),
        pytest.param("download", "download_plan", 1.0, PAUSED_READ, "download_plan", id="a known wish after a pause"),
        pytest.param("vi ses imorgon", "say_goodbye", 0.9, PAUSED_READ, "say_goodbye", id="a goodbye with a day in it"),
        pytest.param("ja", "affirm", 1.0, PAUSED_READ, "affirm", id="a yes after a pause is left to the talk"),
        pytest.param("skor och väskor", "give_answer", 0.9, PAUSED, "nlu_fallback", id="few words after a pause"),
        pytest.param("jag säljer skor åt barn", "give_answer", 0.9, PAUSED, "give_answer", id="an answer for sure"),
        pytest.param("dadka agagaarka deggan oo dhan", "give_answer", 0.5, PAUSED, "ask_which_meant", id="unsure then"),
        pytest.param("they pay with a loan", "find_funding", 0.9, PAUSED, "ask_which_meant", id="a topic then"),
        pytest.param("قرض " * 14, "find_funding", 0.9, PAUSED, "give_answer", id="a long text after a pause"),
        pytest.param("I want a person now", "talk_to_adviser", 0.9, PAUSED, "talk_to_adviser", id="a clear wish then"),
        pytest.param("asdf qwer", "greet", 0.1, {**PAUSED, "type": "amount"}, "nlu_fallback", id="nonsense then"),
        pytest.param("اي", "affirm", 1.0, START_OVER, "affirm", id="a clear yes starts over"),
        pytest.param("صفر", "affirm", 0.8, START_OVER, "give_answer", id="what is a little like a yes does not"),
        pytest.param("يمكن", "affirm", 0.9, START_OVER, "give_answer", id="nor does maybe"),
        pytest.param("لا", "deny", 1.0, START_OVER, "deny", id="a no"),
        pytest.param("انت غبي، ما بتفهم شي", "give_answer", 0.9, TEXT, "give_feedback", id="hard words are no answer"),
        pytest.param("you are useless", "ask_if_bot", 0.9, AMOUNT, "give_feedback", id="nor at a number"),
        pytest.param("din idiot", "deny", 0.9, CONFIRM, "give_feedback", id="nor where a yes is expected"),
        pytest.param("idiots", "give_answer", 0.9, TEXT, "give_answer", id="who else is meant is an answer"),
        pytest.param("idiot", "give_answer", 0.9, TEXT, "ask_which_meant", id="who is meant is asked"),
        pytest.param("اشرحلي", "explain_term", 0.3, TEXT, "ask_help", id="explain, in one word"),
        pytest.param("شو يعني؟ أي أعمال بتقصد", "explain_term", 0.8, TEXT, "ask_help", id="what do you mean"),
        pytest.param("tusaale", "give_answer", 0.9, AMOUNT, "ask_example", id="an example, in one word"),
        pytest.param("بدي غير جواب", "give_answer", 0.9, CHOICE, "change_answer", id="change an answer at a choice"),
        pytest.param("jag är trött", "give_answer", 0.9, CHOICE, "pause_talk", id="tired at a choice"),
        pytest.param("jag är trött", "give_answer", 0.9, TEXT, "ask_which_meant", id="tired at an open question"),
        pytest.param("خياطة", "calculate_price", 0.4, TRADE, "start_plan", id="a trade begins a plan"),
        pytest.param("låssmed", "calculate_price", 0.4, WELCOME, "nlu_fallback", id="one unknown word is no topic"),
    ],
)
def test_intent_acted_on(text: str, top: str, confidence: float, context: dict[str, Any], expected: str) -> None:
    entities = [{"entity": "term", "value": "moms"}] if "moms" in text else []
    assert decide(text, weigh(text, [(top, confidence)]), entities, context) == expected


def test_a_wish_in_doubt_is_the_first_of_the_ranking() -> None:
    assert weigh("idiot", [("give_answer", 0.9), ("deny", 0.1)])[0][0] == "give_feedback"
    assert weigh("jag är trött", [("greet", 0.4), ("pause_talk", 0.3)])[0][0] == "pause_talk"
