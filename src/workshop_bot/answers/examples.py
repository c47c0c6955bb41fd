"""Questions to begin with: what a newcomer may tap to see what can be asked."""

from datetime import datetime
from itertools import islice

from workshop_bot.answers.prepare import Ready, exists
from workshop_bot.answers.wording import label
from workshop_bot.knowledge.model import LONGEST_LABEL, Entry

COUNT = 3


def examples(ready: Ready, language: str, now: datetime) -> tuple[tuple[str, str], ...]:
    """The references of three answers, each with the question that asks for it; the same entries in every language.

    They are the first that the folder answers: its curator chooses them by the order of entries.
    """
    answered = (entry for entry in ready.knowledge.faq if _answers(entry, ready.knowledge.workshop.languages) and exists(entry, now))
    return tuple((f"faq:{entry.id}", _question(entry, ready, language)) for entry in islice(answered, COUNT))


def _answers(entry: Entry, languages: tuple[str, ...]) -> bool:
    """Whether it has an answer, and has it in every language."""
    if entry.unpublished or entry.answer is None:
        return False
    return bool(entry.answer.everywhere) or {language for language, _ in entry.answer.by_language} >= set(languages)


def _question(entry: Entry, ready: Ready, language: str) -> str:
    """Its first whole question in the language that fits a button, else its label."""
    asked = (text for text in entry.questions.get(language, ()) if text.endswith("?") and len(text) <= LONGEST_LABEL)
    return next(asked, None) or label(f"faq:{entry.id}", ready, language)
