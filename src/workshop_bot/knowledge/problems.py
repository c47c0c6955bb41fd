"""What can be wrong with a folder, told one line each: where, what, what mends it.

Each code stands once in ERRORS or WARNINGS, with the line that explains it in docs/problems.md.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

ERRORS = {
    "no-file": "A file that must be there is not: `workshop.yaml`.",
    "not-a-file": "Something else stands where a file is meant: a folder, a pipe, a device, or a link that leaves the folder.",
    "unreadable": "The file may not be read, or the disk fails.",
    "too-large": "A limit of size is passed; what is over it is not read. The limits stand in [the format](format.md).",
    "encoding": "The file is not UTF-8.",
    "control-character": "A control character, NUL among them, stands in the file or is spelt out in a text (`\\x00`).",
    "syntax": "The file is not YAML from this place on.",
    "tab": "A tab indents a line; YAML allows spaces alone.",
    "tag": "A YAML tag (`!!str`, `!!python/…`); the field says what a value is, not the file.",
    "anchor": "A YAML alias (`*name`) without its anchor (`&name`), or inside it.",
    "merge-key": "A YAML merge key (`<<`).",
    "several-documents": "A second YAML document (`---`) in one file.",
    "duplicate-key": "The same key twice in one mapping.",
    "unknown-key": "A key that the format does not have.",
    "missing-key": "A key that must be there is not, or a file lacks its top-level key.",
    "wrong-type": "A list where a mapping is meant, a text where a list is meant, and the like.",
    "empty": "A key or a list item without a value.",
    "bad-id": "An id is not of `a-z`, `0-9` and `-`, or is longer than 48 characters.",
    "bad-language": "Not a language code such as `vi`, or one twice in the same list.",
    "bad-date": "Not a date such as `2024-12-02`, or a day that does not exist.",
    "bad-time": "Not a time such as `09:45` or `2024-12-02 09:45`.",
    "skipped-hour": "An hour that does not exist in the workshop's zone: summer time skips it.",
    "bad-number": "Not a whole number, or beyond its range.",
    "bad-link": "A link that does not begin with `https://` or `http://`, or is none.",
    "bad-choice": "A value that is none of those the key allows.",
    "unknown-zone": "A time zone that the IANA list does not have.",
    "end-before-start": "Something ends before it begins.",
    "duplicate-id": "The same id twice among entries of a kind, upper and lower case being the same.",
    "unknown-reference": "A reference to an id that nothing in the folder has.",
    "unknown-word": "A key in `words/LANG.yaml` that the program does not use.",
}
WARNINGS = {
    "too-many": "So many problems in one file that those after this place are not told; mend the first ones, then ask again.",
    "unused-file": "A YAML file that the format does not name; it is not read.",
    "no-translation": "A text lacks one of the workshop's languages; another is shown instead.",
    "no-wordings": "An entry lacks wordings in one of the workshop's languages.",
    "no-words": "The program's own words are missing in a language, whole or in part; English is said instead.",
    "unlisted-language": "A text in a language that `languages` in `workshop.yaml` does not name; it is never shown.",
    "languages-differ": "Numbers, dates, hours or links of a text differ between its languages.",
    "long-workshop": "The workshop lasts more than a year: mostly a slip in one of its dates.",
    "overlap": "A room or a speaker has two sessions at the same time.",
    "no-length": "A session has a beginning but neither `ends` nor `minutes`, or lasts no time at all.",
    "two-ends": "`ends` and `minutes` of a session disagree; `ends` counts.",
    "mixed-zones": "A session begins at an hour with an offset and ends at one without.",
    "outside-dates": "A session lies outside the dates of the workshop.",
    "long-answer": "An answer is longer than one message (4,096 UTF-16 units once the markup is read), so it is split.",
    "long-label": "A label is longer than the 40 characters that a button holds.",
    "markup": "Markup that is broken or has no meaning here.",
    "private-link": "A link to this machine or a private network, or one with a password in it.",
    "same-question": "The same question stands under two entries, after folding case, accents and punctuation.",
    "repeated-wording": "The same wording twice in one entry and language, after folding case, accents and punctuation.",
    "lone-synonym": "A list of synonyms with fewer than two different words.",
    "alike-ids": "Two ids that differ only in letters that look alike: `o` and `0`, `l` and `1`.",
    "hidden-character": "A mark that nobody sees: a direction mark, a zero-width space, a soft hyphen.",
    "placeholder": "A left-over placeholder: `TODO`, lorem ipsum, `…` alone, `<name>`, an `example.org` address.",
}


class Place(NamedTuple):
    """A line and a column, both counted from 1."""

    line: int
    column: int


TOP = Place(1, 1)
MOST_PROBLEMS = 10_000


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong, where it stands and what mends it; problems sort by place."""

    file: str
    line: int
    column: int
    code: str
    message: str
    fix: str

    @property
    def severity(self) -> str:
        """`error` or `warning`, as the code says."""
        return "error" if self.code in ERRORS else "warning"

    def __str__(self) -> str:
        """The line that a person, or an editor, reads."""
        return f"{self.file}:{self.line}:{self.column}: {self.severity} {self.code}: {self.message}; {self.fix}"


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems by place; of a file at most so many errors and as many warnings, with a line where the rest is left out."""
    told: list[Problem] = []
    counts: Counter[tuple[str, str]] = Counter()
    for problem in sorted(problems):
        kind = (problem.file, problem.severity)
        counts[kind] += 1
        if counts[kind] <= MOST_PROBLEMS:
            told.append(problem)
        elif counts[kind] == MOST_PROBLEMS + 1:
            wrong = f"over {MOST_PROBLEMS:,} {problem.severity}s in this file"
            told.append(Problem(problem.file, problem.line, problem.column, "too-many", wrong, "mend these, then ask for the rest"))
    return tuple(told)


def visible(words: str) -> str:
    """Words on one line, with what cannot be seen spelt out."""
    return "".join(letter if letter.isprintable() else letter.encode("unicode_escape").decode() for letter in words)


def quoted(words: str) -> str:
    """Words from a file in double quotes, on one line, cut at 60 characters."""
    return f'"{visible(words[:60])}…"' if len(words) > 60 else f'"{visible(words)}"'


@lru_cache
def nearest(word: str, known: tuple[str, ...]) -> str | None:
    """The known name that a person who typed this word most likely meant, if one is near."""
    from difflib import get_close_matches  # only a folder with problems needs it

    return next(iter(get_close_matches(word.lower(), known, n=1, cutoff=0.6)), None)
