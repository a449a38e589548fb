"""The page of dated figures: each rate and limit with its days, its source, how sure it is and whom to ask."""

from __future__ import annotations

from decimal import Decimal

from bot.advice.dated import Figure
from bot.advice.parameters import Parameter, Parameters
from connectors.documents.book.making import Making
from connectors.documents.book.page import Page, Value
from connectors.documents.shapes import Columns, Words

HEADS = ("value", "unit", "since", "until", "status", "ask", "source", "checked", "assumed")
WIDTHS = (13.0, 10.0, 12.0, 12.0, 30.0, 22.0, 60.0, 12.0, 40.0)


def write_figures(making: Making, parameters: Parameters) -> Page:
    """Write every figure that the budgets or the formulas rest on; the formulas point at these cells."""
    page = making.page("figures")
    heads = [_joined(page.each(f"document_book_{head}")) for head in HEADS]
    page.head(page.each("document_book_figure"), *heads)
    page.freeze()
    for place, width in enumerate(WIDTHS):
        page.widen(place, width)
    assumed = {(figure.name, figure.since) for figure in making.workings.budgets.assumed}
    for figure in making.workings.used():
        making.rates.of(figure)
    for name, figure in sorted(making.rates.used.items()):
        style = "percent" if figure.unit == "ratio" else "precise" if figure.unit.startswith("SEK") else "number"
        value = Value(figure.value or Decimal(0), "", style, name)
        words = _words(page, figure, parameters, assumed=(figure.name, figure.since) in assumed)
        page.line(_called(page, parameters[figure.name]), value, *words)
    return page


def _called(page: Page, parameter: Parameter) -> Columns:
    if parameter.called:
        return page.each(parameter.called)
    return (Words(parameter.description, "en", "ltr"),) * page.labels


def _words(page: Page, figure: Figure, parameters: Parameters, *, assumed: bool) -> list[Words]:
    status = _joined(page.each(f"document_book_{figure.status}"))
    unit = figure.unit.lower().replace("/", "_").replace(" ", "_")
    texts = [
        _joined(page.each(f"document_unit_{unit}")),
        figure.since.isoformat(),
        figure.until.isoformat() if figure.until else "",
        status,
        parameters.authorities[figure.authority].name,
        # what nobody has read anywhere has no source to show: its status says so in the reader's words
        *((figure.source, figure.verified_on.isoformat()) if figure.verified_on else ("", "")),
        _joined(page.each("document_book_assumed")) if assumed else "",
    ]
    return [Words(text, "sv", "ltr") for text in texts]


def _joined(columns: Columns) -> str:
    return " · ".join(dict.fromkeys(words.text for words in columns))
