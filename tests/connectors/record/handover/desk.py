"""A desk for tests: two organisations with advisers, and short ways to the steps of the hand-over."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from connectors.record.conversations import view
from connectors.record.handover.asking import ask
from connectors.record.handover.hearing import press
from connectors.record.handover.sending import send
from connectors.record.handover.shapes import Claim, Done, NotOwner, Said, Taken, TakenBefore, Target, Wish
from connectors.record.handover.taking import take
from connectors.record.handover.transferring import transfer
from connectors.record.messages import replay
from connectors.record.types import PERSON, LogEntry, NewMessage, Owner, Stale, Stored
from connectors.store.desk import Case
from connectors.store.models import AuditEntry
from connectors.store.people import Adviser, Organisation, Team, TeamMember
from tests.connectors.databases import START, Record

T = TypeVar("T")
NORTH, SOUTH = "o_north", "o_south"
AMINA, BJORN, LEAD, STRANGER, GONE = "a_amina", "a_bjorn", "a_lead", "a_stranger", "a_gone"
TEAM = "team_north"


def staff(session: Session) -> None:
    """Make organisations, a team, and advisers: three in the north, one in the south, one who has left."""
    session.execute(insert(Organisation), [{"id": name, "name": name[2:], "created": START} for name in (NORTH, SOUTH)])
    for adviser, organisation, role in (
        (AMINA, NORTH, "adviser"),
        (BJORN, NORTH, "adviser"),
        (LEAD, NORTH, "lead"),
        (STRANGER, SOUTH, "adviser"),
        (GONE, NORTH, "adviser"),
    ):
        row = {
            "id": adviser,
            "organisation": organisation,
            "name": adviser[2:].title(),
            "email": f"{adviser}@example.org",
            "role": role,
            "languages": ["sv", "ar"],
            "disabled": START if adviser == GONE else None,
            "created": START,
        }
        session.execute(insert(Adviser), [row])
    session.execute(insert(Team), [{"id": TEAM, "organisation": NORTH, "name": "Food", "created": START}])
    session.execute(insert(TeamMember), [{"team": TEAM, "adviser": BJORN}])


@dataclass
class Desk:
    """A conversation with the steps that most tests need."""

    record: Record

    @property
    def id(self) -> str:
        """Give the conversation's id."""
        return self.record.id

    async def do(self, step: Callable[..., T], *parts: Any, **more: Any) -> T:
        """Take a step of the hand-over in a transaction of its own."""
        return await self.record.database.write(partial(_run, step, parts, {**more, "tools": self.record.tools}))

    async def read(self, step: Callable[[Session], T]) -> T:
        """Read what is committed."""
        return await self.record.database.read(step)

    async def owner(self) -> Owner:
        """Give the owner as committed."""
        return (await self.read(partial(view, conversation=self.id))).owner

    async def claim(self, adviser: str = AMINA) -> Claim:
        """Give what an adviser who has just looked would claim."""
        return Claim(self.id, adviser, (await self.owner()).fence)

    async def ask(self, wish: Wish | None = None) -> Done:
        """Let the person ask for a human."""
        return await self.do(ask, self.id, wish or Wish(about="Vill fråga om moms", language="sv"))

    async def take(self, adviser: str = AMINA) -> Claim:
        """Let an adviser take the conversation; give the claim to send with."""
        taken = await self.do(take, await self.claim(adviser))
        assert isinstance(taken, Taken)
        return Claim(self.id, adviser, taken.fence)

    async def try_take(self, adviser: str, fence: int) -> Taken | TakenBefore:
        """Let an adviser try to take it as they last saw it."""
        return await self.do(take, Claim(self.id, adviser, fence))

    async def send(self, claim: Claim, client_id: str = "m1", words: str = "Hej!") -> Stored | NotOwner:
        """Let an adviser write."""
        return await self.do(send, claim, Said(client_id, text=words, language="sv"))

    async def press(self, line: LogEntry, button: int, client_id: str = "p1") -> Stored | Stale:
        """Let the person press a button of a line."""
        return await self.do(press, NewMessage(self.id, PERSON, client_id=client_id), seq=line.seq, button=button)

    async def log(self, *, notes: bool = False) -> list[LogEntry]:
        """Give the log as the person sees it, or with the advisers' notes."""
        return await self.read(partial(replay, conversation=self.id, notes=notes))

    async def names(self) -> list[str]:
        """Give each line of the log by its name, its words or its kind."""
        return [line.name or line.text or line.kind for line in await self.log(notes=True)]

    async def audit(self) -> list[str]:
        """Give the kinds of the audit entries, oldest first."""
        kinds = select(AuditEntry.kind).where(AuditEntry.conversation == self.id).order_by(AuditEntry.id)
        return [*await self.read(lambda session: session.scalars(kinds).all())]

    async def hand_to(self, organisation: str) -> None:
        """Let an adviser take the conversation and the person say yes to another organisation."""
        asked = await self.do(transfer, await self.take(), Target(organisation=organisation))
        assert isinstance(asked, Done)
        await self.press(asked.lines[0], 0, "hand")


async def organisation_of(desk: Desk) -> str | None:
    """Name the organisation whose conversation it is."""
    mine = select(Case.organisation).where(Case.conversation == desk.id)
    return await desk.read(lambda session: session.scalar(mine))


def _run(step: Callable[..., T], parts: tuple[Any, ...], more: dict[str, Any], session: Session) -> T:
    return step(session, *parts, **more)
