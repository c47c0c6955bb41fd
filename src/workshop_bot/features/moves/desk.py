"""Where an organiser works on the programme: as it is about to be, and how its sessions are shown there."""

from dataclasses import dataclass
from datetime import date, datetime

from workshop_bot.delivery import dialogue
from workshop_bot.delivery.turn import Turn
from workshop_bot.knowledge.model import Knowledge, Session
from workshop_bot.programme.card import Voice, hours
from workshop_bot.programme.overrides import in_force, undone
from workshop_bot.programme.timeline import nearest_day
from workshop_bot.store import overrides
from workshop_bot.texts import dates


@dataclass(frozen=True)
class Desk:
    """An organiser's turn with the programme as it is about to be: with what was done since the one in force was made."""

    turn: Turn
    folder: Knowledge
    programme: Knowledge

    @property
    def voice(self) -> Voice:
        """How the programme is told here: by the workshop's clock alone, which organisers set."""
        return Voice(self.programme, self.turn.language, self.turn.ready.catalogue, self.now)

    @property
    def now(self) -> datetime:
        """The moment on the workshop's clock."""
        return self.turn.now.astimezone(self.programme.workshop.zone)


def desk_of(turn: Turn) -> Desk:
    """The desk of this turn."""
    folder = undone(turn.ready.knowledge, overrides.in_force(turn.connection))
    return Desk(turn, folder, in_force(folder, overrides.all_(turn.connection))[0])


def shown(desk: Desk, session: Session) -> str:
    """A session with all that can be changed of it."""
    facts = [hours(desk.voice, session, day=True), rooms_of(desk, session) if session.room else ""]
    state = f"_{desk.turn.say('session.cancelled')}_" if session.cancelled else ""
    return f"**{desk.voice.name(session.title)}**\n{' · '.join(filter(None, [*facts, state]))}"


def rooms_of(desk: Desk, session: Session) -> str:
    """Its rooms by name, or that it has none."""
    names = [desk.voice.name(room.name) for room in desk.programme.workshop.rooms if room.id in session.room]
    return ", ".join(names) or desk.turn.say("move.no-room")


def zone(desk: Desk) -> str:
    """Whose hours these are: an organiser may be far away, and set other ones for their own reminders."""
    workshop = desk.programme.workshop
    return f"_{desk.turn.say('time.zone', place=dates.place(desk.turn.language, workshop.zone))}_"


def expect(desk: Desk, about: str, listed: tuple[str, ...] | None = None) -> None:
    """What is typed next answers this; with nothing the dialogue is over."""
    turn = desk.turn
    dialogue.expect(turn, f"move:{about}" if about else "")
    if listed is not None:
        dialogue.listed(turn, listed)


def today(desk: Desk) -> date | None:
    """The day with sessions that is nearest."""
    return nearest_day(desk.programme.sessions, desk.now.date())
