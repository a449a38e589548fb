"""Makes the spreadsheet of a plan's budgets, every word chosen, every formula beside what the calculation came to."""

from __future__ import annotations

from datetime import date

from bot.advice.budget.inputs import Inputs
from bot.advice.parameters import Parameters
from connectors.documents.book.balance_page import BalancePage
from connectors.documents.book.figures_page import write_figures
from connectors.documents.book.home_pages import write_household, write_prices, write_search
from connectors.documents.book.inputs_page import InputsPage
from connectors.documents.book.making import PAGES, Making
from connectors.documents.book.money_pages import write_break_even, write_liquidity, write_start
from connectors.documents.book.months_page import write_months
from connectors.documents.book.page import Names, Page, clean
from connectors.documents.book.result_page import ResultPage
from connectors.documents.book.shapes import Book, sheet_names
from connectors.documents.book.tax_page import write_tax
from connectors.documents.book.workings import Workings
from connectors.documents.plan_document import Wording


def make_book(
    inputs: Inputs, parameters: Parameters, wording: Wording, *, day: date, unanswered: frozenset[str] = frozenset()
) -> Book:
    """Make the spreadsheet; ``day`` is the day it is made, ``unanswered`` names the cells that nobody has filled.

    Raises ``UndecidedError`` or ``NeverEnoughError`` as ``calculate`` does.
    """
    making = Making(Workings.of(inputs, parameters), wording, _names(wording), unanswered)
    months = write_months(making)
    pages = {
        "months": months.page,
        "inputs": InputsPage(making, months).write(),
        "household": write_household(making),
        "search": write_search(making),
        "tax": write_tax(making),
        "result": ResultPage(making, months).write(),
        "prices": write_prices(making, months),
        "start": write_start(making, months),
        "liquidity": write_liquidity(making, months),
        "balance": BalancePage(making, months).write(),
        "break_even": write_break_even(making, months),
    }
    pages["figures"] = write_figures(making, parameters)
    title = clean(wording.each("document_packet_summary")[0].text)
    return Book(title, day.isoformat(), tuple(pages[key].finish() for key in PAGES), making.names.places)


def empty_book(wording: Wording, *, day: date, undecided: date | None = None) -> Book:
    """Make the spreadsheet of a plan without budgets: one sheet that says what is missing, or what is not decided."""
    page = Page(_names(wording)["inputs"], wording, Names())
    page.title("document_book_title_inputs")
    if undecided is None:
        page.write(page.each("document_book_no_budget"), "text")
    else:
        values = {"day": {"type": "date", "value": undecided.isoformat()}}
        page.write(page.each("document_packet_undecided", values), "text")
    return Book(clean(page.each("document_packet_summary")[0].text), day.isoformat(), (page.finish(),), {})


def _names(wording: Wording) -> dict[str, str]:
    """Name the sheets in the first language."""
    wanted = (clean(wording.each(f"document_sheet_{key}")[0].text) for key in PAGES)
    return dict(zip(PAGES, sheet_names(wanted), strict=True))
