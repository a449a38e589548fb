"""Builds the one file the running program reads its texts from: ``python -m bot.language.compile``.

It holds every source text and every translation people may see (fuzzy ones are left out), under a fingerprint of all
files it was made from. A file whose fingerprint differs is never used, so an edited text cannot be served stale.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.language.checks import is_shown, translated_languages
from bot.language.extract import DOMAINS, Sources, extract, source_files
from bot.language.locales import DERIVED, ROOT, SOURCE, fallback_chain, load_locales
from bot.language.pofiles import po_path, read_translations, source_of
from bot.language.serbian import to_latin

SHAPE = "1"
"""Part of the fingerprint; changed whenever the shape of the built file changes."""


@dataclass(frozen=True)
class Compiled:
    """All texts by locale and entry name (one form, or one for each plural category), and what belongs to them."""

    fingerprint: str
    texts: Mapping[str, Mapping[str, tuple[str, ...]]]
    words: Mapping[str, str]
    chains: Mapping[str, tuple[str, ...]]


def main(arguments: list[str] | None = None, root: Path = ROOT) -> int:
    """Build the file and say how much of each language people can read."""
    compiled = build(root)
    write(compiled, root)
    total = len(compiled.texts[SOURCE])
    for code, texts in compiled.texts.items():
        print(f"{code}: {len(texts)} of {total}")
    return 0


def compiled_path(root: Path) -> Path:
    """Tell where the built file lies; it is not committed."""
    return root / "locales" / ".catalogue.json"


def fingerprint(root: Path) -> str:
    """Give 64 hex digits that change when any text, translation or the list of languages changes."""
    digest = hashlib.sha256(SHAPE.encode())
    paths = [path for found in source_files(root).values() for path in found]
    paths += [root / "locales" / "locales.yml", *sorted(root.glob("locales/*/LC_MESSAGES/*.po"))]
    for path in paths:
        digest.update(f"\0{path.relative_to(root)}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def build(root: Path = ROOT) -> Compiled:
    """Read sources and catalogues; raise ``SourceError``, ``PoFileError`` or ``LocaleError`` for broken ones."""
    mark, sources = fingerprint(root), extract(root)
    entries = [entry for domain in DOMAINS for entry in sources.entries[domain]]
    texts = {SOURCE: {entry.name: source_of(entry) for entry in entries}}
    for language in translated_languages(root):
        texts[language.code] = _translated(root, language.code, sources)
    languages = load_locales(root / "locales" / "locales.yml")
    for derived, origin in DERIVED.items():
        if derived in languages and origin in texts:
            texts[derived] = {name: tuple(map(to_latin, forms)) for name, forms in texts[origin].items()}
    chains = {code: fallback_chain(code, languages) for code in languages}
    return Compiled(mark, texts, sources.words, chains)


def write(compiled: Compiled, root: Path) -> None:
    """Write the file in one step, so that another process reads the old one or the new one."""
    path = compiled_path(root)
    unfinished = path.with_suffix(f".{os.getpid()}.tmp")
    data = {key: getattr(compiled, key) for key in ("fingerprint", "texts", "words", "chains")}
    unfinished.write_text(json.dumps(data, ensure_ascii=False), "utf-8")
    unfinished.replace(path)


def read(root: Path) -> Compiled | None:
    """Read the built file; nothing when it is absent or made from other texts."""
    try:
        data = json.loads(compiled_path(root).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    if not isinstance(data, dict) or data.get("fingerprint") != fingerprint(root):
        return None
    texts = {code: {name: tuple(forms) for name, forms in found.items()} for code, found in data["texts"].items()}
    chains = {code: tuple(chain) for code, chain in data["chains"].items()}
    return Compiled(data["fingerprint"], texts, data["words"], chains)


def _translated(root: Path, code: str, sources: Sources) -> dict[str, tuple[str, ...]]:
    shown: dict[str, tuple[str, ...]] = {}
    for domain, entries in sources.entries.items():
        found = read_translations(po_path(root, code, domain))
        shown |= {entry.name: found[entry.name].forms for entry in entries if is_shown(found.get(entry.name), entry)}
    return shown


if __name__ == "__main__":
    sys.exit(main())
