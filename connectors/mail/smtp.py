"""Hands letters to one mail server by SMTP. Nothing is retried here: whoever sends sees what came of it.

Words and passwords go over an encrypted line only; a server on this machine needs none.
"""

from __future__ import annotations

import asyncio
import contextlib
import smtplib
import ssl
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import localtime, make_msgid

from connectors.mail.shapes import BusyError, Mail, MailError, RefusedError, UnconfirmedError

SECONDS_TO_ANSWER = 15.0
PASSING, LASTING = 400, 500
"""Answers from 400 on mean that a letter is not taken now, those from 500 on that it never will be."""


@dataclass(frozen=True)
class Server:
    """Where the mail server is, and whether the line is encrypted: from the start, once both agree, or not at all."""

    host: str
    port: int
    encryption: str
    user: str = ""
    password: str = field(default="", repr=False)


AT_ONCE, AGREED, NONE = "at once", "agreed", "none"


@dataclass(frozen=True)
class Smtp:
    """A mail server and the address that letters come from."""

    server: Server
    sender: str

    async def send(self, mail: Mail) -> None:
        """Hand a letter over; raise ``RefusedError``, ``BusyError`` or ``UnconfirmedError``."""
        message = written(mail, self.sender)
        await asyncio.to_thread(_hand_over, self.server, message)


def written(mail: Mail, sender: str) -> EmailMessage:
    """Write a letter as it is sent; raise ``RefusedError`` for what is not exactly one address."""
    message = EmailMessage(policy=SMTP)
    try:
        message["From"] = Address("Startbro", addr_spec=sender)
        message["To"] = Address(addr_spec=_in_ascii(mail.to))
        message["Subject"] = mail.subject
    except (ValueError, HeaderParseError, IndexError):
        raise RefusedError("this is no address, or no subject") from None
    message["Date"] = localtime()
    message["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2])
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.text)
    message.add_alternative(mail.html, subtype="html")
    message["Content-Language"] = mail.language.replace("_", "-")
    return message


def _in_ascii(address: str) -> str:
    """Give an address as every mail server takes it; raise ``ValueError`` for one that has no such form."""
    from email_validator import validate_email  # slow to import, seldom needed; its errors are ValueErrors

    plain = validate_email(address, check_deliverability=False).ascii_email
    if plain is None:
        raise ValueError("letters before the @ that older mail servers do not know")
    return plain


def _hand_over(server: Server, message: EmailMessage) -> None:
    with _connected(server) as line:
        try:
            line.send_message(message)
        except smtplib.SMTPRecipientsRefused as error:
            code = next(iter(error.recipients.values()))[0]
            raise _refusal(code, "the address") from None
        except smtplib.SMTPNotSupportedError:
            raise RefusedError("the server cannot write such addresses") from None
        except smtplib.SMTPResponseException as error:
            raise _refusal(error.smtp_code, "the letter") from None
        except (smtplib.SMTPException, OSError) as error:
            raise UnconfirmedError(f"the line broke: {type(error).__name__}") from None


def _refusal(code: int, what: str) -> MailError:
    if code < PASSING:
        return UnconfirmedError(f"the mail server answered nothing that can be read to {what}")
    kind = RefusedError if code >= LASTING else BusyError
    return kind(f"the mail server answered {code} to {what}")


@contextlib.contextmanager
def _connected(server: Server) -> Iterator[smtplib.SMTP]:
    """Open a line that is ready for a letter; how it ends after the letter was taken is of no importance."""
    try:
        line = _open(server)
    except (smtplib.SMTPException, OSError) as error:
        raise BusyError(f"the mail server was not reached: {type(error).__name__}") from None
    try:
        yield line
    finally:
        with contextlib.suppress(smtplib.SMTPException, OSError):
            line.quit()
        line.close()


def _open(server: Server) -> smtplib.SMTP:
    if server.encryption == AT_ONCE:
        safe = ssl.create_default_context()
        line: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=SECONDS_TO_ANSWER, context=safe)
    else:
        line = smtplib.SMTP(server.host, server.port, timeout=SECONDS_TO_ANSWER)
    try:
        if server.encryption == AGREED:
            line.starttls(context=ssl.create_default_context())
        if server.user:
            line.login(server.user, server.password)
    except BaseException:
        line.close()
        raise
    return line
