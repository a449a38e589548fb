"""The words of a front end as the server gives them out, for servers that are only made up."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po
from ruamel.yaml import YAML

ROOT = Path(__file__).parents[2]


@cache
def catalogue_texts(source: str, domain: str, locale: str) -> dict[str, str]:
    """Give the texts of a source file in a language, in English where it has none yet; ``source`` is under ROOT."""
    texts: dict[str, str] = YAML(typ="safe").load(ROOT / source)
    path = ROOT / "locales" / locale / "LC_MESSAGES" / f"{domain}.po"
    if locale == "en" or not path.exists():
        return texts
    with path.open("rb") as file:
        entries = [entry for entry in read_po(file) if entry.context in texts and entry.string and not entry.fuzzy]
    return texts | {str(entry.context): str(entry.string) for entry in entries}
