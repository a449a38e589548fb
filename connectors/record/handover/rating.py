"""Asking the person how the help was, when an adviser has finished."""

from __future__ import annotations

from sqlalchemy.orm import Session

from bot.advice.turn import Button, Reply
from connectors.record.handover.asking import MOST_STARS
from connectors.record.handover.ground import begin, tell
from connectors.record.types import LogEntry, Tools

RATE = "rate_help"
"""The intent of the buttons; the bot carries it out and asks for a sentence."""
RATING = "rating"
"""What the bot expects to hear while it has asked for that sentence."""


def ask_rating(session: Session, conversation: str, *, tools: Tools) -> LogEntry:
    """Ask with five buttons, the best first."""
    scene = begin(session, conversation, tools)
    buttons = tuple(Button(f"button_rate_{stars}", RATE, {"stars": str(stars)}) for stars in range(MOST_STARS, 0, -1))
    return tell(scene, "", reply=Reply("system_rate_asked", {}, buttons))
