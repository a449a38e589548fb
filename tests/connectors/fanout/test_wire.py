"""What gateways send each other is read back as it was, and what this version does not know is passed over."""

from __future__ import annotations

import json

import pytest

from connectors.fanout.elsewhere import SECONDS_UNTIL_GONE, Elsewhere
from connectors.fanout.wire import Kind, Letter, read, write
from connectors.web.fanout import Event, News


@pytest.mark.parametrize(
    "letter",
    [
        pytest.param(Letter("g_1", Kind.BEAT), id="beat"),
        pytest.param(Letter("g_1", Kind.OPENED, ("c_1", "c_2")), id="windows"),
        pytest.param(Letter("g_1", Kind.DESKS, event=Event(News.SEEN, "c_1", 7)), id="event with a number"),
        pytest.param(Letter("g_1", Kind.PERSON, event=Event(News.STATUS, "c_1", detail="late")), id="with a detail"),
    ],
)
def test_a_letter_is_read_as_it_was_written(letter: Letter) -> None:
    assert read(write(letter)) == letter
    assert read(write(letter).encode()) == letter


GOOD = {"from": "g_1", "kind": "desks", "news": "grown", "conversation": "c_1"}


@pytest.mark.parametrize(
    "told",
    [
        pytest.param("beat", id="no object"),
        pytest.param({**GOOD, "kind": "dance"}, id="a kind of a later version"),
        pytest.param({**GOOD, "news": "married"}, id="news of a later version"),
        pytest.param({**GOOD, "conversation": 7}, id="a conversation that is no text"),
        pytest.param({**GOOD, "seq": "7"}, id="a number that is none"),
        pytest.param({"kind": "beat"}, id="nobody's"),
        pytest.param({"from": "g_1", "kind": "opened", "names": [7]}, id="a name that is no text"),
    ],
)
def test_what_is_not_known_is_passed_over(told: object) -> None:
    assert read(json.dumps(GOOD)) is not None
    assert read(json.dumps(told)) is None


def test_what_is_no_json_is_passed_over() -> None:
    assert read(b"\xff\x00") is None
    assert read("{") is None


def test_a_gateway_that_falls_silent_has_no_windows() -> None:
    now = [0.0]
    elsewhere = Elsewhere(lambda: now[0])
    assert elsewhere.hear("g_1")
    elsewhere.opened("g_1", ["c_1", "c_2"])
    elsewhere.closed("g_1", ["c_2"])
    assert [elsewhere.is_watched(one) for one in ("c_1", "c_2")] == [True, False]
    now[0] = SECONDS_UNTIL_GONE - 0.1
    assert not elsewhere.hear("g_1"), "it is known"
    now[0] += SECONDS_UNTIL_GONE + 0.1
    assert not elsewhere.is_watched("c_1")
    assert elsewhere.hear("g_1"), "it has come again and wants to hear everything"
    assert not elsewhere.is_watched("c_1")
