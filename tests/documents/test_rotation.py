"""A new master key: data keys are wrapped anew, documents stay as they are."""

import secrets
from pathlib import Path

import pytest

from backend.documents import service
from backend.documents.gateway import MasterKeys
from backend.documents.rules import FileDamaged
from backend.documents.service import keys
from backend.kernel.auth import Actor
from tests import make
from tests.documents import samples
from tests.documents import vault as vaults
from tests.documents.make import file as deposited

pytestmark = pytest.mark.usefixtures("committed")


def given(monkeypatch: pytest.MonkeyPatch, *masters: str) -> None:
    """Let these be the master keys, newest first."""
    parsed = MasterKeys.parse(",".join(masters))
    monkeypatch.setattr(keys, "master_keys", lambda: parsed)


async def content_of(file_id: object, by: Actor) -> bytes:
    _, stream = await service.open_content(file_id, by=by)  # type: ignore[arg-type]
    return b"".join([piece async for piece in stream])


async def test_after_rotation_the_old_master_key_is_no_longer_needed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    old, new = secrets.token_hex(32), secrets.token_hex(32)
    given(monkeypatch, old)
    owners = [await make.actor(await make.organisation(), "handler") for _ in range(3)]
    files = [await deposited(each, content=samples.pdf(each.name)) for each in owners]

    given(monkeypatch, new, old)
    assert await content_of(files[0].id, owners[0]) == samples.pdf(owners[0].name)
    assert await service.rotate() == (3, 0)
    assert await service.rotate() == (0, 0)

    given(monkeypatch, new)
    for file, owner in zip(files, owners, strict=True):
        assert await content_of(file.id, owner) == samples.pdf(owner.name)


async def test_a_lost_master_key_and_the_way_back(
    monkeypatch: pytest.MonkeyPatch, vault: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    lost, new = secrets.token_hex(32), secrets.token_hex(32)
    given(monkeypatch, lost)
    owner = await make.actor(await make.organisation(), "handler")
    file = await deposited(owner, content=samples.PDF)

    given(monkeypatch, new)
    with pytest.raises(FileDamaged):
        await content_of(file.id, owner)
    assert await service.rotate() == (0, 1)

    vaults.use(tmp_path_factory.mktemp("empty"), monkeypatch)
    again = await deposited(owner, content=samples.PDF)
    assert again.id == file.id
    assert await content_of(file.id, owner) == samples.PDF

    given(monkeypatch, new, lost)
    vaults.use(vault, monkeypatch)
    assert await content_of(file.id, owner) == samples.PDF
