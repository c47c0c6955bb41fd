"""Which form a file has, by what is in it and never by its name."""

from importlib import import_module

from workshop_bot.errors import UnusableInput
from workshop_bot.formats.programme import Asked, Programme

_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_OTHER = {
    b"%PDF": "a PDF",
    b"\xd0\xcf\x11\xe0": "an old Excel file (.xls)",
    b"\x1f\x8b": "a compressed file",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"Rar!": "a compressed file",
}


def read(data: bytes, asked: Asked) -> Programme:
    """The programme of a file in whatever form it has; UnusableInput where it has none of those that are known."""
    found: Programme = import_module(f"workshop_bot.formats.{_room(data)}").read(data, asked)
    return found


def _room(data: bytes) -> str:
    """The module that reads it."""
    if not data.strip(b"\0 \t\r\n"):
        raise UnusableInput("the file is empty; export it again")
    for mark, what in _OTHER.items():
        if data.startswith(mark):
            raise UnusableInput(f"the file is {what}; save the programme as CSV, XLSX, iCalendar, XML or JSON")
    if data.startswith(b"PK"):
        return "xlsx"
    head = data[:400]
    for mark in _MARKS:
        head = head.removeprefix(mark)
    head = head.replace(b"\0", b"").lstrip()
    if head.startswith(b"<"):
        return "frab_xml"
    if head.startswith((b"{", b"[")):
        return "json_"
    return "ics" if head[:40].upper().startswith(b"BEGIN:V") else "csv_"
