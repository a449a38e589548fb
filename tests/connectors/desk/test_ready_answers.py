"""Ready answers as the desk lists them: right Swedish, and words by which each is found."""

from __future__ import annotations

import re

import pytest
from aiohttp.test_utils import TestServer

from bot.language.catalogue import default_catalogue
from connectors.desk.ready_answers import TOPICS, shipped
from tests.connectors.desk.test_desk_socket import OpenDesk, desk, settings

__all__ = ["desk", "settings"]


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
async def test_words_of_terms_stand_as_they_are_written(server: TestServer, desk: OpenDesk) -> None:
    amina = await desk("Amina", locale="sv")
    answers = {one["name"]: one for one in (await amina.frame("welcome"))["ready_answers"]}
    assert not [one["text"] for one in answers.values() if "term_" in one["text"]]
    shown = " ".join(one["text"] for one in answers.values())
    for word in ("affärsplan", "verksamt.se", "BankID", "F-skatt", "Skatteverket"):
        assert re.search(rf"\b{re.escape(word)}\b", shown), word
    assert "hyra" in answers["ready_bring_offers"]["topics"]


@pytest.mark.parametrize("locale", ["sv", "en"])
def test_every_answer_has_words_to_be_found_by(locale: str) -> None:
    catalogue = default_catalogue()
    names = {TOPICS + name.removeprefix("ready_") for name in shipped()}
    assert set(catalogue.names(TOPICS)) == names
    assert {catalogue.text(name, locale).language for name in names} == {locale}
