from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser
from tests.browser import Teller, launched
from tests.tryout.browser.telling import state


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
