"""One line for each job in this folder; each does its own set-up first.

    python3 dev.py try [OPTIONS]       the chat with the shipped workshop, in the browser, without an account
    python3 dev.py test [PYTEST ARGS]  all tests, in random order, or those that are named; --cov tells what they reach
    python3 dev.py check               lint, format, types, and the contracts between the rooms
    python3 dev.py bench NAME [ARGS]   run benchmarks/NAME.py
    python3 dev.py docs                write anew the pages that are made from the code
    python3 dev.py pictures            make the pictures of the chat in docs/pictures anew, with Chromium

It needs Python 3.11 or newer and nothing else: a virtual environment is made in .venv, and made again when its inputs change.
"""

import hashlib
import importlib.util
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

if sys.version_info < (3, 11):  # noqa: UP036 - people start this file with whatever Python they have
    sys.exit("error: Python 3.11 or newer is needed, this is " + sys.version.split()[0])

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PROGRAMS = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = PROGRAMS / ("python.exe" if os.name == "nt" else "python")
STAMP = VENV / "made-from"
INPUTS = ("pyproject.toml", "constraints.txt")


def run(program: str | Path, *arguments: str) -> int:
    """Run one program in this folder, wait for it, and return its exit code (130 after Ctrl-C)."""
    child = subprocess.Popen([PROGRAMS / program, *arguments], cwd=ROOT, env={**os.environ, "PYTHONUTF8": "1"})
    while True:
        try:
            code = child.wait()
            return code if code >= 0 else 128 - code
        except KeyboardInterrupt:  # the child got the signal too and ends in its own way
            continue


def try_(*options: str) -> int:
    """Chat with the shipped workshop."""
    return run("workshop-bot", "--knowledge", "knowledge", "try", *options)


def test(*arguments: str) -> int:
    """All tests, or those that are named; with `--cov` also how much of the program they reach, which takes twice as long."""
    return run("pytest", *arguments)


def check() -> int:
    """All checks, also after one has failed; 0 when all hold."""
    checks = (("ruff", "check"), ("ruff", "format", "--check"), ("mypy",), ("lint-imports", "--no-logo"))
    return max([run(*words) for words in checks])


def bench(name: str = "", *arguments: str) -> int:
    """One benchmark; without a known name, tell the names."""
    names = sorted(path.stem for path in (ROOT / "benchmarks").glob("*.py") if "\ndef main(" in path.read_text(encoding="utf-8"))
    if name in names:
        return run("python", f"benchmarks/{name}.py", *arguments)
    print("error: name one of the benchmarks:", *names, file=sys.stderr)
    return 2


def docs() -> int:
    """The generated pages, by the module that knows the format."""
    return run("python", "-m", "workshop_bot.knowledge.reference")


def pictures() -> int:
    """The pictures that README and the pages show."""
    return run("python", "docs/pictures.py")


JOBS: dict[str, Callable[..., int]] = {"try": try_, "test": test, "check": check, "bench": bench, "docs": docs, "pictures": pictures}


def inputs() -> str:
    """What the environment was made from, as a digest: the pins, the dependencies, and the place of the folder."""
    return hashlib.sha256(b"\0".join([os.fsencode(ROOT), *((ROOT / name).read_bytes() for name in INPUTS)])).hexdigest()


def set_up() -> int:
    """Make the virtual environment, unless it stands and is made from the same inputs."""
    wanted = inputs()
    if STAMP.is_file() and STAMP.read_text() == wanted and PYTHON.exists():  # a Python that was taken from the machine is a dangling link
        return 0
    if importlib.util.find_spec("ensurepip") is None:
        sys.exit("error: this Python cannot make a virtual environment; on Debian or Ubuntu first: apt install python3-venv")
    print("Setting up .venv, once; this takes about a minute ...", file=sys.stderr, flush=True)
    pip = ("-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-c", "constraints.txt", "-e", ".[dev]")
    code = run(sys.executable, "-m", "venv", "--clear", str(VENV)) or run("python", *pip)
    if code == 0:
        STAMP.write_text(wanted)
    return code


def main(job: str = "", *arguments: str) -> int:
    """Do that job; without one, tell which there are."""
    if job not in JOBS:
        print(__doc__, file=sys.stdout if job == "--help" else sys.stderr)
        return 0 if job == "--help" else 2
    return set_up() or JOBS[job](*arguments)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
