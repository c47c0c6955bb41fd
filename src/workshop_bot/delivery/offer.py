"""The buttons by which a page is followed: what the features that show sessions share. A tap goes by the route `follow`, with the page."""

from datetime import datetime, timedelta

from workshop_bot import owed
from workshop_bot.delivery.turn import Button, Keyboard, Turn
from workshop_bot.knowledge.model import Session
from workshop_bot.programme.timeline import has_begun
from workshop_bot.store import follows
from workshop_bot.texts import dates

_LINKS = {"session": "s", "topic": "t"}


def offer(turn: Turn, target: str, page: str) -> Keyboard:
    """*Remind me*, or when the reminder comes and *Stop reminding*; nothing where no session of it is to come.

    A target is `day:2024-12-02`, `topic:ID` or `session:ID`; `page` is what a tap shows anew, see `features`. In a group it leads to
    the private chat.
    """
    sessions = ahead(turn, target)
    if not sessions:
        return ()
    if not turn.incoming.private:
        link = _link(turn, target)
        return ((Button(turn.say("follows.privately"), url=f"https://t.me/{turn.bot}?start={link}"),),) if link else ()
    kind = target.partition(":")[0]
    followed = follows.of(turn.connection, turn.chat.chat)
    if kind != "session" and followed.get("all"):
        return ()  # nothing more to follow, and what to leave out is chosen session by session
    if not (owed.wants(followed, sessions[0]) if kind == "session" else followed.get(target)):
        return ((Button(turn.say(f"follows.remind-{kind}"), f"follow:{target}<{page}"),),)
    known = turn.say("follows.yes")
    if kind == "session" and (due := moments(turn, sessions[0])):
        known = turn.say("follows.at", hour=dates.hours(turn.language, due[0])) if sessions[0].begins else turn.say("follows.eve")
    return ((Button(known, f"follow:{target}<{page}"), Button(turn.say("follows.stop"), f"follow:-{target}<{page}")),)


def ahead(turn: Turn, target: str) -> list[Session]:
    """The sessions of a target that have not begun and take place."""
    knowledge, now = turn.ready.knowledge, turn.now.astimezone(turn.ready.knowledge.workshop.zone)
    return [one for one in knowledge.sessions if target in owed.targets(one) and not one.cancelled and not has_begun(one, now)]


def moments(turn: Turn, session: Session) -> list[datetime]:
    """When a follower's reminders of a session are still to come, by the clocks of their own zone."""
    zone = turn.ready.knowledge.workshop.zone
    leads = {lead for lead in (turn.chat.lead, turn.chat.second_lead) if lead} if session.begins else {0}
    due = sorted(owed.due(session, lead, zone) for lead in leads)
    return [moment.astimezone(turn.voice.own or zone) for moment in due if moment > turn.now]


def _link(turn: Turn, target: str) -> str:
    """The deep link to the page of a target; none to a day outside the workshop's."""
    kind, _, name = target.partition(":")
    if kind in _LINKS:
        return f"{_LINKS[kind]}_{name}"
    workshop = turn.ready.knowledge.workshop
    number = (datetime.fromisoformat(name).date() - workshop.starts) // timedelta(days=1) + 1
    return f"d_{number}" if 1 <= number <= (workshop.ends - workshop.starts).days + 1 else ""
