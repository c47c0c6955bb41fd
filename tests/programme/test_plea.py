"""Whether a text plainly asks to be reminded, or not to be; in three languages, as they are typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop_bot.programme.plea import LONGEST, plea


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ("remind me of surgery", "surgery"),
        ("please remind me about the opening", "the opening"),
        ("Can you remind me of surgery?", "surgery"),
        ("could you please send me a reminder for the surgery session", "the surgery session"),
        ("don't forget to remind me of surgery", "surgery"),
        ("I would like to be reminded of tomorrow", "tomorrow"),
        ("reminders for surgery", "surgery"),
        ("remind me of everything", "everything"),
        ("remind me of the whole programme", "the whole programme"),
        ("i want to follow the topic surgery", "the topic surgery"),
        ("remind me", ""),
        ("nhắc tôi buổi phẫu thuật", "buổi phẫu thuật"),
        ("nhac toi buoi phau thuat nhe", "buoi phau thuat nhe"),
        ("nhớ nhắc em buổi khai mạc nhé ạ", "buổi khai mạc nhé ạ"),
        ("anh nhắc em về phẫu thuật được không?", "phẫu thuật"),
        ("có thể nhắc tôi ngày mai không ạ", "ngày mai"),
        ("làm ơn nhắc mình trước buổi khai mạc", "trước buổi khai mạc"),
        ("đừng quên nhắc tôi buổi phẫu thuật", "buổi phẫu thuật"),
        ("tôi muốn được nhắc về ngày mai", "ngày mai"),
        ("tôi muốn theo dõi chủ đề xạ trị", "chủ đề xạ trị"),
        ("nhắc tôi buổi u não", "buổi u não"),
        ("rappelle-moi la chirurgie", "la chirurgie"),
        ("rappelez-moi la session de chirurgie, s'il vous plaît", "la session de chirurgie"),
        ("pouvez-vous me rappeler la chirurgie ?", "la chirurgie"),
        ("est-ce que vous pouvez me rappeler la chirurgie ?", "la chirurgie"),
        ("n’oubliez pas de me rappeler la chirurgie", "la chirurgie"),
        ("je voudrais un rappel pour demain", "pour demain"),
        ("je veux suivre la session de chirurgie", "la session de chirurgie"),
        ("mettez-moi un rappel pour l'ouverture", "pour l'ouverture"),
        ("s'il vous plaît, rappelez-moi demain", "demain"),
        ("remind me not to miss surgery", "surgery"),
        ("nhắc tôi đừng bỏ lỡ buổi phẫu thuật", "buổi phẫu thuật"),
        ("nhắc tôi để không quên buổi phẫu thuật", "để buổi phẫu thuật"),
        ("rappelle-moi de ne pas manquer la chirurgie", "de la chirurgie"),
        ("remind me so I don't miss surgery", "so I surgery"),
        ("nhac toi dung quen buoi phau thuat", "buoi phau thuat"),
        ("em muốn theo dõi chủ đề chăm sóc giảm nhẹ", "chủ đề chăm sóc giảm nhẹ"),
        ("rappelez-moi tout", "tout"),
        ("nhac em ngay mai", "ngay mai"),
    ],
)
def test_who_asks_to_be_reminded_names_of_what(typed: str, named: str) -> None:
    assert plea(typed) == named


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ("don't remind me of surgery", "off surgery"),
        ("please stop reminding me about surgery", "off surgery"),
        ("no more reminders for surgery", "off surgery"),
        ("I don't want to be reminded of surgery", "off surgery"),
        ("stop reminding me", "off"),
        ("turn off reminders", "off"),
        ("can you stop reminding me of surgery?", "off surgery"),
        ("cancel my reminders", "off"),
        ("đừng nhắc tôi về phẫu thuật nữa", "off phẫu thuật nữa"),
        ("dung nhac toi ve phau thuat", "off phau thuat"),
        ("thôi không nhắc nữa", "off nữa"),
        ("tắt nhắc buổi phẫu thuật", "off buổi phẫu thuật"),
        ("bỏ theo dõi buổi phẫu thuật", "off buổi phẫu thuật"),
        ("không cần nhắc tôi buổi phẫu thuật", "off buổi phẫu thuật"),
        ("em không muốn được nhắc buổi phẫu thuật", "off buổi phẫu thuật"),
        ("ne me rappelez pas la chirurgie", "off pas la chirurgie"),
        ("ne me rappelez plus la chirurgie", "off plus la chirurgie"),
        ("arrêtez de me rappeler la chirurgie", "off la chirurgie"),
        ("je ne veux plus de rappels pour la chirurgie", "off pour la chirurgie"),
        ("plus de rappels", "off"),
        ("don't remind me of anything", "off"),
        ("please do not remind me about any session any more", "off"),
        ("stop reminding me at all", "off"),
        ("plus aucun rappel", "off"),
        ("je ne veux plus aucun rappel pour la chirurgie", "off pour la chirurgie"),
        ("ne me rappelez pas quoi que ce soit", "off pas"),
        ("đừng nhắc tôi gì nữa", "off"),
        ("không cần nhắc gì hết nữa ạ", "off"),
        ("pas de rappel demain", "off demain"),
    ],
)
def test_who_refuses_is_never_heard_the_wrong_way_round(typed: str, named: str) -> None:
    assert plea(typed) == named


@pytest.mark.parametrize(
    "typed",
    [
        "can you remind me when the lunch is?",
        "remind me what time surgery is",
        "remind me of the room of the opening",
        "do you remind me of surgery?",
        "will you remind me of surgery?",
        "I get no reminders",
        "I don't get reminders for surgery",
        "you don't remind me of surgery",
        "why did you not remind me of surgery?",
        "how do I get reminders?",
        "don't stop reminding me of surgery",
        "no reminders?",
        "follow up after surgery",
        "I remind you of surgery",
        "when will I be reminded",
        "remind me of the programme",
        "is there a reminder",
        "surgery",
        "who was reminded of surgery",
        "nhắc lại giờ khai mạc giúp tôi",
        "nhắc tôi giờ khai mạc",
        "có nhắc tôi buổi phẫu thuật không?",
        "bot không nhắc tôi buổi phẫu thuật",
        "bot không nhắc gì nữa",
        "không nhắc gì nữa à?",
        "you don't remind me of anything",
        "sao không nhắc tôi",
        "khi nào bot nhắc tôi?",
        "nhắc tôi buổi phẫu thuật khi nào",
        "tôi không nhận được nhắc nhở",
        "tôi không được nhắc buổi phẫu thuật",
        "theo dõi sau phẫu thuật",
        "theo doi benh nhan sau ghep",
        "nhắc đến phẫu thuật",
        "báo cáo có nhắc đến phẫu thuật",
        "đừng ngừng nhắc tôi",
        "nhắc tôi ở đâu",
        "không nhắc tôi à?",
        "rappelez-moi l'heure de l'ouverture",
        "rappelez-moi quand est la chirurgie",
        "rappelez-moi le programme de demain",
        "rappelez-vous la chirurgie",
        "rappelle-toi la chirurgie",
        "prévenez tout le monde",
        "remind everyone of the opening",
        "nhắc mọi người buổi khai mạc",
        "n'arrêtez pas de me rappeler la chirurgie",
        "je vous rappelle la session de chirurgie",
        "vous ne me rappelez pas la chirurgie",
        "je ne reçois pas de rappels",
        "pas de rappels ?",
        "quels rappels",
        "le suivi après chirurgie",
        "suivre les patients après chirurgie",
        "remind me of surgery, not tomorrow",
        "nhắc tôi không?",
        "rappelle-moi plus tard",
        "",
    ],
)
def test_what_may_be_something_else_is_a_question(typed: str) -> None:
    assert plea(typed) is None


def test_a_long_text_is_none() -> None:
    assert plea(f"remind me of {'surgery ' * LONGEST}") is None


@given(
    st.text(max_size=40),
    st.sampled_from(["don't remind me of", "ne me rappelez pas", "đừng nhắc tôi", "dung nhac toi", "stop reminding me of"]),
)
def test_a_refusal_before_it_is_heard_whatever_follows(after: str, refusal: str) -> None:
    heard = plea(f"{refusal} {after}")
    assert heard is None or heard.startswith("off")


@given(st.text(max_size=80))
def test_nothing_is_taken_back_where_it_is_asked_for(after: str) -> None:
    heard = plea(f"remind me of {after}")
    assert heard is None or not heard.startswith("off ")
