"""What of the announcements has come to a chat, so that who comes later gets the others, each once.

What came late is one message; the name of its slot holds the numbers of the announcements: `late:7,3`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select, text

from workshop_bot.store.announcements import ACT
from workshop_bot.store.outbox import OPEN
from workshop_bot.store.tables import outbox, slots

_LATE = "late:"


@dataclass(frozen=True)
class Late:
    """A message that came late: where it stands, and of which announcements it tells."""

    chat: int
    slot: str

    @property
    def numbers(self) -> tuple[int, ...]:
        """The announcements, as they stand in it."""
        return tuple(map(int, self.slot.removeprefix(_LATE).split(",")))


def slot(numbers: Iterable[int]) -> str:
    """The slot of a message that tells of these announcements."""
    return _LATE + ",".join(map(str, numbers))


def told(connection: Connection, chat: int, numbers: Sequence[int]) -> set[int]:
    """Those of these announcements that have come to a chat, are on their way, or may have come."""
    of_slot = {f"{ACT}:{number}": number for number in numbers}
    there = select(slots.c.slot).where(slots.c.chat == chat, slots.c.slot.in_(of_slot))
    rows = select(outbox.c.slot).where(
        text("outbox.rank = 2"), outbox.c.slot.in_(of_slot), outbox.c.chat == chat, outbox.c.state != "dropped"
    )
    came = {of_slot[name] for name in connection.scalars(there.union(rows))}
    return came.union(*(late.numbers for late in _late(connection, chat))).intersection(numbers)


def which_tell_of(connection: Connection, number: int) -> list[Late]:
    """What came late and tells of an announcement."""
    rows = connection.execute(select(slots.c.chat, slots.c.slot).where(slots.c.slot.startswith(_LATE, autoescape=True)))
    return [late for row in rows if number in (late := Late(*row)).numbers]


def _late(connection: Connection, chat: int) -> list[Late]:
    """What came late to a chat, and what is on its way."""
    begins = (slots.c.chat == chat, slots.c.slot.startswith(_LATE, autoescape=True))
    names = set(connection.scalars(select(slots.c.slot).where(*begins)))
    waits = (outbox.c.chat == chat, OPEN, outbox.c.slot.startswith(_LATE, autoescape=True))
    names.update(connection.scalars(select(outbox.c.slot).where(*waits)))
    return [Late(chat, name) for name in names if "." not in name]
