"""What has become of conversations that there is news of: read together in a few questions, for all desks at once.

Whatever several desks are shown alike is made once and written out once, by the language and what else sets them apart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from sqlalchemy.orm import Session

from bot.advice.library import Library
from connectors.desk import frames, lists
from connectors.desk.excerpts import Excerpt, excerpts
from connectors.desk.frames import Reader
from connectors.desk.outgoing import Desk, Followed
from connectors.desk.remarks import Remarks, read_remarks
from connectors.desk.rows import Base, load_bases
from connectors.desk.unread import NOTHING, Unread, read_unread
from connectors.record.handover.sending import seen_by_person
from connectors.record.messages import replay
from connectors.record.plans import snapshot
from connectors.record.types import LogEntry, PlanSnapshot
from connectors.web.connection import Frame, written
from connectors.web.fanout import Event, News

REMARKED = {News.REMARKS, News.OWNER, News.GROWN}


@dataclass(frozen=True)
class Question:
    """What desks want to know of a conversation: the last lines each has, and the lists that a search narrows.

    It is put together where desks live, as the reading is done in another thread.
    """

    news: frozenset[Event]
    cursors: Sequence[int] = ()
    searched: Sequence[Followed] = ()

    @property
    def kinds(self) -> set[News]:
        """Name what has happened."""
        return {event.news for event in self.news}

    @property
    def changed(self) -> set[int]:
        """Give the old lines that are shown in another way now."""
        return {event.seq for event in self.news if event.news is News.LINE}

    @property
    def after(self) -> int:
        """Give the line after which all are read; a desk that has fewer is not told by this look."""
        return min(self.cursors, default=0)


@dataclass
class Look:
    """What a conversation has come to. ``base`` is None when it is erased."""

    base: Base | None
    asked: Question
    unread: Mapping[str, Unread] = field(default_factory=dict)
    lines: Sequence[LogEntry] = ()
    renderings: Mapping[int, Mapping[str, Any]] = field(default_factory=dict)
    seen: int = 0
    found: Mapping[int, bool] = field(default_factory=dict)
    excerpts: Mapping[int, Excerpt | None] = field(default_factory=dict)
    plan: PlanSnapshot | None = None
    remarks: Frame | None = None
    _rows: dict[tuple[str, Unread, str | None], Frame] = field(default_factory=dict)
    _texts: dict[tuple[object, ...], str] = field(default_factory=dict)

    def row(self, reader: Reader, library: Library) -> Frame:
        """Give the row for a reader, the same one to all who see the same; those who wait look different to each."""
        assert self.base is not None  # noqa: S101  whoever has no base has no row
        unread = self.unread.get(reader.adviser, NOTHING)
        key = (reader.locale, unread, reader.adviser if self.base.asked else None)
        if key not in self._rows:
            self._rows[key] = frames.row(self.base, reader, library, unread=unread)
        return self._rows[key]

    def row_text(self, row: Frame, view: str, total: int) -> str:
        """Write the frame that puts a row of this look into a list."""
        return self._once((id(row), view, total), lambda: {"type": "row", "view": view, "row": row, "total": total})

    def line_texts(self, reader: Reader) -> list[str]:
        """Write the frames with the new lines."""
        return [self._once((reader.locale, line.seq), partial(self._line, line, reader)) for line in self.lines]

    def plan_text(self, reader: Reader, library: Library) -> str | None:
        """Write the frame with the plan, None when it has not changed."""
        if self.plan is None or self.base is None:
            return None
        taken, here = self.plan, {"type": "plan", "conversation": self.base.id}
        return self._once((reader.locale, "plan"), lambda: {**here, "plan": frames.plan(taken, library, reader)})

    def _line(self, line: LogEntry, reader: Reader) -> Frame:
        assert self.base is not None  # noqa: S101  an erased conversation has no lines
        told = frames.message(line, reader, language=self.base.language, seen=self.seen, renderings=self.renderings)
        return {"type": "message", "conversation": self.base.id, "message": told}

    def _once(self, key: tuple[object, ...], make: Callable[[], Frame]) -> str:
        if key not in self._texts:
            self._texts[key] = written(make())
        return self._texts[key]


def questions(news: Mapping[str, Iterable[Event]], desks: Sequence[Desk]) -> dict[str, Question]:
    """Put together what these desks want to know of the conversations that there is news of."""
    searched = [followed for desk in desks for followed in desk.lists.values() if followed.wanted.filters.asks_lines]
    return {
        one: Question(frozenset(events), [desk.talks[one] for desk in desks if one in desk.talks], searched)
        for one, events in news.items()
    }


def read_looks(session: Session, asked: Mapping[str, Question], advisers: Sequence[str]) -> dict[str, Look]:
    """Read what conversations have come to, those that are erased included."""
    bases = load_bases(session, [*asked])
    unread = read_unread(session, [*bases], advisers) if bases else {}
    remarks = read_remarks(session, [one for one in bases if asked[one].cursors])
    return {
        one: _look(session, base, question, unread[one], remarks.get(one))
        if (base := bases.get(one))
        else Look(None, question)
        for one, question in asked.items()
    }


def _look(session: Session, base: Base, asked: Question, unread: Mapping[str, Unread], remarks: Remarks | None) -> Look:
    look = Look(base, asked, unread)
    look.found = {id(one): lists.is_found(session, one.wanted, base.id) for one in asked.searched}
    look.excerpts = {
        id(one): excerpts(session, one.wanted.who, one.wanted.filters.text or "", [base.id]).get(base.id)
        for one in asked.searched
        if one.wanted.view == lists.FOUND and look.found[id(one)]
    }
    if remarks is None:
        return look
    first = min([asked.after, *(seq - 1 for seq in asked.changed)])
    lines = replay(session, base.id, first, notes=True)
    look.lines = [line for line in lines if line.seq in asked.changed or line.seq > asked.after]
    look.seen = seen_by_person(session, base.id) if look.lines else 0
    look.renderings = remarks.renderings
    if asked.kinds & REMARKED:
        look.remarks = remarks.frame()
    if News.PLAN in asked.kinds:
        look.plan = snapshot(session, base.id)
    return look
