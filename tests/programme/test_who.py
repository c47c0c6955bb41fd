"""What a question names: topics in any language, people by a part of their name, rooms, sessions by title."""

from dataclasses import replace
from time import thread_time
from timeit import repeat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop_bot.knowledge.fields import Text
from workshop_bot.knowledge.model import Knowledge
from workshop_bot.programme.said import hear
from workshop_bot.programme.who import Names, mentions, names, stem, titled
from workshop_bot.texts.fold import words


def mentioned(question: str, named: Names) -> list[str]:
    return [mention.reference for mention in mentions(hear(question, words(question)), named)]


@pytest.mark.parametrize(
    ("question", "references"),
    [
        ("surgery", ["topic:surgery"]),
        ("la chirurgie", ["topic:surgery"]),
        ("phau thuat", ["topic:surgery"]),
        ("phẩu thuật", ["topic:surgery"]),  # a common slip of tone
        ("radiothérapies", ["topic:radiotherapy"]),
        ("radiotherapies", ["topic:radiotherapy"]),
        ("soft tissue sarcomas", ["topic:soft-tissue"]),
        ("rhabdomyosarcomes", ["topic:muscle"]),
        ("sarcomas", ["topic:soft-tissue", "topic:muscle"]),
        ("tia xạ", ["topic:radiotherapy"]),  # by the folder's synonyms
        ("des rayons ?", ["topic:radiotherapy"]),
        ("buổi về mổ", ["topic:surgery"]),
        ("giờ mở cửa", []),
        ("gio mo cua", []),
        ("an AI talk", ["topic:machines"]),
        ("ai nói", []),
        ("Hall A", ["room:hall-a"]),
        ("hoi truong A", ["room:hall-a"]),
        ("la salle A", ["room:hall-a"]),
        ("Diagnosis of soft tissue sarcoma", ["session:tissue-1"]),
        ("diagnostic des sarcomes", ["session:tissue-1"]),
        ("surgery and radiotherapy", ["topic:surgery", "topic:radiotherapy"]),
    ],
)
def test_names(question: str, references: list[str], named: Names) -> None:
    assert mentioned(question, named) == references


@pytest.mark.parametrize(
    ("question", "references"),
    [
        ("Trần Minh Điển", ["speaker:dien"]),
        ("tran minh dien", ["speaker:dien"]),
        ("Minh Dien", ["speaker:dien"]),
        ("Dr Dien", ["speaker:dien"]),
        ("thầy Điển nói khi nào", ["speaker:dien"]),
        ("Điển nói khi nào", ["speaker:dien"]),
        ("when does Dien speak", ["speaker:dien"]),
        ("số điện thoại", []),
        ("M. Angles", ["speaker:angles"]),
        ("Angles", ["speaker:angles"]),
        ("Giles", ["speaker:angles"]),
        ("Dr Nguyen", ["speaker:lan", "speaker:hai"]),
        ("Nguyen", []),
        ("bác sĩ Lan", ["speaker:lan"]),
        ("lan can", []),
        ("BS Hải", ["speaker:hai"]),
        ("hai buổi", []),
    ],
)
def test_people(question: str, references: list[str], named: Names) -> None:
    assert mentioned(question, named) == references


@pytest.mark.parametrize(
    ("question", "references"),
    [
        ("qui parle de la transition ?", ["topic:transition", "session:growing-up"]),
        ("quand parle La Tour", ["speaker:tour"]),
        ("M. de la Tour", ["speaker:tour"]),
        ("le professeur d'Arcy", ["speaker:arcy"]),
    ],
)
def test_what_joins_a_name_is_none_of_its_parts(question: str, references: list[str], lyon: Knowledge) -> None:
    assert mentioned(question, names(lyon)) == references


def test_a_mention_knows_its_place(named: Names) -> None:
    (mention,) = mentions(hear("when is soft tissue sarcoma", words("when is soft tissue sarcoma")), named)
    assert (mention.start, mention.stop) == (2, 5)


def test_telling_words_of_titles(named: Names) -> None:
    assert named.titles["surgery-2"] == (frozenset({"robot", "theatre"}),)
    assert [session.id for session in named.sessions][:2] == ["opening", "tissue-1"]


@pytest.mark.parametrize(("one", "other"), [("sarcomas", "sarcoma"), ("therapy", "thérapies"), ("cas", "cas"), ("loss", "loss")])
def test_stems(one: str, other: str) -> None:
    assert stem(*words(one)) == stem(*words(other))


@given(st.text(max_size=80))
def test_any_text_may_be_searched(named: Names, text: str) -> None:
    assert all(mention.start < mention.stop for mention in mentions(hear(text, words(text)), named))


def test_every_session_of_the_shipped_workshop_is_named_by_its_titles(shipped: Knowledge) -> None:
    named = names(shipped)
    for session in shipped.sessions:
        for _, title in session.title.by_language:
            assert f"session:{session.id}" in mentioned(title, named)


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ("soft tissue", ["tissue-1", "tissue-2"]),
        ("the session on sarcomas diagnosis", ["tissue-1"]),
        ("chan doan sarcoma", ["tissue-1"]),
        ("CLÔTURE", ["closing"]),
        ("learning machine", ["machines-1"]),
        ("", []),
        ("session", []),
        ("tissue of the banquet", []),
    ],
)
def test_sessions_are_named_by_words_of_their_titles(typed: str, named: list[str], knowledge: Knowledge) -> None:
    assert [one.id for one in titled(typed, names(knowledge))] == named


def test_a_word_that_titles_hold_tells_them_apart_even_if_it_says_what_a_session_is(knowledge: Knowledge) -> None:
    called = {"k1": "Keynote 1", "k2": "Keynote 2", "f2": "Paper 2"}
    one = knowledge.sessions[0]
    keynotes = tuple(one.model_copy(update={"id": name, "title": Text(everywhere=title)}) for name, title in called.items())
    named_so = names(replace(knowledge, sessions=keynotes))
    for typed, named in (("keynote 2", ["k2"]), ("the keynote 2", ["k2"]), ("the session paper 2", ["f2"]), ("session 2", ["f2", "k2"])):
        assert sorted(one.id for one in titled(typed, named_so)) == named, typed


def test_words_of_no_title_cost_no_more_among_thousands_of_sessions(knowledge: Knowledge) -> None:
    """It went through every title three times: 0.1 s for each question that nothing answers."""
    many = tuple(knowledge.sessions[0].model_copy(update={"id": f"s{number}"}) for number in range(4000))
    few, thousands = names(knowledge), names(replace(knowledge, sessions=many))

    def cost(named: Names) -> float:
        assert titled("the weather on mars", named) == ()
        return min(repeat(lambda: titled("the weather on mars", named), number=200, repeat=3, timer=thread_time))

    assert cost(thousands) < 20 * cost(few)
