"""Plans to print: answers by hand, the project's own template and texts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

from bot.advice.templates import Template, load_templates
from bot.language.catalogue import default_catalogue
from bot.language.locales import ROOT
from connectors.documents.plan_document import Wording, choose_columns, plan_document
from connectors.documents.shapes import Cell, PlanDocument
from connectors.record.types import PlanAnswer, PlanSnapshot

DAY = date(2026, 3, 2)
HOSTILE = '#eval("1 + 1") #panic() *bold* _it_ $x^2$ [box] <b>&amp; \\ `raw` // no comment {term_moms} = head'


@lru_cache(maxsize=1)
def general() -> Template:
    """Load the general template."""
    return load_templates(ROOT / "bot" / "data" / "templates")["general"]


def answer(question: str, value: Any = None, text: str = "", *, language: str = "ar", **more: Any) -> PlanAnswer:
    """Make an answer; ``more`` may be ``state``, ``swedish_text`` and ``swedish_state``."""
    told: dict[str, Any] = {"state": "answered", "swedish_text": None, "swedish_state": None} | more
    kind = general().question(question).type
    return PlanAnswer(question, kind, value, text, language=language, revision=1, **told)


def plan(*answers: PlanAnswer, locale: str = "ar") -> PlanSnapshot:
    """Make a snapshot of a plan with these answers."""
    return PlanSnapshot(
        conversation="c_0123456789abcdef",
        locale=locale,
        template="general",
        first_plan=True,
        question=None,
        answers={one.question: one for one in answers},
        changed=datetime(2026, 3, 1, 12, tzinfo=UTC),
    )


def document(*answers: PlanAnswer, locales: tuple[str, ...] = ("ar", "sv")) -> PlanDocument:
    """Word a plan with these answers."""
    wording = Wording(default_catalogue(), general(), choose_columns(locales))
    return plan_document(plan(*answers), wording, day=DAY)


def cells(printed: PlanDocument, question: str) -> Mapping[str, Cell]:
    """Give the cells of one question by the language of their column."""
    name = general().question(question).names["text"]
    first = default_catalogue().text(name, printed.languages[0].language.replace("-", "_")).text.split("{")[0]
    for section in printed.sections:
        for row in section.rows:
            if row[0].question.text.startswith(first):
                return {words.language: cell for words, cell in zip(printed.languages, row, strict=True)}
    raise LookupError(question)


def whole_plan(locale: str = "ar") -> PlanSnapshot:
    """Make a plan with words and with all numbers that budgets need."""

    def kr(amount: str, per: str | None = None) -> dict[str, str]:
        said = {"amount": amount, "vat": "with"}
        return said | ({"per": per} if per else {})

    numbers = {
        "products_price": kr("450"),
        "products_cost": kr("30"),
        "place_rent": kr("9000", "month"),
        "budget_housing": kr("8500", "month"),
        "budget_food": kr("5000", "month"),
        "place_equipment_cost": kr("60000"),
        "money_own": kr("40000"),
        "budget_loan": kr("90000"),
    }
    given = [answer(name, value, value["amount"], language="sv") for name, value in numbers.items()]
    for name, value in (("customers_per_month", "160"), ("budget_loan_rate", "8.5"), ("budget_loan_years", "5")):
        given.append(answer(name, value, value, language="sv"))
    given += [answer("timeplan_start", "2026-09-01", "2026-09-01", language="sv")]
    given += [answer("company_name", "Salong Sara", "Salong Sara", language="sv")]
    given += [answer("owner_experience", "عملت عشر سنوات حلاقة", "عملت عشر سنوات حلاقة")]
    given += [answer("idea_what", "صالون حلاقة", "صالون حلاقة"), answer("products_first", "Klippning", "Klippning")]
    return plan(*given, locale=locale)
