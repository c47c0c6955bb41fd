"""`/stats`: what people asked, in figures and as files."""

import csv
from io import StringIO
from typing import Any

import pytest

from workshop_bot.answers.evaluate import evaluate, put
from workshop_bot.delivery.turn import File
from workshop_bot.knowledge.read import questions_of
from workshop_bot.store import asked


@pytest.fixture
def people(asthma_world: Any, person: Any) -> Any:
    """Lan, Claire and Sam at the made-up workshop."""
    return [person(asthma_world, number, language) for number, language in ((1, "vi"), (2, "fr"), (3, "en"))]


@pytest.fixture
def busy(asthma_world: Any, people: Any, follow: Any) -> Any:
    """A day on which three people asked, and a morning."""
    lan, claire, sam = people
    follow(3, "day:2030-06-03")
    follow(2, "session:closing")
    lan.says("Lệ phí bao nhiêu?")
    claire.says("Quel est le tarif ?")
    for someone in people:
        someone.says("may I bring my dog?")
    sam.says("my son has asthma, which dose should I give him?")
    sam.says("what is on now?")
    sam.says("How do I register?")
    sam.taps("Not my question")
    asthma_world.at("2030-06-04 08:00")
    sam.says("Is lunch provided?")
    return asthma_world


def test_the_first_line_answers_and_bars_follow(busy: Any, boss: Any) -> None:
    assert boss.says("/stats") == (
        "9 questions since Mon 3 Jun, 7 without an answer\n\n"
        "answered       1 ▇▇▇▇\nprogramme      1 ▇▇▇▇\nunpublished    3 ▇▇▇▇▇▇▇▇▇▇▇▇\nnot known      3 ▇▇▇▇▇▇▇▇▇▇▇▇\n"
        "patient advice 1 ▇▇▇▇\n\n"
        "3 Jun 8 ▇▇▇▇▇▇▇▇▇▇▇▇\n4 Jun 1 ▇▇\n\n"
        "Asked three times or more, without an answer\n• 3 × “may I bring my dog?”\n\n"
        "Asked most\n• Participation fee: 2, unpublished\n• Lunch: 1, unpublished\n• What is on now: 1\n\n"
        "Not what was meant\n• How do I register?: 1\n\n"
        "Followed most\n• Opening: 3\n• How to use an inhaler: 3\n• Pollen and dust: 3\n• Closing: 2\n\n"
        "Languages: English 7 · French 1 · Vietnamese 1\n"
        "[3 Jun] [4 Jun]\n[✓ All days]\n[Get a table] [Get it for the curator]"
    )


@pytest.mark.parametrize("language", ["vi", "fr", "en"])
def test_a_line_of_bars_is_whole_on_a_phone(busy: Any, person: Any, language: str) -> None:
    with busy.store.transaction() as connection:
        for outcome, entry in (("choose", ""), ("answer", "faq:meals"), ("unpublished", "faq:fee"), ("unknown", ""), ("declined", "")):
            for _ in range(100):
                asked.keep(connection, asked.mark(connection, 9), "en", "", outcome, entry, busy.now)
    text = person(busy, 4, language).replies("text", "/stats")[0].text
    (first, *_) = (mark for mark in text.marks if mark.kind == "code")
    lines = text.text[first.start : first.start + first.length].split("\n")
    assert len(lines) == 6
    assert max(map(len, lines)) <= 34
    assert len({line.index("▇") for line in lines}) == 1


@pytest.mark.parametrize("day", ["2030-06-03", "yesterday", "hôm qua", "3/6", "Monday", "day 1"])
def test_of_one_day(busy: Any, boss: Any, day: str) -> None:
    shown = boss.says(f"/stats {day}")
    assert shown.startswith("8 questions on Mon 3 Jun, 6 without an answer\n\nanswered ")
    assert shown.endswith("\nThe figures go back to Mon 3 Jun.\n[✓ 3 Jun] [4 Jun]\n[All days]\n[Get a table] [Get it for the curator]")


@pytest.mark.parametrize("words", ["all", "tout", "tất cả"])
def test_of_all_days(busy: Any, boss: Any, words: str) -> None:
    assert boss.says(f"/stats {words}").startswith("9 questions since Mon 3 Jun, 7 without an answer\n")


def test_a_day_that_is_none_is_said(busy: Any, boss: Any) -> None:
    assert boss.says("/stats xyzzy").startswith("I do not know that day; here are all of them.\n\n9 questions since Mon 3 Jun")
    assert boss.says("/stats 5/6").startswith("No questions on Wed 5 Jun.\n\n")


def test_a_tap_shows_another_day_in_place(busy: Any, boss: Any) -> None:
    boss.says("/stats")
    assert boss.taps("4 Jun").startswith("(edited) 1 question on Tue 4 Jun, 1 without an answer\n")
    assert boss.taps("All days").startswith("(edited) 9 questions since Mon 3 Jun, 7 without an answer\n")
    assert boss.taps_data("stats:x:y").startswith("(edited) 9 questions since ")


def test_before_anybody_asks_that_is_said(asthma_world: Any, boss: Any) -> None:
    assert boss.says("/stats") == "No questions yet."
    asthma_world.later(5)
    boss.says("Is lunch provided?")
    assert boss.says("/stats") == (
        "1 question since Mon 3 Jun, 1 without an answer\n\nunpublished 1 ▇▇▇▇▇▇▇▇▇▇▇▇\n\n"
        "Asked most\n• Lunch: 1, unpublished\n\nLanguages: English 1\n[Get a table] [Get it for the curator]"
    )


def test_p22_what_people_typed_is_literal(asthma_world: Any, boss: Any, people: Any) -> None:
    for someone in people:
        someone.says("**may** I bring [my dog](https://example.org) `rex` /forget @lan_1234")
    assert "• 3 × “**may** I bring [my dog](https://example.org) `rex`" in boss.says("/stats")


def file(replies: Any) -> File:
    (found,) = (reply for reply in replies if isinstance(reply, File))
    return found


def test_as_a_table_in_the_organisers_language(busy: Any, person: Any) -> None:
    claire = person(busy, 4, "fr")
    claire.says("/stats hier")
    made = file(claire.replies("tap", "stats:file:2030-06-03", message=1, query="tap"))
    assert made.name == "questions.csv"
    assert made.text.text == "8 questions, sans noms, à ouvrir dans un tableur."
    rows = list(csv.reader(StringIO(made.data.removeprefix("\ufeff"), newline="")))
    assert len(rows) == 9
    assert ",".join(rows[0]) == (
        "Jour,Heure,Langue,Question,Suite donnée,Référence,Réponse donnée,Sens voulu,À côté de la question,Reposée aussitôt"
    )
    assert rows[1] == ["2030-06-03", "08:00", "vi", "Lệ phí bao nhiêu?", "non publié", "faq:fee", "Tarif de participation", "", "0", "0"]
    assert rows[6][3:5] == ["", "conseil médical"]
    assert rows[8] == [
        "2030-06-03",
        "08:00",
        "en",
        "How do I register?",
        "avec réponse",
        "faq:registration",
        "Comment s’inscrire ?",
        "",
        "1",
        "0",
    ]


def test_no_spreadsheet_runs_what_was_asked(asthma_world: Any, boss: Any, people: Any) -> None:
    people[2].says("=HYPERLINK(1)")
    boss.says("/stats")
    assert ",'=HYPERLINK(1)," in file(boss.replies("tap", "stats:file:all", message=1, query="tap")).data


def test_for_the_curator_as_evaluate_reads_it(busy: Any, boss: Any, people: Any, tmp_path: Any) -> None:
    people[2].says("how much to register")
    people[2].taps("Not my question")
    people[2].taps("1. Participation fee")
    boss.says("/stats")
    made = file(boss.replies("tap", "stats:curator", message=1, query="tap"))
    assert made.text.text.startswith(
        "For whoever looks after the folder: 1 question of which it is known what was meant, 2 without an answer."
    )
    path = tmp_path / made.name
    path.write_text(made.data, encoding="utf-8")
    questions = questions_of(path, busy.ready.knowledge)
    assert [(one.ask, one.expect) for one in questions] == [("how much to register", "faq:fee")]
    (advice,) = evaluate(list(put(questions, busy.ready, busy.now))).add
    assert (advice.entry, advice.asked, advice.instead) == ("faq:fee", ("how much to register",), "faq:registration")
    assert '#  - {ask: "may I bring my dog?", expect: "", language: en, now: 2030-06-03 08:00}  # 3 times\n' in made.data


def test_p21_who_is_forgotten_is_in_no_figure(busy: Any, boss: Any, people: Any) -> None:
    people[2].says("/forget")
    people[2].taps("Erase everything")
    assert boss.says("/stats").startswith("4 questions since Mon 3 Jun, 4 without an answer\n")


def test_p20_strangers_get_none(busy: Any, people: Any) -> None:
    sam = people[2]
    refused = sam.says("/xyzzy")
    assert sam.says("/stats") == refused
    for data in ("stats:all", "stats:file:all", "stats:curator"):
        assert "question" in sam.taps_data(data)
        assert not any(isinstance(reply, File) for reply in sam.replies("tap", data, message=1, query="tap"))


def notes(world: Any) -> list[tuple[str, str, str]]:
    """What was asked: the words, what came of it, and what was meant."""
    with world.store.transaction() as connection:
        return [(one.text, one.entry or one.outcome, one.meant) for one in asked.between(connection)]


def test_a_number_typed_below_a_choice_is_what_was_meant(asthma_world: Any, people: Any) -> None:
    sam = people[2]
    sam.says("how much to register")
    sam.taps("Not my question")
    sam.says("1")
    assert notes(asthma_world) == [("how much to register", "faq:registration", "faq:fee")]
    sam.says("how much to register")
    sam.taps("Not my question")
    sam.taps("Back")
    assert notes(asthma_world)[1:] == [("how much to register", "faq:registration", "")]


def test_a_question_in_a_group_is_its_askers(asthma_world: Any, people: Any) -> None:
    sam, claire = people[2], people[1]
    sam.says("/ask@pow_bot Is lunch provided?", group=True)
    for someone, wrong in ((claire, False), (sam, True)):
        someone.taps_data("not:en faq:meals", group=True)
        with asthma_world.store.transaction() as connection:
            assert [(one.text, one.wrong) for one in asked.between(connection)] == [("Is lunch provided?", wrong)]
    sam.says("/forget")
    sam.taps("Erase everything")
    assert notes(asthma_world) == []


def test_a_correction_counts_once(asthma_world: Any, people: Any) -> None:
    sam = people[2]
    sam.says("Is lnuch provided?")
    sam.edits(sam.last, "Is lunch provided?")
    assert len(notes(asthma_world)) == 1
