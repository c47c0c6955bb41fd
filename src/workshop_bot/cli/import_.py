"""`workshop-bot import`: a programme of another form into the folder, after what would change is shown."""

import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from workshop_bot.cli import knowledge_folder
from workshop_bot.cli.terminal import MOST_SHOWN, counted, paint, tell, tell_some
from workshop_bot.errors import UnusableInput

if TYPE_CHECKING:
    from workshop_bot.formats.fitting import Change, Fitting, Kind
    from workshop_bot.formats.programme import Programme
    from workshop_bot.knowledge.edits import Edit
    from workshop_bot.knowledge.model import Knowledge
    from workshop_bot.knowledge.read import Reading

_MOST_BYTES = 50_000_000
_SAID: "Mapping[Kind, str]" = {
    "new": "new",
    "moved": "moved",
    "room": "in another room",
    "renamed": "renamed",
    "speakers": "with other speakers",
    "topics": "with other topics",
    "summary": "with another summary",
    "kind": "of another kind",
    "link": "with another link",
    "back": "on again",
    "cancelled": "cancelled",
    "gone": "gone",
}


def _columns(ctx: click.Context, parameter: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    wishes = {}
    for value in values:
        key, sign, header = (part.strip() for part in value.partition("="))
        if not (key and sign and header):
            raise click.BadParameter(f'"{value}" is no column; write for example start=Uhrzeit, or start=3')
        wishes[key] = header
    return wishes


def _zone(ctx: click.Context, parameter: click.Parameter, value: str | None) -> str:
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(value).key if value else ""
    except (ValueError, OSError, LookupError):
        raise click.BadParameter(f'"{value}" is no time zone; write its IANA name, for example Asia/Ho_Chi_Minh') from None


@click.command("import", epilog="Example: workshop-bot import programme.xlsx --dry-run")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing.")
@click.option("--column", "columns", metavar="KEY=HEADER|NUMBER", multiple=True, callback=_columns, help="What a column of a table is.")
@click.option("--first-day", metavar="DATE", type=click.DateTime(["%Y-%m-%d"]), help="The first day, where a table has hours alone.")
@click.option("--minutes", type=click.IntRange(1, 1440), help="How long a session lasts whose end the file does not tell.")
@click.option("--timezone", metavar="ZONE", callback=_zone, help="The zone of the file's hours. Default: the file's, else the folder's.")
@click.option("--remove", is_flag=True, help="Take out the sessions that the file has no more; else they are cancelled.")
@click.option("--yes", is_flag=True, help="Do not ask before a file that may be another event's.")
@click.pass_context
def import_(
    ctx: click.Context,
    file: Path,
    dry_run: bool,
    columns: dict[str, str],
    first_day: datetime | None,
    minutes: int | None,
    timezone: str,
    remove: bool,
    yes: bool,
) -> None:
    """Bring in a programme that has another form: CSV, XLSX, iCalendar, or the XML or JSON of frab and pretalx.

    Sessions that are there already are changed where they stand; comments and order stay. All is written, or nothing.
    """
    from workshop_bot.formats.adopting import adopted
    from workshop_bot.formats.fitting import fitted
    from workshop_bot.formats.programme import Asked
    from workshop_bot.formats.recognise import read as recognised
    from workshop_bot.knowledge.cuts import NotWritable
    from workshop_bot.knowledge.edits import NotEdited, applied, between, write
    from workshop_bot.knowledge.read import read, read_again, sound

    folder = knowledge_folder(ctx)
    reading = read(folder)
    knowledge = sound(reading, folder)
    if not file.is_file():  # a pipe is waited for without end, a device read without end
        raise UnusableInput(f"{file} is no regular file; save the programme as one")
    if file.stat().st_size > _MOST_BYTES:
        raise UnusableInput(f"{file} is over {_MOST_BYTES // 1_000_000} MB; a programme of one workshop is smaller")
    asked = Asked(columns, first_day.date() if first_day else None, minutes, timezone)
    programme = recognised(file.read_bytes(), asked)
    if timezone:
        programme = replace(programme, zone=timezone)
    _introduce(file, programme, knowledge)
    files, knowledge = _without_example(reading.files, knowledge)
    fitting = fitted(programme, knowledge, remove)
    try:
        edits = adopted(fitting, files)
    except NotWritable as fault:
        raise UnusableInput(f"{folder} cannot be added to by the program ({fault}); write the sessions in block style") from None
    made = applied(files, edits)
    if files != reading.files:
        edits = [between(path, reading.files.get(path), data.decode())[0] for path, data in made.items() if data != reading.files.get(path)]
    if not edits:
        click.echo("Nothing changes.")
        return
    _show(fitting, dry_run)
    as_it_would_be = read_again(made)
    _refuse_errors(as_it_would_be)
    _warn_of_days(as_it_would_be)
    if dry_run:
        click.echo("Nothing is written (--dry-run).")
        return
    if fitting.foreign and not yes:
        _ask(len(knowledge.sessions))
    try:
        write(folder, edits)
    except NotEdited as fault:
        why = (
            "has changed meanwhile; import again"
            if fault.why == "changed"
            else "cannot be written; check its rights, and that the disk has room"
        )
        raise UnusableInput(f"{folder} {why} ({fault.detail})") from None
    click.echo(f"Written: {_files(edits)}.")


def _without_example(files: "Mapping[str, bytes]", knowledge: "Knowledge") -> "tuple[Mapping[str, bytes], Knowledge]":
    """The folder without the programme that `init` wrote, where nobody has changed it and nothing else needs it."""
    from workshop_bot.knowledge.begin import without_example
    from workshop_bot.knowledge.read import read_again

    others = without_example(files, knowledge.workshop.languages)
    found = read_again(others).knowledge if others != files else None
    if found is None:
        return files, knowledge
    tell("note", "the programme that init wrote as an example goes")
    return others, found


def _introduce(file: Path, programme: "Programme", knowledge: "Knowledge") -> None:
    """What the file was taken for."""
    days = {_day(item.starts) for item in programme.items}
    title = f', "{programme.title}"' if programme.title else ""
    click.echo(f"{file.name}: {programme.form}{title}, {counted(len(programme.items), 'session')} on {counted(len(days), 'day')}")
    for header, meaning in programme.columns.items():
        click.echo(f"  {header} → {meaning}")
    tell_some([f"{note.place}: {note.said}" for note in programme.notes])
    if programme.zone and programme.zone != knowledge.workshop.timezone:
        tell("note", f"hours of {programme.zone} are written as hours of the folder's zone, {knowledge.workshop.timezone}")


def _show(fitting: "Fitting", every: bool) -> None:
    """What would become of each session, and how many of each kind."""
    counts = Counter(change.kind for change in fitting.changes)
    shown: Counter[Kind] = Counter()
    for change in fitting.changes:
        shown[change.kind] += 1
        if every or shown[change.kind] <= MOST_SHOWN:
            click.echo(f"  {paint(change.kind, 'bold'):<9} {_line(change)}")
        elif shown[change.kind] == MOST_SHOWN + 1:
            click.echo(f"  {paint(change.kind, 'bold'):<9} … and {counts[change.kind] - MOST_SHOWN:,} more")
    for old, new in sorted(fitting.renamed.items()):
        click.echo(f"  {paint('room', 'bold'):<9} {old} is called {new}")
    entries = {"speaker": fitting.speakers, "topic": fitting.topics, "room": fitting.rooms}
    for one, new_ones in entries.items():
        if every and new_ones:
            click.echo(f"  {paint('made', 'bold'):<9} {one}: {', '.join(str(entry['name']) for entry in new_ones)}")
    told = [f"{counts[kind]:,} {said}" for kind, said in _SAID.items() if counts[kind]]
    made = [counted(len(new_ones), one) for one, new_ones in entries.items() if new_ones]
    click.echo("; ".join(filter(None, (", ".join(told), f"made: {', '.join(made)}" if made else ""))))


def _line(change: "Change") -> str:
    title = " ".join(change.title.split())
    if change.kind in ("new", "gone"):
        return f"{change.new or change.old}  {title}"
    if change.kind == "renamed":
        return f"{change.old} → {change.new}"
    return f"{title}: {change.old or '–'} → {change.new}" if change.new else title


def _refuse_errors(reading: "Reading") -> None:
    if reading.knowledge is None:
        for problem in reading.problems[:MOST_SHOWN]:
            click.echo(str(problem), err=True)
        raise UnusableInput(f"the folder would have {counted(len(reading.problems), 'error')}, so nothing is written; mend them first")


def _warn_of_days(reading: "Reading") -> None:
    knowledge = reading.knowledge
    days = sorted(session.day for session in knowledge.sessions if not session.cancelled) if knowledge else []
    if knowledge and days and not (knowledge.workshop.starts <= days[0] and days[-1] <= knowledge.workshop.ends):
        found = f"lie between {days[0]} and {days[-1]}" if days[0] < days[-1] else f"are on {days[0]}"
        dates = f"{knowledge.workshop.starts} to {knowledge.workshop.ends}"
        tell(
            "warning",
            f'sessions {found}, the workshop is {dates}: change "starts" and "ends" in workshop.yaml',
        )


def _ask(sessions: int) -> None:
    """Whether the file is meant; without a terminal it is refused."""
    what = f"the folder has {counted(sessions, 'session')}, and the file none of them: it may be another event's"
    if not sys.stdin.isatty():
        raise UnusableInput(f"{what}; if it is meant, say so with --yes")
    tell("warning", what)
    if not click.confirm("Write it all the same?", err=True):
        raise click.Abort


def _files(edits: "Iterable[Edit]") -> str:
    return ", ".join(edit.path for edit in edits)


def _day(starts: date) -> date:
    return starts.date() if isinstance(starts, datetime) else starts
