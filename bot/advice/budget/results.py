"""What the budgets come to. Every amount is exact, as ``Decimal``; words and rounding come when it is shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from bot.advice.budget.inputs import Inputs
from bot.advice.parameters import Figure

OUR_ROWS = "utter_row_"


def is_ours(name: str) -> bool:
    """Tell whether something is called by one of our row names instead of a person's words."""
    return name.startswith(OUR_ROWS)


@dataclass(frozen=True)
class Step:
    """One step of an explanation: the message that tells it, its values (``bot/language/rendering.py``), the amount."""

    name: str
    amount: Decimal
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Derived:
    """An amount with how it came about, and the dated figures it rests on."""

    amount: Decimal
    steps: tuple[Step, ...] = ()
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True)
class Row:
    """One line of a budget: its name (a message; the person's own words when ``own``), an amount for each period.

    What a person has not named is called by one of our own row names, and is then no ``own`` line.
    """

    name: str
    amounts: tuple[Decimal, ...]
    own: bool = False

    def __post_init__(self) -> None:
        if self.own and is_ours(self.name):
            object.__setattr__(self, "own", False)

    @property
    def total(self) -> Decimal:
        """Add the periods up."""
        return sum(self.amounts, Decimal(0))


@dataclass(frozen=True)
class Need:
    """The household budget: its rows, what the owner must have after tax a month, and the surplus that needs a year."""

    rows: tuple[Row, ...]
    monthly: Decimal
    surplus: Derived


@dataclass(frozen=True)
class Pricing:
    """What one sold hour must bring, without and with VAT, and what it brings now (None when not by the hour)."""

    billable_hours: Decimal
    needed_net: Derived
    needed_gross: Decimal
    asked_net: Decimal | None


@dataclass(frozen=True)
class Sales:
    """Net sales by product and month, and the units behind them."""

    rows: tuple[Row, ...]
    units: tuple[Row, ...]
    total: tuple[Decimal, ...]


@dataclass(frozen=True)
class YearResult:
    """One year of the result budget, without VAT (with it, where VAT cannot be deducted).

    ``result`` is before the owner's tax for a sole trader and partners, after company tax for the others.
    ``own_fees`` and ``tax`` are all owners' together; ``disposable`` is what one owner has left in a year after them.
    Rows of ``costs`` have an amount for each of the twelve months.
    """

    revenue: Decimal
    goods: Decimal
    gross_profit: Decimal
    costs: tuple[Row, ...]
    staff: Decimal
    depreciation: Decimal
    interest: Decimal
    before_tax: Decimal
    own_fees: Derived
    own_fees_upper: Derived
    tax: Derived
    result: Decimal
    disposable: Derived


@dataclass(frozen=True)
class StartBudget:
    """What must be paid before the first money comes in, and where it comes from; ``gap`` is what is missing."""

    needs: tuple[Row, ...]
    sources: tuple[Row, ...]
    investments: Decimal
    working_capital: Decimal
    buffer: Decimal
    need: Decimal
    financing: Decimal
    gap: Decimal


@dataclass(frozen=True)
class Liquidity:
    """Cash by month with VAT in, 24 months: rows in and out, VAT, what is left; ``lowest`` is the tightest month."""

    money_in: tuple[Row, ...]
    money_out: tuple[Row, ...]
    closing: tuple[Decimal, ...]
    vat_due: tuple[Decimal, ...]
    lowest: int
    first_negative: int | None


@dataclass(frozen=True)
class Balance:
    """The balance at the end of one year; assets equal equity and debts."""

    assets: tuple[Row, ...]
    debts: tuple[Row, ...]
    equity: Decimal


@dataclass(frozen=True)
class BreakEven:
    """Where costs and the owner's living are covered: money a year, units a month and a week, margin of safety.

    None where nothing sold leaves anything over, so that no volume is enough.
    """

    turnover: Derived | None
    units_month: Decimal | None
    units_week: Decimal | None
    contribution_share: Decimal
    safety_margin: Decimal | None


@dataclass(frozen=True)
class Finding:
    """Something that does not hold together: its message, how grave, and what mends it.

    ``weight``: ``stop`` (cannot work so), ``warn``, ``ask``, or ``fine`` (a verdict that all is well).
    """

    name: str
    weight: str
    values: Mapping[str, object] = field(default_factory=dict)
    question: str | None = None


@dataclass(frozen=True)
class Budgets:
    """All budgets of one case. ``assumed`` names figures used beyond the days they are decided for."""

    inputs: Inputs
    need: Need
    pricing: Pricing
    sales: Sales
    years: tuple[YearResult, ...]
    start: StartBudget
    liquidity: Liquidity
    balances: tuple[Balance, ...]
    break_even: BreakEven
    findings: tuple[Finding, ...]
    figures: tuple[Figure, ...]
    assumed: tuple[Figure, ...]
