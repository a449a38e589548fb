"""Dated figures of law and authorities: rates, fees and limits, each with its source; none stands in code."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class Figure:
    """One value of one figure: in force from ``since`` to ``until`` (None: until something else is decided).

    ``value`` None means abolished. ``status``: ``confirmed``, ``derived`` (calculated from confirmed ones) or ``unconfirmed``.
    """

    name: str
    unit: str
    authority: str
    value: Decimal | None
    since: date
    until: date | None
    status: str
    source: str
    verified_on: date
