"""Draws pictures for a screen in the process that makes documents: the gateway never loads the drawing program."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from bot.advice.budget.reading import inputs_of
from bot.advice.budget.results import Budgets
from bot.advice.facts import Answer
from bot.advice.templates import Template, applies
from bot.language.catalogue import Catalogue, default_catalogue
from bot.language.locales import direction
from connectors.documents.calculating import calculated
from connectors.documents.chart_shapes import DRAWN, Drawing, progress_drawing
from connectors.documents.chart_specification import NARROW, WIDTH, signs_of, specification
from connectors.documents.export import SWEDEN
from connectors.documents.shapes import Chart
from connectors.documents.working import draw_all
from connectors.record.types import PlanSnapshot


async def draw(drawings: Sequence[Drawing], locale: str, *, narrow: bool = False) -> tuple[Chart, ...]:
    """Draw pictures in the reader's direction, for a phone when ``narrow``.

    Raise ``DocumentError`` when that cannot be done in time.
    """
    width, right_to_left = NARROW if narrow else WIDTH, direction(locale) == "rtl"
    wanted = [
        {
            "specification": specification(drawing, right_to_left=right_to_left, width=width),
            "signs": signs_of(locale),
            "title": drawing.title,
        }
        for drawing in drawings
    ]
    drawn = await draw_all(wanted)
    return tuple(told(drawing, locale, svg) for drawing, svg in zip(drawings, drawn, strict=True))


def told(drawing: Drawing, locale: str, svg: str = "") -> Chart:
    """Give a picture with its table; without an SVG the table stands alone."""
    return Chart(svg, drawing.title, drawing.head, drawing.rows, locale.replace("_", "-"))


def drawings_of(plan: PlanSnapshot, template: Template, locale: str, day: date | None = None) -> tuple[Drawing, ...]:
    """Choose what there is to draw of a plan: its budgets where something is sold, and how far it has come."""
    budgets = budgets_of(plan, template, day)
    catalogue = default_catalogue()
    drawn = [make(budgets, locale, catalogue) for make in DRAWN.values()] if budgets else []
    parts = list(_parts(plan, template, locale, catalogue))
    return (*drawn, progress_drawing(parts, locale, catalogue)) if parts else tuple(drawn)


def budgets_of(plan: PlanSnapshot, template: Template, day: date | None = None) -> Budgets | None:
    """Work a plan's budgets out as its documents do; None where there is nothing sold or no decided figures."""
    inputs = inputs_of(answers_of(plan), template, day or datetime.now(SWEDEN).date())
    found = calculated(inputs if inputs.products else None).likely
    return found if found is not None and any(found.sales.total) else None


def _parts(plan: PlanSnapshot, template: Template, locale: str, catalogue: Catalogue) -> Iterator[tuple[str, int, int]]:
    """Give each part of the plan that has begun, with how much of it is answered."""
    answers = answers_of(plan)
    for section in template.sections:
        due = [question for question in section.questions if applies(question, answers)]
        done = sum(1 for question in due if question.id in answers)
        if done:
            yield catalogue.text(section.names["title"], locale).text, done, len(due)


def answers_of(plan: PlanSnapshot) -> dict[str, Answer]:
    """Give a plan's answers as advice reads them."""
    return {name: Answer(one.value, one.text, one.language, one.state) for name, one in plan.answers.items()}
