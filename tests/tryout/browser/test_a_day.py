"""A day of the organisers in the page: one answer for three who ask in three languages, kept for all others; an announcement, corrected."""

import re

from playwright.sync_api import Browser, Locator, expect
from tests.browser import complaints, opened
from tests.tryout.browser.visitor import Visitor

ASKED = {
    "Sam": ("is it possible to take part from home over the internet", "Send"),
    "Claire": ("puis-je suivre l'atelier depuis Paris, à distance ?", "Envoyer"),
    "Lan": ("Em ở xa quá, ngồi nhà học qua mạng được không?", "Gửi"),
}
ANSWER = "Yes: the lectures are on Zoom; the link comes by e-mail."


def test_one_answer_reaches_three_and_is_kept_and_an_announcement_is_corrected(browser: Browser, url: str) -> None:
    wrong: list[str] = []
    page = opened(browser, url, wrong, size=(1280, 800))
    visitor = Visitor(page, narrow=False)
    found: list[str] = []

    def newest() -> Locator:
        return page.locator(".msg.in").last

    def tap(words: str) -> None:
        page.locator(".msg button").filter(has_text=re.compile(f"^{re.escape(words)}$")).last.click()

    # The organiser has a chat; three people ask the organisers the same, each in their language.
    expect(page.get_by_role("button", name="No", exact=True)).to_be_visible()
    tap("Yes")
    visitor.be("Organiser")
    page.get_by_role("button", name="Start").click()
    expect(page.get_by_role("button", name="No", exact=True)).to_be_visible()
    for name, (question, send) in ASKED.items():
        visitor.be(name)
        if name != "Sam":
            page.get_by_role("button", name="Start").click()
            expect(page.locator(".msg.in")).to_have_count(2)
        visitor.ask(f"/organisers {question}")
        tap(send)

    # One answer reaches all three.
    visitor.be("Organiser")
    expect(page.locator(".msg.in").filter(has_text="A question to the organisers")).to_have_count(3)
    expect(visitor.ask("/inbox")).to_contain_text("3 people")
    found += complaints(page)
    tap("1")
    tap("Answer all of these")
    expect(newest()).to_contain_text("Type the answer")
    visitor.ask(ANSWER)
    tap("Send")
    expect(page.get_by_role("button", name="Keep as an answer")).to_be_visible()
    found += complaints(page)
    for name in ASKED:
        visitor.be(name)
        expect(newest()).to_contain_text(ANSWER)

    # It is kept as an entry: who asks next is answered at once.
    visitor.be("Organiser")
    tap("Keep as an answer")
    expect(newest()).to_contain_text("Keep this as an entry of the folder?")
    found += complaints(page)
    tap("Keep")
    expect(page.locator(".msg.in").filter(has_text="An answer was kept in the folder, and is in force.")).to_have_count(1)
    visitor.be("Sam")
    expect(visitor.ask("Is it possible to take part over the internet from home?")).to_contain_text(ANSWER)

    # What the organiser announces arrives, and is corrected where it stands.
    visitor.be("Organiser")
    visitor.ask("/announce The bus leaves at 17:00")
    tap("Send now to 1")
    visitor.be("Sam")
    announced = page.locator(".msg.in").filter(has_text="The bus leaves at")
    expect(announced).to_contain_text("17:00")
    visitor.be("Organiser")
    tap("Correct")
    expect(newest()).to_contain_text("Type the corrected text")
    visitor.ask("The bus leaves at 18:00")
    tap("Correct silently")
    visitor.be("Sam")
    expect(announced).to_have_count(1)
    expect(announced).to_contain_text("18:00")
    found += complaints(page)
    assert (found, wrong) == ([], [])
