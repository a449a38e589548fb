"""The running picture of a budget beside the talk: a few numbers and the money in the account month by month."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from bot.advice.budget.counting import count
from bot.advice.budget.telling import Known, summary
from bot.advice.budget.timeline import month_day
from bot.advice.facts import ANSWERED, Answer, Facts
from bot.advice.templates import Template
from bot.language.rendering import render, render_value
from connectors.web.connection import Frame

SHOWN_MONTHS = 12
PER_CENT = Decimal(100)


def picture(template: Template, answers: Mapping[str, Answer], day: date, locale: str) -> Frame | None:
    """Give the picture in the reader's words; None before any question of the budgets is answered."""
    begun = (answers.get(q.id) for section in template.sections if section.joined for q in section.questions)
    if not any(answer is not None and answer.state == ANSWERED for answer in begun):
        return None
    known = count(template, Facts(locale=locale, day=day, answers=dict(answers)))
    rows = summary(known) if isinstance(known, Known) else ()
    if not isinstance(known, Known) or not rows:
        return None
    return {
        "title": _words("utter_budget_picture", locale),
        "rows": [
            {"name": render_value(name, locale=locale), "amount": _shown(amount, locale)} for name, amount in rows
        ],
        "cash_title": _words("utter_budget_picture_cash", locale),
        "cash": _cash(known, locale) if known.sells else [],
        "note": _words("utter_budget_picture_careful", locale),
        "pictures": _words("pictures_open", locale),
    }


def _cash(known: Known, locale: str) -> list[Frame]:
    """Give each month's end: its day, the amount, and how long its bar is in per cent of the longest."""
    closing = known.budgets.liquidity.closing[:SHOWN_MONTHS]
    longest = max((abs(amount) for amount in closing), default=Decimal(0))
    return [
        {
            "day": _shown({"type": "date", "value": _end_of(known, month)}, locale),
            "amount": _shown(_kronor(amount), locale),
            "length": int(abs(amount) * PER_CENT / longest) if longest else 0,
            "short": amount < 0,
        }
        for month, amount in enumerate(closing)
    ]


def _end_of(known: Known, month: int) -> str:
    return (month_day(known.inputs.start, month + 1) - timedelta(days=1)).isoformat()


def _kronor(amount: Decimal) -> dict[str, Any]:
    return {"type": "money", "value": format(amount.quantize(Decimal(1)), "f"), "currency": "SEK"}


def _shown(value: Mapping[str, Any], locale: str) -> str:
    return render_value(value, locale=locale)


def _words(name: str, locale: str) -> str:
    return render(name, {}, locale=locale).text
