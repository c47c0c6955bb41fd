"""Announcements, from a draft to the moment when it goes out: an organiser types it, sees it as people will, says for whom and until when.

    /announce [text] ─> texts, language by language ─> preview and panel ─┬─ to · until · due · urgent · text · file ─> panel
                                                                          └─ send · plan ─> above 500 the number is typed ─> out
    /announce ─> what there is: drafts, scheduled, being sent, sent lately ─> see

Each button is announce:STEP:NUMBER[:MORE]. What sends names the VERSION that the panel showed, so that what was changed since, or what
another organiser has announced meanwhile, is looked at first; a second tap, an old button and another organiser find what it is by now.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from workshop_bot.delivery import announcing, audience, report, scheduling
from workshop_bot.delivery.announcing import messages
from workshop_bot.delivery.bulletin import CORRECTS
from workshop_bot.delivery.dialogue import expect, first_of_album, numbered
from workshop_bot.delivery.organisers import role
from workshop_bot.delivery.panel import SEE, languages, listing, panel, planned, reach, state, version
from workshop_bot.delivery.rows import in_rows, ticked
from workshop_bot.delivery.turn import Button, Edit, Reply, Say, Turn
from workshop_bot.delivery.written import media_to_json, rendered_to_json
from workshop_bot.programme.card import joined
from workshop_bot.programme.moment import counts_until
from workshop_bot.store import announcements
from workshop_bot.store.announcements import Announcement
from workshop_bot.texts import zones
from workshop_bot.texts.languages import detect, endonym, name
from workshop_bot.texts.markup import Rendered, render
from workshop_bot.texts.split import cut
from workshop_bot.texts.typed import number

TYPED = 500
"""Above so many people the number must be typed before it goes out."""
_COMMAND = re.compile(r"/announce(?:@\w+)?(?:\s+|$)")


def announce(turn: Turn) -> Sequence[Reply]:
    """`/announce`: what stands after it is one text for all; without words what there is, then a text is asked for."""
    there = None if turn.argument else listing(turn)
    return [*([Say(turn.incoming.chat, *there)] if there else []), *_begun(turn, turn.written)]


def captioned(turn: Turn) -> Sequence[Reply] | None:
    """A photo or a document below which `/announce` stands, with its text; None for any other, and where it is no organiser's."""
    incoming, text = turn.incoming, turn.written
    command = _COMMAND.match(text.text)
    if not (command and incoming.media and incoming.private and not incoming.forwarded and role(turn)):
        return None
    return _begun(turn, cut(text, command.end(), len(text.text)), media_to_json(incoming.media))


def typed(turn: Turn, about: str) -> Sequence[Reply] | None:
    """What is typed, or sent as a file, while something of a draft is asked for; None for what is a question."""
    what, number, more = [*about.split(":", 2), "", ""][:3]
    draft = _found(turn, number)
    if draft is None or draft.state != "draft" or draft.person != turn.incoming.person:
        return None
    if turn.incoming.kind != "text":
        return _filed(turn, draft, what, more)
    match what:
        case "text" if (chosen := numbered(turn, turn.argument)).startswith(SEE):
            return tapped(replace(turn, argument=chosen.removeprefix("announce:")))
        case "text":
            language, _, then = more.partition(":")
            return _kept(turn, draft, language, turn.written, then)
        case "count":
            return _counted(turn, draft, more)
        case "due" | "until":
            return _timed(turn, draft, what)
    _open(turn, about)  # a file may still come
    return None


def tapped(turn: Turn) -> Sequence[Reply]:
    """A button of these messages."""
    step, _, rest = turn.argument.partition(":")
    number, _, more = rest.partition(":")
    found = _found(turn, number)
    if found is None:
        return [turn.show(turn.say("announce.gone"))]
    match step:
        case "see":
            return _see(turn, found)
        case "show":
            return _shown(turn, found, more or turn.language)
        case "stop" | "again":
            return [_under_way(turn, found, step)]
        case "now" | "change" | "off" if found.state == "scheduled":
            return _planned_no_more(turn, found, step)
        case "back" if found.state == "dropped" and found.person == turn.incoming.person:
            announcements.change(turn.connection, found.id, "dropped", state="draft")
            return [_panel(turn, replace(found, state="draft"))]
    if found.state != "draft":
        return [_by_now(turn, found)]
    if found.person != turn.incoming.person:
        return [turn.show(turn.say("announce.not-yours", person=found.person))]
    return _stepped(turn, found, step, more)


def _stepped(turn: Turn, draft: Announcement, step: str, more: str) -> Sequence[Reply]:
    """One step with a draft of one's own."""
    _open(turn, f"panel:{draft.id}")
    match step:
        case "send" | "plan":
            return _out(turn, draft, step, more)
        case "skip":
            return _next(turn, draft, more)
        case "done":
            return _preview(turn, draft)
        case "text":
            return [_ask(turn, draft, more) if more in languages(turn) else _which_text(turn, draft)]
        case "file":
            _open(turn, f"file:{draft.id}")
            return [turn.show(turn.say("announce.file-which"), ((_back(turn, draft),),))]
        case "nofile":
            return _preview(turn, _changed(turn, draft, media=""))
        case "drop":
            return [_dropped(turn, draft)]
        case "to" if audience.exists(turn, more):
            draft = _changed(turn, draft, audience=more)
        case "to":
            return [_whom(turn, draft, more.removeprefix("?"))]
        case "urgent":
            draft = _changed(turn, draft, urgent=more == "1")
        case "until" | "due" if more:
            draft = _changed(turn, draft, **scheduling.chosen(turn, draft, step, more))
        case "until" | "due":
            return [_when(turn, draft, step)]
    return [_panel(turn, draft)]


# --- its text, and what goes with it ---


def _begun(turn: Turn, text: Rendered, media: str = "") -> Sequence[Reply]:
    """A new draft, for everyone until another audience is chosen."""
    until = counts_until(turn.now, turn.ready.knowledge.workshop)
    draft = announcements.draft(turn.connection, turn.incoming.person, turn.now, audience="all", until=until, media=media)
    if not text.text:
        return [_ask(turn, draft, languages(turn)[0], "next")]
    spoken = detect(text.text, turn.ready.knowledge.workshop.languages) or turn.language
    return _kept(turn, draft, spoken, text)


def _kept(turn: Turn, draft: Announcement, language: str, text: Rendered, then: str = "") -> Sequence[Reply]:
    """A text is taken down; `then` asks for the next language."""
    draft = _changed(turn, draft, texts={**draft.texts, language: rendered_to_json(text)})
    return _next(turn, draft, language) if then else _preview(turn, draft)


def _next(turn: Turn, draft: Announcement, language: str) -> Sequence[Reply]:
    """The text in the language after this one is asked for; after the last one all is shown."""
    order = languages(turn)
    left = [one for one in order[order.index(language) + 1 :] if one not in draft.texts] if language in order else []
    return [_ask(turn, draft, left[0], "next")] if left else _preview(turn, draft)


def _ask(turn: Turn, draft: Announcement, language: str, then: str = "") -> Say | Edit:
    """The text in a language is asked for; `then` with a way to leave this one out."""
    _open(turn, f"text:{draft.id}:{language}:{then}".rstrip(":"))
    key = "again" if language in draft.texts else "next" if then and draft.texts else "which" if then and not draft.media else "also-which"
    words = turn.say(f"announce.{key}", language=name(language, turn.language))
    if not then:
        return turn.show(words, ((_back(turn, draft),),))
    skip = Button(turn.say("announce.skip"), f"announce:skip:{draft.id}:{language}")
    enough = Button(turn.say("announce.enough"), f"announce:done:{draft.id}")
    return turn.show(words, ((skip, enough) if draft.texts or draft.media else (skip,),))


def _which_text(turn: Turn, draft: Announcement) -> Say | Edit:
    """Which of several texts is typed anew; a single one at once."""
    texts = [one for one in languages(turn) if one in draft.texts]
    if len(texts) < 2:
        return _ask(turn, draft, (texts or languages(turn))[0])
    buttons = tuple((Button(endonym(one), f"announce:text:{draft.id}:{one}"),) for one in texts)
    return turn.show(turn.say("announce.which-text"), (*buttons, (_back(turn, draft),)))


def _filed(turn: Turn, draft: Announcement, what: str, more: str) -> Sequence[Reply]:
    """A photo or a document goes with it; the words below it are its text, where one was asked for."""
    media, (language, _, then) = turn.incoming.media, more.partition(":")
    if media is None:
        _open(turn, ":".join(filter(None, (what, str(draft.id), more))))
        return [turn.show(turn.say("announce.file-not"))]
    if not first_of_album(turn):  # one file goes with an announcement
        _open(turn, ":".join(filter(None, (what, str(draft.id), more))))
        return [turn.show(turn.say("announce.one-file"))]
    draft = _changed(turn, draft, media=media_to_json(media))
    if what != "text":
        return _preview(turn, draft)
    if turn.incoming.caption:
        return _kept(turn, draft, language, turn.written, then)
    return [turn.show(turn.say("announce.with-file")), _ask(turn, draft, language, then)]


# --- the preview, and the panel below it ---


def _preview(turn: Turn, draft: Announcement) -> Sequence[Reply]:
    """The very message as it will come, below a line that says so, and below it all that can be done with it; as new messages."""
    if not draft.texts and not draft.media:
        return [_ask(turn, draft, languages(turn)[0], "next")]
    _open(turn, f"panel:{draft.id}")
    head = Say(turn.incoming.chat, render(turn.say("announce.preview")))
    return [head, *_shown(turn, draft, ""), Say(turn.incoming.chat, *panel(turn, draft))]


def _shown(turn: Turn, found: Announcement, language: str) -> list[Reply]:
    """The message as readers of a language get it, with a button for each text; a tap on one shows it in place, where it is one."""
    texts = [one for one in languages(turn) if one in found.texts]
    here = language if language in texts else turn.language if turn.language in texts else (texts or [turn.language])[0]
    tabs = tuple(Button(ticked(endonym(one), one == here), f"announce:show:{found.id}:{one}") for one in texts)
    *parts, last = messages(turn.ready, found, turn.incoming.chat, here)
    last = replace(last, buttons=(tabs,) if len(tabs) > 1 else ())
    if language and not any(len(messages(turn.ready, found, turn.incoming.chat, one)) > 1 for one in texts):
        return [Edit(last.chat, last.text, last.buttons, message=turn.incoming.message, caption=last.media is not None)]
    return [*parts, last]


def _panel(turn: Turn, draft: Announcement, first: str = "") -> Say | Edit:
    return turn.show(*panel(turn, draft, first))


def _dropped(turn: Turn, draft: Announcement) -> Say | Edit:
    _open(turn, "")
    announcements.change(turn.connection, draft.id, "draft", state="dropped")
    return turn.show(turn.say("announce.discarded"), ((Button(turn.say("ask.undo"), f"announce:back:{draft.id}"),),))


# --- for whom, and when ---


def _whom(turn: Turn, draft: Announcement, part: str) -> Say | Edit:
    """Whom it is for, page by page, each with how many would get it now."""

    def count(chosen: str) -> int:
        return reach(turn, replace(draft, audience=chosen)).total

    def button(words: str, chosen: str) -> Button:
        return Button(ticked(words, chosen == draft.audience), f"announce:to:{draft.id}:{chosen}")

    kind = part.partition(":")[0]
    up = Button(turn.say("programme.back"), f"announce:to:{draft.id}") if kind else _back(turn, draft)
    heading = turn.say(f"announce.whom-{kind}" if kind in ("day", "topic", "session") else "announce.whom")
    return turn.show(heading, (*audience.choices(turn, part, count, button), (up,)))


def _when(turn: Turn, draft: Announcement, step: str, first: str = "") -> Say | Edit:
    """When it goes out, or until when it counts: typed or tapped."""
    _open(turn, f"{step}:{draft.id}")
    place = zones.called(turn.language, turn.chat.zone or turn.ready.knowledge.workshop.zone.key)
    asked = turn.say("announce.when" if step == "due" else "announce.when-end", place=place)
    buttons = [Button(words, f"announce:{step}:{draft.id}:{value}") for words, value in scheduling.choices(turn, step)]
    return turn.show(joined(first, asked), (*in_rows(buttons, 2), (_back(turn, draft),)))


def _timed(turn: Turn, draft: Announcement, step: str) -> Sequence[Reply]:
    """A moment that was typed."""
    values = scheduling.read(turn, draft, step, turn.argument)
    if isinstance(values, str):
        return [_when(turn, draft, step, turn.say(f"announce.{values}"))]
    _open(turn, f"panel:{draft.id}")
    return [_panel(turn, _changed(turn, draft, **values))]


# --- out ---


def _out(turn: Turn, draft: Announcement, step: str, shown: str, counted: bool = False) -> Sequence[Reply]:
    """It goes out, or is scheduled, if it still is what the panel showed."""
    people = reach(turn, draft).total
    if shown != version(turn, draft):
        return [_panel(turn, draft, turn.say("announce.changed"))]
    if draft.due and draft.due <= turn.now:
        return [_when(turn, draft, "due", turn.say("announce.past"))]
    if not people or (step == "plan") != (draft.due is not None):
        return [_panel(turn, draft)]
    if people > TYPED and not counted:
        _open(turn, f"count:{draft.id}:{step}:{shown}:{people}")
        return [turn.show(turn.say("announce.count-which", count=people), ((_back(turn, draft),),))]
    _open(turn, "")
    if step == "plan":
        return [turn.show(*planned(turn, _changed(turn, draft, state="scheduled")))]
    announcing.begin(turn.connection, turn.ready, draft.id, turn.now)
    return [_report(turn, draft.id)]


def _counted(turn: Turn, draft: Announcement, more: str) -> Sequence[Reply]:
    """The number was typed."""
    step, shown, people = more.split(":")
    if "".join(filter(str.isdecimal, turn.incoming.text)) != people:
        return [_panel(turn, draft, turn.say("announce.count-wrong", count=people))]
    return _out(turn, draft, step, shown, counted=True)


def _under_way(turn: Turn, found: Announcement, step: str) -> Say | Edit:
    """What is being sent is stopped; what nobody knows the fate of is sent once more."""
    act = announcements.stop if step == "stop" else announcements.resend_unsure
    act(turn.connection, found.id, turn.now)
    return _report(turn, found.id) if found.begun else _by_now(turn, found)


def _planned_no_more(turn: Turn, found: Announcement, step: str) -> Sequence[Reply]:
    """A scheduled one is a draft again, of the organiser who takes it: to be sent now, changed, or left."""
    values: dict[str, Any] = {"state": "draft", "person": turn.incoming.person} | ({"due": None} if step in ("now", "off") else {})
    announcements.change(turn.connection, found.id, "scheduled", **values)
    draft = replace(found, **values)
    if step == "change":
        return _preview(turn, draft)
    _open(turn, f"panel:{draft.id}")
    return [_panel(turn, draft, turn.say("announce.called-off") if step == "off" else "")]


# --- what there is ---


def _see(turn: Turn, found: Announcement) -> Sequence[Reply]:
    """An announcement with all that can be done with it now, as new messages."""
    if found.state == "draft" and found.person == turn.incoming.person:
        return _preview(turn, found)
    if found.state == "scheduled":
        return [*_shown(turn, found, ""), Say(turn.incoming.chat, *planned(turn, found))]
    if found.begun:
        return [*_shown(turn, found, ""), _report(turn.anew, found.id)]
    return [_by_now(turn, found)]


def _by_now(turn: Turn, found: Announcement) -> Say | Edit:
    """What an earlier tap, or another organiser, has made of it."""
    if found.begun and found.person == turn.incoming.person:
        return _report(turn, found.id)
    see = ((Button(turn.say("announce.see"), f"announce:see:{found.id}"),),) if found.begun or found.state == "scheduled" else ()
    return turn.show(state(turn, found), see)


def _report(turn: Turn, number: int) -> Say | Edit:
    """How far it is, or what became of it; this message fills from now on."""
    if begun := announcements.find(turn.connection, number):
        report.note(turn.connection, replace(begun, report=""), turn.now)  # a tap wants it as it is now, however often
    found = announcements.find(turn.connection, number)
    assert found
    return turn.show(*report.words(turn.ready, turn.language, found), slot=report.slot(number))


# --- what is needed throughout ---


def _found(turn: Turn, named: str) -> Announcement | None:
    """The announcement of a number; a correction is none."""
    found = announcements.find(turn.connection, number(named))
    return None if found is None or found.audience.startswith(CORRECTS) else found


def _changed(turn: Turn, draft: Announcement, **values: Any) -> Announcement:
    """The draft with these changes, which are kept."""
    if values:
        announcements.change(turn.connection, draft.id, "draft", **values)
    return replace(draft, **values)


def _back(turn: Turn, draft: Announcement) -> Button:
    return Button(turn.say("programme.back"), f"announce:panel:{draft.id}")


def _open(turn: Turn, about: str) -> None:
    """What is typed next answers this; with nothing the dialogue is over."""
    expect(turn, f"announce:{about}" if about else "")
