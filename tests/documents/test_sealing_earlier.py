"""What an earlier version kept in the clear is sealed, whatever interrupts that."""

import asyncio
import os
import signal
import sys
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

import pytest

from backend.documents import gateway, service
from backend.documents.queries import upkeep
from backend.documents.states import Kind
from backend.documents.tables import File
from backend.kernel import clock, db
from backend.kernel.auth import Actor
from storage.keys import object_key
from tests import make
from tests.documents import samples


async def plain(owner: Actor, content: bytes, *, recorded: bytes | None = None) -> File:
    """A file as the first version kept it."""
    digest = sha256(content if recorded is None else recorded).hexdigest()
    key = object_key(owner=owner.organisation_id, kind=Kind.LICENCE, sha256=digest)
    path = gateway.place().plain / key
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    file = File(
        organisation=owner.organisation_id,
        kind=Kind.LICENCE.value,
        name="执照.pdf",
        media_type="application/pdf",
        size=len(content),
        sha256=digest,
        object_key=key,
        rule_version=1,
        sealed=False,
        deposited_at=clock.now(),
        deposited_by=owner.user_id,
    )
    await file.save()
    return file


async def content_of(file: File, by: Actor) -> bytes:
    _, stream = await service.open_content(file.id, by=by)
    return b"".join([piece async for piece in stream])


@pytest.mark.usefixtures("db")
async def test_it_reads_the_same_before_and_after_and_the_plain_file_is_gone() -> None:
    owner = await make.actor(await make.organisation(), "handler")
    content = samples.PDF + os.urandom(2_500_000)
    file = await plain(owner, content)
    assert await content_of(file, owner) == content

    assert await service.seal_earlier() == 1

    assert await content_of(file, owner) == content
    assert await gateway.plain_keys() == []
    stored = [each async for each in gateway.objects()]
    assert [each.key for each in stored] == [file.object_key]
    assert await service.seal_earlier() == 0


@pytest.mark.usefixtures("db")
async def test_a_reader_who_found_the_record_before_reads_on() -> None:
    owner = await make.actor(await make.organisation(), "handler")
    file = await plain(owner, samples.PDF)
    _, stream = await service.open_content(file.id, by=owner)

    await service.seal_earlier()

    assert b"".join([piece async for piece in stream]) == samples.PDF


@pytest.mark.usefixtures("db")
async def test_a_changed_plain_file_is_an_incident_and_stays() -> None:
    owner = await make.actor(await make.organisation(), "handler")
    file = await plain(owner, b"%PDF changed", recorded=b"%PDF as it was")

    assert await service.seal_earlier() == 0

    assert await gateway.plain_keys() == [file.object_key]
    rows, _ = await upkeep.incidents(resolved=False, after=None, limit=10)
    assert [(row["kind"], row["file"]) for row in rows] == [("changed", file.id)]
    assert await service.seal_earlier() == 0
    assert await upkeep.open_incidents() == 1


@pytest.mark.usefixtures("db")
async def test_a_file_that_no_record_names_is_left_alone() -> None:
    key = object_key(owner=uuid4(), kind="licence", sha256="ab" * 32)
    path = gateway.place().plain / key
    path.parent.mkdir(parents=True)
    path.write_bytes(b"whose?")

    assert await service.seal_earlier() == 0

    assert path.read_bytes() == b"whose?"


KILLED_AT = """
import asyncio, os, signal, sys
from pathlib import Path
from backend.documents import gateway, service
from backend.documents.queries import upkeep
from backend.kernel import db
from storage.local_store import LocalStore

folder, dsn, step = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
place = gateway.Place(folder / "incoming", LocalStore(folder / "vault"), folder / "plain")
gateway.place = lambda: place

def killing(module, name, after):
    real = getattr(module, name)
    async def killed(*args, **kwargs):
        if after:
            await real(*args, **kwargs)
        os.kill(os.getpid(), signal.SIGKILL)
    setattr(module, name, killed)

module, name, when = step.split(".")
killing({"gateway": gateway, "upkeep": upkeep}[module], name, when == "after")

async def main():
    await db.connect(dsn)
    await service.seal_earlier()

asyncio.run(main())
"""


@pytest.mark.parametrize(
    "step",
    [
        "gateway.keep.before",
        "gateway.keep.after",
        "gateway.verify.after",
        "upkeep.mark_sealed.after",
        "gateway.forget_plain.before",
        "gateway.forget_plain.after",
    ],
)
async def test_a_kill_at_any_step_leaves_it_readable(
    committed: str, vault: Path, step: str
) -> None:
    owner = await make.actor(await make.organisation(), "handler")
    content = samples.PDF + os.urandom(1_500_000)
    file = await plain(owner, content)

    process = await asyncio.create_subprocess_exec(
        sys.executable, "-W", "ignore", "-c", KILLED_AT, str(vault), committed, step
    )
    assert await process.wait() == -signal.SIGKILL

    assert await content_of(file, owner) == content
    await service.seal_earlier()
    assert await content_of(file, owner) == content
    assert await gateway.plain_keys() == []
    assert await db.fetch_value("SELECT bool_and(sealed) FROM documents_file")
