"""A bad edit never reaches people, over a restart neither (P17); at full size `python3 dev.py bench edits`: a thousand edits."""

import asyncio
import random
import re
import secrets
from pathlib import Path

from tests.journeys.running import PATIENCE, Running, add_people, new_double, running, start, until_said_in

from workshop_bot.tryout.double import Double

WORKSHOP = """\
workshop: {id: tiny, name: {en: Tiny}, starts: 2024-12-02, ends: 2024-12-03, timezone: Asia/Ho_Chi_Minh, languages: [en], mode: room}
"""
PAGE = (
    "faq: [{{id: {0}, label: {{en: {0}}}, questions: {{en: ['Where is the {0}?']}}, answer: {{en: 'The {0}, version 0, is upstairs.'}}}}]\n"
)
PAGES = {f"faq/{name}.yaml": PAGE.format(name) for name in ("cloakroom", "canteen")}
QUESTIONS = ("Where is the cloakroom?", "Where is the canteen?")
KINDS = ("whole", "whole", "replaced", "broken", "half written", "gone")


def write(folder: Path, version: int, pages: tuple[str, ...] = tuple(PAGES)) -> None:
    """Write the folder, or some of its pages, in a version."""
    (folder / "faq").mkdir(parents=True, exist_ok=True)
    (folder / "workshop.yaml").write_text(WORKSHOP)
    for page in pages:
        (folder / page).write_text(PAGES[page].replace("version 0", f"version {version}"))


def edit(folder: Path, version: int, kind: str, chance: random.Random) -> None:
    """Change the folder in one of the ways in which folders change; only what is whole may be seen."""
    one, other = chance.sample(sorted(PAGES), 2)
    if kind == "whole":
        write(folder, version)
    elif kind == "replaced":
        write(folder.with_name("new"), version)
        folder.rename(folder.with_name(f"old{version}"))
        folder.with_name("new").rename(folder)
    elif kind == "gone":
        write(folder, version, (one,))
        (folder / "workshop.yaml").unlink()
    else:
        write(folder, version, (one,))
        text = PAGES[other].replace("version 0", f"version {version}")
        broken = text.replace("answer:", "anwser:")
        (folder / other).write_text(text[: chance.randrange(6, len(text) - 4)] if kind == "half written" else broken)


class Asker:
    """Asks one person after the other."""

    def __init__(self, telegram: Double, people: range) -> None:
        self._telegram, self._people, self._asked = telegram, people, 0

    async def version(self) -> int:
        """Ask the next question; the version that answers, or -1 where it is no answer."""
        person, turn = self._people[self._asked % len(self._people)], self._asked // len(self._people) + 1
        self._telegram.write(person, QUESTIONS[self._asked % 2])
        self._asked += 1
        found = re.search(r"version (\d+)", (await until_said_in(self._telegram, person, turn)).text)
        return int(found[1]) if found else -1

    async def until_version(self, version: int) -> list[int]:
        """Ask until this version answers; all the versions that did."""
        versions = []
        async with asyncio.timeout(PATIENCE):
            while version not in versions:
                versions.append(await self.version())
        return versions


async def dealt_with(program: Running, before: int, kind: str) -> None:
    words = "serves on" if kind in ("broken", "half written", "gone") else "took the changed folder over"
    await program.until_said(words, before + 1)


def edited(place: Path, seed: int, many: int) -> tuple[list[int], int]:
    """Edit the folder so often while people ask, then start anew: whole versions alone answer, the newer after the older.

    The version of each answer, and how many versions were whole; an AssertionError where a promise is broken.
    """
    print("seed", seed)
    chance = random.Random(seed)
    folder = place / "workshop"
    whole, last = {0}, many + 1

    async def story() -> tuple[list[int], int, str, int]:
        settings = {"WORKSHOP_BOT_KNOWLEDGE": str(folder)}
        write(folder, 0)
        async with new_double() as telegram:
            asker = Asker(telegram, add_people(telegram, 40))
            async with running(telegram, place, settings) as program:
                versions = [await asker.version()]
                for version in range(1, last):
                    kind = chance.choice(KINDS)
                    if kind in ("whole", "replaced"):
                        whole.add(version)
                    said = len(program.saying("serves on")), len(program.saying("took the changed folder over"))
                    edit(folder, version, kind, chance)
                    if version % 20 == 0:  # now and then it is left still
                        await dealt_with(program, said[kind in ("whole", "replaced")], kind)
                    versions.append(await asker.version())
                whole.add(last)
                edit(folder, last, "whole", chance)
                versions += await asker.until_version(last)
                edit(folder, last + 1, "broken", chance)
                await program.until_said("anwser")
                versions.append(await asker.version())
            async with running(telegram, place, settings) as program:
                kept = await asker.version()
                lines = "".join(program.saying("the one taken over last serves"))
            (place / "other").mkdir()
            program = await start(telegram, place / "other", settings)
            code = await program.exit_code()
            return versions, kept, lines + "".join(program.lines), code

    versions, kept, lines, code = asyncio.run(story())
    assert set(versions) <= whole
    assert versions == sorted(versions)
    assert versions[-1] == kept == last
    assert len(re.findall(r"faq/\w+\.yaml:1:\d+", lines)) == 2  # the place, at either start
    assert code == 2
    return versions, len(whole)


def test_p17_only_whole_folders_are_seen_while_they_are_edited_and_over_a_restart(tmp_path: Path) -> None:
    versions, whole = edited(tmp_path, secrets.randbelow(10**6), 50)
    assert len(versions) > 50 > whole
