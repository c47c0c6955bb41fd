"""How an answer reads: the first line answers, then what helps; in the person's language, falling back aloud."""

from collections.abc import Sequence

from workshop_bot.answers.judge import Judgement
from workshop_bot.answers.prepare import Ready
from workshop_bot.knowledge.fields import Text
from workshop_bot.knowledge.model import Contact, Entry, Room, Session, Source, Speaker, Topic
from workshop_bot.programme.card import Voice, joined
from workshop_bot.programme.listing import listing
from workshop_bot.texts.languages import name
from workshop_bot.texts.markup import as_typed


def word(judged: Judgement, ready: Ready, voice: Voice) -> str:
    """The text of an answer, in the markup of answers; the labels to choose from stand beside it, not in it."""
    knowledge, language, say = ready.knowledge, voice.language, ready.catalogue.say
    item = knowledge.items.get(judged.entry or "")
    workshop = as_typed(_said(knowledge.workshop.name, ready, language))
    match judged.outcome:
        case "answer" | "unpublished" if isinstance(item, Entry):
            return _entry(item, ready, language)
        case "answer" if judged.request:
            return listing(voice, judged.request)
        case "choose":
            return say(language, "ask.choose")
        case "declined":
            near = say(language, "ask.declined-near") if judged.near else ""
            return joined(say(language, "ask.declined"), near)
        case "greeting" if judged.courtesy in ("thanks", "goodbye"):
            return say(language, f"ask.{judged.courtesy}")
        case "greeting":
            return joined(say(language, "ask.hello", workshop=workshop), say(language, "ask.scope"))
    near = say(language, "ask.near") if judged.near else ""
    return joined(say(language, "ask.unknown"), say(language, "ask.scope"), near)


def where_to_ask(judged: Judgement, ready: Ready, language: str) -> str:
    """How to reach the organisers, below what they have not published; that there is no way, an answer of its own need not say."""
    item = ready.knowledge.items.get(judged.entry or "")
    if judged.outcome != "unpublished" or not isinstance(item, Entry):
        return ""
    return contacts(ready, language) or (ready.catalogue.say(language, "ask.contact-unknown") if item.answer is None else "")


def label(reference: str, ready: Ready, language: str) -> str:
    """The words for an entry on a button or in a list."""
    match ready.knowledge.items[reference]:
        case Speaker(name=name_):
            return name_
        case Entry(label=text) | Session(title=text) | Topic(name=text) | Room(name=text):
            return _said(text, ready, language)


def sources(found: Sequence[Source], ready: Ready, language: str) -> str:
    """Where an answer comes from, by title, with a link where one is known; nothing where no source is named."""
    titles = [as_typed(_said(source.title, ready, language)) for source in found]
    linked = [f"[{title}]({source.url})" if source.url else title for title, source in zip(titles, found, strict=True)]
    return ready.catalogue.say(language, "ask.source", sources=", ".join(linked), count=len(found)) if found else ""


def contacts(ready: Ready, language: str) -> str:
    """The ways to reach the organisers; nothing where none is published."""
    ways = ", ".join(_contact(contact, ready, language) for contact in ready.knowledge.workshop.contacts)
    return ready.catalogue.say(language, "ask.contact", contacts=ways) if ways else ""


def _entry(entry: Entry, ready: Ready, language: str) -> str:
    say = ready.catalogue.say
    if entry.answer is None:
        return say(language, "ask.unpublished", label=as_typed(_said(entry.label, ready, language)))
    said, shown = entry.answer.pick(language, ready.knowledge.workshop.default_language)
    missing = "" if shown == language else say(language, "ask.fallback", shown=name(shown, language), wanted=name(language, language))
    return joined(said, missing)


def _contact(contact: Contact, ready: Ready, language: str) -> str:
    ways = ", ".join(filter(None, (contact.email, contact.phone, contact.url)))
    label_ = as_typed(_said(contact.label, ready, language))
    return f"{label_} ({ways})" if ways else label_


def _said(text: Text, ready: Ready, language: str) -> str:
    return text.pick(language, ready.knowledge.workshop.default_language)[0]
