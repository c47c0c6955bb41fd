"""What a question asks of the programme: the entry of CONTRACT §2, its sessions, and how much of it was understood."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop_bot.knowledge.model import Knowledge
from workshop_bot.programme import request
from workshop_bot.programme.request import Context, Request, read
from workshop_bot.programme.when import Asked
from workshop_bot.programme.who import Names, names
from workshop_bot.texts.fold import words

Ask = Callable[..., Request | None]


def asked(ask: Ask, question: str, when: str = "2 09:10", context: Context | None = None) -> Request:
    request = ask(question, when, context)
    assert request is not None
    return request


def ids(request: Request) -> list[str]:
    return [session.id for session in request.sessions]


@pytest.mark.parametrize(
    ("question", "reference", "sessions"),
    [
        ("when is the opening?", "session:opening", ["opening"]),
        ("khai mạc lúc mấy giờ", "session:opening", ["opening"]),
        ("à quelle heure est la clôture", "session:closing", ["closing"]),
        ("when is the coffee break", "session:coffee", ["coffee"]),
        ("when is surgery?", "topic:surgery", ["surgery-1", "surgery-2"]),
        ("phẫu thuật", "topic:surgery", ["surgery-1", "surgery-2"]),
        ("et la radiothérapie, c’est quand ?", "session:rays", ["rays"]),
        ("history of medicine", "topic:history", []),
        ("surgery on Wednesday", "session:surgery-2", ["surgery-2"]),
        ("mổ chiều mai có không", "session:surgery-1", ["surgery-1"]),
        ("the talk on robots in theatres", "session:surgery-2", ["surgery-2"]),
        ("surgery with robots", "session:surgery-2", ["surgery-2"]),
        ("first surgery talk", "session:surgery-1", ["surgery-1"]),
        ("next surgery talk", "session:surgery-1", ["surgery-1"]),
        ("when does Prof. Dien speak", "speaker:dien", ["tissue-1", "surgery-1"]),
        ("thầy Điển nói gì ngày mai", "speaker:dien", ["surgery-1"]),
        ("does Dr Dien talk about surgery", "session:surgery-1", ["surgery-1"]),
        ("Angles", "speaker:angles", []),
        ("what is in hall B", "room:hall-b", ["tissue-1", "tissue-2"]),
        ("hội trường A ngày mai", "room:hall-a", ["muscle-1"]),
        ("what is on now", "programme:now", ["tissue-1"]),
        ("đang diễn ra buổi nào", "programme:now", ["tissue-1"]),
        ("la prochaine session ?", "programme:next", ["muscle-1", "tissue-2"]),
        ("tomorrow", "programme:day", ["muscle-1", "tissue-2", "coffee", "surgery-1"]),
        ("3/12", "programme:day", ["muscle-1", "tissue-2", "coffee", "surgery-1"]),
        ("chiều mai", "programme:day", ["surgery-1"]),
        ("demain après la pause déjeuner", "programme:day", ["surgery-1"]),  # lunch is a mark of time, no break that is asked for
        ("demain à 10 h", "programme:day", ["coffee"]),
        ("first talk on Wednesday", "programme:day", ["surgery-2"]),  # the one before is cancelled
        ("la dernière session de l’atelier", "programme:day", ["closing"]),
        ("what time does it begin tomorrow", "programme:day", ["muscle-1"]),
        ("mấy giờ kết thúc ngày mai", "programme:day", ["surgery-1"]),
        ("Thursday", "programme:day", ["rays"]),
        ("what time does it start?", "programme:day", ["opening"]),
        ("à quelle heure finit l’atelier ?", "programme:day", ["tissue-1"]),
        ("mấy giờ bắt đầu vậy ạ", "programme:day", ["opening"]),
        ("mấy giờ học vậy ạ", "programme:day", ["opening"]),
        ("mấy giờ được về", "programme:day", ["tissue-1"]),
    ],
)
def test_which_entry(question: str, reference: str, sessions: list[str], ask: Ask) -> None:
    request = asked(ask, question)
    assert (request.reference, ids(request)) == (reference, sessions)


@pytest.mark.parametrize(
    "question", ["programme", "toàn bộ lịch", "le programme complet", "all sessions", "this week", "từ thứ hai đến thứ sáu"]
)
def test_the_whole(question: str, ask: Ask, named: Names) -> None:
    request = asked(ask, question)
    assert (request.reference, request.sessions) == ("programme:all", named.sessions)


@pytest.mark.parametrize(
    ("when", "first", "last"),
    [("1 09:00", ["opening"], ["closing"]), ("3 09:00", ["muscle-1"], ["surgery-1"]), ("9 09:00", ["opening"], ["closing"])],
)
def test_the_hour_at_which_it_starts_or_ends_is_todays_or_the_whole_workshops(
    when: str, first: list[str], last: list[str], ask: Ask
) -> None:
    assert (ids(asked(ask, "what time does it start", when)), ids(asked(ask, "what time does it end", when))) == (first, last)


def test_a_kind_of_session(knowledge: Knowledge, shipped: Knowledge, at: Callable[[str], datetime]) -> None:
    coffee = next(session for session in knowledge.sessions if session.kind == "break")
    again = coffee.model_copy(update={"id": "again", "starts": at("4 10:30")})
    late = coffee.model_copy(update={"id": "late", "starts": at("3 16:00")})

    def entry(folder: Knowledge, question: str) -> str | None:
        request = read(question, words(question), at("2 09:10"), folder, names(folder))
        return request.reference if request else None

    assert entry(knowledge, "when are the breaks") == "session:coffee"
    assert entry(replace(knowledge, sessions=(*knowledge.sessions, late)), "when are the breaks") == "programme:day"
    assert entry(replace(knowledge, sessions=(*knowledge.sessions, again)), "when are the breaks") == "programme:all"
    assert entry(shipped, "à quand les débats") == "topic:case-discussions"
    assert entry(knowledge, "when is the gala dinner") is None


@pytest.mark.parametrize(
    "question",
    [
        "how many presentations in 2023?",
        "năm ngoái có buổi nào về phẫu thuật",
        "was there a talk on surgery last year",
        "when is the next workshop?",
        "where is the hotel?",
        "hello",
        "ai là giám đốc",
        "combien de participants ?",
        "can I get a full refund",
        "",
        "🙂",
    ],
)
def test_what_is_no_request(question: str, ask: Ask) -> None:
    assert ask(question) is None


@pytest.mark.parametrize(
    ("question", "share"),
    [
        ("what is on tomorrow morning?", 1),
        ("who speaks on surgery?", 1),
        ("programme of the cell workshop on Tuesday", 1),
        ("có buổi nào về phẫu thuật không ạ", 1),
        ("bài kế tiếp là gì", 1),
        ("what is the survival rate of sarcoma", 1 / 3),
        ("can I park tomorrow", 1 / 2),
        ("is there a talk on dosing in radiotherapy", 2 / 3),
    ],
)
def test_how_much_is_understood(question: str, share: float, ask: Ask) -> None:
    assert asked(ask, question).coverage == pytest.approx(share)


@pytest.mark.parametrize(
    ("fact", "questions"),
    [
        ("asks_length", ["how long is the surgery talk", "combien de temps dure la chirurgie", "bài phẫu thuật kéo dài bao lâu"]),
        ("asks_link", ["zoom link for the surgery session", "le zoom de la session de chirurgie", "link zoom buổi phẫu thuật"]),
        ("asks_link", ["teams link for the surgery session", "la visio de la session de chirurgie", "link teams buổi phẫu thuật"]),
        ("asks_number", ["how many talks on surgery", "combien de communications sur la chirurgie", "có bao nhiêu bài về phẫu thuật"]),
        (
            "asks_people",
            [
                "the name of the person who speaks on surgery",
                "le nom de la personne qui parle de la chirurgie",
                "tên người nói về phẫu thuật",
            ],
        ),
        ("asks_people", ["the surgery talk is given by whom", "la communication de chirurgie, c’est de qui ?", "bài phẫu thuật của ai"]),
        ("asks_people", ["which expert speaks on surgery", "quel médecin parle de la chirurgie ?", "ai phụ trách bài phẫu thuật"]),
    ],
)
def test_what_is_asked_of_sessions_that_are_named(fact: str, questions: list[str], ask: Ask) -> None:
    read = [asked(ask, question) for question in questions]
    assert [(one.reference, one.asks_schedule, getattr(one, fact), one.coverage) for one in read] == [
        ("topic:surgery", True, True, 1.0)
    ] * 3


@pytest.mark.parametrize(
    "question",
    [
        "last surgery talk",
        "how many children with sarcoma",
        "lien entre chirurgie et sarcome",
        "is there a link between surgery and sarcoma",
        "bao nhiêu ca phẫu thuật",
        "surgery by whom",
    ],
)
def test_what_is_not_asked_of_them(question: str, ask: Ask) -> None:
    assert not asked(ask, question).asks_schedule


@pytest.mark.parametrize("question", ["how long until surgery", "dans combien de temps la chirurgie ?", "bao lâu nữa tới phẫu thuật"])
def test_how_long_it_is_until_then_is_when(question: str, ask: Ask) -> None:
    assert (asked(ask, question).asks_schedule, asked(ask, question).asks_length) == (True, False)


@pytest.mark.parametrize(
    "question", ["my patient is 2 years old, surgery?", "patient de 2 ans, chirurgie ?", "bệnh nhân 2 tuổi, phẫu thuật?"]
)
def test_an_age_is_no_number_of_a_session(question: str, shipped: Knowledge, at: Callable[[str], datetime]) -> None:
    request = read(question, words(question), at("2 09:10"), shipped, names(shipped))
    assert request is not None
    assert ids(request) == ["surgery-1", "surgery-2"]


@pytest.mark.parametrize(
    ("question", "of_the_programme", "of_a_time"),
    [("surgery", False, False), ("surgery talk", True, False), ("surgery tomorrow", False, True), ("when is surgery", True, False)],
)
def test_what_speaks_of_programme_and_time(question: str, of_the_programme: bool, of_a_time: bool, ask: Ask) -> None:
    request = asked(ask, question)
    assert (request.programme_words, request.names_time) == (of_the_programme, of_a_time)


def test_a_name_that_two_topics_share_is_a_choice(ask: Ask) -> None:
    assert asked(ask, "when are the sarcoma talks").alternatives == ("topic:soft-tissue", "topic:muscle")
    assert asked(ask, "sarcoma on Monday").alternatives == ()
    assert asked(ask, "when does Dr Nguyen speak").alternatives == ("speaker:lan", "speaker:hai")
    assert asked(ask, "surgery or radiotherapy?").alternatives == ("topic:surgery", "topic:radiotherapy")
    assert asked(ask, "surgery").alternatives == ()


def test_words_of_a_title_tell_which_of_two_topics_is_meant_whatever_the_order(knowledge: Knowledge, at: Callable[[str], datetime]) -> None:
    question = "when is the soft sarcoma"
    for topics in (knowledge.topics, knowledge.topics[::-1]):
        folder = replace(knowledge, topics=topics)
        request = read(question, words(question), at("2 09:10"), folder, names(folder))
        assert request is not None
        assert (request.reference, request.alternatives) == ("topic:soft-tissue", ())


@pytest.mark.parametrize(
    ("question", "when", "reference", "nearest"),
    [
        ("what is on now", "2 12:00", "programme:now", ["muscle-1", "tissue-2"]),
        ("what is on now", "6 18:00", "programme:now", []),
        ("Saturday", "2 09:10", "programme:day", ["closing"]),
        ("Sunday 1 December", "2 09:10", "programme:day", ["opening", "tissue-1"]),
        ("tomorrow evening", "2 09:10", "programme:day", ["muscle-1", "tissue-2", "coffee", "surgery-1"]),
        ("tomorrow at 11", "2 09:10", "programme:day", ["surgery-1"]),
        ("tomorrow at 8 pm", "2 09:10", "programme:day", ["surgery-1"]),
        ("surgery on Friday", "2 09:10", "topic:surgery", ["surgery-1", "surgery-2"]),
        ("radiotherapy today", "2 09:10", "session:rays", ["rays"]),
        ("tenth talk", "2 09:10", None, []),
        ("seventh session tomorrow", "2 09:10", "programme:day", ["muscle-1", "tissue-2", "coffee", "surgery-1"]),
    ],
)
def test_where_nothing_is_the_nearest(question: str, when: str, reference: str | None, nearest: list[str], ask: Ask) -> None:
    request = ask(question, when)
    assert (request.reference if request else None) == reference
    if request:
        assert (ids(request), [session.id for session in request.nearest]) == ([], nearest)


@pytest.mark.parametrize(
    ("question", "when", "day"),
    [("in the afternoon", "3 09:00", 3), ("buổi sáng có gì", "3 15:00", 3), ("le matin ?", "1 09:00", 2), ("at 9", "15 09:00", 6)],
)
def test_a_part_of_a_day_is_that_of_today_or_of_the_nearest_day(question: str, when: str, day: int, ask: Ask) -> None:
    assert asked(ask, question, when).days == (date(2024, 12, day),)


WEDNESDAY = Context("programme:day", date(2024, 12, 4))


@pytest.mark.parametrize(
    ("question", "context", "reference", "sessions"),
    [
        ("and in the afternoon?", Context(day=date(2024, 12, 3)), "programme:day", ["surgery-1"]),
        ("còn buổi chiều?", Context(day=date(2024, 12, 3)), "programme:day", ["surgery-1"]),
        ("et le lendemain ?", WEDNESDAY, "programme:day", ["rays"]),
        ("has anything been cancelled?", Context("topic:surgery"), "programme:all", ["machines-1"]),
        ("có buổi nào bị hủy không?", Context("session:surgery-2"), "programme:all", ["machines-1"]),
        ("are there any cancellations?", Context("topic:surgery"), "programme:all", ["machines-1"]),
        ("y a-t-il des annulations ?", Context("topic:surgery"), "programme:all", ["machines-1"]),
        ("who speaks there?", Context("session:surgery-2"), "session:surgery-2", ["surgery-2"]),
        ("où ça ?", Context("session:tissue-1"), "session:tissue-1", ["tissue-1"]),
        ("ai nói vậy?", Context("session:muscle-1"), "session:muscle-1", ["muscle-1"]),
        ("when is it?", Context("topic:surgery"), "topic:surgery", ["surgery-1", "surgery-2"]),
        ("and on Wednesday?", Context("topic:surgery"), "session:surgery-2", ["surgery-2"]),
        ("et mercredi ?", Context("speaker:hai"), "speaker:hai", ["surgery-2"]),
        ("on Wednesday", Context("topic:surgery"), "programme:day", ["machines-1", "surgery-2"]),
        ("who speaks?", WEDNESDAY, "programme:day", ["machines-1", "surgery-2"]),
        ("à quelle heure ça finit ?", WEDNESDAY, "programme:day", ["surgery-2"]),
        ("bài đầu tiên?", Context(day=date(2024, 12, 3)), "programme:day", ["muscle-1"]),
        ("what time does the workshop start?", WEDNESDAY, "programme:day", ["opening"]),
        ("and tomorrow?", Context("session:opening", date(2024, 12, 2)), "programme:day", ["muscle-1", "tissue-2", "coffee", "surgery-1"]),
    ],
)
def test_follow_ups(question: str, context: Context, reference: str, sessions: list[str], ask: Ask) -> None:
    request = asked(ask, question, context=context)
    assert (request.reference, ids(request)) == (reference, sessions)


@pytest.mark.parametrize("question", ["who?", "qui ça ?", "ai vậy", "by whom?", "par qui ?", "của ai"])
def test_who_is_asked_of_what_was_spoken_of(question: str, ask: Ask) -> None:
    assert asked(ask, question, context=Context("topic:surgery")).asks_people
    assert ask(question) is None


@pytest.mark.parametrize("question", ["who speaks there?", "où ça ?", "where is the hotel?", "thanks"])
def test_a_follow_up_to_nothing_is_no_request(question: str, ask: Ask) -> None:
    assert ask(question) is None
    assert ask(question, context=WEDNESDAY) is None


@pytest.mark.parametrize("question", ["hoi thao to chuc o dau", "where is the workshop?", "qui parle à l’atelier ?"])
def test_a_question_about_the_whole_workshop_is_no_follow_up(question: str, ask: Ask) -> None:
    request = ask(question, context=Context("session:opening"))
    assert (request.reference if request else None) == ("programme:all" if "parle" in question else None)


def test_words_that_are_not_understood_are_no_follow_up(ask: Ask) -> None:
    assert ask("where is the hotel?", context=Context("session:opening")) is None


def test_without_sessions_nothing_is_asked_of_the_programme(knowledge: Knowledge, at: Callable[[str], datetime]) -> None:
    without = replace(knowledge, sessions=())
    assert read("surgery tomorrow", words("surgery tomorrow"), at("2 09:10"), without, names(without)) is None


@given(st.text(max_size=80))
def test_any_text_is_read(ask: Ask, text: str) -> None:
    request = ask(text)
    assert request is None or 0 <= request.coverage <= 1


QUESTIONS = [
    "surgery",
    "tomorrow",
    "what is on now",
    "next session",
    "Dr Nguyen",
    "hall B",
    "programme",
    "sarcoma",
    "talk on robots in the theatre",
]


@given(st.randoms(use_true_random=False), st.sampled_from(QUESTIONS))
def test_the_order_of_the_folder_does_not_matter(
    knowledge: Knowledge, at: Callable[[str], datetime], ask: Ask, random: Random, question: str
) -> None:
    shuffled = replace(knowledge, sessions=tuple(random.sample(knowledge.sessions, len(knowledge.sessions))))
    assert read(question, words(question), at("2 09:10"), shuffled, names(shuffled)) == ask(question)


def test_every_session_is_found_by_its_own_title(shipped: Knowledge, knowledge: Knowledge, at: Callable[[str], datetime]) -> None:
    for folder in (shipped, knowledge):
        named = names(folder)
        for session in folder.sessions:
            for title in {session.title.pick(language, "en")[0] for language in ("vi", "fr", "en")}:
                request = read(title, words(title), at("2 09:10"), folder, named)
                assert request is not None
                assert request.reference == f"session:{session.id}"


@pytest.mark.parametrize(
    ("time", "question"),
    [
        (Asked(days=(date(2024, 12, 3),), relation="day"), "Tuesday"),
        (Asked(days=(date(2024, 12, 10),), relation="day"), "10 December"),
        (Asked(relation="now"), "now"),
        (Asked(relation="next"), "next"),
    ],
)
def test_a_time_that_is_chosen_asks_for_what_its_words_do(
    ask: Ask, named: Names, at: Callable[[str], datetime], time: Asked, question: str
) -> None:
    chosen, typed = request.at(time, named, at("2 09:10")), asked(ask, question)
    assert (chosen.reference, chosen.sessions, chosen.nearest) == (typed.reference, typed.sessions, typed.nearest)


@pytest.mark.parametrize(
    ("question", "now", "found"),
    [
        ("samedi soir", "26 10:00", ["dinner", "night-1", "night-2"]),
        ("Saturday evening", "26 10:00", ["dinner", "night-1", "night-2"]),
        ("cette nuit ?", "26 16:00", ["evening"]),
        ("cette nuit ?", "27 00:20", ["evening"]),
        ("what is on tonight", "28 03:10", ["dinner", "night-1", "night-2"]),
        ("ce soir ?", "27 00:20", ["dinner", "night-1", "night-2"]),
        ("3 h 15 cette nuit", "27 16:00", ["night-2"]),
        ("dimanche matin", "26 10:00", ["night-1", "night-2", "growing-up"]),
        ("dernière session ce soir", "27 16:00", ["night-2"]),
        ("dimanche à 03 h 15", "26 10:00", ["night-2"]),
        ("dimanche à 1 h 30 du matin", "26 10:00", ["night-1"]),
    ],
)
def test_a_night_lasts_over_midnight(question: str, now: str, found: list[str], lyon: Knowledge) -> None:
    day, hour = now.split()
    request = read(
        question, words(question), datetime.fromisoformat(f"2027-03-{day} {hour}").replace(tzinfo=lyon.workshop.zone), lyon, names(lyon)
    )
    assert request is not None
    assert ids(request) == found
