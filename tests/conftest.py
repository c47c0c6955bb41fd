"""What all tests stand on: the same environment on every machine, and hypothesis without a stopwatch."""

from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("house", deadline=None, print_blob=True)  # a shared machine is slow now and then
settings.load_profile("house")


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(autouse=True)
def same_environment_everywhere(monkeypatch: pytest.MonkeyPatch, cache: Path) -> None:
    for name in ("WORKSHOP_BOT_KNOWLEDGE", "NO_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
