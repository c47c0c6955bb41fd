"""A small workshop with all that a programme can hold, and the moments people ask at."""

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

import pytest

from workshop_bot.knowledge.model import Knowledge
from workshop_bot.knowledge.read import read as read_folder
from workshop_bot.programme.request import Context, Request, read
from workshop_bot.programme.who import Names, names
from workshop_bot.texts.fold import words

FILES = {
    "workshop": """
workshop:
  id: cells-2024
  name: {vi: Hội thảo Tế bào, fr: Atelier des cellules, en: Cell Workshop}
  starts: 2024-12-02
  ends: 2024-12-06
  timezone: Asia/Ho_Chi_Minh
  languages: [en, fr, vi]
  rooms:
    - {id: hall-a, name: {vi: Hội trường A, fr: Salle A, en: Hall A}, where: {en: Second floor}}
    - {id: hall-b, name: Hall B}
  provisional: {en: These hours are placeholders., fr: Ces horaires sont provisoires., vi: Giờ này là tạm thời.}
""",
    "topics": """
topics:
  - {id: soft-tissue, name: {vi: Sarcoma mô mềm, fr: Sarcomes des tissus mous, en: Soft tissue sarcoma}, also: {en: [sarcoma]}}
  - {id: muscle, name: {vi: Sarcoma cơ vân, fr: Rhabdomyosarcome, en: Rhabdomyosarcoma}, also: {en: [sarcoma]}}
  - {id: surgery, name: {vi: Phẫu thuật, fr: Chirurgie, en: Surgery}, also: {vi: [mổ]}, summary: {en: What surgeons do.}}
  - {id: radiotherapy, name: {vi: Xạ trị, fr: Radiothérapie, en: Radiotherapy}}
  - {id: machines, name: {en: Machine learning}, also: {en: [AI]}}
  - {id: history, name: {en: History of medicine}}
""",
    "speakers": """
speakers:
  - {id: dien, name: Trần Minh Điển, title: {en: Prof.}, affiliation: {en: National Hospital}, about: {en: He leads it.}}
  - {id: angles, name: Giles Angles, title: {en: Mr.}}
  - {id: lan, name: Nguyễn Thị Lan}
  - {id: hai, name: Nguyễn Văn Hải}
""",
    "sessions": """
sessions:
  - {id: opening, title: {vi: Lễ khai mạc, fr: Ouverture, en: Opening ceremony}, starts: 2024-12-02 08:30, ends: 09:00, kind: opening}
  - id: tissue-1
    title: {vi: Chẩn đoán sarcoma mô mềm, fr: Diagnostic des sarcomes, en: Diagnosis of soft tissue sarcoma}
    summary: {en: How to see it early.}
    starts: 2024-12-02 09:00
    ends: 09:45
    topics: [soft-tissue]
    speakers: [dien, lan]
    room: [hall-a, hall-b]
    join: https://example.org/live
    provisional: true
  - {id: tissue-2, title: {en: Treatment of soft tissue sarcoma}, starts: 2024-12-03 9:00, minutes: 45, topics: [soft-tissue], room: hall-b}
  - {id: muscle-1, title: {en: Muscles}, starts: 2024-12-03 09:00, ends: 10:00, topics: [muscle], speakers: [hai], room: hall-a}
  - {id: coffee, title: {en: Coffee}, starts: 2024-12-03 10:00, minutes: 30, kind: break}
  - {id: surgery-1, title: {en: Operating on the small}, starts: 2024-12-03 14:00, ends: 15:00, topics: [surgery], speakers: [dien]}
  - {id: machines-1, title: {en: Learning machines}, starts: 2024-12-04 09:00, topics: [machines], cancelled: true}
  - {id: surgery-2, title: {en: Robots in the theatre}, starts: 2024-12-04 10:00, ends: 11:00, topics: [surgery], speakers: [hai]}
  - {id: rays, title: {en: Rays}, starts: 2024-12-05, topics: [radiotherapy]}
  - {id: closing, title: {vi: Bế mạc, fr: Clôture, en: Closing}, starts: 2024-12-06 16:00, ends: 16:30, kind: closing}
""",
    "synonyms": """
synonyms:
  - [radiotherapy, tia xạ, rayons]
""",
}
LYON = {
    "workshop": """
workshop:
  id: lyon-2027
  name: {fr: Atelier de rhumatologie, en: Rheumatology Workshop}
  starts: 2027-03-26
  ends: 2027-03-28
  timezone: Europe/Paris
  languages: [fr, en]
  venue: {fr: hôpital de Bron, en: Bron hospital}
  rooms: [{id: ampere, name: Salle Ampère, where: {fr: 1er étage, en: first floor}}]
""",
    "topics": """
topics:
  - {id: transition, name: Transition}
""",
    "speakers": """
speakers:
  - {id: tour, name: Jean de La Tour, affiliation: hôpital de Bron}
  - {id: arcy, name: Hélène d’Arcy}
""",
    "sessions": """
sessions:
  - {id: evening, title: Soirée, starts: 2027-03-26 22:30, ends: 2027-03-27 00:45, room: ampere}
  - {id: morning, title: Réveil, starts: 2027-03-27 09:00, ends: 10:00, speakers: [tour]}
  - {id: dinner, title: Dîner, starts: 2027-03-27 19:30, ends: 22:00, kind: social, speakers: [tour]}
  - {id: night-1, title: Garde 1, starts: 2027-03-28 01:30, minutes: 30, room: ampere, speakers: [tour]}
  - {id: night-2, title: Garde 2, starts: 2027-03-28 03:15, minutes: 45, room: ampere, speakers: [tour]}
  - {id: growing-up, title: Transition, starts: 2027-03-28 09:30, minutes: 45, topics: [transition], speakers: [arcy, tour]}
""",
}
"""A workshop that goes on after midnight, in the night in which clocks go forward."""


@pytest.fixture(scope="session")
def lyon(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    return _read(tmp_path_factory.mktemp("lyon"), LYON)


@pytest.fixture(scope="session")
def knowledge(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    return _read(tmp_path_factory.mktemp("cells"), FILES)


@pytest.fixture(scope="session")
def shipped() -> Knowledge:
    reading = read_folder(Path(__file__).parents[2] / "knowledge")
    assert reading.knowledge, reading.problems
    return reading.knowledge


@pytest.fixture(scope="session")
def named(knowledge: Knowledge) -> Names:
    return names(knowledge)


@pytest.fixture(scope="session")
def at(knowledge: Knowledge) -> Callable[[str], datetime]:
    """A moment of the workshop: `at("2 10:15")` is the second of December, a quarter past ten."""

    def moment(day_and_hour: str) -> datetime:
        day, hour = day_and_hour.split()
        return datetime.fromisoformat(f"2024-12-{int(day):02} {hour}").replace(tzinfo=knowledge.workshop.zone)

    return moment


@pytest.fixture(scope="session")
def ask(knowledge: Knowledge, named: Names, at: Callable[[str], datetime]) -> Callable[..., Request | None]:
    """What a question asks of the small workshop, by default on its first morning."""

    def asking(question: str, when: str = "2 09:10", context: Context | None = None) -> Request | None:
        return read(question, words(question), at(when), knowledge, named, context)

    return asking


def _read(folder: Path, files: Mapping[str, str]) -> Knowledge:
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    reading = read_folder(folder)
    assert reading.knowledge, reading.problems
    return reading.knowledge
