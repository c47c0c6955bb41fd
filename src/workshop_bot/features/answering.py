"""What organisers do with the questions that wait: answer all that are alike at once, put them off, say that they are not theirs to answer.

    /inbox ─> groups, oldest first ─> inbox:open ─┬─ answer, alone ─> typed ─> preview ─> send ─> each who asked, in reply to their question
    a copy (a reply to it is an answer) ──────────┼─ later                       └─ also:LANGUAGE ─> typed
                                                  └─ not ─> refuse

The steps before the preview name a question, inbox:STEP:QUESTION, and mean its group; those after it an answer, inbox:STEP:ANSWER.
"""

from collections.abc import Sequence
from dataclasses import replace

from workshop_bot.delivery.dialogue import expect, listed, numbered
from workshop_bot.delivery.organisers import mark, role
from workshop_bot.delivery.rows import in_rows
from workshop_bot.delivery.turn import Button, Edit, Reply, Say, Turn
from workshop_bot.matching import alike
from workshop_bot.programme.card import joined
from workshop_bot.store import questions, slots
from workshop_bot.store.questions import Given, Question
from workshop_bot.texts import dates
from workshop_bot.texts.languages import detect, name
from workshop_bot.texts.markup import Rendered, render, together
from workshop_bot.texts.split import brief
from workshop_bot.texts.typed import number

SHOWN, NUMBERS = 10, 5
"""Groups in a list; numbers in a row of buttons."""
SHORT = 120
"""Letters of a question in a list."""


def inbox(turn: Turn) -> Sequence[Reply]:
    """`/inbox`: the questions that wait, alike ones together."""
    return [_list(turn)]


def tapped(turn: Turn) -> Sequence[Reply]:
    """A button of these messages."""
    step, _, rest = turn.argument.partition(":")
    named, _, about = rest.partition(":")
    known = number(named)
    if step == "list":
        return [_list(turn)]
    if step in ("send", "sure", "again", "also", "leave"):
        answer = questions.given(turn.connection, known)
        if answer is None or answer.person != turn.incoming.person or answer.sent:
            return [turn.show(turn.say("answering.gone"))]
        return _answered(turn, answer, step, about)
    group = questions.some(turn.connection, [known]) if step in ("one", "alone") else _group(turn, known)
    if not group:
        return [turn.show(turn.say("answering.gone"))]
    return _dealt(turn, group, step)


def chosen(turn: Turn) -> Sequence[Reply]:
    """What a bare number opens of the last list, where that is one of these; nothing where it is another."""
    route, _, opens = numbered(turn, turn.argument).partition(":")
    return tapped(replace(turn, argument=opens)) if route == "inbox" and not turn.incoming.forwarded and role(turn) else ()


def replied(turn: Turn) -> Sequence[Reply] | None:
    """A reply to the copy of a question is an answer to it; None where it is none."""
    incoming = turn.incoming
    if not (incoming.private and incoming.replies_to and not incoming.forwarded and role(turn)):
        return None
    slot = slots.name(turn.connection, incoming.chat, incoming.replies_to, questions.SLOTS)
    group = _group(turn, int(slot.removeprefix(questions.SLOTS))) if slot else []
    if not group:
        return None
    answer = questions.begin(turn.connection, incoming.person, [one.id for one in group], turn.now)
    return _typed(turn, answer, "")


def typed(turn: Turn, about: str) -> Sequence[Reply] | None:
    """What is typed while an answer is asked for."""
    named, _, language = about.partition(":")
    answer = questions.given(turn.connection, number(named))
    if answer is None or answer.sent or answer.person != turn.incoming.person:
        return None
    return _typed(turn, answer, language) if _addressed(turn, answer) else [_gone(turn)]


def _groups(turn: Turn) -> list[list[Question]]:
    """The open questions that are alike, the group of the oldest first."""
    waiting = questions.waiting(turn.connection)
    knowledge = turn.ready.knowledge
    texts = [one.text for one in waiting]
    places = alike.groups(texts, turn.ready.index, knowledge.synonyms, knowledge.workshop.languages) if texts else []
    return [[waiting[place] for place in group] for group in places]


def _group(turn: Turn, number: int) -> list[Question]:
    """The open questions that are like this one, itself first; itself alone where it was dealt with; none where it is no more."""
    found = questions.some(turn.connection, [number])
    group = next((group for group in _groups(turn) if number in [one.id for one in group]), found)
    return sorted(group, key=lambda one: one.id != number) if found and found[0].state in ("open", "answered") else []


def _list(turn: Turn) -> Say | Edit:
    groups = _groups(turn)
    if not groups:
        return turn.show(turn.say("answering.none"))
    lines = [render(turn.say("answering.list", count=sum(map(len, groups))))]
    buttons: list[Button] = []
    for place, group in enumerate(groups[:SHOWN], 1):
        lines.append(together(Rendered(f"{place}. {brief(group[0].text, SHORT)}", ()), render(_askers(turn, group)), between="\n"))
        buttons.append(Button(str(place), f"inbox:open:{group[0].id}"))
    listed(turn, [button.data for button in buttons])
    if len(groups) > SHOWN:
        lines.append(render(turn.say("answering.more", count=len(groups) - SHOWN)))
    return turn.show(together(*lines, between="\n\n"), in_rows(buttons, NUMBERS))


def _askers(turn: Turn, group: Sequence[Question]) -> str:
    """How many ask, and since when."""
    since = min(one.asked for one in group).astimezone(turn.ready.knowledge.workshop.zone)
    when = f"{dates.short(turn.language, since.date())} {dates.hours(turn.language, since)}"
    return turn.say("answering.asked", count=len({one.chat for one in group}), since=when)


def _dealt(turn: Turn, group: Sequence[Question], step: str) -> Sequence[Reply]:
    """One step with questions that wait."""
    ids = [one.id for one in group]
    waiting = [one for one in group if one.state == "open"]
    if step in ("answer", "alone"):
        answer = questions.begin(turn.connection, turn.incoming.person, ids, turn.now)
        return [_ask(turn, answer, "")]
    if not waiting:
        return [turn.show(_said_already(turn, group) or turn.say("answering.gone"))]
    if step == "later":
        questions.change(turn.connection, ids, later=turn.now)
        return [turn.show(turn.say("answering.put-off"), ((_to_list(turn),),))]
    if step == "not":
        return [_surely_not(turn, waiting, ids[0])]
    if step == "refuse":
        return _refused(turn, waiting)
    return [_open(turn, group, alone=step == "one")]


def _surely_not(turn: Turn, waiting: Sequence[Question], first: int) -> Say | Edit:
    """Whether these are not to be answered."""
    ask = render(turn.say("answering.refuse-ask", count=len({one.chat for one in waiting})))
    sure = Button(turn.say("answering.refuse-sure"), f"inbox:refuse:{first}")
    back = Button(turn.say("programme.back"), f"inbox:open:{first}")
    return turn.show(together(ask, *_texts(waiting), between="\n\n"), ((sure,), (back,)))


def _refused(turn: Turn, waiting: Sequence[Question]) -> Sequence[Reply]:
    """Whoever asked hears that it is not for the organisers to answer."""
    questions.change(turn.connection, [one.id for one in waiting], state="refused")
    done = turn.show(turn.say("answering.refused", count=len({one.chat for one in waiting})), ((_to_list(turn),),))
    told = [Say(one.chat, render(turn.ready.catalogue.say(one.language, "questions.refused")), replies_to=one.message) for one in waiting]
    return [done, *told, *mark(turn, waiting, "questions.was-refused", person=turn.incoming.person)]


def _open(turn: Turn, group: Sequence[Question], alone: bool) -> Say | Edit:
    """A group in full; where several are alike, one of them can be chosen alone."""
    first = group[0].id
    heads = [render(_askers(turn, group)), *_texts(group)]
    answer = Button(
        turn.say("answering.answer-all" if len(group) > 1 else "answering.answer"), f"inbox:{'alone' if alone else 'answer'}:{first}"
    )
    others = [Button(turn.say(f"answering.{words}"), f"inbox:{step}:{first}") for step, words in (("later", "later"), ("not", "refuse"))]
    if len(group) > 1:
        heads.append(render(turn.say("answering.alone")))
    numbers = [Button(str(place), f"inbox:one:{one.id}") for place, one in enumerate(group, 1)] if len(group) > 1 else []
    if numbers:  # else the list stays open from which it was chosen
        listed(turn, [button.data for button in numbers])
    below = () if alone else (tuple(others),)
    return turn.show(together(*heads, between="\n\n"), ((answer,), *below, *in_rows(numbers, NUMBERS), (_to_list(turn),)))


def _ask(turn: Turn, answer: Given, language: str) -> Say | Edit:
    """The words of an answer are asked for."""
    expect(turn, f"inbox:{answer.id}:{language}")
    group = questions.some(turn.connection, answer.questions)
    which = turn.say("answering.which-in", language=name(language, turn.language)) if language else turn.say("answering.which")
    leave = Button(turn.say("questions.cancel"), f"inbox:leave:{answer.id}")
    return turn.show(together(render(joined(_said_already(turn, group), which)), *_texts(group), between="\n\n"), ((leave,),))


def _typed(turn: Turn, answer: Given, language: str) -> Sequence[Reply]:
    """The words are taken down, in the language that they were asked for in, else in their own."""
    text = turn.argument
    language = language or detect(text, turn.ready.knowledge.workshop.languages) or turn.language
    questions.type_(turn.connection, answer.id, {**answer.texts, language: text})
    written = questions.given(turn.connection, answer.id)
    assert written
    return [_preview(turn, written)]


def _preview(turn: Turn, answer: Given) -> Say | Edit:
    """What each who asked will get, and in which language it is still wanted."""
    group = _addressed(turn, answer)
    spoken = list(dict.fromkeys(one.language for one in group))
    parts = [
        render(joined(_said_already(turn, group), turn.say("answering.preview", count=len({one.chat for one in group})))),
        *_texts(group),
    ]
    for language, text in answer.texts.items():
        head = turn.ready.catalogue.say(language, "questions.answer")
        parts.append(together(render(head), Rendered(text, ()), between="\n\n"))
    sure = "sure" if _answer_of(turn, group) else "send"
    send = Button(turn.say("answering.send-anyway" if sure == "sure" else "questions.send"), f"inbox:{sure}:{answer.id}")
    also = [
        (Button(turn.say("answering.also", language=name(one, turn.language)), f"inbox:also:{answer.id}:{one}"),)
        for one in spoken
        if one not in answer.texts
    ]
    again = Button(turn.say("answering.again"), f"inbox:again:{answer.id}")
    leave = Button(turn.say("questions.cancel"), f"inbox:leave:{answer.id}")
    return turn.show(together(*parts, between="\n\n"), ((send,), *also, (again, leave)))


def _answered(turn: Turn, answer: Given, step: str, about: str) -> Sequence[Reply]:
    """One step with an answer that is not sent yet."""
    group = _addressed(turn, answer)
    if step == "leave":
        expect(turn)
        return [turn.show(turn.say("answering.left"), ((_to_list(turn),),))]
    if not group:
        return [_gone(turn)]
    if step == "again":
        questions.type_(turn.connection, answer.id, {})
        emptied = questions.given(turn.connection, answer.id)
        assert emptied
        return [_ask(turn, emptied, "")]
    if step == "also":
        return [_ask(turn, answer, about if about in turn.ready.knowledge.workshop.languages else "")]
    if not answer.texts:
        return [_ask(turn, answer, "")]
    if step == "send" and _answer_of(turn, group):
        return [_preview(turn, answer)]  # somebody has answered since it was shown
    questions.send(turn.connection, answer, [one.id for one in group], turn.now)
    expect(turn)
    keep = Button(turn.say("keeping.keep-it"), f"keep:open:{answer.id}")
    done = turn.show(turn.say("answering.sent", count=len({one.chat for one in group})), ((keep,), (_to_list(turn),)))
    told = [_delivered(turn, one, answer) for one in group]
    return [done, *told, *mark(turn, group, "questions.was-answered", person=turn.incoming.person)]


def _delivered(turn: Turn, question: Question, answer: Given) -> Say:
    """The answer to one who asked: marked as the organisers', in their language where a human gave one."""
    text = answer.texts.get(question.language) or next(iter(answer.texts.values()))
    head = render(turn.ready.catalogue.say(question.language, "questions.answer"))
    return Say(question.chat, together(head, Rendered(text, ()), between="\n\n"), replies_to=question.message)


def _addressed(turn: Turn, answer: Given) -> list[Question]:
    """Those of the questions that can still be answered: not taken back, not refused."""
    return [one for one in questions.some(turn.connection, answer.questions) if one.state in ("open", "answered")]


def _answer_of(turn: Turn, group: Sequence[Question]) -> Given | None:
    """What was answered to one of these before."""
    found = (questions.given(turn.connection, one.answer) for one in group if one.answer)
    return next((one for one in found if one), None)


def _gone(turn: Turn) -> Say | Edit:
    """Nobody is left to be answered."""
    return turn.show(turn.say("answering.gone"), ((_to_list(turn),),))


def _said_already(turn: Turn, group: Sequence[Question]) -> str:
    """That somebody has answered already, or nothing."""
    before = _answer_of(turn, group)
    return turn.say("answering.already", person=before.person) if before else ""


def _texts(group: Sequence[Question]) -> list[Rendered]:
    """Questions in full, numbered where they are several, each with the name of who wants it seen."""
    numbers = [f"{place}. " for place in range(1, len(group) + 1)] if len(group) > 1 else [""]
    return [Rendered(f"{number}{one.text}{f' ({one.name})' if one.name else ''}", ()) for number, one in zip(numbers, group, strict=True)]


def _to_list(turn: Turn) -> Button:
    return Button(turn.say("answering.to-list"), "inbox:list")
