"""A bank's shelf as a file: every product with its versions, its mandate and what it takes."""

from backend.kernel import listed
from backend.kernel.auth import Actor, Permission
from backend.kernel.paged import Place, Read, paged
from backend.kernel.spreadsheet import yuan
from backend.lending.service.shelf import Own, page

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
