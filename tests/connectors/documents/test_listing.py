"""``startbro plans`` and ``startbro export`` for whoever is at the command line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from bot.advice.facts import SKIPPED
from connectors.documents import export, listing
from connectors.record.conversations import open_conversation
from connectors.record.plans import Revision, store_revision
from connectors.store.plans import Plan
from tests.connectors.databases import empty_sqlite, migrated_postgresql, url

__all__ = ["empty_sqlite", "migrated_postgresql", "url"]

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
SECRET = "Hemligt bageri"
COMMANDS = [pytest.param(export.main, ["p_some"], id="export"), pytest.param(listing.main, [], id="plans")]


def plan(session: Session, locale: str, *, now: datetime, template: str | None = None) -> str:
    conversation = open_conversation(session, locale, now=now, template=template).conversation
    session.flush()
    return session.scalars(select(Plan.id).where(Plan.conversation == conversation)).one()


def test_plans_are_listed_latest_first_with_progress_and_without_words(
    url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("STARTBRO_DATABASE_URL", url)
    engine = create_engine(url)
    with Session(engine) as session, session.begin():
        older = plan(session, "so", now=NOW, template="food")
        newer = plan(session, "ar", now=NOW + timedelta(days=1))
        for text in ("först", SECRET):
            store_revision(session, older, Revision("idea_what", text, text, "sv"), now=NOW)
        store_revision(session, older, Revision("owner_experience", None, "", "sv", SKIPPED), now=NOW)
    engine.dispose()
    assert listing.main([]) == 0
    heading, first, second = capsys.readouterr().out.splitlines()
    assert heading.split("  ")[0] == "plan"
    assert (first.split()[0], first.split()[2:5]) == (newer, ["ar", "-", "0"])
    assert first.endswith("2026-03-02 12:00Z")
    assert (second.split()[0], second.split()[2:6]) == (older, ["so", "food", "1", "of"])
    assert SECRET not in second
    assert listing.main(["--most", "1"]) == 0
    assert older not in capsys.readouterr().out


def test_an_empty_list_says_so(url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("STARTBRO_DATABASE_URL", url)
    assert listing.main([]) == 0
    assert capsys.readouterr().out == "There are no plans yet.\n"


@pytest.mark.parametrize(("command", "arguments"), COMMANDS)
def test_without_a_database_one_sentence_says_so_and_no_file_is_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: Callable[[Sequence[str]], int], arguments: list[str]
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("STARTBRO_DATABASE_URL", f"sqlite:///{tmp_path}/startbro.db")
        assert command(arguments) == 1
    told = capsys.readouterr()
    assert (told.out, told.err.count("\n")) == ("", 1)
    assert "there is no database yet" in told.err
    assert f"{tmp_path}/startbro.db" in told.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("command", "arguments"), COMMANDS)
def test_a_database_that_was_never_migrated_gets_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: Callable[[Sequence[str]], int], arguments: list[str]
) -> None:
    (tmp_path / "startbro.db").touch()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("STARTBRO_DATABASE_URL", f"sqlite:///{tmp_path}/startbro.db")
        assert command(arguments) == 1
    told = capsys.readouterr()
    assert (told.out, told.err.count("\n")) == ("", 1)
    assert "run `startbro migrate`" in told.err
