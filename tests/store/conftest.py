"""A store brought up to date, on either database."""

from collections.abc import Iterator

import pytest

from workshop_bot.store.engine import Store
from workshop_bot.store.schema import bring_up_to_date


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    opened = Store(store_url)
    bring_up_to_date(opened)
    yield opened
    opened.close()
