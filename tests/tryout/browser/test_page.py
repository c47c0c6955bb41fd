"""The page around the chat: keys, what was sent, faults, the line to the program, every size, and what axe-core finds."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser import Teller, complaints
from tests.tryout.browser.telling import (
    CLAIRE,
    COMMANDS,
    GROUP,
    SAM,
    clock,
    said,
    sent,
    toast,
    welcome,
)
from tests.tryout.browser.visitor import welcomed

SIZES = [(320, 640), (360, 740), (768, 1024), (1280, 800), (1920, 1080)]


def field(page: Page) -> str:
    value: str = page.locator("#message").input_value()
    return value


class TestTheComposer:
    def test_sends_by_enter_and_breaks_lines_by_shift_and_enter(self, page: Page, teller: Teller) -> None:
        expect(page.get_by_role("button", name="Send")).to_be_disabled()
        page.locator("#message").click()
        page.keyboard.type("one")
        page.keyboard.press("Shift+Enter")
        page.keyboard.type("two")
        page.keyboard.press("Enter")
        assert teller.act("write") == {"do": "write", "person": SAM, "chat": SAM, "text": "one\ntwo"}
        expect(page.locator("#message")).to_be_focused()
        assert field(page) == ""

    def test_leaves_enter_to_somebody_who_composes_a_letter(self, page: Page, teller: Teller) -> None:
        page.locator("#message").fill("tie")
        page.locator("#message").dispatch_event("keydown", {"key": "Enter", "isComposing": True, "bubbles": True})
        assert (field(page), [act["do"] for act in teller.acts]) == ("tie", ["start"])

    def test_grows_to_six_lines_and_no_further(self, page: Page) -> None:
        heights = []
        for lines in (1, 3, 30):
            page.locator("#message").fill("\n".join("x" * lines))
            heights.append(page.locator("#message").evaluate("one => one.clientHeight"))
        assert heights[0] < heights[1] < heights[2] <= 24 * 6 + 18

    def test_keeps_a_draft_for_each_chat(self, page: Page) -> None:
        page.locator("#message").fill("to be sent")
        page.get_by_role("button", name="Workshop group").click()
        assert field(page) == ""
        page.get_by_role("button", name="Sam English").click()
        assert field(page) == "to be sent"

    def test_up_in_an_empty_field_edits_the_last_message(self, page: Page, teller: Teller) -> None:
        teller.tell(said(SAM, 9, "wher", SAM))
        page.locator(".msg").nth(3).wait_for()
        page.locator("#message").press("ArrowUp")
        assert field(page) == "wher"
        page.keyboard.press("Escape")
        assert field(page) == ""
        page.keyboard.press("ArrowUp")
        page.keyboard.type("e?")
        page.keyboard.press("Enter")
        assert teller.act("edit") == {"do": "edit", "person": SAM, "chat": SAM, "message": 9, "text": "where?"}
        expect(page.locator(".about")).to_have_count(0)

    def test_the_slash_opens_the_commands_from_anywhere(self, page: Page, teller: Teller) -> None:
        page.get_by_role("button", name="Yes").focus()
        page.keyboard.press("/")
        options = page.get_by_role("listbox", name="Commands").get_by_role("option")
        expect(options).to_have_count(len(COMMANDS))
        page.keyboard.press("ArrowDown")
        expect(options.nth(1)).to_have_attribute("aria-selected", "true")
        assert page.locator("#message").get_attribute("aria-activedescendant") == "option-1"
        page.keyboard.press("Escape")
        assert (options.count(), field(page)) == (0, "/")
        page.keyboard.type("pr")
        expect(options).to_have_count(2)
        page.keyboard.press("Tab")
        assert field(page) == "/programme "
        page.locator("#message").fill("/priv")
        page.keyboard.press("Enter")
        assert teller.act("write")["text"] == "/privacy"

    def test_in_a_group_a_command_is_written_out_for_the_bot(self, page: Page) -> None:
        page.get_by_role("button", name="Workshop group").click()
        page.locator("#message").fill("/he")
        page.keyboard.press("Enter")
        assert field(page) == "/help@try_workshop_bot "

    def test_answers_can_be_sent_into_any_chat(self, page: Page, teller: Teller) -> None:
        page.get_by_role("button", name="Workshop group").click()
        page.locator("#message").fill("@try_workshop_bot radio")
        assert teller.act("inline") == {"do": "inline", "person": SAM, "words": "radio"}
        results = [{"id": "r1", "title": "Radiotherapy", "description": "Two talks"}]
        button = {"text": "Ask me in private", "start": "ask"}
        teller.tell({"type": "inline", "person": SAM, "query": "q1", "results": results, "button": button})
        options = page.get_by_role("listbox", name="Answers to send here").get_by_role("option")
        expect(options).to_have_count(2)
        options.nth(1).click()
        assert teller.act("choose") == {"do": "choose", "person": SAM, "chat": GROUP, "query": "q1", "result": "r1"}
        assert field(page) == ""
        page.locator("#message").fill("@try_workshop_bot x")
        teller.act("inline", 2)
        teller.tell({"type": "inline", "person": SAM, "query": "q2", "results": [], "button": button})
        options.get_by_text("Ask me in private").click()
        assert teller.act("open")["link"] == "https://t.me/try_workshop_bot?start=ask"


class TestKeys:
    def test_tab_goes_through_the_page_in_order_and_comes_back(self, page: Page) -> None:
        def place() -> str:
            script = "(one => one.id || one.dataset.key || (one === document.body ? 'end' : one.textContent))(document.activeElement)"
            found: str = page.evaluate(script)
            return found

        page.locator("#message").focus()
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Shift+Tab")
        assert place() == "3:0:1"  # the newest buttons
        order = []
        page.locator('.person[aria-current="true"]').focus()
        for _ in range(40):
            order.append(place())
            page.keyboard.press("Tab")
            if place() in ("end", "skip"):
                break
        keys = ["2:0:0", "2:0:1", "2:1:0", "3:0:0", "3:0:1"]
        days = [f"2024-12-0{day}" for day in range(2, 7)]
        rest = ["menu-button", "message", *days, "0", "1", "2", "3", "What if something fails?"]
        assert [one for one in order if one not in ("Add a person", "log", "sent")] == [str(SAM), *keys, *rest]

    def test_f6_turns_to_the_next_pane(self, page: Page) -> None:
        for key, pane in (("F6", "people"), ("F6", "chat"), ("F6", "clock"), ("F6", "people"), ("Shift+F6", "clock")):
            page.keyboard.press(key)
            assert page.evaluate(f"document.getElementById('pane-{pane}').contains(document.activeElement)")

    def test_alt_and_arrows_turn_to_another_person(self, page: Page) -> None:
        page.locator("#message").focus()
        page.keyboard.press("Alt+ArrowUp")
        expect(page.get_by_role("log", name="Chat of Claire")).to_be_visible()
        page.keyboard.press("Alt+ArrowDown")
        expect(page.get_by_role("log", name="Chat of Sam")).to_be_visible()

    def test_arrows_move_in_the_people(self, page: Page) -> None:
        page.locator('.person[aria-current="true"]').focus()
        for key, name in (("ArrowDown", "Organiser"), ("End", "Workshop group"), ("Home", "Lan"), ("ArrowUp", "Lan")):
            page.keyboard.press(key)
            assert page.evaluate("document.activeElement.querySelector('.name').textContent") == name
        page.keyboard.press("Enter")
        expect(page.get_by_role("button", name="Start")).to_be_visible()

    def test_the_first_stop_leads_to_the_message(self, page: Page) -> None:
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name="Skip to the message box")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.locator("#message")).to_be_focused()


class TestWhatWasSent:
    def test_is_told_newest_first_with_its_verdict_in_a_word(self, page: Page, teller: Teller) -> None:
        expect(page.locator("#sent")).to_contain_text("Nothing yet.")
        verdicts = ["delivered", "edited", "waiting", "blocked", "refused"]
        teller.tell(*[sent(10 + number, verdict) for number, verdict in enumerate(verdicts)])
        expect(page.locator("#sent li")).to_have_count(5)
        assert page.locator(".verdict").all_text_contents() == verdicts[::-1]
        teller.tell(sent(12, "delivered"))
        expect(page.locator(".verdict").nth(2)).to_have_text("delivered")

    def test_leads_to_the_message(self, page: Page, teller: Teller) -> None:
        teller.tell(said(CLAIRE, 9, "Bonjour"), sent(9, chat=CLAIRE))
        page.locator("#sent button").click()
        expect(page.get_by_role("log", name="Chat of Claire")).to_be_visible()
        expect(page.locator('.msg[data-id="9"]')).to_have_class(re.compile("lit"))


class TestFaults:
    def test_are_said_above_the_chat_until_they_are_switched_off(self, page: Page, teller: Teller) -> None:
        page.get_by_text("What if something fails?").click()
        page.get_by_role("switch", name="Telegram is down").check()
        assert teller.act("fault") == {"do": "fault", "down": True}
        expect(page.locator("#status")).to_have_text("Telegram is down: on")
        teller.tell({"type": "faults", "faults": {"slow": True, "down": True, "blocked": [CLAIRE]}})
        expect(page.locator("#trouble span")).to_have_text("Switched on: Telegram is slow, Telegram is down, Claire blocks the bot")
        page.get_by_role("button", name="Switch off").click()
        teller.act("fault", 3)
        assert teller.acts[-2:] == [{"do": "fault", "slow": False, "down": False}, {"do": "fault", "unblock": CLAIRE}]
        teller.tell({"type": "faults", "faults": {"slow": False, "down": False, "blocked": []}})
        expect(page.locator("#trouble")).to_be_hidden()

    def test_somebody_who_blocks_the_bot_cannot_write_to_it(self, page: Page, teller: Teller) -> None:
        page.get_by_text("What if something fails?").click()
        page.get_by_role("switch", name="Sam blocks the bot").check()
        assert teller.act("fault") == {"do": "fault", "block": SAM}
        teller.tell({"type": "faults", "faults": {"slow": False, "down": False, "blocked": [SAM]}})
        page.get_by_role("button", name="Unblock the bot").click()
        assert teller.act("fault", 2) == {"do": "fault", "unblock": SAM}

    def test_what_could_not_be_done_is_said(self, page: Page, teller: Teller) -> None:
        teller.tell({"type": "error", "text": "?"})
        expect(page.locator("#toast")).to_have_text("That could not be done.")

    def test_a_lost_line_is_said_and_comes_back_by_itself(self, page: Page, teller: Teller) -> None:
        page.locator("#message").fill("half a sen")
        teller.state["chats"][2].update(started=True, messages=[event["message"] for event in welcome()])
        teller.hang_up()
        expect(page.locator("#trouble")).to_have_text("The connection to the program was lost. Trying again…")
        teller.pick_up()
        expect(page.locator("#trouble")).to_be_hidden()
        expect(page.locator(".msg")).to_have_count(3)
        expect(page.locator("#message")).to_be_focused()
        assert (field(page), [act["do"] for act in teller.acts]) == ("half a sen", ["start"])


class TestEverySize:
    @pytest.mark.parametrize("size", SIZES, ids=str)
    def test_the_page_itself_never_scrolls(self, browser: Browser, teller: Teller, size: tuple[int, int]) -> None:
        page = welcomed(browser, teller, size=size)
        teller.tell(*[said(SAM, number, "word " * 40) for number in range(10, 40)], *[sent(number) for number in range(40)])
        page.locator(".msg").nth(32).wait_for()
        panes = ["people", "chat", "clock"] if size[0] < 900 else ["chat"]
        for pane in panes:
            if size[0] < 900:
                page.locator(f'#bar button[data-key="{pane}"]').click()
            page.mouse.wheel(0, 500)
            found = page.evaluate(
                "(s => [s.scrollHeight - innerHeight, s.scrollWidth - innerWidth, s.scrollTop])(document.scrollingElement)"
            )
            assert (pane, found) == (pane, [0, 0, 0])
            expect(page.get_by_role("banner")).to_be_in_viewport(ratio=1)

    def test_below_900_one_pane_is_seen_at_a_time(self, browser: Browser, teller: Teller) -> None:
        page = welcomed(browser, teller, size=(360, 740))
        seen = "['people', 'chat', 'clock'].filter(pane => document.getElementById(`pane-${pane}`).offsetParent)"
        assert page.evaluate(seen) == ["chat"]
        teller.tell(said(CLAIRE, 50, "Bonjour"))
        page.get_by_role("button", name="People 1 unread").click()
        assert page.evaluate(seen) == ["people"]
        page.get_by_role("button", name=re.compile("Claire French")).click()
        assert page.evaluate(seen) == ["chat"]
        page.get_by_role("button", name="Clock").click()
        assert page.evaluate(seen) == ["clock"]
        page.keyboard.press("F6")
        page.keyboard.press("F6")
        assert page.evaluate(seen) == ["chat"]

    def test_nothing_to_press_is_smaller_than_40_pixels(self, browser: Browser, teller: Teller) -> None:
        page = welcomed(browser, teller, size=(320, 640))
        small = """all => all.filter(one => one.offsetParent && one.getBoundingClientRect().height < 40).map(one => one.outerHTML)"""
        for pane in ("people", "chat", "clock"):
            page.locator(f'#bar button[data-key="{pane}"]').click()
            assert page.locator("button, select, textarea, summary, label").evaluate_all(small) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [(360, 740), (1280, 800)], ids=str)
class TestAxeFindsNothing:
    def test_in_the_chat(self, browser: Browser, teller: Teller, size: tuple[int, int], scheme: str) -> None:
        page = welcomed(browser, teller, size=size, scheme=scheme)
        file = {"name": "mine.json", "size": 1432, "url": "/files/9"}
        teller.tell(said(SAM, 8, "A copy", reply_to=2), said(SAM, 9, "why?", SAM), said(SAM, 10, "", file=file), toast("Noted."))
        expect(page.locator("#toast")).to_have_text("Noted.")
        found = complaints(page)
        page.keyboard.press("/")
        expect(page.get_by_role("listbox")).to_be_visible()
        found += complaints(page)
        teller.tell(toast("An alert", alert=True))
        expect(page.get_by_role("dialog")).to_be_visible()
        assert found + complaints(page) == []

    def test_around_it(self, browser: Browser, teller: Teller, size: tuple[int, int], scheme: str) -> None:
        page = welcomed(browser, teller, size=size, scheme=scheme)
        faults = {"type": "faults", "faults": {"slow": True, "down": True, "blocked": [CLAIRE]}}
        verdicts = ["delivered", "edited", "waiting", "blocked", "refused"]
        teller.tell(said(CLAIRE, 20, "Bonjour"), faults, {"type": "clock", "clock": clock("2024-12-02T09:10:00+07:00")})
        teller.tell(*[sent(number, verdict) for number, verdict in enumerate(verdicts)])
        expect(page.locator("#sent li")).to_have_count(5)
        found = []
        for pane in ("people", "clock"):
            if size[0] < 900:
                page.locator(f'#bar button[data-key="{pane}"]').click()
            (page.get_by_role("button", name="Add a person") if pane == "people" else page.get_by_text("What if something fails?")).click()
            found += complaints(page)
        assert found == []

    def test_in_the_group(self, browser: Browser, teller: Teller, size: tuple[int, int], scheme: str) -> None:
        page = welcomed(browser, teller, size=size, scheme=scheme)
        if size[0] < 900:
            page.locator('#bar button[data-key="people"]').click()
        page.get_by_role("button", name="Workshop group").click()
        found = complaints(page)
        teller.tell(said(GROUP, 20, "Bonjour", CLAIRE), said(GROUP, 21, "Yes.", reply_to=20))
        expect(page.locator(".msg")).to_have_count(2)
        page.get_by_role("button", name=re.compile("^Reply to")).last.focus()
        assert found + complaints(page) == []
