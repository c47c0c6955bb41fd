"""The score of an entry is a ridge regression among the wordings near to the question."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from workshop_bot.matching import score as scoring
from workshop_bot.matching.meanings import Phrase, phrases
from workshop_bot.matching.retrieve import BAGS, learn, likeness, vector
from workshop_bot.matching.score import Scored, score

TABLES = (phrases([[("hoi", "thao"), ("atelier",), ("workshop",)]]), phrases([[("khi", "nao"), ("quand",), ("when",)]]))
WORDS = ["khi", "nao", "quand", "when", "hoi", "thao", "atelier", "workshop", "lunch", "repas", "bua", "trua", "ends", "is", "the"]

TEXT = st.lists(st.sampled_from(WORDS), max_size=5).map(tuple)
OWNED = st.lists(st.tuples(TEXT, st.integers(0, 4), st.booleans()), min_size=1, max_size=12)
"""Wordings, each with its entry and whether it is left out."""


def ridge(question: Phrase, texts: Sequence[Phrase], owners: NDArray[np.int32], asked: NDArray[np.bool_]) -> dict[int, float]:
    """Entry → its score: the textbook's (K + λI)⁻¹Y, trained on all wordings that are asked and share anything with the question."""
    lexicon, shelf = learn(texts, TABLES)
    like = likeness(vector(question, lexicon), shelf).sum(axis=0).astype(float)
    near = np.flatnonzero((like > 0) & asked)
    gram = np.array([likeness(vector(text, lexicon), shelf).sum(axis=0).astype(float) for text in texts])[np.ix_(near, near)]
    entries = np.unique(owners[near])
    belongs = (owners[near][:, None] == entries).astype(float)
    trained = np.linalg.inv(gram + scoring.CALM * np.eye(len(near))) @ belongs
    return dict(zip(entries.tolist(), (like[near] @ trained).tolist(), strict=True))


def scores(found: Sequence[Scored]) -> dict[int, float]:
    return {one.entry: one.score for one in found}


@given(TEXT, OWNED)
def test_a_score_is_that_of_a_dense_ridge_regression_on_all_wordings_but_those_left_out(
    question: Phrase, owned: list[tuple[Phrase, int, bool]]
) -> None:
    texts, owners = [text for text, _, _ in owned], np.array([owner for _, owner, _ in owned], np.int32)
    without = np.array([out for _, _, out in owned])
    lexicon, shelf = learn(texts, TABLES)
    found = vector(question, lexicon)
    assert scores(score(found, shelf, owners)) == pytest.approx(ridge(question, texts, owners, np.full(len(texts), True)), abs=1e-4)
    assert scores(score(found, shelf, owners, without)) == pytest.approx(ridge(question, texts, owners, ~without), abs=1e-4)


@given(TEXT, OWNED)
def test_the_parts_of_a_score_sum_to_it_and_the_best_comes_first(question: Phrase, owned: list[tuple[Phrase, int, bool]]) -> None:
    lexicon, shelf = learn([text for text, _, _ in owned], TABLES)
    found = score(vector(question, lexicon), shelf, np.array([owner for _, owner, _ in owned], np.int32))
    assert {len(one.parts) for one in found} <= {len(BAGS)}
    assert [sum(one.parts) for one in found] == pytest.approx([one.score for one in found], abs=1e-5)
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)


LUNCH_HOUR, LUNCH_ROOM, OPENING, FEE = range(4)
FOLDER = [
    (LUNCH_HOUR, "when is lunch"),
    (LUNCH_HOUR, "at what time is lunch served"),
    (LUNCH_ROOM, "where is lunch"),
    (LUNCH_ROOM, "where will lunch be served"),
    (OPENING, "when is the opening"),
    (OPENING, "at what time is the opening"),
    (FEE, "who pays"),
]
TEXTS = [tuple(text.split()) for _, text in FOLDER]
OWNERS = np.array([entry for entry, _ in FOLDER], np.int32)


def ask(question: str, leaving_out: str = "") -> dict[int, float]:
    """Entry → its score for a question, best first."""
    lexicon, shelf = learn(TEXTS, TABLES)
    without = np.array([text == leaving_out for _, text in FOLDER])
    return scores(score(vector(tuple(question.split()), lexicon), shelf, OWNERS, without))


def best(question: str, leaving_out: str = "") -> int | None:
    return next(iter(ask(question, leaving_out)), None)


def test_what_the_wordings_of_an_entry_share_speaks_for_it_and_what_its_neighbours_have_too_does_not() -> None:
    assert ask("where")[LUNCH_ROOM] > ask("lunch")[LUNCH_ROOM] > ask("is")[LUNCH_ROOM]
    assert [best(question) for question in ("when lunch", "where lunch", "time opening")] == [LUNCH_HOUR, LUNCH_ROOM, OPENING]


@pytest.mark.parametrize(("entry", "wording"), FOLDER[:-1])
def test_an_entry_is_found_by_its_own_wordings_and_by_its_others_where_one_is_left_out(entry: int, wording: str) -> None:
    assert best(wording) == entry
    assert 0 < ask(wording, leaving_out=wording)[entry] < ask(wording)[entry]


def test_an_entry_whose_only_wording_is_left_out_is_not_there() -> None:
    assert best("who pays") == FEE
    assert FEE not in ask("who pays", leaving_out="who pays")


def test_nothing_in_common_is_no_entry() -> None:
    assert ask("zzz") == {}


def test_equal_entries_come_in_the_order_of_the_folder() -> None:
    lexicon, shelf = learn([("lunch",), ("lunch",)], TABLES)
    for owners in ([0, 1], [1, 0]):
        assert list(scores(score(vector(("lunch",), lexicon), shelf, np.array(owners, np.int32)))) == [0, 1]


def test_only_the_nearest_wordings_are_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scoring, "NEAREST", 2)
    asked = np.array([text in ("at what time is lunch served", "at what time is the opening") for _, text in FOLDER])
    question = "at what time is lunch"
    assert ask(question) == pytest.approx(ridge(tuple(question.split()), TEXTS, OWNERS, asked), abs=1e-4)


def test_only_the_best_entries_are_ranked(monkeypatch: pytest.MonkeyPatch) -> None:
    all_ranked = list(ask("when is lunch"))
    monkeypatch.setattr(scoring, "BEST", 2)
    assert list(ask("when is lunch")) == all_ranked[:2]


@given(TEXT, OWNED)
def test_the_kinship_kept_for_small_folders_is_that_worked_out_for_large_ones(
    question: Phrase, owned: list[tuple[Phrase, int, bool]]
) -> None:
    lexicon, shelf = learn([text for text, _, _ in owned], TABLES)
    owners = np.array([entry for _, entry, _ in owned], np.int32)
    small = score(vector(question, lexicon), shelf, owners)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(scoring, "SMALL", 0)
        large = score(vector(question, lexicon), shelf, owners)
    scores = [{one.entry: one.score for one in found} for found in (small, large)]
    assert scores[0] == pytest.approx(scores[1], abs=1e-5)
