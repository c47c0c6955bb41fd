"""What fingers do to words is undone, and words that the folder knows are left alone."""

from collections import Counter
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop_bot.matching.normalise import Vocabulary, normalise, short_forms
from workshop_bot.programme.lexicon import fr
from workshop_bot.texts.fold import fold, words

ANYTHING = st.text(alphabet=st.characters(exclude_categories=[]))
SHORT_FORMS = [
    tuple(line.split("\t"))
    for line in files("workshop_bot.matching").joinpath("words", "short-forms.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
"""Language, short form, readings, as they stand in the file."""


def knowing(*wordings: str, languages: str = "vi fr en") -> Vocabulary:
    """The vocabulary of a folder with these wordings."""
    return Vocabulary.of(Counter(word for wording in wordings for word in set(words(wording))), languages.split())


def typed(word: str, *wordings: str, languages: str = "vi fr en") -> str:
    """What a folder with these wordings makes of a word."""
    return " ".join(normalise(word, knowing(*wordings, languages=languages)))


def test_a_question_is_folded_and_mended_word_by_word() -> None:
    folder = knowing("Được đăng ký ở đâu?", "Where is the registration?", "không")
    assert normalise("ĐK ở đâu? Registeration — ddaau, ko?", folder) == ("dang", "ky", "o", "dau", "registration", "dau", "khong")
    assert normalise(" …?! 👍 ", folder) == ()


class TestAKnownWord:
    @pytest.mark.parametrize("word", ["ko", "vs", "bn", "pass", "zoom", "class", "lunhc", "2023"])
    def test_is_never_touched(self, word: str) -> None:
        assert typed(word, word, "không với vous bao nhiêu pas zom clas lunch 2024") == word

    @given(st.dictionaries(ANYTHING | st.sampled_from(sorted(short_forms("vi"))), st.integers(0, 3)))
    def test_stays_whatever_else_the_folder_knows(self, counts: dict[str, int]) -> None:
        folder = Vocabulary.of(counts, ("vi", "fr", "en"))
        assert {word: folder.mend(word) for word in counts} == {word: (word,) for word in counts}


class TestAShortForm:
    @pytest.mark.parametrize(
        ("short", "wording", "reading"),
        [
            ("bn", "Phí bao nhiêu?", "bao nhieu"),
            ("bn", "Bạn là ai?", "ban"),
            ("bn", "Tout va bien ?", "bien"),
            ("bn", "Has it been moved?", "been"),
            ("vs", "với ai", "voi"),
            ("vs", "Avec vous", "vous"),
            ("vs", "surgery versus radiotherapy", "versus"),
        ],
    )
    def test_is_read_as_what_the_folder_knows(self, short: str, wording: str, reading: str) -> None:
        assert typed(short, wording) == reading

    @pytest.mark.parametrize(("languages", "reading"), [("vi fr", "bao nhieu"), ("en", "been"), ("de", "bn")])
    def test_that_the_folder_knows_in_no_reading_is_the_likeliest_in_its_first_language(self, languages: str, reading: str) -> None:
        assert typed("bn", "cafeteria", languages=languages) == reading

    def test_of_a_language_that_the_folder_does_not_have_is_none(self) -> None:
        assert typed("ko", "Không", languages="fr en") == "ko"

    def test_is_read_in_the_language_of_the_question_first(self) -> None:
        folder = knowing("Học viên là ai?", "Where do I have to go?")
        assert normalise("where do I hv to go?", folder) == ("where", "do", "i", "have", "to", "go")
        assert normalise("hv là ai vậy?", folder)[:2] == ("hoc", "vien")

    def test_in_the_question_s_language_is_no_word_that_the_folder_knows_beside_its_wordings(self) -> None:
        counts = Counter({"quel": 1, "est": 1, "le": 1, "theme": 1, "kel": 0})
        folder = Vocabulary.of(counts, ("vi", "fr"))
        assert normalise("kel est le thème de la semaine ?", folder)[0] == "quel"
        assert normalise("kel", folder) == ("kel",)
        assert normalise("kel", Vocabulary.of(counts, ("fr",))) == ("quel",)  # a folder in one language is asked in it

    def test_comes_before_telex_and_slips(self) -> None:
        assert typed("dc", "được", "do", "dc2") == "duoc"
        assert typed("pls", "please", "plus", languages="en") == "please"


class TestTelex:
    @pytest.mark.parametrize(
        ("keys", "wording"), [("dduowcj", "được"), ("hooij", "hội"), ("thaor", "thảo"), ("ddaua", "đâu"), ("nguyeenx", "nguyễn")]
    )
    def test_is_undone_where_that_gives_a_known_word(self, keys: str, wording: str) -> None:
        assert typed(keys, wording) == fold(wording)

    @pytest.mark.parametrize("word", ["zoom", "class", "wifi", "dduowcj"])
    def test_is_seen_in_no_word_that_gives_none(self, word: str) -> None:
        assert typed(word, "bonjour") == word

    def test_is_for_folders_in_vietnamese(self) -> None:
        assert typed("hooij", "hội", languages="fr en") == "hooij"

    def test_of_two_readings_is_the_commoner(self) -> None:
        assert typed("hoof", "ho", "hof", "ho hof", "ho") == "ho"
        assert typed("hoof", "ho", "hof", "ho hof", "hof") == "hof"


class TestASlip:
    @pytest.mark.parametrize(
        ("slip", "word"),
        [
            ("luch", "lunch"),
            ("lunhc", "lunch"),
            ("lumch", "lunch"),
            ("llunch", "lunch"),
            ("whne", "when"),
            ("certifcate", "certificate"),
            ("certifcat", "certificate"),
            ("regisrtatoin", "registration"),
            ("scedulle", "schedule"),
            ("neuroblastma", "neuroblastoma"),
            ("interprète", "interpretes"),
        ],
    )
    def test_is_mended_once_from_four_letters_and_twice_from_eight(self, slip: str, word: str) -> None:
        assert typed(slip, word, languages="fr en") == word

    @pytest.mark.parametrize(
        ("slip", "word"), [("teh", "the"), ("lnhc", "lunch"), ("sesions", "session"), ("certfct", "certificate"), ("lisa", "visa")]
    )
    def test_too_many_in_too_short_a_word_is_another_word(self, slip: str, word: str) -> None:
        assert typed(slip, word, languages="fr en") == slip

    def test_leads_to_no_word_with_another_first_letter_unless_the_first_two_changed_places(self) -> None:
        assert typed("veaux", "eaux", "peaux", "beaux", languages="fr") == "veaux"
        assert typed("ulnch", "lunch", languages="en") == "lunch"

    def test_leads_to_a_word_of_the_wordings_first(self) -> None:
        folder = Vocabulary.of(Counter({"halls": 1, "hells": 0}), ("en",))
        assert folder.mend("hulls") == ("halls",)

    def test_leads_to_the_word_of_the_same_letters_first(self) -> None:
        assert typed("paln", "plan", "pain pain", "pal", "pal") == "plan"

    def test_leads_to_the_nearest_word_then_the_commonest_then_the_first_by_letters(self) -> None:
        assert typed("ccertificat", "certificate", "certificate", "certificat", languages="fr") == "certificat"
        assert typed("hells", "halls", "hills", "hulls hills", languages="en") == "hills"
        assert typed("hells", "hulls", "hills", "halls", languages="en") == "halls"

    def test_leads_there_in_whatever_order_many_words_are_known(self) -> None:
        wordings = ["patch", "pinch", "perch", "peach", "pouch", "punch", "porch", "petch", "petch it", "pitch"]
        assert {typed("pexch", *order, languages="en") for order in (wordings, wordings[::-1])} == {"petch"}

    @pytest.mark.parametrize(("syllable", "known"), [("thanh", "thang"), ("phuong", "phong"), ("nghiep", "nghiem")])
    def test_is_no_well_formed_vietnamese_syllable(self, syllable: str, known: str) -> None:
        assert typed(syllable, known) == syllable
        assert typed(syllable, known, languages="fr en") == known

    @pytest.mark.parametrize("number", ["2023", "20241202", "٢٠٢٣"])
    def test_is_no_digit(self, number: str) -> None:
        assert typed(number, "2024", "20241203", "٢٠٢٤") == number


class TestTheTableOfShortForms:
    def test_has_a_language_a_form_and_readings_in_each_line(self) -> None:
        assert {len(line) for line in SHORT_FORMS} == {3}
        assert {language for language, *_ in SHORT_FORMS} == {"vi", "fr", "en"}
        assert [line for line in SHORT_FORMS if not all(map(words, line[2].split(",")))] == []

    def test_has_no_form_twice_in_a_language(self) -> None:
        forms = Counter((language, short) for language, short, _ in SHORT_FORMS)
        assert [form for form, times in forms.items() if times > 1] == []

    def test_has_the_same_readings_for_forms_that_fold_alike(self) -> None:
        for language, short, readings in SHORT_FORMS:
            assert short_forms(language)[fold(short)] == tuple(map(words, readings.split(","))), short

    def test_has_none_that_is_a_small_word_of_its_language_once_folded(self) -> None:
        small = {word for phrase in fr.PHRASES["function 0"].split(", ") for word in words(phrase)}
        assert [short for language, short, _ in SHORT_FORMS if language == "fr" and fold(short) != short and fold(short) in small] == []
        assert typed("en ce moment je parle", languages="fr") == "en ce moment je parle"

    @pytest.mark.parametrize(
        ("question", "read"),
        [("soins d’urgence", "soins d urgence"), ("Hélène d'Arcy", "helene d arcy"), ("infos pr Arcy d Bron", "infos pour arcy de bron")],
    )
    def test_leaves_the_letter_before_an_apostrophe_to_the_name_that_holds_it(self, question: str, read: str) -> None:
        assert typed(question, languages="fr") == read

    def test_is_empty_for_a_language_without_one(self) -> None:
        assert short_forms("de") == {}


@given(ANYTHING)
def test_any_text_has_words(text: str) -> None:
    meant = normalise(text, knowing("Hội thảo bắt đầu khi nào?", "Quand commence l'atelier ?", "When does it start?"))
    assert [word for word in meant if words(word) != (word,)] == []
