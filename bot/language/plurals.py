"""How many forms a language needs for counting, which one a number takes, and how gettext writes that rule.

All of it is CLDR's, from Babel's ``Locale.plural_form``; Babel's own gettext table differs for ar, tr and fa.
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from babel.plural import to_gettext

from bot.language.locales import babel_locale

ORDER = ("zero", "one", "two", "few", "many", "other")


@lru_cache(maxsize=64)
def categories(code: str) -> tuple[str, ...]:
    """List a language's plural categories in the order of its ``msgstr[0]``, ``msgstr[1]`` …; the last is ``other``."""
    used = babel_locale(code).plural_form.tags | {"other"}
    return tuple(category for category in ORDER if category in used)


def plural_index(code: str, number: int | Decimal) -> int:
    """Tell which form a number takes in a language."""
    return categories(code).index(babel_locale(code).plural_form(number))


@lru_cache(maxsize=64)
def plural_header(code: str) -> str:
    """Give the value of a catalogue's ``Plural-Forms`` header."""
    return str(to_gettext(babel_locale(code).plural_form))
