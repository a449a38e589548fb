"""Which mail server an operator has named: ``STARTBRO_SMTP_URL`` and ``STARTBRO_SMTP_FROM``; no e-mail without them."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import unquote, urlsplit

from bot.advice.contact import read_email
from connectors.mail.shapes import Mailer
from connectors.mail.smtp import AGREED, AT_ONCE, NONE, Server, Smtp
from connectors.settings import SettingsError

PORTS = {"smtp": 587, "smtps": 465}
HERE = ("127.0.0.1", "localhost", "::1")


def configured_mailer(environment: Mapping[str, str]) -> Mailer | None:
    """Give what sends e-mail, None when nothing is named; raise ``SettingsError`` for what cannot be used."""
    url, sender = (environment.get(f"STARTBRO_SMTP_{part}", "").strip() for part in ("URL", "FROM"))
    if not url and not sender:
        return None
    if read_email(sender) != sender:
        raise SettingsError("STARTBRO_SMTP_FROM: write the address that e-mails come from, like startbro@example.org")
    return Smtp(_server(url), sender)


def _server(url: str) -> Server:
    try:
        parts = urlsplit(url)
        port = parts.port or PORTS[parts.scheme]
    except (ValueError, KeyError):
        parts, port = urlsplit(""), 0
    if not parts.hostname or parts.path.strip("/") or parts.query:
        raise SettingsError("STARTBRO_SMTP_URL: write an address like smtp://user:password@mail.example.org:587")
    agreed = NONE if parts.hostname in HERE else AGREED
    encryption = AT_ONCE if parts.scheme == "smtps" else agreed
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return Server(parts.hostname, port, encryption, user, password)
