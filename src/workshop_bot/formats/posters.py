"""Printable codes: what a telephone's camera reads at a door or on a slide, and the chat opens at the right place.

One SVG file a code, named by its deep link, and one page that prints four to a sheet of A4.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from io import BytesIO

from workshop_bot.knowledge.fields import Text
from workshop_bot.knowledge.model import Knowledge, Session
from workshop_bot.texts import dates
from workshop_bot.texts.catalogue import load

_STYLE = """
@page { size: A4; margin: 12mm }
* { box-sizing: border-box }
body { margin: 0; font: 12pt/1.35 system-ui, "Noto Sans", sans-serif; color: #000; background: #fff }
main { display: grid; grid-template-columns: 1fr 1fr; gap: 6mm }
article { height: 130mm; padding: 6mm; border: 0.3mm solid #999; border-radius: 3mm; text-align: center; overflow: hidden;
  display: flex; flex-direction: column; align-items: center; break-inside: avoid }
svg { width: 62mm; height: 62mm; flex: none }
h2 { font-size: 13pt; line-height: 1.2; margin: 2mm 0 1mm; overflow-wrap: anywhere }
h2 + h2, p { font-size: 11pt; margin: 0 0 1mm }
h2 + h2 { font-weight: normal }
.link { margin-top: auto; font-size: 8pt; overflow-wrap: anywhere }
@media screen { main { max-width: 190mm; margin: 8mm auto } }
"""


_ASIDE = ("break", "social")
"""The kinds of sessions that no wall speaks of."""


@dataclass(frozen=True)
class Poster:
    """One code: `start` is what follows `?start=`, empty for the plain chat; `titles` and `lines` one a language, without doubles."""

    start: str
    titles: tuple[str, ...]
    lines: tuple[str, ...] = ()


def posters(knowledge: Knowledge) -> Iterator[Poster]:
    """The chat itself, then all rooms, all sessions that take place, without breaks and meals, and all questions."""
    workshop = knowledge.workshop
    yield Poster("", _versions(workshop.name, knowledge))
    for room in workshop.rooms:
        yield Poster(f"r_{room.id}", _versions(room.name, knowledge), _versions(room.where, knowledge))
    for session in knowledge.sessions:
        if not session.cancelled and session.kind not in _ASIDE:
            yield Poster(f"s_{session.id}", _versions(session.title, knowledge), tuple(dict.fromkeys(_lines(session, knowledge))))
    for entry in knowledge.faq:
        yield Poster(f"q_{entry.id}", _versions(entry.label, knowledge))


def link(bot: str, start: str) -> str:
    """Where a code leads."""
    return f"https://t.me/{bot}{f'?start={start}' if start else ''}"


def files(knowledge: Knowledge, bot: str) -> Mapping[str, str]:
    """File name → text: a drawing a code, and the page `posters.html` that holds them all."""
    drawn = [(poster, _drawn(link(bot, poster.start))) for poster in posters(knowledge)]
    made = {f"{poster.start or 'start'}.svg": svg for poster, svg in drawn}
    return made | {"posters.html": _page(knowledge, bot, [(poster, svg) for poster, svg in drawn])}


def _versions(text: Text | None, knowledge: Knowledge) -> tuple[str, ...]:
    languages = knowledge.workshop.languages
    return tuple(dict.fromkeys(text.pick(language, languages[0])[0] for language in languages)) if text else ()


def _lines(session: Session, knowledge: Knowledge) -> Iterator[str]:
    languages = knowledge.workshop.languages
    words = load(knowledge.words)
    for language in languages:
        hours = dates.day_and_hours(language, session.starts, session.finishes)
        yield f"{hours} ({words.say(language, 'session.provisional')})" if session.provisional else hours
    rooms = [_versions(room.name, knowledge) for room in knowledge.workshop.rooms if room.id in session.room]
    if rooms:
        yield ", ".join(" / ".join(names) for names in rooms)


def _drawn(address: str) -> str:
    """The code as a drawing, with its quiet zone and as much repair as its size allows."""
    import segno

    drawn = BytesIO()
    segno.make_qr(address, error="m").save(drawn, kind="svg", xmldecl=False, omitsize=True, light="#fff")
    return drawn.getvalue().decode()


def _page(knowledge: Knowledge, bot: str, drawn: list[tuple[Poster, str]]) -> str:
    language = knowledge.workshop.default_language
    articles = "\n".join(_article(poster, svg, bot) for poster, svg in drawn)
    title = escape(_versions(knowledge.workshop.name, knowledge)[0])
    return (
        f'<!doctype html>\n<html lang="{escape(language)}">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
        f"<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n{articles}\n</main>\n</body>\n</html>\n"
    )


def _article(poster: Poster, svg: str, bot: str) -> str:
    titles = "".join(f"<h2>{escape(title)}</h2>" for title in poster.titles)
    lines = "".join(f"<p>{escape(line)}</p>" for line in poster.lines)
    return f'<article>{svg}{titles}{lines}<p class="link">{escape(link(bot, poster.start))}</p></article>'
