"""Which answers wait for an adviser: those on an organisation's topics, and never a question of the interview."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.actions.advising import library
from bot.advice.approval import (
    Approval,
    ApprovalError,
    ChoiceError,
    Policy,
    judge,
    load_approval,
    names_in,
    safe,
    waits,
)
from bot.advice.facts import INTERVIEW, Facts
from bot.advice.interview import question_reply
from bot.advice.turn import Reply
from bot.language.catalogue import default_catalogue
from bot.language.locales import ROOT

DATA = ROOT / "bot" / "data"
RULES = load_approval(DATA / "desk" / "approval.yml")
EVERYTHING = frozenset(RULES.topics)
PERMITS = Reply("utter_find_permits")
CARD = Reply("utter_term_card", {"meaning": {"type": "message", "name": "term.moms.meaning", "values": {}}})
QUESTION = Reply("utter_ask_answer", {"question": {"type": "message", "name": "general.idea_what.text", "values": {}}})


def policy(organisation: str = "o_north", *topics: str, attended: bool = True) -> Policy:
    """Make the choice of an organisation; all topics unless some are named."""
    return Policy(organisation, organisation.title(), frozenset(topics) or EVERYTHING, 5, attended)


def test_every_name_in_the_data_is_one_that_people_read() -> None:
    catalogue = default_catalogue()
    names = {name for covered in RULES.topics.values() for name in covered}
    texts = {f"{kind}{topic}" for topic in RULES.topics for kind in ("utter_approval_where_", "desk_topic_")}
    unknown = [name for name in sorted(names | texts) if not catalogue.text(name, "en").text]
    assert unknown == []


@pytest.mark.parametrize(
    ("reply", "topic"),
    [
        pytest.param(PERMITS, "permits", id="a reply by its name"),
        pytest.param(CARD, "tax", id="a card by its word"),
        pytest.param(
            Reply(
                "utter_budget_why",
                {
                    "steps": {
                        "type": "lines",
                        "items": [{"type": "message", "name": "utter_budget_step_employer_fees", "values": {}}],
                    }
                },
            ),
            "staff",
            id="a line deep inside",
        ),
        pytest.param(
            Reply("utter_only_human", {"topic": {"type": "message", "name": "utter_topic_residence", "values": {}}}),
            "residence",
            id="what is left to humans",
        ),
        pytest.param(Reply("utter_find_funding"), None, id="another answer"),
        pytest.param(QUESTION, None, id="a question"),
    ],
)
def test_a_topic_is_found_by_names(reply: Reply, topic: str | None) -> None:
    assert RULES.topic_of(reply, EVERYTHING) == topic
    assert RULES.topic_of(reply, EVERYTHING - {topic or ""}) is None


def test_no_question_of_any_template_ever_waits() -> None:
    asked = [
        question_reply(question, Facts("en", date(2026, 11, 23), stage=INTERVIEW, misses=misses, template=name))
        for name, template in library().templates.items()
        for question in template.questions
        for misses in (0, 2, 3)
    ]
    assert len(asked) > 300
    for reply in asked:
        # Even if the very words of the question stood on the list.
        greedy = Approval({"all": frozenset(names_in(reply))}, 5, 60, 5)
        assert judge([reply], greedy, [policy("o", "all")]).shown == (reply,)


replies = st.lists(st.sampled_from([PERMITS, CARD, QUESTION, Reply("utter_find_funding"), Reply("utter_greet")]))
policies = st.lists(
    st.builds(
        Policy,
        st.sampled_from(["o_a", "o_b"]),
        st.just("House"),
        st.frozensets(st.sampled_from(sorted(EVERYTHING))),
        st.integers(1, 60),
        st.booleans(),
    ),
    max_size=3,
)


@given(replies, policies, st.booleans())
def test_nothing_is_lost_or_said_twice(said: list[Reply], chosen: list[Policy], has_room: bool) -> None:
    done = judge(said, RULES, chosen, has_room=has_room)
    told = [reply for reply in done.shown if not reply.name.startswith("utter_approval_")]
    notices = [reply for reply in done.shown if reply.name.startswith("utter_approval_")]
    wanted: frozenset[str] = frozenset().union(*(one.topics for one in chosen))
    if not any(RULES.topic_of(reply, wanted) for reply in said):
        assert (list(done.shown), done.policy) == (said, None)
    elif done.policy:
        assert notices == [waits(done.policy.name, done.policy.minutes)]
        assert told == [reply for reply in said if not RULES.topic_of(reply, done.policy.topics)]
        assert list(done.held) == [reply for reply in said if RULES.topic_of(reply, done.policy.topics)]
        assert done.policy.attended
        assert has_room
    else:
        assert len(notices) == 1
        assert notices[0].name == "utter_approval_safe"
        assert done.held == ()


def test_the_answer_gives_way_to_who_reads_it_and_the_question_stays_last() -> None:
    done = judge([Reply("utter_greet"), CARD, PERMITS, QUESTION], RULES, [policy()])
    assert [reply.name for reply in done.shown] == ["utter_greet", "utter_approval_waits", "utter_ask_answer"]
    assert done.held == (CARD, PERMITS)
    assert done.shown[1].values == {
        "organisation": {"type": "name", "value": "O_North"},
        "n": {"type": "count", "value": 5},
    }


def test_without_anybody_there_a_safe_text_goes_out_at_once() -> None:
    done = judge([PERMITS, QUESTION], RULES, [policy(attended=False)])
    assert done.shown == (safe("permits"), QUESTION)
    assert done.policy is None
    assert {button.intent for button in done.shown[0].buttons} == {"talk_to_adviser", "leave_contact"}


def test_whoever_is_there_reads_it_before_an_organisation_where_nobody_is() -> None:
    done = judge([PERMITS], RULES, [policy("o_a", attended=False), policy("o_b")])
    assert done.policy is not None
    assert done.policy.organisation == "o_b"


def test_who_reads_only_tax_leaves_permits_alone() -> None:
    assert judge([PERMITS], RULES, [policy("o", "tax")]).shown == (PERMITS,)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        pytest.param(("minutes: 5", "minutes: soon"), "minutes: write a whole number above 0", id="a word for minutes"),
        pytest.param(("minutes: 5\n", ""), "minutes is missing", id="no minutes"),
        pytest.param(("  permits:", "  permits: []\n  more:"), "permits: replies is missing", id="no lists"),
        pytest.param(('"utter_find_permits"', '"utter_ask_answer"'), "must not wait", id="a question of the interview"),
        pytest.param(('      - "moms"\n', "      - 7\n"), "tax.terms: write a list of names", id="a number for a word"),
        pytest.param(("description", "about"), "about is not a key here", id="an unknown key"),
    ],
)
def test_a_wrong_file_is_told_with_its_entry(tmp_path: Path, change: tuple[str, str], problem: str) -> None:
    text = (DATA / "desk" / "approval.yml").read_text(encoding="utf-8")
    assert change[0] in text
    path = tmp_path / "approval.yml"
    path.write_text(text.replace(*change, 1), encoding="utf-8")
    with pytest.raises(ApprovalError, match=r"approval\.yml") as error:
        load_approval(path)
    assert problem in str(error.value)


def test_a_choice_keeps_the_order_of_the_data_and_its_limits() -> None:
    assert RULES.choose(["permits", "tax"], None) == {"topics": ["tax", "permits"], "minutes": 5}
    assert RULES.choose([], 7) == {}
    for topics, minutes in ((["taxi"], 5), (["tax"], 0), (["tax"], 61)):
        with pytest.raises(ChoiceError, match=r"taxi|minutes"):
            RULES.choose(topics, minutes)
