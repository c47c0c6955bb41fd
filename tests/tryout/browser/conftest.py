import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser import PATIENCE, Teller, launched
from tests.tryout.browser.telling import state
from tests.tryout.browser.visitor import welcomed

KNOWLEDGE = Path(__file__).resolve().parents[3] / "knowledge"

expect.set_options(timeout=PATIENCE * 1000)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as browser:
        yield browser


@pytest.fixture
def teller(browser: Browser) -> Iterator[Teller]:
    """A program that says what the test wants: three people, the organiser and a group, and nobody has written yet."""
    with Teller(state()) as teller:
        yield teller
        for context in browser.contexts:
            context.close()
        assert teller.wrong == []


@pytest.fixture
def page(browser: Browser, teller: Teller) -> Page:
    """Sam's chat after the welcome."""
    return welcomed(browser, teller)


@pytest.fixture
def url(tmp_path: Path) -> Iterator[str]:
    """Where `workshop-bot try` says that its page is."""
    command = [sys.executable, "-m", "workshop_bot", "--knowledge", str(KNOWLEDGE), "try", "--no-browser"]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as program:
        try:
            assert program.stdout
            said = program.stdout.readline()
            found = re.search(r"http://127\.0\.0\.1:\d+/", said)
            assert found, said + program.stdout.read()
            yield found[0]
        finally:
            program.terminate()
            program.wait(PATIENCE)
    assert list(tmp_path.iterdir()) == []
