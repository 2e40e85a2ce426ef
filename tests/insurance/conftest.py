"""The mode that the platform works in, for a test."""

from collections.abc import Callable, Iterator

import pytest

from backend.kernel.settings import settings

SetMode = Callable[[str], None]


@pytest.fixture
def set_mode(monkeypatch: pytest.MonkeyPatch) -> Iterator[SetMode]:
    def of(mode: str) -> None:
        monkeypatch.setenv("ZHIRONG_OPERATING_MODE", mode)
        settings.cache_clear()

    yield of
    monkeypatch.undo()
    settings.cache_clear()


@pytest.fixture
def licensed(set_mode: SetMode) -> None:
    set_mode("licensed_broker")
