"""Trains one model in Rasa's environment: ``python -m bot.components.train FOLDER NAME``, run by ``startbro train``."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from bot.components.quiet_log import configure_log

configure_log()

from rasa.model_training import train  # noqa: E402 - imports speak, and the log must be quiet by then
from rasa.shared.core.domain import Domain  # noqa: E402
from rasa.shared.exceptions import RasaException  # noqa: E402

ROOT = Path(__file__).parents[2]
DOMAIN, NLU, DIALOGUE = ROOT / "bot/domain", ROOT / "bot/data/nlu", ROOT / "bot/data/dialogue"


def main(arguments: Sequence[str]) -> int:
    """Write ``FOLDER/NAME.tar.gz``; on failure give 1 and one sentence that says what is wrong."""
    folder, name = arguments
    try:
        # Rasa itself only says "empty domain" when a domain file is wrong; reading it first gives the reason.
        Domain.load(str(DOMAIN))
        result = train(
            domain=str(DOMAIN),
            config=str(ROOT / "config.yml"),
            training_files=[str(NLU), str(DIALOGUE)],
            output=folder,
            fixed_model_name=name,
            force_training=True,
        )
    except RasaException as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        return 1
    return 0 if result.model else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
