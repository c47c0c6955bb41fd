"""Years, quantities, places and persons that a text names, and what only looks like them."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from workshop_bot.matching.specifics import specifics


def named(text: str) -> dict[str, set[str]]:
    """Kind → values."""
    found: dict[str, set[str]] = {}
    for kind, value in specifics(text):
        found.setdefault(kind, set()).add(value)
    return found


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("how many presentations on gliomas in 2023?", {"2023"}),
        ("năm 2024 khác gì năm 2023", {"2023", "2024"}),
        ("programme 2024-2025", {"2024", "2025"}),
        ("le 02/12/2024", {"2024"}),
        ("2024-12-02", {"2024"}),
        ("tháng 12/2024", {"2024"}),
        ("from 2 to 6 December 2024", {"2024"}),
        ("năm 2000", {"2000"}),
    ],
)
def test_years_are_found_alone_and_within_dates(text: str, years: set[str]) -> None:
    assert named(text) == {"year": years}


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("how do i get 2 the venue", set()),
        ("wut do we need 4 the visa", set()),
        ("what is the badge 4", set()),
        ("can i bring 2 nurses", {"2"}),
        ("are there 4 rooms 4 the posters", {"4"}),
        ("is it 2.5 hours long", {"2.5"}),
        ("y a-t-il 4 exposés", {"4"}),
        ("có 2 buổi đúng không", {"2"}),
    ],
)
def test_english_in_a_hurry_writes_to_and_for_as_digits(text: str, numbers: set[str]) -> None:
    assert named(text).get("number", set()) == numbers


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("more than 1,000 children", {"1000"}),
        ("hơn 1.000 trẻ em", {"1000"}),
        ("plus de 1 000 enfants", {"1000"}),
        ("plus de 1\u202f000 enfants", {"1000"}),
        ("1000 kids", {"1000"}),
        ("100 000 euros", {"100000"}),
        ("1,250,000 vnd", {"1250000"}),
        ("20% và 80 %", {"20", "80"}),
        ("sốt 38,5 độ", {"38.5"}),
        ("38.50 degrees", {"38.5"}),
        ("0,5 mg", {"0.5"}),
        ("bé 12kg, 5t", {"12", "5"}),
        ("20 exposés en 5 jours", {"20", "5"}),
        ("5-6 people", {"5", "6"}),
        ("2000 enfants", {"2000"}),
        ("con số 1.000 trẻ", {"1000"}),
        ("2 tháng 3 lần", set()),
        ("2024 kg", {"2024"}),
    ],
)
def test_a_quantity_has_one_value_however_it_is_written(text: str, numbers: set[str]) -> None:
    assert named(text).get("number", set()) | named(text).get("year", set()) == numbers


@pytest.mark.parametrize(
    "text",
    [
        "lúc 9h30 hay 9:00, 14h, 14 giờ, 9-11h",
        "à 9 h 30 ou 14 heures",
        "at 9 am, 9.30 pm",
        "ngày 3/12",
        "2-6/12",
        "từ ngày 2 đến ngày 6 tháng 12",
        "ngày 2 và 3, buổi 4, phòng 5, thứ 2, bài 3",
        "du 2 au 6 décembre",
        "le 3, jour 2, salle 4, session 1, 1er jour, 2e exposé",
        "day 2, session 3, room 4, the 3rd talk",
        "on December 2 and 3rd",
        "du lundi 2 au vendredi 6, on Tuesday 3",
        "xe buýt số 17",
        "covid-19, g7, b12, 6MP, v1.2.3",
        "gọi 0912 345 678 hoặc 0912345678, +84 912 345 678",
        "không có gì",
    ],
)
def test_dates_hours_ordinals_and_labels_are_no_quantities(text: str) -> None:
    assert named(text) == {}


@pytest.mark.parametrize(
    "text",
    [
        "je suis à Paris, puis-je suivre en ligne ?",
        "depuis Lyon",
        "I am in Hue, can I join",
        "from Da Nang",
        "em ở Huế, xem online được không",
        "tôi từ Hải Phòng",
        "I'm a nurse in Hue, can I join?",
        "hello, I work in Lyon, is there a certificate",
        "our hospital is in Can Tho, can we join",
        "je suis interne à Lyon, peut-on avoir une attestation",
        "je suis pédiatre dans un hôpital de Marseille",
        "j'exerce à Lille, faut-il payer ?",
        "em là điều dưỡng ở Huế, em có được tham gia không",
        "em là bác sĩ bv Đà Nẵng",
        "em đang công tác tại Cần Thơ",
        "slide của bác sĩ Pháp",
        "the French doctors’ slides",
    ],
)
def test_where_a_person_sits_works_or_comes_from_is_no_part_of_the_question(text: str) -> None:
    assert named(text) == {}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("I am looking for a hotel in Lyon", "lyon"),
        ("can we train in France", "france"),
        ("je suis à la recherche d'un hôtel à Lyon", "lyon"),
        ("je suis intéressé par une formation à Lyon", "lyon"),
        ("nous travaillons sur les cancers en France", "france"),
        ("em muốn hỏi hội thảo ở Huế", "hue"),
        ("em là người muốn dự hội thảo ở Huế", "hue"),
        ("em có được học tại Pháp không", "france"),
    ],
)
def test_where_a_person_wants_to_be_is_part_of_it(text: str, place: str) -> None:
    assert named(text) == {"place": {place}}


@pytest.mark.parametrize(
    ("texts", "place"),
    [
        (["ở Việt Nam", "viet nam", "in Vietnam", "au Viêt Nam", "tại VN"], "vietnam"),
        (["Hà Nội", "ha noi", "Hanoi", "à Hanoï"], "hanoi"),
        (["TP HCM", "tp hcm", "Ho Chi Minh City", "sài gòn", "Hô-Chi-Minh-Ville"], "ho chi minh"),
        (["tại Hải Phòng", "hải phòng", "tai Hai Phong"], "hai phong"),
        (["ở Đà Nẵng", "đà nẵng", "o Da Nang", "danang"], "da nang"),
        (["ở Huế", "huế", "in Hue"], "hue"),
        (["bệnh viện Pháp", "nước pháp", "sang Phap", "in France", "en france"], "france"),
        (["ở Đức", "nước Đức", "in Germany", "en Allemagne"], "germany"),
        (["nước mỹ", "sang Mỹ", "in the US", "the usa", "aux États-Unis"], "united states"),
        (["in the UK", "in England", "au Royaume-Uni", "nước anh"], "united kingdom"),
        (["a hotel in Nice", "de Nice"], "nice"),
        (["j'habite Tours"], "tours"),
        (["à Aix-en-Provence", "aix en provence"], "aix en provence"),
        (["en Côte d'Ivoire", "cote d ivoire", "Ivory Coast"], "cote d ivoire"),
        (["đến Ai Cập", "en Egypte", "egypt"], "egypt"),
        (["à Londres", "in London", "luân đôn"], "london"),
    ],
)
def test_a_place_has_one_value_in_every_language(texts: list[str], place: str) -> None:
    values = {value for text in texts for value in named(text).get("place", {"nothing"})}
    assert values == ({place} if place != "cote d ivoire" else {"ivory coast"})


@pytest.mark.parametrize(
    "text",
    [
        "can you tell us when",
        "Nice talk, a nice one",
        "Tours are included?",
        "trois tours de table",
        "hội thảo có hai phòng không",
        "hoi thao co hai phong khong",
        "hội trường đa năng",
        "ai cấp chứng nhận",
        "mong có slide",
        "ba lần mỗi ngày",
        "bên trẻ em",
        "diễn biến bệnh",
        "phương pháp điều trị",
        "có phiên dịch tiếng Pháp không",
        "Chủ Nhật có buổi nào không",
        "tumeur bénigne ou bénin",
        "anh ơi, em muốn hỏi",
        "Anh cho hỏi lịch",
        "she has a turkey sandwich",
        "WHERE IS THE NICE HALL",
        "bác sĩ Nguyễn Văn Đức Anh",
    ],
)
def test_ordinary_words_are_no_places(text: str) -> None:
    assert named(text).get("place") is None


@pytest.mark.parametrize(
    ("text", "persons"),
    [
        ("PGS.TS. Trần Minh Điện nói gì", {"tran minh dien"}),
        ("PGS TS Trần Minh Điện", {"tran minh dien"}),
        ("Assoc. Prof. Dr. Tran Minh Dien spoke", {"tran minh dien"}),
        ("bác sĩ Điện báo cáo lúc nào", {"dien"}),
        ("bac si Dien bao cao khi nao", {"dien"}),
        ("Bác sỹ Lan có đến không", {"lan"}),
        ("giáo sư Nguyễn Thanh Liêm", {"nguyen thanh liem"}),
        ("ông Giles Angles là ai", {"giles angles"}),
        ("cô Hoa và thầy Bình", {"hoa", "binh"}),
        ("qui est M. Angles ?", {"angles"}),
        ("Mme Dupont et Pr Jean-Pierre Martin", {"dupont", "jean pierre martin"}),
        ("l'exposé du Docteur de La Tour", {"de la tour"}),
        ("Mr Angles, Health Attaché", {"angles"}),
        ("did Prof. Smith speak? And Mrs Jones?", {"smith", "jones"}),
        ("Dr O'Brien", {"o brien"}),
    ],
)
def test_a_person_is_a_name_with_capitals_after_a_title(text: str, persons: set[str]) -> None:
    assert named(text) == {"person": persons}


@pytest.mark.parametrize(
    "text",
    [
        "bác sĩ có mặt không",
        "bác sĩ Nhi khoa",
        "BÁC SĨ ĐIỆN Ở ĐÂU",
        "Hello Dr. When does it start?",
        "Bonjour Docteur, Je cherche la salle",
        "chào Bác sĩ Em muốn hỏi",
        "Thầy Cô ơi",
        "madame la directrice",
        "the doctor of the day",
    ],
)
def test_a_title_without_a_name_is_nobody(text: str) -> None:
    assert named(text) == {}


def test_a_doctor_from_a_place_is_no_person_of_that_name() -> None:
    assert specifics("các bác sĩ Pháp tư vấn") == frozenset()


PIECES = st.lists(
    st.sampled_from(
        [
            *("1 000", "1.000", "20%", "2024", "9h30", "ngày 3", "12/2024", "1", "000", "100", "5,5", "12", "345", "0912"),
            *("tháng", "day", "to", "-", "/", "Dr", "M.", ".", "? ", "a", "de", "Trần Minh Điện", "Angles", "Nice", "Huế", "Pháp"),
            *("hai phong", "new", "york", "Bà Rịa", "Đức"),
        ]
    ),
    max_size=8,
).map(" ".join)


@given(st.text(alphabet=st.characters(exclude_categories=[])) | PIECES)
@example("100")
def test_what_a_text_names_it_names_when_said_twice(text: str) -> None:
    assert specifics(text) <= specifics(f"{text} {text}")
