"""All that is wrong or unwise in a folder, in one pass: the errors of reading and the advice of each adviser.

read.draw ─ draft ─┬─ translations   languages that are missing, or out of step
                   ├─ schedule       sessions that collide, without length, outside the dates
                   ├─ wordings       the same question twice
                   └─ prose          markup, length, placeholders, hidden marks
"""

from dataclasses import dataclass
from pathlib import Path

from workshop_bot.knowledge import prose, schedule, translations, wordings
from workshop_bot.knowledge.files import strays
from workshop_bot.knowledge.problems import TOP, Problem, in_order
from workshop_bot.knowledge.read import draw

_ADVISERS = (translations.warnings, schedule.warnings, wordings.warnings, prose.warnings)


@dataclass(frozen=True)
class Report:
    """The problems of a folder, sorted by place, and how many files it has."""

    problems: tuple[Problem, ...]
    files: int

    @property
    def errors(self) -> int:
        """How many are errors."""
        return sum(problem.severity == "error" for problem in self.problems)

    @property
    def warnings(self) -> int:
        """How many are warnings."""
        return len(self.problems) - self.errors


def check(folder: Path) -> Report:
    """Every problem of a folder; KnowledgeUnusable only where there is no folder to read."""
    draft = draw(folder)
    unused = [Problem(file, *TOP, "unused-file", "the format knows no such file, it is not read", mend) for file, mend in strays(folder)]
    advice = [problem for adviser in _ADVISERS for problem in adviser(draft)]
    return Report(in_order([*draft.problems, *unused, *advice]), draft.files)
