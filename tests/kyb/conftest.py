"""A vault of the test's own."""

from pathlib import Path

import pytest

from tests.documents import vault


@pytest.fixture(autouse=True)
def _vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    vault.use(tmp_path, monkeypatch)
