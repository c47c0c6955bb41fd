"""Replies as they arrive: through the library and a socket, at the double of Telegram."""

import asyncio
import json

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.botapi.edge import GROUP, LAN, TOPIC, met

from workshop_bot.botapi.send import send
from workshop_bot.delivery.turn import Article, Button, Delete, Edit, File, GiveUp, Inline, Media, Say, Sent, Toast
from workshop_bot.texts.markup import Mark, Rendered, render

MARKED = Rendered(
    "🩺 Lịch: 9:00, code 8:00",
    (Mark("bold", 3, 4), Mark("time", 9, 4, unix=1733104800), Mark("code", 15, 4), Mark("strikethrough", 20, 4)),
)
ENTITIES = [
    {"type": "bold", "offset": 3, "length": 4},
    {"type": "date_time", "offset": 9, "length": 4, "unix_time": 1733104800},
    {"type": "code", "offset": 15, "length": 4},
    {"type": "strikethrough", "offset": 20, "length": 4},
]
BUTTONS = ((Button("Yes", "news:all"), Button("Join", url="https://example.org/1", style="primary")),)
SHOWN = [[{"text": "Yes", "callback_data": "news:all"}, {"text": "Join", "url": "https://example.org/1", "style": "primary"}]]


def test_a_message_arrives_with_its_looks_its_buttons_and_its_place() -> None:
    async def story() -> None:
        async with met() as (double, ours):
            question = double.write(LAN, "/now", GROUP, thread=TOPIC)
            outcome = await send(ours.bot, Say(GROUP, MARKED, BUTTONS, "answer:1", question, TOPIC))
            message = double.messages(GROUP)[-1]
            assert outcome == Sent(message.id)
            assert (message.text, message.entities, message.buttons) == (MARKED.text, ENTITIES, SHOWN)
            assert (message.reply_to, message.thread, message.sender) == (question, TOPIC, 0)
            assert double.calls[-1].given["link_preview_options"] == {"is_disabled": True}
            assert double.calls[-1].given.keys().isdisjoint({"parse_mode", "disable_notification", "protect_content"})

    asyncio.run(story())


def test_a_message_comes_without_a_sound_where_it_is_silent() -> None:
    async def story() -> None:
        async with met() as (double, ours):
            await send(ours.bot, Say(LAN, MARKED, silent=True))
            assert double.calls[-1].given["disable_notification"] is True

    asyncio.run(story())


def test_an_answer_arrives_though_its_question_was_deleted() -> None:
    async def story() -> None:
        async with met() as (double, ours):
            assert await send(ours.bot, Say(LAN, render("At noon"), replies_to=99)) == Sent(double.messages(LAN)[-1].id)
            assert [(call.method, call.status) for call in double.calls] == [("sendmessage", 200)]

    asyncio.run(story())


def test_a_message_is_edited_in_its_place_and_taken_away() -> None:
    async def story() -> None:
        async with met() as (double, ours):
            sent = await send(ours.bot, Say(LAN, render("Hello"), BUTTONS))
            assert isinstance(sent, Sent)
            assert await send(ours.bot, Edit(LAN, MARKED, message=sent.message)) == sent
            assert [(one.id, one.text, one.entities, one.buttons) for one in double.messages(LAN)] == [
                (sent.message, MARKED.text, ENTITIES, [])
            ]
            assert await send(ours.bot, Edit(LAN, MARKED, message=sent.message)) == sent  # not modified
            assert await send(ours.bot, Delete(LAN, "answer:1", sent.message)) == Sent()
            assert double.messages(LAN) == []
            calls = len(double.calls)
            assert await send(ours.bot, Delete(LAN, "answer:1")) == Sent()
            assert len(double.calls) == calls

    asyncio.run(story())


def test_a_tap_is_answered_with_words_or_without() -> None:
    async def story() -> None:
        async with met() as (double, ours):
            toasts: list[tuple[str, bool]] = []
            double.listen(lambda event: toasts.append((event["text"], event["alert"])) if event["type"] == "toast" else None)
            for words, alert in (("", False), ("Đã lưu", False), ("x" * 300, True)):
                assert await send(ours.bot, Toast(double.tap(LAN, LAN, 1, "x"), words, alert)) == Sent()
            assert toasts == [("", False), ("Đã lưu", False), ("x" * 200, True)]

    asyncio.run(story())


def test_a_file_arrives_as_it_is_with_a_line_below_it() -> None:
    text = '{"question": "Lịch?"}\r\nx\n'

    async def story() -> None:
        async with met() as (double, ours):
            outcome = await send(ours.bot, File(LAN, "dữ liệu.json", text, MARKED))
            message = double.messages(LAN)[-1]
            assert outcome == Sent(message.id)
            assert message.file == {"name": "dữ liệu.json", "size": len(text.encode()), "data": text.encode()}
            assert (message.text, message.entities) == (MARKED.text, ENTITIES)

    asyncio.run(story())


def test_inline_results_arrive_for_one_person_alone_with_the_way_to_the_private_chat() -> None:
    async def story() -> None:
        async with met() as (double, ours):
            articles = (Article("faq:dose", "Dose", "What the dose is", MARKED),)
            query = double.ask_inline(LAN, "dose")
            assert await send(ours.bot, Inline(query, articles, "Ask in private", "q_dose")) == Sent()
            assert [(one["id"], one["title"], one["description"]) for one in double.answered_queries[query].results] == [
                ("faq:dose", "Dose", "What the dose is")
            ]
            asked = double.calls[-1].given
            assert (asked["is_personal"], asked["button"]) == (True, {"text": "Ask in private", "start_parameter": "q_dose"})
            content = asked["results"][0]["input_message_content"]
            assert (content["message_text"], content["entities"]) == (MARKED.text, ENTITIES)
            assert content["link_preview_options"] == {"is_disabled": True}
            chosen = double.choose_inline(LAN, GROUP, query, "faq:dose")
            assert double.world.messages[GROUP][chosen].text == MARKED.text

    asyncio.run(story())


FOUND_BY_TELEGRAM = {"bot_command", "mention", "url"}
"""What Telegram makes tappable in any text, whatever is sent with it."""
TYPED = st.lists(
    st.one_of(
        st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=50),
        st.sampled_from(
            ["<b>", "</b>", "&lt;", "**", "_", "`", "[x](https://x)", "@everyone", "/start", "\\", "%s", "{0}", "👩🏽‍⚕️", "\r\n"]
        ),
    ),
    min_size=1,
    max_size=9,
).map("".join)


@settings(max_examples=20)
@given(st.lists(TYPED.filter(str.strip), min_size=1, max_size=20))
def test_p22_any_text_arrives_as_it_was_typed(texts: list[str]) -> None:
    async def story() -> None:
        async with met() as (double, ours):
            for text in texts:
                plain = Rendered(text, ())
                sent = await send(ours.bot, Say(LAN, plain))
                assert isinstance(sent, Sent)
                assert await send(ours.bot, File(LAN, "copy.json", json.dumps(text), plain)) == Sent((sent.message or 0) + 1)
                assert await send(ours.bot, Toast(query := double.tap(LAN, LAN, 1, "x"), text[:200])) == Sent()
                assert query not in double.taps
                said, filed = double.messages(LAN)[-2:]
                assert said.text == filed.text == text.strip()
                assert {one["type"] for one in (*said.entities, *filed.entities)} <= FOUND_BY_TELEGRAM
                assert filed.file is not None
                assert json.loads(filed.file["data"]) == text

    asyncio.run(story())


def test_a_photo_and_a_document_are_sent_on_and_the_words_below_them_edited() -> None:
    async def story() -> None:
        async with met() as (double, ours):
            for kind in ("photo", "document"):
                double.send_thing(LAN, kind, name="map.pdf")
            for number, kind in enumerate(("photo", "document"), 1):
                sent = await send(ours.bot, Say(LAN, MARKED, BUTTONS, silent=True, media=Media(kind, f"{kind}-{number}")))  # type: ignore[arg-type]  # - one of both
                message = double.messages(LAN)[-1]
                assert sent == Sent(message.id)
                assert (message.text, message.entities, message.buttons) == (MARKED.text, ENTITIES, SHOWN)
                assert double.calls[-1].given["disable_notification"] is True
                assert await send(ours.bot, Edit(LAN, render("*"), message=message.id, caption=True)) == sent
                assert (message.text, message.buttons) == ("*", [])
                assert await send(ours.bot, Edit(LAN, Rendered("", ()), message=message.id, caption=True)) == sent
                assert message.text == ""
            assert await send(ours.bot, Say(LAN, Rendered("", ()), media=Media("photo", "photo-1"))) == Sent(double.messages(LAN)[-1].id)

    asyncio.run(story())


def test_an_edit_of_what_is_gone_is_said_anew_unless_it_is_of_no_use_then() -> None:
    async def story() -> None:
        async with met() as (double, ours):
            assert await send(ours.bot, Edit(LAN, MARKED, message=99, only=True)) == GiveUp("Message to edit not found")
            assert double.messages(LAN) == []
            assert await send(ours.bot, Edit(LAN, MARKED, message=99)) == Sent(double.messages(LAN)[-1].id)

    asyncio.run(story())
