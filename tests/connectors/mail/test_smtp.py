"""Handing letters to a mail server: what arrives, what it refuses, and how each way of failing is told apart."""

from __future__ import annotations

from dataclasses import replace

import pytest

from connectors.mail.configured import configured_mailer
from connectors.mail.shapes import BusyError, Mail, Mailer, MailError, RefusedError, UnconfirmedError
from connectors.settings import SettingsError
from tests.connectors.mail.mailbox import body, mailbox

MAIL = Mail("amina@example.org", "Ditt samtal – كلامك", "Hej\n.\nمرحبا", "<p>Hej</p>", "ar")
FROM = "startbro@example.org"


def mailer_for(url: str) -> Mailer:
    """Give what sends through a server."""
    made = configured_mailer({"STARTBRO_SMTP_URL": url, "STARTBRO_SMTP_FROM": FROM})
    assert made is not None
    return made


async def test_a_letter_arrives_with_both_its_forms_and_every_letter() -> None:
    async with mailbox() as box:
        await mailer_for(box.url).send(MAIL)
        (letter,) = box.letters
    assert box.recipients == ["amina@example.org"]
    assert (letter["From"], letter["To"], letter["Subject"]) == (f"Startbro <{FROM}>", MAIL.to, MAIL.subject)
    assert letter["Content-Language"] == "ar"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert body(letter, "plain") == MAIL.text + "\n"
    assert body(letter, "html") == MAIL.html + "\n"


async def test_a_domain_in_other_letters_goes_out_as_servers_write_it() -> None:
    async with mailbox() as box:
        await mailer_for(box.url).send(replace(MAIL, to="amina@bötest.se"))
    assert box.recipients == ["amina@xn--btest-jua.se"]


@pytest.mark.parametrize(
    "address",
    [
        "a@example.org\r\nBcc: b@example.org",
        "a@example.org\nX: y",
        "a@example.org, b@example.org",
        "a@example.org b@example.org",
        "A <a@example.org>, B <b@example.org>",
        "<a@example.org>; DATA",
        "a",
        "",
        "@example.org",
    ],
)
async def test_what_is_not_one_address_never_reaches_a_server(address: str) -> None:
    async with mailbox() as box:
        with pytest.raises(RefusedError):
            await mailer_for(box.url).send(replace(MAIL, to=address))
    assert (box.recipients, box.letters) == ([], [])


async def test_a_subject_cannot_carry_headers() -> None:
    async with mailbox() as box:
        with pytest.raises(RefusedError):
            await mailer_for(box.url).send(replace(MAIL, subject="Hej\r\nBcc: b@example.org"))
    assert not box.letters


@pytest.mark.parametrize(
    ("answers", "error"),
    [
        ({"RCPT": "550 no such person"}, RefusedError),
        ({"RCPT": "451 come again"}, BusyError),
        ({"MAIL": "451 come again"}, BusyError),
        ({"DATA": "554 no"}, RefusedError),
        ({".": "452 full"}, BusyError),
        ({".": "what"}, UnconfirmedError),
        ({".": "552 too large"}, RefusedError),
        ({"EHLO": "421 busy", "HELO": "421 busy"}, BusyError),
    ],
    ids=["no such person", "later", "sender later", "no data", "full", "no answer at all", "too large", "busy"],
)
async def test_answers_of_the_server_say_whether_to_try_again(answers: dict[str, str], error: type[MailError]) -> None:
    async with mailbox() as box:
        box.answers = answers
        with pytest.raises(MailError) as raised:
            await mailer_for(box.url).send(MAIL)
    assert type(raised.value) is error
    assert "amina" not in str(raised.value)


async def test_a_line_that_breaks_after_the_letter_leaves_it_open_whether_it_came() -> None:
    async with mailbox() as box:
        box.hangs_up_after = "."
        with pytest.raises(UnconfirmedError):
            await mailer_for(box.url).send(MAIL)


async def test_what_happens_after_the_letter_was_taken_changes_nothing() -> None:
    async with mailbox() as box:
        box.answers = {"QUIT": "500 what?"}
        await mailer_for(box.url).send(MAIL)
    assert len(box.letters) == 1


async def test_a_server_that_is_not_there_takes_nothing() -> None:
    async with mailbox() as box:
        url = box.url
    with pytest.raises(BusyError):
        await mailer_for(url).send(MAIL)


async def test_words_go_to_another_machine_over_an_encrypted_line_only() -> None:
    async with mailbox("127.0.0.2") as box:
        with pytest.raises(BusyError):
            await mailer_for(box.url).send(MAIL)
    assert (box.recipients, box.letters) == ([], [])


@pytest.mark.parametrize(
    "environment",
    [
        {"STARTBRO_SMTP_URL": "smtp://mail.example.org"},
        {"STARTBRO_SMTP_FROM": FROM},
        {"STARTBRO_SMTP_URL": "http://mail.example.org", "STARTBRO_SMTP_FROM": FROM},
        {"STARTBRO_SMTP_URL": "mail.example.org:587", "STARTBRO_SMTP_FROM": FROM},
        {"STARTBRO_SMTP_URL": "smtp://mail.example.org:99999", "STARTBRO_SMTP_FROM": FROM},
        {"STARTBRO_SMTP_URL": "smtp://mail.example.org/x", "STARTBRO_SMTP_FROM": FROM},
        {"STARTBRO_SMTP_URL": "smtp://mail.example.org", "STARTBRO_SMTP_FROM": "nobody"},
    ],
)
def test_half_a_choice_is_refused_by_name(environment: dict[str, str]) -> None:
    with pytest.raises(SettingsError, match=r"STARTBRO_SMTP_(URL|FROM): write"):
        configured_mailer(environment)


def test_without_a_choice_there_is_no_mail_and_passwords_stay_out_of_sight() -> None:
    assert configured_mailer({}) is None
    made = mailer_for("smtps://user:h%40mlig@mail.example.org")
    assert "h@mlig" not in repr(made)
