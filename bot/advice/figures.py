"""Answers "where does that come from?" for a dated figure: value, time, source, day of the check, and whom to ask."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
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


def tell_sources(figures: Iterable[Figure], parameters: Parameters) -> Reply:
    """Tell where several figures come from: each by itself, and in groups for a channel where words are few."""
    named = list(dict.fromkeys(figures))
    told = {
        "figures": [tell_named(figure, parameters) for figure in named],
        "groups": [_group(group, parameters) for group in _alike(named)],
    }
    return Reply("utter_budget_why_figures", {name: {"type": "lines", "items": items} for name, items in told.items()})


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


def _alike(figures: Iterable[Figure]) -> list[list[Figure]]:
    """Put figures together that hold from the same day, are as sure and are asked about at the same place."""
    groups: dict[tuple[str, str, date], list[Figure]] = {}
    for figure in figures:
        groups.setdefault((figure.authority, _sure(figure), figure.since), []).append(figure)
    return list(groups.values())


def _group(figures: Sequence[Figure], parameters: Parameters) -> dict[str, Any]:
    """Give one line about figures that are alike: all their values, then how sure they are and whom to ask, once."""
    first = figures[0]
    values = {
        "since": _date(first.since),
        "figures": {"type": "list", "items": [_brief(figure, parameters) for figure in figures]},
        "authority": _name(parameters.authorities[first.authority].name),
    }
    return {"type": "message", "name": f"utter_figures_{_sure(first)}", "values": values}


def _sure(figure: Figure) -> str:
    return "not_found" if figure.verified_on is None else figure.status


def _brief(figure: Figure, parameters: Parameters) -> dict[str, Any]:
    name = called(figure, parameters)
    if figure.value is None:
        return {"type": "message", "name": "utter_figure_brief_no_rule", "values": {"name": name}}
    values = {"name": name, "value": shown(figure.value, figure.unit)}
    return {"type": "message", "name": "utter_figure_brief", "values": values}


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
