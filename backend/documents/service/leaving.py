"""An organisation's documents, its consents and who read what of it, as files."""

from dataclasses import dataclass
from typing import Any

from backend.documents import wording
from backend.documents.service import files, reading, receipts
from backend.documents.service.confirmations import TrustView, trusts
from backend.documents.service.files import MEMBER
from backend.documents.states import Kind
from backend.documents.tables import File
from backend.kernel import listed
from backend.kernel.auth import Actor
from backend.kernel.db import loads
from backend.kernel.language import joined, said
from backend.kernel.paged import Place, Read, Told, paged


class DocumentsAsked(listed.Asked):
    kind: Kind | None = None
    q: str | None = None
    withdrawn: bool = False


@dataclass(frozen=True, kw_only=True)
class _Own:
    file: File
    trust: TrustView
    readers: list[str]


async def _documents(asked: DocumentsAsked, at: Place, by: Actor) -> Read[_Own]:
    found, following, total = await files.own_files(
        kind=asked.kind,
        name=(asked.q or "").strip() or None,
        withdrawn=asked.withdrawn,
        cursor=at.cursor,
        limit=at.limit,
        counted=at.counted,
        by=by,
    )
    readers = await receipts.readers(found)
    known = await trusts([file.id for file in found])
    rows = [_Own(file=each, trust=known[each.id], readers=readers[each.id]) for each in found]
    return rows, following, total


def _document(own: _Own, _: Actor) -> listed.Row:
    file = own.file
    return (
        file.name,
        wording.KINDS[file.kind],
        file.size,
        file.sha256,
        wording.TRUSTS[own.trust.trust],
        own.trust.issuer_name,
        joined(own.readers),
        file.deposited_at,
        file.withdrawn_at,
        file.published_at,
    )


def _told_of_documents(asked: DocumentsAsked) -> Told:
    return (
        (("种类", "Kind"), None if asked.kind is None else wording.KINDS[asked.kind]),
        (("搜索", "Search"), asked.q),
        (("包括已撤回", "Withdrawn too"), said("是", "Yes") if asked.withdrawn else None),
    )


DOCUMENT_LIST = paged(
    name="documents",
    sheet=("资料", "Documents"),
    asked=DocumentsAsked,
    rests_on=frozenset(MEMBER),
    columns=wording.DOCUMENTS,
    page=_documents,
    cells=_document,
    told=_told_of_documents,
)


class ReceiptsAsked(listed.Asked):
    given: bool = True
    live: bool | None = None


async def _receipts(asked: ReceiptsAsked, at: Place, by: Actor) -> Read[dict[str, Any]]:
    return await receipts.receipts(
        given=asked.given,
        live=asked.live,
        purpose=None,
        cursor=at.cursor,
        limit=at.limit,
        counted=at.counted,
        by=by,
    )


def _live(*, live: bool) -> str:
    return said("有效", "Live") if live else said("已结束", "Ended")


def _receipt(row: dict[str, Any], _: Actor) -> listed.Row:
    named = [each["name"] for each in loads(row["files"]) or ()]
    return (
        row["number"],
        row["owner_name"],
        row["reader_name"],
        wording.PURPOSES[row["purpose_kind"]],
        row["note"],
        len(named),
        joined(named),
        said("查看和下载", "Look and download") if row["download"] else said("仅查看", "Look only"),
        row["granted_at"],
        row["until"] or said("至业务结束", "Until the matter ends"),
        _live(live=row["live"]),
    )


def _told_of_receipts(asked: ReceiptsAsked) -> Told:
    side = said("我方授出", "Given") if asked.given else said("我方收到", "Received")
    return (
        (("授权方向", "Direction"), side),
        (("状态", "State"), None if asked.live is None else _live(live=asked.live)),
    )


RECEIPT_LIST = paged(
    name="consent_receipts",
    sheet=("授权凭证", "Consent receipts"),
    asked=ReceiptsAsked,
    rests_on=frozenset(MEMBER),
    columns=wording.RECEIPTS,
    page=_receipts,
    cells=_receipt,
    told=_told_of_receipts,
)


class ReadsAsked(listed.Asked):
    others: bool = False


async def _reads(asked: ReadsAsked, at: Place, by: Actor) -> Read[dict[str, Any]]:
    return await reading.reads(
        file_id=None,
        others=asked.others,
        cursor=at.cursor,
        limit=at.limit,
        counted=at.counted,
        by=by,
    )


def _read(row: dict[str, Any], _: Actor) -> listed.Row:
    purpose = row["purpose_kind"]
    return (
        row["read_at"],
        row["file_name"],
        row["member_name"],
        row["reader_name"],
        wording.USES[row["use"]],
        row["first_byte"],
        row["last_byte"],
        row["size"],
        said("所有者", "As owner") if purpose is None else wording.PURPOSES[purpose],
        row["number"],
        row["address"],
        row["sha256"],
    )


def _told_of_reads(asked: ReadsAsked) -> Told:
    return ((("只看其他机构", "Others only"), said("是", "Yes") if asked.others else None),)


READ_LIST = paged(
    name="read_log",
    sheet=("查阅记录", "Read log"),
    asked=ReadsAsked,
    rests_on=frozenset(MEMBER),
    columns=wording.READS,
    page=_reads,
    cells=_read,
    told=_told_of_reads,
)
