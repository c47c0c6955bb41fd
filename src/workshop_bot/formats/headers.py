"""What the columns of a table mean: by their headers in English, French, Vietnamese and German, or as whoever imports says."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from workshop_bot.errors import UnusableInput
from workshop_bot.formats.cells import Cell, When, raw, when, words
from workshop_bot.formats.kinds import bare

_LOOKED_AT = 40
"""Rows from the top among which the header may stand."""
_HELD = 1_000
"""Rows that show what a column holds."""
_LONGEST = 80
"""Characters that a header has at most: more is prose."""
_HEADERS: dict[str, str] = {
    "id": "id|key|code|uid|guid|identifier|session id|talk id|event id|ref|identifiant|cle|ma|ma so|ma phien|kennung|nr",
    "date": "date|day|dates|days|jour|date et heure|date and time|datetime|date time|ngay|ngay thang|ngay gio|tag|datum|datum uhrzeit"
    "|datum und uhrzeit|conference day|start date|date de debut|ngay bat dau|startdatum",
    "start": "start|starts|begin|begins|from|time|times|start time|starting time|starts at|begin time|hour|hours|slot|time slot|timeslot"
    "|schedule|start date time|heure|heures|horaire|horaires|debut|heure de debut|commence|de|creneau|gio|thoi gian|bat dau|gio bat dau"
    "|thoi gian bat dau|tu|uhrzeit|zeit|beginn|anfang|startzeit|von|start zeit",
    "end": "end|ends|finish|until|to|end time|ends at|end date time|fin|heure de fin|a|jusqu a|ket thuc|gio ket thuc|thoi gian ket thuc|den"
    "|ende|endzeit|bis",
    "duration": "duration|length|minutes|min|duree|duree min|thoi luong|so phut|dauer|lange|dauer min|duration min|duration minutes",
    "title": "title|session title|talk title|paper title|session|talk|event|subject|name|activity|item|agenda item|presentation|program"
    "|programme|titre|intitule|titre de l intervention|titre de la session|evenement|activite|sujet|intervention"
    "|tieu de|ten|ten bai|ten bao cao"
    "|noi dung|ten phien|hoat dong|ten bai bao cao|titel|veranstaltung|vortragstitel|programmpunkt|bezeichnung",
    "room": "room|rooms|location|place|venue|hall|salle|salles|lieu|amphitheatre|phong|hoi truong|dia diem|raum|ort|saal|raume",
    "speakers": "speaker|speakers|presenter|presenters|author|authors|person|persons|people|speaker s|presenter s|lecturer|lecturers|by"
    "|speaker name|speaker names|presented by|intervenant|intervenants|intervenante|intervenantes|intervenant e s|orateur|orateurs"
    "|oratrice|conferencier|conferenciers|presentateur|auteur|auteurs|dien gia|bao cao vien|nguoi trinh bay"
    "|nguoi bao cao|giang vien|dien gia chinh"
    "|vortragende|vortragender|vortragende r|referent|referentin|referenten|referentinnen|referent in|sprecher"
    "|sprecherin|dozent|autor|autoren",
    "topics": "topic|topics|track|tracks|theme|themes|tags|keywords|thematique|thematiques|mots cles|chu de|linh vuc|tu khoa|thema|themen"
    "|schlagworte",
    "summary": "summary|abstract|description|details|about|resume|descriptif|tom tat|mo ta|gioi thieu|beschreibung|zusammenfassung|inhalt",
    "kind": "kind|type|format|category|session type|talk type|nature|categorie|loai|hinh thuc|loai phien|art|typ|kategorie",
    "join": "join|online|zoom|online link|meeting link|join link|zoom link|webinar|visio|lien visio|lien zoom|lien de connexion|connexion"
    "|truc tuyen|link truc tuyen|link zoom|link tham gia|tham gia|zugang|zugangslink|onlinelink",
    "cancelled": "cancelled|canceled|annule|annulee|huy|da huy|abgesagt|entfallt|fallt aus",
}
MEANINGS = tuple(_HEADERS)
_MEANS = {word: meaning for meaning, headers in _HEADERS.items() for word in headers.split("|")}
_OF_SEVERAL = ("date", "speakers")
"""What several columns may hold at once."""
_TOLD = ("title", "summary")
"""What may stand in a column a language: `title-fr`."""
_PARTS = re.compile(r"[/|·•\n]|\s[-–—]\s")
_LANGUAGE = re.compile(
    r"(?P<header>.*?)[\s\-_]*[(\[]?(?<![^\W_])(?P<language>vi|fr|en|de|es|it|pt|nl|lo|km|th|zh|ja|ko)[)\]]?\s*", re.IGNORECASE | re.DOTALL
)
_NAMES = {"english": "en", "anglais": "en", "french": "fr", "francais": "fr", "vietnamese": "vi", "vietnamien": "vi", "german": "de"}
_LANGUAGES = {**_NAMES, "tieng anh": "en", "tieng phap": "fr", "tieng viet": "vi", "deutsch": "de", "englisch": "en", "allemand": "de"}


@dataclass(frozen=True)
class Columns:
    """Which columns (from 0) hold what, from which row (from 0) on; `told` is header → meaning, for people."""

    first: int
    of: Mapping[str, tuple[int, ...]]
    told: Mapping[str, str]


@dataclass(frozen=True)
class Row:
    """One row by what its columns hold; `spread` holds what merged cells say in the rows below their first one, by row and column."""

    cells: Sequence[Cell]
    number: int
    of: Mapping[str, tuple[int, ...]]
    spread: Mapping[tuple[int, int], Cell]
    month_before_day: bool

    def get(self, name: str) -> list[Cell]:
        """The cells of a meaning that are filled; what merged cells above spread over them, too, for days and rooms."""
        found = []
        for place in self.of.get(name, ()):
            cell = self.cells[place] if place < len(self.cells) else None
            filled = bool(words(cell))
            if not filled and name in ("date", "room"):
                cell = self.spread.get((self.number, place))
                filled = bool(words(cell))
            if filled:
                found.append(cell)
        return found

    def text(self, name: str) -> str:
        """The first of these cells, in one line."""
        return words(raw(next(iter(self.get(name)), None)))

    def when(self, name: str) -> list[When | None]:
        """What these cells say of day and hour; None for one that says nothing of it."""
        return [when(cell, self.month_before_day, days=name == "date") for cell in self.get(name)]


@lru_cache(maxsize=1_000)
def meaning(header: str) -> str:
    """What a header means, such as `start` or `title-fr`; empty where unknown. Of `Ngày · Date · Day` the first known part counts."""
    if len(header) > _LONGEST:
        return ""
    parted = _LANGUAGE.fullmatch(header)
    if parted and (found := _plain(parted["header"])) in _TOLD:
        return f"{found}-{parted['language'].lower()}"
    folded = bare(header)
    for name, language in _LANGUAGES.items():
        if name in folded and (found := _plain(folded.replace(name, ""))) in _TOLD:
            return f"{found}-{language}"
    return _plain(header)


def _plain(header: str) -> str:
    without = re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", header)
    return next((_MEANS[word] for part in (header, without, *_PARTS.split(without)) if (word := bare(part)) in _MEANS), "")


def asked_for(columns: Mapping[str, str]) -> Mapping[str, str]:
    """The wishes of `--column`; UnusableInput where one is for something that a programme does not hold."""
    for wish in columns:
        if wish not in MEANINGS and not (wish.partition("-")[0] in _TOLD and re.fullmatch(r"\w+-[a-z]{2,3}", wish)):
            raise UnusableInput(f'--column {wish}=…: a programme has no "{wish}"; it has {", ".join(MEANINGS)}, and title-fr, summary-vi …')
    return columns


def find(rows: Sequence[Sequence[Cell]], wishes: Mapping[str, str]) -> Columns | None:
    """The columns by the row that has most known headers, title and time at least; None where there is no such row."""
    best: tuple[int, int] | None = None
    for number, row in enumerate(rows[:_LOOKED_AT]):
        known = _known(row, wishes)
        if _enough(known) and (best is None or len(known) > best[0]):
            best = (len(known), number)
    if best is None:
        return None
    number = best[1]
    first = number + 1
    while first < min(len(rows), number + 4) and _more(rows[first]):
        first += 1
    return _columns(rows[: number + 1], rows[number + 1 : first], wishes, first)


def without_header(rows: Sequence[Sequence[Cell]], wishes: Mapping[str, str]) -> Columns | None:
    """The columns by what they hold, where no row is a header: hours first, then the title, then who speaks; wishes by number count."""
    wide = max((len(row) for row in rows), default=0)
    of: dict[str, tuple[int, ...]] = {}
    for wish, named in wishes.items():
        if (place := _numbered(named)) is not None and place < wide:
            of[wish] = (place,)
    taken = {place for places in of.values() for place in places}
    free = [place for place in range(wide) if place not in taken]
    held = {place: [row[place] for row in rows[:_HELD] if place < len(row) and words(row[place])] for place in free}
    for place in free:
        cells = held[place]
        said = [read for cell in cells if (read := when(cell)) is not None]
        if not cells or len(said) * 2 <= len(cells):
            continue
        hours = sum(read.hour is not None for read in said) * 2 > len(said)
        name = next((name for name in (("start", "end") if hours else ("date",)) if name not in of), None)
        if name:
            of[name] = (place,)
        taken.add(place)
    texts = iter([place for place in free if place not in taken and any(re.search(r"[^\W\d_]", words(cell)) for cell in held[place])])
    for name in ("title", "speakers"):
        if name not in of and (place := next(texts, None)) is not None:
            of[name] = (place,)
    if not _enough(dict.fromkeys(of)) or not ("start" in of or "date" in of):
        return None
    return Columns(0, of, {f"column {place + 1}": name for name, places in of.items() for place in places})


def _enough(known: Iterable[str]) -> bool:
    names = {name.partition("-")[0] for name in known}
    return "title" in names and bool(names & {"start", "date"})


def _known(row: Sequence[Cell], wishes: Mapping[str, str]) -> dict[str, None]:
    texts = [words(cell) for cell in row]
    named = {wish for wish, header in wishes.items() if any(_same(header, text) for text in texts)}
    numbered = {wish for wish, header in wishes.items() if _numbered(header) is not None} - named
    known = {name for text in texts if (name := meaning(text))}
    if not known and not named:
        return {}
    return dict.fromkeys(sorted(known | named | numbered))


def _more(row: Sequence[Cell]) -> bool:
    """Whether the row is one more line of the header: headers in another language, or what is below them."""
    filled = [text for cell in row if (text := words(cell))]
    known = [text for text in filled if meaning(text)]
    return len(filled) > 1 and len(known) * 2 > len(filled) and not any(when(cell) for cell in row)


def _columns(above: Sequence[Sequence[Cell]], below: Sequence[Sequence[Cell]], wishes: Mapping[str, str], first: int) -> Columns:
    header, lines = above[-1], (above[-1], *below)
    wide = max(len(line) for line in lines)
    of: dict[str, tuple[int, ...]] = {}
    told: dict[str, str] = {}
    wished = {_place(named, header, wide): wish for wish, named in wishes.items()}
    for place in range(wide):
        texts = [words(line[place]) for line in lines if place < len(line)]
        name = wished.get(place) or next((found for text in texts if (found := meaning(text)) and found not in wishes), "")
        shown = next(filter(None, texts), "")
        if not name and len(above) > 1 and re.fullmatch(r"(\D{0,2}\d{1,2})", shown):
            spanning = _spanning(above[-2], place)
            name, shown = meaning(spanning), f"{spanning} {shown}"
        if name and (name not in of or name in _OF_SEVERAL):
            of[name] = (*of.get(name, ()), place)
            shown = shown or f"column {place + 1}"
            told[shown if shown not in told else f"{shown} (column {place + 1})"] = name
    return Columns(first, of, told)


def _spanning(line: Sequence[Cell], place: int) -> str:
    """The cell above, which stands at the first of the columns that it spans."""
    return next((text for cell in reversed(line[: place + 1]) if (text := words(cell))), "")


def _place(named: str, header: Sequence[Cell], wide: int) -> int:
    by_name = next((place for place, cell in enumerate(header) if _same(named, words(cell))), None)
    place = by_name if by_name is not None else _numbered(named)
    if place is None or place >= wide:
        there = ", ".join(f'"{text}"' for cell in header if (text := words(cell)))
        raise UnusableInput(f'no column is called "{named}"; there are {there}'[:400])
    return place


def _numbered(named: str) -> int | None:
    return int(named) - 1 if re.fullmatch(r"[1-9]\d{0,2}", named) else None


def _same(one: str, other: str) -> bool:
    return bool(other) and (bare(one) or one) == (bare(other) or other)
