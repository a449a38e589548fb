"""When the person goes, everything the desk kept of them goes too."""

from __future__ import annotations

from functools import partial

from sqlalchemy import select

from bot.advice.turn import Reply
from connectors.record.erase import delete_everything, redact_message
from connectors.record.handover.asking import rate
from connectors.record.handover.calling import want_call_back
from connectors.record.handover.interpreting import want_interpreter
from connectors.record.handover.marking import assign, label, labels_of, set_presence
from connectors.record.handover.proposing import comment, propose, render_message, renderings
from connectors.record.handover.sending import note, seen
from connectors.record.handover.shapes import Claim, Proposed, Said, Target, Wanted, Wish
from connectors.record.handover.transferring import transfer
from connectors.store import desk as tables
from connectors.store.desk import QueueEntry
from connectors.store.models import Base
from tests.connectors.databases import START
from tests.connectors.record.handover.desk import AMINA, BJORN, Desk
from tests.connectors.record.handover.held import hold

CANARY = "kanariefågel 850709"
STAFF = {"organisation", "adviser", "team", "team_member", "presence"}
OF_CONVERSATIONS = {
    table.name
    for table in Base.metadata.sorted_tables
    if table.name in {model.__table__.name for model in vars(tables).values() if hasattr(model, "__table__")}
}


async def fill(desk: Desk) -> Claim:
    """Leave something in every table of the desk."""
    stored = await desk.record.say("a", CANARY)
    await hold(desk, "t_held", Reply("utter_find_permits", {"about": {"type": "name", "value": CANARY}}))
    await desk.ask(Wish(about=CANARY, language="sv", municipality="Malmö"))
    claim = await desk.take()
    await desk.send(claim, words=CANARY)
    await desk.do(note, claim, Said("n", text=CANARY))
    await desk.do(want_interpreter, desk.id, times=CANARY)
    await desk.do(want_call_back, desk.id, Wanted("phone", CANARY, CANARY, "sv"))
    await desk.do(propose, claim, Proposed("idea_what", {"type": "name", "value": CANARY}, CANARY, CANARY, "sv"))
    await desk.do(comment, claim, question="idea_what", text=CANARY)
    await desk.do(render_message, claim, seq=stored.seq, text=CANARY)
    await desk.do(label, claim, [CANARY])
    await desk.do(assign, claim, to=BJORN)
    await desk.do(rate, desk.id, stars=4, text=CANARY)
    await desk.do(transfer, claim, Target(adviser=BJORN), note=CANARY)
    await desk.record.database.write(partial(seen, at=claim, seq=3))
    here = partial(set_presence, adviser=AMINA, gateway="g", state="here", now=START)
    await desk.record.database.write(here)
    return claim


async def rows(desk: Desk) -> dict[str, str]:
    return await desk.read(
        lambda session: {
            table.name: str(found)
            for table in Base.metadata.sorted_tables
            if (found := session.execute(select(table)).all())
        }
    )


async def test_nothing_of_the_person_is_left_at_the_desk(desk: Desk) -> None:
    await fill(desk)
    assert set(await rows(desk)) >= OF_CONVERSATIONS
    assert len(OF_CONVERSATIONS) >= 9
    await desk.record.database.write(partial(delete_everything, conversation=desk.id, now=START))
    left = await rows(desk)
    assert set(left) == STAFF | {"audit_entry"}
    assert not [word for word in (CANARY, desk.id, desk.record.opened.person) if word in str(left)]


async def test_the_audit_log_holds_no_words(desk: Desk) -> None:
    await fill(desk)
    entries = (await rows(desk))["audit_entry"]
    # Labels are names from the desk's own list; here one was made of the canary on purpose.
    assert entries.count(CANARY) == 1


async def test_an_identity_number_is_overwritten_wherever_the_desk_repeats_it(desk: Desk) -> None:
    await fill(desk)
    redact = partial(redact_message, conversation=desk.id, seq=1, redact=desk.record.tools.redact)
    await desk.record.database.write(redact)
    assert await desk.read(partial(renderings, conversation=desk.id)) == {1: "kanariefågel ******"}
    assert await desk.read(lambda session: session.scalars(select(QueueEntry.about)).all()) == ["kanariefågel ******"]


async def test_labels_are_those_last_given(desk: Desk) -> None:
    await desk.ask()
    claim = await desk.take()
    for labels in (["moms", "mat"], ["mat", "akut"]):
        await desk.do(label, claim, labels)
    assert await desk.read(partial(labels_of, conversation=desk.id)) == ["akut", "mat"]
