"""Lines in, JSON lines out, from the trained model and without a server; the program behind ``startbro parse``."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from bot.components.recognition import Recogniser, newest_model

ROOT = Path(__file__).parents[2]


def main(model: str | None = None) -> int:
    """Parse standard input with the model given or the newest; 1 with a sentence when there is none."""
    sys.stdin.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    try:
        recogniser = Recogniser.load(Path(model) if model else newest_model(ROOT / "models"), ROOT)
    except FileNotFoundError as error:
        print(error, file=sys.stderr)
        return 1
    for line in sys.stdin:
        print(json.dumps(recogniser.parse(line.rstrip("\r\n")), ensure_ascii=False), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
