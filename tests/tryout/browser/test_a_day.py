"""A day of the organisers in the page: one answer for three who ask in three languages, kept for all others; an announcement, corrected."""

import re

from playwright.sync_api import Browser, Locator, expect
from tests.browser import complaints, opened
from tests.tryout.browser.visitor import Visitor

ASKED = {
    "Sam": ("is there motorbike parking?", "Ask the organisers", "Send"),
    "Claire": ("Y a-t-il un parking pour les scooters ?", "Demander aux organisateurs", "Envoyer"),
    "Lan": ("có chỗ gửi xe máy không ạ?", "Hỏi ban tổ chức", "Gửi"),
}
ANSWER = "Yes, in the basement of building B, 5,000 dong a day."


def test_one_answer_reaches_three_and_is_kept_and_an_announcement_is_corrected(browser: Browser, url: str) -> None:
    wrong: list[str] = []
    page = opened(browser, url, wrong, size=(1280, 800))
    visitor = Visitor(page, narrow=False)
    found: list[str] = []

    def newest() -> Locator:
        return page.locator(".msg.in").last

    def tap(words: str) -> None:
        page.locator(".msg button").filter(has_text=re.compile(f"^{re.escape(words)}$")).last.click()

    # The organiser has a chat; three people ask what nobody published, each in their language.
    expect(page.get_by_role("button", name="No", exact=True)).to_be_visible()
    tap("Yes")
    visitor.be("Organiser")
    page.get_by_role("button", name="Start").click()
    expect(page.get_by_role("button", name="No", exact=True)).to_be_visible()
    for name, (question, reach, send) in ASKED.items():
        visitor.be(name)
        if name != "Sam":
            page.get_by_role("button", name="Start").click()
            expect(page.locator(".msg.in")).to_have_count(2)
        visitor.ask(question)
        tap(reach)
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
    tap("Answer “Parking”")
    expect(newest()).to_contain_text("Give this answer to an entry that has none yet?")
    tap("Keep")
    expect(page.locator(".msg.in").filter(has_text="An answer was kept in the folder, and is in force.")).to_have_count(1)
    page.get_by_role("button", name="Add a person").click()
    page.get_by_role("textbox", name="Name").fill("Zoë")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Start").click()
    expect(page.locator(".msg.in")).to_have_count(2)
    expect(visitor.ask("Where can I leave my motorbike?")).to_contain_text(ANSWER)

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
