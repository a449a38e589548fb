"""What a sole trader or partner owes on a year's surplus: egenavgifter, and income tax as far as figures are known.

The formula (fees and tax on the surplus less the flat deduction) is unconfirmed: sources contradict each other, so a
cautious upper bound stands beside it. There is no basic deduction and no tax credit for work here, because no
figure for them is known; the tax is therefore on the cautious side, and the steps say so.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from bot.advice.budget import names
from bot.advice.budget.assumptions import assumptions
from bot.advice.budget.inputs import ZERO, Inputs
from bot.advice.budget.results import Derived, Step
from bot.advice.budget.timeline import Figures, month_day
from bot.advice.budget.values import money, percent, step
from bot.advice.dated import Figure

Rates = tuple[Decimal, Decimal, Decimal, Decimal, Decimal, Decimal]
"""The first six numbers of ``TaxRules``."""

NO_FEES: Rates = (ZERO, ZERO, ZERO, ZERO, ZERO, ZERO)


@dataclass(frozen=True)
class TaxRules:
    """The numbers one owner's fees and tax of one year are worked out with, and the figures they come from.

    ``rate`` is the fee's whole rate, ``floor`` the pension part of it that no reduction touches.
    """

    rate: Decimal
    deduction: Decimal
    floor: Decimal
    reduction_rate: Decimal
    reduction_max: Decimal
    reduction_threshold: Decimal
    least_base: Decimal
    municipal: Decimal
    municipal_assumed: bool
    state_limit: Decimal
    state_rate: Decimal
    fee_figures: tuple[Figure, ...] = field(default=(), compare=False)
    tax_figures: tuple[Figure, ...] = field(default=(), compare=False)


@dataclass(frozen=True)
class Assessment:
    """One owner's year: the surplus and everything that goes off it."""

    surplus: Decimal
    deduction: Decimal
    base: Decimal
    full_fees: Decimal
    fees: Decimal
    municipal: Decimal
    state: Decimal

    @property
    def reduction(self) -> Decimal:
        """Give how much lower the fees are than at the full rate."""
        return self.full_fees - self.fees

    @property
    def tax(self) -> Decimal:
        """Give municipal and state income tax together."""
        return self.municipal + self.state

    @property
    def disposable(self) -> Decimal:
        """Give what is left to live on; a loss is the owner's own."""
        return self.surplus - self.fees - self.tax


def tax_rules(inputs: Inputs, figures: Figures, month: int) -> TaxRules:
    """Take the rules for the owner in the year that begins with a month of the plan."""
    fees: Rates
    born, age = inputs.owner_birth_year, _age(inputs, month)
    found = _Finder(figures, month)
    if born is not None and born <= found(names.OWN_FEES_FREE_BIRTH_YEAR):
        fees = NO_FEES
    elif age is not None and age >= found(names.OWN_FEES_PENSION_AGE):
        fees = (found(names.OWN_FEES_PENSION), found(names.FLAT_DEDUCTION_PENSION), ZERO, ZERO, ZERO, ZERO)
    else:
        fees = _full(found)
    least = found(names.OWN_FEES_LEAST_BASE)
    fee_figures, taxes = found.taken(), _tax_numbers(inputs, found)
    return TaxRules(*fees, least, *taxes, fee_figures, found.taken()[len(fee_figures) :])


def assess(surplus: Decimal, rules: TaxRules) -> Assessment:
    """Work out one owner's fees and tax on a year's surplus; a loss owes nothing."""
    profit = max(surplus, ZERO)
    deduction = profit * rules.deduction
    base = profit - deduction
    full = base * rules.rate if base >= rules.least_base else ZERO
    fees = max(full - _reduction(base, rules), base * rules.floor) if full else ZERO
    return Assessment(surplus, deduction, base, full, fees, base * rules.municipal, state_tax(base, rules))


def state_tax(income: Decimal, rules: TaxRules) -> Decimal:
    """Give the state's part on income above the limit."""
    return max(income - rules.state_limit, ZERO) * rules.state_rate


def fees_explained(year: Assessment, rules: TaxRules, owners: int) -> Derived:
    """Tell how the fees came about, for all owners together."""
    steps = (*_shared(year, owners), *down_to_base(year, rules), *fees_steps(year, rules))
    return Derived(year.fees * owners, (*steps, *_for_all("fees_all", year.fees, owners)), fee_figures(year, rules))


def down_to_base(year: Assessment, rules: TaxRules) -> tuple[Step, ...]:
    """Tell what fees and tax are counted on, so that the rates after it can be followed."""
    return step("flat_deduction", year.deduction, rate=percent(rules.deduction)), step("base", year.base)


def fees_steps(year: Assessment, rules: TaxRules) -> tuple[Step, ...]:
    """Tell how the fees come from what they are counted on, and how high they can be since sources disagree."""
    fees = step("fees", year.fees)
    return (*_before_reduction(year, rules), *_reduced(year, rules), fees, _unconfirmed(year, rules))


def fees_in_short(year: Assessment, rules: TaxRules) -> tuple[Step, ...]:
    """Tell the same in one step and the upper bound; how the reduction is counted stands among the figures."""
    if not year.reduction:
        return (*_before_reduction(year, rules), _unconfirmed(year, rules))
    lowered = step("fees_lowered", year.fees, rate=percent(rules.rate), less=money(year.reduction))
    return lowered, _unconfirmed(year, rules)


def _unconfirmed(year: Assessment, rules: TaxRules) -> Step:
    return step("fees_unconfirmed", max(year.surplus, ZERO) * rules.rate)


def _before_reduction(year: Assessment, rules: TaxRules) -> tuple[Step, ...]:
    if year.base < rules.least_base:
        return (step("fees_not_due", ZERO, limit=money(rules.least_base)),)
    return (step("fees_before", year.full_fees, rate=percent(rules.rate)),)


def _reduced(year: Assessment, rules: TaxRules) -> tuple[Step, ...]:
    if not year.reduction:
        return ()
    most = money(rules.reduction_max)
    return (step("reduction", year.reduction, rate=percent(rules.reduction_rate), most=most),)


def fee_figures(year: Assessment, rules: TaxRules) -> tuple[Figure, ...]:
    """Give the figures that decided one owner's fees."""
    without = set()
    if not year.reduction:
        without |= {names.REDUCTION_RATE, names.REDUCTION_MAX, names.REDUCTION_THRESHOLD}
    if rules.floor and year.fees != year.base * rules.floor:
        without.add(names.OWN_FEES_PENSION)
    if year.base >= rules.least_base:
        without.add(names.OWN_FEES_LEAST_BASE)
    return tuple(figure for figure in rules.fee_figures if figure.name not in without)


def tax_figures(state: Decimal, rules: TaxRules) -> tuple[Figure, ...]:
    """Give the figures that decided the tax: those of the state where it took anything."""
    return rules.tax_figures if state else ()


def upper_bound(year: Assessment, rules: TaxRules, owners: int) -> Derived:
    """Give what the fees are at most: the whole rate on the whole surplus, as some sources say."""
    most = max(year.surplus, ZERO) * rules.rate
    rate = tuple(figure for figure in rules.fee_figures if figure.name in {names.OWN_FEES, names.OWN_FEES_PENSION})[:1]
    steps = (*_shared(year, owners), step("fees_upper", most, rate=percent(rules.rate)))
    return Derived(most * owners, (*steps, *_for_all("fees_all", most, owners)), rate)


def tax_explained(year: Assessment, rules: TaxRules, owners: int) -> Derived:
    """Tell how the owners' income tax came about."""
    base = (*_shared(year, owners), *down_to_base(year, rules))
    steps = (*base, *tax_steps(year.municipal, year.state, rules), *_for_all("tax_all", year.tax, owners))
    return Derived(year.tax * owners, steps, _flat_deduction(rules) + tax_figures(year.state, rules))


def tax_steps(municipal: Decimal, state: Decimal, rules: TaxRules) -> tuple[Step, ...]:
    """Tell municipal and state tax, and that both are on the cautious side."""
    name = "municipal_tax_assumed" if rules.municipal_assumed else "municipal_tax"
    steps = [step(name, municipal, rate=percent(rules.municipal))]
    if state:
        limit = money(rules.state_limit)
        steps.append(step("state_tax", state, rate=percent(rules.state_rate), limit=limit))
    return (*steps, step("tax_cautious", municipal + state))


def disposable_explained(year: Assessment, rules: TaxRules, owners: int) -> Derived:
    """Tell what one owner has left in a year."""
    steps = (*_shared(year, owners), step("minus_fees", -year.fees), step("minus_tax", -year.tax))
    figures = fee_figures(year, rules) + tax_figures(year.state, rules)
    return Derived(year.disposable, (*steps, step("disposable", year.disposable)), figures)


class _Finder:
    """Takes figures for one month and keeps them in the order they were asked for."""

    def __init__(self, figures: Figures, month: int) -> None:
        self._figures, self._month = figures, month
        self._taken: dict[str, Figure] = {}

    def __call__(self, name: str) -> Decimal:
        self._taken[name] = self._figures.at(name, self._month)
        return self._taken[name].value or ZERO

    def taken(self) -> tuple[Figure, ...]:
        # the borders of age are asked for everybody and decide nothing for most
        return tuple(figure for name, figure in self._taken.items() if name not in _BORDERS)


_BORDERS = frozenset({names.OWN_FEES_FREE_BIRTH_YEAR, names.OWN_FEES_PENSION_AGE})


def _age(inputs: Inputs, month: int) -> int | None:
    """Give the owner's age when the calendar year of a month began."""
    if inputs.owner_birth_year is None:
        return None
    return month_day(inputs.start, month).year - 1 - inputs.owner_birth_year


def _full(found: _Finder) -> Rates:
    rate, deduction = found(names.OWN_FEES), found(names.FLAT_DEDUCTION)
    floor = found(names.OWN_FEES_PENSION)
    reduction, most, above = found(names.REDUCTION_RATE), found(names.REDUCTION_MAX), found(names.REDUCTION_THRESHOLD)
    return rate, deduction, floor, reduction, most, above


def _tax_numbers(inputs: Inputs, found: _Finder) -> tuple[Decimal, bool, Decimal, Decimal]:
    said = inputs.household.municipal_rate
    municipal = assumptions().municipal_rate if said is None else said
    return municipal, said is None, found(names.STATE_TAX_LIMIT), found(names.STATE_TAX)


def _reduction(base: Decimal, rules: TaxRules) -> Decimal:
    return min(base * rules.reduction_rate, rules.reduction_max) if base > rules.reduction_threshold else ZERO


def _shared(year: Assessment, owners: int) -> tuple[Step, ...]:
    if owners == 1:
        return (step("surplus", year.surplus),)
    return (step("surplus", year.surplus * owners), step("share", year.surplus))


def _flat_deduction(rules: TaxRules) -> tuple[Figure, ...]:
    return tuple(f for f in rules.fee_figures if f.name in {names.FLAT_DEDUCTION, names.FLAT_DEDUCTION_PENSION})


def _for_all(name: str, each: Decimal, owners: int) -> tuple[Step, ...]:
    return () if owners == 1 else (step(name, each * owners),)
