"""What organisers do to the sessions of the made-up workshop, as the tests of `/move` and its like read it."""

from typing import Any

from workshop_bot.answers import prepare
from workshop_bot.knowledge.model import Session
from workshop_bot.programme.overrides import in_force, undone
from workshop_bot.store import overrides

LIST = """\
Which session do you move?
Mon 3 Jun
1. 8:30–9:00 · Opening · in 30 min
2. 9:00–9:45 · How to use an inhaler · in 60 min
3. 14:00–15:00 · Pollen and dust

Tap a number, or type it, or words of the title. /cancel leaves.

Hanoi time.
[1] [2] [3]
[3 Jun] [4 Jun] [5 Jun]"""
WHEN = """\
How to use an inhaler
Mon 3 Jun, 9:00–9:45 · Hall A

When does it begin? Type an hour, a day or both (14:30, 3/12 14:30, +30 min), or tap.

Hanoi time.
[−30 min] [−15 min] [+15 min]
[+30 min] [+1 h]
[Back]"""
PREVIEW = """\
How to use an inhaler
Mon 3 Jun, 9:00–9:45 → Mon 3 Jun, 9:30–10:15

Nobody would be told.

Hanoi time.
[Apply]
[Back]"""
DONE = """\
(edited) Done.
How to use an inhaler
Mon 3 Jun, 9:30–10:15 · Hall A

Nobody is told.

Hanoi time.
[Undo]"""


def swap(world: Any) -> None:
    """The programme that serves follows what was done."""
    with world.store.transaction() as connection:
        folder = undone(world.ready.knowledge, overrides.in_force(connection))
        programme, _ = in_force(folder, overrides.all_(connection))
        overrides.taken_over(connection)
    world.ready = prepare(programme, world.ready.index)


def session(world: Any, name: str) -> Session:
    """A session as it will serve."""
    swap(world)
    found = world.ready.knowledge.items[f"session:{name}"]
    assert isinstance(found, Session)
    return found


def starts(world: Any, name: str) -> str:
    return f"{session(world, name).starts:%d %H:%M}"


def data(world: Any, person: Any, words: str) -> str:
    """What the newest button with these words does."""
    shown = world.shown[person.number, world.newest[person.number]]
    data: str = next(button.data for row in shown.buttons for button in row if button.words == words)
    return data
