"""What one sold hour must bring: the costs of a year and the owner's living, over the hours customers pay for."""

from __future__ import annotations

from decimal import Decimal

from bot.advice.budget import names
from bot.advice.budget.break_even import costs_without_owner, living_cost
from bot.advice.budget.groundwork import Groundwork
from bot.advice.budget.inputs import ONE, ZERO, Vat
from bot.advice.budget.results import Derived, Need, Pricing, YearResult
from bot.advice.budget.staff import owners_at_work
from bot.advice.budget.timeline import months_of_year
from bot.advice.budget.values import number, percent, price, step


def pricing(ground: Groundwork, need: Need, year: YearResult) -> Pricing:
    """Find the price of an hour that the first year needs, beside the one that is asked."""
    hours, share = working_hours(ground), billable_share(ground)
    billable = hours * share
    to_cover = costs_without_owner(ground, year) + year.goods + living_cost(ground, need)
    needed = to_cover / billable if billable > ZERO else ZERO
    whose = "billable_hours" if people_at_work(ground) == ONE else "billable_hours_all"
    steps = (
        step("costs_of_year", costs_without_owner(ground, year) + year.goods),
        step("living", living_cost(ground, need)),
        step(whose, billable, hours=number(hours), share=percent(share), billable=number(billable)),
        step("needed_price", needed, price=price(needed)),
    )
    figures = need.surplus.figures
    if ground.inputs.work.billable_share is None:
        figures = (ground.figures.at(names.BILLABLE_SHARE, 0), *figures)
    rate = ground.vat.rate(_usual_vat(ground), 0) if ground.vat.registered else ZERO
    return Pricing(billable, Derived(needed, steps, figures), needed * (ONE + rate), asked_price(ground))


def working_hours(ground: Groundwork) -> Decimal:
    """Give the hours a year of all whom the price must pay; part of a year of employment is that part."""
    work = ground.inputs.work
    return work.hours_per_week * work.weeks_per_year * people_at_work(ground)


def people_at_work(ground: Groundwork) -> Decimal:
    """Give how many work for a whole first year: owners whose living the price pays, and those who are employed."""
    return owners_at_work(ground.inputs) + _employees(ground)


def billable_share(ground: Groundwork) -> Decimal:
    """Give the share of working time that customers pay for; the usual example where nobody has said."""
    said = ground.inputs.work.billable_share
    return ground.figures.value(names.BILLABLE_SHARE, 0) if said is None else said


def asked_price(ground: Groundwork) -> Decimal | None:
    """Give what an hour brings now without VAT, over everything sold by time; None when nothing is."""
    timed = [product for product in ground.inputs.products if product.hours]
    hours = sum((product.units * (product.hours or ZERO) for product in timed), ZERO)
    if not hours:
        return None
    money = sum((ground.vat.sale(product.price, 0).net * product.units for product in timed), ZERO)
    return money / hours


def _employees(ground: Groundwork) -> Decimal:
    months = months_of_year(0)
    employed = sum(
        1
        for employee in ground.inputs.employees
        for month in months
        if employee.first <= month and (employee.last is None or month <= employee.last)
    )
    return Decimal(employed) / len(months)


def _usual_vat(ground: Groundwork) -> Vat:
    """Give the VAT of what is sold by time, else of the first product, else the standard rate."""
    products = ground.inputs.products
    timed = [product for product in products if product.hours]
    return (timed or list(products))[0].price.vat if products else Vat.STANDARD
