"""`workshop-bot check`: every problem of a folder, one a line, as editors and CI systems understand them."""

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from workshop_bot.cli import knowledge_folder
from workshop_bot.cli.terminal import MOST_SHOWN, counted, paint

if TYPE_CHECKING:
    from workshop_bot.knowledge.check import Report
    from workshop_bot.knowledge.problems import Problem


@click.command(epilog="Example: workshop-bot check knowledge --strict")
@click.argument("folder", metavar="[DIR]", type=click.Path(path_type=Path), required=False)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--strict", is_flag=True, help="Warnings count as errors.")
@click.pass_context
def check(ctx: click.Context, folder: Path | None, as_json: bool, strict: bool) -> None:
    """Tell every problem of a folder of knowledge, where it stands and what mends it.

    A warning that many places of a file have alike is told once, with their number.
    Without DIR it is the folder that `ask` would answer from. Exit code 1 with errors, 2 where there is no folder.
    """
    from workshop_bot.knowledge.check import check as look_over

    report = look_over(folder or knowledge_folder(ctx))
    click.echo(_as_json(report) if as_json else _as_text(report))
    ctx.exit(1 if report.errors or (strict and report.warnings) else 0)


def _as_text(report: "Report") -> str:
    lines = []
    alike = Counter(map(_kind, report.problems))
    told = set()
    for problem in report.problems:
        kind = _kind(problem)
        if kind in told:
            continue
        place, _, what = str(problem).partition(f" {problem.severity} ")
        if problem.severity == "warning" and alike[kind] > MOST_SHOWN:  # a programme in one language says it of each title
            told.add(kind)
            what += f" (the same at {alike[kind] - 1:,} more places of this file; all of them: --json)"
        lines.append(f"{place} {paint(problem.severity, 'red' if problem.severity == 'error' else 'yellow')} {what}")
    found = ", ".join(counted(number, one) for number, one in ((report.errors, "error"), (report.warnings, "warning")) if number)
    return "\n".join([*lines, *[""] * bool(lines), f"{found or 'No problems'} in {counted(report.files, 'file')}."])


def _kind(problem: "Problem") -> tuple[str, ...]:
    """What is the same of warnings that differ in their places alone."""
    return problem.file, problem.code, problem.message, problem.fix


def _as_json(report: "Report") -> str:
    fields = ("file", "line", "column", "severity", "code", "message", "fix")
    problems = [{field: getattr(problem, field) for field in fields} for problem in report.problems]
    return json.dumps({"errors": report.errors, "warnings": report.warnings, "problems": problems}, ensure_ascii=False, indent=2)
