"""An interpreter asked for at one gateway: the person answers at the other, and both desks' lists follow."""

from __future__ import annotations

import pytest

from tests.connectors.desk.desktop import Desktop
from tests.connectors.fanout.both import QUEUE, arrive, cause, nobody_looks, sit_down
from tests.connectors.fanout.conftest import Pair

__all__ = ["nobody_looks"]
pytestmark = pytest.mark.usefixtures("nobody_looks")


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
async def test_the_wish_and_the_times_reach_the_other_gateway(pair: Pair) -> None:
    both = await sit_down(pair)
    await both.lead.follow("interpreters")
    window, conversation = await arrive(pair.a)
    await cause(pair.a, window, QUEUE)
    await both.amina.take(conversation)
    await both.amina.act("ask_interpreter", conversation)
    await window.line(lambda line: line["author"] == "adviser")
    await both.lead.until(lambda one: times(one, conversation) == "")
    await window.say("Mondays before noon")
    await both.lead.until(lambda one: times(one, conversation) == "Mondays before noon")


def times(one: Desktop, conversation: str) -> str | None:
    """Give the times in the list of interpreters; None when the person does not stand in it."""
    row = one.rows["interpreters"].get(conversation)
    return None if row is None else row["interpreter"]["times"]
