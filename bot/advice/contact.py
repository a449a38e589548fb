"""Reads how somebody wants to be reached: a phone number in digits of any script, or an e-mail address. Pure.

Nothing is looked up: whether the number or the address answers is known only when an adviser tries.
"""

from __future__ import annotations

from bot.language.digits import fold

REGION = "SE"
"""Where a number without a country code belongs."""
LONGEST = 254


def read_phone(text: str) -> str | None:
    """Give the one phone number in a text with its country code, such as ``+46701234567``; None when there is none."""
    from phonenumbers import PhoneNumberFormat, PhoneNumberMatcher, format_number  # slow to import, seldom needed

    found = {format_number(match.number, PhoneNumberFormat.E164) for match in PhoneNumberMatcher(fold(text), REGION)}
    return found.pop() if len(found) == 1 else None


def read_email(text: str) -> str | None:
    """Give the one e-mail address in a text; None when there is none, or more than one."""
    from email_validator import EmailNotValidError, validate_email

    words = [word.strip("<>()[].,;:!?،؛؟\"'") for word in text.split()]
    written = [word.removeprefix("mailto:") for word in words if "@" in word]
    if len(written) != 1 or len(written[0]) > LONGEST:
        return None
    try:
        return validate_email(written[0], check_deliverability=False).normalized
    except EmailNotValidError:
        return None


def show_phone(number: str) -> str:
    """Write a number as people read it: a Swedish one without its country code, in groups."""
    from phonenumbers import PhoneNumberFormat, format_number, parse, region_code_for_number

    parsed = parse(number, None)
    own = region_code_for_number(parsed) == REGION
    return format_number(parsed, PhoneNumberFormat.NATIONAL if own else PhoneNumberFormat.INTERNATIONAL)


READERS = {"phone": read_phone, "email": read_email}
