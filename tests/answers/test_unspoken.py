"""What a question names and an entry does not speak of."""

from collections.abc import Callable

import pytest

from workshop_bot.answers.unspoken import unspoken
from workshop_bot.knowledge.model import Entry, Knowledge


@pytest.fixture
def lacking(knowledge: Knowledge, curated: Callable[[str], Entry]) -> Callable[[str, str], set[str]]:
    """What the entry of an id does not speak of, as "kind value"."""
    return lambda question, name: {f"{one.kind} {one.value}" for one in unspoken(question, curated(name), knowledge)}


Lacking = Callable[[str, str], set[str]]


@pytest.mark.parametrize(
    ("question", "entry", "names"),
    [
        ("how many people came in 2027?", "attendance", {"year 2027"}),
        ("combien de participants en 2027 ?", "attendance", {"year 2027"}),
        ("năm 2027 có bao nhiêu người dự?", "attendance", {"year 2027"}),
        ("did 900 people come in 2029?", "attendance", {"number 900"}),
        ("is there a fellowship in Tokyo?", "fellowship", {"place tokyo"}),
        ("có học bổng đi Tokyo năm 2027 không?", "fellowship", {"place tokyo", "year 2027"}),
        ("what did Dr Tanaka say?", "director-words", {"person tanaka"}),
        ("qu’a dit le Dr Tanaka ?", "director-words", {"person tanaka"}),
        ("bác sĩ Tanaka nói gì?", "director-words", {"person tanaka"}),
        ("was there a fee of 50 euros in 2027?", "fee", {"year 2027"}),
    ],
)
def test_a_year_a_number_a_place_a_person_that_the_entry_lacks(question: str, entry: str, names: set[str], lacking: Lacking) -> None:
    assert lacking(question, entry) == names


@pytest.mark.parametrize(
    ("question", "entry"),
    [
        ("how many people?", "attendance"),  # nothing named
        ("how many people came in 2029?", "attendance"),  # in its wordings
        ("were there 412 people?", "attendance"),  # in its answer
        ("étaient-ils 412 ?", "attendance"),
        ("có đúng 412 người không?", "attendance"),
        ("is there a fellowship in Paris?", "fellowship"),
        ("what did Dr Binh say?", "director-words"),  # a part of the name
        ("what did Dr Hoang say?", "director-words"),
        ("how do I register for 2030?", "registration"),  # the workshop's own year
        ("do I park in Hanoi?", "parking"),  # and its own city
        ("is there lunch for 3 nurses?", "meals"),  # unpublished, for however many
        ("is the fee 50 euros?", "fee"),
    ],
)
def test_what_the_entry_or_the_workshop_speaks_of_is_not_lacking(question: str, entry: str, lacking: Lacking) -> None:
    assert lacking(question, entry) == set()


def test_of_a_person_the_title_is_no_part_of_the_name(lacking: Lacking) -> None:
    assert lacking("what did Prof. Binh say?", "director-words") == set()


def test_a_kind_with_several_values_in_the_wordings_is_a_blank_to_fill_in(lacking: Lacking) -> None:
    assert lacking("how do I get here from Rome?", "travel") == set()
    assert lacking("how did one get here from Rome in 1999?", "travel") == {"year 1999"}


def test_a_place_of_its_answer_alone_is_no_blank(knowledge: Knowledge, curated: Callable[[str], Entry]) -> None:
    said = curated("fellowship").model_copy(update={"questions": {"en": ("is there a fellowship?",)}})
    assert unspoken("a fellowship in Paris?", said, knowledge) == frozenset()
    assert [one.value for one in unspoken("a fellowship in Tokyo?", said, knowledge)] == ["tokyo"]
