"""The program as a process, killed, stopped, cut off and doubled: nothing that a person wrote is lost.

The longer proof is `python3 dev.py bench kills`; here it runs at a smaller size.
"""

import asyncio
import json
import os
import random
import sqlite3
from collections import Counter
from pathlib import Path

import pytest
from tests.journeys.running import TOKEN, running, start

from workshop_bot.clock import Clock
from workshop_bot.tryout.double import Double

QUESTIONS = ("ti le song cua tre bi ung thu?", "qui parle du neuroblastome ?", "when does the workshop begin?")


def double(pace: bool = False) -> Double:
    return Double(Clock(), token=TOKEN, name="test_workshop_bot", strict=pace)


def answered(telegram: Double) -> Counter[tuple[int, int]]:
    """How often each question, by chat and message, has an answer that replies to it."""
    return Counter(
        (message.chat, message.reply_to)
        for chat in telegram.chats
        for message in telegram.messages(chat)
        if message.sender == 0 and message.reply_to is not None
    )


async def kill_at_random(place: Path, questions: int, kills: int, seed: int) -> tuple[Counter[tuple[int, int]], set[tuple[int, int]], int]:
    """Ask from many chats while the program is killed again and again: the answers, what was asked, and the doubles it owns up to."""
    chance = random.Random(seed)
    async with double() as telegram:
        asked = set()
        for person in range(1, 51):
            telegram.add_person(person, f"P{person}", "vi")
        program = await start(telegram, place)
        waves = questions // (kills + 1)
        for _ in range(kills):
            for _ in range(waves):
                person = chance.randint(1, 50)
                asked.add((person, telegram.write(person, chance.choice(QUESTIONS))))
            target = sum(answered(telegram).values()) + chance.randint(1, max(1, waves))
            await telegram.until(lambda target=target: sum(answered(telegram).values()) >= target or set(answered(telegram)) >= asked)
            await program.kill()
            program = await start(telegram, place)
        for _ in range(questions - len(asked)):
            person = chance.randint(1, 50)
            asked.add((person, telegram.write(person, chance.choice(QUESTIONS))))
        await telegram.until(lambda: set(answered(telegram)) >= asked, timeout=120)
        assert await program.terminate() == 0
        with sqlite3.connect(place / "bot.db") as database:
            assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            (owned,) = database.execute("SELECT count(*) FROM outbox WHERE doubled").fetchone()
        return answered(telegram), asked, owned
