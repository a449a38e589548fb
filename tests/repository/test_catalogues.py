"""The project's own texts and translations: right in themselves, in step with the sources, complete where offered."""

from __future__ import annotations

import time

import pytest

from bot.language.catalogue import Catalogue
from bot.language.checks import catalogue_problems, missing
from bot.language.locales import ROOT, SOURCE, offered
from bot.language.update import lagging


def test_texts_and_translations_have_no_problems() -> None:
    assert catalogue_problems() == []


def test_catalogues_are_in_step_with_the_sources() -> None:
    assert lagging() == []


@pytest.mark.parametrize("code", [code for code in offered() if code != SOURCE])
def test_offered_locales_are_complete(code: str) -> None:
    assert missing(ROOT, code) == []


def test_loading_the_texts_takes_no_time_that_a_start_would_notice() -> None:
    Catalogue.load()
    begun = time.process_time()
    Catalogue.load()
    assert time.process_time() - begun < 0.3
