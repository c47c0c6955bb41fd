"""A folder's wordings, made ready, find the entries that a question is about."""

from collections.abc import Iterable, Sequence, Set
from math import isfinite
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop_bot.matching.decide import Evidence
from workshop_bot.matching.index import Index, Ranking, build, coverage, rank, read, strange
from workshop_bot.texts.fold import fold

LANGUAGES = ("vi", "fr", "en")
WORDINGS = [
    ("lunch", "Ăn trưa lúc mấy giờ?"),
    ("lunch", "À quelle heure est le déjeuner ?"),
    ("lunch", "When is lunch served?"),
    ("certificate", "Làm sao để nhận giấy chứng nhận tham dự?"),
    ("certificate", "Comment obtenir une attestation de présence ?"),
    ("certificate", "How do I get a certificate of attendance?"),
    ("parking", "Gửi xe ở đâu?"),
    ("parking", "Où peut-on se garer ?"),
    ("parking", "Where can I park my car?"),
    ("speakers", "Có bao nhiêu báo cáo viên?"),
    ("speakers", "Combien d'orateurs y a-t-il ?"),
    ("speakers", "How many speakers are there?"),
    ("tumour", "Y a-t-il un exposé sur le neuroblastome ?"),
    ("ward", "Is the oncology ward open to visitors?"),
]
SYNONYMS = [["u nguyên bào thần kinh", "neuroblastome", "neuroblastoma", "NBL"], ["xe", "voiture", "car"]]
ENTRIES = {entry for entry, _ in WORDINGS}
INDEX = build(WORDINGS, SYNONYMS, LANGUAGES)

ANYTHING = st.text(alphabet=st.characters(exclude_categories=[]))
QUESTION = ANYTHING | st.lists(st.sampled_from(sorted({word for _, text in WORDINGS for word in text.split()})), max_size=8).map(" ".join)


def ask(question: str, index: Index = INDEX, absent: Set[str] = frozenset()) -> Ranking:
    return rank(read(question, index), index, absent)


def scores(ranking: Ranking, index: Index = INDEX) -> dict[str, float]:
    """Entry → its score, best first."""
    return {index.entries[one.entry]: one.score for one in ranking.scored}


def best(question: str, index: Index = INDEX) -> str | None:
    return next(iter(scores(ask(question, index), index)), None)


class TestAQuestion:
    @pytest.mark.parametrize(("entry", "wording"), WORDINGS)
    def test_that_is_a_wording_finds_its_entry_with_and_without_accents(self, entry: str, wording: str) -> None:
        assert [best(typed) for typed in (wording, fold(wording), wording.upper())] == [entry] * 3

    @pytest.mark.parametrize(
        ("question", "entry"),
        [
            ("mấy h ăn trưa z", "lunch"),
            ("c quand le dejeuner svp", "lunch"),
            ("what time do we have lunch", "lunch"),
            ("certficate of atendance pls", "certificate"),
            ("nhan giay chung nhan ntn", "certificate"),
            ("attestation de presnce", "certificate"),
            ("guiwr xe owr ddaau", "parking"),
            ("can i bring my car, where to park", "parking"),
            ("bn báo cáo viên", "speakers"),
            ("le nombre des orateurs", "speakers"),
        ],
    )
    def test_finds_its_entry_as_people_type(self, question: str, entry: str) -> None:
        assert best(question) == entry

    def test_in_one_language_finds_an_entry_in_another_through_the_synonyms_of_the_folder(self) -> None:
        without = build(WORDINGS, [], LANGUAGES)
        for question in ("u nguyên bào thần kinh", "u nguyen bao than kinh thi sao", "what about neuroblastoma", "NBL?"):
            assert best(question) == "tumour"
        assert scores(ask("NBL?"))["tumour"] > 10 * scores(ask("NBL?", without), without)["tumour"]

    def test_in_one_language_finds_an_entry_in_another_through_everyday_words(self) -> None:
        index = build([("opening", "Quand commence l'atelier ?"), ("fee", "Combien ça coûte ?")], [], LANGUAGES)
        assert [best(question, index) for question in ("khi nào bắt đầu", "what's the price")] == ["opening", "fee"]

    @pytest.mark.parametrize("question", ["", " …?! 👍 ", "ρήμα ひらがな 한국어"])
    def test_that_shares_nothing_with_the_folder_finds_none(self, question: str) -> None:
        ranking = ask(question)
        assert (ranking.scored, ranking.evidence) == ((), Evidence(0, 0, 0))

    def test_keeps_the_words_it_was_read_as(self) -> None:
        assert ask("Certficate, ko?").words == ("certificate", "khong")

    @given(QUESTION)
    def test_of_any_text_gives_finite_scores_best_first_and_a_coverage_within_0_and_1(self, question: str) -> None:
        ranking = ask(question)
        values = [one.score for one in ranking.scored]
        assert values == sorted(values, reverse=True)
        assert all(map(isfinite, values))
        assert 0 <= ranking.evidence.coverage <= 1


class TestAnAbsentEntry:
    @pytest.mark.parametrize(("entry", "wording"), WORDINGS)
    def test_is_as_if_it_were_not_in_the_folder(self, entry: str, wording: str) -> None:
        without = build([(other, text) for other, text in WORDINGS if other != entry], SYNONYMS, LANGUAGES)
        words = read(wording, INDEX)
        here, there = scores(rank(words, INDEX, {entry})), scores(rank(words, without), without)
        assert here == pytest.approx(there, abs=0.1)  # rarity is still that of the whole folder
        assert entry not in here

    def test_leaves_the_others_in_their_order(self) -> None:
        without = build([(entry, text) for entry, text in WORDINGS if entry != "lunch"], SYNONYMS, LANGUAGES)
        words = read("when and where can I park my car", INDEX)
        assert list(scores(rank(words, INDEX, {"lunch"}))) == list(scores(rank(words, without), without))

    def test_that_does_not_exist_is_no_matter(self) -> None:
        assert ask("when is lunch", absent={"breakfast"}) == ask("when is lunch")

    def test_like_all_others_leaves_nothing(self) -> None:
        assert ask("when is lunch", absent=ENTRIES).scored == ()


class TestCoverage:
    def test_is_the_share_of_the_words_that_wordings_hold(self) -> None:
        assert coverage(("lunch", "when"), INDEX.lexicon) == 1
        assert coverage(("zanzibar", "quokka"), INDEX.lexicon) == 0
        assert coverage((), INDEX.lexicon) == 0

    def test_counts_rare_words_more_and_each_once(self) -> None:
        half = coverage(("lunch", "zanzibar"), INDEX.lexicon)
        assert 0 < coverage(("how", "zanzibar"), INDEX.lexicon) < half < 0.5
        assert coverage(("lunch", "lunch", "zanzibar"), INDEX.lexicon) == half

    def test_of_words_that_only_look_like_those_of_wordings_is_none(self) -> None:
        assert 0 < coverage(("may", "gio"), INDEX.lexicon, {"may"}) < coverage(("may", "gio"), INDEX.lexicon) == 1


class TestAStrangeWord:
    def test_is_typed_with_accents_and_never_so_in_the_folder(self) -> None:
        assert strange("máy tham gia", INDEX) == {"may"}  # it has "mấy"
        assert strange("Mấy giờ có xe ở đâu?", INDEX) == set()

    def test_is_none_that_is_typed_without_accents_or_unknown_in_any_spelling(self) -> None:
        assert strange("may giờ, bóng đá", INDEX) == set()
        assert strange("mấy máy", INDEX) == set()  # one of the two is known

    def test_is_none_in_a_folder_typed_without_accents(self) -> None:
        assert strange("máy", build([("lunch", "an trua luc may gio")], [], LANGUAGES)) == set()

    def test_makes_its_question_less_covered(self) -> None:
        asked = read("máy giờ", INDEX)
        assert rank(asked, INDEX, strange=strange("máy giờ", INDEX)).evidence.coverage < rank(asked, INDEX).evidence.coverage


class TestWordsKnownBesideTheWordings:
    def test_are_not_mended_and_cover_nothing(self) -> None:
        index = build(WORDINGS, SYNONYMS, LANGUAGES, also=["lunck"])
        assert (read("lunck", INDEX), read("lunck", index)) == (("lunch",), ("lunck",))
        assert coverage(("lunck",), index.lexicon) == 0

    def test_are_those_of_synonyms_and_everyday_phrases_too(self) -> None:
        assert read("nbl voiturre tomorow", INDEX) == ("nbl", "voiture", "tomorrow")

    def test_yield_to_words_of_the_wordings_where_both_are_near(self) -> None:
        index = build([("a", "hills")], [], ["en"], also=["halls", "hulls"])
        assert read("hells", index) == ("hills",)


@pytest.mark.parametrize("question", ["", "when is lunch?", "???", "ăn trưa"])
def test_an_empty_folder_knows_nothing(question: str) -> None:
    index = build([], [], LANGUAGES)
    assert (index.entries, ask(question, index).scored) == ((), ())


def shuffled(things: Iterable[tuple[str, str]], chance: Random) -> Sequence[tuple[str, str]]:
    mixed = list(things)
    chance.shuffle(mixed)
    return mixed


@given(QUESTION, st.randoms())
def test_the_order_of_wordings_and_synonyms_changes_nothing(question: str, chance: Random) -> None:
    index = build(shuffled(WORDINGS, chance), [group[::-1] for group in SYNONYMS[::-1]], LANGUAGES)
    here, there = ask(question), ask(question, index)
    assert there.words == here.words
    assert scores(there, index) == pytest.approx(scores(here), abs=1e-4)
    assert there.evidence.coverage == pytest.approx(here.evidence.coverage)
