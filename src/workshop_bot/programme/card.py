"""How a session reads: as a card of its own, and as a line of a list."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo

from workshop_bot.knowledge.fields import Text
from workshop_bot.knowledge.model import Knowledge, Session, Speaker
from workshop_bot.programme.timeline import end, has_begun, is_on, is_over
from workshop_bot.texts import dates
from workshop_bot.texts.catalogue import Catalogue
from workshop_bot.texts.markup import Mark, Rendered, as_typed, units

_SOON = 60  # minutes within which "in 20 min" says more than the hour
_DAYS_AHEAD = 7
_NEAR = 182  # days around today in which a day needs no year


@dataclass(frozen=True)
class Voice:
    """Who speaks to whom: the folder, the reader's language, the program's words, the moment in the workshop's zone; the reader's own zone,
    None where they chose none."""

    knowledge: Knowledge
    language: str
    catalogue: Catalogue
    now: datetime
    own: tzinfo | None = None

    @property
    def today(self) -> date:
        """The date by the reader's own calendar."""
        return self.now.astimezone(self.own).date() if self.own else self.now.date()

    def on(self, session: Session) -> date:
        """The date of a session by that calendar; the workshop's day where its hours are not known."""
        return session.begins.astimezone(self.own).date() if session.begins and self.own else session.day

    def say(self, key: str, **values: str | int) -> str:
        """The program's own words."""
        return self.catalogue.say(self.language, key, **values)

    def pick(self, text: Text | None) -> str:
        """The curator's words, in the default language where the reader's is missing; nothing for no text."""
        return text.pick(self.language, self.knowledge.workshop.default_language)[0] if text else ""

    def name(self, text: Text | None) -> str:
        """A title or a name within markup, whose own marks mean nothing."""
        return as_typed(self.pick(text))

    def day(self, on: date) -> str:
        """A day, with its year where that is not the workshop's, or another year's day is nearer."""
        workshop = self.knowledge.workshop
        return dates.day(self.language, on, year=self.is_far(on) or not workshop.starts.year <= on.year <= workshop.ends.year)

    def is_far(self, on: date) -> bool:
        """Whether a day without its year would be taken for one that is nearer."""
        return abs((on - self.now.date()).days) > _NEAR


def card(voice: Voice, session: Session) -> str:
    """A session by itself, in the markup of answers: title; day, hours and state; place, people, topics; what it is about; notes."""
    knowledge, items = voice.knowledge, voice.knowledge.items
    speakers = [person(voice, item) for name in session.speakers if isinstance(item := items.get(f"speaker:{name}"), Speaker)]
    there = where(voice, [session])
    topics = [voice.name(topic.name) for topic in knowledge.topics if topic.id in session.topics]
    facts = [
        f"**{voice.name(session.title)}**",
        " · ".join([own_hours(voice, session, day=True), *_state(voice, session, provisional=True)]),
        voice.say("session.room", room=there) if there else "",
        voice.say("session.join", url=session.join) if session.join else "",
        voice.say("session.speakers", speakers=", ".join(speakers), count=len(speakers)) if speakers else "",
        voice.say("session.topics", topics=", ".join(topics), count=len(topics)) if topics else "",
    ]
    return joined("\n".join(filter(None, facts)), voice.pick(session.summary), notes(voice, [session]))


def line(voice: Voice, session: Session, day: bool, provisional: bool, brief: bool = True) -> str:
    """A session as one line, with its day or under a heading that has it; `brief` as in `own_hours`, where `notes` stand below."""
    first, *brackets = own_hours(voice, session, day, brief).partition(" (")  # the reader's own stand out
    return " · ".join([f"**{first}**{''.join(brackets)}", voice.name(session.title), *_state(voice, session, provisional, day=False)])


def hours(voice: Voice, session: Session, day: bool) -> str:
    """The workshop's hours of a session, or that they are not known; with its day where asked."""
    known = dates.hours(voice.language, session.begins, session.finishes) if session.begins else voice.say("session.no-hours")
    if not day:
        return known
    if session.begins is None:
        return f"{voice.day(session.day)}, {known}"
    return dates.day_and_hours(voice.language, session.begins, session.finishes, voice.is_far(session.day))


def own_hours(voice: Voice, session: Session, day: bool = False, brief: bool = False) -> str:
    """The hours for a reader who chose a zone: theirs first, the workshop's in brackets, with the days where these are two.

    Where both show the same time, or none was chosen, the workshop's alone, whose zone `notes` names. So it does for all lines of a list,
    where the brackets are `brief`.
    """
    if session.begins is None or voice.own is None or not _apart(voice, session):
        return hours(voice, session, day)
    begins, finishes = session.begins.astimezone(voice.own), session.finishes.astimezone(voice.own) if session.finishes else None
    two = voice.on(session) != session.day
    theirs = _dated(voice, begins, finishes, day or two, short=brief and not day)
    workshops = _dated(voice, session.begins, session.finishes, two, short=brief)
    return f"{theirs} ({workshops if brief else there(voice, workshops)})"


def there(voice: Voice, said: str) -> str:
    """Hours with the name of the workshop's zone, where others stand beside."""
    return voice.say("time.there", hours=said, place=dates.place(voice.language, voice.knowledge.workshop.zone))


def notes(voice: Voice, sessions: Iterable[Session], brief: bool = False) -> str:
    """What is said once below sessions: that they are provisional, and whose hours these are, unless `own_hours` has said it."""
    shown = list(sessions)
    kept = voice.pick(voice.knowledge.workshop.provisional) or voice.say("session.provisional-note")
    said = [kept] if any(session.provisional and not session.cancelled for session in shown) else []
    apart = {_apart(voice, session) for session in shown if session.begins}
    zone = "time.brackets" if brief and True in apart else "time.zone" if False in apart else ""
    if zone:
        said.append(voice.say(zone, place=dates.place(voice.language, voice.knowledge.workshop.zone)))
    return f"_{' '.join(said)}_" if said else ""


def where(voice: Voice, sessions: Iterable[Session]) -> str:
    """The rooms of sessions, in the folder's order; nothing where none is named."""
    held = {name for session in sessions for name in session.room}
    return ", ".join(voice.name(room.name) for room in voice.knowledge.workshop.rooms if room.id in held)


def person(voice: Voice, speaker: Speaker) -> str:
    """A person with their title."""
    return as_typed(" ".join(filter(None, [voice.pick(speaker.title), speaker.name])))


def with_moments(text: Rendered, sessions: Iterable[Session], language: str) -> Rendered:
    """A rendered card or list of these sessions, in their order, with the moment of each one's hours marked."""
    marks, place = list(text.marks), 0
    for session in sessions:
        said = dates.hours(language, session.begins, session.finishes) if session.begins else ""
        found = re.compile(rf"(?<!\d){re.escape(said)}(?!\d|\u202f\d)").search(text.text, place) if said else None
        if session.begins and found:
            at = found.start()
            start, length = units(text.text[:at]), units(said)
            marks.append(Mark("time", start, length, unix=int(session.begins.timestamp())))
            place = at + len(said)
    return Rendered(text.text, tuple(sorted(marks, key=lambda mark: (mark.start, -mark.length))))


def joined(*blocks: str) -> str:
    """Blocks of text with a blank line between, without the empty ones."""
    return "\n\n".join(filter(None, blocks))


def distance(voice: Voice, session: Session, days: bool = True) -> str:
    """How far off a session is, where that says more than its date: now, in 20 min, tomorrow; else nothing."""
    away = (voice.on(session) - voice.today).days
    if session.begins is None or (abs(away) > 1 and not is_on(session, voice.now)):
        return _days(voice, away) if days else ""
    if is_on(session, voice.now):
        left = f", {_left(voice, minutes(voice.now, end(session)))}" if session.finishes else ""
        return voice.say("time.now") + left
    if not has_begun(session, voice.now) and (ahead := minutes(voice.now, session.begins)) <= _SOON:
        return voice.say("time.in-minutes", count=ahead)
    if is_over(session, voice.now) and session.finishes and (past := whole_minutes(session.finishes, voice.now)) <= _SOON:
        return voice.say("time.ended", count=past) if past else voice.say("time.just-ended")
    return _days(voice, away) if days else ""


def _left(voice: Voice, count: int) -> str:
    """How long is left: up to an hour in minutes, from then on in hours too."""
    if count <= _SOON:
        return voice.say("time.left", count=count)
    hours, rest = divmod(count, 60)
    return voice.say("time.left-hours-minutes", hours=hours, minutes=f"{rest:02}") if rest else voice.say("time.left-hours", hours=hours)


def _apart(voice: Voice, session: Session) -> bool:
    """Whether the reader's clocks show another time when a session begins."""
    begins, own = session.begins, voice.own
    return begins is not None and own is not None and begins.utcoffset() != begins.astimezone(own).utcoffset()


def _dated(voice: Voice, begins: datetime, finishes: datetime | None, day: bool, short: bool) -> str:
    """Hours, with their day where asked."""
    if day and not short:
        return dates.day_and_hours(voice.language, begins, finishes, voice.is_far(begins.date()))
    known = dates.hours(voice.language, begins, finishes)
    return f"{dates.short(voice.language, begins)}, {known}" if day else known


def _state(voice: Voice, session: Session, provisional: bool, day: bool = True) -> list[str]:
    marks = [distance(voice, session, day), voice.say("session.provisional") if session.provisional and provisional else ""]
    if session.cancelled:
        marks = [voice.say("session.cancelled")]
    return [f"_{mark}_" for mark in marks if mark]


def _days(voice: Voice, away: int) -> str:
    near = {-1: "time.yesterday", 0: "time.today", 1: "time.tomorrow"}
    if away in near:
        return voice.say(near[away])
    return voice.say("time.in-days", count=away) if 1 < away <= _DAYS_AHEAD else ""


def whole_minutes(earlier: datetime, later: datetime) -> int:
    """Whole minutes from one moment to another, over changes of the clock too."""
    return int((later.astimezone(UTC) - earlier.astimezone(UTC)).total_seconds() // 60)


def minutes(earlier: datetime, later: datetime) -> int:
    """Whole minutes from one moment to another, begun ones counted, over changes of the clock too."""
    return -int(-(later.astimezone(UTC) - earlier.astimezone(UTC)).total_seconds() // 60)
