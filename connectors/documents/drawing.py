"""Runs the drawing program: a specification becomes SVG, and SVG becomes PNG. It may fetch nothing.

Worker processes load this without the words and budgets that specifications are made from.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import Any
from xml.sax.saxutils import quoteattr

import vl_convert

from connectors.documents.fonts import own_fonts
from connectors.documents.shapes import Picture


def svg_of(drawn: Mapping[str, Any], signs: Mapping[str, Any], title: str) -> str:
    """Draw a specification."""
    _find_fonts()
    svg: str = vl_convert.vegalite_to_svg(dict(drawn), allowed_base_urls=[], format_locale=dict(signs))
    # a page that runs from right to left would turn the anchors of the texts round
    return svg.replace("<svg ", f'<svg role="img" direction="ltr" aria-label={quoteattr(title)} ', 1)


def svgs_of(text: str) -> bytes:
    """Draw several: a JSON list of objects with ``specification``, ``signs`` and ``title`` becomes one of SVG texts."""
    wanted = json.loads(text)
    return json.dumps([svg_of(one["specification"], one["signs"], one["title"]) for one in wanted]).encode()


def drawn(one: Picture) -> str:
    """Give a picture's SVG, drawn now unless it was before."""
    return one.svg or svg_of(one.specification, one.signs, one.titles[0].text)


def picture(svg: str) -> bytes:
    """Give a drawn picture as PNG, for formats that know no other."""
    _find_fonts()
    return bytes(vl_convert.svg_to_png(svg, scale=2))


@cache
def _find_fonts() -> None:
    for folder in sorted({str(file.parent) for file in own_fonts()}):
        vl_convert.register_font_directory(folder)
