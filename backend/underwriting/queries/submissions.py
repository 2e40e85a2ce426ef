"""Every statement about submissions, and the products and plans that they go to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from backend.kernel.db import execute, fetch, fetch_one, fetch_value
from backend.underwriting.states import AT_DESK
from backend.underwriting.tables import Submission

_SUBMISSION = """
SELECT s.*, p.number AS proposal_number, p.line, p.firm, p.copied_from, f.name AS firm_name,
  i.name AS insurer_name, m.name AS assignee_name, ip.id AS product, ip.name AS product_name,
  v.terms AS product_terms, v.filing_number AS product_filing_number, r.code AS plan_code,
  r.document AS plan_document, r.published_at AS plan_published_at,
  r.valid_from AS plan_valid_from, r.valid_to AS plan_valid_to
FROM underwriting_submission s
JOIN underwriting_proposal p ON p.id = s.proposal
JOIN identity_organisation f ON f.id = p.firm
JOIN identity_organisation i ON i.id = s.insurer
JOIN insurance_product_version v ON v.id = s.product_version
JOIN insurance_product ip ON ip.id = v.product
JOIN insurance_rating_plan r ON r.id = s.plan
LEFT JOIN identity_member m ON m.id = s.assignee
"""
#: $1 is the firm that asks, or $2 the insurer.
_SEEN = "(p.firm = $1 OR s.insurer = $2)"
_DESK = ", ".join(f"'{state}'" for state in AT_DESK)
#: A standing clock sorts after every running one, and what is over after both.
_ORDER = (
    f"CASE WHEN s.state IN ({_DESK}) THEN coalesce(s.due_on, date '9999-12-30') "
    "ELSE date '9999-12-31' END"
)


async def add(submission: Submission) -> None:
    await Submission.insert(submission)


async def of_proposal(proposal_id: UUID, *, firm_id: UUID) -> list[dict[str, Any]]:
    """For its firm: what became of the proposal at each insurer, declined and withdrawn too."""
    return await fetch(
        f"{_SUBMISSION} WHERE s.proposal = $1 AND p.firm = $2 ORDER BY i.name, s.created_at",
        *(proposal_id, firm_id),
    )


async def of_proposals(ids: Sequence[UUID], *, firm_id: UUID) -> list[dict[str, Any]]:
    """The same of a page of proposals."""
    return await fetch(
        f"{_SUBMISSION} WHERE s.proposal = ANY($1) AND p.firm = $2 ORDER BY i.name, s.created_at",
        *(list(ids), firm_id),
    )


async def submission(
    submission_id: UUID, *, firm_id: UUID | None = None, insurer_id: UUID | None = None
) -> dict[str, Any] | None:
    """One submission of the firm, or of the insurer, with its product's terms and its plan."""
    return await fetch_one(
        f"{_SUBMISSION} WHERE {_SEEN} AND s.id = $3", firm_id, insurer_id, submission_id
    )


async def lock(
    submission_id: UUID, *, firm_id: UUID | None = None, insurer_id: UUID | None = None
) -> dict[str, Any] | None:
    """The same, locked until the transaction ends."""
    await fetch(
        "SELECT FROM underwriting_submission s JOIN underwriting_proposal p ON p.id = s.proposal "
        f"WHERE {_SEEN} AND s.id = $3 FOR UPDATE OF s",
        *(firm_id, insurer_id, submission_id),
    )
    return await submission(submission_id, firm_id=firm_id, insurer_id=insurer_id)


async def standing(proposal_id: UUID, insurer_id: UUID) -> UUID | None:
    """What was sent to this insurer and not withdrawn."""
    found: UUID | None = await fetch_value(
        "SELECT id FROM underwriting_submission WHERE proposal = $1 AND insurer = $2 "
        "AND state <> 'withdrawn'",
        proposal_id,
        insurer_id,
    )
    return found


async def move(
    submission_id: UUID, state: str, *, due_on: date | None, days_left: int | None, at: datetime
) -> None:
    """The state, and what is left of the insurer's time: running, standing, or over."""
    await execute(
        "UPDATE underwriting_submission SET state = $2::varchar, due_on = $3, days_left = $4, "
        "updated_at = $5, first_quoted_at = CASE WHEN $2::varchar = 'quoted' "
        "THEN coalesce(first_quoted_at, $5) ELSE first_quoted_at END WHERE id = $1",
        *(submission_id, state, due_on, days_left, at),
    )


async def assign(submission_id: UUID, member_id: UUID | None, *, at: datetime) -> None:
    await execute(
        "UPDATE underwriting_submission SET assignee = $2, updated_at = $3 WHERE id = $1",
        *(submission_id, member_id, at),
    )


async def decline(submission_id: UUID, *, code: str, note: str, at: datetime) -> None:
    await execute(
        "UPDATE underwriting_submission SET state = 'declined', due_on = NULL, days_left = NULL, "
        "decline_code = $2, decline_note = $3, updated_at = $4 WHERE id = $1",
        *(submission_id, code, note, at),
    )


async def record_assessment(
    submission_id: UUID, *, n: int, handling: str, authority: str, hits: str, at: datetime
) -> None:
    """What the plan's rules say of this version of the answers."""
    await execute(
        "UPDATE underwriting_submission SET n = $2, handling = $3, authority = $4, "
        "hits = $5::text::jsonb, updated_at = $6 WHERE id = $1",
        *(submission_id, n, handling, authority, hits, at),
    )


async def offered(
    insurer_id: UUID, line: str, *, inception: date, today: date
) -> Mapping[str, Any] | None:
    """The insurer's newest rated product of a line, on offer today and at the inception."""
    return await fetch_one(
        "SELECT v.id AS product_version, v.plan FROM insurance_product_version v "
        "JOIN insurance_product p ON p.id = v.product "
        "JOIN insurance_rating_plan r ON r.id = v.plan "
        "WHERE p.insurer = $1 AND p.line = $2 AND v.published_at IS NOT NULL "
        "AND v.valid_from <= $4 AND r.valid_from <= $3 "
        "AND (v.valid_to IS NULL OR greatest($3, $4) <= v.valid_to) "
        "AND (r.valid_to IS NULL OR $3 <= r.valid_to) "
        "ORDER BY v.published_at DESC, v.id LIMIT 1",
        *(insurer_id, line, inception, today),
    )


async def duplicates(
    *, firm_id: UUID, but: UUID, inception: date, end: date, parts: Sequence[str]
) -> list[dict[str, Any]]:
    """Other proposals of the firm, open or accepted somewhere, that cover a same part then."""
    return await fetch(
        "SELECT DISTINCT p.id, p.number, p.line, "
        "a.answers -> 'cover' ->> 'inception_on' AS begins, "
        "a.answers -> 'cover' ->> 'expires_on' AS ends FROM underwriting_submission s "
        "JOIN underwriting_proposal p ON p.id = s.proposal "
        "JOIN underwriting_answers a ON a.proposal = s.proposal AND a.n = s.n "
        "WHERE p.firm = $1 AND p.id <> $2 "
        "AND s.state IN ('in_underwriting', 'info_requested', 'indicated', 'referred', 'quoted', "
        "'accepted') AND (a.answers -> 'cover' ->> 'inception_on')::date < $4 "
        "AND $3 < (a.answers -> 'cover' ->> 'expires_on')::date "
        "AND EXISTS (SELECT FROM jsonb_array_elements(a.answers -> 'cover' -> 'parts') AS part "
        "WHERE part ->> 'code' = ANY ($5)) ORDER BY p.number LIMIT 20",
        *(firm_id, but, inception, end, list(parts)),
    )


async def accepted_risks(*, firm_id: UUID, insurer_id: UUID) -> list[dict[str, Any]]:
    """What the insurer carries of the firm already: what was accepted of its quotes."""
    return await fetch(
        "SELECT o.risk FROM underwriting_quote q "
        "JOIN underwriting_submission s ON s.id = q.submission "
        "JOIN underwriting_proposal p ON p.id = s.proposal "
        "JOIN underwriting_quote_option o ON o.quote = q.id AND o.n = q.accepted_option "
        "WHERE p.firm = $1 AND s.insurer = $2 AND q.state = 'accepted'",
        *(firm_id, insurer_id),
    )


async def desk_rule(insurer_id: UUID, *, on: date) -> dict[str, Any]:
    """The insurer's own rule in force, or the platform's."""
    found = await fetch_one(
        "SELECT * FROM underwriting_desk_rule WHERE (insurer = $1 OR insurer IS NULL) "
        "AND from_on <= $2 ORDER BY insurer IS NULL, from_on DESC LIMIT 1",
        *(insurer_id, on),
    )
    if found is None:
        raise RuntimeError("The platform has a rule for every desk.")
    return found


@dataclass(frozen=True, kw_only=True)
class Filter:
    """`firm_id` or `insurer_id` says who asks."""

    firm_id: UUID | None = None
    insurer_id: UUID | None = None
    states: tuple[str, ...] = ()
    line: str | None = None
    like: str | None = None
    overdue_on: date | None = None
    #: Both are empty: whoever has it.
    assignee: UUID | None = None
    free: bool = False


async def page(
    by: Filter, *, after: tuple[date, UUID] | None, limit: int, counted: int
) -> tuple[list[dict[str, Any]], int]:
    """Up to `limit + 1` submissions, the nearest deadline first, and how many there are."""
    due, last = after or (None, None)
    where = (
        f"{_SEEN} AND (cardinality($3::varchar[]) = 0 OR s.state = ANY ($3)) "
        "AND ($4::varchar IS NULL OR p.line = $4) AND ($5::varchar IS NULL OR f.name ILIKE $5 "
        "OR s.number ILIKE $5) AND ($6::date IS NULL OR s.due_on < $6) "
        "AND ($7::uuid IS NULL OR s.assignee = $7) AND (NOT $8::boolean OR s.assignee IS NULL)"
    )
    args = (
        *(by.firm_id, by.insurer_id, list(by.states), by.line, by.like, by.overdue_on),
        *(by.assignee, by.free),
    )
    rows = await fetch(
        f"SELECT found.*, ({_ORDER.replace('s.', 'found.')}) AS sorted_by FROM ({_SUBMISSION} "
        f"WHERE {where}) AS found WHERE $9::date IS NULL "
        f"OR (({_ORDER.replace('s.', 'found.')}), found.id) > ($9, $10) "
        "ORDER BY sorted_by, found.id LIMIT $11",
        *(*args, due, last, limit + 1),
    )
    total = await fetch_value(
        f"SELECT count(*) FROM ({_SUBMISSION} WHERE {where} LIMIT $9::bigint) AS counted",
        *(*args, counted + 1),
    )
    return rows, int(total)
