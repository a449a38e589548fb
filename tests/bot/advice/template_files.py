"""Small template files for tests: made as data, written to a folder, and what the loader says about them."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from bot.advice.templates import TemplateError, load_templates

Raw = dict[str, object]


def general(count: int = 12) -> Raw:
    """Give a small template with ``count`` core questions q1, q2 … and one more, ``extra``."""
    questions = [question(f"q{number}", core=True) for number in range(1, count + 1)]
    section = {"section": "idea", "title": "Idea", "questions": [*questions, question("extra")]}
    frame = {"description": "d", "template": "general", "version": "1", "title": "t"}
    return {**frame, "sections": [section]}


def question(name: str, **more: object) -> Raw:
    """Give a complete question of type text."""
    texts = {key: f"{key} of {name}" for key in ("text", "why", "short", "rephrase")}
    return {"question": name, **texts, "examples": ["One.", "Two."], "type": "text", **more}


def trade(*questions: Raw, **more: object) -> Raw:
    """Give a template that extends general."""
    sections = [{"section": "idea", "questions": list(questions) or [{"question": "q1", "why": "Because."}]}]
    frame = {"description": "d", "template": "food", "extends": "general", "version": "1", "title": "t"}
    return {**frame, "sections": sections, **more}


def write(folder: Path, **files: Raw) -> Path:
    """Write each template to a file of its name."""
    for name, data in files.items():
        (folder / f"{name}.yml").write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    return folder


def problems_in(folder: Path) -> list[str]:
    """Load the folder, which must be refused, and give the problems as lines."""
    with pytest.raises(TemplateError) as refused:
        load_templates(folder)
    return [str(problem) for problem in refused.value.problems]


def section_of(data: Raw) -> Raw:
    """Give the first section of a template."""
    sections = data["sections"]
    assert isinstance(sections, list)
    found: Raw = sections[0]
    return found


def questions_of(data: Raw) -> list[Raw]:
    """Give the questions of its first section."""
    found = section_of(data)["questions"]
    assert isinstance(found, list)
    return found
