"""What a firm's portfolio comes to: exact figures, however many patents it holds."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from backend.identity import service as identity
from backend.kernel import clock
from backend.kernel.auth import Actor, Permission
from backend.portfolio.fee_rows import FeeTables
from backend.portfolio.fee_tables import fee_tables
from backend.portfolio.names import keys
from backend.portfolio.queries import summary as queries
from backend.portfolio.service.held import HeldRight, held_right
from backend.portfolio.states import Ownership

#: The next annual fees that a summary names.
SHOWN = 6
#: Longer than a fee may be late.
LATE = timedelta(days=190)
PAGE = 200


@dataclass(frozen=True, kw_only=True)
class Summary:
    assets: int
    #: Proven to be the firm's, with the number that CNIPA asks for.
    usable: int
    #: In a live pledge.
    pledged: int
    #: Late ones, then the nearest first.
    next_fees: list[HeldRight]


async def summary(*, by: Actor) -> Summary:
    by.require(Permission.VIEW_FIRM)
    firm = by.organisation_id
    known = await identity.organisation(firm)
    today = clock.today()
    counts = await queries.counts(
        firm,
        names=keys([known.name, *known.former_names]),
        verified=known.verified_at is not None,
    )
    fees = await fee_tables()
    extracted = [
        held_right(row, today=today, fees=fees) for row in await queries.with_extract(firm)
    ]
    proven = sum(held.holding.ownership is not Ownership.DECLARED for held in extracted)
    return Summary(
        assets=counts.assets,
        usable=counts.usable + proven,
        pledged=counts.pledged,
        next_fees=await _next_fees(firm, today=today, fees=fees),
    )


async def _next_fees(firm: UUID, *, today: date, fees: FeeTables) -> list[HeldRight]:
    """The earliest fees: no fee of a holding is due before its first anniversary from here on."""
    found: list[tuple[date, UUID, HeldRight]] = []
    after: tuple[date, UUID] | None = None
    while True:
        rows = await queries.by_next_anniversary(firm, since=today - LATE, after=after, limit=PAGE)
        for row in rows:
            held = held_right(row, today=today, fees=fees)
            if held.right.fee_due is not None:
                found.append((held.right.fee_due.due_on, row["id"], held))
        found = sorted(found, key=lambda each: each[:2])[:SHOWN]
        if len(rows) < PAGE:
            break
        after = (rows[-1]["next_on"], rows[-1]["id"])
        if len(found) == SHOWN and found[-1][0] < after[0]:
            break
    return [held for _, _, held in found]
