"""What a programme in another form holds."""

from datetime import date
from typing import get_args

import pytest

from workshop_bot.formats import csv_, ics
from workshop_bot.formats.programme import Asked, Form, Item, Note, repeated


def test_every_form_that_export_writes_is_one_that_import_reads() -> None:
    assert set(get_args(Form)) == {"csv", "xlsx", "ics", "frab-xml", "frab-json", "pretalx-json"}


def test_an_id_that_stands_twice_is_told_where_it_does_again() -> None:
    items = [Item(place, key, {"": "T"}, date(2024, 12, 2)) for place, key in (("1", "a"), ("2", ""), ("3", ""), ("4", "a"))]
    assert list(repeated(items)) == [Note("4", 'the id "a" stands twice')]


@pytest.mark.parametrize("form", ["csv", "ics"])
def test_so_it_is_in_forms_without_ids_of_their_own_too(form: str) -> None:
    if form == "csv":
        found = csv_.read(b"ID,Date,Start,Title\na,2024-12-02,09:00,Talk\na,2024-12-02,10:00,Other\n", Asked())
    else:
        event = "BEGIN:VEVENT\nUID:a\nSUMMARY:Talk\nDTSTART:20241202T0{}0000Z\nEND:VEVENT\n"
        found = ics.read(f"BEGIN:VCALENDAR\nPRODID:-//x//y\n{event.format(8)}{event.format(9)}END:VCALENDAR\n".encode(), Asked())
    assert len(found.items) == 2
    assert [note.said for note in found.notes] == ['the id "a" stands twice']
