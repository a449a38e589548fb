"""A hair salon's numbers in the record, and what the budgets tab of a desk shows of them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from aiohttp.test_utils import TestServer
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.advice.budget.counting import count
from bot.advice.budget.telling import Known
from bot.advice.facts import Answer, Facts
from bot.language.rendering import render_value
from connectors.record.plans import Revision, store_revision
from connectors.store.models import table_of
from connectors.store.plans import Plan
from connectors.web.fanout import Event, News
from tests.connectors.desk.desktop import Desktop, Frame
from tests.connectors.desk.test_desk_socket import OpenDesk, queue
from tests.connectors.desk.visitor import service_of
from tests.connectors.web.conftest import Opener
from tests.connectors.web.window import Window

PLAN = table_of(Plan)
CELL = "liquidity.2027-03.closing"
SALON: dict[str, Any] = {
    "timeplan_start": "2026-06-01",
    "company_form": "sole_trader",
    "products_first": "Klippning",
    "products_price": "450",
    "products_cost": "20",
    "customers_per_month": 120,
    "budget_housing": "7800",
    "budget_food": {"amount": "1500", "per": "week"},
    "budget_insurance": {"amount": "4800", "per": "year"},
    "place_equipment_cost": "90000",
    "money_own": "30000",
    "budget_loan_rate": "8",
    "budget_loan_years": 5,
}


@pytest.fixture
async def amina(desk: OpenDesk) -> Desktop:
    """Give an adviser at the desk, in Swedish."""
    return await desk("Amina Nilsson", locale="sv")


@pytest.fixture
async def person(window: Opener) -> Window:
    """Give somebody who reads Arabic and plans a salon."""
    return await window(locale="ar", template="personal_service")


@pytest.fixture
async def salon(server: TestServer, amina: Desktop, person: Window) -> str:
    """Give the conversation of a salon whose adviser is Amina."""
    conversation = await queue(server, person)
    await amina.take(conversation)
    await answer(server, conversation, SALON)
    return conversation


async def answer(server: TestServer, conversation: str, answers: dict[str, Any]) -> None:
    """Store answers as the person's, and tell their window and every desk that the plan has changed."""
    service = service_of(server)

    def step(session: Session) -> None:
        plan = session.execute(select(PLAN.c.id).where(PLAN.c.conversation == conversation)).scalar_one()
        now = service.tools.clock()
        for question, value in answers.items():
            store_revision(session, plan, Revision(question, value, str(value), "sv"), now=now)
        session.execute(update(PLAN).where(PLAN.c.id == plan).values(changed=now))

    await service.database.write(step)
    service.fanout.to_desks(Event(News.PLAN, conversation))
    service.fanout.to_person(Event(News.PLAN, conversation))


async def look(desk: Desktop, conversation: str, case: str = "likely") -> Frame:
    """Ask for the budgets as the tab does, and give them."""
    seen = len(desk.frames)
    await desk.send(type="budget", conversation=conversation, case=case)
    return await desk.until(lambda one: next((frame for frame in one.frames[seen:] if frame["type"] == "budget"), None))


def row_of(frame: Frame, row: str) -> Frame:
    """Give one row of the tables by its reference."""
    found: dict[str, Frame] = {one["row"]: one for table in frame["tables"] for one in table["rows"]}
    return found[row]


async def calculated(server: TestServer, template: str = "personal_service", **changes: Any) -> Known:
    """Calculate the salon by itself."""
    library = (await service_of(server).shelf.get()).library
    answers = {question: Answer(value, str(value), "sv") for question, value in {**SALON, **changes}.items()}
    known = count(library.templates[template], Facts("sv", date(2026, 5, 4), answers=answers))
    assert isinstance(known, Known)
    return known


def shown(amount: object, locale: str = "sv") -> str:
    """Write whole kronor as the tables do."""
    return render_value({"type": "count", "value": str(round(amount))}, locale=locale)  # type: ignore[call-overload]
