"""The wide limits: ours are right, a wrong file is refused with everything that is wrong in it."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from bot.advice.budget.ranges import FIELDS, FILE, Ranges
from bot.advice.reading import DataError

ENTRY = '{{field: {field}, low: "1", high: "2", why: "Because."}}'
GOOD = """
description: "Limits"
fields:
{fields}
things:
  - {{thing: coffee, words: ["kaffe"], low: "10", high: "150", why: "A cup."}}
"""


def written(folder: Path, old: str = "", new: str = "") -> Path:
    """Write a good file with one thing in it changed."""
    fields = "\n".join(f"  - {ENTRY.format(field=field)}" for field in sorted(FIELDS))
    (folder / FILE).write_text(GOOD.format(fields=fields).replace(old, new, 1) if old else GOOD.format(fields=fields))
    return folder


def test_our_own_limits_are_right() -> None:
    assert Ranges.load().fields.keys() == FIELDS


@pytest.mark.parametrize(
    ("name", "high"),
    [
        pytest.param("Kaffe", "150", id="a word"),
        pytest.param("KAFFE latte", "150", id="among others, in capitals"),
        pytest.param("kaffebryggare", "200000", id="not the beginning of another word"),
        pytest.param("timo-jarid", "2500", id="two words in Somali"),
        pytest.param("قص شعر رجالي", "2500", id="two words in Arabic"),
        pytest.param("Something else", "200000", id="no word is known"),
    ],
)
def test_a_product_has_the_limits_of_its_word(name: str, high: str) -> None:
    assert Ranges.load().of_product(name).high == Decimal(high)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        pytest.param('low: "10"', "low: 10", 'coffee: low must be a number in quotes, such as "25000"', id="no quotes"),
        pytest.param('low: "10"', 'low: "ten"', "coffee: low must be a number in quotes", id="a word"),
        pytest.param('low: "10"', 'low: "200"', "coffee: low must be less than high", id="turned round"),
        pytest.param('words: ["kaffe"]', "words: []", "coffee: words must be a list of words in quotes", id="no words"),
        pytest.param('why: "A cup."', 'why: ""', "coffee: why must be a text in quotes", id="no reason"),
        pytest.param(', why: "A cup."', "", "coffee: why is missing; write it", id="reason missing"),
        pytest.param("field: price", "field: prize", "price: must stand once under fields", id="unknown field"),
        pytest.param('description: "Limits"', "", "file: description is missing", id="no description"),
    ],
)
def test_a_wrong_file_is_refused(tmp_path: Path, old: str, new: str, problem: str) -> None:
    Ranges.load(written(tmp_path))
    with pytest.raises(DataError, match=problem):
        Ranges.load(written(tmp_path, old, new))
