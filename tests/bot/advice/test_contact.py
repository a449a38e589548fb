"""Phone numbers and e-mail addresses as people write them, in digits of any script; what is none is refused."""

from __future__ import annotations

import pytest

from bot.advice.contact import read_email, read_phone, show_phone


@pytest.mark.parametrize(
    "text",
    [
        "070-123 45 67",
        "0701234567",
        "+46 70 123 45 67",
        "0046701234567",
        "mitt nummer är 070 1234567, tack",
        "٠٧٠ ١٢٣ ٤٥ ٦٧",
        "رقمي ٠٧٠١٢٣٤٥٦٧",
        "۰۷۰۱۲۳۴۵۶۷",
        "०७०१२३४५६७",
    ],
)
def test_a_swedish_number_in_any_script_is_one_number(text: str) -> None:
    assert read_phone(text) == "+46701234567"


@pytest.mark.parametrize(
    ("text", "number"), [("+358 40 1234567", "+358401234567"), ("+252 61 5123456", "+252615123456")]
)
def test_a_number_from_elsewhere_keeps_its_country(text: str, number: str) -> None:
    assert read_phone(text) == number


@pytest.mark.parametrize(
    "text", ["", "ring mig", "12345", "850709-9805", "0701234567 eller 0920 12 34 56", "07012345678901"]
)
def test_what_cannot_be_called_is_no_number(text: str) -> None:
    assert read_phone(text) is None


def test_a_number_is_read_back_as_people_in_sweden_write_it() -> None:
    assert show_phone("+46701234567") == "070-123 45 67"
    assert show_phone("+358401234567") == "+358 40 1234567"


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("asa@firma.se", "asa@firma.se"),
        ("min adress är <asa@firma.se>.", "asa@firma.se"),
        ("بريدي asa@firma.se،", "asa@firma.se"),
        ("Asa.B+plan@FIRMA.se", "Asa.B+plan@firma.se"),
        ("åsa@företag.se", "åsa@företag.se"),
    ],
)
def test_an_address_is_found_in_a_sentence(text: str, address: str) -> None:
    assert read_email(text) == address


@pytest.mark.parametrize(
    "text", ["", "asa at firma.se", "asa@firma", "asa@@firma.se", "a@b.se c@d.se", "@", "x" * 300 + "@b.se"]
)
def test_what_is_no_address_is_refused(text: str) -> None:
    assert read_email(text) is None
