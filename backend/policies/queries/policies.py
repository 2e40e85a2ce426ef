"""Statements about policies, their versions and their premiums."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from backend.insurance.states import InsuranceLine
from backend.kernel.db import execute, fetch, fetch_one, fetch_value
from backend.policies.states import State
from backend.policies.tables import (
    Policy,
    PolicyVersion,
    Subjectivity,
)

#: A policy, and who stands in it; `$1` is the reader.
_POLICY = """
SELECT p.*, q.number AS quote_number, q.wording, v.filing_number, ip.name AS product_name,
  f.name AS firm_name, i.name AS insurer_name, b.name AS bank_name,
  c.reference AS charge_reference, c.state AS charge_state, c.book AS charge_book,
  a.number AS loan_number
FROM policies_policy p
JOIN underwriting_quote q ON q.id = p.quote
JOIN insurance_product_version v ON v.id = q.product_version
JOIN insurance_product ip ON ip.id = v.product
JOIN identity_organisation f ON f.id = p.firm
JOIN identity_organisation i ON i.id = p.insurer
LEFT JOIN identity_organisation b ON b.id = p.bank
LEFT JOIN payments_charge c ON c.id = p.charge
LEFT JOIN lending_application a ON a.id = p.loan_application
"""
_SEEN = """(p.firm = $1 OR p.insurer = $1 OR p.bank = $1 OR EXISTS (
  SELECT FROM policies_participation s WHERE s.quote = p.quote AND s.insurer = $1))"""


async def add_policy(row: Policy, subjectivities: Sequence[Subjectivity]) -> None:
    await Policy.insert(row)
    if subjectivities:
        await Subjectivity.insert(*subjectivities)


async def policy(policy_id: UUID, *, reader: UUID) -> dict[str, Any] | None:
    return await fetch_one(f"{_POLICY} WHERE {_SEEN} AND p.id = $2", reader, policy_id)


async def any_policy(policy_id: UUID) -> dict[str, Any] | None:
    return await fetch_one(f"{_POLICY} WHERE p.id = $1", policy_id)


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which policies of those that the reader stands in; `in_force` is of the day `on`."""

    state: State | None = None
    line: InsuranceLine | None = None
    loan: UUID | None = None
    text: str | None = None
    in_force: bool | None = None
    on: date

    def values(self) -> tuple[object, ...]:
        state, line = (None if each is None else each.value for each in (self.state, self.line))
        return state, self.loan, line, self.text or None, self.in_force, self.on


_WANTED = f"""{_SEEN} AND ($2::varchar IS NULL OR p.state = $2)
AND ($3::uuid IS NULL OR p.loan_application = $3) AND ($4::varchar IS NULL OR p.line = $4)
AND ($5::text IS NULL
  OR strpos(lower(concat_ws(' ', p.number, f.name, i.name)), lower($5)) > 0)
AND ($6::boolean IS NULL OR $6 = (
  p.state = 'issued' AND p.inception_on <= $7::date AND $7::date < p.expires_on))"""


async def policies(
    reader: UUID, wanted: Wanted, *, after: tuple[datetime, UUID] | None, limit: int
) -> list[dict[str, Any]]:
    """Up to so many policies that the reader stands in, newest first."""
    at, last = after or (None, None)
    return await fetch(
        f"{_POLICY} WHERE {_WANTED} "
        "AND ($8::timestamptz IS NULL OR (p.created_at, p.id) < ($8, $9)) "
        "ORDER BY p.created_at DESC, p.id DESC LIMIT $10",
        *(reader, *wanted.values(), at, last, limit),
    )


async def count_policies(reader: UUID, wanted: Wanted, *, most: int) -> int:
    """How many there are, counted up to so many."""
    found = await fetch_value(
        f"SELECT count(*) FROM ({_POLICY} WHERE {_WANTED} LIMIT $8) AS counted",
        *(reader, *wanted.values(), most),
    )
    return int(found)


async def lock(policy_id: UUID) -> dict[str, Any] | None:
    return await fetch_one("SELECT * FROM policies_policy WHERE id = $1 FOR UPDATE", policy_id)


async def lock_of_quote(quote_id: UUID) -> dict[str, Any] | None:
    return await fetch_one("SELECT * FROM policies_policy WHERE quote = $1 FOR UPDATE", quote_id)


async def waiting_of(submission_id: UUID) -> UUID | None:
    """The policy of a submission that waits to be bound."""
    found: UUID | None = await fetch_value(
        "SELECT p.id FROM policies_policy p JOIN underwriting_quote q ON q.id = p.quote "
        "WHERE q.submission = $1 AND p.state = 'bind_requested'",
        submission_id,
    )
    return found


async def lock_of_charge(charge_id: UUID) -> dict[str, Any] | None:
    return await fetch_one("SELECT * FROM policies_policy WHERE charge = $1 FOR UPDATE", charge_id)


async def charge(charge_id: UUID) -> dict[str, Any]:
    """The charge, locked: money that comes at the same moment waits."""
    found = await fetch_one(
        "SELECT id, reference, state, amount_fen FROM payments_charge WHERE id = $1 FOR UPDATE",
        charge_id,
    )
    if found is None:
        raise RuntimeError("A bound policy has its charge.")
    return found


async def request(policy_id: UUID, *, state: State, at: datetime) -> None:
    await execute(
        "UPDATE policies_policy SET state = $2, requested_at = $3 WHERE id = $1",
        *(policy_id, state.value, at),
    )


async def bind(
    policy_id: UUID, *, state: State, at: datetime, pay_by: date, charge_id: UUID
) -> None:
    await execute(
        "UPDATE policies_policy SET state = $2, bound_at = $3, pay_by = $4, charge = $5 "
        "WHERE id = $1",
        *(policy_id, state.value, at, pay_by, charge_id),
    )


async def record_issue(policy_id: UUID, *, state: State, at: datetime) -> None:
    await execute(
        "UPDATE policies_policy SET state = $2, issued_at = $3 WHERE id = $1",
        *(policy_id, state.value, at),
    )


async def end(policy_id: UUID, *, state: State, at: datetime) -> None:
    await execute(
        "UPDATE policies_policy SET state = $2, ended_at = $3 WHERE id = $1",
        *(policy_id, state.value, at),
    )


async def subjectivities(policy_id: UUID) -> list[dict[str, Any]]:
    return await fetch(
        "SELECT * FROM policies_subjectivity WHERE policy = $1 ORDER BY n", policy_id
    )


async def meet(row_id: UUID, note: str, *, at: datetime, by_id: UUID, name: str) -> None:
    await execute(
        "UPDATE policies_subjectivity SET note = $2, met_at = $3, met_by = $4, met_by_name = $5 "
        "WHERE id = $1",
        *(row_id, note, at, by_id, name),
    )


async def add_version(row: PolicyVersion) -> None:
    await PolicyVersion.insert(row)


async def version(policy_id: UUID, *, as_of: date, known: datetime) -> dict[str, Any] | None:
    """What was in force on a day, of what had been recorded by a moment."""
    return await fetch_one(
        "SELECT * FROM policies_version WHERE policy = $1 AND effective_on <= $2 "
        "AND created_at <= $3 ORDER BY effective_on DESC, n DESC LIMIT 1",
        *(policy_id, as_of, known),
    )


async def versions(policy_id: UUID) -> list[dict[str, Any]]:
    return await fetch(
        "SELECT n, effective_on, created_at, cause, sha256 FROM policies_version "
        "WHERE policy = $1 ORDER BY n LIMIT 500",
        policy_id,
    )


async def received_on(charge_id: UUID) -> date:
    """The day of the last money that came for a charge."""
    found = await fetch_value(
        "SELECT max(occurred_on) FROM payments_transaction WHERE subject = $1", charge_id
    )
    if found is None:
        raise RuntimeError("A charge that is paid has a posting.")
    day: date = found
    return day


async def is_reported(key: str) -> bool:
    """Whether money stands in the ledger under this key."""
    return bool(await fetch_value("SELECT true FROM payments_transaction WHERE key = $1", key))


async def unpaid(on: date, *, limit: int) -> list[UUID]:
    """Bound, and not paid by its day and the days that a statement may be late."""
    rows = await fetch(
        "SELECT p.id FROM policies_policy p WHERE p.state = 'bound' AND p.pay_by + ("
        "SELECT statement_days FROM policies_rule WHERE from_on <= p.pay_by "
        "ORDER BY from_on DESC LIMIT 1) < $1 ORDER BY p.pay_by LIMIT $2",
        *(on, limit),
    )
    return [row["id"] for row in rows]


async def unbound(on: date, *, limit: int) -> list[UUID]:
    rows = await fetch(
        "SELECT id FROM policies_policy WHERE state IN ('accepted', 'bind_requested') "
        "AND inception_on < $1 ORDER BY inception_on LIMIT $2",
        *(on, limit),
    )
    return [row["id"] for row in rows]
