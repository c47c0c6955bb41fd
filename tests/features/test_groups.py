"""In groups: what works there, personal things apart, settings by administrators alone."""

import re
from dataclasses import replace
from typing import Any

import pytest

from workshop_bot.delivery.turn import Incoming
from workshop_bot.features import groups

GROUP = -1001
WORKS = {
    "vi": """Trong nhóm, tôi chỉ trả lời những gì gửi cho tôi:
• /ask@pow_bot kèm câu hỏi
• trả lời một tin nhắn của tôi
• tin nhắn có nhắc @pow_bot, nếu tôi là quản trị viên của nhóm

Chương trình: /programme@pow_bot, /now@pow_bot, /next@pow_bot
Dành cho quản trị viên nhóm: /settings@pow_bot
Việc riêng, mời anh/chị nhắn riêng với tôi.
[Nhắn riêng → https://t.me/pow_bot]""",
    "fr": """Ici, je ne réponds qu’à ce qui m’est adressé_:
• /ask@pow_bot suivi de votre question
• une réponse à l’un de mes messages
• un message qui contient @pow_bot, si je suis administrateur du groupe

Le programme_: /programme@pow_bot, /now@pow_bot, /next@pow_bot
Pour les administrateurs_: /settings@pow_bot
Ce qui est personnel se règle en conversation privée.
[Écrire en privé → https://t.me/pow_bot]""".replace("_", "\u202f").replace("pow\u202fbot", "pow_bot"),
    "en": """Here I answer only what is meant for me:
• /ask@pow_bot with your question
• a reply to a message of mine
• a message that holds @pow_bot, if I am an administrator here

The programme: /programme@pow_bot, /now@pow_bot, /next@pow_bot
For administrators: /settings@pow_bot
Everything personal is done in the private chat.
[Open the private chat → https://t.me/pow_bot]""",
}
HELLO = {
    "vi": "Xin chào, tôi trả lời các câu hỏi về Hội thảo Ung thư Nhi khoa 2024. Trong nhóm, tôi chỉ đọc những gì gửi cho tôi: "
    "/ask@pow_bot kèm câu hỏi, hoặc trả lời một tin nhắn của tôi.",
    "fr": "Bonjour. Atelier d’oncologie pédiatrique 2024\u202f: je réponds à vos questions. Ici, je ne lis que ce qui m’est adressé\u202f: "
    "/ask@pow_bot suivi de votre question, ou une réponse à l’un de mes messages.",
    "en": "Hello, I answer questions about Pediatric Oncology Workshop 2024. Here I read only what is meant for me: "
    "/ask@pow_bot with your question, or a reply to a message of mine.",
}


def join(who: Any, status: str = "member") -> str:
    from_ = {"chat": GROUP, "person": who.number, "private": False, "language": who.language}
    return says(who, who.world.receive(kind="member", text=status, **from_))


def says(who: Any, replies: list[Any]) -> str:
    return "\n\n".join(reply.text.text for reply in replies)


@pytest.mark.parametrize(("who", "language"), [("lan", "vi"), ("claire", "fr"), ("sam", "en")])
def test_a_hello_in_the_language_of_who_brings_it_and_what_works(request: pytest.FixtureRequest, who: str, language: str) -> None:
    someone = request.getfixturevalue(who)
    assert join(someone) == HELLO[language]
    for command in ("/help@pow_bot", "/start@pow_bot"):
        assert someone.says(command, group=True) == WORKS[language]


def test_the_hello_comes_once_and_again_after_it_was_sent_away(sam: Any, world: Any) -> None:
    assert join(sam) == HELLO["en"]
    world.later(1)
    assert join(sam, "administrator") == ""
    assert join(sam, "kicked") == ""
    assert world.chat(GROUP).gone == "kicked"
    assert join(sam) == HELLO["en"]
    assert world.chat(GROUP).gone == ""


def test_it_may_be_brought_by_an_administrator_without_a_name(world: Any) -> None:
    (hello,) = world.receive(kind="member", text="administrator", chat=GROUP, private=False)
    assert hello.text.text == HELLO["vi"]


def test_mentions_are_promised_only_where_they_arrive(sam: Any, world: Any) -> None:
    world.service = type(world.service)(**{**vars(world.service), "sees_all": True})
    assert join(sam) == (
        "Hello, I answer questions about Pediatric Oncology Workshop 2024. Here I answer only what is meant for me: "
        "/ask@pow_bot with your question, a reply to a message of mine, or @pow_bot in your message."
    )
    assert sam.says("/help@pow_bot", group=True).splitlines()[3] == "• a message that holds @pow_bot"


def test_it_is_silent_unless_addressed(sam: Any) -> None:
    join(sam)
    assert sam.says("when is lunch?", group=True, addressed=False) == ""
    assert sam.sends("photo", group=True, addressed=False) == ""


@pytest.mark.parametrize("command", ["privacy", "stop", "forget"])
def test_personal_things_go_to_the_private_chat(sam: Any, command: str) -> None:
    join(sam)
    assert sam.says(f"/{command}@pow_bot", group=True) == (
        f"That is between the two of us: please open the private chat.\n[Open the private chat → https://t.me/pow_bot?start={command}]"
    )


def test_the_link_to_the_private_chat_does_the_same_there(sam: Any) -> None:
    sam.says("/start")
    for command in ("privacy", "stop", "forget"):
        assert sam.says(f"/start {command}") == sam.says(f"/{command}")


class TestWordsWrittenInTheGroup:
    """A personal command with words: the same person finds them again in the private chat, where the link does all of it."""

    @staticmethod
    def link(said: str) -> str:
        return said.rpartition("?start=")[2].rstrip("]")

    @pytest.mark.parametrize("text", ["/remind@pow_bot surgery", "remind me of surgery", "/organisers@pow_bot is there a cloakroom?"])
    def test_are_done_there(self, sam: Any, stranger: Any, organiser: Any, text: str) -> None:
        organiser.says("/start")
        join(sam)
        link = self.link(sam.says(text, group=True))
        assert len(link) <= 64
        assert re.fullmatch(r"[A-Za-z0-9_-]+", link)
        assert sam.says(f"/start {link}") == stranger.says(text)

    def test_a_question_goes_on_to_the_organisers_there(self, sam: Any, organiser: Any) -> None:
        organiser.says("/start")
        join(sam)
        said = sam.says("/ask@pow_bot is there motorbike parking?", group=True)
        (button,) = [row for row in said.split("\n") if row.startswith("[Ask the organisers →")]
        assert sam.says(f"/start {self.link(button)}").startswith(
            "Shall I send this to the organisers, without your name?\n\nis there motor"
        )

    def test_are_nobody_elses(self, sam: Any, stranger: Any) -> None:
        join(sam)
        link = self.link(sam.says("/remind@pow_bot surgery", group=True))
        assert stranger.says(f"/start {link}") == stranger.says("/remind")
        assert stranger.followed == {}

    def test_p21_are_erased_with_the_person(self, sam: Any) -> None:
        join(sam)
        link = self.link(sam.says("/remind@pow_bot surgery", group=True))
        sam.says("/forget")
        sam.taps("Erase everything")
        assert sam.says(f"/start {link}") == sam.says("/remind")


def test_settings_by_administrators(sam: Any, world: Any) -> None:
    join(sam)
    assert sam.says("/settings@pow_bot", group=True, administrator=True) == (
        "Settings of this group\nLanguage: English\nAnnouncements of the organisers do not come here.\n"
        "[Tiếng Việt] [Français] [✓ English]\n[Announce here] [✓ Do not announce here]"
    )
    tapped = sam.replies("tap", "group:language:fr", group=True, message=5, query="tap", administrator=True)
    assert tapped[1].text.text == "Réglages du groupe\nLangue\u202f: Français\nLes annonces des organisateurs n’arrivent pas ici."
    assert [button.words for row in tapped[1].buttons for button in row] == [
        "Tiếng Việt", "✓ Français", "English", "Annoncer ici", "✓ Ne pas annoncer ici",
    ]  # fmt: skip
    sam.replies("tap", "group:announcements:all", group=True, message=5, query="tap", administrator=True)
    assert (world.chat(GROUP).language, world.chat(GROUP).announcements) == ("fr", "all")
    assert sam.says("/settings@pow_bot", group=True, administrator=True).splitlines()[2] == "Les annonces des organisateurs arrivent ici."


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("fr", ("fr", "")),
        ("tieng Phap", ("fr", "")),
        ("announce here", ("", "all")),
        ("khong gui vao nhom", ("", "none")),
        ("xx", ("", "")),
    ],
)
def test_settings_in_words(words: str, kept: tuple[str, str], sam: Any, world: Any) -> None:
    join(sam)
    said = sam.says(f"/settings@pow_bot {words}", group=True, administrator=True)
    assert (world.chat(GROUP).language, world.chat(GROUP).announcements) == kept
    assert said == sam.says("/settings@pow_bot", group=True, administrator=True)


def test_p20_settings_of_a_group_by_others(sam: Any, stranger: Any, organiser: Any, world: Any) -> None:
    join(sam)
    before = world.chat(GROUP)
    for who in (sam, stranger, organiser):
        for words in ("", " fr"):
            assert who.says(f"/settings@pow_bot{words}", group=True) == "Only the administrators of this group change its settings."
        for data in ("group:language:fr", "group:announcements:all", "group:"):
            assert who.taps_data(data, group=True) == "(alert) Only the administrators of this group change its settings."
    assert world.chat(GROUP) == before


def test_p20_settings_of_a_group_from_a_private_chat(stranger: Any) -> None:
    stranger.says("/now")
    before = stranger.row
    stranger.taps_data("group:language:fr")
    assert stranger.row == before


def test_p20_a_language_that_the_workshop_does_not_speak(sam: Any, world: Any) -> None:
    join(sam)
    before = world.chat(GROUP)
    for data in ("group:language:xx", "group:announcements:some", "group:language:", "group"):
        sam.replies("tap", data, group=True, message=5, query="tap", administrator=True)
    assert world.chat(GROUP) == before


def test_rights_are_looked_up_for_the_settings_of_a_group_alone() -> None:
    group = Incoming(1, "text", GROUP, 3, False, "/settings")
    asking = [group, replace(group, text="/Settings@pow_bot now"), replace(group, kind="tap", text="group:language:fr")]
    others = [
        replace(group, text="/settingsx"), replace(group, text="settings"), replace(group, private=True), replace(group, person=0),
        replace(group, forwarded=True), replace(group, kind="tap", text="set:language:fr"), replace(group, kind="edited"),
    ]  # fmt: skip
    assert [groups.asks_rights(one) for one in (*asking, *others)] == [True] * 3 + [False] * 7
