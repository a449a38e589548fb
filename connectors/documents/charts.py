"""Draws the pictures of a plan: cash by month, costs, break-even, sources and uses, progress.

The drawing program gets names and numbers as data, may fetch nothing, and gives the same picture for the same plan.
Every picture has a title and a table that says the same. ``chart_shapes`` says what is drawn.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.advice.budget.results import Budgets
from bot.language.catalogue import Catalogue, default_catalogue
from bot.language.locales import direction
from connectors.documents.chart_shapes import DRAWN, Drawing, progress_drawing
from connectors.documents.chart_specification import signs_of, specification
from connectors.documents.drawing import svg_of
from connectors.documents.shapes import Chart

NAMES = tuple(DRAWN)


def chart(name: str, budgets: Budgets, locale: str, catalogue: Catalogue | None = None) -> Chart:
    """Draw ``cash``, ``costs``, ``break_even`` or ``sources`` in the reader's language."""
    return draw(DRAWN[name](budgets, locale, catalogue or default_catalogue()), locale)


def progress_chart(parts: Sequence[tuple[str, int, int]], locale: str, catalogue: Catalogue | None = None) -> Chart:
    """Draw how far a plan has come: for each part its title, how many questions are answered, and of how many."""
    return draw(progress_drawing(parts, locale, catalogue or default_catalogue()), locale)


def draw(drawing: Drawing, locale: str) -> Chart:
    """Turn a drawing into a picture."""
    right_to_left = direction(locale) == "rtl"
    svg = svg_of(specification(drawing, right_to_left=right_to_left), signs_of(locale), drawing.title)
    return Chart(svg, drawing.title, drawing.head, drawing.rows, locale.replace("_", "-"))
