"""Questions that people asked, as a file that `evaluate` reads."""

from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import assume, given
from hypothesis import strategies as st

from workshop_bot.formats.examination import Put, examination
from workshop_bot.knowledge.read import questions_of, usable

FOLDER = Path(__file__).resolve().parents[1] / "answers" / "asthma"
KNOWLEDGE = usable(FOLDER)
AT = datetime(2030, 6, 3, 9, 10, tzinfo=UTC)


def test_it_reads_as_one_writes_it() -> None:
    known = [Put("how much?", "faq:fee", "en", 1, AT), Put("combien ?", "faq:fee", "fr", 3, AT)]
    lacking = [Put('may I bring "Rex"?', "", "en", 2, AT)]
    assert examination(known, lacking) == (
        "# What people asked, with what they chose afterwards as what they meant.\n"
        "# workshop-bot evaluate --questions FILE  says which entries lack wordings for it.\n"
        "questions:\n"
        '  - {ask: "how much?", expect: "faq:fee", language: en, now: 2030-06-03 09:10}\n'
        '  - {ask: "combien ?", expect: "faq:fee", language: fr, now: 2030-06-03 09:10}  # 3 times\n'
        "\n"
        "# Without an answer: write what must come behind expect, and take away the # in front.\n"
        '#  - {ask: "may I bring \\"Rex\\"?", expect: "", language: en, now: 2030-06-03 09:10}  # 2 times\n'
    )


def test_without_any_it_is_a_list_of_none(tmp_path: Path) -> None:
    file = tmp_path / "asked.yaml"
    file.write_text(examination([], []), encoding="utf-8")
    assert questions_of(file, KNOWLEDGE) == ()


@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=80))
def test_whatever_was_typed_is_read_as_a_question(text: str) -> None:
    shown = "".join(filter(str.isprintable, " ".join(text.split()))).strip()
    assume(shown)
    with TemporaryDirectory() as place:
        file = Path(place) / "asked.yaml"
        file.write_text(examination([Put(text, "faq:fee", "en", 1, AT)], [Put(text, "", "en", 1, AT)]), encoding="utf-8")
        (question,) = questions_of(file, KNOWLEDGE)
    assert question.ask.strip() == shown
