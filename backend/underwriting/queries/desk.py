"""Every statement about questions, referrals and authorities."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from backend.kernel.db import execute, fetch, fetch_one, fetch_value
from backend.kernel.pages import COUNTED
from backend.underwriting.tables import DeskRule, Question, Referral, UnderwritingAuthority


async def add_question(question: Question) -> None:
    await Question.insert(question)


async def questions(submission_id: UUID) -> list[dict[str, Any]]:
    return await fetch(
        "SELECT * FROM underwriting_question WHERE submission = $1 ORDER BY n", submission_id
    )


async def record_answer(  # what an answer consists of
    question_id: UUID,
    text: str,
    *,
    file_ids: Sequence[UUID],
    n: int,
    at: datetime,
    by: tuple[UUID, str],
) -> None:
    await execute(
        "UPDATE underwriting_question SET answer = $2, file_ids = $3, answers_n = $4, "
        "answered_at = $5, answered_by = $6, answered_by_name = $7 WHERE id = $1",
        *(question_id, text, list(file_ids), n, at, *by),
    )


async def add_referral(referral: Referral) -> None:
    await Referral.insert(referral)


async def referrals(submission_id: UUID) -> list[dict[str, Any]]:
    return await fetch(
        "SELECT * FROM underwriting_referral WHERE submission = $1 ORDER BY n", submission_id
    )


async def record_decision(
    referral_id: UUID,
    *,
    terms: str,
    digest: str,
    decided: tuple[str, str, datetime, UUID, str, str],
) -> None:
    """`decided`: the decision, its note, when, by whom, his name, his level."""
    await execute(
        "UPDATE underwriting_referral SET terms = $2::text::jsonb, terms_digest = $3, "
        "decision = $4, note = $5, decided_at = $6, decided_by = $7, decided_by_name = $8, "
        "decided_level = $9 WHERE id = $1",
        *(referral_id, terms, digest, *decided),
    )


async def add_authority(authority: UnderwritingAuthority) -> None:
    await UnderwritingAuthority.insert(authority)


async def lock_authority(authority_id: UUID, *, insurer_id: UUID) -> dict[str, Any] | None:
    return await fetch_one(
        "SELECT a.*, m.name AS member_name FROM underwriting_authority a "
        "JOIN identity_member m ON m.id = a.member "
        "WHERE a.id = $1 AND a.insurer = $2 FOR UPDATE OF a",
        *(authority_id, insurer_id),
    )


async def confirm_authority(authority_id: UUID, *, at: datetime, by: tuple[UUID, str]) -> None:
    await execute(
        "UPDATE underwriting_authority SET confirmed_at = $2, confirmed_by = $3, "
        "confirmed_by_name = $4 WHERE id = $1",
        *(authority_id, at, *by),
    )


async def end_authority(authority_id: UUID, *, on: date) -> None:
    await execute("UPDATE underwriting_authority SET to_on = $2 WHERE id = $1", authority_id, on)


async def levels(member_id: UUID, *, insurer_id: UUID, on: date) -> list[str]:
    """Every level that the person holds on a day, confirmed."""
    rows = await fetch(
        "SELECT level FROM underwriting_authority WHERE member = $1 AND insurer = $2 "
        "AND confirmed_at IS NOT NULL AND from_on <= $3 AND (to_on IS NULL OR $3 <= to_on)",
        *(member_id, insurer_id, on),
    )
    return [row["level"] for row in rows]


async def authorities(
    *, insurer_id: UUID, after: tuple[datetime, UUID] | None, limit: int
) -> tuple[list[dict[str, Any]], int]:
    """Up to `limit + 1` of an insurer's, newest first, and how many there are."""
    at, last = after or (None, None)
    rows = await fetch(
        "SELECT a.*, m.name AS member_name FROM underwriting_authority a "
        "JOIN identity_member m ON m.id = a.member WHERE a.insurer = $1 "
        "AND ($2::timestamptz IS NULL OR (a.created_at, a.id) < ($2, $3)) "
        "ORDER BY a.created_at DESC, a.id DESC LIMIT $4",
        *(insurer_id, at, last, limit + 1),
    )
    total = await fetch_value(
        "SELECT count(*) FROM (SELECT FROM underwriting_authority WHERE insurer = $1 "
        f"LIMIT {COUNTED + 1}) AS counted",
        insurer_id,
    )
    return rows, int(total)


async def desk_rules(
    *, insurer_id: UUID, after: tuple[date, UUID] | None, limit: int
) -> tuple[list[dict[str, Any]], int]:
    """Up to `limit + 1` rules of an insurer and of the platform, the latest first."""
    where = "FROM underwriting_desk_rule WHERE (insurer = $1 OR insurer IS NULL)"
    rows = await fetch(
        f"SELECT * {where} AND ($2::date IS NULL OR (from_on, id) < ($2, $3)) "
        "ORDER BY from_on DESC, id DESC LIMIT $4",
        *(insurer_id, *(after or (None, None)), limit + 1),
    )
    total = await fetch_value(
        f"SELECT count(*) FROM (SELECT 1 {where} LIMIT {COUNTED + 1}) AS counted", insurer_id
    )
    return rows, int(total)


async def desk_rule_of(
    insurer_id: UUID, *, from_on: date, lock: bool = False
) -> dict[str, Any] | None:
    """The rule of an insurer that begins on a day; `lock`: nobody adds one meanwhile."""
    if lock:
        await fetch_value(
            "SELECT id FROM identity_organisation WHERE id = $1 FOR NO KEY UPDATE", insurer_id
        )
    return await fetch_one(
        "SELECT * FROM underwriting_desk_rule WHERE insurer = $1 AND from_on = $2",
        *(insurer_id, from_on),
    )


async def add_desk_rule(row: DeskRule) -> None:
    await DeskRule.insert(row)
