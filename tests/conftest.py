"""What all tests stand on: the same environment on every machine, and hypothesis without a stopwatch."""

import os
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from tests.postgres import Server, served

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # of a job in the background; the programs under test would inherit it
    signal.signal(signal.SIGINT, signal.default_int_handler)
MEMORY, ROOM = Path("/dev/shm"), 4_000_000_000
if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM and not os.statvfs(MEMORY).f_flag & os.ST_NOEXEC:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))  # a disk is waited for at each commit, and no test pulls the plug
settings.register_profile(  # a shared machine is slow now and then, and junk is large
    "house", deadline=None, print_blob=True, suppress_health_check=[HealthCheck.data_too_large, HealthCheck.too_slow]
)
settings.load_profile("house")


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(autouse=True)
def same_environment_everywhere(monkeypatch: pytest.MonkeyPatch, cache: Path) -> None:
    ours = [name for name in os.environ if name.startswith("WORKSHOP_BOT_")]
    for name in (*ours, "NO_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    yield from served()


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database, of either kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'bot.db'}"
    else:
        with request.getfixturevalue("postgres").fresh() as url:
            yield url
