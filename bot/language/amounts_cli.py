"""``startbro amounts``: lines of text in, one JSON line each out, with the amount or the reason why there is none."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence

from bot.language.amounts import Refusal, parse_amount
from bot.language.lexicon import TABLES


def main(argv: Sequence[str]) -> int:
    """Read standard input to its end; 0 when all was read, 2 for a language without number words."""
    parser = argparse.ArgumentParser(prog="startbro amounts", description=__doc__)
    parser.add_argument("--locale", required=True, help="language of the conversation, such as so")
    locale = str(parser.parse_args(argv).locale)
    known = sorted(path.stem for path in TABLES.glob("*.yml"))
    if locale not in known:
        print(f"startbro amounts: {locale}: no number words for this language; try {', '.join(known)}", file=sys.stderr)
        return 2
    for line in sys.stdin:
        text = line.rstrip("\r\n")
        print(json.dumps({"text": text, **outcome(text, locale)}, ensure_ascii=False), flush=True)
    return 0


def outcome(text: str, locale: str) -> dict[str, str]:
    """Give ``{"amount": "50000"}`` or ``{"reason": "vague"}``; an amount has no exponent and no needless zeros."""
    found = parse_amount(text, locale)
    if isinstance(found, Refusal):
        return {"reason": found.reason}
    plain = f"{found.value:f}"
    return {"amount": plain.rstrip("0").rstrip(".") if "." in plain else plain}
