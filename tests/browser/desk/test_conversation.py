"""Lists, taking over, and writing both ways."""

from __future__ import annotations

from playwright.async_api import expect

from tests.browser.desk.canned_desk import NUMBER, OMAR, WORDS
from tests.browser.desk.conftest import Opener
from tests.browser.desk.fake_desk import FakeDesk
from tests.browser.desk.steps_desk import lines, open_talk, row, send, take

AMINA, HODAN = "مطعم صغير", "Dukaan dharka"


async def test_the_list_says_who_waits_and_why(open_desk: Opener) -> None:
    page = await open_desk()
    await expect(page.locator(".row")).to_have_count(2)
    first = row(page, AMINA)
    await expect(first).to_contain_text("Arabiska")
    await expect(first).to_contain_text("Väntat \u20683 min\u2069")
    await expect(first).to_contain_text("Borås")
    await expect(first).to_contain_text("3 av 12 besvarade")
    await expect(first).to_contain_text("Ingen rådgivare som talar arabiska är ledig.")
    await expect(page.locator(".view", has_text="Väntar")).to_contain_text("2")


async def test_taking_over_and_writing_both_ways(open_desk: Opener, desk: FakeDesk) -> None:
    page = await open_desk()
    await take(page, AMINA)
    await expect(page.locator(".view", has_text="Mina")).to_contain_text("1")
    await send(page, "Hej, hur kan jag hjälpa dig?")
    await expect(lines(page, "adviser")).to_have_text(["Hej, hur kan jag hjälpa dig?"])
    await expect(page.locator(".line.adviser .tick")).to_have_text("Sparat")
    await desk.person_says("c_amina", "أحتاج إلى قرض")
    await expect(lines(page, "person").last).to_have_text("أحتاج إلى قرض")
    await desk.tell({"type": "delivered", "conversation": "c_amina", "seq": 7, "state": "seen"})
    await expect(page.locator(".line.adviser .tick")).to_have_text("Läst")


async def test_keyed_lines_stand_in_swedish_with_the_person_s_version_one_click_away(open_desk: Opener) -> None:
    page = await open_desk()
    await open_talk(page, AMINA)
    await expect(lines(page, "bot").first).to_have_text(WORDS["hello"]["sv"])
    await page.get_by_role("button", name="Visa på \u2068arabiska\u2069").first.click()
    original = page.locator(".original .text").first
    await expect(original).to_have_text(WORDS["hello"]["ar"])
    await expect(original).to_have_attribute("lang", "ar")
    await expect(original).to_have_attribute("dir", "rtl")
    mine = page.locator(".line.person").first
    await expect(mine.locator(".text")).to_have_attribute("lang", "ar")
    await expect(mine).to_contain_text("Arabiska")


async def test_lines_to_the_person_say_so_and_the_sheet_shows_both_versions(open_desk: Opener) -> None:
    page = await open_desk()
    await open_talk(page, AMINA)
    await expect(page.locator(".event")).to_contain_text("Till personen: Personen bad om en rådgivare.")
    sheet = page.locator(".side .sheet")
    await expect(sheet).to_contain_text(WORDS["ask_what"]["sv"])
    await expect(sheet.get_by_text(WORDS["ask_what"]["ar"])).to_be_hidden()
    await sheet.get_by_text("Visa på").click()
    await expect(sheet.get_by_text(WORDS["ask_what"]["ar"])).to_be_visible()


async def test_a_swedish_rendering_is_written_beside_free_text(open_desk: Opener, desk: FakeDesk) -> None:
    page = await open_desk()
    await open_talk(page, AMINA)
    line = page.locator(".line.person").first
    await line.get_by_role("button", name="Skriv själv vad det betyder på svenska").click()
    await page.fill("#edit", "Jag vill öppna en liten restaurang.")
    await page.get_by_role("button", name="Spara").click()
    await expect(line.locator(".rendering")).to_contain_text("Jag vill öppna en liten restaurang.")
    await expect(line.locator(".rendering")).to_contain_text("Sara Lind")
    assert desk.sent("rendering")[0]["seq"] == 2


async def test_the_second_to_take_sees_who_was_first(open_desk: Opener, desk: FakeDesk) -> None:
    page = await open_desk()
    await open_talk(page, HODAN)
    await desk.take_first("c_hodan", OMAR)
    await page.locator(".take").click()
    await expect(page.get_by_role("status").filter(has_text="Omar Haddad")).to_be_visible()
    await expect(page.locator(".owner")).to_contain_text("Omar Haddad")
    await expect(page.locator("#message")).to_have_count(0)


async def test_two_desks_see_the_same_take_over(open_desk: Opener) -> None:
    sara, omar = await open_desk(), await open_desk("omar@example.org")
    await open_talk(omar, HODAN)
    await take(sara, HODAN)
    await expect(omar.locator(".owner")).to_contain_text("Sara Lind")
    await expect(row(omar, HODAN)).to_have_count(0)


async def test_a_late_send_keeps_the_draft_and_says_why_and_who(open_desk: Opener, desk: FakeDesk) -> None:
    page = await open_desk()
    await take(page, HODAN)
    await desk.take_first("c_hodan", OMAR)
    await send(page, "Det här skrev jag för sent.")
    status = page.get_by_role("status").filter(has_text="Omar Haddad")
    await expect(status).to_contain_text("Din text finns kvar i rutan.")
    await expect(lines(page, "adviser")).to_have_count(0)
    await page.locator(".take").click()
    await expect(page.locator("#message")).to_have_value("Det här skrev jag för sent.")


async def test_drafts_survive_a_reload_and_belong_to_their_conversation(open_desk: Opener) -> None:
    page = await open_desk()
    await take(page, AMINA)
    await page.fill("#message", "Halvfärdigt")
    await take(page, HODAN)
    await expect(page.locator("#message")).to_have_value("")
    await page.reload()
    await page.locator(".tab-name", has_text=AMINA).click()
    await expect(page.locator("#message")).to_have_value("Halvfärdigt")


async def test_a_draft_shows_in_the_adviser_s_other_tab(open_desk: Opener, desk: FakeDesk) -> None:
    page = await open_desk()
    await take(page, AMINA)
    other = await page.context.new_page()
    await other.goto(desk.url)
    await other.locator(".view", has_text="Mina").click()
    await open_talk(other, AMINA)
    await page.fill("#message", "Syns i båda")
    await expect(other.locator("#message")).to_have_value("Syns i båda")


async def test_a_note_is_for_colleagues_and_looks_it(open_desk: Opener, desk: FakeDesk) -> None:
    page = await open_desk()
    await open_talk(page, AMINA)
    await page.get_by_role("button", name="Anteckning", exact=True).click()
    await send(page, "Ring banken, @Omar Haddad")
    await expect(page.locator(".line.note")).to_contain_text("Anteckning till kollegor från")
    assert desk.sent("note")[0]["mentions"] == ["a_omar"]
    assert desk.sent("send") == []


async def test_a_ready_answer_is_previewed_in_the_person_s_language(open_desk: Opener, desk: FakeDesk) -> None:
    page = await open_desk()
    await take(page, AMINA)
    await page.locator("#message").press_sequentially("/läst plan")
    await expect(page.locator(".answer")).to_have_count(1)
    await page.press("#message", "Enter")
    await expect(page.locator(".preview .text")).to_have_text(WORDS["greeting"]["ar"])
    await expect(page.locator(".preview .text")).to_have_attribute("dir", "rtl")
    await page.locator(".chosen .strong").click()
    await expect(lines(page, "adviser")).to_have_text([WORDS["greeting"]["sv"]])
    assert desk.sent("ready")[0]["name"] == "greeting"


async def test_a_ready_answer_without_the_person_s_language_warns(open_desk: Opener) -> None:
    page = await open_desk()
    await take(page, HODAN)
    await page.locator("#message").press_sequentially("/hyresavtal")
    await expect(page.locator(".answer")).to_contain_text("Saknas på \u2068somaliska\u2069")
    await page.press("#message", "Enter")
    await expect(page.get_by_role("alert").filter(has_text="finns inte")).to_contain_text("engelska")
    await expect(page.locator(".preview .text")).to_have_attribute("lang", "en")
    await expect(page.locator(".chosen .strong")).to_have_text("Skicka ändå")


async def test_ready_answers_are_chosen_with_the_arrows_and_read_as_they_will_go(open_desk: Opener) -> None:
    page = await open_desk()
    await take(page, HODAN)
    await page.keyboard.press("Escape")
    await page.keyboard.press("/")
    await expect(page.locator(".answer")).to_have_count(4)
    await page.keyboard.press("ArrowUp")
    await expect(page.locator("#message")).to_have_attribute("aria-activedescendant", "answer-name")
    await expect(page.locator("#answer-name")).to_have_text("Jag heter Sara Lind.")
    await expect(page.locator("#answer-meeting")).to_have_text("Vi kan ses [När].")
    await page.keyboard.press("Escape")
    await expect(page.locator(".answer")).to_have_count(0)


async def test_a_ready_answer_gets_its_values(open_desk: Opener, desk: FakeDesk) -> None:
    page = await open_desk()
    await take(page, HODAN)
    await page.locator("#message").press_sequentially("/ses")
    await page.press("#message", "Enter")
    await page.get_by_label("När").fill("14.30")
    await expect(page.locator(".preview .text")).to_have_text("Waxaan kulmi karnaa 14.30.")
    await page.keyboard.press("Enter")
    await expect(lines(page, "adviser")).to_have_text(["Vi kan ses 14.30."])
    assert desk.sent("ready")[0]["values"] == {"when": {"type": "name", "value": "14.30"}}


async def test_giving_back_with_a_question_and_a_note(open_desk: Opener, desk: FakeDesk) -> None:
    page = await open_desk()
    await take(page, AMINA)
    await page.get_by_role("button", name="Lämna till boten").click()
    where = page.get_by_role("group", name="Var boten fortsätter")
    await expect(where.locator(".choice").first).to_have_text(
        "Vid samma fråga som förut: \u2068Vad vill du göra eller sälja?\u2069"
    )
    await expect(where.locator(".choice", has_text="Var ska det ligga?").locator(".chip")).to_have_text("Besvarad")
    await expect(where.get_by_role("group", name="Idén").locator(".choice")).to_have_count(3)
    await page.get_by_label("Sök en fråga").press_sequentially("KOPA")
    await page.get_by_label("Sök en fråga").press("Enter")
    await expect(where.get_by_role("group", name="Idén").locator(".choice")).to_have_count(1)
    await page.get_by_label("Vem ska köpa?").check()
    await page.get_by_label("En anteckning till nästa rådgivare (får vara tom)").fill("Hon har en lokal.")
    await page.locator("dialog .strong").click()
    await expect(page.locator(".owner")).to_contain_text("Boten har det här samtalet.")
    await expect(page.locator("#message")).to_have_count(0)
    frame = desk.sent("give_back")[0]
    assert (frame["question"], frame["note"], frame["fence"]) == ("who", "Hon har en lokal.", 2)


async def test_closing_asks_how_it_ended(open_desk: Opener, desk: FakeDesk) -> None:
    page = await open_desk()
    await take(page, AMINA)
    await page.get_by_role("button", name="Avsluta", exact=True).click()
    await page.get_by_label("Fick hjälp").check()
    await page.locator("dialog .strong").click()
    await expect(page.locator(".owner")).to_contain_text("Samtalet är avslutat.")
    assert desk.sent("close")[0]["outcome"] == "helped"
    await page.locator(".take").click()
    await expect(page.locator("#message")).to_be_focused()


async def test_comment_and_proposal_stand_in_the_plan(open_desk: Opener, desk: FakeDesk) -> None:
    page = await open_desk()
    await take(page, AMINA)
    await page.get_by_role("tab", name="Plan").click()
    question = page.locator('[data-question="ask_what"]')
    await expect(question).to_contain_text("Svenska: av rådgivare")
    await question.get_by_role("button", name="Kommentera").click()
    await page.fill("#edit", "Bra början")
    await page.get_by_role("button", name="Spara").click()
    await expect(question.locator(".remark")).to_contain_text("Bra början")
    await question.get_by_role("button", name="Föreslå en ändring").click()
    await page.fill("#edit", "En restaurang med 12 platser")
    await page.get_by_role("button", name="Skicka förslaget").click()
    await expect(question.locator(".proposal")).to_contain_text("Föreslaget")
    await page.locator('[data-question="who"]').get_by_role("button", name="Låt boten fråga detta").click()
    await expect(page.get_by_role("status").filter(has_text="Boten ställer frågan nu.")).to_be_visible()
    assert desk.sent("ask")[0]["question"] == "who"


async def test_a_call_back_gets_its_outcome(open_desk: Opener, desk: FakeDesk) -> None:
    page = await open_desk()
    await page.locator(".view", has_text="Att kontakta").click()
    await expect(page.locator(".call")).to_contain_text("vardagar efter klockan 15")
    await page.get_by_role("button", name="Inget svar").click()
    await expect(page.locator(".call")).to_have_count(0)
    assert desk.sent("call_back") == [{"type": "call_back", "call_back": "cb_1", "outcome": "not_reached"}]


async def test_filters_ask_the_server(open_desk: Opener) -> None:
    page = await open_desk()
    await page.get_by_label("Språk", exact=True).select_option(label="Somaliska")
    await expect(page.locator(".row")).to_have_count(1)
    await page.get_by_label("Etikett", exact=True).select_option(label="Tillstånd")
    await expect(page.locator(".lists .empty")).to_have_text("Inget i den här listan passar det du har valt ovanför.")


async def test_a_masked_number_is_shown_only_when_asked_for(open_desk: Opener, desk: FakeDesk) -> None:
    desk.talks["c_amina"].log[1].name = "Mitt personnummer är ••••••-••••"
    page = await open_desk()
    await open_talk(page, AMINA)
    line = page.locator(".line.person").first
    await expect(line.locator(".bubble > .text")).to_have_text("Mitt personnummer är ••••••-••••")
    await page.get_by_role("button", name="Visa numret").click()
    await expect(line.locator(".bubble > .text")).to_have_text(NUMBER)
    assert desk.sent("unmask") == [{"type": "unmask", "conversation": "c_amina", "seq": 2}]
    await page.get_by_role("button", name="Dölj numret").click()
    await expect(line.locator(".bubble > .text")).to_have_text("Mitt personnummer är ••••••-••••")


async def test_a_conversation_that_is_not_there_any_more_is_put_away(open_desk: Opener, desk: FakeDesk) -> None:
    page = await open_desk()
    del desk.talks["c_amina"]
    await row(page, AMINA).click()
    await expect(page.get_by_role("status").filter(has_text="finns inte här")).to_be_visible()
    await expect(page.locator(".tab")).to_have_count(0)


async def test_transfer_label_and_assign_go_out_as_chosen(open_desk: Opener, desk: FakeDesk) -> None:
    page = await open_desk()
    await take(page, AMINA)
    await page.locator(".actions").get_by_role("button", name="Lämna över").click()
    await page.get_by_label("Till vem").select_option(label="Restaurang")
    await page.locator("dialog .strong").click()
    await expect(page.get_by_role("status").filter(has_text="Personen tillfrågas.")).to_be_visible()
    await page.get_by_role("button", name="Etiketter").click()
    await page.get_by_label("Tillstånd").check()
    await page.locator("dialog .strong").click()
    await expect(page.locator(".talk-facts")).to_contain_text("Tillstånd")
    await page.get_by_role("button", name="Tilldela").click()
    await page.get_by_label("Omar Haddad").check()
    await page.locator("dialog .strong").click()
    await expect(page.get_by_role("dialog")).to_have_count(0)
    assert desk.sent("transfer")[0]["to"] == {"team": "t_food"}
    assert desk.sent("labels")[0]["labels"] == ["permit"]
    assert desk.sent("assign")[0]["adviser"] == "a_omar"
