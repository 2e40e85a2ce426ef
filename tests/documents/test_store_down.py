"""The disk of the embedded store goes away and comes back; and a disk that is full."""

import asyncio
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from backend.documents import service
from backend.documents.tables import File
from storage import upload
from tests import disks, make
from tests.conftest import ClientFor
from tests.documents import outage, samples
from tests.documents import vault as vaults
from tests.documents.test_uploads import TUS, announce, at, send

pytestmark = pytest.mark.usefixtures("db")
MIB = 1024 * 1024


async def test_a_disk_that_goes_away_and_comes_back_loses_nothing(
    vault: Path, as_: ClientFor
) -> None:
    there, away = vault / "vault" / "objects", vault / "vault" / "away"

    async def down() -> None:
        await asyncio.to_thread(there.rename, away)

    async def up() -> None:
        assert not there.exists(), "nothing was put where no disk is"
        await asyncio.to_thread(away.rename, there)

    await outage.outlasts(as_, down=down, up=up)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    with disks.small_disk(tmp_path / "small", mebibytes=16) as folder:
        yield folder


def a_pdf(size: int) -> bytes:
    """One of that size that cannot be packed smaller, unlike any other."""
    return samples.PDF[:40] + os.urandom(size) + samples.PDF[40:]


async def sent_whole(client: httpx.AsyncClient, content: bytes) -> httpx.Response:
    return await client.post(
        "/documents", data={"kind": "other"}, files={"file": ("a.pdf", content)}
    )


async def filled(client: httpx.AsyncClient) -> tuple[dict[str, bytes], httpx.Response]:
    """Deposit until there is no room; what was kept, and the answer that refused."""
    kept: dict[str, bytes] = {}
    while True:
        content = a_pdf(2 * MIB)
        answer = await sent_whole(client, content)
        if answer.status_code != 201:
            return kept, answer
        kept[answer.json()["id"]] = content


@pytest.mark.slow
async def test_a_full_disk_refuses_loses_nothing_and_works_again(
    small_disk: Path, as_: ClientFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    vaults.use(small_disk, monkeypatch)
    monkeypatch.setattr(upload, "RESERVE", 0)
    client = as_(await make.actor(await make.organisation(), "handler"))
    begun, more = a_pdf(3 * MIB), a_pdf(4 * MIB)
    address = at(await announce(client, len(begun)))
    await send(client, address, begun[:MIB], offset=0)

    kept, answer = await filled(client)
    rest = await send(client, address, begun[MIB:], offset=MIB)
    for refused in (answer, rest, await announce(client, len(more))):
        assert refused.status_code == 503
        assert refused.json()["code"] == "documents.no_room"
        assert int(refused.headers["retry-after"]) > 0
    assert len(kept) > 3
    assert await File.count() == len(kept)
    for file_id, content in kept.items():
        assert await outage.content_of(client, file_id) == content
    assert (await service.sweep()).incidents == 0
    assert len(await asyncio.to_thread(lambda: list((small_disk / "incoming").iterdir()))) == 1

    # Room comes back by a larger disk: nothing that was kept is ever removed for it.
    grown = ["-o", "remount,size=48m", str(small_disk)]
    subprocess.run([shutil.which("mount") or "", *grown], check=True)  # noqa: ASYNC221, S603
    offset = int((await client.head(address, headers=TUS)).headers["upload-offset"])
    assert offset >= MIB, "what was acknowledged is here"
    done = await send(client, address, begun[offset:], offset=offset)
    sent = await sent_whole(client, more)

    assert (done.status_code, sent.status_code) == (204, 201)
    assert await outage.content_of(client, done.headers["zhirong-document"]) == begun
    assert await outage.content_of(client, sent.json()["id"]) == more
    assert (await service.sweep()).incidents == 0
    assert await File.count() == len(kept) + 2
