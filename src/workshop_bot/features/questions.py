"""What people ask the organisers: shown as it will be sent, sent without a name, taken back; who waits for a day is told so.

    /organisers [words] · *Ask the organisers* ─> masked ─> preview ─> relay:send ─> a silent copy to each organiser ─> answering
                                                  relay:name · relay:bare · relay:cancel    relay:back takes it back

Each is relay:STEP:QUESTION, and only the chat that asked can take it.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection

from workshop_bot.answers import Ready
from workshop_bot.answers.wording import contacts
from workshop_bot.delivery.dialogue import expect
from workshop_bot.delivery.organisers import heard, mark, reachable
from workshop_bot.delivery.outbox import put_off
from workshop_bot.delivery.turn import Button, Edit, Keyboard, Occasion, Reply, Say, Tick, Turn, spoken
from workshop_bot.programme.quiet import quiet_until
from workshop_bot.store import chats, meta, questions
from workshop_bot.store.questions import Question
from workshop_bot.texts.markup import Rendered, render, together
from workshop_bot.texts.masking import mask
from workshop_bot.texts.typed import number
from workshop_bot.texts.zones import own

MOST = 5
"""Open questions of one person; above so many that wait, organisers get a digest."""
LONGEST = 1000
"""Characters of a question."""
PATIENCE = timedelta(days=1)
"""After so long the person is told that it still waits."""
DIGEST = timedelta(hours=1)
"""A new digest comes no sooner than so long after the last; and so long a question that was taken back counts among the five."""
SOME = 500
"""So many are dealt with at a time, so that answers go between."""
DIGESTED = "questions.digest"
"""What the store remembers of the digests: the moment of the last."""


def organisers(turn: Turn) -> Sequence[Reply]:
    """`/organisers`: what stands after it is shown as it will be sent; without words they are asked for, with what waits already."""
    if turn.argument:
        return _drafted(turn, turn.argument, turn.incoming.message)
    if not heard(turn.connection, turn.owners):
        return [turn.show(_contacts(turn))]
    return [*_asked(turn), *(_mine(turn, one) for one in questions.waiting(turn.connection, turn.chat.chat))]


def reach(turn: Turn, question: str, message: int | None) -> Sequence[Reply]:
    """*Ask the organisers*, below an answer: with the question that was answered, where it is known."""
    return _drafted(turn, question, message) if question else _asked(turn)


def typed(turn: Turn, about: str) -> Sequence[Reply] | None:
    """What is typed while a question is asked for."""
    return _drafted(turn, turn.argument, turn.incoming.message)


def tapped(turn: Turn) -> Sequence[Reply]:
    """A button below a preview, or below what was sent."""
    step, _, named = turn.argument.partition(":")
    question = questions.find(turn.connection, number(named))
    if question is None or question.chat != turn.incoming.chat:
        return [turn.show(turn.say("questions.gone"))]
    if step == "back":
        return _taken_back(turn, question)
    if question.state != "draft":
        return [turn.show(turn.say("questions.gone"))]
    if step == "send":
        return _sent(turn, question)
    if step in ("name", "bare"):
        questions.change(turn.connection, [question.id], name=turn.incoming.name if step == "name" else "")
        return [_preview(turn, questions.some(turn.connection, [question.id])[0])]
    questions.drop(turn.connection, question.id)
    return [turn.show(turn.say("questions.cancelled"))]


def remember(connection: Connection, ready: Ready, now: datetime) -> int:
    """Whose question has waited for a day is told so, once, outside quiet hours; how many were dealt with."""
    found = questions.still_waiting(connection, now, SOME)
    for one in found:
        chat = chats.find(connection, one.chat)
        until = quiet_until(chat.quiet, own(chat.zone, ready.knowledge.workshop.zone), now) if chat else None
        if until is None:
            put_off(connection, one.chat, "waits", str(one.id), now, now + PATIENCE)
        questions.change(connection, [one.id], waits=until)
    return len(found)


TICK = Tick("questions", 60, remember, questions.next_due)


def word_waits(occasion: Occasion) -> Say | datetime | str:
    """That a question still waits, below the question; in quiet hours it waits for their end."""
    question = questions.find(occasion.connection, int(occasion.data))
    if question is None or question.state != "open":
        return "it waits no more"
    zone = own(occasion.chat.zone, occasion.ready.knowledge.workshop.zone)
    if until := quiet_until(occasion.chat.quiet, zone, occasion.now):
        return until
    back = Button(occasion.say("questions.back"), f"relay:back:{question.id}")
    return Say(occasion.chat.chat, render(occasion.say("questions.waits")), ((back,),), replies_to=question.message)


def word_copy(occasion: Occasion) -> Say | str:
    """A question as an organiser gets it, without a sound; a reply to it is an answer."""
    question = questions.find(occasion.connection, int(occasion.data))
    if question is None or question.state != "open":
        return "it waits no more"
    head = render(occasion.say("questions.copy-named" if question.name else "questions.copy"))
    named = [Rendered(question.name, ())] if question.name else []
    text = together(head, *named, Rendered(question.text, ()), render(occasion.say("questions.reply")), between="\n\n")
    steps = (("answer", "answer"), ("later", "later"), ("not", "refuse"))
    buttons = tuple(Button(occasion.say(f"answering.{words}"), f"inbox:{step}:{question.id}") for step, words in steps)
    return Say(occasion.chat.chat, text, (buttons[:1], buttons[1:]), questions.slot(question.id), silent=True)


def word_digest(occasion: Occasion) -> Say | str:
    """How many questions wait."""
    count = len(questions.waiting(occasion.connection))
    return Say(occasion.chat.chat, render(occasion.say("questions.digest", count=count)), slot="inbox", silent=True)


def begun(turn: Turn) -> Sequence[Reply]:
    """What an organiser who begins finds: how many questions wait, if any do."""
    count = len(questions.waiting(turn.connection))
    return [Say(turn.chat.chat, render(turn.say("questions.digest", count=count)), slot="inbox")] if count else []


def _contacts(turn: Turn) -> str:
    return contacts(turn.ready, turn.language) or turn.say("ask.contact-none")


def _asked(turn: Turn) -> Sequence[Reply]:
    """The question is asked for, in a new message."""
    if full := _full(turn):
        return [_below(turn, render(full))]
    expect(turn, "organisers")
    return [_below(turn, render(turn.say("questions.which")))]


def _drafted(turn: Turn, text: str, message: int | None) -> Sequence[Reply]:
    if not heard(turn.connection, turn.owners):
        return [_below(turn, render(_contacts(turn)))]
    if full := _full(turn):
        return [_below(turn, render(full))]
    if len(text) > LONGEST:
        expect(turn, "organisers")
        return [_below(turn, render(turn.say("questions.long", count=LONGEST)))]
    masked = mask(text)
    draft = questions.draft(turn.connection, turn.incoming.chat, turn.language, masked, masked != text, message, turn.now)
    return [_preview(turn, draft)]


def _full(turn: Turn) -> str:
    """That no more can wait, or nothing."""
    chat = turn.chat.chat
    many = len(questions.waiting(turn.connection, chat)) + questions.taken_back(turn.connection, chat, turn.now - DIGEST)
    return turn.say("questions.full", count=MOST) if many >= MOST else ""


def _preview(turn: Turn, draft: Question) -> Say | Edit:
    """Exactly what organisers would read, and how."""
    head = render(turn.say("questions.preview-named" if draft.name else "questions.preview"))
    parts = [head, Rendered(draft.name, ())] if draft.name else [head]
    notes = [render(turn.say("questions.masked"))] if draft.masked else []
    name = ("questions.bare", "bare") if draft.name else ("questions.name", "name")
    send, *others = (
        Button(turn.say(key), f"relay:{step}:{draft.id}")
        for key, step in (("questions.send", "send"), name, ("questions.cancel", "cancel"))
    )
    return _here(turn, together(*parts, Rendered(draft.text, ()), *notes, between="\n\n"), ((send,), tuple(others)))


def _sent(turn: Turn, draft: Question) -> Sequence[Reply]:
    chats_ = reachable(turn.connection, turn.owners)
    refused = _full(turn) or ("" if heard(turn.connection, turn.owners) else _contacts(turn))
    if refused:
        return [turn.show(refused)]
    questions.change(turn.connection, [draft.id], state="open", asked=turn.now, waits=turn.now + PATIENCE)
    if len(questions.waiting(turn.connection)) <= MOST:
        for chat in chats_:
            put_off(turn.connection, chat, "copy", str(draft.id), turn.now, slot=questions.slot(draft.id))
        digest: Sequence[Reply] = ()
    else:
        digest = _digest(turn, chats_)
    back = Button(turn.say("questions.back"), f"relay:back:{draft.id}")
    sent = together(render(turn.say("questions.sent")), Rendered(draft.text, ()), between="\n\n")
    return [_here(turn, sent, ((back,),)), *digest]


def _digest(turn: Turn, organisers_: Sequence[int]) -> Sequence[Reply]:
    """Above a few, organisers are told the number alone: in a new message now and then, else in the last one."""
    last = meta.get(turn.connection, DIGESTED)
    if last is None or turn.now - datetime.fromisoformat(last) >= DIGEST:
        meta.put(turn.connection, DIGESTED, turn.now.isoformat())
        for chat in organisers_:
            put_off(turn.connection, chat, "digest", "", turn.now, slot="inbox")
        return ()
    count = len(questions.waiting(turn.connection))
    edits = []
    for organiser in organisers_:
        if chat_ := chats.find(turn.connection, organiser):
            said = turn.ready.catalogue.say(spoken(chat_, turn.ready), "questions.digest", count=count)
            edits.append(Edit(organiser, render(said), slot="inbox"))
    return edits


def _taken_back(turn: Turn, question: Question) -> Sequence[Reply]:
    if question.state != "open":
        return [turn.show(turn.say("questions.too-late"))]
    questions.change(turn.connection, [question.id], state="withdrawn")
    return [turn.show(turn.say("questions.taken-back")), *mark(turn, [question], "questions.withdrawn")]


def _mine(turn: Turn, question: Question) -> Say:
    """A question of one's own that waits, which can be taken back."""
    back = Button(turn.say("questions.back"), f"relay:back:{question.id}")
    text = together(render(turn.say("questions.open")), Rendered(question.text, ()), between="\n\n")
    return Say(turn.incoming.chat, text, ((back,),), replies_to=question.message)


def _here(turn: Turn, text: Rendered, buttons: Keyboard) -> Say | Edit:
    """In place of the preview that was tapped on, else below."""
    tapped_ = turn.incoming.kind == "tap" and turn.argument.startswith(("send", "name", "bare"))
    return Edit(turn.incoming.chat, text, buttons, message=turn.incoming.message) if tapped_ else _below(turn, text, buttons)


def _below(turn: Turn, text: Rendered, buttons: Keyboard = ()) -> Say:
    return Say(turn.incoming.chat, text, buttons)
