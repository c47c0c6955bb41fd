"""When a question asks about: the days, the part of a day or the hours, the first or last, now or next.

The words are read from left to right, the most telling reading of a place first; then what stands side by side is joined.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Literal

from workshop_bot.programme.days import Frame, Piece, date_at, day_number_at, ordinal_at, span_days, stretch, weekday_at
from workshop_bot.programme.hours import DAWN, clock_at, no_time_at, soon_at
from workshop_bot.programme.said import Said

PARTS = {
    "morning": (time(0), time(12)),
    "noon": (time(11, 30), time(13, 30)),
    "afternoon": (time(12), time(18)),
    "evening": (time(17), time.max),
}
Relation = Literal["now", "next", "day", "all"]

_NAMES_NUMBERED = ("session", "day", "kind", "part", "shift", "weekday", "speak", "start", "end")
_SPANS = ("shift", "anchor", "week", "weekend", "months")
_GLUE = frozenset({"function", "ask", "session", "unit", "speak", "there", "follow", "event", "kind", "honorific", "programme", "and"})
_PLAIN = (*_SPANS, "elsewhere", "now", "next", "part", "nth", "rest", "all")


@dataclass(frozen=True)
class Asked:
    """The time that a question names.

    `part` is a key of PARTS or empty; `hours` holds two equal times for a moment; `nth` counts sessions from 1, and from the end below 0;
    `elsewhere` is another year than the workshop's; `used` are the places of the words that say all this.
    """

    days: tuple[date, ...] = ()
    part: str = ""
    hours: tuple[time, time] | None = None
    nth: int = 0
    relation: Relation | None = None
    elsewhere: bool = False
    used: frozenset[int] = frozenset()


def asked(said: Said, now: datetime, starts: date, ends: date, anchor: date | None = None, taken: frozenset[int] = frozenset()) -> Asked:
    """Read the time words of a question; `now` is in the workshop's zone, `anchor` the day spoken of before, `taken` words are names."""
    frame = Frame(said, now, starts, ends, anchor)
    pieces: list[Piece] = []
    place = 0
    while place < len(said.words):
        piece = None if place in taken else _piece(frame, place, taken)
        if piece and taken.isdisjoint(range(piece.start, piece.stop)):
            pieces.append(piece)
            place = piece.stop
        else:
            place += 1
    return _joined(frame, pieces)


def _piece(frame: Frame, place: int, taken: frozenset[int]) -> Piece | None:
    word = frame.said.words[place]
    if _GLUE.issuperset(frame.said.senses[place]) and not (word[0].isdecimal() or word[-1].isdecimal()):
        return None
    phrase = _plain(frame, place, taken)
    if phrase and phrase.stop > place + 1:
        return phrase  # "bây giờ" is no hour, "hôm sau" no sixth
    for reader in (no_time_at, soon_at, date_at, day_number_at, weekday_at, clock_at):
        if piece := reader(frame, place):
            return piece
    return _ordinal_session(frame, place) or phrase or _year(frame, place)


def _plain(frame: Frame, place: int, taken: frozenset[int]) -> Piece | None:
    """What a phrase says by itself; the longest at this place wins, with all its senses (`tonight` is a day and a part of it)."""
    said = frame.said
    senses = [sense for role in _PLAIN if (sense := said.sense(place, role))]
    if not senses:
        return None
    stop = max(sense.stop for sense in senses)
    says = {sense.role: sense for sense in senses if sense.stop == stop}
    nth = says["nth"].number if "nth" in says and _numbers_a_session(said, place, stop, taken) else 0
    if "nth" in says and not nth and len(says) == 1:
        return None
    span = next((says[role] for role in _SPANS if role in says), None)
    relation = next((role for role in ("now", "next", "all") if role in says and "part" not in says), "")  # "buoi toi": tối, not tới
    if relation == "next" and not said.has("session") and any(_unknown(said, beside, taken) for beside in (place - 1, stop)):
        relation = ""  # "the next decades", "les années à venir"
    if relation == "next" and any((other := said.sense(stop - 1, role)) and other.stop > stop for role in ("nth", "part")):
        return None  # "bài sau cùng", "et après le déjeuner": its last word begins what is meant
    if relation == "next" and (longer := said.sense(stop - 1, "next")):
        stop = max(stop, longer.stop)  # "bài kế tiếp"
    if "rest" in says:
        clock = frame.now.time().replace(second=0, microsecond=0)
        return Piece(place, stop, (frame.today,), hours=(clock, time.max), relation="rest")
    part, days = says["part"].value if "part" in says else "", span_days(frame, span) if span else ()
    if part == "night":  # an evening, and after midnight the one that began it
        part, days = "evening", (frame.today - timedelta(days=1),) if days == (frame.today,) and frame.now.time() < DAWN else days
    elsewhere = says.get("elsewhere")
    if elsewhere and elsewhere.value == "after" and (taken or said.has("kind")):
        elsewhere = None  # "the dinner after the workshop" is one of its own
    return Piece(place, stop, days, part=part, nth=nth, relation=relation, elsewhere=elsewhere is not None)


def _ordinal_session(frame: Frame, place: int) -> Piece | None:
    """`2nd talk`, `3e session`: an ordinal in digits before a session."""
    ordinal = ordinal_at(frame.said, place)
    return Piece(place, ordinal.stop, nth=ordinal.number) if ordinal and frame.said.sense(ordinal.stop, "session") else None


def _year(frame: Frame, place: int) -> Piece | None:
    word = frame.said.words[place]
    if len(word) != 4 or not word.isdecimal() or not 1900 <= int(word) <= 2100:
        return None
    return Piece(place, place + 1, elsewhere=not frame.starts.year <= int(word) <= frame.ends.year)


def _numbers_a_session(said: Said, start: int, stop: int, taken: frozenset[int]) -> bool:
    """Whether "first" or "last" stands beside a session, a day or a name of the programme, and not in `first-line treatment`."""
    after = stop
    while said.sense(after, "function") and not said.sense(after, *_NAMES_NUMBERED):
        after += 1
    if said.sense(after, *_NAMES_NUMBERED) or said.before(start, *_NAMES_NUMBERED):
        return True
    return said.has("session") and (after in taken or start - 1 in taken)


def _unknown(said: Said, place: int, taken: frozenset[int]) -> bool:
    """Whether a word is neither a name nor part of any phrase of the lexicon."""
    if not 0 <= place < len(said.words) or place in taken:
        return False
    return not any(sense.stop > place for start in range(max(0, place - 3), place + 1) for sense in said.senses[start].values())


def _joined(frame: Frame, pieces: Sequence[Piece]) -> Asked:
    said = frame.said
    if any(piece.days not in ((), (frame.today,)) for piece in pieces):  # "what's left on Friday" is all of Friday
        pieces = [replace(piece, days=(), hours=None) if piece.relation == "rest" else piece for piece in pieces]
    dated = [piece for piece in pieces if piece.days]
    days: set[date] = set()
    used = {place for piece in pieces if _tells(piece) for place in range(piece.start, piece.stop)}
    for index, piece in enumerate(dated):
        following = dated[index + 1] if index + 1 < len(dated) else None
        preceding = dated[index - 1] if index else None
        if piece.weekday and any(other and not other.weekday and _beside(said, piece, other) for other in (following, preceding)):
            continue  # "Tuesday 3 December": the date says it all
        if following and _reaches(said, piece, following) and piece.days[0] < following.days[-1]:
            days.update(stretch(frame, piece.days[0], following.days[-1]) or piece.days)
            used.update(range(piece.stop, following.start))
        elif len(dated) == 1 and len(piece.days) == 1:
            days.update(_open_ended(frame, piece))
        else:
            days.update(piece.days)
    relations = {piece.relation for piece in pieces}
    parts = {piece.part for piece in pieces if piece.part}
    nth = next((piece.nth for piece in pieces if piece.nth), 0)
    if "next" in relations and days and days != {frame.today}:
        relations, nth = relations - {"next"}, nth or int(said.has("session"))  # "the next talk on Thursday" is the first one there
    part = parts.pop() if len(parts) == 1 else ""
    hours = next((piece.hours for piece in pieces if piece.hours), None)
    if hours and part in ("afternoon", "evening") and DAWN < hours[1] < time(12):
        hours = hours[0].replace(hour=hours[0].hour + 12), hours[1].replace(hour=hours[1].hour + 12)  # "tonight at 8"
    if hours and part == "evening" and hours[1] < DAWN:
        days = {day + timedelta(days=1) for day in days}  # "2 giờ đêm nay" is past midnight
    relation: Relation | None = None
    if "now" in relations and days <= {frame.today} and not nth:
        relation = "now"
    elif "next" in relations and not nth:
        relation = "next"
    elif days or part or hours or nth:
        relation = "day"
    elif "all" in relations:
        relation = "all"
    elsewhere = any(piece.elsewhere for piece in pieces)
    return Asked(tuple(sorted(days)), part, hours, nth, relation, elsewhere, frozenset(used))


def _open_ended(frame: Frame, piece: Piece) -> tuple[date, ...]:
    """The workshop's days from, after or before the one that a piece names; the day itself where there are none."""
    bound, day, one = frame.said.before(piece.start, "onwards", "after", "before", "until"), piece.days[0], timedelta(days=1)
    match bound.role if bound else "":
        case "onwards":
            days = stretch(frame, day, frame.ends)
        case "after":
            days = stretch(frame, day + one, frame.ends)
        case "before":
            days = stretch(frame, frame.starts, day - one)
        case "until":
            days = stretch(frame, frame.starts, day)
        case _:
            days = ()
    return days or piece.days


def _tells(piece: Piece) -> bool:
    return bool(piece.days or piece.part or piece.hours or piece.nth or piece.relation or piece.elsewhere) or piece.stop == piece.start + 1


def _beside(said: Said, one: Piece, other: Piece) -> bool:
    first, second = sorted((one, other), key=lambda piece: piece.start)
    return second.start - first.stop <= 1 and not said.sense(first.stop, "to", "and") and not said.sense(second.start, "to", "and")


def _reaches(said: Said, first: Piece, second: Piece) -> bool:
    """Whether two days are the ends of a stretch: "from Tuesday to Thursday", "3–5/12"."""
    if len(first.days) != 1 or len(second.days) != 1:
        return False
    between = range(first.stop, second.start)
    if any(said.sense(place, "to") for place in between):
        return all(said.sense(place, "to", "function", "on", "date") for place in between)
    if said.words[second.start] in ("au", "toi") and first.stop == second.start:
        return True
    return first.stop == second.start and said.mark(first.stop - 1) in ("-", "–")
