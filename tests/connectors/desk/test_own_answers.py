"""An organisation's own ready answers: who may write them, what is kept of each language, and which text goes out."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from aiohttp.test_utils import TestServer

from connectors.desk.own_answers import LONGEST_ANSWER, languages
from connectors.desk.sessions import Step, begin
from tests.connectors.desk.desktop import Desktop
from tests.connectors.desk.test_desk_socket import NORTH, SOUTH, OpenDesk, desk, queue, settings
from tests.connectors.desk.visitor import OURS, Answer, Browser, service_of
from tests.connectors.web.conftest import Opener
from tests.connectors.web.window import Window

__all__ = ["desk", "settings"]
PAPERS = "Ta med hyresavtalet den {day}. /{adviser}"
ARABIC = "أحضر عقد الإيجار يوم {day}. /{adviser}"
Sit = Callable[[Desktop], Awaitable[Browser]]


@pytest.fixture
async def sit(server: TestServer) -> Any:
    """Give what opens a browser for the adviser of a desk."""
    opened: list[Browser] = []

    async def open_one(adviser: Desktop) -> Browser:
        service, browser = service_of(server), Browser(server)
        now = service.tools.clock()
        token = await service.database.write(lambda session: begin(session, adviser.adviser, Step.DONE, now=now))
        browser.carry("startbro_desk", token)
        opened.append(browser)
        return browser

    yield open_one
    for one in opened:
        await one.client.close()


def words(text: str = PAPERS, *, state: str = "written", **translations: str) -> dict[str, Any]:
    """Give an answer as the page sends it."""
    told = {locale: {"text": told, "state": state} for locale, told in translations.items()}
    return {"name": "Papper till mötet", "text": text, "translations": told}


async def save(browser: Browser, answer: object) -> Answer:
    """Send an answer in."""
    return await browser.call("POST", "/desk/answers", answer)


async def taken(server: TestServer, adviser: Desktop, person: Window) -> str:
    """Let an adviser have a person."""
    conversation = await queue(server, person)
    await adviser.take(conversation)
    return conversation


async def send(adviser: Desktop, conversation: str, answer: str, **values: Any) -> None:
    """Send one of the own answers, and wait until it is stored."""
    sent = await adviser.act("ready", conversation, name=answer, values=values)
    await adviser.frame("ack", client_id=sent)


DAY = {"day": {"type": "date", "value": "2026-03-09"}}


async def test_what_a_lead_adviser_writes_every_colleague_can_send(
    server: TestServer, window: Opener, desk: OpenDesk, sit: Sit
) -> None:
    lead, amina, sten = await desk("Lena", role="lead"), await desk("Amina"), await desk("Sten", SOUTH)
    kept = (await save(await sit(lead), words(ar=ARABIC))).told
    await amina.frame("answers_changed")
    assert not [frame for frame in sten.frames if frame["type"] == "answers_changed"]
    await amina.send(type="ready_answers")
    found = [one for one in (await amina.frame("ready_answers"))["ready_answers"] if one["name"] == kept["id"]]
    assert found[0]["title"] == "Papper till mötet"
    assert [value["name"] for value in found[0]["values"]] == ["day"]
    assert "ar" not in found[0]["missing"]
    assert "so" in found[0]["missing"]
    person = await window(locale="ar")
    conversation = await taken(server, amina, person)
    await amina.send(type="preview", conversation=conversation, name=kept["id"], values=DAY)
    preview = await amina.frame("preview")
    assert (preview["language"], preview["missing"]) == ("ar", False)
    await send(amina, conversation, kept["id"], **DAY)
    heard = await person.line(lambda line: line["author"] == "adviser")
    assert heard["text"] == preview["text"]
    assert "أحضر عقد الإيجار" in heard["text"]
    assert "Amina" in heard["text"]
    assert "{" not in heard["text"]


async def test_a_missing_language_is_told_before_and_the_swedish_goes_out(
    server: TestServer, window: Opener, desk: OpenDesk, sit: Sit
) -> None:
    lead, person = await desk("Lena", role="lead"), await window(locale="so")
    kept = (await save(await sit(lead), words("Ta med hyresavtalet."))).told
    conversation = await taken(server, lead, person)
    await lead.send(type="preview", conversation=conversation, name=kept["id"], values={})
    preview = await lead.frame("preview")
    assert (preview["language"], preview["missing"], preview["text"]) == ("sv", True, "Ta med hyresavtalet.")
    await send(lead, conversation, kept["id"])
    heard = await person.line(lambda line: line["author"] == "adviser")
    assert (heard["text"], heard["language"]) == ("Ta med hyresavtalet.", "sv")


@pytest.mark.parametrize("state", ["written", "checked", "machine", "outdated"])
async def test_only_a_written_or_checked_text_goes_out(
    server: TestServer, window: Opener, desk: OpenDesk, sit: Sit, state: str
) -> None:
    lead, person = await desk("Lena", role="lead"), await window(locale="ar")
    browser = await sit(lead)
    kept = (await save(browser, words(ar=ARABIC, state="written" if state == "outdated" else state))).told
    if state == "outdated":
        kept = (await save(browser, {**kept, "text": "Ta med kvittot den {day}. /{adviser}"})).told
    assert kept["translations"]["ar"]["state"] == state
    conversation = await taken(server, lead, person)
    await lead.send(type="preview", conversation=conversation, name=kept["id"], values=DAY)
    assert (await lead.frame("preview"))["missing"] is (state in ("machine", "outdated"))


async def test_a_translation_is_outdated_until_somebody_has_looked_at_it(desk: OpenDesk, sit: Sit) -> None:
    browser = await sit(await desk("Lena", role="lead"))
    told = {"ar": {"text": "نص", "state": "checked"}, "so": {"text": "qoraal", "state": "machine"}}
    kept = (await save(browser, {**words("Ett"), "translations": told})).told
    kept = (await save(browser, {**kept, "text": "Två"})).told
    assert {one["state"] for one in kept["translations"].values()} == {"outdated"}
    kept = (await save(browser, {**kept, "name": "Nytt namn"})).told
    assert {one["state"] for one in kept["translations"].values()} == {"outdated"}
    anew = {**kept["translations"], "so": {"text": "qoraal cusub", "state": "outdated"}}
    anew["ar"] = {"text": "نص", "state": "checked"}
    kept = (await save(browser, {**kept, "translations": anew})).told
    assert {locale: one["state"] for locale, one in kept["translations"].items()} == {"ar": "checked", "so": "written"}
    less = {**kept["translations"], "ar": {"text": "  ", "state": "checked"}}
    assert "ar" not in (await save(browser, {**kept, "translations": less})).told["translations"]


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        pytest.param(words(""), ("empty", "sv", ""), id="no text"),
        pytest.param({**words(), "name": "\u200b"}, ("empty", "sv", ""), id="a name nobody sees"),
        pytest.param(words("Hej {namn}"), ("unknown_value", "sv", "{namn}"), id="unknown value"),
        pytest.param(words("Hej {Day}"), ("unknown_value", "sv", "{Day}"), id="written otherwise"),
        pytest.param(words("Hej {day"), ("unknown_value", "sv", "{day"), id="half a bracket"),
        pytest.param(words("Hej day}"), ("unknown_value", "sv", "}"), id="the other half"),
        pytest.param(words("{{day}}"), ("unknown_value", "sv", "{"), id="brackets in brackets"),
        pytest.param(words("{}"), ("unknown_value", "sv", "{}"), id="nothing in brackets"),
        pytest.param(words(ar="عقد {dag}"), ("unknown_value", "ar", "{dag}"), id="unknown in Arabic"),
        pytest.param(words(ar="بلا قيمة"), ("values_differ", "ar", ""), id="a value left out"),
        pytest.param(words("Hej", so="Salaan {adviser}"), ("values_differ", "so", ""), id="a value too many"),
        pytest.param(words("x" * (LONGEST_ANSWER + 1)), ("too_long", "sv", ""), id="too long"),
        pytest.param(words("x", ar="ع" * (LONGEST_ANSWER + 1)), ("too_long", "ar", ""), id="too long in Arabic"),
        pytest.param({}, ("empty", "sv", ""), id="nothing at all"),
        pytest.param({"name": 7, "text": ["x"], "translations": "ar"}, ("empty", "sv", ""), id="odd shapes"),
    ],
)
async def test_what_cannot_be_kept_is_refused_with_its_place(
    desk: OpenDesk, sit: Sit, answer: object, told: tuple[str, str, str]
) -> None:
    browser = await sit(await desk("Lena", role="lead"))
    refused = await save(browser, answer)
    assert (refused.status, tuple(refused.told[key] for key in ("error", "locale", "value"))) == (422, told)
    assert (await browser.call("GET", "/desk/answers")).told["answers"] == []


async def test_nobody_but_lead_advisers_of_the_same_organisation_changes_an_answer(desk: OpenDesk, sit: Sit) -> None:
    lead, amina = await sit(await desk("Lena", role="lead")), await sit(await desk("Amina"))
    sten = await sit(await desk("Sten", SOUTH, role="lead"))
    kept = (await save(lead, words())).told
    assert (await save(amina, words())).status == 403
    assert (await amina.call("DELETE", f"/desk/answers/{kept['id']}")).status == 403
    assert (await save(sten, {**kept, "text": "Annat"})).status == 404
    assert (await sten.call("DELETE", f"/desk/answers/{kept['id']}")).status == 404
    assert (await sten.call("GET", "/desk/answers")).told["answers"] == []
    seen = (await amina.call("GET", "/desk/answers")).told
    assert (seen["answers"], seen["may_change"]) == ([kept], False)
    assert (await lead.call("GET", "/desk/answers")).told["may_change"] is True
    assert NORTH != SOUTH


async def test_of_two_who_change_the_same_answer_the_second_is_told(desk: OpenDesk, sit: Sit) -> None:
    lead = await desk("Lena", role="lead")
    one, other = await sit(lead), await sit(lead)
    kept = (await save(one, words("Första"))).told
    assert (await save(one, {**kept, "text": "Andra"})).status == 200
    refused = await save(other, {**kept, "text": "Tredje"})
    assert (refused.status, refused.told["error"]) == (422, "changed")
    assert (await other.call("GET", "/desk/answers")).told["answers"][0]["text"] == "Andra"


async def test_a_retired_answer_cannot_be_sent_and_what_was_sent_stays(
    server: TestServer, window: Opener, desk: OpenDesk, sit: Sit
) -> None:
    lead, person = await desk("Lena", role="lead"), await window(locale="sv")
    browser = await sit(lead)
    kept = (await save(browser, words("Hej då"))).told
    conversation = await taken(server, lead, person)
    await send(lead, conversation, kept["id"])
    assert (await browser.call("DELETE", f"/desk/answers/{kept['id']}")).status == 200
    assert (await browser.call("DELETE", f"/desk/answers/{kept['id']}")).status == 404
    late = await lead.act("ready", conversation, name=kept["id"], values={})
    assert (await lead.frame("refused", client_id=late))["reason"] == "not_possible"
    again = await window(token=person.token)
    assert (await again.line(lambda line: line["author"] == "adviser"))["text"] == "Hej då"


async def test_a_preview_reads_as_it_will_to_the_person(desk: OpenDesk, sit: Sit) -> None:
    browser = await sit(await desk("Amina"))
    shown = (await browser.call("POST", "/desk/answers/preview", {"text": ARABIC, "locale": "ar"})).told
    assert (shown["language"], shown["direction"]) == ("ar", "rtl")
    assert "{" not in shown["text"]
    assert "Amina" in shown["text"]
    for body in ({"text": 7, "locale": "sv"}, {"text": "x", "locale": "xx"}, {"text": "x" * 5000, "locale": "sv"}, {}):
        assert (await browser.call("POST", "/desk/answers/preview", body)).status == 400


async def test_the_longest_answer_in_every_language_fits(desk: OpenDesk, sit: Sit) -> None:
    browser = await sit(await desk("Lena", role="lead"))
    longest = "ж" * LONGEST_ANSWER
    answer = words(longest, **dict.fromkeys(languages(), longest))
    assert [*answer["translations"]] == [*languages()] != []
    # As browsers write it, with each letter as it is.
    body, url = json.dumps(answer, ensure_ascii=False).encode(), browser.server.make_url("/desk/answers")
    async with browser.client.post(url, data=body, headers={**OURS, "Content-Type": "application/json"}) as kept:
        assert kept.status == 200
