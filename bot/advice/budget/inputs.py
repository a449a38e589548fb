"""What the budgets are calculated from: what a person said of prices, sales, costs, staff, purchases, money and home.

Amounts are kronor as ``Decimal``; months count from 0, the month of ``Inputs.start``; shares and rates are
0.25 for 25 %. An amount says whether VAT is in it: the same price on the menu leaves less when the rate changes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

ZERO, ONE = Decimal(0), Decimal(1)
MONTHS, YEARS = 36, 3
"""How far the result budget looks; the liquidity budget shows the first 24 months of it."""


class CompanyForm(StrEnum):
    """Who owes the tax: enskild firma, handelsbolag, aktiebolag, ekonomisk förening."""

    SOLE_TRADER = "sole_trader"
    PARTNERSHIP = "partnership"
    LIMITED_COMPANY = "limited_company"
    ASSOCIATION = "association"


class Vat(StrEnum):
    """Which VAT rate a sale or a purchase has; the rate itself is a dated figure."""

    STANDARD = "standard"
    EAT_IN = "eat_in"
    FOOD = "food"
    PASSENGERS = "passengers"
    NONE = "none"


class VatPeriod(StrEnum):
    """How often VAT is declared."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


@dataclass(frozen=True)
class Price:
    """An amount of money with its VAT rate, and whether the VAT is in it."""

    amount: Decimal
    vat: Vat = Vat.STANDARD
    includes_vat: bool = False


FOOD_RATES = frozenset({Vat.EAT_IN, Vat.FOOD})
"""Food is taxed by where it is eaten."""

TAKE_AWAY = "utter_row_take_away"
"""The name of the part of a product that is taken away; what is changed in the product is changed in it too."""


@dataclass(frozen=True)
class Product:
    """Something sold by the piece, the visit or the hour. ``units`` is what an ordinary full month sells.

    ``hours`` is the working time one unit takes (0.5 for half an hour); None when it does not depend on time.
    """

    name: str
    price: Price
    units: Decimal
    unit_cost: Price = field(default_factory=lambda: Price(ZERO))
    hours: Decimal | None = None


@dataclass(frozen=True)
class Cost:
    """A cost that comes every month from ``first`` to ``last`` (to the end when None).

    ``kind`` is one of premises, marketing, insurance, bookkeeping, phone, vehicle, other.
    """

    name: str
    monthly: Price
    kind: str = "other"
    first: int = 0
    last: int | None = None


@dataclass(frozen=True)
class Employee:
    """Somebody employed. ``birth_year`` decides the employer contributions; None pays them in full.

    ``growth_support`` says that växa-stöd is applied for; it is paid back one month later, for two employees at most.
    """

    name: str
    monthly_wage: Decimal
    birth_year: int | None = None
    first: int = 0
    last: int | None = None
    growth_support: bool = False


@dataclass(frozen=True)
class Purchase:
    """Something bought before or after the start.

    ``kind``: ``equipment`` (written off over ``life_years``), ``stock``, ``deposit`` (comes back, never a cost) or
    ``fee`` (registration, permits, advice: a cost at once).
    """

    name: str
    price: Price
    kind: str = "equipment"
    month: int = 0
    life_years: int = 5


@dataclass(frozen=True)
class Loan:
    """Borrowed money, paid back in equal parts over ``months``; interest alone in the first ``interest_only``."""

    name: str
    amount: Decimal
    yearly_rate: Decimal
    months: int
    interest_only: int = 0
    month: int = 0


@dataclass(frozen=True)
class Funding:
    """Money that is not a loan: ``own``, ``family``, ``share_capital`` or ``grant`` (decided, never hoped for)."""

    name: str
    amount: Decimal
    kind: str = "own"
    month: int = 0


@dataclass(frozen=True)
class HouseholdItem:
    """One thing the home costs in a month."""

    name: str
    monthly: Decimal


@dataclass(frozen=True)
class Household:
    """The owner's home: what it costs and what else comes in, after tax, in a month.

    ``municipal_rate`` is municipality and region together; None takes the assumption in ``bot/data/budget/``.
    """

    adults: int = 1
    children: int = 0
    items: tuple[HouseholdItem, ...] = ()
    other_income: Decimal = ZERO
    municipal_rate: Decimal | None = None


@dataclass(frozen=True)
class Work:
    """The owner's working time, and how much of it customers pay for."""

    hours_per_week: Decimal = Decimal(40)
    weeks_per_year: Decimal = Decimal(46)
    billable_share: Decimal | None = None


@dataclass(frozen=True)
class Inputs:
    """Everything of one plan. What was never said keeps the default, and the checks ask about it.

    ``start`` is the first day of a month. ``figures_day`` is the day whose figures are used (``start`` when None).
    ``season`` has twelve factors, January first, ``ramp`` one for each of the first months.
    ``withdrawal`` is what a sole trader or partner takes out a month; None is what the household needs.
    ``salary`` is the owner's own salary before tax in a limited company or an association.
    ``vat_registered`` None lets the turnover decide; ``vat_period`` None takes what the law sets for the turnover.
    """

    start: date
    form: CompanyForm = CompanyForm.SOLE_TRADER
    figures_day: date | None = None
    owners: int = 1
    owner_birth_year: int | None = None
    household: Household = field(default_factory=Household)
    work: Work = field(default_factory=Work)
    products: tuple[Product, ...] = ()
    season: tuple[Decimal, ...] = (ONE,) * 12
    ramp: tuple[Decimal, ...] = ()
    costs: tuple[Cost, ...] = ()
    employees: tuple[Employee, ...] = ()
    purchases: tuple[Purchase, ...] = ()
    loans: tuple[Loan, ...] = ()
    funding: tuple[Funding, ...] = ()
    buffer: Decimal = ZERO
    credit_days: int = 0
    supplier_days: int = 0
    withdrawal: Decimal | None = None
    salary: Decimal = ZERO
    vat_registered: bool | None = None
    vat_period: VatPeriod | None = None
    opening_hours_per_week: Decimal | None = None
