"""Figures by date: which value holds on a day, what is refused outside the days, and what the loader refuses."""

from __future__ import annotations

import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from bot.advice.dated import AbolishedError, Figure, Parameter, UndecidedError
from bot.advice.parameter_checks import ParameterError
from bot.advice.parameter_files import read_parameters
from bot.advice.parameter_notices import months_between, notices, overdue
from bot.advice.parameters import Parameters

REFUSED = sorted((Path(__file__).parent / "refused_figures").glob("*.yml"))
AUTHORITIES = """# Who decides.
description: "Who decides"
authorities:
  - {authority: skatteverket, name: "Skatteverket", months: "12"}
  - {authority: almi, name: "Almi", months: "6"}
"""
THREE_TIMES = """# A rate that begins, changes, is decided for a time only, and ends.
description: "A rate"
unit: ratio
authority: skatteverket
values:
  2027-07-01:
    value: null
    status: unconfirmed
    source: "heard of"
    verified_on: null
  2026-04-01:
    value: "0.06"
    until: 2026-12-31
    status: derived
    source: "The law, https://law.example/2"
    verified_on: 2026-11-22
    note: "For a time."
  2025-01-01:
    value: "0.120"
    status: confirmed
    source: "The law, https://law.example/1"
    verified_on: 2025-11-22
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Give a folder with two authorities and one figure."""
    (tmp_path / "skatteverket").mkdir()
    (tmp_path / "authorities.yml").write_text(AUTHORITIES, encoding="utf-8")
    (tmp_path / "skatteverket" / "rate.yml").write_text(THREE_TIMES, encoding="utf-8")
    return tmp_path


@pytest.fixture
def rate(root: Path) -> Parameter:
    """Give the figure of that folder."""
    return Parameters.load(root)["skatteverket.rate"]


def problems_in(root: Path) -> list[str]:
    """Load the folder, which must be refused, and give the problems as lines."""
    with pytest.raises(ParameterError) as refused:
        read_parameters(root)
    return str(refused.value).splitlines()


@pytest.mark.parametrize(
    ("day", "value"),
    [
        pytest.param(date(2025, 1, 1), "0.120", id="first day"),
        pytest.param(date(2026, 3, 31), "0.120", id="day before the change"),
        pytest.param(date(2026, 4, 1), "0.06", id="day of the change"),
        pytest.param(date(2026, 12, 31), "0.06", id="last day"),
    ],
)
def test_the_value_of_a_day_is_the_newest_that_has_begun(rate: Parameter, day: date, value: str) -> None:
    assert rate.value_on(day) == Decimal(value)
    assert isinstance(rate.value_on(day), Decimal)


def test_a_value_comes_with_everything_its_file_says(rate: Parameter) -> None:
    assert rate.on(date(2026, 5, 1)) == Figure(
        name="skatteverket.rate",
        unit="ratio",
        authority="skatteverket",
        value=Decimal("0.06"),
        since=date(2026, 4, 1),
        until=date(2026, 12, 31),
        status="derived",
        source="The law, https://law.example/2",
        verified_on=date(2026, 11, 22),
        note="For a time.",
    )


def test_a_value_ends_the_day_before_the_next_begins(rate: Parameter) -> None:
    assert [figure.until for figure in rate.values] == [date(2026, 3, 31), date(2026, 12, 31), None]


@pytest.mark.parametrize(
    ("day", "last_decided"),
    [
        pytest.param(date(2024, 12, 31), None, id="before the first"),
        pytest.param(date(2027, 1, 1), date(2026, 12, 31), id="after the last decided day"),
        pytest.param(date(2027, 6, 30), date(2026, 12, 31), id="at the end of a gap"),
    ],
)
def test_a_day_outside_the_dates_is_refused_and_offers_the_last_decided_one(
    rate: Parameter, day: date, last_decided: date | None
) -> None:
    with pytest.raises(UndecidedError, match=f"skatteverket.rate is not decided for {day}") as refused:
        rate.on(day)
    assert (refused.value.figure, refused.value.day) == ("skatteverket.rate", day)
    assert refused.value.last_decided == last_decided
    if last_decided:
        assert rate.on(last_decided) == refused.value.last


def test_an_abolished_rule_has_no_value_and_cannot_be_calculated_with(rate: Parameter) -> None:
    day = date(2030, 1, 1)
    assert rate.on(day).value is None
    with pytest.raises(AbolishedError, match="does not exist since 2027-07-01"):
        rate.value_on(day)


def test_a_figure_nobody_has_written_is_an_error_that_names_it(root: Path) -> None:
    with pytest.raises(KeyError, match=r"^'skatteverket\.rat'$"):
        Parameters.load(root)["skatteverket.rat"]


def test_a_folder_is_read_once_in_a_process(root: Path) -> None:
    assert Parameters.load(root) is Parameters.load(root)


@pytest.mark.parametrize("file", REFUSED, ids=lambda file: file.stem)
def test_a_wrong_file_is_refused_with_the_place_and_the_remedy(root: Path, file: Path) -> None:
    shutil.copy(file, root / "skatteverket" / file.name)
    expected = file.read_text(encoding="utf-8").splitlines()[0].removeprefix("# Refused with: ")
    found = problems_in(root)
    assert len(found) == 1
    assert found[0].startswith(f"skatteverket/{file.name}: {expected}")


def test_all_problems_of_all_files_are_shown_together(root: Path) -> None:
    for file in REFUSED:
        shutil.copy(file, root / "skatteverket" / file.name)
    assert len(problems_in(root)) == len(REFUSED) > 30


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        pytest.param(('months: "6"', "months: 6"), "almi: 6 is no number of months", id="months without quotes"),
        pytest.param(('"6"', '"0"'), "almi: '0' is no number of months", id="no months"),
        pytest.param(("authority: almi", "authority: skatteverket"), "skatteverket: stands twice", id="twice"),
        pytest.param(('name: "Almi", ', ""), "almi: name is missing; write it", id="no name"),
        pytest.param(("almi,", "Almi!,"), "Almi!: 'Almi!' is no name; use small letters", id="no key"),
        pytest.param(("authorities:", "agencies:"), "file: authorities is missing; write it", id="no list"),
    ],
)
def test_a_wrong_list_of_authorities_is_refused(root: Path, change: tuple[str, str], problem: str) -> None:
    (root / "authorities.yml").write_text(AUTHORITIES.replace(*change), encoding="utf-8")
    assert any(line.startswith(f"authorities.yml: {problem}") for line in problems_in(root))


def test_a_figure_outside_its_authoritys_folder_is_refused(root: Path) -> None:
    (root / "rate.yml").write_text(THREE_TIMES, encoding="utf-8")
    assert problems_in(root) == ["rate.yml: file: a figure stands in the folder of its authority; move it there"]


def test_a_file_name_that_is_no_name_is_refused(root: Path) -> None:
    (root / "skatteverket" / "Rate-2.yml").write_text(THREE_TIMES, encoding="utf-8")
    assert problems_in(root) == [
        "skatteverket/Rate-2.yml: file: 'Rate-2' is no name; use small letters a-z, digits and _"
    ]


def test_a_file_that_is_no_text_is_refused(root: Path) -> None:
    (root / "skatteverket" / "rate.yml").write_bytes(b"\xff\xfe\x00")
    assert problems_in(root)[0].startswith("skatteverket/rate.yml: file: is no text; save it as UTF-8")


@pytest.mark.parametrize(
    ("earlier", "later", "months"),
    [
        (date(2025, 11, 22), date(2026, 11, 21), 11),
        (date(2025, 11, 22), date(2026, 11, 22), 12),
        (date(2026, 1, 31), date(2026, 2, 28), 0),
        (date(2026, 11, 22), date(2026, 11, 22), 0),
    ],
)
def test_months_are_counted_whole(earlier: date, later: date, months: int) -> None:
    assert months_between(earlier, later) == months


def test_a_value_in_force_is_overdue_after_its_authoritys_months(root: Path) -> None:
    parameters = Parameters.load(root)
    assert overdue(parameters, date(2026, 3, 31)) == []
    (root / "authorities.yml").write_text(AUTHORITIES.replace('"12"', '"4"'), encoding="utf-8")
    stricter = Parameters(*read_parameters(root))
    assert [figure.since for figure in overdue(stricter, date(2026, 3, 31))] == [date(2025, 1, 1)]
    assert overdue(stricter, date(2028, 1, 1)) == []  # abolished, and never checked: unconfirmed instead


def test_notices_name_what_is_overdue_ends_or_is_unconfirmed(root: Path) -> None:
    text = THREE_TIMES.replace("2027-07-01:\n    value: null", '2024-01-01:\n    value: "0.3"')
    (root / "skatteverket" / "other.yml").write_text(text, encoding="utf-8")
    (root / "authorities.yml").write_text(AUTHORITIES.replace('"12"', '"1"'), encoding="utf-8")
    parameters = Parameters(*read_parameters(root))
    assert list(notices(parameters, date(2026, 12, 31))) == [
        "skatteverket/other.yml: 2026-04-01: last checked 2026-11-22, over 1 months ago; "
        "look it up again and write the day",
        "skatteverket/rate.yml: 2026-04-01: last checked 2026-11-22, over 1 months ago; "
        "look it up again and write the day",
        "figures: 2026-12-31: nothing is decided after this day for other; add it when it is",
    ]
    assert list(notices(parameters, date(2024, 2, 1))) == [
        "figures: skatteverket: unconfirmed: other; ask Skatteverket"
    ]
