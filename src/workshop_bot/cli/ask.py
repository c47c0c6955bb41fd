"""`workshop-bot ask`: one question, a prompt, or a batch; as text, as JSON, or with the reasons."""

import json
import os
import sys
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from workshop_bot import clock
from workshop_bot.cli import knowledge_folder, typed_moment
from workshop_bot.cli.terminal import paint, wrap
from workshop_bot.errors import UnusableInput
from workshop_bot.texts.typed import number

if TYPE_CHECKING:
    from workshop_bot.answers import Answer, Ready

LONGEST = 4096
"""Letters of a question that are read, as in a Telegram message."""
_MEANT = 'a line is a question, or {"question": "…"} with "language" and "now" if any, all of them text'
_ONE_LINE = {ord(end): f"\\u{ord(end):04x}" for end in "\x85\u2028\u2029"}
"""What some readers take for the end of a line, as JSON may write it."""


@click.command(epilog='Example: workshop-bot ask --lang fr "quand commence l’atelier ?"')
@click.argument("question", nargs=-1)
@click.option("--lang", metavar="LANG", help="The language to answer in. Default: the question's own.")
@click.option("--now", "at", metavar="TIME", help='When it is asked, such as "2024-12-03 10:00" in the workshop\'s zone. Default: now.')
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option(
    "--explain", is_flag=True, help="Say why: the words read, the candidates with the parts of their scores, the rule that decided."
)
@click.option("--batch", is_flag=True, help='Read a question, or {"question", "language"?, "now"?}, a line; print one JSON object a line.')
@click.pass_context
def ask(ctx: click.Context, question: tuple[str, ...], lang: str | None, at: str | None, as_json: bool, explain: bool, batch: bool) -> None:
    """Answer a question; without one, open a prompt.

    The answers come from the folder of knowledge; the prompt ends with the input.
    """
    from workshop_bot.answers import answer, chosen
    from workshop_bot.answers.keep import keep, prepared
    from workshop_bot.knowledge.read import usable

    if batch and (question or explain):
        raise UnusableInput("--batch takes its questions from standard input and prints JSON; leave the question and --explain out")
    ready = prepared(usable(knowledge_folder(ctx)))
    ctx.call_on_close(partial(keep, ready))
    _check_language(lang, ready)
    moment = typed_moment(at, ready.knowledge.workshop.zone) if at is not None else None
    if batch:
        for line in sys.stdin.buffer:
            click.echo(json.dumps(_batched(line, ready, lang, moment), ensure_ascii=False).translate(_ONE_LINE))
        return
    shown: Answer | None = None
    for text in (" ".join(question),) if question else _typed(ready, lang):
        now = moment or clock.now()
        reference = _picked(text, shown)
        if shown and reference:
            shown = chosen(reference, text, ready, now, shown.language)
        else:
            context, otherwise = (shown.context, shown.language) if shown else (None, None)
            shown = answer(text[:LONGEST], ready, now, lang, context, otherwise)
        click.echo(json.dumps(_as_json(shown, ready), ensure_ascii=False, indent=2) if as_json else _as_text(shown, ready))
        if explain:
            click.echo(_explained(shown, ready), err=as_json)


def _typed(ready: "Ready", lang: str | None) -> Iterator[str]:
    """The lines typed at the prompt, or piped in; empty ones are passed over."""
    workshop = ready.knowledge.workshop
    language = lang or workshop.default_language
    if sys.stdin.isatty():
        name = workshop.name.pick(language, workshop.default_language)[0]
        welcome = ready.catalogue.say(language, "prompt.welcome", workshop=name, key="Ctrl-Z" if os.name == "nt" else "Ctrl-D")
        click.echo(paint(wrap(welcome), "dim", err=True), err=True)
    while True:
        if sys.stdin.isatty():
            click.echo("\n> ", nl=False, err=True)
        line = sys.stdin.readline()
        if not line:
            return
        if line.strip():
            yield line.strip()


def _picked(text: str, shown: "Answer | None") -> str | None:
    """The reference that a bare number stands for in the list shown last."""
    picked = number(text, 3)
    return shown.listed[picked - 1] if shown and 0 < picked <= len(shown.listed) else None


def _batched(line: bytes, ready: "Ready", lang: str | None, moment: datetime | None) -> dict[str, Any]:
    """One line of a batch, answered; what is wrong with it stands in its place."""
    from workshop_bot.answers import answer

    try:
        text = line.decode("utf-8").strip().removeprefix("\ufeff")
        asked = json.loads(text) if text.startswith("{") else {"question": text}
        strange = asked.keys() - {"question", "language", "now"}
        if not text or strange or not all(isinstance(value, str) for value in asked.values()) or "question" not in asked:
            raise UnusableInput(_MEANT)
        language = asked.get("language", lang)
        _check_language(language, ready)
        at = typed_moment(asked["now"], ready.knowledge.workshop.zone) if "now" in asked else moment or clock.now()
        return _as_json(answer(asked["question"][:LONGEST], ready, at, language), ready)
    except UnusableInput as error:
        return {"error": str(error)}
    except (ValueError, RecursionError):
        return {"error": f"this line is neither UTF-8 text nor a JSON object; {_MEANT}"}


def _check_language(language: str | None, ready: "Ready") -> None:
    languages = ready.knowledge.workshop.languages
    if language is not None and language not in languages:
        raise UnusableInput(f'the workshop does not speak "{language}"; it speaks {", ".join(languages)}')


def _as_json(answered: "Answer", ready: "Ready") -> dict[str, Any]:
    from workshop_bot.texts.markup import plain

    language = answered.language
    sources = (
        {
            "id": source.id,
            "title": source.title.pick(language, ready.knowledge.workshop.default_language)[0],
            "url": source.url,
            "date": source.date and source.date.isoformat(),
        }
        for source in answered.sources
    )
    return {
        "question": answered.question,
        "language": language,
        "outcome": answered.outcome,
        "entry": answered.entry,
        "score": answered.score,
        "text": plain(_whole(answered)),
        "sources": [{key: value for key, value in source.items() if value is not None} for source in sources],
        "candidates": [{"entry": one.entry, "label": one.label, "score": one.score} for one in answered.candidates],
    }


def _as_text(answered: "Answer", ready: "Ready") -> str:
    """The answer first, then detail; choices with numbers; the source last."""
    from workshop_bot.texts.markup import plain

    first, *rest = plain(_whole(answered)).split("\n")
    lines = [paint(wrap(first), "bold"), *([wrap("\n".join(rest))] if rest else [])]
    if answered.outcome not in ("answer", "unpublished"):
        lines += [wrap(f"  {number}  {one.label}") for number, one in enumerate(answered.candidates, 1)]
    if answered.sources:
        language = answered.language
        titles = ", ".join(source.title.pick(language, ready.knowledge.workshop.default_language)[0] for source in answered.sources)
        lines.append(paint(wrap(ready.catalogue.say(language, "ask.source", sources=titles, count=len(answered.sources))), "dim"))
    return "\n".join(lines)


def _whole(answered: "Answer") -> str:
    """All of the answer: nobody can tap a button for the organisers here."""
    return "\n\n".join(filter(None, (answered.text, answered.where_to_ask)))


def _explained(answered: "Answer", ready: "Ready") -> str:
    """How the answer came about: what was read, what was near and why, which rule decided."""
    from workshop_bot.matching.decide import BEST_IS_RIGHT, RIGHT_IS_NEAR
    from workshop_bot.matching.retrieve import BAGS

    case, judged = answered.case, answered.judgement
    rule = f"rule       {judged.rule} → {judged.outcome} {judged.entry or ''}".rstrip()
    if case is None:
        return f"\n{rule}"
    evidence = case.ranking.evidence
    lines = ["", f"words      {' '.join(case.ranking.words)}"]
    for one in case.ranking.scored[:5]:
        parts = " + ".join(f"{bag} {part:.2f}" for bag, part in zip(BAGS, one.parts, strict=True))
        lines.append(f"candidate  {one.score:5.2f}  {ready.index.entries[one.entry]} = {parts}")
    lines.append(f"evidence   score {evidence.score:.2f}, lead {evidence.margin:.2f}, coverage {evidence.coverage:.2f}")
    lines.append(f"chances    the best is right {BEST_IS_RIGHT.of(evidence):.2f}, the right one is near {RIGHT_IS_NEAR.of(evidence):.2f}")
    if case.request:
        lines.append(f"programme  {case.request.reference}, explains {case.request.coverage:.2f} of the question")
    return "\n".join([*lines, rule])
