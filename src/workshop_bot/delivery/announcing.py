"""An announcement in the hands of an organiser: whom it reaches, how it reads, and what is done with it from the first message to the last.

Its text stands once: the rows of the outbox name it, and are worded when they are sent. Whoever does one of these things twice, or after
somebody else, has done it once.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from workshop_bot import owed
from workshop_bot.answers import Ready
from workshop_bot.delivery.turn import Say
from workshop_bot.delivery.written import as_corrected, is_corrected, media_from_json, rendered_from_json
from workshop_bot.knowledge.model import Knowledge
from workshop_bot.programme.quiet import quiet_until
from workshop_bot.store import announcements
from workshop_bot.store.announcements import Announcement, Whom
from workshop_bot.texts.markup import Rendered, render, together
from workshop_bot.texts.split import CAPTION, LIMIT, split
from workshop_bot.texts.zones import own


@dataclass(frozen=True)
class Reach:
    """How many chats an announcement is for; by the language that is spoken with them; and how many are left in peace just now."""

    total: int
    languages: Mapping[str, int]
    held: int


def reach(connection: Connection, knowledge: Knowledge, audience: str, urgent: bool, now: datetime) -> Reach:
    """Whom it would reach now."""
    found = announcements.reach(connection, _whom(knowledge, audience, urgent))
    held = _held(found, knowledge, urgent, now)
    languages: dict[str, int] = {}
    for (language, _, _), many in found.items():
        languages[language] = languages.get(language, 0) + many
    asleep = sum(many for (_, quiet, zone), many in found.items() if (quiet, zone) in held)
    return Reach(sum(found.values()), languages, asleep)


def wording(announcement: Announcement, language: str) -> str:
    """The language of its texts that a reader of some language gets: their own, the one for all others (""), else the first."""
    return next((one for one in (language, "") if one in announcement.texts), next(iter(announcement.texts), ""))


def messages(ready: Ready, announcement: Announcement, chat: int, language: str) -> tuple[Say, ...]:
    """It as a reader gets it: the photo or document first, with the text below it, or after it where that is too long."""
    media = media_from_json(announcement.media)
    kept = announcement.texts.get(wording(announcement, language))
    text = rendered_from_json(kept) if kept else Rendered("", ())
    if kept and is_corrected(kept):
        text = together(text, render(f"_{ready.catalogue.say(language, 'announcing.corrected')}_"), between="\n\n")
    if media and text.units + _tappable(text) <= CAPTION:
        return (Say(chat, text, media=media),)
    parts = split(text, max(LIMIT - _tappable(text), LIMIT // 2)) if text.text else ()
    alone = (Say(chat, Rendered("", ()), media=media),) if media else ()
    return (*alone, *(Say(chat, part) for part in parts))[: announcements.MOST]


def begin(connection: Connection, ready: Ready, number: int, now: datetime) -> int | None:
    """Send it to all whom it is for now, from this moment on; to how many. None: it has begun before, or is no more."""
    announcement = announcements.find(connection, number)
    if announcement is None:
        return None
    knowledge, urgent = ready.knowledge, announcement.urgent
    whom = _whom(knowledge, announcement.audience, urgent)
    parts = {language: len(messages(ready, announcement, 0, language)) for language in whom.languages}
    held = _held(announcements.reach(connection, whom), knowledge, urgent, now)
    return announcements.freeze(connection, number, whom, parts, held, now)


def corrected(announcement: Announcement, texts: Mapping[str, str]) -> Mapping[str, str]:
    """Its texts with these in their place; one that says something else says that it was corrected."""
    before = {language: rendered_from_json(text) for language, text in announcement.texts.items()}
    anew = {language: as_corrected(text) for language, text in texts.items() if rendered_from_json(text) != before.get(language)}
    return {**announcement.texts, **anew}


def correct(
    connection: Connection, ready: Ready, number: int, texts: Mapping[str, str], before: datetime | None, now: datetime, tell: bool
) -> bool:
    """Put other texts into what was delivered, and into what waits; `tell`: with a line in reply to it, for those whose text is another.

    `before` is when it was corrected last, as the organiser has seen it. False: it was corrected since, or taken back; nothing is changed.
    """
    announcement = announcements.find(connection, number)
    if announcement is None:
        return False
    new = replace(announcement, texts=corrected(announcement, texts))
    languages = ready.knowledge.workshop.languages
    most = max(len(messages(ready, new, 0, language)) for language in languages)
    read = {language: wording(announcement, language) for language in languages}
    concerned = [language for language, one in read.items() if announcement.texts.get(one) != new.texts.get(wording(new, language))]
    return announcements.correct(connection, number, new.texts, most, before, now, languages, concerned if tell else ())


def _whom(knowledge: Knowledge, audience: str, urgent: bool) -> Whom:
    """An audience as the store finds it; of a day or a topic those who are reminded of one of its sessions."""
    workshop, (kind, _, rest) = knowledge.workshop, audience.partition(":")
    if kind in ("room", "online"):
        held_so = ("",) if workshop.mode in (kind, "hybrid") else ()
        return Whom(urgent, workshop.languages, presences=(kind, "both", *held_so))
    if kind in ("day", "topic", "session"):
        concerned = (session for session in knowledge.sessions if audience in owed.targets(session))
        targets = dict.fromkeys(target for session in concerned for target in owed.targets(session))
        return Whom(urgent, workshop.languages, targets=(*(one for one in targets if one != audience), audience))
    return Whom(urgent, workshop.languages, groups=kind == "groups", language=rest if kind == "language" else "")


def _held(found: Mapping[tuple[str, str, str], int], knowledge: Knowledge, urgent: bool, now: datetime) -> dict[tuple[str, str], datetime]:
    """Quiet hours and zone → their end, of those that are on now."""
    if urgent:
        return {}
    hours = {(quiet, zone) for _, quiet, zone in found}
    ends = (((quiet, zone), quiet_until(quiet, own(zone, knowledge.workshop.zone), now)) for quiet, zone in hours)
    return {one: end for one, end in ends if end}


def _tappable(text: Rendered) -> int:
    """How much longer it becomes at most where names and commands in it are made plain text."""
    return text.text.count("@") + text.text.count("/")
