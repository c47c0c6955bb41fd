"""A file is read as what is in it; what no form has is refused in one sentence."""

import re

import pytest
from tests.formats.made import at

from workshop_bot.errors import UnusableInput
from workshop_bot.formats.programme import Asked
from workshop_bot.formats.recognise import read

TABLE = "Date,Start,End,Title\n2024-03-30,09:00,09:45,Honey\n"
XML = (
    '<schedule><day date="2024-03-30"><room name="A"><event id="7"><title>Honey</title><start>09:00</start></event></room></day></schedule>'
)


@pytest.mark.parametrize(
    ("data", "form"),
    [
        (TABLE.encode(), "csv"),
        (TABLE.encode("utf-16"), "csv"),
        (b"\xef\xbb\xbf\n " + XML.encode(), "frab-xml"),
        (b'[{"title": "Honey", "state": "confirmed", "slot": {"start": "2024-03-30T09:00:00+01:00"}}]', "pretalx-json"),
    ],
)
def test_forms_by_their_content(data: bytes, form: str) -> None:
    found = read(data, Asked(zone="Europe/Paris"))
    assert (found.form, [item.starts.replace(tzinfo=None) for item in found.items]) == (form, [at(30, 9)])  # type: ignore[call-arg]  # - hours are given


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b" \n", "the file is empty; export it again"),
        (b"%PDF-1.7", "the file is a PDF; save the programme as CSV, XLSX, iCalendar, XML or JSON"),
        (b"\xd0\xcf\x11\xe0\xa1", "the file is an old Excel file (.xls); save the programme as CSV, XLSX, iCalendar, XML or JSON"),
    ],
)
def test_what_has_no_form_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(UnusableInput, match=re.escape(said)):
        read(data, Asked())
