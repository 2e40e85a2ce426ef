"""To which account payees are paid, what is held for them, and lists of what is paid out."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from backend.kernel.db import execute, fetch, fetch_one, fetch_value
from backend.kernel.pages import COUNTED
from backend.treasury.tables import PayeeAccount, PayoutList

_SENT_BACK = (
    "EXISTS (SELECT FROM treasury_order r WHERE r.payee_account = y.id "
    "AND r.state = 'returned') AS sent_back"
)


async def lock_payee(organisation: UUID) -> None:
    """One change of an organisation's account at a time."""
    await fetch_value(
        "SELECT pg_advisory_xact_lock(hashtext($1))", f"treasury_payee:{organisation}"
    )


async def newest_version(organisation: UUID) -> int:
    return int(
        await fetch_value(
            "SELECT coalesce(max(version), 0) FROM treasury_payee_account WHERE organisation = $1",
            organisation,
        )
    )


async def account_in_state(organisation: UUID, state: str) -> dict[str, Any] | None:
    """The one in force, or the one that waits."""
    return await fetch_one(
        f"SELECT y.*, {_SENT_BACK} FROM treasury_payee_account y "
        "WHERE y.organisation = $1 AND y.state = $2",
        organisation,
        state,
    )


async def accounts_in_force(organisations: Sequence[UUID]) -> dict[UUID, dict[str, Any]]:
    rows = await fetch(
        f"SELECT y.*, {_SENT_BACK} FROM treasury_payee_account y "
        "WHERE y.organisation = ANY($1) AND y.state = 'in_force'",
        list(organisations),
    )
    return {row["organisation"]: row for row in rows}


async def add_payee_account(row: PayeeAccount) -> None:
    await PayeeAccount.insert(row)


async def payee_account(account_id: UUID, *, organisation: UUID) -> dict[str, Any] | None:
    return await fetch_one(
        f"SELECT y.*, {_SENT_BACK} FROM treasury_payee_account y "
        "WHERE y.id = $1 AND y.organisation = $2",
        account_id,
        organisation,
    )


async def payee_accounts(
    organisation: UUID, *, after: int | None, limit: int
) -> tuple[list[dict[str, Any]], int]:
    """Up to `limit + 1` accounts of an organisation, newest first, and how many there are."""
    rows = await fetch(
        f"SELECT y.*, {_SENT_BACK} FROM treasury_payee_account y WHERE y.organisation = $1 "
        "AND ($2::integer IS NULL OR y.version < $2) ORDER BY y.version DESC LIMIT $3",
        organisation,
        after,
        limit + 1,
    )
    total = await fetch_value(
        "SELECT count(*) FROM treasury_payee_account WHERE organisation = $1", organisation
    )
    return rows, int(total)


async def replace_account(organisation: UUID) -> None:
    """What is in force makes way."""
    await execute(
        "UPDATE treasury_payee_account SET state = 'replaced' "
        "WHERE organisation = $1 AND state = 'in_force'",
        organisation,
    )


async def decide_account(
    account_id: UUID, *, state: str, by: UUID, name: str, at: datetime
) -> None:
    await execute(
        "UPDATE treasury_payee_account SET state = $2, decided_by = $3, decided_by_name = $4, "
        "decided_at = $5 WHERE id = $1",
        account_id,
        state,
        by,
        name,
        at,
    )


# What is held for others is a balance in client money; premium is handed on by its own road.
_HELD = """
FROM payments_account a JOIN identity_organisation o ON o.id = a.holder
LEFT JOIN treasury_payee_account y ON y.organisation = a.holder AND y.state = 'in_force'
CROSS JOIN LATERAL (SELECT -coalesce(sum(b.fen), 0)::bigint AS held_fen
  FROM payments_balance b WHERE b.account = a.id) s
WHERE a.book = 'client' AND a.purpose IN ('appraisal_fee', 'licence_fee') AND s.held_fen > 0
"""


async def payees(
    *, after: tuple[str, UUID] | None, limit: int, counted: int = COUNTED
) -> tuple[list[dict[str, Any]], int]:
    """Up to `limit + 1` payees for whom something is held, by name, and how many there are."""
    name, last = after or (None, None)
    rows = await fetch(
        "SELECT a.id, a.holder AS payee, o.name AS payee_name, a.purpose, s.held_fen, "
        "coalesce((SELECT sum(p.amount_fen) FROM treasury_order p WHERE p.payee = a.holder "
        "AND p.purpose = a.purpose AND p.state = 'proposed'), 0)::bigint AS proposed_fen, "
        "y.id AS account, y.account_number, y.bank_name, y.decided_at AS account_since, "
        f"{_SENT_BACK} "
        f"{_HELD} AND ($1::varchar IS NULL OR (o.name, a.id) > ($1, $2::uuid)) "
        "ORDER BY o.name, a.id LIMIT $3",
        name,
        last,
        limit + 1,
    )
    total = await fetch_value(
        f"SELECT count(*) FROM (SELECT 1 {_HELD} LIMIT {int(counted) + 1}) AS counted"
    )
    return rows, int(total)


async def add_payout_list(row: PayoutList) -> None:
    await PayoutList.insert(row)


_LISTS = """
SELECT l.*, c.* FROM treasury_payout_list l
CROSS JOIN LATERAL (SELECT count(*) FILTER (WHERE o.state = 'proposed') AS proposed,
  count(*) FILTER (WHERE o.state IN ('approved', 'exported')) AS under_way,
  count(*) FILTER (WHERE o.state = 'paid') AS paid,
  count(*) FILTER (WHERE o.state IN ('refused', 'failed', 'returned')) AS not_paid
  FROM treasury_order o WHERE o.payout_list = l.id) c
"""


async def payout_list(list_id: UUID) -> dict[str, Any] | None:
    return await fetch_one(f"{_LISTS} WHERE l.id = $1", list_id)


async def payout_lists(
    *, after: tuple[datetime, UUID] | None, limit: int, counted: int = COUNTED
) -> tuple[list[dict[str, Any]], int]:
    """Up to `limit + 1` lists, newest first, and how many there are."""
    moment, last = after or (None, None)
    rows = await fetch(
        f"{_LISTS} WHERE $1::timestamptz IS NULL OR (l.created_at, l.id) < ($1, $2::uuid) "
        "ORDER BY l.created_at DESC, l.id DESC LIMIT $3",
        moment,
        last,
        limit + 1,
    )
    total = await fetch_value(
        "SELECT count(*) FROM "
        f"(SELECT 1 FROM treasury_payout_list LIMIT {int(counted) + 1}) AS counted"
    )
    return rows, int(total)


async def proposed_of_list(list_id: UUID) -> list[UUID]:
    """The orders of a list that nobody has decided, in one order for all who lock accounts."""
    rows = await fetch(
        "SELECT id FROM treasury_order WHERE payout_list = $1 AND state = 'proposed' "
        "ORDER BY payee, purpose, id",
        list_id,
    )
    return [row["id"] for row in rows]
