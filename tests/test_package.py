"""The wheel as people install it: in an environment of its own, started in a folder that has nothing."""

import json
import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    pip("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(ROOT))
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs of a new environment; it sees the libraries of this one, so that nothing is downloaded."""
    home = tmp_path_factory.mktemp("environment")
    venv.create(home, with_pip=False, symlinks=os.name != "nt")
    places = {"base": str(home), "platbase": str(home)}
    Path(sysconfig.get_path("purelib", "venv", places), "libraries.pth").write_text(sysconfig.get_path("purelib"))
    programs = Path(sysconfig.get_path("scripts", "venv", places))
    pip("--python", str(programs / "python"), "install", "--no-deps", "--no-index", str(wheel))
    return programs


def pip(*arguments: str) -> None:
    subprocess.run([sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", *arguments], check=True)


def test_the_wheel_carries_the_shipped_knowledge_and_the_programs_own_words(wheel: Path) -> None:
    carried = set(zipfile.ZipFile(wheel).namelist())
    shipped = {path.relative_to(ROOT / "knowledge") for path in (ROOT / "knowledge").rglob("*.yaml")}
    words = {f"workshop_bot/texts/strings/{language}.yaml" for language in ("vi", "fr", "en")}
    assert ({f"workshop_bot/example/{path.as_posix()}" for path in shipped} | words) - carried == set()


@pytest.mark.parametrize("question", ["hội thảo bắt đầu khi nào?", "quand commence l’atelier ?", "when does the workshop begin?"])
def test_answers_from_the_example_in_an_empty_folder_and_says_so(question: str, installed: Path, tmp_path: Path) -> None:
    ran = subprocess.run(
        [installed / "workshop-bot", "ask", "--json", question], cwd=tmp_path, capture_output=True, env=bare(), check=False
    )
    assert (
        ran.stderr.decode() == 'note: no folder "knowledge" here, so the example serves; begin your own with: workshop-bot init knowledge\n'
    )
    assert json.loads(ran.stdout)["outcome"] == "answer"
    assert ran.returncode == 0


def test_zones_are_known_where_the_system_knows_none(wheel: Path, installed: Path, tmp_path: Path) -> None:
    (metadata,) = (name for name in zipfile.ZipFile(wheel).namelist() if name.endswith("/METADATA"))
    assert b"Requires-Dist: tzdata" in zipfile.ZipFile(wheel).read(metadata)
    asking = [str(installed / "workshop-bot"), "ask", "--json", "when does the workshop begin?"]
    ran = subprocess.run(asking, cwd=tmp_path, capture_output=True, env=bare() | {"PYTHONTZPATH": ""}, check=True)
    assert json.loads(ran.stdout)["outcome"] == "answer"


def bare() -> dict[str, str]:
    """The environment without what would lead back to this source."""
    return {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}
