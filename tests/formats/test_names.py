"""Names in cells."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop_bot.formats.names import affiliated, listed, people, published, tagged


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Andrew Katz, Javier Serrano", ("Andrew Katz", "Javier Serrano")),
        ("David Patterson, Jeremy Bennett (speaker)", ("David Patterson", "Jeremy Bennett")),
        ("10:Konrad Meier|11:Dennis Wehrle", ("Konrad Meier", "Dennis Wehrle")),
        ("5:andi (Entropia)|", ("andi (Entropia)",)),
        ("Nguyễn Văn A, MD |", ("Nguyễn Văn A, MD",)),
        ("Chengzhi Zhang et al.", ("Chengzhi Zhang",)),
        ("A<br>B", ("A", "B")),
        ("A; B; A", ("A", "B")),
        ("Dr Paul Martin, Dr Marie Martin et Pr Hélène d’Arcy", ("Dr Paul Martin", "Dr Marie Martin", "Pr Hélène d’Arcy")),
        ("Jean de La Tour / Mme Aïcha El Amrani", ("Jean de La Tour", "Mme Aïcha El Amrani")),
        ("Trần Minh Điển và Nguyễn Thị Lan", ("Trần Minh Điển", "Nguyễn Thị Lan")),
        ("Jean et Marie Dupont", ("Jean et Marie Dupont",)),
        ("Service de pédiatrie et Équipe mobile", ("Service de pédiatrie et Équipe mobile",)),
        ("Anna Bell and others", ("Anna Bell",)),
        ("tbd", ()),
        ("à préciser", ()),
        ("Posters?", ()),
        ("N.N.", ()),
        ("", ()),
    ],
)
def test_people_are_parted_by_commas_unless_there_is_a_bar(cell: str, names: tuple[str, ...]) -> None:
    assert people(cell, affiliations=False) == (names, ())


def test_where_commas_set_off_the_place_of_work_it_is_told_apart() -> None:
    cell = "Bruno Jourdain, IGE <br> Anne-Sarah Amblard, ISTerre"
    assert people(cell, affiliations=True) == (("Bruno Jourdain", "Anne-Sarah Amblard"), ("IGE", "ISTerre"))
    assert people("AurorAlpes — Mot de bienvenue", affiliations=True) == (("AurorAlpes",), ())


def test_stronger_signs_or_several_columns_tell_that_commas_set_off_places() -> None:
    assert affiliated([["A, B"], ["C"]]) is False
    assert affiliated([["A, B<br>C, D"]]) is True
    assert affiliated([["A, B", "C, D"]]) is True
    assert affiliated([["A, B | C"]]) is False


def test_rooms_keep_their_commas_and_topics_do_not() -> None:
    assert listed("Hall A, floor 2; Hall B") == ("Hall A, floor 2", "Hall B")
    assert listed("A; 1 | B") == ("A; 1", "B")
    assert listed("Lieu à préciser | A; TBA") == ("A; TBA",)
    assert listed("Salle à confirmer; Salle B") == ("Salle B",)
    assert listed("-") == listed("room TBC") == listed("địa điểm chưa xác định") == ()
    assert tagged("leukaemia, lymphoma") == ("leukaemia", "lymphoma")
    assert tagged("care, at home | lymphoma") == ("care, at home", "lymphoma")


@given(st.text(), st.booleans())
def test_any_text_gives_names_that_are_trimmed_and_once(cell: str, affiliations: bool) -> None:
    found, _ = people(cell, affiliations)
    assert list(found) == list(dict.fromkeys(name.strip() for name in found if name.strip()))


@pytest.mark.parametrize("address", ["a@example.org", "Lan <a@example.org>", "Lan (a.b@example.org)"])
def test_who_is_called_by_an_address_is_not_published(address: str) -> None:
    said = "a speaker who is called by an e-mail address was left out"
    assert published(["Lan", "Lan", address, "Minh (@minh)", ""]) == (("Lan", "Minh (@minh)"), said)


def test_of_names_alone_nothing_is_said() -> None:
    assert published(["Lan", "A @ B"]) == (("Lan", "A @ B"), "")
