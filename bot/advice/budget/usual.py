"""Help with a question of the budgets: what belongs to it in a trade, and what is known of fees (``usual.yml``). Pure.

Nothing here is ever taken as an answer. A fee of which only some places are known is told as that, with whom to ask.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from bot.advice.beginning import text_of
from bot.advice.budget.ranges import Range, read_range
from bot.advice.budget.values import Value, money
from bot.advice.dated import Figure
from bot.advice.facts import ANSWERED, Answer, Facts
from bot.advice.figures import called, shown
from bot.advice.parameters import Parameters
from bot.advice.reading import DataError, Problems, read_folder
from bot.advice.template_checks import condition_values
from bot.advice.templates import Condition, Question, holds
from bot.advice.turn import Outcome, Reply

FOLDER = Path(__file__).parents[2] / "data" / "budget"
FILE = "usual.yml"
STATUSES = ("confirmed", "unconfirmed")


@dataclass(frozen=True)
class UsualRange:
    """What a fee was in some places: named by ``utter_usual_<name>``, with where it was read and when."""

    name: str
    limits: Range
    authority: str
    status: str
    source: str
    read_on: date


@dataclass(frozen=True)
class Help:
    """Something shown with a question: a dated figure or a range, in which templates (none: all), and when."""

    question: str
    figure: str = ""
    range: str = ""
    templates: tuple[str, ...] = ()
    when: Condition | None = None

    def fits(self, template: str | None, answers: Mapping[str, Answer]) -> bool:
        """Tell whether it is of use: until somebody has answered otherwise, it may be."""
        if self.templates and template not in self.templates:
            return False
        answer = answers.get(self.when.question) if self.when else None
        return self.when is None or answer is None or answer.state != ANSWERED or holds(self.when, answers)


@dataclass(frozen=True)
class Usual:
    """All helps in their order, and the ranges by name."""

    helps: tuple[Help, ...]
    ranges: Mapping[str, UsualRange]

    @classmethod
    def load(cls, folder: Path = FOLDER) -> Usual:
        """Read the file; raise ``DataError`` with everything that is wrong with it."""
        problems = Problems()
        data = dict(read_folder(folder, problems)).get(FILE, {})
        where = (FILE, "file")
        problems.check_keys(where, data, required={"description", "ranges", "helps"}, known=set())
        found = (_range(entry, problems) for entry in problems.entries(where, data, "ranges"))
        ranges = {usual.name: usual for usual in found if usual}
        helps = tuple(
            read
            for entry in problems.entries(where, data, "helps")
            if (read := _help(entry, ranges.keys() | {""}, problems))
        )
        if problems.found:
            raise DataError(problems.found)
        return cls(helps, ranges)


@lru_cache(maxsize=1)
def default_usual() -> Usual:
    """Give the help of this program, read once."""
    return Usual.load()


def remind(question: Question) -> Outcome:
    """Say what belongs to a cost in this trade, where the template knows it."""
    if "remember" not in question.names:
        return ()
    return (Reply("utter_usual_remember", {"reminder": text_of(question.names["remember"])}),)


def help_with(question: Question, facts: Facts) -> Outcome:
    """Say what belongs to a cost in this trade and what is known of its fees, each with how sure that is."""
    lines = [line for fit in default_usual().helps if (line := _line(fit, question, facts))]
    told = (Reply("utter_usual_known", {"lines": {"type": "lines", "items": lines}}),) if lines else ()
    return (*remind(question), *told)


def _line(fit: Help, question: Question, facts: Facts) -> Value | None:
    if fit.question != question.id or not fit.fits(facts.template, facts.answers):
        return None
    parameters = Parameters.load()
    if fit.range:
        return _places(default_usual().ranges[fit.range], parameters)
    figure = parameters[fit.figure].latest(facts.day)
    # nothing is said of a day for which nothing is decided
    return _figure(figure, parameters) if figure and figure.holds_on(facts.day) else None


def _figure(figure: Figure, parameters: Parameters) -> Value | None:
    if figure.value is None:
        return None
    values = {
        "name": called(figure, parameters),
        "value": shown(figure.value, figure.unit),
        "source": {"type": "name", "value": figure.source.split(", http")[0]},
        "authority": {"type": "name", "value": parameters.authorities[figure.authority].name},
    }
    sure = "unconfirmed" if figure.status == "unconfirmed" else "confirmed"
    return {"type": "message", "name": f"utter_usual_figure_{sure}", "values": values}


def _places(usual: UsualRange, parameters: Parameters) -> Value:
    values = {
        "what": text_of(f"utter_usual_{usual.name}"),
        "low": money(usual.limits.low),
        "high": money(usual.limits.high),
        "source": {"type": "name", "value": usual.source},
        "checked": {"type": "date", "value": usual.read_on.isoformat()},
        "authority": {"type": "name", "value": parameters.authorities[usual.authority].name},
    }
    return {"type": "message", "name": f"utter_usual_range_{usual.status}", "values": values}


def _range(entry: Mapping[str, object], problems: Problems) -> UsualRange | None:
    before, where = len(problems.found), (FILE, str(entry.get("range")))
    keys = ("authority", "status", "source", "read_on")
    limits = read_range(where, entry, keys={"range", *keys}, problems=problems)
    for key in ("authority", "source"):
        problems.text(where, entry, key)
    if entry.get("status") not in STATUSES:
        problems.add(*where, f"status must be one of {', '.join(STATUSES)}")
    read_on = entry.get("read_on")
    if not isinstance(read_on, date):
        problems.add(*where, "read_on must be a day, as 2026-01-31")
    if len(problems.found) > before or limits is None or not isinstance(read_on, date):
        return None
    texts = {key: str(entry[key]) for key in ("authority", "status", "source")}
    return UsualRange(str(entry["range"]), limits, read_on=read_on, **texts)


def _help(entry: Mapping[str, object], ranges: set[str], problems: Problems) -> Help | None:
    before, where = len(problems.found), (FILE, str(entry.get("question")))
    known = {"figure", "range", "templates", "when"}
    problems.check_keys(where, entry, required={"question"}, known=known)
    if ("figure" in entry) == ("range" in entry):
        problems.add(*where, "must have either figure or range")
    if entry.get("range", "") not in ranges:
        problems.add(*where, f"range {entry['range']} is none of those above")
    templates, condition = entry.get("templates", []), entry.get("when")
    if not isinstance(templates, list):
        problems.add(*where, "templates must be a list")
    if condition is not None and (not isinstance(condition, dict) or condition.keys() != {"question", "is"}):
        problems.add(*where, "when must be {question: …, is: …}")
    if len(problems.found) > before or not isinstance(templates, list):
        return None
    when = Condition(str(condition["question"]), condition_values(condition)) if isinstance(condition, dict) else None
    return Help(
        question=str(entry["question"]),
        figure=str(entry.get("figure", "")),
        range=str(entry.get("range", "")),
        templates=tuple(map(str, templates)),
        when=when,
    )
