"""A vault of the test's own."""

from pathlib import Path

import pytest

from tests.documents import vault as vaults


@pytest.fixture(autouse=True)
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the vault, empty at first."""
    return vaults.use(tmp_path, monkeypatch)
