"""Business-plan templates: their shapes, and the loader that reads, checks and joins ``bot/data/templates/*.yml``.

A trade template says only where it differs from the one it extends; a file that joins another (``joins``) has sections
of its own for it, as the budgets have. Texts are not held here: ``names`` gives for each text the name it has in the
catalogue, with the template it was written in in front.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path

from bot.advice.facts import ANSWERED, Answer
from bot.advice.reading import DataError, Problems, read_folder
from bot.advice.template_checks import CHOICES, Raw, check_file, condition_values
from bot.advice.template_plans import Draft, Plan, check_plan, extend_plan, join_plan, list_in, read_plan


class TemplateError(DataError):
    """Template files are wrong; ``problems`` has all of them."""


@dataclass(frozen=True)
class Choice:
    """One of the answers a person may pick; its text is ``question.names[choice]``."""

    choice: str


@dataclass(frozen=True)
class Condition:
    """When a question is asked: another one's answer is among ``values``, or is not when ``negated``."""

    question: str
    values: tuple[object, ...]
    negated: bool = False


@dataclass(frozen=True)
class Question:
    """A question. ``names`` has ``text why example1 example2 short rephrase`` and one name for each choice.

    ``names`` may have ``find_out``, how to learn what one does not know, and ``remember``, what a trade must not forget
    in a cost. An amount that is counted ``per`` week,
    month or year may be said by another time, and is converted; ``vat`` says that it matters whether moms is in it.
    ``own_words`` says that an answer need not be one of the choices.
    """

    id: str
    type: str
    names: Mapping[str, str]
    core: bool = False
    skippable: bool = True
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    choices: tuple[Choice, ...] = ()
    own_words: bool = False
    when: Condition | None = None
    per: str | None = None
    vat: bool = False


@dataclass(frozen=True)
class Section:
    """Questions that belong together; ``names`` has ``title``.

    ``joined`` says that it is none of the plan's own; ``also`` names questions of the plan that it cannot do without.
    """

    id: str
    names: Mapping[str, str]
    questions: tuple[Question, ...]
    joined: bool = False
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Template:
    """A whole plan to fill in; ``names`` has ``title``."""

    id: str
    version: str
    names: Mapping[str, str]
    sections: tuple[Section, ...]

    @cached_property
    def _by_id(self) -> Mapping[str, Question]:
        return {question.id: question for section in self.sections for question in section.questions}

    @property
    def questions(self) -> tuple[Question, ...]:
        """Every question in order."""
        return tuple(self._by_id.values())

    @property
    def core(self) -> tuple[Question, ...]:
        """The twelve questions of the first plan, in order."""
        return tuple(question for question in self.questions if question.core)

    @property
    def ids(self) -> frozenset[str]:
        """The ids of all questions."""
        return frozenset(self._by_id)

    def question(self, name: str) -> Question:
        """Give a question by id; raise ``KeyError`` when the template has none of that id."""
        return self._by_id[name]

    @cached_property
    def joined(self) -> Mapping[str, Section]:
        """Give the questions that the joined sections ask, in order, each with the section that asks it."""
        return {
            name: section
            for section in self.sections
            if section.joined
            for name in (*section.also, *(question.id for question in section.questions))
        }

    def section_of(self, name: str) -> Section:
        """Give the section a question stands in; raise ``KeyError`` when the template has none of that id."""
        for section in self.sections:
            if any(question.id == name for question in section.questions):
                return section
        raise KeyError(name)


def applies(question: Question, answers: Mapping[str, Answer]) -> bool:
    """Tell if a question is to be asked; one that waits for another applies only once that one is answered."""
    return question.when is None or holds(question.when, answers)


def holds(condition: Condition, answers: Mapping[str, Answer]) -> bool:
    """Tell if an answer was given that a condition waits for."""
    answer = answers.get(condition.question)
    if answer is None or answer.state != ANSWERED:
        return False
    given = answer.value if isinstance(answer.value, list | tuple) else [answer.value]
    return any(value in condition.values for value in given) != condition.negated


def to_come(template: Template, answers: Mapping[str, Answer]) -> tuple[Question, ...]:
    """Give the questions of a plan that are counted everywhere: all but those that an answer has ruled out.

    What waits for an open question counts as well, so that the number of questions never grows while one answers.
    """
    return tuple(question for question in template.questions if _may_come(template, question, answers))


def _may_come(template: Template, question: Question, answers: Mapping[str, Answer]) -> bool:
    if question.when is None or holds(question.when, answers):
        return True
    waits_for = question.when.question
    is_open = waits_for in template.ids and waits_for not in answers
    return is_open and _may_come(template, template.question(waits_for), answers)


def counted(template: Template, answers: Mapping[str, Answer]) -> tuple[Question, ...]:
    """Give the questions that progress is told of, as the person's screen does: the first plan's until it is done."""
    due = to_come(template, answers)
    core = tuple(question for question in due if question.core)
    return core if any(question.id not in answers for question in core) else due


def load_templates(folder: Path) -> Mapping[str, Template]:
    """Read all templates, those for a trade first and the general ones last, as they are offered.

    Raises ``TemplateError`` with every problem found.
    """
    problems = Problems()
    files: dict[str, tuple[str, Raw]] = {}
    for path, data in read_folder(folder, problems):
        if not check_file(path, data, problems):
            continue
        name = str(data["template"])
        if name in files:
            problems.add(path, name, f"{files[name][0]} is the same template; give each its own name")
        files[name] = (path, data)
    parts = [name for name, (_, data) in files.items() if "joins" in data]
    joining = [files.pop(name) for name in parts]
    plans = {name: read_plan(path, data) for name, (path, data) in files.items() if "extends" not in data}
    for part in joining:
        join_plan(*part, plans, problems)
    for plan in plans.values():
        check_plan(plan, problems)
    if not problems.found:
        trades = {name: extend_plan(*file, plans, problems) for name, file in files.items() if name not in plans}
        plans = {name: plan for name, plan in trades.items() if plan} | plans
    if problems.found:
        raise TemplateError(problems.found)
    return {name: _template(name, plan) for name, plan in plans.items()}


def _template(name: str, plan: Plan) -> Template:
    sections = tuple(
        Section(
            section,
            draft.names,
            tuple(map(_question, plan.questions[section].values())),
            joined=section in plan.joined,
            also=_also(draft, plan),
        )
        for section, draft in plan.sections.items()
    )
    return Template(name, plan.version, {"title": plan.title}, sections)


def _also(draft: Draft, plan: Plan) -> tuple[str, ...]:
    """Name the plan's questions that a section takes up; a trade may have dropped some."""
    named = draft.values.get("also")
    return tuple(str(name) for name in (named if isinstance(named, list) else []) if plan.section_of(str(name)))


def _question(draft: Draft) -> Question:
    values = draft.values
    condition = values.get("when")
    return Question(
        id=str(values["question"]),
        type=str(values["type"]),
        names=draft.names,
        core=bool(values.get("core", False)),
        skippable=bool(values.get("skippable", True)),
        minimum=Decimal(str(values["minimum"])) if "minimum" in values else None,
        maximum=Decimal(str(values["maximum"])) if "maximum" in values else None,
        choices=tuple(Choice(str(choice["choice"])) for choice in list_in(values, "choices")),
        own_words=str(values["type"]) in CHOICES and bool(values.get("own_words", True)),
        when=_condition(condition) if isinstance(condition, dict) else None,
        per=str(values["per"]) if "per" in values else None,
        vat=bool(values.get("vat", False)),
    )


def _condition(condition: Raw) -> Condition:
    return Condition(str(condition["question"]), condition_values(condition), "is_not" in condition)
