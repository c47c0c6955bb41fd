"""Languages: which one a question is in, and their names."""

import unicodedata
from time import thread_time
from timeit import repeat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop_bot.texts.languages import detect, endonym, locale, name, names, number

ALL = ("vi", "fr", "en")

VIETNAMESE = """
    bao gio bat dau · workshop ở đâu · workshop o dau vay · ko biet link zoom o dau · hội thảo mấy ngày · dduowcj xem laij khoong
    chieu mai co gi · cho hoi ai noi ve radiotherapy · co slide ko · dc chup hinh ko · lich ngay 2 · phí bao nhiêu · ntn · khong
    neuroblastoma khi nào · BAO GIO BAT DAU · toi la dieu duong · cam on · chào anh · ban to chuc la ai · dau xe o cho nao
    u nguyen bao than kinh · bs Curie noi chuyen luc may gio · cos giaays chuwngs nhaanj khoong · lichj ngayf mai · may gio ket thuc
    Trần Minh Điện nói gì · bao nhieu bai ve sarcoma · buổi nào nói về low-grade glioma · học phí · tờ khai y tế · wifi mật khẩu
"""
FRENCH = """
    c'est quand · c’est quand · ou est la salle · quand parle Trần Minh Điện ? · programme de demain · demain matin · c est ou
    quel jour le neuroblastome · j ai perdu le lien · y a t il un parking · combien ça coûte · bonjour · merci · qui parle mardi
    et l'après-midi ? · attestation de présence · hébergement · le programme svp · où se garer · Et les sarcomes, c’est quand ?
    est-ce enregistre · peut-on venir avec des enfants · wifi mot de passe · OU EST LA SALLE · session sur les gliomes de bas grade
    BONJOUR · MERCI DOCTEUR · programme jeudi · 2 décembre
    qui est Giles Angles · le Dr Dien parle quand · chirurgie quel jour · premier jour · atelier termine quand · À quelle heure ?
    jeudi ? · mardi matin · ki organise
"""
ENGLISH = """
    when does it start · where is the workshop · who speaks on neuroblastoma · what's on now · what’s on now · tomorrow morning
    is there parking · how much is it · thanks · thank you · hello · can i bring my kids · WHEN DOES IT START · is it recorded
    HELLO · THANKS · programme thursday · friday morning · 4 december
    first day · how many talks · who is Tran Minh Dien · what did Mr Angles say · programme for Tuesday · certificate of attendance
    anything on palliative care · what time is lunch · do i need a visa · u have slides? · pls send link · survival rate in vietnam
    I'm a nurse, can I join? · which hospitals organised it · next session · send me the meeting link · are there rooms
    friday? · surgery tuesday · wats tmrw
"""
NOTHING = """
    workshop · Trần Minh Điện · Tran Minh Dien · tran minh dien · Giles Angles · Robert Debré · Institut Curie · K Hospital · on
    neuroblastoma · parking · zoom · wifi · covid · 2024 · 👍 · ? · WHO · AP-HP · AI · DEBRÉ · INSTITUT CURIE
    radiotherapy · glioma · MoU · ok · no · a · certificat
    ¿dónde está el hotel? · wann beginnt der workshop · onde fica o hotel · где это · 会议在哪里 · kapan acara dimulai · program · menu
"""


def questions(text: str) -> list[str]:
    return [question.strip() for line in text.strip().splitlines() for question in line.split("·")]


@pytest.mark.parametrize(("language", "asked"), [("vi", VIETNAMESE), ("fr", FRENCH), ("en", ENGLISH), (None, NOTHING)])
def test_a_question_shows_its_language_or_nothing(language: str | None, asked: str) -> None:
    assert {question: detect(question, ALL) for question in questions(asked)} == dict.fromkeys(questions(asked), language)


@pytest.mark.parametrize("asked", [VIETNAMESE, FRENCH, ENGLISH])
def test_composed_and_decomposed_letters_tell_the_same(asked: str) -> None:
    for question in questions(asked):
        assert detect(unicodedata.normalize("NFD", question), ALL) == detect(question, ALL)


def test_only_a_language_of_the_workshop_is_told() -> None:
    assert detect("où est la salle", ("vi", "en")) is None
    assert detect("wo ist das hotel", ("de", "en")) is None
    assert detect("où est la salle", ("vi", "fr-CA")) == "fr-CA"
    assert detect("où est la salle", ()) is None


@given(st.text())
def test_no_text_makes_it_fail(text: str) -> None:
    assert detect(text, ALL) in (*ALL, None)
    assert detect(text, ("de",)) is None


def test_a_question_takes_a_tenth_of_a_millisecond() -> None:
    asked = [question for text in (VIETNAMESE, FRENCH, ENGLISH) for question in questions(text)]
    seconds = min(repeat(lambda: [detect(question, ALL) for question in asked], number=1, repeat=5, timer=thread_time))
    assert seconds / len(asked) < 0.000_3  # room for a slow machine


@pytest.mark.parametrize(
    ("language", "itself"),
    [("vi", "Tiếng Việt"), ("fr", "Français"), ("en", "English"), ("fr-CA", "Français (Canada)"), ("xx", "xx"), ("en-x-y", "English")],
)
def test_a_language_calls_itself(language: str, itself: str) -> None:
    assert endonym(language) == itself


@pytest.mark.parametrize(
    ("language", "reader", "called"),
    [
        ("fr", "vi", "tiếng Pháp"),
        ("vi", "fr", "vietnamien"),
        ("vi", "vi", "tiếng Việt"),
        ("vi", "en", "Vietnamese"),
        ("vi", "xx", "Vietnamese"),
        ("xx", "fr", "xx"),
    ],
)
def test_a_language_has_a_name_in_each_other(language: str, reader: str, called: str) -> None:
    assert name(language, reader) == called


@pytest.mark.parametrize(("language", "known"), [("fr-CA", "fr_CA"), ("vi-x-y", "vi"), ("xx", "en"), ("", "en"), ("?-?", "en")])
def test_what_babel_does_not_know_is_read_as_english(language: str, known: str) -> None:
    assert str(locale(language)) == known


@pytest.mark.parametrize(("reader", "written"), [("en", "1,280"), ("vi", "1.280"), ("fr", "1\u202f280"), ("xx", "1,280")])
def test_a_number_is_written_as_the_reader_does(reader: str, written: str) -> None:
    assert number(1280, reader) == written


def test_a_language_can_be_typed_by_its_code_and_by_its_names() -> None:
    assert names("fr", ALL) == {("fr",), ("francais",), ("french",), ("tieng", "phap")}
