"""The budgets beside a conversation, on both databases: what they show, another figure, remarks on a cell."""

from __future__ import annotations

import pytest
from aiohttp.test_utils import TestServer

from bot.advice.answers import display
from bot.language.rendering import render, render_value
from tests.connectors.desk.budgets import CELL, SALON, amina, answer, calculated, look, person, row_of, salon, shown
from tests.connectors.desk.desktop import Desktop, Frame
from tests.connectors.desk.test_desk_socket import OpenDesk, desk, queue, settings
from tests.connectors.desk.visitor import service_of
from tests.connectors.web.window import Window

__all__ = ["amina", "desk", "person", "salon", "settings"]

BUDGETS = ["household", "prices", "start", "result", "liquidity", "balance", "break_even"]


async def test_the_tab_shows_what_the_calculation_comes_to_in_either_language(
    server: TestServer, amina: Desktop, desk: OpenDesk, salon: str
) -> None:
    known = (await calculated(server)).budgets
    bjorn = await desk("Björn", locale="en")
    for one, locale in ((amina, "sv"), (bjorn, "en")):
        told = await look(one, salon)
        assert [table["table"] for table in told["tables"]] == BUDGETS
        assert row_of(told, "start.gap")["amounts"] == [shown(known.start.gap, locale)]
        years = [shown(year.before_tax, locale) for year in known.years]
        assert row_of(told, "result.before_tax")["amounts"] == years
        month = row_of(told, "liquidity.2026-06.closing")
        assert month["amounts"][-1] == shown(known.liquidity.closing[0], locale)
        assert len(told["tables"][BUDGETS.index("liquidity")]["rows"]) == 24
        assert told["tables"][0]["title"] == render("document_book_title_household", {}, locale=locale).text
        assert told["verdict"]["text"]


async def test_a_row_says_why_with_steps_rate_date_and_source_and_marks_what_is_not_confirmed(
    amina: Desktop, salon: str
) -> None:
    told = await look(amina, salon)
    fees = row_of(told, "result.own_fees")
    assert fees["unconfirmed"]
    assert any("%" in text and "Skatteverket" in text for text in fees["why"])
    assert any(shown_one in text for text in fees["why"] for shown_one in fees["amounts"][:1])
    assert told["unsure"]
    assert row_of(told, "household.home_housing")["question"] == "budget_housing"
    assert not row_of(told, "start.need")["unconfirmed"]


async def test_the_careful_case_is_poorer_and_says_which_case_it_is(amina: Desktop, salon: str) -> None:
    likely, careful = await look(amina, salon), await look(amina, salon, "careful")
    assert (likely["case"], careful["case"]) == ("likely", "careful")
    rows = [row_of(one, "result.revenue")["amounts"][0] for one in (likely, careful)]
    assert rows[0] != rows[1]
    assert likely["charts"][0]["address"] != careful["charts"][0]["address"]
    await amina.send(type="budget", conversation=salon, case="hopeful")
    assert (await amina.frame("refused", conversation=salon))["reason"] == "not_possible"


async def test_before_any_number_there_are_questions_and_no_tables(
    server: TestServer, amina: Desktop, person: Window
) -> None:
    conversation = await queue(server, person)
    await amina.take(conversation)
    told = await look(amina, conversation)
    assert (told["tables"], told["charts"], told["verdict"]) == ([], [], None)
    assert "budget_housing" in told["inputs"][0]["questions"]
    await answer(server, conversation, {"budget_housing": "7800"})
    assert [table["table"] for table in (await look(amina, conversation))["tables"]] == ["household"]


async def test_a_start_without_decided_figures_says_so(server: TestServer, amina: Desktop, salon: str) -> None:
    await answer(server, salon, {"timeplan_start": "2040-06-01"})
    told = await look(amina, salon)
    assert told["note"]
    assert told["tables"] == []


async def test_another_figure_is_tried_before_it_is_sent(server: TestServer, amina: Desktop, salon: str) -> None:
    await amina.send(type="budget_try", conversation=salon, case="likely", question="products_price", text="550 kr")
    told = await amina.frame("budget_tried", conversation=salon)
    before, after = (await calculated(server)).budgets, (await calculated(server, products_price="550")).budgets
    result = lines_of(told)[words("result")]
    assert shown(before.years[0].before_tax) in result[0]
    assert shown(after.years[0].before_tax) in result[1]
    assert told["problem"] == ""
    assert told["verdict"]["before"]["text"]
    assert told["verdict"]["after"]["text"]
    assert (await look(amina, salon))["verdict"] == told["verdict"]["before"]


async def test_what_is_not_known_is_not_called_nothing_and_what_stays_is_left_out(
    server: TestServer, amina: Desktop, person: Window
) -> None:
    conversation = await queue(server, person)
    await amina.take(conversation)
    await answer(server, conversation, {"budget_housing": "7800"})
    tried = {"case": "likely", "question": "budget_housing", "text": "0 kr"}
    await amina.send(type="budget_try", conversation=conversation, **tried)
    lines = lines_of(await amina.frame("budget_tried", text="0 kr"))
    assert set(lines) == {words("hour")}, "without sales nothing is said of what is left, and of the account"
    assert lines[words("hour")][0]
    assert lines[words("hour")][1] == "", "without a home nobody knows what an hour must bring in"


def words(name: str) -> str:
    """Give what a key figure is called in Swedish."""
    return render(f"desk_budget_key_{name}", {}, locale="sv").text


def lines_of(told: Frame) -> dict[str, tuple[str, str]]:
    """Give the key figures that differ, by name, before and after."""
    return {line["name"]: (line["before"], line["after"]) for line in told["lines"]}


@pytest.mark.parametrize(
    ("question", "text", "reason"),
    [
        ("products_price", "-50 kr", "negative"),
        ("products_price", "50 euro", "currency"),
        ("products_price", "hej", "amount"),
        ("budget_municipal_rate", "90 %", "too_large"),
        ("budget_loan_years", "5555555555", "too_large"),
    ],
)
async def test_what_the_interview_would_not_take_is_no_proposal_either(
    amina: Desktop, salon: str, question: str, text: str, reason: str
) -> None:
    await amina.send(type="budget_try", conversation=salon, case="likely", question=question, text=text)
    told = await amina.frame("budget_tried", question=question)
    assert told["problem"]
    if reason != "too_large":
        assert told["problem"] == render(f"utter_answer_{reason}", {}, locale="sv").text
    sent = await amina.act("propose", salon, question=question, text=text)
    assert (await amina.frame("refused", client_id=sent))["reason"] == "not_readable"


async def test_the_person_reads_both_figures_in_their_own_way_and_a_yes_changes_the_budgets(
    server: TestServer, amina: Desktop, person: Window, salon: str
) -> None:
    library = (await service_of(server).shelf.get()).library
    question = library.templates["personal_service"].question("budget_food")
    sent = await amina.act("propose", salon, question="budget_food", text="1 200 i veckan")
    await amina.frame("ack", client_id=sent)
    asked = await person.line(lambda line: bool(line["buttons"]) and line["author"] == "system")
    for value in (SALON["budget_food"], {"amount": "1200", "per": "week"}):
        assert render_value(display(question, value), locale="ar") in asked["text"]
    assert "veckan" not in asked["text"]
    before = row_of(await look(amina, salon), "household.home_food")["amounts"]
    await person.send(type="press", seq=asked["seq"], button=0)
    await person.line(lambda line: line["text"] == render("system_proposal_accepted", {}, locale="ar").text)
    after = row_of(await look(amina, salon), "household.home_food")["amounts"]
    assert (before, after) == ([shown(6500)], [shown(5200)])


async def test_a_remark_on_a_cell_reaches_the_person_by_its_name_and_every_desk(
    server: TestServer, amina: Desktop, desk: OpenDesk, person: Window, salon: str
) -> None:
    bjorn = await desk("Björn")
    await bjorn.open(salon)
    words = "Här tar pengarna slut. Kan du börja senare?"
    for _ in range(2):
        sent = await amina.act("budget_comment", salon, about=CELL, case="likely", text=words)
        await amina.frame("ack", client_id=sent)
    told = await person.line(lambda line: words in line["text"])
    spoken = render("system_commented", {}, locale="ar").language
    assert (told["language"], told["author"]) == (spoken, "system")
    assert render("document_book_closing", {}, locale=spoken).text in told["text"]
    assert render_value({"type": "date", "value": "2027-03-31"}, locale=spoken) in told["text"]
    assert "Amina Nilsson" in told["text"]
    remarks = await bjorn.until(lambda one: next((f for f in reversed(one.frames) if remarked(f, CELL)), None))
    assert [one["text"] for one in remarks["comments"]] == [words]
    assert sum(words in line["text"] for line in person.log.values()) == 1


async def test_a_remark_on_a_question_reaches_the_person_in_their_words(
    amina: Desktop, person: Window, salon: str
) -> None:
    await amina.act("budget_comment", salon, about="budget_housing", case="likely", text="Räkna med el")
    told = await person.line(lambda line: "Räkna med el" in line["text"])
    assert render("budget.budget_housing.text", {}, locale=told["language"]).text in told["text"]


def remarked(frame: Frame, about: str) -> bool:
    """Tell whether a frame has a remark on this cell."""
    return frame["type"] == "remarks" and any(one["question"] == about for one in frame["comments"])


@pytest.mark.parametrize("about", ["liquidity.2099-01.closing", "start.<b>", "no_question", "", "' OR 1=1 --"])
async def test_a_remark_on_nothing_is_refused(amina: Desktop, person: Window, salon: str, about: str) -> None:
    sent = await amina.act("budget_comment", salon, about=about, case="likely", text="Se här")
    assert (await amina.frame("refused", client_id=sent))["reason"] == "not_possible"
    assert not any("Se här" in line["text"] for line in person.log.values())


async def test_who_does_not_have_the_conversation_remarks_on_nothing(
    desk: OpenDesk, person: Window, amina: Desktop, salon: str
) -> None:
    bjorn = await desk("Björn")
    await bjorn.open(salon)
    sent = await bjorn.act("budget_comment", salon, about=CELL, case="likely", text="Jag också")
    refused = await bjorn.frame("refused", client_id=sent)
    assert (refused["reason"], refused["by"]["id"]) == ("taken", amina.adviser)
    assert not any("Jag också" in line["text"] for line in person.log.values())
