"""Values of JSON that others wrote."""

from workshop_bot.formats.json_values import localised, mapping, mappings, text


def test_what_is_of_another_kind_is_empty() -> None:
    assert (mapping([1]), list(mappings({"a": 1})), list(mappings([{"a": 1}, 2]))) == ({}, [], [{"a": 1}, {}])
    assert [text(value) for value in (" Hall A ", 7, True, None, 1.5, ["x"])] == ["Hall A", "7", "", "", "", ""]


def test_a_text_by_language_is_the_one_asked_for_then_english_then_the_first() -> None:
    by_language = {"fr": "Salle", "en": "Hall"}
    assert [localised(by_language, one) for one in ("fr", "vi")] == ["Salle", "Hall"]
    assert (localised({"fr": "Salle"}, "vi"), localised({}, "vi"), localised("Hall", "vi")) == ("Salle", "", "Hall")
