"""What Telegram shows of the bot before anybody writes: menus of commands and descriptions, in each language."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from telegram import Bot, BotCommand, BotCommandScopeAllGroupChats, BotCommandScopeAllPrivateChats
from telegram.error import TelegramError

from workshop_bot.answers import Ready
from workshop_bot.botapi.refusals import brief
from workshop_bot.texts import dates

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Profile:
    """In one language: the commands of people and of groups (name, what it does), the description and the short one."""

    private: Sequence[tuple[str, str]]
    group: Sequence[tuple[str, str]]
    description: str
    short: str


async def set_up(bot: Bot, profiles: Mapping[str, Profile]) -> None:
    """Set what differs, in each language (two letters; "" for all others); what Telegram refuses is logged and left."""
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
                log.warning("the bot's menu or description is left as it is for %s: %s", language or "all other languages", brief(error))


async def _commands(
    bot: Bot, language: str, scope: BotCommandScopeAllPrivateChats | BotCommandScopeAllGroupChats, wanted: Sequence[tuple[str, str]]
) -> None:
    commands = [BotCommand(name, words) for name, words in wanted]
    if list(await bot.get_my_commands(scope=scope, language_code=language or None)) != commands:
        await bot.set_my_commands(commands, scope=scope, language_code=language or None)


async def _description(bot: Bot, language: str, wanted: str) -> None:
    if (await bot.get_my_description(language_code=language or None)).description != wanted:
        await bot.set_my_description(wanted, language_code=language or None)


async def _short(bot: Bot, language: str, wanted: str) -> None:
    if (await bot.get_my_short_description(language_code=language or None)).short_description != wanted:
        await bot.set_my_short_description(wanted, language_code=language or None)


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
