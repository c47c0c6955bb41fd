"""Where in a folder's files a programme is written: comments, order and every other byte stay."""

from dataclasses import replace

from tests.formats.made import FILES, HONEY, SESSIONS, WAX, at, folder, item, programme

from workshop_bot.formats.adopting import adopted
from workshop_bot.formats.fitting import fitted
from workshop_bot.knowledge.edits import applied
from workshop_bot.knowledge.read import read_again

TEA = "  - {id: tea, title: Tea, starts: 2024-03-30}\n"
BIRDS = item("Birds", at(31, 9), key="birds", rooms=("Loft",), speakers=("Bo",), topics=("Flight",))


def test_only_what_changes_is_written() -> None:
    file = programme(replace(HONEY, starts=at(31, 9), ends=at(31, 10)), WAX, BIRDS)
    made = applied(FILES, adopted(fitted(file, folder()), FILES))
    assert made["sessions.yaml"].decode() == SESSIONS.replace("2024-03-30 09:00  #", "2024-03-31 09:00  #").replace("09:45", "10:00") + (
        '\n  - id: birds\n    title: "Birds"\n    starts: 2024-03-31 09:00\n    topics: [flight]\n    speakers: [bo]\n    room: loft\n'
    )
    assert made["workshop.yaml"].decode() == FILES["workshop.yaml"].decode() + '    - id: loft\n      name: "Loft"\n'
    assert made["speakers.yaml"].decode() == FILES["speakers.yaml"].decode() + '\n  - {id: bo, name: "Bo"}\n'
    assert made["topics.yaml"].decode() == FILES["topics.yaml"].decode() + '\n  - {id: flight, name: "Flight"}\n'


def test_sessions_are_changed_in_the_file_where_they_stand_and_added_where_most_are() -> None:
    honey, wax = SESSIONS.split("\n\n")
    files = {
        "sessions/a.yaml": f"{honey}\n".encode(),
        "sessions/b.yaml": f"sessions:\n{wax}{TEA}".encode(),
    }
    files |= {path: data for path, data in FILES.items() if path != "sessions.yaml"}
    knowledge = read_again(files).knowledge
    assert knowledge
    tea = item("Tea", at(30, 16), key="tea")
    edits = adopted(fitted(programme(replace(HONEY, join="https://example.org/2"), WAX, tea, replace(BIRDS, rooms=())), knowledge), files)
    assert [edit.path for edit in edits] == ["speakers.yaml", "topics.yaml", "sessions/a.yaml", "sessions/b.yaml"]
    made = read_again(applied(files, edits)).knowledge
    assert made
    assert [session.id for session in made.sessions] == ["honey", "wax", "tea", "birds"]


def test_a_folder_without_the_files_gets_them() -> None:
    workshop = FILES["workshop.yaml"].partition(b"  # where")[0]
    files = {"workshop.yaml": workshop}
    bare = read_again(files).knowledge
    assert bare
    made = applied(files, adopted(fitted(programme(BIRDS), bare), files))
    assert list(made) == ["sessions.yaml", "speakers.yaml", "topics.yaml", "workshop.yaml"]
    assert made["speakers.yaml"] == b'# Who speaks.\n\nspeakers:\n  - id: bo\n    name: "Bo"\n'
    assert made["workshop.yaml"] == workshop + b'  rooms:\n    - id: loft\n      name: "Loft"\n'
