"""Keeps TensorFlow out of a server that serves no neural model, by loading one of Rasa's modules only when it is used.

Every policy and extractor of Rasa imports ``rasa.utils.train_utils``, helpers for training neural models, and that
module imports TensorFlow, 10 of the 15 seconds a start takes. None of our components uses it. If something ever does,
the real module is loaded at that moment, and all works as before, only later.
"""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any

NEEDLESS = "rasa.utils.train_utils"


class _Later(ModuleType):
    """Stands in for a module until one of its attributes is asked for."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return getattr(import_module(self.__name__), name)


def postpone_tensorflow() -> None:
    """Put the stand-in where Rasa will find it; without effect once the real module is loaded."""
    if NEEDLESS not in sys.modules:
        later = _Later(NEEDLESS)
        later.__spec__ = find_spec(NEEDLESS)
        sys.modules[NEEDLESS] = later
