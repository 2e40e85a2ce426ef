"""The archive of an organisation: everything under its hash, and nothing of anybody else."""

import asyncio
import csv
import hashlib
import io
import json
import tracemalloc
import zipfile
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from backend.documents import service as documents
from backend.documents.states import Kind, Purpose
from backend.exports import service
from backend.exports.archive import Archive
from backend.identity.tables import Organisation
from backend.kernel import clock, db
from backend.listing.tables import FinancingRequest, RequestedRight
from tests import make
from tests.conftest import ClientFor
from tests.documents import samples
from tests.documents import vault as vaults
from tests.documents.make import file as deposited
from tests.exports import archives
from tests.listing import make as make_listing
from tests.valuation import make as holdings


@pytest.fixture(autouse=True)
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return vaults.use(tmp_path, monkeypatch)


@pytest.mark.usefixtures("db")
async def test_it_holds_every_document_and_record_under_its_hash(as_: ClientFor) -> None:
    firm, bank = await make.organisation(), await make.organisation("bank")
    admin = await make.actor(firm, "admin")
    files = [
        await deposited(admin, name="../../审计报告.pdf"),
        await deposited(admin, kind=Kind.CONTRACT),
    ]
    await documents.grant(
        [files[0].id], to=bank.id, kind=Purpose.LOAN_APPLICATION, purpose=bank.id, by=admin
    )
    foreign = await deposited(await make.actor(bank, "maker"))

    answer = await as_(admin).post(
        f"/organisations/{firm.id}/export", json={"password": make.PASSWORD}
    )

    assert answer.status_code == 200
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    assert archive.testzip() is None
    manifest = json.loads(archive.read("manifest.json"))
    listed = {each["name"]: each["sha256"] for each in manifest["entries"]}
    assert set(listed) | {"manifest.json"} == set(archive.namelist())
    for name, digest in listed.items():
        assert hashlib.sha256(archive.read(name)).hexdigest() == digest
    assert {each["id"]: listed[each["path"]] for each in manifest["documents"]} == {
        str(file.id): file.sha256 for file in files
    }
    assert not any(".." in Path(name).parts for name in listed)
    assert str(foreign.id) not in answer.text
    (receipt,) = json.loads(archive.read("records/receipts.json"))
    assert (receipt["reader_name"], receipt["file"]) == (bank.name, str(files[0].id))
    rows = list(
        csv.DictReader(io.StringIO(archive.read("records/receipts.csv").decode("utf-8-sig")))
    )
    assert [row["number"] for row in rows] == [receipt["number"]]
    used = await db.fetch("SELECT use, file FROM documents_read")
    assert {(row["use"], row["file"]) for row in used} == {("bulk", file.id) for file in files}


@pytest.mark.usefixtures("db")
async def test_it_holds_all_that_the_firm_stated_of_itself(as_: ClientFor) -> None:
    firm = await make.organisation()
    admin, handler = await make.actor(firm, "admin"), await make.actor(firm, "handler")
    right = await holdings.right(firm)
    paper = await deposited(handler)
    stated: dict[str, Any] = {
        "prior_revenue_fen": 18_000_000_00,
        "tax_grade": "A",
        "tax_grade_year": 2024,
        "tax_grade_document_id": paper.id,
        "credit_grade": "AA",
        "credit_grade_year": 2023,
        "credit_grade_document_id": paper.id,
    }
    await make_listing.request(right, by=handler, document_ids=(paper.id,), **stated)

    answer = await as_(admin).post(
        f"/organisations/{firm.id}/export", json={"password": make.PASSWORD}
    )

    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    (request,) = json.loads(archive.read("records/requests.json"))
    columns = {each._meta.db_column_name for each in FinancingRequest._meta.columns}
    assert request.keys() == columns - {"firm"}, "all but whose it is"
    assert {name: request[name] for name in stated} == {
        name: str(value) if name.endswith("_id") else value for name, value in stated.items()
    }
    (right_row,) = json.loads(archive.read("records/requested_rights.json"))
    of_right = {each._meta.db_column_name for each in RequestedRight._meta.columns}
    assert right_row.keys() == of_right - {"created_at"}
    own = json.loads(archive.read("manifest.json"))["organisation"]
    of_firm = {each._meta.db_column_name for each in Organisation._meta.columns}
    assert own.keys() == of_firm - {"created_at", "verified_at"}, "each platform verifies itself"


@pytest.mark.usefixtures("db")
async def test_only_the_admin_of_the_organisation_with_his_password(as_: ClientFor) -> None:
    firm = await make.organisation()
    admin = await make.actor(firm, "admin")
    handler = await make.actor(firm, "handler")
    stranger = await make.actor(await make.organisation(), "admin")
    path, body = f"/organisations/{firm.id}/export", {"password": make.PASSWORD}

    wrong = await as_(admin).post(path, json={"password": "not it at all"})

    assert wrong.json()["code"] == "identity.password_wrong"
    assert (await as_(handler).post(path, json=body)).status_code == 403
    assert (await as_(stranger).post(path, json=body)).status_code == 404
    assert await db.fetch_value("SELECT count(*) FROM documents_read") == 0


@pytest.mark.usefixtures("db")
async def test_a_document_that_the_store_has_lost_does_not_end_the_archive(
    as_: ClientFor, vault: Path
) -> None:
    firm = await make.organisation()
    admin = await make.actor(firm, "admin")
    lost, kept = await deposited(admin), await deposited(admin, content=samples.OTHER_PDF)
    (vault / "vault" / "objects" / lost.object_key).unlink()

    answer = await as_(admin).post(
        f"/organisations/{firm.id}/export", json={"password": make.PASSWORD}
    )

    manifest = json.loads(zipfile.ZipFile(io.BytesIO(answer.content)).read("manifest.json"))
    assert [each["id"] for each in manifest["documents"]] == [str(kept.id)]
    assert manifest["unavailable"] == [
        {"id": str(lost.id), "code": "documents.damaged", "path": None}
    ]


@pytest.mark.usefixtures("db")
async def test_a_document_that_breaks_off_is_said_and_the_archive_goes_on(vault: Path) -> None:
    admin = await make.actor(await make.organisation(), "admin")
    broken = await deposited(
        admin, content=samples.PDF[:40] + b"\x00" * 3_000_000 + samples.PDF[40:]
    )
    kept = await deposited(admin)
    stored = vault / "vault" / "objects" / broken.object_key
    stored.chmod(0o600)
    body = bytearray(stored.read_bytes())
    body[-1] ^= 1
    stored.write_bytes(body)

    parts = archives.Parts.of(await archives.taken_away(admin))

    assert [each["id"] for each in parts.manifest["documents"]] == [str(kept.id)]
    (said,) = parts.manifest["unavailable"]
    assert (said["id"], said["code"]) == (str(broken.id), "documents.damaged")
    assert 0 < len(parts.entries[said["path"]]) < broken.size


@pytest.mark.usefixtures("db")
async def test_no_cell_of_any_table_is_a_formula() -> None:
    parts = archives.Parts.of(await archives.taken_away(await archives.a_firm()))

    cells = [
        cell
        for name, body in parts.entries.items()
        if name.endswith(".csv")
        for row in csv.reader(io.StringIO(body.decode("utf-8-sig")))
        for cell in row
    ]

    assert f"'{archives.FORMULA}" in cells
    assert [cell for cell in cells if cell.lstrip()[:1] in set("=+-@\t\r")] == []


async def test_many_records_pass_through_and_are_of_one_moment(committed: str) -> None:
    firm = await make.organisation()
    admin = await make.actor(firm, "admin")
    many = 6_000
    add = (
        "INSERT INTO kernel_event (id, name, subject, subject_id, occurred_at, actor_id, "
        "actor_name, actor_roles, organisation_id, organisation_name, address, request_id, "
        "payload, parties) SELECT gen_random_uuid(), $3, 'file', $1, now(), $1, 'a', '{}', $1, "
        "'b', '', '', jsonb_build_object('note', repeat('字', 1500)), '{}' "
        "FROM generate_series(1, $2)"
    )
    await db.execute(add, firm.id, many, "early")
    stream = await service.export(firm.id, password=make.PASSWORD, by=admin)
    out, most, later = bytearray(), 0, False

    tracemalloc.start()
    try:
        async for piece in stream:
            most, out = max(most, len(piece)), out + piece
            if len(out) > 20_000 and not later:  # in the middle of the records
                later = True
                async with db.outside_transaction() as other:
                    await other.execute(add, firm.id, 1, "late")
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    parts = archives.Parts.of(bytes(out))
    assert later
    assert len(parts.rows("events")) == many + 1
    assert b"late" not in parts.entries["records/events.csv"]
    assert most < 256 * 1024
    assert peak < 16 * 1024 * 1024 < len(parts.entries["records/events.json"])
    assert not db.in_transaction()


async def test_a_client_that_takes_nothing_more_is_cut_off_and_holds_no_connection(
    committed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    patience = db.SNAPSHOT_IDLE
    monkeypatch.setattr(db, "SNAPSHOT_IDLE", "200ms")
    admin = await make.actor(await make.organisation(), "admin")
    stream = await service.export(admin.organisation_id, password=make.PASSWORD, by=admin)

    async def dawdle() -> None:
        async for _ in stream:
            if db.in_transaction():
                await asyncio.sleep(0.6)

    with pytest.raises((asyncpg.PostgresError, asyncpg.InterfaceError)):
        await dawdle()

    assert not db.in_transaction()
    busy = "SELECT count(*) FROM pg_stat_activity WHERE state LIKE 'idle in transaction%'"
    assert await db.fetch_value(f"{busy} AND datname = current_database()") == 0
    monkeypatch.setattr(db, "SNAPSHOT_IDLE", patience)
    again = archives.Parts.of(await archives.taken_away(admin))
    assert again.rows("members")


async def test_a_large_entry_passes_through_in_pieces() -> None:
    archive, piece, most, out = Archive(clock.now()), b"x" * 65_536, 0, hashlib.sha256()

    async def content() -> AsyncIterator[bytes]:
        for _ in range(400):
            yield piece

    async for each in archive.add("a", content(), packed=False):
        most = max(most, len(each))
        out.update(each)
    archive.end()

    assert most < 3 * len(piece)
    assert archive.entries[0]["size"] == 400 * len(piece)
