"""What a program could tell the page: a state with nothing said yet, and the events that tests add to it."""

from typing import Any

Json = dict[str, Any]

LAN, CLAIRE, SAM, ORGANISER, GROUP = 11, 12, 13, 14, -100
TITLES = {"vi": "Hội thảo Ung thư Nhi khoa 2024", "fr": "Atelier d’oncologie pédiatrique 2024", "en": "Pediatric Oncology Workshop 2024"}
EVENING = "2024-12-01T18:00:00+07:00"
COMMANDS = [{"command": name, "description": f"What {name} does"} for name in ("programme", "now", "next", "settings", "privacy", "help")]


def person(number: int, name: str, language: str, **more: object) -> Json:
    return {"id": number, "name": name, "language": language, "role": "participant", "added": False, **more}


def private(number: int) -> Json:
    return {
        "id": number,
        "kind": "private",
        "people": [number],
        "messages": [],
        "commands": {str(number): COMMANDS},
        "started": False,
    }


def session(day: int, starts: str | None, ends: str | None, title: str, **more: object) -> Json:
    moments = [moment and f"2024-12-{day:02}T{moment}:00+07:00" for moment in (starts, ends)]
    titles = {language: f"{title} ({language})" for language in ("vi", "fr", "en")}
    told = {"id": f"{title}-{day}", "title": titles, "starts": moments[0], "ends": moments[1], "provisional": True, "cancelled": False}
    return {**told, **more}


def programme() -> Json:
    days = [
        {
            "date": f"2024-12-{day:02}",
            "sessions": [session(day, "08:30", "09:00", "Opening"), session(day, "09:00", "09:45", "Neuroblastoma")],
        }
        for day in range(2, 7)
    ]
    place = {"vi": "Hà Nội", "fr": "Hanoï", "en": "Hanoi"}
    return {"days": days, "name": TITLES, "place": place}


def clock(now: str = EVENING, *, moving: bool = False) -> Json:
    return {"now": now, "moving": moving, "zone": "Asia/Ho_Chi_Minh"}


def ahead(reminder: str | None, **followed: list[str]) -> Json:
    return {"type": "ahead", "ahead": {"reminder": reminder, "followed": followed}}


def state() -> Json:
    people = [person(LAN, "Lan", "vi"), person(CLAIRE, "Claire", "fr"), person(SAM, "Sam", "en")]
    people.append(person(ORGANISER, "Organiser", "en", role="organiser"))
    group = {**private(GROUP), "kind": "group", "people": [LAN, CLAIRE, SAM], "commands": {str(SAM): COMMANDS}, "started": True}
    return {
        "type": "state",
        "bot": {"name": "try_workshop_bot"},
        "people": people,
        "chats": [*[private(one["id"]) for one in people], group],
        "clock": clock(),
        "ahead": {"reminder": None, "followed": {}},
        "programme": programme(),
        "sent": [],
        "faults": {"slow": False, "down": False, "blocked": []},
    }


def message(number: int, text: str, sender: int = 0, **more: object) -> Json:
    told = {"id": number, "from": sender, "at": EVENING, "text": text, "entities": [], "buttons": []}
    return {**told, "reply_to": None, "edited": False, "file": None, "language": None if sender else "en", **more}


def said(chat: int, number: int, text: str, sender: int = 0, **more: object) -> Json:
    return {"type": "message", "chat": chat, "message": message(number, text, sender, **more)}


def entity(kind: str, text: str, part: str, **more: object) -> Json:
    """An entity over the first place of a part in a text, in UTF-16 units."""
    offset = len(text[: text.index(part)].encode("utf-16-le")) // 2
    return {"type": kind, "offset": offset, "length": len(part.encode("utf-16-le")) // 2, **more}


def toast(text: str, *, alert: bool = False, chat: int = SAM, who: int = SAM) -> Json:
    return {"type": "toast", "person": who, "chat": chat, "text": text, "alert": alert}


def sent(number: int, verdict: str = "delivered", chat: int = SAM, text: str = "A text") -> Json:
    entry = {"id": number, "at": EVENING, "chat": chat, "to": "Sam", "text": text, "verdict": verdict, "message": number}
    return {"type": "sent", "entry": entry}


def keyboard(*rows: str) -> list[list[Json]]:
    """Buttons under a message, rows of words; the data of each is its word."""
    return [[{"text": word, "data": word} for word in row.split(" ")] for row in rows]


def welcome(chat: int = SAM) -> list[Json]:
    """What follows the first Start: the command, the welcome with buttons, a second message."""
    return [
        said(chat, 1, "/start", chat),
        said(chat, 2, "Pediatric Oncology Workshop 2024.\n\nType a question, or tap one:", buttons=keyboard("Rates Topics", "English")),
        said(chat, 3, "May the organisers write to you?", buttons=keyboard("Yes No")),
    ]
