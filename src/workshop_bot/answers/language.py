"""Which language a question is in that holds nothing but terms: "survie", "survival stats".

Where its small words do not tell, the folder does: the language whose wordings and names use these words, typed this way.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from workshop_bot.knowledge.fields import Text
from workshop_bot.knowledge.model import Knowledge

_WORD = re.compile(r"[^\W\d_]+")
_LEAD = 0.5
"""By so much of a word, of which each language has its share, one language must lead."""


def uses(knowledge: Knowledge) -> Mapping[str, Counter[str]]:
    """Language of the workshop → how many wordings, labels and names hold a word, in the folder's own spelling."""
    found: dict[str, Counter[str]] = {language: Counter() for language in knowledge.workshop.languages}
    for language, text in _texts(knowledge):
        if language in found:  # a text may be in another one, which is never shown
            found[language].update(set(_words(text)))
    return found


def tell(question: str, used: Mapping[str, Counter[str]], spoken: str | None = None) -> str | None:
    """The language that uses a question's words most; None where none leads, as with words of several languages ("wifi?").

    None too where the language that the person speaks uses all of them: "programme" is English to whoever speaks it.
    """
    counted = [{language: counts[word] for language, counts in used.items()} for word in set(_words(question))]
    known = [times for times in counted if any(times.values())]
    if spoken is not None and spoken in used and all(times[spoken] for times in known):
        return None
    shares = dict.fromkeys(used, 0.0)
    for times in known:
        whole = sum(times.values())
        shares = {language: share + times[language] / whole for language, share in shares.items()}
    first, second = sorted((*shares.values(), 0.0, 0.0), reverse=True)[:2]
    return next(language for language, share in shares.items() if share == first) if first - second >= _LEAD else None


def _texts(knowledge: Knowledge) -> Iterator[tuple[str, str]]:
    names: list[Text] = [*(topic.name for topic in knowledge.topics), *(session.title for session in knowledge.sessions)]
    for text in (*names, *(entry.label for entry in knowledge.faq)):
        yield from text.by_language
    for entry in knowledge.faq:
        yield from ((language, text) for language, texts in entry.questions.items() for text in texts)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())
