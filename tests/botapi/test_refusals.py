"""What becomes of a message that Telegram refuses: each text of TELEGRAM.md, through the library and a socket (P6)."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest
from tests.botapi import edge
from tests.botapi.edge import LAN, answering, met, nobody

from workshop_bot.botapi import client
from workshop_bot.botapi.send import send
from workshop_bot.delivery.turn import Button, Delete, Edit, GiveUp, Moved, Outcome, Reply, Say, Sent, Toast, TryLater, Unsure
from workshop_bot.errors import TokenRefused
from workshop_bot.texts.markup import render

GONE = GiveUp("never started", gone=True)
BLOCKED = GiveUp("blocked", gone=True)
DELETED = GiveUp("deleted", gone=True, erase=True)
OUT = GiveUp("not in the group", gone=True)
MUTE = GiveUp("may not write", gone=True)
A_BOT = GiveUp("a bot", gone=True)
LOST = "the answer was lost"

SAID: dict[str, Outcome] = {
    "400 Bad Request: chat not found": GONE,
    "400 Bad Request: private chat not found": GONE,
    "400 Bad Request: PEER_ID_INVALID": GONE,
    "400 Bad Request: not enough rights to send text messages to the chat": MUTE,
    "400 Bad Request: have no write access to the chat": MUTE,
    "400 Bad Request: have no rights to send a message": MUTE,
    "400 Bad Request: CHAT_WRITE_FORBIDDEN": MUTE,
    "400 Bad Request: TOPIC_CLOSED": GiveUp("the topic is closed"),
    "400 Bad Request: message is too long": GiveUp("Message is too long"),
    "400 Bad Request: message caption is too long": GiveUp("Message caption is too long"),
    "400 Bad Request: text is too long": GiveUp("Text is too long"),
    "400 Bad Request: message text is empty": GiveUp("Message text is empty"),
    "400 Bad Request: text must be non-empty": GiveUp("Text must be non-empty"),
    "400 Bad Request: RICH_MESSAGE_BLOCK_INVALID": GiveUp("Rich_message_block_invalid"),
    "400 Bad Request: INPUT_USER_DEACTIVATED": DELETED,
    "400 Bad Request: USER_IS_BLOCKED": BLOCKED,
    "403 Forbidden: bot was blocked by the user": BLOCKED,
    "403 Forbidden: user is deactivated": DELETED,
    "403 Forbidden: bot can't initiate conversation with a user": GONE,
    "403 Forbidden: bot was kicked from the group chat": OUT,
    "403 Forbidden: bot was kicked from the supergroup chat": OUT,
    "403 Forbidden: bot was kicked from the channel chat": OUT,
    "403 Forbidden: bot is not a member of the supergroup chat": OUT,
    "403 Forbidden: the group chat was deleted": OUT,
    "403 Forbidden: the bot can't send messages to the bot": A_BOT,
    "403 Forbidden: bot can't send messages to bots": A_BOT,
    "404 Not Found": GiveUp("Not Found"),
    "409 Conflict: terminated by other getUpdates request": GiveUp("Conflict: terminated by other getUpdates request"),
    "429 Too Many Requests: try it later": TryLater(5.0, "too many requests"),
    "500 Internal Server Error: restart": Unsure(LOST),
    "502 Bad Gateway": Unsure(LOST),
    "504 Gateway Timeout": Unsure(LOST),
}
EDITED: dict[str, Outcome] = {
    "400 Bad Request: message is not modified: specified new message content and reply markup are exactly the same": Sent(5),
    "403 Forbidden: bot was blocked by the user": BLOCKED,
    "500 Internal Server Error: restart": TryLater(2.0, LOST),
}
TAKEN_AWAY: dict[str, Outcome] = {
    "400 Bad Request: message to delete not found": Sent(),
    "400 Bad Request: message can't be deleted": GiveUp("Message can't be deleted"),
    "400 Bad Request: message can't be deleted for everyone": GiveUp("Message can't be deleted for everyone"),
}
TOASTED: dict[str, Outcome] = {
    "400 Bad Request: query is too old and response timeout expired or query ID is invalid": Sent(),
    "400 Bad Request: QUERY_ID_INVALID": Sent(),
    "502 Bad Gateway": TryLater(2.0, LOST),
}
SAY, EDIT = Say(LAN, render("**Hello**")), Edit(LAN, render("Hello"), message=5)
TABLE: list[tuple[str, Reply, dict[str, Outcome]]] = [
    ("sendMessage", SAY, SAID),
    ("editMessageText", EDIT, EDITED),
    ("deleteMessage", Delete(LAN, "", 5), TAKEN_AWAY),
    ("answerCallbackQuery", Toast("1"), TOASTED),
]


def refused(method: str, reply: Reply, *said: str, **parameters: Any) -> list[Outcome]:
    """What becomes of a reply at each of these refusals, which stay as long as it is tried."""

    async def story() -> list[Outcome]:
        async with met() as (double, ours):
            outcomes = []
            for status, _, description in (one.partition(" ") for one in said):
                double.refuse(method, 9, int(status), description, **parameters)
                outcomes.append(await send(ours.bot, reply))
                double.scripts.clear()
            return outcomes

    return asyncio.run(story())


@pytest.mark.parametrize(("method", "reply", "table"), TABLE, ids=lambda value: value if isinstance(value, str) else "")
def test_p06_every_refusal_has_its_verdict(method: str, reply: Reply, table: dict[str, Outcome]) -> None:
    assert dict(zip(table, refused(method, reply, *table), strict=True)) == table


def test_p06_a_403_in_capitals_comes_as_a_400_and_is_known_all_the_same() -> None:
    shouted = {
        f"400 {said.partition(': ')[2].upper()}": outcome for said, outcome in SAID.items() if isinstance(outcome, GiveUp) and outcome.gone
    }
    assert dict(zip(shouted, refused("sendMessage", SAY, *shouted), strict=True)) == shouted


def test_p06_a_group_that_has_moved_is_told_with_its_new_number() -> None:
    said = "400 Bad Request: group chat was upgraded to a supergroup chat"
    assert refused("sendMessage", SAY, said, migrate_to_chat_id=-1007) == [Moved(-1007)]


def test_p06_the_wait_that_telegram_asks_for_is_told() -> None:
    said = "429 Too Many Requests: retry after 37"
    assert refused("sendMessage", SAY, said, retry_after=37) == [TryLater(37.0, "too many requests")]
    assert refused("answerCallbackQuery", Toast("1"), said, retry_after=37) == [TryLater(37.0, "too many requests")]


def test_p06_a_revoked_token_ends_the_program_whatever_was_called() -> None:
    for method, reply in (("sendMessage", SAY), ("editMessageText", EDIT), ("answerCallbackQuery", Toast("1"))):
        with pytest.raises(TokenRefused, match="Unauthorized"):
            refused(method, reply, "401 Unauthorized")


@pytest.mark.parametrize("after", [False, True])
def test_p06_of_a_cut_connection_nobody_knows_whether_the_message_arrived(after: bool) -> None:
    async def story() -> None:
        async with met() as (double, ours):
            double.cut("sendMessage", after=after)
            assert await send(ours.bot, SAY) == Unsure(LOST)
            assert len(double.messages(LAN)) == after
            double.cut("editMessageText", after=after)
            assert await send(ours.bot, EDIT) == TryLater(2.0, LOST)

    asyncio.run(story())


def test_p06_what_was_given_up_while_its_answer_was_awaited_may_have_arrived(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "TIMEOUT", 0.1)

    async def story() -> None:
        async with met() as (double, ours):
            double.faults.slow = 0.5
            assert await send(ours.bot, SAY) == Unsure(LOST)
            assert await send(ours.bot, Toast("1")) == TryLater(2.0, LOST)
            await double.until(double.idle)

    asyncio.run(story())


def test_p06_without_a_connection_nothing_was_sent_and_all_wait() -> None:
    async def story() -> None:
        async with nobody() as ours:
            assert await send(ours.bot, SAY) == TryLater(2.0, "no connection", everywhere=True)

    asyncio.run(story())


@pytest.mark.parametrize("status", [200, 400, 401, 403, 404, 502])
def test_p06_what_is_not_telegram_says_nothing_about_the_message(status: int) -> None:
    async def story() -> None:
        for body, content_type in (("<h1>Unauthorized</h1>", "text/html"), ('["chat not found"]', "application/json"), ("", "text/plain")):
            async with answering(status, body, content_type) as ours:
                assert await send(ours.bot, SAY) == Unsure(LOST)

    asyncio.run(story())


MENDED = {
    "can't parse entities: Unsupported start tag": "entities",
    "entities too long": "entities",
    "entity begins in a middle of a UTF-16 symbol at byte offset 4": "entities",
    "entity beginning at UTF-16 offset 0 ends after the end of the text at UTF-16 offset 9": "entities",
    "ENTITY_TEXT_INVALID": "entities",
    "BUTTON_DATA_INVALID": "reply_markup",
    "BUTTON_URL_INVALID": "reply_markup",
    "BUTTON_TYPE_INVALID": "reply_markup",
    "text buttons are unallowed in the inline keyboard": "reply_markup",
    "reply markup is too long": "reply_markup",
    "message to be replied not found": "reply_parameters",
    "reply message not found": "reply_parameters",
    "message thread not found": "message_thread_id",
}
WHOLE = Say(edge.GROUP, render("**Hello** <p>"), ((Button("Yes", "news:all"),),), "", 1, edge.TOPIC)


def test_p06_what_can_be_mended_is_sent_again_without_what_was_refused(caplog: pytest.LogCaptureFixture) -> None:
    async def story() -> None:
        async with met() as (double, ours):
            double.write(LAN, "Hi", edge.GROUP, thread=edge.TOPIC)
            for said, part in MENDED.items():
                caplog.clear()
                double.calls.clear()
                double.refuse("sendMessage", 1, 400, f"Bad Request: {said}")
                assert isinstance(await send(ours.bot, WHOLE), Sent)
                first, second = (dict(call.given) for call in double.calls)
                assert first.pop(part)
                assert not second.pop(part, None)
                assert second == first
                ours_to_mend = [record for record in caplog.records if record.levelname == "ERROR"]
                assert len(ours_to_mend) == (part in ("entities", "reply_markup"))

    asyncio.run(story())


def test_p06_each_mend_is_tried_once() -> None:
    assert refused("sendMessage", WHOLE, "400 Bad Request: BUTTON_DATA_INVALID") == [GiveUp("Button_data_invalid")]
    said = "400 Bad Request: message can't be edited"
    assert refused("deleteMessage", Delete(LAN, "", 5), said) == [GiveUp("Message can't be edited")]


def test_p06_what_cannot_be_edited_is_said_anew() -> None:
    async def story() -> None:
        async with met() as (double, ours):
            for said in ("message to edit not found", "message can't be edited", "there is no text in the message to edit"):
                double.refuse("editMessageText", 1, 400, f"Bad Request: {said}")
                outcome = await send(ours.bot, replace(EDIT, text=render(said)))
                assert [(Sent(message.id), message.text) for message in double.messages(LAN)[-1:]] == [(outcome, said)]
            double.refuse("editMessageText", 1, 400, "Bad Request: message to edit not found")
            question = double.write(LAN, "Hi", edge.GROUP, thread=edge.TOPIC)
            await send(ours.bot, Edit(edge.GROUP, render("Hello"), message=5, replies_to=question, thread=edge.TOPIC))
            (there,) = (message for message in double.messages(edge.GROUP) if message.sender == 0)
            assert (there.reply_to, there.thread) == (question, edge.TOPIC)

    asyncio.run(story())
