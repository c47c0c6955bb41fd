"""What is missing or differs between the languages of a folder."""

from collections.abc import Iterator, Mapping
from pathlib import PurePath

from workshop_bot.knowledge.draft import Draft, Origin, Steps
from workshop_bot.knowledge.facts import facts, unstated
from workshop_bot.knowledge.fields import Text
from workshop_bot.knowledge.model import Record
from workshop_bot.knowledge.problems import Problem, quoted
from workshop_bot.texts.catalogue import SHIPPED, load
from workshop_bot.texts.languages import name


def warnings(draft: Draft) -> Iterator[Problem]:
    """Texts without a language of the workshop, in one that it does not have, or that do not state the same in each."""
    languages = draft.workshop.languages
    if not languages:  # they could not be read
        return
    for record, origin in draft.records():
        for path, text in texts(record):
            versions = dict(text.by_language)
            if versions:
                yield from _missing(versions, languages, origin, path)
                yield from _unlisted(versions, languages, origin, path)
                yield from _differing(versions, languages, origin, path)
    for entry, origin in draft.faq:
        yield from _without_wordings(entry.questions, languages, origin)
        yield from _unlisted(entry.questions, languages, origin, ("questions",))
    for topic, origin in draft.topics:
        yield from _unlisted(topic.also, languages, origin, ("also",))
    for question, origin in draft.questions:
        if question.language and question.language not in languages:
            yield origin.problem("unlisted-language", *_not_listed(question.language), "language")
    yield from _program_words(draft, languages)


def texts(record: Record, path: Steps = ()) -> Iterator[tuple[Steps, Text]]:
    """All texts of a record and of the records within it, each with its path."""
    for field, value in record:
        if isinstance(value, Text):
            yield (*path, field), value
        elif isinstance(value, tuple):
            for number, inner in enumerate(value):
                if isinstance(inner, Record):
                    yield from texts(inner, (*path, field, number))


def _missing(versions: Mapping[str, str], languages: tuple[str, ...], origin: Origin, path: Steps) -> Iterator[Problem]:
    for language in languages:
        if language not in versions:
            shown = languages[0] if languages[0] in versions else next(iter(versions))
            mend = f'{_named(shown)} is shown instead, add "{language}:"'
            yield origin.problem("no-translation", f"{quoted(str(path[-1]))} has no {_named(language)}", mend, *path, key=True)


def _without_wordings(wordings: Mapping[str, tuple[str, ...]], languages: tuple[str, ...], origin: Origin) -> Iterator[Problem]:
    for language in languages:
        if not wordings.get(language):
            mend = f'write how people ask it under "{language}:"'
            yield origin.problem("no-wordings", f'"questions" has no {_named(language)}', mend, "questions", key=True)


def _unlisted(versions: Mapping[str, object], languages: tuple[str, ...], origin: Origin, path: Steps) -> Iterator[Problem]:
    for language in versions:
        if language not in languages:
            yield origin.problem("unlisted-language", *_not_listed(language), *path, language, key=True)


def _not_listed(language: str) -> tuple[str, str]:
    called = quoted(language) if _named(language) == language else f"{quoted(language)} ({_named(language)})"
    return f"{called} is no language of the workshop", 'add it to "languages" in workshop.yaml, or take it out'


def _differing(versions: Mapping[str, str], languages: tuple[str, ...], origin: Origin, path: Steps) -> Iterator[Problem]:
    """Whether each version states the figures of the first one: that of the default language, if there is one."""
    first, *others = sorted(versions, key=lambda language: language != languages[0])
    stated = facts(versions[first], first)
    for language in others:
        here = facts(versions[language], language)
        lost = unstated(stated, here, versions[language], language)
        new = unstated(here, stated, versions[first], first)
        if lost or new:
            says = [f"does not say {', '.join(lost)}"] * bool(lost) + [f"alone says {', '.join(new)}"] * bool(new)
            wrong = f"the {_named(language)} of {quoted(str(path[-1]))}, beside the {_named(first)}, {' and '.join(says)}"
            yield origin.problem("languages-differ", wrong, "make them say the same", *path, language)


def _program_words(draft: Draft, languages: tuple[str, ...]) -> Iterator[Problem]:
    for words, origin in draft.words:
        language = PurePath(origin.file).stem
        if language not in languages:
            yield origin.problem("unlisted-language", *_not_listed(language))
        missing = sorted(load().keys - words.keys())
        if missing:
            some = ", ".join(missing[:3]) + (f" and {len(missing) - 3} more" if len(missing) > 3 else "")
            yield origin.problem("no-words", f"no words for {some}", "English is said instead, add them")
    known = {*SHIPPED, *(PurePath(origin.file).stem for origin in draft.origins["words"])}
    for workshop in draft.origins["workshop"]:
        for number, language in enumerate(languages):
            if not known & {language, language.partition("-")[0]}:
                wrong = f"the program's own words are not known in {_named(language)}"
                mend = f"English is said instead, add words/{language}.yaml"
                yield workshop.problem("no-words", wrong, mend, "languages", number)


def _named(language: str) -> str:
    return name(language, "en")
