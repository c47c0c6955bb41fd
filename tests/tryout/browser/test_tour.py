"""The tour through the page with the program itself behind it: every part that a newcomer meets, in both themes, wide and narrow."""

import re

import pytest
from playwright.sync_api import Browser, expect
from tests.browser import complaints, opened
from tests.tryout.browser.visitor import Visitor


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [(360, 740), (1280, 800)], ids=str)
def test_the_tour(browser: Browser, url: str, size: tuple[int, int], scheme: str) -> None:
    wrong: list[str] = []
    page = opened(browser, url, wrong, size=size, scheme=scheme)
    tour = Visitor(page, narrow=size[0] < 900)

    # A chat has begun, with three questions to tap.
    expect(page.get_by_role("button", name="No", exact=True)).to_be_visible()
    found = complaints(page)
    welcome = page.locator(".msg.in").first
    expect(welcome.get_by_role("button", name="Français")).to_be_visible()
    welcome.get_by_role("button").first.click()
    expect(page.locator(".msg.in")).to_have_count(3)
    expect(page.locator(".key[aria-busy]")).to_have_count(0)

    # Buttons edit in place and say so.
    page.get_by_role("button", name="No", exact=True).click()
    expect(page.locator(".key[aria-busy]")).to_have_count(0)
    day = tour.ask("/programme").get_by_role("button", name="3 Dec", exact=True)
    day.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="✓ 3 Dec", exact=True)).to_be_focused()
    expect(page.locator(".msg.in").last.locator(".meta")).to_contain_text("edited")
    found += complaints(page)

    # A list is answered by a bare number; unaccented Vietnamese is understood, in its own chat.
    expect(tour.ask("when are the sarcomas?").locator(".text")).to_contain_text("1. Rhabdomyosarcoma")
    expect(tour.ask("2").locator(".text")).to_contain_text("Soft tissue sarcomas")
    tour.be("Lan")
    page.get_by_role("button", name="Start").click()
    expect(page.get_by_role("button", name="Không", exact=True)).to_be_visible()
    expect(tour.ask("ti le song cua tre bi ung thu?").locator(".text")).to_contain_text("20%")
    assert page.locator(".msg.in .bubble").last.get_attribute("lang") == "vi"

    # In the group the bot answers who addresses it, in reply.
    tour.be("Workshop group")
    page.locator("#writer").select_option("Claire")
    expect(tour.ask("/ask quels sont les taux de survie ?").locator(".quote b")).to_have_text("Claire")
    found += complaints(page)

    # Answers can be taken into any chat.
    page.locator("#message").fill("@try_workshop_bot radiotherapy")
    page.get_by_role("listbox").get_by_role("option").first.click()
    expect(page.locator(".msg.out").last).to_contain_text(re.compile("radi", re.IGNORECASE))

    # The clock goes forward; what was sent is told.
    tour.turn_to("clock")
    page.get_by_role("button", name="First day").click()
    expect(page.locator("#date")).to_have_text("Monday 2 December 2024")
    page.get_by_role("button", name="+1 h").click()
    expect(page.locator("#next")).to_contain_text("Now, until 9:45 · provisional")
    expect(page.locator("#sent .verdict").first).to_have_text("delivered")
    found += complaints(page)

    # Telegram goes down, and the answer comes when it is back.
    tour.be("Sam")
    tour.fault("Telegram is down")
    tour.turn_to("chat")
    expect(page.locator("#trouble")).to_contain_text("Telegram is down")
    page.locator("#message").fill("/now")
    page.keyboard.press("Enter")
    expect(page.locator(".msg").last).to_contain_text("/now")
    page.get_by_role("button", name="Switch off").click()
    expect(page.locator(".msg.in").last.locator(".text")).to_contain_text("Neuroblastoma")

    # Somebody added begins afresh.
    tour.turn_to("people")
    page.get_by_role("button", name="Add a person").click()
    page.get_by_role("textbox", name="Name").fill("<b>Zoë</b>")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Start").click()
    expect(page.get_by_role("button", name="Yes", exact=True)).to_be_visible()
    expect(page.get_by_role("textbox", name="Message as <b>Zoë</b>")).to_be_visible()

    # A copy of what is kept is a file.
    tour.ask("/privacy").get_by_role("button", name="Get a copy of my data").click()
    with page.expect_download() as saved:
        page.locator(".file").click()
    assert saved.value.path().stat().st_size > 0

    assert page.evaluate("[document.scrollingElement.scrollTop, document.scrollingElement.scrollHeight - innerHeight]") == [0, 0]
    assert (found + complaints(page), wrong) == ([], [])


def test_by_keyboard_alone(browser: Browser, url: str) -> None:
    wrong: list[str] = []
    page = opened(browser, url, wrong)
    expect(page.get_by_role("button", name="No", exact=True)).to_be_visible()
    page.keyboard.press("/")
    page.keyboard.type("progr")
    expect(page.get_by_role("listbox").get_by_role("option")).to_have_text([re.compile("^/programme")])  # the bot has set its menu
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="3 Dec", exact=True)).to_be_visible()
    expect(page.locator("#message")).to_be_focused()
    while page.evaluate("document.activeElement.textContent") != "3 Dec":
        page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="✓ 3 Dec", exact=True)).to_be_focused()
    page.keyboard.press("F6")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("F6")
    page.keyboard.press("F6")
    page.keyboard.type("how many children survive cancer?")
    page.keyboard.press("Enter")
    expect(page.locator(".msg.in").last.locator(".text")).to_contain_text("80%")
    expect(page.locator("#message")).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.type(" And when is the opening?")
    page.keyboard.press("Escape")
    assert page.locator("#message").input_value() == ""
    assert wrong == []
