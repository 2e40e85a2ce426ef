"""Every statement about pages, messages and payments of the gateway, and about tasks."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from backend.kernel.db import dumps, execute, fetch, fetch_one, fetch_value, loads
from backend.kernel.pages import COUNTED
from backend.payments.states import LIVE, CheckoutState, Outcome


async def accepts_cards(organisation_id: UUID) -> bool:
    """Whether it takes premiums by card; nobody does who did not say so."""
    return bool(
        await fetch_value(
            "SELECT accepted FROM payments_card_acceptance WHERE organisation = $1 "
            "ORDER BY created_at DESC, id DESC LIMIT 1",
            organisation_id,
        )
    )


async def decide_cards(organisation_id: UUID, *, accepted: bool, by: UUID, at: datetime) -> None:
    await execute(
        "INSERT INTO payments_card_acceptance (id, created_at, organisation, accepted, "
        "decided_by) VALUES ($1, $2, $3, $4, $5)",
        uuid4(),
        at,
        organisation_id,
        accepted,
        by,
    )


def _checkout(row: dict[str, Any] | None) -> dict[str, Any] | None:
    return None if row is None else row | {"params": loads(row["params"])}


async def live_checkout(charge_id: UUID) -> dict[str, Any] | None:
    """The one page of a charge that can still be paid, or was asked for."""
    return _checkout(
        await fetch_one(
            "SELECT * FROM payments_checkout WHERE charge = $1 AND state = ANY($2::varchar[])",
            charge_id,
            sorted(LIVE),
        )
    )


async def checkout(checkout_id: UUID) -> dict[str, Any] | None:
    return _checkout(await fetch_one("SELECT * FROM payments_checkout WHERE id = $1", checkout_id))


async def checkout_of_session(session_id: str) -> dict[str, Any] | None:
    return _checkout(
        await fetch_one("SELECT * FROM payments_checkout WHERE session_id = $1", session_id)
    )


async def payment_awaited(charge_id: UUID) -> bool:
    """Whether a page was paid whose money has not been recorded yet."""
    return bool(
        await fetch_value(
            "SELECT EXISTS (SELECT FROM payments_checkout c WHERE c.charge = $1 "
            "AND c.state = 'complete' AND NOT EXISTS "
            "(SELECT FROM payments_gateway_payment p WHERE p.checkout = c.id))",
            charge_id,
        )
    )


async def add_checkout(
    checkout_id: UUID,
    *,
    charge_id: UUID,
    amount: int,
    methods: Sequence[str],
    params: Mapping[str, Any],
    expires_at: datetime,
    by: UUID,
) -> dict[str, Any]:
    """The row as it is kept: what it says of `params` is what Stripe is asked, every time."""
    row = await fetch_one(
        "INSERT INTO payments_checkout (id, charge, amount_fen, methods, params, expires_at, "
        "state, asked_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING *",
        checkout_id,
        charge_id,
        amount,
        list(methods),
        dumps(params),
        expires_at,
        CheckoutState.ASKED,
        by,
    )
    found = _checkout(row)
    if found is None:
        raise RuntimeError("INSERT … RETURNING gave no row.")
    return found


async def record_page(checkout_id: UUID, *, session_id: str, url: str) -> None:
    """Keep Stripe's answer; whoever asked at the same time has kept the same one."""
    await execute(
        "UPDATE payments_checkout SET state = 'open', session_id = $2, url = $3 "
        "WHERE id = $1 AND state = 'asked'",
        checkout_id,
        session_id,
        url,
    )


async def end_checkout(checkout_id: UUID, state: CheckoutState) -> None:
    await execute(
        "UPDATE payments_checkout SET state = $2 WHERE id = $1 AND state = ANY($3::varchar[])",
        checkout_id,
        state,
        sorted(LIVE),
    )


async def add_receipt(
    event_id: str, *, kind: str, object_id: str | None, body: bytes, outcome: Outcome | None
) -> UUID | None:
    """Keep a message; None if it came before. What nobody acts upon is done at once."""
    found = await fetch_value(
        "INSERT INTO payments_webhook_receipt (id, event_id, kind, object_id, body, done_at, "
        "outcome) VALUES ($1, $2, $3, $4, $5, CASE WHEN $6::varchar IS NULL THEN NULL "
        "ELSE now() END, $6) ON CONFLICT (event_id) DO NOTHING RETURNING id",
        uuid4(),
        event_id,
        kind,
        object_id,
        body,
        outcome,
    )
    return None if found is None else UUID(str(found))


async def receipt(receipt_id: UUID) -> dict[str, Any] | None:
    return await fetch_one(
        "SELECT id, kind, object_id, done_at FROM payments_webhook_receipt WHERE id = $1",
        receipt_id,
    )


async def receipt_done(receipt_id: UUID, outcome: Outcome) -> None:
    await execute(
        "UPDATE payments_webhook_receipt SET done_at = now(), outcome = $2 "
        "WHERE id = $1 AND done_at IS NULL",
        receipt_id,
        outcome,
    )


async def receipts_left(*, limit: int) -> list[UUID]:
    """Messages of the last days that nobody has acted upon, though their job is long over."""
    rows = await fetch(
        "SELECT id FROM payments_webhook_receipt WHERE done_at IS NULL AND created_at "
        "BETWEEN now() - interval '7 days' AND now() - interval '5 minutes' "
        "ORDER BY created_at LIMIT $1",
        limit,
    )
    return [row["id"] for row in rows]


async def is_received(intent_id: str) -> bool:
    return bool(
        await fetch_value(
            "SELECT EXISTS (SELECT FROM payments_gateway_payment WHERE intent_id = $1)", intent_id
        )
    )


async def add_payment(
    intent_id: str,
    *,
    stripe_charge: str | None,
    charge_id: UUID | None,
    checkout_id: UUID | None,
    amount: int,
    currency: str,
    transaction_id: UUID | None,
) -> bool:
    """Note what came by the gateway; False if it is there already."""
    return (
        await fetch_value(
            "INSERT INTO payments_gateway_payment (id, intent_id, stripe_charge, charge, "
            "checkout, amount_fen, currency, transaction) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) "
            "ON CONFLICT (intent_id) DO NOTHING RETURNING id",
            uuid4(),
            intent_id,
            stripe_charge,
            charge_id,
            checkout_id,
            amount,
            currency,
            transaction_id,
        )
        is not None
    )


async def add_task(
    kind: str,
    external_id: str,
    *,
    charge_id: UUID | None,
    amount: int,
    facts: Mapping[str, object],
) -> UUID | None:
    """Open a task; None if it stands already."""
    found = await fetch_value(
        "INSERT INTO payments_task (id, kind, external_id, charge, amount_fen, facts) "
        "VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (kind, external_id) DO NOTHING RETURNING id",
        uuid4(),
        kind,
        external_id,
        charge_id,
        amount,
        dumps(facts),
    )
    return None if found is None else UUID(str(found))


async def tasks(
    *, settled: bool, after: tuple[datetime, UUID] | None, limit: int
) -> tuple[list[dict[str, Any]], int]:
    """Up to `limit + 1` tasks, newest first, and how many there are."""
    moment, last = after or (None, None)
    rows = await fetch(
        "SELECT t.*, c.reference FROM payments_task t LEFT JOIN payments_charge c "
        "ON c.id = t.charge WHERE ($1 OR t.settled_at IS NULL) "
        "AND ($2::timestamptz IS NULL OR (t.created_at, t.id) < ($2, $3::uuid)) "
        "ORDER BY t.created_at DESC, t.id DESC LIMIT $4",
        settled,
        moment,
        last,
        limit + 1,
    )
    total = await fetch_value(
        "SELECT count(*) FROM (SELECT 1 FROM payments_task WHERE ($1 OR settled_at IS NULL) "
        f"LIMIT {COUNTED + 1}) AS counted",
        settled,
    )
    return [row | {"facts": loads(row["facts"])} for row in rows], int(total)


async def tasks_of(keys: Sequence[tuple[str, str]]) -> list[dict[str, Any]]:
    return await fetch(
        "SELECT t.id, t.kind, t.external_id FROM payments_task t JOIN "
        "unnest($1::varchar[], $2::varchar[]) AS k (kind, external_id) "
        "ON k.kind = t.kind AND k.external_id = t.external_id",
        [kind for kind, _ in keys],
        [external_id for _, external_id in keys],
    )


async def lock_task(task_id: UUID) -> dict[str, Any] | None:
    return await fetch_one("SELECT * FROM payments_task WHERE id = $1 FOR UPDATE", task_id)


async def settle_task(task_id: UUID, *, by: UUID, name: str, at: datetime, resolution: str) -> None:
    await execute(
        "UPDATE payments_task SET settled_at = $2, settled_by = $3, settled_by_name = $4, "
        "resolution = $5 WHERE id = $1",
        task_id,
        at,
        by,
        name,
        resolution,
    )
