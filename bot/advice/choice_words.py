"""The everyday words by which people name the choices of a question, by language (``bot/data/choices/<locale>.yml``).

They stand beside the labels on the buttons. A word of two choices is right where people use it for both: it is then
asked about. A word that ends in ``!`` counts only when nothing else is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from bot.advice.reading import DataError, Problems, read_folder
from bot.advice.templates import Template

ChoiceWords = Mapping[str, Mapping[str, tuple[str, ...]]]
"""Question, choice, and what the choice is called in any language."""


class ChoiceWordsError(DataError):
    """Files of words for choices are wrong; ``problems`` has all of them."""


def load_choice_words(folder: Path) -> ChoiceWords:
    """Read the words of every language; raise ``ChoiceWordsError`` with every problem found."""
    problems = Problems()
    words: dict[str, dict[str, tuple[str, ...]]] = {}
    for path, data in read_folder(folder, problems):
        problems.check_keys((path, "file"), data, required={"description", "choices"}, known=set())
        for question, choice, said in _rows(path, data.get("choices"), problems):
            named = words.setdefault(question, {})
            named[choice] = tuple(dict.fromkeys((*named.get(choice, ()), *said)))
    if problems.found:
        raise ChoiceWordsError(problems.found)
    return words


def unknown_choices(words: ChoiceWords, templates: Mapping[str, Template]) -> Iterator[str]:
    """Say which words belong to a question or choice that no template has."""
    known: dict[str, set[str]] = {}
    for template in templates.values():
        for question in template.questions:
            known.setdefault(question.id, set()).update(choice.choice for choice in question.choices)
    for name, choices in words.items():
        for choice in choices:
            if choice not in known.get(name, set()):
                yield f"bot/data/choices: {name}.{choice}: no template has this choice; take it out"


def _rows(path: str, table: object, problems: Problems) -> Iterator[tuple[str, str, list[str]]]:
    if not isinstance(table, dict):
        problems.add(path, "choices", "must be questions with their choices")
        return
    for question, choices in table.items():
        for choice, said in choices.items() if isinstance(choices, dict) else [("choices", None)]:
            if not isinstance(said, list) or not all(isinstance(word, str) and word.strip(" !") for word in said):
                problems.add(path, f"{question}.{choice}", "must be a list of words in quotes")
            elif len(set(said)) < len(said):
                problems.add(path, f"{question}.{choice}", "has a word twice; keep one of them")
            else:
                yield str(question), str(choice), said
