"""Everyday words for what people want of the bot, hard words for it, and "none"; and what only sounds like them."""

from __future__ import annotations

import pytest

from bot.language.everyday import Said, means, says_none, scolds, wish_said


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("Förklara!", "ask_help"),
        ("nej, ingen av dem. Förklara frågan tack", "ask_help"),
        ("vilka utgifter menar du?", "ask_help"),
        ("what do u mean", "ask_help"),
        ("Which customers do you mean?", "ask_help"),
        ("neither, explain it please", "ask_help"),
        ("اشرحلي", "ask_help"),
        ("لا هاد ولا هاد، اشرحلي السؤال لو سمحت", "ask_help"),
        ("شو يعني؟ أي أعمال بتقصد", "ask_help"),
        ("ما فهمت، شو قصدك", "ask_help"),
        ("fadlan ii sharax su'aasha", "ask_help"),
        ("kharashkee ayaad ula jeeddaa?", "ask_help"),
        ("Hur mycket måste jag låna av banken?", "show_budget"),
        ("how much do i need to borrow", "show_budget"),
        ("كم لازم استدين من البنك؟", "show_budget"),
        ("كم يلزمني من القروض؟", "show_budget"),
        ("immisa deyn ah ayaan u baahanahay?", "show_budget"),
        ("som vad?", "ask_example"),
        ("like what?", "ask_example"),
        ("مثل شو؟", "ask_example"),
        ("tusaale i sii, fadlan", "ask_example"),
        ("jag är trött, vi fortsätter imorgon", "pause_talk"),
        ("How can I come back from another phone?", "pause_talk"),
        ("خلص تعبت، بكمل بكرا", "pause_talk"),
        ("كيف بقدر ارجع بكرا من تلفون تاني؟", "pause_talk"),
        ("waan daalay, berri ayaan sii wadayaa", "pause_talk"),
        ("oj, jag skrev fel förut", "change_answer"),
        ("i answered wrong", "change_answer"),
        ("بدي غير جواب", "change_answer"),
        ("jawaabtii hore waan khalday", "change_answer"),
    ],
)
def test_a_wish_in_everyday_words(text: str, wish: str) -> None:
    assert wish_said(text) == Said(wish, whole=True)


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("Klänningar och kostymer, förklara", "ask_help"),
        ("I'm tired", "pause_talk"),
        ("تعبت", "pause_talk"),
        ("brudklänningar, till exempel vad", "ask_example"),
    ],
)
def test_a_wish_beside_other_words_is_not_sure(text: str, wish: str) -> None:
    assert wish_said(text) == Said(wish, whole=False)


@pytest.mark.parametrize(
    "text",
    [
        "Jag förklarar lagar för nyanlända",
        "people who are tired after work",
        "تصليح تياب وستاير، مثلا فساتين",
        "Waxaan sharxaa sharciga dadka cusub",
        "I mean women from my street",
        "dresses, for example for weddings",
        "how much can I borrow from Almi?",
        "كم فائدة القرض؟",
        "I want to borrow from my brother",
        "I explain the rules to newcomers, give them an example, and we go on tomorrow, all week long and more",
    ],
)
def test_an_answer_is_no_wish(text: str) -> None:
    assert wish_said(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "انت غبي، ما بتفهم شي",
        "يلعن هالبوت، سؤال سخيف",
        "أنت غبي",
        "هالسؤال تافه",
        "du är helt dum",
        "Vilken dum fråga!",
        "vad är det här för skitfråga",
        "din jävla idiot",
        "you are so stupid",
        "this bot is shit",
        "shut up",
        "nacas baad tahay",
        "botka waa doqon",
    ],
)
def test_hard_words_for_the_bot(text: str) -> None:
    assert scolds(text) == "clear"


@pytest.mark.parametrize("text", ["idiot", "جاري حمار", "värdelöst"])
def test_hard_words_alone_may_be_for_anybody(text: str) -> None:
    assert scolds(text) == "unclear"


@pytest.mark.parametrize(
    "text",
    [
        "the competitors are idiots and their food is shit",
        "Konkurrenten är en idiot som tar för mycket betalt",
        "المنافس حمار وأسعاره غالية كتير",
        "tartamayaashu waa doqomo",
        "customers who ask stupid questions all day long",
        "الزبونة ما بتفهم سويدي",
        "I help you with your taxes",
    ],
)
def test_strong_words_in_an_answer_are_no_hard_words_for_the_bot(text: str) -> None:
    assert scolds(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "ما عندي ديون",
        "ولا شي، كلهم بيدفعوا كاش",
        "ماعندي",
        "inga",
        "jag har inga lån",
        "skulder har jag inga",
        "none of them",
        "I don't have any",
        "no debts",
        "waxba",
        "deyn ma lihi",
    ],
)
def test_none_of_it(text: str) -> None:
    assert says_none(text)


@pytest.mark.parametrize(
    "text",
    [
        "ingen aning",
        "jag har ingen siffra",
        "I have no idea",
        "ما عندي فكرة",
        "ما عندي الرقم",
        "utan moms",
        "fikrad ma hayo",
    ],
)
def test_not_knowing_is_not_none(text: str) -> None:
    assert not says_none(text)


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("börja om från början", "start_over"),
        ("start all over again", "start_over"),
        ("بدي ابدأ من الأول", "start_over"),
        ("mar kale ii bilow", "start_over"),
        ("radera mina uppgifter", "delete_my_data"),
        ("wipe everything about me", "delete_my_data"),
        ("امسح كل معلوماتي", "delete_my_data"),
        ("tirtir xogtayda oo dhan", "delete_my_data"),
    ],
)
def test_words_that_mean_a_drastic_wish(text: str, wish: str) -> None:
    assert means(text, wish) > 1


@pytest.mark.parametrize("text", ["صفر", "noll", "zero", "eber", "allt", "من الزبائن"])
def test_one_word_means_no_drastic_wish(text: str) -> None:
    assert means(text, "start_over") < 2
    assert means(text, "delete_my_data") < 2
