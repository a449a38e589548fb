"""What holds inside Rasa's environment: patches fit, TensorFlow stays out, memory is bounded, odd texts are safe."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from connectors.training import RASA_PYTHON, ROOT

pytestmark = [pytest.mark.rasa, pytest.mark.timeout(240)]

QUIET = "from bot.components.quiet_log import configure_log; configure_log()\n"


def run(code: str, *arguments: str) -> str:
    """Run code with Rasa's Python and give what it printed last."""
    command = [str(ROOT / RASA_PYTHON), "-W", "ignore", "-c", QUIET + code, *arguments]
    environment = {**os.environ, "TF_CPP_MIN_LOG_LEVEL": "3", "SQLALCHEMY_SILENCE_UBER_WARNING": "1"}
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout.strip().splitlines()[-1]


def test_rasa_is_still_what_the_patches_were_written_against() -> None:
    assert run("from bot.components import patches; patches.install(); print('installed')") == "installed"


def test_patches_refuse_a_rasa_that_has_changed() -> None:
    code = """
from bot.components import patches
from rasa.core.actions.action import RemoteAction
def changed(self, result): return True
RemoteAction._validate_action_result = changed
try:
    patches.install()
except patches.RasaChangedError as error:
    print("_validate_action_result" in str(error))
"""
    assert run(code) == "True"


def test_the_compiled_check_agrees_with_rasas_own() -> None:
    code = """
import asyncio
from jsonschema import ValidationError
from bot.components import patches
from rasa.core.actions.action import RemoteAction
def refused(body):
    try:
        RemoteAction("a", None)._validate_action_result(body)
    except ValidationError:
        return True
    return False
bodies = [{}, {"events": [], "responses": []}, None, 5, [], {"events": "x"}, {"responses": [5]}, {"responses": {}},
          {"events": [{"event": "slot", "name": "a", "value": None}]}, {"events": [{"event": "nothing"}]}]
before = [refused(body) for body in bodies]
patches.install()
print(before == [refused(body) for body in bodies] and any(before) and not all(before))
"""
    assert run(code) == "True"


def test_serving_a_model_loads_no_tensorflow(model: Path) -> None:
    code = """
import sys
from pathlib import Path
from bot.components.serve import build_app
build_app(Path(sys.argv[1]), secret="s", action_url="http://127.0.0.1:9/webhook")
print([name for name in ("tensorflow", "keras", "jax", "skops") if name in sys.modules])
"""
    assert run(code, str(model)) == "[]"


def test_what_was_postponed_works_when_it_is_used() -> None:
    code = """
from bot.components.lazily import postpone_tensorflow
postpone_tensorflow()
import rasa.utils.train_utils as later
import sys
before = "tensorflow" in sys.modules
print(before, callable(later.rank_and_mask), "tensorflow" in sys.modules)
"""
    assert run(code) == "False True True"


def test_a_model_that_cannot_be_loaded_is_not_served(tmp_path: Path) -> None:
    code = """
import sys
from pathlib import Path
from bot.components.serve import build_app
Path(sys.argv[1]).write_bytes(b"no archive")
try:
    build_app(Path(sys.argv[1]), secret="s", action_url="http://127.0.0.1:9/webhook")
except Exception as error:
    print(type(error).__name__)
"""
    assert run(code, str(tmp_path / "broken.tar.gz")) == "ModelNotFound"


def test_the_tracker_store_forgets_the_oldest_and_the_old() -> None:
    code = """
import asyncio
from bot.components.lazily import postpone_tensorflow
postpone_tensorflow()
from bot.components import tracker_store
from rasa.shared.core.trackers import DialogueStateTracker
tracker_store.LARGEST = 3
store = tracker_store.LiveTrackerStore()
now = 0.0
store.clock = lambda: now
async def main():
    global now
    for number in range(5):
        await store.save(DialogueStateTracker(f"c_{number}.0", []))
    few = sorted(await store.keys())
    alive = await store.retrieve("c_4.0")
    same = alive is await store.retrieve("c_4.0")
    now = tracker_store.LONGEST_SECONDS + 1
    old = await store.retrieve("c_4.0")
    await store.save(DialogueStateTracker("c_5.0", []))
    print(few, same, old, await store.keys())
asyncio.run(main())
"""
    assert run(code) == "['c_2.0', 'c_3.0', 'c_4.0'] True None ['c_5.0']"


def test_the_encoder_takes_any_text_and_remembers_none_of_it() -> None:
    code = """
import math
from bot.components.encoder import Encoder
encoder = Encoder()
odd = ["", " ", "\\udcff", "\\x00", "a" * 100_000, "\\u202e", "😀" * 500, "\\u0301" * 300]
lengths = [float((encoder.encode(text) ** 2).sum()) for text in odd]
again = encoder.encode("kanariefågel") is encoder.encode("kanariefågel")
print(all(math.isclose(length, 1, rel_tol=0.01) for length in lengths), again, "kanarie" in str(encoder._recent))
"""
    assert run(code) == "True True False"
