"""What cannot be done says what to do instead, and does nothing."""

from typing import Any

import pytest

from workshop_bot.delivery import dispatch
from workshop_bot.delivery.turn import Incoming, Toast
from workshop_bot.features import ROUTES
from workshop_bot.features.lost import parked

COMMAND = {
    "vi": "Tôi không biết lệnh này. Anh/chị cứ nhắn câu hỏi; /help cho biết tôi giúp được gì.",
    "fr": "Je ne connais pas cette commande. Écrivez simplement votre question\u202f; /help montre ce que je sais faire.",
    "en": "I do not know this command. Just type your question; /help shows what I can do.",
}
BUTTON = {
    "vi": "Nút này không còn dùng được. Anh/chị cứ nhắn câu hỏi; /help cho biết tôi giúp được gì.",
    "fr": "Ce bouton n’est plus valable. Écrivez simplement votre question\u202f; /help montre ce que je sais faire.",
    "en": "This button is out of date. Just type your question; /help shows what I can do.",
}
SORRY = {
    "vi": "Xin lỗi, tôi chưa xử lý được tin nhắn này. Anh/chị vui lòng thử lại hoặc hỏi theo cách khác.",
    "fr": "Désolé, je n’ai pas pu traiter votre message. Réessayez, ou dites-le autrement.",
    "en": "Sorry, I could not handle your message. Please try again, or put it in other words.",
}
LANGUAGES = ("vi", "fr", "en")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("command", ["/banquet", "/announce now", "/x"])
def test_an_unknown_command(language: str, command: str, world: Any, person: Any) -> None:
    assert person(world, 7, language).says(command) == COMMAND[language]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("data", ["", "old:1", "~another-chat-s", "announce:send", "😀" * 16])
def test_an_old_or_forged_button(language: str, data: str, world: Any, person: Any) -> None:
    assert person(world, 7, language).taps_data(data) == BUTTON[language]


def test_in_a_group_it_is_told_to_the_one_who_taps(sam: Any) -> None:
    replies = sam.replies("tap", "old:1", group=True, query="tap")
    assert replies == [Toast("tap", BUTTON["vi"], alert=True)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_message_that_could_not_be_handled(language: str, world: Any, person: Any) -> None:
    with world.store.transaction() as connection:
        turn = dispatch._turn(connection, Incoming(1, "text", 7, 7, language=language), world.service, world.now)
        assert [reply.text.text for reply in parked(turn)] == [SORRY[language]]  # type: ignore[union-attr]  # - it says something


def test_the_routes_know_what_to_do_then() -> None:
    assert (ROUTES.lost is not None, ROUTES.parked) == (True, parked)
