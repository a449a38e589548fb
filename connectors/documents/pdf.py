"""Sets a plan as PDF/UA-1 with typst. The words go in as data, so nothing a person wrote can be run as markup."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import typst

from connectors.documents.fonts import fonts_for
from connectors.documents.shapes import DocumentError, PlanDocument

TEMPLATE = Path(__file__).with_name("plan.typ")
STAND_IN = "□"
TRIES = 20
LOW = 260
"""A picture lower than this may be wider on the page."""
_NO_SHAPE = re.compile(r'the text `"(.+?)"` could not be displayed', re.DOTALL)
_ESCAPE = re.compile(r"\\u\{([0-9a-f]+)\}")


def make_pdf(document: PlanDocument) -> bytes:
    """Give the PDF file; raise ``DocumentError`` when typst refuses it.

    A sign that no font here can draw becomes □.
    """
    data = json.loads(_with_pictures(document).to_json())
    _show(data)
    fonts = fonts_for(_texts(data))
    data = _replaced(data, {ord(sign): STAND_IN for sign in fonts.missing})
    paths = [str(path) for path in fonts.folders]
    for _ in range(TRIES):
        try:
            return bytes(
                typst.compile(
                    str(TEMPLATE),
                    root=str(TEMPLATE.parent),
                    font_paths=paths,
                    ignore_system_fonts=True,
                    sys_inputs={"plan": json.dumps(data, ensure_ascii=False)},
                    pdf_standards=["ua-1"],
                )
            )
        except typst.TypstError as error:
            # a cluster may fail though each of its signs has a shape, such as a mark of another script
            match = _NO_SHAPE.search(str(error))
            if match is None:
                raise DocumentError("typst refused the document; see plan.typ") from error
            data = _replaced_text(data, _unescaped(match[1]))
    raise DocumentError("the text has too many signs that no font can draw")


def _with_pictures(document: PlanDocument) -> PlanDocument:
    """Draw what is not drawn yet; only then is the drawing program loaded."""
    if all(picture.svg for picture in document.pictures):
        return document
    from connectors.documents.drawing import drawn

    return document.drawn(map(drawn, document.pictures))


def _show(data: Any) -> None:
    """Leave of each picture what is set: what was drawn, and whether it is low."""
    for part in (*data["before"], *data["after"]):
        for picture in part["pictures"]:
            picture["low"] = picture.pop("specification")["height"] < LOW
            del picture["signs"]


def _texts(data: Any) -> list[str]:
    if isinstance(data, str):
        return [data]
    items = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    return [text for item in items for text in _texts(item)]


def _replaced(data: Any, table: dict[int, str]) -> Any:
    if isinstance(data, str):
        return data.translate(table)
    if isinstance(data, dict):
        return {key: _replaced(value, table) for key, value in data.items()}
    return [_replaced(item, table) for item in data] if isinstance(data, list) else data


def _replaced_text(data: Any, text: str) -> Any:
    if isinstance(data, str):
        return data.replace(text, STAND_IN)
    if isinstance(data, dict):
        return {key: _replaced_text(value, text) for key, value in data.items()}
    return [_replaced_text(item, text) for item in data] if isinstance(data, list) else data


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
