"""``startbro organisation``, ``adviser`` and ``audit``, run as commands on a database of their own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from connectors.__main__ import main
from connectors.desk import accounts, passwords
from connectors.desk.accounts import Account
from connectors.desk.sessions import Step, begin, find
from connectors.keys import read_code
from connectors.store.database import Database
from tests.connectors.databases import START

EMAIL = "amina@radgivning.example"
CREATE = ("adviser", "create", "--email", EMAIL, "--name", "Amina", "--organisation", "Huset", "--languages", "sv,so")


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Have a folder of one's own, without a database yet."""
    monkeypatch.setenv("STARTBRO_STATE", str(tmp_path))
    monkeypatch.delenv("STARTBRO_DATABASE_URL", raising=False)
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[str]:
    """Run a command that succeeds; give its lines."""
    assert main(arguments) == 0
    return capsys.readouterr().out.splitlines()


def code_in(lines: list[str]) -> str:
    """Give the code that was printed."""
    found = re.search(r"(\w{4}-){3}\w{4}", "\n".join(lines))
    assert found
    return read_code(found[0]) or ""


def test_an_adviser_is_made_listed_shut_out_and_begun_again(capsys: pytest.CaptureFixture[str], place: Path) -> None:
    organisation = run(capsys, "organisation", "create", "--name", "Huset")[0]
    assert run(capsys, "organisation", "list") == [f"{organisation} Huset"]
    made = run(capsys, *CREATE, "--role", "lead")
    adviser, code = made[0], code_in(made)
    assert run(capsys, "adviser", "list") == [f"{adviser} {EMAIL} lead sv,so Huset active"]
    assert run(capsys, "adviser", "disable", "--email", EMAIL.upper()) == [f"{adviser} disabled"]
    assert run(capsys, "adviser", "list")[0].endswith("disabled")
    assert run(capsys, "adviser", "enable", "--email", EMAIL) == [f"{adviser} enabled"]
    again = run(capsys, "adviser", "reset", "--email", EMAIL)
    assert code_in(again) != code
    told = [line.split(" ", 2)[2] for line in run(capsys, "audit")]
    changes = ("created", "disabled", "enabled", "reset")
    assert told == [f"desk_adviser_changed {adviser} - change={one}" for one in changes]
    assert code.encode() not in (place / "startbro.db").read_bytes()


def test_an_organisation_says_which_answers_it_reads_first(capsys: pytest.CaptureFixture[str]) -> None:
    organisation = run(capsys, "organisation", "create", "--name", "Huset")[0]
    chosen = run(capsys, "organisation", "approve", "Huset", "--topics", "permits, tax", "--minutes", "7")
    assert chosen == [f"{organisation} tax, permits · 7 minutes"]
    assert main(("organisation", "approve", "Huset", "--topics", "taxi")) == 1
    assert "residence, tax, permits, staff" in capsys.readouterr().err
    assert main(("organisation", "approve", "Huset", "--topics", "tax", "--minutes", "61")) == 1
    assert "1 to 60" in capsys.readouterr().err
    assert run(capsys, "organisation", "approve", organisation) == [f"{organisation} no answer waits"]


def test_an_organisation_is_given_hours_and_loses_them_again(capsys: pytest.CaptureFixture[str]) -> None:
    made = run(capsys, "organisation", "create", "--name", "Huset", "--hours", "mon-fri 09:00-16:00")[0]
    change = ("organisation", "hours", "--organisation", "Huset")
    assert run(capsys, *change, "--hours", "mon 09:00-12:00", "sat 10:00-13:00") == [
        f"{made} mon 09:00-12:00 · sat 10:00-13:00"
    ]
    assert run(capsys, *change) == [f"{made} no fixed hours"]
    assert main((*change, "--hours", "later")) == 1
    assert "mon-fri 09:00-16:00" in capsys.readouterr().err


async def test_the_code_that_is_printed_is_the_password_of_a_first_sign_in(
    capsys: pytest.CaptureFixture[str], place: Path
) -> None:
    import asyncio

    await asyncio.to_thread(run, capsys, "organisation", "create", "--name", "Huset")
    code = code_in(await asyncio.to_thread(run, capsys, *CREATE))
    database = Database(f"sqlite:///{place}/startbro.db")

    def look(session) -> Account | None:  # type: ignore[no-untyped-def]
        return accounts.find_account(session, EMAIL, now=START)

    account = await database.read(look)
    assert account
    assert account.once
    assert passwords.is_right(account.hash, code)
    token = await database.write(lambda session: begin(session, account.who.id, Step.DONE, now=START))
    await asyncio.to_thread(run, capsys, "adviser", "disable", "--email", EMAIL)
    assert await database.read(lambda session: find(session, token, now=START)) is None
    assert await database.read(look) is None
    await database.close()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        pytest.param(("adviser", "reset", "--email", "x@y.example"), "no adviser with that address", id="nobody"),
        pytest.param(("organisation", "create", "--name", "Huset"), "already", id="a second one"),
        pytest.param((*CREATE[:-1], "sv,xx"), "unknown xx", id="no such language"),
        pytest.param((*CREATE[:3], "amina", *CREATE[4:]), "name@example.org", id="no address"),
        pytest.param((*CREATE[:7], "Hus", *CREATE[8:]), "none called Hus", id="no such organisation"),
    ],
)
def test_what_cannot_be_done_is_explained(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], told: str
) -> None:
    run(capsys, "organisation", "create", "--name", "Huset")
    assert main(arguments) == 1
    assert told in capsys.readouterr().err
