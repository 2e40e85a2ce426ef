"""The broker's desk: its sales, and one replayed (可回溯): what was shown, what was clicked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from backend.insurance.mode import Mode, check_licensed, mode
from backend.kernel import clock, pages
from backend.kernel.auth import Actor, Permission
from backend.kernel.db import dumps, loads, snapshot
from backend.kernel.errors import NotFound
from backend.kernel.money import BasisPoints, Fen, share
from backend.policies.queries import sales as queries
from backend.policies.service.accepting import digest
from backend.policies.tables import Compared

Row = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Offer:
    """An insurer's part in a sale, and its commission: as the notice showed it, and as filed."""

    row: Row
    shown: bool
    shown_bp: int | None
    commission_fen: int | None


@dataclass(frozen=True, kw_only=True)
class Sale:
    """`filed_on`: the day whose filed commissions are told, that of the acceptance or today."""

    row: Row
    offers: list[Offer]


async def keep_compared(proposal_id: UUID, content: Row, *, by: Actor) -> None:
    """The comparison as it is shown now; kept where a licensed broker shows it."""
    if mode() is not Mode.LICENSED_BROKER:
        return
    await queries.keep_compared(
        Compared(
            id=uuid4(),
            created_at=clock.now(),
            proposal=proposal_id,
            sha256=digest(content),
            content=dumps(content),
            shown_to=by.user_id,
            shown_to_name=by.name,
        )
    )


async def page(
    text: str | None, *, cursor: str | None, limit: int, counted: int = pages.COUNTED, by: Actor
) -> tuple[list[dict[str, Any]], str | None, int | str]:
    """The proposals that insurers have, the newest first."""
    _check(by)
    after = None
    if cursor is not None:
        moment, last = pages.decode_cursor(cursor, datetime, UUID)
        after = (moment, last)
    rows = await queries.sales(text, after=after, limit=limit + 1)
    total = await queries.count_sales(text, most=counted + 1)
    cut, following = pages.cut(rows, limit, key=lambda row: (row["created_at"], row["id"]))
    return cut, following, pages.total_of(total, up_to=counted)


async def sale(proposal_id: UUID, *, by: Actor) -> Sale:
    """To whom it went, what was offered, and the commission of each."""
    _check(by)
    async with snapshot():
        row = await _sale(proposal_id)
        taken = row["accepted_at"]
        on = clock.today() if taken is None else clock.shanghai_date(taken)
        rows = await queries.offers(proposal_id, on=on)
        notice = await queries.notice(proposal_id, before=taken)
    told = {} if notice is None else _told(loads(notice["content"]))
    return Sale(row=row, offers=[_offer(row, each, told) for each in rows])


async def steps(
    proposal_id: UUID, *, cursor: str | None, limit: int, by: Actor
) -> tuple[list[dict[str, Any]], str | None, int]:
    """What was done, in its order."""
    _check(by)
    after = None
    if cursor is not None:
        moment, rank, key, last = pages.decode_cursor(cursor, datetime, int, str, UUID)
        after = (moment, rank, key, last)
    async with snapshot():
        await _sale(proposal_id)
        rows = await queries.steps(proposal_id, after=after, limit=limit + 1)
        total = await queries.count_steps(proposal_id)
    cut, following = pages.cut(rows, limit, key=_place)
    return cut, following, total


async def shown(proposal_id: UUID, page_id: UUID, *, by: Actor) -> dict[str, Any]:
    """A page in the words that were shown; `intact` where they still have their digest."""
    _check(by)
    async with snapshot():
        await _sale(proposal_id)
        found = await queries.page(proposal_id, page_id)
        if found is None:
            raise NotFound
        content = loads(found["content"])
        ticks = await queries.ticks(page_id)
    return found | {
        "content": content,
        "intact": digest(content) == found["sha256"],
        "ticks": ticks,
    }


def _place(row: Row) -> tuple[datetime, int, str, UUID]:
    return row["at"], row["rank"], row["key"], row["id"]


def _check(by: Actor) -> None:
    by.require(Permission.VIEW_BROKERAGE)
    check_licensed()


async def _sale(proposal_id: UUID) -> Row:
    row = await queries.sale(proposal_id)
    if row is None:
        raise NotFound
    return row


def _told(content: Row) -> dict[tuple[str, str], int | None]:
    return {(each["insurer"], each["product"]): each["rate_bp"] for each in content["insurers"]}


def _offer(sale: Row, row: Row, told: Mapping[tuple[str, str], int | None]) -> Offer:
    key = (row["insurer"], row["product"])
    sold = sale["policy_insurer"] == row["insurer_id"] and row["rate_bp"] is not None
    return Offer(
        row=row,
        shown=key in told,
        shown_bp=told.get(key),
        commission_fen=share(Fen(sale["net_fen"]), BasisPoints(row["rate_bp"])) if sold else None,
    )
