"""A bank's shelf, and what a product takes period by period, as files."""

from dataclasses import replace
from uuid import UUID

from backend.kernel import listed
from backend.kernel.auth import Actor, Permission
from backend.kernel.errors import NotFound
from backend.kernel.paged import Place, Read, paged
from backend.kernel.spreadsheet import yuan
from backend.lending.service.shelf import Own, Period, one, page, periods

COLUMNS = (
    ("编号", "Number"),
    ("产品", "Product"),
    ("生效版本", "Version in force"),
    ("待生效版本", "Version to come"),
    ("待生效日", "In force from"),
    ("草稿版本", "Draft"),
    ("最低金额（元）", "Least amount (CNY)"),
    ("最高金额（元）", "Most (CNY)"),
    ("授权自", "Mandate from"),
    ("授权至", "Mandate to"),
    ("本期额度（元）", "Capacity of the period (CNY)"),
    ("已用额度（元）", "Used (CNY)"),
    ("剩余额度（元）", "Left (CNY)"),
    ("本期至", "Period ends on"),
    ("暂停时间（北京时间）", "Suspended (UTC+8)"),
    ("暂停人", "Suspended by"),
    ("暂停原因", "Why suspended"),
)


class ShelfAsked(listed.Asked):
    """All of it."""


async def _page(_: ShelfAsked, at: Place, by: Actor) -> Read[Own]:
    return await page(cursor=at.cursor, limit=at.limit, counted=at.counted, by=by)


def _product(own: Own, _: Actor) -> listed.Row:
    left = None if own.capacity_fen is None else own.capacity_fen - (own.used_fen or 0)
    amounts = (own.capacity_fen, own.used_fen, left)
    return (
        own.number,
        own.name,
        own.published_n,
        own.coming_n,
        own.coming_on,
        own.draft_n,
        *(None if fen is None else yuan(fen) for fen in (own.min_fen, own.cap_fen)),
        own.mandate_from,
        own.mandate_to,
        *(None if fen is None else yuan(fen) for fen in amounts),
        own.capacity_to,
        own.suspended_at,
        own.suspended_by_name,
        own.suspension_reason,
    )


SHELF_LIST = paged(
    name="loan_products",
    sheet=("贷款产品", "Loan products"),
    asked=ShelfAsked,
    rests_on=frozenset({Permission.VIEW_BANK}),
    columns=COLUMNS,
    page=_page,
    cells=_product,
)


CAPACITY_COLUMNS = (
    ("产品编号", "Product number"),
    ("产品", "Product"),
    ("自", "From"),
    ("至", "To"),
    ("额度（元）", "Capacity (CNY)"),
    ("已用额度（元）", "Used (CNY)"),
    ("剩余额度（元）", "Left (CNY)"),
    ("笔数", "Cases"),
    ("已用笔数", "Cases used"),
    ("剩余笔数", "Cases left"),
)


class CapacitiesAsked(listed.Asked):
    product_id: UUID


async def _capacities(asked: CapacitiesAsked, _: Place, by: Actor) -> Read[tuple[Own, Period]]:
    """On one page: periods follow each other, a few in a year."""
    own = await one(asked.product_id, by=by)
    found = await periods(asked.product_id, most=listed.EVERY, by=by)
    return [(own, each) for each in found], None, len(found)


def _period(found: tuple[Own, Period], _: Actor) -> listed.Row:
    own, period = found
    return (
        own.number,
        own.name,
        period.from_on,
        period.to_on,
        yuan(period.capacity_fen),
        yuan(period.used_fen),
        yuan(period.capacity_fen - period.used_fen),
        period.cases,
        period.used_cases,
        period.cases - period.used_cases,
    )


async def _product_named(asked: CapacitiesAsked, by: Actor) -> dict[str, str]:
    try:
        own = await one(asked.product_id, by=by)
    except NotFound:
        return {}
    return {"product_id": own.name}


CAPACITY_LIST = replace(
    paged(
        name="product_capacities",
        sheet=("产品额度", "Capacity of a product"),
        asked=CapacitiesAsked,
        rests_on=frozenset({Permission.VIEW_BANK}),
        columns=CAPACITY_COLUMNS,
        page=_capacities,
        cells=_period,
    ),
    named=_product_named,
)
