"""What organisers may do is tried by those who may not, in every form that Telegram knows (P20): nothing changes, and they are told kindly.

Forms are updates as Telegram sends them; commands, buttons and dialogues are taken from ROUTES and DIALOGUES, and what stands behind the
buttons from those that an organiser is shown in a story. A new route is covered by itself, or the last test asks for its part of the story.
"""

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import select

from workshop_bot.botapi.read import Self, read
from workshop_bot.delivery.turn import Incoming, Reply
from workshop_bot.features import DIALOGUES, ROUTES, TAKING_FILES
from workshop_bot.store import buttons, conversations, organisers
from workshop_bot.store.tables import metadata

GROUP, CHANNEL, BOT = -1001, -1002, 99
ORGANISER, OUSTED, STRANGER = 4, 5, 666
ME = Self(BOT, "pow_bot")
COMMANDS = [name for name, route in ROUTES.commands.items() if route.organisers]
BUTTONS = [name for name, route in ROUTES.buttons.items() if route.organisers]
THEIRS = [name for name in DIALOGUES if name in {*COMMANDS, *BUTTONS}]
MADE_UP = ("", "1", "neuroblastoma-1 10:00", "again:666:owner")
TYPED = ("10:00", "500", "Lunch is at noon in the hall.")
MOST = 150
"""Buttons that the organiser taps to see what stands behind them."""

REST = {"reload": ("reload:take:0123456789abcdef", "reload:leave:0123456789abcdef")}
"""Buttons that the story does not come to: they stand below a folder that would change too much."""

Json = dict[str, Any]
Form = Callable[[int, str, int], Json]
"""Who, the words or the data, the number of a message of the bot's → an update without its number."""


def message(who: int, words: str, **more: Any) -> Json:
    """A text in the private chat."""
    return {"message_id": 5000, "date": 0, "chat": {"id": who, "type": "private"}, "from": person(who), "text": words} | more


def person(who: int) -> Json:
    return {"id": who, "is_bot": False, "first_name": "Eve", "language_code": "en"}


def group(words: str, **more: Any) -> Json:
    """A command in a group, which means us."""
    name, _, rest = words.partition(" ")
    return {
        "message_id": 6000,
        "date": 0,
        "chat": {"id": GROUP, "type": "supergroup", "title": "Ward 5"},
        "text": f"{name}@pow_bot {rest}",
    } | more


def tapped(who: int, data: str, **more: Any) -> Json:
    return {"callback_query": {"id": "1", "from": person(who), "chat_instance": "1", "data": data} | more}


def ours(number: int, chat: int) -> Json:
    """A message of the bot's."""
    kind = "private" if chat > 0 else "supergroup"
    return {
        "message_id": number,
        "date": 0,
        "chat": {"id": chat, "type": kind},
        "from": {"id": BOT, "is_bot": True, "first_name": "Bot"},
        "text": "…",
    }


ORIGIN = {"type": "user", "date": 0, "sender_user": person(ORGANISER)}
FORMS: dict[str, Form] = {  # of a command; nobody's but an organiser's own words in private count, so the organiser may try these, too
    "forwarded": lambda who, words, shown: {"message": message(who, words, forward_origin=ORIGIN)},
    "edited": lambda who, words, shown: {"edited_message": message(who, words, edit_date=1)},
    "by another bot": lambda who, words, shown: {"message": message(who, words, via_bot={"id": 7, "is_bot": True, "first_name": "B"})},
    "inline": lambda who, words, shown: {"inline_query": {"id": "1", "from": person(who), "query": words, "offset": ""}},
    "in a group": lambda who, words, shown: {"message": group(words, **{"from": person(who)})},
    "as an answer in a group": lambda who, words, shown: {
        "message": group(words, **{"from": person(who), "reply_to_message": ours(shown, GROUP)})
    },
    "by an administrator without a name": lambda who, words, shown: {
        "message": group(words, **{"from": {"id": 1087968824, "is_bot": True}, "sender_chat": {"id": GROUP, "type": "supergroup"}})
    },
    "by a channel in a group": lambda who, words, shown: {
        "message": group(words, **{"from": {"id": 136817688, "is_bot": True}, "sender_chat": {"id": CHANNEL, "type": "channel"}})
    },
    "forwarded by a channel": lambda who, words, shown: {
        "message": group(words, **{"from": {"id": 777000, "is_bot": False}, "sender_chat": {"id": CHANNEL}, "is_automatic_forward": True})
    },
    "in a channel": lambda who, words, shown: {
        "channel_post": group(words, chat={"id": CHANNEL, "type": "channel"}, sender_chat={"id": CHANNEL})
    },
    "edited in a channel": lambda who, words, shown: {"edited_channel_post": group(words, chat={"id": CHANNEL, "type": "channel"})},
    "in a business chat": lambda who, words, shown: {"business_message": message(who, words, business_connection_id="b")},
    "by a bot": lambda who, words, shown: {"message": message(who, words, **{"from": person(who) | {"is_bot": True}})},
}
PLAIN: dict[str, Form] = {
    "below a photo": lambda who, words, shown: {
        "message": {key: value for key, value in message(who, "").items() if key != "text"}
        | {"photo": [{"file_id": "f"}], "caption": words}
    },
    "in private": lambda who, words, shown: {"message": message(who, words)},
    "as an answer": lambda who, words, shown: {"message": message(who, words, reply_to_message=ours(shown, who))},
    "in capitals": lambda who, words, shown: {"message": message(who, words.partition(" ")[0].upper() + " " + words.partition(" ")[2])},
    "with the bot's name": lambda who, words, shown: {"message": message(who, words.replace(" ", "@pow_bot ", 1))},
    "by a link": lambda who, words, shown: {"message": message(who, f"/start {words[1:].replace(' ', '_')[:60]}")},
    "by a link that was pasted": lambda who, words, shown: {"message": message(who, f"https://t.me/pow_bot?start={words[1:].split()[0]}")},
}
TAPS: dict[str, Form] = {  # of a button
    "in a group": lambda who, data, shown: tapped(who, data, message=ours(shown, GROUP)),
    "under an inline message": lambda who, data, shown: tapped(who, data, inline_message_id="i"),
    "in a channel": lambda who, data, shown: tapped(who, data, message=ours(shown, CHANNEL)),
}
OWN_TAPS: dict[str, Form] = {
    "as words": lambda who, data, shown: {"message": message(who, data)},
    "in private": lambda who, data, shown: tapped(who, data, message=ours(shown, who)),
    "in the organiser's chat": lambda who, data, shown: tapped(who, data, message=ours(shown, ORGANISER)),
    "under an old message": lambda who, data, shown: tapped(
        who, data, message={"message_id": shown, "date": 0, "chat": {"id": who, "type": "private"}}
    ),
}


def come(world: Any, update: Json) -> list[Reply]:
    """An update as Telegram sends it, read and handled."""
    incoming = read({"update_id": 1, **update}, ME) or Incoming(1, "unknown")
    return list(world.receive(**{field.name: getattr(incoming, field.name) for field in fields(incoming) if field.name != "update"}))


def whole(world: Any, *but: int) -> dict[str, list[Any]]:
    """All that is kept, but for what came in, what was asked, and the rows of these chats."""
    tables = [table for table in metadata.sorted_tables if table.name not in ("inbox", "asked")]
    with world.store.reading() as connection:
        rows = {table.name: connection.execute(select(table).order_by(*table.primary_key)).all() for table in tables}
    return {name: [row for row in found if getattr(row, "chat", None) not in (*but, GROUP, CHANNEL, 0)] for name, found in rows.items()}


def story(world: Any, organiser: Any, sam: Any) -> None:
    """An organiser does a bit of everything: what waits, what was answered, what was moved, what is being announced."""
    organiser.says("/start")
    sam.says("Is there a gym?")
    for number, words in enumerate(("May I bring my dog?", "Is there a chess table?"), 1):
        sam.says(f"/organisers {words}")
        sam.taps("Send")
        if number == 1:
            organiser.says("/inbox")
            organiser.taps("Answer")
            organiser.says("Yes, on a lead.")
            organiser.taps("Send")
    for words in ("/inbox", "/invite", "/invite list", "/move neuroblastoma 16:00", "/room neuroblastoma", "/stats", "/reload", "/undo"):
        organiser.says(words)
    organiser.says("/announce Lunch is at noon.")
    organiser.taps("Send now to 1")
    world.later(1)
    world.tick()
    organiser.says("/announce")
    organiser.says("The bus leaves at six.")


@dataclass
class Behind:
    """What stands behind an organiser's buttons, by route, and which dialogues they open, by name."""

    buttons: dict[str, set[str]]
    dialogues: dict[str, set[str]]


def behind(world: Any, organiser: Any) -> Behind:
    """What the organiser is shown by tapping one button after the other, one for each verb of a route."""
    found = Behind({name: set(REST.get(name, ())) for name in BUTTONS}, {name: set() for name in THEIRS})
    waiting, verbs, tried = deque(_data(world)), set(), 0
    while waiting and tried < MOST:
        data = waiting.popleft()
        name, _, argument = data.partition(":")
        verb = (name, argument.partition(":")[0])
        if name not in found.buttons or verb in verbs:
            continue
        verbs.add(verb)
        found.buttons[name].add(data)
        tried += 1
        organiser.taps_data(data, world.newest[ORGANISER])
        with world.store.reading() as connection:
            dialogue = conversations.find(connection, ORGANISER, ORGANISER).dialogue
        found.dialogues.get(dialogue.partition(":")[0], set()).add(dialogue)
        waiting.extend(_data(world))
    return found


def _data(world: Any) -> Iterator[str]:
    """What stands behind the buttons in the organiser's chat; the long ones as they are kept."""
    for (chat, _), shown in list(world.shown.items()):
        if chat == ORGANISER:
            yield from (button.data for row in shown.buttons for button in row if button.data)


@pytest.fixture
def told(world: Any, organiser: Any, sam: Any) -> Behind:
    """The story, with one who was an organiser until now; what stands behind its buttons."""
    with world.store.transaction() as connection:
        organisers.add(connection, OUSTED, "owner", world.now)
    sam.says("/start")
    sam.taps("Yes")
    story(world, organiser, sam)
    found = behind(world, organiser)
    story(world, organiser, sam)
    with world.store.transaction() as connection:
        organisers.remove(connection, OUSTED)
    return found


def test_p20_a_command_of_organisers_in_any_form(world: Any, told: Behind) -> None:
    shown = world.newest[ORGANISER]
    for who in (STRANGER, OUSTED):
        polite = come(world, {"message": message(who, "/no_such_command")})
        before = whole(world, who)
        for name in COMMANDS:
            for form, made in (FORMS | PLAIN).items():
                for argument in MADE_UP:
                    replies = come(world, made(who, f"/{name} {argument}", shown))
                    assert form not in ("in private", "as an answer", "in capitals", "with the bot's name") or replies == polite, (
                        name,
                        form,
                    )
    before = whole(world, ORGANISER)
    for name in COMMANDS:
        for made in FORMS.values():
            come(world, made(ORGANISER, f"/{name} {MADE_UP[2]}", shown))
        assert whole(world, ORGANISER) == before, name


def test_p20_a_button_of_organisers_in_any_form(world: Any, told: Behind) -> None:
    shown = world.newest[ORGANISER]
    for who in (STRANGER, OUSTED):
        polite = come(world, tapped(who, "no-such-button", message=ours(shown, who)))
        before = whole(world, who)
        for name in BUTTONS:
            for data in (*told.buttons[name], *(f"{name}:{argument}" for argument in MADE_UP)):
                for form, made in (TAPS | OWN_TAPS).items():
                    replies = come(world, made(who, data, shown))
                    assert form != "in private" or replies == polite, data
            assert whole(world, who) == before, name
    before = whole(world, ORGANISER)
    for data in (one for found in told.buttons.values() for one in found):
        for made in TAPS.values():
            come(world, made(ORGANISER, data, shown))
        assert whole(world, ORGANISER) == before, data


def test_p20_a_long_button_of_an_organiser_is_nobody_elses(world: Any, told: Behind) -> None:
    with world.store.transaction() as connection:
        keys = [f"~{buttons.keep(connection, ORGANISER, data, world.now)}" for found in told.buttons.values() for data in found]
    for who in (STRANGER, OUSTED):
        before = whole(world, who)
        for data in keys:
            for made in (TAPS | OWN_TAPS).values():
                come(world, made(who, data, 100))
        assert whole(world, who) == before


@pytest.mark.parametrize("name", THEIRS)
def test_p20_a_dialogue_of_organisers_that_stands_open_for_another(name: str, world: Any, told: Behind) -> None:
    photo: Json = {"photo": [{"file_id": "f"}], "caption": "The bus"}
    come(world, {"message": message(STRANGER, "hello")})
    for who in (STRANGER, OUSTED):
        before = whole(world, who)
        for dialogue in told.dialogues[name]:
            for words in TYPED:
                opened(world, who, dialogue, world.now)
                come(world, {"message": message(who, words)})
                opened(world, who, dialogue, world.now)
                come(world, {"message": message(who, words, reply_to_message=ours(world.newest[ORGANISER], who))})
            opened(world, who, dialogue, world.now)
            come(world, {"message": {key: value for key, value in message(who, "").items() if key != "text"} | photo})
        assert whole(world, who) == before


def opened(world: Any, who: int, dialogue: str, now: datetime) -> None:
    """A dialogue stands open in somebody's row."""
    with world.store.transaction() as connection:
        conversations.remember(connection, who, who, dialogue=dialogue, dialogue_at=now)


def test_p20_an_answer_to_an_organisers_copy(world: Any, told: Behind) -> None:
    copies = [number for chat, number in world.shown if chat == ORGANISER]
    for who in (STRANGER, OUSTED):
        before = whole(world, who)
        for number in copies:
            come(world, {"message": message(who, "Yes, on a lead.", reply_to_message=ours(number, who))})
            come(world, {"message": message(who, "Yes, on a lead.", reply_to_message=ours(number, ORGANISER))})
        assert whole(world, who) == before


def test_each_route_of_organisers_has_its_part_in_the_story(told: Behind) -> None:
    assert [name for name, found in (*told.buttons.items(), *told.dialogues.items()) if not found] == []
    assert set(TAKING_FILES) <= set(THEIRS)
