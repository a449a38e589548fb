"""``startbro check``: every check of data, rules and catalogues, all problems together as ``path: entry: problem``."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.advice.approval import load_approval
from bot.advice.choice_words import load_choice_words, unknown_choices
from bot.advice.parameter_files import read_parameters
from bot.advice.parameter_notices import notices
from bot.advice.parameters import Parameters
from bot.advice.templates import load_templates
from bot.advice.terms import load_terms
from bot.advice.trades import load_trades
from bot.language.catalogue import Catalogue
from bot.language.checks import catalogue_problems
from bot.language.locales import ROOT, load_locales
from connectors.record.degraded import FORM, read_phrases, read_rules

NAMED = re.compile(r"""["']((?:utter|button)_[a-z0-9_]+)["']""")
REFUSED = re.compile(r"""_refuse\(client_id, ["']([a-z_]+)["']""")

Check = Callable[[Path], Iterator[str]]


def check_data(root: Path) -> Iterator[str]:
    """Load every data file; a loader tells all that is wrong in its own files at once."""
    data = root / "bot" / "data"
    for load, path in (
        (load_templates, data / "templates"),
        (load_terms, data / "terms"),
        (load_trades, data / "trades.yml"),
        (load_approval, data / "desk" / "approval.yml"),
        (read_parameters, data / "parameters"),
        (load_locales, root / "locales" / "locales.yml"),
        (read_phrases, data / "nlu"),
    ):
        try:
            load(path)
        except (ValueError, OSError) as error:
            yield from str(error).splitlines()


def check_choice_words(root: Path) -> Iterator[str]:
    """Check that every everyday word belongs to a choice that is there."""
    data = root / "bot" / "data"
    yield from unknown_choices(load_choice_words(data / "choices"), load_templates(data / "templates"))


def check_catalogues(root: Path) -> Iterator[str]:
    """Check source texts and translations."""
    yield from catalogue_problems(root)


def check_names(root: Path) -> Iterator[str]:
    """Check that every text the programs name is there."""
    catalogue = Catalogue.load(root)
    for folder in ("bot", "connectors"):
        for path in sorted((root / folder).rglob("*.py")):
            code = path.read_text(encoding="utf-8")
            refusals = {f"refused_{reason}" for reason in REFUSED.findall(code)}
            for name in sorted({*NAMED.findall(code), *refusals}):
                if name not in catalogue and not any(catalogue.names(f"{name.rstrip('_')}_")):
                    yield f"{path.relative_to(root)}: {name}: no text of this name; write it in a domain or texts file"


def check_rules(root: Path) -> Iterator[str]:
    """Check that every rule leads to an action or a text that is there."""
    from bot.actions.server import build_executor

    known = set(build_executor().actions)
    catalogue = Catalogue.load(root)
    for intent, steps in read_rules(root / "bot" / "data" / "dialogue").items():
        for step in steps:
            if step not in known and step not in catalogue and step != FORM:
                yield f"bot/data/dialogue: {intent}: nothing is called {step}; name an action, a reply or the form"


CHECKS: Sequence[Check] = (check_data, check_choice_words, check_catalogues, check_names, check_rules)


def find_problems(root: Path = ROOT) -> list[str]:
    """Give every problem; a check that cannot run at all is one too."""
    problems: list[str] = []
    for check in CHECKS:
        try:
            problems.extend(check(root))
        except (ValueError, OSError, KeyError) as error:
            problems.extend(str(error).splitlines() or [f"{check.__name__}: could not run"])
    return list(dict.fromkeys(problems))


def find_notices(day: date, root: Path = ROOT) -> list[str]:
    """List what somebody should look at among the figures; nothing while their files are wrong."""
    try:
        return list(notices(Parameters(*read_parameters(root / "bot" / "data" / "parameters")), day))
    except (ValueError, OSError):
        return []


def main(arguments: Sequence[str]) -> int:
    """Print what should be looked at and what is wrong; 1 when anything is wrong."""
    if arguments:
        print("usage: startbro check", file=sys.stderr)
        return 2
    for notice in find_notices(datetime.now(ZoneInfo("Europe/Stockholm")).date()):
        print(f"notice: {notice}")
    problems = find_problems()
    for problem in problems:
        print(problem)
    print(f"{len(problems)} problems" if problems else "No problems found.")
    return 1 if problems else 0
