"""What the desk's door keeps while the gateway runs: allowances, the ways in besides a password, and the guard."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field

from aiohttp import web

from connectors.desk.allowances import Allowances
from connectors.desk.guard import Guard
from connectors.desk.oidc import Provider
from connectors.desk.passkeys import Passkeys
from connectors.settings import Settings
from connectors.web.service import SERVICE


@dataclass
class Door:
    """The parts of the door that need no database."""

    passkeys: Passkeys
    provider: Provider | None
    allowances: Allowances = field(default_factory=Allowances)

    @classmethod
    def of(cls, settings: Settings) -> Door:
        """Make the door that the settings describe."""
        provider = Provider(settings.oidc, settings.public_url) if settings.oidc else None
        return cls(Passkeys(settings.public_url), provider)

    @property
    def ways_in(self) -> Mapping[str, bool]:
        """Tell by which ways besides a password one can sign in here."""
        return {"passkey": self.passkeys.possible, "oidc": self.provider is not None}


DOOR = web.AppKey("DOOR", Door)
GUARD = web.AppKey("GUARD", Guard)


async def keep_guard(app: web.Application) -> AsyncIterator[None]:
    """Watch over the desk's sockets for as long as the application runs; the service must run already."""
    service = app[SERVICE]
    app[GUARD] = Guard(service.database, lambda: service.tools.clock())
    async with app[GUARD].looking():
        yield
