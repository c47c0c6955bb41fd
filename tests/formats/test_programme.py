"""What a programme in another form holds."""

from typing import get_args

from workshop_bot.formats.programme import Form


def test_every_form_that_export_writes_is_one_that_import_reads() -> None:
    assert set(get_args(Form)) == {"csv", "xlsx", "ics", "frab-xml", "frab-json", "pretalx-json"}
