"""The term cards are whole, words are found however people write them, and the loader refuses mistakes."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from bot.advice.terms import Term, TermError, find_term, load_terms

DATA = Path(__file__).parents[3] / "bot" / "data" / "terms"
PROMISED = """
moms f_skatt fa_skatt egenavgifter arbetsgivaravgift enskild_firma handelsbolag kommanditbolag aktiebolag
ekonomisk_forening aktiekapital organisationsnummer foretagsnamn bolagsverket skatteverket verksamt almi
arbetsformedlingen preliminar_skatt deklaration momsdeklaration moms_in_ut bokforing bokslut faktura kassaregister
personalliggare startbudget resultatbudget likviditetsbudget nollpunkt tackningsbidrag fasta_kostnader
rorliga_kostnader eget_uttag avskrivning amortering borgen tillstand serveringstillstand livsmedelsregistrering bankid
samordningsnummer sni_kod affarside affarsplan kollektivavtal foretagsforsakring starta_eget_bidrag
""".split()


def card(**changes: object) -> dict[str, object]:
    """Give a complete card of moms with changes; None takes a key out."""
    texts = {key: f"A {key}." for key in ("meaning", "example", "say")}
    whole: dict[str, object] = {"term": "moms", "word": "moms", **texts, "aliases": ["VAT"], **changes}
    return {key: value for key, value in whole.items() if value is not None}


def write(folder: Path, *cards: object, name: str = "tax.yml", **more: object) -> Path:
    """Write a file of cards."""
    text = yaml.safe_dump({"description": "d", "terms": list(cards), **more}, allow_unicode=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def problems_in(folder: Path) -> list[str]:
    """Load the folder, which must be refused, and give the problems as lines."""
    with pytest.raises(TermError) as refused:
        load_terms(folder)
    return [str(problem) for problem in refused.value.problems]


def test_every_promised_word_has_a_card() -> None:
    assert set(PROMISED) - load_terms(DATA).keys() == set()


@pytest.mark.parametrize(
    ("text", "term"),
    [
        pytest.param("vad är moms?", "moms", id="plain"),
        pytest.param("What is VAT", "moms", id="English"),
        pytest.param("MOMS!!", "moms", id="capitals"),
        pytest.param("vad ar tackningsbidrag", "tackningsbidrag", id="no diacritics"),
        pytest.param("f skatt", "f_skatt", id="space for hyphen"),
        pytest.param("F‑skatt då?", "f_skatt", id="hyphen that does not break"),
        pytest.param("fskatt", "f_skatt", id="joined"),
        pytest.param("momsdeklaration", "momsdeklaration", id="longer word, not moms"),
        pytest.param("moms and how a VAT return works", "momsdeklaration", id="longest of several"),
        pytest.param("fakturan", "faktura", id="Swedish -n"),
        pytest.param("nollpunkten", "nollpunkt", id="Swedish -en"),
        pytest.param("hur får jag tillståndet", "tillstand", id="Swedish -et"),
        pytest.param("egenavgifterna", "egenavgifter", id="Swedish -na"),
        pytest.param("startbudgeterna", "startbudget", id="Swedish -erna"),
        pytest.param("F-skattka macnaheedu waa maxay?", "f_skatt", id="Somali -ka"),
        pytest.param("bokslutkii", "bokslut", id="Somali -kii"),
        pytest.param("fakturada", "faktura", id="Somali -da"),
        pytest.param("borgenta", "borgen", id="Somali -ta"),
        pytest.param("BankIDga", "bankid", id="Somali -ga"),
        pytest.param("ما هي الفاتورة؟", "faktura", id="Arabic with the article"),
        pytest.param("فَاتورة", "faktura", id="Arabic with a vowel sign"),
        pytest.param("شنو هي moms", "moms", id="Swedish word in Arabic"),
        pytest.param("Fasta kostnaderna", "fasta_kostnader", id="two words"),
        pytest.param("ROT", "rot_rut", id="short word"),
    ],
)
def test_a_word_is_found(text: str, term: str) -> None:
    found = find_term(text, load_terms(DATA))
    assert found is not None
    assert found.term == term


@pytest.mark.parametrize("text", ["", "…", "hello", "rotten", "abba", "momsigare", "I sell till late", "محل"])
def test_nothing_is_found_where_nothing_is(text: str) -> None:
    assert find_term(text, load_terms(DATA)) is None


def test_the_first_of_equally_long_words_is_found() -> None:
    terms = {name: Term(name, name) for name in ("moms", "skat")}
    found = find_term("skat moms", terms)
    assert found is not None
    assert found.term == "skat"
    assert find_term("skat moms", {}) is None


@pytest.mark.parametrize("key", ["term", "word", "meaning", "example", "say", "aliases"])
def test_a_card_without_a_key_is_refused(tmp_path: Path, key: str) -> None:
    found = problems_in(write(tmp_path, card(**{key: None})))
    assert found == [f"tax.yml: {'term' if key == 'term' else 'moms'}: {key} is missing; write it"]


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        pytest.param({"mean": "x"}, "mean is not a key here; use aliases", id="unknown key"),
        pytest.param({"term": "F-skatt"}, "'F-skatt' is no name; use small letters", id="name"),
        pytest.param({"meaning": "word " * 36}, "meaning has over 35 words; say it shorter", id="long meaning"),
        pytest.param({"meaning": "It is 25 percent."}, "meaning has a figure", id="figure"),
        pytest.param({"example": "See {word}."}, "example has a figure or { }", id="placeholder"),
        pytest.param({"say": ""}, "say must be a text in quotes", id="empty text"),
        pytest.param({"aliases": "VAT"}, "aliases must be a list of spellings", id="aliases as a word"),
        pytest.param({"aliases": ["…"]}, "aliases must be a list of spellings", id="alias without letters"),
        pytest.param({"aliases": ["Moms"]}, "'moms' belongs to moms already", id="word among its aliases"),
        pytest.param({"aliases": ["f skatt", "F-skatt"]}, "'f skatt' belongs to moms already", id="alias twice"),
    ],
)
def test_a_wrong_card_is_refused(tmp_path: Path, change: dict[str, object], problem: str) -> None:
    found = problems_in(write(tmp_path, card(**change)))
    assert len(found) == 1
    assert found[0].startswith(f"tax.yml: {change.get('term', 'moms')}: ")
    assert problem in found[0]


def test_a_spelling_of_two_cards_is_refused(tmp_path: Path) -> None:
    write(tmp_path, card())
    write(tmp_path, card(term="vat", word="mervärdesskatt", aliases=["moms"]), name="words.yml")
    assert problems_in(tmp_path) == ["words.yml: vat: 'moms' belongs to moms already; take one out"]


def test_a_second_card_of_a_term_is_refused(tmp_path: Path) -> None:
    write(tmp_path, card(), card(word="mervärdesskatt", aliases=[]))
    assert problems_in(tmp_path) == ["tax.yml: moms: has a card already; keep one of them"]


def test_a_wrong_file_is_refused(tmp_path: Path) -> None:
    write(tmp_path, card(), title="t")
    assert problems_in(tmp_path) == ["tax.yml: file: title is not a key here; use description, terms"]


def test_all_problems_of_all_files_are_shown_together(tmp_path: Path) -> None:
    write(tmp_path, card(say=None), card(term="vat", word="skatt", aliases=["tax"], meaning=None))
    write(tmp_path, "moms", name="words.yml")
    assert problems_in(tmp_path) == [
        "tax.yml: moms: say is missing; write it",
        "tax.yml: vat: meaning is missing; write it",
        "words.yml: file: terms: 'moms' must have keys and values",
    ]
