"""What is read of an update."""

import json
from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from workshop_bot.botapi.read import ALLOWED, Self, read
from workshop_bot.delivery.turn import Incoming, Media
from workshop_bot.texts.markup import Mark

ME = Self(99, "Pow_bot")
WHO = {"id": 11, "is_bot": False, "first_name": "Lan", "language_code": "vi"}
US = {"id": 99, "is_bot": True, "first_name": "Bot", "username": "Pow_bot"}
PRIVATE = {"id": 11, "type": "private", "first_name": "Lan"}
GROUP = {"id": -100500, "type": "supergroup", "title": "Ward 3"}
ANONYMOUS = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}

HERS = Incoming(7, "text", 11, 11, True, "Hi", 3, language="vi")
IN_GROUP = Incoming(7, "text", -100500, 11, False, "Hi", 3, language="vi", addressed=False)


def message(
    chat: Mapping[str, Any] = PRIVATE, kind: str = "message", sender: Mapping[str, Any] | None = WHO, **more: Any
) -> dict[str, Any]:
    """An update with a message of Lan's; what is None in it is left out."""
    given = {"message_id": 3, "date": 1, "chat": chat, "from": sender, "text": "Hi", **more}
    return {"update_id": 7, kind: {key: value for key, value in given.items() if value is not None}}


def mention(text: str, name: str, kind: str = "mention") -> dict[str, Any]:
    """A text in a group in which the app has marked a name."""
    offset = len(text[: text.index(name)].encode("utf-16-le")) // 2
    return message(GROUP, text=text, entities=[{"type": kind, "offset": offset, "length": len(name)}])


def of(number: int) -> Any:
    return {"message_id": number, "date": 1, "chat": GROUP}


class TestPrivate:
    @pytest.mark.parametrize("text", ["Hi", "/start s_opening", "/now@Pow_bot", "/now@other_bot", "@Pow_bot"[:4], "Giờ nào?\nỞ đâu?"])
    def test_all_that_is_written_is_meant_for_the_bot(self, text: str) -> None:
        assert read(message(text=text), ME) == replace(HERS, text=text)

    def test_a_change_of_a_text_is_another_kind(self) -> None:
        assert read(message(kind="edited_message"), ME) == replace(HERS, kind="edited")

    def test_a_change_of_the_words_below_a_photo_asks_nothing(self) -> None:
        changed = message(kind="edited_message", text=None, photo=[{"file_id": "big"}], caption="/announce Map")
        photo = Media("photo", "big")
        assert read(changed, ME) == replace(HERS, kind="edited", text="", media=photo, caption="/announce Map")

    def test_a_change_of_what_is_no_text_is_of_no_use(self) -> None:
        changed = message(kind="edited_message", text=None, location={"latitude": 1.5, "longitude": 2})
        assert read(changed, ME) == Incoming(7, "unknown", text="edited_message, update_id")

    @pytest.mark.parametrize("thing", ["voice", "sticker", "location", "poll", "story", "checklist"])
    def test_what_is_no_text_is_told_by_its_kind(self, thing: str) -> None:
        content: dict[str, Any] = {thing: {"file_id": "x"}}
        sent = message(text=None, caption="private", media_group_id="77", **content)
        assert read(sent, ME) == replace(HERS, kind="other", text=thing, album="77")

    def test_a_photo_comes_in_its_largest_size_and_a_document_with_the_words_below_it(self) -> None:
        looks = [{"type": "bold", "offset": 0, "length": 3}]
        photo = message(text=None, photo=[{"file_id": "small"}, {"file_id": "large"}], caption="Map of floor 2", caption_entities=looks)
        told = replace(
            HERS, kind="other", text="photo", media=Media("photo", "large"), caption="Map of floor 2", marks=(Mark("bold", 0, 3),)
        )
        assert read(photo, ME) == told
        document = message(text=None, document={"file_id": "x"})
        assert read(document, ME) == replace(HERS, kind="other", text="document", media=Media("document", "x"))

    def test_what_was_formatted_is_told_as_far_as_we_can_give_it_on(self) -> None:
        looks: list[dict[str, Any]] = [{"type": kind, "offset": 0, "length": 2} for kind in ("italic", "expandable_blockquote", "mention")]
        looks += [{"type": "pre", "offset": 3, "length": 90}, {"type": "text_link", "offset": 0, "length": 4, "url": "https://x.org"}]
        marks = (Mark("link", 0, 4, "https://x.org"), Mark("italic", 0, 2), Mark("blockquote", 0, 2), Mark("pre", 3, 4))
        assert read(message(text="🙂 four", entities=looks), ME) == replace(HERS, text="🙂 four", marks=marks)

    def test_what_the_service_says_is_not_answered(self) -> None:
        assert read(message(text=None, pinned_message=of(2)), ME) == replace(HERS, kind="other", text="", addressed=False)

    def test_what_is_forwarded_and_what_is_answered_is_told(self) -> None:
        forwarded = message(forward_origin={"type": "hidden_user", "date": 1}, reply_to_message=of(2))
        assert read(forwarded, ME) == replace(HERS, forwarded=True, replies_to=2)

    def test_a_long_text_is_cut(self) -> None:
        assert read(message(text="🩺" * 5000), ME) == replace(HERS, text="🩺" * 4096)

    def test_half_letters_and_nul_are_no_text(self) -> None:
        assert read(message(text="a\ud83d\x00b"), ME) == replace(HERS, text="a?b")

    def test_without_a_language_there_is_none(self) -> None:
        assert read(message(sender={"id": 11, "is_bot": False}), ME) == replace(HERS, language="")

    def test_bots_are_nobody(self) -> None:
        assert read(message(sender={**WHO, "is_bot": True}), ME) == replace(HERS, person=0)

    def test_what_was_chosen_from_our_own_inline_list_is_not_asked(self) -> None:
        assert read(message(via_bot=US), ME) == replace(HERS, person=0, forwarded=True)

    def test_what_was_chosen_from_the_list_of_another_bot_is_answered_as_what_is_forwarded(self) -> None:
        other = {"id": 5, "is_bot": True, "first_name": "GIF"}
        assert read(message(via_bot=other), ME) == replace(HERS, forwarded=True)
        picture = message(text=None, animation={"file_id": "x"}, via_bot=other)
        assert read(picture, ME) == replace(HERS, kind="other", text="animation", forwarded=True)
        in_group = message(GROUP, text="/now", via_bot=other)
        assert read(in_group, ME) == replace(IN_GROUP, text="/now", person=0, addressed=True, forwarded=True)


class TestGroup:
    @pytest.mark.parametrize(
        ("text", "meant"),
        [("/now", True), ("/now@pow_BOT tomorrow", True), ("/now@other_bot", False), ("now", False), ("1/2", False), ("/", False)],
    )
    def test_a_command_is_meant_for_us_unless_it_names_another(self, text: str, meant: bool) -> None:
        assert read(message(GROUP, text=text), ME) == replace(IN_GROUP, text=text, addressed=meant)

    def test_a_reply_to_us_is_meant_for_us_unless_it_is_another_bots_command(self) -> None:
        ours, others = {**of(2), "from": US}, {**of(2), "from": WHO}
        assert read(message(GROUP, reply_to_message=ours), ME) == replace(IN_GROUP, replies_to=2, addressed=True)
        assert read(message(GROUP, reply_to_message=others), ME) == replace(IN_GROUP, replies_to=2)
        command = message(GROUP, reply_to_message=ours, text="/now@other_bot")
        assert read(command, ME) == replace(IN_GROUP, text="/now@other_bot", replies_to=2)
        voice = message(GROUP, reply_to_message=ours, text=None, voice={"file_id": "x"})
        assert read(voice, ME) == replace(IN_GROUP, kind="other", text="voice", replies_to=2, addressed=True)
        assert read(message(GROUP, text=None, voice={"file_id": "x"}), ME) == replace(IN_GROUP, kind="other", text="voice")

    @pytest.mark.parametrize(
        ("text", "rest"),
        [
            ("@Pow_bot when is lunch?", "when is lunch?"),
            ("🩺 when,\n@POW_bot", "🩺 when,"),
            ("Ask @pow_bot /now", "Ask  /now"),
            ("@pow_bot", ""),
        ],
    )
    def test_a_mention_of_us_is_meant_for_us_and_is_no_part_of_the_question(self, text: str, rest: str) -> None:
        name = next(word for word in text.split() if word.startswith("@"))
        assert read(mention(text, name), ME) == replace(IN_GROUP, text=rest, addressed=True)

    def test_what_is_no_mention_of_us_is_not_meant_for_us(self) -> None:
        for update in (
            mention("@pow_bot_2 hi", "@pow_bot_2"),
            mention("x@pow_bot.org and @other", "@other"),
            mention("@pow_bot", "@pow_bot", "code"),
        ):
            assert read(update, ME) == replace(IN_GROUP, text=update["message"]["text"])

    def test_a_topic_is_told_where_it_must_be_named(self) -> None:
        begun = {**of(5), "from": US, "forum_topic_created": {"name": "Lunch"}}
        written = message(GROUP, message_thread_id=5, is_topic_message=True, reply_to_message=begun)
        assert read(written, ME) == replace(IN_GROUP, thread=5)
        assert read(message(GROUP, message_thread_id=5), ME) == IN_GROUP  # a thread of replies; in General none is told

    def test_an_administrator_without_a_name_is_one_and_no_person(self) -> None:
        settings = message(GROUP, text="/settings", sender_chat=GROUP, sender=ANONYMOUS)
        nobody = replace(IN_GROUP, text="/settings", person=0, language="", addressed=True)
        assert read(settings, ME) == replace(nobody, administrator=True)
        forged = message(GROUP, text="/settings", sender_chat={"id": -2, "type": "channel"}, sender=ANONYMOUS)
        assert read(forged, ME) == nobody
        private = message(text="/settings", sender=ANONYMOUS)
        assert read(private, ME) == replace(nobody, chat=11, private=True)

    @pytest.mark.parametrize(
        "more", [{"sender_chat": {"id": -2, "type": "channel"}}, {"is_automatic_forward": True}, {"sender": {"id": 777000}}]
    )
    def test_a_channel_is_nobody(self, more: dict[str, Any]) -> None:
        language = "" if "sender" in more else "vi"
        assert read(message(GROUP, text="/now", **more), ME) == replace(IN_GROUP, text="/now", person=0, language=language, addressed=True)

    def test_what_stands_in_a_channel_is_not_meant_for_us(self) -> None:
        nothing = Incoming(7, "other", -2, private=False, message=3, addressed=False)
        assert read(message({"id": -2, "type": "channel"}, text="/now"), ME) == nothing
        assert read(message({**GROUP, "id": -2}, text="/now", sender=None), ME) == nothing

    def test_a_group_that_moves_tells_its_new_number(self) -> None:
        moved = message(GROUP, text=None, migrate_to_chat_id=-1007)
        assert read(moved, ME) == Incoming(7, "moved", -100500, 0, False, "-1007", 3)

    def test_who_comes_and_goes_is_told_by_its_status(self) -> None:
        member = {"chat": GROUP, "from": WHO, "date": 1, "old_chat_member": {}, "new_chat_member": {"user": US, "status": "administrator"}}
        assert read({"update_id": 7, "my_chat_member": member}, ME) == Incoming(
            7, "member", -100500, 11, False, "administrator", language="vi"
        )
        blocked = {**member, "chat": PRIVATE, "new_chat_member": {"user": US, "status": "kicked"}}
        assert read({"update_id": 7, "my_chat_member": blocked}, ME) == Incoming(7, "member", 11, 11, True, "kicked", language="vi")

    def test_who_puts_it_into_a_channel_where_nobody_can_ask_has_no_hello(self) -> None:
        added = {"chat": {"id": -2, "type": "channel"}, "from": WHO, "new_chat_member": {"user": US, "status": "administrator"}}
        expected = Incoming(7, "member", -2, 11, False, "administrator", language="vi", addressed=False)
        assert read({"update_id": 7, "my_chat_member": added}, ME) == expected


class TestTaps:
    def test_a_tap_bears_the_buttons_data_and_where_it_stands(self) -> None:
        tap = {"id": "55", "from": WHO, "chat_instance": "1", "data": "see:faq", "message": {**of(4), "from": US, "text": "x"}}
        expected = Incoming(7, "tap", -100500, 11, False, "see:faq", 4, query="55", language="vi", name="Lan")
        assert read({"update_id": 7, "callback_query": tap}, ME) == expected
        in_topic = {**tap, "message": {**of(4), "message_thread_id": 5, "is_topic_message": True}}
        assert read({"update_id": 7, "callback_query": in_topic}, ME) == replace(expected, thread=5)

    def test_a_tap_on_what_cannot_be_seen_any_more_is_a_tap(self) -> None:
        tap = {"id": "55", "from": WHO, "chat_instance": "1", "message": {"message_id": 4, "date": 0, "chat": PRIVATE}}
        assert read({"update_id": 7, "callback_query": tap}, ME) == Incoming(
            7, "tap", 11, 11, True, "", 4, query="55", language="vi", name="Lan"
        )

    def test_a_tap_on_what_stands_elsewhere_is_not_ours(self) -> None:
        tap = {"id": "55", "from": WHO, "chat_instance": "1", "inline_message_id": "x", "data": "see:faq"}
        unplaced = Incoming(7, "tap", 0, 11, True, "see:faq", query="55", language="vi", name="Lan", addressed=False)
        assert read({"update_id": 7, "callback_query": tap}, ME) == unplaced

    def test_a_tap_in_a_channel_is_not_meant_for_us(self) -> None:
        post = {"message_id": 4, "date": 0, "chat": {"id": -2, "type": "channel"}}
        tap = {"id": "55", "from": WHO, "chat_instance": "1", "data": "see:faq", "message": post}
        passed = Incoming(7, "tap", -2, 11, False, "see:faq", 4, query="55", language="vi", name="Lan", addressed=False)
        assert read({"update_id": 7, "callback_query": tap}, ME) == passed

    def test_a_tap_bears_the_whole_name_on_one_line(self) -> None:
        who = {**WHO, "first_name": "Lan\nAnh", "last_name": "Nguyễn"}
        tap = {"id": "55", "from": who, "data": "relay:name:1", "message": {"message_id": 4, "date": 0, "chat": PRIVATE}}
        found = read({"update_id": 7, "callback_query": tap}, ME)
        assert found
        assert found.name == "Lan Anh Nguyễn"

    def test_p20_nobody_taps_in_anothers_private_chat(self) -> None:
        tap = {"id": "55", "from": WHO, "data": "set:language:fr", "message": {"message_id": 4, "date": 0, "chat": {**PRIVATE, "id": 12}}}
        foreign = Incoming(7, "tap", 12, 11, True, "set:language:fr", 4, query="55", language="vi", name="Lan", addressed=False)
        assert read({"update_id": 7, "callback_query": tap}, ME) == foreign


def test_words_after_the_bots_name_are_an_inline_query() -> None:
    query = {"id": "66", "from": WHO, "query": "dose", "offset": ""}
    assert read({"update_id": 7, "inline_query": query}, ME) == Incoming(7, "inline", 0, 11, text="dose", query="66", language="vi")


@pytest.mark.parametrize(
    "update",
    [
        {"update_id": 7, "chat_boost": {"secret": "text"}},
        {"update_id": 7, "message": "text", "chat_boost": 1},
        {"update_id": 7, "message": {"text": "text"}, "chat_boost": {}},
        {"update_id": 7, "message": None, "chat_boost": {}},
    ],
)
def test_p23_what_is_not_known_is_told_by_the_names_of_its_keys_alone(update: dict[str, Any]) -> None:
    assert read(update, ME) == Incoming(7, "unknown", text=", ".join(sorted(update)))


@pytest.mark.parametrize("number", [None, "7", 7.0, True, -1, 2**53, [7]])
def test_p23_what_has_no_number_cannot_be_kept(number: Any) -> None:
    assert read({"update_id": number, "message": message()["message"]}, ME) is None
    assert list(map(read, (number, [], "text", {}), [ME] * 4)) == [None] * 4


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(st.characters(), max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=9,
)
WHOLE = (
    message(GROUP, reply_to_message={**of(2), "from": US}, entities=[{"type": "mention", "offset": 0, "length": 8}], message_thread_id=5),
    message(sender_chat=GROUP, via_bot=US, media_group_id="1"),
    message(text=None, photo=[{"file_id": "a"}], caption="b", caption_entities=[{"type": "bold", "offset": 0, "length": 1}]),
    {"update_id": 7, "callback_query": {"id": "5", "from": WHO, "data": "x:y", "message": of(4)}},
    {"update_id": 7, "inline_query": {"id": "6", "from": WHO, "query": "dose"}},
    {"update_id": 7, "my_chat_member": {"chat": GROUP, "from": WHO, "new_chat_member": {"status": "left"}}},
)


@st.composite
def broken(draw: st.DrawFn) -> Any:
    """A whole update in which one or more things are something else, or gone."""
    update = json.loads(json.dumps(draw(st.sampled_from(WHOLE))))
    for _ in range(draw(st.integers(1, 3))):
        inner = update
        while inner:
            key = draw(st.sampled_from(sorted(inner) if isinstance(inner, dict) else range(len(inner))))
            if not isinstance(inner[key], dict | list) or draw(st.booleans()):
                if draw(st.booleans()):
                    inner[key] = draw(JSON)
                else:
                    del inner[key]
                break
            inner = inner[key]
    return update


@given(broken() | JSON | st.builds(lambda kind, inner: {"update_id": 7, kind: inner}, st.sampled_from([*ALLOWED, "poll"]), JSON))
@example({"update_id": 7, "message": {**message()["message"], "from": {**WHO, "language_code": "\ud800"}}})
@example({"update_id": 7, "\ud800\x00": 1})
@example(message(text=None, photo=[]))
def test_p23_junk_never_raises_and_all_that_is_read_can_be_kept(update: Any) -> None:
    incoming = read(update, ME)
    if incoming is None:
        return
    records: list[Any] = [incoming, *incoming.marks, *([incoming.media] if incoming.media else [])]
    kept = [
        value for one in records for field in fields(one) if field.name not in ("media", "marks") for value in [getattr(one, field.name)]
    ]
    for text in kept:
        if isinstance(text, str):
            text.encode()
            assert "\x00" not in text
            assert len(text) <= 4096
        else:
            assert text is None or abs(text) < 2**53
