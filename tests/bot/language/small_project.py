"""A project of three files with texts, small enough to read, for tests of catalogues and rendering."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from bot.language.update import main

FILES = {
    "locales/locales.yml": """
sv: {status: offered, fallback: en, reviewers: [], channels: [web, desk]}
en: {status: offered, fallback: sv, reviewers: [], channels: [web]}
ar: {status: offered, fallback: en, reviewers: [], channels: [web]}
so: {status: in_preparation, fallback: sv, reviewers: [], channels: [web]}
sr: {status: in_preparation, fallback: en, reviewers: [], channels: [web]}
""",
    "locales/exceptions.yml": """
words: [Startbro, PDF]
same: {sv: [button_pause]}
figures: []
""",
    "bot/domain/greeting.yml": """
responses:
  utter_greet:
    - text: "Welcome to Startbro, {person}."
    - text: "Hi, {person}."
      channel: "sms"
  utter_left:
    - custom: {one: "{n} question left in {section}.", other: "{n} questions left in {section}."}
  utter_moms:
    - text: "You add {term_moms} of {rate} to the price."
""",
    "bot/data/templates/general.yml": """
template: general
title: "Business plan"
sections:
  - section: idea
    title: "The idea"
    questions:
      - question: form
        text: "Which form suits you?"
        short: "Which form?"
        examples: ["An AB"]
        choices: [{choice: alone, text: "Alone"}]
""",
    "bot/data/terms/tax.yml": """
terms:
  - {term: f-skatt, word: "F-skatt", meaning: "You pay your own tax.", example: "Ali has it.", say: "eff-skatt"}
  - {term: moms, word: "moms", meaning: "A tax.", example: "A shop adds it.", say: "momss"}
""",
    "connectors/web/texts.yml": """
button_pause: "Pause"
page_download: "PDF"
page_hello: "Hello {person}"
""",
}


def make_project(root: Path) -> Path:
    """Write the files and empty catalogues under ``root``."""
    for name, text in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    assert main([], root) == 0
    return root


def merge(root: Path, code: str, translations: Mapping[str, object]) -> int:
    """Take translations in as a translator does; give the exit code."""
    file = root / "given.json"
    file.write_text(json.dumps(translations), "utf-8")
    return main(["--merge", code, str(file)], root)
