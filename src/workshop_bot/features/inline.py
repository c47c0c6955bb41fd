"""`@bot words` in any chat: the answers to these words as articles to send, from published entries alone."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from workshop_bot.answers import Answer, answer, chosen
from workshop_bot.answers.wording import label, sources
from workshop_bot.delivery.turn import Article, Inline, Reply, Turn
from workshop_bot.knowledge.model import Entry
from workshop_bot.programme.card import joined
from workshop_bot.texts.markup import as_typed, render
from workshop_bot.texts.split import brief, split

MOST = 10
"""Articles in one answer."""
_DESCRIBED, _TITLED = 120, 64
"""Letters of an answer, and of its name, that a list of results shows."""


def inline(turn: Turn) -> Sequence[Reply]:
    """The best answers to the words, or without words the folder's first ones; where there are none a button to the private chat."""
    answers = islice((one for one in _answers(turn) if one.outcome == "answer"), MOST)
    articles = tuple(_article(turn, one) for one in answers)
    if articles:
        return [Inline(turn.incoming.query, articles)]
    return [Inline(turn.incoming.query, (), turn.say("inline.ask"), "inline")]


def _answers(turn: Turn) -> Iterator[Answer]:
    ready, words = turn.ready, turn.argument.strip()
    absent = ready.absent(turn.now)
    if not words:
        references = (f"faq:{entry.id}" for entry in ready.knowledge.faq)
        yield from _chosen(turn, (one for one in references if one not in absent), turn.language)
        return
    asked = answer(words, ready, turn.now, otherwise=turn.language)
    if asked.outcome in ("answer", "choose", "unknown", "unpublished"):
        yield asked
        near = [one.entry for one in asked.candidates]
        if asked.outcome in ("answer", "choose") and asked.case:
            near += [one.entry for one in asked.case.offered]
        yield from _chosen(turn, (one for one in dict.fromkeys(near) if one != asked.entry), asked.language)


def _chosen(turn: Turn, references: Iterable[str], language: str) -> Iterator[Answer]:
    for reference in references:
        item = turn.ready.knowledge.items[reference]
        if not (isinstance(item, Entry) and item.unpublished):
            yield chosen(reference, "", turn.ready, turn.now, language)


def _article(turn: Turn, answered: Answer) -> Article:
    """One answer, which must be understood in a chat that knows nothing of the question."""
    language, reference = answered.language, answered.entry or ""
    text = joined(answered.text, sources(answered.sources, turn.ready, language))
    first, *rest = filter(None, render(answered.text).text.split("\n"))
    if reference in turn.ready.knowledge.items and reference.startswith("faq:"):
        title, body = label(reference, turn.ready, language), [first, *rest]
        text = joined(f"**{as_typed(title)}**", text)
    else:
        title, body = first, rest
    description = brief(" ".join(body), _DESCRIBED)
    return Article(reference, brief(title, _TITLED), description, split(render(text))[0])
