"""Where Startbro listens, where it keeps its state, and whom it trusts, read once from the environment."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from urllib.parse import urlsplit

LARGEST_PORT = 65_535
REDIS = ("redis", "rediss", "unix")
DATABASES = ("sqlite", "postgresql+psycopg")
Network = IPv4Network | IPv6Network


class SettingsError(ValueError):
    """A setting cannot be used; the message names it and says what to write instead."""


@dataclass(frozen=True)
class OidcSettings:
    """The organisation's own sign-in (OpenID Connect) that advisers may use. ``secret`` stays out of ``repr``."""

    issuer: str
    client: str
    secret: str = field(repr=False)


@dataclass(frozen=True)
class Settings:
    """One value per row of the table in ``docs/architecture.md``. Secrets stay out of ``repr``."""

    host: str = "127.0.0.1"
    port: int = 8080
    action_port: int = 8081
    rasa_port: int = 5005
    database_url: str = "sqlite:///var/startbro.db"
    redis_url: str = field(default="", repr=False)
    state: Path = Path("var")
    origins: tuple[str, ...] = ()
    proxies: tuple[Network, ...] = ()
    public_url: str = "http://127.0.0.1:8080"
    rasa_secret: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)
    oidc: OidcSettings | None = None

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """Read every ``STARTBRO_…`` variable; raise ``SettingsError`` for the first that cannot be used."""
        state = Path(_read(environment, "STATE", "var"))
        host = _read(environment, "HOST", "127.0.0.1")
        port = _read_port(environment, "PORT", 8080)
        return cls(
            host=host,
            port=port,
            action_port=_read_port(environment, "ACTION_PORT", 8081),
            rasa_port=_read_port(environment, "RASA_PORT", 5005),
            database_url=_read_database_url(environment, state),
            redis_url=_read_redis_url(environment),
            state=state,
            origins=_read_origins(environment),
            proxies=_read_proxies(environment),
            public_url=_read_public_url(environment, host, port),
            rasa_secret=_read(environment, "RASA_SECRET", secrets.token_urlsafe(32)),
            oidc=_read_oidc(environment),
        )

    @property
    def rasa_url(self) -> str:
        """Rasa's address, without a trailing slash; always this machine."""
        return f"http://127.0.0.1:{self.rasa_port}"

    @property
    def action_url(self) -> str:
        """The address Rasa calls to run an action; always this machine."""
        return f"http://127.0.0.1:{self.action_port}/webhook"


def _read(environment: Mapping[str, str], name: str, default: str) -> str:
    return environment.get(f"STARTBRO_{name}", "").strip() or default


def _read_port(environment: Mapping[str, str], name: str, default: int) -> int:
    text = _read(environment, name, str(default))
    if not (text.isascii() and text.isdigit() and 0 < int(text) <= LARGEST_PORT):
        raise SettingsError(f"STARTBRO_{name}: write a port number between 1 and {LARGEST_PORT}, for example {default}")
    return int(text)


def _read_database_url(environment: Mapping[str, str], state: Path) -> str:
    url = _read(environment, "DATABASE_URL", f"sqlite:///{state}/startbro.db")
    if url.split("://", 1)[0] not in DATABASES:
        kinds = " or ".join(f"{kind}://" for kind in DATABASES)
        raise SettingsError(f"STARTBRO_DATABASE_URL: begin the address with {kinds}")
    return url


def _read_redis_url(environment: Mapping[str, str]) -> str:
    url = _read(environment, "REDIS_URL", "")
    if url and url.split("://", 1)[0] not in REDIS:
        raise SettingsError("STARTBRO_REDIS_URL: write an address like redis://127.0.0.1:6379/0")
    if url and not _read(environment, "DATABASE_URL", "").startswith("postgresql"):
        raise SettingsError("STARTBRO_REDIS_URL: several gateways need one PostgreSQL; set STARTBRO_DATABASE_URL too")
    return url


def _read_origins(environment: Mapping[str, str]) -> tuple[str, ...]:
    listed = [part.strip().rstrip("/") for part in _read(environment, "ORIGINS", "").split(",") if part.strip()]
    for origin in listed:
        _refuse_unless_origin("ORIGINS", origin)
    return tuple(listed)


def _read_proxies(environment: Mapping[str, str]) -> tuple[Network, ...]:
    listed = [part.strip() for part in _read(environment, "PROXIES", "").split(",") if part.strip()]
    try:
        return tuple(ip_network(part) for part in listed)
    except ValueError:
        raise SettingsError("STARTBRO_PROXIES: write addresses or networks like 10.0.0.7, 192.168.0.0/16") from None


def _read_public_url(environment: Mapping[str, str], host: str, port: int) -> str:
    shown = f"[{host}]" if ":" in host else host
    url = _read(environment, "PUBLIC_URL", f"http://{shown}:{port}").rstrip("/")
    _refuse_unless_origin("PUBLIC_URL", url)
    return url


def _read_oidc(environment: Mapping[str, str]) -> OidcSettings | None:
    issuer = _read(environment, "OIDC_ISSUER", "").rstrip("/")
    client = _read(environment, "OIDC_CLIENT", "")
    secret = _read(environment, "OIDC_SECRET", "")
    if not (issuer or client or secret):
        return None
    if not (issuer and client and secret):
        raise SettingsError(
            "STARTBRO_OIDC_ISSUER, STARTBRO_OIDC_CLIENT and STARTBRO_OIDC_SECRET: set all three or none"
        )
    parts = urlsplit(issuer)
    if parts.scheme != "https" and parts.hostname not in ("127.0.0.1", "localhost"):
        raise SettingsError("STARTBRO_OIDC_ISSUER: write an address that begins with https://")
    return OidcSettings(issuer, client, secret)


def _refuse_unless_origin(name: str, value: str) -> None:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path or parts.query or parts.fragment:
        raise SettingsError(f"STARTBRO_{name}: write addresses like https://example.org, without a path")
