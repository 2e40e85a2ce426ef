"""Every statement about opinions, offers and retractions."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from backend.kernel.db import dumps, execute, fetch, fetch_one, fetch_value, loads
from backend.lending.rules import Proposal
from backend.lending.states import CapacityState, Decision, OfferState


async def opinions(ids: Sequence[UUID]) -> dict[UUID, list[dict[str, Any]]]:
    """The opinions on these applications, in order."""
    found: dict[UUID, list[dict[str, Any]]] = defaultdict(list)
    for row in await fetch(
        "SELECT * FROM lending_opinion WHERE application = ANY($1::uuid[]) ORDER BY n", list(ids)
    ):
        found[row["application"]].append(row)
    return found


async def add_opinion(
    application_id: UUID, proposal: Proposal, *, by: tuple[UUID, str], at: datetime
) -> int:
    n = await fetch_value(
        "SELECT coalesce(max(n), 0) + 1 FROM lending_opinion WHERE application = $1",
        application_id,
    )
    await execute(
        "INSERT INTO lending_opinion (id, application, n, kind, amount_fen, rate_bp, term_months, "
        "conditions, guarantee_required, valid_days, reason_code, sentence, note, maker, "
        "maker_name, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, "
        "$14, $15, $16)",
        uuid4(),
        application_id,
        n,
        proposal.kind.value,
        proposal.amount_fen,
        proposal.rate_bp,
        proposal.term_months,
        list(proposal.conditions),
        proposal.guarantee_required,
        proposal.valid_days,
        None if proposal.reason_code is None else proposal.reason_code.value,
        proposal.sentence,
        proposal.note,
        *by,
        at,
    )
    return int(n)


async def decide_opinion(
    opinion_id: UUID, decision: Decision, *, note: str, by: tuple[UUID, str], at: datetime
) -> None:
    await execute(
        "UPDATE lending_opinion SET decision = $2, decision_note = $3, checker = $4, "
        "checker_name = $5, decided_at = $6 WHERE id = $1",
        opinion_id,
        decision.value,
        note,
        *by,
        at,
    )


async def offers(ids: Sequence[UUID]) -> dict[UUID, dict[str, Any]]:
    """The newest offer on each of these applications, with its retraction if one is proposed."""
    rows = await fetch(
        "SELECT DISTINCT ON (o.application) o.*, r.proposed_by AS retraction_proposed_by, "
        "r.reason AS retraction_reason, r.id AS retraction "
        "FROM lending_offer o LEFT JOIN lending_offer_retraction r ON r.offer = o.id "
        "WHERE o.application = ANY($1::uuid[]) ORDER BY o.application, o.n DESC",
        list(ids),
    )
    return {row["application"]: {**row, "cost": loads(row["cost"])} for row in rows}


async def offer(application_id: UUID, n: int) -> dict[str, Any] | None:
    return await fetch_one(
        "SELECT * FROM lending_offer WHERE application = $1 AND n = $2", application_id, n
    )


async def add_offer(
    application_id: UUID,
    opinion: dict[str, Any],
    *,
    on_credit: bool,
    support: tuple[UUID | None, UUID | None],
    cost: dict[str, Any],
    valid_until: date,
    capacity: UUID,
    at: datetime,
) -> UUID:
    """`support`: the bank's check of the valuation, the issuer's confirmation of its report."""
    offer_id = uuid4()
    n = await fetch_value(
        "SELECT coalesce(max(n), 0) + 1 FROM lending_offer WHERE application = $1", application_id
    )
    await execute(
        "INSERT INTO lending_offer (id, application, opinion, decision, on_credit, "
        "valuation_check, confirmation, n, state, amount_fen, rate_bp, term_months, conditions, "
        "guarantee_required, cost, yearly_cost_fen, valid_until, made_at, capacity, "
        "capacity_state) VALUES ($1, $2, $3, 'approved', $4, $5, $6, $7, 'open', $8, $9, $10, $11, "
        "$12, $13, $14, $15, $16, $17, 'reserved')",
        offer_id,
        application_id,
        opinion["id"],
        on_credit,
        *support,
        n,
        opinion["amount_fen"],
        opinion["rate_bp"],
        opinion["term_months"],
        list(opinion["conditions"]),
        opinion["guarantee_required"],
        dumps(cost),
        cost["total_fen"],
        valid_until,
        at,
        capacity,
    )
    return offer_id


async def standing_offers(ids: Sequence[UUID]) -> list[dict[str, Any]]:
    """The open and accepted offers of these (locked) applications, by their capacity.

    Whoever gives back to several capacities does so in this order.
    """
    return await fetch(
        "SELECT * FROM lending_offer WHERE application = ANY($1::uuid[]) "
        "AND state IN ('open', 'accepted') ORDER BY capacity, id FOR UPDATE",
        list(ids),
    )


async def end_offer(
    offer_id: UUID, state: OfferState, *, capacity: CapacityState, at: datetime
) -> None:
    await execute(
        "UPDATE lending_offer SET state = $2, capacity_state = $3, answered_at = $4 WHERE id = $1",
        offer_id,
        state.value,
        capacity.value,
        at,
    )


async def consume(offer_id: UUID) -> None:
    await execute("UPDATE lending_offer SET capacity_state = 'consumed' WHERE id = $1", offer_id)


async def retraction(offer_id: UUID) -> dict[str, Any] | None:
    return await fetch_one("SELECT * FROM lending_offer_retraction WHERE offer = $1", offer_id)


async def propose_retraction(
    offer_id: UUID, *, reason: str, by: tuple[UUID, str], at: datetime
) -> None:
    await execute(
        "INSERT INTO lending_offer_retraction (id, offer, reason, proposed_by, proposed_by_name, "
        "proposed_at) VALUES ($1, $2, $3, $4, $5, $6)",
        uuid4(),
        offer_id,
        reason,
        *by,
        at,
    )


async def execute_retraction(retraction_id: UUID, *, by: tuple[UUID, str], at: datetime) -> None:
    await execute(
        "UPDATE lending_offer_retraction SET executed_by = $2, executed_by_name = $3, "
        "executed_at = $4 WHERE id = $1",
        retraction_id,
        *by,
        at,
    )


async def with_lapsed_offer(today: date, *, limit: int) -> list[UUID]:
    """Applications whose open offer's last day is over."""
    rows = await fetch(
        "SELECT a.id FROM lending_application a JOIN lending_offer o "
        "ON o.application = a.id AND o.state = 'open' "
        "WHERE a.state = 'offered' AND o.valid_until < $1 ORDER BY a.id LIMIT $2",
        today,
        limit,
    )
    return [row["id"] for row in rows]
