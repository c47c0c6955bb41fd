"""What organisers do with the questions that wait: answer, also by a reply, a second time, later, not for us; and that nobody else can."""

from typing import Any

import pytest

from workshop_bot.delivery.turn import Say
from workshop_bot.store import organisers, slots
from workshop_bot.store.tables import answers
from workshop_bot.store.tables import questions as table

NONE = "No question waits."
VI, FR, EN = (  # the same question, as the matcher sees it
    "Em ở xa quá, ngồi nhà học qua mạng được không?",
    "puis-je suivre l'atelier depuis Paris, à distance ?",
    "is it possible to take part from home over the internet",
)


@pytest.fixture(autouse=True)
def met(organiser: Any) -> None:
    """An organiser has a chat with the bot."""
    organiser.says("/start")


def ask(person: Any, text: str) -> int:
    """A question that was sent; its number. `person.last` is the message that is replied to."""
    person.says(f"/organisers {text}")
    with person.world.store.transaction() as connection:
        draft = connection.execute(table.select().where(table.c.chat == person.number, table.c.state == "draft")).one()
    person.taps_data(f"relay:send:{draft.id}", 1)
    return int(draft.id)


def states(world: Any) -> list[str]:
    with world.store.transaction() as connection:
        return [row.state for row in connection.execute(table.select().order_by(table.c.id))]


def told(replies: list[Any], *people: Any) -> list[tuple[int, str, int | None]]:
    """What people are told: to whom, the words, in reply to which message."""
    numbers = [person.number for person in people]
    return [(one.chat, one.text.text, one.replies_to) for one in replies if isinstance(one, Say) and one.chat in numbers]


@pytest.fixture
def second(world: Any, person: Any) -> Any:
    """Another organiser."""
    other = person(world, 5, "en")
    other.says("/start")
    with world.store.transaction() as connection:
        organisers.add(connection, 5, "organiser", world.now)
    return other


class TestInbox:
    def test_is_empty(self, organiser: Any) -> None:
        assert organiser.says("/inbox") == NONE

    def test_groups_what_is_alike_oldest_first(self, world: Any, organiser: Any, sam: Any, claire: Any, lan: Any) -> None:
        ask(sam, "May I bring my dog?")
        world.later(10)
        ask(claire, FR)
        ask(lan, VI)
        assert organiser.says("/inbox") == (
            "3 questions wait. Tap a number.\n\n"
            "1. May I bring my dog?\n1 person, since 2 Dec 10:00\n\n"
            f"2. {FR}\n2 people, since 2 Dec 10:10\n[1] [2]"
        )
        assert organiser.taps("2") == (
            f"(edited) 2 people, since 2 Dec 10:10\n\n1. {FR}\n\n2. {VI}\n\n"
            "Do they not ask the same? A number opens one of them alone.\n"
            "[Answer all of these]\n[Later] [Not for us]\n[1] [2]\n[See what waits]"
        )

    def test_a_number_opens_what_it_stands_before(self, world: Any, organiser: Any, second: Any, sam: Any, claire: Any, lan: Any) -> None:
        ask(sam, "May I bring my dog?")
        world.later(10)
        ask(claire, FR)
        ask(lan, VI)
        organiser.says("/inbox")
        assert organiser.says("2").startswith(f"2 people, since 2 Dec 10:10\n\n1. {FR}\n\n2. {VI}\n\n")
        assert organiser.says("2").startswith(f"1 person, since 2 Dec 10:10\n\n{VI}\n[Answer]\n")
        organiser.says("/inbox")
        assert organiser.says("1").startswith("1 person, since 2 Dec 10:00\n\nMay I bring my dog?\n[Answer]\n")
        assert organiser.says("2").startswith("2 people, since 2 Dec 10:10\n")
        second.says("/inbox")
        with world.store.transaction() as connection:
            organisers.remove(connection, second.number)
        assert second.says("1").startswith("I do not know that.")

    def test_later_puts_a_question_behind_the_others(self, world: Any, organiser: Any, sam: Any) -> None:
        number = ask(sam, "May I bring my dog?")
        world.later(1)
        ask(sam, "Where is the gym?")
        world.later(1)
        assert organiser.taps_data(f"inbox:later:{number}") == "(edited) Put behind the others.\n[See what waits]"
        assert organiser.taps("See what waits").startswith("(edited) 2 questions wait. Tap a number.\n\n1. Where is the gym?")

    def test_not_for_us_asks_first_and_tells_kindly(self, world: Any, organiser: Any, sam: Any) -> None:
        number = ask(sam, "May I bring my dog?")
        assert organiser.taps_data(f"inbox:not:{number}") == (
            "(edited) Not for us? 1 person will be told kindly that you cannot answer.\n\nMay I bring my dog?\n[Yes, tell them]\n[Back]"
        )
        assert states(world) == ["open"]
        replies = organiser.replies("tap", f"inbox:refuse:{number}", message=1, query="tap")
        kindly = "The organisers have seen your question. They are not the ones who can answer it."
        assert told(replies, sam) == [(sam.number, kindly, sam.last)]
        assert states(world) == ["refused"]
        assert organiser.says("/inbox") == NONE


class TestAnAnswer:
    def test_reaches_all_who_asked_in_their_language_and_in_reply(self, organiser: Any, claire: Any, lan: Any, sam: Any) -> None:
        number = ask(claire, FR)
        ask(lan, VI)
        ask(sam, EN)
        organiser.taps_data(f"inbox:answer:{number}")
        said = organiser.says("Yes, the link comes on the eve of the workshop.")
        assert said.startswith("Shall I send this answer to 3 people?")
        assert said.endswith("[Send]\n[Add it in French]\n[Add it in Vietnamese]\n[Type it anew] [Cancel]")
        assert organiser.taps("Add it in Vietnamese").startswith("(edited) Type the answer in Vietnamese;")
        organiser.says("Được ạ, đường dẫn sẽ gửi vào hôm trước.")
        name = organiser.buttons[0]
        assert name == "[Send]"
        with organiser.world.store.transaction() as connection:
            (answer,) = connection.execute(answers.select()).all()
        replies = organiser.replies("tap", f"inbox:send:{answer.id}", message=1, query="tap")
        english = "Yes, the link comes on the eve of the workshop."
        assert told(replies, claire, lan, sam) == [
            (claire.number, f"Réponse des organisateurs\u202f:\n\n{english}", claire.last),
            (lan.number, "Ban tổ chức trả lời:\n\nĐược ạ, đường dẫn sẽ gửi vào hôm trước.", lan.last),
            (sam.number, f"The organisers answer:\n\n{english}", sam.last),
        ]
        assert states(organiser.world) == ["answered"] * 3

    def test_goes_to_one_alone(self, world: Any, organiser: Any, claire: Any, sam: Any) -> None:
        ask(claire, FR)
        number = ask(sam, EN)
        assert "[Answer]\n" in organiser.taps_data(f"inbox:one:{number}")
        organiser.taps_data(f"inbox:alone:{number}")
        organiser.says("Yes.")
        assert "1 person" in organiser.taps("Send")
        assert states(world) == ["open", "answered"]

    def test_is_typed_anew_or_dropped(self, world: Any, organiser: Any, sam: Any) -> None:
        organiser.taps_data(f"inbox:answer:{ask(sam, 'May I bring my dog?')}")
        organiser.says("Nno.")
        organiser.taps("Type it anew")
        assert "\n\nNo.\n" in organiser.says("No.")
        assert organiser.taps("Cancel") == "(edited) The answer was dropped. The question still waits.\n[See what waits]"
        assert states(world) == ["open"]

    def test_p22_is_sent_to_the_letter(self, organiser: Any, sam: Any) -> None:
        organiser.taps_data(f"inbox:answer:{ask(sam, 'May I bring my dog?')}")
        organiser.says("**No** <b>dogs</b>, see _map_")
        assert organiser.taps("Send").endswith("The organisers answer:\n\n**No** <b>dogs</b>, see _map_")

    def test_does_not_reach_who_took_the_question_back(self, organiser: Any, sam: Any) -> None:
        number = ask(sam, "May I bring my dog?")
        organiser.taps_data(f"inbox:answer:{number}")
        organiser.says("No.")
        sam.taps_data(f"relay:back:{number}", 1)
        assert organiser.taps("Send") == "(edited) Nothing of this waits any more. /inbox shows what does.\n[See what waits]"

    def test_is_not_taken_down_once_nobody_waits_for_it(self, organiser: Any, sam: Any) -> None:
        first = ask(sam, EN)
        organiser.taps_data(f"inbox:answer:{first}")
        sam.taps_data(f"relay:back:{first}")
        assert organiser.says("Yes, it is.") == "Nothing of this waits any more. /inbox shows what does.\n[See what waits]"

    def test_by_a_reply_to_a_copy(self, world: Any, organiser: Any, sam: Any) -> None:
        number = ask(sam, "May I bring my dog?")
        with world.store.transaction() as connection:
            copy = slots.find(connection, organiser.number, f"question:{number}")
        assert organiser.says("No dogs, sorry.", replies_to=copy).startswith("Shall I send this answer to 1 person?")
        assert organiser.taps("Send").endswith("The organisers answer:\n\nNo dogs, sorry.")
        assert states(world) == ["answered"]

    def test_a_reply_to_anything_else_is_a_question(self, organiser: Any) -> None:
        assert "Shall I send" not in organiser.says("Where is the workshop?", replies_to=1)


class TestASecondAnswer:
    def test_asks_first(self, world: Any, organiser: Any, second: Any, sam: Any) -> None:
        number = ask(sam, "May I bring my dog?")
        second.taps_data(f"inbox:answer:{number}")
        second.says("Yes.")
        organiser.taps_data(f"inbox:answer:{number}")
        organiser.says("No.")
        assert "Answered by organiser 4:\n\nMay I bring my dog?" in organiser.taps("Send")
        asked = second.taps("Send")
        assert asked.startswith("(edited) ⚠️ Organiser 4 has answered already.\n\nShall I send this answer to 1 person?")
        assert "[Send all the same]" in asked
        assert "\n\nThe organisers answer:\n\nYes.\n\n" in second.taps("Send all the same")


class TestWhoMay:
    @pytest.mark.parametrize("step", ["open", "answer", "alone", "later", "not", "refuse", "list", "one"])
    def test_p20_no_stranger_by_a_button(self, world: Any, sam: Any, stranger: Any, step: str) -> None:
        number = ask(sam, "May I bring my dog?")
        assert "dog" not in stranger.taps_data(f"inbox:{step}:{number}")
        assert states(world) == ["open"]

    def test_p20_no_stranger_by_words(self, sam: Any, stranger: Any, world: Any) -> None:
        ask(sam, "May I bring my dog?")
        assert "dog" not in stranger.says("/inbox")
        assert "Shall I send" not in stranger.says("No.", replies_to=101)
        assert states(world) == ["open"]

    def test_p20_in_a_group_nobody(self, organiser: Any, sam: Any) -> None:
        ask(sam, "May I bring my dog?")
        assert "dog" not in organiser.says("/inbox@pow_bot", group=True)

    def test_p20_who_is_no_organiser_any_more_sends_nothing(self, world: Any, second: Any, sam: Any) -> None:
        second.taps_data(f"inbox:answer:{ask(sam, 'May I bring my dog?')}")
        with world.store.transaction() as connection:
            organisers.remove(connection, second.number)
        assert "Shall I send" not in second.says("No.")
        assert states(world) == ["open"]

    def test_p20_a_copy_from_better_days_takes_no_answer(self, world: Any, second: Any, sam: Any) -> None:
        number = ask(sam, "May I bring my dog?")
        with world.store.transaction() as connection:
            copy = slots.find(connection, second.number, f"question:{number}")
            organisers.remove(connection, second.number)
        assert copy
        assert "Shall I send" not in second.says("No.", replies_to=copy)
        assert states(world) == ["open"]

    def test_p20_an_answer_is_its_writers_alone(self, organiser: Any, second: Any, sam: Any) -> None:
        organiser.taps_data(f"inbox:answer:{ask(sam, 'May I bring my dog?')}")
        organiser.says("No.")
        assert second.taps_data("inbox:send:1") == "(edited) Nothing of this waits any more. /inbox shows what does."

    @pytest.mark.parametrize(
        "data", ["inbox", "inbox:open:", "inbox:open:x", f"inbox:open:{'9' * 30}", "inbox:send:7", "inbox:also:1:xx", "inbox:junk:1"]
    )
    def test_junk_is_answered(self, organiser: Any, data: str) -> None:
        assert organiser.taps_data(data) == "(edited) Nothing of this waits any more. /inbox shows what does."
