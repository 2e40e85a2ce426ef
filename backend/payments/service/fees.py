"""What fees are, by dated versions that two people made; what one comes to."""

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
from backend.payments.tables import Fee, FeeProposal


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


def _may(by: Actor) -> None:
    by.require(Permission.VIEW_OPERATOR)
    by.require(Permission.RAISE_CHARGES)


async def propose_fee(terms: FeeTerms, *, by: Actor) -> dict[str, Any]:
    """Propose the next version of a fee; nothing is charged by it before another publishes it."""
    _may(by)
    rules.check_fee(rate=terms.rate, minimum=terms.minimum, maximum=terms.maximum)
    async with transaction():
        last = await queries.newest(terms.code)
        rules.check_fee_follows(terms.purpose, terms.valid_from, last=last, today=clock.today())
        waiting = await queries.open_proposal(terms.code)
        if waiting is not None:
            raise rules.FeeProposed(f"{waiting['proposed_by_name']} proposed one; decide it first.")
        row = FeeProposal(
            id=uuid4(),
            created_at=clock.now(),
            code=terms.code,
            purpose=terms.purpose,
            name=terms.name,
            name_en=terms.name_en,
            rate_bp=terms.rate,
            minimum_fen=terms.minimum,
            maximum_fen=terms.maximum,
            valid_from=terms.valid_from,
            proposed_by=by.user_id,
            proposed_by_name=by.name,
        )
        await queries.add_proposal(row)
        await emit(
            events.FeeProposed(subject_id=row.id, code=terms.code), by=by, after=_told(vars(terms))
        )
    return await proposal(row.id, by=by)


def _told(terms: dict[str, Any]) -> dict[str, object]:
    return {
        "rate_bp": terms["rate"],
        "minimum_fen": terms["minimum"],
        "maximum_fen": terms["maximum"],
        "valid_from": terms["valid_from"].isoformat(),
    }


async def proposal(proposal_id: UUID, *, by: Actor) -> dict[str, Any]:
    _may(by)
    row = await queries.proposal(proposal_id)
    if row is None:
        raise NotFound
    return row


async def proposal_page(*, cursor: str | None, limit: int, by: Actor) -> Rows:
    """The versions that wait to be published, by code."""
    by.require(Permission.VIEW_OPERATOR)
    after = None if cursor is None else pages.decode_cursor(cursor, str)[0]
    rows, total = await queries.open_proposals(after=after, limit=limit)
    cut, following = pages.cut(rows, limit, key=lambda row: (row["code"],))
    return cut, following, pages.total_of(total)


async def publish_fee(proposal_id: UUID, *, by: Actor) -> dict[str, Any]:
    """Publish what another proposed, from today or later; what was charged stays as it was."""
    async with transaction():
        asked = await proposal(proposal_id, by=by)
        last = await queries.newest(asked["code"])
        asked = await proposal(proposal_id, by=by)
        rules.check_undecided(asked)
        rules.check_other_publishes(asked, by=by.user_id)
        rules.check_fee_follows(
            Purpose(asked["purpose"]), asked["valid_from"], last=last, today=clock.today()
        )
        await queries.decide_proposal(
            proposal_id, published=True, by=by.user_id, name=by.name, at=clock.now()
        )
        terms = ("code", "purpose", "name", "name_en", "rate_bp", "minimum_fen", "maximum_fen")
        row = Fee(
            id=uuid4(),
            created_at=clock.now(),
            version=1 if last is None else last["version"] + 1,
            valid_from=asked["valid_from"],
            published_by=by.user_id,
            proposal=proposal_id,
            **{name: asked[name] for name in terms},
        )
        await queries.add_fee(row)
        await emit(
            events.FeePublished(subject_id=row.id, code=row.code, version=row.version),
            by=by,
            after={
                "rate_bp": row.rate_bp,
                "minimum_fen": row.minimum_fen,
                "maximum_fen": row.maximum_fen,
                "valid_from": row.valid_from.isoformat(),
                "proposed_by": asked["proposed_by_name"],
            },
        )
    return await _fee(row.id)


async def refuse_fee(proposal_id: UUID, *, by: Actor) -> dict[str, Any]:
    """Refuse what was proposed, or take one's own back."""
    async with transaction():
        asked = await proposal(proposal_id, by=by)
        await queries.newest(asked["code"])
        rules.check_undecided(await proposal(proposal_id, by=by))
        await queries.decide_proposal(
            proposal_id, published=False, by=by.user_id, name=by.name, at=clock.now()
        )
        await emit(events.FeeRefused(subject_id=proposal_id, code=asked["code"]), by=by)
    return await proposal(proposal_id, by=by)


def proposal_actions(row: dict[str, Any], *, reader: Actor) -> list[str]:
    """What the reader may do with the proposal now."""
    if row["decided_at"] is not None or not reader.may(Permission.RAISE_CHARGES):
        return []
    return ["refuse"] if row["proposed_by"] == reader.user_id else ["publish", "refuse"]


async def fee_page(
    *, cursor: str | None, limit: int, counted: int = pages.COUNTED, by: Actor
) -> Rows:
    """Every version, those in force marked."""
    holder_seen(by)
    after = None
    if cursor is not None:
        code, version = pages.decode_cursor(cursor, str, int)
        after = (code, version)
    rows, total = await queries.fees(today=clock.today(), after=after, limit=limit, counted=counted)
    cut, following = pages.cut(rows, limit, key=lambda row: (row["code"], row["version"]))
    return cut, following, pages.total_of(total, up_to=counted)


async def fee_amount(fee_id: UUID, *, base: Fen | None, by: Actor) -> Fen:
    """What this fee comes to for this base."""
    holder_seen(by)
    return _amount(await _fee(fee_id), base)


async def check_bounds(purpose: Purpose, amount: Fen) -> None:
    """Refuse what no fee of the purpose allows, where the platform has said what its fees are."""
    rules.check_within_fees(amount, await queries.bounds(purpose, today=clock.today()))


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
