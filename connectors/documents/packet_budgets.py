"""The budgets as parts of the papers for a loan: their tables, and the pictures that belong to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.advice.budget.results import Budgets
from bot.advice.budget.timeline import month_day
from bot.advice.budget.unsaid import Unsaid
from bot.advice.budget.values import money
from bot.language.locales import direction
from connectors.documents import budget_lines
from connectors.documents.budget_lines import Line
from connectors.documents.chart_shapes import DRAWN, in_two_languages
from connectors.documents.chart_specification import signs_of, specification
from connectors.documents.packet_words import PacketWords
from connectors.documents.shapes import Columns, Grid, Part, Picture

MONTHS_IN_A_TABLE = 6


def budget_parts(budgets: Budgets, words: PacketWords, unsaid: Unsaid) -> Iterator[Part]:
    """Give the home, the start, three years, the account, the balance and break-even, in the order a lender reads."""
    kronor = words("document_book_kronor")
    yield _start_open(unsaid, words) if unsaid.start else _start(budgets, words)
    costs = picture("costs", budgets, words)
    yield Part(words("document_book_title_result"), (kronor,), (costs,), (_result(budgets, words),))
    cash = picture("cash", budgets, words)
    yield Part(words("document_book_title_liquidity"), (kronor,), (cash,), tuple(_liquidity(budgets, words)))
    yield Part(words("document_book_title_balance"), (kronor,), (), (_balance(budgets, words),))
    even = picture("break_even", budgets, words)
    yield Part(words("document_book_title_break_even"), (kronor,), (even,), (_break_even(budgets, words),))
    yield Part(words("document_book_title_household"), (kronor,), (), (_household(budgets, words),))


def picture(name: str, budgets: Budgets, words: PacketWords) -> Picture:
    """Give a picture still to be drawn: it runs as the first language does, and has the words of both."""
    locale, *others = words.wording.locales
    drawing = DRAWN[name](budgets, locale, words.wording.catalogue)
    for other in others:
        also = DRAWN[name](budgets, other, words.wording.catalogue)
        drawing = in_two_languages(drawing, also, right_to_left=direction(other) == "rtl")
    drawn = specification(drawing, right_to_left=direction(locale) == "rtl")
    return Picture(words(f"document_chart_{name}"), drawn, signs_of(locale))


def _table(words: PacketWords, head: Sequence[Columns], lines: Sequence[Line]) -> Grid:
    return words.grid("", head, [(_name(words, line), line.amounts, line.strong) for line in lines])


def _name(words: PacketWords, line: Line) -> Columns:
    return words.own(line.name) if line.own else words(line.name)


def _years(words: PacketWords, count: int) -> list[Columns]:
    return [words.years(number + 1) for number in range(count)]


def _start(budgets: Budgets, words: PacketWords) -> Part:
    table = _table(words, [words("document_book_amount")], budget_lines.start_lines(budgets))
    lines = (words("document_book_kronor"),)
    return Part(words("document_book_title_start"), lines, (picture("sources", budgets, words),), (table,))


def _start_open(unsaid: Unsaid, words: PacketWords) -> Part:
    """Say that what must be bought is not answered, and what the person thinks they need."""
    lines = [words("document_packet_start_open")]
    if unsaid.needed is not None:
        lines.append(words("document_packet_start_as_said", amount=money(unsaid.needed)))
    return Part(words("document_book_title_start"), tuple(lines))


def _result(budgets: Budgets, words: PacketWords) -> Grid:
    return _table(words, _years(words, len(budgets.years)), budget_lines.result_lines(budgets))


def _liquidity(budgets: Budgets, words: PacketWords) -> Iterator[Grid]:
    lines, months = budget_lines.liquidity_lines(budgets), len(budgets.liquidity.closing)
    for first in range(0, months, MONTHS_IN_A_TABLE):
        part = slice(first, first + MONTHS_IN_A_TABLE)
        heads = [words.plain(f"{month_day(budgets.inputs.start, month):%Y-%m}") for month in range(months)[part]]
        shown = [Line(line.name, line.amounts[part], line.strong, line.own) for line in lines]
        yield _table(words, heads, [line for line in shown if line.strong or any(line.amounts)])


def _balance(budgets: Budgets, words: PacketWords) -> Grid:
    return _table(words, _years(words, len(budgets.balances)), budget_lines.balance_lines(budgets))


def _break_even(budgets: Budgets, words: PacketWords) -> Grid:
    return _table(words, _years(words, 1), budget_lines.break_even_lines(budgets))


def _household(budgets: Budgets, words: PacketWords) -> Grid:
    return _table(words, [words("document_book_monthly")], budget_lines.household_lines(budgets))
