"""Counts, shares, choices, yes and no, and dates, as people give them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from bot.language.amounts import Refusal
from bot.language.choices import parse_choice, parse_choices, parse_yes_no
from bot.language.counts import parse_count
from bot.language.dates import parse_date
from bot.language.percentages import parse_percent

TODAY = date(2026, 11, 22)
FORMS = {
    "sole": ["enskild firma", "sole trader"],
    "limited": ["aktiebolag", "limited company", "شركة مساهمة"],
    "partners": ["handelsbolag"],
}


def plain(found: object) -> object:
    return found.reason if isinstance(found, Refusal) else found


@pytest.mark.parametrize(
    ("text", "locale", "wanted"),
    [
        ("two", "en", 2),
        ("en kund", "sv", 1),
        ("40 timmar i veckan", "sv", 40),
        ("laba qof", "so", 2),
        ("ثلاثة موظفين", "ar", 3),
        ("ett par", "sv", "vague"),
        ("4-5", "sv", "range"),
        ("1,5", "sv", "vague"),
        ("ingen aning", "sv", "vague"),
        ("twenty-one customers", "en", 21),
        ("dhowr", "so", "vague"),
    ],
)
def test_counts(text: str, locale: str, wanted: int | str) -> None:
    assert plain(parse_count(text, locale)) == wanted


@pytest.mark.parametrize(
    ("text", "locale", "wanted"),
    [
        ("half", "en", Decimal(50)),
        ("25 procent", "sv", Decimal(25)),
        ("hälften", "sv", Decimal(50)),
        ("nus", "so", Decimal(50)),
        ("النصف", "ar", Decimal(50)),
        ("٪٢٥", "ar", Decimal(25)),
        ("kala bar", "so", Decimal(50)),
        ("saddex rubuc", "so", Decimal(75)),
        ("نصفها", "ar", Decimal(50)),
        ("ثلاثة أرباع.", "ar", Decimal(75)),
        ("половина", "ru", Decimal(50)),
        ("all of it", "sv", Decimal(100)),
        ("half the summer", "en", "vague"),
        ("12,5 %", "sv", Decimal("12.5")),
        ("150 %", "en", "too_large"),
        ("500 kr", "sv", "currency"),
        ("några procent", "sv", "vague"),
    ],
)
def test_shares(text: str, locale: str, wanted: Decimal | str) -> None:
    assert plain(parse_percent(text, locale)) == wanted


@pytest.mark.parametrize(
    ("text", "locale", "wanted"),
    [
        ("ja", "sv", True),
        ("japp", "sv", True),
        ("nä", "sv", False),
        ("nej tack", "sv", False),
        ("inte ännu", "sv", False),
        ("nej, inte än", "sv", False),
        ("ja, alla som vill ha städning", "sv", True),
        ("nej, en sak är nästan allt", "sv", False),
        ("nej, jag vet inte", "sv", "vague"),
        ("not yet", "en", False),
        ("ليس بعد", "ar", False),
        ("weli ma weydiin", "so", False),
        ("yep", "en", True),
        ("nope", "en", False),
        ("maybe", "en", "vague"),
        ("yes but", "en", "vague"),
        ("نعم", "ar", True),
        ("اي", "ar", True),
        ("لأ", "ar", False),
        ("يمكن", "ar", "vague"),
        ("haa", "so", True),
        ("maya", "so", False),
        ("malaha", "so", "vague"),
        ("haa", "sv", True),
        ("evet", "tr", True),
        ("нет", "ru", False),
        ("hej", "sv", "none"),
        ("nej det är inte rätt", "sv", False),
        ("ja, det tror jag", "sv", True),
        ("ja troligen", "sv", True),
        ("tror jag", "sv", "vague"),
        ("yes I think so", "en", True),
        ("no, probably", "en", False),
        ("yes maybe", "en", "vague"),
        ("نعم على الأغلب", "ar", True),
        ("نعم ربما", "ar", "vague"),
        ("haa, waan u malaynayaa", "so", True),
        ("haa malaha", "so", "vague"),
    ],
)
def test_yes_and_no(text: str, locale: str, wanted: bool | str) -> None:
    assert plain(parse_yes_no(text, locale)) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2", "limited"),
        ("٢", "limited"),
        ("b", "limited"),
        ("laba", "limited"),
        ("ett aktiebolag tack", "limited"),
        ("aktiebolagg", "limited"),
        ("Sole trader", "sole"),
        ("handelsbolag eller aktiebolag", "several"),
        ("4", "none"),
        ("hej", "none"),
        ("kanske", "vague"),
    ],
)
def test_one_choice(text: str, wanted: str) -> None:
    assert plain(parse_choice(text, FORMS, "sv")) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param("bank", "bank", id="without its article"),
        pytest.param("vet inte", "unknown", id="the middle of it"),
        pytest.param("med", "none", id="only a short word"),
        pytest.param("pengar", "none", id="a word that two share"),
        pytest.param("banker ser pengar", "none", id="more than a part"),
    ],
)
def test_a_part_of_one_option_alone_means_it(text: str, wanted: str) -> None:
    options = {"bank": ("En bank med pengar",), "family": ("Familjens pengar",), "unknown": ("Jag vet inte än",)}
    assert plain(parse_choice(text, options, "ar")) == wanted


def test_several_choices_come_in_the_order_offered() -> None:
    assert parse_choices("handelsbolag och enskild firma", FORMS, "sv") == ("sole", "partners")
    assert parse_choices("1 och 3", FORMS, "sv") == ("sole", "partners")
    assert parse_choices("alla", FORMS, "sv") == tuple(FORMS)


@pytest.mark.parametrize(
    ("text", "locale", "wanted"),
    [
        ("1 mars 2027", "sv", "2027-03-01"),
        ("mars", "sv", "2027-03-01"),
        ("1/5", "sv", "2027-05-01"),
        ("om tre månader", "sv", "2027-02-22"),
        ("nästa måndag", "sv", "2026-11-23"),
        ("för två år sedan", "sv", "2024-11-22"),
        ("slutet av mars", "sv", "2027-03-31"),
        ("den 5 mars kl 14:30", "sv", "2027-03-05"),
        ("i vår", "sv", "vague"),
        ("31 februari", "sv", "none"),
        ("hej", "sv", "none"),
        ("1 maj eller 1 juni", "sv", "vague"),
        ("15 augusti, före hösten", "sv", "2027-08-15"),
        ("15 augusti eller senare", "sv", "vague"),
        ("augusti eller hösten", "sv", "vague"),
        ("15 أغسطس، قبل الخريف", "ar", "2027-08-15"),
        ("March 1, 2027", "en", "2027-03-01"),
        ("next month", "en", "2026-12-01"),
        ("soon", "en", "vague"),
        ("1st of May", "en", "2027-05-01"),
        ("in a month", "en", "2026-12-22"),
        ("next year", "en", "2027-01-01"),
        ("بعد شهرين", "ar", "2027-01-22"),
        ("الشهر القادم", "ar", "2026-12-01"),
        ("١ آذار ٢٠٢٧", "ar", "2027-03-01"),
        ("بالربيع", "ar", "vague"),
        ("bisha dambe", "so", "2026-12-01"),
        ("laba bilood kadib", "so", "2027-01-22"),
        ("berri", "so", "2026-11-23"),
        ("1 maarso 2027", "so", "2027-03-01"),
        ("5 марта 2027", "ru", "2027-03-05"),
        ("za dvije sedmice", "bs", "2026-12-06"),
        ("5 mart 2027", "tr", "2027-03-05"),
    ],
)
def test_dates(text: str, locale: str, wanted: str) -> None:
    found = parse_date(text, locale, TODAY)
    assert (found.isoformat() if isinstance(found, date) else found.reason) == wanted
