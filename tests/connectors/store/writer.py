"""A process that stores messages and prints each acknowledgement, to be killed at any moment.

Run as ``python -m tests.connectors.store.writer URL CONVERSATION FIRST``: numbers its client ids from ``FIRST`` and
answers each fifth message with a turn of two replies.
"""

from __future__ import annotations

import asyncio
import sys
from functools import partial

from bot.advice.turn import Reply
from connectors.record.commit import commit_turn
from connectors.record.messages import append_message
from connectors.record.types import BOT, PERSON, NewMessage, Owner, TurnOutcome
from connectors.store.database import Database
from tests.connectors.databases import START, make_tools


async def main(url: str, conversation: str, first: int) -> None:
    """Write until killed."""
    database = Database(url)
    workers = 8
    print("ready", flush=True)
    await asyncio.gather(*(_work(database, conversation, range(first + n, 10**9, workers)) for n in range(workers)))


async def _work(database: Database, conversation: str, numbers: range) -> None:
    for number in numbers:
        message = NewMessage(conversation, PERSON, text=f"text {number}", client_id=f"n{number}")
        stored = await database.write(partial(append_message, message=message, now=START))
        print(number, stored.seq, flush=True)
        if number % 5 == 0:
            await _answer(database, conversation, number, stored.seq)


async def _answer(database: Database, conversation: str, number: int, seq: int) -> None:
    turn = TurnOutcome(
        f"t_{conversation[-8:]}_{number}",
        conversation,
        message_seq=seq,
        owner=Owner(BOT),
        generation=1,
        generation_turns=1,
        rasa_boot=None,
        replies=(Reply(f"utter_first_{number}"), Reply(f"utter_second_{number}")),
    )
    await database.write(lambda session: commit_turn(session, turn, make_tools()))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], int(sys.argv[3])))
