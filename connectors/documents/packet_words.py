"""Words and tables for the papers for a loan: amounts in the first language, labels in every one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from bot.advice.budget.values import money
from bot.language.locales import direction
from bot.language.rendering import render_value
from connectors.documents.plan_document import Wording
from connectors.documents.printable import direction_of, printable
from connectors.documents.shapes import Columns, Grid, GridRow, Words

LONGEST_LABEL = 80


@dataclass(frozen=True)
class PacketWords:
    """Words for one document."""

    wording: Wording

    def __call__(self, name: str, **values: Mapping[str, Any]) -> Columns:
        """Word an entry in every language."""
        return self.wording.each(name, values)

    def own(self, text: str) -> Columns:
        """Give a person's words for every column."""
        shown = printable(text)[:LONGEST_LABEL] or "–"
        locales = self.wording.locales
        return tuple(
            Words(shown, locale.replace("_", "-"), direction_of(shown, direction(locale))) for locale in locales
        )

    def value(self, value: Mapping[str, Any]) -> Columns:
        """Write a value once, the way of the first language."""
        locale = self.wording.locales[0]
        text = render_value(value, locale=locale, catalogue=self.wording.catalogue)
        return (Words(text, locale.replace("_", "-"), direction(locale)),)

    def kronor(self, amount: Decimal) -> Columns:
        """Write an amount with its currency."""
        return self.value(money(amount))

    def number(self, amount: Decimal) -> Columns:
        """Write an amount without its currency, where a whole table is in kronor."""
        whole = amount.quantize(Decimal(1), ROUND_HALF_UP)
        return self.value({"type": "count", "value": str(whole if whole else abs(whole))})

    def plain(self, text: str) -> Columns:
        """Write a sign that is the same in every language, such as a month."""
        return (Words(text, self.wording.locales[0].replace("_", "-"), "ltr"),)

    def years(self, number: int) -> Columns:
        """Name a year of the plan."""
        return self("document_book_year", number={"type": "count", "value": str(number)})

    def rows(self, rows: Iterable[tuple[Columns, Sequence[Decimal], bool]]) -> tuple[GridRow, ...]:
        """Make rows of amounts."""
        return tuple(GridRow(label, tuple(map(self.number, amounts)), strong) for label, amounts, strong in rows)

    def grid(
        self, title: str, head: Sequence[Columns], rows: Iterable[tuple[Columns, Sequence[Decimal], bool]]
    ) -> Grid:
        """Make a table of amounts in kronor."""
        titles = self(title) if title else ()
        return Grid(titles, (self("document_book_row"), *head), self.rows(rows))
