"""Changes of the programme in force: by organisers in the chat, by the folder, by both; heard once, and asked about first (P13, P17)."""

import json
import random
import secrets
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection
from tests.serving import ORGANISER, bees, edit, meet, opened, told, write
from tests.serving import look as looked

from workshop_bot.answers import Ready, prepare
from workshop_bot.clock import Clock, TurnedClock
from workshop_bot.errors import StoreUnavailable
from workshop_bot.knowledge.model import Knowledge
from workshop_bot.serving import AGREED, Hooks, Serving, begin
from workshop_bot.store import meta, overrides
from workshop_bot.store.engine import Store
from workshop_bot.store.overrides import Override

Look = Callable[[Serving, int], None]
Begun = Callable[[], Serving]
HOURS = ["10:00", "11:00", "12:00", "13:00", "14:00", "15:00", "16:00", "17:00"]


def programme(folder: Path, *hours: str, more: str = "") -> None:
    """Write sessions s0, s1, … that begin at these hours of 2100, each an hour long."""
    lines = [
        f"  - {{id: s{number}, title: Session {number}, starts: 2100-03-30 {hour}, minutes: 60{more}}}" for number, hour in enumerate(hours)
    ]
    write(folder / "sessions.yaml", "\n".join(["sessions:", *lines, ""]))


def begins(knowledge: Knowledge) -> list[str]:
    """When its sessions begin."""
    return [f"{session.begins:%H:%M}" for session in knowledge.sessions]


class Heard:
    """What a change sets off: from which hours to which, and what is silent."""

    def __init__(self) -> None:
        self.changes: list[tuple[list[str], list[str], set[str]]] = []
        self.hooks = Hooks(frozenset({ORGANISER}), self.taken_over)

    def taken_over(self, connection: Connection, old: Knowledge, new: Knowledge, now: datetime, silent: frozenset[str]) -> None:
        if begins(old) != begins(new):
            self.changes.append((begins(old), begins(new), set(silent)))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return bees(tmp_path)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(opened(tmp_path)) as found:
        yield found


@pytest.fixture
def look(store: Store) -> Look:
    return partial(looked, store)


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def begun(folder: Path, store: Store, heard: Heard) -> Callable[[], Serving]:
    """Begin, or begin again, with the folder as it is."""
    return lambda: begin(folder, store, Clock(), heard.hooks)


def act(store: Store, hour: str, session: str = "s0", silent: bool = False, replaced: str = "10:00") -> None:
    """An organiser moves a session to another hour."""
    value, before = (f'"2100-03-30T{one}:00+02:00"' for one in (hour, replaced))
    with store.transaction() as connection:
        row = Override(session, "starts", value, before, ORGANISER, Clock().now())
        overrides.put(connection, [row], ORGANISER, session, silent, Clock().now())


class TestWhatOrganisersDid:
    def test_is_in_force_at_the_next_look_and_handed_on_once(
        self, folder: Path, store: Store, look: Look, begun: Begun, heard: Heard
    ) -> None:
        programme(folder, "10:00", "11:00")
        serving = begun()
        before = serving.ready
        act(store, "10:30")
        act(store, "11:30", "s1", silent=True, replaced="11:00")
        look(serving, 3)
        assert begins(serving.ready.knowledge) == ["10:30", "11:30"]
        assert heard.changes == [(["10:00", "11:00"], ["10:30", "11:30"], {"s1"})]
        assert (serving.ready.index, serving.name) == (before.index, serving.name)
        assert told(store) == []

    def test_p13_is_heard_after_a_start_when_the_program_was_killed_before_it_was_in_force(
        self, folder: Path, store: Store, begun: Begun, heard: Heard
    ) -> None:
        programme(folder, "10:00", "11:00")
        begun()
        act(store, "10:30", silent=True)
        act(store, "10:45")
        assert begins(begun().ready.knowledge) == begins(begun().ready.knowledge) == ["10:45", "11:00"]
        assert heard.changes == [(["10:00", "11:00"], ["10:45", "11:00"], set())]

    def test_p13_with_what_was_changed_in_the_folder_meanwhile(
        self, folder: Path, store: Store, begun: Begun, look: Look, heard: Heard
    ) -> None:
        programme(folder, "10:00", "11:00")
        serving = begun()
        act(store, "10:30")
        look(serving, 1)
        act(store, "10:45")
        programme(folder, "10:00", "11:15")
        assert begins(begun().ready.knowledge) == begins(begun().ready.knowledge) == ["10:45", "11:15"]
        assert heard.changes[1:] == [(["10:30", "11:00"], ["10:45", "11:15"], set())]

    def test_is_taken_back_by_an_undoing(self, folder: Path, store: Store, look: Look, begun: Begun, heard: Heard) -> None:
        programme(folder, "10:00")
        serving = begun()
        act(store, "10:30")
        look(serving, 1)
        with store.transaction() as connection:
            done = overrides.last(connection, ORGANISER)
            assert done
            overrides.undo(connection, done, ORGANISER, Clock().now())
        look(serving, 1)
        assert [change[1] for change in heard.changes] == [["10:30"], ["10:00"]]

    def test_while_the_next_programme_is_made_ready_is_in_it(
        self, folder: Path, store: Store, look: Look, begun: Begun, heard: Heard, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        programme(folder, "10:00")
        serving = begun()
        hours = ["10:45"]

        def slow(*what: Any) -> Ready:
            if hours:
                act(store, hours.pop())
            return prepare(*what)

        monkeypatch.setattr("workshop_bot.serving.prepare", slow)
        act(store, "10:30")
        look(serving, 2)
        assert heard.changes == [(["10:00"], ["10:45"], set())]

    def test_p25_waits_for_a_store_that_fails(
        self, folder: Path, store: Store, look: Look, begun: Begun, heard: Heard, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        programme(folder, "10:00")
        serving = begun()
        act(store, "10:30")
        with monkeypatch.context() as patch:
            patch.setattr(overrides, "drop", _full)
            with pytest.raises(StoreUnavailable):
                look(serving, 1)
            assert begins(serving.ready.knowledge) == ["10:00"]
        heard.changes.clear()
        look(serving, 1)
        assert heard.changes == [(["10:00"], ["10:30"], set())]


def _full(*what: object) -> None:
    raise StoreUnavailable("the disk is full")


def test_a_first_start_is_no_change(folder: Path, store: Store, begun: Begun, heard: Heard) -> None:
    meet(store)
    begun()
    begun()
    assert (told(store), heard.changes) == ([], [])


class TestTheFolderAgainstTheChat:
    def test_the_folder_wins_what_it_says_anew_and_organisers_hear_of_it(
        self, folder: Path, store: Store, look: Look, begun: Begun, heard: Heard
    ) -> None:
        programme(folder, "10:00", "11:00")
        serving = begun()
        meet(store)
        act(store, "10:30")
        look(serving, 1)
        programme(folder, "10:15", "11:00")
        look(serving, 2)
        assert heard.changes[1:] == [(["10:30", "11:00"], ["10:15", "11:00"], set())]
        (said,) = told(store)
        ((name, before, after, kinds),) = said.pop("named")
        assert said == {"what": "taken", "count": 1, "overruled": [["s0", "starts", '"2100-03-30T10:30:00+02:00"']]}
        assert [name, json.loads(before)["starts"][11:16], json.loads(after)["starts"][11:16], kinds] == ["s0", "10:30", "10:15", ["moved"]]
        with store.reading() as connection:
            assert overrides.all_(connection) == []

    def test_what_was_changed_holds_over_an_edit_of_another_field(
        self, folder: Path, store: Store, look: Look, begun: Begun, heard: Heard
    ) -> None:
        programme(folder, "10:00")
        serving = begun()
        meet(store)
        act(store, "10:30")
        look(serving, 1)
        programme(folder, "10:00", more=", summary: At last")
        look(serving, 2)
        assert begins(serving.ready.knowledge) == ["10:30"]
        assert told(store) == [{"what": "taken", "count": 0, "named": [], "overruled": []}]

    def test_a_folder_that_says_the_same_settles_it_silently(
        self, folder: Path, store: Store, look: Look, begun: Begun, heard: Heard
    ) -> None:
        programme(folder, "10:00")
        serving = begun()
        meet(store)
        act(store, "10:30")
        look(serving, 1)
        programme(folder, "10:30")
        look(serving, 2)
        assert told(store) == [{"what": "taken", "count": 0, "named": [], "overruled": []}]
        assert len(heard.changes) == 1


class Model:
    """What must be in force, said plainly: each session's hour of the folder, unless the chat gave another one since the folder said so."""

    def __init__(self, hours: list[str]) -> None:
        self.folder, self.chat = hours, dict[int, tuple[str, str]]()

    def edit(self, hours: list[str]) -> None:
        self.folder = hours
        self.chat = {at: (hour, replaced) for at, (hour, replaced) in self.chat.items() if hours[at] == replaced}

    def act(self, at: int, hour: str) -> None:
        self.chat[at] = hour, self.folder[at]

    @property
    def hours(self) -> list[str]:
        return [self.chat.get(at, (hour, ""))[0] for at, hour in enumerate(self.folder)]


def test_p13_whatever_is_done_each_change_is_handed_on_once_and_in_order(
    folder: Path, store: Store, look: Look, begun: Begun, heard: Heard
) -> None:
    seed = secrets.randbelow(10**6)
    print("seed", seed)
    chance = random.Random(seed)
    model = Model(["10:00", "11:00"])
    programme(folder, *model.folder)
    serving = begun()
    for _ in range(60):
        match chance.choice(["act", "act", "edit", "look", "look", "start", "lost start"]):
            case "act":  # as the feature does: against what the folder that is in force says
                look(serving, 2)
                at, hour = chance.randrange(2), f"{chance.randrange(10, 18)}:30"
                act(store, hour, f"s{at}", replaced=model.folder[at])
                model.act(at, hour)
            case "edit":
                look(serving, 2)
                hours = [chance.choice([hour, f"{chance.randrange(10, 18)}:00"]) for hour in model.folder]
                programme(folder, *hours)
                model.edit(hours)
            case "look":
                look(serving, chance.randrange(1, 4))
            case "start":
                serving = begun()
            case _:
                begun()  # it was killed before it did anything more
                serving = begun()
    look(serving, 3)
    assert begins(serving.ready.knowledge) == model.hours
    known = ["10:00", "11:00"]
    for old, new, _ in heard.changes:
        assert old == known
        known = new
    assert known == model.hours


class TestAFolderOfWhichManyWouldHear:
    @pytest.fixture
    def asked(self, folder: Path, store: Store, look: Look, begun: Begun) -> Serving:
        """Six of eight sessions are moved; an organiser is known."""
        programme(folder, *HOURS)
        serving = begun()
        meet(store)
        programme(folder, *(["09:00"] * 6), *HOURS[6:])
        look(serving, 2)
        return serving

    def test_waits_for_the_word_of_an_organiser_who_is_asked_once(
        self, asked: Serving, store: Store, look: Look, begun: Begun, heard: Heard
    ) -> None:
        look(asked, 3)
        again = begun()
        look(again, 2)
        for serving in (asked, again):
            assert begins(serving.ready.knowledge) == HOURS
            assert serving.aside
            assert serving.aside.waiting
        assert heard.changes == []
        assert [one["what"] for one in told(store)] == ["ask"]
        assert told(store)[0]["count"] == 6

    def test_waits_on_when_most_of_it_has_gone_by(self, asked: Serving, folder: Path, store: Store, heard: Heard) -> None:
        clock = TurnedClock(datetime(2100, 3, 31, tzinfo=UTC))
        assert begins(begin(folder, store, clock, heard.hooks).ready.knowledge) == HOURS

    @pytest.mark.parametrize("down", [False, True])
    def test_is_in_force_when_one_agrees(self, asked: Serving, store: Store, look: Look, begun: Begun, heard: Heard, down: bool) -> None:
        assert asked.aside
        assert asked.aside.waiting
        with store.transaction() as connection:
            meta.put(connection, AGREED, asked.aside.waiting.digest)
        serving = begun() if down else asked
        look(serving, 2)
        assert begins(serving.ready.knowledge) == ["09:00"] * 6 + HOURS[6:]
        assert len(heard.changes) == 1
        _, taken = told(store)
        assert (taken["what"], taken["count"], [name for name, *_ in taken["named"]]) == ("taken", 6, ["s0", "s1", "s2"])
        assert serving.aside is None

    def test_keeps_what_is_done_in_the_chat_meanwhile(self, asked: Serving, store: Store, look: Look, heard: Heard) -> None:
        act(store, "16:30", "s6", replaced="16:00")
        look(asked, 1)
        assert begins(asked.ready.knowledge) == [*HOURS[:6], "16:30", "17:00"]
        assert asked.aside
        assert asked.aside.waiting
        assert begins(asked.aside.waiting)[6:] == ["16:30", "17:00"]

    def test_that_is_put_right_is_forgotten_and_asked_about_anew(
        self, asked: Serving, folder: Path, store: Store, look: Look, heard: Heard
    ) -> None:
        programme(folder, *HOURS)
        look(asked, 2)
        assert asked.aside is None
        programme(folder, *(["09:00"] * 6), *HOURS[6:])
        look(asked, 2)
        assert [one["what"] for one in told(store)] == ["ask", "back", "ask"]
        assert heard.changes == []

    def test_that_has_errors_meanwhile_is_asked_about_anew(self, asked: Serving, folder: Path, store: Store, look: Look) -> None:
        edit(folder, "faq: none")
        look(asked, 2)
        edit(folder, "Yes.")
        look(asked, 2)
        assert [one["what"] for one in told(store)] == ["ask", "errors", "ask"]

    def test_is_taken_over_where_no_organiser_is_known(self, folder: Path, store: Store, look: Look, begun: Begun, heard: Heard) -> None:
        programme(folder, *HOURS)
        serving = begun()
        programme(folder, *(["09:00"] * 6), *HOURS[6:])
        look(serving, 2)
        assert len(heard.changes) == 1
