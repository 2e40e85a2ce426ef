"""What fees are, by dated versions; what one comes to."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from backend.kernel import clock, pages
from backend.kernel.auth import Actor, Permission
from backend.kernel.db import transaction
from backend.kernel.errors import NotFound
from backend.kernel.events import emit
from backend.kernel.money import BasisPoints, Fen
from backend.payments import events, rules
from backend.payments.queries import fees as queries
from backend.payments.service.ledger import Rows, holder_seen
from backend.payments.states import Purpose
from backend.payments.tables import Fee


@dataclass(frozen=True, kw_only=True)
class FeeTerms:
    """A share of a base between minimum and maximum; without a rate, one amount."""

    code: str
    purpose: Purpose
    name: str
    name_en: str
    rate: BasisPoints | None
    minimum: Fen
    maximum: Fen
    valid_from: date


async def publish_fee(terms: FeeTerms, *, by: Actor) -> dict[str, Any]:
    """Publish the next version of a fee, from today or later; what was charged stays as it was."""
    by.require(Permission.VIEW_OPERATOR)
    by.require(Permission.RAISE_CHARGES)
    rules.check_fee(rate=terms.rate, minimum=terms.minimum, maximum=terms.maximum)
    async with transaction():
        last = await queries.newest(terms.code)
        rules.check_fee_follows(terms.purpose, terms.valid_from, last=last, today=clock.today())
        row = Fee(
            id=uuid4(),
            created_at=clock.now(),
            code=terms.code,
            version=1 if last is None else last["version"] + 1,
            purpose=terms.purpose,
            name=terms.name,
            name_en=terms.name_en,
            rate_bp=terms.rate,
            minimum_fen=terms.minimum,
            maximum_fen=terms.maximum,
            valid_from=terms.valid_from,
            published_by=by.user_id,
        )
        await queries.add_fee(row)
        await emit(
            events.FeePublished(subject_id=row.id, code=terms.code, version=row.version),
            by=by,
            after={
                "rate_bp": terms.rate,
                "minimum_fen": terms.minimum,
                "maximum_fen": terms.maximum,
                "valid_from": terms.valid_from.isoformat(),
            },
        )
    return await _fee(row.id)


async def fee_page(*, cursor: str | None, limit: int, by: Actor) -> Rows:
    """Every version, those in force marked."""
    holder_seen(by)
    after = None
    if cursor is not None:
        code, version = pages.decode_cursor(cursor, str, int)
        after = (code, version)
    rows, total = await queries.fees(today=clock.today(), after=after, limit=limit)
    cut, following = pages.cut(rows, limit, key=lambda row: (row["code"], row["version"]))
    return cut, following, pages.total_of(total)


async def fee_amount(fee_id: UUID, *, base: Fen | None, by: Actor) -> Fen:
    """What this fee comes to for this base."""
    holder_seen(by)
    return _amount(await _fee(fee_id), base)


async def check_charged(fee_id: UUID, *, purpose: Purpose, base: Fen | None, amount: Fen) -> None:
    """Refuse to charge by a fee what it does not come to, or a fee that is not in force."""
    row = await _fee(fee_id)
    if not row["in_force"] or row["purpose"] != purpose:
        raise rules.FeeNotInForce(f"{row['code']}, version {row['version']}, for {row['purpose']}.")
    due = _amount(row, base)
    if due != amount:
        raise rules.AmountNotByFee(f"{amount} fen was given; {due} fen would pass.", due_fen=due)


def _amount(row: dict[str, Any], base: Fen | None) -> Fen:
    rate = None if row["rate_bp"] is None else BasisPoints(row["rate_bp"])
    return rules.fee_amount(
        rate=rate, minimum=Fen(row["minimum_fen"]), maximum=Fen(row["maximum_fen"]), base=base
    )


async def _fee(fee_id: UUID) -> dict[str, Any]:
    row = await queries.fee(fee_id, today=clock.today())
    if row is None:
        raise NotFound
    return row
