"""Return codes open their conversation until they expire, are replaced, or everything is deleted."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import select

from connectors.keys import Keys
from connectors.record.codes import issue_code, redeem_code, revoke_codes
from connectors.record.conversations import by_token, open_conversation
from connectors.store.people import AccessToken, ReturnCode
from tests.connectors.databases import START, Record


async def issue(record: Record) -> str:
    return await record.database.write(lambda session: issue_code(session, record.id, record.tools.keys, now=START))


async def redeem(record: Record, code: str, *, days: int = 0, keys: Keys | None = None) -> str | None:
    now = START + timedelta(days=days)
    return await record.database.write(lambda session: redeem_code(session, code, keys or record.tools.keys, now=now))


async def test_a_code_gives_a_new_token_each_time(record: Record) -> None:
    code = await issue(record)
    tokens = {await redeem(record, code) for _ in range(2)} | {record.opened.token}
    assert len(tokens) == 3
    for token in tokens:
        assert token is not None
        found = await record.database.read(partial(by_token, token=token))
        assert found is not None
        assert found.id == record.id


@pytest.mark.parametrize(("days", "works"), [(179, True), (180, False), (400, False)])
async def test_a_code_works_for_180_days(record: Record, days: int, works: bool) -> None:
    assert (await redeem(record, await issue(record), days=days) is not None) == works


async def test_a_newer_code_replaces_the_older(record: Record) -> None:
    older, newer = await issue(record), await issue(record)
    assert await redeem(record, older) is None
    assert await redeem(record, newer) is not None


async def test_a_revoked_code_is_worth_nothing(record: Record) -> None:
    code = await issue(record)
    await record.database.write(lambda session: revoke_codes(session, record.id, now=START))
    assert await redeem(record, code) is None


async def test_a_code_is_worth_nothing_under_another_key(record: Record) -> None:
    assert await redeem(record, await issue(record), keys=Keys(b"x" * 32)) is None


@pytest.mark.parametrize("typed", ["", "0000-0000-0000-0000", "not a code", "\x00"])
async def test_a_wrong_code_is_worth_nothing(record: Record, typed: str) -> None:
    await issue(record)
    assert await redeem(record, typed) is None


async def test_a_code_opens_only_its_own_conversation(record: Record) -> None:
    other = await record.database.write(lambda session: open_conversation(session, "en", now=START))
    token = await redeem(record, await issue(record))
    assert token is not None
    found = await record.database.read(lambda session: by_token(session, token))
    assert found is not None
    assert found.id == record.id != other.conversation


async def test_neither_code_nor_token_stands_in_the_database(record: Record) -> None:
    code = await issue(record)
    stored = await record.database.read(
        lambda session: str([*session.scalars(select(ReturnCode.hash)), *session.scalars(select(AccessToken.hash))])
    )
    assert code not in stored
    assert code.replace("-", "") not in stored
    assert record.opened.token not in stored


@pytest.mark.parametrize("token", ["", "x", "\x00", "å" * 5_000])
async def test_a_wrong_token_opens_nothing(record: Record, token: str) -> None:
    assert await record.database.read(lambda session: by_token(session, token)) is None
