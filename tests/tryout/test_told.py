"""What the browser is told: in the workshop's time, in the page's languages, nothing but what is there."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from workshop_bot.clock import TurnedClock
from workshop_bot.knowledge.read import usable
from workshop_bot.tryout import told
from workshop_bot.tryout.double import Double

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
FOLDER = Path(__file__).parents[2] / "knowledge"
MENU = [{"command": "help", "description": "What I can do"}]


def double() -> Double:
    made = Double(TurnedClock(datetime(2024, 12, 1, 11, tzinfo=UTC)))
    made.add_person(1, "Lan", "vi")
    made.add_group(-1, "Group", [1])
    return made


def test_a_message_of_the_bot_with_its_buttons_and_its_language() -> None:
    telegram = double()
    buttons = [[{"text": "Có", "callback_data": "a:b"}, {"text": "Mở", "url": "https://a.b", "style": "primary"}]]
    said = telegram.world.add(1, 0, telegram.clock.now(), "Anh/chị có muốn nhận thông báo không?", buttons=buttons)
    assert told.message(telegram, said, ZONE) == {
        "id": 1,
        "from": 0,
        "at": "2024-12-01T18:00:00+07:00",
        "text": "Anh/chị có muốn nhận thông báo không?",
        "entities": [],
        "buttons": [[{"text": "Có", "data": "a:b"}, {"text": "Mở", "url": "https://a.b", "style": "primary"}]],
        "reply_to": None,
        "edited": False,
        "file": None,
        "language": "vi",
    }


def test_a_file_is_told_by_name_and_place() -> None:
    telegram = double()
    said = telegram.world.add(1, 0, telegram.clock.now(), "", file={"name": "a.txt", "size": 3, "data": b"abc"})
    assert told.message(telegram, said, ZONE)["file"] == {"name": "a.txt", "size": 3, "kind": "document", "url": "/files/1/1"}


def test_menus_are_those_of_the_person_and_the_place() -> None:
    telegram = double()
    telegram.commands["all_private_chats", 0, "vi"] = MENU
    telegram.commands["all_group_chats", 0, ""] = [{"command": "ask", "description": "Ask"}]
    private = told.private_chat(telegram, telegram.world.people[1], ZONE)
    group = told.group_chat(telegram, telegram.world.groups[-1], ZONE)
    assert (private["commands"], group["commands"]) == ({"1": MENU}, {"1": [{"command": "ask", "description": "Ask"}]})


def test_the_programme_is_told_day_by_day_with_what_is_provisional() -> None:
    programme = told.programme(usable(FOLDER))
    assert [day["date"] for day in programme["days"]] == [f"2024-12-0{day}" for day in range(2, 7)]
    assert programme["name"]["en"] == "Pediatric Oncology Workshop 2024"
    assert programme["place"] == {"vi": "Hà Nội", "fr": "Hanoï", "en": "Hanoi"}
    sessions = [session for day in programme["days"] for session in day["sessions"]]
    assert {session["provisional"] for session in sessions} == {True}
    assert all(session["starts"] is None or session["starts"].endswith("+07:00") for session in sessions)


def test_a_day_outside_the_workshop_on_which_something_is_held_is_told_too() -> None:
    knowledge = usable(FOLDER)
    late = knowledge.sessions[0].model_copy(update={"starts": date(2024, 12, 9), "finishes": None})
    days = told.programme(replace(knowledge, sessions=(late,)))["days"]
    assert {day["date"]: [one["id"] for one in day["sessions"]] for day in days[-2:]} == {"2024-12-06": [], "2024-12-09": [late.id]}


def test_the_menu_of_a_persons_own_chat_comes_before_that_of_all_chats_and_any_before_none() -> None:
    telegram = double()
    one = telegram.world.people[1]
    found = []
    for scope, chat, language in (("default", 0, ""), ("all_private_chats", 0, ""), ("all_private_chats", 0, "vi"), ("chat", 1, "vi")):
        name = f"{scope}_{language}"
        telegram.commands[scope, chat, language] = [{"command": name, "description": "What"}]
        found.append(told.menu(telegram, one, private=True)[0]["command"] == name)
    assert (found, told.menu(telegram, one, private=False)[0]["command"]) == ([True] * 4, "default_")
