"""Each method answers as Telegram does: what it does, and how it refuses, in Telegram's words."""

from datetime import timedelta
from typing import Any

import pytest
from tests.tryout.telegram import CLAIRE, FORUM, GROUP, LAN, Json, call, telegram

from workshop_bot.tryout.methods import LARGEST_FILE, MOST_ANSWERED

BOLD = {"type": "bold", "offset": 0, "length": 3}
ROW = {"inline_keyboard": [[{"text": "Go", "callback_data": "go:1"}]]}


def said(**given: Any) -> Any:
    return call(telegram(), "sendMessage", **{"chat_id": LAN, "text": "Hello", **given})


def keyboard(*rows: list[Json]) -> Json:
    return {"inline_keyboard": list(rows)}


class TestSendMessage:
    def test_a_text_stands_there_as_it_was_sent(self) -> None:
        bold = {"type": "bold", "offset": 0, "length": 5}
        message = said(entities=[bold], reply_markup=ROW)
        assert (message["text"], message["entities"], message["reply_markup"], message["from"]["id"]) == ("Hello", [bold], ROW, 7)

    @pytest.mark.parametrize(
        ("given", "answer"),
        [
            ({"chat_id": 99}, "400 Bad Request: chat not found"),
            ({"chat_id": "nobody"}, "400 Bad Request: chat not found"),
            ({"chat_id": CLAIRE}, "403 Forbidden: bot can't initiate conversation with a user"),
            ({"text": ""}, "400 Bad Request: message text is empty"),
            ({"text": " \n "}, "400 Bad Request: message text is empty"),
            ({"text": "x" * 4097}, "400 Bad Request: message is too long"),
            ({"text": "😀" * 4097}, "400 Bad Request: message is too long"),
            ({"text": "đ" * 20_000}, "400 Bad Request: text is too long"),
            ({"entities": [{"type": "bold", "offset": -1, "length": 1}]}, "400 Bad Request: can't parse entities: wrong offset or length"),
            ({"reply_parameters": {"message_id": 404}}, "400 Bad Request: message to be replied not found"),
            ({"message_thread_id": 42}, "400 Bad Request: message thread not found"),
            ({"chat_id": FORUM, "message_thread_id": 1}, "400 Bad Request: message thread not found"),
            ({"reply_markup": keyboard([{"text": "x", "callback_data": "đ" * 33}])}, "400 Bad Request: BUTTON_DATA_INVALID"),
            ({"reply_markup": keyboard([{"text": "x", "callback_data": ""}])}, "400 Bad Request: BUTTON_DATA_INVALID"),
            ({"reply_markup": keyboard([{"text": "x", "url": "javascript:alert(1)"}])}, "400 Bad Request: BUTTON_URL_INVALID"),
            (
                {"reply_markup": keyboard([{"text": "x"}])},
                "400 Bad Request: text buttons are unallowed in the inline keyboard",
            ),
            ({"reply_markup": keyboard([{"text": "x", "callback_data": "x"}] * 9)}, "400 Bad Request: reply markup is too long"),
            ({"reply_markup": keyboard(*[[{"text": "x", "callback_data": "x"}]] * 101)}, "400 Bad Request: reply markup is too long"),
            ({"reply_markup": keyboard([{"text": " ", "callback_data": "x"}])}, "400 Bad Request: BUTTON_TEXT_EMPTY"),
            ({"reply_markup": keyboard([{"text": "x", "callback_data": "x", "style": "pink"}])}, "400 Bad Request: BUTTON_TYPE_INVALID"),
            ({"parse_mode": "HTML"}, "400 Bad Request: can't parse entities: no markup is read here, send entities"),
        ],
    )
    def test_what_telegram_refuses_is_refused_in_its_words(self, given: Json, answer: str) -> None:
        assert said(**given) == answer

    @pytest.mark.parametrize("text", ["x" * 4096, "😀" * 4096], ids=["letters", "emoji"])
    def test_the_longest_text_is_counted_in_code_points(self, text: str) -> None:
        assert said(text=text)["text"] == text

    def test_a_reply_to_what_is_gone_may_be_sent_without_it(self) -> None:
        assert "reply_to_message" not in said(reply_parameters={"message_id": 404, "allow_sending_without_reply": True})

    def test_a_topic_of_a_forum_is_kept(self) -> None:
        assert said(chat_id=FORUM, message_thread_id=42)["message_thread_id"] == 42

    def test_a_reply_finds_its_topic_by_itself(self) -> None:
        acts = telegram()
        asked = acts.write(LAN, "/ask x", FORUM, thread=42)
        answer = call(acts, "sendMessage", chat_id=FORUM, text="x", reply_parameters={"message_id": asked})
        assert (answer["message_thread_id"], answer["reply_to_message"]["message_id"]) == (42, asked)

    def test_commands_and_mentions_become_tappable_by_themselves(self) -> None:
        bold = {"type": "bold", "offset": 0, "length": 2}
        found = said(text="Hi @workshop_bot, see /help or https://example.org/x.", entities=[bold])["entities"]
        assert [(one["type"], one["offset"], one["length"]) for one in found] == [
            ("bold", 0, 2),
            ("mention", 3, 13),
            ("bot_command", 22, 5),
            ("url", 31, 21),
        ]

    def test_who_blocked_the_bot_or_left_gets_nothing(self) -> None:
        acts = telegram()
        acts.block(LAN)
        assert call(acts, "sendMessage", chat_id=LAN, text="x") == "403 Forbidden: bot was blocked by the user"
        acts.delete_account(LAN)
        assert call(acts, "sendMessage", chat_id=LAN, text="x") == "403 Forbidden: user is deactivated"

    def test_a_group_that_moved_or_threw_the_bot_out(self) -> None:
        acts = telegram()
        acts.add_bot(FORUM, LAN, there=False)
        new = acts.migrate(GROUP)
        moved = call(acts, "sendMessage", chat_id=GROUP, text="x")
        assert moved == "400 Bad Request: group chat was upgraded to a supergroup chat"
        assert call(acts, "sendMessage", chat_id=new, text="x")["chat"]["id"] == new
        assert call(acts, "sendMessage", chat_id=FORUM, text="x") == "403 Forbidden: bot was kicked from the supergroup chat"


class TestSendingOn:
    def test_what_somebody_has_sent_goes_on_by_its_id(self) -> None:
        acts = telegram()
        for kind in ("photo", "document"):
            acts.send_thing(LAN, kind, name="map.pdf")
        photo = call(acts, "sendPhoto", chat_id=LAN, photo="photo-1", caption="Map", caption_entities=[BOLD])
        assert (photo["photo"][-1]["file_id"], photo["caption"], photo["caption_entities"]) == ("photo-1", "Map", [BOLD])
        document = call(acts, "sendDocument", chat_id=LAN, document="document-2")
        assert (document["document"]["file_id"], "caption" in document) == ("document-2", False)

    @pytest.mark.parametrize(
        ("method", "given", "answer"),
        [
            ("sendPhoto", {}, "there is no photo in the request"),
            ("sendDocument", {}, "there is no document in the request"),
            ("sendPhoto", {"photo": "nothing"}, "wrong file identifier/HTTP URL specified"),
            ("sendDocument", {"document": "photo-1"}, "type of file mismatch"),
            ("sendPhoto", {"photo": "photo-1", "caption": "x" * 1025}, "message caption is too long"),
        ],
    )
    def test_what_cannot_go_on_is_refused(self, method: str, given: Json, answer: str) -> None:
        acts = telegram()
        acts.send_thing(LAN, "photo")
        assert call(acts, method, chat_id=LAN, **given) == f"400 Bad Request: {answer}"

    def test_the_words_below_are_edited_and_taken_away_but_a_text_has_none(self) -> None:
        acts = telegram()
        acts.send_thing(LAN, "photo")
        number = call(acts, "sendPhoto", chat_id=LAN, photo="photo-1", caption="Map")["message_id"]
        assert call(acts, "editMessageCaption", chat_id=LAN, message_id=number, caption="Map B")["caption"] == "Map B"
        assert "caption" not in call(acts, "editMessageCaption", chat_id=LAN, message_id=number)
        text = call(acts, "sendMessage", chat_id=LAN, text="One")["message_id"]
        answer = call(acts, "editMessageCaption", chat_id=LAN, message_id=text, caption="x")
        assert answer == "400 Bad Request: there is no caption in the message to edit"


class TestEdit:
    def test_another_text_and_other_buttons(self) -> None:
        acts = telegram()
        number = call(acts, "sendMessage", chat_id=LAN, text="One", reply_markup=ROW)["message_id"]
        edited = call(acts, "editMessageText", chat_id=LAN, message_id=number, text="Two")
        assert (edited["text"], "reply_markup" in edited, acts.world.messages[LAN][number].edited) == ("Two", False, True)

    @pytest.mark.parametrize("method", ["editMessageText", "editMessageReplyMarkup"])
    def test_the_same_again_is_not_modified(self, method: str) -> None:
        acts = telegram()
        number = call(acts, "sendMessage", chat_id=LAN, text="One", reply_markup=ROW)["message_id"]
        answer = call(acts, method, chat_id=LAN, message_id=number, text="One", reply_markup=ROW)
        assert answer.startswith("400 Bad Request: message is not modified: specified new message content and reply markup are exactly")

    def test_only_its_own_texts_that_are_there(self) -> None:
        acts = telegram()
        theirs = acts.write(LAN, "Mine")
        file = call(acts, "sendDocument", chat_id=LAN, document=("a.txt", b"x"))["message_id"]
        answers = [call(acts, "editMessageText", chat_id=LAN, message_id=number, text="x") for number in (404, theirs, file)]
        assert answers == [
            "400 Bad Request: message to edit not found",
            "400 Bad Request: message can't be edited",
            "400 Bad Request: there is no text in the message to edit",
        ]

    def test_what_was_sent_with_a_keyboard_in_place_of_buttons_stays_as_it_is(self) -> None:
        acts = telegram()
        number = call(acts, "sendMessage", chat_id=LAN, text="One", reply_markup={"force_reply": True})["message_id"]
        assert call(acts, "editMessageText", chat_id=LAN, message_id=number, text="Two") == "400 Bad Request: message can't be edited"


class TestDelete:
    def test_in_private_theirs_goes_too_in_a_group_it_stays(self) -> None:
        acts = telegram()
        answers = [call(acts, "deleteMessage", chat_id=chat, message_id=acts.write(LAN, "x", chat)) for chat in (LAN, GROUP)]
        assert answers == [True, "400 Bad Request: message can't be deleted"]

    def test_a_message_goes_once(self) -> None:
        acts = telegram()
        number = call(acts, "sendMessage", chat_id=LAN, text="One")["message_id"]
        answers = [call(acts, "deleteMessage", chat_id=LAN, message_id=number) for _ in range(2)]
        assert answers == [True, "400 Bad Request: message to delete not found"]

    def test_after_48_hours_it_stays(self) -> None:
        acts = telegram()
        number = call(acts, "sendMessage", chat_id=LAN, text="One")["message_id"]
        acts.world.messages[LAN][number].at -= timedelta(hours=49)
        assert call(acts, "deleteMessage", chat_id=LAN, message_id=number) == "400 Bad Request: message can't be deleted for everyone"


class TestQueries:
    TOO_OLD = "400 Bad Request: query is too old and response timeout expired or query ID is invalid"

    def test_a_tap_is_answered_once(self) -> None:
        acts = telegram()
        told: list[Json] = []
        acts.listen(told.append)
        query = acts.tap(LAN, LAN, 1, "go:1")
        answers = [call(acts, "answerCallbackQuery", callback_query_id=query, text="Done") for _ in range(2)]
        assert answers == [True, self.TOO_OLD]
        assert told == [{"type": "toast", "person": LAN, "chat": LAN, "text": "Done", "alert": False}]

    def test_after_150_seconds_a_tap_is_too_old(self) -> None:
        acts = telegram()
        query = acts.tap(LAN, LAN, 1, "go:1")
        acts.clock.seconds += 151  # type: ignore[attr-defined]  # - the clock of these tests
        assert call(acts, "answerCallbackQuery", callback_query_id=query) == self.TOO_OLD

    def test_a_toast_has_at_most_200_letters(self) -> None:
        acts = telegram()
        assert call(acts, "answerCallbackQuery", callback_query_id=acts.tap(LAN, LAN, 1, "x"), text="x" * 201) == (
            "400 Bad Request: MESSAGE_TOO_LONG"
        )

    def test_inline_results_can_be_sent_by_whoever_asked(self) -> None:
        acts = telegram()
        query = acts.ask_inline(LAN, "dates")
        article = {"id": "a", "title": "Dates", "input_message_content": {"message_text": "From the 2nd"}}
        assert call(acts, "answerInlineQuery", inline_query_id=query, results=[article]) is True
        acts.choose_inline(LAN, GROUP, query, "a")
        assert [message.text for message in acts.world.messages[GROUP].values()] == ["From the 2nd"]

    def test_after_30_seconds_an_inline_query_is_too_old(self) -> None:
        acts = telegram()
        query = acts.ask_inline(LAN, "x")
        acts.clock.seconds += 31  # type: ignore[attr-defined]  # - the clock of these tests
        assert call(acts, "answerInlineQuery", inline_query_id=query, results=[]) == self.TOO_OLD

    def test_a_button_above_the_results_begins_with_a_parameter_that_telegram_takes(self) -> None:
        acts = telegram()
        told: list[Json] = []
        acts.listen(told.append)
        for start in ("faq:x", "q_x"):
            query = acts.ask_inline(LAN, "x")
            answer = call(acts, "answerInlineQuery", inline_query_id=query, button={"text": "Ask", "start_parameter": start})
        assert answer is True
        assert told == [{"type": "inline", "person": LAN, "query": query, "results": [], "button": {"text": "Ask", "start": "q_x"}}]

    def test_only_the_last_answers_can_still_be_sent(self) -> None:
        acts = telegram()
        for _ in range(MOST_ANSWERED + 5):
            call(acts, "answerInlineQuery", inline_query_id=acts.ask_inline(LAN, "x"))
        assert len(acts.answered_queries) == MOST_ANSWERED

    @pytest.mark.parametrize("ids", [["a", "a"], [""], ["x" * 65]], ids=["twice", "empty", "long"])
    def test_ids_of_results(self, ids: list[str]) -> None:
        acts = telegram()
        results = [{"id": number, "input_message_content": {"message_text": "x"}} for number in ids]
        answer = call(acts, "answerInlineQuery", inline_query_id=acts.ask_inline(LAN, "x"), results=results)
        assert answer == "400 Bad Request: RESULT_ID_INVALID"


class TestProfile:
    def test_menus_are_kept_by_scope_and_language(self) -> None:
        acts = telegram()
        scope = {"type": "all_private_chats"}
        commands = [{"command": "help", "description": "What I can do"}]
        assert call(acts, "setMyCommands", commands=commands, scope=scope, language_code="fr") is True
        asked = [call(acts, "getMyCommands", scope=scope, language_code=language) for language in ("fr", "vi", "")]
        assert asked == [commands, [], []]
        call(acts, "deleteMyCommands", scope=scope, language_code="fr")
        assert call(acts, "getMyCommands", scope=scope, language_code="fr") == []

    @pytest.mark.parametrize(
        ("command", "answer"),
        [
            ({"command": "Help", "description": "What"}, "400 Bad Request: BOT_COMMAND_INVALID"),
            ({"command": "help", "description": "x"}, "400 Bad Request: BOT_COMMAND_DESCRIPTION_INVALID"),
        ],
    )
    def test_commands_that_telegram_refuses(self, command: Json, answer: str) -> None:
        assert call(telegram(), "setMyCommands", commands=[command]) == answer

    @pytest.mark.parametrize(
        ("given", "answer"),
        [
            ({"scope": {"type": "everybody"}}, "400 Bad Request: can't parse BotCommandScope: unsupported type specified"),
            ({"language_code": "en-GB"}, "400 Bad Request: invalid language code specified"),
            ({"commands": [{"command": "a", "description": "What"}] * 101}, "400 Bad Request: BOT_COMMANDS_TOO_MUCH"),
        ],
    )
    def test_menus_that_telegram_refuses(self, given: Json, answer: str) -> None:
        assert call(telegram(), "setMyCommands", **given) == answer

    @pytest.mark.parametrize(("name", "longest"), [("Description", 512), ("ShortDescription", 120), ("Name", 64)])
    def test_descriptions_are_kept_by_language(self, name: str, longest: int) -> None:
        acts = telegram()
        key = {"Description": "description", "ShortDescription": "short_description", "Name": "name"}[name]
        assert call(acts, f"setMy{name}", **{key: "Xin chào", "language_code": "vi"}) is True
        assert [call(acts, f"getMy{name}", language_code=language) for language in ("vi", "")] == [{key: "Xin chào"}, {key: ""}]
        assert call(acts, f"setMy{name}", **{key: "x" * (longest + 1)}) == f"400 Bad Request: {key} is too long"


def test_administrators_of_a_group_are_told() -> None:
    acts = telegram()
    found = [call(acts, "getChatMember", chat_id=GROUP, user_id=number)["status"] for number in (LAN, CLAIRE)]
    assert found == ["administrator", "member"]
    nobody = [call(acts, "getChatMember", chat_id=chat, user_id=number) for chat, number in ((GROUP, 999), (LAN, LAN))]
    assert nobody == ["400 Bad Request: member not found"] * 2


@pytest.mark.parametrize(
    ("given", "answer"),
    [
        ({"url": "http://example.org/"}, "400 Bad Request: bad webhook: An HTTPS URL must be provided for webhook"),
        (
            {"url": "https://example.org:8080/"},
            "400 Bad Request: bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443",
        ),
        ({"url": "https://example.org/", "secret_token": "sécret"}, "400 Bad Request: secret token contains unallowed characters"),
    ],
)
def test_a_webhook_that_telegram_refuses(given: Json, answer: str) -> None:
    assert call(telegram(), "setWebhook", **given) == answer


def test_a_webhook_is_set_told_and_taken_away() -> None:
    acts = telegram()
    acts.write(LAN, "x")
    call(acts, "setWebhook", url="https://example.org:8443/x", allowed_updates=["callback_query"], secret_token="s")
    acts.write(LAN, "not wanted any more")
    told = call(acts, "getWebhookInfo")
    call(acts, "setWebhook", url="")
    assert (told["url"], told["pending_update_count"], call(acts, "getWebhookInfo")["url"]) == ("https://example.org:8443/x", 1, "")
    call(acts, "deleteWebhook", drop_pending_updates=True)
    assert call(acts, "getWebhookInfo")["pending_update_count"] == 0


@pytest.mark.parametrize(
    ("document", "answer"),
    [
        (("a.txt", b""), "400 Bad Request: file must be non-empty"),
        (("a.txt", b"x" * (LARGEST_FILE + 1)), "413 Request Entity Too Large"),
        ("BQADx", "400 Bad Request: wrong file identifier/HTTP URL specified"),
        (None, "400 Bad Request: there is no document in the request"),
    ],
    ids=["empty", "large", "identifier", "none"],
)
def test_a_file_that_telegram_refuses(document: Any, answer: str) -> None:
    assert call(telegram(), "sendDocument", chat_id=LAN, document=document) == answer


def test_p07_a_strict_telegram_counts() -> None:
    acts = telegram(strict=True)
    answers = [call(acts, "sendMessage", chat_id=LAN, text="x") for _ in range(7)]
    assert [isinstance(answer, dict) for answer in answers] == [True] * 6 + [False]
    assert answers[-1].startswith("429 Too Many Requests: retry after ")
