"""How a session reads where its followers are reminded of it: the true time left, the hours, the room or the way online."""

from collections.abc import Sequence

from workshop_bot.knowledge.model import Session
from workshop_bot.programme.card import Voice, minutes, own_hours, where, whole_minutes
from workshop_bot.programme.timeline import has_begun, is_over
from workshop_bot.texts.split import brief

IN_FULL, MOST = 3, 20
"""So many sessions have lines of their own, more have one each, and more than MOST are counted."""
LENGTH = 3000
"""Letters of all lines: those beyond are counted, too, so that with what stands around them they are one message."""
_TITLED = 40
"""Letters of a title on a button that has its row for itself."""


def takes_place(session: Session, voice: Voice) -> bool:
    """Whether a session is still to come or on."""
    return not session.cancelled and not is_over(session, voice.now)


def blocks(voice: Voice, sessions: Sequence[Session], presence: str) -> str:
    """Sessions in their order, each with how long it is until then; a reader's presence as it is kept."""
    break_ = "\n" if len(sessions) <= IN_FULL else " · "
    lines = [f"{_ahead(voice, session)}{break_}{facts(voice, session, presence)}" for session in sessions[:MOST]]
    return shown(voice, lines, len(sessions), "\n\n" if len(sessions) <= IN_FULL else "\n")


def shown(voice: Voice, lines: Sequence[str], count: int, between: str = "\n") -> str:
    """The lines of the first of so many sessions, as far as one message holds them, and one about those beyond."""
    kept = len(lines)
    while kept > 1 and sum(map(len, lines[:kept])) > LENGTH:
        kept -= 1
    beyond = ["\n" + voice.say("remind.more", count=count - kept)] if kept < count else []
    return "".join([between.join(lines[:kept]), *beyond])


def facts(voice: Voice, session: Session, presence: str, day: bool = False) -> str:
    """Hours, room for those who are there, that it is provisional; with its day where its hours are not known, or where asked."""
    there = where(voice, [session]) if not session.join or present(voice, session, presence) != "online" else ""
    said = [
        own_hours(voice, session, day or session.begins is None),
        voice.say("session.room", room=there) if there else "",
        f"_{voice.say('session.provisional')}_" if session.provisional else "",
    ]
    return " · ".join(filter(None, said))


def online(voice: Voice, session: Session, presence: str) -> str:
    """The link for a reader who takes part online; for others only where there is no room to go to."""
    return session.join or "" if not session.room or present(voice, session, presence) != "room" else ""


def titled(voice: Voice, session: Session) -> str:
    """A title, as long as a button holds it."""
    return brief(voice.pick(session.title), _TITLED)


def present(voice: Voice, session: Session, presence: str) -> str:
    """Where a reader takes part: room, online or both; as the session is held, where that leaves no choice."""
    held = session.mode or voice.knowledge.workshop.mode
    return held if held != "hybrid" else presence or "both"


def _ahead(voice: Voice, session: Session) -> str:
    """How long it is until a session, or since; tomorrow or today where its hours are not known."""
    title = f"**{voice.name(session.title)}**"
    if session.begins is None:
        return voice.say("remind.today" if session.day <= voice.now.date() else "remind.tomorrow", title=title)
    if not has_begun(session, voice.now):
        return voice.say("remind.in-minutes", count=minutes(voice.now, session.begins), title=title)
    past = whole_minutes(session.begins, voice.now)
    return voice.say("remind.began", count=past, title=title) if past else voice.say("remind.now", title=title)
