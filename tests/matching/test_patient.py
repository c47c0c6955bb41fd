"""Pleas for advice on a patient are told from questions about the workshop, as people type both."""

import unicodedata
from functools import cache
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from workshop_bot.matching.patient import asks_advice
from workshop_bot.texts.fold import fold

LANGUAGES = ("vi", "fr", "en")


@cache
def asked() -> dict[str, dict[str, list[str]]]:
    """Language → kind → texts; the head of the file says how they came to be."""
    asked: dict[str, dict[str, list[str]]] = yaml.safe_load(Path(__file__).with_name("advice.yaml").read_text(encoding="utf-8"))
    return asked


def forms(texts: list[str]) -> list[str]:
    """Each text as written and, where that differs, in small letters without accents."""
    return list(dict.fromkeys(form for text in texts for form in (text, fold(text))))


@pytest.mark.parametrize("kind", ["advice", "other", "held-back-advice", "held-back-other"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_nearly_all_are_told_apart_with_and_without_accents(language: str, kind: str) -> None:
    texts = forms(asked()[language][kind])
    wrong = [text for text in texts if asks_advice(text) is not kind.endswith("advice")]
    assert len(wrong) <= 0.03 * len(texts), "\n".join(wrong)


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_is_enough_to_judge_by_and_nothing_twice(language: str) -> None:
    kinds = asked()[language]
    texts = [text for kind in kinds.values() for text in kind]
    assert min(len(kinds["advice"]), len(kinds["other"])) >= 120
    assert min(len(kinds["held-back-advice"]), len(kinds["held-back-other"])) >= 40
    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize(
    ("plea", "programme"),
    [
        ("what to give my daughter with fever?", "at which session can I ask what to give my daughter with fever?"),
        ("My son has neuroblastoma. What can I give him?", "My son has neuroblastoma. Is there a talk about it?"),
        ("thank you for the talk. What can I give my son against pain?", "thank you for the talk on pain"),
        ("quelle dose pour un enfant de 12 kg ?", "un exposé sur les doses pour un enfant de 12 kg ?"),
        ("bé 5 tuổi sốt thì uống gì", "buổi nào nói về sốt ở trẻ 5 tuổi"),
        ("can my son take dexamethasone after lunch", "can my son come along for lunch"),
        ("le médicament de ma fille, avant ou après le déjeuner ?", "les médicaments, c’est l’exposé avant ou après le déjeuner ?"),
        ("uống thuốc sau bữa trưa được không", "bữa trưa có món cho trẻ ốm không"),
        ("my son’s doctor says ALL, should we go to Curie", "the doctor said the workshop is in Hanoi"),
        ("l’oncologue de mon fils hésite, faut-il aller à Curie ?", "l’oncologue de mon hôpital peut-il participer ?"),
        ("bác sĩ của con em bảo chờ, có nên ra Hà Nội không", "bác sĩ của khoa em có được tham gia không"),
        ("how would you manage this case?", "should this case be submitted?"),
        ("que feriez-vous pour ce patient ?", "ce cas sera-t-il discuté, et dans ce cas faut-il payer ?"),
        ("ca này nên xử trí sao ạ", "ca này có được thảo luận không"),
        ("what follow-up is recommended after radiotherapy?", "which hotel is recommended?"),
        ("quel suivi est recommandé après une greffe ?", "un cours sur la greffe ?"),
        ("je cherche un oncologue pour mon fils", "notre oncologue peut-il venir à l’atelier avec son fils ?"),
        ("thuốc này uống mấy lần 1 ngày", "mỗi ngày có mấy lần giải lao"),
        ("the oncologist says chemo, is that right", "what did the doctors say about neuroblastoma?"),
        ("a doctor for our little girl", "can you add a doctor for our team?"),
        ("le médecin de ma petite fille dit que c’est grave", "les médecins de notre hôpital sont-ils invités ?"),
        ("un spécialiste pour mon petit garçon", "un spécialiste pour notre équipe"),
        ("should this case get surgery?", "should I send this case before?"),
        ("ce cas doit-il être opéré ?", "faut-il envoyer ce cas avant ?"),
        ("is radiotherapy recommended?", "recommended reading on neuroblastoma"),
    ],
)
def test_a_question_about_the_programme_is_no_plea_unless_care_is_asked_for_beside_it(plea: str, programme: str) -> None:
    assert (asks_advice(plea), asks_advice(programme)) == (True, False)


@pytest.mark.parametrize(
    ("mine", "not_mine"),
    [
        ("my very little boy has neuroblastoma", "my notes on the boy and neuroblastoma"),
        ("mon tout petit garçon a un neuroblastome", "mes notes sur le garçon au neuroblastome"),
    ],
)
def test_what_is_mine_stands_close_behind_the_word_for_it(mine: str, not_mine: str) -> None:
    assert (asks_advice(mine), asks_advice(not_mine)) == (True, False)


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("what is the survival rate for my son?", "what is the survival rate in poor countries?"),
        ("quel est le taux de survie pour ma fille ?", "quel est le taux de survie dans le monde ?"),
        ("tỷ lệ sống của con tôi là bao nhiêu", "tỷ lệ sống của trẻ em là bao nhiêu"),
        ("what share of children survive what my son has?", "what share of children survive?"),
        ("quelle proportion d’enfants peut guérir comme mon fils ?", "quelle proportion d’enfants peut guérir ?"),
        ("What is the survival rate? What helps against fever?", "What is the survival rate, and what helps worldwide?"),
        ("Quel est le taux de survie ? Que donner contre la fièvre ?", "Quel est le taux de survie en cas de rechute ?"),
        ("Tỷ lệ sống là bao nhiêu? Sốt thì uống thuốc gì?", "Tỷ lệ sống khi bị sốt là bao nhiêu?"),
    ],
)
def test_figures_about_many_are_no_prognosis_of_one(one: str, many: str) -> None:
    assert (asks_advice(one), asks_advice(many)) == (True, False)


@pytest.mark.parametrize(
    ("typed", "advice"),
    [
        ("mổ xong bé ăn gì được", True),
        ("mở đăng ký cho bé chưa", False),
        ("con tôi đau nhiều", True),
        ("con tôi đâu rồi", False),
        ("liều cho trẻ 12 kg", True),
        ("lieu du congres pour un enfant de 12 ans ?", False),
        ("bé bị bệnh này có sao không", True),
        ("will there be a cure for boredom", False),
        ("mỹ có bao nhiêu ca ung thư", False),
    ],
)
def test_accents_that_are_typed_part_words_that_look_alike_without(typed: str, advice: bool) -> None:
    assert asks_advice(typed) is advice


@given(st.text(alphabet=st.characters(exclude_categories=[])))
def test_any_text_has_an_answer(text: str) -> None:
    assert asks_advice(text) in (True, False)


@given(st.sampled_from([text for kinds in asked().values() for kind in kinds.values() for text in kind]))
def test_capitals_and_the_form_of_unicode_change_nothing(text: str) -> None:
    assert asks_advice(unicodedata.normalize("NFD", text)) is asks_advice(text)
    assert asks_advice(text.upper()) is asks_advice(text)
