"""What people try with a "what if", in four languages: another price, rent, wage, customers, hours, and by how much."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from bot.advice.budget.cases import Change
from bot.advice.budget.inputs import CompanyForm, Cost, Employee, Inputs, Price, Product
from bot.advice.budget.trying import changes_of

RENT = "utter_row_cost_premises"
PLAN = Inputs(
    start=date(2026, 6, 1),
    products=(Product("Haircut", Price(Decimal(500), includes_vat=True), Decimal(100), hours=Decimal("0.5")),),
    costs=(Cost(RENT, Price(Decimal(5000)), "premises"),),
)
HOURLY = Change("hourly_price", Decimal(450), includes_vat=True)
THREE_EMPTY = Change("no_customers", Decimal(3))
DEARER_RENT = Change("cost", Decimal(2000), RENT)


@pytest.mark.parametrize(
    ("text", "locale", "change"),
    [
        ("what if I charge 450 an hour?", "en", HOURLY),
        ("tänk om jag tar 450 i timmen?", "sv", HOURLY),
        ("ماذا لو أخذت 450 في الساعة؟", "ar", HOURLY),
        ("ka waran haddii aan 450 saacaddii qaato?", "so", HOURLY),
        ("what if the first three months have no customers?", "en", THREE_EMPTY),
        ("om inga kunder kommer de tre första månaderna?", "sv", THREE_EMPTY),
        ("ماذا لو لم يأت أحد أول ثلاثة أشهر؟", "ar", THREE_EMPTY),
        ("haddii saddexda bilood ee hore aan macaamiil imaan", "so", THREE_EMPTY),
        ("what if the rent is 2,000 more?", "en", DEARER_RENT),
        ("tänk om hyran blir 2 000 högre?", "sv", DEARER_RENT),
        ("ماذا لو كان الإيجار 2000 أكثر؟", "ar", DEARER_RENT),
        ("haddii kiradu 2000 ka badato", "so", DEARER_RENT),
        ("what if the rent is 7000?", "en", DEARER_RENT),
        ("what if the rent is 2000 lower?", "en", Change("cost", Decimal(-2000), RENT)),
        ("what if the price is 600?", "en", Change("price_of", Decimal(600), "Haircut", includes_vat=True)),
        ("what if I get 60 customers?", "en", Change("sales", Decimal("0.6"))),
        ("what if I get half as many customers?", "en", Change("sales", Decimal("0.5"))),
        ("vad händer om jag får 20 procent färre kunder?", "sv", Change("sales", Decimal("0.8"))),
        ("what if I hire one for 25 000?", "en", Change("employee", Decimal(25000), "utter_row_employee")),
        ("tänk om jag anställer en person för 25 000?", "sv", Change("employee", Decimal(25000), "utter_row_employee")),
        ("what if I start 3 months later?", "en", Change("later", Decimal(3))),
    ],
)
def test_a_change_is_read_from_words(text: str, locale: str, change: Change) -> None:
    assert [tried.change for tried in changes_of(text, locale, PLAN)] == [change]


@pytest.mark.parametrize(
    "text", ["what if the weather is bad?", "what if the rent is more?", "what if no customers come?", "what if?"]
)
def test_what_is_not_clear_enough_is_not_guessed(text: str) -> None:
    assert changes_of(text, "en", PLAN) == ()


TAILOR = replace(
    PLAN,
    products=(Product("Sewing", Price(Decimal(350), includes_vat=True), Decimal(100), hours=Decimal(1)),),
    employees=(Employee("utter_row_employee", Decimal(25000)),),
)


def becomes(text: str, locale: str, inputs: Inputs = TAILOR) -> list[tuple[str, int]]:
    """Give the kind of each change a text may mean, and what the number becomes."""
    return [(tried.change.kind, int(tried.becomes)) for tried in changes_of(text, locale, inputs)]


@pytest.mark.parametrize(
    ("locale", "texts"),
    [
        (
            "sv",
            [
                "vad händer om jag höjer priset till 400?",
                "om jag höjer priset från 350 till 400",
                "400 istället för 350",
                "i stället för 350 tar jag 400 kr",
                "om priset går upp till fyrahundra",
                "vad händer om jag tar 400?",
                "om priset var 400 kr?",
                "priset 350 till 400 då?",
                "om jag höjer priset med 50 kr",
                "om priset blir 50 kronor dyrare?",
                "om jag lägger på 50 på priset",
            ],
        ),
        (
            "en",
            [
                "what if I raise the price to 400?",
                "if the price goes from 350 to 400",
                "400 instead of 350",
                "price 400 rather than 350?",
                "what if I charge 400?",
                "what if the price was 400",
                "what if I raise my price by 50?",
                "if the price were 50 kronor higher",
                "what if I add 50 to the price?",
                "what if I put the price up 50?",
            ],
        ),
        (
            "ar",
            [
                "إذا رفعت السعر ل ٤٠٠ شو بيصير؟",
                "إذا رفعت السعر ل400",
                "شو بيصير إذا السعر إلى 400",
                "ماذا لو رفعت السعر إلى أربعمئة كرونة؟",
                "٤٠٠ بدل ٣٥٠",
                "بدل 350 آخذ 400",
                "إذا أخذت 400 بدلا من 350",
                "لو كان السعر 400؟",
                "ماذا لو رفعت السعر من 350 إلى 400؟",
                "إذا رفعت السعر ب ٥٠؟",
                "إذا رفعت السعر بخمسين",
                "ماذا لو زاد السعر بمقدار 50؟",
                "لو السعر ٥٠ زيادة",
            ],
        ),
        (
            "so",
            [
                "ka waran haddii aan qiimaha ka dhigo 400?",
                "haddii aan qiimaha kor ugu qaado ilaa 400",
                "400 halkii 350",
                "haddii qiimuhu noqdo 400?",
                "haddii qiimuhu yahay 400",
                "haddii aan qiimaha ku kordhiyo 50",
                "haddii aan 50 ku daro qiimaha",
            ],
        ),
    ],
)
def test_a_price_is_raised_to_a_number_or_by_it(locale: str, texts: list[str]) -> None:
    """The price is 350: each of these makes it 400, and none of them 750 or 50."""
    assert {text: becomes(text, locale) for text in texts} == {text: [("price_of", 400)] for text in texts}


@pytest.mark.parametrize(
    ("text", "locale", "expected"),
    [
        ("om jag höjer priset 400", "sv", [("price_of", 400), ("price_of", 750)]),
        ("what if I raise the price 400", "en", [("price_of", 400), ("price_of", 750)]),
        ("إذا رفعت السعر ٤٠٠", "ar", [("price_of", 400), ("price_of", 750)]),
        ("haddii aan qiimaha kor u qaado 400", "so", [("price_of", 400), ("price_of", 750)]),
        ("om hyran höjs 7000", "sv", [("cost", 7000), ("cost", 12000)]),
        ("what if I lower the price 100", "en", [("price_of", 100), ("price_of", 250)]),
        # Raised to less than it is makes no sense, so there is nothing to ask.
        ("om hyran höjs 2000", "sv", [("cost", 7000)]),
        ("what if the rent goes up 500", "en", [("cost", 5500)]),
        ("إذا ارتفع الإيجار 1000", "ar", [("cost", 6000)]),
    ],
)
def test_what_may_be_either_is_both_where_both_make_sense(
    text: str, locale: str, expected: list[tuple[str, int]]
) -> None:
    assert becomes(text, locale) == expected


@pytest.mark.parametrize(
    ("text", "locale", "expected"),
    [
        ("om hyran höjs till 9000", "sv", ("cost", 9000)),
        ("what if the rent rises to 9,000 a month", "en", ("cost", 9000)),
        ("what if the rent is 60 000 a year?", "en", ("cost", 5000)),
        ("إذا نزل الإيجار إلى 4000", "ar", ("cost", 4000)),
        ("haddii kiradu noqoto 9000", "so", ("cost", 9000)),
        ("9000 i hyra istället för 5000", "sv", ("cost", 9000)),
        ("om jag får 120 kunder istället", "sv", ("sales", 120)),
        ("what if 20 more customers come", "en", ("sales", 120)),
        ("om det kommer fem kunder till", "sv", ("sales", 105)),
        ("what if I get 30 customers a week", "en", ("sales", 115)),
        ("إذا زاد الزبائن إلى 150", "ar", ("sales", 150)),
        ("haddii macaamiishu noqdaan 150", "so", ("sales", 150)),
        ("om jag jobbar 30 timmar i veckan", "sv", ("hours", 30)),
        ("what if I work 5 hours more a week?", "en", ("hours", 45)),
        ("إذا اشتغلت ٣٠ ساعة بالأسبوع", "ar", ("hours", 30)),
        ("haddii aan shaqeeyo 30 saacadood toddobaadkii", "so", ("hours", 30)),
        ("om lönen höjs till 28 000", "sv", ("wage", 28000)),
        ("what if the wage is 1000 more", "en", ("wage", 26000)),
        ("إذا كان الراتب 28000", "ar", ("wage", 28000)),
        ("haddii mushaharku yahay 28000", "so", ("wage", 28000)),
        ("om jag anställer en till med lön 28 000", "sv", ("employee", 28000)),
        ("40 timmar om jag jobbar 30 istället", "sv", ("hours", 30)),
        ("om priset sänks till 80 procent", "sv", ("price", 0)),
    ],
)
def test_rent_customers_hours_and_wage_are_told_apart(text: str, locale: str, expected: tuple[str, int]) -> None:
    assert becomes(text, locale) == [expected]


@pytest.mark.parametrize(
    ("text", "locale"),
    [
        ("what if I sell at 110 kronor?", "en"),
        ("what if customers pay 110 SEK?", "en"),
        ("vad händer om jag säljer för 110 kr?", "sv"),
        ("om kunden betalar 110 kronor", "sv"),
        ("ماذا لو بعت على 110 كرون؟", "ar"),
        ("لو بعت بـ ١١٠ كرونات", "ar"),
        ("haddii aan 110 karoon ku iibiyo?", "so"),
    ],
)
def test_a_sale_at_an_amount_in_kronor_is_a_price(text: str, locale: str) -> None:
    assert becomes(text, locale) == [("price_of", 110)]


@pytest.mark.parametrize(
    ("text", "locale"),
    [
        ("what if I work for 450 an hour?", "en"),
        ("om jag jobbar för 450 kr i timmen", "sv"),
        ("om jag jobbar för 450 i timmen", "sv"),
        ("لو اشتغلت ب 450 بالساعة", "ar"),
        ("haddii aan saacaddii 450 ku shaqeeyo", "so"),
    ],
)
def test_more_hours_than_a_week_has_are_the_price_of_one(text: str, locale: str) -> None:
    assert becomes(text, locale) == [("hourly_price", 450)]


@pytest.mark.parametrize(
    ("text", "locale"),
    [
        ("om jag säljer för 30 000 kr i månaden", "sv"),
        ("what if I sell at $110?", "en"),
        ("what if I work for 300 kronor?", "en"),
        ("what if I work 200 hours a month?", "en"),
        ("لو اشتغلت 200 ساعة", "ar"),
        ("haddii aan bishii 200 saacadood shaqeeyo", "so"),
    ],
)
def test_other_money_and_other_hours_are_no_price(text: str, locale: str) -> None:
    assert becomes(text, locale) == []


@pytest.mark.parametrize(
    ("text", "locale", "expected"),
    [
        ("what if I sell 110?", "en", ("sales", 110)),
        ("لو بعت 110 بالشهر", "ar", ("sales", 110)),
        ("لو اشتغلت 40 ساعة بالأسبوع", "ar", ("hours", 40)),
    ],
)
def test_a_number_that_is_no_money_still_counts(text: str, locale: str, expected: tuple[str, int]) -> None:
    assert becomes(text, locale) == [expected]


def test_instead_of_finds_what_has_the_old_number() -> None:
    assert becomes("6 000 i stället för 5 000", "sv") == [("cost", 6000)]
    assert becomes("27000 instead of 25000", "en") == [("wage", 27000)]
    assert becomes("30 بدل 40", "ar") == [("hours", 30)]
    assert becomes("400 instead of 333", "en") == []


def test_an_owners_salary_in_a_company_is_their_own() -> None:
    company = replace(TAILOR, form=CompanyForm.LIMITED_COMPANY, employees=(), salary=Decimal(30000))
    assert becomes("om lönen höjs med 2000", "sv", company) == [("salary", 32000)]
    assert becomes("om lönen är 25000", "sv", replace(TAILOR, employees=())) == [("employee", 25000)]
