"""What organisers attach: the page tells its name and shows it as sent; nothing is uploaded."""

from playwright.sync_api import FilePayload, Page, expect
from tests.browser import Teller
from tests.tryout.browser.telling import ORGANISER, said

MAP: FilePayload = {"name": "map.png", "mimeType": "image/png", "buffer": b"\x89PNG"}
PAPER: FilePayload = {"name": "paper.pdf", "mimeType": "application/pdf", "buffer": b"%PDF"}


def test_an_organiser_attaches_a_photo_with_words_and_a_document_without(page: Page, teller: Teller) -> None:
    attach = page.get_by_role("button", name="Attach a photo or a document")
    expect(attach).to_have_count(0)
    page.locator("#people").locator(f"[data-chat='{ORGANISER}']").click()
    teller.tell(said(ORGANISER, 1, "/start", ORGANISER))
    page.locator("#message").fill("The map")
    page.locator("#file").set_input_files(MAP)
    told = {"do": "attach", "person": ORGANISER, "chat": ORGANISER}
    assert teller.act("attach") == {**told, "kind": "photo", "name": "map.png", "text": "The map"}
    expect(page.locator("#message")).to_have_value("")
    page.locator("#file").set_input_files(PAPER)
    assert teller.act("attach", 2) == {**told, "kind": "document", "name": "paper.pdf", "text": ""}
    file = {"name": "map.png", "size": 0, "kind": "photo"}
    teller.tell(said(ORGANISER, 2, "The map", ORGANISER, file=file))
    sent = page.locator(".msg").last
    expect(sent.locator(".file")).to_have_text("map.pngPhoto")
    expect(sent.get_by_role("link")).to_have_count(0)
    expect(attach).to_be_visible()
