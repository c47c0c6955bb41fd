"""Makes the pictures of the chat in docs/pictures anew: a conversation in each language, on the page of `workshop-bot try`.

python docs/pictures.py    needs Chromium (the Debian package `chromium`), and takes about a minute
"""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "pictures"
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run "
    "--disable-background-networking --disable-component-update --disable-sync"
)
WIDE, PHONE = (1280, 800), (360, 740)

SHOTS = {  # name → language of the browser, size, theme, what is written
    "vi": ("vi-VN", WIDE, "light", "ti le song cua tre bi ung thu?"),
    "fr": ("fr-FR", WIDE, "light", "et les sarcomes, c’est quand ?"),
    "en": ("en-GB", WIDE, "light", ""),
    "dark": ("en-GB", WIDE, "dark", "/programme"),
    "phone": ("vi-VN", PHONE, "light", ""),
}


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
    expect(page.locator(".msg.in")).to_have_count(before + 1)


def shoot(browser: Browser, name: str) -> None:
    """One picture."""
    language, (width, height), theme, written = SHOTS[name]
    with program() as url:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if theme == "dark" else "light",
            locale=language,
            reduced_motion="reduce",
        )
        page = context.new_page()
        page.goto(url)
        expect(page.locator(".msg.in")).to_have_count(2)
        if theme == "dark":  # on the first morning
            page.locator("#moves button").last.click()
            page.locator("#moves button").nth(1).click()
            page.mouse.move(0, 0)  # off the button, which lights up below it
            expect(page.locator("#next.on")).to_be_visible()
        if written:
            answered(page, written)
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
