"""What is asked of the announcements, in three languages, and what is not."""

from datetime import date, datetime
from pathlib import Path

import pytest

from workshop_bot.knowledge.model import Workshop
from workshop_bot.knowledge.read import usable
from workshop_bot.programme.announced import wanted

ROOT = Path(__file__).resolve().parents[2]
WORKSHOP: Workshop = usable(ROOT / "knowledge").workshop
NOW = datetime(2024, 12, 3, 15, tzinfo=WORKSHOP.zone)
TODAY, YESTERDAY, MONDAY = date(2024, 12, 3), date(2024, 12, 2), date(2024, 12, 2)

ASKED = {
    "What was announced today?": (TODAY,),
    "what's been announced today": (TODAY,),
    "Any announcements today?": (TODAY,),
    "Were there any announcements this morning?": (TODAY,),
    "What did the organisers announce yesterday?": (YESTERDAY,),
    "Did I miss any announcements?": (),
    "Show me all announcements": (),
    "latest announcements": (),
    "announcements": (),
    "What have the organizers announced so far?": (),
    "What was announced on Monday?": (MONDAY,),
    "announcements 2/12": (MONDAY,),
    "Have the organisers announced anything?": (),
    "Hôm nay ban tổ chức thông báo gì?": (TODAY,),
    "hom nay ban to chuc thong bao gi": (TODAY,),
    "Hôm nay BTC có thông báo gì không ạ?": (TODAY,),
    "Hôm qua có thông báo gì không?": (YESTERDAY,),
    "Sáng nay ban tổ chức đã thông báo những gì?": (TODAY,),
    "Cho em xem lại các thông báo": (),
    "Tất cả thông báo": (),
    "tat ca thong bao cua ban to chuc": (),
    "Có thông báo mới chưa?": (),
    "Thông báo hôm nay": (TODAY,),
    "Thứ hai có thông báo gì?": (MONDAY,),
    "Quelles annonces aujourd'hui ?": (TODAY,),
    "Quelles annonces aujourd’hui ?": (TODAY,),
    "Qu'est-ce qui a été annoncé aujourd'hui ?": (TODAY,),
    "Qu'ont annoncé les organisateurs hier ?": (YESTERDAY,),
    "Les organisateurs ont-ils annoncé quelque chose ?": (),
    "Y a-t-il eu des annonces ce matin ?": (TODAY,),
    "Y a-t-il des annonces ?": (),
    "Toutes les annonces": (),
    "Les annonces du jour": (),
    "Montrez-moi les annonces d'hier": (YESTERDAY,),
    "Ai-je manqué une annonce ?": (),
    "Les dernières annonces, s'il vous plaît": (),
}

NOT_ASKED = (
    "When will the results be announced?",
    "When are the prizes announced?",
    "Who announced the new trial?",
    "How do I announce something?",
    "Turn off announcements",
    "no announcements",
    "Stop the announcements",
    "Is there an announcement about the bus?",
    "How was the diagnosis announced to the parents?",
    "What is neuroblastoma?",
    "What was said today?",
    "What is the next announcement?",
    "Was the official programme announced?",
    "Where will it be announced?",
    "Bao giờ thông báo kết quả?",
    "Khi nào ban tổ chức thông báo lịch chính thức?",
    "Thông báo cho gia đình bệnh nhi như thế nào?",
    "Tắt thông báo",
    "Không nhận thông báo nữa",
    "Ban tổ chức là ai?",
    "Hôm nay có gì?",
    "Thông báo chẩn đoán ung thư cho trẻ",
    "Chương trình đã được thông báo chưa?",
    "L'annonce du diagnostic",
    "Comment annoncer la maladie aux parents ?",
    "Une consultation d'annonce",
    "l'annonce",
    "Quand les résultats seront-ils annoncés ?",
    "Désactiver les annonces",
    "Plus d'annonces",
    "Qui sont les organisateurs ?",
    "Le programme a-t-il été annoncé ?",
    "",
    "?",
    "announcements " * 20,
)


@pytest.mark.parametrize("text", ASKED)
def test_is_asked(text: str) -> None:
    assert wanted(text, NOW, WORKSHOP) == ASKED[text]


@pytest.mark.parametrize("text", NOT_ASKED)
def test_is_not_asked(text: str) -> None:
    assert wanted(text, NOW, WORKSHOP) is None


@pytest.mark.parametrize("folder", ["knowledge", "tests/answers/asthma"])
def test_steals_no_question_of_the_folders(folder: str) -> None:
    knowledge = usable(ROOT / folder)
    asked = [*(text for entry in knowledge.faq for text in entry.wordings), *(one.ask for one in knowledge.questions)]
    assert [text for text in asked if wanted(text, NOW, WORKSHOP) is not None] == []
    assert len(asked) > 100
