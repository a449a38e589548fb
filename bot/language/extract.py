"""Collects every text a person may read from its source files: the name, the English words and a note to translators.

Three domains: ``bot`` (advice: replies, templates, term cards), ``gateway`` (buttons, pages, documents) and ``desk``
(the advisers' own window, only in the languages whose entry in ``locales.yml`` lists that channel).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

DOMAINS = ("bot", "gateway", "desk")
SOURCES: Mapping[str, tuple[str, ...]] = {
    "bot": (
        *("bot/domain/*.yml", "bot/data/templates/general.yml", "bot/data/templates/*.yml", "bot/data/terms/*.yml"),
        *("bot/data/desk/ready_answers.yml", "bot/data/parameters/*/*.yml"),
    ),
    "gateway": ("connectors/**/texts.yml", "connectors/**/*_texts.yml"),
    "desk": ("connectors/desk/desk_texts.yml", "connectors/desk/*_texts.yml"),
}
CHANNELS: Mapping[str, str] = {"desk": "desk"}
"""Domains that only languages with this channel need; the others are for everybody."""
NOTES = {
    "short": "For SMS: at most 70 characters.",
    "why": "Why we ask this question.",
    "example1": "An answer a person could give.",
    "example2": "Another answer a person could give.",
    "rephrase": "The same question, asked another and simpler way.",
    "find_out": "How a person can find out the answer.",
    "remember": "What people in this trade must not forget in this cost. Goes to SMS too: keep it short.",
    "name": "What a rate or limit of the law is called, before its value: no whole sentence.",
    "say": "How to say the Swedish word: write it for a reader of your language.",
}


class SourceError(ValueError):
    """Source files cannot be read as texts; the message has one line for each problem."""


@dataclass(frozen=True)
class Entry:
    """One source text. ``one`` is set when the text counts something; ``text`` is then the form for several."""

    name: str
    text: str
    one: str | None = None
    note: str = ""
    path: str = ""


@dataclass(frozen=True)
class Sources:
    """All entries by domain, in the order of their files, and the Swedish words of the term cards by term."""

    entries: Mapping[str, tuple[Entry, ...]]
    words: Mapping[str, str]


def source_files(root: Path) -> dict[str, list[Path]]:
    """List the source files of each domain, each once, those named first in front."""
    found = {
        domain: list(dict.fromkeys(path for pattern in patterns for path in sorted(root.glob(pattern)) if _ours(path)))
        for domain, patterns in SOURCES.items()
    }
    found["gateway"] = [path for path in found["gateway"] if path not in found["desk"]]
    return found


def extract(root: Path) -> Sources:
    """Read all source files under ``root``; raise ``SourceError`` with every problem found."""
    problems: list[str] = []
    entries: dict[str, tuple[Entry, ...]] = {}
    words: dict[str, str] = {}
    for domain, paths in source_files(root).items():
        found: list[Entry] = []
        for path in paths:
            shown = path.relative_to(root).as_posix()
            try:
                data = YAML(typ="safe").load(path)
                found += read_source(shown, data)
                words |= _words(shown, data)
            except (SourceError, YAMLError) as error:
                problems.append(f"{shown}: {error}")
        entries[domain] = tuple(found)
    problems += _duplicates(entry for found in entries.values() for entry in found)
    if problems:
        raise SourceError("\n".join(problems))
    return Sources(entries, words)


def read_source(path: str, data: object) -> list[Entry]:
    """Read one file's data by the kind its path tells; raise ``SourceError`` when the shape is another."""
    if not isinstance(data, dict):
        raise SourceError("write keys and values")
    if path.startswith("bot/domain/"):
        return list(_replies(data.get("responses") or {}, path))
    if path.startswith("bot/data/templates/"):
        return list(_template(data, path))
    if path.startswith("bot/data/terms/"):
        return list(_terms(data, path))
    if path.startswith("bot/data/parameters/"):
        return list(_figure(data, path))
    if path.startswith("bot/data/desk/"):
        return [_entry(f"ready_{one.get('answer')}", one.get("text"), path) for one in _ready_answers(data)]
    return [_entry(name, value, path) for name, value in data.items() if name != "description"]


def _ours(path: Path) -> bool:
    return not {"node_modules", "dist"} & set(path.parts)


def _replies(responses: object, path: str) -> Iterator[Entry]:
    """Read Rasa's responses; ``custom`` holds the two forms of a counting text, ``channel: sms`` the short one."""
    for name, variations in _mapping(responses).items():
        if not isinstance(variations, list) or not 1 <= len(variations) <= 2:
            raise SourceError(f"{name}: write one text, or one and another with channel: sms")
        for variation in variations:
            value = _mapping(variation)
            suffix = ".short" if value.get("channel") == "sms" else ""
            yield _entry(f"{name}{suffix}", value.get("text") or value.get("custom"), path)


def _template(data: Mapping[str, object], path: str) -> Iterator[Entry]:
    template = str(data.get("template"))
    if "title" in data:
        yield _entry(f"{template}.title", data["title"], path)
    for section in map(_mapping, _list(data.get("sections"))):
        if "title" in section:
            yield _entry(f"{template}.{section.get('section')}.title", section["title"], path)
        for question in map(_mapping, _list(section.get("questions"))):
            yield from _question(f"{template}.{question.get('question')}", question, path)


def _question(prefix: str, question: Mapping[str, object], path: str) -> Iterator[Entry]:
    examples = {f"example{i}": text for i, text in enumerate(_list(question.get("examples")), 1)}
    texts = {"text": question.get("text"), "why": question.get("why"), **examples}
    texts |= {key: question.get(key) for key in ("short", "rephrase", "find_out", "remember")}
    for key, text in texts.items():
        if text is not None:
            yield _entry(f"{prefix}.{key}", text, path)
    for choice in map(_mapping, _list(question.get("choices"))):
        yield _entry(f"{prefix}.{choice.get('choice')}", choice.get("text"), path)


def _terms(data: Mapping[str, object], path: str) -> Iterator[Entry]:
    for card in map(_mapping, _list(data.get("terms"))):
        for key in ("meaning", "example", "say"):
            entry = _entry(f"term.{card.get('term')}.{key}", card.get(key), path)
            yield Entry(entry.name, entry.text, note=f"{card.get('word')}. {entry.note}".strip(), path=path)


def _figure(data: Mapping[str, object], path: str) -> Iterator[Entry]:
    """Read what people call a figure; one that is shown nowhere has no such name."""
    if "called" in data:
        authority, figure = Path(path).with_suffix("").parts[-2:]
        yield _entry(f"figure.{authority}.{figure}.name", data["called"], path)
        if "short" in data:
            yield _entry(f"figure.{authority}.{figure}.name.short", data["short"], path)


def _ready_answers(data: Mapping[str, object]) -> Iterator[Mapping[str, object]]:
    return map(_mapping, _list(data.get("ready_answers")))


def _words(path: str, data: object) -> dict[str, str]:
    if not path.startswith("bot/data/terms/"):
        return {}
    cards = map(_mapping, _list(_mapping(data).get("terms")))
    return {str(card.get("term")): str(card.get("word")) for card in cards}


def _entry(name: object, value: object, path: str) -> Entry:
    note = NOTES.get(str(name).rsplit(".", 1)[-1], "")
    if isinstance(value, str) and value.strip():
        return Entry(str(name), value.strip(), note=note, path=path)
    if isinstance(value, dict) and value.keys() == {"one", "other"}:
        return Entry(str(name), str(value["other"]).strip(), str(value["one"]).strip(), note, path)
    raise SourceError(f"{name}: write a text in quotes, or the two forms one: and other:")


def _mapping(value: object) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise SourceError(f"{value}: write keys and values here")
    return value


def _list(value: object) -> list[object]:
    if value is None:
        return []
    if not isinstance(value, list):
        raise SourceError(f"{value}: write a list here")
    return value


def _duplicates(entries: Iterable[Entry]) -> Iterator[str]:
    seen: dict[str, str] = {}
    for entry in entries:
        if entry.name in seen:
            yield f"{entry.path}: {entry.name}: also in {seen[entry.name]}; each name stands once"
        seen[entry.name] = entry.path
