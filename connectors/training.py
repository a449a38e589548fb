"""Trains the model when anything it depends on has changed; a content hash decides, and is the model's name."""

from __future__ import annotations

import argparse
import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from connectors.settings import Settings

ROOT = Path(__file__).parents[1]
RASA_PYTHON = Path(".venv-rasa/bin/python")
INPUTS = (
    "config.yml",
    "bot/domain",
    "bot/data/nlu",
    "bot/data/dialogue",
    "bot/data/terms",
    "bot/data/sections.yml",
    "bot/language/language_names.yml",
    "bot/components",
    "bot/advice/understanding.py",
    "bot/advice/terms.py",
    "requirements/rasa.txt",
)
KEPT_MODELS = 3
HASH_LENGTH = 20
SHOWN_LINES = 20


class TrainingError(RuntimeError):
    """The model could not be trained; the message says why and what to do."""


def fingerprint(root: Path = ROOT) -> str:
    """Give the hash of everything a model is made from; caches and hidden files do not count."""
    digest = sha256()
    for name in INPUTS:
        start = root / name
        files = sorted(start.rglob("*")) if start.is_dir() else [start]
        for path in files:
            relative = path.relative_to(root)
            if path.is_file() and path.suffix in {".py", ".yml", ".txt"}:
                content = path.read_bytes()
                digest.update(f"{relative.as_posix()}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()[:HASH_LENGTH]


def current_model(root: Path = ROOT) -> Path:
    """Give where the model for the present inputs is or will be."""
    return root / "models" / f"{fingerprint(root)}.tar.gz"


def ensure_model(settings: Settings, root: Path = ROOT) -> Path:
    """Give the model for the present inputs, training it first if need be; raise ``TrainingError``."""
    model = current_model(root)
    model.parent.mkdir(exist_ok=True)
    with _only_one(model.parent / ".lock"):
        if not model.exists():
            for abandoned in model.parent.glob(".training-*"):
                shutil.rmtree(abandoned, ignore_errors=True)
            _train(model, settings, root)
        # The newest is the current one, also after going back to what was trained before.
        os.utime(model)
        _prune(model.parent)
    return model


def main(arguments: Sequence[str]) -> int:
    """Run ``startbro train``; ``--force`` trains even when nothing has changed."""
    parser = argparse.ArgumentParser(prog="startbro train", description="Train the model if its inputs have changed.")
    parser.add_argument("--force", action="store_true", help="train even when nothing has changed")
    chosen = parser.parse_args(arguments)
    model = current_model()
    if chosen.force:
        model.unlink(missing_ok=True)
    known = model.exists()
    try:
        path = ensure_model(Settings.from_environment())
    except TrainingError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{path.relative_to(ROOT)} is {'up to date' if known else 'trained'}")
    return 0


def _train(model: Path, settings: Settings, root: Path) -> None:
    python = root / RASA_PYTHON
    if not python.exists():
        raise TrainingError(f"{RASA_PYTHON} is missing: run `make install`")
    name = model.name.removesuffix(".tar.gz")
    # Beside its place, so that putting it there is one atomic step.
    with tempfile.TemporaryDirectory(dir=model.parent, prefix=".training-") as folder:
        command = [str(python), "-W", "ignore", "-m", "bot.components.train", folder, name]
        done = subprocess.run(
            command, cwd=root, env=training_environment(settings), capture_output=True, text=True, check=False
        )
        trained = Path(folder) / model.name
        if done.returncode or not trained.exists():
            said = "\n".join((done.stdout + done.stderr).splitlines()[-SHOWN_LINES:])
            raise TrainingError(f"The model could not be trained; run `startbro check`. Rasa said:\n{said}")
        trained.replace(model)


def training_environment(settings: Settings) -> dict[str, str]:
    """Give the environment in which Rasa trains and serves: silent to the outside, one process, our state folder."""
    return {
        **os.environ,
        "RASA_TELEMETRY_ENABLED": "false",
        "SANIC_WORKERS": "1",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        "PYTHONHASHSEED": "0",
        "STARTBRO_STATE": str(settings.state.absolute()),
    }


def _prune(folder: Path) -> None:
    models = sorted(folder.glob("*.tar.gz"), key=lambda path: path.stat().st_mtime, reverse=True)
    for old in models[KEPT_MODELS:]:
        old.unlink(missing_ok=True)


@contextmanager
def _only_one(path: Path) -> Iterator[None]:
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
