"""LibreTranslate, which an organisation may run itself: ``POST /translate``."""

from __future__ import annotations

from connectors.translate.calling import Caller, text_in


class LibreTranslate:
    """A LibreTranslate server at an address; ``key`` where it asks for one."""

    def __init__(self, url: str, key: str = "") -> None:
        self._caller = Caller(f"{url.rstrip('/')}/translate")
        self._key = {"api_key": key} if key else {}

    async def translate(self, text: str, *, source: str, target: str) -> str:
        """Give a text in another language."""
        body = {"q": text, "source": source.split("_")[0], "target": target, "format": "text", **self._key}
        return text_in(await self._caller.post(body), "translatedText")

    async def close(self) -> None:
        """Let go of connections."""
        await self._caller.close()
