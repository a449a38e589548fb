"""A question about how a number came about is told from an answer, and from a question about something else."""

from __future__ import annotations

import pytest

from bot.language.everyday import Said, wish_said
from bot.language.whys import Why, asks_what_if, asks_why, why_asked


@pytest.mark.parametrize(
    "text",
    [
        "varför 205 488?",
        "varifrån kommer 205 488?",
        "hur kom du fram till 205 488?",
        "hur fick du 205 488 kr?",
        "hur kan skatten bli så hög?",
        "Hur har du räknat ut timpriset?",
        "where does 205,488 come from?",
        "how did you arrive at 205,488?",
        "why is the hourly price so high?",
        "why do I have so little left?",
        "how did you work out the hourly price?",
        "ليش ٢٠٥٤٨٨؟",
        "كيف حسبت سعر الساعة؟",
        "من وين 205488؟",
        "sidee u xisaabisay 205488?",
        "xaggee 205488 ka timid?",
        "205488 xaggee ka timid?",
        "cashuurtu maxay u badan tahay?",
        "418 kun maxaan ugu baahanahay?",
        "skatten, varför så hög?",
        "min skatt varför är den så hög?",
        "the tax, why so high?",
        "205,488 where does it come from?",
        "الضريبة ليش عالية؟",
        "٢٠٥٬٤٨٨ كيف طلعت؟",
    ],
)
def test_a_question_about_a_number_is_heard(text: str) -> None:
    assert asks_why(text)
    assert wish_said(text) == Said("ask_why_amount", whole=True)


@pytest.mark.parametrize(
    "text",
    [
        "205 488?",
        "varför inte 500?",
        "why not 500?",
        "varför 205 488",
        "varför frågar du så mycket?",
        "why do you ask so many questions?",
        "varför är det så viktigt?",
        "är 500 för mycket?",
        "hur många kunder är 500?",
        "ليش ما 500؟",
        "500, varför inte?",
        "maxaa u badan?",
        "macaamiisha maxaa u badan?",
        "50000 xaggee ka amaahdaa?",
        "my rent is 500, how can I lower it?",
        "hur?",
        "",
    ],
)
def test_other_questions_and_answers_are_left_alone(text: str) -> None:
    assert not asks_why(text)


@pytest.mark.parametrize(
    "text",
    [
        "205 488, hur då?",
        "50 183 – how come?",
        "٢٠٥٤٨٨ من وين؟",
        "205488 sababta?",
        "kunderna klagar, varför så dyrt?",
        "varför behöver jag 418 tusen? jag sa 60",
        "why do I need 418 thousand? I said 60",
        "ليش لازم ٤١٨ ألف؟ أنا قلت ٦٠",
        "maxaan ugu baahanahay 418 kun? waxaan iri 60",
    ],
)
def test_what_may_be_an_answer_too_is_not_taken_for_sure(text: str) -> None:
    assert why_asked(text) == Why(plain=False)
    assert wish_said(text) == Said("ask_why_amount", whole=False)


@pytest.mark.parametrize(
    ("text", "tries"),
    [
        pytest.param("what happens if I sell 10 percent less?", True, id="English"),
        pytest.param("vad blir det om jag säljer 10% mindre?", True, id="Swedish"),
        pytest.param("ماذا لو أخذت ٤٥٠؟", True, id="Arabic"),
        pytest.param("ka waran haddii aan 450 qaato?", True, id="Somali"),
        pytest.param("what if nobody comes?", False, id="no number"),
        pytest.param("what if 450", False, id="no question"),
        pytest.param("450, what if?", False, id="an answer first"),
    ],
)
def test_a_question_that_tries_a_number_is_heard(text: str, tries: bool) -> None:
    assert asks_what_if(text) == tries
    assert (wish_said(text) == Said("ask_what_if", whole=True)) == tries
