"""Who may act as an organiser: one-time links that make one, the list of them, removal; what an organiser can do.

/invite  ·  /start i_TOKEN  ·  rights:remove:NUMBER  ·  rights:again:NUMBER:ROLE

Owners invite and remove: those whom the settings name, and whom the first link made one.
"""

import logging
import re
from collections.abc import Iterator, Sequence
from datetime import timedelta

from workshop_bot.delivery.organisers import role
from workshop_bot.delivery.turn import Button, Edit, Keyboard, Reply, Say, Turn, spoken
from workshop_bot.logs import short
from workshop_bot.programme.card import joined
from workshop_bot.store import organisers
from workshop_bot.texts import dates
from workshop_bot.texts.markup import render

log = logging.getLogger(__name__)

ROLES = ("organiser", "owner")
WRONG, WITHIN = 10, timedelta(hours=1)
"""So many links that are none a person may show within that time."""
OWNERS_ALONE = ("invite",)
_TAPPED = re.compile(r"(?:remove:(?P<remove>[1-9][0-9]{0,15})|again:(?P<again>[1-9][0-9]{0,15}):(?P<role>organiser|owner))")


def invite(turn: Turn) -> Sequence[Reply]:
    """`/invite`: the organisers, and below them a message with a new link, to be forwarded as it is."""
    if role(turn) != "owner":
        return [turn.show(turn.say("organisers.owners-alone"))]
    link = f"https://t.me/{turn.bot}?start=i_{organisers.invite(turn.connection, 'organiser', turn.now)}"
    invitation = turn.say("organisers.link", workshop=_workshop(turn), link=link)
    return [_list(turn, turn.say("organisers.list")), Say(turn.chat.chat, render(invitation))]


def tapped(turn: Turn) -> Sequence[Reply]:
    """A button of the list: somebody is removed, or has their role again; the list is shown anew in place."""
    if role(turn) != "owner":
        return [turn.show(turn.say("organisers.owners-alone"))]
    asked = _TAPPED.fullmatch(turn.argument)
    if asked and asked["again"]:
        _give(turn, int(asked["again"]), asked["role"])
        return [_list(turn, turn.say("organisers.again", person=asked["again"]))]
    found = organisers.find(turn.connection, int(asked["remove"])) if asked else None
    if not found or not _removable(turn, found):
        return [_list(turn)]
    organisers.remove(turn.connection, found.person)
    log.info("person %s is no organiser any more, by person %s", short(found.person), short(turn.incoming.person))
    if not role(turn):
        return [turn.show(turn.say("organisers.left"))]
    undo = Button(turn.say("organisers.undo"), f"rights:again:{found.person}:{found.role}")
    return [_list(turn, turn.say("organisers.removed", person=found.person), ((undo,),))]


def linked(turn: Turn, link: str, commands: Sequence[str]) -> Sequence[Reply]:
    """What `/start i_TOKEN` makes of a person, and what they can do then; nothing where the link is none of these.

    Whoever has the role already leaves the link to others. Wrong ones are counted, and after too many no link is looked at.
    """
    if not link.startswith("i_"):
        return []
    token, mine = link.removeprefix("i_"), role(turn)
    wrong = organisers.guesses_since(turn.connection, turn.incoming.person, turn.now - WITHIN)
    given = organisers.invited(turn.connection, token, turn.now) if wrong < WRONG else None
    if given == "owner" and (turn.owners or organisers.owned(turn.connection)):
        given = "organiser"  # there is one by now
    if mine and given in (None, "organiser", mine):
        return [turn.show(joined(turn.say(f"organisers.already-{mine}", workshop=_workshop(turn)), _can(turn, mine, commands)))]
    if given is None:
        if wrong >= WRONG:
            return [turn.show(turn.say("organisers.too-often"))]
        organisers.guessed(turn.connection, turn.incoming.person, turn.now)
        return [turn.show(turn.say("organisers.not-valid"))]
    organisers.use(turn.connection, token)
    _give(turn, turn.incoming.person, given)
    hello = turn.show(joined(turn.say(f"organisers.hello-{given}", workshop=_workshop(turn)), _can(turn, role(turn), commands)))
    return [hello, *_heard(turn)]


def _heard(turn: Turn) -> Iterator[Say]:
    """Owners hear whom a link has let in: it may have come to the wrong person. The first owner has nobody to tell."""
    person = turn.incoming.person
    for has, chat in organisers.met(turn.connection, turn.owners):
        if has == "owner" and chat.chat != person:
            language = spoken(chat, turn.ready)
            said = turn.ready.catalogue.say(language, "organisers.joined", person=person)
            remove = turn.ready.catalogue.say(language, "organisers.remove", person=person)
            yield Say(chat.chat, render(said), ((Button(remove, f"rights:remove:{person}"),),))


def help_(turn: Turn, commands: Sequence[str]) -> Sequence[Reply]:
    """What `/help` says to an organiser below what it says to everybody."""
    can = _can(turn, role(turn), commands)
    return [turn.show(can)] if can else []


def of_role(role: str, commands: Sequence[str]) -> tuple[str, ...]:
    """Those of the organisers' commands that somebody with this role may use."""
    return tuple(name for name in commands if role == "owner" or (role and name not in OWNERS_ALONE))


def _give(turn: Turn, person: int, role: str) -> None:
    organisers.add(turn.connection, person, role, turn.now)
    log.info("person %s is %s now, by person %s", short(person), role, short(turn.incoming.person))


def _removable(turn: Turn, one: organisers.Organiser) -> bool:
    """Whether this one can go: nobody leaves the bot without an owner."""
    owners = turn.owners | {other.person for other in organisers.all_(turn.connection) if other.role == "owner"}
    return one.person not in turn.owners and owners != {one.person}


def _list(turn: Turn, first: str = "", buttons: Keyboard = ()) -> Say | Edit:
    """All organisers, each who can go with a button to remove them."""
    lines = [_line(turn, "named", person) for person in sorted(turn.owners)]
    for one in organisers.all_(turn.connection):
        if one.person not in turn.owners:
            since = dates.day(turn.language, one.since.astimezone(turn.ready.knowledge.workshop.zone).date())
            lines.append(_line(turn, one.role, one.person, since))
            if _removable(turn, one):
                button = Button(turn.say("organisers.remove", person=one.person), f"rights:remove:{one.person}")
                buttons = (*buttons, (button,))
    return turn.show(joined(first, turn.say("organisers.who"), "\n".join(lines)), buttons)


def _line(turn: Turn, role: str, person: int, since: str = "") -> str:
    line = turn.say(f"organisers.{role}", person=person, day=since)
    return f"- {turn.say('organisers.you', line=line) if person == turn.incoming.person else line}"


def _can(turn: Turn, role: str, commands: Sequence[str]) -> str:
    """What somebody with this role can do, a line each; nothing without a role, or where there is nothing yet."""
    lines = [f"- {turn.say('settings.line', what=f'/{name}', value=turn.say(f'menu.{name}'))}" for name in of_role(role, commands)]
    return joined(turn.say("organisers.can"), "\n".join(lines)) if lines else ""


def _workshop(turn: Turn) -> str:
    return turn.voice.name(turn.ready.knowledge.workshop.name)
