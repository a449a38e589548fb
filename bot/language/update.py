"""Brings catalogues and sources together: ``python -m bot.language.update``, with or without an option.

Without one it writes the templates (``.pot``) and every language's catalogues anew. ``--check`` writes nothing and
lists what lags. ``--missing so`` prints what is to be translated as ``{"entry name": "English"}`` (a list of forms for
a text that counts); ``--merge so texts.json`` takes the same shape back, writes what is right and lists what is not.
``--missing so --sources`` prints ``{"entry name": {"source": "English", "text": ""}}``: ``--merge`` takes that too, and
refuses an entry whose English has changed since.
"""

from __future__ import annotations

import argparse
import fcntl
import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from bot.language.checks import Exceptions, is_shown, is_wanted, problems_of, translated_languages
from bot.language.extract import DOMAINS, Entry, SourceError, Sources, extract
from bot.language.locales import ROOT
from bot.language.pofiles import (
    Translation,
    po_path,
    pot_path,
    read_translations,
    source_of,
    updated,
    write_catalogue,
    write_template,
)

SOURCE_KEY, TEXT_KEY = "source", "text"


def main(arguments: Sequence[str] | None = None, root: Path = ROOT) -> int:
    """Run the command; 1 when something lags or was refused, 2 when a file cannot be read."""
    parser = argparse.ArgumentParser(prog="python -m bot.language.update", description=__doc__)
    group = parser.add_mutually_exclusive_group()
    group.add_argument("--check", action="store_true", help="write nothing, list what lags")
    group.add_argument("--missing", metavar="LOCALE", help="print what is not translated yet, as JSON")
    group.add_argument("--merge", nargs=2, metavar=("LOCALE", "FILE"), help="take in translations from a JSON file")
    parser.add_argument("--sources", action="store_true", help="with --missing: keep the English beside each text")
    chosen = parser.parse_args(arguments)
    try:
        if chosen.merge:
            return _report(merge(root, chosen.merge[0], _read_json(Path(chosen.merge[1]))))
        if chosen.missing:
            wanted = untranslated(root, chosen.missing)
            if chosen.sources:
                wanted = {name: {SOURCE_KEY: english, TEXT_KEY: ""} for name, english in wanted.items()}
            print(json.dumps(wanted, ensure_ascii=False, indent=1))
            return 0
        return _report(lagging(root)) if chosen.check else _report(update(root))
    except (SourceError, OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return 2


def update(root: Path = ROOT) -> list[str]:
    """Write templates and catalogues anew where they differ from the sources; nothing is reported."""
    with _alone(root):
        for path, text in _wanted(root, extract(root)):
            if not path.exists() or path.read_text("utf-8") != text:
                _write(path, text)
    return []


def lagging(root: Path = ROOT) -> list[str]:
    """List the files that ``update`` would change."""
    wanted = _wanted(root, extract(root))
    late = [path for path, text in wanted if not path.exists() or path.read_text("utf-8") != text]
    return [f"{path.relative_to(root)}: lags the sources: run python -m bot.language.update" for path in late]


def untranslated(root: Path, code: str) -> dict[str, object]:
    """Give the English of every entry a language does not show yet; a list of both forms for a text that counts."""
    wanted: dict[str, object] = {}
    for domain, entries in extract(root).entries.items():
        if not is_wanted(root, code, domain):
            continue
        found = read_translations(po_path(root, code, domain))
        for entry in entries:
            if not is_shown(found.get(entry.name), entry):
                wanted[entry.name] = entry.text if entry.one is None else list(source_of(entry))
    return wanted


def merge(root: Path, code: str, given: Mapping[str, object]) -> list[str]:
    """Write the translations that are right into a language's catalogues; list the others with the reason."""
    if code not in {language.code for language in translated_languages(root)}:
        raise ValueError(f"{code}: no language with a catalogue; see locales/locales.yml")
    sources, exceptions = extract(root), Exceptions.load(root)
    entries = {entry.name: entry for found in sources.entries.values() for entry in found}
    problems = [f"{name}: no such entry" for name in given if name not in entries]
    accepted: dict[str, Translation] = {}
    for name, value in given.items():
        if name in entries:
            forms, source = _given(value)
            wrong = list(problems_of(entries[name], forms, code, exceptions))
            if source not in ((), source_of(entries[name])):
                wrong = ["made from other English than there is now; translate it anew"]
            problems += (f"{name}: {problem}" for problem in wrong)
            if not wrong:
                accepted[name] = Translation(forms, source_of(entries[name]))
    with _alone(root):
        for domain in filter(lambda domain: is_wanted(root, code, domain), DOMAINS):
            _take_in(root, code, domain, entries=sources.entries[domain], accepted=accepted)
    print(f"{code}: {len(accepted)} of {len(given)} taken in")
    return problems


def _wanted(root: Path, sources: Sources) -> Iterator[tuple[Path, str]]:
    for domain in DOMAINS:
        entries: tuple[Entry, ...] = sources.entries[domain]
        yield pot_path(root, domain), write_template(entries, domain)
        for language in translated_languages(root, domain):
            path = po_path(root, language.code, domain)
            carried = updated(entries, read_translations(path))
            yield path, write_catalogue(entries, carried, domain, language.code)


def _take_in(
    root: Path, code: str, domain: str, *, entries: Sequence[Entry], accepted: Mapping[str, Translation]
) -> None:
    path = po_path(root, code, domain)
    translations = read_translations(path)
    for entry in entries:
        if entry.name in accepted:
            old = translations.get(entry.name)
            translations[entry.name] = replace(accepted[entry.name], comments=old.comments if old else ())
    _write(path, write_catalogue(entries, updated(entries, translations), domain, code))


@contextmanager
def _alone(root: Path) -> Iterator[None]:
    """Let one process at a time change the catalogues, so that two merges do not undo each other."""
    with (root / "locales" / "locales.yml").open() as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _given(value: object) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give the forms of a translation and the English it was made from; without that, the English is as it is now."""
    if isinstance(value, dict):
        return _forms(value.get(TEXT_KEY)), _forms(value.get(SOURCE_KEY)) or ("",)
    return _forms(value), ()


def _forms(value: object) -> tuple[str, ...]:
    if isinstance(value, list):
        return tuple(str(form).strip() for form in value)
    return (value.strip(),) if isinstance(value, str) else ()


def _read_json(path: Path) -> Mapping[str, object]:
    try:
        data = json.loads(path.read_text("utf-8"))
    except json.JSONDecodeError as error:
        raise ValueError(f"{path}: not JSON: {error}") from error
    if not isinstance(data, dict):
        raise ValueError(f'{path}: write one object: {{"entry name": "translation"}}')
    return data


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(f".{os.getpid()}.tmp")
    unfinished.write_text(text, "utf-8")
    unfinished.replace(path)


def _report(problems: Sequence[str]) -> int:
    for problem in problems:
        print(problem)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
