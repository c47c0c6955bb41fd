"""How an answer about several sessions reads, before, during and after the workshop."""

from collections.abc import Callable
from datetime import datetime, tzinfo
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop_bot.knowledge.model import Knowledge
from workshop_bot.programme.card import Voice
from workshop_bot.programme.listing import listing
from workshop_bot.programme.request import Request, about, read
from workshop_bot.programme.who import names
from workshop_bot.texts.catalogue import load
from workshop_bot.texts.fold import words

At = Callable[[str], datetime]
Answer = Callable[..., str]
WORDS = load()


@pytest.fixture
def answer(knowledge: Knowledge, at: At, ask: Callable[..., Request | None]) -> Answer:
    def answering(question: str, when: str, language: str = "en", own: tzinfo | None = None) -> str:
        request = ask(question, when)
        assert request is not None
        return listing(Voice(knowledge, language, WORDS, at(when), own), request).replace("\u202f", "_")

    return answering


def test_now(answer: Answer) -> None:
    assert answer("what is on now", "2 09:12") == (
        "**Now: Diagnosis of soft tissue sarcoma**\n"
        "Mon 2 Dec, 9:00–9:45 · now, 33 min left · provisional\n"
        "\n"
        "_These hours are placeholders. Hanoi time._"
    )
    assert answer("what is on now", "3 09:30") == (
        "**Now:**\n"
        "1. **Tue 3 Dec, 9:00–10:00** · Muscles · _now, 30 min left_\n"
        "2. **Tue 3 Dec, 9:00–9:45** · Treatment of soft tissue sarcoma · _now, 15 min left_\n"
        "\n"
        "_Hanoi time._"
    )


@pytest.mark.parametrize(
    ("question", "language", "said"),
    [
        (
            "has anything been cancelled?",
            "en",
            "**Cell Workshop: 1 session is cancelled**\n1. **Wed 4 Dec, 9:00** · Learning machines · _cancelled_",
        ),
        (
            "y a-t-il des sessions annulées ?",
            "fr",
            "**Atelier des cellules_: 1 session annulée**\n1. **mercredi 4 décembre à 9_h** · Learning machines · _annulée_",
        ),
        ("có buổi nào bị hủy không?", "vi", "**Hội thảo Tế bào: 1 buổi bị hủy**\n1. **Thứ Tư 4/12, 09:00** · Learning machines · _đã hủy_"),
        ("is anything cancelled on Tuesday?", "en", "**Tomorrow, Tue 3 Dec: no session is cancelled.**"),
        ("des annulations mardi ?", "fr", "**Demain, mardi 3 décembre_: aucune session annulée.**"),
        ("thứ 3 có buổi nào bị hủy không?", "vi", "**Ngày mai, Thứ Ba 3/12: không có buổi nào bị hủy.**"),
    ],
)
def test_what_is_cancelled(question: str, language: str, said: str, answer: Answer) -> None:
    assert answer(question, "2 08:00", language).rpartition("\n\n")[0] == said


@pytest.mark.parametrize(
    ("when", "first"),
    [
        ("1 09:00", "**The workshop has not begun: it starts on Mon 2 Dec.**"),
        ("2 12:00", "**Nothing is on at the moment.**"),
        ("6 17:00", "**The workshop is over: it ended on Fri 6 Dec.**"),
        ("9 09:00", "**The workshop is over: it ended on Fri 6 Dec.**"),
    ],
)
def test_now_where_nothing_is_on(when: str, first: str, answer: Answer) -> None:
    assert answer("what is on now", when).split("\n")[0] == first
    assert ("**Next:" in answer("what is on now", when)) == (when < "6")


@pytest.mark.parametrize(
    ("question", "year", "first"),
    [
        ("what is on now", 2026, "**The workshop is over: it ended on Fri 6 Dec 2024.**"),
        ("what is on now", 2023, "**The workshop has not begun: it starts on Mon 2 Dec 2024.**"),
        ("surgery", 2026, "**Surgery: 2 sessions**\n1. **Tue 3 Dec 2024, 14:00–15:00** · Operating on the small"),
        ("programme", 2026, "**Programme: Cell Workshop**\n1. **Mon 2 Dec 2024, 8:30–9:00** · Opening ceremony"),
    ],
)
def test_a_day_of_another_year_is_told_with_it(knowledge: Knowledge, at: At, question: str, year: int, first: str) -> None:
    now = at("2 09:12").replace(year=year)
    request = read(question, words(question), now, knowledge, names(knowledge))
    assert request is not None
    assert listing(Voice(knowledge, "en", WORDS, now), request).startswith(first)


def test_next(answer: Answer) -> None:
    assert answer("la prochaine session ?", "4 09:45", "fr") == (
        "**Ensuite_: Robots in the theatre**\nmercredi 4 décembre, 10_h – 11_h · dans 15 min\n\n_Heure locale_: Hanoï._"
    )
    assert answer("what is next", "9 09:00") == "**The workshop is over: it ended on Fri 6 Dec.**"


@pytest.mark.parametrize(
    ("question", "language", "first"),
    [
        ("how long is the talk on surgery", "en", "**Length of each session: 60 min**"),
        ("how long are the talks on soft tissue sarcoma", "en", "**Length of each session: 45 min**"),
        ("combien de temps dure l’ouverture", "fr", "**Durée de la session_: 30 min**"),
        ("khai mạc kéo dài bao lâu", "vi", "**Thời lượng mỗi buổi: 30 phút**"),
        ("how long is radiotherapy", "en", "**The length is not known yet.**"),
        ("zoom link for surgery", "en", "**No link has been published.**"),
        ("zoom link for soft tissue sarcoma", "en", "Online: https://example.org/live (1)"),
        ("how many talks on surgery", "en", "**Surgery: 2 sessions**"),
        ("how many talks on radiotherapy", "en", "**Radiotherapy: 1 session**"),
        ("how long does Prof. Dien speak", "en", "**Length of each session: 45–60 min**"),
    ],
)
def test_the_first_line_answers_what_is_asked_of_sessions(question: str, language: str, first: str, answer: Answer) -> None:
    assert answer(question, "2 09:12", language).split("\n")[0] == first


def test_a_day(answer: Answer) -> None:
    assert answer("demain", "2 09:12", "fr") == (
        "**Demain, mardi 3 décembre_: 4 sessions**\n"
        "1. **9_h – 10_h** · Muscles\n"
        "2. **9_h – 9_h_45** · Treatment of soft tissue sarcoma\n"
        "3. **10_h – 10_h_30** · Coffee\n"
        "4. **14_h – 15_h** · Operating on the small\n"
        "\n"
        "_Heure locale_: Hanoï._"
    )
    assert answer("Wednesday", "2 09:12") == (
        "**Wed 4 Dec: 2 sessions**\n"
        "1. **9:00** · Learning machines · _cancelled_\n"
        "2. **10:00–11:00** · Robots in the theatre\n"
        "\n"
        "_Hanoi time._"
    )


@pytest.mark.parametrize(
    ("question", "heading"),
    [
        ("today", "**Today, Mon 2 Dec: 2 sessions**"),
        ("tomorrow morning", "**Tomorrow, Tue 3 Dec, morning: 3 sessions**"),
        ("tomorrow after 2 pm", "**Tomorrow, Tue 3 Dec, from 14:00: 1 session**"),
        ("tomorrow before 10", "**Tomorrow, Tue 3 Dec, until 10:00: 2 sessions**"),
        ("tomorrow from 9 to 10", "**Tomorrow, Tue 3 Dec, 9:00–10:00: 2 sessions**"),
        ("tomorrow at 10", "**Tomorrow, Tue 3 Dec, 10:00: 1 session**"),
        ("tomorrow at 11", "**Tomorrow, Tue 3 Dec, 11:00: no session.**"),
        ("first talk tomorrow", "**First session, Tue 3 Dec:**"),
        ("last talk", "**Last session, Fri 6 Dec:**"),
        ("12th session", "**Cell Workshop: no session.**"),
        ("Saturday", "**No session on Sat 7 Dec.**"),
        ("December 3 2023", "**No session on Sun 3 Dec 2023.**"),
        ("Tuesday and Thursday", "**Tue 3 Dec, Thu 5 Dec: 5 sessions**"),
        ("from Tuesday to Wednesday", "**3–4 December 2024: 6 sessions**"),
        ("programme", "**Programme: Cell Workshop**"),
        ("surgery", "**Surgery: 2 sessions**"),
        ("surgery on Friday", "**Surgery, Fri 6 Dec: no session.**"),
        ("radiotherapy today", "**Radiotherapy, Mon 2 Dec: no session.**"),
        ("is surgery on now", "**Surgery, now: no session.**"),
        ("surgery in the evening", "**Surgery, evening: no session.**"),
        ("surgery after 5 pm", "**Surgery, from 17:00: no session.**"),
        ("Dr Dien before 8", "**Prof. Trần Minh Điển, until 8:00: no session.**"),
        ("history of medicine", "**No session is on History of medicine.**"),
        ("Hall B", "**Hall B: 2 sessions**"),
        ("what is in hall B on Friday", "**Hall B, Fri 6 Dec: no session.**"),
        ("when does Mr Angles speak", "**No session names Mr. Giles Angles.**"),
        ("opening", "**Opening ceremony**"),
    ],
)
def test_the_first_line_answers(question: str, heading: str, answer: Answer) -> None:
    assert answer(question, "2 09:12").split("\n")[0] == heading


def test_an_empty_day_shows_the_nearest(answer: Answer) -> None:
    assert answer("thứ bảy", "2 09:12", "vi") == (
        "**Không có buổi nào vào thứ Bảy 7/12.**\n"
        "\n"
        "Ngày gần nhất có chương trình là thứ Sáu 6/12.\n"
        "1. **16:00–16:30** · Bế mạc\n"
        "\n"
        "_Giờ Hà Nội._"
    )


def test_a_topic_shows_the_days_of_its_sessions_and_what_it_is_about(answer: Answer) -> None:
    assert answer("surgery", "2 09:12") == (
        "**Surgery: 2 sessions**\n"
        "1. **Tue 3 Dec, 14:00–15:00** · Operating on the small\n"
        "2. **Wed 4 Dec, 10:00–11:00** · Robots in the theatre\n"
        "\n"
        "What surgeons do.\n"
        "\n"
        "_Hanoi time._"
    )


def test_a_person_is_introduced(answer: Answer) -> None:
    assert answer("Dr Dien", "2 10:30") == (
        "**Prof. Trần Minh Điển: 2 sessions**\n"
        "\n"
        "National Hospital\n"
        "\n"
        "He leads it.\n"
        "\n"
        "1. **Mon 2 Dec, 9:00–9:45** · Diagnosis of soft tissue sarcoma · _ended 45 min ago_ · _provisional_\n"
        "2. **Tue 3 Dec, 14:00–15:00** · Operating on the small\n"
        "\n"
        "_These hours are placeholders. Hanoi time._"
    )


def test_of_a_person_the_sessions_come_first_where_a_time_is_asked_for(answer: Answer) -> None:
    first, second, *_ = answer("when does Dr Dien speak", "2 10:30").split("\n")
    assert first == "**Prof. Trần Minh Điển: 2 sessions**"
    assert second == "1. **Mon 2 Dec, 9:00–9:45** · Diagnosis of soft tissue sarcoma · _ended 45 min ago_ · _provisional_"


def test_a_person_whom_no_session_names_is_introduced_all_the_same(shipped: Knowledge, at: At) -> None:
    text = listing(Voice(shipped, "en", WORDS, at("2 10:00")), about("speaker:giles-angles", names(shipped)))
    first, second, *_, last = text.split("\n")
    assert (first, second) == ("**Mr. Giles Angles**", "Health Attaché, French Embassy in Vietnam")
    assert last == "No session names Mr. Giles Angles."


def test_who_speaks_is_told_first(answer: Answer, shipped: Knowledge, at: At) -> None:
    assert answer("who speaks on surgery?", "2 09:12").split("\n")[0] == "**Speakers: Prof. Trần Minh Điển, Nguyễn Văn Hải**"
    assert answer("qui parle demain ?", "2 09:12", "fr").split("\n")[0] == "**Intervenants_: Prof. Trần Minh Điển, Nguyễn Văn Hải**"
    assert answer("who speaks now?", "2 12:00").split("\n")[0] == "**Nothing is on at the moment.**"
    for question in ("who speaks?", "all speakers of the whole programme"):
        assert answer(question, "2 09:12").split("\n")[:3] == [
            "**Speakers: Prof. Trần Minh Điển, Nguyễn Thị Lan, Nguyễn Văn Hải**",
            "",
            "**Programme: Cell Workshop**",
        ]
    request = read("who speaks on surgery?", words("who speaks on surgery?"), at("2 10:00"), shipped, names(shipped))
    assert request is not None
    assert listing(Voice(shipped, "en", WORDS, at("2 10:00")), request).split("\n")[0] == "**No speaker is named.**"


def test_each_thing_that_is_asked_has_a_line_before_the_rest(answer: Answer) -> None:
    facts, _ = answer("who speaks on surgery, in which room and how long?", "2 09:12").split("\n\n", 1)
    assert facts.split("\n") == [
        "**Speakers: Prof. Trần Minh Điển, Nguyễn Văn Hải**",
        "**No room is named.**",
        "**Length of each session: 60 min**",
    ]


@pytest.mark.parametrize(
    ("question", "language", "first"),
    [
        ("where is the muscles session", "en", "**Room: Hall A**"),
        ("dans quelle salle sont les sarcomes des tissus mous ?", "fr", "**Lieu_: Salle A (1), Hall B (1, 2)**"),
        ("c'est ou demain matin", "fr", "**Lieu_: Salle A (1), Hall B (2)**"),
        ("where does Dr Dien speak", "en", "**Room: Hall A (1), Hall B (1)**"),
        ("phẫu thuật ở phòng nào", "vi", "**Chưa có tên phòng.**"),
        ("which room is the next session in", "en", "**Room: Hall A, Hall B**"),
        ("when is surgery", "en", "**Surgery: 2 sessions**"),
    ],
)
def test_where_is_told_first(question: str, language: str, first: str, answer: Answer) -> None:
    assert answer(question, "2 08:50", language).split("\n")[0] == first


def test_the_whole_programme_is_numbered_through_its_days(shipped: Knowledge, at: At) -> None:
    request = read("programme", ("programme",), at("2 10:00"), shipped, names(shipped))
    assert request is not None
    text = listing(Voice(shipped, "en", WORDS, at("2 10:00")), request)
    assert [line for line in text.split("\n") if line.startswith("**")] == [
        "**Programme: Pediatric Oncology Workshop 2024**",
        "**Today, Mon 2 Dec**",
        "**Tomorrow, Tue 3 Dec**",
        "**Wed 4 Dec**",
        "**Thu 5 Dec**",
        "**Fri 6 Dec**",
    ]
    numbers = [int(line.partition(".")[0]) for line in text.split("\n") if line[:1].isdigit()]
    assert numbers == list(range(1, len(shipped.sessions) + 1))


QUESTIONS = ["now", "what is next", "tomorrow", "ngày kia", "neuroblastome", "xạ trị sáng mai", "Dr Dien", "khai mạc", "last talk"]


def test_the_day_that_heads_a_block_begins_with_a_capital(shipped: Knowledge, at: At) -> None:
    everything = Request("programme:all", tuple(shipped.sessions))
    shown = listing(Voice(shipped, "fr", WORDS, at("1 18:00")), everything)
    assert [line for line in shown.splitlines() if line.startswith("**")][1:3] == ["**Demain, lundi 2 décembre**", "**Mardi 3 décembre**"]


@given(st.sampled_from(QUESTIONS), st.datetimes(datetime(2024, 11, 20), datetime(2024, 12, 20)), st.sampled_from(["vi", "fr", "en", "de"]))
def test_every_answer_is_short_and_says_what_is_provisional(shipped: Knowledge, question: str, now: datetime, language: str) -> None:
    here = now.replace(tzinfo=shipped.workshop.zone)
    request = read(question, words(question), here, shipped, names(shipped))
    assert request is not None
    text = listing(Voice(shipped, language, WORDS, here), request)
    assert 0 < len(text) <= 900
    sentence = shipped.workshop.provisional
    assert sentence is not None
    shown = bool(request.sessions or request.nearest)
    assert text.count(sentence.pick(language, "vi")[0].partition(".")[0]) == shown


MONTREAL = ZoneInfo("America/Toronto")


def test_what_comes_next_in_ones_own_zone(answer: Answer) -> None:
    assert answer("what is next", "2 08:50", own=ZoneInfo("Europe/Paris")) == (
        "**Next: Diagnosis of soft tissue sarcoma**\n"
        "Mon 2 Dec, 3:00–3:45 (9:00–9:45 Hanoi time) · in 10 min · provisional\n"
        "\n"
        "_These hours are placeholders._"
    )


def test_a_day_whose_sessions_are_on_another_in_ones_own_zone(answer: Answer) -> None:
    assert answer("Tuesday", "2 20:00", own=MONTREAL) == (  # Monday morning there
        "**Tue 3 Dec: 4 sessions**\n"
        "1. **2 Dec, 21:00–22:00** (3 Dec, 9:00–10:00) · Muscles\n"
        "2. **2 Dec, 21:00–21:45** (3 Dec, 9:00–9:45) · Treatment of soft tissue sarcoma\n"
        "3. **2 Dec, 22:00–22:30** (3 Dec, 10:00–10:30) · Coffee\n"
        "4. **2:00–3:00** (14:00–15:00) · Operating on the small\n"
        "\n"
        "_In brackets: Hanoi time._"
    )


@pytest.mark.parametrize(
    ("when", "own", "heading"),
    [
        ("2 20:00", "Europe/Paris", "Tomorrow, Tue 3 Dec: 4 sessions"),
        ("2 20:00", "America/Toronto", "Tue 3 Dec: 4 sessions"),  # most of them are on today, there
        ("2 02:00", "Europe/Paris", "Tue 3 Dec: 4 sessions"),  # the day after tomorrow, there
        ("2 20:00", "Asia/Bangkok", "Tomorrow, Tue 3 Dec: 4 sessions"),
    ],
)
def test_a_day_is_called_tomorrow_where_both_calendars_do(when: str, own: str, heading: str, answer: Answer) -> None:
    assert answer("Tuesday", when, own=ZoneInfo(own)).splitlines()[0] == f"**{heading}**"


@pytest.mark.parametrize(
    ("language", "question", "heading"),
    [
        ("en", "Tuesday from 9 to 10", "Tue 3 Dec, 9:00–10:00 Hanoi time: 2 sessions"),
        ("fr", "mardi à partir de 9h", "Mardi 3 décembre, à partir de 9_h à Hanoï_: 4 sessions"),
        ("vi", "thứ ba từ 9 giờ", "Thứ Ba 3/12, từ 09:00 giờ Hà Nội: 4 buổi"),
    ],
)
def test_hours_that_were_asked_for_are_the_workshops_and_say_so(language: str, question: str, heading: str, answer: Answer) -> None:
    assert answer(question, "2 02:00", language, ZoneInfo("Europe/Paris")).splitlines()[0] == f"**{heading}**"


def test_a_reference_to_nothing_is_an_error(knowledge: Knowledge, at: At) -> None:
    with pytest.raises(KeyError, match="topic:lost"):
        listing(Voice(knowledge, "en", WORDS, at("2 09:00")), Request("topic:lost"))


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("quand a lieu l’atelier ?", "**Du 26 au 28 mars 2027, hôpital de Bron**"),
        ("qui parle de la transition ?", "**Intervenants : Hélène d’Arcy, Jean de La Tour**\n\n**Transition**"),
        ("où est la salle Ampère ?", "**1er étage**\n\n**Salle Ampère : 3 sessions**\n1. **vendredi 26 mars, 22_h_30"),
        ("Jean de La Tour", "**Jean de La Tour : 5 sessions**\n\nhôpital de Bron\n\n**Samedi 27 mars**\n1. **9_h – 10_h** · Réveil"),
    ],
)
def test_another_workshop(question: str, first: str, lyon: Knowledge) -> None:
    now = datetime(2027, 3, 20, 9, tzinfo=lyon.workshop.zone)
    request = read(question, words(question), now, lyon, names(lyon))
    assert request is not None
    assert listing(Voice(lyon, "fr", WORDS, now), request).replace("\u202f", "_").replace("_:", " :").startswith(first)
