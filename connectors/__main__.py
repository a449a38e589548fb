"""The command line: ``startbro <command>``. Each command loads its own module only when it is asked for."""

from __future__ import annotations

import argparse
import gc
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module

from connectors.settings import SettingsError


@dataclass(frozen=True)
class Command:
    """Where a command lives (``module:function``, which takes the remaining arguments) and what it is for."""

    target: str
    help: str


COMMANDS = {
    "run": Command("connectors.supervisor:main", "migrate, train if needed, and keep gateway and Rasa running"),
    "serve": Command("connectors.app:serve", "run the gateway alone"),
    "parse": Command("connectors.parse:main", "read lines, print intent, confidence and entities as JSON lines"),
    "amounts": Command("bot.language.amounts_cli:main", "read lines, print amounts, or why not, as JSON lines"),
    "check": Command("connectors.checks:main", "check every data file and catalogue"),
    "plans": Command("connectors.documents.listing:main", "list the plans there are, without names and texts"),
    "export": Command("connectors.documents.export:main", "write a plan, its budgets or the papers for a loan"),
    "train": Command("connectors.training:main", "train the model if anything it depends on has changed"),
    "organisation": Command("connectors.desk.administration:organisation", "create and list adviser organisations"),
    "adviser": Command("connectors.desk.administration:adviser", "create, list, disable and reset advisers"),
    "audit": Command("connectors.desk.administration:audit", "print who signed in, saw, unmasked or exported what"),
    "migrate": Command("connectors.migrating:main", "bring the database to the newest schema"),
}


def build_parser() -> argparse.ArgumentParser:
    """Build the parser; what follows the command is left for the command's own parser."""
    parser = argparse.ArgumentParser(prog="startbro", formatter_class=argparse.RawDescriptionHelpFormatter)
    width = max(map(len, COMMANDS))
    parser.epilog = "\n".join(f"  {name:<{width}}  {command.help}" for name, command in COMMANDS.items())
    parser.add_argument("command", choices=COMMANDS)
    parser.add_argument("arguments", nargs=argparse.REMAINDER, help="see: startbro <command> --help")
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code; a setting that cannot be used gives 2 and a sentence."""
    chosen = build_parser().parse_args(arguments)
    try:
        return _load(COMMANDS[chosen.command].target)(chosen.arguments) or 0
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def _load(target: str) -> Callable[[Sequence[str]], int | None]:
    """Load a command. Nothing made meanwhile is garbage: looking for it would only delay the start."""
    module, function = target.split(":")
    gc.disable()
    try:
        command: Callable[[Sequence[str]], int | None] = getattr(import_module(module), function)
    finally:
        gc.freeze()
        gc.enable()
    return command


if __name__ == "__main__":
    sys.exit(main())
