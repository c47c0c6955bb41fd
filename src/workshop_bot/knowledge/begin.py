"""A small folder to begin with, in the languages one asks for."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from textwrap import indent

from workshop_bot.errors import UnusableInput
from workshop_bot.texts import catalogue
from workshop_bot.texts.catalogue import SHIPPED

_STARTER = Path(__file__).parent / "starter"
_ENGLISH = Path(catalogue.__file__).parent / "strings" / "en.yaml"
_STILL_ENGLISH = "# The program's own words, still in English: translate them. {names} stay as they are.\n\nwords:\n"
_BODY = r"(.*\n(?:\1 +.*\n|\n(?=\1 ))*)"  # the rest of the line, and what is indented below it
_VERSIONS = re.compile(rf"^( *)vi:{_BODY}\1fr:{_BODY}\1en:{_BODY}", re.MULTILINE)
_PROGRAMME = ("sessions", "topics", "speakers")
_ASKED = re.compile(r"^ *- \{ask: .*, language: (vi|fr|en)\b.*\n", re.MULTILINE)


def begin(folder: Path, languages: Sequence[str]) -> None:
    """Write the folder, whole or not at all; one that is not empty is refused and left as it is."""
    folder = folder.resolve()
    try:
        if folder.exists() and any(folder.iterdir()):
            raise UnusableInput(f"{folder} is not empty; name a new folder")
        folder.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as temporary:
            made = Path(temporary) / folder.name
            for name, text in starter(languages).items():
                path = made / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
            if folder.exists():  # it stays the same folder, which a terminal may stand in
                for path in made.iterdir():
                    path.rename(folder / path.name)
            else:
                made.rename(folder)
    except OSError as error:
        raise UnusableInput(f"{folder} cannot be made ({error.strerror}); name another folder") from None


def without_example(files: Mapping[str, bytes], languages: Sequence[str]) -> dict[str, bytes]:
    """The files without the programme that `begin` wrote as an example, and the questions about it; the same where somebody has changed it.

    Comments stay. Something else may still name what is gone.
    """
    example, made = starter(languages), dict(files)
    if files.get("sessions.yaml") != example["sessions.yaml"].encode():
        return made
    for key in _PROGRAMME:
        text = example[f"{key}.yaml"]
        if files.get(f"{key}.yaml") == text.encode():
            made[f"{key}.yaml"] = f"{text.partition(f'{key}:')[0]}{key}: []\n".encode()
    about = {line for line in example["questions.yaml"].encode().splitlines() if b"now:" in line}
    if "questions.yaml" in files:
        made["questions.yaml"] = b"".join(line for line in files["questions.yaml"].splitlines(True) if line.rstrip() not in about)
    return made


def starter(languages: Sequence[str]) -> dict[str, str]:
    """The text of each file by its name; a language that it is not written in gets the English texts, to be translated."""

    def versions(group: re.Match[str]) -> str:
        margin, *bodies = group.groups()
        written = dict(zip(SHIPPED, bodies, strict=True))
        english = written["en"].replace("\n", "  # still English\n", 1)
        return "".join(f"{margin}{language}:{written.get(language, english)}" for language in languages)

    def asked(line: re.Match[str]) -> str:
        wanted = [language for language in languages if language == line[1] or (line[1] == "en" and language not in SHIPPED)]
        return "".join(line[0].replace(f"language: {line[1]}", f"language: {language}") for language in wanted)

    files = {}
    for path in sorted(_STARTER.glob("*.yaml")):
        text = _ASKED.sub(asked, _VERSIONS.sub(versions, path.read_text(encoding="utf-8")))
        files[path.name] = re.sub(r"languages: \[.*?\]", f"languages: [{', '.join(languages)}]", text)
    for language in languages:
        if language not in SHIPPED:
            english = _ENGLISH.read_text(encoding="utf-8").partition("\n\n")[2]  # without what it says of itself
            files[f"words/{language}.yaml"] = _STILL_ENGLISH + indent(english, "  ")
    return files
