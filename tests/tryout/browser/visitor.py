"""Somebody who tries the page: what they do on it, whether it shows one pane or three."""

import re

from playwright.sync_api import Browser, Locator, Page, expect
from tests.browser import Teller, opened
from tests.tryout.browser.telling import welcome


def welcomed(browser: Browser, teller: Teller, **seen: object) -> Page:
    """Sam's chat after the welcome, on a screen, in a theme and a language."""
    page = opened(browser, teller.url, teller.wrong, **seen)  # type: ignore[arg-type]  # - handed on as it came
    teller.act("start")
    teller.tell(*welcome())
    expect(page.get_by_role("button", name="Yes")).to_be_visible()
    return page


class Visitor:
    """One visitor, on a screen of one or of three panes."""

    def __init__(self, page: Page, *, narrow: bool) -> None:
        self.page, self._narrow = page, narrow

    def turn_to(self, pane: str) -> None:
        """Where only one pane has room, go to another."""
        if self._narrow:
            self.page.locator(f'#bar button[data-key="{pane}"]').click()

    def be(self, name: str) -> None:
        """Choose a person or the group."""
        self.turn_to("people")
        self.page.locator("#people").get_by_role("button", name=re.compile(f"^{name}")).click()

    def ask(self, text: str) -> Locator:
        """Write something; the newest message of the bot after it."""
        before = self.page.locator(".msg").count()
        self.page.locator("#message").fill(text)
        self.page.keyboard.press("Enter")
        expect(self.page.locator(".msg.in").last).to_have_js_property("isConnected", True)
        self.page.wait_for_function("before => document.querySelectorAll('.msg').length >= before + 2", arg=before)
        return self.page.locator(".msg.in").last

    def fault(self, name: str) -> None:
        """Switch a fault on."""
        self.turn_to("clock")
        switch = self.page.get_by_role("switch", name=name)
        if not switch.is_visible():
            self.page.locator("#faults summary").click()
        switch.check()
