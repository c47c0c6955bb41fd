"""How a change of a session reads to who follows it: what became of it, then only what changed, the old struck through."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, timedelta

from workshop_bot.knowledge.model import Session
from workshop_bot.programme.card import Voice, distance, minutes, own_hours, with_moments
from workshop_bot.programme.diff import Change, Kind, Known
from workshop_bot.programme.overlaps import overlaps
from workshop_bot.programme.reminding import facts, online, present
from workshop_bot.programme.timeline import has_begun, in_order
from workshop_bot.texts.markup import Rendered, as_typed, render, struck, together

MOST_BESIDE = 3
"""Sessions at the same time that are named."""
_HOLE = "\0"
_OFF: tuple[Kind, ...] = ("cancelled", "gone")
_TIMED: tuple[Kind, ...] = ("new", "back", "moved")


@dataclass(frozen=True)
class Reader:
    """Who is told: the room, online or both ("" as the workshop is held); their longest lead."""

    voice: Voice
    presence: str = ""
    lead: timedelta = timedelta()


def heard(change: Change, reader: Reader) -> tuple[Kind, ...]:
    """What of a change concerns a reader: the room who is there, the link who is not, a title that is another in their language."""
    old, new = change.old, change.new
    return tuple(kind for kind in change.kinds if old is None or new is None or _concerns(kind, old, new, reader))


def in_telling_order(changes: Iterable[Change]) -> list[Change]:
    """What does not take place first, then by time."""
    by_id = {change.session: change for change in changes}
    places = {session.id: place for place, session in enumerate(in_order(map(now_or_then, by_id.values())))}
    return sorted(by_id.values(), key=lambda change: (change.kinds[0] not in _OFF, places[change.session]))


def now_or_then(change: Change) -> Session:
    """The session as it is, or as it was where it is gone."""
    known = change.new or change.old
    assert known
    return known.session


def block(change: Change, reader: Reader, followed: Sequence[Session]) -> Rendered:
    """A change by itself: a line that says what became of the session, then what is another; `change.kinds` are those heard.

    `followed` are the sessions that the reader follows.
    """
    voice, session, kinds = reader.voice, now_or_then(change), change.kinds
    head = render(voice.say(f"change.{_head(change)}", title=f"**{voice.name(session.title)}**"))
    if kinds[0] in _OFF:
        known = change.old or change.new
        return together(head, struck(render(own_hours(voice, known.session if known else session, day=True))), between="\n")
    lines = [head, *_lines(change, reader)]
    beside = [other for other in followed if overlaps(session, other) and not (change.old and overlaps(change.old.session, other))]
    if beside and set(kinds) & set(_TIMED):
        titles = ", ".join(voice.name(other.title) for other in beside[:MOST_BESIDE])
        lines.append(render(voice.say("change.overlaps", titles=titles + ("…" if len(beside) > MOST_BESIDE else ""))))
    return together(*lines, between="\n")


def shows_hours(change: Change) -> bool:
    """Whether hours stand in the block of a change."""
    return bool({*_OFF, *_TIMED} & set(change.kinds))


def _concerns(kind: Kind, old: Known, new: Known, reader: Reader) -> bool:
    session, voice = new.session, reader.voice
    if kind == "room":
        return present(voice, session, reader.presence) != "online" or not session.join
    if kind == "join":
        return present(voice, session, reader.presence) != "room" or not session.room
    return kind != "title" or voice.pick(old.session.title) != voice.pick(session.title)


def _head(change: Change) -> str:
    kinds = change.kinds
    if kinds[0] in (*_OFF, "new", "back"):
        return kinds[0]
    if change.old and change.new and "moved" in kinds:
        return "moved" if change.old.session.starts != change.new.session.starts else "several"
    if kinds == ("join",):
        return "join" if change.new and change.new.session.join else "no-join"
    return kinds[0] if len(kinds) == 1 else "several"


def _lines(change: Change, reader: Reader) -> Iterable[Rendered]:
    voice, old, new, kinds = reader.voice, change.old, change.new, change.kinds
    assert new
    session = new.session
    if "new" in kinds or "back" in kinds:
        yield _timed(facts(voice, session, reader.presence, day=True) + _left(session, reader), session, voice)
        if link := online(voice, session, reader.presence):
            yield render(voice.say("session.join", url=link))
    elif old:
        yield from _differences(old, new, kinds, reader)
    if old and "speakers" in kinds:
        said = voice.say("session.speakers", speakers=_HOLE, count=max(1, len(new.speakers)))
        yield _instead(said, *(", ".join(map(as_typed, one.speakers)) for one in (old, new)))
    if old and "title" in kinds:
        yield _filled(voice.say("change.old-title", title=_HOLE), struck(render(voice.name(old.session.title))))


def _differences(old: Known, new: Known, kinds: tuple[Kind, ...], reader: Reader) -> Iterable[Rendered]:
    """Hours, room and link of a session that took place before as well."""
    voice, session = reader.voice, new.session
    if "moved" in kinds:
        now = own_hours(voice, session, day=True)
        state = f" · _{voice.say('session.provisional')}_" if session.provisional else ""
        then = struck(render(own_hours(voice, old.session, day=True)))
        yield together(then, _timed(now + state + _left(session, reader), session, voice), between=" → ")
    if "room" in kinds:
        yield _instead(voice.say("session.room", room=_HOLE), *(", ".join(map(voice.name, one.rooms)) for one in (old, new)))
    if "join" in kinds and session.join:  # the old link is not shown: somebody would tap it
        yield render(voice.say("session.join", url=session.join))


def _left(session: Session, reader: Reader) -> str:
    """How long it is until then, where no reminder of the longest lead comes any more, or how far it is."""
    voice = reader.voice
    said = distance(voice, session, days=False)
    if session.begins and not has_begun(session, voice.now):
        ahead = session.begins.astimezone(UTC) - voice.now.astimezone(UTC)
        said = voice.say("time.in-minutes", count=minutes(voice.now, session.begins)) if ahead <= reader.lead else ""
    return f" · _{said}_" if said else ""


def _timed(text: str, session: Session, voice: Voice) -> Rendered:
    return with_moments(render(text), [session], voice.language)


def _instead(said: str, old: str, new: str) -> Rendered:
    """The old struck through, and what stands in its place; either may be nothing."""
    parts = [part for part in (struck(render(old)), render(new)) if part.text]
    return _filled(said, together(*parts, between=" → "))


def _filled(said: str, hole: Rendered) -> Rendered:
    before, _, after = said.partition(_HOLE)
    return together(Rendered(before, ()), hole, Rendered(after, ()))
