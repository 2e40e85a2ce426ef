"""Secrets that are made at the first start: once, whole, and for their owner only."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from backend.kernel import settings as module
from backend.kernel.settings import Settings, kept_secret
from storage.wrapping import MasterKeys


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "settings", lambda: Settings(home=tmp_path / "home"))


def test_processes_that_start_together_get_the_same_secret(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        secrets = set(pool.map(lambda _: kept_secret("master_key"), range(64)))

    assert len(secrets) == 1
    assert [path.name for path in (tmp_path / "home").iterdir()] == ["master_key"]


def test_a_kept_secret_is_for_its_owner_only_and_a_master_key(tmp_path: Path) -> None:
    made = kept_secret("master_key").decode()

    assert (tmp_path / "home" / "master_key").stat().st_mode & 0o777 == 0o600
    assert MasterKeys.parse(made).fingerprint
