import re
import sys
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop_bot.cli import terminal

VIETNAMESE = "Tỷ lệ sống của trẻ mắc ung thư là 20% ở các nước thu nhập thấp và trung bình, 80% ở các nước phát triển."


def pretend_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both streams say that they are a terminal (called in the test: pytest changes streams between set-up and call)."""
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)


class TestWrap:
    def test_breaks_between_words_at_80_columns(self) -> None:
        assert terminal.wrap(VIETNAMESE) == (
            "Tỷ lệ sống của trẻ mắc ung thư là 20% ở các nước thu nhập thấp và trung bình,\n80% ở các nước phát triển."
        )

    def test_accents_that_stand_alone_take_no_room(self) -> None:
        assert terminal.wrap(normalize("NFD", VIETNAMESE)) == normalize("NFD", terminal.wrap(VIETNAMESE))

    def test_a_narrow_terminal_is_filled_and_a_wide_one_is_not(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("COLUMNS", "30")
        assert terminal.wrap("the answer first, a blank line, detail") == "the answer first, a blank\nline, detail"
        monkeypatch.setenv("COLUMNS", "200")
        assert terminal.wrap("a " * 50) == " ".join("a" * 40) + "\n" + " ".join("a" * 10)

    def test_keeps_lines_and_paragraphs(self) -> None:
        assert terminal.wrap("one\n\ntwo\nthree") == "one\n\ntwo\nthree"

    def test_lists_and_choices_hang_under_their_first_word(self) -> None:
        assert terminal.wrap("- one two three", 10) == "- one two\n  three"
        assert terminal.wrap("  1  Soft tissue sarcomas", 18) == "  1  Soft tissue\n     sarcomas"

    def test_a_year_at_the_beginning_of_a_line_is_no_list(self) -> None:
        assert terminal.wrap("2024 was the year", 10) == "2024 was\nthe year"

    def test_a_link_stays_whole(self) -> None:
        assert terminal.wrap("see https://example.org/a/b now", 10) == "see\nhttps://example.org/a/b\nnow"

    def test_french_spaces_hold(self) -> None:
        assert terminal.wrap("quand\u202f? à 9\u00a0h\u00a045", 8) == "quand\u202f?\nà 9\u00a0h\u00a045"

    def test_east_asian_wide_letters_take_two_columns(self) -> None:
        assert terminal.columns("大会") == 4

    def test_control_characters_reach_no_terminal(self) -> None:
        assert terminal.wrap("a\x1b[31mred\x07\tb") == "a[31mred b"

    @given(st.text(st.characters(exclude_categories=["Cc", "Cs"]) | st.just("\n")), st.integers(10, 100))
    def test_loses_no_word_and_keeps_to_the_width(self, text: str, width: int) -> None:
        wrapped = terminal.wrap(text, width)
        assert wrapped.split() == text.split()
        assert [line for line in wrapped.split("\n") if terminal.columns(line) > width and " " in line.strip()] == []


class TestPaint:
    def test_colours_on_a_terminal(self, monkeypatch: pytest.MonkeyPatch) -> None:
        pretend_terminal(monkeypatch)
        assert terminal.paint("error", "red") == "\x1b[31merror\x1b[0m"
        assert terminal.paint("answer", "bold") == "\x1b[1manswer\x1b[0m"
        assert terminal.paint("source", "dim", err=True) == "\x1b[2msource\x1b[0m"

    def test_is_plain_where_no_color_is_set(self, monkeypatch: pytest.MonkeyPatch) -> None:
        pretend_terminal(monkeypatch)
        monkeypatch.setenv("NO_COLOR", "1")
        assert terminal.paint("error", "red") == "error"

    def test_is_plain_in_a_pipe(self) -> None:
        assert terminal.paint("error", "red") == "error"


class TestTell:
    def test_says_one_line_on_standard_error(self, capsys: pytest.CaptureFixture[str]) -> None:
        terminal.tell("error", "no folder\n  here; make one")
        assert capsys.readouterr() == ("", "error: no folder here; make one\n")

    def test_colours_the_kind_alone(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        pretend_terminal(monkeypatch)
        terminal.tell("warning", "old")
        assert capsys.readouterr() == ("", "\x1b[33mwarning:\x1b[0m old\n")


class TestProgress:
    def test_is_silent_in_a_pipe(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert list(terminal.progress([1, 2, 3], "questions")) == [1, 2, 3]
        assert capsys.readouterr() == ("", "")

    def test_shows_on_standard_error_how_far_it_is(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        pretend_terminal(monkeypatch)
        assert list(terminal.progress([1, 2, 3], "questions")) == [1, 2, 3]
        out, err = capsys.readouterr()
        assert out == ""
        assert re.search(r"questions +\[#+\] +100%", err)


def test_of_many_notes_the_first_twenty_are_said_and_the_rest_is_counted(capsys: pytest.CaptureFixture[str]) -> None:
    terminal.tell_some([f"row {number}" for number in range(1, 1_025)])
    lines = capsys.readouterr().err.splitlines()
    assert (len(lines), lines[0], lines[19], lines[20]) == (21, "note: row 1", "note: row 20", "note: and 1,004 more of the kind")
    terminal.tell_some([])
    assert capsys.readouterr().err == ""


def test_things_are_counted_in_words() -> None:
    assert [terminal.counted(number, "day") for number in (0, 1, 1200)] == ["0 days", "1 day", "1,200 days"]
