"""Answers "where does that come from?" for a dated figure: value, time, source, day of the check, and whom to ask."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from bot.advice.dated import Figure, UndecidedError
from bot.advice.parameters import Parameters
from bot.advice.turn import Reply


def explain_figure(figure: Figure, parameters: Parameters) -> Reply:
    """Tell where a figure comes from and how sure it is; an unconfirmed one always says with whom to check it."""
    values: dict[str, Any] = {
        "figure": _holds(figure),
        "authority": _name(parameters.authorities[figure.authority].name),
    }
    if figure.verified_on is None:
        return Reply("utter_figure_not_found", values)
    values |= {"source": _name(figure.source), "checked": _date(figure.verified_on)}
    return Reply(REPLIES[figure.status], values)


def tell_named(figure: Figure, parameters: Parameters) -> dict[str, Any]:
    """Give what ``explain_figure`` tells as one line of a list, with the name of the figure in front."""
    told = explain_figure(figure, parameters)
    values = {"name": called(figure, parameters), "told": {"type": "message", "name": told.name, "values": told.values}}
    return {"type": "message", "name": "utter_figure_named", "values": values}


def called(figure: Figure, parameters: Parameters) -> dict[str, Any]:
    """Give what people call a figure, in the reader's language; where it has no such name, the keepers' English one."""
    parameter = parameters[figure.name]
    if not parameter.called:
        return _name(parameter.description)
    return {"type": "message", "name": parameter.called, "values": {}}


def explain_undecided(error: UndecidedError) -> Reply:
    """Tell that nothing is decided for a day, and offer the last day that has figures when there is one."""
    if error.last_decided is None:
        return Reply("utter_figure_unknown_day", {"day": _date(error.day)})
    return Reply("utter_figure_undecided", {"day": _date(error.day), "last": _date(error.last_decided)})


def shown(value: Decimal, unit: str) -> Mapping[str, Any]:
    """Give the typed value that shows a number of a unit (``docs/architecture.md``)."""
    if unit.startswith("SEK"):
        return {"type": "money", "value": format(value, "f"), "currency": "SEK"}
    if unit == "ratio":
        return {"type": "percent", "value": format((value * 100).normalize(), "f")}
    if unit in ("EUR", "birth year"):
        # kept as they are: rendering writes amounts in kronor only, and a year is not grouped into thousands
        return _name(f"{value} EUR" if unit == "EUR" else str(value))
    return {"type": "count", "value": format(value, "f")}


REPLIES: Mapping[str, str] = {
    "confirmed": "utter_figure_confirmed",
    "derived": "utter_figure_derived",
    "unconfirmed": "utter_figure_unconfirmed",
}


def _holds(figure: Figure) -> dict[str, Any]:
    """Give the sentence that tells the value and its time, as a value of the whole answer."""
    values: dict[str, Any] = {"since": _date(figure.since)}
    if figure.value is None:
        return {"type": "message", "name": "utter_figure_no_rule", "values": values}
    values["value"] = shown(figure.value, figure.unit)
    if figure.until is None:
        return {"type": "message", "name": "utter_figure_holds_from", "values": values}
    values["until"] = _date(figure.until)
    return {"type": "message", "name": "utter_figure_holds_between", "values": values}


def _name(text: str) -> dict[str, Any]:
    return {"type": "name", "value": text}


def _date(day: date) -> dict[str, Any]:
    return {"type": "date", "value": day.isoformat()}
