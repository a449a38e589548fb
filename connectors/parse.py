"""``startbro parse``: hands standard input to the trained model in Rasa's environment, without starting Rasa."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from connectors.settings import Settings
from connectors.training import RASA_PYTHON, ROOT, current_model, training_environment


def main(arguments: Sequence[str]) -> int:
    """Become the parsing program; return only when that cannot be."""
    parser = argparse.ArgumentParser(
        prog="startbro parse",
        description="Read lines; print JSON lines with text, intent, confidence and entities.",
    )
    parser.add_argument("--model", help="a model archive (default: the one for the present data)")
    chosen = parser.parse_args(arguments)
    python = ROOT / RASA_PYTHON
    if not python.exists():
        print(f"{RASA_PYTHON} is missing: run `make install`", file=sys.stderr)
        return 1
    model = chosen.model
    if model is None and current_model().exists():
        model = str(current_model())
    elif model is None:
        print("The data have changed since the last training: this is the last model's answer.", file=sys.stderr)
    command = [str(python), "-W", "ignore", "-m", "bot.components.parse", *([model] if model else [])]
    os.chdir(ROOT)
    os.execve(command[0], command, training_environment(Settings.from_environment()))  # noqa: S606
