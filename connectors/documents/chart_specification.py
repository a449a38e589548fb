"""Writes a drawing as a Vega-Lite specification. Words and numbers are data in it and never part of an expression."""

from __future__ import annotations

from typing import Any

from bot.language.formats import number_signs
from connectors.documents.chart_shapes import GIVEN, HEADING, MISSING, OWN, Drawing

Specification = dict[str, Any]

WIDTH, NARROW = 620, 270
"""In points, on paper or a large screen and on a phone, where the letters must not shrink with the picture."""
COLUMNS_HIGH, BAR_HIGH = 240, 40
POINTS_FOR_A_MONTH = 75
ACCENT, LIGHT, WARM, INK, SOFT, LINES = "#0b4f5c", "#cfe5e6", "#9a3412", "#1d2a2e", "#5b6b70", "#d9e2e3"
HEAD: Specification = {"dy": 8, "fontWeight": "bold", "fontSize": 13, "color": ACCENT}
FONTS = {False: "Noto Sans, Almarai, Noto Sans Arabic", True: "Almarai, Noto Sans, Noto Sans Arabic"}
RLI, PDI = "\u2067", "\u2069"
POINTS_FOR_A_NUMBER = 100
"""Kept free beyond the longest bar, so that the number beside it has room; on a phone a number is no shorter."""


def specification(drawing: Drawing, *, right_to_left: bool, width: int = WIDTH) -> Specification:
    """Give the specification of a drawing, mirrored where the reader reads from right to left."""
    layers = (_columns if drawing.columns else _bars)(drawing, right_to_left, width)
    high = COLUMNS_HIGH if drawing.columns else BAR_HIGH * max(len(drawing.bars), 1)
    config = {
        "font": FONTS[right_to_left],
        "background": "white",
        "view": {"stroke": None},
        "text": {"color": INK, "fontSize": 12},
        "axis": {"labelColor": INK, "titleColor": SOFT, "labelFontSize": 11, "titleFontSize": 11, "gridColor": LINES},
    }
    return {"width": width, "height": high, "config": config, "layer": layers, "padding": 4}


def signs_of(locale: str) -> Specification:
    """Give how a language writes numbers, as the drawing program asks for it."""
    group, decimal, minus = number_signs(locale)
    return {"decimal": decimal, "thousands": group, "grouping": [3], "currency": ["", ""], "minus": minus}


def _columns(drawing: Drawing, right_to_left: bool, width: int) -> list[Specification]:
    """Draw standing bars; one below zero is framed with broken lines, so that it shows without colour."""
    values = [
        {"place": place, "label": column.label, "amount": float(column.amount), "low": column.amount < 0}
        for place, column in enumerate(drawing.columns)
    ]
    shown = [value["label"] for value in values][:: max(len(values) // (width // POINTS_FOR_A_MONTH), 1)]
    axis = {"values": shown, "labelAngle": 0, "title": None, "domain": False, "ticks": True}
    scale = {"reverse": right_to_left, "paddingInner": 0.25}
    x = {"field": "label", "type": "ordinal", "sort": None, "axis": axis, "scale": scale}
    side = "right" if right_to_left else "left"
    numbers = {"orient": side, "title": None, "format": ",.0f", "tickCount": 5, "domain": False}
    y = {"field": "amount", "type": "quantitative", "axis": numbers}
    low = {"test": "datum.low"}
    bar: Specification = {
        "data": {"values": values},
        "mark": {"type": "bar", "strokeWidth": 1.2},
        "encoding": {
            "x": x,
            "y": y,
            "fill": {"condition": {**low, "value": "#fff7ed"}, "value": ACCENT},
            "stroke": {"condition": {**low, "value": WARM}, "value": ACCENT},
            "strokeDash": {"condition": {**low, "value": [4, 3]}, "value": [1, 0]},
        },
    }
    rule = {"data": {"values": [{"zero": 0}]}, "mark": {"type": "rule", "color": INK}, "encoding": {"y": {"datum": 0}}}
    return [bar, rule, *_marked(drawing, values, {"x": x, "y": y}, right_to_left)]


def _marked(
    drawing: Drawing, values: list[dict[str, Any]], places: Specification, right_to_left: bool
) -> list[Specification]:
    if drawing.marked is None:
        return []
    place, words = drawing.marked
    also = _turned(drawing.marked_also, drawing.also_right_to_left) if drawing.marked_also else ""
    value = {**values[place], "words": _turned(words, right_to_left), "also": also}
    starts = place < len(values) / 2
    align = ("right" if starts else "left") if right_to_left else ("left" if starts else "right")
    # above the columns, where nothing stands in its way, with a line through the column it speaks of
    text: Specification = {"type": "text", "align": align, "y": -8, "fontWeight": "bold", "color": WARM}
    line = {"type": "rule", "color": WARM, "strokeDash": [2, 2]}
    data = {"values": [value]}
    x = places["x"]
    shown = [
        {
            "data": {"values": [value]},
            "mark": mark,
            "encoding": {"x": x, "text": {"field": field, "type": "nominal"}},
        }
        for field, mark in (("words", text), ("also", {**text, "y": -24, "font": FONTS[drawing.also_right_to_left]}))
        if value[field]
    ]
    return [
        {
            "data": data,
            "mark": {"type": "point", "filled": True, "size": 60, "color": WARM, "opacity": 1},
            "encoding": places,
        },
        {"data": data, "mark": line, "encoding": {"x": x}},
        *shown,
    ]


def _bars(drawing: Drawing, right_to_left: bool, width: int) -> list[Specification]:
    """Draw lying bars, each beneath its own words, the number at its end."""
    longest = max((float(bar.amount) for bar in drawing.bars), default=1.0) or 1.0
    values = [
        {"place": place, "label": bar.label, "amount": float(bar.amount), "shown": bar.shown, "kind": bar.kind}
        for place, bar in enumerate(drawing.bars)
    ]
    scale = {"domain": [0, longest * width / (width - POINTS_FOR_A_NUMBER)], "reverse": right_to_left, "nice": False}
    y = {"field": "place", "type": "ordinal", "axis": None, "scale": {"paddingInner": 0, "paddingOuter": 0}}
    x = {"field": "amount", "type": "quantitative", "axis": None, "scale": scale}
    start, away = ("right", -1) if right_to_left else ("left", 1)
    kinds: dict[str, Specification] = {
        OWN: {"fill": ACCENT, "stroke": ACCENT, "strokeDash": [1, 0]},
        GIVEN: {"fill": LIGHT, "stroke": ACCENT, "strokeDash": [1, 0]},
        MISSING: {"fill": "#fff7ed", "stroke": WARM, "strokeDash": [4, 3]},
    }
    bars = [
        {
            "data": {"values": [value for value in values if value["kind"] == kind]},
            "mark": {"type": "bar", "size": 13, "yOffset": 9, "strokeWidth": 1.2, **look},
            "encoding": {"x": x, "y": y},
        }
        for kind, look in kinds.items()
        if any(value["kind"] == kind for value in values)
    ]
    words: Specification = {"type": "text", "align": start, "dy": -8, "x": width if right_to_left else 0}
    number: Specification = {"type": "text", "align": start, "dx": 6 * away, "dy": 9, "fontWeight": "bold"}
    heads = [
        {**value, "label": _turned(f"{value['label']}: {value['shown']}", right_to_left)}
        for value in values
        if value["kind"] == HEADING
    ]
    plain = [value for value in values if value["kind"] != HEADING]
    texts: list[tuple[list[Specification], Specification, str, Specification]] = [
        (plain, words, "label", {"y": y}),
        (plain, number, "shown", {"x": x, "y": y}),
    ]
    texts.append((heads, {**words, **HEAD}, "label", {"y": y}))
    return [*bars, *_second_words(drawing, width, right_to_left=right_to_left, y=y)] + [
        {"data": {"values": data}, "mark": mark, "encoding": {**where, "text": {"field": field, "type": "nominal"}}}
        for data, mark, field, where in texts
        if data
    ]


def _second_words(drawing: Drawing, width: int, *, right_to_left: bool, y: Specification) -> list[Specification]:
    """Write each bar's words in the other language above its far end, as the columns of a page stand side by side."""
    values = [
        {"place": place, "also": _turned(bar.also, drawing.also_right_to_left), "head": bar.kind == HEADING}
        for place, bar in enumerate(drawing.bars)
        if bar.also
    ]
    far: Specification = {"align": "left", "x": 0} if right_to_left else {"align": "right", "x": width}
    mark: Specification = {"type": "text", "dy": -8, "font": FONTS[drawing.also_right_to_left], **far}
    text = {"field": "also", "type": "nominal"}
    found = [(mark, [one for one in values if not one["head"]])]
    found.append(({**mark, **HEAD}, [one for one in values if one["head"]]))
    return [
        {"data": {"values": data}, "mark": look, "encoding": {"y": y, "text": text}} for look, data in found if data
    ]


def _turned(words: str, right_to_left: bool) -> str:
    """Keep a sentence with a number in its order: a picture has no direction of its own."""
    return f"{RLI}{words}{PDI}" if right_to_left else words
