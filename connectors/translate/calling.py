"""The call that both services share: JSON out and back within a few seconds, and every way to fail as one error."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import aiohttp

from connectors.translate.shapes import TranslationError

SECONDS = 8.0
LARGEST_ANSWER = 256 * 1024


class Caller:
    """Posts to one address; few calls at once, as nobody waits for them."""

    def __init__(self, url: str, headers: Mapping[str, str] | None = None, *, at_once: int = 4) -> None:
        self._url = url
        self._headers = dict(headers or {})
        self._gate = asyncio.Semaphore(at_once)
        self._session: aiohttp.ClientSession | None = None

    async def post(self, body: Mapping[str, Any]) -> Any:
        """Post and give the answer; raise ``TranslationError`` for anything but a good one."""
        if self._session is None:
            timeout = aiohttp.ClientTimeout(total=SECONDS)
            self._session = aiohttp.ClientSession(timeout=timeout, headers=self._headers)
        try:
            async with self._gate, self._session.post(self._url, json=body, allow_redirects=False) as answer:
                if answer.status != HTTPStatus.OK:
                    raise TranslationError(f"the translator answered {answer.status}")
                if (answer.content_length or 0) > LARGEST_ANSWER:
                    raise TranslationError("the translator answered too much")
                return await answer.json(content_type=None)
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            raise TranslationError(f"the translator did not answer: {type(error).__name__}") from error

    async def close(self) -> None:
        """Close the connections."""
        if self._session is not None:
            await self._session.close()


def text_in(answer: Any, *path: str | int) -> str:
    """Give the text at a place of an answer; raise ``TranslationError`` when none stands there."""
    for step in path:
        try:
            answer = answer[step]
        except (KeyError, IndexError, TypeError):
            raise TranslationError("the translator's answer has another shape") from None
    if not isinstance(answer, str) or not answer.strip():
        raise TranslationError("the translator gave no words")
    return answer
