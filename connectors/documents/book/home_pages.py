"""The pages of the owner's home: what it needs, how the amount that is enough is found, and what an hour must cost."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from bot.advice.budget import names
from bot.advice.budget.break_even import costs_without_owner, living_cost
from bot.advice.budget.household import after_tax, salary_for, surplus_for
from bot.advice.budget.inputs import ZERO, Vat
from bot.advice.budget.own_fees import assess, tax_rules
from bot.advice.budget.pricing import billable_share, working_hours
from bot.advice.budget.vat import first_year
from connectors.documents.book.making import Making, plus
from connectors.documents.book.months_page import Months
from connectors.documents.book.page import Page, Value, own
from connectors.documents.book.people_rows import contribution
from connectors.documents.book.result_page import sums
from connectors.documents.book.shapes import address
from connectors.documents.book.tax_page import fees_formula

HALVINGS = 34
"""Enough to part a hundred and seventy million kronor down to the öre."""


def write_household(making: Making) -> Page:
    """Write what the home needs in a month, and what the business must bring in for it."""
    page, work = making.page("household"), making.workings
    need, home = work.budgets.need, work.inputs.household
    for place, item in enumerate(home.items, 1):
        page.line(own(item.name, making.wording), Value(item.monthly, f"home_{place}"))
    page.line(page.each("utter_row_other_income"), Value(-home.other_income, "-other_income"))
    rows = plus(f"home_{place}" for place, _ in enumerate(home.items, 1))
    monthly = Value(need.monthly, f"MAX({rows}-other_income,0)", "total", "need_month")
    page.line(page.each("document_book_need_month"), monthly, style="total_label")
    page.line(page.each("document_book_need_year"), Value(need.monthly * 12, "need_month*12", name="need_year"))
    if work.company:
        rules = tax_rules(work.inputs, work.figures, 0)
        salary = salary_for(need.monthly * 12, rules)
        page.line(page.each("document_book_needed_salary"), Value(salary, "found_enough", name="needed_salary"))
        value = Value(need.surplus.amount, "needed_salary+(" + _contributions(making) + ")*12", "total", "need_surplus")
        page.line(page.each("document_book_salary_cost"), value, style="total_label")
        return page
    value = Value(need.surplus.amount, "found_enough*owners", "total", "need_surplus")
    page.line(page.each("document_book_needed_surplus"), value, style="total_label")
    return page


def write_search(making: Making) -> Page:
    """Write the search: the room between too little and enough is halved until it is one öre."""
    page, work = making.page("search"), making.workings
    page.write(page.each("document_book_search_about"), "soft")
    need, rules = work.budgets.need.monthly * 12, tax_rules(work.inputs, work.figures, 0)
    low, high = 0, 2**HALVINGS
    page.freeze()
    first = page.row
    for number in range(HALVINGS):
        middle = (low + high) // 2
        amount = Decimal(middle) / 100
        left = after_tax(amount, rules) if work.company else _disposable(amount, making)
        cells = [_place(page, first + number - 1, place) for place in range(5)]
        here = _place(page, first + number, 2)
        lows = f"IF({cells[4]}=1,{cells[0]},{cells[2]})" if number else "0"
        highs = f"IF({cells[4]}=1,{cells[2]},{cells[1]})" if number else ""
        enough = int(left >= need)
        page.line(
            page.each("document_book_need_year"),
            Value(low, lows if number else "", "whole"),
            Value(high, highs, "whole"),
            Value(
                middle,
                f"INT(({_place(page, first + number, 0)}+{_place(page, first + number, 1)})/2)",
                "whole",
            ),
            Value(left, _left_formula(f"({here}/100)", company=work.company), "precise"),
            Value(enough, f"IF({_place(page, first + number, 3)}>=need_year-0.000001,1,0)", "whole"),
        )
        low, high = (low, middle) if enough else (middle, high)
    found = salary_for(need, rules) if work.company else surplus_for(need, rules)
    last = [_place(page, page.row - 1, place) for place in range(5)]
    formula = f"IF(need_year<=0,0,IF({last[4]}=1,{last[2]},{last[1]})/100)"
    label = "document_book_needed_salary" if work.company else "document_book_needed_surplus"
    page.line(page.each(label), Value(found, formula, "precise", "found_enough"), style="total_label")
    return page


def write_prices(making: Making, months: Months) -> Page:
    """Write what one sold hour must bring, and what it brings now."""
    page, work = making.page("prices"), making.workings
    ground, prices, year = work.ground, work.budgets.pricing, work.budgets.years[0]
    hours, living = working_hours(ground), living_cost(ground, work.budgets.need)
    costs = costs_without_owner(ground, year)

    def line(label: str, value: Value) -> None:
        page.line(page.each(f"document_book_{label}"), value)

    people = plus(
        f"MAX(0,MIN(12,employee_{place}_last)-employee_{place}_first+1)/12"
        for place, _ in enumerate(work.inputs.employees, 1)
    )
    paid = "1" if work.company else "owners"  # of a company's owners, the one on its payroll
    line("working_hours", Value(hours, f"hours_per_week*weeks_per_year*({paid}+{people})", "number", "working_hours"))
    line("billable", Value(billable_share(ground), "billable_share", "percent"))
    line("billable_hours", Value(prices.billable_hours, "working_hours*billable_share", "number", "billable_hours"))
    own_pay = [*months.people.own_salary, *months.people.own_contributions]
    line("salary_cost", Value(first_year(ground.staff.own_cost), sums(own_pay, 1), name="own_cost_1"))
    line("fixed_costs", Value(costs, "gross_profit_1-before_tax_1-own_cost_1", name="fixed_costs"))
    line("costs_of_year", Value(costs + year.goods, "fixed_costs+goods_1"))
    line("living", Value(living, "MAX(need_surplus,own_cost_1)" if work.company else "need_surplus", name="living"))
    net = "IF(billable_hours>0,(fixed_costs+goods_1+living)/IF(billable_hours>0,billable_hours,1),0)"
    line("needed_net", Value(prices.needed_net.amount, net, "precise", "needed_net"))
    kind = _usual_vat(making)
    rate = "0" if kind is Vat.NONE else making.rates.at(names.VAT[kind], 0)
    gross = f"needed_net*(1+vat_registered*{rate})"
    line("needed_gross", Value(prices.needed_gross, gross, "precise", "needed_gross"))
    if prices.asked_net is not None:
        line("asked_net", Value(prices.asked_net, _asked(making), "precise", "asked_net"))
    return page


def _place(page: Page, row: int, place: int) -> str:
    return address(row, page.labels + place)


def _disposable(surplus: Decimal, making: Making) -> Decimal:
    rules = tax_rules(making.workings.inputs, making.workings.figures, 0)
    return assess(surplus, replace(rules, least_base=ZERO)).disposable


def _left_formula(amount: str, *, company: bool) -> str:
    if company:
        return f"{amount}*(1-municipal_rate)-MAX({amount}-rule_state_limit_1,0)*rule_state_rate_1"
    base = f"({amount}*(1-rule_deduction_1))"
    fees = fees_formula(1, f"({base}*rule_rate_1)", base)
    return f"{amount}-{fees}-{base}*municipal_rate-MAX({base}-rule_state_limit_1,0)*rule_state_rate_1"


def _contributions(making: Making) -> str:
    return contribution(making, "(needed_salary/12)", making.workings.inputs.owner_birth_year, 0)


def _usual_vat(making: Making) -> Vat:
    products = making.workings.inputs.products
    timed = [product for product in products if product.hours]
    return (timed or list(products))[0].price.vat if products else Vat.STANDARD


def _asked(making: Making) -> str:
    """Give what an hour brings now, over everything that is sold by time."""
    products = [(place, item) for place, item in enumerate(making.workings.inputs.products, 1) if item.hours]
    hours = plus(f"product_{place}_units*product_{place}_hours" for place, _ in products)
    money = []
    for place, item in products:
        rate = "0" if item.price.vat is Vat.NONE else making.rates.at(names.VAT[item.price.vat], 0)
        name = f"product_{place}"
        money.append(f"{name}_units*{name}_price/IF(vat_registered*{name}_vat_in=1,1+{rate},1)")
    return f"({plus(money)})/({hours})"
