"""Greetings, thanks and farewells are known as such, and nothing that says more is taken for one."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from workshop_bot.matching.courtesy import core, courtesy
from workshop_bot.texts.fold import fold

TYPED: dict[str, dict[str, list[str]]] = yaml.safe_load(Path(__file__).with_name("courtesy.yaml").read_text(encoding="utf-8"))
"""Language → kind → texts; the kind `more` says more than a courtesy."""
ALL = [(kind, text) for kinds in TYPED.values() for kind, texts in kinds.items() for text in texts]


@pytest.mark.parametrize("language", TYPED)
@pytest.mark.parametrize("kind", ["hello", "thanks", "goodbye", "sign", "more"])
def test_each_text_is_what_it_is_with_and_without_accents_and_capitals(language: str, kind: str) -> None:
    wanted = None if kind == "more" else kind
    forms = [form for text in TYPED[language][kind] for form in (text, fold(text), text.upper())]
    assert [(form, courtesy(form)) for form in forms if courtesy(form) != wanted] == []


@pytest.mark.parametrize("language", TYPED)
def test_there_is_enough_to_judge_by(language: str) -> None:
    more = len(TYPED[language]["more"])
    assert min(more, sum(map(len, TYPED[language].values())) - more) >= 60


@pytest.mark.parametrize(("text", "said_last"), [("chào bot, cảm ơn", "thanks"), ("merci, au revoir", "goodbye"), ("thanks, ok", "thanks")])
def test_of_several_courtesies_the_last_one_counts_and_a_nod_least(text: str, said_last: str) -> None:
    assert courtesy(text) == said_last


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Bonjour, faut-il s’inscrire ? Merci d’avance. Cordialement, Dr Lemaire", "faut-il s’inscrire ?"),
        ("Bonjour Madame,\nQuand parle le Dr Moreau ?\nBien cordialement\nClaire Lemaire", "Quand parle le Dr Moreau ?"),
        ("Em chào anh chị, có cần đăng ký không ạ? Em cảm ơn ạ. BS Nguyễn Thị Lan", "có cần đăng ký không ạ?"),
        ("Hello! Is lunch served at 12.30? Best regards, Sam", "Is lunch served at 12.30?"),
        ("When is surgery? Thanks. And radiotherapy?", "When is surgery? Thanks. And radiotherapy?"),
        ("Help! The link does not work.", "Help! The link does not work."),
        ("Good morning. Thank you!", "Good morning. Thank you!"),
        ("chirurgie", "chirurgie"),
        ("", ""),
    ],
)
def test_what_is_left_without_courtesies(text: str, left: str) -> None:
    assert core(text) == left


@given(st.text())
def test_what_is_left_is_some_of_it(text: str) -> None:
    assert set(core(text).split()) <= set(text.split())


@given(st.text(alphabet=st.characters(exclude_categories=[])))
def test_any_text_has_an_answer(text: str) -> None:
    assert courtesy(text) in ("hello", "thanks", "goodbye", "sign", None)


@given(st.text(alphabet="👍🙏❤️🎉🇻🇳🧒🏽. ,!?…—()[]_-\n"))
def test_what_holds_no_word_is_a_sign(text: str) -> None:
    assert courtesy(text) == "sign"


@given(st.sampled_from(ALL), st.sampled_from(["neuroblastome", "lịch trình", "42", "certificate"]))
def test_one_word_more_and_it_is_no_courtesy(typed: tuple[str, str], more: str) -> None:
    assert courtesy(f"{typed[1]} {more}") is None


@given(st.sampled_from([text for kind, text in ALL if kind != "more"]), st.integers(3, 9))
def test_a_last_letter_held_down_changes_nothing(text: str, times: int) -> None:
    held_down = text + text[-1] * times if text[-1:].isalpha() and text[-2:] != text[-1] * 2 else text  # "cc" has no single form
    assert courtesy(held_down) == courtesy(text)
