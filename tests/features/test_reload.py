"""What organisers hear of the folder, and `/reload`: in their own language, with places, mends and what differs."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from tests.features.conftest import ORGANISER, seen

from workshop_bot.answers import prepare
from workshop_bot.delivery.organisers import tell
from workshop_bot.delivery.turn import Aside, Say
from workshop_bot.delivery.words import word
from workshop_bot.features import ROUTES, WORDERS
from workshop_bot.knowledge.model import Knowledge, Session
from workshop_bot.knowledge.moments import later
from workshop_bot.programme import diff
from workshop_bot.serving import AGREED, ASKED
from workshop_bot.store import chats, meta, outbox, overrides
from workshop_bot.store.overrides import Override

TWO_HOURS = timedelta(hours=2)
DIGEST = "0123456789abcdef" * 4
SAME = "The folder is in force as it is. An edit is found by itself within five seconds."
ERROR = 'faq.yaml:1:6: error wrong-type: "**a** list_is_meant"; begin each entry with - /now'


@pytest.fixture
def boss(made_up: Any, person: Any) -> Any:
    return person(made_up, ORGANISER, "en")


@pytest.fixture
def put_aside(made_up: Any) -> Callable[[Aside], None]:
    """The folder is not what is in force."""

    def put(aside: Aside) -> None:
        made_up.service = replace(made_up.service, aside=lambda: aside)

    return put


def changed(knowledge: Knowledge, **sessions: dict[str, Any] | None) -> Knowledge:
    """The programme with fields of sessions changed, by their ids with _ for -; None takes one away."""
    found = {one.id: one for one in knowledge.sessions}
    for name, fields in sessions.items():
        known = found.pop(name.replace("_", "-"))
        if fields is not None:
            found[known.id] = known.model_copy(update=fields)
    return replace(knowledge, sessions=tuple(found.values()), digest=DIGEST)


def session(world: Any, name: str) -> Session:
    found = world.ready.knowledge.items[f"session:{name}"]
    assert isinstance(found, Session)
    return found


def told(world: Any, language: str, what: str, **values: Any) -> str:
    """What the organiser reads of it, or why it is not sent."""
    with world.store.transaction() as connection:
        chats.meet(connection, ORGANISER, True, world.now)
        chats.change(connection, ORGANISER, language=language)
        tell(connection, {ORGANISER}, what, world.now, **values)
        (row,) = outbox.ready(connection, world.now, 10)
        said = word(connection, row, world.now, lambda: world.ready, lambda: "bot", WORDERS, ROUTES.commands)
        outbox.finish(connection, row.id, "sent", world.now)
    return seen([said]) if isinstance(said, Say) else str(said)


class TestReload:
    def test_says_that_nothing_differs(self, boss: Any) -> None:
        assert boss.says("/reload") == SAME

    def test_shows_errors_letter_for_letter(self, boss: Any, put_aside: Any) -> None:
        put_aside(Aside((ERROR,)))
        head = "The changed folder has 1 error; the old one stays in force. It is taken over by itself once it is mended."
        assert boss.says("/reload") == f"{head}\n\n{ERROR}"

    def test_shows_so_many_errors_and_counts_the_rest(self, boss: Any, put_aside: Any) -> None:
        put_aside(Aside(tuple(f"faq.yaml:{line}:1: error" for line in range(1, 31))))
        lines = boss.says("/reload").split("\n")
        assert lines[0].startswith("The changed folder has 30 errors;")
        assert lines[2:] == [*(f"faq.yaml:{line}:1: error" for line in range(1, 21)), "and 10 more: workshop-bot check shows all"]

    def test_lists_what_differs_and_asks(self, made_up: Any, boss: Any, put_aside: Any) -> None:
        opening = session(made_up, "opening")
        assert opening.begins
        assert opening.ends
        aside = changed(
            made_up.ready.knowledge,
            opening={"starts": later(opening.begins, TWO_HOURS), "ends": later(opening.ends, TWO_HOURS)},
            inhalers_1={"room": ("hall-b",), "join": "https://example.org/live"},
            allergy_1={"cancelled": True},
            cases=None,
        )  # fmt: skip
        put_aside(Aside(waiting=aside))
        assert boss.says("/reload") == (
            "The changed folder would tell people of 4 sessions; the old one stays in force.\n\n"
            "What differs:\n"
            "• Moved: Opening · Mon 3 Jun, 8:30–9:00 → Mon 3 Jun, 10:30–11:00\n"
            "• Changed: How to use an inhaler · Hall A → Hall B\n"
            "• Cancelled: Pollen and dust\n"
            "• No longer in the programme: Clinical cases\n"
            "[Take over] [Leave as it is]"
        )

    def test_shows_what_of_the_chat_holds(self, made_up: Any, boss: Any) -> None:
        opening = session(made_up, "opening")
        made_up.ready = prepare(changed(made_up.ready.knowledge, opening={"room": ("hall-b",), "cancelled": True}), made_up.ready.index)
        with made_up.store.transaction() as connection:
            rows = [
                Override(opening.id, "room", '["hall-b"]', '["hall-a"]', ORGANISER, made_up.now),
                Override(opening.id, "cancelled", "true", "false", ORGANISER, made_up.now),
            ]
            overrides.put(connection, rows, ORGANISER, opening.id, False, made_up.now)
            overrides.taken_over(connection)
        assert boss.says("/reload") == (
            f"{SAME}\n\nChanged in the chat, and holding until the folder says something new of it:\n• Opening: Hall A → Hall B, cancelled"
        )

    @pytest.mark.parametrize(
        ("language", "said"),
        [
            ("vi", "Thư mục đang được áp dụng nguyên vẹn."),
            ("fr", "Le dossier est en vigueur tel quel."),
            ("en", "The folder is in force as it is."),
        ],
    )
    def test_speaks_three_languages(self, language: str, said: str, made_up: Any, person: Any) -> None:
        assert person(made_up, ORGANISER, language).says("/reload").startswith(said)


class TestTheAnswer:
    @pytest.fixture(autouse=True)
    def waiting(self, made_up: Any, put_aside: Any) -> None:
        put_aside(Aside(waiting=changed(made_up.ready.knowledge, cases=None)))
        with made_up.store.transaction() as connection:
            meta.put(connection, ASKED, DIGEST)

    def agreed(self, world: Any) -> str | None:
        with world.store.transaction() as connection:
            found = meta.get(connection, AGREED)
        assert found is None or isinstance(found, str)
        return found

    def test_take_over_is_kept_for_what_serves(self, made_up: Any, boss: Any) -> None:
        boss.says("/reload")
        assert boss.taps("Take over") == "(edited) Agreed. The changed folder comes into force now."
        assert self.agreed(made_up) == DIGEST

    def test_leave_it_keeps_the_old_one_and_can_be_thought_over(self, made_up: Any, boss: Any) -> None:
        boss.says("/reload")
        assert boss.taps("Leave as it is").split("\n") == [
            "(edited) Left as it is. The old programme stays in force until the folder is changed; /reload shows this again.",
            "[Take over]",
        ]
        assert self.agreed(made_up) is None
        boss.taps("Take over")
        assert self.agreed(made_up) == DIGEST

    @pytest.mark.parametrize("data", ["reload:take:", "reload:take:0", "reload:take:fedcba9876543210", "reload:", "reload:take"])
    def test_p20_about_another_folder_agrees_to_nothing(self, data: str, made_up: Any, boss: Any) -> None:
        assert boss.taps_data(data) == ("(edited) This folder is in force, or has been changed again. /reload shows how things stand.")
        assert self.agreed(made_up) is None

    def test_p20_of_a_stranger_is_none(self, made_up: Any, person: Any) -> None:
        stranger = person(made_up, 666, "en")
        assert stranger.says("/reload").startswith("I do not know this command.")
        stranger.taps_data(f"reload:take:{DIGEST[:16]}")
        assert self.agreed(made_up) is None


class TestOrganisersAreTold:
    def test_of_errors(self, made_up: Any) -> None:
        said = told(made_up, "en", "errors", lines=[ERROR, "b"], count=9)
        assert said.startswith(
            "The changed folder has 9 errors; the old one stays in force. It is taken over by itself once they are mended.\n\n"
        )
        assert said.split("\n")[3:] == ["b", "and 7 more: workshop-bot check shows all"]

    @pytest.mark.parametrize(
        ("language", "said"),
        [
            ("vi", "Thư mục đã trở lại đúng như bản đang được áp dụng. Không còn gì phải sửa hay quyết định."),
            ("fr", "Le dossier est de nouveau celui qui est en vigueur. Il n’y a plus rien à corriger ni à décider."),
            ("en", "The folder is again what is in force. There is nothing left to mend or to decide."),
        ],
    )
    def test_of_a_folder_that_is_as_before(self, language: str, said: str, made_up: Any) -> None:
        assert told(made_up, language, "back") == said

    def test_of_a_folder_that_is_in_force(self, made_up: Any) -> None:
        assert told(made_up, "en", "taken", count=0, named=[], overruled=[]) == "The changed folder is in force."

    def test_of_what_changed_in_it(self, made_up: Any) -> None:
        programme = made_up.ready.knowledge
        then, now = (diff.known(one, "inhalers-1") for one in (changed(programme, inhalers_1={"room": ("hall-b",)}), programme))
        assert then
        assert now
        moved = ["inhalers-1", diff.to_json(then), diff.to_json(now), ["room"]]
        gone = ["inhalers-1", diff.to_json(now), None, ["gone"]]
        assert told(made_up, "en", "taken", count=1, named=[moved], overruled=[]) == (
            "The changed folder is in force; 1 session changed:\n• Other room: How to use an inhaler · Hall B → Hall A"
        )
        assert told(made_up, "fr", "taken", count=5, named=[gone, moved, gone], overruled=[]).split("\n") == [
            "Le dossier modifié est en vigueur\u202f; 5 sessions ont changé\u202f:",
            "• Retirée du programme\u202f: Bien utiliser un inhalateur",
            "• Changement de salle\u202f: Bien utiliser un inhalateur · Salle B → Salle A",
            "• Retirée du programme\u202f: Bien utiliser un inhalateur",
            "et 2 de plus",
        ]
        assert told(made_up, "vi", "taken", count=1, named=[gone], overruled=[]) == (
            "Thư mục vừa sửa đã được áp dụng; 1 buổi thay đổi:\n• Không còn trong chương trình: Cách dùng bình xịt"
        )

    def test_of_what_the_folder_overruled(self, made_up: Any) -> None:
        overruled = [["opening", "room", '["hall-b"]'], ["opening", "starts", '"2030-06-03T08:45:00+07:00"'], ["gone", "room", "[]"]]
        block = (
            "Changed in the chat, and no longer holding, since the folder says something new of it:\n"
            "• No longer in the programme: gone\n"
            "• Opening: Mon 3 Jun, 8:45–9:00 → Mon 3 Jun, 8:30–9:00, Hall B → Hall A"
        )
        assert told(made_up, "en", "taken", count=0, named=[], overruled=overruled) == f"The changed folder is in force.\n\n{block}"
        assert "\n• Ouverture\u202f: lundi 3 juin, 8\u202fh\u202f45 – 9\u202fh → " in told(made_up, "fr", "overruled", overruled=overruled)
        assert told(made_up, "en", "overruled", overruled=overruled) == f"The folder has overruled what was changed in the chat.\n\n{block}"

    @pytest.mark.parametrize(
        ("language", "buttons"),
        [
            ("vi", "[Áp dụng bản mới] [Giữ bản cũ]"),
            ("fr", "[Appliquer le dossier] [Laisser tel quel]"),
            ("en", "[Take over] [Leave as it is]"),
        ],
    )
    def test_that_a_folder_waits_for_their_word_while_it_does(self, language: str, buttons: str, made_up: Any) -> None:
        assert told(made_up, language, "ask", count=7, digest=DIGEST[:16]) == "the folder waits no more"
        with made_up.store.transaction() as connection:
            meta.put(connection, ASKED, DIGEST)
        lines = told(made_up, language, "ask", count=7, digest=DIGEST[:16]).split("\n")
        assert "7" in lines[0]
        assert "/reload" in lines[2]
        assert lines[3:] == [buttons]
