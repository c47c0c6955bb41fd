"""The types of the fields: how each is written in YAML, and what is said of one that is written otherwise.

Every scalar arrives as the text that stands in the file. A reader of our own turns it into what the field means or refuses it;
pydantic's lax parsing, where `0945` is a moment in 1970, never sees it.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any, get_args
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, BeforeValidator, GetCoreSchemaHandler, GetJsonSchemaHandler, ValidationInfo, WrapValidator
from pydantic import WithJsonSchema as Drawn
from pydantic_core import core_schema

from workshop_bot.knowledge import moments
from workshop_bot.knowledge.faults import fault, reads, written
from workshop_bot.knowledge.problems import nearest, quoted

REFERENCES = ("faq", "session", "topic", "speaker", "room")
PROGRAMME = ("programme:now", "programme:next", "programme:day", "programme:all")
OUTCOMES = ("answer", "choose", "unpublished", "unknown", "declined", "greeting")

LONGEST_ID = 48
"""Characters of an id; the columns of the store are as wide."""
_ID = re.compile(r"[a-z0-9][a-z0-9-]*")
_TWINS = str.maketrans("đаеорсухіјѕһԁοανκρτ", "daeopcyxijshdoavkpt")  # Cyrillic and Greek letters that look Latin
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_LINK = re.compile(r"https?://[^\s/?#]+([/?#]\S*)?", re.IGNORECASE)
_NUMBERS = ("zero", "one", "two", "few", "many", "other")  # the plural categories of Unicode CLDR
_WEEK = 7 * 24 * 60


def is_id(words: str) -> bool:
    """Whether this can be an id."""
    return len(words) <= LONGEST_ID and _ID.fullmatch(words) is not None


def is_link(words: str) -> bool:
    """Whether this is a whole web address."""
    return _LINK.fullmatch(words) is not None


def is_language(words: str) -> bool:
    """Whether this can be the code of a language."""
    return _LANGUAGE.fullmatch(words) is not None


def _words(words: str, info: ValidationInfo) -> str:
    return words


def _id(words: str, info: ValidationInfo) -> str:
    if len(words) > LONGEST_ID:
        raise fault("bad-id", f"the id {quoted(words)} has {len(words)} characters", f"use at most {LONGEST_ID}")
    if not _ID.fullmatch(words):
        wrong = next((letter for letter in words if not re.match(r"[a-z0-9-]", letter)), "-")
        raise fault("bad-id", f"the id {quoted(words)} holds {_named(wrong)}", _better_id(words))
    return words


def _named(letter: str) -> str:
    """A letter, with its name in Unicode where it could be taken for another or cannot be seen."""
    if letter == "-":
        return '"-" at its beginning'
    return quoted(letter) if letter.isascii() and letter.isprintable() else f"{quoted(letter)} ({unicodedata.name(letter, 'nameless')})"


def _better_id(words: str) -> str:
    plain = unicodedata.normalize("NFKD", words.lower().translate(_TWINS)).encode("ascii", "ignore").decode()
    better = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_ID]
    return f"use a–z, 0–9 and -, such as {quoted(better)}" if better else "use a–z, 0–9 and -"


def _language(words: str, info: ValidationInfo) -> str:
    if not is_language(words):
        raise fault("bad-language", f"{quoted(words)} is not the code of a language", "write one such as vi, fr, en")
    return words


def _distinct(languages: tuple[str, ...]) -> tuple[str, ...]:
    twice = sorted({language for language in languages if languages.count(language) > 1})
    if twice:
        raise fault("bad-language", f"{quoted(twice[0])} stands twice", "name each language once")
    if not languages:
        raise fault("empty", "no language", "name one at least, the default one first")
    return languages


def _zone(words: str, info: ValidationInfo) -> str:
    try:
        return ZoneInfo(words).key
    except (OSError, ValueError, LookupError):  # a folder of the zone data, a path that leaves it, a name that it does not have
        near = nearest(words, tuple(sorted(available_timezones())))
        mend = f"did you mean {quoted(near)}?" if near else "write an IANA name such as Asia/Ho_Chi_Minh or Europe/Paris"
        raise fault("unknown-zone", f"no time zone {quoted(words)}", mend) from None


def _link(words: str, info: ValidationInfo) -> str:
    if not is_link(words):
        raise fault("bad-link", f"{quoted(words)} is not a web address", "write it whole, from https:// on, without spaces")
    return words


def _yes(words: str, info: ValidationInfo) -> bool:
    if words.lower() not in ("true", "false", "yes", "no"):
        raise fault("bad-choice", f"{quoted(words)} is neither true nor false", "write true or false")
    return words.lower() in ("true", "yes")


def _minutes(words: str, info: ValidationInfo) -> int:
    if not (words.isascii() and words.isdigit()):
        raise fault("bad-number", f"{quoted(words)} is not a whole number of minutes", "write digits alone, such as 45")
    if len(words) > 5 or not 1 <= int(words) <= _WEEK:
        raise fault("bad-number", f"{quoted(words)} is out of range", f"write 1 to {_WEEK} minutes, or the end as a date and time")
    return int(words)


def _expectation(words: str, info: ValidationInfo) -> str:
    kind, _, name = words.partition(":")
    if words in OUTCOMES or words in PROGRAMME or (kind in REFERENCES and is_id(name)):
        return words
    near = nearest(words, (*OUTCOMES, *PROGRAMME)) or nearest(kind, REFERENCES)
    whole = f"{near}:{name}" if near in REFERENCES else near
    mend = f"did you mean {quoted(whole)}?" if whole and whole != words else f"write faq:ID and the like, or one of: {', '.join(OUTCOMES)}"
    raise fault("bad-choice", f"{quoted(words)} is neither a reference nor an outcome", mend)


def choice(allowed: Any) -> BeforeValidator:
    """The validator of a field that allows the values of this Literal."""
    known: tuple[str, ...] = get_args(allowed)

    def choose(value: Any) -> str:
        words = written(value)
        if words not in known:
            near = nearest(words, known)
            mend = f"did you mean {quoted(near)}?" if near else f"write one of: {', '.join(known)}"
            raise fault("bad-choice", f"{quoted(words)} is not possible here", mend)
        return words

    return BeforeValidator(choose)


def _one_or_several(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


@dataclass(frozen=True, slots=True)
class Text:
    """Words that are the same in every language (`everywhere`), or one version a language, in the order of the file."""

    everywhere: str = ""
    by_language: tuple[tuple[str, str], ...] = ()

    @property
    def versions(self) -> dict[str, str]:
        """Language → its words; "" → those that are the same in every language."""
        return {"": self.everywhere} if self.everywhere else dict(self.by_language)

    def pick(self, language: str, default: str) -> tuple[str, str]:
        """The words in that language, else in the default one, else in any; and the language that they are in."""
        if self.everywhere:
            return self.everywhere, language
        versions = dict(self.by_language)
        found = next((code for code in (language, default) if code in versions), self.by_language[0][0])
        return versions[found], found

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        """One value is the same everywhere; a mapping tells it by language."""
        return core_schema.no_info_wrap_validator_function(_text, handler.generate_schema(dict[Language, Words]))

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """One value, or a mapping of languages."""
        return {"anyOf": [_SCALAR, {"type": "object", "additionalProperties": _SCALAR, "minProperties": 1}]}


def _text(value: Any, by_language: Callable[[Any], dict[str, str]]) -> Text:
    if not isinstance(value, dict):
        return Text(everywhere=written(value))
    if not value:
        raise fault("empty", "no language", "write the text, or one a language")
    return Text(by_language=tuple(by_language(value).items()))


def _say(value: Any, by_number: Callable[[Any], dict[str, str]]) -> str | dict[str, str]:
    if not isinstance(value, dict):
        return written(value)
    forms = by_number(value)
    unknown = next((form for form in forms if form not in _NUMBERS), None)
    if unknown or "other" not in forms:
        wrong = f"{quoted(unknown)} is no plural form" if unknown else 'the form "other" is missing'
        raise fault("bad-choice", wrong, f"the forms are: {', '.join(_NUMBERS)}; other is needed")
    return forms


def _pattern(words: str) -> Drawn:
    return Drawn({"type": "string", "pattern": f"^{words}$"})


_SCALAR = {"type": ["string", "number", "boolean"]}  # an unquoted 2024 or true is a text here
_NAME = {"type": ["string", "integer"], "pattern": f"^{_ID.pattern}$", "maxLength": LONGEST_ID}
_MOMENT = _pattern(r"\d{4}-\d{2}-\d{2}([T ]+\d{1,2}:\d{2}.*)?")

Words = Annotated[str, reads(_words), Drawn(_SCALAR)]
Id = Annotated[str, reads(_id), Drawn(_NAME)]
Several = Annotated[tuple[Id, ...], BeforeValidator(_one_or_several), Drawn({"anyOf": [_NAME, {"type": "array", "items": _NAME}]})]
Language = Annotated[str, reads(_language), _pattern(_LANGUAGE.pattern)]
Languages = Annotated[tuple[Language, ...], AfterValidator(_distinct)]
Wordings = Mapping[Language, tuple[Words, ...]]
Saying = Annotated[
    dict[str, Words], WrapValidator(_say), Drawn({"anyOf": [_SCALAR, {"type": "object", "required": ["other"]}]})
]  # the program's own words: one text, or one a plural form
ZoneName = Annotated[str, reads(_zone), Drawn({"type": "string"})]
Link = Annotated[str, reads(_link), _pattern(r"[Hh][Tt][Tt][Pp][Ss]?://\S+")]
YesNo = Annotated[bool, reads(_yes), Drawn({"enum": [True, False, "yes", "no"]})]
Minutes = Annotated[int, reads(_minutes), Drawn({"type": "integer", "minimum": 1, "maximum": _WEEK})]
Day = Annotated[date, reads(moments.day), _pattern(r"\d{4}-\d{2}-\d{2}")]
Start = Annotated[date, reads(moments.start), _MOMENT]
End = Annotated[datetime, reads(moments.end), moments.not_before("starts"), _pattern(r"(\d{4}-\d{2}-\d{2}[T ]+)?\d{1,2}:\d{2}.*")]
Moment = Annotated[datetime, reads(moments.since), _MOMENT]
Until = Annotated[datetime, reads(moments.until), moments.not_before("since"), _MOMENT]
Expectation = Annotated[str, reads(_expectation), _pattern(f"({'|'.join((*OUTCOMES, *PROGRAMME))}|({'|'.join(REFERENCES)}):{_ID.pattern})")]
