"""What people or curators typed stays text: Telegram would make `@x` a mention and `/x` a command, by itself (P22)."""

import re
from collections.abc import Collection
from dataclasses import replace

from workshop_bot.texts.markup import Mark, Rendered, units

JOINER = "\u2060"
"""A word joiner: nothing is seen of it, and a name or a command that has it is none."""
_TAPPABLE = re.compile(r"(?<![\w/@<])(?:/(?P<command>[A-Za-z0-9_]{1,32})(?:@(?P<of>\w+))?(?![\w/])|@(?P<name>\w{4,32})\b)")


def literal(text: Rendered, commands: Collection[str], name: str) -> Rendered:
    """The text with nothing to tap in it but the bot's own commands and name; its links are left as they are."""
    places = [match.start() + 1 for match in _TAPPABLE.finditer(text.text) if not _ours(match, commands, name) and not _linked(match, text)]
    if not places:
        return text
    parts = [text.text[start:end] for start, end in zip([0, *places], [*places, None], strict=True)]
    units_before = [units(text.text[:place]) for place in places]

    def moved(mark: Mark) -> Mark:
        start, end = (_moved(unit, units_before) for unit in (mark.start, mark.start + mark.length))
        return replace(mark, start=start, length=end - start)

    return Rendered(JOINER.join(parts), tuple(map(moved, text.marks)))


def _ours(match: re.Match[str], commands: Collection[str], name: str) -> bool:
    if match["name"]:
        return match["name"].lower() == name.lower()
    return match["command"] in commands and match["of"] in (None, name)


def _linked(match: re.Match[str], text: Rendered) -> bool:
    """Whether it stands within a link or code, where Telegram looks for nothing."""
    at = units(text.text[: match.start()])
    return any(mark.kind in ("link", "code", "pre") and mark.start <= at < mark.start + mark.length for mark in text.marks)


def _moved(unit: int, places: list[int]) -> int:
    """Where a place is once the joiners stand there."""
    return unit + sum(place <= unit for place in places)
