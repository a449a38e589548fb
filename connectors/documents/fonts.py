"""Finds fonts for what is to be printed: first our own packages, then the machine's, and says what none can draw.

PDF/UA allows no sign without a shape, so a sign that no font has is known before the document is set.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

PACKAGES = ("fontpkg_noto_sans", "fontpkg_almarai", "fontpkg_noto_sans_arabic")
MACHINE = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))
SUFFIXES = frozenset({".ttf", ".otf", ".ttc"})
INVISIBLE = frozenset("\n\r\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u2060\u2066\u2067\u2068\u2069\ufe0e\ufe0f\ufeff")


@dataclass(frozen=True)
class Fonts:
    """The folders to give to the typesetter, and the signs that no font in them can draw."""

    folders: tuple[Path, ...]
    missing: frozenset[str]


def fonts_for(texts: Iterable[str]) -> Fonts:
    """Choose the fonts for some texts: always our own, and of the machine's those that add something."""
    folders: dict[Path, None] = {}
    missing = set().union(*texts) - INVISIBLE
    for file in own_fonts():
        folders[file.parent] = None
        if missing:
            missing -= coverage(file)
    for file in _machine_fonts() if missing else ():
        drawn = missing & coverage(file)
        if drawn:
            folders[file.parent] = None
            missing -= drawn
        if not missing:
            break
    return Fonts(tuple(folders), frozenset(missing))


@lru_cache(maxsize=1)
def own_fonts() -> tuple[Path, ...]:
    """List the font files of the packages we depend on; one that is not installed costs looks, not the document."""
    found = (find_spec(name) for name in PACKAGES)
    folders = [Path(package.origin).with_name("files") for package in found if package and package.origin]
    return tuple(file for folder in folders for file in sorted(folder.glob("*.ttf")))


@lru_cache(maxsize=512)
def coverage(path: Path) -> frozenset[str]:
    """List the signs a font file has a shape for; none for a file that cannot be read as a font."""
    try:
        return frozenset(map(chr, _signs(path.read_bytes())))
    except (OSError, struct.error, ValueError):
        return frozenset()


@lru_cache(maxsize=1)
def _machine_fonts() -> tuple[Path, ...]:
    """List the machine's fonts, plain upright ones first and large collections of pictures last."""
    found = (path for folder in MACHINE for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES)
    return tuple(sorted(found, key=lambda path: ("Color" in path.name, "Regular" not in path.name, path)))


def _signs(data: bytes) -> Iterator[int]:
    """Read the ``cmap`` table of an OpenType file (the first font of a collection)."""
    start = struct.unpack_from(">I", data, 12)[0] if data[:4] == b"ttcf" else 0
    tables = struct.unpack_from(">H", data, start + 4)[0]
    for number in range(tables):
        tag, _, offset, _ = struct.unpack_from(">4sIII", data, start + 12 + 16 * number)
        if tag == b"cmap":
            for record in range(struct.unpack_from(">H", data, offset + 2)[0]):
                where = offset + struct.unpack_from(">HHI", data, offset + 4 + 8 * record)[2]
                yield from _subtable(data, where)


def _subtable(data: bytes, start: int) -> Iterator[int]:
    kind = struct.unpack_from(">H", data, start)[0]
    if kind == 12:
        groups = struct.unpack_from(">I", data, start + 12)[0]
        for first, last, _ in struct.iter_unpack(">III", data[start + 16 : start + 16 + 12 * groups]):
            yield from range(first, min(last, 0x10FFFF) + 1)
    elif kind == 4:
        yield from _segments(data, start)


def _segments(data: bytes, start: int) -> Iterator[int]:
    """Read a table of format 4: ranges with an offset each, or with a list of shapes where 0 is none."""
    count = struct.unpack_from(">H", data, start + 6)[0] // 2
    ends = struct.unpack_from(f">{count}H", data, start + 14)
    starts = struct.unpack_from(f">{count}H", data, start + 16 + 2 * count)
    deltas = struct.unpack_from(f">{count}H", data, start + 16 + 4 * count)
    offsets_at = start + 16 + 6 * count
    offsets = struct.unpack_from(f">{count}H", data, offsets_at)
    for index, (first, last, delta, offset) in enumerate(zip(starts, ends, deltas, offsets, strict=True)):
        for sign in range(first, last + 1):
            if sign == 0xFFFF:
                continue
            if offset:
                where = offsets_at + 2 * index + offset + 2 * (sign - first)
                shape = struct.unpack_from(">H", data, where)[0]
                if shape and (shape + delta) & 0xFFFF:
                    yield sign
            elif (sign + delta) & 0xFFFF:
                yield sign
