"""The words of a message that waited as a kind and ids."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.delivery.life import READY, START, Chain, Live, say

from workshop_bot.delivery import outbox as sending
from workshop_bot.delivery.turn import Article, Button, Delete, Edit, File, Inline, Occasion, Say, Worded
from workshop_bot.delivery.words import as_typed, word
from workshop_bot.store import buttons, chats, outbox
from workshop_bot.store.engine import Store
from workshop_bot.store.outbox import Row
from workshop_bot.texts.markup import Mark, Rendered

LAN = 11


def row(data: str = "opening") -> Row:
    return Row(LAN, "remind", data, START, START, 1)


def worded(store: Store, said: Worded, waiting: Row) -> Worded:
    """What goes out where the feature finds these words."""
    with store.transaction() as connection:
        return word(connection, waiting, START, lambda: READY, lambda: "pow_bot", {"remind": lambda _: said}, {"agenda": None})


@pytest.fixture
def met(store: Store) -> Store:
    """Lan was met, and reads French."""
    with store.transaction() as connection:
        chats.meet(connection, LAN, True, START)
        chats.change(connection, LAN, language="fr")
    return store


def test_the_feature_is_told_whom_it_speaks_to_and_what_was_kept(met: Store) -> None:
    heard: list[Occasion] = []

    def listen(occasion: Occasion) -> Say:
        heard.append(occasion)
        return say(occasion.chat.chat, "bientôt")

    with met.transaction() as connection:
        said = word(connection, row(), START, lambda: READY, lambda: "pow_bot", {"remind": listen}, ())
    assert said == say(LAN, "bientôt")
    (occasion,) = heard
    assert (occasion.chat.chat, occasion.language, occasion.data, occasion.bot, occasion.now) == (LAN, "fr", "opening", "pow_bot", START)


def test_p22_nothing_in_it_can_be_tapped_but_our_own_commands(met: Store) -> None:
    said = worded(met, say(LAN, "/agenda, not /now nor @mallory"), row())
    assert said == say(LAN, "/agenda, not /\u2060now nor @\u2060mallory")


@pytest.mark.parametrize(("words", "beginning"), [("word " * 1000, "word word"), ("@mallory " * 454, "@\u2060mallory @\u2060mallory")])
def test_what_is_longer_than_a_message_arrives_with_its_beginning(met: Store, words: str, beginning: str) -> None:
    said = worded(met, Say(LAN, Rendered(words.strip(), (Mark("bold", 0, len(words) - 1),))), row())
    listed = as_typed(Inline("q", (Article("faq:a", "A", "a", Rendered(words.strip(), ())),)), (), "pow_bot")
    assert isinstance(said, Say)
    assert isinstance(listed, Inline)
    for text in (said.text, listed.articles[0].text):
        assert 4080 < text.units <= 4096
        assert text.text.startswith(beginning)
        assert text.text.endswith(" …")
    assert said.text.marks == (Mark("bold", 0, said.text.units - 2),)


def test_p22_nothing_that_was_typed_can_be_tapped_in_any_reply() -> None:
    typed, plain = Rendered("/now @mallory", ()), Rendered("/\u2060now @\u2060mallory", ())
    for reply in (Say(LAN, typed), Edit(LAN, typed, slot="menu"), File(LAN, "a.csv", "data", typed)):
        assert as_typed(reply, (), "pow_bot") == replace(reply, text=plain)


def test_what_a_button_does_not_hold_is_kept(met: Store) -> None:
    said = worded(met, say(LAN, "soon", buttons=((Button("Again", "again:" + "x" * 60),),)), row())
    assert isinstance(said, Say)
    ((button,),) = said.buttons
    with met.transaction() as connection:
        assert buttons.find(connection, button.data[1:], LAN) == "again:" + "x" * 60


@pytest.mark.parametrize("change", [{"silent": True}, {"gone": "blocked"}])
def test_who_wants_nothing_any_more_gets_nothing(met: Store, change: dict[str, bool | str]) -> None:
    with met.transaction() as connection:
        chats.change(connection, LAN, **change)
    assert worded(met, say(LAN, "soon"), row()) == "the chat wants nothing any more"


def test_the_reason_why_it_is_of_no_use_is_kept_and_the_next_goes_out(chain: Chain, live: Live) -> None:
    def found(connection: object, waiting: Row, now: object) -> Say | str:
        return "it is over" if waiting.data == "opening" else say(waiting.chat, waiting.data)

    async def story() -> None:
        chain.sender._word = found  # what app.py hands in
        await chain.start()
        await chain.writer.run(lambda connection: chats.meet(connection, LAN, True, START))
        await chain.writer.run(lambda connection: sending.put_off(connection, LAN, "remind", "opening", START))
        await chain.writer.run(lambda connection: sending.put_off(connection, LAN, "remind", "closing", START, START + timedelta(days=9)))
        chain.sender.wake()
        await chain.settle()
        await chain.stop()

    live(story())
    assert chain.server.texts == ["closing"]
    assert chain.read(outbox.counts) == {"dropped": 1, "sent": 1, "doubled": 0}


def test_words_that_cannot_be_found_are_our_fault_leave_nothing_and_hold_up_nobody(met: Store, caplog: pytest.LogCaptureFixture) -> None:
    written = "what Lan wrote"

    def fail(occasion: Occasion) -> Say:
        chats.change(occasion.connection, LAN, silent=True)
        raise KeyError(written)

    with met.transaction() as connection:
        said = word(connection, row(), START, lambda: READY, lambda: "pow_bot", {"remind": fail}, ())
        lan = chats.find(connection, LAN)
    assert said == "our fault, see the log"
    assert lan
    assert not lan.silent
    (message,) = caplog.messages
    assert message.startswith("message 0 (remind) could not be worded: KeyError at ")
    assert written not in message


def test_an_edit_is_mended_too_and_what_has_no_words_stays(met: Store) -> None:
    edit = Edit(LAN, Rendered("see /start", ()), slot="menu", only=True)
    assert worded(met, edit, row()) == replace(edit, text=Rendered("see /\u2060start", ()))
    for said in (Delete(LAN, "menu"), START + timedelta(hours=1), "over"):
        assert worded(met, said, row()) == said
