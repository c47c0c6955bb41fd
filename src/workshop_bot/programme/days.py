"""Days as people say them: dates, "day 2", weekdays, "tomorrow", "next week".

Each reader looks at one place of a question and returns a `Piece` or None. What a folder's workshop makes likely decides
what the words leave open: a bare day number, a weekday, a missing year.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import takewhile

from workshop_bot.knowledge.moments import YEARS
from workshop_bot.programme.said import Said, Sense

_ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th|er|re|ere|e|eme|nde)")
_YEAR = timedelta(days=366)
_LISTED = 5  # days before the one whose month they take: pasted numbers are none, and may be hundreds
_GLUED_DAY = re.compile(r"(?:day|jour|ngay|j)(\d{1,2})")


@dataclass(frozen=True)
class Frame:
    """What a time word is read against: the question, the moment, the workshop's days, and the day spoken of before."""

    said: Said
    now: datetime
    starts: date
    ends: date
    anchor: date | None = None

    @property
    def today(self) -> date:
        """The day of the moment, in the workshop's zone."""
        return self.now.date()

    def holds(self, day: date) -> bool:
        """Whether a day belongs to the workshop."""
        return self.starts <= day <= self.ends


@dataclass(frozen=True)
class Piece:
    """What a stretch of words says about time; one that says nothing (`3 years`) only keeps others from misreading it."""

    start: int
    stop: int
    days: tuple[date, ...] = ()
    weekday: bool = False
    part: str = ""
    hours: tuple[time, time] | None = None
    nth: int = 0
    relation: str = ""
    elsewhere: bool = False


def date_at(frame: Frame, place: int, listed: int = 0) -> Piece | None:
    """A date: `3/12`, `2024-12-03`, `3 décembre`, `December 3rd`, `ngày 3 tháng 12`, `mùng 3`, `le 3`; `listed` stand before it."""
    said, at, cued = frame.said, place, False
    while cue := said.sense(at, "date"):
        at, cued = cue.stop, True
    found = _numeric(frame, at, cued or said.sense(place - 1, "on") is not None) or _month_first(frame, at) or _day_first(frame, at, listed)
    if found is None and cued:
        found = _bare_day(frame, place, at)
    return found and Piece(place, found.stop, found.days, elsewhere=found.elsewhere)


def day_number_at(frame: Frame, place: int) -> Piece | None:
    """A day by its number: `day 2`, `J2`, `deuxième jour`, `ngày thứ hai`, `the last day`."""
    said = frame.said
    if glued := _GLUED_DAY.fullmatch(said.words[place]):
        return _numbered_day(frame, place, place + 1, int(glued[1]))
    if day := said.sense(place, "day"):
        if weekday := said.sense(day.stop, "weekday"):
            count = weekday.number + 2  # "ngày thứ hai" is the second day, "ngày thứ sáu" Friday where there is no sixth
            counted = said.words[day.stop] == "thu" and count <= (frame.ends - frame.starts).days + 1
            numbered = _numbered_day(frame, place, weekday.stop, count) if counted else None
            if numbered and said.words[weekday.stop - 1].isdecimal():  # "ngày thứ 4" is the fourth day and Wednesday
                return Piece(place, weekday.stop, tuple(sorted({*numbered.days, _weekday(frame, weekday.number, "")})))
            return numbered
        if nth := said.sense(day.stop, "nth"):
            return _numbered_day(frame, place, nth.stop, nth.number)
        number = integer(said, day.stop)
        if number is None or said.sense(number.stop, "month", "month-word", "unit", "hour"):
            return None
        numbered = _numbered_day(frame, place, number.stop, number.number)
        dated = _nearest(frame, number.number) if said.words[place] == "ngay" else None
        if numbered and dated and frame.holds(dated) and frame.holds(numbered.days[0]):
            # "ngày 3" is the third day and the third of the month
            return Piece(place, number.stop, tuple(sorted({dated, *numbered.days})))
        return Piece(place, number.stop, (dated,)) if dated and frame.holds(dated) else numbered
    ordinal = said.sense(place, "nth") or ordinal_at(said, place)
    if ordinal and (day := said.sense(ordinal.stop, "day")) and said.words[ordinal.stop] not in ("ngay", "hom"):
        return _numbered_day(frame, place, day.stop, ordinal.number)
    return None


def weekday_at(frame: Frame, place: int) -> Piece | None:
    """A weekday, with `next`, `last` or a week beside it; left alone it is the workshop's."""
    said = frame.said
    before = said.sense(place, "coming-first", "passed-first", "week", "on")
    named = said.sense(place, "weekday") or (before and said.sense(before.stop, "weekday"))
    if not named:
        return None
    if place > 0 and said.sense(place - 1, "session") and said.words[place] == "thu" and _another_day(said, place):
        return Piece(place, named.stop, nth=named.number + 2)  # "buổi thứ hai ngày mai" is the second session of tomorrow
    if said.words[named.stop - 1].isdigit() and (dated := date_at(frame, named.stop - 1)):
        return dated  # "Thu 5 Dec" is not "thứ 5"
    beside = before if before and not said.sense(place, "weekday") else _after_weekday(said, named.stop)
    stop = max(named.stop, beside.stop if beside else 0)
    if beside and beside.role == "week":
        monday = frame.today - timedelta(days=frame.today.weekday())
        return Piece(place, stop, (monday + timedelta(weeks=beside.number, days=named.number),))
    return Piece(place, stop, (_weekday(frame, named.number, beside.role.removesuffix("-first") if beside else ""),), weekday=True)


def span_days(frame: Frame, sense: Sense) -> tuple[date, ...]:
    """The days of `today`, `the day after`, `this week`, `the weekend`, `next month`."""
    today, number = frame.today, sense.number
    monday = today - timedelta(days=today.weekday())
    if sense.role == "shift":
        return (today + timedelta(days=number),)
    if sense.role == "anchor":
        return ((frame.anchor or today) + timedelta(days=number),)
    if sense.role == "week":
        return tuple(monday + timedelta(weeks=number, days=day) for day in range(7))
    if sense.role == "weekend":
        return monday + timedelta(days=5), monday + timedelta(days=6)
    month = today.month - 1 + number
    return month_days(today.year + month // 12, month % 12 + 1)


def month_days(year: int, month: int) -> tuple[date, ...]:
    """All days of a month."""
    first = date(year, month, 1)
    return tuple(day for day in (first + timedelta(days=days) for days in range(31)) if day.month == month)


def integer(said: Said, place: int) -> Sense | None:
    """A whole number of one or two digits or in words, `2nd` and its like included."""
    if place < len(said.words) and said.words[place].isdecimal() and len(said.words[place]) <= 2:
        return Sense("number", said.words[place], place + 1)
    return said.sense(place, "number") or ordinal_at(said, place)


def through(first: date, last: date) -> tuple[date, ...]:
    """All days from one to another."""
    return tuple(first + timedelta(days=days) for days in range((last - first).days + 1))


def stretch(frame: Frame, first: date, last: date) -> tuple[date, ...]:
    """All days from one to another; of years of them, which a slip of the finger makes, those of the workshop."""
    if last - first > _YEAR:
        first, last = max(first, frame.starts), min(last, frame.ends)
    return through(first, last)


def ordinal_at(said: Said, place: int) -> Sense | None:
    """An ordinal in digits: `2nd`, `3e`, `1er`."""
    found = _ORDINAL.fullmatch(said.words[place]) if place < len(said.words) else None
    return Sense("nth", found[1], place + 1) if found else None


def _numeric(frame: Frame, place: int, cued: bool) -> Piece | None:
    said = frame.said
    numbers = list(takewhile(lambda word: word.isdecimal() and len(word) <= 4, said.words[place : place + 3]))
    marks = [said.mark(place + offset) for offset in range(len(numbers) - 1)]
    if len(marks) == 2 and marks[0] == marks[1] and marks[0] in ("/", ".", "-"):
        first, second, third = numbers
        year, month, day = (first, second, third) if len(first) == 4 else (third, second, first)
        return _piece(frame, place, place + 3, int(day), int(month), int(year) + (2000 if len(year) <= 2 else 0))
    if not marks or marks[0] not in ("/", ".", "-") or len(numbers[0]) > 2 or said.sense(place - 1, "at"):
        return None
    if marks[0] == "-" and marks[-1] == "/":
        return None  # "3-5/12" are days of one month
    if len(numbers[1]) == 4:
        return _month(frame, place, place + 2, int(numbers[0]), int(numbers[1])) if int(numbers[0]) <= 12 else None
    if said.sense(place + 2, "unit", "month", "month-word", "hour", "of") or (marks[0] != "/" and said.sense(place + 2, "am", "pm")):
        return None
    day_first, month_first = (_piece(frame, place, place + 2, int(numbers[one]), int(numbers[1 - one])) for one in (0, 1))
    likely = [piece for piece in (day_first, month_first) if piece and frame.holds(piece.days[0])]
    if likely:
        return likely[0]
    alone = len(said.words) == 2
    return day_first or month_first if cued or alone or said.has("session", "programme", "ask") else None


def _month_first(frame: Frame, place: int) -> Piece | None:
    said = frame.said
    month = said.sense(place, "month")
    if not month or (place > 0 and said.words[place - 1].isdecimal()):
        return None
    cue = said.sense(month.stop, "date")
    day = integer(said, cue.stop if cue else month.stop)
    if day and said.sense(day.stop, "month"):
        return None  # "mar. 3 déc." is a Tuesday
    if day is None or said.sense(day.stop, "hour", "unit"):
        return _year_after(frame, place, month.stop, 0, month.number)
    return _year_after(frame, place, day.stop, day.number, month.number)


def _day_first(frame: Frame, place: int, listed: int) -> Piece | None:
    said = frame.said
    day = integer(said, place) or said.sense(place, "nth")
    if word := said.sense(place, "month-word"):
        month = integer(said, word.stop)
        return _year_after(frame, place, month.stop, 0, month.number) if month else None
    if day is None:
        return None
    after = said.sense(day.stop, "of", "month-word")
    month = said.sense(after.stop if after else day.stop, "month")
    if month is None and after and after.role == "month-word":
        month = integer(said, after.stop)
    if month:
        return _year_after(frame, place, month.stop, day.number, month.number)
    follow = said.sense(day.stop, "to", "and")
    if (follow or said.mark(day.stop - 1) in ("-", "–", ",")) and listed < _LISTED:
        # "3 to 5 December": the first takes the month of the second
        rest = date_at(frame, follow.stop if follow else day.stop, listed + 1)
        if rest and len(rest.days) == 1 and rest.stop - rest.start > 1:
            return _piece(frame, place, day.stop, day.number, rest.days[0].month, rest.days[0].year)
    return None


def _bare_day(frame: Frame, place: int, at: int) -> Piece | None:
    said, day = frame.said, integer(frame.said, at)
    if (
        day is None
        or not said.words[at][0].isdecimal()
        or said.sense(day.stop, "unit", "hour", "session", "day")
        or said.sense(place, "day")
    ):
        return None
    if said.words[at - 1] in ("the", "on", "by") and not ordinal_at(said, at):
        return None
    nearest = _nearest(frame, day.number)
    return Piece(place, day.stop, (nearest,)) if nearest else None


def _year_after(frame: Frame, place: int, stop: int, day: int, month: int) -> Piece | None:
    """A date with the year behind it, if there is one; day 0 is the whole month."""
    said = frame.said
    word = said.sense(stop, "year-word", "of")
    at = word.stop if word else stop
    year = int(said.words[at]) if at < len(said.words) and said.words[at].isdecimal() and len(said.words[at]) == 4 else None
    end = at + 1 if year else stop
    if not 1 <= month <= 12:
        return None
    return _piece(frame, place, end, day, month, year) if day else _month(frame, place, end, month, year)


def _month(frame: Frame, place: int, stop: int, month: int, year: int | None) -> Piece | None:
    if not 1 <= month <= 12:
        return None
    if year is not None and not frame.starts.year <= year <= frame.ends.year:
        return Piece(place, stop, elsewhere=True)
    near = year or min(_years(frame), key=lambda one: _distance(frame, date(one, month, 15)))
    return Piece(place, stop, month_days(near, month))


def _piece(frame: Frame, place: int, stop: int, day: int, month: int, year: int | None = None) -> Piece | None:
    if year and year not in YEARS:
        return Piece(place, stop, elsewhere=True)
    dates = [found for one in ((year,) if year else _years(frame)) if (found := _valid(one, month, day))]
    return Piece(place, stop, (min(dates, key=lambda one: _distance(frame, one)),)) if dates else None


def _nearest(frame: Frame, day: int) -> date | None:
    """The day of that number, of the month that brings it nearest to the workshop."""
    dates = [found for year in _years(frame) for month in range(1, 13) if (found := _valid(year, month, day))]
    return min(dates, key=lambda one: _distance(frame, one), default=None)


def _years(frame: Frame) -> range:
    return range(frame.starts.year - 1, frame.ends.year + 2)


def _distance(frame: Frame, day: date) -> int:
    return max(0, (frame.starts - day).days, (day - frame.ends).days)


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _numbered_day(frame: Frame, place: int, stop: int, number: int) -> Piece | None:
    if number == -1:
        return Piece(place, stop, (frame.ends,))
    return Piece(place, stop, (frame.starts + timedelta(days=number - 1),)) if 1 <= number <= 31 else None


def _weekday(frame: Frame, weekday: int, beside: str) -> date:
    today = frame.today
    inside = [day for day in through(frame.starts, min(frame.ends, frame.starts + timedelta(days=60))) if day.weekday() == weekday]
    if beside == "passed":
        return max((day for day in inside if day < today), default=today - timedelta(days=(today.weekday() - weekday - 1) % 7 + 1))
    if beside == "coming":
        return min((day for day in inside if day > today), default=today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1))
    if inside:
        return min((day for day in inside if day >= today), default=inside[-1])
    base = today if frame.holds(today) else frame.starts
    return base + timedelta(days=(weekday - base.weekday()) % 7)


def _after_weekday(said: Said, stop: int) -> Sense | None:
    at = stop
    while said.sense(at, "function") and not said.sense(at, "coming", "passed", "week") and at < stop + 2:
        at += 1
    if week := said.sense(at, "week"):
        return week
    beside = said.sense(stop, "coming", "passed")
    if beside and (said.sense(beside.stop, "weekday", "session", "date") or integer(said, beside.stop)):
        return None  # "thứ hai tới thứ tư", "thứ ba trước 10 giờ"
    return beside


def _another_day(said: Said, place: int) -> bool:
    return any(
        said.sense(at, "shift", "anchor") or (at != place and said.sense(at, "weekday")) or said.sense(at, "month-word")
        for at in range(len(said.words))
    ) or bool(said.between)
