"""What the tests of announcements share: what organisers see, and what is kept."""

from typing import Any

from workshop_bot.store import announcements
from workshop_bot.store.announcements import Announcement
from workshop_bot.store.tables import outbox

BUS = "The bus leaves at *17:00*"
HEAD = "Here is the preview, exactly as people will get it."
PANEL = """\
Ready for 3 people.

• To: everyone
• 1 in English, 1 in French, 1 in Vietnamese
• ⚠️ 1 person reads French and gets the English text.
• 1 person reads Vietnamese and gets the English text.
• 1 more wants only urgent news and does not get it.
• Valid until Mon 2 Dec, 23:59: whoever joins before then gets it too.
[Send now to 3]
[To: everyone] [Schedule]
[Mark as urgent] [Valid until…]
[Write it in Vietnamese too]
[Write it in French too]
[Edit the text] [Add a file]
[Discard]"""
ASK = "Type the announcement in English; the other languages come next. A photo or a PDF may go with it: send it here. /cancel leaves."


def kept(world: Any, number: int = 1) -> Announcement:
    with world.store.transaction() as connection:
        found = announcements.find(connection, number)
    assert found
    return found


def readers(world: Any, number: int = 1) -> list[int]:
    """Whom an announcement goes to."""
    with world.store.transaction() as connection:
        rows = connection.execute(outbox.select().where(outbox.c.act == announcements.ACT, outbox.c.slot == f"announce:{number}"))
        return sorted(row.chat for row in rows)


def announcements_of(world: Any) -> list[Announcement]:
    with world.store.transaction() as connection:
        return announcements.of_state(connection)


def agree(organiser: Any, *people: Any) -> None:
    """These want to hear all; the organiser has not said so."""
    for person in people:
        person.says("/start")
        person.taps({"vi": "Có", "fr": "Oui", "en": "Yes"}[person.language[:2]])
    organiser.says("/start")
