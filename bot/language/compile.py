"""Builds the one file the running program reads its texts from: ``python -m bot.language.compile``.

It holds every source text and every translation people may see (fuzzy ones are left out), under a fingerprint of all
files it was made from. A file whose fingerprint differs is never used, so an edited text cannot be served stale.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from bot.language.checks import is_shown, is_wanted, translated_languages
from bot.language.compiled import Compiled, compiled_path, fingerprint
from bot.language.extract import DOMAINS, Entry, Sources, extract
from bot.language.locales import DERIVED, OFFERED, ROOT, SOURCE, fallback_chain, load_locales
from bot.language.pofiles import po_path, read_translations, source_of
from bot.language.serbian import to_latin


def main(arguments: list[str] | None = None, root: Path = ROOT) -> int:
    """Build the file and say how much people can read of each language they are offered."""
    compiled = build(root)
    write(compiled, root)
    sources = extract(root)
    for language in translated_languages(root):
        if language.status != OFFERED:
            continue
        wanted = [entry.name for domain in DOMAINS for entry in _wanted(root, language.code, domain, sources)]
        done = sum(name in compiled.texts[language.code] for name in wanted)
        print(f"{language.code}: {done} of the {len(wanted)} texts that are shown in it are translated")
    return 0


def _wanted(root: Path, code: str, domain: str, sources: Sources) -> Sequence[Entry]:
    """Give the entries of a domain that a language is to have; the desk, for one, speaks two of them."""
    return sources.entries[domain] if is_wanted(root, code, domain) else ()


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


def _translated(root: Path, code: str, sources: Sources) -> dict[str, tuple[str, ...]]:
    shown: dict[str, tuple[str, ...]] = {}
    for domain, entries in sources.entries.items():
        found = read_translations(po_path(root, code, domain))
        shown |= {entry.name: found[entry.name].forms for entry in entries if is_shown(found.get(entry.name), entry)}
    return shown


if __name__ == "__main__":
    sys.exit(main())
