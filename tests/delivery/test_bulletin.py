"""Announcements told once more: with hour and day, corrected, in the reader's language and zone."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection

from workshop_bot.delivery.bulletin import SHOWN, bulletin, reworded
from workshop_bot.delivery.turn import Incoming, Media, Turn
from workshop_bot.delivery.written import as_corrected, media_to_json, rendered_to_json
from workshop_bot.store import announcements, chats, slots
from workshop_bot.store.announcements import Announcement
from workshop_bot.store.chats import Chat
from workshop_bot.texts.markup import Mark, Rendered

NOW = datetime(2024, 12, 2, 3, tzinfo=UTC)  # ten o'clock in Hanoi


@pytest.fixture
def turn(turn: Turn) -> Turn:
    return replace(turn, incoming=Incoming(1, "text", 3, 3), chat=Chat(3, True))


@pytest.fixture
def lunch(connection: Connection) -> Announcement:
    texts = {"en": rendered_to_json(Rendered("**Lunch**", (Mark("bold", 2, 5),))), "fr": rendered_to_json(Rendered("Repas", ()))}
    made = announcements.draft(connection, 4, NOW, begun=NOW, audience="all", texts=texts)
    announcements.change(connection, made.id, "draft", state="done")
    return replace(made, state="done")


def test_p22_is_told_as_typed_with_its_formatting(turn: Turn, lunch: Announcement) -> None:
    text, buttons = bulletin(turn, "**Heading**", [lunch], dated=False)
    assert text.text == "Heading\n\n10:00\n**Lunch**"
    assert [(mark.kind, mark.start, mark.length) for mark in text.marks] == [
        ("bold", 0, 7),
        ("bold", 9, 5),
        ("time", 9, 5),
        ("bold", 17, 5),
    ]
    assert buttons == ()


def test_tells_day_correction_and_file(turn: Turn, lunch: Announcement) -> None:
    texts = {**lunch.texts, "en": as_corrected(lunch.texts["en"])}
    one = replace(lunch, texts=texts, corrected=NOW + timedelta(hours=1), media=media_to_json(Media("document", "x")))
    text, buttons = bulletin(turn, "H", [one], dated=True)
    assert text.text == "H\n\nMon 2 Dec, 10:00 · corrected at 11:00 · with a file\n**Lunch**"
    assert bulletin(replace(turn, language="fr"), "H", [one], dated=False)[0].text == "H\n\n10\u202fh · avec un fichier\nRepas"
    assert [(button.words, button.data) for row in buttons for button in row] == [("Open the file of 10:00", "bulletin:1")]


def test_speaks_as_the_reader_does(turn: Turn, lunch: Announcement) -> None:
    reader = replace(turn, language="fr", chat=replace(turn.chat, zone="Europe/Paris"))
    assert bulletin(reader, "H", [lunch], dated=False)[0].text == "H\n\n4\u202fh\nRepas"


def test_of_many_the_first_and_how_many_more(turn: Turn, lunch: Announcement) -> None:
    text, _ = bulletin(turn, "H", [lunch] * (SHOWN + 2), dated=False)
    assert text.text.count("**Lunch**") == SHOWN
    assert text.text.endswith("\n\nand 2 earlier ones")


def test_what_came_late_is_told_anew_where_it_stands(turn: Turn, lunch: Announcement) -> None:
    chats.meet(turn.connection, 2, True, NOW)
    chats.change(turn.connection, 2, language="fr")
    slots.fill(turn.connection, 2, f"late:{lunch.id}", 10, NOW)
    slots.fill(turn.connection, 5, f"late:{lunch.id}", 10, NOW)  # somebody forgotten
    (edit,) = reworded(turn, lunch.id)
    assert (edit.chat, edit.slot) == (2, f"late:{lunch.id}")
    assert edit.text.text.endswith("lundi 2 décembre à 10\u202fh\nRepas")
    announcements.change(turn.connection, lunch.id, "done", state="withdrawn")
    (edit,) = reworded(turn, lunch.id)
    assert edit.text.text == "Les organisateurs ont retiré ce qui figurait ici."
    assert list(reworded(turn, 99)) == []
