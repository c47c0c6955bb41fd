"""How updates and replies are kept: as JSON, without what is empty."""

import json
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from workshop_bot.delivery.turn import Article, Button, Delete, Edit, File, Incoming, Inline, Keyboard, Media, Reply, Say, Toast
from workshop_bot.texts.markup import Mark, Rendered

ACTS: dict[str, type[Reply]] = {"say": Say, "edit": Edit, "delete": Delete, "toast": Toast, "file": File, "inline": Inline}
"""What is kept in its own words; all else is worded when it is sent."""
_NAMES = {kind: name for name, kind in ACTS.items()}


def incoming_to_json(incoming: Incoming) -> str:
    """An update as text."""
    return _dump(_full(incoming))


def incoming_from_json(text: str) -> Incoming:
    """The update again."""
    values = json.loads(text)
    if "media" in values:
        values["media"] = Media(**values["media"])
    if "marks" in values:
        values["marks"] = _marks(values["marks"])
    return Incoming(**values)


def rendered_to_json(text: Rendered) -> str:
    """A text with its marks, as text."""
    return _dump(_full(text))


def rendered_from_json(text: str) -> Rendered:
    """The text with its marks again."""
    return _rendered(json.loads(text))


def as_corrected(text: str) -> str:
    """The kept text, known from now on to have taken the place of another."""
    return _dump({**json.loads(text), "corrected": True})


def is_corrected(text: str) -> bool:
    """Whether the kept text has taken the place of another."""
    return bool(json.loads(text).get("corrected"))


def media_to_json(media: Media | None) -> str:
    """A photo or a document, as text; "" for none."""
    return _dump(_full(media)) if media else ""


def media_from_json(text: str) -> Media | None:
    """The photo or document again."""
    return Media(**json.loads(text)) if text else None


def act(reply: Reply) -> str:
    """The name of what a reply does."""
    return _NAMES[type(reply)]


def to_json(reply: Reply) -> str:
    """A reply as text."""
    return _dump(_full(reply))


def from_json(name: str, text: str) -> Reply:
    """The reply again, by the name of what it does."""
    values = json.loads(text)
    if "text" in values and name != "toast":
        values["text"] = _rendered(values["text"])
    if "buttons" in values:
        values["buttons"] = _keyboard(values["buttons"])
    if "media" in values:
        values["media"] = Media(**values["media"])
    if "articles" in values:
        values["articles"] = tuple(Article(**{**one, "text": _rendered(one["text"])}) for one in values["articles"])
    return ACTS[name](**values)


def _full(record: Any) -> dict[str, Any]:
    """The fields of a record that are not as they are by default."""
    values = ((field, getattr(record, field.name)) for field in fields(record))
    return {field.name: value for field, value in values if value != field.default}


def _dump(values: Mapping[str, Any]) -> str:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"), default=_full)


def _rendered(values: Mapping[str, Any]) -> Rendered:
    return Rendered(values["text"], _marks(values["marks"]))


def _marks(values: list[Mapping[str, Any]]) -> tuple[Mark, ...]:
    return tuple(Mark(**mark) for mark in values)


def _keyboard(rows: list[list[Mapping[str, Any]]]) -> Keyboard:
    return tuple(tuple(Button(**button) for button in row) for row in rows)
