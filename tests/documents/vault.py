"""A vault of the test's own."""

from pathlib import Path

import pytest

from backend.documents import gateway
from storage.local_store import LocalStore


def use(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let this folder be the vault, which is empty at first."""
    place = gateway.Place(
        incoming=folder / "incoming", store=LocalStore(folder / "vault"), plain=folder / "plain"
    )
    monkeypatch.setattr(gateway, "place", lambda: place)
    return folder
