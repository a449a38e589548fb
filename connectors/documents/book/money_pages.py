"""The pages of the start budget, the liquidity budget, the balance and break-even: the months shown and added up."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from bot.advice.budget.break_even import costs_without_owner, parts_of
from bot.advice.budget.inputs import ZERO, Purchase
from bot.advice.budget.liquidity import PURCHASE_KINDS, SHOWN
from bot.advice.budget.results import Row
from bot.advice.budget.vat import first_year
from connectors.documents.book.cash_rows import CashLine
from connectors.documents.book.making import Making, plus, rows_sum
from connectors.documents.book.months_page import Months, month_heads
from connectors.documents.book.page import Line, Page, Value, own
from connectors.documents.book.result_page import sums
from connectors.documents.book.trade_rows import Pair
from connectors.documents.book.unanswered import FUNDING, PURCHASES, not_answered, while_empty
from connectors.documents.shapes import Words


def write_start(making: Making, months: Months) -> Page:
    """Write what is needed to start, where it comes from, and what is missing."""
    page, start, inputs = making.page("start"), making.workings.budgets.start, making.workings.inputs
    page.write(page.each("document_book_needs"), "section")
    investments = []
    for kind in PURCHASE_KINDS:
        bought = [
            pair for item, pair in zip(inputs.purchases, months.trade.purchases, strict=True) if item.kind == kind
        ]
        if bought:
            name = f"utter_row_{kind}"
            formula = plus(line.at(0) for pair in bought for line in pair)
            investments.append(page.line(page.each(name), Value(_amount(start.needs, name), formula)))
    no_purchases = _open_part(making, page, PURCHASES)
    closing = months.cash.closing.span(0, SHOWN)
    bought_sum = plus(line.at(0) for line in investments)
    working = f"MAX(-(MIN({closing})-(financing-({bought_sum}))),0)"
    page.line(page.each("utter_row_working_capital"), Value(start.working_capital, working, name="working_capital"))
    _buffer(making, page)
    total = Value(start.need, f"{bought_sum}+working_capital+buffer", _total(no_purchases), "need")
    page.line(page.each("document_book_need"), total, style="total_label")
    page.row += 1
    page.write(page.each("document_book_sources"), "section")
    sources = [*_sources(making, page)]
    no_sources = _open_part(making, page, FUNDING)
    financing = Value(start.financing, plus(line.at(0) for line in sources), _total(no_sources), "financing")
    page.line(page.each("document_book_financing"), financing, style="total_label")
    page.line(page.each("document_book_gap"), Value(start.gap, "MAX(need-financing,0)", _total(no_purchases), "gap"))
    return page


def _open_part(making: Making, page: Page, part: str) -> bool:
    """Say that a part of the start budget is not answered, where it is not."""
    is_open = part in making.unanswered
    if is_open:
        page.line(page.each(f"document_book_{part}"), None, Words(not_answered(making.wording), "", ""))
    return is_open


def _total(is_open: bool) -> str:
    """Choose how a sum looks: one of open parts shows nothing rather than 0, and counts on as 0."""
    return "total_open" if is_open else "total"


def _buffer(making: Making, page: Page) -> None:
    amount = making.workings.budgets.start.buffer
    if "buffer" in making.unanswered:
        value = Value(None, 'IF(ISBLANK(buffer),"",buffer)')
        page.line(page.each("utter_row_buffer"), value, *while_empty(["buffer"], making.wording))
    else:
        page.line(page.each("utter_row_buffer"), Value(amount, "buffer"))


def _sources(making: Making, page: Page) -> Sequence[Line]:
    inputs = making.workings.inputs
    given = [("funding", place, item.name, item.amount, item.month) for place, item in enumerate(inputs.funding, 1)]
    given += [("loan", place, item.name, item.amount, item.month) for place, item in enumerate(inputs.loans, 1)]
    lines = []
    for kind, place, name, amount, month in given:
        formula = f"IF({kind}_{place}_month<=1,{kind}_{place}_amount,0)"
        lines.append(page.line(own(name, making.wording), Value(amount if month <= 0 else ZERO, formula)))
    return lines


def _amount(rows: Sequence[Row], name: str) -> Decimal:
    return sum((row.total for row in rows if row.name == name and not row.own), ZERO)


def write_liquidity(making: Making, months: Months) -> Page:
    """Write the account month by month: what it opens with, what comes and goes, what is left."""
    page, cash = making.page("liquidity"), months.cash
    page.head(page.each("document_book_row"), *month_heads(making, SHOWN))
    page.freeze()
    closing = making.workings.cash.closing
    opened = [ZERO, *closing[: SHOWN - 1]]
    opening = page.months(
        page.each("document_book_opening"), lambda m: cash.closing.at(m - 1) if m else "0", opened, "total"
    )
    came = _shown(page, "money_in", cash.money_in)
    went = _shown(page, "money_out", cash.money_out)

    def left(month: int) -> str:
        return f"{opening.at(month)}+{came.at(month)}-{went.at(month)}"

    page.months(page.each("document_book_closing"), left, closing[:SHOWN], "total")
    return page


def _shown(page: Page, name: str, rows: Sequence[CashLine]) -> Line:
    """Show rows of the account with their sum."""
    page.write(page.each(f"document_book_{name}"), "section")
    lines = [page.months(row.label, row.line.at, row.amounts[:SHOWN]) for row in rows]
    total = rows_sum([tuple(row.amounts[:SHOWN]) for row in rows], SHOWN)

    def formula(month: int) -> str:
        first, last = (lines[place].at(month).split("!")[1] for place in (0, -1))
        return f"SUM({first}:{last})"

    return page.months(page.each("document_book_sum"), formula, total, "total")


def write_break_even(making: Making, months: Months) -> Page:
    """Write where everything is paid: in sales, in units a month and a week, and how far the plan is from it."""
    page, work = making.page("break_even"), making.workings
    even, year = work.budgets.break_even, work.budgets.years[0]
    turnover = even.turnover.amount if even.turnover else ZERO

    def line(label: str, value: Value, style: str = "label") -> None:
        page.line(page.each(f"document_book_{label}"), value, style=style)

    line("revenue", Value(year.revenue, "revenue_1"))
    share = "IF(revenue_1=0,0,gross_profit_1/IF(revenue_1=0,1,revenue_1))"
    line("contribution", Value(even.contribution_share, share, "percent", "contribution_share"))
    line("fixed_costs", Value(costs_without_owner(work.ground, year), "fixed_costs"))
    line("living", Value(_living(making), "living"))
    needed = "IF(contribution_share>0,(fixed_costs+living)/IF(contribution_share>0,contribution_share,1),0)"
    line("turnover", Value(turnover, needed, "total", "turnover_needed"), "total_label")
    _write_units(making, page, months)
    margin = "IF(contribution_share>0,1-turnover_needed/revenue_1,0)"
    line("safety", Value(even.safety_margin or ZERO, margin, "percent", "safety_margin"))
    if even.turnover is None:
        page.row += 1
        page.write(page.each("document_book_never"), "soft")
    return page


def _write_units(making: Making, page: Page, months: Months) -> None:
    """Write how many must be sold in a month and a week; of several things each for itself."""
    even, weeks = making.workings.budgets.break_even, making.workings.inputs.work.weeks_per_year
    week = "IF(weeks_per_year>0,({month})*12/IF(weeks_per_year>0,weeks_per_year,1),0)"
    parts = parts_of(making.workings.budgets)
    if len(parts) < 2:
        formula = _units_a_month(months.trade.units)
        monthly = Value(even.units_month or ZERO, formula, "number", "units_month")
        page.line(page.each("document_book_units_month"), monthly)
        weekly = Value(even.units_week or ZERO, week.format(month="units_month"), "number", "units_week")
        page.line(page.each("document_book_units_week"), weekly)
        return
    lines = dict(zip(making.workings.budgets.sales.units, months.trade.units, strict=True))
    sold = [(part, _units_a_month([lines[part.row]])) for part in parts]
    page.write(page.each("document_book_units_each"), "section")
    for part, formula in sold:
        page.line(own(part.row.name, making.wording), Value(part.needed / 12, formula, "number"))
    page.write(page.each("document_book_units_each_week"), "section")
    for place, (part, formula) in enumerate(sold, 1):
        value = Value(
            part.needed / weeks if weeks > 0 else ZERO, week.format(month=formula), "number", f"units_week_{place}"
        )
        page.line(own(part.row.name, making.wording), value)


def _units_a_month(lines: Sequence[Line]) -> str:
    return f"IF(revenue_1=0,0,({sums(lines, 1)})*turnover_needed/IF(revenue_1=0,1,revenue_1)/12)"


def _living(making: Making) -> Decimal:
    work = making.workings
    need = work.budgets.need.surplus.amount
    return max(need, first_year(work.ground.staff.own_cost)) if work.company else need


def pairs_of(items: Sequence[Purchase], pairs: Sequence[Pair], kind: str) -> list[Pair]:
    """Give the rows of the purchases of one kind."""
    return [pair for item, pair in zip(items, pairs, strict=True) if item.kind == kind]
