"""DeepL: ``POST /v2/translate`` with a key in the header. It does not know every language; those it refuses."""

from __future__ import annotations

from connectors.translate.calling import Caller, text_in


class DeepL:
    """DeepL's service at an address (the paid and the free one have different addresses)."""

    def __init__(self, url: str, key: str) -> None:
        self._caller = Caller(f"{url.rstrip('/')}/v2/translate", {"Authorization": f"DeepL-Auth-Key {key}"})

    async def translate(self, text: str, *, source: str, target: str) -> str:
        """Give a text in another language."""
        body = {"text": [text], "source_lang": source.split("_")[0].upper(), "target_lang": target.upper()}
        return text_in(await self._caller.post(body), "translations", 0, "text")

    async def close(self) -> None:
        """Let go of connections."""
        await self._caller.close()
