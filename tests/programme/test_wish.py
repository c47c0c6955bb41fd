"""What is typed after /remind: more or less, of what."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop_bot.knowledge.model import Knowledge
from workshop_bot.programme.request import Request
from workshop_bot.programme.wish import Wish, affirmed, by_name, early, kind_alone, names_all, targets, wish

Ask = Callable[..., Request | None]


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ("Neuroblastoma", "Neuroblastoma"),
        ("me of the opening", "me of the opening"),
        ("nhắc tôi ngày mai", "tôi ngày mai"),
        ("rappelle-moi demain", "moi demain"),
        ("rappelez-moi l’ouverture", "moi l'ouverture"),
        ("tất cả", "tất cả"),
        ("tat ca", "tat ca"),
        ("AI", "AI"),
        ("Huy", "Huy"),
        ("Dung", "Dung"),
        ("bo mon nhi", "bo mon nhi"),
        ("thoi gian", "thoi gian"),
        ("3", "3"),
    ],
)
def test_more_is_wished_where_nothing_is_refused(typed: str, named: str) -> None:
    assert wish(typed) == Wish(named)


@pytest.mark.parametrize(
    ("typed", "lengths", "rest"),
    [
        ("truoc 30 phut", (30,), ""),
        ("trước 30 phút về xạ trị", (30,), "về xạ trị"),
        ("15 phút trước khi bắt đầu phẫu thuật", (15,), "phẫu thuật"),
        ("la chirurgie 1 h avant", (60,), "la chirurgie"),
        ("20 min avant chaque session", (20,), ""),
        ("surgery 30 minutes before", (30,), "surgery"),
        ("me 30 minutes before each session", (30,), ""),
        ("truoc 30 phut va 10 phut", (30, 10), ""),
        ("surgery 10 and 30 minutes before", (30, 10), "surgery"),
        ("la chirurgie 1 h et 10 min avant", (60, 10), "la chirurgie"),
        ("surgery 2 and 30 minutes before", (30,), "surgery 2 and"),
    ],
)
def test_how_long_before_is_wished_beside_what_is_named(typed: str, lengths: tuple[int, ...], rest: str) -> None:
    assert early(typed) == (lengths, rest)


@pytest.mark.parametrize("typed", ["surgery", "off 30 minutes before", "surgery 300 minutes before", "in 30 minutes", "before 30", ""])
def test_where_it_is_not_wished_or_cannot_be_nothing_is_taken_away(typed: str) -> None:
    assert early(typed) == ((), typed)


@pytest.mark.parametrize("typed", ["", "me", "tôi", "moi", "nhắc tôi", "remind me", "rappelle-moi", "please", "?!"])
def test_nothing_is_named_by_the_words_around_it_alone(typed: str) -> None:
    assert wish(typed) == Wish("")


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        *(("off", ""), ("stop", ""), ("no", ""), ("don’t remind me", ""), ("do not remind me any more", "")),
        *(("don't remind me of surgery", "me of surgery"), ("surgery off", "surgery"), ("never surgery", "surgery")),
        *(("non", ""), ("arrêter", ""), ("arreter", ""), ("pas demain", "demain"), ("tout arrêter", "tout"), ("plus de rappels", "")),
        *(("ne me rappelle pas la chirurgie", "me la chirurgie"), ("n’envoie plus la chirurgie", "la chirurgie")),
        *(("tắt", ""), ("TẮT", ""), ("tat", ""), ("không nhắc nữa", ""), ("thôi", "")),
        ("đừng nhắc tôi về phẫu thuật", "tôi về phẫu thuật"),
        *(("thoi", ""), ("thoi phau thuat", "phau thuat"), ("dung phau thuat", "phau thuat"), ("bo ngay mai", "ngay mai")),
        *(("dung nhac phau thuat", "phau thuat"), ("bỏ theo dõi xạ trị", "xạ trị"), ("huỷ ngày mai", "ngày mai")),
    ],
)  # fmt: skip
def test_less_is_wished_by_a_refusal_wherever_it_stands(typed: str, named: str) -> None:
    assert wish(typed) == Wish(named, less=True)


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        *(("don't forget surgery", "surgery"), ("surgery, do not miss it", "surgery, it")),
        *(("n’oubliez pas la chirurgie", "la chirurgie"), ("de ne pas manquer la chirurgie", "de la chirurgie")),
        *(("đừng quên phẫu thuật", "phẫu thuật"), ("phau thuat, dung bo lo", "phau thuat,"), ("phẫu thuật được không ạ?", "phẫu thuật ?")),
    ],
)
def test_a_refusal_to_forget_or_a_polite_question_is_none(typed: str, named: str) -> None:
    assert wish(typed) == Wish(named)


@pytest.mark.parametrize(
    "typed", ["all but surgery", "everything except today", "tout sauf la chirurgie", "tất cả trừ phẫu thuật", "without surgery"]
)
def test_what_is_left_out_of_something_is_not_clear(typed: str) -> None:
    assert wish(typed).unclear


@given(st.text(max_size=60), st.sampled_from(["off", "don't", "pas", "arrête", "không", "đừng", "tắt"]), st.text(max_size=60))
def test_a_refusal_is_heard_among_any_words(before: str, refusal: str, after: str) -> None:
    assert wish(f"{before} {refusal} {after}").less


@pytest.mark.parametrize(
    ("typed", "target"),
    [
        ("session rays", "session:rays"),
        ("SESSION Tissue-1", "session:tissue-1"),
        ("topic soft-tissue", "topic:soft-tissue"),
        ("day 2024-12-03", "day:2024-12-03"),
        ("day 2024-12-30", None),
        ("topic rays", None),
        ("day rays", None),
        ("rays", None),
        ("session", None),
    ],
)
def test_a_target_by_its_kind_and_id(typed: str, target: str | None, knowledge: Knowledge) -> None:
    assert by_name(typed, knowledge) == target


@pytest.mark.parametrize(
    ("question", "followed"),
    [
        ("programme all", ("all",)),
        ("programme tuesday", ("day:2024-12-03",)),
        ("programme tuesday and wednesday", ("day:2024-12-03", "day:2024-12-04")),
        ("programme tuesday afternoon", ("session:surgery-1",)),
        ("programme first session on tuesday", ("session:muscle-1",)),
        ("programme surgery", ("topic:surgery",)),
        ("programme surgery on wednesday", ("session:surgery-2",)),
        ("programme opening ceremony", ("session:opening",)),
        ("programme Nguyễn Văn Hải", ("session:muscle-1", "session:surgery-2")),
        ("programme hall b", ("session:tissue-1", "session:tissue-2")),
        ("programme history of medicine", ()),
        ("programme next", ("session:muscle-1", "session:tissue-2")),
        ("programme saturday", ()),
    ],
)
def test_what_is_followed_of_what_was_asked_for(question: str, followed: tuple[str, ...], ask: Ask) -> None:
    asked = ask(question, "2 15:00")
    assert asked
    assert sorted(targets(asked)) == sorted(followed)


def test_a_kind_alone_is_told_from_things_of_it() -> None:
    named = ("session", "Topics", "chủ đề", "chu de", "ngày", "jours", "session 3", "ngày mai", "surgery", "")
    assert [kind_alone(one) for one in named] == ["session", "topic", "topic", "topic", "day", "day", "", "", "", ""]


def test_everything_is_named_by_a_word_for_it() -> None:
    named = ("all", "tout", "tất cả", "the programme", "hội thảo", "day", "session", "the", "surgery")
    assert [names_all(one) for one in named] == [True, True, True, True, True, False, False, False, False]


def test_what_refuses_nothing_is_taken_out_of_what_was_typed() -> None:
    assert affirmed("so  that I don’t forget surgery") == "so that I surgery"
    assert affirmed("don’t surgery") == "don't surgery"
