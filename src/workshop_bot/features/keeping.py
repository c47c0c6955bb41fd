"""An answer that an organiser gave becomes an entry of the folder, so that whoever asks next is answered at once.

    below a sent answer: keep:open:ANSWER ─> as it would be ─┬─ sure ─> a row ─ serving writes it ─> every organiser hears ─ undo
      tick:QUESTION · fill:ENTRY · new · in:LANGUAGE · typed ─┘  back

The steps after the first are keep:STEP:KEPT. All is made of the folder in force as the store has it; a handler touches no file.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workshop_bot.answers import proposal
from workshop_bot.answers.proposal import Wording
from workshop_bot.delivery.dialogue import expect
from workshop_bot.delivery.rows import in_rows
from workshop_bot.delivery.turn import Button, Edit, Keyboard, Occasion, Reply, Say, Turn
from workshop_bot.knowledge.cuts import NotWritable
from workshop_bot.knowledge.edits import to_json
from workshop_bot.knowledge.keeping import TESTS, as_file, filled, with_entry
from workshop_bot.knowledge.model import LONGEST_LABEL, Entry
from workshop_bot.knowledge.style import Written
from workshop_bot.knowledge.write import clean, id_from
from workshop_bot.serving import KEPT, SHORT
from workshop_bot.store import folders, kept, questions
from workshop_bot.store.kept import Kept
from workshop_bot.texts.languages import name
from workshop_bot.texts.markup import Rendered, render, together
from workshop_bot.texts.masking import mask
from workshop_bot.texts.split import brief
from workshop_bot.texts.typed import number

ACT = KEPT
NUMBERS = 5
"""Numbers in a row of buttons."""
FILL_LABEL = 14
"""Letters of a label in the button that fills its entry."""
_IN_LANGUAGE = re.compile(r"([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})?)\s?[:\uff1a]\s*(.+)", re.DOTALL)


@dataclass(frozen=True)
class _Draft:
    """What would be kept: a new entry, or the answer of one that has none (`fills`)."""

    row: Kept
    entry: Written
    wordings: tuple[Wording, ...]
    ticked: tuple[Wording, ...]
    left_out: int
    near: tuple[str, ...]
    fills: Entry | None


def tapped(turn: Turn) -> Sequence[Reply]:
    """A button of these messages."""
    step, _, rest = turn.argument.partition(":")
    named, _, about = rest.partition(":")
    known = number(named)
    if step == "open":
        return [_open(turn, known)]
    row = kept.find(turn.connection, known)
    if row is None or (row.person != turn.incoming.person and step != "undo"):
        return [turn.show(turn.say("keeping.gone"))]
    if step == "undo":
        return [_unwanted(turn, row)]
    if row.state != "draft":
        return [turn.show(turn.say("keeping.already", entry=row.entry) if row.state == "written" else turn.say("keeping.gone"))]
    if step == "back":
        expect(turn)
        again = Button(turn.say("keeping.keep-it"), f"keep:open:{row.answer}")
        return [turn.show(turn.say("keeping.left"), ((again,),))]
    if step == "in" and about in turn.ready.knowledge.workshop.languages:
        _listen(turn, row, about)
        back = Button(turn.say("keeping.back"), f"keep:show:{row.id}")
        return [turn.show(turn.say("keeping.which", language=name(about, turn.language)), ((back,),))]
    if step == "sure":
        return [_wanted(turn, row, about)]
    if step == "tick" and about.isdecimal():
        _tick(turn, row, int(about))
    elif step in ("fill", "new"):
        kept.choose(turn.connection, row.id, fills=about if step == "fill" else "")
    return [_preview(turn, row.id)]


def typed(turn: Turn, about: str) -> Sequence[Reply] | None:
    """What is typed below a preview: its label, the number of a wording, or its answer in a language that is named or was asked for."""
    named, _, wanted = about.partition(":")
    row = kept.find(turn.connection, number(named))
    if row is None or row.state != "draft" or row.person != turn.incoming.person:
        return None
    text = clean(turn.argument)
    told = _IN_LANGUAGE.fullmatch(text)
    language = told[1].lower() if told and told[1].lower() in turn.ready.knowledge.workshop.languages else wanted
    if language:
        said = clean(told[2]) if told and told[1].lower() == language else text
        kept.choose(turn.connection, row.id, texts={**row.choices.get("texts", {}), language: said})
    elif wording := _numbered(turn, row, text):
        _tick(turn, row, wording)
    elif not text or "\n" in text or len(text) > LONGEST_LABEL:
        _listen(turn, row, "")
        return [turn.show(turn.say("keeping.long", count=LONGEST_LABEL))]
    else:
        kept.choose(turn.connection, row.id, label=text)
    return [_preview(turn, row.id)]


def word(occasion: Occasion) -> Say | str:
    """What became of it: to every organiser that an entry is in force or out again, to who wanted it why it is not."""
    data = json.loads(occasion.data)
    row = kept.find(occasion.connection, data["kept"])
    if row is None:
        return "it was erased"
    buttons: Keyboard = ()
    if "why" in data:
        text = together(render(occasion.say(f"keeping.why-{data['why']}")), *_if(data["detail"]), between=" ")
        if row.state == "draft":
            buttons = ((Button(occasion.say("keeping.look-again"), f"keep:open:{row.answer}"),),)
    else:
        said = "kept" if data["state"] == "written" else "undone"
        text = render(occasion.say(f"keeping.{said}", entry=row.entry))
        if data["lent"] and said == "kept":
            text = together(text, render(occasion.say("keeping.lent")), between="\n\n")
        if said == "kept" and row.state == "written":
            buttons = ((Button(occasion.say("keeping.undo"), f"keep:undo:{row.id}"),),)
    return Say(occasion.chat.chat, text, buttons)


def _open(turn: Turn, answer: int) -> Say | Edit:
    """An answer that was sent, as the entry that it would be."""
    given = questions.given(turn.connection, answer)
    if given is None or not given.sent:
        return turn.show(turn.say("keeping.gone"))
    if before := kept.of_answer(turn.connection, answer):
        undo = Button(turn.say("keeping.undo"), f"keep:undo:{before.id}")
        return turn.show(turn.say("keeping.already", entry=before.entry), ((undo,),) if before.state == "written" else ())
    if turn.aside:
        return turn.show(turn.say("keeping.why-aside"))
    return _preview(turn, kept.begin(turn.connection, turn.incoming.person, answer, turn.now).id)


def _wanted(turn: Turn, row: Kept, digest: str) -> Say | Edit:
    """It is to be written, if the folder is what it was when it was shown; serving does it."""
    if before := kept.of_answer(turn.connection, row.answer):
        return turn.show(turn.say("keeping.already", entry=before.entry))
    if turn.aside:
        return turn.show(turn.say("keeping.why-aside"))
    draft = _draft(turn, row)
    if draft is None:
        return turn.show(turn.say("keeping.gone"))
    stale = digest != turn.ready.knowledge.digest[:SHORT]
    if stale or not (draft.fills or draft.entry["label"]):
        return _preview(turn, row.id, stale)
    try:
        files = folders.kept(turn.connection) or {}
        name_, answer = draft.entry["id"], draft.entry["answer"]
        do, undo = filled(files, name_, answer) if draft.fills else with_entry(files, draft.entry, _test(turn, draft))
    except NotWritable:
        shown = Rendered(as_file(draft.entry), ())
        return turn.show(together(render(turn.say("keeping.why-form")), shown, between="\n\n"))
    kept.change(turn.connection, row.id, state="wanted", entry=name_, edits=to_json(do), undo=to_json(undo))
    expect(turn)
    return turn.show(turn.say("keeping.writing"))


def _unwanted(turn: Turn, row: Kept) -> Say | Edit:
    if row.state != "written":
        return turn.show(turn.say("keeping.gone"))
    if turn.aside:
        return turn.show(turn.say("keeping.why-aside"))
    kept.change(turn.connection, row.id, state="unwanted", edits=row.undo)
    return turn.show(turn.say("keeping.unwriting"))


def _draft(turn: Turn, row: Kept) -> _Draft | None:
    """All that it would be, by what was chosen until now; None where the answer is gone."""
    given = questions.given(turn.connection, row.answer)
    if given is None:
        return None
    knowledge, chosen = turn.ready.knowledge, row.choices
    languages = knowledge.workshop.languages
    asked = [one for one in questions.some(turn.connection, given.questions) if one.state == "answered"]
    plain = [(one.id, one.language, one.text) for one in asked if not one.masked and mask(one.text) == one.text]
    offered = proposal.wordings(plain, languages)
    long = len(plain) - len([one for one in plain if len(one[2]) <= proposal.LONGEST])
    ticked = tuple(one for one in offered if one.question not in chosen.get("without", ()))
    near = tuple(proposal.near((one.text for one in offered), turn.ready, turn.now.astimezone(knowledge.workshop.zone)))
    answer = {code: clean(text) for code, text in {**given.texts, **chosen.get("texts", {})}.items() if clean(text)}
    label: str | Mapping[str, str] = chosen.get("label") or proposal.labels(ticked)
    waiting = knowledge.items.get(chosen.get("fills", ""))
    fills = waiting if isinstance(waiting, Entry) and waiting.unpublished else None
    words = label if isinstance(label, str) else next(iter(label.values()), "")
    new = id_from(words, lambda taken: f"faq:{taken}" in knowledge.items)
    entry = proposal.entry(fills.id if fills else new, label, ticked, answer, languages)
    return _Draft(row, entry, offered, ticked, len(asked) - len(plain) + long, near, fills)


def _numbered(turn: Turn, row: Kept, text: str) -> int:
    """The question of the wording that a bare number means; 0 where it means none."""
    draft, place = _draft(turn, row), number(text, 3)
    return draft.wordings[place - 1].question if draft and not draft.fills and 0 < place <= len(draft.wordings) else 0


def _tick(turn: Turn, row: Kept, question: int) -> None:
    """The wording of a question is taken out, or put in again."""
    kept.choose(turn.connection, row.id, without=sorted({*row.choices.get("without", ())} ^ {question}))


def _test(turn: Turn, draft: _Draft) -> Written | None:
    """The question of the folder's own that comes with a new entry, where the folder has such questions."""
    if draft.fills or not draft.ticked or TESTS not in (folders.kept(turn.connection) or {}):
        return None
    first = draft.ticked[0]
    return {"ask": first.text, "expect": f"faq:{draft.entry['id']}", "language": first.language}


def _preview(turn: Turn, number: int, stale: bool = False) -> Say | Edit:
    """The entry as it would be, what it lacks, and what is near to it."""
    row = kept.find(turn.connection, number)
    draft = _draft(turn, row) if row else None
    if row is None or draft is None:
        return turn.show(turn.say("keeping.gone"))
    _listen(turn, row, "")
    languages = turn.ready.knowledge.workshop.languages
    missing = [code for code in languages if code not in draft.entry["answer"]]
    parts = [render(turn.say("keeping.stale"))] if stale else []
    if draft.fills:
        parts.append(_plain(turn, "keeping.fill-preview", "label", _label(turn, draft.fills)))
    else:
        parts += [render(turn.say("keeping.preview")), *_named(turn, draft), *_asked(turn, draft)]
    for code, text in draft.entry["answer"].items():
        head = render(turn.say("keeping.answer", language=name(code, turn.language)))
        parts.append(together(head, render(text), between="\n"))
    if missing:
        parts.append(render(turn.say("keeping.missing", languages=", ".join(name(code, turn.language) for code in missing))))
    if not draft.fills:
        parts.append(_nearest(turn, draft))
    if test := _test(turn, draft):
        parts.append(_plain(turn, "keeping.test", "question", test["ask"]))
    code = (missing or list(languages))[0]
    parts.append(render(turn.say("keeping.hint-answer" if draft.fills else "keeping.hint", code=code)))
    return turn.show(together(*parts, between="\n\n"), _choices(turn, draft, missing))


def _named(turn: Turn, draft: _Draft) -> list[Rendered]:
    label = draft.entry["label"]
    if not label:
        return [render(turn.say("keeping.no-label", count=LONGEST_LABEL))]
    words = [label] if isinstance(label, str) else list(label.values())
    return [Rendered(f"{turn.say('keeping.label')} {' · '.join(words)} (faq:{draft.entry['id']})", ())]


def _asked(turn: Turn, draft: _Draft) -> list[Rendered]:
    """The wordings with what is ticked, and how many are not offered."""
    lines = [f"{place}. {'✓' if one in draft.ticked else '–'} {one.text}" for place, one in enumerate(draft.wordings, 1)]
    out = [render(turn.say("keeping.left-out", count=draft.left_out))] if draft.left_out else []
    if not lines:
        return [render(turn.say("keeping.no-wordings")), *out]
    return [together(render(turn.say("keeping.wordings")), Rendered("\n".join(lines), ()), between="\n"), *out]


def _nearest(turn: Turn, draft: _Draft) -> Rendered:
    items = (turn.ready.knowledge.items[reference] for reference in draft.near)
    labels = "; ".join(_label(turn, item) for item in items if isinstance(item, Entry))
    return _plain(turn, "keeping.near", "labels", labels) if labels else render(turn.say("keeping.far"))


def _choices(turn: Turn, draft: _Draft, missing: Sequence[str]) -> Keyboard:
    row, known = draft.row, turn.ready.knowledge
    waiting = next((one for reference in draft.near if isinstance(one := known.items[reference], Entry) and one.unpublished), None)
    fill = None if draft.fills else waiting
    sure = f"keep:sure:{row.id}:{known.digest[:SHORT]}"
    rows: list[tuple[Button, ...]] = []
    if fill:  # first: where it still waits, it is what people get who ask, whatever stands beside it
        label = brief(_label(turn, fill), FILL_LABEL)
        rows.append((Button(turn.say("keeping.fill", label=label), f"keep:fill:{row.id}:faq:{fill.id}", style="primary"),))
    if draft.entry["label"] or draft.fills:
        rows.append((Button(turn.say("keeping.keep"), sure, style="" if fill else "primary"),))
    if draft.fills:
        rows.append((Button(turn.say("keeping.new"), f"keep:new:{row.id}"),))
    if not draft.fills:
        ticks = [
            Button(f"{place} ✓" if one in draft.ticked else str(place), f"keep:tick:{row.id}:{one.question}")
            for place, one in enumerate(draft.wordings, 1)
        ]
        rows += in_rows(ticks, NUMBERS)
    rows += [(Button(turn.say("keeping.in", language=name(code, turn.language)), f"keep:in:{row.id}:{code}"),) for code in missing]
    return (*rows, (_back(turn, row),))


def _back(turn: Turn, row: Kept) -> Button:
    return Button(turn.say("keeping.back"), f"keep:back:{row.id}")


def _label(turn: Turn, entry: Entry) -> str:
    return turn.voice.pick(entry.label)


def _plain(turn: Turn, key: str, slot: str, text: str) -> Rendered:
    """The program's words around what somebody typed, in which no mark has a meaning."""
    before, _, after = turn.say(key, **{slot: "\0"}).partition("\0")
    return together(render(before), Rendered(text, ()), render(after))


def _if(text: str) -> list[Rendered]:
    return [Rendered(text, ())] if text else []


def _listen(turn: Turn, row: Kept, language: str) -> None:
    """What is typed next is for this draft, in this language where one was asked for."""
    expect(turn, f"keep:{row.id}:{language}")
