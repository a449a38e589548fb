"""What people ask about a budget, in four languages: the topic, and the change that a "what if" tries."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from bot.advice.budget.asking import change_of, topic_of
from bot.advice.budget.cases import Change
from bot.advice.budget.inputs import Cost, Inputs, Price, Product

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
    assert change_of(text, locale, PLAN) == change


@pytest.mark.parametrize(
    "text", ["what if the weather is bad?", "what if the rent is more?", "what if no customers come?", "what if?"]
)
def test_what_is_not_clear_enough_is_not_guessed(text: str) -> None:
    assert change_of(text, "en", PLAN) is None


@pytest.mark.parametrize(
    ("topic", "texts"),
    [
        (
            "borrow",
            ["must I borrow", "hur mycket behöver jag låna", "كم يجب أن أقترض", "immisa ayaan amaahdaa"],
        ),
        (
            "customers",
            ["how many a week", "hur många kunder i veckan", "كم زبون في الأسبوع", "immisa macmiil"],
        ),
        ("tight", ["which month is tight", "vilken månad är tuffast", "أي شهر صعب", "bishee ayaa ugu adag"]),
        (
            "holds",
            ["does it hold together", "håller den ihop", "هل الميزانية متماسكة", "ma isku dheelitiran tahay"],
        ),
        (None, ["show it", "visa den", "اعرضها", "i tus"]),
    ],
)
def test_a_topic_is_known_in_every_language(topic: str | None, texts: list[str]) -> None:
    assert [topic_of(text) for text in texts] == [topic] * len(texts)
