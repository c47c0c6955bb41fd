"""Languages that are missing, or that do not say the same."""

from collections.abc import Callable, Mapping

from workshop_bot.knowledge.fields import Text
from workshop_bot.knowledge.model import Contact, Workshop
from workshop_bot.knowledge.translations import texts

Said = Callable[[Mapping[str, str | bytes | None]], list[str]]

WORKSHOP = """\
workshop:
  id: bees
  name: {fr: Abeilles, en: Bees}
  starts: 2024-03-30
  ends: 2024-04-02
  timezone: Europe/Paris
  languages: [fr, en, vi]
  rooms: [{id: barn, name: {en: The barn}}]
"""


def test_a_missing_language_is_told_with_the_one_that_is_shown(said: Said) -> None:
    assert said({"workshop.yaml": WORKSHOP}) == [
        'workshop.yaml:3:3: warning no-translation: "name" has no Vietnamese; French is shown instead, add "vi:"',
        'workshop.yaml:8:22: warning no-translation: "name" has no French; English is shown instead, add "fr:"',
        'workshop.yaml:8:22: warning no-translation: "name" has no Vietnamese; English is shown instead, add "vi:"',
    ]


def test_where_the_languages_of_the_workshop_cannot_be_read_none_is_missing(said: Said) -> None:
    assert said({"workshop.yaml": WORKSHOP.replace("[fr, en, vi]", "fr")}) == [
        "workshop.yaml:7:14: error wrong-type: a list is meant; write [one, two], or a line that begins with - for each"
    ]


def test_each_version_is_held_against_that_of_the_default_language(said: Said) -> None:
    topic = "topics:\n  - {id: hive, name: {en: 20 hives, fr: 30 ruches}, summary: {fr: 7 fois, en: seven times}}\n"
    assert said({"topics.yaml": topic}) == [
        'topics.yaml:2:27: warning languages-differ: the English of "name", beside the French, does not say 30 and alone says 20'
        "; make them say the same"
    ]


def test_languages_beyond_the_shipped_ones_need_the_program_s_words(said: Said) -> None:
    workshop = WORKSHOP.replace("[fr, en, vi]", "[fr, en, de, fr-CA]").replace(", name: {en: The barn}", ", name: Barn")
    problems = said({"workshop.yaml": workshop.replace("{fr: Abeilles, en: Bees}", "Bees")})
    mend = "English is said instead, add words/de.yaml"
    assert problems == [f"workshop.yaml:7:23: warning no-words: the program's own words are not known in German; {mend}"]


def test_the_texts_of_a_record_are_also_those_of_the_records_within_it() -> None:
    contact = Contact.model_construct(label=Text("Office"))
    workshop = Workshop.model_construct(id="bees", name=Text("Bees"), contacts=(contact,))
    assert list(texts(workshop)) == [(("name",), Text("Bees")), (("contacts", 0, "label"), Text("Office"))]
