"""What an organiser sees of a draft, of a scheduled one, and of what others have made of one."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection

from workshop_bot.delivery.panel import LATELY, SHORT, brief, languages, listing, panel, planned, reach, state, version
from workshop_bot.delivery.turn import Turn
from workshop_bot.delivery.written import rendered_to_json
from workshop_bot.store import announcements, chats
from workshop_bot.store.announcements import Announcement
from workshop_bot.texts.markup import Rendered

NOW = datetime(2024, 12, 2, 3, tzinfo=UTC)  # ten o'clock in Hanoi


@pytest.fixture(autouse=True)
def readers(connection: Connection) -> None:
    for number, language in ((1, "vi"), (2, "en")):
        chats.meet(connection, number, True, NOW)
        chats.change(connection, number, announcements="all", language=language)


@pytest.fixture
def draft(connection: Connection) -> Announcement:
    return announcements.draft(connection, 4, NOW, audience="all", texts={"en": text("Lunch <b> **now**")})


def text(words: str) -> str:
    return rendered_to_json(Rendered(words, ()))


def out(connection: Connection, **texts: str) -> None:
    """Another organiser has announced something."""
    made = announcements.draft(connection, 8, NOW, begun=NOW, texts=texts)
    announcements.change(connection, made.id, "draft", state="sending")


def test_a_panel_says_for_whom_and_in_which_language(turn: Turn, draft: Announcement) -> None:
    said, buttons = panel(turn, draft, "First.")
    assert said.text == (
        "First.\n\nReady for 2 people.\n\n• To: everyone\n• 1 in English, 1 in Vietnamese\n"
        "• ⚠️ 1 person reads Vietnamese and gets the English text.\n• Always valid: whoever joins later gets it too."
    )
    assert [[button.data for button in row] for row in buttons] == [
        [f"announce:send:{draft.id}:{version(turn, draft)}"],
        ["announce:to:1", "announce:due:1"],
        ["announce:urgent:1:1", "announce:until:1"],
        ["announce:text:1:vi"],
        ["announce:text:1", "announce:file:1"],
        ["announce:drop:1"],
    ]
    assert all(len(button.data.encode()) <= 64 for row in buttons for button in row)


def test_a_draft_with_a_moment_is_planned(turn: Turn, draft: Announcement) -> None:
    due = replace(draft, due=NOW + timedelta(hours=1))
    said, buttons = panel(turn, due)
    assert said.text.endswith("Goes out on Mon 2 Dec, 11:00.")
    assert (buttons[0][0].words, buttons[0][0].data) == ("Send on Mon 2 Dec, 11:00", f"announce:plan:1:{version(turn, due)}")
    said, buttons = planned(turn, due)
    assert said.text == "Scheduled for Mon 2 Dec, 11:00.\n\nTo: everyone\n2 people would get it now."
    assert [button.data for row in buttons for button in row] == ["announce:now:1", "announce:change:1", "announce:off:1"]


def test_a_version_names_all_that_is_shown(turn: Turn, draft: Announcement) -> None:
    changes = [
        {"texts": {"en": text("Dinner")}}, {"media": "x"}, {"audience": "room"}, {"urgent": True}, {"until": NOW}, {"due": NOW},
    ]  # fmt: skip
    versions = {version(turn, replace(draft, **change)) for change in changes}  # type: ignore[arg-type]  # - the names are those of the fields
    assert len(versions | {version(turn, draft)}) == 7
    before = version(turn, draft)
    out(turn.connection)
    assert version(turn, draft) != before


def test_what_another_announced_meanwhile_is_quoted_as_typed(turn: Turn, draft: Announcement) -> None:
    out(turn.connection, en=text("**Lunch** /now"))
    said, _ = panel(turn, draft)
    assert said.text.endswith("⚠️ Organiser 8 has announced this meanwhile, at 10:00:\n\n**Lunch** /now")


def test_what_one_announced_oneself_or_what_went_out_before_is_no_news(turn: Turn, draft: Announcement) -> None:
    out(turn.connection, en=text("Lunch"))
    alone, _ = panel(turn, replace(draft, made=NOW + timedelta(seconds=1)))
    turn.connection.exec_driver_sql("UPDATE announcements SET person = 4")
    assert panel(turn, draft)[0] == alone
    assert "Lunch" not in alone.text


@pytest.mark.parametrize(
    ("became", "said"),
    [
        ("draft", "Draft"),
        ("scheduled", "Scheduled for Mon 2 Dec, 11:00"),
        ("sending", "Being sent since Mon 2 Dec, 10:00"),
        ("done", "Sent on Mon 2 Dec, 10:00"),
        ("stopped", "Stopped, begun on Mon 2 Dec, 10:00"),
        ("withdrawn", "Withdrawn, sent on Mon 2 Dec, 10:00"),
        ("dropped", "Discarded"),
    ],
)
def test_says_what_became_of_it_and_whose_it_is(turn: Turn, draft: Announcement, became: str, said: str) -> None:
    found = replace(draft, state=became, begun=NOW, due=NOW + timedelta(hours=1))
    assert state(turn, found) == said
    assert state(turn, replace(found, person=8)) == f"{said}, organiser 8"


def test_a_long_text_is_cut_on_one_line(draft: Announcement) -> None:
    assert brief(draft, "en") == "Lunch <b> **now**"
    long = brief(replace(draft, texts={"en": text("word\n" * 100)}), "fr")
    assert (len(long), long[-1], "\n" in long) == (SHORT, "…", False)
    assert brief(replace(draft, texts={}), "en") == ""


def test_whom_it_reaches_and_in_which_order_languages_come(turn: Turn, draft: Announcement) -> None:
    assert reach(turn, draft).languages == {"en": 1, "vi": 1}
    assert languages(turn) == ["en", "vi", "fr"]


def test_lists_what_can_still_be_dealt_with(turn: Turn, draft: Announcement) -> None:
    announcements.draft(turn.connection, 8, NOW, audience="all", texts={"en": text("Another's draft")})
    announcements.draft(turn.connection, 4, NOW, audience="all")
    announcements.draft(turn.connection, 4, NOW, audience="correct:1", texts={"en": text("A correction")})
    out(turn.connection, en=text("Out"))
    found = listing(turn)
    assert found
    assert found[0].text == (
        "Announcements: tap a number to open one.\n\n1. Out\nBeing sent since Mon 2 Dec, 10:00, organiser 8\n\n2. Lunch <b> **now**\nDraft"
    )
    assert [[button.data for button in row] for row in found[1]] == [["announce:see:5", f"announce:see:{draft.id}"]]
    announcements.change(turn.connection, 5, "sending", state="done")
    later = listing(replace(turn, now=NOW + LATELY + timedelta(minutes=1)))
    assert later
    assert "Out" not in later[0].text
    announcements.change(turn.connection, draft.id, "draft", state="dropped")
    assert listing(replace(turn, now=NOW + LATELY + timedelta(minutes=1))) is None
