"""An answer becomes an entry: shown as it would be, chosen, written into a real folder, in force at once, taken out again; and by whom."""

import asyncio
import shutil
from pathlib import Path
from typing import Any

import pytest

from workshop_bot.clock import Clock
from workshop_bot.delivery.turn import Aside
from workshop_bot.delivery.writer import Writer
from workshop_bot.features import hooks, keeping
from workshop_bot.knowledge.cuts import NotWritable
from workshop_bot.knowledge.read import usable
from workshop_bot.serving import SHORT, Serving, begin
from workshop_bot.store import organisers
from workshop_bot.store.tables import kept
from workshop_bot.store.tables import questions as table

ASTHMA = Path(__file__).parents[1] / "answers" / "asthma"
ORGANISER, OTHER = 4, 8
VI, FR, EN = "Có hồ bơi gần hội trường không?", "y a-t-il une piscine", "Is there a swimming pool nearby?"


class Pool:
    """Three people asked about a pool, in three languages; the organiser answers."""

    def __init__(self, world: Any, folder: Path, person: Any) -> None:
        self.world, self.folder = world, folder
        self.serving: Serving = begin(folder, world.store, Clock(), hooks({ORGANISER}))
        world.ready = self.serving.ready
        self.boss, self.lan, self.claire, self.sam = (person(world, *who) for who in ((ORGANISER, "en"), (1, "vi"), (2, "fr"), (3, "en")))
        self.boss.says("/start")

    def ask(self, person: Any, text: str) -> int:
        person.says(f"/organisers {text}")
        with self.world.store.transaction() as connection:
            draft = connection.execute(table.select().where(table.c.chat == person.number, table.c.state == "draft")).one()
        person.taps_data(f"relay:send:{draft.id}", 1)
        return int(draft.id)

    def answer(self, *asked: tuple[Any, str], text: str = "Yes, behind Hall B.") -> str:
        """All these are answered at once, as if they were alike; the entry as it would be."""
        numbers = [self.ask(person, words) for person, words in asked]
        self.boss.taps_data(f"inbox:alone:{numbers[0]}")
        with self.world.store.transaction() as connection:
            connection.exec_driver_sql("UPDATE answers SET questions = ?", (" ".join(map(str, numbers)),))
        self.boss.says(text)
        assert "[Keep as an answer]\n[See what waits]" in self.boss.taps("Send")
        return str(self.boss.taps("Keep as an answer"))

    def look(self, times: int = 1) -> str:
        """What serves the folder looks at it; what the organiser hears then."""

        async def looks() -> None:
            for _ in range(times):
                await self.serving.look(writer, Clock())

        writer = Writer(self.world.store)
        asyncio.run(looks())
        writer.close()
        self.world.ready, self.world.now = self.serving.ready, max(self.world.now, Clock().now())
        return str(self.boss.hears())

    @property
    def files(self) -> dict[str, str]:
        return {path.relative_to(self.folder).as_posix(): path.read_text() for path in sorted(self.folder.rglob("*.yaml"))}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ASTHMA, tmp_path / "asthma"))


@pytest.fixture
def pool(made_up: Any, folder: Path, person: Any) -> Pool:
    return Pool(made_up, folder, person)


ENTRY = """\
  - id: is-there-a-swimming-pool-nearby
    label: {vi: "Có hồ bơi gần hội trường không", fr: "y a-t-il une piscine", en: "Is there a swimming pool nearby"}
    questions:
      vi:
        - "Có hồ bơi gần hội trường không?"
      fr:
        - "y a-t-il une piscine"
      en:
        - "Is there a swimming pool nearby?"
    answer:
      en: "Yes, behind Hall B."
"""


class TestAnEntry:
    def test_is_shown_as_it_would_be(self, pool: Pool) -> None:
        assert pool.answer((pool.sam, EN), (pool.claire, FR), (pool.lan, VI)) == (
            "(edited) Keep this as an entry of the folder? Whoever asks it from then on gets the answer at once.\n\n"
            "Label: Có hồ bơi gần hội trường không · y a-t-il une piscine · Is there a swimming pool nearby"
            " (faq:is-there-a-swimming-pool-nearby)\n\n"
            "How people ask it (a number takes one out or puts it in again):\n"
            f"1. ✓ {EN}\n2. ✓ {FR}\n3. ✓ {VI}\n\n"
            "Answer, English:\nYes, behind Hall B.\n\n"
            "Missing: Vietnamese, French. Who asks in a language that is missing gets it in another, and is told so.\n\n"
            "Nothing in the folder is near to it.\n\n"
            f"With it comes a test question: {EN}\n\n"
            "What you type now becomes its label; “vi: …” becomes its answer in that language.\n"
            "[Keep]\n[1 ✓] [2 ✓] [3 ✓]\n[Add it in Vietnamese]\n[Add it in French]\n[Back]"
        )

    def test_is_written_and_answers_at_once_and_is_taken_out_again(self, pool: Pool) -> None:
        before = pool.files
        pool.answer((pool.sam, EN), (pool.claire, FR), (pool.lan, VI))
        assert pool.boss.taps("Keep").startswith("(edited) It is being written into the folder.")
        assert pool.look() == ("An answer was kept in the folder, and is in force. Entry: is-there-a-swimming-pool-nearby\n[Undo]")
        assert pool.files["faq.yaml"] == before["faq.yaml"] + ENTRY
        assert pool.files["questions.yaml"] == before["questions.yaml"] + (
            f'  - {{ask: "{EN}", expect: "faq:is-there-a-swimming-pool-nearby", language: en}}\n'
        )
        assert pool.sam.says("is there a pool to swim nearby").startswith("Yes, behind Hall B.")
        assert pool.claire.says(FR).startswith("Yes, behind Hall B.\n\n")
        assert "anglais" in pool.claire.says(FR)
        assert pool.boss.taps("Undo").startswith("(edited) It is being taken out of the folder.")
        assert pool.look().startswith("The folder is again as it was before an answer was kept.")
        assert pool.files == before
        assert not pool.sam.says(EN).startswith("Yes")

    def test_has_the_label_the_wordings_and_the_languages_that_were_chosen(self, pool: Pool) -> None:
        pool.answer((pool.sam, EN), (pool.claire, FR))
        assert "Label: Hồ bơi & sauna (faq:ho-boi-sauna)" in pool.boss.says("Hồ bơi & sauna")
        assert f"1. – {EN}\n2. ✓ {FR}" in pool.boss.taps("1 ✓")
        assert f"1. – {EN}\n2. – {FR}" in pool.boss.says("2")
        assert f"1. – {EN}\n2. ✓ {FR}" in pool.boss.says("2")
        assert pool.boss.taps("Add it in French").startswith("(edited) Type the answer in French.\n[Back]")
        assert "Label: Hồ bơi & sauna" in pool.boss.taps("Back")
        pool.boss.taps("Add it in French")
        assert "Answer, French:\nOui, derrière." in pool.boss.says("Oui, derrière.")
        shown = pool.boss.says("VI : Có,\nphía sau.")
        assert "Missing" not in shown
        pool.boss.taps("Keep")
        pool.look()
        entry = usable(pool.folder).faq[-1]
        assert (entry.id, entry.label.everywhere, dict(entry.questions)) == ("ho-boi-sauna", "Hồ bơi & sauna", {"fr": (FR,)})
        assert entry.answer
        assert dict(entry.answer.by_language) == {"vi": "Có,\nphía sau.", "fr": "Oui, derrière.", "en": "Yes, behind Hall B."}
        assert pool.lan.says("Hồ bơi & sauna").startswith("Có,\nphía sau.")

    def test_a_label_that_a_button_does_not_hold_is_asked_for_again(self, pool: Pool) -> None:
        pool.answer((pool.sam, EN))
        assert pool.boss.says("x" * 41).startswith("A label has at most 40 characters")
        assert "Label: Pool" in pool.boss.says("Pool")

    def test_without_a_wording_is_found_by_its_label(self, pool: Pool) -> None:
        pool.answer((pool.sam, EN))
        assert "It has no label yet." in pool.boss.taps("1 ✓")
        assert "[Keep]" not in pool.boss.buttons
        assert "It has no label yet." in pool.boss.taps_data(f"keep:sure:1:{pool.world.ready.knowledge.digest[:SHORT]}", 1)
        pool.boss.says("Swimming pool")
        pool.boss.taps("Keep")
        pool.look()
        assert pool.sam.says("swimming pool?").startswith("Yes, behind Hall B.")

    def test_p21_wordings_that_look_like_a_patients_data_are_not_offered(self, pool: Pool) -> None:
        shown = pool.answer((pool.sam, EN), (pool.claire, "Une piscine pour mon fils Paul, né le 3/4/2015 ?"))
        assert "1 question is not offered: it is too long, or looks like a patient’s data." in shown
        assert "Paul" not in shown
        pool.boss.taps("Keep")
        pool.look()
        assert "piscine" not in pool.files["faq.yaml"]

    def test_what_was_taken_back_or_erased_is_no_wording(self, pool: Pool) -> None:
        pool.answer((pool.sam, EN), (pool.claire, FR))
        with pool.world.store.transaction() as connection:
            connection.exec_driver_sql("UPDATE questions SET state = 'withdrawn' WHERE text = ?", (FR,))
        assert FR not in pool.boss.says("Pool")

    def test_an_id_that_is_taken_gets_a_number(self, pool: Pool) -> None:
        pool.answer((pool.sam, EN))
        assert "(faq:fee-2)" in pool.boss.says("Fee")

    def test_p22_what_was_typed_is_shown_to_the_letter(self, pool: Pool) -> None:
        shown = pool.answer((pool.sam, "is the **pool** <b>open</b> to_day_?"))
        assert "1. ✓ is the **pool** <b>open</b> to_day_?" in shown
        assert "Label: a **b** {x}" in pool.boss.says("a **b** {x}")
        pool.boss.taps("Keep")
        pool.look()
        assert usable(pool.folder).faq[-1].label.everywhere == "a **b** {x}"

    def test_goes_to_a_file_of_its_own_where_there_is_none_for_all(self, pool: Pool, folder: Path) -> None:
        (folder / "faq").mkdir()
        (folder / "faq.yaml").rename(folder / "faq" / "all.yaml")
        pool.look(2)
        before = pool.files
        pool.answer((pool.sam, EN))
        pool.boss.taps("Keep")
        pool.look()
        assert pool.files["faq/kept.yaml"].startswith("# Answers that organisers gave in the chat and kept.\n\nfaq:\n  - id: is-there-a-sw")
        pool.boss.taps("Undo")
        pool.look()
        assert pool.files == before

    def test_back_keeps_nothing(self, pool: Pool) -> None:
        before = pool.files
        pool.answer((pool.sam, EN))
        assert pool.boss.taps("Back") == "(edited) Nothing was kept.\n[Keep as an answer]"
        assert "Label" not in pool.boss.says("Pool")
        pool.look(2)
        assert pool.files == before
        assert "[Keep]" in pool.boss.taps("Keep as an answer")


class TestAnEntryThatWaits:
    def test_is_offered_and_gets_the_answer(self, pool: Pool) -> None:
        before = pool.files["faq.yaml"]
        shown = pool.answer((pool.sam, "how much is the fee please"), text="It is free.")
        assert "Does an entry of the folder say it already? Near to it: Participation fee" in shown
        assert pool.boss.buttons[:2] == ["[Answer “Participation…”]", "[Keep]"]
        shown = pool.boss.taps("Answer “Participation…”")
        assert (
            "It is “Participation fee”. Its wordings stay as they are, and who waits for it is told.\n\nAnswer, English:\nIt is free."
            in shown
        )
        assert pool.boss.buttons[:2] == ["[Keep]", "[As a new entry]"]
        assert pool.sam.taps_data("see:faq:fee")
        pool.boss.taps("Keep")
        pool.look()
        assert pool.files["faq.yaml"] == before.replace("unpublished: true", 'answer:\n      en: "It is free."', 1)
        assert pool.sam.says("what does it cost to attend?").startswith("It is free.")
        pool.boss.taps("Undo")
        pool.look()
        assert pool.files["faq.yaml"] == before

    def test_who_waits_for_it_hears_once(self, pool: Pool) -> None:
        pool.claire.says("Combien coûte la participation ?")
        pool.claire.taps("Me prévenir dès publication")
        pool.answer((pool.sam, "how much is the fee please"), text="It is free.")
        pool.boss.says("fr: C’est gratuit.")
        pool.boss.taps("Answer “Participation…”")
        pool.boss.taps("Keep")
        pool.look()
        assert "C’est gratuit." in pool.claire.hears()
        assert pool.claire.hears() == ""

    def test_who_got_the_answer_already_does_not_hear_it_again(self, pool: Pool) -> None:
        for asker, question, tell in (
            (pool.claire, "Combien coûte la participation ?", "Me prévenir dès publication"),
            (pool.sam, "how much is the fee please", "Tell me when it is known"),
        ):
            asker.says(question)
            asker.taps(tell)
        pool.answer((pool.sam, "how much is the fee please"), text="It is free.")
        pool.boss.taps("Answer “Participation…”")
        pool.boss.taps("Keep")
        pool.look()
        assert (pool.sam.hears(), "It is free." in pool.claire.hears()) == ("", True)

    def test_as_a_new_entry_all_the_same(self, pool: Pool) -> None:
        pool.answer((pool.sam, "how much is the fee please"), text="It is free.")
        pool.boss.taps("Answer “Participation…”")
        assert "How people ask it" in pool.boss.taps("As a new entry")


def test_in_a_folder_that_is_lent_it_says_that_it_lives_there_only(pool: Pool) -> None:
    pool.serving.lent = True
    before = pool.files
    pool.answer((pool.sam, EN))
    pool.boss.taps("Keep")
    assert pool.look() == (
        "An answer was kept in the folder, and is in force. Entry: is-there-a-swimming-pool-nearby\n\n"
        "It lives here only: nothing was written to the folder itself.\n[Undo]"
    )
    assert pool.sam.says(EN).startswith("Yes, behind Hall B.")
    assert pool.files == before


class TestRefused:
    def test_where_the_folder_has_changed_since_it_was_shown(self, pool: Pool, folder: Path) -> None:
        pool.answer((pool.sam, EN))
        (folder / "topics.yaml").write_text((folder / "topics.yaml").read_text() + "# more\n")
        pool.look(2)
        assert pool.boss.taps("Keep").startswith("(edited) ⚠️ The folder has changed since. This is how it would be now.\n\nKeep this")
        pool.boss.taps("Keep")
        assert "is in force" in pool.look()

    def test_where_the_file_changes_before_it_is_written(self, pool: Pool, folder: Path) -> None:
        pool.answer((pool.sam, EN))
        pool.boss.taps("Keep")
        (folder / "faq.yaml").write_text((folder / "faq.yaml").read_text() + "# more\n")
        before = pool.files
        assert pool.look() == "Nothing was written: the file has changed meanwhile. It is faq.yaml\n[Look again]"
        assert pool.files == before
        pool.look(2)
        assert "[Keep]" in pool.boss.taps("Look again")

    def test_while_a_changed_folder_is_not_in_force(self, pool: Pool) -> None:
        pool.answer((pool.sam, EN))
        pool.world.service = pool.world.service.__class__(**{**vars(pool.world.service), "aside": lambda: Aside(("x",))})
        refused = "(edited) Nothing was written: the folder has changes that are not in force. /reload shows them."
        assert pool.boss.taps("Keep") == refused
        assert pool.boss.taps_data("keep:open:1") == refused

    def test_where_the_file_is_written_in_a_way_that_takes_no_more(self, pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(*_: object) -> None:
            raise NotWritable("something else would change")

        pool.answer((pool.sam, EN))
        monkeypatch.setattr(keeping, "with_entry", refuse)
        assert pool.boss.taps("Keep").startswith(
            "(edited) It cannot be written into this file without changing other lines. The curator can add it by hand:\n\n# Answers"
        )

    @pytest.mark.parametrize("why", ["changed", "unwritable", "example", "aside", "errors"])
    def test_with_a_reason_in_every_language(self, pool: Pool, why: str) -> None:
        for language in ("vi", "fr", "en"):
            assert pool.world.ready.catalogue.say(language, f"keeping.why-{why}")

    def test_twice(self, pool: Pool) -> None:
        pool.answer((pool.sam, EN))
        preview = pool.world.newest[ORGANISER]
        digest = pool.world.ready.knowledge.digest[:SHORT]
        pool.boss.taps("Keep")
        assert pool.boss.taps_data(f"keep:sure:1:{digest}", preview) == "(edited) This can be kept no more. /inbox shows what waits."
        assert pool.boss.taps_data("keep:open:1") == "(edited) This answer is kept already. Entry: is-there-a-swimming-pool-nearby"
        pool.look()
        assert "[Undo]" in pool.boss.taps_data("keep:open:1")


class TestWhoMay:
    @pytest.mark.parametrize("step", ["open:1", "sure:1", "tick:1:1", "fill:1:faq:fee", "new:1", "in:1:fr", "undo:1", "back:1"])
    def test_p20_no_stranger(self, pool: Pool, person: Any, step: str) -> None:
        pool.answer((pool.sam, EN))
        before = pool.files
        stranger = person(pool.world, 666, "en")
        assert "pool" not in stranger.taps_data(f"keep:{step}")
        assert "Label" not in stranger.says("Pool")
        pool.look(2)
        assert pool.files == before

    def test_p20_nor_who_is_no_organiser_any_more(self, pool: Pool, person: Any) -> None:
        with pool.world.store.transaction() as connection:
            organisers.add(connection, OTHER, "organiser", pool.world.now)
        other = person(pool.world, OTHER, "en")
        other.says("/start")
        pool.answer((pool.sam, EN))
        assert "[Keep]" in other.taps_data("keep:open:1")
        assert "(faq:pool)" in other.says("Pool")
        with pool.world.store.transaction() as connection:
            organisers.remove(connection, OTHER)
        assert "Label" not in other.says("Spa")

    def test_p20_a_draft_is_its_writers_alone_but_any_organiser_undoes(self, pool: Pool, person: Any) -> None:
        with pool.world.store.transaction() as connection:
            organisers.add(connection, OTHER, "organiser", pool.world.now)
        other = person(pool.world, OTHER, "en")
        other.says("/start")
        pool.answer((pool.sam, EN))
        assert other.taps_data("keep:back:1") == "(edited) This can be kept no more. /inbox shows what waits."
        pool.boss.taps("Keep")
        pool.look()
        assert other.hears() == "An answer was kept in the folder, and is in force. Entry: is-there-a-swimming-pool-nearby\n[Undo]"
        assert other.taps("Undo").startswith("(edited) It is being taken out")

    @pytest.mark.parametrize(
        "data", ["keep", "keep:open:", "keep:open:x", "keep:open:99", f"keep:sure:{'9' * 30}", "keep:junk:7", "keep:undo:7"]
    )
    def test_junk_is_answered(self, pool: Pool, data: str) -> None:
        assert pool.boss.taps_data(data) == "(edited) This can be kept no more. /inbox shows what waits."


def test_p21_the_store_keeps_nothing_of_what_people_typed_once_it_is_written(pool: Pool) -> None:
    pool.answer((pool.sam, EN))
    pool.boss.taps("Keep")
    pool.look()
    with pool.world.store.reading() as connection:
        (row,) = connection.execute(kept.select()).all()
    assert "swimming pool" not in row.choices + row.edits + row.undo
