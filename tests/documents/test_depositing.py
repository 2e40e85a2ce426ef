"""Depositing a file: what is taken, what is refused, and that nothing is left of the latter."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest

from backend.documents import gateway, rules
from backend.documents.service import sweep_leftovers
from backend.documents.service.keys import staging
from backend.documents.states import Kind
from backend.documents.tables import File, Quota
from backend.kernel import clock, db
from tests import make
from tests.conftest import ClientFor
from tests.documents import samples
from tests.documents.make import one_piece

MIB = 1024 * 1024


async def upload(
    client: httpx.AsyncClient,
    content: bytes,
    *,
    kind: str = "licence",
    name: str = "营业执照.pdf",
) -> httpx.Response:
    return await client.post(
        "/documents",
        data={"kind": kind},
        files={"file": (name, content, "application/x-whatever")},
    )


def stored(vault: Path) -> list[Path]:
    return [path for path in vault.rglob("*") if path.is_file()]


@pytest.mark.usefixtures("db")
async def test_a_file_is_deposited_under_its_content(as_: ClientFor, vault: Path) -> None:
    firm = await make.organisation()
    handler = await make.actor(firm, "handler")

    response = await upload(as_(handler), samples.PDF)

    assert response.status_code == 201
    body = response.json()
    assert body["name"] == "营业执照.pdf"
    assert body["media_type"] == "application/pdf"
    assert body["size"] == len(samples.PDF)
    assert body["allowed_actions"] == ["publish", "withdraw"]
    (path,) = stored(vault)
    assert samples.PDF[:20] not in path.read_bytes()  # sealed
    assert path.name == body["sha256"]
    events = await db.fetch("SELECT name, organisation_id FROM kernel_event WHERE subject = 'file'")
    assert events == [{"name": "documents.file_deposited", "organisation_id": firm.id}]


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize(
    ("kind", "content", "media_type"),
    [
        ("licence", samples.png(), "image/png"),
        ("licence", samples.ofd(), "application/ofd"),
        ("accounts", samples.xlsx(), rules.XLSX),
        ("accounts", samples.GB_TEXT, "text/plain"),
        ("pledge_contract", samples.docx(), rules.DOCX),
        ("registration_notice", samples.JPEG, "image/jpeg"),
    ],
)
async def test_a_kind_takes_the_types_that_suit_it(
    as_: ClientFor, kind: str, content: bytes, media_type: str
) -> None:
    handler = await make.actor(await make.organisation(), "handler")

    response = await upload(as_(handler), content, kind=kind, name="whatever.exe")

    assert response.status_code == 201
    assert response.json()["media_type"] == media_type


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("licence", samples.HTML_AS_PDF),
        ("licence", samples.HOLLOW_PDF),
        ("licence", samples.EXECUTABLE),
        ("licence", samples.xlsx()),
        ("registration_notice", samples.docx()),
        ("licence", samples.docm()),
        ("other", samples.archive("a.txt")),
        ("other", samples.HTML_AS_PDF),
    ],
)
async def test_what_is_not_of_an_allowed_type_is_refused_and_gone(
    as_: ClientFor, vault: Path, kind: str, content: bytes
) -> None:
    handler = await make.actor(await make.organisation(), "handler")

    response = await upload(as_(handler), content, kind=kind)

    assert response.status_code == 422
    assert response.json()["code"] == "documents.type_not_allowed"
    assert "application/pdf" in response.json()["allowed"]
    assert stored(vault) == []
    assert await File.count() == 0


@pytest.mark.usefixtures("db")
async def test_an_empty_file_is_refused(as_: ClientFor, vault: Path) -> None:
    handler = await make.actor(await make.organisation(), "handler")

    response = await upload(as_(handler), b"")

    assert response.status_code == 422
    assert response.json()["code"] == "documents.empty"
    assert stored(vault) == []


@pytest.mark.usefixtures("db")
async def test_too_much_is_refused_while_it_still_comes(as_: ClientFor, vault: Path) -> None:
    handler = await make.actor(await make.organisation(), "handler")
    sent = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal sent
        yield (
            b'--edge\r\nContent-Disposition: form-data; name="kind"\r\n\r\nlicence\r\n'
            b'--edge\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-'
        )
        while sent < 4 * rules.MAX_BYTES:
            sent += MIB
            yield b"x" * MIB

    response = await as_(handler).post(
        "/documents",
        content=endless(),
        headers={"Content-Type": "multipart/form-data; boundary=edge"},
    )

    assert response.status_code == 422
    assert response.json()["code"] == "documents.too_large"
    assert response.json()["limit_bytes"] == rules.MAX_BYTES
    assert sent <= rules.MAX_BYTES + 2 * MIB
    assert stored(vault) == []


@pytest.mark.usefixtures("db")
async def test_too_much_that_is_announced_is_not_read_at_all(as_: ClientFor) -> None:
    handler = await make.actor(await make.organisation(), "handler")

    async def never() -> AsyncIterator[bytes]:
        pytest.fail("it was read")
        yield b""

    response = await as_(handler).post(
        "/documents",
        content=never(),
        headers={
            "Content-Type": "multipart/form-data; boundary=edge",
            "Content-Length": str(rules.MAX_BYTES + MIB),
        },
    )

    assert response.status_code == 422
    assert response.json()["code"] == "documents.too_large"


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize(
    ("claimed", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\scans\\执照.pdf", "执照.pdf"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("  ..  ", "licence.pdf"),
        ("长" * 300 + ".pdf", "长" * 196 + ".pdf"),
    ],
)
async def test_a_name_is_only_shown_and_never_a_path(
    as_: ClientFor, vault: Path, claimed: str, shown: str
) -> None:
    firm = await make.organisation()
    handler = await make.actor(firm, "handler")

    response = await upload(as_(handler), samples.PDF, name=claimed)

    assert response.status_code == 201
    assert response.json()["name"] == shown
    (path,) = stored(vault)
    assert path.relative_to(vault).parts[:4] == ("vault", "objects", str(firm.id), "licence")


@pytest.mark.usefixtures("db")
async def test_the_kind_may_come_after_the_file(as_: ClientFor) -> None:
    handler = await make.actor(await make.organisation(), "handler")
    body = (
        b'--edge\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n'
        + samples.PDF
        + b'\r\n--edge\r\nContent-Disposition: form-data; name="kind"\r\n\r\n'
        + b"certificate\r\n--edge--\r\n"
    )

    response = await as_(handler).post(
        "/documents",
        content=body,
        headers={"Content-Type": "multipart/form-data; boundary=edge"},
    )

    assert response.status_code == 201
    assert response.json()["kind"] == "certificate"


def _field(name: str, value: str, *, file_name: str | None = None) -> bytes:
    more = f'; filename="{file_name}"' if file_name else ""
    return (
        f'--edge\r\nContent-Disposition: form-data; name="{name}"{more}\r\n\r\n{value}\r\n'
    ).encode()


_END = b"--edge--\r\n"
_FILE = _field("file", samples.PDF.decode(), file_name="a.pdf")


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize(
    ("body", "key"),
    [
        (_FILE + _END, "kind"),
        (_field("kind", "passport") + _FILE + _END, "kind"),
        (_field("kind", "licence") + _END, "file"),
        (_field("kind", "licence") + _FILE + _FILE + _END, "file"),
        (_field("kind", "licence") * 2 + _FILE + _END, "kind"),
        (_field("kind", "licence" * 200) + _FILE + _END, "kind"),
        (_field("kind", "licence") + _field("scan", "x", file_name="a.pdf") + _END, "scan"),
        (_field("kind", "licence") + _FILE, "file"),
        (_field("kind", "licence") + _FILE[:80], "file"),
        (b"no form at all", "file"),
        (b"", "file"),
    ],
)
async def test_a_broken_form_is_refused_by_its_field(
    as_: ClientFor, vault: Path, body: bytes, key: str
) -> None:
    handler = await make.actor(await make.organisation(), "handler")

    response = await as_(handler).post(
        "/documents",
        content=body,
        headers={"Content-Type": "multipart/form-data; boundary=edge"},
    )

    assert response.status_code == 400
    assert response.json()["code"] == "invalid_request"
    assert [error["key"] for error in response.json()["errors"]] == [key]
    assert stored(vault) == []


@pytest.mark.usefixtures("db")
async def test_json_is_no_upload(as_: ClientFor) -> None:
    handler = await make.actor(await make.organisation(), "handler")

    response = await as_(handler).post("/documents", json={"kind": "licence"})

    assert response.status_code == 400


@pytest.mark.usefixtures("db")
async def test_the_same_bytes_of_one_kind_stand_once(as_: ClientFor, vault: Path) -> None:
    handler = await make.actor(await make.organisation(), "handler")
    client = as_(handler)

    first = await upload(client, samples.PDF, name="甲.pdf")
    again = await upload(client, samples.PDF, name="乙.pdf")
    other_kind = await upload(client, samples.PDF, kind="certificate")
    other_firm = await upload(
        as_(await make.actor(await make.organisation(), "handler")), samples.PDF
    )

    assert again.json() == first.json()
    assert len({each.json()["id"] for each in (first, other_kind, other_firm)}) == 3
    assert len(stored(vault)) == 3


async def _set_quota(organisation_id: Any, limit: int) -> None:
    await Quota(organisation=organisation_id, from_on=clock.today(), limit_bytes=limit).save()


@pytest.mark.usefixtures("committed")
async def test_two_uploads_at_once_of_the_same_bytes_make_one_file(as_: ClientFor) -> None:
    client = as_(await make.actor(await make.organisation(), "handler"))

    answers = await asyncio.gather(*(upload(client, samples.PDF) for _ in range(6)))

    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert await File.count() == 1


@pytest.mark.usefixtures("committed")
async def test_uploads_at_once_do_not_pass_the_quota_together(as_: ClientFor, vault: Path) -> None:
    firm = await make.organisation()
    client = as_(await make.actor(firm, "handler"))
    contents = [samples.pdf(f"number {n}") for n in range(6)]
    await _set_quota(firm.id, len(contents[0]) * 3)

    answers = await asyncio.gather(*(upload(client, each) for each in contents))

    codes = sorted(answer.status_code for answer in answers)
    assert codes == [201, 201, 201, 409, 409, 409]
    refused = next(answer for answer in answers if answer.status_code == 409)
    assert refused.json()["code"] == "documents.quota_exceeded"
    assert len(stored(vault)) == 3
    usage = (await client.get("/documents/usage")).json()
    assert usage == {
        "used_bytes": len(contents[0]) * 3,
        "limit_bytes": len(contents[0]) * 3,
    }


@pytest.mark.usefixtures("db")
async def test_the_quota_is_the_organisations_own_before_everybodys(as_: ClientFor) -> None:
    firm, other = await make.organisation(), await make.organisation()
    await _set_quota(firm.id, 10)

    refused = await upload(as_(await make.actor(firm, "handler")), samples.PDF)
    taken = await upload(as_(await make.actor(other, "handler")), samples.PDF)

    assert refused.json()["code"] == "documents.quota_exceeded"
    assert taken.status_code == 201


@pytest.mark.usefixtures("db")
async def test_bytes_that_a_crash_left_in_the_store_do_not_stand_in_the_way(
    as_: ClientFor,
) -> None:
    """The bytes are kept before the commit: a crash between leaves them without a row."""
    firm = await make.organisation()
    async with staging().received(one_piece(samples.PDF), owner=firm.id, limit=MIB) as staged:
        await gateway.keep(staged, kind=Kind.LICENCE)

    response = await upload(as_(await make.actor(firm, "handler")), samples.PDF)

    assert response.status_code == 201
    assert await File.count() == 1


@pytest.mark.usefixtures("db")
async def test_uploads_whose_time_is_up_are_swept_and_no_others(vault: Path) -> None:
    firm = await make.organisation()
    now = clock.now()
    for expires_at in (now - timedelta(seconds=1), now + timedelta(hours=1)):
        await staging().create(uuid4(), owner=firm.id, size=10, expires_at=expires_at)

    assert await sweep_leftovers() == 1
    assert await sweep_leftovers() == 0


@pytest.mark.usefixtures("db")
async def test_nobody_deposits_who_is_not_signed_in(as_: ClientFor, vault: Path) -> None:
    response = await upload(as_(None), samples.PDF)

    assert response.status_code == 401
    assert stored(vault) == []
