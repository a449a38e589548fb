"""Return codes forgive how people type, and nothing else; the key file is made once and kept to ourselves."""

from __future__ import annotations

import stat
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest

from connectors.keys import (
    ALPHABET,
    KeyFileError,
    Keys,
    format_code,
    new_code,
    new_id,
    new_token,
    read_code,
    token_hash,
)

CODE = "7Q0K1JZ9M4X2C8VG"


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("{}", id="as it is"),
        pytest.param(" {0[0]} {0[1]}-{0[2]} – {0[3]}\n", id="spaces and dashes"),
        pytest.param("\u200f{}\u202c", id="direction marks"),
    ],
)
@pytest.mark.parametrize(
    "change",
    [
        pytest.param(str.lower, id="lower case"),
        pytest.param(lambda code: code.replace("0", "O").replace("1", "l"), id="letters that look like digits"),
        pytest.param(lambda code: code.replace("0", "o").replace("1", "I"), id="other letters that do"),
        pytest.param(lambda code: code.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")), id="Arabic-Indic digits"),
        pytest.param(lambda code: code.translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")), id="Persian digits"),
        pytest.param(lambda code: "".join(chr(ord(c) + 0xFEE0) for c in code), id="full width"),
    ],
)
def test_typing_is_forgiven(typed: str, change: Callable[[str], str]) -> None:
    for _ in range(20):
        code = new_code()
        changed = change(code)
        groups = [changed[start : start + 4] for start in range(0, 16, 4)]
        assert read_code(typed.format(changed if "[" not in typed else groups)) == code


def test_every_wrong_character_is_noticed() -> None:
    code = new_code()
    for place in range(16):
        for character in set(ALPHABET) - {code[place]}:
            assert read_code(code[:place] + character + code[place + 1 :]) is None


def test_every_two_exchanged_characters_are_noticed() -> None:
    code = "0123456789ABCDE"
    whole = next(code + last for last in ALPHABET if read_code(code + last))
    for first in range(16):
        for second in range(first):
            swapped = list(whole)
            swapped[first], swapped[second] = swapped[second], swapped[first]
            assert whole[first] == whole[second] or read_code("".join(swapped)) is None


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("", id="nothing"),
        pytest.param("0" * 15, id="too short"),
        pytest.param("0" * 17, id="too long"),
        pytest.param("UUUUUUUUUUUUUUUU", id="a letter outside the alphabet"),
        pytest.param("مرحبا", id="words"),
        pytest.param("0" * 100_000, id="very long"),
        pytest.param("\x00" * 16, id="nulls"),
    ],
)
def test_what_cannot_be_a_code_is_none(typed: str) -> None:
    assert read_code(typed) is None


def test_codes_are_shown_in_four_groups() -> None:
    code = new_code()
    assert read_code(format_code(code)) == code
    assert [len(group) for group in format_code(code).split("-")] == [4, 4, 4, 4]


@pytest.mark.parametrize(
    ("make", "length"),
    [
        pytest.param(partial(new_id, "c"), 28, id="ids"),
        pytest.param(new_token, 43, id="tokens"),
        pytest.param(new_code, 16, id="codes"),
    ],
)
def test_what_is_random_does_not_repeat(make: Callable[[], str], length: int) -> None:
    made = {make() for _ in range(2_000)}
    assert (len(made), {len(one) for one in made}) == (2_000, {length})


def test_a_token_with_odd_characters_is_only_unknown() -> None:
    assert len(token_hash("\ud800\x00")) == 32


def test_the_key_is_made_once_and_only_we_may_read_it(tmp_path: Path) -> None:
    state = tmp_path / "var"
    with ThreadPoolExecutor(8) as pool:
        hashes = {keys.code_hash(CODE) for keys in pool.map(Keys.load, [state] * 8)}
    assert len(hashes) == 1
    assert [path.name for path in state.iterdir()] == ["server.key"]
    assert stat.S_IMODE((state / "server.key").stat().st_mode) == 0o600


def test_another_key_gives_other_hashes(tmp_path: Path) -> None:
    assert Keys.load(tmp_path / "a").code_hash(CODE) != Keys.load(tmp_path / "b").code_hash(CODE)


def test_a_damaged_key_file_is_told_and_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "server.key").write_bytes(b"short")
    with pytest.raises(KeyFileError, match=r"server\.key: holds 5 bytes"):
        Keys.load(tmp_path)
    assert (tmp_path / "server.key").read_bytes() == b"short"
