"""What nobody sees, what nobody filled in, what a message cannot hold, links of one's own."""

import json
from collections.abc import Callable, Mapping

import pytest

Said = Callable[[Mapping[str, str | bytes | None]], list[str]]


@pytest.fixture
def codes(said: Said) -> Callable[..., list[str]]:
    """The codes and facts about an entry whose answer, or another key, is this text."""

    def told(text: str, key: str = "answer") -> list[str]:
        entry = {"id": "honey", "label": "Honey", "questions": {"fr": ["miel"], "en": ["honey"]}, "answer": "Yes.", key: text}
        problems = said({"faq.yaml": json.dumps({"faq": [entry]}, ensure_ascii=False)})
        return [problem.split(" ", 2)[2].partition(";")[0] for problem in problems]

    return told


@pytest.mark.parametrize("mark", ["\u202e", "\u2066", "\u200f", "\u200b", "\u00ad", "\u2060"])
def test_a_mark_that_nobody_sees_is_named(mark: str, codes: Callable[..., list[str]]) -> None:
    (told,) = codes(f"In the{mark} hive.")
    assert told.startswith(f"hidden-character: a mark that nobody sees (U+{ord(mark):04X}, ")


@pytest.mark.parametrize("text", ["👩🏽\u200d🔬 knows", "Mật ong", "mi\u0323t", "می\u200cخواهم", "1\u202f000"])
def test_marks_that_shape_letters_and_spaces_are_none(text: str, codes: Callable[..., list[str]]) -> None:
    assert codes(text) == []


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Ask TODO.", "TODO"),
        ("The room is TBD", "TBD"),
        ("Lorem ipsum dolor", "Lorem ipsum"),
        ("…", "…"),
        ("...", "..."),
        ("???", "???"),
        ("~", "~"),
        ("null", "null"),
        ("Ask <name of the person>", "<name of the person>"),
        ("See https://www.example.org/a", "example.org"),
        ("office@example.com", "example.com"),
    ],
)
def test_a_placeholder_is_left_over(text: str, left: str, codes: Callable[..., list[str]]) -> None:
    assert codes(text) == [f'placeholder: "{left}" was left over']


@pytest.mark.parametrize("text", ["And so on …", "1 < 2 > 0", "a todo list", "Null and void", "Why???"])
def test_a_text_that_only_looks_like_one_is_none(text: str, codes: Callable[..., list[str]]) -> None:
    assert codes(text) == []


def test_what_people_type_may_be_anything(said: Said) -> None:
    assert said({"questions.yaml": 'questions:\n  - {ask: "…", expect: unknown}\n  - {ask: "<name>", expect: unknown}\n'}) == []


@pytest.mark.parametrize(
    "link",
    [
        "http://localhost:8000",
        "https://127.0.0.1/a",
        "http://192.168.1.9",
        "https://10.1.2.3",
        "https://wiki.lan/a",
        "https://me:secret@bees.org/a",
    ],
)
def test_a_private_link_is_not_for_everyone(link: str, codes: Callable[..., list[str]]) -> None:
    (told,) = codes(f"See {link}")
    assert told.startswith("private-link: ")


@pytest.mark.parametrize("link", ["https://bees.org/@maya", "https://10.bees.org", "https://localhost.bees.org/a", "https://172.32.0.1"])
def test_a_public_one_is(link: str, codes: Callable[..., list[str]]) -> None:
    assert codes(f"See {link}") == []


@pytest.mark.parametrize(
    ("answer", "wrong"),
    [
        ("**Honey", '** has no partner in its paragraph, at "**Honey"'),
        ("See [here](ftp://a.org) now", 'the link does not begin with https:// or http://, at "[here](ftp://a.org) "'),
        ("A bee<br>flies", 'HTML has no meaning here and is shown as typed, at "<br>flies"'),
        ("# Bees", 'headings have no meaning here and are shown as typed, at "# Bees"'),
    ],
)
def test_markup_that_is_none_is_told_with_its_words(answer: str, wrong: str, codes: Callable[..., list[str]]) -> None:
    assert codes(answer) == [f"markup: {wrong}"]


def test_markup_has_a_meaning_in_answers_alone(codes: Callable[..., list[str]]) -> None:
    assert codes("**Honey", "label") == []


def test_an_answer_is_measured_as_the_message_that_is_sent(codes: Callable[..., list[str]]) -> None:
    assert codes("**" + "a" * 4096 + "**") == []
    assert codes("🐝" * 2048) == []
    assert codes("🐝" * 2049) == ["long-answer: the answer has 4,098 characters, a message holds 4,096"]


def test_a_label_is_measured_as_people_see_it(codes: Callable[..., list[str]]) -> None:
    assert codes("ộ" * 40, "label") == []
    assert codes("o\u0323\u0302" * 40, "label") == []
    assert codes("a" * 41, "label") == ["long-label: the label has 41 characters"]
