"""Trains one model in Rasa's environment: ``python -m bot.components.train FOLDER NAME``, run by ``startbro train``."""

from __future__ import annotations

import json
import sys
import tarfile
from collections.abc import Sequence
from io import BytesIO
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
    if not result.model:
        return 1
    forget_how_it_was_trained(Path(result.model))
    return 0


def forget_how_it_was_trained(archive: Path) -> None:
    """Take the training graph out of a model's metadata.

    Rasa imports every class named there when it loads a model, among them all its neural ones and so TensorFlow. The
    graph is needed for finetuning only, which our components do not do.
    """
    lighter = archive.with_suffix(".lighter")
    with tarfile.open(archive) as old, tarfile.open(lighter, "w:gz") as new:
        for member in old:
            content = old.extractfile(member)
            data = content.read() if content else b""
            if Path(member.name).name == "metadata.json":
                metadata = json.loads(data)
                metadata["train_schema"] = {"nodes": {}}
                data = json.dumps(metadata).encode()
                member.size = len(data)
            new.addfile(member, BytesIO(data) if content else None)
    lighter.replace(archive)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
