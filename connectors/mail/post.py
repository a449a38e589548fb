"""The gateway's way out for letters: the mail server it knows, one letter at a time for each talk, and not too many."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from weakref import WeakValueDictionary

from connectors.mail.shapes import Mailer
from connectors.web.limits import Buckets

MOST_LETTERS = 5
SECONDS = 3_600.0


@dataclass(eq=False)
class Post:
    """``mailer`` is None where no mail server is named. ``limit`` counts the letters that went out, by talk."""

    mailer: Mailer | None
    limit: Buckets = field(default_factory=lambda: Buckets(MOST_LETTERS, MOST_LETTERS / SECONDS))
    _locks: WeakValueDictionary[str, asyncio.Lock] = field(default_factory=WeakValueDictionary)

    def alone(self, conversation: str) -> asyncio.Lock:
        """Give what lets one letter of a talk wait for another."""
        return self._locks.setdefault(conversation, asyncio.Lock())
