"""What organisers do with an announcement that has gone out: correct it where it stands, or withdraw it.

    correct:of:NUMBER ─> text:DRAFT:LANGUAGE ─> typed ─> preview ─┬─ do:DRAFT     edited where it was delivered, without a sound
                                                                  └─ tell:DRAFT   and a line in reply to it
    correct:withdraw:NUMBER ─> sure:NUMBER

A correction is a draft of its own until then, of the audience `correct:NUMBER`; its `corrected` says what the organiser has seen, so that
of two who correct one announcement the second is told.
"""

from collections.abc import Sequence
from dataclasses import replace

from workshop_bot.delivery import announcing
from workshop_bot.delivery.announcing import messages
from workshop_bot.delivery.bulletin import CORRECTS, OUT, reworded
from workshop_bot.delivery.dialogue import expect
from workshop_bot.delivery.panel import languages, state
from workshop_bot.delivery.turn import Button, Keyboard, Reply, Say, Turn
from workshop_bot.delivery.written import rendered_to_json
from workshop_bot.store import announcements
from workshop_bot.store.announcements import Announcement
from workshop_bot.texts.languages import endonym, name
from workshop_bot.texts.markup import render
from workshop_bot.texts.typed import number


def tapped(turn: Turn) -> Sequence[Reply]:
    """A button of these messages."""
    step, _, rest = turn.argument.partition(":")
    named, _, more = rest.partition(":")
    found = announcements.find(turn.connection, number(named))
    if found is None:
        return [turn.show(turn.say("announce.gone"))]
    if step in ("of", "withdraw", "sure"):
        return _of(turn, found, step)
    sent = _sent(turn, found)
    if sent is None or found.person != turn.incoming.person or found.state != "draft":
        return [turn.show(turn.say("announce.gone"))]
    if sent.state not in OUT:
        return [turn.show(state(turn, sent))]
    match step:
        case "text" if more in sent.texts:
            return [_ask(turn, found, more)]
        case "do" | "tell" if found.texts:
            return _corrected(turn, found, sent, tell=step == "tell")
        case "leave":
            _close(turn, found)
            return [turn.show(turn.say("correct.left"))]
    return [_which(turn, found, sent)]


def typed(turn: Turn, about: str) -> Sequence[Reply] | None:
    """The corrected text; a file is told that it cannot take the place of another."""
    named, _, language = about.partition(":")
    draft = announcements.find(turn.connection, number(named))
    if draft is None or draft.person != turn.incoming.person:
        return None
    sent = _sent(turn, draft)
    if sent is None or sent.state not in OUT or draft.state != "draft":
        return [turn.show(state(turn, sent) if sent else turn.say("announce.gone"))]
    if turn.incoming.kind != "text":
        expect(turn, f"correct:{about}")
        return [_below(turn, turn.say("correct.text-only"), ((_leave(turn, draft),),))]
    texts = {**draft.texts, language: rendered_to_json(turn.written)}
    announcements.change(turn.connection, draft.id, "draft", texts=texts)
    return _preview(turn, replace(draft, texts=texts), sent, language)


def _of(turn: Turn, found: Announcement, step: str) -> Sequence[Reply]:
    """An announcement is to be corrected or withdrawn."""
    if found.state not in OUT:
        return [turn.show(state(turn, found))]
    if step == "of":
        draft = announcements.draft(
            turn.connection, turn.incoming.person, turn.now, audience=f"{CORRECTS}{found.id}", corrected=found.corrected
        )
        return [_which(turn, draft, found)]
    if step == "withdraw":
        ask = turn.say("correct.withdraw-ask", count=_delivered(turn, found))
        sure = Button(turn.say("correct.withdraw-sure"), f"correct:sure:{found.id}", style="danger")
        return [_below(turn, ask, ((sure,), (Button(turn.say("programme.back"), f"announce:see:{found.id}"),)))]
    announcements.withdraw(turn.connection, found.id, turn.now)
    return [turn.show(turn.say("correct.withdrawn")), *reworded(turn, found.id)]


def _which(turn: Turn, draft: Announcement, sent: Announcement) -> Say:
    """Which of several texts is corrected; a single one at once."""
    texts = [one for one in languages(turn) if one in sent.texts]
    if len(texts) == 1:
        return _ask(turn, draft, texts[0])
    buttons = tuple((Button(endonym(one), f"correct:text:{draft.id}:{one}"),) for one in texts)
    return _below(turn, turn.say("correct.which-language"), (*buttons, (_leave(turn, draft),)))


def _ask(turn: Turn, draft: Announcement, language: str) -> Say:
    """The corrected text in a language is asked for, in a message of its own: the report stays."""
    expect(turn, f"correct:{draft.id}:{language}")
    return _below(turn, turn.say("correct.which", language=name(language, turn.language)), ((_leave(turn, draft),),))


def _preview(turn: Turn, draft: Announcement, sent: Announcement, language: str) -> Sequence[Reply]:
    """What will stand there, and how it may get there."""
    corrected = replace(sent, texts=announcing.corrected(sent, draft.texts))
    if corrected.texts == sent.texts:
        return [_below(turn, turn.say("correct.same"), ((_again(turn, draft, language), _leave(turn, draft)),))]
    shown = messages(turn.ready, corrected, turn.incoming.chat, language)
    others = [one for one in languages(turn) if one in sent.texts and one not in draft.texts]
    also = [(Button(turn.say("correct.also", language=name(one, turn.language)), f"correct:text:{draft.id}:{one}"),) for one in others]
    tell = Button(turn.say("correct.tell"), f"correct:tell:{draft.id}", style="primary")
    do = Button(turn.say("correct.do"), f"correct:do:{draft.id}")
    buttons = ((tell,), (do,), *also, (_again(turn, draft, language), _leave(turn, draft)))
    ask = _below(turn, turn.say("correct.ask", count=_delivered(turn, sent)), buttons)
    return [_below(turn, turn.say("correct.preview")), *shown, ask]


def _corrected(turn: Turn, draft: Announcement, sent: Announcement, tell: bool) -> Sequence[Reply]:
    """The correction goes out, unless another organiser's has since the draft was begun."""
    _close(turn, draft)
    if not announcing.correct(turn.connection, turn.ready, sent.id, draft.texts, draft.corrected, turn.now, tell):
        see = Button(turn.say("announce.see"), f"announce:see:{sent.id}")
        return [turn.show(turn.say("correct.changed"), ((see,),))]
    return [turn.show(turn.say("correct.done", count=_delivered(turn, sent))), *reworded(turn, sent.id)]


def _sent(turn: Turn, draft: Announcement) -> Announcement | None:
    """What a correction is of."""
    return (
        announcements.find(turn.connection, number(draft.audience.removeprefix(CORRECTS))) if draft.audience.startswith(CORRECTS) else None
    )


def _delivered(turn: Turn, sent: Announcement) -> int:
    """To how many chats it has come."""
    return announcements.progress(turn.connection, sent.id, turn.now).sent


def _close(turn: Turn, draft: Announcement) -> None:
    announcements.change(turn.connection, draft.id, "draft", state="dropped")
    expect(turn)


def _again(turn: Turn, draft: Announcement, language: str) -> Button:
    return Button(turn.say("correct.again"), f"correct:text:{draft.id}:{language}")


def _leave(turn: Turn, draft: Announcement) -> Button:
    return Button(turn.say("questions.cancel"), f"correct:leave:{draft.id}")


def _below(turn: Turn, text: str, buttons: Keyboard = ()) -> Say:
    return Say(turn.incoming.chat, render(text), buttons)
