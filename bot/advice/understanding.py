"""Decides whether a message in mid-interview is an answer or a command, from the text, the ranking and what was asked.

Runs inside Rasa's pipeline (``bot/components/gate.py``). A person's answer must never be taken for a command without
asking, so a free-text question yields only to words that are known as a command, and asks when it is unclear.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.language.choices import parse_yes_no
from bot.language.everyday import means, scolds, wish_said
from bot.language.sayings import asks_meaning, says
from bot.language.whys import why_asked

GIVE_ANSWER = "give_answer"
ASK_WHICH_MEANT = "ask_which_meant"
FALLBACK = "nlu_fallback"
EXPLAIN_TERM = "explain_term"
FEEDBACK = "give_feedback"
BEGIN = "start_plan"

CALCULATING = frozenset({"ask_what_if", "ask_why_amount"})
"""Wishes that name a number of their own, which is then no answer: "what if I charge 450?"."""

COUNTING = frozenset({"make_budget", "calculate_price"})
"""Topics whose words are no answer where a number, a date or a choice is asked for."""

NAVIGATION = frozenset(
    {
        "ask_help",
        "ask_example",
        "repeat_question",
        "go_back",
        "skip_question",
        "pause_talk",
        "continue_plan",
        "change_language",
        "show_progress",
        "change_answer",
        "go_to_section",
        "check_answers",
        "start_over",
        "talk_to_adviser",
        "book_call",
        "leave_queue",
        "download_plan",
        "delete_my_data",
        "ask_privacy",
        "ask_if_bot",
        "greet",
        "say_goodbye",
        "say_thanks",
        "show_budget",
        "ask_figure_source",
        "ask_history",
        "check_packet",
        *CALCULATING,
        EXPLAIN_TERM,
    }
)
"""What may be said at any question. Other intents are topics, and a topic's words are often an answer."""

ANSWERING = frozenset({GIVE_ANSWER, "affirm", "deny", "describe_experience", "start_plan", "give_feedback"})
"""Intents whose phrases, said in answer to an open question, are the answer."""

DRASTIC = frozenset({"start_over", "delete_my_data"})
"""Wishes that set answers aside: never guessed from one word, and settled only by a clear yes."""

DRASTIC_ASKED = frozenset({"start_over", "delete"})
"""What is expected while one of these is asked about once more."""

COURTESIES = frozenset({"greet", "say_goodbye", "say_thanks"})
"""Nobody loses anything when one of these is not heard, so a word that is only like them is not asked about."""

WRITTEN = frozenset({"about", "phone", "email", "times", "interpreter_times", "rating", "own_words"})
"""What may be expected that a person writes in words of their own."""

TOLD = 4
"""Words without a figure. With fewer of them a number stands for itself, however it sounds."""

OPEN_TYPES = frozenset({"text", "place"})
QUESTION_MARKS = ("?", "؟", "？")

SURE = 0.75
"""A question aimed at the bot, or a wish outside the interview, is taken at its word from here."""
POSSIBLE = 0.5
"""Below this an utterance in mid-interview is simply an answer."""
UNDERSTOOD = 0.3
"""Outside the interview nothing is at stake but an answer that misses, so less certainty is enough."""
LONG = 12
"""Words. A longer message at an open question is an answer, however it sounds."""
MORE_THAN_A_PARTING = 4
"""Words. After a pause fewer of them are a last word rather than an answer to an open question."""
SHORT = 2
"""Words. So few, said before there is a plan, are a trade rather than a topic that they are a little like."""

Ranking = Sequence[tuple[str, float]]


def weigh(text: str, ranking: Ranking) -> Ranking:
    """Put first what a text says in everyday words, and leave out drastic wishes that it does not plainly say."""
    left = [(wish, share) for wish, share in ranking if wish not in DRASTIC or _is_plain(text, wish, share)]
    if scolds(text):
        return _first(FEEDBACK, SURE, left)
    said = wish_said(text)
    if said is None or (left and left[0][1] >= 1.0):
        return left
    return _first(said.wish, 1.0 if said.whole else SURE, left)


def _first(wish: str, share: float, others: Ranking) -> Ranking:
    return [(wish, share), *((other, least) for other, least in others if other != wish)]


def _is_plain(text: str, wish: str, share: float) -> bool:
    """Tell whether a drastic wish is said in known words, or surely enough with more than one word that means it."""
    return share >= 1.0 or (share >= POSSIBLE and means(text, wish) > 1)


def decide(
    text: str,
    ranking: Ranking,
    entities: Sequence[Mapping[str, Any]],
    context: Mapping[str, Any],
) -> str:
    """Name the intent to act on.

    ``ranking`` is best first and weighed, confidence 1.0 meaning that the very words are known. ``context`` has
    ``stage``, ``type`` (of the question asked), ``readable`` (the question's own reader reads the text as an answer),
    ``trade`` (no plan yet, and the text names a trade), ``expecting``, ``wish`` (the intent in doubt while that is
    ``which``) and ``slashed`` (the text began with a slash and is no command). May return ``give_answer`` or
    ``ask_which_meant``.
    """
    top, confidence = ranking[0] if ranking else (FALLBACK, 0.0)
    if _is_only_said(text, context):
        return GIVE_ANSWER if context.get("stage") == "interview" else FALLBACK
    if top == GIVE_ANSWER and context.get("stage") not in ("interview", "paused"):
        return FALLBACK
    if _asks_term(text, entities):
        return EXPLAIN_TERM
    if scolds(text) == "clear" and context.get("expecting") not in WRITTEN:
        return FEEDBACK
    if context.get("expecting"):
        return _settle(text, top, confidence, context)
    if context.get("stage") != "interview":
        return _outside(text, top, confidence, context)
    if confidence >= 1.0 and top in NAVIGATION:
        return top
    if context.get("type") in OPEN_TYPES:
        return _at_open_question(text, top, confidence, bool(entities))
    return _at_closed_question(text, top, confidence, bool(context.get("readable")))


def _is_only_said(text: str, context: Mapping[str, Any]) -> bool:
    """Tell whether a text can be no wish at all: no words in it, a slash before it, or that one does not know yet."""
    if context.get("slashed") or not any(character.isalnum() for character in text):
        return True
    return not context.get("expecting") and says(text, "not_known")


def _asks_term(text: str, entities: Sequence[Mapping[str, Any]]) -> bool:
    return any(entity.get("entity") == "term" for entity in entities) and asks_meaning(text)


def _settle_which(text: str, top: str, confidence: float, wish: str) -> str:
    """Read what comes after "is that your answer, or do you want this?": one of the two, a new answer, or neither."""
    if says(text, "my_answer"):
        return GIVE_ANSWER
    if says(text, "my_wish"):
        return wish
    is_short = len(text.split()) <= LONG
    if top in ("affirm", "deny"):
        return top if confidence >= POSSIBLE else GIVE_ANSWER
    if top not in NAVIGATION and top != wish:
        return GIVE_ANSWER
    if confidence >= 1.0 or (is_short and confidence >= SURE):
        return top
    return ASK_WHICH_MEANT if is_short and confidence >= POSSIBLE else GIVE_ANSWER


def _settle(text: str, top: str, confidence: float, context: Mapping[str, Any]) -> str:
    """Read a message by what is expected: words of their own, one of two, or a yes or a no."""
    if context["expecting"] == "which":
        return _settle_which(text, top, confidence, str(context.get("wish")))
    if context["expecting"] in WRITTEN:
        return top if confidence >= 1.0 and top in NAVIGATION | {"affirm", "deny"} else GIVE_ANSWER
    if context["expecting"] in DRASTIC_ASKED:
        return _settle_drastic(text, top, confidence, str(context.get("locale") or "en"))
    if top in ("affirm", "deny") and confidence >= POSSIBLE:
        return top
    if confidence >= 1.0 and top in NAVIGATION:
        return top
    if context.get("stage") == "interview":
        return top if top in NAVIGATION and confidence >= SURE and _is_question(text) else GIVE_ANSWER
    return top if confidence >= UNDERSTOOD else FALLBACK


def _settle_drastic(text: str, top: str, confidence: float, locale: str) -> str:
    """Read what comes after "shall I set it all aside?": only a clear yes is one."""
    said = parse_yes_no(text, locale)
    if isinstance(said, bool):
        return "affirm" if said else "deny"
    if confidence >= 1.0 and top in NAVIGATION | {"affirm", "deny"}:
        return top
    return "deny" if top == "deny" and confidence >= POSSIBLE else GIVE_ANSWER


def _outside(text: str, top: str, confidence: float, context: Mapping[str, Any]) -> str:
    """Read a message outside the interview; a trade by itself begins a plan, whatever topic it is a little like."""
    if context.get("trade") and confidence < 1.0:
        return BEGIN
    if context.get("stage") == "paused":
        return _after_pause(text, top, confidence, context)
    few = context.get("stage") == "welcome" and len(text.split()) <= SHORT and not _is_question(text)
    return top if confidence >= (POSSIBLE if few else UNDERSTOOD) else FALLBACK


def _after_pause(text: str, top: str, confidence: float, context: Mapping[str, Any]) -> str:
    """Read what is said after a pause: perhaps the answer to the question that is still open, more often a wish."""
    words, outside = len(text.split()), FALLBACK if top == GIVE_ANSWER or confidence < UNDERSTOOD else top
    said_yes_or_no = top in ("affirm", "deny") and confidence >= POSSIBLE
    if _is_question(text) or said_yes_or_no or _is_clear_wish(text, top, confidence):
        return outside
    if context.get("readable"):
        return GIVE_ANSWER
    if context.get("type") not in OPEN_TYPES or words < MORE_THAN_A_PARTING:
        return outside
    sure = words > LONG or (top == GIVE_ANSWER and confidence >= SURE)
    return GIVE_ANSWER if sure else ASK_WHICH_MEANT


def _is_clear_wish(text: str, top: str, confidence: float) -> bool:
    """Tell whether a wish is said in known words, or surely and in more than a word or two; thanks need no more."""
    told = sum(word.isalpha() for word in text.split())
    enough = told >= TOLD or (told > 0 and top in COURTESIES)
    sure = confidence >= 1.0 or (confidence >= SURE and enough and len(text.split()) <= LONG)
    return top in NAVIGATION and sure


def _at_open_question(text: str, top: str, confidence: float, names_something: bool) -> str:
    words = len(text.split())
    if scolds(text) or (top in CALCULATING and _asks_perhaps(text)):
        return ASK_WHICH_MEANT
    if top in ANSWERING:
        return ASK_WHICH_MEANT if top == GIVE_ANSWER and _is_question(text) and words <= LONG else GIVE_ANSWER
    if _is_question(text) and confidence >= SURE and words <= LONG:
        return top
    if _is_question(text) and top == EXPLAIN_TERM and names_something:
        return top
    if _is_question(text) and (confidence >= POSSIBLE or words <= LONG):
        return ASK_WHICH_MEANT
    if words <= LONG and confidence >= (SURE if top in COURTESIES else POSSIBLE):
        return ASK_WHICH_MEANT
    return GIVE_ANSWER


def _at_closed_question(text: str, top: str, confidence: float, readable: bool) -> str:
    told = sum(word.isalpha() for word in text.split()) >= TOLD
    if top in CALCULATING and confidence >= SURE:
        if readable and _asks_perhaps(text):
            return ASK_WHICH_MEANT
        if _is_question(text) or why_asked(text):
            return top
        if told:
            return ASK_WHICH_MEANT
    if readable and not _is_question(text):
        return ASK_WHICH_MEANT if told and top in NAVIGATION and confidence >= SURE else GIVE_ANSWER
    if any(character.isdecimal() for character in text):
        return GIVE_ANSWER
    if top in ANSWERING:
        return GIVE_ANSWER
    if _is_question(text) and confidence >= POSSIBLE:
        return top
    return top if top in NAVIGATION | COUNTING and confidence >= SURE else GIVE_ANSWER


def _asks_perhaps(text: str) -> bool:
    """Tell whether a text that asks why may be an answer as well: "500, how come?"."""
    why = why_asked(text)
    return why is not None and not why.plain


def _is_question(text: str) -> bool:
    return text.rstrip().endswith(QUESTION_MARKS)
