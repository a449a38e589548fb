"""Phrases that mean something by themselves are known in every language, and nothing longer is taken for them."""

from __future__ import annotations

import pytest

from bot.language.sayings import Saying, asks_meaning, says


@pytest.mark.parametrize(
    ("text", "saying"),
    [
        ("vet inte än", "not_known"),
        ("Jag vet faktiskt inte riktigt ännu.", "not_known"),
        ("ingen aning", "not_known"),
        ("I don't know yet", "not_known"),
        ("i don’t really know", "not_known"),
        ("idk", "not_known"),
        ("لا أعرف بعد", "not_known"),
        ("والله ما بعرف لسا", "not_known"),
        ("لا ادري حتى الآن", "not_known"),
        ("weli ma garanayo", "not_known"),
        ("Hadda ma hubo", "not_known"),
        ("det är mitt svar", "my_answer"),
        ("my answer", "my_answer"),
        ("جوابي", "my_answer"),
        ("waa jawaabtayda", "my_answer"),
        ("the other one", "my_wish"),
        ("min önskan", "my_wish"),
        ("طلبي", "my_wish"),
        ("codsigayga", "my_wish"),
    ],
)
def test_a_whole_phrase_is_known(text: str, saying: Saying) -> None:
    assert says(text, saying)


@pytest.mark.parametrize(
    ("text", "saying"),
    [
        pytest.param("jag vet inte, ta nästa", "not_known", id="a wish to skip goes with it"),
        pytest.param("vet inte, kanske 500 kr", "not_known", id="a guess goes with it"),
        pytest.param("kunder som inte vet", "not_known", id="about customers"),
        pytest.param("no idea is too small", "not_known", id="a sentence about something else"),
        pytest.param("لا أعرف من سيشتري غير جيراني", "not_known", id="an answer that begins so"),
        pytest.param("ma garanayo dad badan", "not_known", id="an answer in Somali that begins so"),
        pytest.param("idé", "not_known", id="a word of the phrase"),
        pytest.param("nu", "not_known", id="only a small word"),
        pytest.param("my answer is bread", "my_answer", id="an answer"),
    ],
)
def test_more_than_the_phrase_is_not_it(text: str, saying: Saying) -> None:
    assert not says(text, saying)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("vad betyder egenavgifter", True),
        ("what is moms", True),
        ("ما معنى egenavgifter", True),
        ("egenavgifter شو يعني", True),
        ("F-skatt macnaheedu waa maxay", True),
        ("egenavgifter, vad är det", True),
        ("what is", False),
        ("jag vet vad moms är", False),
        ("vad är det bästa med att äta hos mig i Boden", False),
        ("maxay iibsan karaan macaamiisha", False),
    ],
)
def test_asking_for_a_meaning_needs_no_question_mark(text: str, asked: bool) -> None:
    assert asks_meaning(text) is asked
