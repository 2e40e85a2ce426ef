"""A store of the test's own."""

from pathlib import Path

import pytest

from backend.documents import gateway
from storage.local_store import LocalStore


@pytest.fixture(autouse=True)
def _vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = LocalStore(tmp_path / "store")
    monkeypatch.setattr(gateway, "store", lambda: store)
