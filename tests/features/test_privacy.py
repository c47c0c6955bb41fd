"""What is kept of a person: told in eight lines, copied, silenced, erased."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import func, insert, select

from workshop_bot.delivery.turn import File
from workshop_bot.store import people
from workshop_bot.store.tables import metadata

TOLD = {
    "vi": """Tôi lưu rất ít, chỉ những gì cần để trả lời anh/chị.
Những gì được lưu: mã số Telegram, ngôn ngữ và lựa chọn của anh/chị, những gì anh/chị theo dõi hoặc chờ được báo, nội dung trao đổi gần nhất.
Tin nhắn của anh/chị: xóa ngay sau khi trả lời; câu trả lời của tôi: xóa sau khi gửi. Chỉ giữ các câu hỏi (không kèm tên, che những gì giống thông tin người bệnh), những câu anh/chị gửi ban tổ chức và câu trả lời của ban tổ chức.
Thời gian lưu: những câu hỏi đó, nội dung gần nhất và nhật ký gửi (không có nội dung tin) 30 ngày, tính từ khi hội thảo kết thúc hoặc từ tin nhắn sau đó; phần còn lại đến khi anh/chị xóa.
Ai xem được: người vận hành bot này; ban tổ chức xem các câu hỏi, không kèm tên trừ khi anh/chị muốn. Telegram chuyển tin nhắn theo quy định riêng của họ.
Mã số Telegram của anh/chị: 1
/stop: tôi ngừng gửi tin, dữ liệu vẫn được giữ; anh/chị nhắn bất cứ lúc nào tôi sẽ trả lời lại.
/forget: tôi xóa mọi dữ liệu về anh/chị.
[Nhận bản sao dữ liệu]""",  # noqa: E501 - a line is a line
    "fr": """Je garde peu de choses, et seulement pour pouvoir vous répondre.
Ce que je garde_: votre identifiant Telegram, votre langue et vos choix, ce que vous suivez ou attendez, ce dont nous venons de parler.
Vos messages_: effacés dès que j’y ai répondu, et mes réponses dès qu’elles sont envoyées. Je garde vos questions, sans votre nom et en masquant ce qui ressemble aux données d’un patient, celles que vous envoyez aux organisateurs, et leurs réponses.
Combien de temps_: ces questions, le dernier sujet et les traces d’envoi sans texte, 30 jours après la fin de l’atelier ou après un message plus tardif_; le reste, jusqu’à ce que vous l’effaciez.
Qui le voit_: les personnes qui font fonctionner ce bot ; les organisateurs voient les questions, sans votre nom sauf si vous le voulez. Telegram achemine les messages selon ses propres règles.
Votre identifiant Telegram_: 2
/stop_: je me tais et garde vos données_; tout message me réveille.
/forget_: j’efface tout ce qui vous concerne.
[Recevoir mes données]""".replace("_", "\u202f"),  # noqa: E501 - a line is a line
    "en": """I keep little, and only to be able to answer you.
What: your Telegram number, your language and choices, what you follow or wait to hear, what we spoke of last.
Your messages: wiped as soon as they are answered, and my answers once they are sent. Kept are your questions, without your name and with what looks like a patient’s data masked, those you send the organisers, and their answers.
How long: these questions, the topic we spoke of and records without text 30 days, counted from the end of the workshop or from a later message; the rest until you erase it.
Who sees it: the people who run this bot; the organisers see the questions, without your name unless you want it. Telegram carries the messages, by its own rules.
Your Telegram number: 3
/stop: I fall silent and keep your data; any message wakes me.
/forget: I erase everything about you.
[Get a copy of my data]""",  # noqa: E501 - a line is a line
}


def test_what_is_kept(lan: Any, claire: Any, sam: Any) -> None:
    assert lan.says("/privacy") == TOLD["vi"]
    assert claire.says("/privacy") == TOLD["fr"]
    assert sam.says("/privacy") == TOLD["en"]
    assert [text.count("\n") for text in TOLD.values()] == [8, 8, 8]  # eight lines, and the button


def test_a_copy_as_a_file(sam: Any, lan: Any) -> None:
    lan.says("/programme")
    sam.says("/programme tuesday")
    sam.says("/privacy")
    replies = sam.replies("tap", "privacy:copy", message=1, query="tap")
    (file,) = (reply for reply in replies if isinstance(reply, File))
    copy = json.loads(file.data)
    assert (file.name, file.text.text) == ("my-data.json", "Everything I keep about you.")
    assert [row["chat"] for row in copy["chats"]] == [3]
    assert [row["reference"] for row in copy["conversations"]] == [""]
    assert [row["day"] for row in copy["conversations"]] == ["2024-12-03"]
    assert copy["chats"][0]["started"] == "2024-12-02T03:00:00+00:00"
    assert {row["chat"] for rows in copy.values() for row in rows} == {3}


def test_silence_until_the_next_message(sam: Any, lan: Any, claire: Any) -> None:
    assert sam.says("/stop") == "I am silent from now on. I keep your data; any message wakes me, and /forget erases it."
    assert sam.row.silent
    sam.says("/now")
    assert not sam.row.silent
    assert lan.says("/stop") == (
        "Từ giờ tôi ngừng gửi tin. Dữ liệu vẫn được giữ; anh/chị nhắn bất cứ lúc nào tôi sẽ trả lời lại, còn /forget sẽ xóa dữ liệu."
    )
    assert claire.says("/stop") == ("Je me tais désormais. Je garde vos données\u202f; tout message me réveille, et /forget les efface.")


def test_forget_asks_once_and_can_be_left(sam: Any) -> None:
    sam.says("/programme")
    assert sam.says("/forget") == (
        "Shall I erase everything I keep about you?\n"
        "Language, choices, what you follow, what we spoke of: it goes at once and cannot be brought back. "
        "The messages in this chat stay until you delete them in Telegram.\n"
        "[Erase everything] [Keep my data]"
    )
    assert sam.taps("Keep my data") == "(edited) Nothing was erased."
    assert sam.row.started == sam.world.now


def test_forget_in_three_languages(lan: Any, claire: Any, sam: Any) -> None:
    lan.says("/forget")
    assert lan.taps("Xóa tất cả") == (
        "(edited) Đã xóa mọi dữ liệu về anh/chị. Tôi không còn biết anh/chị là ai: /start sẽ bắt đầu lại từ đầu."
    )
    claire.says("/forget")
    assert claire.taps("Tout effacer") == (
        "(edited) Tout ce qui vous concerne est effacé. Je ne vous connais plus\u202f: /start recommence de zéro."
    )
    sam.says("/forget")
    assert sam.taps("Erase everything") == (
        "(edited) Everything about you is erased. I do not know you any more: /start begins from nothing."
    )


def test_p21_what_is_forgotten_is_in_no_table(sam: Any, lan: Any, world: Any) -> None:
    lan.says("/programme")
    kept = kept_of(world, lan.number)
    fill(world, sam.number)
    sam.says("/programme")
    sam.says("/programme@pow_bot", group=True)
    sam.says("/forget")
    sam.taps("Erase everything")
    assert kept_of(world, sam.number) == {}
    assert kept_of(world, lan.number) == kept


def test_a_new_start_begins_from_nothing(sam: Any, world: Any) -> None:
    world.at("2024-12-01 08:00")
    first = sam.says("/start")
    sam.says("/forget")
    sam.taps("Erase everything")
    assert sam.says("/start") == first


@pytest.mark.parametrize("data", ["forget:yes", "forget:1", "privacy:copy"])
def test_p20_in_a_group_nothing_of_a_person_is_shown_or_erased(stranger: Any, sam: Any, world: Any, data: str) -> None:
    sam.says("/programme")
    stranger.says("/programme")
    kept = kept_of(world, sam.number), kept_of(world, stranger.number)
    assert stranger.taps_data(data, group=True) == "(alert) Đây là việc riêng của anh/chị: mời anh/chị nhắn riêng với tôi."
    assert (kept_of(world, sam.number), kept_of(world, stranger.number)) == kept


def test_p20_a_forged_button_erases_only_whose_it_is(stranger: Any, sam: Any, world: Any) -> None:
    sam.says("/programme")
    kept = kept_of(world, sam.number)
    for data in (f"forget:yes:{sam.number}", f"forget:{sam.number}", "forget:"):
        assert stranger.taps_data(data) == "(edited) Nothing was erased."
    stranger.taps_data("forget:yes")
    assert kept_of(world, sam.number) == kept


def kept_of(world: Any, number: int) -> dict[str, int]:
    with world.store.transaction() as connection:
        return {table: len(rows) for table, rows in people.copy(connection, number).items()}


def fill(world: Any, number: int) -> None:
    """A row of the person in every table that can hold one, also of those to come."""
    blank: dict[type, Callable[[], Any]] = {int: lambda: 900, str: lambda: "kept", bool: lambda: False, float: lambda: 0.0}
    with world.store.transaction() as connection:
        for table in metadata.sorted_tables:
            named = {"chat", "person"} & set(table.c.keys())
            if named and table.name != "chats":
                values = {
                    column.name: number
                    if column.name in named
                    else world.now
                    if "Moment" in repr(column.type)
                    else blank[column.type.python_type]()
                    for column in table.columns
                    if not column.nullable
                }
                connection.execute(insert(table).values(values))
                assert connection.scalar(select(func.count()).select_from(table))
