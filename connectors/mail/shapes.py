"""What mailing is to the rest of the program: one letter to one person, and three ways in which it may fail."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Mail:
    """One letter. ``html`` says the same as ``text``; ``language`` is the one it begins in."""

    to: str
    subject: str
    text: str
    html: str
    language: str


class MailError(Exception):
    """A letter did not surely arrive at the mail server; the message holds no address and no word of the letter."""


class RefusedError(MailError):
    """It will never be taken: mend the address."""


class BusyError(MailError):
    """Nothing was taken; send it again later."""


class UnconfirmedError(MailError):
    """The line broke while it was handed over; it may be on its way, so ask before sending it again."""


class Mailer(Protocol):
    """Hands letters to a mail server."""

    async def send(self, mail: Mail) -> None:
        """Hand a letter over; raise ``RefusedError``, ``BusyError`` or ``UnconfirmedError``."""
