"""Two businesses to print: a hair salon that its owner runs, and a café in a limited company with employees."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from bot.advice.budget.inputs import (
    CompanyForm,
    Cost,
    Employee,
    Funding,
    Household,
    HouseholdItem,
    Inputs,
    Loan,
    Price,
    Product,
    Purchase,
    Vat,
    Work,
)


def kr(amount: str, vat: Vat = Vat.STANDARD, *, with_vat: bool = False) -> Price:
    """Give a price."""
    return Price(Decimal(amount), vat, with_vat)


SALON = Inputs(
    start=date(2026, 9, 1),
    household=Household(
        items=(HouseholdItem("Hyra", Decimal(9000)), HouseholdItem("Mat", Decimal(6000))), other_income=Decimal(2000)
    ),
    products=(
        Product("Klippning", kr("420", with_vat=True), Decimal(180), kr("15"), hours=Decimal("0.5")),
        Product("Schampo", kr("149", with_vat=True), Decimal(40), kr("60")),
    ),
    season=tuple(Decimal(share) for share in "0.9 0.9 1 1 1 1.1 0.8 1 1 1 1 1.3".split()),
    ramp=(Decimal("0.5"), Decimal("0.7"), Decimal("0.85")),
    costs=(
        Cost("Hyra för lokalen", kr("8000"), "premises"),
        Cost("Redovisning", kr("1000"), "bookkeeping"),
        Cost("Försäkring", kr("500", Vat.NONE), "insurance"),
        Cost("Annonser", kr("1250", with_vat=True), "marketing", first=0, last=5),
    ),
    purchases=(
        Purchase("Stolar och speglar", kr("40000")),
        Purchase("Saxar", kr("6000")),
        Purchase("Anmälan till kommunen", kr("1500", Vat.NONE), "fee"),
        Purchase("Schampo i lager", kr("5000"), "stock"),
        Purchase("Deposition", kr("16000", Vat.NONE), "deposit"),
        Purchase("Ny tork", kr("9000"), month=14),
    ),
    loans=(Loan("Almi", Decimal(90000), Decimal("0.085"), 60, interest_only=6),),
    funding=(Funding("Sparat", Decimal(40000)), Funding("Bidrag", Decimal(15000), "grant", month=3)),
    buffer=Decimal(10000),
    credit_days=0,
    supplier_days=30,
    opening_hours_per_week=Decimal(40),
)
"""A sole trader, registered for VAT by turnover."""

CAFE = Inputs(
    start=date(2026, 3, 1),
    form=CompanyForm.LIMITED_COMPANY,
    owner_birth_year=1988,
    household=Household(items=(HouseholdItem("Hem", Decimal(17000)),), municipal_rate=Decimal("0.3384")),
    work=Work(Decimal(45), Decimal(46), Decimal("0.8")),
    products=(
        Product("Lunch", kr("129", Vat.EAT_IN, with_vat=True), Decimal(900), kr("38", Vat.FOOD)),
        Product("Kaffe att ta med", kr("35", Vat.FOOD, with_vat=True), Decimal(1200), kr("6", Vat.FOOD)),
        Product("Kurs", kr("500", Vat.NONE), Decimal(10)),
    ),
    costs=(Cost("Lokal", kr("18000"), "premises"), Cost("El", kr("3500", with_vat=True), first=1)),
    employees=(
        Employee("Sara", Decimal(26000), 2005, growth_support=True),
        Employee("Omar", Decimal(28000), 1990, first=6, last=30),
        Employee("Eva", Decimal(15000), 1955, first=2),
    ),
    purchases=(Purchase("Kök", kr("180000")), Purchase("Råvaror", kr("12000", Vat.FOOD), "stock")),
    loans=(
        Loan("Bank", Decimal(250000), Decimal("0.07"), 48),
        Loan("Almi", Decimal(100000), Decimal("0.09"), 60, 12, 2),
    ),
    funding=(Funding("Aktiekapital", Decimal(25000), "share_capital"), Funding("Familj", Decimal(60000), "family")),
    buffer=Decimal(30000),
    credit_days=10,
    supplier_days=20,
    salary=Decimal(27000),
)
"""A limited company with three VAT rates, one of them changing on the way, employees of three ages and two loans."""
