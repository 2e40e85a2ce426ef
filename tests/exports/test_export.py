"""The archive of an organisation: everything under its hash, and nothing of anybody else."""

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from backend.documents import service as documents
from backend.documents.states import Kind, Purpose
from backend.exports.archive import Archive
from backend.kernel import clock, db
from tests import make
from tests.conftest import ClientFor
from tests.documents import samples
from tests.documents import vault as vaults
from tests.documents.make import file as deposited


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
    assert manifest["unavailable"] == [{"id": str(lost.id), "code": "documents.damaged"}]


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
