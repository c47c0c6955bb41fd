"""A programme from a calendar file (iCalendar, RFC 5545), as conference systems, Outlook, Google and Apple write it.

    bytes → gates (size, depth, number of events, rules of zones) → lines unfolded → library → events → recurring ones expanded → items

Lines are unfolded before they are decoded: some writers fold in the middle of a character.
"""

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from workshop_bot.errors import UnusableInput
from workshop_bot.formats.calendar import calendar
from workshop_bot.formats.kinds import kind, off
from workshop_bot.formats.names import holds_address, published, settled
from workshop_bot.formats.programme import Asked, Item, Note, Programme, repeated
from workshop_bot.formats.recurring import MOST, meetings
from workshop_bot.knowledge.fields import is_link
from workshop_bot.knowledge.model import Knowledge
from workshop_bot.knowledge.moments import later
from workshop_bot.knowledge.write import clean
from workshop_bot.texts.catalogue import load
from workshop_bot.texts.fold import fold

if TYPE_CHECKING:
    from icalendar import Calendar

_BYTES = 10_000_000
_EVENTS = 20_000
_DEPTH = 6
_FOLD = re.compile(rb"(?:\r\n|\n|\r)[ \t]")
_RULES = re.compile(r"^BEGIN:VTIMEZONE\s*$.*?^END:VTIMEZONE\s*$", re.MULTILINE | re.DOTALL | re.IGNORECASE)
_TOO_OFTEN = re.compile(r"^RRULE[^\n]*FREQ=(?!YEARLY)", re.MULTILINE | re.IGNORECASE)
_MARKUP = re.compile(r"</?(?:p|br|a|em|strong|b|i|u|ul|ol|li|div|span|h[1-6]|html|body|head|table|tr|td)\b[^>]*>", re.IGNORECASE)
_BLOCK = re.compile(r"(?:<br\s*/?>|</(?:p|div|li|h[1-6]|tr)>)\n?", re.IGNORECASE)
_SPEAKER = re.compile(
    r"^(?:speakers?|presenters?|presented by|intervenant(?:·e|e)?s?|orateurs?|oratrices?|référents?|von|sprecher(?:in)?|referent(?:in|en)?"
    r"|vortragende[r]?|báo cáo viên|diễn giả|giảng viên)\s*:\s*(?P<names>[^\n]+)\n?",
    re.IGNORECASE,
)
_LECTURER = re.compile(r"\bgiảng viên\s*:\s*(?P<names>[^,;\n]+)", re.IGNORECASE)
_MEETS = re.compile(r"-::~[:~]*::-.*?-::~[:~]*::-", re.DOTALL)
"""What Google puts below a description: how to join, with numbers to dial."""
_PRETALX = re.compile(r"pretalx-.+-([0-9A-Z]{6})(?:@.*)?", re.ASCII)
_MEETING = re.compile(
    r"https?://(?:[\w-]+\.)*(?:zoom\.us|meet\.google\.com|teams\.(?:microsoft|live)\.com|webex\.com|meet\.jit\.si|gotomeet(?:ing)?\.com"
    r"|whereby\.com|(?:bbb|bigbluebutton)[\w.-]*)/\S+",
    re.IGNORECASE,
)
_JOINS = ("conference", "x-google-conference", "x-microsoft-skypeteamsmeetingurl", "x-microsoft-onlinemeetingexternallink", "url")


def read(data: bytes, asked: Asked) -> Programme:
    """The programme of a calendar file. Raises UnusableInput where it is none, or larger or stranger than a programme's."""
    calendars = _calendars(_text(data))
    events = [event for one in calendars for event in one.walk("VEVENT")]
    producers = " ".join(str(one.get("prodid", "")) for one in calendars).lower()
    reader = _Reader(producers, events, cancelled=any(str(one.get("method", "")).upper() == "CANCEL" for one in calendars))
    try:
        items = tuple(reader.items())
    except (AttributeError, KeyError, TypeError, ValueError, OverflowError):  # a property of another kind than its name says
        raise UnusableInput("an event of the calendar cannot be read; export it again as iCalendar (.ics)") from None
    if not items:
        raise UnusableInput("the calendar holds no event with a title and hours; export it again with the sessions in it")
    names = [str(one.get("x-wr-calname", "")).strip() for one in calendars]
    return Programme(
        form="ics",
        items=items,
        title=next((name for name in names if name and not holds_address(name)), ""),
        zone=_zone([str(one.get("x-wr-timezone", "")) for one in calendars], items) or _windows(events, items),
        notes=(*reader.notes, *repeated(items)),
    )


def write(knowledge: Knowledge, counts: Mapping[str, int], now: datetime) -> str:
    """The whole programme in the workshop's default language; its events have the UIDs that `/agenda` gives them.

    `counts` says how often a session has changed: not at all where it is silent, and calendars go by the time of writing.
    """
    each = {session.id: counts.get(session.id, 0) for session in knowledge.sessions}
    language, words = knowledge.workshop.default_language, load(knowledge.words)
    return calendar(knowledge.sessions, each, knowledge, language, words, now)


def _text(data: bytes) -> str:
    """The file with whole lines; the gates stand before the library reads a word of it."""
    if len(data) > _BYTES:
        raise UnusableInput(f"the calendar has more than {_BYTES // 1_000_000} MB; export the programme alone")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        data = data.decode("utf-16", "replace").encode()
    whole = _FOLD.sub(b"", data)
    try:
        text = whole.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = whole.decode("cp1252", "replace")
    text = re.sub(r"\r\n|\r", "\n", text)
    depth = deepest = events = 0
    for mark, what in re.findall(r"^(BEGIN|END):([^\n]*)$", text, re.MULTILINE | re.IGNORECASE):
        begins = mark.upper() == "BEGIN"
        depth += 1 if begins else -1
        deepest = max(deepest, depth)
        events += begins and what.strip().upper() == "VEVENT"
    if deepest > _DEPTH:
        raise UnusableInput(f"the calendar has parts within parts, {deepest} deep; export it again")
    if events > _EVENTS:
        raise UnusableInput(f"the calendar has {events:,} events, more than {_EVENTS:,}; export the programme alone")
    if any(_TOO_OFTEN.search(rules) for rules in _RULES.findall(text)):
        raise UnusableInput("a zone of the calendar sets its clocks more often than yearly; export it again with named zones")
    return text


def _calendars(text: str) -> list["Calendar"]:
    from icalendar import Calendar, use_zoneinfo

    # the library keeps rules of zones by name: those of a file that was read before are not this one's
    use_zoneinfo()  # type: ignore[no-untyped-call]  # - the library gives it no type
    try:
        return [found for found in Calendar.from_ical(text, multiple=True) if found.name == "VCALENDAR"]
    except Exception:  # whatever the library stumbles over in another's file, the person is told one thing
        raise UnusableInput("the file is no calendar that can be read; export it again as iCalendar (.ics)") from None


def _zone(named: Sequence[str], items: Sequence[Item]) -> str:
    """The zone of the file: the one it names, else the only one that its hours are in."""
    keys = {item.starts.tzinfo.key for item in items if isinstance(item.starts, datetime) and isinstance(item.starts.tzinfo, ZoneInfo)}
    for name in (*named, *(keys - {"UTC"} if len(keys - {"UTC"}) == 1 else ())):
        try:
            return ZoneInfo(name.strip()).key
        except (ValueError, OSError, KeyError):  # no zone is called so
            continue
    return ""


def _windows(events: Sequence[Mapping[str, Any]], items: Sequence[Item]) -> str:
    """The zone that Outlook calls by a name of Windows, where all are in it and clocks there show the hours of the file's own rules."""
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

    names = {str(event["dtstart"].params.get("TZID", "")) for event in events if hasattr(event.get("dtstart"), "params")} - {"", "UTC"}
    key = WINDOWS_TO_OLSON.get(names.pop(), "") if len(names) == 1 else ""
    moments = [item.starts for item in items if isinstance(item.starts, datetime) and item.starts.tzinfo not in (None, UTC)]
    return key if key and all(moment.replace(tzinfo=ZoneInfo(key)).utcoffset() == moment.utcoffset() for moment in moments) else ""


class _Reader:
    """The events of a file, with what is said of them."""

    def __init__(self, producers: str, events: Sequence[Mapping[str, Any]], *, cancelled: bool) -> None:
        self.ours, self.pretalx, self.cancelled = "workshop-bot" in producers, "pretalx" in producers, cancelled
        self.notes: list[Note] = []
        self.events = [(f"event {count}", event) for count, event in enumerate(events, 1)]
        self.places = {fold(_place(event)) for event in events}
        self.spelt: dict[str, str] = {}
        self.moved = {
            (_line(event, "uid"), _moment(event, "recurrence-id", place)) for place, event in self.events if "recurrence-id" in event
        }

    def items(self) -> Iterator[Item]:
        """All sessions, in the order of the file, the meetings of a recurring event one after the other."""
        expanded = 0
        for place, event in self.events:
            starts, title = _moment(event, "dtstart", place), _line(event, "summary")
            if starts is None or not title:
                self._note(place, "left out: it has no time" if title else "left out: it has no title")
            elif not isinstance(starts, datetime) and not self.ours:
                self._note(place, "left out: it fills whole days")
            elif "rrule" in event and isinstance(starts, datetime) and "recurrence-id" not in event:
                uid, any_day = _line(event, "uid"), False
                if "rdate" in event:
                    self._note(place, "its further days (RDATE) were left out: its rule alone counts")
                for meeting in meetings(event, starts, place):
                    any_day, expanded = True, expanded + 1
                    if expanded > MOST:
                        raise UnusableInput(f"{place}: the recurring events have more than {MOST:,} meetings; give their rules an end")
                    if not any((uid, told) in self.moved for told in (meeting, meeting.date())):
                        yield self._item(place, event, title, meeting, _day_of(meeting))
                if not any_day:
                    raise UnusableInput(f"{place}: its rule of recurrence gives no meeting; write its meetings one by one")
            else:
                told = _moment(event, "recurrence-id", place)
                yield self._item(place, event, title, starts, _day_of(told) if told else "")

    def _item(self, place: str, event: Mapping[str, Any], title: str, starts: date, day: str) -> Item:
        title, gone = off(title)
        speakers, title, about = self._people(event, title, place)
        uid = _line(event, "uid")
        code, guessed = _PRETALX.fullmatch(uid), kind(title)
        key = uid.partition("@")[0] if self.ours else code[1] if code else uid
        return Item(
            place=place,
            key=f"{key} {day}" if key and day else key,
            title={"": title},
            starts=starts,
            ends=self._ends(event, starts, place) if isinstance(starts, datetime) else None,
            rooms=self._rooms(_place(event)),
            speakers=speakers,
            topics=tuple(dict.fromkeys(filter(None, (_neat(str(one)) for many in _several(event, "categories") for one in many.cats)))),
            summary={"": about} if about else {},
            kind=guessed if speakers or guessed != "talk" else kind(about),  # a title may only say what it is part of
            join=self._join(event),
            cancelled=self.cancelled or gone or _line(event, "status").upper() == "CANCELLED",
        )

    def _ends(self, event: Mapping[str, Any], starts: datetime, place: str) -> datetime | None:
        """As long after its start as the event lasts; None where it does not tell, or ends when it starts."""
        first, last = _moment(event, "dtstart", place), _moment(event, "dtend", place)
        length = _inner(event.get("duration")) if last is None else None
        if isinstance(first, datetime) and isinstance(last, datetime):
            if (first.tzinfo is None) != (last.tzinfo is None):
                self._note(place, "its start and its end are told in different ways: it has no end")
                return None
            length = last - first if first.tzinfo is None else last.astimezone(UTC) - first.astimezone(UTC)
        if not isinstance(length, timedelta):
            return None
        if length <= timedelta():
            self._note(place, "it does not end after its start: it has no end")
            return None
        return later(starts, length)

    def _rooms(self, location: str) -> tuple[str, ...]:
        """Several where all parts between commas are places of the file on their own, else the whole: addresses have commas too.

        A room whose name is spelt in several ways, with and without accents, has the first of them.
        """
        parts = tuple(dict.fromkeys(filter(None, (_neat(part) for part in re.split(r"[,;]", location)))))
        several = self.ours or all(fold(part) in self.places for part in parts)
        rooms = settled(parts if several else (location,))
        return tuple(dict.fromkeys(self.spelt.setdefault(fold(room), room) for room in rooms))

    def _people(self, event: Mapping[str, Any], title: str, place: str) -> tuple[tuple[str, ...], str, str]:
        """Who speaks, the title and the summary without them."""
        about = _plain(_value(event, "description"))
        if self.pretalx and " - " in f"{title} " and _PRETALX.fullmatch(_line(event, "uid")):
            title, _, names = f"{title} ".rpartition(" - ")
            return self._named(names.split(", "), place), title.strip(), about
        found = _SPEAKER.match(about)
        if found:
            about = about[found.end() :].strip()
        if self.ours and _line(event, "status").upper() == "TENTATIVE":
            about = about.rpartition("\n")[0]  # it is said to be provisional at the end
        guests = [one for one in _several(event, "attendee") if hasattr(one, "params")]
        told = [
            str(one.params["CN"])
            for one in guests
            if "CN" in one.params
            and not {"PARTSTAT", "RSVP"} & one.params.keys()
            and one.params.get("CUTYPE", "") not in ("ROOM", "RESOURCE")
        ]  # who is asked for an answer is a guest
        lecturer = found or _LECTURER.search(about)
        return self._named(told or (re.split(r"[,;]", lecturer["names"]) if lecturer else []), place), title, about

    def _named(self, names: Sequence[str], place: str) -> tuple[str, ...]:
        shown, left_out = published(map(_neat, names))
        if left_out:
            self._note(place, left_out)
        return shown

    def _join(self, event: Mapping[str, Any]) -> str:
        links = [str(one).strip() for name in _JOINS for one in _several(event, name)]
        return next((link for link in links if (is_link(link) if self.ours else _MEETING.fullmatch(link))), "")

    def _note(self, place: str, said: str) -> None:
        if Note(place, said) not in self.notes[-2:]:
            self.notes.append(Note(place, said))


def _moment(event: Mapping[str, Any], name: str, place: str) -> date | None:
    """A moment of an event; UnusableInput where it is in a zone that nobody knows."""
    told: Any = event.get(name)
    moment = _inner(told)
    if isinstance(moment, datetime):
        zone = str(told.params.get("TZID", ""))
        if zone and moment.tzinfo is None:
            raise UnusableInput(f'{place}: its zone "{zone[:60]}" is not known; export the calendar with zones such as Europe/Paris')
        if not 1970 <= moment.year < 2200:
            return None
    return moment if isinstance(moment, date) else None


def _inner(value: Any) -> Any:
    """What a property holds; None where the library could not read it."""
    try:
        return getattr(value, "dt", None)
    except ValueError:
        return None


def _several(event: Mapping[str, Any], name: str) -> list[Any]:
    value = event.get(name)
    return value if isinstance(value, list) else [value] if value is not None else []


def _value(event: Mapping[str, Any], name: str) -> str:
    return str(next(iter(_several(event, name)), ""))


def _line(event: Mapping[str, Any], name: str) -> str:
    return _neat(_value(event, name))


def _place(event: Mapping[str, Any]) -> str:
    """Where an event is; Apple writes the address below the name."""
    return ", ".join(filter(None, map(_neat, _value(event, "location").splitlines())))


def _neat(text: str) -> str:
    return " ".join(clean(html.unescape(text)).split())


def _day_of(moment: date) -> str:
    return f"{moment:%Y-%m-%d}"


def _plain(text: str) -> str:
    """A description without HTML, where it has any."""
    if _MARKUP.search(text):
        text = html.unescape(_MARKUP.sub("", _BLOCK.sub("\n", text)))
    return re.sub(r"\n{3,}", "\n\n", clean(_MEETS.sub("", text))).strip()
