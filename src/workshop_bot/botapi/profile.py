"""What Telegram shows of the bot before anybody writes: menus of commands and descriptions, in each language."""

import asyncio
import logging
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from telegram import Bot, BotCommand, BotCommandScope, BotCommandScopeAllGroupChats, BotCommandScopeAllPrivateChats, BotCommandScopeChat
from telegram.error import TelegramError

from workshop_bot.answers import Ready
from workshop_bot.botapi.refusals import brief, from_telegram
from workshop_bot.delivery.turn import spoken
from workshop_bot.delivery.writer import Writer
from workshop_bot.logs import short
from workshop_bot.store import organisers
from workshop_bot.texts import dates, split
from workshop_bot.texts.catalogue import Catalogue

log = logging.getLogger(__name__)

SHORTEST, LONGEST = 3, 256
"""Letters of what a menu says of a command."""


@dataclass(frozen=True)
class Profile:
    """In one language: the commands of people and of groups (name, what it does), the description and the short one."""

    private: Sequence[tuple[str, str]]
    group: Sequence[tuple[str, str]]
    description: str
    short: str


class Shown:
    """The menus of all and the descriptions, as the folder in force words them; `look` sets them anew where it words them otherwise."""

    def __init__(self, bot: Bot, ready: Callable[[], Ready], menu: Mapping[str, Sequence[str]]) -> None:
        self._bot, self._ready, self._menu = bot, ready, menu
        self._seen: Ready | None = None
        self._set: Mapping[str, Profile] = {}
        self._looking = asyncio.Lock()

    async def look(self) -> None:
        """Set what differs; where Telegram cannot be reached it is tried at the next look."""
        async with self._looking:
            ready = self._ready()
            if ready is self._seen:
                return
            wanted = profiles(ready, self._menu["private"], self._menu["group"])
            if wanted == self._set or await set_up(self._bot, wanted):
                self._seen, self._set = ready, wanted


async def set_up(bot: Bot, profiles: Mapping[str, Profile]) -> bool:
    """Set what differs, in each language (two letters; "" for all others); what Telegram refuses is logged and left.

    False where Telegram cannot be reached: the rest is not tried.
    """
    for language, profile in profiles.items():
        for step in (
            partial(_commands, bot, language, BotCommandScopeAllPrivateChats(), profile.private),
            partial(_commands, bot, language, BotCommandScopeAllGroupChats(), profile.group),
            partial(_description, bot, language, profile.description),
            partial(_short, bot, language, profile.short),
        ):
            try:
                await step()
            except TelegramError as error:
                if not from_telegram(error):
                    return False
                log.warning("the bot's menu or description is left as it is for %s: %s", language or "all other languages", brief(error))
    return True


async def _commands(bot: Bot, language: str, scope: BotCommandScope, wanted: Sequence[tuple[str, str]]) -> None:
    commands = [BotCommand(name, _described(name, words)) for name, words in wanted]
    if list(await bot.get_my_commands(scope=scope, language_code=language or None)) != commands:
        await bot.set_my_commands(commands, scope=scope, language_code=language or None)


def _described(name: str, words: str) -> str:
    """What a command does, as long as Telegram takes it: else it refuses the whole menu, and some languages say `help` in two letters."""
    return split.brief(words if len(words) >= SHORTEST else f"{words} – {name}", LONGEST)


async def _description(bot: Bot, language: str, wanted: str) -> None:
    if (await bot.get_my_description(language_code=language or None)).description != wanted:
        await bot.set_my_description(wanted, language_code=language or None)


async def _short(bot: Bot, language: str, wanted: str) -> None:
    if (await bot.get_my_short_description(language_code=language or None)).short_description != wanted:
        await bot.set_my_short_description(wanted, language_code=language or None)


class Menus:
    """The menus of organisers: each has one in the language that they speak, and whoever is no organiser any more has it taken.

    Who has one is kept, so that it is taken also from those who were removed while the program did not run.
    """

    def __init__(
        self, bot: Bot, writer: Writer, ready: Callable[[], Ready], owners: Collection[int], menu: Mapping[str, Sequence[str]]
    ) -> None:
        self._bot, self._writer, self._ready, self._owners, self._menu = bot, writer, ready, owners, menu
        self._set: dict[str, tuple[str, Catalogue]] = {}
        """Who has which menu in whose words, as far as this program has set it itself."""

    async def look(self) -> None:
        """Set what differs; what Telegram refuses is logged and left, where it cannot be reached it is tried at the next look."""
        had, met = await self._writer.run(lambda connection: (organisers.menus(connection), organisers.met(connection, self._owners)))
        ready = self._ready()
        wanted = {str(chat.chat): f"{role} {spoken(chat, ready)}" for role, chat in met}
        worded = {person: (menu, ready.catalogue) for person, menu in wanted.items()}
        for person in [*had.keys() - wanted.keys(), *(one for one, menu in worded.items() if self._set.get(one) != menu)]:
            try:
                await self._give(int(person), wanted.get(person))
            except TelegramError as error:
                if not from_telegram(error):
                    return
                log.warning("the menu of organiser %s is left as it is: %s", short(int(person)), brief(error))
            self._set = {**self._set, person: worded.get(person, ("", ready.catalogue))}
        if had != wanted:
            await self._writer.run(lambda connection: organisers.keep_menus(connection, wanted))

    async def _give(self, person: int, menu: str | None) -> None:
        scope = BotCommandScopeChat(person)
        if menu is None:
            await self._bot.delete_my_commands(scope)
            return
        role, _, language = menu.partition(" ")
        say = partial(self._ready().catalogue.say, language)
        await _commands(self._bot, "", scope, [(command, say(f"menu.{command}")) for command in self._menu[role]])


def profiles(ready: Ready, private: Sequence[str], group: Sequence[str]) -> dict[str, Profile]:
    """The profile in each of the workshop's languages, the default's for all others; the commands are named in the catalogue."""
    workshop = ready.knowledge.workshop

    def profile(language: str) -> Profile:
        say = partial(ready.catalogue.say, language)
        name = workshop.name.pick(language, workshop.default_language)[0]
        days = dates.span(language, workshop.starts, workshop.ends)
        return Profile(
            private=[(command, say(f"menu.{command}")) for command in private],
            group=[(command, say("menu.group-settings" if command == "settings" else f"menu.{command}")) for command in group],
            description=say("profile.description", workshop=name, dates=days)[:512],
            short=say("profile.short", workshop=name)[:120],
        )

    two_letters = {language.partition("-")[0]: language for language in reversed(workshop.languages)}
    return {"": profile(workshop.default_language), **{code: profile(language) for code, language in two_letters.items()}}
