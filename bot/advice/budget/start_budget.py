"""The start budget: what must be paid before the business carries itself, where it comes from, and what to borrow.

Needs are purchases up to the first month with the VAT that must be paid for them, the deepest the account would sink in
the first two years without any money at the start, and a buffer. Money that comes later counts when it comes, as
income of that month: it cannot pay a bill that falls due before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from decimal import ROUND_CEILING, Decimal

from bot.advice.budget.inputs import ZERO, Inputs, Loan
from bot.advice.budget.ledger import Ledger
from bot.advice.budget.liquidity import PURCHASE_KINDS, SHOWN, Cash
from bot.advice.budget.results import Row, StartBudget

ORE = Decimal("0.01")
DUST = Decimal("1e-9")
"""What division leaves over is smaller than this, and no reason to borrow an öre more."""

LEAST_HELP = Decimal("0.001")
"""A loan of which less than this share is left for its purpose, the rest being needed for itself, is no help."""

UNTHINKABLE = Decimal(10) ** 10
"""A loan that no search needs to go beyond."""


def start_budget(ledger: Ledger, cash: Cash) -> StartBudget:
    """Set needs against sources. The worst month decides how much working capital is needed."""
    purchases = tuple(_purchases_at_start(ledger))
    sources = tuple(_sources_at_start(ledger.inputs))
    investments, financing = _sum(purchases), _sum(sources)
    working_capital = _working_capital(cash, investments, financing)
    buffer = ledger.inputs.buffer
    need = investments + working_capital + buffer
    return StartBudget(
        needs=(*purchases, *_needed("working_capital", working_capital), *_needed("buffer", buffer)),
        sources=sources,
        investments=investments,
        working_capital=working_capital,
        buffer=buffer,
        need=need,
        financing=financing,
        gap=max(need - financing, ZERO),
    )


def balance_with_loan(inputs: Inputs, terms: Loan, start_of: Callable[[Inputs], StartBudget]) -> Loan | None:
    """Find the loan on these terms with which needs and financing meet to the öre; None when no loan is enough.

    A larger loan needs more itself, since interest and instalments must be paid, so the amount is searched for: along
    the line through the last two tries, which meets the goal at once where everything is in proportion.
    """

    def missing(amount: Decimal) -> Decimal:
        start = start_of(with_loan(inputs, replace(terms, amount=amount)))
        return (start.need - start.financing).quantize(DUST)

    short, still_missing = ZERO, missing(ZERO)
    amount = _up_to_ore(max(still_missing, ZERO))
    while amount > short and amount < UNTHINKABLE:
        now_missing = missing(amount)
        if now_missing <= 0:
            return replace(terms, amount=_least_enough(missing, short, amount) if now_missing < -ORE else amount)
        closed_by_each = (still_missing - now_missing) / (amount - short)
        if closed_by_each <= LEAST_HELP:
            return None
        short, still_missing = amount, now_missing
        amount += _up_to_ore(still_missing / closed_by_each)
    return replace(terms, amount=ZERO) if not amount else None


def _least_enough(missing: Callable[[Decimal], Decimal], short: Decimal, enough: Decimal) -> Decimal:
    """Halve the distance between a loan that is too small and one that is enough until they are one öre apart."""
    while enough - short > ORE:
        middle = ((short + enough) / 2).quantize(ORE, ROUND_CEILING)
        if middle == enough:
            break
        short, enough = (short, middle) if missing(middle) <= 0 else (middle, enough)
    return enough


def with_loan(inputs: Inputs, loan: Loan) -> Inputs:
    """Put a loan among the others, in place of one of the same name."""
    others = tuple(other for other in inputs.loans if other.name != loan.name)
    return replace(inputs, loans=(*others, loan) if loan.amount else others)


def _purchases_at_start(ledger: Ledger) -> Iterable[Row]:
    for kind in PURCHASE_KINDS:
        bought = zip(ledger.inputs.purchases, ledger.ground.purchases, strict=True)
        amount = sum((flow.gross[0] for item, flow in bought if item.kind == kind), ZERO)
        yield from _needed(kind, amount)


def _sources_at_start(inputs: Inputs) -> Iterable[Row]:
    for item in inputs.funding:
        if item.month <= 0:
            yield Row(item.name, (item.amount,), own=True)
    for loan in inputs.loans:
        if loan.month <= 0:
            yield Row(loan.name, (loan.amount,), own=True)


def _working_capital(cash: Cash, investments: Decimal, financing: Decimal) -> Decimal:
    """Give how deep the account would sink with neither the purchases nor the money of the start in it."""
    at_the_side = financing - investments
    return max(-min(left - at_the_side for left in cash.closing[:SHOWN]), ZERO)


def _needed(name: str, amount: Decimal) -> Iterable[Row]:
    if amount:
        yield Row(f"utter_row_{name}", (amount,))


def _sum(rows: Iterable[Row]) -> Decimal:
    return sum((row.total for row in rows), ZERO)


def _up_to_ore(amount: Decimal) -> Decimal:
    return amount.quantize(DUST).quantize(ORE, ROUND_CEILING)
