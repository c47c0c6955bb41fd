"""Makes the pictures of the chat in docs/pictures anew: a conversation in each language, on the page of `workshop-bot try`.

python docs/pictures.py    needs Chromium and emoji (the Debian packages `chromium`, `fonts-noto-color-emoji`), and takes about a minute
"""

import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page, expect, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "pictures"
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run "
    "--disable-background-networking --disable-component-update --disable-sync"
)
WIDE, PHONE = (1280, 800), (360, 740)
AN_HOUR, REMINDER, NEXT_DAY = 1, 2, 3
"""Buttons of the clock."""
expect.set_options(timeout=20_000)


@contextmanager
def program() -> Iterator[str]:
    """The address of a fresh try page."""
    command = [sys.executable, "-m", "workshop_bot", "--knowledge", str(ROOT / "knowledge"), "try", "--no-browser"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as started:
        assert started.stdout
        told = started.stdout.readline()
        try:
            yield re.findall(r"http://127\.0\.0\.1:\d+/", told)[0]
        finally:
            started.terminate()


def answered(page: Page, written: str) -> None:
    """Write, and wait for the answer."""
    before = page.locator(".msg.in").count()
    page.locator("#message").fill(written)
    page.keyboard.press("Enter")
    expect(page.locator(".msg.in").nth(before)).to_be_visible()


def moved(page: Page, button: int) -> None:
    """Turn the clock by one of its buttons, and wait until it stands."""
    before = page.locator("#time").inner_text()
    page.locator("#moves button").nth(button).click()
    page.mouse.move(0, 0)  # off the button, which lights up below it
    expect(page.locator("#time")).not_to_have_text(before)
    expect(page.locator("#moves button").first).not_to_have_attribute("aria-disabled", "true")


def on_the_first_morning(page: Page) -> None:
    """The programme while a session is on."""
    moved(page, NEXT_DAY)
    moved(page, AN_HOUR)
    expect(page.locator("#next.on")).to_be_visible()
    answered(page, "/programme")


def reminded(page: Page) -> None:
    """A reminder of what is followed."""
    answered(page, "/remind u nguyên bào thần kinh")
    answered(page, "/agenda")
    expect(page.locator(".file")).to_be_visible()
    before = page.locator(".msg.in").count()
    moved(page, REMINDER)
    expect(page.locator(".msg.in")).to_have_count(before + 1)


def changed(page: Page) -> None:
    """A session that one follows is moved."""
    answered(page, "/remind neuroblastoma presentation 2")
    moved(page, REMINDER)
    page.get_by_role("button", name="Organiser").first.click()
    page.get_by_role("button", name="Start").click()
    expect(page.locator(".msg.in")).to_have_count(2)
    answered(page, "/move neuroblastoma presentation 2 12:30")
    page.get_by_role("button", name="Apply and tell").click()
    page.get_by_role("button", name="Sam English").click()
    expect(page.locator(".msg s")).to_be_visible()


def counted(page: Page) -> None:
    """What three people asked, in figures."""
    asked = {
        "Sam English": (
            "may I bring my dog?",
            "where can I park?",
            "what are the survival rates?",
            "what is on tomorrow?",
            "survival rates",
        ),
        "Lan Vietnamese": ("có bãi đậu xe không?", "may I bring my dog?", "ti le song cua tre bi ung thu?", "phí tham dự bao nhiêu?"),
        "Claire French": ("où se garer ?", "may I bring my dog?", "qui parle du neuroblastome ?"),
    }
    for person, questions in asked.items():
        page.get_by_role("button", name=person).first.click()
        if page.get_by_role("button", name="Start").count():
            page.get_by_role("button", name="Start").click()
            expect(page.locator(".msg.in")).to_have_count(2)
        for question in questions:
            answered(page, question)
    page.get_by_role("button", name="Organiser").first.click()
    page.get_by_role("button", name="Start").click()
    expect(page.locator(".msg.in")).to_have_count(2)
    answered(page, "/stats")


def announced(page: Page) -> None:
    """An announcement in two languages, seen by the organiser before it goes out."""
    for person, yes in (("Sam English", "Yes"), ("Lan Vietnamese", "Có"), ("Claire French", "Oui")):
        page.get_by_role("button", name=person).first.click()
        if page.get_by_role("button", name="Start").count():
            page.get_by_role("button", name="Start").click()
        expect(page.locator(".msg.in")).to_have_count(2)
        page.locator(".key", has_text=re.compile(f"^{yes}$")).click()
        expect(page.locator(".key", has_text=f"✓ {yes}")).to_be_visible()
    page.get_by_role("button", name=re.compile("^Organiser")).first.click()
    page.get_by_role("button", name="Start").click()
    expect(page.locator(".msg.in")).to_have_count(2)
    answered(page, "/announce Tomorrow’s case discussion is open to everyone, in the room and online.")
    page.get_by_role("button", name="Write it in Vietnamese too").click()
    expect(page.get_by_text("Type the announcement in Vietnamese.").last).to_be_visible()
    answered(page, "Buổi thảo luận ca bệnh ngày mai mở cho tất cả mọi người, tại chỗ và trực tuyến.")
    expect(page.get_by_role("button", name="Send now to 3")).to_have_count(1)
    expect(page.get_by_role("button", name="Discard")).to_be_in_viewport()
    page.mouse.move(0, 0)


SHOTS: dict[str, tuple[str, tuple[int, int], Literal["light", "dark"], Callable[[Page], None]]] = {
    # name → language of the browser, size, theme, what is done
    "vi": ("vi-VN", WIDE, "light", partial(answered, written="ti le song cua tre bi ung thu?")),
    "fr": ("fr-FR", WIDE, "light", partial(answered, written="et les sarcomes, c’est quand ?")),
    "en": ("en-GB", WIDE, "light", lambda page: None),
    "dark": ("en-GB", WIDE, "dark", on_the_first_morning),
    "phone": ("vi-VN", PHONE, "light", lambda page: None),
    "reminder": ("vi-VN", WIDE, "dark", reminded),
    "change": ("en-GB", WIDE, "light", changed),
    "stats": ("en-GB", WIDE, "light", counted),
    "announce": ("en-GB", WIDE, "light", announced),
}


def shoot(browser: Browser, name: str) -> None:
    """One picture."""
    language, (width, height), theme, act = SHOTS[name]
    with program() as url:
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=theme, locale=language, reduced_motion="reduce"
        )
        page = context.new_page()
        page.goto(url)
        expect(page.locator(".msg.in")).to_have_count(2)
        act(page)
        page.evaluate("document.activeElement.blur()")
        page.screenshot(path=PICTURES / f"{name}.png")
        context.close()


def main() -> int:
    """Make all of them."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if not chromium:
        print("error: no Chromium was found: install the Debian package `chromium`", file=sys.stderr)
        return 1
    PICTURES.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS.split())
        for name in SHOTS:
            shoot(browser, name)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
