"""Hours as people say them: `9h30`, `at 2 pm`, `9 giờ rưỡi`, `de 9 h à 11 h`, `in two hours`."""

import re
from datetime import time, timedelta

from workshop_bot.knowledge.moments import later
from workshop_bot.programme.days import Frame, Piece, date_at, integer
from workshop_bot.programme.said import Said, Sense

_CLOCK = re.compile(r"(\d{1,2})(?:(h|gio|g(?=\d\d))(\d{2})?|(am|pm))")  # "9g30" is an hour, "4g" a network
_MINUTES = re.compile(r"(\d{2})(am|pm)?")
_AFTERNOON = ("noon", "afternoon", "evening")
_EARLIEST = (
    7  # an hour below it is one of the afternoon, few talks begin at two in the night, unless "am", "night" or a zero (`02 h`) says so
)
DAWN = time(5)
"""Until then lasts the night, and with it the evening, that began the day before."""

Clock = tuple[time, int]


def no_time_at(frame: Frame, place: int) -> Piece | None:
    """A number that is none of time (`3 years`, `5 talks`) or only a length (`for 2 hours`)."""
    said = frame.said
    length = said.sense(place, "length")
    number = integer(said, length.stop if length else place)
    if number is None:
        return None
    after = said.sense(number.stop, *(("hours-long", "minutes-long", "day") if length else ("unit",)))
    return Piece(place, after.stop) if after and not said.sense(after.stop, "hence") else None


def soon_at(frame: Frame, place: int) -> Piece | None:
    """A moment by its distance from now: `in two hours`, `dans 3 jours`, `2 tiếng nữa`, `two days ago`."""
    said = frame.said
    before = said.sense(place, "in", "since")
    length = _length(said, before.stop if before else place)
    if length is None:
        return None
    distance, stop, sure = length
    hence, ago = said.sense(stop, "hence"), said.sense(stop, "ago")
    if (before and before.role == "since") or (ago and not before):
        distance = -distance
    elif not hence and (not before or not sure or said.words[place] == "trong"):
        return None
    after = hence or (ago if not before else None)
    moment = later(frame.now, distance)
    if not distance % timedelta(days=1):
        return Piece(place, after.stop if after else stop, (frame.today + distance,))
    clock = moment.time().replace(second=0, microsecond=0)
    return Piece(place, after.stop if after else stop, (moment.date(),), hours=(clock, clock))


def clock_at(frame: Frame, place: int) -> Piece | None:
    """An hour, or a stretch between two: `lúc 9h`, `after 14:00`, `from 9 to 11`."""
    said = frame.said
    before = said.sense(place, "at", "from", "after", "before", "until")
    at = before.stop if before else place
    first = _clock(said, at, bare=bool(before and before.role != "from")) or _noon(said, at, before)
    if stretch := _stretch(frame, at, first, bool(before and before.role == "from")):
        return Piece(place, stretch[2], hours=stretch[:2])
    if first is None:
        return None
    clock, stop = first
    if before and before.role in ("from", "after"):
        return Piece(place, stop, hours=(clock, time.max))
    if before and before.role in ("before", "until"):
        return Piece(place, stop, hours=(time.min, clock))
    return Piece(place, stop, hours=(clock, clock))


def _noon(said: Said, place: int, before: Sense | None) -> Clock | None:
    """Noon as a bound: "before noon", "après midi" is a part of the day already."""
    part = said.sense(place, "part")
    return (time(12), part.stop) if part and part.value == "noon" and before and before.role in ("after", "before", "until") else None


def _length(said: Said, place: int) -> tuple[timedelta, int, bool] | None:
    """A stretch of time, where it stops, and whether it can be no clock time (`2 giờ` can)."""
    if span := said.sense(place, "span"):
        return timedelta(minutes=span.number), span.stop, True
    if place < len(said.words) and (glued := _CLOCK.fullmatch(said.words[place])) and glued[2]:
        return timedelta(hours=int(glued[1]), minutes=int(glued[3] or 0)), place + 1, said.words[place - 1 : place] != ("sau",)
    number = integer(said, place)
    if number is None or number.number == 0:
        return None
    for role, unit in (("hours-long", timedelta(hours=1)), ("minutes-long", timedelta(minutes=1)), ("day", timedelta(days=1))):
        if found := said.sense(number.stop, role):
            half = said.sense(found.stop, "half") if role == "hours-long" else None
            return number.number * unit + (unit / 2 if half else timedelta()), (half or found).stop, said.words[number.stop] != "gio"
    return None


def _clock(said: Said, place: int, bare: bool = False) -> Clock | None:
    """A clock time and where it stops; a bare number counts only where asked for."""
    if half := said.sense(place, "half-past"):
        number = integer(said, half.stop)
        return _daytime(said, number.number, 30, number.stop) if number else None
    if place >= len(said.words):
        return None
    word, after = said.words[place], said.words[place + 1] if place + 1 < len(said.words) else ""
    if glued := _CLOCK.fullmatch(word):
        if glued[2] and not glued[3] and (half := said.sense(place + 1, "half")):
            return _daytime(said, int(glued[1]), 30, half.stop)
        minutes = glued[3] or (after if glued[2] and _is_minutes(said, place + 1) else "0")
        stop = place + (1 if glued[3] or minutes == "0" else 2)
        return _daytime(said, int(glued[1]), int(minutes), stop, glued[4] or "", exact=word.startswith("0"))
    colon = said.mark(place) == ":" or (said.mark(place) == "." and _dotted(said, place))
    if colon and word.isdecimal() and len(word) <= 2 and (minutes := _MINUTES.fullmatch(after)):
        return _daytime(said, int(word), int(minutes[1]), place + 2, minutes[2] or ("am" if word.startswith("0") else ""))
    number = integer(said, place)
    if number is None or number.role == "nth":
        return None
    if hour := said.sense(number.stop, "hour"):
        exact = word.startswith("0")
        if half := said.sense(hour.stop, "half"):
            return _daytime(said, number.number, 30, half.stop, exact=exact)
        if _is_minutes(said, hour.stop):
            minute_word = said.sense(hour.stop + 1, "minutes-long")
            return _daytime(
                said, number.number, int(said.words[hour.stop]), minute_word.stop if minute_word else hour.stop + 1, exact=exact
            )
        return _daytime(said, number.number, 0, hour.stop, exact=exact)
    if said.sense(number.stop, "am", "pm") or (bare and _ends_there(said, number.stop)):
        return _daytime(said, number.number, 0, number.stop)
    return None


def _daytime(said: Said, hour: int, minute: int, stop: int, half_day: str = "", exact: bool = False) -> Clock | None:
    """The hour on the clock of 24, by `am`, `pm` or the part of the day that follows; an `exact` one was written for it (`01 h 30`)."""
    sign = said.sense(stop, "am", "pm")
    if sign and not half_day:
        half_day, stop = sign.role, sign.stop
    at = stop
    while said.sense(at, "function") and not said.sense(at, "part") and at < stop + 3:
        at += 1
    part = said.sense(at, "part")
    beside = part.value if part and not half_day else ""
    afternoon = half_day == "pm" or beside in _AFTERNOON or (beside == "night" and hour > DAWN.hour)
    stays = half_day == "am" or beside in ("morning", "night") or exact
    if hour < 12 and (afternoon or (0 < hour < _EARLIEST and not stays)):
        hour += 12
    elif hour == 12 and (half_day == "am" or beside == "night"):
        hour = 0
    return (time(hour % 24, minute), stop) if hour <= 24 and minute <= 59 else None


def _stretch(frame: Frame, place: int, first: Clock | None, cued: bool) -> tuple[time, time, int] | None:
    said, number = frame.said, integer(frame.said, place)
    if first is None and (number is None or number.role == "nth"):
        return None
    stop = first[1] if first else number.stop if number else place
    follow = said.sense(stop, "to", "and")
    if not follow and said.mark(stop - 1) not in ("-", "–"):
        return None
    last = _clock(said, follow.stop if follow else stop, bare=cued)
    if last is None or date_at(frame, follow.stop if follow else stop):
        return None
    begin = first[0] if first else _daytime_number(number, last[0])
    return (begin, last[0], last[1]) if begin and begin < last[0] else None


def _daytime_number(number: Sense | None, last: time) -> time | None:
    if number is None or number.number > 23:
        return None
    hour = number.number + 12 if number.number < _EARLIEST and number.number + 12 < last.hour else number.number
    return time(hour)


def _is_minutes(said: Said, place: int) -> bool:
    return place < len(said.words) and len(said.words[place]) == 2 and said.words[place].isdecimal() and int(said.words[place]) <= 59


def _dotted(said: Said, place: int) -> bool:
    return bool(said.sense(place - 1, "at") or said.sense(place + 2, "am", "pm", "hour") or not said.words[place + 1].isdecimal())


def _ends_there(said: Said, stop: int) -> bool:
    return stop >= len(said.words) or said.sense(stop, "shift", "part", "weekday", "date", "on", "function", "hour") is not None
