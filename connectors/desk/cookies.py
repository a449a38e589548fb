"""The desk's cookies. Over HTTPS they have the ``__Host-`` prefix, which no other host and no plain connection can set.

The session's token; a device that has signed in before, which has an allowance of its own; and what must be remembered
while a passkey is asked or the browser is at another provider. All but the first are sealed by our key. All but the
last are strict: the way back is a link from another site, and browsers send no strict cookie along with that.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from aiohttp import web

from connectors.keys import Keys, SealError
from connectors.web.security import HTTPS_ONLY

SESSION, DEVICE, ATTEMPT = "startbro_desk", "startbro_desk_device", "startbro_desk_attempt"
RETURN = "startbro_desk_return"
LONGEST_VALUE = 2_000


def cookie_name(app: web.Application, name: str) -> str:
    """Give a cookie's name as the browser knows it."""
    return f"__Host-{name}" if app[HTTPS_ONLY] else name


def read_cookie(request: web.Request, name: str) -> str | None:
    """Give the value of one of our cookies."""
    value = request.cookies.get(cookie_name(request.app, name))
    return value if value and len(value) <= LONGEST_VALUE else None


def set_cookie(
    request: web.Request,
    response: web.StreamResponse,
    name: str,
    value: str,
    *,
    lasts: timedelta | None = None,
) -> None:
    """Set one of our cookies; without ``lasts`` it goes when the browser is closed.

    The path is a tidiness and no protection, and the prefix demands ``/``: so over HTTPS it is given up for the prefix.
    """
    secure = request.app[HTTPS_ONLY]
    response.set_cookie(
        cookie_name(request.app, name),
        value,
        max_age=int(lasts.total_seconds()) if lasts else None,
        path="/" if secure else "/desk",
        secure=secure,
        httponly=True,
        samesite="Lax" if name == RETURN else "Strict",
    )


def drop_cookie(request: web.Request, response: web.StreamResponse, name: str) -> None:
    """Take one of our cookies back."""
    set_cookie(request, response, name, "", lasts=timedelta(0))


def seal(keys: Keys, purpose: str, content: Mapping[str, Any], *, until: datetime) -> str:
    """Write something into a cookie that only we can read, for one purpose and until a time."""
    plain = json.dumps({**content, "until": until.timestamp()}).encode()
    return base64.urlsafe_b64encode(keys.seal(plain, purpose=f"cookie:{purpose}")).decode()


def unseal(keys: Keys, purpose: str, value: str | None, *, now: datetime) -> Mapping[str, Any] | None:
    """Read what ``seal`` wrote; None for anything else, and when its time is over."""
    try:
        plain = keys.unseal(base64.urlsafe_b64decode(value or ""), purpose=f"cookie:{purpose}")
    except (SealError, binascii.Error, ValueError):
        return None
    content: dict[str, Any] = json.loads(plain)
    return content if content.pop("until") > now.timestamp() else None
