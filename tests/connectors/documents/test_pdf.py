"""The PDF file: accessible, complete, in the right languages, and never run as markup."""

from __future__ import annotations

import io
import time
from collections import Counter

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject, StreamObject

from connectors.documents.pdf import make_pdf
from connectors.record.types import PlanAnswer
from tests.connectors.documents.plans import HOSTILE, answer, document

BASIC = (
    answer("company_name", "Nora Städ", "Nora Städ", language="sv"),
    answer("idea_what", "", "Jag städar trappor i Skärholmen.", language="sv"),
    answer("money_needed", "250000"),
)


def printed(*answers: PlanAnswer, locales: tuple[str, ...] = ("ar", "sv")) -> PdfReader:
    return PdfReader(io.BytesIO(make_pdf(document(*answers, locales=locales))))


def text_of(reader: PdfReader) -> str:
    """Give all text without spaces and line ends, which depend on where lines break."""
    return "".join("".join(page.extract_text() for page in reader.pages).replace("\u200b", "").split())


def root_of(reader: PdfReader) -> DictionaryObject:
    root = reader.trailer["/Root"].get_object()
    assert isinstance(root, DictionaryObject)
    return root


def language_of(reader: PdfReader) -> str:
    return str(root_of(reader)["/Lang"])


def test_the_file_says_what_it_is_to_a_screen_reader() -> None:
    reader = printed(*BASIC)
    assert reader.metadata is not None
    assert reader.metadata.title == "Nora Städ – Affärsplan"
    assert language_of(reader) == "sv"
    assert "'/Marked': True" in str(root_of(reader)["/MarkInfo"])
    metadata = root_of(reader)["/Metadata"].get_object()
    assert isinstance(metadata, StreamObject)
    assert b"<pdfuaid:part>1</pdfuaid:part>" in metadata.get_data()


def test_a_plan_in_one_language_says_that_language() -> None:
    assert language_of(printed(*BASIC, locales=("ar",))) == "ar"


def test_cover_contents_answers_and_page_numbers_are_there() -> None:
    reader = printed(*BASIC)
    text = text_of(reader)
    for words in ("Affärsplan", "Innehåll", "JagstädartrapporiSkärholmen.", "250000kr", "Sida2av", "Intebesvarad"):
        assert words.replace(" ", "") in text
    assert f"Sida {len(reader.pages)} av {len(reader.pages)}" in " ".join(reader.pages[-1].extract_text().split())
    assert len(reader.outline) >= 3


def test_a_reader_hears_every_arabic_letter_once() -> None:
    letters = "خبز قشفثضظغذجث گچپژ"
    with_letters, without = (
        Counter(text_of(printed(answer("idea_what", "", text), locales=("ar",)))) for text in (letters, "X")
    )
    assert with_letters - without == Counter("".join(letters.split()))


def test_pages_are_a4() -> None:
    box = printed(*BASIC).pages[0].mediabox
    assert (round(box.width), round(box.height)) == (595, 842)


@pytest.mark.parametrize("locales", [("sv",), ("ar", "sv"), ("so", "sv"), ("ar",), ("en",)], ids="-".join)
def test_an_empty_plan_is_a_document_too(locales: tuple[str, ...]) -> None:
    assert len(printed(locales=locales).pages) >= 3


@pytest.mark.parametrize("locales", [("sv",), ("ar", "sv")], ids="-".join)
def test_markup_in_an_answer_is_printed_and_not_run(locales: tuple[str, ...]) -> None:
    text = text_of(printed(answer("idea_what", "", HOSTILE, language="sv"), locales=locales))
    assert "".join(HOSTILE.split()) in text


def test_a_hostile_name_is_printed_on_the_cover() -> None:
    name = '#panic("x") *A* $1$'
    reader = printed(answer("company_name", name, name, language="sv"))
    assert "".join(name.split()) in "".join(reader.pages[0].extract_text().split())


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        pytest.param("a" + "\u0301" * 10_000 + " slut", "slut", id="ten thousand marks"),
        pytest.param("\x00\x01\x1b\u202e\u2066 slut", "slut", id="controls"),
        pytest.param("W" * 3000 + " slut", "slut", id="a word of three thousand letters"),
        pytest.param("Bröd \U0001f956 \u0378 slut", "Bröd", id="signs that no font draws"),
        pytest.param("ትግርኛ 中文 ไทย हिन्दी slut", "slut", id="scripts we have no font for"),
        pytest.param("क\u0301\u0378\u093f ا\u0e34 slut", "slut", id="marks of one script on letters of another"),
        pytest.param("rad\n" * 1500 + "slut", "slut", id="fifteen hundred lines"),
        pytest.param("ord " * 1000 + "slut", "slut", id="four thousand characters"),
    ],
)
def test_an_odd_answer_makes_a_whole_document_quickly(text: str, kept: str) -> None:
    begun = time.process_time()
    assert kept in text_of(printed(answer("idea_what", "", text, language="sv"), *BASIC[:1]))
    assert time.process_time() - begun < 10


def test_long_words_stay_inside_their_column() -> None:
    reader = printed(answer("idea_what", "", "W" * 400, language="sv"), locales=("so", "sv"))
    places: list[float] = []

    def note(text: str, _cm: object, matrix: list[float], _font: object, _size: object) -> None:
        if text.strip("\n") and set(text.strip()) == {"W"}:
            places.append(matrix[4])

    for page in reader.pages:
        page.extract_text(visitor_text=note)
    assert len(places) > 10
    assert text_of(reader).count("W") >= 2 * 400
    assert max(places) < 595 - 57
