"""An archive that is read into an empty installation: the same hashes and records, or nothing."""

import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest

from backend.documents import gateway
from backend.documents import service as documents
from backend.exports import queries, service
from backend.identity import service as identity
from backend.identity.permissions import permissions_of
from backend.identity.states import OrganisationKind
from backend.kernel import db
from backend.kernel.auth import Actor
from backend.kernel.errors import DomainError
from backend.kernel.passwords import hash_password
from tests import make
from tests.documents import samples
from tests.documents import vault as vaults
from tests.exports import archives
from tests.exports.archives import Parts

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture(autouse=True)
def _vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    vaults.use(tmp_path / "first", monkeypatch)


@pytest.fixture
async def archive(_vault: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> bytes:
    """The archive of a firm that was elsewhere: what is here is empty, the vault too."""
    taken = await archives.of_a_firm()
    vaults.use(tmp_path / "second", monkeypatch)
    return taken


async def read_in(archive: bytes, folder: Path) -> service.Imported:
    return await service.import_archive(archives.write(archive, folder / "archive.zip"))


async def the_admin() -> Actor:
    """The admin who came back, once he has taken his link."""
    row = await db.fetch_one(
        "SELECT m.*, o.name AS organisation_name, o.kind FROM identity_member m "
        "JOIN identity_organisation o ON o.id = m.organisation WHERE 'admin' = ANY(m.roles)"
    )
    assert row is not None
    await db.execute(
        "UPDATE identity_member SET password_hash = $2 WHERE id = $1",
        row["id"],
        await hash_password(make.PASSWORD),
    )
    return Actor(
        user_id=row["id"],
        organisation_id=row["organisation"],
        kind=row["kind"],
        name=row["name"],
        organisation_name=row["organisation_name"],
        permissions=permissions_of(OrganisationKind(row["kind"]), row["roles"]),
    )


async def nothing_is_here() -> bool:
    counts = [
        await db.fetch_value(f"SELECT count(*) FROM {table}")
        for table in (
            "identity_organisation",
            "identity_member",
            "documents_file",
            "documents_placeholder",
            "exports_kept_record",
            "kernel_event",
        )
    ]
    return counts == [0] * len(counts)


async def test_taken_away_again_it_is_the_same(archive: bytes, tmp_path: Path) -> None:
    before = Parts.of(archive)

    done = await read_in(archive, tmp_path)
    after = Parts.of(await archives.taken_away(await the_admin()))

    assert (done.documents, done.unavailable) == (3, 0)
    for said in ("organisation", "documents", "unavailable"):
        assert after.manifest[said] == before.manifest[said]
    for each in before.manifest["documents"]:
        assert after.entries[each["path"]] == before.entries[each["path"]]
    added = {"reads": 3, "events": 1}  # by the second export itself
    for name in queries.RECORDS:
        rows, again = before.rows(name), after.rows(name)
        assert again[: len(rows)] == rows
        assert len(again) == len(rows) + added.get(name, 0)
        table = before.entries[f"records/{name}.csv"]
        assert after.entries[f"records/{name}.csv"].startswith(table)
    assert {name for name in queries.RECORDS if before.rows(name)} >= {
        "members", "placeholders", "versions", "receipts", "reads", "events"
    }  # fmt: skip


async def test_what_came_lives(archive: bytes, tmp_path: Path) -> None:
    done = await read_in(archive, tmp_path)
    admin = await the_admin()

    page, _, total = await documents.own_files(
        kind=None, withdrawn=True, cursor=None, limit=9, by=admin
    )
    views, _, _ = await documents.placeholders(
        kind=None, empty=False, cursor=None, limit=9, by=admin
    )
    view = await identity.organisation(admin.organisation_id)

    assert total == 3
    assert sum(file.withdrawn_at is not None for file in page) == 1
    assert {file.id for file in page} == {
        UUID(each["id"]) for each in Parts.of(archive).manifest["documents"]
    }
    (place,) = views
    assert place.version is not None
    assert (place.version.n, place.version.note) == (2, archives.FORMULA)
    # The archive proves nothing about the firm: verifying it is the operator's, here as anywhere.
    assert view.verified_at is None
    (link,) = done.invited
    assert (await identity.link(link.token))["email"] == link.email


async def test_a_placeholder_of_which_a_document_is_missing_is_kept_as_a_record(
    archive: bytes, tmp_path: Path
) -> None:
    parts = Parts.of(archive)
    gone = next(each for each in parts.manifest["documents"] if each["kind"] == "accounts")
    parts.manifest["documents"].remove(gone)
    parts.manifest["unavailable"].append(
        {"id": gone["id"], "code": "documents.damaged", "path": None}
    )
    del parts.entries[gone["path"]]

    done = await read_in(parts.packed(), tmp_path)
    after = Parts.of(await archives.taken_away(await the_admin()))

    assert (done.documents, done.unavailable) == (2, 1)
    assert await db.fetch_value("SELECT count(*) FROM documents_placeholder") == 0
    for name in ("placeholders", "versions"):
        assert after.rows(name) == parts.rows(name) != []


async def test_an_installation_with_anybody_in_it_is_refused(
    archive: bytes, tmp_path: Path
) -> None:
    await identity.create_operator("op@example.test")
    await make.organisation()

    with pytest.raises(DomainError) as refused:
        await read_in(archive, tmp_path)

    assert refused.value.code == "exports.installation_not_empty"
    assert await db.fetch_value("SELECT count(*) FROM documents_file") == 0


async def test_beside_the_operator_alone_it_is_read_in_once(archive: bytes, tmp_path: Path) -> None:
    await identity.create_operator("op@example.test")
    await read_in(archive, tmp_path)

    with pytest.raises(DomainError) as refused:
        await read_in(archive, tmp_path)

    assert refused.value.code == "exports.installation_not_empty"


async def test_a_store_of_others_is_refused(
    archive: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vaults.use(tmp_path / "first", monkeypatch)  # where the firm's objects still stand
    other = Parts.of(archive)
    other.manifest["organisation"]["id"] = "11111111-1111-4111-8111-111111111111"

    with pytest.raises(DomainError) as refused:
        await read_in(other.packed(), tmp_path)

    assert refused.value.code == "exports.installation_not_empty"
    assert await nothing_is_here()


Change = Callable[[Parts], bytes | None]


def a_byte(parts: Parts) -> None:
    name = parts.first
    parts.hashes[name] = parts.manifest["documents"][0]["sha256"]
    parts.entries[name] = parts.entries[name][:-1] + b"?"


def a_row(parts: Parts) -> bytes:
    good = parts.packed()
    again = Parts.of(good)
    name = "records/events.csv"
    again.hashes = {each["name"]: each["sha256"] for each in parts.manifest["entries"]}
    again.entries[name] = again.entries[name].replace(b"documents", b"dacuments", 1)
    return again.packed()


def an_entry_more(parts: Parts) -> bytes:
    out = io.BytesIO(parts.packed())
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("records/more.json", "[]")
    return out.getvalue()


def an_entry_less(parts: Parts) -> None:
    del parts.entries["records/assets.csv"]


def a_document_less(parts: Parts) -> None:
    del parts.entries[parts.first]


def the_manifest_against_itself(parts: Parts) -> None:
    parts.manifest["documents"][0]["sha256"] = "0" * 64


def a_document_twice(parts: Parts) -> None:
    one, other = parts.manifest["documents"][:2]
    other["id"] = one["id"]


def a_name_twice(parts: Parts) -> bytes:
    out = io.BytesIO(parts.packed())
    with zipfile.ZipFile(out, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr(parts.first, "another")
    return out.getvalue()


def to(name: str) -> Change:
    def change(parts: Parts) -> None:
        parts.renamed(parts.first, name)

    return change


def a_link(parts: Parts) -> bytes:
    out = io.BytesIO(parts.packed())
    with zipfile.ZipFile(out, "a") as archive:
        about = zipfile.ZipInfo("documents/link")
        about.external_attr = 0o120777 << 16
        archive.writestr(about, "/etc/passwd")
    return out.getvalue()


def a_bomb(parts: Parts) -> None:
    parts.entries["records/events.json"] = b"[\n" + b" " * 40_000_000 + b"\n]\n"


def a_bomb_that_lies(parts: Parts) -> bytes:
    """Its index says that it is small."""
    a_bomb(parts)
    packed = bytearray(parts.packed())
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        about = archive.getinfo("records/events.json")
    small = struct.pack("<L", 60_000)
    at = packed.rindex(b"records/events.json") - 46 + 24
    assert struct.unpack("<L", packed[at : at + 4])[0] == about.file_size
    packed[at : at + 4] = small
    return bytes(packed)


def a_record_without_end(parts: Parts) -> None:
    noise = "".join(f"{n:x}" for n in range(1_400_000))
    parts.entries["records/events.json"] = f'[\n{{"a": "{noise}"}}\n]\n'.encode()


def deep(parts: Parts) -> None:
    parts.entries["records/assets.json"] = b"[\n" + b"[" * 100_000 + b"\n]\n"


def no_list(parts: Parts) -> None:
    parts.entries["records/assets.json"] = b'{"id": 1}\n'


def no_end(parts: Parts) -> None:
    parts.entries["records/assets.json"] = b"[\n"


def another_column(parts: Parts) -> None:
    parts.set_rows("events", [row | {"verified_at": "now"} for row in parts.rows("events")])


def encrypted(parts: Parts) -> bytes:
    packed = bytearray(parts.packed())
    at = packed.rindex(b"PK\x01\x02")
    packed[at + 8] |= 1
    return bytes(packed)


def version(said: object) -> Change:
    def change(parts: Parts) -> None:
        parts.manifest["format"] = said

    return change


def no_manifest(parts: Parts) -> bytes:
    return parts.packed().replace(b"manifest.json", b"manifest.jsom")


def a_field_more(parts: Parts) -> None:
    parts.manifest["organisation"]["verified_at"] = "2026-01-01T00:00:00Z"


def the_system_itself(parts: Parts) -> None:
    parts.manifest["organisation"]["id"] = str(UUID(int=0))


def an_operator(parts: Parts) -> None:
    parts.manifest["organisation"]["kind"] = "operator"


def a_program(parts: Parts) -> None:
    parts.set_document(0, samples.EXECUTABLE)


def a_role(parts: Parts) -> None:
    rows = parts.rows("members")
    rows[0]["roles"] = ["operator"]
    parts.set_rows("members", rows)


def a_code(parts: Parts) -> None:
    parts.manifest["organisation"]["uscc"] = "91310115MA1K4BGG11"


REFUSED: list[tuple[Change, str]] = [
    (lambda _: b"no archive at all", "exports.archive_unreadable"),
    (lambda parts: parts.packed()[:-40], "exports.archive_unreadable"),
    (lambda parts: parts.packed(method=zipfile.ZIP_BZIP2), "exports.archive_unreadable"),
    (encrypted, "exports.archive_unreadable"),
    (no_manifest, "exports.archive_unreadable"),
    (a_field_more, "exports.archive_unreadable"),
    (the_system_itself, "exports.archive_unreadable"),
    (no_list, "exports.archive_unreadable"),
    (no_end, "exports.archive_unreadable"),
    (deep, "exports.archive_unreadable"),
    (another_column, "exports.archive_unreadable"),
    (version("zhirong-export/2"), "exports.archive_version_unknown"),
    (version(None), "exports.archive_version_unknown"),
    (a_byte, "exports.archive_altered"),
    (a_row, "exports.archive_altered"),
    (an_entry_more, "exports.archive_altered"),
    (an_entry_less, "exports.archive_altered"),
    (a_document_less, "exports.archive_altered"),
    (the_manifest_against_itself, "exports.archive_altered"),
    (a_document_twice, "exports.archive_altered"),
    (a_name_twice, "exports.archive_altered"),
    (to("documents/../../../etc/cron.d/x"), "exports.archive_path"),
    (to("/etc/cron.d/x"), "exports.archive_path"),
    (to("documents\\..\\x"), "exports.archive_path"),
    (to("C:/x"), "exports.archive_path"),
    (a_link, "exports.archive_path"),
    (a_bomb, "exports.archive_excessive"),
    (a_bomb_that_lies, "exports.archive_unreadable"),
    (a_record_without_end, "exports.archive_excessive"),
    (an_operator, "exports.operator_archive"),
    (a_program, "documents.type_not_allowed"),
    (a_role, "identity.roles_invalid"),
    (a_code, "identity.credit_code_invalid"),
]


@pytest.mark.parametrize(("change", "code"), REFUSED)
async def test_an_archive_that_is_not_sound_is_refused_and_leaves_nothing(
    archive: bytes, tmp_path: Path, change: Change, code: str
) -> None:
    parts = Parts.of(archive)
    changed = change(parts) or parts.packed()

    with pytest.raises(DomainError) as refused:
        await read_in(changed, tmp_path)

    assert refused.value.code == code
    assert await nothing_is_here()
    if code.startswith("exports."):  # found out before a byte was stored
        assert [each async for each in gateway.objects()] == []


async def test_what_a_broken_attempt_stored_serves_the_next(archive: bytes, tmp_path: Path) -> None:
    parts = Parts.of(archive)
    rows = parts.rows("members")
    parts.set_rows("members", [row | {"email": rows[0]["email"]} for row in rows])

    with pytest.raises(DomainError) as refused:
        await read_in(parts.packed(), tmp_path)
    assert refused.value.code == "identity.email_taken"
    assert await nothing_is_here()
    stored = [each.key async for each in gateway.objects()]
    assert len(stored) == 3

    await read_in(archive, tmp_path)

    assert [each.key async for each in gateway.objects()] == stored
    admin = await the_admin()
    for each in Parts.of(archive).manifest["documents"]:
        _, content = await documents.open_content(UUID(each["id"]), by=admin)
        assert b"".join([p async for p in content]) == Parts.of(archive).entries[each["path"]]
