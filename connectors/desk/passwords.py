"""Advisers' passwords: hashed slowly with Argon2id, and refused when somebody could guess them.

The costs are OWASP's for a web server (46 MiB, one pass): about a tenth of a second here, so call these off the loop.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence, Set

import argon2
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST, LONGEST = 12, 200
WEAKEST_SCORE = 3
LEAST_OF_ONES_OWN = 6
WORDS = re.compile(r"[^\W_]+")
MOST_JUDGED = 72  # zxcvbn takes no more, and nothing beyond makes a password weaker

_HASHER = argon2.PasswordHasher(time_cost=1, memory_cost=47_104, parallelism=1)
# The hash of a password that nobody has, at the same costs; making it here would delay every start by 0.1 s.
_DECOY = "$argon2id$v=19$m=47104,t=1,p=1$6pc3QiSQafVnroali91erw$FwvXo6eijwnKNt8JrmMgT0omd9nCEvhbYIkcO76nN5Q"


def hash_password(password: str) -> bytes:
    """Hash a password for keeping."""
    return _HASHER.hash(_plain(password)).encode()


def is_right(stored: bytes | None, password: str) -> bool:
    """Tell whether a password is the one stored; without one the same work is done, so time tells nothing."""
    try:
        _HASHER.verify(stored.decode() if stored else _DECOY, _plain(password))
    except (VerificationError, InvalidHashError):
        return False
    return stored is not None


def weakness(password: str, about: Sequence[str]) -> str | None:
    """Tell why a new password will not do: ``too_short``, ``too_long``, ``guessable``, or None when it will.

    ``about`` is what a guesser knows of the adviser, such as name and address.
    """
    plain = _plain(password)
    if len(plain) < SHORTEST:
        return "too_short"
    if len(plain) > LONGEST:
        return "too_long"
    known = {"startbro", *(word.casefold() for text in about for word in WORDS.findall(text))}
    if len(_without(plain, known)) < LEAST_OF_ONES_OWN:
        return "guessable"
    from zxcvbn import zxcvbn  # its word lists are loaded when somebody chooses a password, not at every start

    return "guessable" if zxcvbn(plain[:MOST_JUDGED], sorted(known))["score"] < WEAKEST_SCORE else None


def _without(password: str, words: Set[str]) -> str:
    """Take known words and signs out: several of them in a row look long, and are not."""
    rest = password.casefold()
    for word in sorted((word for word in words if len(word) > 2), key=len, reverse=True):
        rest = rest.replace(word, "")
    return "".join(character for character in rest if character.isalnum())


def _plain(password: str) -> str:
    """Make one form of a password whatever keyboard wrote it."""
    return unicodedata.normalize("NFKC", password)
