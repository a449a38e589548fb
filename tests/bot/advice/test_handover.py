"""What somebody who wants a human is told, and who is asked to help them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.advice.handover import Desk, Kind, Situation, Wait, estimate, situation, turn
from bot.advice.opening_hours import (
    HoursError,
    Opening,
    check_hours,
    closing_holiday,
    is_open,
    next_opening,
    read_hours,
)
from bot.advice.routing import AdviserNow, Reason, RoutingError, Waiting, choose, load_routing, why
from bot.language.locales import ROOT

STOCKHOLM = ZoneInfo("Europe/Stockholm")
HOURS = {day: [["09:00", "12:00"], ["13:00", "16:00"]] for day in ("monday", "tuesday", "wednesday", "thursday")}
NORTH = Opening("north", HOURS | {"friday": [["09:00", "12:00"]]})
ORDER = load_routing(ROOT / "bot" / "data" / "desk" / "routing.yml")
MONDAY = datetime(2026, 3, 2, 10, 0, tzinfo=STOCKHOLM)


def adviser(name: str = "amina", *languages: str, room: int = 2, here: bool = True, **more: object) -> AdviserNow:
    told = {"organisation": "north", "open": 3 - room, **more}
    return AdviserNow(name, languages=languages or ("sv", "ar"), here=here, **told)  # type: ignore[arg-type]


def person(name: str = "me", language: str = "ar", minute: int = 30, **more: object) -> Waiting:
    return Waiting(name, language, MONDAY.replace(hour=9, minute=minute), **more)  # type: ignore[arg-type]


def wait(minutes: int, *, days: int = 7, language: str = "ar") -> Wait:
    asked = MONDAY - timedelta(days=days)
    return Wait(language, asked, asked + timedelta(minutes=minutes))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=STOCKHOLM)


@pytest.mark.parametrize(
    ("desk", "now", "expected"),
    [
        pytest.param(Desk([], []), MONDAY, Situation(Kind.NONE_AT_ALL), id="no organisation"),
        pytest.param(Desk([NORTH], []), MONDAY, Situation(Kind.NONE_AT_ALL), id="no advisers"),
        pytest.param(
            Desk([Opening("north", HOURS, uses_advisers=False)], [adviser()]),
            MONDAY,
            Situation(Kind.NONE_AT_ALL),
            id="only a bot",
        ),
        pytest.param(
            Desk([NORTH], [adviser()]),
            at("2026-03-02 17:00"),
            Situation(Kind.CLOSED_NOW, opens=at("2026-03-03 09:00")),
            id="after hours",
        ),
        pytest.param(
            Desk([NORTH], [adviser()]),
            at("2026-03-02 12:30"),
            Situation(Kind.CLOSED_NOW, opens=at("2026-03-02 13:00")),
            id="lunch",
        ),
        pytest.param(
            Desk([NORTH], [adviser()]),
            at("2026-03-06 12:00"),
            Situation(Kind.CLOSED_NOW, opens=at("2026-03-09 09:00")),
            id="the weekend begins",
        ),
        pytest.param(
            Desk([NORTH], [adviser()]),
            at("2026-04-03 10:00"),
            Situation(Kind.HOLIDAY, opens=at("2026-04-07 09:00"), holiday="Långfredagen"),
            id="Good Friday, and Easter Monday after it",
        ),
        pytest.param(
            Desk([NORTH], [adviser()]),
            at("2026-12-24 10:00"),
            Situation(Kind.HOLIDAY, opens=at("2026-12-28 09:00"), holiday="Julafton"),
            id="Christmas Eve, a holiday by custom only",
        ),
        pytest.param(
            Desk([Opening("north", HOURS, open_on_holidays=True)], [adviser()]),
            at("2026-12-24 10:00"),
            Situation(Kind.SOMEBODY_FREE, place=1),
            id="open on holidays",
        ),
        pytest.param(
            Desk([NORTH], [adviser(here=False)]), MONDAY, Situation(Kind.NOBODY_SIGNED_IN), id="nobody signed in"
        ),
        pytest.param(
            Desk([NORTH], [adviser("bo", "sv", "en"), adviser("li", "en", "so", here=False)]),
            MONDAY,
            Situation(Kind.NOBODY_FOR_LANGUAGE, offers=("sv", "en")),
            id="nobody speaks it",
        ),
        pytest.param(
            Desk([NORTH], [adviser(room=0), adviser("bo", "sv")]),
            MONDAY,
            Situation(Kind.ALL_BUSY, place=1),
            id="busy, and a free colleague does not speak it",
        ),
        pytest.param(
            Desk([NORTH], [adviser(room=1)], queue=[person("first", minute=1), person("later", minute=45)]),
            MONDAY,
            Situation(Kind.ALL_BUSY, place=2),
            id="the only room is for somebody before",
        ),
        pytest.param(
            Desk([NORTH], [adviser(room=1)], queue=[person("other", "so", minute=1)]),
            MONDAY,
            Situation(Kind.SOMEBODY_FREE, place=1),
            id="who waits for other advisers is not before",
        ),
        pytest.param(
            Desk([NORTH], [adviser(room=0)], waits=[wait(minutes) for minutes in (2, 3, 9, 40, 60)]),
            MONDAY,
            Situation(Kind.ALL_BUSY, place=1, minutes=9),
            id="busy with an estimate",
        ),
    ],
)
def test_each_situation_is_told_apart(desk: Desk, now: datetime, expected: Situation) -> None:
    assert situation(desk, person(), now) == expected


def test_somebody_for_one_organisation_is_not_told_of_anothers_hours() -> None:
    desk = Desk(
        [NORTH, Opening("south", {"monday": [["18:00", "20:00"]]})],
        [adviser(), adviser("x", organisation="south")],
    )
    for organisation, opens in (("north", "2026-03-03 09:00"), ("south", "2026-03-02 18:00")):
        told = situation(desk, person(organisation=organisation), at("2026-03-02 17:00"))
        assert told.opens == at(opens)


@pytest.mark.parametrize(
    ("waits", "minutes"),
    [
        pytest.param([5] * 4, None, id="four are too few"),
        pytest.param([5] * 5, 5, id="five are enough"),
        pytest.param([1, 1, 20, 90, 90], 20, id="the middle one"),
        pytest.param([0] * 5, 1, id="never less than a minute"),
    ],
)
def test_the_estimate_is_the_middle_wait_or_none(waits: list[int], minutes: int | None) -> None:
    assert estimate([wait(each) for each in waits], "ar", MONDAY) == minutes


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(wait(5, language="so"), id="another language"),
        pytest.param(wait(5, days=40), id="too long ago"),
        pytest.param(Wait("ar", MONDAY - timedelta(hours=27), MONDAY), id="another time of day"),
    ],
)
def test_waits_that_say_nothing_about_now_do_not_count(other: Wait) -> None:
    assert estimate([wait(5)] * 4 + [other], "ar", MONDAY) is None


def test_the_night_the_clock_changes_the_desk_opens_at_the_hour_on_the_wall() -> None:
    opening = Opening("north", {"sunday": [["01:00", "04:00"]]})
    winter, summer = datetime(2026, 3, 29, 0, 30, tzinfo=UTC), datetime(2026, 3, 29, 2, 30, tzinfo=UTC)
    assert is_open(opening, winter)
    assert not is_open(opening, summer)
    assert next_opening(opening, summer) == at("2026-04-12 01:00"), "Easter Sunday in between is a holiday"


def test_no_fixed_hours_is_always_open_even_on_a_holiday() -> None:
    opening = Opening("o_north", {})
    assert is_open(opening, at("2026-12-24 23:30"))
    assert closing_holiday(opening, at("2026-12-24 23:30")) is None


def test_hours_are_read_as_people_write_them() -> None:
    assert read_hours(["tue-wed 09:00-12:00", "Wed 13:00-16:00"]) == {
        "tuesday": [["09:00", "12:00"]],
        "wednesday": [["09:00", "12:00"], ["13:00", "16:00"]],
    }
    assert read_hours([]) == {}


@pytest.mark.parametrize(
    "span", ["9-16", "mon 9-16", "fri-mon 09:00-16:00", "mon 16:00-09:00", "mon 25:00-26:00", "måndag 09:00-16:00", ""]
)
def test_what_is_not_a_span_of_hours_is_refused(span: str) -> None:
    with pytest.raises(HoursError):
        read_hours([span])


@pytest.mark.parametrize(
    "hours",
    [{"funday": []}, {"monday": [["9", "16:00"]]}, {"monday": [["16:00", "09:00"]]}, {"monday": [["09:00"]]}],
    ids=["no such day", "no time", "backwards", "no end"],
)
def test_hours_that_make_no_sense_are_refused(hours: dict[str, list[list[str]]]) -> None:
    with pytest.raises(HoursError):
        check_hours(hours)


MALMO = person(municipality="Malmö", trade="food")


@pytest.mark.parametrize(
    ("advisers", "chosen", "reasons"),
    [
        pytest.param(
            [adviser("bo", "sv", municipalities=["Malmö"], trades=["food"]), adviser("li", "ar", room=1)],
            "li",
            ["desk_why_language", "desk_why_room"],
            id="language counts more than place and trade",
        ),
        pytest.param(
            [adviser("bo", trades=["food"]), adviser("li", municipalities=["malmö"], room=1)],
            "li",
            ["desk_why_language", "desk_why_municipality", "desk_why_room"],
            id="place counts more than trade",
        ),
        pytest.param(
            [adviser("bo"), adviser("li", trades=["food"], room=1)],
            "li",
            ["desk_why_language", "desk_why_trade", "desk_why_room"],
            id="trade counts more than room",
        ),
        pytest.param(
            [adviser("bo", room=1), adviser("li", room=2)],
            "li",
            ["desk_why_language", "desk_why_room"],
            id="then who is least busy",
        ),
        pytest.param([adviser("bo", room=0)], None, ["desk_why_nobody"], id="nobody has room"),
        pytest.param([adviser("bo", "sv")], None, ["desk_why_nobody_speaks"], id="nobody speaks it"),
        pytest.param(
            [adviser("bo", organisation="south")], "bo", ["desk_why_language", "desk_why_room"], id="any desk"
        ),
    ],
)
def test_the_rule_chooses_and_says_why(advisers: list[AdviserNow], chosen: str | None, reasons: list[str]) -> None:
    found, told = choose(MALMO, advisers, ORDER)
    assert (found.id if found else None, [reason.name for reason in told]) == (chosen, reasons)


def test_whom_a_colleague_asked_for_comes_first() -> None:
    waiting = person(for_adviser="li", urgent=True)
    found, told = choose(waiting, [adviser("bo", room=3), adviser("li", room=1)], ORDER)
    assert found is not None
    assert found.id == "li"
    assert [reason.name for reason in told][:2] == ["desk_why_handed", "desk_why_urgent"]


def test_one_desk_is_not_given_what_waits_for_another() -> None:
    assert choose(person(organisation="south"), [adviser()], ORDER)[0] is None


def test_a_reason_carries_what_it_speaks_of() -> None:
    assert why(MALMO, adviser(municipalities=["Malmö"]), ORDER)[:2] == (
        Reason("desk_why_language", {"language": {"type": "language", "value": "ar"}}),
        Reason("desk_why_municipality", {"municipality": {"type": "name", "value": "Malmö"}}),
    )


def test_those_who_lost_their_adviser_go_first() -> None:
    queue = [person("a", minute=1), person("b", minute=2), person("c", minute=50, urgent=True)]
    assert [each.conversation for each in sorted(queue, key=turn)] == ["c", "a", "b"]


@pytest.mark.parametrize(
    "text",
    ["order: [language]", "order: [language, language, municipality, trade]", "order: [age, trade]", "[]"],
    ids=["missing", "double", "unknown", "no rule"],
)
def test_a_rule_that_leaves_something_out_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "routing.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RoutingError, match="order"):
        load_routing(path)
