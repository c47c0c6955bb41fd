"""What cannot be done: an unknown command, an old or foreign button, a message that could not be handled."""

from collections.abc import Sequence

from workshop_bot.delivery.turn import Reply, Say, Toast, Turn
from workshop_bot.texts.markup import render


def lost(turn: Turn) -> Sequence[Reply]:
    """A command or button that nobody knows, or that this person may not use; in a group commands may be another bot's."""
    incoming = turn.incoming
    if incoming.kind != "tap":
        return [turn.show(turn.say("lost.command"))]
    if incoming.private:
        return [Say(incoming.chat, render(turn.say("lost.button")))]
    return [Toast(incoming.query, turn.say("lost.button"), alert=True)]


def parked(turn: Turn) -> Sequence[Reply]:
    """Sorry; the message itself is not looked at again, since it is what failed."""
    incoming = turn.incoming
    return [Say(incoming.chat, render(turn.say("lost.parked")), thread=incoming.thread)]
