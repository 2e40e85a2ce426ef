"""What has to hold while a store is down and after it is back, whichever store it is."""

from collections.abc import Awaitable, Callable
from typing import Any

import httpx

from backend.documents import service
from backend.documents.states import UploadState
from backend.documents.tables import File
from backend.kernel import db
from tests import make
from tests.conftest import ClientFor
from tests.documents import samples
from tests.documents.make import file as deposited
from tests.documents.test_uploads import CONTENT, announce, at, send

Switch = Callable[[], Awaitable[None]]
FORM: dict[str, Any] = {"data": {"kind": "other"}, "files": {"file": ("a.pdf", samples.OTHER_PDF)}}


async def outlasts(as_: ClientFor, *, down: Switch, up: Switch) -> None:
    """An upload that was begun, another that comes, reads: through an outage and after it."""
    owner = await make.actor(await make.organisation(), "handler")
    client, kept = as_(owner), await deposited(owner)
    address = at(await announce(client, len(CONTENT)))
    half = len(CONTENT) // 2
    await send(client, address, CONTENT[:half], offset=0)

    await down()
    for path in ("/documents", f"/documents/{kept.id}", f"/documents/{kept.id}/reads"):
        assert (await client.get(path)).status_code == 200, path
    for path in ("/documents/usage", "/consent-receipts", "/uploads", address):
        assert (await client.get(path)).status_code == 200, path
    assert await reads() == 0
    refusals = [
        await client.get(f"/documents/{kept.id}/content"),
        await client.get(f"/documents/{kept.id}/preview"),
        await client.post("/documents", **FORM),
        await send(client, address, CONTENT[half:], offset=half),
    ]
    for refused in refusals:
        assert refused.status_code == 503
        assert refused.json()["code"] == "documents.store_unavailable"
        assert int(refused.headers["retry-after"]) > 0
    assert not (await service.sweep()).complete
    assert await recorded() == (1, 0, 0, UploadState.OPEN)

    await up()
    finished = (await client.get(address)).json()
    again = await client.post("/documents", **FORM)

    assert (finished["state"], again.status_code) == (UploadState.DONE, 201)
    for file_id, content in (
        (finished["document_id"], CONTENT),
        (again.json()["id"], samples.OTHER_PDF),
    ):
        assert await content_of(client, file_id) == content
    run = await service.sweep()
    assert (run.complete, run.object_count, run.incidents) == (True, 3, 0)


async def content_of(client: httpx.AsyncClient, file_id: str) -> bytes:
    answer = await client.get(f"/documents/{file_id}/content")
    assert answer.status_code == 200, answer.text
    return answer.content


async def reads() -> int:
    return int(await db.fetch_value("SELECT count(*) FROM documents_read"))


async def recorded() -> tuple[int, int, int, str]:
    """Files, reads, incidents, and how the one upload stands."""
    return (
        await File.count(),
        await reads(),
        int(await db.fetch_value("SELECT count(*) FROM documents_incident")),
        str(await db.fetch_value("SELECT state FROM documents_upload")),
    )
