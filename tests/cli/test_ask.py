"""`workshop-bot ask` on the command line: one question, the prompt, a batch; as text, as JSON, with the reasons.

Asked of the made-up workshop of the tests of answers, unless a test is about the shipped one.
"""

import io
import json
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from workshop_bot.cli import main

ASTHMA = Path(__file__).parents[1] / "answers" / "asthma"
SHIPPED = Path(__file__).parents[2] / "knowledge"
FIRST_MORNING = "2030-06-03 09:10"

LIKELY = pytest.approx(0.75, abs=0.25)
REGISTER = "where is the registration form?"
KEYS = ("question", "language", "outcome", "entry", "score", "text", "sources", "candidates")


def an_object(*values: Any) -> dict[str, Any]:
    return dict(zip(KEYS, values, strict=True))


ANSWER = "Reply to the invitation before 20 May."
REGISTERED = an_object(REGISTER, "en", "answer", "faq:registration", LIKELY, ANSWER, [{"id": "letter", "title": "the invitation"}], [])
ALLERGY = """\
Pollen and dust
Mon 3 Jun, 14:00–15:00 · today
Room: Hall B
Speaker: Nguyễn Thị Lan
Topic: Allergy

Hanoi time.
"""
TOMORROW = """\
Tomorrow, Tue 4 Jun: 2 sessions
1. 9:00–10:00 · Inhalers for infants · provisional
2. 14:00–15:30 · Clinical cases

These hours are placeholders. Hanoi time.
"""
USES = 'a line is a question, or {"question": "…"} with "language" and "now" if any, all of them text'
PLAIN_SPACES = {0xA0: " ", 0x202F: " "}

Printed = tuple[str, str]
Ask = Callable[..., Printed]
Type = Callable[[bytes], None]


class Terminal(io.TextIOWrapper):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def type_(monkeypatch: pytest.MonkeyPatch) -> Type:
    """Put these bytes on standard input."""
    return lambda typed: monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(typed)))


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str]) -> Ask:
    """Run `ask` with these arguments; what it prints, having ended with that exit code."""

    def asking(*arguments: str, folder: Path = ASTHMA, now: str = FIRST_MORNING, code: int = 0) -> Printed:
        assert main(["--knowledge", str(folder), "ask", "--now", now, *arguments]) == code
        out, err = capsys.readouterr()
        return out.translate(PLAIN_SPACES), err

    return asking


class TestText:
    @pytest.mark.parametrize(
        ("question", "text"),
        [
            (REGISTER, f"{ANSWER}\nSource: the invitation"),
            ("How many people came in 2029?", "412 people from 21 countries.\nSources: the invitation, the report"),
            (
                "How much is the fee?",
                "The organisers have not published this: Participation fee.\n\n"
                "Please ask the organisers: Secretariat (office@example.org, +84 24 0000 0000),\nWebsite (https://example.org/contact).",
            ),
            ("my son has a cough, what should I give him?", "I cannot advise on a patient. Please ask the treating team."),
            ("when is the talk on allergy?", ALLERGY.rstrip()),
        ],
    )
    def test_has_the_answer_first_and_its_source_last(self, question: str, text: str, ask: Ask) -> None:
        assert ask(question) == (f"{text}\n", "")

    def test_may_be_asked_for_in_several_words(self, ask: Ask) -> None:
        assert ask(*REGISTER.split()) == ask(REGISTER)

    def test_numbers_the_choices(self, ask: Ask) -> None:
        first, *choices = ask("who awards the prize?")[0].splitlines()
        assert first == "Do you mean…"
        assert [line[:5] for line in choices] == ["  1  ", "  2  ", "  3  "]
        assert {line[5:] for line in choices} == {"Poster prize", "Nursing prize", "Drawing prize"}


class TestJson:
    def test_of_an_answer(self, ask: Ask) -> None:
        out, err = ask("--json", REGISTER)
        assert (json.loads(out), err) == (REGISTERED, "")

    def test_of_a_source_with_an_address_and_a_date(self, ask: Ask) -> None:
        question = "combien d’enfants guérissent de l’asthme ?"
        source = {"id": "report", "title": "le compte rendu", "url": "https://example.org/report", "date": "2029-07-01"}
        answered = an_object(question, "fr", "answer", "faq:outgrow", LIKELY, "50 %.", [source], [])
        assert json.loads(ask("--json", question)[0]) == answered

    def test_of_a_choice(self, ask: Ask) -> None:
        printed = json.loads(ask("--json", "who awards the prize?")[0])
        near = pytest.approx(printed["score"], abs=0.1)
        prizes = [("faq:drawing-prize", "Drawing prize"), ("faq:nurse-prize", "Nursing prize"), ("faq:poster-prize", "Poster prize")]
        candidates = [{"entry": entry, "label": label, "score": near} for entry, label in prizes]
        printed["candidates"].sort(key=lambda one: one["entry"])
        assert printed == an_object("who awards the prize?", "en", "choose", None, near, "Do you mean…", [], candidates)


class TestLanguage:
    def test_is_the_questions_own_unless_one_is_named(self, ask: Ask) -> None:
        assert ask("bao nhiêu trẻ khỏi hen?")[0] == "50%.\nNguồn: bản tin\n"
        assert ask("bao nhiêu trẻ khỏi hen?", "--lang", "fr")[0] == "50 %.\nSource : le compte rendu\n"

    def test_falls_back_aloud(self, ask: Ask) -> None:
        assert ask("Où se garer ?")[0] == "Dưới hầm.\n\nAffiché en vietnamien : il n’y a pas de texte en français.\n"

    def test_that_the_workshop_does_not_speak_is_wrong_use(self, ask: Ask) -> None:
        assert ask("hello", "--lang", "de", code=2) == ("", 'error: the workshop does not speak "de"; it speaks vi, fr, en\n')


class TestNow:
    @pytest.mark.parametrize("now", ["2030-06-03 09:10", "2030-06-03T09:10", "2030-06-03 04:10+02:00", "2030-06-03 02:10Z"])
    def test_is_in_the_workshops_zone_unless_it_has_its_own(self, now: str, ask: Ask) -> None:
        assert ask("what is on now?", now=now) == ask("what is on now?")

    @pytest.mark.parametrize(
        ("now", "wrong"),
        [("soon", '"soon" is not a date'), ("10:00", '"10:00" is not a date'), ("2030-02-30 10:00", "there is no day 2030-02-30")],
    )
    def test_that_is_no_time_is_wrong_use(self, now: str, wrong: str, ask: Ask) -> None:
        assert ask("hello", now=now, code=2) == ("", f'error: "{now}" is no time ({wrong}); write it as "2024-12-03 10:00"\n')

    @pytest.mark.parametrize(
        ("question", "answer"),
        [
            (
                "Bây giờ đang có gì?",
                ("Đang diễn ra: Sarcoma cơ vân – bài trình bày 2", "Thứ Ba 3/12, 09:15–10:00 · bây giờ, còn 30 phút · dự kiến"),
            ),
            (
                "C’est quoi en ce moment ?",
                (
                    "En ce moment : Rhabdomyosarcome – communication 2",
                    "mardi 3 décembre, 9 h 15 – 10 h · maintenant, encore 30 min · provisoire",
                ),
            ),
            ("What is on now?", ("Now: Rhabdomyosarcoma – presentation 2", "Tue 3 Dec, 9:15–10:00 · now, 30 min left · provisional")),
        ],
    )
    def test_decides_what_the_shipped_workshop_answers(self, question: str, answer: Sequence[str], ask: Ask) -> None:
        out, err = ask(question, folder=SHIPPED, now="2024-12-03 09:30")
        assert (out.split("\n\n")[0].splitlines(), err) == ([*answer], "")


class TestExplain:
    def test_tells_words_candidates_and_the_rule(self, ask: Ask) -> None:
        out, err = ask("--explain", "Đăng ký tham dự ở đâu?")
        answer, _, why = out.partition("\n\n")
        kinds = [line.split()[0] for line in why.splitlines()]
        assert answer == ask("Đăng ký tham dự ở đâu?")[0].rstrip()
        assert kinds == ["words", *["candidate"] * 5, "evidence", "chances", "rule"]
        assert why.startswith("words      dang ky tham du o dau\n")
        assert why.endswith("rule       an entry is clearly meant → answer faq:registration\n")
        assert err == ""

    def test_tells_of_the_programme_where_it_is_asked(self, ask: Ask) -> None:
        assert ask("--explain", "when is the talk on allergy?")[0].splitlines()[-2:] == [
            "programme  session:allergy-1, explains 1.00 of the question",
            "rule       the programme: it is about a time or a place → answer session:allergy-1",
        ]

    def test_gives_a_candidate_the_parts_that_make_its_score(self, ask: Ask) -> None:
        line = next(line for line in ask("--explain", REGISTER)[0].splitlines() if line.startswith("candidate"))
        score, parts = line.removeprefix("candidate").split("  faq:registration = ")
        assert sum(float(part.split()[1]) for part in parts.split(" + ")) == pytest.approx(float(score), abs=0.03)

    def test_stands_beside_json_not_in_it(self, ask: Ask) -> None:
        out, err = ask("--explain", "--json", REGISTER)
        assert (json.loads(out), err.split("\n")[1]) == (REGISTERED, "words      where is the registration form")


class TestPrompt:
    def test_answers_line_after_line_until_the_end_passing_over_empty_ones(self, ask: Ask, type_: Type) -> None:
        type_(b"when is the talk on allergy?\n\n   \ntomorrow")
        assert ask() == (ALLERGY + TOMORROW, "")

    def test_remembers_what_was_spoken_of(self, ask: Ask, type_: Type) -> None:
        type_(b"what is on tomorrow?\nand in the afternoon?\n")
        after = "Tomorrow, Tue 4 Jun, afternoon: 1 session\n1. 14:00–15:30 · Clinical cases\n\nHanoi time.\n"
        assert ask() == (TOMORROW + after, "")

    @pytest.mark.parametrize(
        ("listing", "number", "reference"),
        [
            ("tomorrow", "2", "session:cases"),
            ("ngày mai", "1", "session:inhalers-2"),
            ("who awards the prize?", "1", "faq:drawing-prize"),
            ("who awards the prize?", "4", None),
            ("who awards the prize?", "0", None),
            ("hello", "1", None),
        ],
    )
    def test_takes_a_number_for_what_it_stands_for_in_the_list(
        self, listing: str, number: str, reference: str | None, ask: Ask, type_: Type
    ) -> None:
        type_(f"{listing}\n{number}\n".encode())
        printed = ask("--json")[0]
        second = json.loads(printed[printed.index("\n}\n{") + 3 :])
        assert (second["question"], second["entry"]) == (number, reference)

    def test_shows_what_was_chosen_in_the_language_of_the_list(self, ask: Ask, type_: Type) -> None:
        type_(b"demain\n2\n")
        assert ask()[0].splitlines()[-7] == "Cas cliniques"

    def test_goes_on_in_the_language_spoken_so_far_where_a_question_has_none(self, ask: Ask, type_: Type) -> None:
        type_("est-ce qu’il y a un parking ?\n7\nwhat is on tomorrow?\n7\n".encode())
        said = ask("--json")[0]
        assert [line.split('"')[3] for line in said.splitlines() if line.startswith('  "language"')] == ["fr", "fr", "en", "en"]

    def test_takes_bytes_that_are_no_text(self, ask: Ask, type_: Type) -> None:
        type_(b"\xff hello\n")
        assert ask()[0].splitlines()[0] == "Hello. I answer questions about Asthma Workshop 2030."

    def test_of_nothing_says_nothing(self, ask: Ask, type_: Type) -> None:
        type_(b"")
        assert ask() == ("", "")

    def test_welcomes_on_a_terminal_beside_the_answers(self, ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("sys.stdin", Terminal(io.BytesIO(b"tomorrow\n")))
        assert ask("--lang", "en") == (TOMORROW, "Ask about Asthma Workshop 2030. Ctrl-D ends.\n\n> \n> ")


class TestBatch:
    def batch(self, ask: Ask, *arguments: str) -> list[Any]:
        out, err = ask("--batch", *arguments)
        assert err == ""
        return [json.loads(line) for line in out.split("\n")[:-1]]

    def test_answers_each_line_in_its_place(self, ask: Ask, type_: Type) -> None:
        typed = [
            REGISTER,
            '{"question": "bao nhiêu trẻ khỏi hen?", "language": "fr"}',
            '{"question": "what is on now?", "now": "2030-06-04 09:30"}',
            "  tomorrow  ",
        ]
        type_("\n".join(typed).encode())
        first, *rest = self.batch(ask)
        assert first == REGISTERED
        assert [(one["question"], one["language"], one["entry"], one["text"].split("\n")[0]) for one in rest] == [
            ("bao nhiêu trẻ khỏi hen?", "fr", "faq:outgrow", "50 %."),
            ("what is on now?", "en", "programme:now", "Now: Inhalers for infants"),
            ("tomorrow", "en", "programme:day", "Tomorrow, Tue 4 Jun: 2 sessions"),
        ]

    def test_gives_every_kind_of_answer_the_same_keys(self, ask: Ask, type_: Type) -> None:
        expected = [
            ("tomorrow", "answer", "programme:day"),
            ("who awards the prize?", "choose", None),
            ("how much is the fee?", "unpublished", "faq:fee"),
            ("how tall is the Eiffel tower?", "unknown", None),
            ("my son has a cough, what should I give him?", "declined", None),
            ("hello", "greeting", None),
        ]
        type_("\n".join(question for question, _, _ in expected).encode())
        printed = self.batch(ask)
        assert [(one["question"], one["outcome"], one["entry"]) for one in printed] == expected
        assert {tuple(one) for one in printed} == {KEYS}

    def test_says_what_is_wrong_with_a_line_in_its_place(self, ask: Ask, type_: Type) -> None:
        wrong = {
            "{}": USES,
            '{"question": 3}': USES,
            '{"question": "hello", "language": null}': USES,
            '{"question": "hello", "lang": "fr"}': USES,
            '{"question": "hello", "language": "de"}': 'the workshop does not speak "de"; it speaks vi, fr, en',
            '{"question": "hello", "now": "soon"}': '"soon" is no time ("soon" is not a date); write it as "2024-12-03 10:00"',
        }
        type_("".join(f"{line}\n{REGISTER}\n" for line in wrong).encode())
        assert self.batch(ask) == [one for error in wrong.values() for one in ({"error": error}, REGISTERED)]

    def test_goes_on_after_a_line_that_cannot_be_read(self, ask: Ask, type_: Type) -> None:
        deep = b'{"question": ' + b"[" * 100_000
        type_(b'{"question": \n{"question": "hello"} hello\n\xff hello\n' + deep + b"\n" + REGISTER.encode())
        unread = {"error": f"this line is neither UTF-8 text nor a JSON object; {USES}"}
        assert self.batch(ask) == [unread] * 4 + [REGISTERED]

    def test_tells_an_empty_line_in_its_place(self, ask: Ask, type_: Type) -> None:
        type_(f"\n{REGISTER}\n  \n".encode())
        assert self.batch(ask) == [{"error": USES}, REGISTERED, {"error": USES}]

    def test_prints_one_line_a_question_for_every_reader(self, ask: Ask, type_: Type) -> None:
        type_("hello\x85\u2028hello\u2029\n".encode())
        (line,) = ask("--batch")[0].splitlines()
        assert json.loads(line)["question"] == "hello\x85\u2028hello"

    def test_remembers_nothing_from_line_to_line(self, ask: Ask, type_: Type) -> None:
        type_(b"what is on tomorrow?\nand in the afternoon?\n")
        assert [one["text"].split("\n")[0] for one in self.batch(ask)] == [
            "Tomorrow, Tue 4 Jun: 2 sessions",
            "Today, Mon 3 Jun, afternoon: 1 session",
        ]

    def test_answers_all_in_one_language_where_one_is_named(self, ask: Ask, type_: Type) -> None:
        type_(b'thank you\n{"question": "thank you", "language": "vi"}\n')
        assert [one["language"] for one in self.batch(ask, "--lang", "fr")] == ["fr", "vi"]

    def test_takes_no_question_beside_it(self, ask: Ask) -> None:
        line = "error: --batch takes its questions from standard input and prints JSON; leave the question and --explain out\n"
        assert ask("--batch", "hello", code=2) == ("", line)
        assert ask("--batch", "--explain", code=2) == ("", line)


class TestFolder:
    def test_that_is_missing_is_told_with_how_to_begin_one(self, tmp_path: Path, ask: Ask) -> None:
        missing = tmp_path / "missing"
        line = f"error: no folder {missing}; begin one with: workshop-bot init {missing}\n"
        assert ask("hello", folder=missing, code=2) == ("", line)

    def test_with_errors_is_told_with_the_first_and_how_to_see_all(self, tmp_path: Path, ask: Ask) -> None:
        shutil.copy(ASTHMA / "workshop.yaml", tmp_path)
        (tmp_path / "topics.yaml").write_text("topics:\n  - {id: asthma, name: Asthma, nam: Asthma}\n  - {id: asthma, name: Asthma}\n")
        first = 'topics.yaml:2:32: error unknown-key: no key "nam"; did you mean "name"?'
        line = f"error: {tmp_path} cannot be used: {first} (and 1 more); see all: workshop-bot check {tmp_path}\n"
        assert ask("hello", folder=tmp_path, code=2) == ("", line)
