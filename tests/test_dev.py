"""The one-line commands: what they pass on, and when the environment is made anew."""

import importlib.util
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def dev(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """`dev.py` as if it stood in another folder; its programs are this Python."""
    spec = importlib.util.spec_from_file_location("dev", ROOT / "dev.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for name in module.INPUTS:
        (tmp_path / name).write_text("as it was")
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "STAMP", tmp_path / "made-from")
    monkeypatch.setattr(module, "PYTHON", Path(sys.executable))
    return module


def noting(made: list[str], code: int) -> Callable[..., int]:
    """A `run` that only notes which module of Python was to run."""

    def run(program: str, *arguments: str) -> int:
        made.append(arguments[1])
        return code

    return run


def test_tells_the_jobs_when_none_or_an_unknown_one_is_named(dev: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert (dev.main(), dev.main("deploy")) == (2, 2)
    assert capsys.readouterr() == ("", f"{dev.__doc__}\n" * 2)


def test_its_help_names_every_job(dev: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert dev.main("--help") == 0
    told = capsys.readouterr().out
    assert [job for job in dev.JOBS if f"python3 dev.py {job} " not in told] == []


@pytest.mark.parametrize("code", [0, 1, 130])
def test_passes_on_the_exit_code_of_what_it_runs(dev: ModuleType, code: int) -> None:
    assert dev.run(sys.executable, "-c", f"raise SystemExit({code})") == code


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX's own")
def test_a_program_ended_by_ctrl_c_is_130(dev: ModuleType) -> None:
    assert dev.run(sys.executable, "-c", "import os, signal; signal.signal(2, signal.SIG_DFL); os.kill(os.getpid(), 2)") == 130


def test_sets_up_once_and_again_when_the_pins_change(dev: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    made: list[str] = []
    monkeypatch.setattr(dev, "run", noting(made, 0))
    assert (dev.set_up(), dev.set_up()) == (0, 0)
    assert made == ["venv", "pip"]
    (tmp_path / "constraints.txt").write_text("as it is now")
    assert dev.set_up() == 0
    assert made == ["venv", "pip"] * 2


def test_a_set_up_that_fails_is_tried_again_and_no_job_is_done(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    monkeypatch.setattr(dev, "run", noting(made, 1))
    assert (dev.main("check"), dev.main("check")) == (1, 1)
    assert made == ["venv", "venv"]


def test_says_what_a_python_without_virtual_environments_needs(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(SystemExit, match="apt install python3-venv"):
        dev.set_up()


def test_a_benchmark_that_does_not_exist_gets_the_list(dev: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "benchmarks").mkdir()
    (tmp_path / "benchmarks" / "matching.py").write_text("import peers\n\n\ndef main() -> None: ...\n")
    (tmp_path / "benchmarks" / "peers.py").write_text("PEERS = ()\n")
    assert (dev.bench("speed"), dev.bench("peers")) == (2, 2)
    assert capsys.readouterr().err == "error: name one of the benchmarks: matching\n" * 2
