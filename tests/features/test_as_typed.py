"""Whatever marks stand in the names that curators typed: every message shows them as they are, and nothing is bold or tapped by them."""

from dataclasses import replace
from typing import Any

import pytest

from workshop_bot.answers import prepare
from workshop_bot.delivery.turn import Edit, Inline, Reply, Say
from workshop_bot.knowledge.fields import Text
from workshop_bot.knowledge.model import Knowledge
from workshop_bot.texts.markup import Rendered, units

MARKS = "**A** [b](https://evil.vn/x) _c_ `d` *"


def marked(knowledge: Knowledge) -> Knowledge:
    """The workshop with such marks behind every name in it."""

    def name(text: Text) -> Text:
        return Text(f"{text.pick('en', 'en')[0]} {MARKS}")

    rooms = tuple(one.model_copy(update={"name": name(one.name)}) for one in knowledge.workshop.rooms)
    workshop = knowledge.workshop.model_copy(update={"name": name(knowledge.workshop.name), "rooms": rooms, "venue": Text(MARKS)})
    return replace(
        knowledge,
        workshop=workshop,
        sessions=tuple(one.model_copy(update={"title": name(one.title)}) for one in knowledge.sessions),
        topics=tuple(one.model_copy(update={"name": name(one.name)}) for one in knowledge.topics),
        speakers=tuple(one.model_copy(update={"name": f"{one.name} {MARKS}"}) for one in knowledge.speakers),
        faq=tuple(one.model_copy(update={"label": name(one.label)}) for one in knowledge.faq),
    )


def broken(text: Rendered) -> list[str]:
    """What of a message is another than was typed: a name that is not whole, a look that ends within one."""
    before = text.text.split(MARKS)[:-1]
    starts = [units(MARKS.join(before[: place + 1])) for place in range(len(before))]
    names = [(start, start + units(MARKS)) for start in starts]
    looks = [(mark.kind, mark.start, mark.start + mark.length) for mark in text.marks]
    across = [kind for kind, first, last in looks for start, end in names if start < last < end or start < first < end]
    torn = ["torn"] * (text.text.count("evil.vn") - len(names))
    return [*across, *torn, *(kind for kind, _, _ in looks if kind == "link")]


def texts(replies: list[Reply]) -> list[Rendered]:
    """The messages among replies, and what an inline answer would send."""
    said = [reply.text for reply in replies if isinstance(reply, Say | Edit)]
    return [*said, *(article.text for reply in replies if isinstance(reply, Inline) for article in reply.articles)]


@pytest.fixture
def shown(asthma_world: Any, boss: Any, person: Any) -> list[Rendered]:
    """All that people and organisers are told of that workshop in a day."""
    asthma_world.ready = prepare(marked(asthma_world.ready.knowledge))
    sam, lan, claire = (person(asthma_world, number, language) for number, language in ((3, "en"), (1, "vi"), (2, "fr")))
    found: list[Rendered] = []
    typed = ("/start", "/help", "/programme", "/programme hall a", "/now", "/next", "/remind all", "/remind", "/agenda", "/privacy")
    for one in (lan, claire, sam):
        for words in (*typed, "who is Nguyễn Thị Lan", "inhalers", "when is pollen and dust?", "who speaks there?", "hello", "allergy?"):
            found += texts(one.replies("text", words))
        found += texts(one.replies("inline", "inhalers"))
        found += texts(one.replies("tap", "follow:-session:opening<remind", message=1, query="tap"))
        one.says("/settings summary 8:05")
    for words in ("/move", "/move use an inhaler 14:30", "/room opening", "/room opening hall b", "/cancel_session closing"):
        found += texts(boss.replies("text", words))
    for data in ("move:off:hush:closing:1:x", "announce:to:1:session:opening", "announce:to:1:topic:inhalers"):
        boss.says("/announce Hello")
        found += texts(boss.replies("tap", data, message=1, query="tap"))
    found += texts(boss.replies("text", "/stats"))
    for moment in ("08:05", "08:15", "08:45"):
        asthma_world.at(f"2030-06-03 {moment}")
        asthma_world.tick()
    return [*found, *(reply.text for heard in asthma_world.heard.values() for reply in heard if isinstance(reply, Say | Edit))]


def test_p22_names_are_shown_as_they_were_typed_in_every_message(shown: list[Rendered]) -> None:
    assert sum(MARKS in text.text for text in shown) > 40
    assert [(broken(text), text.text) for text in shown if broken(text)] == []
