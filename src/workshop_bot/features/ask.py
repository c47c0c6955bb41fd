"""Questions: whatever is typed, and the buttons around an answer.

    text · /ask ──> bare number in the last list ──> answer, leaning on what was spoken of ─┐
    see:… pick:…  (a choice that was tapped) ──────────> answer of that entry ──────────────┴─> text, source, buttons

`see:LANGUAGE:REF` answers in a new message, `pick:LANGUAGE:REF` in the place of the list; `not:LANGUAGE [OWN NEAR…]` shows what else may
have been meant, `reach:LANGUAGE[:REF]` how to reach the organisers, in further lines the message and its words; `await:` keeps the same
to tell when it is published; `switch:LANGUAGE<BEFORE` changes the language for good.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import NamedTuple

from workshop_bot.answers import Answer, answer, chosen
from workshop_bot.answers.examples import examples
from workshop_bot.answers.wording import contacts, label, sources
from workshop_bot.delivery import dialogue, noted
from workshop_bot.delivery.offer import offer
from workshop_bot.delivery.organisers import heard
from workshop_bot.delivery.privately import link
from workshop_bot.delivery.rows import in_rows, ticked
from workshop_bot.delivery.turn import Button, Edit, Keyboard, Reply, Say, Turn
from workshop_bot.programme.card import joined, with_moments
from workshop_bot.programme.request import Context
from workshop_bot.store import awaited, chats
from workshop_bot.texts.languages import name
from workshop_bot.texts.markup import Rendered, as_typed, render
from workshop_bot.texts.typed import number

SPOKEN = timedelta(minutes=5)
"""For so long a question may lean on what was spoken of."""
NUMBERS = 8
"""Numbers in a row of buttons."""
IN_A_ROW = 2
"""Questions in a row in another language, until the bot offers to speak it for good."""
_ASK = re.compile(r"/ask(?:@\w+)?\s+", re.IGNORECASE)


class Before(NamedTuple):
    """A question that was answered: the answer's language and entry; its words and its message, where they are kept."""

    language: str
    entry: str
    words: str
    message: int | None


def ask(turn: Turn) -> Sequence[Reply]:
    """A question, however it was sent: a text, a forwarded one, `/ask` with words."""
    words = without_mention(turn, turn.argument)
    if not words:
        return [turn.show(turn.say("ask.which" if turn.incoming.private else "ask.which-here"))]
    answered = _answered(turn, words)
    incoming = turn.incoming
    noted.note(turn.connection, incoming.person, answered, turn.now)
    text, buttons = _shown(turn, answered)
    said = Say(incoming.chat, _rendered(text, answered), buttons, f"answer:{incoming.message}", _question(turn), incoming.thread)
    return [said, *_offer(turn, answered)]


def edited(turn: Turn) -> Sequence[Reply]:
    """A question that was changed: its answer is changed too. Of commands only `/ask` is a question."""
    incoming = turn.incoming
    words = without_mention(turn, _ASK.sub("", turn.argument, count=1))
    if not words or words.startswith("/"):
        return ()
    answered = _answered(turn, words)
    text, buttons = _shown(turn, answered)
    shown, slot = _rendered(text, answered), f"answer:{incoming.message}"
    return [Edit(incoming.chat, shown, buttons, slot, replies_to=_question(turn), thread=incoming.thread)]


def other(turn: Turn) -> Sequence[Reply]:
    """What is no text: one friendly line, once per album."""
    return [turn.show(turn.say("ask.words-only"))] if dialogue.first_of_album(turn) else ()


def cancel(turn: Turn) -> Sequence[Reply]:
    """`/cancel`: there is nothing to leave."""
    return [turn.show(turn.say("ask.nothing-open"))]


def see(turn: Turn) -> Sequence[Reply]:
    """A button for an entry, answered in a new message, so that what it stands under stays."""
    incoming = turn.incoming
    shown = _chosen(turn)
    return [Say(incoming.chat, *shown, thread=incoming.thread)] if shown else [turn.show(turn.say("ask.gone"))]


def pick(turn: Turn) -> Sequence[Reply]:
    """A choice of a list, answered in its place."""
    shown = _chosen_here(turn)
    if shown:
        noted.meant(turn.connection, turn.incoming.person, turn.argument.partition(":")[2], turn.now)
    return [shown or turn.show(turn.say("ask.gone"))]


def linked(turn: Turn, link: str) -> Sequence[Reply]:
    """What the deep link `q_ID` leads to; nothing for one that is not there."""
    kind, _, entry = link.partition("_")
    shown = _chosen_here(replace(turn, argument=f"{turn.language}:faq:{entry}")) if kind == "q" else None
    return [shown] if shown else ()


def mistaken(turn: Turn) -> Sequence[Reply]:
    """*Not my question*: the nearest others, each a tap or a number away, the organisers, and the way back."""
    language, _, references = turn.argument.partition(" ")
    turn = in_language(turn, language)
    own, *others = references.split() or [""]
    noted.mistaken(turn.connection, turn.incoming.person, own)
    near = [reference for reference in others if turn.ready.has(reference, turn.now)]
    buttons = (*_choices(turn, near), *_organisers(turn), *_back(turn, own))
    if not near:
        return [turn.show(turn.say("ask.reword"), buttons)]
    dialogue.listed(turn, near)
    return [turn.show(joined(f"**{turn.say('ask.instead')}**", _numbered(turn, near), turn.say("ask.tap")), buttons)]


def again(turn: Turn) -> Sequence[Reply]:
    """An answer to the question that a button below it keeps, in its place: as it is now."""
    before = asked_before(turn)
    turn = in_language(turn, before.language)
    if not turn.ready.has(before.entry, turn.now):
        return [turn.show(turn.say("ask.gone"))]
    answered = chosen(before.entry, before.words, turn.ready, turn.now, turn.language)
    text, buttons = _shown(replace(turn, incoming=replace(turn.incoming, message=before.message)), answered)
    return [turn.show(text, buttons)]


def asked_before(turn: Turn) -> Before:
    """What the buttons *Ask the organisers* and *Tell me when it is known* keep of the question that was answered."""
    head, _, kept = turn.argument.partition("\n")
    language, _, own = head.partition(":")
    message, _, words = kept.partition("\n")
    return Before(language, own, words, number(message) or None)


def reach(turn: Turn) -> Sequence[Reply]:
    """*Ask the organisers*: how to reach them, below what was said."""
    before = asked_before(turn)
    turn, own = in_language(turn, before.language), before.entry
    known = turn.ready.has(own, turn.now)
    said = chosen(own, "", turn.ready, turn.now, turn.language, own=turn.voice.own).text if known else turn.say("ask.unknown")
    return [turn.show(joined(said, contacts(turn.ready, turn.language) or turn.say("ask.contact-none")), _back(turn, own))]


def switch(turn: Turn) -> Sequence[Reply]:
    """The language for good, and back again."""
    language, _, before = turn.argument.partition("<")
    turn, undone = in_language(turn, language), in_language(turn, before).language
    chats.change(turn.connection, turn.incoming.chat, language=turn.language, others=0)
    undo = Button(turn.say("ask.undo"), f"switch:{undone}<{turn.language}")
    return [turn.show(turn.say("ask.switched", language=name(turn.language, turn.language)), ((undo,),))]


def in_language(turn: Turn, language: str) -> Turn:
    """The turn in the language of the message that was tapped on; a forged one changes nothing."""
    return replace(turn, language=language) if language in turn.ready.knowledge.workshop.languages else turn


def without_mention(turn: Turn, text: str) -> str:
    """The question without the mention that led to it."""
    return re.sub(rf"@{re.escape(turn.bot)}\b", "", text, flags=re.IGNORECASE).strip()


def _question(turn: Turn) -> int | None:
    """What an answer replies to: in private it stands right below it."""
    return None if turn.incoming.private else turn.incoming.message


def _answered(turn: Turn, words: str) -> Answer:
    """The answer to what was typed: a number in the last list, or a question that may lean on what was spoken of."""
    talk = dialogue.talk(turn)
    spoken = talk.language if talk.language in turn.ready.knowledge.workshop.languages else turn.language
    reference = dialogue.numbered(turn, words)
    if turn.ready.has(reference, turn.now):
        noted.meant(turn.connection, turn.incoming.person, reference, turn.now)
        answered = chosen(reference, "", turn.ready, turn.now, spoken, own=turn.voice.own)
    elif talk.spoken_at and turn.now - talk.spoken_at <= SPOKEN:
        context = Context(talk.reference or None, date.fromisoformat(talk.day) if talk.day else None, talk.entry or None)
        answered = answer(words, turn.ready, turn.now, context=context, otherwise=spoken, own=turn.voice.own)
    else:
        answered = answer(words, turn.ready, turn.now, otherwise=turn.language, own=turn.voice.own)
    _remember(turn, answered)
    return answered


def _chosen_here(turn: Turn) -> Reply | None:
    """The same in the place of the message with the button, or as a new message where none was tapped."""
    shown = _chosen(turn)
    return turn.show(*shown) if shown else None


def _chosen(turn: Turn) -> tuple[Rendered, Keyboard] | None:
    """What a button that names a language and an entry shows; None where that is no more."""
    language, _, reference = turn.argument.partition(":")
    ready = turn.ready
    if language not in ready.knowledge.workshop.languages or not ready.has(reference, turn.now):
        return None
    answered = chosen(reference, "", ready, turn.now, language, own=turn.voice.own)
    _remember(turn, answered)
    text, buttons = _shown(turn, answered)
    return _rendered(text, answered), buttons


def _remember(turn: Turn, answered: Answer) -> None:
    """Keep what a next message may lean on; a single session leaves the list open that it was chosen from."""
    context = answered.context
    spoken: dict[str, str | datetime | tuple[str, ...]] = {
        "entry": context.entry or "",
        "language": answered.language,
        "reference": context.reference or "",
        "day": context.day.isoformat() if context.day else "",
        "spoken_at": turn.now,
    }
    if len(answered.listed) > 1 or (answered.listed and not answered.entry):
        spoken |= {"listed": answered.listed, "listed_at": turn.now}
    dialogue.remember(turn, **spoken)


def _shown(turn: Turn, answered: Answer) -> tuple[str, Keyboard]:
    """An answer as a message: in markup, with the source below, and its buttons."""
    turn = replace(turn, language=answered.language)
    near = [one.entry for one in answered.candidates]
    match answered.outcome:
        case "choose":
            none = Button(turn.say("ask.none"), f"not:{turn.language}")
            text = joined(f"**{answered.text}**", _numbered(turn, near), turn.say("ask.tap"))
            return text, (*_choices(turn, near), (none,))
        case "unknown":
            return "\n".join(filter(None, (answered.text, _numbered(turn, near)))), (
                *_choices(turn, near),
                *_organisers(turn, words=answered.question),
            )
        case "declined":
            return answered.text, tuple((Button(label(one, turn.ready, turn.language), f"see:{turn.language}:{one}"),) for one in near)
        case "greeting":
            hello = answered.judgement.courtesy not in ("thanks", "goodbye")
            tried = examples(turn.ready, turn.language, turn.now) if hello else ()
            return answered.text, tuple((Button(words, f"see:{turn.language}:{one}"),) for one, words in tried)
    text = joined(answered.text, sources(answered.sources, turn.ready, turn.language))
    own = answered.entry or ""
    organisers = (
        (*_organisers(turn, own, answered.question), *_await(turn, own, answered.question)) if answered.outcome == "unpublished" else ()
    )
    mistaken = Button(turn.say("ask.not-mine"), " ".join((f"not:{turn.language}", own, *near)))
    shown = answered.listed[0] if own in ("programme:now", "programme:next") and len(answered.listed) == 1 else own
    followed = offer(turn, shown, f"pick:{turn.language}") if shown.startswith(("session:", "topic:")) else ()
    return text, (*_numbers(answered), *organisers, *followed, (mistaken,))


def _rendered(text: str, answered: Answer) -> Rendered:
    """An answer's looks; the hours of sessions have their moment, so that a tap shows one's own time."""
    request = answered.judgement.request
    return with_moments(render(text), request.sessions or request.nearest if request else (), answered.language)


def _numbers(answered: Answer) -> Keyboard:
    """A button for each session of a list; its page leads back to what was asked for, or to its day."""
    back = "" if (answered.entry or "").startswith("programme:") else f"<{answered.entry}"
    sessions = answered.listed if len(answered.listed) > 1 else ()
    buttons = [Button(str(number), f"show:{session}{back}") for number, session in enumerate(sessions, 1)]
    return in_rows(buttons, NUMBERS)


def _choices(turn: Turn, near: Sequence[str]) -> Keyboard:
    labels = (label(reference, turn.ready, turn.language) for reference in near)
    return tuple(
        (Button(f"{number}. {words}", f"pick:{turn.language}:{reference}"),)
        for number, (words, reference) in enumerate(zip(labels, near, strict=True), 1)
    )


def _numbered(turn: Turn, near: Sequence[str]) -> str:
    return "\n".join(f"{number}. {as_typed(label(reference, turn.ready, turn.language))}" for number, reference in enumerate(near, 1))


def _organisers(turn: Turn, own: str = "", words: str = "") -> Keyboard:
    """*Ask the organisers*, with the question, so that it need not be typed again; in a group it leads to the private chat."""
    said = turn.say("ask.organisers")
    if not turn.incoming.private and heard(turn.connection, turn.owners):
        return ((Button(said, url=link(turn, "organisers", words)),),)
    return ((Button(said, f"{f'reach:{turn.language}:{own}'.rstrip(':')}{_kept(turn, words)}"),),)


def _await(turn: Turn, own: str, words: str) -> Keyboard:
    """*Tell me when it is known*, with a ✓ for whom it is so; in a group it leads to the private chat."""
    tell = turn.say("awaited.tell")
    if not turn.incoming.private:
        return ((Button(tell, url=link(turn, f"q_{own.removeprefix('faq:')}")),),)
    here = awaited.waits(turn.connection, turn.chat.chat, own)
    return ((Button(ticked(tell, here), f"await:{turn.language}:{own}{_kept(turn, words)}"),),)


def _kept(turn: Turn, words: str) -> str:
    """A question as a button in a private chat keeps it."""
    return f"\n{turn.incoming.message}\n{words}" if words and turn.incoming.private else ""


def _back(turn: Turn, own: str) -> Keyboard:
    """To what was said before, where it can be said again."""
    known = turn.ready.has(own, turn.now)
    return ((Button(turn.say("programme.back"), f"pick:{turn.language}:{own}"),),) if known else ()


def _offer(turn: Turn, answered: Answer) -> Sequence[Reply]:
    """Whoever asks in another language a second time in a row is asked whether to speak it for good."""
    chat, language = turn.chat, answered.language
    if not chat.private or answered.outcome == "greeting":
        return ()
    if language == turn.language:
        if chat.others:
            chats.change(turn.connection, chat.chat, others=0)
        return ()
    if not chat.language and not chat.seen:  # all that is known of this person is what they type
        chats.change(turn.connection, chat.chat, seen=language)
        return ()
    chats.change(turn.connection, chat.chat, others=chat.others + 1)
    if chat.others + 1 != IN_A_ROW:
        return ()
    own = replace(turn, language=language)
    called = name(language, language)
    button = Button(own.say("ask.switch", language=called), f"switch:{language}<{turn.language}")
    return [Say(chat.chat, render(own.say("ask.offer", language=called)), ((button,),))]
