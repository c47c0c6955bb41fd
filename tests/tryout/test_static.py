"""The files of the page, read as text: nothing from elsewhere, nothing inline, the same words in three languages."""

import re
from pathlib import Path

import pytest

import workshop_bot

STATIC = Path(workshop_bot.__file__).parent / "tryout" / "static"
INDEX = (STATIC / "index.html").read_text()
SCRIPTS = sorted(STATIC.rglob("*.js"))
STYLES = sorted((STATIC / "css").glob("*.css"))
WORDS = {path.stem: path.read_text() for path in sorted((STATIC / "words").glob("*.js"))}
NAMES_OF_STANDARDS = {"http://www.w3.org/2000/svg"}


def entries(words: str) -> dict[str, str]:
    """Key → the parameters it takes ("" for a plain text), in the order of the file."""
    return dict(re.findall(r"^  (\w+): (?:\(?([\w, ]*?)\)? =>\s)?", words, re.MULTILINE))


def spoken(path: Path) -> str:
    """A file without its comments."""
    return re.sub(r"/\*.*?\*/|(?<![:'])//.*", "", path.read_text(), flags=re.DOTALL if path.suffix == ".css" else 0)


class TestThePage:
    def test_names_only_files_that_exist_and_all_of_them(self) -> None:
        named = {STATIC / path for path in re.findall(r'(?:href|src)="static/([^"]+)"', INDEX)}
        for script in SCRIPTS:
            named |= {(script.parent / path).resolve() for path in re.findall(r"from '([^']+)'", script.read_text())}
        assert named == {path for path in STATIC.rglob("*") if path.is_file()} - {STATIC / "index.html"}

    @pytest.mark.parametrize("path", [STATIC / "index.html", STATIC / "icon.svg", *SCRIPTS, *STYLES], ids=lambda path: path.name)
    def test_p24_loads_nothing_from_elsewhere(self, path: Path) -> None:
        found = set(re.findall(r"(?:https?:)?//[\w.]+[^\s'\"`]*", spoken(path) if path.suffix != ".html" else path.read_text()))
        assert {address for address in found if not address.startswith("https://t.me/$")} <= NAMES_OF_STANDARDS
        assert re.findall(r"@import|url\(|\bfetch\(|XMLHttpRequest|import\(", spoken(path)) == []

    def test_has_nothing_inline(self) -> None:
        assert re.findall(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)[^>]*>|javascript:", INDEX) == []

    @pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
    def test_p22_makes_no_markup_of_texts(self, path: Path) -> None:
        assert (
            re.findall(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|\beval\(|Function\(|srcdoc", path.read_text())
            == []
        )

    @pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
    def test_colours_have_one_home(self, path: Path) -> None:
        if path.name != "tokens.css":
            assert re.findall(r"#[0-9a-f]{3,8}\b|rgb\(", spoken(path)) == []

    def test_draws_only_what_the_sheet_holds_and_holds_only_what_is_drawn(self) -> None:
        source = INDEX + "".join(path.read_text() for path in SCRIPTS)
        held = set(re.findall(r'symbol id="i-(\w+)"', INDEX))
        assert {name for name in held if f"'{name}'" not in source and f"#i-{name}" not in source} == set()
        assert set(re.findall(r"drawing\('(\w+)'", source)) | set(re.findall(r'href="#i-(\w+)"', INDEX)) <= held


class TestTheWords:
    def test_the_three_languages_have_the_same_keys_and_parameters(self) -> None:
        assert set(WORDS) == {"en", "fr", "vi"}
        assert entries(WORDS["vi"]) == entries(WORDS["fr"]) == entries(WORDS["en"])
        assert [list(entries(words)) for words in WORDS.values()] == [list(entries(WORDS["en"]))] * 3

    def test_every_word_is_used_and_every_word_that_is_used_exists(self) -> None:
        source = INDEX + "".join(path.read_text() for path in SCRIPTS if path.parent.name != "words")
        used = set(re.findall(r"\bwords\)?\.(\w+)", source)) | set(re.findall(r'data-say="(\w+)"', INDEX))
        by_name = {"vi", "fr", "en", "delivered", "edited", "waiting", "blocked", "refused"}  # words[…]
        assert used - {"js"} | by_name == set(entries(WORDS["en"]))

    def test_french_has_narrow_spaces_before_its_signs(self) -> None:
        assert re.findall(r"[^\W\d] [?!:;](?! ['`])|\} [?!:;](?! ['`])|[^\W\d][?!;](?=['` ])", spoken(STATIC / "words" / "fr.js")) == []
        assert re.search("\u202f[?:]", WORDS["fr"])

    def test_vietnamese_and_french_are_not_english(self) -> None:
        plain = {language: dict(re.findall(r"^  (\w+): '(.+)',$", words, re.MULTILINE)) for language, words in WORDS.items()}
        same = {key for key, text in plain["en"].items() if text in (plain["vi"].get(key), plain["fr"].get(key))}
        assert same == {"bot", "fiveMinutes", "oneHour", "assistant", "photo", "document"}
