"""The whole bot on this machine: a page, a chat, a clock; nothing is left behind."""

import asyncio
import os
import shutil
import signal
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from workshop_bot.trial import try_page

FOLDER = Path(__file__).parents[1] / "knowledge"
Json = dict[str, Any]


async def until(line: aiohttp.ClientWebSocketResponse, kind: str) -> Json:
    while (event := await line.receive_json(timeout=60))["type"] != kind:
        continue
    found: Json = event
    return found


def test_p24_somebody_chats_and_nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    told: Json = {}
    tasks = []

    async def chat(address: str) -> None:
        async with aiohttp.ClientSession() as session, session.ws_connect(f"{address}ws", origin=address.rstrip("/")) as line:
            state = await until(line, "state")
            told["people"] = [person["name"] for person in state["people"]]
            told["now"] = state["clock"]["now"][:16]
            await line.send_json({"do": "start", "person": state["people"][0]["id"]})
            said = [(await until(line, "message"))["message"] for _ in range(3)]
            told["welcome"] = said[1]["text"].partition(".")[0]
            told["asked"] = said[2]["text"].partition("?")[0]
            await line.send_json({"do": "advance", "minutes": 60})
            await until(line, "clock")
            told["later"] = (await until(line, "clock"))["clock"]["now"][:16]
        os.kill(os.getpid(), signal.SIGTERM)

    def opened(address: str) -> None:
        tasks.append(asyncio.ensure_future(chat(address)))

    try_page(FOLDER, None, None, opened)
    assert told["people"] == ["Lan", "Claire", "Sam", "Organiser"]
    assert (told["now"], told["later"]) == ("2024-12-01T18:00", "2024-12-01T19:00")
    assert told["welcome"] == "Hội thảo Ung thư Nhi khoa 2024, ngày 2–6/12/2024, trực tiếp và trực tuyến"
    assert told["asked"] == "Anh/chị có muốn nhận thông báo của ban tổ chức không"
    assert list(tmp_path.iterdir()) == []
    assert tasks[0].exception() is None


def test_what_is_followed_and_the_next_reminder_are_seen_on_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    found = []

    async def follow(address: str) -> None:
        async with aiohttp.ClientSession() as session, session.ws_connect(f"{address}ws", origin=address.rstrip("/")) as line:
            person = (await until(line, "state"))["people"][2]["id"]
            await line.send_json({"do": "write", "person": person, "chat": person, "text": "/remind opening"})
            found.append((await until(line, "ahead"))["ahead"])
        os.kill(os.getpid(), signal.SIGTERM)

    tasks = []
    try_page(FOLDER, None, None, lambda address: tasks.append(asyncio.ensure_future(follow(address))))
    assert found == [{"reminder": "2024-12-02T08:15:00+07:00", "followed": {"13": ["opening"]}}]


def test_a_changed_folder_is_seen_on_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    folder = Path(shutil.copytree(FOLDER, tmp_path / "knowledge"))
    titles = []

    async def look(address: str) -> None:
        async with aiohttp.ClientSession() as session, session.ws_connect(f"{address}ws", origin=address.rstrip("/")) as line:
            await until(line, "state")
            sessions = folder / "sessions.yaml"
            sessions.write_text(sessions.read_text().replace("Opening of the workshop", "The workshop opens"))
            programme = (await until(line, "programme"))["programme"]
            titles.append(programme["days"][0]["sessions"][0]["title"]["en"])
        os.kill(os.getpid(), signal.SIGTERM)

    tasks = []
    try_page(folder, None, None, lambda address: tasks.append(asyncio.ensure_future(look(address))))
    assert titles == ["The workshop opens"]


def test_the_clock_begins_where_one_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    found = []

    async def look(address: str) -> None:
        async with aiohttp.ClientSession() as session, session.ws_connect(f"{address}ws", origin=address.rstrip("/")) as line:
            found.append((await until(line, "state"))["clock"]["now"][:16])
        os.kill(os.getpid(), signal.SIGTERM)

    tasks = []
    try_page(FOLDER, None, datetime(2024, 12, 3, 2, tzinfo=UTC), lambda address: tasks.append(asyncio.ensure_future(look(address))))
    assert found == ["2024-12-03T09:00"]


def test_p24_what_an_organiser_keeps_is_in_force_on_the_page_and_not_written_to_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    folder = Path(shutil.copytree(FOLDER, tmp_path / "knowledge"))
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    claire, sam, organiser, question = 12, 13, 14, "may I bring my pet dog"
    found = []

    async def keep(address: str) -> None:
        shown: dict[tuple[int, int], Json] = {}  # as edited last
        async with aiohttp.ClientSession() as session, session.ws_connect(f"{address}ws", origin=address.rstrip("/")) as line:

            async def reads(person: int, words: str) -> Json:
                while not (here := [one for (chat, _), one in shown.items() if chat == person and words in one["text"]]):
                    event = await until(line, "message")
                    shown[event["chat"], event["message"]["id"]] = event["message"]
                message: Json = here[-1]
                return message

            async def writes(person: int, text: str, words: str) -> Json:
                await line.send_json({"do": "write", "person": person, "chat": person, "text": text})
                return await reads(person, words)

            async def taps(person: int, message: Json, button: str, words: str) -> Json:
                (data,) = (one["data"] for row in message["buttons"] for one in row if one["text"] == button)
                await line.send_json({"do": "tap", "person": person, "chat": person, "message": message["id"], "data": data})
                return await reads(person, words)

            await until(line, "state")
            await writes(organiser, "/inbox", "No question waits.")
            await taps(sam, await writes(sam, f"/organisers {question}", "Shall I send"), "Send", "Sent to the organisers")
            copy = await reads(organiser, "A question to the organisers")
            await taps(organiser, copy, "Answer", "Type the answer")
            sent = await taps(organiser, await writes(organiser, "Dogs stay outside.", "Shall I send"), "Send", "Sent to 1 person")
            await taps(organiser, await taps(organiser, sent, "Keep as an answer", "Keep this"), "Keep", "being written")
            found.append((await reads(organiser, "An answer was kept"))["text"].partition("\n\n")[2])
            found.append((await writes(claire, "can i bring my pet dog?", "Dogs"))["text"])
        os.kill(os.getpid(), signal.SIGTERM)

    tasks = []
    try_page(folder, None, None, lambda address: tasks.append(asyncio.ensure_future(keep(address))))
    assert found == ["It lives here only: nothing was written to the folder itself.", "Dogs stay outside."]
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
