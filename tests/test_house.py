"""The rules of the house, each with a small violation that proves it sees one.

A rule is a function from files to complaints; the house keeps it when there are none.
"""

import ast
import io
import os
import re
import shutil
import subprocess
import sys
import tokenize
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest

from workshop_bot import __version__
from workshop_bot.cli import COMMANDS
from workshop_bot.texts.catalogue import load

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "workshop_bot"
CODE = sorted(
    path
    for top in (ROOT / "src", ROOT / "tests", ROOT / "benchmarks", ROOT / "dev.py")
    for path in ([top] if top.is_file() else top.rglob("*"))
    if path.suffix in (".py", ".js", ".css")
)
PYTHON = [path for path in CODE if path.suffix == ".py"]
PICTURE = ROOT / "docs" / "architecture.md"
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]

CLOCKS = {f"datetime.datetime.{name}" for name in ("now", "utcnow", "today")} | {"datetime.date.today"}
CLOCKS |= {f"time.{name}{unit}" for name in ("time", "monotonic", "perf_counter", "process_time") for unit in ("", "_ns")}
CLOCKS |= {f"time.{name}" for name in ("sleep", "localtime", "gmtime", "ctime", "strftime")} | {"asyncio.sleep"}
READS_THE_CLOCK = {SOURCE / "clock.py", ROOT / "tests" / "test_clock.py", ROOT / "dev.py"}

VAGUE_ROOMS = {"utils", "util", "helpers", "helper", "common", "core", "base"}
EXCEPTION = re.compile(r"#\s*(noqa|type:\s*ignore|pragma: no)")
REASONED = re.compile(r"# (noqa: [A-Z]+\d+(, [A-Z]+\d+)*|type: ignore\[[a-z-]+(, [a-z-]+)*\]  #|pragma: no (cover|branch)) - \w")


def uses(source: str, forbidden: set[str]) -> Iterator[str]:
    """Where the source names one of the forbidden functions, under whatever name it imported them."""
    tree = ast.parse(source)
    origins: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            origins |= {alias.asname or alias.name: alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            origins |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name | ast.Attribute):
            first, dot, rest = ast.unparse(node).partition(".")
            if (named := origins.get(first, first) + dot + rest) in forbidden:
                yield f"{node.lineno}: {named}"


def bare_exceptions(source: str) -> Iterator[str]:
    """Comments that lift a rule without naming it, or without a reason after " - "."""
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT and EXCEPTION.search(token.string) and not REASONED.search(token.string):
            yield f"{token.start[0]}: {token.string}"


def modules_without_tests(root: Path) -> Iterator[str]:
    """Modules with a function or a class in them that have no test module at the same place under tests/."""
    source = root / "src" / "workshop_bot"
    for path in sorted(source.rglob("*.py")):
        if path.name == "__main__.py" or not any(
            isinstance(node, ast.FunctionDef | ast.ClassDef) for node in ast.parse(path.read_text()).body
        ):
            continue
        test = "test_room.py" if path.name == "__init__.py" else f"test_{path.name}"
        wanted = root / "tests" / path.relative_to(source).with_name(test)
        if not wanted.is_file():
            yield wanted.relative_to(root).as_posix()


def vague_rooms(source: Path) -> list[str]:
    """Rooms and modules whose name says nothing about what lives there."""
    return [path.relative_to(source).as_posix() for path in sorted(source.rglob("*.py")) if VAGUE_ROOMS & {path.stem, path.parent.name}]


def too_long(paths: list[Path]) -> list[str]:
    """Files of more than 400 lines."""
    return [str(path) for path in paths if path.read_text().count("\n") > 400]


def unknown_commands(page: str) -> set[str]:
    """Commands that a page shows and that do not exist, of `dev.py` and of `workshop-bot`."""
    jobs = set(re.findall(r"^    python3 dev\.py (\w+)", (ROOT / "dev.py").read_text(), re.MULTILINE))
    shown_jobs = set(re.findall(r"python3? dev\.py (\w+)", page))
    shown = set(re.findall(r"(?:^|\$ |`|\| )workshop-bot(?: --debug| --knowledge \S+)* ([a-z]\w*)", page, re.MULTILINE))
    return (shown_jobs - jobs) | (shown - set(COMMANDS))


def lost_paths(page: Path) -> list[str]:
    """Files that a page links to or names (`texts/fold.py`) and that do not exist."""
    text = page.read_text()
    linked = [page.parent / link for link in re.findall(r"\]\((?!https?:)([^)#`\s]+)", text)]
    named = [
        path for path in re.findall(r"`([a-z_/]+/[a-z_]+\.py)`", text) if not (SOURCE / path).is_file() and not (ROOT / path).is_file()
    ]
    return [str(path) for path in linked if not path.exists()] + named


def unsaid(keys: Iterable[str], sources: Iterable[str]) -> list[str]:
    """Keys of the program's own words that no text in the sources is, nor can become where holes in it are filled."""
    whole, holed = set[str](), list[str]()
    for node in (node for source in sources for node in ast.walk(ast.parse(source))):
        if isinstance(node, ast.Constant):
            whole.add(str(node.value))
        elif isinstance(node, ast.JoinedStr):
            holed.append("".join(re.escape(str(part.value)) if isinstance(part, ast.Constant) else ".+" for part in node.values))
    some = re.compile("|".join(pattern for pattern in holed if re.match(r"[a-z]+\\\.", pattern)))
    return [key for key in sorted(keys) if key not in whole and not some.fullmatch(key)]


def lost_tests(page: str) -> list[str]:
    """Tests that a page names (`tests/texts/test_fold.py::test_these_are_the_same`) and that do not exist."""
    named = re.findall(r"\btests/[\w/]+\.py::\w+(?:::\w+)?", page)
    return [name for name in named if name not in all_tests(name.partition("::")[0])]


@cache
def all_tests(path: str) -> frozenset[str]:
    """The tests of a file by their whole names; none where there is no such file."""
    tree = ast.parse((ROOT / path).read_text() if (ROOT / path).is_file() else "")
    found = {f"{path}::{node.name}" for node in tree.body if isinstance(node, ast.FunctionDef)}
    for within in (node for node in tree.body if isinstance(node, ast.ClassDef)):
        found |= {f"{path}::{within.name}::{node.name}" for node in within.body if isinstance(node, ast.FunctionDef)}
    return frozenset(name for name in found if name.rpartition("::")[2].startswith("test_"))


def broken_contracts(folder: Path) -> list[str]:
    """The names of the contracts between rooms that the source in a folder breaks."""
    script = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_logo=True, cache_dir=None))"
    environment = {**os.environ, "PYTHONPATH": str(folder / "src"), "COLUMNS": "200"}
    ran = subprocess.run([sys.executable, "-c", script], cwd=folder, env=environment, capture_output=True, check=False, encoding="utf-8")
    assert "Contracts: " in ran.stdout, ran.stdout + ran.stderr
    return re.findall(r"^(.+?) BROKEN", ran.stdout, re.MULTILINE)


@pytest.mark.parametrize("path", PYTHON, ids=lambda path: path.relative_to(ROOT).as_posix())
class TestEachFile:
    def test_only_the_clock_reads_the_clock(self, path: Path) -> None:
        if path not in READS_THE_CLOCK and path.parent != ROOT / "benchmarks":
            assert list(uses(path.read_text(), CLOCKS)) == []

    def test_lifts_no_rule_without_a_reason(self, path: Path) -> None:
        assert list(bare_exceptions(path.read_text())) == []

    def test_only_the_command_line_prints(self, path: Path) -> None:
        if path.is_relative_to(SOURCE) and path.parent != SOURCE / "cli":
            assert list(uses(path.read_text(), {"print"})) == []


class TestTheHouse:
    def test_every_module_has_its_test_module(self) -> None:
        assert list(modules_without_tests(ROOT)) == []

    def test_no_file_is_longer_than_400_lines(self) -> None:
        assert too_long(CODE) == []

    def test_every_room_has_a_name_that_says_what_lives_there(self) -> None:
        assert vague_rooms(SOURCE) == []

    def test_the_contracts_between_the_rooms_are_kept(self) -> None:
        assert broken_contracts(ROOT) == []

    @pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
    def test_pages_show_only_commands_that_exist(self, page: Path) -> None:
        assert unknown_commands(page.read_text()) == set()

    @pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
    def test_pages_lead_to_files_that_exist(self, page: Path) -> None:
        assert lost_paths(page) == []

    @pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
    def test_pages_name_only_tests_that_exist(self, page: Path) -> None:
        assert lost_tests(page.read_text()) == []

    def test_the_picture_of_the_house_shows_the_ladder(self) -> None:
        rungs = [
            room for contract in CONTRACTS if contract["type"] == "layers" for rung in contract["layers"] for room in rung.split(" | ")
        ]
        assert re.findall(r"^\| `([a-z]+)(?:/|\.py)` \|", PICTURE.read_text(), re.MULTILINE) == rungs

    @pytest.mark.parametrize(
        ("library", "homes"),
        [
            (library, sorted(home.removeprefix("workshop_bot.").replace(".", "/") for home in contract["allowed_importers"]))
            for contract in CONTRACTS
            if contract["type"] == "protected"
            for library in contract["protected_modules"]
        ],
    )
    def test_the_picture_of_the_house_shows_each_library_at_home(self, library: str, homes: list[str]) -> None:
        rows = re.findall(r"^\| ([^`|]+) \| (`.+`.*) \|$", PICTURE.read_text(), re.MULTILINE)
        shown = [where for named, where in rows if library.replace("_", "-") in named.lower()]
        assert [sorted(re.findall(r"`([a-z/]+?)(?:/|\.py)`", where)) for where in shown] == [homes]

    def test_each_of_the_programs_words_is_said_somewhere(self) -> None:
        assert unsaid(load().keys, (path.read_text() for path in SOURCE.rglob("*.py"))) == []

    def test_the_changelog_tells_of_this_version(self) -> None:
        assert re.search(rf"^## {re.escape(__version__)}\b", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)


class TestTheRulesSee:
    @pytest.mark.parametrize(
        "source",
        [
            "import time\ntime.time()",
            "import time as t\nt.monotonic_ns()",
            "from time import perf_counter\nperf_counter()",
            "import datetime as dt\ndt.datetime.now()",
            "from datetime import datetime as moment\nmoment.utcnow()",
            "from datetime import date\nread = date.today",
            "import asyncio\nasyncio.sleep(1)",
        ],
    )
    def test_a_read_of_the_clock(self, source: str) -> None:
        assert [use.partition(":")[0] for use in uses(source, CLOCKS)] == ["2"]

    def test_that_our_own_clock_and_made_up_moments_are_none(self) -> None:
        assert list(uses("from datetime import datetime\nfrom workshop_bot import clock\nclock.now()\ndatetime(2024, 12, 2)", CLOCKS)) == []

    @pytest.mark.parametrize("comment", ["noqa", "noqa: E501", "noqa - because", "type: ignore", "type: ignore[index]", "pragma: no cover"])
    def test_an_exception_without_rule_or_reason(self, comment: str) -> None:
        assert list(bare_exceptions(f"x = 1  # {comment}")) == [f"1: # {comment}"]

    @pytest.mark.parametrize("comment", ["noqa: E501 - why", "type: ignore[index, arg-type]  # - why", "pragma: no cover - why"])
    def test_that_a_reasoned_exception_is_none(self, comment: str) -> None:
        assert list(bare_exceptions(f"x = 1  # {comment}")) == []

    def test_a_print(self) -> None:
        assert list(uses("print('x')", {"print"})) == ["1: print"]

    def test_a_module_without_tests(self, tmp_path: Path) -> None:
        room = tmp_path / "src" / "workshop_bot" / "attic"
        room.mkdir(parents=True)
        (room / "__init__.py").write_text('"""Only words."""')
        (room / "names.py").write_text("NAMES = ()")
        (room / "chest.py").write_text("def open(): ...")
        assert list(modules_without_tests(tmp_path)) == ["tests/attic/test_chest.py"]
        (room / "__init__.py").write_text("class Attic: ...")
        assert list(modules_without_tests(tmp_path)) == ["tests/attic/test_room.py", "tests/attic/test_chest.py"]

    def test_a_file_that_is_too_long(self, tmp_path: Path) -> None:
        (tmp_path / "long.py").write_text("\n" * 401)
        (tmp_path / "fits.py").write_text("\n" * 400)
        assert too_long(sorted(tmp_path.iterdir())) == [str(tmp_path / "long.py")]

    def test_a_room_with_a_vague_name(self, tmp_path: Path) -> None:
        for name in ("helpers/dates.py", "texts/utils.py", "texts/dates.py"):
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).touch()
        assert vague_rooms(tmp_path) == ["helpers/dates.py", "texts/utils.py"]

    def test_a_page_with_a_command_that_does_not_exist(self) -> None:
        page = "Type `workshop-bot answer` or\n$ workshop-bot --knowledge DIR check | grep error\nand then python3 dev.py deploy"
        assert unknown_commands(page) == {"answer", "deploy"}

    def test_a_page_that_leads_nowhere(self, tmp_path: Path) -> None:
        (tmp_path / "page.md").write_text(
            "[here](page.md), [there](gone.md#part), [away](https://example.org), `texts/gone.py`, `texts/fold.py`"
        )
        assert lost_paths(tmp_path / "page.md") == [str(tmp_path / "gone.md"), "texts/gone.py"]

    def test_words_that_nothing_says(self) -> None:
        source = 'say("time.now"), say(f"menu.{command}"), say(f"{place}. {words}")'
        assert unsaid(["time.now", "time.next", "menu.ask", "menus.ask"], [source]) == ["menus.ask", "time.next"]

    def test_a_page_that_names_a_test_that_does_not_exist(self) -> None:
        lost = ["tests/test_gone.py::test_it", "tests/test_house.py::test_it", "tests/test_house.py::TestTheHouse"]
        there = "tests/test_house.py::TestTheRulesSee::test_a_page_that_names_a_test_that_does_not_exist"
        assert lost_tests(f"`{'` `'.join([*lost, there])}`") == lost

    def test_imports_that_break_each_contract(self, tmp_path: Path) -> None:
        shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(ROOT / "pyproject.toml", tmp_path)
        house = tmp_path / "src" / "workshop_bot"
        libraries = ", ".join(
            ("aiohttp", "alembic", "apscheduler", "babel", "click", "dotenv", "icalendar", "numpy", "platformdirs", "pydantic", "rapidfuzz")
        )
        (house / "errors.py").write_text(f"import {libraries}, sqlalchemy, telegram, yaml\nfrom workshop_bot import cli")
        (house / "features" / "inline.py").write_text("from workshop_bot.features import ask")
        (house / "store" / "meta.py").write_text("from workshop_bot.texts import fold")
        (house / "texts" / "fold.py").write_text("from workshop_bot.texts import markup")
        (house / "texts" / "markup.py").write_text("from workshop_bot.texts import fold")
        assert broken_contracts(tmp_path) == [contract["name"] for contract in CONTRACTS]

    def test_a_room_that_is_not_on_the_ladder(self, tmp_path: Path) -> None:
        shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(ROOT / "pyproject.toml", tmp_path)
        (tmp_path / "src" / "workshop_bot" / "attic.py").touch()
        assert [name.partition(":")[0] for name in broken_contracts(tmp_path)] == ["The ladder"]
