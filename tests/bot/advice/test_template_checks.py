"""The template loader refuses every kind of mistake with file, entry and remedy, and shows all of them together."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bot.advice.template_files import Raw, general, problems_in, question, questions_of, section_of, trade, write

NO_CHOICES = {"type": "choice"}
YES_NO = question("any", type="yes_no")
CHOICE = [{"choice": "a", "text": "A"}]


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        pytest.param({"wy": "x"}, "wy is not a key here; use", id="unknown key"),
        pytest.param({"why": None}, "why must be a text in quotes", id="empty text"),
        pytest.param({"type": "money"}, "'money' is no type; use text, amount", id="unknown type"),
        pytest.param({"text": "word " * 21}, "text has over 20 words; ask shorter", id="long text"),
        pytest.param({"short": "x" * 71}, "short has 71 characters; 70 is the most", id="long short form"),
        pytest.param({"why": "See {moms}."}, "why has {moms}; only {term_…}", id="foreign placeholder"),
        pytest.param({"short": "{term_moms}?"}, "short has {term_moms}; only", id="term in the short form"),
        pytest.param({"why": "Open { brace"}, "why has {; only", id="lone brace"),
        pytest.param({"examples": []}, "examples must be a list of one or two", id="no example"),
        pytest.param({"examples": ["1", "2", "3"]}, "examples must be a list of one or two", id="three examples"),
        pytest.param({"examples": ["{term_moms}"]}, "take the { } out", id="placeholder in an example"),
        pytest.param({"core": "yes"}, "core must be true or false", id="core in quotes"),
        pytest.param({"skippable": 0}, "skippable must be true or false", id="skippable as a number"),
        pytest.param({"type": "amount", "minimum": 100.5}, 'minimum must stand in quotes: "100.5"', id="unquoted"),
        pytest.param({"type": "amount", "maximum": "much"}, "maximum 'much' is no number", id="no number"),
        pytest.param({"type": "amount", "maximum": "Infinity"}, "is no number", id="infinite limit"),
        pytest.param({"type": "count", "minimum": "9", "maximum": "1"}, "minimum is above maximum", id="limits"),
        pytest.param({"minimum": "1"}, "minimum and maximum are for amount", id="limit of a text"),
        pytest.param(NO_CHOICES, "need choices", id="choice without choices"),
        pytest.param({"choices": CHOICE}, "other types have none", id="choices of a text"),
        pytest.param({**NO_CHOICES, "choices": CHOICE * 2}, "a is taken", id="choice twice"),
        pytest.param({**NO_CHOICES, "choices": [{"choice": True, "text": "A"}]}, "True is no name", id="yes as key"),
        pytest.param({**NO_CHOICES, "choices": [{"choice": "why", "text": "A"}]}, "why is taken", id="reserved choice"),
        pytest.param({**NO_CHOICES, "choices": [{"choice": "a"}]}, "text is missing; write it", id="bare choice"),
        pytest.param({**NO_CHOICES, "choices": ["a"]}, "'a' must have keys and values", id="choice as a word"),
        pytest.param({"when": {"question": "any"}}, "when must be {question: …, is: …}", id="when without is"),
        pytest.param({"when": {"question": "gone", "is": True}}, "when names gone", id="when of nothing"),
        pytest.param({"when": {"question": "later", "is": True}}, "when names later", id="when of a later one"),
        pytest.param(
            {"when": {"question": "any", "is": "yes"}}, "waits for 'yes', which any never", id="when of no value"
        ),
        pytest.param({"when": {"question": "any", "is": [True, {}]}}, "waits for {}", id="when of a mapping"),
        pytest.param({"when": {"question": "any", "is": 1}}, "waits for 1, which any never", id="when of a number"),
        pytest.param({"after": "q1"}, "after is not a key here", id="after in a template of its own"),
    ],
)
def test_a_wrong_question_is_refused(tmp_path: Path, change: Raw, problem: str) -> None:
    data = general()
    later = question("later", type="yes_no")
    section_of(data)["questions"] = [*questions_of(data), YES_NO, question("wrong", **change), later]
    found = problems_in(write(tmp_path, general=data))
    assert len(found) == 1
    assert found[0].startswith("general.yml: wrong: ")
    assert problem in found[0]


@pytest.mark.parametrize("key", ["text", "why", "examples", "short", "rephrase", "type"])
def test_a_question_without_a_key_is_refused(tmp_path: Path, key: str) -> None:
    data = general()
    del questions_of(data)[-1][key]
    assert problems_in(write(tmp_path, general=data)) == [f"general.yml: extra: {key} is missing; write it"]


@pytest.mark.parametrize("count", [11, 13])
def test_a_first_plan_of_another_size_is_refused(tmp_path: Path, count: int) -> None:
    found = problems_in(write(tmp_path, general=general(count)))
    assert found == [f"general.yml: core: {count} questions have core: true; the first plan has 12"]


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        pytest.param({**general(), "titel": "t"}, "file: titel is not a key here", id="unknown key"),
        pytest.param({**general(), "version": 1}, "file: version must be a text in quotes", id="unquoted version"),
        pytest.param({**general(), "template": "Général"}, "file: 'Général' is no name", id="name"),
        pytest.param(
            {**general(), "sections": []}, "file: sections must be a list with at least one", id="no sections"
        ),
        pytest.param({**general(), "drop": "q1"}, "drop: must be a list of questions", id="drop as a word"),
    ],
)
def test_a_wrong_file_is_refused(tmp_path: Path, data: Raw, problem: str) -> None:
    assert f"general.yml: {problem}" in "\n".join(problems_in(write(tmp_path, general=data)))


@pytest.mark.parametrize("key", ["description", "template", "version", "title", "sections"])
def test_a_file_without_a_key_is_refused(tmp_path: Path, key: str) -> None:
    data = general()
    del data[key]
    assert f"general.yml: file: {key} is missing; write it" in problems_in(write(tmp_path, general=data))


def test_a_question_that_stands_twice_is_refused(tmp_path: Path) -> None:
    data = general()
    questions_of(data).append(question("extra"))
    found = problems_in(write(tmp_path, general=data))
    assert found == ["general.yml: extra: stands twice; each section and question has its own name"]


def test_two_files_of_one_template_are_refused(tmp_path: Path) -> None:
    found = problems_in(write(tmp_path, general=general(), other=general()))
    assert found == ["other.yml: general: general.yml is the same template; give each its own name"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        pytest.param("a: 1\na: 2\n", "bad.yml: line 2: a stands twice; keep one of them", id="key twice"),
        pytest.param("a: [\n", "bad.yml: line 2: did not find", id="no YAML"),
        pytest.param("- a\n", "bad.yml: file: must have keys and values", id="a list"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path, text: str, problem: str) -> None:
    (tmp_path / "bad.yml").write_text(text, encoding="utf-8")
    assert problems_in(tmp_path)[0].startswith(problem)


NEW = question("new", after="q1")


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        pytest.param(trade(question("new")), "new: after must name a question of section idea", id="no after"),
        pytest.param(trade(question("new", after="gone")), "stand behind; it names gone", id="after nothing"),
        pytest.param(trade({"question": "new", "after": "q1"}), "new: why is missing; write it", id="new without text"),
        pytest.param(trade(drop=["gone"]), "drop: gone is not inherited; take it out", id="drop of nothing"),
        pytest.param(trade(NEW, drop=["new"]), "drop: new is not inherited; take it out", id="drop of its own"),
        pytest.param(trade(drop=["q1"]), "drop: q1 is not inherited", id="drop of a changed one"),
        pytest.param(trade(drop=["q2"]), "core: 11 questions have core: true", id="drop of a core question"),
        pytest.param(trade({"question": "extra", "type": "choice"}), "extra: types choice", id="changed type"),
        pytest.param(
            trade(extends="gone"), "extends: gone does not stand on its own; use general", id="extends nothing"
        ),
        pytest.param(trade(extends="food"), "extends: food does not stand on its own", id="extends itself"),
    ],
)
def test_a_wrong_trade_is_refused(tmp_path: Path, data: Raw, problem: str) -> None:
    found = problems_in(write(tmp_path, general=general(), food=data))
    assert problem in "\n".join(found)
    assert {line.split(":")[0] for line in found} == {"food.yml"}


def test_a_trade_cannot_drop_what_another_question_waits_for(tmp_path: Path) -> None:
    data = general()
    waiting = question("waiting", when={"question": "any", "is": True})
    section_of(data)["questions"] = [*questions_of(data), YES_NO, waiting]
    found = problems_in(write(tmp_path, general=data, food=trade(drop=["any"])))
    assert found == ["food.yml: waiting: when names any, which is no question before this one"]


def test_a_trade_cannot_bring_a_section_or_move_a_question(tmp_path: Path) -> None:
    data = general()
    sections = data["sections"]
    assert isinstance(sections, list)
    sections.append({"section": "money", "title": "Money", "questions": [question("price")]})
    elsewhere = [{"section": "money", "questions": [question("q1", after="price")]}]
    found = problems_in(write(tmp_path, general=data, food=trade(sections=elsewhere)))
    assert found == ["food.yml: q1: stands in section idea already; change it there"]
    unknown = [{"section": "garden", "questions": [{"question": "q1", "why": "Why."}]}]
    found = problems_in(write(tmp_path, food=trade(sections=unknown)))
    assert found == ["food.yml: garden: is no section; use idea, money"]


def test_all_problems_of_all_files_are_shown_together(tmp_path: Path) -> None:
    one, two = general(), general()
    one["titel"], two["titel"] = "t", "t"
    found = problems_in(write(tmp_path, general=one, other={**two, "template": "other"}))
    assert [line.split(":")[0] for line in found] == ["general.yml", "other.yml"]
