"""Whatever lies in a folder gives knowledge, or problems with places (promises 17 and 18).

As a program, `python tests/knowledge/test_any_bytes.py FIRST LAST` makes the random edits of these numbers and tells the bad ones.
"""

import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop_bot.knowledge.check import check
from workshop_bot.knowledge.problems import ERRORS, WARNINGS

BEES = Path(__file__).parent / "bees"
GOOD = {path.relative_to(BEES).as_posix(): path.read_text(encoding="utf-8") for path in sorted(BEES.rglob("*.yaml"))}
UNMEASURED = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}  # coverage takes three times as long


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A good folder; each test puts one file of it in place of the last."""
    return shutil.copytree(BEES, tmp_path_factory.mktemp("scratch"), dirs_exist_ok=True)


def hold(folder: Path, name: str, data: bytes) -> None:
    """With these bytes in that file, problems are of known codes, each one line at a place that its file has."""
    (folder / name).write_bytes(data)
    for problem in check(folder).problems:
        lines = re.split("\r\n|\r|\n", (folder / problem.file).read_bytes().decode(errors="replace"))
        assert problem.code in ERRORS | WARNINGS, problem
        assert str(problem).isprintable(), problem
        assert 1 <= problem.line <= len(lines) + 1, problem
        assert 1 <= problem.column <= max(map(len, lines)) + 2, problem
    (folder / name).write_text(GOOD[name], encoding="utf-8")


YAML_LETTERS = st.text("aé-:[]{},&*!|>'\"%@`#? \n\t", max_size=80)


@pytest.mark.parametrize("name", ["workshop.yaml", "faq.yaml", "words/de.yaml"])
@given(data=st.binary(max_size=200) | (st.text(max_size=200) | YAML_LETTERS).map(str.encode))
def test_p18_any_bytes(name: str, data: bytes, scratch: Path) -> None:
    hold(scratch, name, data)


WORDS = st.sampled_from(["", "a", "Hive", "hive", "2024-03-30 09:00", "true", "\u202e", "https://a.org"])
KEYS = st.sampled_from(["id", "fr", "en", "name", "title", "starts", "from", "until"])
VALUES = st.recursive(WORDS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4), max_leaves=8)


@pytest.mark.parametrize("key", ["id", "label", "questions", "answer", "source", "topics", "unpublished", "valid", "other"])
@given(value=VALUES)
def test_p18_any_value_in_any_key(key: str, value: object, scratch: Path) -> None:
    entry = {"id": "honey", "label": "Honey", "questions": {"fr": ["miel"]}, "answer": "Yes.", key: value}
    hold(scratch, "faq.yaml", json.dumps({"faq": [entry, entry]}).encode())  # JSON is YAML


TYPED = [
    "  - ",
    ": ",
    "&a ",
    "*all",
    "!!str ",
    "<<: ",
    "---\n",
    "|\n",
    "2024-02-30",
    "2024-03-31 02:30",
    "Hive",
    "TODO",
    "**",
    "<b>",
    "fr: ",
]
TYPED += [*"\n []{}\"'\t#é\0", "\u202e", "\U0001f41d", "1" * 30]


def slip(text: str, chance: random.Random) -> str:
    """The text after something was typed, cut, doubled, moved or shuffled."""
    here = chance.randrange(len(text) + 1)
    there = min(len(text), here + chance.choice([1, 3, 10, 40, len(text)]))
    elsewhere = chance.randrange(len(text) + 1)
    lines = text.splitlines(keepends=True)
    chance.shuffle(lines)
    return chance.choice(
        [
            text[:here] + chance.choice(TYPED) + text[here:],
            text[:here] + text[there:],
            text[:there] + text[here:],
            text[:elsewhere] + text[here:there] + text[elsewhere:],
            "".join(lines),
        ]
    )


def edit(numbers: Iterable[int]) -> None:
    """Make each of these random edits in a good folder, and tell which one goes wrong."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = shutil.copytree(BEES, Path(temporary) / "bees")
        for number in numbers:
            chance = random.Random(number)
            name = chance.choice(list(GOOD))
            text = GOOD[name]
            for _ in range(chance.choice([1, 1, 2, 4])):
                text = slip(text, chance)
            try:
                hold(folder, name, text.encode())
            except Exception as error:
                raise AssertionError(f"edit {number}, of {name}") from error


def test_p17_ten_thousand_random_edits_of_a_good_folder() -> None:
    halves = [("0", "5000"), ("5000", "10000")]
    running = [
        subprocess.Popen([sys.executable, __file__, *numbers], env=UNMEASURED, stderr=subprocess.PIPE, encoding="utf-8")
        for numbers in halves
    ]
    assert [child.communicate()[1] for child in running] == ["", ""]
    assert [child.returncode for child in running] == [0, 0]


COST = """
import resource, sys
from pathlib import Path
from workshop_bot.knowledge.read import read
problems = read(Path(sys.argv[1])).problems
used = resource.getrusage(resource.RUSAGE_SELF)
print(*{f"{problem.code}: {problem.message}" for problem in problems}, used.ru_utime + used.ru_stime, used.ru_maxrss // 1024, sep="\\n")
"""
ENTRY = "  - {id: e-%d, label: {fr: a, en: b}, questions: {fr: [c %d, d %d], en: [e %d]}, answer: {fr: f, en: g}}\n"
FAULTY = "  - {id: hive, label: [], questions: [], answer: '', topics: x, source: {a: b}, valid: x, b: c, d: e}\n"
NINTHS = "".join(f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True))
WRITTEN_OUT = "too-large: the folder holds too much, once its aliases are written out"
DEAREST = {
    "10,000 entries": ("faq:\n" + "".join(ENTRY % (n, n, n, n) for n in range(10_000)), None),
    "10,000 entries with ten faults each": ("faq:\n" + FAULTY * 10_000, "too-many: over 10,000 errors in this file"),
    "100,000 entries": ("faq:\n" + "  - {id: a}\n" * 100_000, "too-large: more than 10,000 entries in one list"),
    "50 MB": ("faq:\n" + "# nothing\n" * 5_000_000, "too-large: over 5 MB"),
    "5 MB of brackets": ("faq: [" + ("[" + "[]," * 9_999 + "],") * 160 + "]", WRITTEN_OUT),
    "brackets a million deep": ("faq: " + "[" * 1_000_000, "too-large: nested more than 20 levels deep"),
    "aliases of aliases": ("a: &a [x, x, x, x, x, x, x, x, x]\n" + NINTHS, WRITTEN_OUT),
    "aliases of a long text": (f"faq:\n  - &a {'x' * 49_000}\n" + "  - *a\n" * 9_000, WRITTEN_OUT),
}


@pytest.mark.parametrize("name", DEAREST)
def test_p18_costs_at_most_five_seconds_and_300_mb(name: str, tmp_path: Path) -> None:
    text, problem = DEAREST[name]
    shutil.copy(BEES / "workshop.yaml", tmp_path)
    (tmp_path / "faq.yaml").write_text(text)
    reading = ["sh", "-c", '"$@"; exit $?', "sh", sys.executable, "-c", COST, str(tmp_path)]  # a child of pytest's would inherit its peak
    *problems, seconds, megabytes = subprocess.run(
        reading, env=UNMEASURED, capture_output=True, check=True, encoding="utf-8"
    ).stdout.splitlines()
    assert float(seconds) < 5
    assert int(megabytes) < 300
    assert problem in problems if problem else problems == []


if __name__ == "__main__":
    edit(range(int(sys.argv[1]), int(sys.argv[2])))
