"""The nightly sweep: what is missing, orphaned or changed is found once, told, never removed."""

import os
import time
from pathlib import Path
from uuid import uuid4

import pytest

from backend.documents import gateway, service
from backend.documents.queries import upkeep
from backend.documents.service import sweeping
from backend.documents.tables import File
from backend.kernel import db
from backend.kernel.auth import Actor
from storage.keys import object_key
from storage.s3_store import S3Store
from tests import make
from tests.conftest import ClientFor
from tests.documents import samples
from tests.documents.make import file as deposited

pytestmark = pytest.mark.usefixtures("db")


async def a_file() -> tuple[File, Actor]:
    owner = await make.actor(await make.organisation(), "handler")
    return await deposited(owner), owner


def stored(vault: Path, file: File) -> Path:
    path = vault / "vault" / "objects" / file.object_key
    path.chmod(0o600)
    return path


def orphan(vault: Path, *, days: float) -> str:
    key = object_key(owner=uuid4(), kind="licence", sha256=uuid4().hex * 2)
    path = vault / "vault" / "objects" / key
    path.parent.mkdir(parents=True)
    path.write_bytes(b"of nobody")
    os.utime(path, (time.time() - days * 86_400,) * 2)
    return key


async def found() -> list[tuple[str, str]]:
    rows, _ = await upkeep.incidents(resolved=True, after=None, limit=50)
    return sorted((row["kind"], row["object_key"]) for row in rows)


async def test_a_sound_vault_has_no_incident_and_all_of_it_was_read() -> None:
    for _ in range(3):
        await a_file()

    run = await service.sweep()

    assert (run.complete, run.object_count, run.incidents) == (True, 3, 0)
    assert run.checked_bytes == await db.fetch_value("SELECT sum(size) FROM documents_file")
    assert await db.fetch_value("SELECT bool_and(checked_at IS NOT NULL) FROM documents_file")


async def test_what_is_wrong_is_found_once_and_left_as_it_is(vault: Path) -> None:
    (missing, _), (changed, _), (shorter, _), (sound, _) = [await a_file() for _ in range(4)]
    stored(vault, missing).unlink()
    body = bytearray(stored(vault, changed).read_bytes())
    body[-1] ^= 1
    stored(vault, changed).write_bytes(body)
    stored(vault, shorter).write_bytes(stored(vault, shorter).read_bytes()[:-5])
    old, young = orphan(vault, days=2), orphan(vault, days=0.5)

    run = await service.sweep()
    again = await service.sweep()

    assert await found() == sorted(
        [
            ("missing", missing.object_key),
            ("changed", changed.object_key),
            ("changed", shorter.object_key),
            ("orphan", old),
        ]
    )
    assert (run.incidents, again.incidents) == (4, 0)
    keys = [each.key async for each in gateway.objects()]
    assert {old, young, sound.object_key} <= set(keys)


async def test_a_night_reads_its_share_and_the_longest_unread_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for _ in range(4):
        await a_file()
    monkeypatch.setattr(sweeping, "AT_LEAST_BYTES", 1)

    for night in range(1, 5):
        await service.sweep()
        read = await db.fetch_value(
            "SELECT count(*) FROM documents_file WHERE checked_at IS NOT NULL"
        )
        assert read == night
    first = await db.fetch_value("SELECT id FROM documents_file ORDER BY checked_at LIMIT 1")
    await service.sweep()
    assert first == await db.fetch_value(
        "SELECT id FROM documents_file ORDER BY checked_at DESC LIMIT 1"
    )


async def test_a_store_that_is_down_is_no_incident(
    vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await a_file()
    down = gateway.Place(vault / "incoming", stopped_store(), vault / "plain")
    monkeypatch.setattr(gateway, "place", lambda: down)

    run = await service.sweep()

    assert (run.complete, run.incidents) == (False, 0)
    assert await found() == []


def stopped_store() -> S3Store:
    """A server that is not there."""
    return S3Store("127.0.0.1:9", access_key="a", secret_key="b", bucket="zhirong", secure=False)


async def test_the_operator_sees_it_is_told_and_settles_it(vault: Path, as_: ClientFor) -> None:
    file, owner = await a_file()
    operator = await make.actor(await make.organisation("operator"), "operator")
    stored(vault, file).unlink()
    await service.sweep()
    client = as_(operator)

    (incident,) = (await client.get("/operator/incidents")).json()["items"]
    health = (await client.get("/operator/vault-health")).json()
    assert (incident["kind"], incident["file_name"]) == ("missing", file.name)
    assert incident["owner_name"] == owner.organisation_name
    assert incident["allowed_actions"] == ["resolution"]
    assert (health["open_incidents"], health["last_sweep"]["incidents"]) == (1, 1)
    assert health["powers"]["guard"] == "application"
    told = await db.fetch_value(
        "SELECT parties FROM kernel_event WHERE name = 'documents.incident_found'"
    )
    assert operator.organisation_id in told

    path = f"/operator/incidents/{incident['id']}/resolution"
    assert (await client.post(path, json={"resolution": "从备份恢复"})).status_code == 204
    twice = await client.post(path, json={"resolution": "再次"})
    assert twice.json()["code"] == "documents.incident_resolved"
    assert (await client.get("/operator/incidents")).json()["items"] == []
    assert (await service.sweep()).incidents == 1


async def test_while_the_store_is_down_metadata_stay_up_and_uploads_are_refused_with_a_time(
    vault: Path, as_: ClientFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, owner = await a_file()
    down = gateway.Place(vault / "incoming", stopped_store(), vault / "plain")
    monkeypatch.setattr(gateway, "place", lambda: down)
    client = as_(owner)

    sent = await client.post(
        "/documents", data={"kind": "other"}, files={"file": ("a.pdf", samples.OTHER_PDF)}
    )
    read = await client.get(f"/documents/{file.id}/content")

    assert (await client.get("/documents")).json()["items"][0]["id"] == str(file.id)
    assert (await client.get(f"/documents/{file.id}")).status_code == 200
    for refused in (sent, read):
        assert refused.status_code == 503
        assert refused.json()["code"] == "documents.store_unavailable"
        assert int(refused.headers["retry-after"]) > 0
    assert await File.count() == 1
    assert await db.fetch_value("SELECT count(*) FROM documents_read") == 0
    assert list((vault / "incoming").iterdir()) == []
