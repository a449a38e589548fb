"""Names the cells of the spreadsheet that stand for questions nobody has answered, so that they are empty and no 0."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from bot.advice.budget.given import Given
from bot.advice.budget.inputs import Inputs
from bot.advice.budget.unsaid import Unsaid
from bot.advice.facts import Answer
from bot.advice.templates import Template, applies
from connectors.documents.book.page import Value
from connectors.documents.plan_document import Wording
from connectors.documents.shapes import Words

PURCHASES, FUNDING = "purchases", "funding"
"""No cell of its own, but a whole part of the start budget that is open."""

CELLS = {
    "buffer": "budget_buffer",
    "credit_days": "budget_credit_days",
    "other_income": "budget_other_income",
    "salary": "budget_salary",
    "loan_1_amount": "budget_loan",
}


def unanswered(answers: Mapping[str, Answer], template: Template, inputs: Inputs) -> frozenset[str]:
    """Name what is open; a question that does not apply is no open one, and what is assumed is shown."""
    given, unsaid = Given.of(answers, template), Unsaid.of(answers, template)
    asked = {question.id for question in template.questions if applies(question, answers)}
    cells = {cell for cell, question in CELLS.items() if question in asked and given.said(question) is None}
    parts = ((PURCHASES, unsaid.start), (FUNDING, unsaid.sources))
    return frozenset((*cells, *(name for name, is_open in parts if is_open), *_of_products(given, inputs)))


def _of_products(given: Given, inputs: Inputs) -> Iterator[str]:
    """Name the open cells of what is sold; one more thing stands last."""
    seconds = given.said("budget_second_price") is not None
    for place, product in enumerate(inputs.products, 1):
        second = seconds and place == len(inputs.products)
        if product.units == 0 and given.said("budget_second_units" if second else "customers_per_month") is None:
            yield f"product_{place}_units"
        if given.said("budget_second_cost" if second else "products_cost") is None:
            yield f"product_{place}_goods_price"


def not_answered(wording: Wording) -> str:
    """Give the words for what is open, in every language of the book."""
    return " · ".join(dict.fromkeys(words.text for words in wording.each("document_packet_not_answered")))


def said_beside(cells: Collection[Value | Words | None], wording: Wording) -> Sequence[Value]:
    """Give what stands beside empty cells: words that go away when somebody has filled them."""
    names = [cell.name for cell in cells if isinstance(cell, Value) and cell.number is None and cell.name]
    return while_empty(names, wording) if names else ()


def while_empty(names: Sequence[str], wording: Wording) -> Sequence[Value]:
    """Give the words that stand as long as one of these named cells is empty."""
    words = not_answered(wording)
    quoted = words.replace('"', '""')
    empty = ",".join(f"ISBLANK({name})" for name in names)
    return (Value(None, f'IF(OR({empty}),"{quoted}","")', "soft", text=words),)
