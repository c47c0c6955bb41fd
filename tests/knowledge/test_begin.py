"""The folder to begin with: good, whole or not there, in any languages."""

from pathlib import Path

import pytest

from workshop_bot.errors import UnusableInput
from workshop_bot.knowledge.begin import begin, starter
from workshop_bot.knowledge.check import check
from workshop_bot.knowledge.read import read


@pytest.mark.parametrize(
    "languages", [("vi", "fr", "en"), ("en",), ("fr", "vi"), ("vi", "de"), ("de",), ("lo", "km", "pt-BR")], ids=",".join
)
def test_it_has_no_problem_in_any_languages(languages: tuple[str, ...], tmp_path: Path) -> None:
    begin(tmp_path / "new", languages)
    assert [str(problem) for problem in check(tmp_path / "new").problems] == []
    knowledge = read(tmp_path / "new").knowledge
    assert knowledge is not None
    assert knowledge.workshop.languages == languages
    assert {question.language for question in knowledge.questions} == set(languages)


def test_it_shows_what_a_folder_can_hold(tmp_path: Path) -> None:
    begin(tmp_path / "new", ("vi", "fr", "en"))
    knowledge = read(tmp_path / "new").knowledge
    assert knowledge is not None
    assert [entry.unpublished for entry in knowledge.faq] == [False, False, True]
    assert [{len(wordings) for wordings in entry.questions.values()} for entry in knowledge.faq] == [{6}, {7}, {6}]
    assert all([knowledge.sessions, knowledge.topics, knowledge.speakers, knowledge.synonyms, knowledge.questions])


def test_its_labels_are_names_as_they_stand_in_the_program_s_own_sentences(tmp_path: Path) -> None:
    begin(tmp_path / "new", ("vi", "fr", "en"))
    knowledge = read(tmp_path / "new").knowledge
    assert knowledge is not None
    assert [label for entry in knowledge.faq for _, label in entry.label.by_language if "?" in label] == []


def test_each_of_its_entries_is_examined_in_every_language(tmp_path: Path) -> None:
    begin(tmp_path / "new", ("vi", "fr", "en"))
    knowledge = read(tmp_path / "new").knowledge
    assert knowledge is not None
    examined = {(question.expect, question.language) for question in knowledge.questions}
    assert {(f"faq:{entry.id}", language) for entry in knowledge.faq for language in entry.questions} - examined == set()


def test_a_language_it_is_not_written_in_has_the_english_texts() -> None:
    files = starter(("fr", "de"))
    assert "      fr: Salle A\n      de: Hall A  # still English\n" in files["workshop.yaml"].replace("        ", "      ")
    assert "  # still English" not in starter(("fr", "en"))["workshop.yaml"]
    assert files["words/de.yaml"].startswith("# The program's own words, still in English")


def test_missing_folders_above_are_made(tmp_path: Path) -> None:
    begin(tmp_path / "a" / "b", ("en",))
    assert (tmp_path / "a" / "b" / "workshop.yaml").is_file()


def test_an_empty_folder_is_filled_and_stays_the_same_folder(tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    before = (tmp_path / "new").stat().st_ino
    begin(tmp_path / "new", ("en", "de"))
    assert (tmp_path / "new").stat().st_ino == before
    assert (tmp_path / "new" / "words" / "de.yaml").is_file()
    assert [path.name for path in tmp_path.iterdir()] == ["new"]


@pytest.mark.parametrize("there", ["new/faq.yaml", "new"])
def test_what_is_there_is_left_as_it_is(there: str, tmp_path: Path) -> None:
    (tmp_path / there).parent.mkdir(exist_ok=True)
    (tmp_path / there).write_text("mine")
    with pytest.raises(UnusableInput):
        begin(tmp_path / "new", ("en",))
    assert [(path.relative_to(tmp_path).as_posix(), path.read_text()) for path in tmp_path.rglob("*") if path.is_file()] == [
        (there, "mine")
    ]


def test_a_failure_on_the_way_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(UnusableInput, match=r"new cannot be made \(No space left on device\); name another folder"):
        begin(tmp_path / "new", ("en",))
    assert list(tmp_path.iterdir()) == []
