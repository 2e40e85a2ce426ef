"""Archives for tests: a real one, what stands in it, and the same put together anew."""

import contextlib
import hashlib
import io
import json
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from backend.documents import service as documents
from backend.documents.service import Slot
from backend.documents.states import Kind, Purpose
from backend.exports import service
from backend.kernel import db
from backend.kernel.auth import Actor
from tests import make
from tests.documents.make import file as deposited

FORMULA = "=HYPERLINK(0)"


async def taken_away(by: Actor) -> bytes:
    stream = await service.export(by.organisation_id, password=make.PASSWORD, by=by)
    return b"".join([piece async for piece in stream])


class Undone(Exception):
    """Ends the block in which an installation stood."""


async def of_a_firm() -> bytes:
    """The archive of a firm of which nothing is left here afterwards."""
    archive = b""

    async def stand() -> None:
        nonlocal archive
        archive = await taken_away(await a_firm())
        raise Undone

    with contextlib.suppress(Undone):
        async with db.transaction():
            await stand()
    return archive


async def a_firm() -> Actor:
    """A firm with documents, two versions of one, one withdrawn, and a consent; its admin."""
    firm, bank = await make.organisation(name="上海甲有限公司"), await make.organisation("bank")
    admin = await make.actor(firm, "admin", "handler")
    await make.member(firm, "signatory", name=FORMULA)
    place = await documents.open_placeholder(Slot(kind=Kind.ACCOUNTS, year=2025), by=admin)
    versions = [await deposited(admin, kind=Kind.ACCOUNTS, name=f"{n} 版 @.pdf") for n in range(2)]
    for each in versions:
        await documents.place(place.id, file_id=each.id, dated_on=None, note=FORMULA, by=admin)
    await documents.grant(
        [versions[0].id], to=bank.id, kind=Purpose.LOAN_APPLICATION, purpose=bank.id, by=admin
    )
    await documents.withdraw((await deposited(admin)).id, by=admin)
    return admin


@dataclass
class Parts:
    """What stands in an archive, to be changed and packed again; hashes follow what is changed."""

    manifest: dict[str, Any]
    entries: dict[str, bytes]
    #: Set by hand instead of following.
    hashes: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, archive: bytes) -> "Parts":
        with zipfile.ZipFile(io.BytesIO(archive)) as packed:
            entries = {name: packed.read(name) for name in packed.namelist()}
        return cls(json.loads(entries.pop("manifest.json")), entries)

    def rows(self, name: str) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = json.loads(self.entries[f"records/{name}.json"])
        return rows

    def set_rows(self, name: str, rows: list[dict[str, Any]]) -> None:
        lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
        self.entries[f"records/{name}.json"] = f"[\n{lines}\n]\n".encode()

    def set_document(self, n: int, content: bytes) -> None:
        about = self.manifest["documents"][n]
        about["size"], about["sha256"] = len(content), hashlib.sha256(content).hexdigest()
        self.entries[about["path"]] = content

    def renamed(self, old: str, new: str) -> None:
        self.entries = {new if each == old else each: self.entries[each] for each in self.entries}
        for each in self.manifest["documents"]:
            if each["path"] == old:
                each["path"] = new

    @property
    def first(self) -> str:
        path: str = self.manifest["documents"][0]["path"]
        return path

    def packed(self, *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
        self.manifest["entries"] = [
            {
                "name": name,
                "size": len(body),
                "sha256": self.hashes.get(name, hashlib.sha256(body).hexdigest()),
            }
            for name, body in self.entries.items()
        ]
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", method) as archive:
            for name, body in self.entries.items():
                archive.writestr(name, body)
            archive.writestr("manifest.json", json.dumps(self.manifest))
        return out.getvalue()


def write(archive: bytes, to: Path) -> Path:
    to.write_bytes(archive)
    return to
