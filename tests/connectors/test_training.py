"""The model's name is the hash of what it is made from; only a change trains anew."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from connectors.settings import Settings
from connectors.training import INPUTS, KEPT_MODELS, RASA_PYTHON, TrainingError, ensure_model, fingerprint

TRAINER = '#!/bin/sh\necho trained >> "{log}"\n{does}\n'


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Make a project that has every input and a trainer that only writes a file."""
    for name in INPUTS:
        path = tmp_path / name
        if path.suffix:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("x", encoding="utf-8")
        else:
            path.mkdir(parents=True, exist_ok=True)
            (path / "a.yml").write_text("x", encoding="utf-8")
    _write_trainer(tmp_path, 'echo model > "$5/$6.tar.gz"')
    return tmp_path


def _write_trainer(project: Path, does: str) -> None:
    python = project / RASA_PYTHON
    python.parent.mkdir(parents=True, exist_ok=True)
    python.write_text(TRAINER.format(log=project / "log", does=does), encoding="utf-8")
    python.chmod(python.stat().st_mode | stat.S_IXUSR)


def times_trained(project: Path) -> int:
    """Count the trainings."""
    return (project / "log").read_text(encoding="utf-8").count("trained")


def test_training_is_skipped_while_nothing_has_changed(project: Path) -> None:
    first = ensure_model(Settings(), project)
    assert ensure_model(Settings(), project) == first
    assert times_trained(project) == 1
    assert first == project / "models" / f"{fingerprint(project)}.tar.gz"


@pytest.mark.parametrize("name", INPUTS)
def test_a_change_of_any_input_trains_anew(project: Path, name: str) -> None:
    first = ensure_model(Settings(), project)
    path = project / name if (project / name).is_file() else project / name / "a.yml"
    path.write_text("y", encoding="utf-8")
    assert ensure_model(Settings(), project) != first
    assert times_trained(project) == 2


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda folder: (folder / "a.yml").rename(folder / "b.yml"), id="renamed"),
        pytest.param(lambda folder: (folder / "b.yml").write_text("", encoding="utf-8"), id="added, though empty"),
    ],
)
def test_names_of_files_count(project: Path, change: Callable[[Path], object]) -> None:
    before = fingerprint(project)
    change(project / "bot/data/nlu")
    assert fingerprint(project) != before


def test_caches_and_dates_do_not_count(project: Path) -> None:
    before = fingerprint(project)
    (project / "bot/components/__pycache__").mkdir()
    (project / "bot/components/__pycache__/a.pyc").write_bytes(b"x")
    os.utime(project / "config.yml", (1, 1))
    assert fingerprint(project) == before


def test_a_failed_training_leaves_no_model_and_says_what_rasa_said(project: Path) -> None:
    _write_trainer(project, 'echo "InvalidDomain: slot twice" >&2; echo half > "$5/$6.tar.gz"; exit 1')
    with pytest.raises(TrainingError, match="slot twice"):
        ensure_model(Settings(), project)
    assert list((project / "models").glob("**/*.tar.gz")) == []


def test_a_training_that_was_killed_leaves_nothing_for_good(project: Path) -> None:
    (project / "models/.training-dead").mkdir(parents=True)
    ensure_model(Settings(), project)
    assert [path.name for path in (project / "models").glob(".training-*")] == []


def test_only_the_newest_models_are_kept_and_the_present_one_always(project: Path) -> None:
    trained = []
    for number in range(KEPT_MODELS + 2):
        (project / "config.yml").write_text(str(number), encoding="utf-8")
        trained.append(ensure_model(Settings(), project))
        os.utime(trained[-1], (number, number))
    assert set((project / "models").glob("*.tar.gz")) == set(trained[-KEPT_MODELS:])


def test_without_rasa_s_environment_the_remedy_is_named(project: Path) -> None:
    (project / RASA_PYTHON).unlink()
    with pytest.raises(TrainingError, match="make install"):
        ensure_model(Settings(), project)
