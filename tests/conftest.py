"""What several folders of tests share: the whole of Startbro, started once for all of them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.dialogues.stack import Stack


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """Run gateway and Rasa with the present model in a folder of their own."""
    made = Stack(tmp_path_factory.mktemp("stack"))
    made.start()
    yield made
    made.end()
