"""Which translator an operator has chosen: ``STARTBRO_TRANSLATOR`` with ``_URL`` and ``_KEY``; none without it."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from connectors.settings import SettingsError
from connectors.translate.deepl import DeepL
from connectors.translate.libretranslate import LibreTranslate
from connectors.translate.shapes import Translator


def configured_translator(environment: Mapping[str, str]) -> Translator | None:
    """Give the translator, None when none is chosen; raise ``SettingsError`` for half a choice."""
    name, url, key = (environment.get(f"STARTBRO_TRANSLATOR{part}", "").strip() for part in ("", "_URL", "_KEY"))
    if not name:
        return None
    if urlsplit(url).scheme not in ("http", "https"):
        raise SettingsError("STARTBRO_TRANSLATOR_URL: write the translator's address, beginning with https://")
    if name == "libretranslate":
        return LibreTranslate(url, key)
    if name == "deepl":
        if not key:
            raise SettingsError("STARTBRO_TRANSLATOR_KEY: DeepL needs a key")
        return DeepL(url, key)
    raise SettingsError("STARTBRO_TRANSLATOR: write libretranslate or deepl, or leave it empty")
