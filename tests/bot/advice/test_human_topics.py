"""Questions on which the bot must not advise go to a human, in every language; other questions do not."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.actions.advising import library
from bot.advice.conversation import ask_question
from bot.advice.facts import INTERVIEW, Facts
from bot.advice.human_topics import TopicsError, find_topic, load_topics
from bot.advice.library import Heard
from bot.advice.turn import Reply
from bot.language.rendering import render

FACTS = Facts("sv", date(2026, 11, 22), INTERVIEW, "general", "idea_what")


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("Kan jag starta företag utan uppehållstillstånd?", "residence"),
        ("does my residence permit allow a company?", "residence"),
        ("هل يسمح تصريح الإقامة بفتح شركة؟", "residence"),
        ("Sharciga deganaanshaha ma ii oggol yahay?", "residence"),
        ("Jag har skulder hos Kronofogden, vad gör jag?", "debts"),
        ("how do I appeal the decision?", "appeals"),
        ("Hur överklagar jag beslutet?", "appeals"),
        ("sideen u qaataa racfaan?", "appeals"),
    ],
)
def test_a_topic_for_humans_is_left_to_them(text: str, topic: str) -> None:
    (reply,) = ask_question(library(), FACTS, Heard(text, "ask_question", {}))
    assert isinstance(reply, Reply)
    assert reply.name == "utter_only_human"
    assert reply.values["topic"]["name"] == f"utter_topic_{topic}"
    assert [button.intent for button in reply.buttons] == ["talk_to_adviser"]
    assert "{" not in render(reply.name, reply.values, locale="en").text


@pytest.mark.parametrize("text", ["Hur mycket moms betalar jag?", "كم الضريبة؟", ""])
def test_other_questions_are_not(text: str) -> None:
    assert find_topic(text, library().human_topics) is None


def test_a_broken_list_says_what_to_write(tmp_path: Path) -> None:
    path = tmp_path / "human_topics.yml"
    path.write_text("topics: {residence: asyl}", encoding="utf-8")
    with pytest.raises(TopicsError, match="list of words in quotes"):
        load_topics(path)
