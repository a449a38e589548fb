"""Our business-plan templates are whole, and a trade inherits, changes, adds and drops as its file says."""

from __future__ import annotations

import re
import time
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.advice.facts import SKIPPED, Answer
from bot.advice.template_checks import TYPES
from bot.advice.templates import Condition, Question, applies, holds, load_templates, to_come
from bot.advice.terms import load_terms
from tests.bot.advice.template_files import Raw, general, question, questions_of, section_of, trade, write

DATA = Path(__file__).parents[3] / "bot" / "data"
TRADES = ("craft_and_cleaning", "food", "personal_service", "trade")
SECTIONS = "idea owner products customers competitors marketing place staff company timeplan risks money".split()
BUDGET_SECTIONS = "household prices sales costs staff_costs start_costs financing".split()


def test_our_templates_are_those_promised_and_the_general_one_comes_last() -> None:
    templates = load_templates(DATA / "templates")
    assert list(templates) == [*TRADES, "general"]
    assert [section.id for section in templates["general"].sections] == SECTIONS + BUDGET_SECTIONS
    assert [section.id for section in templates["general"].sections if section.joined] == BUDGET_SECTIONS
    own = [section for section in templates["general"].sections if not section.joined]
    assert 40 <= sum(len(section.questions) for section in own) <= 60
    assert {question.type for question in templates["general"].questions} == set(TYPES)


@pytest.mark.parametrize("name", [*TRADES, "general"])
def test_the_first_plan_has_twelve_questions_that_everybody_is_asked(name: str) -> None:
    core = load_templates(DATA / "templates")[name].core
    assert len(core) == 12
    assert [question.id for question in core if question.when] == []


@pytest.mark.parametrize("name", TRADES)
def test_a_trade_gives_its_own_examples_to_the_first_plan_and_addsquestions_of(name: str) -> None:
    templates = load_templates(DATA / "templates")
    examples = {question.names["example1"].split(".")[0] for question in templates[name].core}
    assert examples == {name}
    assert 6 <= len(templates[name].ids - templates["general"].ids) <= 12


def test_every_term_in_a_template_has_a_card() -> None:
    cards = {f"term_{term}" for term in load_terms(DATA / "terms")}
    for path in (DATA / "templates").glob("*.yml"):
        used = set(re.findall(r"\{(\w+)\}", path.read_text(encoding="utf-8")))
        assert used - cards == set(), path.name


def test_no_text_states_a_rate_a_fee_or_a_year() -> None:
    figure = re.compile(r"\d\s*(%|percent)|\b(19|20)\d\d\b|\d\s*(kr|kronor)\b")
    for path in (DATA / "templates").glob("*.yml"):
        for section in yaml.safe_load(path.read_text(encoding="utf-8"))["sections"]:
            for asked in section.get("questions", []):
                for key in ("text", "why", "short"):
                    assert not figure.search(asked.get(key, "")), f"{path.name}: {asked['question']}: {key}"


def test_no_two_questions_of_a_template_ask_in_the_same_words() -> None:
    templates = load_templates(DATA / "templates")
    for template in templates.values():
        for key in ("text", "short", "rephrase"):
            names = Counter(question.names[key] for question in template.questions)
            assert max(names.values()) == 1


def test_all_templates_and_terms_are_read_in_under_150_milliseconds() -> None:
    best = min(_seconds_to_load() for _ in range(5))
    assert best < 0.15


def _seconds_to_load() -> float:
    begun = time.perf_counter()
    load_templates(DATA / "templates")
    load_terms(DATA / "terms")
    return time.perf_counter() - begun


def test_a_trade_inherits_changes_adds_and_drops(tmp_path: Path) -> None:
    change: Raw = {"question": "q1", "examples": ["Soup."]}
    added = question("seats", type="count", minimum="0", maximum="9.5", after="q1")
    write(tmp_path, general=general(), food=trade(change, added, drop=["extra"]))
    template = load_templates(tmp_path)["food"]
    assert [question.id for question in template.questions][:3] == ["q1", "seats", "q2"]
    assert "extra" not in template.ids
    assert template.names == {"title": "food.title"}
    assert template.sections[0].names == {"title": "general.idea.title"}
    names = template.question("q1").names
    assert (names["text"], names["example1"]) == ("general.q1.text", "food.q1.example1")
    assert "example2" not in names
    assert (template.question("seats").minimum, template.question("seats").maximum) == (Decimal("0"), Decimal("9.5"))
    assert load_templates(tmp_path)["general"].question("q1").names["example1"] == "general.q1.example1"


def test_replaced_choices_leave_no_names_behind(tmp_path: Path) -> None:
    data = general()
    first = question("form", type="choice", choices=[{"choice": "old", "text": "Old"}])
    section_of(data)["questions"] = [*questions_of(data), first]
    new: Raw = {"question": "form", "choices": [{"choice": "new", "text": "New"}]}
    write(tmp_path, general=data, food=trade(new))
    asked = load_templates(tmp_path)["food"].question("form")
    assert [choice.choice for choice in asked.choices] == ["new"]
    assert asked.names["new"] == "food.form.new"
    assert "old" not in asked.names


def test_an_unknown_question_is_a_key_error(tmp_path: Path) -> None:
    template = load_templates(write(tmp_path, general=general()))["general"]
    with pytest.raises(KeyError):
        template.question("nowhere")


def answer(value: object) -> Answer:
    """Give an answer with that value."""
    return Answer(value, str(value), "en")


IS = Condition("form", ("a", "b"))
IS_NOT = Condition("form", ("a", "b"), negated=True)


@pytest.mark.parametrize(
    ("condition", "answers", "expected"),
    [
        pytest.param(None, {}, True, id="no condition"),
        pytest.param(IS, {"form": answer("b")}, True, id="is"),
        pytest.param(IS, {"form": answer("c")}, False, id="is another"),
        pytest.param(IS, {"form": answer(["c", "a"])}, True, id="one of several choices"),
        pytest.param(IS, {}, False, id="is, not answered"),
        pytest.param(IS_NOT, {"form": answer("c")}, True, id="is not"),
        pytest.param(IS_NOT, {"form": answer("a")}, False, id="is not, but is"),
        pytest.param(IS_NOT, {}, False, id="is not, not answered"),
        pytest.param(IS_NOT, {"form": Answer(None, "", "en", SKIPPED)}, False, id="is not, skipped"),
    ],
)
def test_a_question_applies(condition: Condition | None, answers: dict[str, Answer], expected: bool) -> None:
    assert applies(Question("q", "text", {}, when=condition), answers) is expected


def test_the_number_of_questions_never_grows_while_one_answers() -> None:
    """What waits for an open question counts from the start, so each answer can only rule questions out."""
    template = load_templates(DATA / "templates")["general"]
    answers: dict[str, Answer] = {}
    before = len(to_come(template, answers))
    for one in template.questions:
        if one.when is not None and not holds(one.when, answers):
            continue
        value: Any = True if one.type == "yes_no" else one.choices[0].choice if one.choices else "1"
        answers[one.id] = Answer([value] if one.type == "choices" else value, "", "en")
        now = len(to_come(template, answers))
        assert now <= before, one.id
        before = now
    assert {one.id for one in to_come(template, answers)} == set(answers)
