"""Where an entry made in the chat is kept: in `faq.yaml`, else in a file of its own; or in the entry that had no answer."""

from collections.abc import Mapping

from workshop_bot.knowledge.cuts import NotWritable
from workshop_bot.knowledge.edits import Edit, between
from workshop_bot.knowledge.style import Written
from workshop_bot.knowledge.write import new_file, with_answer, with_one_more

ONE_FILE, OWN_FILE, TESTS = "faq.yaml", "faq/kept.yaml", "questions.yaml"
COMMENT = "Answers that organisers gave in the chat and kept."

Edits = tuple[list[Edit], list[Edit]]
"""What is to be written, and what takes it back."""


def with_entry(files: Mapping[str, bytes], entry: Written, test: Written | None = None) -> Edits:
    """A new entry, with a question of the folder's own where it has such; NotWritable where a file does not allow it."""
    path = ONE_FILE if ONE_FILE in files else OWN_FILE
    here = files.get(path)
    made = [between(path, here, with_one_more(here.decode(), "faq", entry) if here else as_file(entry))]
    if test and TESTS in files:
        made.append(between(TESTS, files[TESTS], with_one_more(files[TESTS].decode(), "questions", test)))
    return [do for do, _ in made], [undo for _, undo in reversed(made)]


def filled(files: Mapping[str, bytes], name: str, answer: Mapping[str, str]) -> Edits:
    """The answer of an unpublished entry, in the file that it stands in; NotWritable where none allows it."""
    for path, data in files.items():
        if path == ONE_FILE or path.startswith("faq/"):
            try:
                do, undo = between(path, data, with_answer(data.decode(), name, answer))
            except NotWritable:
                continue  # it stands in another one
            return [do], [undo]
    raise NotWritable("no file has it so that it can be filled")


def as_file(entry: Written) -> str:
    """The entry as a file of its own."""
    return new_file("faq", [entry], COMMENT)
