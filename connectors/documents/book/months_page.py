"""The page that has every month: what all other pages add up or show."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from bot.advice.budget.inputs import MONTHS
from bot.advice.budget.timeline import month_day
from connectors.documents.book.cash_rows import CashMonths, CashRows
from connectors.documents.book.making import Making
from connectors.documents.book.page import Page, Value
from connectors.documents.book.people_rows import Loans, People, PeopleRows, write_loans
from connectors.documents.book.trade_rows import Trade, TradeRows
from connectors.documents.plan_document import Wording


@dataclass(frozen=True)
class Months:
    """The rows of all months."""

    page: Page
    trade: Trade
    people: People
    loans: Loans
    cash: CashMonths


def write_months(making: Making) -> Months:
    """Write the page."""
    page = making.page("months")
    page.head(page.each("document_book_month"), *month_heads(making, MONTHS))
    numbers = [Value(month + 1, style="whole") for month in range(MONTHS)]
    number = page.line(page.each("document_book_in_month"), *numbers)
    page.freeze()
    trade = TradeRows(making, page, number).write()
    people = PeopleRows(making, page, number).write()
    loans = write_loans(making, page, number)
    cash = CashRows(making, page, number).write(trade, people, loans)
    return Months(page, trade, people, loans, cash)


def month_heads(making: Making, months: int) -> list[str]:
    """Give the names of the months, such as ``2026-09``: the same in every language."""
    start = making.workings.inputs.start
    return [f"{month_day(start, month):%Y-%m}" for month in range(months)]


def year_heads(wording: Wording, years: int) -> list[str]:
    """Give the heads of years, in every language of the page."""
    return [
        " · ".join(
            dict.fromkeys(words.text for words in wording.each("document_book_year", {"number": _number(year + 1)}))
        )
        for year in range(years)
    ]


def _number(number: int) -> dict[str, object]:
    return {"type": "count", "value": str(Decimal(number))}
