"""Template files on their way to templates: a plan's raw questions, and what a trade's file changes, adds and drops."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.advice.reading import Problems
from bot.advice.template_checks import CORE_QUESTIONS, TEXT_KEYS, Raw, check_question, questions_in


@dataclass
class Draft:
    """A question or section on its way: raw values and the names of its texts."""

    values: dict[str, object]
    names: dict[str, str]


@dataclass
class Plan:
    """A template on its way. ``sections`` holds each section's draft, ``joined`` those from another file."""

    path: str
    version: str
    title: str
    sections: dict[str, Draft] = field(default_factory=dict)
    questions: dict[str, dict[str, Draft]] = field(default_factory=dict)
    joined: set[str] = field(default_factory=set)

    def section_of(self, question: str) -> str | None:
        """Name the section a question stands in, None when it is new."""
        return next((name for name, held in self.questions.items() if question in held), None)


def read_plan(path: str, data: Raw) -> Plan:
    """Read a checked file that stands on its own."""
    template = str(data["template"])
    plan = Plan(path, str(data["version"]), f"{template}.title")
    for section in list_in(data, "sections"):
        name = str(section["section"])
        plan.sections[name] = Draft(section, {"title": f"{template}.{name}.title"})
        drafts = (Draft(question, _names(template, question)) for question in list_in(section, "questions"))
        plan.questions[name] = {str(draft.values["question"]): draft for draft in drafts}
    return plan


def join_plan(path: str, data: Raw, plans: Mapping[str, Plan], problems: Problems) -> None:
    """Put the sections of a file behind those of the plan it joins; note it when that is unknown."""
    whole = plans.get(str(data["joins"]))
    if whole is None:
        problems.add(path, "joins", f"{data['joins']} does not stand on its own; use {', '.join(plans)}")
        return
    part = read_plan(path, data)
    for name in part.sections.keys() & whole.sections.keys():
        problems.add(path, name, f"is a section of {data['joins']} already; give it another name")
    for name in (question for held in part.questions.values() for question in held):
        if whole.section_of(name):
            problems.add(path, name, f"is a question of {data['joins']} already; give it another name")
    for name, draft in part.sections.items():
        also = draft.values.get("also")
        for question in also if isinstance(also, list) else []:
            if not whole.section_of(str(question)):
                problems.add(path, name, f"also names {question}, which is no question of {data['joins']}; take it out")
    whole.sections.update(part.sections)
    whole.questions.update(part.questions)
    whole.joined |= part.sections.keys()


def list_in(data: Raw, key: str) -> list[dict[str, object]]:
    """Give the list under a key of checked data, empty when there is none."""
    value = data.get(key)
    return value if isinstance(value, list) else []


def _names(template: str, question: Raw) -> dict[str, str]:
    """Name the texts that a question has in this file."""
    keys = [key for key in TEXT_KEYS if key in question]
    keys += [f"example{number}" for number, _ in enumerate(list_in(question, "examples"), 1)]
    keys += [str(choice["choice"]) for choice in list_in(question, "choices")]
    return {key: f"{template}.{question['question']}.{key}" for key in keys}


def extend_plan(path: str, data: Raw, plans: Mapping[str, Plan], problems: Problems) -> Plan | None:
    """Join a trade's file with the template it extends; give None and note it when that is unknown."""
    base = plans.get(str(data["extends"]))
    if base is None:
        problems.add(path, "extends", f"{data['extends']} does not stand on its own; use {', '.join(plans)}")
        return None
    template = str(data["template"])
    plan = Plan(path, str(data["version"]), f"{template}.title", dict(base.sections), joined=base.joined)
    plan.questions = {section: dict(held) for section, held in base.questions.items()}
    for section in list_in(data, "sections"):
        _change_section(plan, template, section, problems)
    dropped = data.get("drop")
    for question in dropped if isinstance(dropped, list) else []:
        _drop(plan, question, {str(own["question"]) for own in questions_in(data)}, problems)
    check_plan(plan, problems)
    return plan


def _drop(plan: Plan, question: object, own: set[str], problems: Problems) -> None:
    section = plan.section_of(str(question))
    if section is None or question in own:
        problems.add(plan.path, "drop", f"{question} is not inherited; take it out of the list")
        return
    del plan.questions[section][str(question)]


def _change_section(plan: Plan, template: str, section: Raw, problems: Problems) -> None:
    name = str(section["section"])
    if name not in plan.sections:
        problems.add(plan.path, name, f"is no section; use {', '.join(plan.sections)}")
        return
    if "title" in section:
        plan.sections[name] = Draft(dict(section), {"title": f"{template}.{name}.title"})
    if "also" in section:
        held_also = [*list_in(plan.sections[name].values, "also"), *list_in(section, "also")]
        plan.sections[name] = Draft({**plan.sections[name].values, "also": held_also}, plan.sections[name].names)
    for question in list_in(section, "questions"):
        held = plan.questions[name]
        question_id = str(question["question"])
        if question_id in held:
            held[question_id] = _changed(held[question_id], template, question)
        else:
            _add(plan, name, Draft(question, _names(template, question)), problems)


def _changed(draft: Draft, template: str, change: Raw) -> Draft:
    """Give an inherited question with other values; a list that is replaced leaves none of its names behind."""
    replaced: set[str] = set()
    if "examples" in change:
        replaced |= {name for name in draft.names if name.startswith("example")}
    if "choices" in change:
        replaced |= {str(choice["choice"]) for choice in list_in(draft.values, "choices")}
    names = {name: text for name, text in draft.names.items() if name not in replaced}
    return Draft({**draft.values, **change}, names | _names(template, change))


def _add(plan: Plan, section: str, draft: Draft, problems: Problems) -> None:
    """Put a new question into its section, behind the one named by ``after``."""
    question, after = str(draft.values["question"]), draft.values.get("after")
    where = (plan.path, question)
    held = plan.questions[section]
    if plan.section_of(question):
        problems.add(*where, f"stands in section {plan.section_of(question)} already; change it there")
    elif after not in held:
        problems.add(*where, f"after must name a question of section {section} to stand behind; it names {after}")
    else:
        order = list(held.items())
        place = [name for name, _ in order].index(str(after)) + 1
        plan.questions[section] = dict([*order[:place], (question, draft), *order[place:]])


def check_plan(plan: Plan, problems: Problems) -> None:
    """Check every question with all it inherits, and the size of the first plan."""
    earlier: dict[str, Raw] = {}
    for held in plan.questions.values():
        for name, draft in held.items():
            check_question((plan.path, name), draft.values, earlier, problems)
            earlier[name] = draft.values
    core = sum(1 for values in earlier.values() if values.get("core"))
    if core != CORE_QUESTIONS:
        problems.add(plan.path, "core", f"{core} questions have core: true; the first plan has {CORE_QUESTIONS}")
