"""The pages docs/format.md and docs/problems.md, made from the models that read the format and the table of problems.

`python -m workshop_bot.knowledge.reference` writes them; a test holds them equal to what it would write.
"""

from collections.abc import Iterator
from pathlib import Path

from workshop_bot.knowledge import nodes
from workshop_bot.knowledge.draft import MOST_FAULTS
from workshop_bot.knowledge.fields import LONGEST_ID, OUTCOMES, PROGRAMME, REFERENCES
from workshop_bot.knowledge.files import MOST_BYTES, MOST_BYTES_IN_ALL, MOST_FILES
from workshop_bot.knowledge.model import (
    LONGEST_LABEL,
    Contact,
    Entry,
    Question,
    Record,
    Room,
    Session,
    Source,
    Speaker,
    Topic,
    Valid,
    Workshop,
)
from workshop_bot.knowledge.problems import ERRORS, WARNINGS
from workshop_bot.texts.catalogue import SHIPPED
from workshop_bot.texts.split import LIMIT

_MADE = "<!-- Made from the code by `python3 dev.py docs`; change it there. -->"

_FORMAT = f"""\
# The format of a folder of knowledge

{_MADE}

A folder of YAML files holds all that the program knows. `workshop-bot init knowledge` begins one, `workshop-bot check` tells what is
wrong with it ([all problems](problems.md)).

`workshop-bot schema --write knowledge/.schemas` makes editors complete and check while you type. The first line of a file leads them to
its schema: `# yaml-language-server: $schema=.schemas/faq.schema.json` in `faq.yaml`,
`# yaml-language-server: $schema=../.schemas/faq.schema.json` in the files of `faq/`.

## Files

| file | top-level key | holds |
| --- | --- | --- |
| `workshop.yaml` (must be there) | `workshop` | [the workshop](#workshop): name, dates, zone, languages, rooms, contacts, sources |
| `faq.yaml`, `faq/*.yaml` | `faq` | [questions and answers](#faq) |
| `sessions.yaml`, `sessions/*.yaml` | `sessions` | [the schedule](#sessions) |
| `topics.yaml` | `topics` | [what it is about](#topics) |
| `speakers.yaml` | `speakers` | [who speaks](#speakers) |
| `synonyms.yaml` | `synonyms` | [words that mean the same](#synonyms) |
| `questions.yaml` | `questions` | [regression questions](#questions) with what must come of them |
| `words/LANG.yaml` | `words` | [the program's own words](#words) in a language beyond {", ".join(SHIPPED)} |

Where both `faq.yaml` and `faq/` are there, all are read, in the order of their names; the same for sessions. People see equal things in
the order of files and entries. The first three entries of `faq` that are answered in every language of the workshop are the examples
under the welcome; each shows its first question with a `?` that has room on a button, else its label. Other files are ignored; a
visible `.yaml` or `.yml` among them is a warning. Files are UTF-8, with or without a byte order mark.

## Values

- **A value is read as its key says**: `no`, `12:30`, `1e3` and `2024-12-02` are a text where a text is meant, and a moment where a
  moment is. Quotes are needed only where YAML needs them: around a text that begins with `- `, `? ` or one of
  ``{{ [ ] }} , & * ! | > ' " % @ ` ``, or that has `: ` or ` #` in it. A key without a value is an error.
- **Text**: one value, the same in every language; or a mapping from language to text, `{{vi: …, fr: …, en: …}}`. A missing language
  falls back to the default one, with a line saying so.
- **Dates and hours**: `2024-12-02`, `2024-12-02 09:00`, the latter in the workshop's zone or with an offset, `2024-12-02 03:00+01:00`.
- **True and false**: `true` or `yes`, `false` or `no`.
- **Languages**: codes such as `vi`, `fr`, `en`, `pt-BR`.
- **Ids**: `a`–`z`, `0`–`9` and `-`, not `-` first, at most {LONGEST_ID} characters. \
An id is unique among its kind, and stays: people follow a
  session by it.
- YAML's tags (`!!str`), merge keys (`<<`), duplicate keys and several documents in a file are errors. Anchors (`&`, `*`) work within
  limits.

## Markup

Answers know `**bold**`, `_italic_`, `` `code` ``, `[text](https://…)`, lists of lines that begin with `- `, and blank lines. Nothing
else has a meaning: `<`, `&`, a mark inside a word (`entity_above`) or without its partner are shown as typed. A `**` or `[text](`
without partner, HTML and headings are warnings.

## References

{", ".join(f"`{kind}:ID`" for kind in REFERENCES)}, and {", ".join(f"`{name}`" for name in PROGRAMME)}.
The outcomes that a regression question can expect instead: {", ".join(f"`{outcome}`" for outcome in OUTCOMES)}.
"""

_SYNONYMS = """\
## Synonyms

`synonyms.yaml`: lists of words or expressions that mean the same, across languages; a question in one language then finds an entry in
another.

```yaml
synonyms:
  - [neuroblastoma, neuroblastome, u nguyên bào thần kinh]
```

## Words

`words/LANG.yaml`: what the program itself says, in a further language: the keys of `texts/strings/en.yaml`, each with a text, or with
one a plural form (`one`, `few`, `other` …). `{names}` stay as they are. What is missing is said in English, with a warning.
`workshop-bot init knowledge --languages de` begins such a file. Days, hours and greetings are understood in Vietnamese, French and English
alone; in another language people ask with the words of the folder, tap, or use the commands.

```yaml
words:
  ask.unknown: Das weiß ich nicht.
```
"""

_LIMITS = f"""\
## Limits

What passes one is an error and is not read.

| limit | of |
| --- | --- |
| {MOST_BYTES // 1_000_000} MB | a file |
| {MOST_BYTES_IN_ALL // 1_000_000} MB, {MOST_FILES:,} files | a folder |
| {nodes.MOST_ITEMS:,} entries | a list |
| {nodes.MOST_KEYS:,} keys | a mapping |
| {nodes.MOST_LETTERS:,} characters | a text |
| {nodes.MOST_DEPTH} levels | nesting |
| {nodes.MOST_WEIGHT:,} values | a folder, its aliases written out; a long text counts as one value per 32 characters |
| {MOST_FAULTS:,} problems | an entry |

Two limits are warnings: over {LIMIT:,} UTF-16 units an answer is split, over {LONGEST_LABEL} characters a label is cut.
"""

_RECORDS: tuple[tuple[str, tuple[tuple[str, type[Record]], ...]], ...] = (
    ("Workshop", (("", Workshop), ("contacts", Contact), ("rooms", Room), ("sources", Source))),
    ("Sessions", (("", Session),)),
    ("Topics", (("", Topic),)),
    ("Speakers", (("", Speaker),)),
    ("FAQ", (("", Entry), ("valid", Valid))),
    ("Questions", (("", Question),)),
)


def pages() -> dict[str, str]:
    """Each generated page by its name in docs/."""
    return {name: "\n".join(parts).rstrip("\n") + "\n" for name, parts in (("format.md", _format()), ("problems.md", _problems()))}


def _format() -> Iterator[str]:
    yield _FORMAT
    for title, records in _RECORDS:
        yield f"## {title}\n"
        for key, record in records:
            yield from _record(key, record)
    yield _SYNONYMS
    yield _LIMITS


def _record(key: str, record: type[Record]) -> Iterator[str]:
    """One table: a row a key, required ones first marked; the example as it stands in YAML."""
    yield (f"Each of `{key}`: " if key else "") + f"{record.__doc__}\n"
    yield "| key | required | what | example |\n| --- | --- | --- | --- |"
    for name, field in record.model_fields.items():
        required = "" if not field.is_required() else "unless `unpublished`" if name == "answer" else "yes"
        shown = field.alias or name
        yield f"| `{shown}` | {required} | {field.description} | `{shown}: {(field.examples or [''])[0]}` |"
    yield ""


def _problems() -> Iterator[str]:
    yield f"# What `workshop-bot check` can find\n\n{_MADE}\n"
    yield "One line each: `FILE:LINE:COLUMN: error|warning CODE: what is wrong; what mends it`.\n"
    for title, told, codes in (
        ("Errors", "The program does not start with them; a running one keeps the knowledge it had.", ERRORS),
        ("Warnings", "The folder works; people would be served better without them. `check --strict` counts them as errors.", WARNINGS),
    ):
        yield f"## {title}\n\n{told}\n\n| code | when |\n| --- | --- |"
        yield from (f"| `{code}` | {when} |" for code, when in codes.items())
        yield ""


if __name__ == "__main__":
    for page, text in pages().items():
        (Path("docs") / page).write_text(text, encoding="utf-8")
