"""What comes of following: the clock is turned to a reminder, the organiser moves the session, the change is heard."""

import re
from typing import Literal

import pytest
from playwright.sync_api import Browser, expect
from tests.browser import complaints, opened
from tests.tryout.browser.visitor import Visitor


@pytest.mark.parametrize(("size", "scheme"), [((360, 740), "dark"), ((1280, 800), "light")], ids=str)
def test_an_attendee_follows_and_hears_of_a_change(browser: Browser, url: str, size: tuple[int, int], scheme: str) -> None:
    wrong: list[str] = []
    page = opened(browser, url, wrong, size=size, scheme=scheme)
    visitor = Visitor(page, narrow=size[0] < 900)
    found: list[str] = []

    def look() -> None:
        themes: tuple[Literal["light", "dark"], ...] = ("light", "dark")
        for theme in themes:
            page.emulate_media(color_scheme=theme)
            found.extend(complaints(page))

    # Nothing is followed, so that no reminder is due; the card of a session follows it.
    expect(page.get_by_role("button", name="No", exact=True)).to_be_visible()
    visitor.turn_to("clock")
    reminder = page.get_by_role("button", name="Next reminder")
    expect(reminder).to_have_attribute("aria-disabled", "true")
    visitor.turn_to("chat")
    card = visitor.ask("neuroblastoma presentation 2")
    card.get_by_role("button", name="Remind me").click()
    expect(card.get_by_role("button", name="✓ Reminder at 10:00")).to_be_visible()

    # What is followed is a file for a calendar.
    visitor.ask("/agenda")
    with page.expect_download() as saved:
        page.locator(".file").click()
    assert saved.value.suggested_filename.endswith(".ics")
    assert saved.value.path().read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
    look()

    # The clock is turned to the reminder, which says how long is left.
    visitor.turn_to("clock")
    reminder.click()
    expect(page.locator("#time")).to_have_text("10:00")
    visitor.turn_to("chat")
    reminded = page.locator(".msg.in").last
    expect(reminded).to_contain_text("In 15 min: Neuroblastoma – presentation 2")
    expect(reminded.get_by_role("button")).to_have_text(["Again in 5 min", "Stop for this session"])
    look()

    # The organiser moves the session, with a menu of their own.
    visitor.be("Organiser")
    page.get_by_role("button", name="Start").click()
    expect(page.get_by_role("button", name="No", exact=True)).to_be_visible()
    expect(page.locator(".msg.in")).to_have_count(2)
    page.locator("#message").fill("/mo")
    expect(page.get_by_role("listbox").get_by_role("option")).to_have_text([re.compile("^/move")])
    preview = visitor.ask("/move neuroblastoma presentation 2 12:30")
    expect(preview).to_contain_text("Mon 2 Dec, 10:15–11:00 → Mon 2 Dec, 12:30–13:15")
    look()
    preview.get_by_role("button", name="Apply and tell").click()
    expect(page.get_by_role("button", name="Undo")).to_be_visible()

    # It is heard once, what was struck through, and the strip shows the day as it is now.
    visitor.be("Sam")
    heard = page.locator(".msg.in").filter(has_text="⚠️")
    expect(heard).to_have_count(1)
    expect(heard.locator("s")).to_contain_text("10:15–11:00")
    expect(heard).to_contain_text("12:30–13:15")
    look()
    visitor.turn_to("clock")
    reminder.click()
    expect(page.locator("#time")).to_have_text("12:15")
    expect(page.locator("#next")).to_contain_text("Neuroblastoma – presentation 2")
    visitor.turn_to("chat")
    expect(page.locator(".msg.in").last).to_contain_text("In 15 min: Neuroblastoma – presentation 2")
    expect(heard).to_have_count(1)
    assert (found, wrong) == ([], [])
