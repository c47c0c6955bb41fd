"""A patient's data in made-up messages is masked, what is none left alone.

In masking/*.txt the data stand in `[[…]]`; what went wrong in `unseen` was not looked at while the rules were written. Of the latest
80 messages a language, typed as on a phone, the rules of before missed 22 (vi), 32 (fr) and 33 (en), and touched 1, 2 and 4 of 130 without.
"""

import os
import re
from collections.abc import Sequence
from pathlib import Path

import pytest
import yaml

from workshop_bot.texts.masking import MASK, mask

HERE = Path(__file__).parent / "masking"
SHIPPED = Path(__file__).resolve().parents[2] / "knowledge" / "questions.yaml"
LANGUAGES = ("vi", "fr", "en")
_DATA = re.compile(r"\[\[(.+?)\]\]")


def lines(name: str) -> list[str]:
    return (HERE / f"{name}.txt").read_text().splitlines()


def missed(messages: Sequence[str]) -> list[str]:
    """Those of which some data can still be read."""
    return [
        line for line in messages if any(re.search(rf"(?<!\w){re.escape(data)}(?!\w)", mask(bare(line))) for data in _DATA.findall(line))
    ]


def bare(line: str) -> str:
    return _DATA.sub(r"\1", line)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nineteen_in_twenty_messages_with_a_patients_data_are_masked(language: str) -> None:
    messages = lines(f"{language}.seen") + lines(f"{language}.unseen")
    found = missed(messages)
    assert len(messages) == len(set(messages)) >= 200
    assert len(found) <= len(messages) * 0.05, "\n".join(mask(bare(line)) for line in found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_of_messages_without_no_more_than_one_in_twenty_is_touched(language: str) -> None:
    messages = lines(f"{language}.without.seen") + lines(f"{language}.without.unseen")
    touched = [mask(line) for line in messages if mask(line) != line]
    assert len(messages) == len(set(messages)) >= 200
    assert len(touched) <= len(messages) * 0.05, "\n".join(touched)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nor_of_what_people_ask_the_shipped_workshop(language: str) -> None:
    asked = yaml.safe_load(SHIPPED.read_text())["questions"]
    messages = [one["ask"] for one in asked if one.get("language") == language and one["expect"] != "declined"]
    touched = [mask(line) for line in messages if mask(line) != line]
    assert len(touched) <= len(messages) * 0.05, "\n".join(touched)


def test_what_was_a_name_once_is_masked_wherever_it_stands() -> None:
    assert mask("Patient Anna is well. Anna sleeps; Annabel does not.") == f"Patient {MASK} is well. {MASK} sleeps; Annabel does not."


def test_the_rest_of_a_message_stays_to_the_letter() -> None:
    assert mask("Bé Lan, 5 tuổi:\n gọi  0912 345 678 (mẹ)") == f"Bé {MASK}, {MASK}:\n gọi  {MASK} (mẹ)"
    assert mask("") == ""


@pytest.mark.parametrize("part", ["9", "A", "a", "A-", "bé A. ", "mã -", "patient a ", "1 "])
def test_a_message_of_one_thing_again_and_again_is_masked_at_once(part: str) -> None:
    before = os.times().user  # the processor's seconds: a machine that others use stands still now and then
    mask(part * (4096 // len(part)))
    assert os.times().user - before < 0.5
