"""The chat of the page: what is said, how it looks, what is answered."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser import Teller, opened
from tests.tryout.browser.telling import CLAIRE, COMMANDS, GROUP, LAN, SAM, entity, keyboard, message, person, private, said, toast, welcome
from tests.tryout.browser.visitor import welcomed

ZALGO = "Z̷̢̛̼͍̈́̂͘ạ̶̛̰͋l̴̙̇g̷̩̈o̵͎͊"
LITERAL = ["<b>bold</b>", "*stars* _lines_ `ticks`", "&amp; <script>alert(1)</script>", "\u202eevil\u202c שלום", ZALGO, "x" * 300, "𝒳👩‍⚕️"]


def texts(page: Page) -> list[str]:
    """What the messages say, without hours and ticks."""
    bare = "const copy = one.cloneNode(true); copy.querySelector('.meta').remove(); return copy.textContent.trimEnd()"
    script = f"all => all.map(one => {{ {bare} }})"
    found: list[str] = page.locator(".msg .text").evaluate_all(script)
    return found


class TestTheFirstScreen:
    @pytest.mark.parametrize(
        ("language", "who", "notice"),
        [
            ("vi-VN", LAN, "Trang dùng thử — tin nhắn chỉ nằm trên máy này."),
            ("fr-CA", CLAIRE, "Page d’essai — tout reste sur cet ordinateur."),
            ("en-US", SAM, "Try page — messages stay on this computer."),
            ("de-DE", SAM, "Try page — messages stay on this computer."),
        ],
    )
    def test_begins_a_chat_in_the_language_of_the_browser(
        self, browser: Browser, teller: Teller, language: str, who: int, notice: str
    ) -> None:
        page = opened(browser, teller.url, teller.wrong, language=language)
        assert teller.act("start") == {"do": "start", "person": who}
        expect(page.get_by_role("banner")).to_contain_text(notice)
        assert page.locator("html").get_attribute("lang") == language[:2].replace("de", "en")

    def test_begins_nothing_where_something_was_said(self, browser: Browser, teller: Teller) -> None:
        teller.state["chats"][2].update(started=True, messages=[message(1, "/start", SAM)])
        page = opened(browser, teller.url, teller.wrong)
        expect(page.locator(".msg")).to_have_count(1)
        assert teller.acts == []

    def test_somebody_fresh_has_a_start_button(self, page: Page, teller: Teller) -> None:
        page.get_by_role("button", name="Claire French").click()
        teller.tell({"type": "commands", "chat": CLAIRE, "person": CLAIRE, "commands": COMMANDS})
        expect(page.get_by_role("heading", name="What can this bot do?")).to_be_visible()
        page.get_by_role("button", name="Start").click()
        assert teller.act("start", 2) == {"do": "start", "person": CLAIRE, "language": "en"}
        teller.tell(said(CLAIRE, 1, "/start", CLAIRE))
        expect(page.get_by_role("textbox", name="Message as Claire")).to_be_focused()

    def test_calls_the_workshop_as_it_is_called_by_now(self, page: Page, teller: Teller) -> None:
        teller.tell({"type": "programme", "programme": {**teller.state["programme"], "name": {"en": "Bees"}}})
        expect(page.locator("#chat-title")).to_have_text("Bees")
        expect(page).to_have_title("Bees: try page")


class TestTexts:
    @pytest.mark.parametrize("text", LITERAL)
    def test_p22_are_literal_everywhere(self, browser: Browser, teller: Teller, text: str) -> None:
        teller.state["people"][2]["name"] = text[:64]
        page = opened(browser, teller.url, teller.wrong)
        teller.act("start")
        teller.tell(said(SAM, 1, text, SAM), said(SAM, 2, text, buttons=[[{"text": text, "data": "x"}]], reply_to=1), toast(text))
        page.wait_for_function("text => document.getElementById('toast').textContent === text", arg=text)  # it leaves soon
        assert texts(page) == [text, text]
        assert page.locator(".key").inner_text() == text
        assert page.locator(".quote .cut").text_content() == text
        assert page.locator(".person .name").all_text_contents()[2] == text[:64]
        assert page.locator("#log b:not(.quote b), #log script").count() == 0
        wide = page.evaluate("[document.scrollingElement.scrollWidth, innerWidth]")
        assert wide[0] <= wide[1]

    def test_names_that_turn_the_order_of_reading_are_shut_off_from_the_sentence(self, browser: Browser, teller: Teller) -> None:
        teller.state["people"][2]["name"] = "\u202eevil"
        page = opened(browser, teller.url, teller.wrong)
        expect(page.locator("#switches label").last).to_have_text("\u2068\u202eevil\u2069 blocks the bot")

    def test_bear_the_entities_of_telegram_at_utf_16_offsets(self, page: Page, teller: Teller) -> None:
        text = "📍 bold, italic in it; under struck code\n\na quote\nof two\npre\nstarts at nine"
        entities = [
            entity("bold", text, "bold, italic in it"),
            entity("italic", text, "italic"),
            entity("underline", text, "under"),
            entity("strikethrough", text, "struck"),
            entity("code", text, "code"),
            entity("blockquote", text, "a quote\nof two"),
            entity("pre", text, "pre"),
            entity("date_time", text, "nine", unix_time=1733104800),
            entity("unheard_of", text, "starts"),
        ]
        teller.tell(said(SAM, 9, text, entities=entities))
        last = page.locator(".msg").last
        expect(last.locator("strong")).to_have_text("bold, italic in it")
        found = [last.locator(f".text > {tag}, .text strong > {tag}").inner_text() for tag in ("em", "u", "s", "code", "blockquote", "pre")]
        assert found == ["italic", "under", "struck", "code", "a quote\nof two", "pre"]
        assert last.locator("time[title]").get_attribute("datetime") == "2024-12-02T02:00:00.000Z"
        assert texts(page)[-1] == text

    def test_of_a_link_show_the_command_alone(self, page: Page, teller: Teller) -> None:
        teller.tell(said(SAM, 8, "/start remind_x-Y_1", SAM), said(SAM, 9, "/start a b", SAM))
        expect(page.locator(".msg")).to_have_count(5)
        assert texts(page)[-2:] == ["/start", "/start a b"]

    def test_of_another_language_say_so(self, page: Page, teller: Teller) -> None:
        teller.tell(said(SAM, 9, "Bonjour", language="fr"), said(SAM, 10, "Hello", language="en"))
        expect(page.locator(".msg")).to_have_count(5)
        assert [one.get_attribute("lang") for one in page.locator(".bubble").all()[-2:]] == ["fr", None]

    def test_a_command_within_a_text_is_sent_by_a_tap(self, page: Page, teller: Teller) -> None:
        teller.tell(said(SAM, 9, "Type /help now", entities=[entity("bot_command", "Type /help now", "/help")]))
        page.get_by_role("log").get_by_role("button", name="/help").click()
        assert teller.act("write") == {"do": "write", "person": SAM, "chat": SAM, "text": "/help"}


class TestLinks:
    @pytest.fixture
    def linked(self, page: Page, teller: Teller) -> Page:
        text = "See the report, my chat, or evil."
        address = f"{teller.url}elsewhere?a=b"
        links = [("the report", address), ("my chat", "https://t.me/try_workshop_bot?start=s_1"), ("evil", "javascript:alert(1)")]
        buttons = [[{"text": "Away", "url": "example.org"}, {"text": "Private", "url": "https://t.me/try_workshop_bot?start=x"}]]
        teller.tell(said(SAM, 9, text, entities=[entity("text_link", text, part, url=url) for part, url in links], buttons=buttons))
        expect(page.get_by_role("link", name="the report")).to_be_visible()
        return page

    def test_ask_with_the_whole_address_before_they_open(self, linked: Page, teller: Teller) -> None:
        link = linked.get_by_role("link", name="the report")
        link.click(button="middle")
        link.click()
        dialog = linked.get_by_role("dialog")
        expect(dialog.locator(".address")).to_have_text(f"{teller.url}elsewhere?a=b")
        expect(dialog.get_by_role("button", name="Stay here")).to_be_focused()
        linked.keyboard.press("Enter")
        expect(dialog).to_have_count(0)
        expect(link).to_be_focused()
        assert len(linked.context.pages) == 1
        linked.keyboard.press("Enter")
        with linked.context.expect_page() as other:
            dialog.get_by_role("button", name="Open").click()
        assert other.value.evaluate("window.opener") is None

    def test_a_button_asks_too(self, linked: Page) -> None:
        linked.get_by_role("button", name="Away").click()
        expect(linked.get_by_role("dialog").locator(".address")).to_have_text("https://example.org/")

    def test_those_to_the_bot_lead_to_the_private_chat(self, linked: Page, teller: Teller) -> None:
        linked.get_by_role("link", name="my chat").click()
        assert teller.act("open") == {"do": "open", "person": SAM, "link": "https://t.me/try_workshop_bot?start=s_1"}
        linked.get_by_role("button", name="Private").click()
        assert teller.act("open", 2)["link"] == "https://t.me/try_workshop_bot?start=x"

    def test_those_that_would_run_something_are_none(self, linked: Page) -> None:
        assert linked.get_by_role("link").filter(has_text="evil").count() == 0

    def test_a_file_is_saved(self, page: Page, teller: Teller) -> None:
        teller.tell(said(SAM, 9, "", file={"name": "mine.json", "size": 1432, "url": "/files/9"}))
        file = page.get_by_role("link", name="mine.json, 1.4 kB, save")
        assert (file.get_attribute("href"), file.get_attribute("download")) == ("/files/9", "mine.json")


class TestButtons:
    def test_wait_until_telegram_has_answered(self, page: Page, teller: Teller) -> None:
        button = page.get_by_role("button", name="Yes")
        button.click()
        assert teller.act("tap") == {"do": "tap", "person": SAM, "chat": SAM, "message": 3, "data": "Yes"}
        expect(button).to_have_attribute("aria-busy", "true")
        button.click()
        teller.tell(toast("You will get everything."))
        expect(button).not_to_have_attribute("aria-busy", "true")
        expect(page.locator("#toast")).to_have_text("You will get everything.")
        assert len([act for act in teller.acts if act["do"] == "tap"]) == 1

    def test_wait_ten_seconds_at_most(self, browser: Browser, teller: Teller) -> None:
        page = opened(browser, teller.url, teller.wrong)
        page.clock.install()
        page.reload()
        teller.act("start", 2)
        teller.tell(*welcome())
        button = page.get_by_role("button", name="Yes")
        button.click()
        page.clock.run_for(9_900)
        expect(button).to_have_attribute("aria-busy", "true")
        page.clock.run_for(200)
        expect(button).not_to_have_attribute("aria-busy", "true")
        expect(page.locator("#toast")).to_have_text("No answer has come. Please try again.")
        page.clock.run_for(4_100)
        expect(page.locator("#toast")).to_be_empty()

    def test_an_alert_is_a_dialog_with_one_button(self, page: Page, teller: Teller) -> None:
        page.get_by_role("button", name="Yes").click()
        teller.act("tap")
        teller.tell(toast("This button is too old.", alert=True))
        expect(page.get_by_role("dialog", name="This button is too old.").get_by_role("button")).to_have_count(1)
        page.keyboard.press("Escape")
        expect(page.get_by_role("button", name="Yes")).to_be_focused()

    def test_a_toast_for_another_person_is_not_shown(self, page: Page, teller: Teller) -> None:
        teller.tell(toast("For Claire", who=CLAIRE, chat=CLAIRE), toast("For Sam"))
        expect(page.locator("#toast")).to_have_text("For Sam")

    def test_a_changed_keyboard_keeps_the_focus_at_its_place(self, page: Page, teller: Teller) -> None:
        page.get_by_role("button", name="Topics").focus()
        teller.tell(said(SAM, 2, "Which?", buttons=keyboard("One Two", "Back"), edited=True))
        expect(page.get_by_role("button", name="Two")).to_be_focused()
        expect(page.locator("#status")).to_have_text("Message changed: Which?")
        expect(page.locator('.msg[data-id="2"] .meta')).to_contain_text("edited")

    def test_states_and_numbers_have_names(self, page: Page, teller: Teller) -> None:
        teller.tell(said(SAM, 9, "Sessions\n1. Opening\n2. Neuroblastoma", buttons=keyboard("1 2", "✓\u00a0English Français")))
        expect(page.get_by_role("button", name="2. Neuroblastoma")).to_have_text("2")
        expect(page.get_by_role("button", pressed=True, name="English").last).to_have_text("✓\u00a0English")


class TestScrolling:
    def test_a_long_answer_is_shown_from_its_first_line(self, page: Page, teller: Teller) -> None:
        teller.tell(said(SAM, 8, "all of it?", SAM), said(SAM, 9, "first line\n" + "more\n" * 80), said(SAM, 10, "and this"))
        expect(page.locator(".msg")).to_have_count(6)
        tops = page.evaluate("[...document.querySelectorAll('#log, .msg:nth-last-child(2)')].map(one => one.getBoundingClientRect().top)")
        assert round(tops[1] - tops[0]) == 12
        down = page.get_by_role("button", name="To the newest message")
        expect(down).to_be_visible()
        down.click()
        expect(down).to_be_hidden()

    def test_nothing_moves_under_somebody_who_reads_above(self, page: Page, teller: Teller) -> None:
        teller.tell(*[said(SAM, number, f"Message {number}") for number in range(10, 50)])
        expect(page.locator(".msg")).to_have_count(43)
        log = page.get_by_role("log")
        log.evaluate("log => new Promise(done => { log.addEventListener('scroll', done, {once: true}); log.scrollTop = 200 })")
        log.focus()
        teller.tell(said(SAM, 60, "New"), said(SAM, 3, "Changed", edited=True), {"type": "typing", "chat": SAM}, said(CLAIRE, 61, "Other"))
        expect(page.locator('.person[data-chat="12"] .badge')).to_be_visible()
        assert log.evaluate("log => log.scrollTop") == 200
        expect(log).to_be_focused()

    def test_what_came_while_another_pane_was_shown_is_there_whole(self, browser: Browser, teller: Teller) -> None:
        page = welcomed(browser, teller, size=(360, 740))
        page.clock.install()
        teller.tell(*[said(SAM, number, f"Message {number}") for number in range(10, 50)])
        teller.tell(said(SAM, 50, "What comes next?", SAM), said(SAM, 51, "An answer\n" * 20))
        expect(page.locator('[data-id="51"]')).to_be_in_viewport()
        page.clock.fast_forward(2_000)  # what comes now is no part of the answer
        page.locator('#bar button[data-key="clock"]').click()
        teller.tell(said(SAM, 52, "A reminder\n" * 6), said(SAM, 53, "Another\n" * 20))
        expect(page.locator('[data-id="53"]')).to_be_attached()
        page.locator('#bar button[data-key="chat"]').click()
        tops = page.evaluate("[...document.querySelectorAll('#log, [data-id=\"52\"]')].map(one => one.getBoundingClientRect().top)")
        assert round(tops[1] - tops[0]) == 12

    def test_what_one_writes_goes_to_the_bottom(self, page: Page, teller: Teller) -> None:
        teller.tell(*[said(SAM, number, f"Message {number}") for number in range(10, 50)])
        page.get_by_role("log").evaluate("log => { log.scrollTop = 0 }")
        page.get_by_role("textbox").fill("where?")
        page.keyboard.press("Enter")
        teller.act("write")
        teller.tell(said(SAM, 60, "where?", SAM), said(SAM, 61, "There."))
        expect(page.locator(".msg").filter(has_text="There.")).to_be_in_viewport(ratio=1)
        expect(page.get_by_role("textbox")).to_be_focused()

    def test_a_quote_leads_to_its_message(self, page: Page, teller: Teller) -> None:
        teller.tell(*[said(SAM, number, f"Message {number}", reply_to=10) for number in range(10, 50)])
        page.get_by_role("button", name="In reply to Pediatric Oncology Workshop 2024: Message 10").last.click()
        expect(page.locator('.msg[data-id="10"]')).to_be_in_viewport()

    def test_a_message_that_is_gone_is_gone(self, page: Page, teller: Teller) -> None:
        teller.tell({"type": "deleted", "chat": SAM, "id": 3})
        expect(page.locator(".msg")).to_have_count(2)


class TestTheGroup:
    @pytest.fixture
    def group(self, page: Page, teller: Teller) -> Page:
        page.get_by_role("button", name="Workshop group").click()
        teller.tell(said(GROUP, 20, "Hello all", CLAIRE), said(GROUP, 21, "Yes.", reply_to=20))
        expect(page.locator(".msg")).to_have_count(2)
        return page

    def test_shows_who_speaks(self, group: Page) -> None:
        assert group.locator(".sender").all_text_contents() == ["Claire", "Pediatric Oncology Workshop 2024"]
        assert group.locator(".quote").get_attribute("aria-label") == "In reply to Claire: Hello all"

    def test_one_writes_as_any_member(self, group: Page, teller: Teller) -> None:
        group.get_by_role("combobox", name=re.compile("Write as")).select_option("Claire")
        expect(group.locator(".msg.out")).to_have_count(1)
        group.get_by_role("textbox", name="Message as Claire").fill("/ask rates")
        group.keyboard.press("Enter")
        assert teller.act("write") == {"do": "write", "person": CLAIRE, "chat": GROUP, "text": "/ask rates"}

    def test_a_command_is_meant_for_the_bot_and_sent_as_soon_as_it_is_whole(self, group: Page, teller: Teller) -> None:
        group.get_by_role("combobox", name=re.compile("Write as")).select_option("Sam")
        field = group.get_by_role("textbox", name="Message as Sam")
        field.fill("/no")
        group.keyboard.press("Enter")
        expect(field).to_have_value("/now@try_workshop_bot ")
        field.fill("/now")
        group.keyboard.press("Enter")
        assert teller.act("write")["text"] == "/now@try_workshop_bot"

    def test_one_answers_a_message(self, group: Page, teller: Teller) -> None:
        group.get_by_role("button", name="Reply to Pediatric Oncology Workshop 2024: Yes.").click()
        expect(group.get_by_text("Reply to Pediatric Oncology Workshop 2024")).to_be_visible()
        group.keyboard.type("and in French?")
        group.keyboard.press("Enter")
        assert teller.act("write")["reply_to"] == 21
        expect(group.locator(".about")).to_have_count(0)


class TestPeople:
    def test_unread_messages_are_counted_until_one_looks(self, page: Page, teller: Teller) -> None:
        teller.tell(said(CLAIRE, 5, "Bonjour"), said(CLAIRE, 6, "Encore"))
        claire = page.get_by_role("button", name=re.compile("Claire.*2 unread"))
        expect(claire).to_contain_text("Encore")
        claire.click()
        expect(page.locator(".badge")).to_have_count(0)
        expect(page.get_by_role("log", name="Chat of Claire")).to_be_visible()

    def test_a_person_is_added(self, page: Page, teller: Teller) -> None:
        page.get_by_role("button", name="Add a person").click()
        page.get_by_label("Language").select_option("French")
        page.get_by_role("textbox", name="Name").fill("Zoë")
        page.keyboard.press("Enter")
        assert teller.act("add") == {"do": "add", "name": "Zoë", "language": "fr"}
        people = [*teller.state["people"], person(20, "Zoë", "fr", added=True)]
        teller.tell({"type": "people", "people": people, "chats": [private(20)]})
        expect(page.get_by_role("button", name="Start")).to_be_visible()
        expect(page.locator("#you")).to_have_text(re.compile("You are Zoë"))
        assert page.locator(".person .name").all_text_contents() == ["Lan", "Claire", "Sam", "Organiser", "Zoë", "Workshop group"]
