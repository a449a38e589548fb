"""The answers of a plan that the budgets count with, read as numbers. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from bot.advice.budget.inputs import Price, Vat
from bot.advice.facts import ANSWERED, Answer
from bot.advice.money_values import WITH, by_month, said_in
from bot.advice.templates import Template, applies

IN_TRADES: Final[Mapping[str, str]] = {
    "budget_minutes": "salon_minutes",
    "budget_stock": "shop_stock",
    "customers_per_month": "craft_jobs_month",
}
"""Questions that a trade asks in its own words: the answer to the trade's question counts where there is no other."""


@dataclass(frozen=True)
class Given:
    """The answers of a plan that count: given, not skipped, and to questions that still apply."""

    values: Mapping[str, Any]

    @classmethod
    def of(cls, answers: Mapping[str, Answer], template: Template | None) -> Given:
        """Take the answers that count."""
        gone = {q.id for q in template.questions if not applies(q, answers)} if template else set()
        return cls({n: a.value for n, a in answers.items() if a.state == ANSWERED and n not in gone})

    def said(self, name: str) -> Any:
        """Give an answer as it is kept, or the one to the trade's own question; None where there is neither."""
        return self.values.get(name, self.values.get(IN_TRADES.get(name, "")))

    def money(self, name: str) -> Decimal | None:
        """Give an amount by the month where it was said by a time, else as it was said."""
        said = self.said(name)
        return None if said is None else by_month(said)

    def number(self, name: str) -> Decimal | None:
        """Give a number."""
        said = self.said(name)
        return None if said is None else Decimal(str(said))

    def chosen(self, name: str) -> tuple[object, ...]:
        """Give the choices that were picked, none when there was no answer or one in own words."""
        value = self.said(name)
        return tuple(value) if isinstance(value, list | tuple) else () if isinstance(value, Mapping) else (value,)

    def paid(self, name: str) -> Price | None:
        """Give something that the business pays; without a word about moms none of it comes back."""
        amount = self.money(name)
        if amount is None:
            return None
        vat = said_in(self.said(name)).vat
        return Price(amount, Vat.STANDARD if vat else Vat.NONE, includes_vat=vat == WITH)
