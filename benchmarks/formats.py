"""Programmes in and out, with time and memory: `dev.py bench formats [--sessions N]`.

Each step runs in a process of its own: reading a file of each form, beside the bare library on the same file; fitting it into a folder
without sessions, and again into the one that came of it; and writing each form.
"""

import argparse
import json
import multiprocessing
from collections.abc import Callable
from datetime import datetime, timedelta
from io import BytesIO, StringIO
from pathlib import Path
from time import perf_counter
from typing import Any

from workshop_bot.cli.export import FORMS
from workshop_bot.cli.programme import Found
from workshop_bot.formats.adopting import adopted
from workshop_bot.formats.fitting import fitted
from workshop_bot.formats.programme import Asked
from workshop_bot.formats.recognise import read
from workshop_bot.knowledge.edits import applied
from workshop_bot.knowledge.model import Knowledge
from workshop_bot.knowledge.read import Reading, read_again

ROOMS, PEOPLE, A_DAY = 20, 2_000, 400
FOLDER = b"""\
workshop: {id: big, name: Big, starts: 2024-12-02, ends: 2025-01-31, timezone: Asia/Ho_Chi_Minh, languages: [en]}
"""


def folder(sessions: int) -> dict[str, bytes]:
    """A folder with so many sessions."""
    head = FOLDER.decode().replace("}\n", f", rooms: [{', '.join(f'{{id: r{n}, name: Room {n}}}' for n in range(ROOMS))}]}}\n")
    people = "speakers:\n" + "".join(f"  - {{id: p{n}, name: Person {n}}}\n" for n in range(PEOPLE))
    lines = ["sessions:\n"]
    for number in range(sessions):
        day, place = divmod(number, A_DAY)
        starts = datetime(2024, 12, 2, 8) + timedelta(days=day, minutes=30 * (place // ROOMS))
        about = f"What session {number} is about, in a few lines as people write them. " * 3
        lines.append(
            f"  - {{id: s{number}, title: Session {number}, starts: {starts:%Y-%m-%d %H:%M}, minutes: 30, room: r{place % ROOMS}, "
            f'speakers: [p{number % PEOPLE}], summary: "{about.strip()}"}}\n'
        )
    return {"sessions.yaml": "".join(lines).encode(), "speakers.yaml": people.encode(), "workshop.yaml": head.encode()}


def known(reading: Reading) -> Knowledge:
    """The knowledge of a folder that has no errors."""
    if reading.knowledge is None:
        raise SystemExit(f"error: {reading.problems[0]}")
    return reading.knowledge


def bare(form: str, data: bytes) -> object:
    """The same file, read by the library alone."""
    if form == "csv":
        import csv

        return list(csv.reader(StringIO(data.decode("utf-8-sig"))))
    if form == "xlsx":
        from python_calamine import CalamineWorkbook

        return CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_index(0).to_python()
    if form == "ics":
        from icalendar import Calendar

        return Calendar.from_ical(data)
    if form == "frab-xml":
        from defusedxml.ElementTree import fromstring

        return fromstring(data)
    return json.loads(data)


def adopt(data: bytes, files: dict[str, bytes]) -> dict[str, bytes]:
    """The folder with the programme of a file in it, as `import` makes it."""
    programme = read(data, Asked(zone="Asia/Ho_Chi_Minh"))
    made = applied(files, adopted(fitted(programme, known(read_again(files))), files))
    known(read_again(made))
    return made


def _resident(what: str) -> float:
    """MB that this process holds (`VmRSS`), or held at most since its mark was set back (`VmHWM`); Linux alone tells."""
    line = next(line for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines() if line.startswith(what))
    return int(line.split()[1]) / 1024


def _measured(step: Callable[..., Any], arguments: tuple[Any, ...], pipe: Any) -> None:
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    before, began = _resident("VmRSS"), perf_counter()
    found = step(*arguments)
    took = perf_counter() - began
    pipe.send((took, _resident("VmHWM") - before, found if isinstance(found, bytes | dict) else None))


def measured(name: str, step: Callable[..., Any], *arguments: Any) -> Any:
    """Run a step in a process of its own and print how long it took and how much memory it added; what it made."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_measured, args=(step, arguments, there))
    process.start()
    there.close()
    try:
        took, memory, found = here.recv()
    except EOFError:
        raise SystemExit(f"error: {name} failed") from None
    process.join()
    print(f"  {name:<24}{took:>8.2f} s{memory:>8.0f} MB", flush=True)
    return found


def write(form: str, files: dict[str, bytes]) -> bytes:
    """The folder in a form."""
    return FORMS[form](Found(known(read_again(files)), {}))


def taken(data: bytes) -> object:
    """What a reader makes of a file."""
    return read(data, Asked(zone="Asia/Ho_Chi_Minh"))


def main() -> None:
    """Each form in turn."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sessions", type=int, default=10_000)
    sessions = parser.parse_args().sessions
    files = folder(sessions)
    print(f"{sessions:,} sessions")
    measured("reading the folder", read_again, files)
    for form in FORMS:
        print(form)
        data = measured("folder to file", write, form, files)
        print(f"  {'the file':<24}{len(data) / 1e6:>8.1f} MB")
        measured("the library alone", bare, form, data)
        measured("file to programme", taken, data)
        made = measured("into an empty folder", adopt, data, {"workshop.yaml": FOLDER})
        measured("into it once more", adopt, data, made)


if __name__ == "__main__":
    main()
