"""The budgets as a spreadsheet: its formulas, worked out by another program, give what the calculation gives."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import openpyxl
import pytest

from bot.advice.budget.break_even import parts_of
from bot.advice.budget.calculation import calculate
from bot.advice.budget.inputs import CompanyForm, Cost, HouseholdItem, Inputs, Price
from bot.advice.budget.results import Budgets
from bot.advice.parameters import Parameters
from bot.language.catalogue import default_catalogue
from connectors.documents.book.book import empty_book, make_book
from connectors.documents.book.shapes import Book, sheet_names
from connectors.documents.book.writer import make_xlsx
from connectors.documents.calculating import word_book
from connectors.documents.plan_document import Wording, choose_columns
from tests.connectors.documents.plans import DAY, answer, general, plan
from tests.connectors.documents.recalculating import changed, named, recalculated
from tests.connectors.documents.samples import CAFE, SALON

ORE = 0.0051
PARTNERS = replace(SALON, form=CompanyForm.PARTNERSHIP, owners=2, start=date(2026, 1, 1))
MEMBERS = replace(CAFE, form=CompanyForm.ASSOCIATION, owners=3)
SMALL = replace(SALON, products=(replace(SALON.products[0], units=Decimal(15)),), withdrawal=Decimal(0))
"""Below the limit, so that nobody is registered for VAT."""

HOSTILE = "=HYPERLINK(\"http://example.org\")\x00\x07{=1+1}@SUM(A1)\u202e+cmd|' /C calc'!A0"


@cache
def words(*locales: str) -> Wording:
    return Wording(default_catalogue(), general(), choose_columns(locales))


def book_of(inputs: Inputs, *locales: str) -> bytes:
    made = make_book(inputs, Parameters.load(), words(*(locales or ("sv",))), day=DAY)
    return make_xlsx(Book.from_json(made.to_json()))


def numbers(book: openpyxl.Workbook) -> Iterator[tuple[str, float]]:
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, int | float):
                    yield f"{sheet.title}!{cell.coordinate}", cell.value


def price(amount: str, old: Price) -> Price:
    return replace(old, amount=Decimal(amount))


def sold(first: str, second: str = "40") -> Inputs:
    cuts, shampoo = SALON.products
    return replace(SALON, products=(replace(cuts, units=Decimal(first)), replace(shampoo, units=Decimal(second))))


def dearer_home() -> Inputs:
    items = (HouseholdItem("Hyra", Decimal(25000)), *SALON.household.items[1:])
    return replace(SALON, household=replace(SALON.household, items=items))


def other_rent(rent: Cost) -> Inputs:
    return replace(SALON, costs=(rent, *SALON.costs[1:]))


def other_cafe() -> Inputs:
    sara, omar, eva = CAFE.employees
    lunch, coffee, course = CAFE.products
    return replace(
        CAFE,
        salary=Decimal(40000),
        employees=(replace(sara, monthly_wage=Decimal(31000)), replace(omar, first=2), eva),
        products=(lunch, replace(coffee, price=price("42", coffee.price)), course),
    )


CUTS, SHAMPOO = SALON.products
RENT, LOAN = SALON.costs[0], SALON.loans[0]
OTHER_LOAN = replace(LOAN, amount=Decimal(200000), interest_only=0, months=36)
OTHER_CAFE = {"salary": 40000.0, "employee_1_wage": 31000.0, "product_2_price": 42.0, "employee_2_first": 3.0}

AS_THEY_ARE: dict[str, tuple[Inputs, tuple[str, ...]]] = {
    "sole_trader": (SALON, ("sv",)),
    "company_in_two_languages": (CAFE, ("sv", "ar")),
    "partners_right_to_left": (PARTNERS, ("ar",)),
    "an_association_that_pays_one_member": (MEMBERS, ("sv",)),
    "not_registered_for_vat": (SMALL, ("so",)),
    "nothing_is_left_of_a_sale": (
        replace(SALON, products=(replace(CUTS, unit_cost=price("900", CUTS.price)),)),
        ("sv",),
    ),
    "nothing_but_a_rent": (Inputs(start=SALON.start, costs=(RENT,)), ("sv",)),
}
CHANGED: dict[str, tuple[dict[str, float], Inputs]] = {
    "price": (
        {"product_1_price": 510},
        replace(SALON, products=(replace(CUTS, price=price("510", CUTS.price)), SHAMPOO)),
    ),
    "rent": ({"cost_1_price": 14250.5}, other_rent(replace(RENT, monthly=price("14250.5", RENT.monthly)))),
    "units": ({"product_1_units": 231}, sold("231")),
    "so_few_that_no_vat_is_due": ({"product_1_units": 5, "product_2_units": 1}, sold("5", "1")),
    "so_many_that_vat_is_due_each_month": ({"product_1_units": 9000}, sold("9000")),
    "customers_pay_later": ({"credit_days": 45}, replace(SALON, credit_days=45)),
    "another_loan": (
        {"loan_1_amount": 200000, "loan_1_interest_only": 0, "loan_1_months": 36},
        replace(SALON, loans=(OTHER_LOAN,)),
    ),
    "dearer_home": ({"home_1": 25000}, dearer_home()),
    "rent_for_a_year": ({"cost_1_last": 12}, other_rent(replace(RENT, last=11))),
    "cafe": (OTHER_CAFE, other_cafe()),
}


@pytest.fixture(scope="module")
def worked_out(tmp_path_factory: pytest.TempPathFactory) -> dict[str, openpyxl.Workbook]:
    """Give every spreadsheet of these tests as LibreOffice works it out: one start of it for all."""
    contents = {name: book_of(inputs, *locales) for name, (inputs, locales) in AS_THEY_ARE.items()}
    contents["without_values"] = changed(contents["sole_trader"], {})
    for name, (changes, inputs) in CHANGED.items():
        company = inputs.form is CompanyForm.LIMITED_COMPANY
        contents[name] = changed(contents["company_in_two_languages" if company else "sole_trader"], changes)
    return recalculated(contents, tmp_path_factory.mktemp("books"))


@pytest.mark.parametrize("name", AS_THEY_ARE)
def test_every_number_worked_out_anew_is_the_one_that_stood_there(
    name: str, worked_out: dict[str, openpyxl.Workbook]
) -> None:
    inputs, locales = AS_THEY_ARE[name]
    content = io.BytesIO(book_of(inputs, *locales))
    before, after = dict(numbers(openpyxl.load_workbook(content, data_only=True))), dict(numbers(worked_out[name]))
    wrong = [place for place, number in before.items() if abs(after.get(place, 1e99) - number) > ORE]
    assert wrong == []
    assert len(before) > 1000


def test_without_the_values_that_stood_there_the_formulas_give_them(worked_out: dict[str, openpyxl.Workbook]) -> None:
    assert differences(worked_out["without_values"], calculate(SALON, Parameters.load())) == {}


@pytest.mark.parametrize("name", CHANGED)
def test_a_changed_cell_gives_what_a_changed_plan_gives(name: str, worked_out: dict[str, openpyxl.Workbook]) -> None:
    assert differences(worked_out[name], calculate(CHANGED[name][1], Parameters.load())) == {}


def differences(book: openpyxl.Workbook, budgets: Budgets) -> dict[str, tuple[float, Decimal]]:
    """Compare what the pages come to with a calculation; nothing when all is the same."""
    expected = {f"before_tax_{place}": year.before_tax for place, year in enumerate(budgets.years, 1)}
    expected |= {f"disposable_{place}": year.disposable.amount for place, year in enumerate(budgets.years, 1)}
    expected |= {"need": budgets.start.need, "gap": budgets.start.gap, "need_surplus": budgets.need.surplus.amount}
    expected |= {"needed_net": budgets.pricing.needed_net.amount, "need_month": budgets.need.monthly}
    for place, balance in enumerate(budgets.balances, 1):
        expected[f"assets_{place}"] = sum((row.total for row in balance.assets), Decimal(0))
        expected[f"balance_check_{place}"] = Decimal(0)
    if budgets.break_even.turnover and budgets.break_even.units_week:
        expected["turnover_needed"] = budgets.break_even.turnover.amount
        parts, weeks = parts_of(budgets), budgets.inputs.work.weeks_per_year
        each = {f"units_week_{place}": part.needed / weeks for place, part in enumerate(parts, 1)}
        expected |= each if len(parts) > 1 else {"units_week": budgets.break_even.units_week}
    found = {name: (named(book, name), amount) for name, amount in expected.items()}
    return {name: pair for name, pair in found.items() if abs(pair[0] - float(pair[1])) > 2 * ORE}


def test_nothing_a_person_wrote_becomes_a_formula() -> None:
    hostile = replace(
        SALON,
        products=tuple(replace(item, name=HOSTILE) for item in SALON.products),
        costs=tuple(replace(item, name=HOSTILE) for item in SALON.costs),
        purchases=tuple(replace(item, name=HOSTILE) for item in SALON.purchases),
        loans=tuple(replace(item, name=HOSTILE) for item in SALON.loans),
        funding=tuple(replace(item, name=HOSTILE) for item in SALON.funding),
        household=replace(SALON.household, items=(HouseholdItem(HOSTILE, Decimal(1)),)),
    )
    content = book_of(hostile)
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        sheets = [parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
        shared = parts.read("xl/sharedStrings.xml").decode()
    formulas = [formula for sheet in sheets for formula in re.findall(r"<f>(.*?)</f>", sheet)]
    assert len(formulas) > 2000
    assert not [formula for formula in formulas if "HYPERLINK" in formula or "cmd" in formula]
    assert "=HYPERLINK" in shared
    assert not re.search("[\x00-\x08\x0e-\x1f\u202e]", shared)
    assert openpyxl.load_workbook(io.BytesIO(content)).sheetnames


def test_sheets_run_the_way_of_their_language_and_the_cells_to_change_are_coloured() -> None:
    for locales, right_to_left in ((("ar",), True), (("sv", "ar"), False), (("so",), False)):
        book = openpyxl.load_workbook(io.BytesIO(book_of(SALON, *locales)))
        assert {bool(sheet.sheet_view.rightToLeft) for sheet in book} == {right_to_left}
        sheet, place = next(iter(book.defined_names["product_1_price"].destinations))
        assert book[sheet][place].fill.start_color.rgb == "FFFFF3C4"
        assert all(sheet.page_setup.paperSize == 9 for sheet in book)


def test_names_of_sheets_are_legal_whatever_they_are_called() -> None:
    names = sheet_names(["A/B:[c]?*\\", "a b  c", "x" * 60, "x" * 60, "'", "History", "ميزانية"])
    assert len({name.casefold() for name in names}) == len(names)
    assert all(0 < len(name) <= 31 and not re.search(r"[\[\]:*?/\\]|^'|'$", name) for name in names)
    assert "History" not in names


def test_every_rate_stands_with_its_day_its_source_and_how_sure_it_is() -> None:
    book = openpyxl.load_workbook(io.BytesIO(book_of(CAFE)), data_only=True)
    rows = list(book[book.sheetnames[-1]].iter_rows(min_row=4, values_only=True))
    budgets = calculate(CAFE, Parameters.load())
    assert len(rows) >= len({(figure.name, figure.since) for figure in budgets.figures})
    for row in rows:
        if row[0]:
            assert all((row[3], row[5], row[6])), row
            assert bool(row[7]) is bool(row[8]), "a source without the day somebody read it, or the other way round"
            assert row[7] or str(row[5]).startswith("Inte bekräftad"), row


def test_the_same_book_is_the_same_file() -> None:
    assert book_of(SALON) == book_of(SALON)


def test_a_plan_without_budgets_gives_a_sheet_that_says_so() -> None:
    made = make_xlsx(empty_book(words("sv"), day=DAY))
    texts = [cell.value for row in openpyxl.load_workbook(io.BytesIO(made)).worksheets[0].iter_rows() for cell in row]
    assert sum(len(str(text)) > 40 for text in texts) == 1


def half_said() -> Book:
    """Make the spreadsheet of a plan with a price, and nothing of how many, what must be bought or where money is."""
    price = answer("products_price", {"amount": "350", "vat": "with"}, "350", language="sv")
    return word_book(plan(price, locale="sv"), words("sv", "ar"), day=DAY)


def test_what_nobody_has_answered_is_empty_and_says_so_until_it_is_filled(tmp_path: Path) -> None:
    content = make_xlsx(Book.from_json(half_said().to_json()))
    shown = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    filled = changed(content, {"buffer": 20000, "product_1_units": 30})
    done = recalculated({"open": content, "filled": filled}, tmp_path)
    for name in ("buffer", "product_1_units", "product_1_goods_price", "other_income"):
        sheet, place = next(iter(shown.defined_names[name].destinations))
        assert shown[sheet][place].value is None, name
        beside = [cell.value for cell in shown[sheet][shown[sheet][place].row] if isinstance(cell.value, str)]
        assert any(text.startswith("Inte besvarat") for text in beside), name
    assert [texts_of_row(book, "buffer") for book in (shown, done["open"])] == [1, 1]
    assert texts_of_row(done["filled"], "buffer") == 0
    assert named(done["filled"], "need") == named(done["open"], "need") + 20000
    errors = [cell.value for book in done.values() for sheet in book for row in sheet for cell in row]
    assert not [value for value in errors if str(value).startswith("#")]


def texts_of_row(book: openpyxl.Workbook, name: str) -> int:
    """Count the words beside a named cell."""
    sheet, place = next(iter(book.defined_names[name].destinations))
    return sum(str(cell.value or "").startswith("Inte besvarat") for cell in book[sheet][book[sheet][place].row])


def test_the_start_sheet_shows_no_0_for_what_nobody_has_answered() -> None:
    book = openpyxl.load_workbook(io.BytesIO(make_xlsx(half_said())), data_only=True)
    title, _ = next(iter(book.defined_names["need"].destinations))
    sheet, answered = book[title], openpyxl.load_workbook(io.BytesIO(book_of(SALON)))
    texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    assert sum(text.startswith("Inte besvarat") for text in texts) == 3
    for name in ("financing", "need", "gap"):
        place = next(iter(book.defined_names[name].destinations))[1]
        assert sheet[place].number_format.endswith(';""'), name
        place = next(iter(answered.defined_names[name].destinations))[1]
        assert not answered[title][place].number_format.endswith(';""'), name
