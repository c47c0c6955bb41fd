"""*Tell me when it is known*: who waits for what nobody has published hears once when it is, as an answer to their own question."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from workshop_bot.answers import prepare
from workshop_bot.delivery.turn import Say
from workshop_bot.features import hooks
from workshop_bot.features.awaited import SOME, TICK
from workshop_bot.knowledge.fields import Text
from workshop_bot.knowledge.model import Knowledge, Valid
from workshop_bot.store import awaited, chats
from workshop_bot.store.awaited import Wait

ASKED = {"vi": "lệ phí bao nhiêu?", "fr": "combien coûte la participation ?", "en": "how much is the fee?"}
TELL = {"vi": "Báo tôi khi có thông tin", "fr": "Me prévenir dès publication", "en": "Tell me when it is known"}
FEE = Text(everywhere="", by_language=(("vi", "50 €, trả tại chỗ."), ("fr", "50 €, sur place."), ("en", "50 €, on the spot.")))
KNOWN = {
    "vi": "Đã có thông tin: Lệ phí tham dự\n\n50 €, trả tại chỗ.\n\nNguồn: thư mời",
    "fr": "Désormais publié\u202f: Tarif de participation\n\n50 €, sur place.\n\nSource\u202f: l’invitation",
    "en": "Now published: Participation fee\n\n50 €, on the spot.\n\nSource: the invitation",
}
LANGUAGES = ("vi", "fr", "en")


@pytest.fixture
def somebody(made_up: Any, person: Any) -> Callable[[str], Any]:
    return lambda language: person(made_up, LANGUAGES.index(language) + 21, language)


@pytest.fixture
def becomes(made_up: Any) -> Callable[..., None]:
    """The entry about the fee becomes another in the folder; None takes it away: `becomes(PUBLISHED)`."""

    def become(fields: dict[str, Any] | None, entry: str = "fee") -> None:
        old: Knowledge = made_up.ready.knowledge
        others = [one for one in old.faq if one.id != entry]
        known = next((one for one in old.faq if one.id == entry), made_up.first.items[f"faq:{entry}"])
        new = replace(old, faq=(*others, *(() if fields is None else (known.model_copy(update=fields),))))
        with made_up.store.transaction() as connection:
            hooks(()).taken_over(connection, old, new, made_up.now, frozenset())
        made_up.ready = prepare(new)

    made_up.first = made_up.ready.knowledge
    return become


PUBLISHED: dict[str, Any] = {"unpublished": False, "answer": FEE, "source": ("letter",)}
UNPUBLISHED: dict[str, Any] = {"unpublished": True, "answer": None, "source": ()}


def waits(asker: Any, language: str = "en") -> None:
    """Ask what the fee is, and want to be told."""
    asker.says(ASKED[language])
    asker.taps(TELL[language])


def put(world: Any, count: int = 1) -> None:
    """What is due is on its way, and not sent yet."""
    with world.store.transaction() as connection:
        assert TICK.run(connection, world.ready, world.now) == count


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_tap_begins_it_and_another_takes_it_back(language: str, somebody: Any, becomes: Any) -> None:
    asker, tell = somebody(language), TELL[language]
    begun, stopped = {
        "vi": ("Khi có thông tin, tôi sẽ báo anh/chị ngay tại đây.", "Tôi sẽ không báo về việc này nữa."),
        "fr": ("Je vous préviendrai ici dès que ce sera publié.", "Je ne vous préviendrai pas."),
        "en": ("I will tell you here as soon as it is published.", "I will not tell you of it."),
    }[language]
    said = asker.says(ASKED[language])
    assert asker.taps(tell) == f"(toast) {begun}\n\n(edited) {said.replace(tell, f'✓ {tell}')}"
    assert asker.says(ASKED[language]) == said.replace(tell, f"✓ {tell}")
    assert asker.taps(f"✓ {tell}") == f"(toast) {stopped}\n\n(edited) {said}"
    becomes(PUBLISHED)
    assert asker.hears() == ""


def test_the_organisers_can_still_be_asked_with_the_same_words(somebody: Any, organiser: Any, made_up: Any) -> None:
    organiser.world = made_up
    organiser.says("/start")
    asker = somebody("en")
    waits(asker)
    assert ASKED["en"] in asker.taps("Ask the organisers")


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_hears_it_once_in_their_language_below_their_question(language: str, somebody: Any, becomes: Any, made_up: Any) -> None:
    asker = somebody(language)
    waits(asker, language)
    question = asker.last
    asker.says({"vi": "cảm ơn", "fr": "merci", "en": "thank you"}[language])
    assert asker.hears() == ""
    becomes(PUBLISHED)
    made_up.tick()
    (said,) = made_up.heard.pop(asker.number)
    assert (said.text.text, said.buttons, said.replies_to) == (KNOWN[language], (), question)
    becomes({"source": ()})
    assert asker.hears() == ""


def test_it_comes_in_the_language_that_was_asked_in(somebody: Any, becomes: Any) -> None:
    lan = somebody("vi")
    waits(lan, "fr")
    becomes(PUBLISHED)
    assert lan.hears() == KNOWN["fr"]


def test_it_is_found_by_what_it_is_called_where_the_question_is_not_known(somebody: Any, becomes: Any, made_up: Any) -> None:
    asker = somebody("en")
    asker.says("/start q_fee")
    asker.taps(TELL["en"])
    becomes(PUBLISHED)
    made_up.tick()
    (said,) = made_up.heard[asker.number]
    assert (said.text.text, said.replies_to) == (KNOWN["en"], None)


LUNCH = "Now published: Lunch\n\nIn the garden."


def waits_for_both(asker: Any) -> None:
    waits(asker)
    asker.says("is lunch provided?")
    asker.taps(TELL["en"])


def both(becomes: Any, answer: str = "In the garden.") -> None:
    becomes(PUBLISHED)
    becomes({"unpublished": False, "answer": Text(everywhere=answer)}, "meals")


def test_several_that_are_waited_for_come_as_they_are_known(somebody: Any, becomes: Any) -> None:
    asker = somebody("en")
    waits_for_both(asker)
    becomes(PUBLISHED)
    assert asker.hears() == KNOWN["en"]
    both(becomes)
    assert asker.hears() == LUNCH


def test_several_that_are_known_at_once_are_one_message(somebody: Any, becomes: Any, made_up: Any) -> None:
    asker = somebody("en")
    waits_for_both(asker)
    both(becomes)
    made_up.tick()
    (said,) = made_up.heard.pop(asker.number)
    assert (said.text.text, said.buttons, said.replies_to) == (f"{KNOWN['en']}\n\n{LUNCH}", (), None)


def test_of_several_that_are_long_each_is_a_tap_away(somebody: Any, becomes: Any) -> None:
    asker = somebody("en")
    waits_for_both(asker)
    both(becomes, "In the garden. " * 400)
    assert asker.hears().startswith(KNOWN["en"])
    assert asker.buttons == ["[Participation fee]", "[Lunch]"]
    assert asker.taps("Lunch").count("In the garden.") == 400


def test_of_several_what_is_gone_again_is_waited_for_further(somebody: Any, becomes: Any, made_up: Any) -> None:
    asker = somebody("en")
    waits_for_both(asker)
    both(becomes)
    put(made_up, 2)
    becomes(UNPUBLISHED)
    assert asker.hears() == LUNCH
    becomes(PUBLISHED)
    assert asker.hears() == KNOWN["en"]


def test_another_interim_answer_is_none(somebody: Any, becomes: Any) -> None:
    asker = somebody("en")
    waits(asker)
    becomes({"answer": Text(everywhere="Wait until May.")})
    assert asker.hears() == ""


def test_a_button_that_is_older_than_the_answer_shows_it(somebody: Any, becomes: Any) -> None:
    asker = somebody("en")
    asker.says(ASKED["en"])
    becomes(PUBLISHED)
    assert asker.taps(TELL["en"]) == "(edited) 50 €, on the spot.\n\nSource: the invitation\n[Not my question]"
    becomes(None)
    assert asker.taps_data("await:en:faq:fee") == "(edited) That is not there any more. Please ask again."


@pytest.mark.parametrize("data", ["await:", "await:xx:faq:none", "await:en:session:none\n1\n", "await:en:faq:attendance"])
def test_p20_a_forged_button_begins_nothing(data: str, somebody: Any, made_up: Any) -> None:
    assert somebody("en").taps_data(data).startswith("(edited)")
    with made_up.store.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM awaited").scalar_one() == 0


class TestBeforeItIsSent:
    def test_it_is_unpublished_again_and_they_wait_on(self, somebody: Any, becomes: Any) -> None:
        asker = somebody("en")
        waits(asker)
        becomes(PUBLISHED)
        becomes(UNPUBLISHED)
        assert asker.hears() == ""
        becomes(PUBLISHED)
        assert asker.hears() == KNOWN["en"]

    @pytest.mark.parametrize("gone", [UNPUBLISHED, None])
    def test_it_goes_on_its_way_and_is_dropped_there(self, gone: dict[str, Any] | None, somebody: Any, becomes: Any, made_up: Any) -> None:
        asker = somebody("en")
        waits(asker)
        question = asker.last
        becomes(PUBLISHED)
        put(made_up)
        becomes(gone)
        assert (asker.hears(), made_up.dropped) == ("", ["it is not published any more"])
        becomes(PUBLISHED)
        made_up.tick()
        assert [one.replies_to for one in made_up.heard[asker.number]] == [question]

    def test_it_is_gone_and_comes_back(self, somebody: Any, becomes: Any) -> None:
        asker = somebody("en")
        waits(asker)
        becomes(None)
        assert asker.hears() == ""
        becomes(PUBLISHED)
        assert asker.hears() == KNOWN["en"]

    def test_they_are_silent_and_hear_it_when_they_write_again(self, somebody: Any, becomes: Any) -> None:
        asker = somebody("en")
        waits(asker)
        asker.says("/stop")
        becomes(PUBLISHED)
        assert asker.hears() == ""
        asker.says("hello")
        assert asker.hears() == KNOWN["en"]

    def test_p21_they_are_forgotten(self, somebody: Any, becomes: Any) -> None:
        asker = somebody("en")
        waits(asker)
        asker.says("/forget")
        asker.taps("Erase everything")
        becomes(PUBLISHED)
        assert asker.hears() == ""


def test_an_entry_that_becomes_valid_later_is_told_then(somebody: Any, becomes: Any, made_up: Any) -> None:
    asker, from_ = somebody("en"), made_up.now + timedelta(hours=2)
    waits(asker)
    becomes(PUBLISHED | {"valid": Valid.model_construct(since=from_)})
    assert asker.hears() == ""
    made_up.later(119)
    assert asker.hears() == ""
    made_up.later(1)
    assert asker.hears() == KNOWN["en"]


def test_an_entry_that_was_valid_before_is_waited_for(somebody: Any, becomes: Any, made_up: Any) -> None:
    asker = somebody("en")
    waits(asker)
    becomes(PUBLISHED | {"valid": Valid.model_construct(until=made_up.now - timedelta(days=1))})
    assert asker.hears() == ""


class TestQuietHours:
    def test_p14_hold_it(self, somebody: Any, becomes: Any, made_up: Any) -> None:
        asker = somebody("en")
        waits(asker)
        asker.says("/settings quiet 22-7")
        made_up.at("2030-06-03 23:00")
        becomes(PUBLISHED)
        assert asker.hears() == ""
        made_up.at("2030-06-04 06:59")
        becomes({"topics": ()})  # a start, or another change, in the middle of the night
        assert asker.hears() == ""
        made_up.at("2030-06-04 07:00")
        assert asker.hears() == KNOWN["en"]

    def test_p14_that_are_given_up_hold_it_no_more(self, somebody: Any, becomes: Any, made_up: Any) -> None:
        asker = somebody("en")
        waits(asker)
        asker.says("/settings quiet 22-7")
        made_up.at("2030-06-03 23:00")
        becomes(PUBLISHED)
        assert asker.hears() == ""
        asker.says("/settings quiet off")
        assert asker.hears() == KNOWN["en"]

    def test_p14_that_begin_while_it_is_on_its_way_hold_it(self, somebody: Any, becomes: Any, made_up: Any) -> None:
        asker = somebody("en")
        waits(asker)
        asker.says("/settings quiet 22-7")
        made_up.at("2030-06-03 21:59")
        becomes(PUBLISHED)
        put(made_up)
        made_up.at("2030-06-03 22:01")
        assert asker.hears() == ""
        made_up.at("2030-06-04 07:01")
        assert asker.hears() == KNOWN["en"]

    def test_p14_are_those_of_their_own_zone(self, somebody: Any, becomes: Any, made_up: Any) -> None:
        asker = somebody("en")
        waits(asker)
        asker.says("/settings zone Paris")
        asker.says("/settings quiet 22-7")
        made_up.at("2030-06-04 11:00")
        becomes(PUBLISHED)
        assert asker.hears() == ""
        made_up.at("2030-06-04 12:00")
        assert asker.hears() == KNOWN["en"]


def test_a_long_answer_is_shown_whole_by_a_tap(somebody: Any, becomes: Any, made_up: Any) -> None:
    asker = somebody("en")
    waits(asker)
    becomes(PUBLISHED | {"answer": Text(everywhere="It depends. " * 500)})
    made_up.tick()
    (said,) = made_up.heard[asker.number]
    assert isinstance(said, Say)
    assert said.text.units <= 4_000
    assert asker.buttons == ["[Show the whole answer]"]
    assert asker.taps("Show the whole answer").count("It depends.") == 500


def test_p08_many_are_told_some_at_a_time(made_up: Any, becomes: Any) -> None:
    with made_up.store.transaction() as connection:
        for chat in range(1000, 1000 + SOME + 3):
            chats.meet(connection, chat, True, made_up.now)
            awaited.keep(connection, Wait(chat, "faq:fee", "en", None, made_up.now))
    becomes(PUBLISHED)
    with made_up.store.transaction() as connection:
        assert [TICK.run(connection, made_up.ready, made_up.now) for _ in range(3)] == [SOME, 3, 0]


class TestInAGroup:
    def test_it_leads_to_the_private_chat(self, somebody: Any) -> None:
        asker = somebody("en")
        said = asker.says(f"/ask@pow_bot {ASKED['en']}", group=True)
        assert f"[{TELL['en']} → https://t.me/pow_bot?start=q_fee]" in said.split("\n")
        assert TELL["en"] in asker.says("/start q_fee")

    def test_p20_a_forged_tap_begins_nothing(self, somebody: Any, becomes: Any) -> None:
        asker = somebody("en")
        asker.says("/start")
        alert = asker.taps_data("await:en:faq:fee", group=True)
        assert alert.startswith("(alert)")
        becomes(PUBLISHED)
        assert asker.hears() == ""
