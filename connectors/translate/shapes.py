"""What a translator is to the desk: a text and a language in, words out, or an error that never holds up a message."""

from __future__ import annotations

from typing import Protocol


class TranslationError(Exception):
    """No translation came; the message says what of the service's, without the text or the key."""


class Translator(Protocol):
    """One translation service."""

    async def translate(self, text: str, *, source: str, target: str) -> str:
        """Give a text in another language; raise ``TranslationError`` when there is none to be had."""

    async def close(self) -> None:
        """Let go of connections."""
