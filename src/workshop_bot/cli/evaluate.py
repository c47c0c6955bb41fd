"""`workshop-bot evaluate`: the folder's regression questions through the matcher, as text or JSON."""

import json
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from workshop_bot import clock
from workshop_bot.cli import knowledge_folder
from workshop_bot.cli.terminal import paint, progress
from workshop_bot.errors import UnusableInput

if TYPE_CHECKING:
    from workshop_bot.answers.evaluate import Asked, Evaluation, Share


@click.command(epilog="Example: workshop-bot evaluate --min 95")
@click.option(
    "--questions", "file", metavar="FILE", type=click.Path(path_type=Path), help="Other questions than the folder's questions.yaml."
)
@click.option("--min", "least", metavar="PERCENT", type=click.FloatRange(0, 100), help="Exit code 1 below this share of right answers.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_context
def evaluate(ctx: click.Context, file: Path | None, least: float | None, as_json: bool) -> None:
    """Measure the answers to the folder's own questions, and say what to add.

    Right by language and by what is expected, what is mistaken for what, which entry lacks wordings in which language.
    """
    from workshop_bot.answers.evaluate import evaluate as judge
    from workshop_bot.answers.evaluate import put
    from workshop_bot.answers.keep import keep, prepared
    from workshop_bot.knowledge.read import questions_of, usable

    ready = prepared(usable(knowledge_folder(ctx)))
    ctx.call_on_close(partial(keep, ready))
    questions = questions_of(file, ready.knowledge) if file else ready.knowledge.questions
    if not questions:
        raise UnusableInput("there are no questions; write some into questions.yaml, or name a file with --questions")
    asked = [one for question in progress(questions, "Asking") for one in put([question], ready, clock.now())]
    evaluation = judge(asked)
    click.echo(json.dumps(_as_json(evaluation), ensure_ascii=False, indent=2) if as_json else _as_text(evaluation))
    ctx.exit(1 if least is not None and evaluation.whole.percent < least else 0)


def _as_text(evaluation: "Evaluation") -> str:
    lines = [paint(_line("all", evaluation.whole), "bold"), ""]
    lines += [_line(language, share) for language, share in evaluation.languages.items()]
    lines += ["", *(_line(kind, share) for kind, share in evaluation.outcomes.items())]
    if evaluation.misses:
        lines += ["", "Not as expected:", *(f"  {_miss(one)}" for one in evaluation.misses)]
    if near := [(one, other, times) for one, other, times in evaluation.confusions if times > 1]:
        lines += ["", "Taken for another more than once; tell them apart by their wordings, or make one of them:"]
        lines += [f"  {one} → {other}, {times} times" for one, other, times in near]
    if evaluation.add:
        lines += ["", "Lacking wordings; add some in the voice of these questions, not the questions themselves:"]
        lines += [f"  {advice.entry} ({advice.language}): {'; '.join(advice.asked)}" for advice in evaluation.add]
    return "\n".join(lines)


def _line(name: str, share: "Share") -> str:
    offered = f", {share.offered} more offered" if share.offered else ""
    return f"{name:<12} {share.percent:5.1f} %  {share.right} of {share.questions} right{offered}"


def _miss(one: "Asked") -> str:
    return f"[{one.language}] {one.question.ask} → {one.came}, not {one.question.expect}"


def _as_json(evaluation: "Evaluation") -> dict[str, Any]:
    whole = evaluation.whole
    return {
        "questions": whole.questions,
        "right": whole.right,
        "percent": whole.percent,
        "languages": {name: _share(share) for name, share in evaluation.languages.items()},
        "outcomes": {name: _share(share) for name, share in evaluation.outcomes.items()},
        "confusions": [{"expected": one, "came": other, "times": times} for one, other, times in evaluation.confusions],
        "add": [{"entry": one.entry, "language": one.language, "asked": list(one.asked), "instead": one.instead} for one in evaluation.add],
    }


def _share(share: "Share") -> dict[str, float]:
    return {"questions": share.questions, "right": share.right, "offered": share.offered, "percent": share.percent}
