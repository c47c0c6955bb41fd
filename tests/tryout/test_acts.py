"""What people do becomes the update that Telegram would send, or none where the bot may not see it."""

import pytest
from tests.tryout.telegram import CLAIRE, FORUM, GROUP, LAN, call, telegram, waiting


def test_a_first_message_lets_the_bot_write() -> None:
    acts = telegram()
    number = acts.start(CLAIRE, "s_opening")
    (update,) = waiting(acts)
    message = update["message"]
    assert (message["message_id"], message["text"], message["chat"]["type"], message["from"]["language_code"]) == (
        number,
        "/start s_opening",
        "private",
        "fr",
    )
    assert call(acts, "sendMessage", chat_id=CLAIRE, text="Hello")["text"] == "Hello"


@pytest.mark.parametrize("parameter", ["x" * 65, "a b", "é"])
def test_a_start_parameter_that_telegram_does_not_take(parameter: str) -> None:
    with pytest.raises(ValueError, match="at most 64"):
        telegram().start(LAN, parameter)


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("when is lunch?", False),
        ("@workshop_bot when is lunch?", False),  # a mention does not reach a bot in privacy mode
        ("/ask when is lunch?", True),
        ("/ask@workshop_bot when is lunch?", True),
        ("/ask@other_bot when is lunch?", False),
    ],
)
def test_in_a_group_with_privacy_mode_only_what_is_meant_for_the_bot_arrives(text: str, seen: bool) -> None:
    acts = telegram()
    acts.write(LAN, text, GROUP)
    assert bool(waiting(acts)) is seen


def test_replies_to_the_bot_arrive_and_with_privacy_mode_off_all_does() -> None:
    acts = telegram()
    said = call(acts, "sendMessage", chat_id=GROUP, text="Hello")["message_id"]
    acts.write(LAN, "and then?", GROUP, reply_to=said)
    assert [update["message"]["reply_to_message"]["message_id"] for update in waiting(acts)] == [said]
    acts = telegram(sees_all=True)
    acts.write(LAN, "when is lunch?", GROUP)
    assert len(waiting(acts)) == 1


def test_a_topic_of_a_forum_is_told() -> None:
    acts = telegram()
    acts.write(LAN, "/ask x", FORUM, thread=42)
    (update,) = waiting(acts)
    assert (update["message"]["is_topic_message"], update["message"]["message_thread_id"]) == (True, 42)


def test_forwarded_and_anonymous_messages_say_so() -> None:
    acts = telegram()
    acts.write(LAN, "/stop", forwarded=True)
    acts.write(LAN, "/settings", GROUP, anonymous=True)
    forwarded, anonymous = (update["message"] for update in waiting(acts))
    assert ("forward_origin" in forwarded, anonymous["from"]["id"], anonymous["sender_chat"]["id"]) == (True, 1087968824, GROUP)


def test_an_edit_of_ones_own() -> None:
    acts = telegram()
    number = acts.write(LAN, "one")
    acts.edit(LAN, None, number, "two")
    assert waiting(acts)[-1]["edited_message"]["text"] == "two"
    with pytest.raises(ValueError, match="own messages"):
        acts.edit(CLAIRE, LAN, number, "three")


def test_a_tap_on_a_message_that_is_gone_has_no_date() -> None:
    acts = telegram()
    acts.tap(LAN, LAN, 404, "go:1")
    assert waiting(acts)[0]["callback_query"]["message"] == {
        "message_id": 404,
        "date": 0,
        "chat": {"id": LAN, "type": "private", "first_name": "Lan"},
    }


def test_blocking_and_unblocking_are_told_once() -> None:
    acts = telegram()
    for blocked in (True, True, False):
        acts.block(LAN, blocked)
    assert [update["my_chat_member"]["new_chat_member"]["status"] for update in waiting(acts)] == ["kicked", "member"]


def test_a_photo_of_an_album() -> None:
    acts = telegram()
    acts.send_thing(LAN, "photo", album="7")
    message = waiting(acts)[0]["message"]
    assert ("photo" in message, message["media_group_id"], "text" in message) == (True, "7", False)


def test_what_is_sent_on_has_an_id_a_name_and_words_below_it() -> None:
    acts = telegram()
    acts.send_thing(LAN, "photo", caption="See /help")
    acts.send_thing(LAN, "document", name="map.pdf")
    acts.send_thing(LAN, "voice")
    photo, document, voice = (update["message"] for update in waiting(acts))
    assert photo["photo"][-1]["file_id"] == "photo-1"
    assert (photo["caption"], photo["caption_entities"]) == ("See /help", [{"type": "bot_command", "offset": 4, "length": 5}])
    assert (document["document"]["file_id"], document["document"]["file_name"]) == ("document-2", "map.pdf")
    assert ("voice" in voice, "document" in voice) == (True, False)
    assert {name: file["kind"] for name, file in acts.files.items()} == {"photo-1": "photo", "document-2": "document", "voice-3": "voice"}


def test_a_migration_is_told_in_the_old_group() -> None:
    acts = telegram()
    new = acts.migrate(GROUP)
    before, after = (update["message"] for update in waiting(acts))
    assert (before["chat"]["id"], before["migrate_to_chat_id"]) == (GROUP, new)
    assert (after["chat"]["id"], after["migrate_from_chat_id"]) == (new, GROUP)


def test_commands_and_mentions_are_marked_in_utf16_units() -> None:
    acts = telegram()
    acts.write(LAN, "😀 @workshop_bot hi")
    assert waiting(acts)[0]["message"]["entities"] == [{"type": "mention", "offset": 3, "length": 13}]


def test_who_writes_again_has_unblocked_the_bot_first() -> None:
    acts = telegram()
    acts.block(LAN)
    acts.write(LAN, "Hello")
    found = [
        (update["my_chat_member"]["old_chat_member"]["status"], update["my_chat_member"]["new_chat_member"]["status"])
        if "my_chat_member" in update
        else update["message"]["text"]
        for update in waiting(acts)
    ]
    assert found == [("member", "kicked"), ("kicked", "member"), "Hello"]


def test_a_deleted_account_says_nothing_more() -> None:
    acts = telegram()
    acts.delete_account(LAN)
    with pytest.raises(ValueError, match="deleted"):
        acts.write(LAN, "Hello")


def test_a_text_is_one_message_of_whole_letters() -> None:
    acts = telegram()
    acts.write(LAN, "x\ud83d" + "y" * 5000)
    text = waiting(acts)[0]["message"]["text"]
    assert (text[:3], len(text)) == ("x\ufffdy", 4096)


def test_an_inline_answer_that_is_sent_comes_to_the_bot_as_its_own() -> None:
    acts = telegram()
    query = acts.ask_inline(LAN, "dates")
    call(acts, "answerInlineQuery", inline_query_id=query, results=[{"id": "a", "input_message_content": {"message_text": "From the 2nd"}}])
    acts.choose_inline(LAN, GROUP, query, "a")
    message = waiting(acts)[-1]["message"]
    assert (message["text"], message["via_bot"]["username"]) == ("From the 2nd", "workshop_bot")


def test_what_is_not_answered_in_time_is_forgotten() -> None:
    acts = telegram()
    old = acts.tap(LAN, LAN, 1, "x")
    acts.clock.seconds += 151  # type: ignore[attr-defined]  # - the clock of these tests
    new = acts.tap(LAN, LAN, 1, "x")
    assert (list(acts.taps), old < new) == ([new], True)
