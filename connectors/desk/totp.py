"""The six digits of an authenticator app: the second step of signing in, each usable once.

The secret is stored sealed with the server's key. ``credential.data`` holds ``on`` (false until the first right code)
and ``used``, the newest time step that has been used: that one and older ones are refused.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime

import pyotp

from bot.language.digits import ascii_digits
from connectors.keys import Keys

SECONDS = 30
DRIFT = 1
ISSUER = "Startbro"
PURPOSE = "totp"


@dataclass(frozen=True)
class Enrolment:
    """What an adviser's app needs, shown only until the first right code: secret, address and QR picture."""

    secret: str
    address: str
    picture: str


def new_secret() -> str:
    """Make a secret of 160 random bits."""
    return pyotp.random_base32(32)


def enrolment(secret: str, email: str) -> Enrolment:
    """Show a secret as text and as a picture to scan."""
    import segno  # only ever needed here, once in an adviser's life

    address = pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=ISSUER)
    picture = io.BytesIO()
    segno.make(address, error="m", micro=False).save(picture, kind="svg", scale=4, border=4, xmldecl=False)
    return Enrolment(secret, address, picture.getvalue().decode())


def matching_step(secret: str, code: str, *, now: datetime, used: int) -> int | None:
    """Give the time step whose code this is, one step early or late forgiven; None for a wrong or used one."""
    digits = "".join(ascii_digits(code).split())
    if len(digits) != 6 or not digits.isascii():
        return None
    present = int(now.timestamp()) // SECONDS
    steps = range(present - DRIFT, present + DRIFT + 1)
    generator = pyotp.TOTP(secret)
    matching = [step for step in steps if pyotp.utils.strings_equal(generator.generate_otp(step), digits)]
    return next((step for step in matching if step > used), None)


def seal(secret: str, adviser: str, keys: Keys) -> bytes:
    """Seal a secret so that it opens for this adviser only."""
    return keys.seal(secret.encode(), purpose=f"{PURPOSE}:{adviser}")


def unseal(sealed: bytes, adviser: str, keys: Keys) -> str:
    """Open a sealed secret; raise ``SealError`` when it is another's or the server's key has changed."""
    return keys.unseal(sealed, purpose=f"{PURPOSE}:{adviser}").decode()
