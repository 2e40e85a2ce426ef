"""The postings of an account, and what fees are, as files."""

from collections.abc import AsyncIterator, Mapping
from typing import Any
from uuid import UUID

from backend.kernel import clock, language, listed
from backend.kernel.auth import Actor, Permission
from backend.kernel.errors import NotFound
from backend.kernel.paged import Place, Read, Told, paged
from backend.kernel.spreadsheet import yuan
from backend.payments import fee_wording
from backend.payments import ledger_wording as wording
from backend.payments.queries import ledger
from backend.payments.service.fees import fee_page
from backend.payments.service.ledger import account_seen


class PostingsAsked(listed.Asked):
    account_id: UUID


async def _count(asked: PostingsAsked, by: Actor) -> int:
    await account_seen(asked.account_id, by=by)
    return await ledger.count_postings(asked.account_id)


async def _open(asked: PostingsAsked, by: Actor) -> listed.Extract:
    """What was posted to an account, newest first."""
    speaking = language.current()
    account = await account_seen(asked.account_id, by=by)
    amount = 0

    async def rows() -> AsyncIterator[listed.Row]:
        nonlocal amount
        async for row in ledger.every_posting(asked.account_id):
            amount += row["amount_fen"]
            yield wording.posting_cells(row, speaking)

    def cover() -> listed.Cover:
        said = (
            by.organisation_name,
            wording.BOOKS[speaking].get(account["book"], account["book"]),
            wording.account_name(account, speaking),
            yuan(amount),
        )
        return tuple(zip(wording.COVER[speaking], said, strict=True))

    return listed.Extract(
        headings=wording.HEADINGS[speaking], batches=listed.batched(rows()), cover=cover
    )


async def _named(asked: PostingsAsked, by: Actor) -> dict[str, str]:
    try:
        account = await account_seen(asked.account_id, by=by)
    except NotFound:
        return {}
    return {"account_id": wording.account_name(account, language.current())}


POSTING_LIST = listed.Listed(
    name="postings",
    forms=(listed.Form.XLSX,),
    asked=PostingsAsked,
    rests_on=frozenset({Permission.VIEW_OPERATOR}),
    sheet=("科目明细", "Postings of an account"),
    count=_count,
    open=_open,
    named=_named,
)


class FeesAsked(listed.Asked):
    """All of them, in force or not as of today."""


async def _fees(_: FeesAsked, at: Place, by: Actor) -> Read[Mapping[str, Any]]:
    return await fee_page(cursor=at.cursor, limit=at.limit, counted=at.counted, by=by)


def _fee(row: Mapping[str, Any], _: Actor) -> listed.Row:
    return fee_wording.fee_cells(row, today=clock.today())


def _as_of(_: FeesAsked) -> Told:
    return ((fee_wording.AS_OF, clock.today()),)


#: Everybody sees the same.
FEE_LIST = paged(
    name="fee_schedules",
    sheet=("收费标准", "Fees"),
    asked=FeesAsked,
    rests_on=frozenset(),
    columns=fee_wording.HEADINGS,
    page=_fees,
    cells=_fee,
    told=_as_of,
)
