"""How entries look that the program writes."""

from workshop_bot.knowledge.style import block, flow, item

TALK = {"id": "a", "title": {"fr": "L’« essai »"}, "starts": "2024-03-30 09:00", "topics": ["x", "y"], "about": "One.\nTwo."}


def test_fields_of_known_shapes_are_bare_and_texts_are_quoted() -> None:
    lines = ["  - id: a", "    title:", '      fr: "L’« essai »"', "    starts: 2024-03-30 09:00", "    topics: [x, y]"]
    assert item(TALK, 2) == [*lines, "    about: |-", "      One.", "      Two."]
    assert block(TALK, 0, literal=False)[-1] == 'about: "One.\\nTwo."'


def test_all_of_it_on_one_line() -> None:
    assert flow(TALK) == '{id: a, title: {fr: "L’« essai »"}, starts: 2024-03-30 09:00, topics: [x, y], about: "One.\\nTwo."}'


def test_entries_within_entries() -> None:
    assert block({"rooms": [{"id": "a", "name": "A"}]}, 0) == ["rooms:", "  - id: a", '    name: "A"']
