"""Resumable uploads: tus over HTTP, interrupted, gone on with, ended, refused."""

import asyncio
import base64
import hashlib
import itertools
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest

from backend.documents import rules
from backend.documents.service import keys, sweep_leftovers, uploads
from backend.documents.tables import File, Quota
from backend.kernel import arriving, clock, db
from backend.kernel.auth import Actor
from tests import make
from tests.conftest import ClientFor
from tests.documents import samples

MIB = 1024 * 1024
TUS = {"Tus-Resumable": "1.0.0"}
PIECE = TUS | {"Content-Type": "application/offset+octet-stream"}
#: A PDF of a little more than three frames.
CONTENT = samples.PDF.replace(b"1 0 obj", b"%" + b"0123456789" * 320_000 + b"\n1 0 obj")

pytestmark = pytest.mark.usefixtures("db")


def metadata(name: str, kind: str) -> str:
    pairs = {"filename": name, "kind": kind}
    return ",".join(f"{k} {base64.b64encode(v.encode()).decode()}" for k, v in pairs.items())


async def announce(
    client: httpx.AsyncClient,
    size: int,
    *,
    kind: str = "accounts",
    name: str = "2025年审计报告.pdf",
) -> httpx.Response:
    headers = TUS | {"Upload-Length": str(size), "Upload-Metadata": metadata(name, kind)}
    return await client.post("/uploads", headers=headers)


def at(response: httpx.Response) -> str:
    return response.headers["location"].removeprefix("/api/v1")


async def send(
    client: httpx.AsyncClient, address: str, content: Any, *, offset: int
) -> httpx.Response:
    return await client.patch(
        address, content=content, headers=PIECE | {"Upload-Offset": str(offset)}
    )


def stored(vault: Path) -> list[Path]:
    return [path for path in vault.rglob("*") if path.is_file()]


async def handler() -> Actor:
    return await make.actor(await make.organisation(), "handler")


async def test_an_upload_in_pieces_becomes_the_document(as_: ClientFor) -> None:
    client = as_(await handler())
    announced = await announce(client, len(CONTENT))
    address = at(announced)
    cuts = [0, 1, MIB, MIB + 7, 2 * MIB, 3 * MIB + 5, len(CONTENT)]

    sent = announced
    for first, last in itertools.pairwise(cuts):
        sent = await send(client, address, CONTENT[first:last], offset=first)
        assert sent.status_code == 204
        assert sent.headers["upload-offset"] == str(last)
        if last < len(CONTENT):
            asked = await client.head(address)
            assert asked.headers["upload-offset"] == str(last)
            assert asked.headers["cache-control"] == "no-store"

    assert announced.status_code == 201
    document = sent.headers["zhirong-document"]
    detail = (await client.get(f"/documents/{document}")).json()["file"]
    assert detail["name"] == "2025年审计报告.pdf"
    assert detail["sha256"] == hashlib.sha256(CONTENT).hexdigest()
    assert (await client.get(f"/documents/{document}/content")).content == CONTENT
    told = (await client.get(address)).json()
    assert (told["state"], told["document_id"]) == ("done", document)


async def test_a_broken_connection_keeps_what_had_come(as_: ClientFor) -> None:
    client = as_(await handler())
    address = at(await announce(client, len(CONTENT)))

    async def breaking() -> AsyncIterator[bytes]:
        yield CONTENT[: MIB + 100]
        raise ConnectionResetError

    await send(client, address, breaking(), offset=0)
    keys._staging.cache_clear()  # another process: it remembers no running hash
    offset = int((await client.head(address)).headers["upload-offset"])
    last = await send(client, address, CONTENT[offset:], offset=offset)

    assert offset == MIB + 100
    document = last.headers["zhirong-document"]
    assert (await client.get(f"/documents/{document}/content")).content == CONTENT


async def test_a_sender_who_falls_silent_is_given_up_and_goes_on_later(
    as_: ClientFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arriving, "STALLED", 0.2)
    client = as_(await handler())
    address = at(await announce(client, len(CONTENT)))

    async def silent() -> AsyncIterator[bytes]:
        yield CONTENT[:1000]
        await asyncio.sleep(5)
        yield CONTENT[1000:]

    given_up = await send(client, address, silent(), offset=0)
    last = await send(client, address, CONTENT[1000:], offset=1000)

    assert (given_up.status_code, given_up.json()["code"]) == (408, "upload_too_slow")
    assert last.headers["zhirong-document"]


async def test_a_crash_before_the_document_is_made_up_for(
    as_: ClientFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Everything has arrived, and the process dies before the row is written."""
    client = as_(await handler())
    address = at(await announce(client, len(CONTENT)))

    async def crash(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("backend.documents.service.uploads.keep", crash)
        with pytest.raises(KeyboardInterrupt):
            await send(client, address, CONTENT, offset=0)
    asked = await client.head(address)

    assert asked.headers["upload-offset"] == str(len(CONTENT))
    assert asked.headers["zhirong-document"]
    assert await File.count() == 1


async def test_wrong_offsets_and_too_many_bytes_touch_nothing(as_: ClientFor) -> None:
    client = as_(await handler())
    address = at(await announce(client, 100))
    await send(client, address, b"x" * 40, offset=0)

    behind = await send(client, address, b"x" * 10, offset=30)
    ahead = await send(client, address, b"x" * 10, offset=50)
    beyond = await send(client, address, b"x" * 100, offset=40)

    assert [behind.status_code, ahead.status_code] == [409, 409]
    assert behind.json()["code"] == "documents.offset_conflict"
    assert behind.json()["offset"] == 40
    assert beyond.json()["code"] == "documents.too_large"
    assert (await client.head(address)).headers["upload-offset"] == "40"


async def test_two_clients_on_one_upload_do_not_mix(as_: ClientFor) -> None:
    client = as_(await handler())
    address = at(await announce(client, len(CONTENT)))
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def slowly() -> AsyncIterator[bytes]:
        yield CONTENT[:MIB]
        begun.set()
        await go_on.wait()
        yield CONTENT[MIB:]

    first = asyncio.create_task(send(client, address, slowly(), offset=0))
    await begun.wait()
    second = await send(client, address, b"x" * len(CONTENT), offset=0)
    asked = await client.head(address)
    ended = await client.delete(address, headers=TUS)
    go_on.set()

    assert (second.status_code, second.json()["code"]) == (409, "documents.upload_busy")
    assert second.headers["retry-after"] == "1"
    assert [asked.status_code, ended.status_code] == [409, 409]
    document = (await first).headers["zhirong-document"]
    assert (await client.get(f"/documents/{document}/content")).content == CONTENT


@pytest.mark.parametrize(
    ("claimed", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("长" * 300 + ".pdf", "长" * 196 + ".pdf"),
    ],
)
async def test_a_name_is_only_shown_and_never_a_path(
    as_: ClientFor, vault: Path, claimed: str, shown: str
) -> None:
    actor = await handler()
    client = as_(actor)
    address = at(await announce(client, len(CONTENT), name=claimed))

    last = await send(client, address, CONTENT, offset=0)

    detail = (await client.get(f"/documents/{last.headers['zhirong-document']}")).json()
    assert detail["file"]["name"] == shown
    (path,) = stored(vault)
    assert path.relative_to(vault).parts[:3] == ("vault", "objects", str(actor.organisation_id))


async def test_what_can_never_be_a_document_is_refused_and_said_so_again(
    as_: ClientFor, vault: Path
) -> None:
    client = as_(await handler())
    address = at(await announce(client, len(samples.HTML_AS_PDF), kind="licence"))

    refused = await send(client, address, samples.HTML_AS_PDF, offset=0)
    later = (await client.get(address)).json()
    again = await send(client, address, b"", offset=0)

    assert refused.status_code == 422
    assert refused.json()["code"] == "documents.type_not_allowed"
    assert later["state"] == "refused"
    assert later["refusal"]["code"] == "documents.type_not_allowed"
    assert again.json()["code"] == "documents.upload_over"
    assert stored(vault) == []


async def test_an_upload_given_up_is_gone(as_: ClientFor, vault: Path) -> None:
    client = as_(await handler())
    address = at(await announce(client, 100))
    await send(client, address, b"x" * 40, offset=0)

    ended = await client.delete(address, headers=TUS)

    assert ended.status_code == 204
    assert (await client.delete(address, headers=TUS)).json()["code"] == "documents.upload_over"
    assert (await client.get(address)).json()["state"] == "ended"
    assert stored(vault) == []


async def test_uploads_under_way_are_found_again_after_a_reload(as_: ClientFor) -> None:
    actor = await handler()
    client = as_(actor)
    address = at(await announce(client, 100))
    await send(client, address, b"x" * 40, offset=0)

    mine = (await client.get("/uploads")).json()["items"]
    others = (await as_(await handler()).get("/uploads")).json()["items"]

    assert [(each["offset"], each["size"], each["state"]) for each in mine] == [(40, 100, "open")]
    assert others == []


async def test_another_organisations_upload_does_not_exist(as_: ClientFor) -> None:
    address = at(await announce(as_(await handler()), 100))
    stranger = as_(await handler())

    answers = [
        await stranger.head(address),
        await stranger.get(address),
        await send(stranger, address, b"x", offset=0),
        await stranger.delete(address, headers=TUS),
        await stranger.get(f"/uploads/{uuid4()}"),
    ]

    assert [each.status_code for each in answers] == [404] * 5


@pytest.mark.parametrize(
    ("size", "code"),
    [
        (0, "documents.empty"),
        (rules.MAX_RESUMABLE_BYTES + 1, "documents.too_large"),
        (5000, "documents.quota_exceeded"),
    ],
)
async def test_what_has_no_room_is_refused_before_a_byte_is_sent(
    as_: ClientFor, size: int, code: str
) -> None:
    actor = await handler()
    await Quota(organisation=actor.organisation_id, from_on=clock.today(), limit_bytes=4999).save()

    refused = await announce(as_(actor), size)

    assert refused.json()["code"] == code
    assert await db.fetch("SELECT 1 FROM documents_upload") == []


async def test_an_upload_whose_time_is_up_takes_no_more_and_gives_its_room_back(
    as_: ClientFor, vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    actor = await handler()
    await Quota(organisation=actor.organisation_id, from_on=clock.today(), limit_bytes=4999).save()
    client = as_(actor)
    address = at(await announce(client, 4000))
    await send(client, address, b"x" * 1000, offset=0)
    assert (await announce(client, 4000)).json()["code"] == "documents.quota_exceeded"

    later = clock.now() + uploads.LIFETIME + timedelta(seconds=1)
    monkeypatch.setattr("time.time", later.timestamp)  # what the folders of uploads go by
    with clock.at(later):
        late = await send(client, address, b"x" * 1000, offset=1000)
        listed = (await client.get("/uploads")).json()["items"]
        swept = await sweep_leftovers()
        left = stored(vault)
        again = await announce(client, 4000)

    assert late.json()["code"] == "documents.upload_gone"
    assert listed == []
    assert (swept, left) == (1, [])
    assert again.status_code == 201


async def test_two_uploads_do_not_pass_the_quota_together(as_: ClientFor) -> None:
    actor = await handler()
    await Quota(organisation=actor.organisation_id, from_on=clock.today(), limit_bytes=4999).save()

    answers = [await announce(as_(actor), 2600) for _ in range(2)]

    assert [each.status_code for each in answers] == [201, 409]


async def test_the_protocol_is_held_to(as_: ClientFor) -> None:
    client = as_(await handler())
    address = at(await announce(client, 100))

    abilities = await client.options("/uploads")
    unversioned = await client.patch(address, content=b"x", headers={"Upload-Offset": "0"})
    untyped = await client.patch(address, content=b"x", headers=TUS | {"Upload-Offset": "0"})
    headers = PIECE | {"Upload-Offset": "-1"}
    negative = await client.patch(address, content=b"x", headers=headers)
    garbled = await client.post(
        "/uploads", headers=TUS | {"Upload-Length": "9", "Upload-Metadata": "kind %%%"}
    )
    unkind = await announce(client, 100, kind="nonsense")

    assert "creation" in abilities.headers["tus-extension"]
    assert abilities.headers["tus-max-size"] == str(rules.MAX_RESUMABLE_BYTES)
    assert unversioned.status_code == 412
    assert untyped.status_code == 415
    assert [negative.status_code, garbled.status_code, unkind.status_code] == [400, 400, 400]
