"""The one statement behind the list: a branch for each kind of what waits.

`me.organisation` and `me.member` are the reader's; `me.needed_from` and `me.known_on` of the second
factor that he owes, null where he owes none. A branch answers only for what he may do: the
service names the kinds, each under the permission of the act that ends its tasks.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from backend.identity.service import Duty
from backend.kernel.db import fetch, fetch_value
from backend.kernel.pages import COUNTED
from backend.registry.service import UNVERIFIED
from backend.tasks.states import TaskKind

#: What has no day comes after everything that has one.
NEVER = date(9999, 12, 31)

#: Another version that is the same in all of these need not be simulated.
JUDGED_BY = (
    *("criteria", "min_fen", "cap_fen", "min_months", "max_months", "ratio_bp_by_kind"),
    *("haircuts", "value_choice", "max_valuation_age_months", "guarantee_required", "repayment"),
    *("rate_base", "rate_from_bp", "rate_to_bp", "fees"),
)

_COLUMNS = "id, subject_id, number, title, due_on, since"

#: Of a pledge that is still drafted or was objected to: the reader's, and who stands opposite.
_PLEDGES = (
    "FROM me JOIN registry_pledge p ON me.organisation IN (p.pledgor, p.pledgee) "
    "AND NOT p.made_elsewhere"
)
_OPPOSITE = "CASE WHEN p.pledgor = me.organisation THEN p.pledgee_name ELSE p.pledgor_name END"
_DECLARED = "p.warning->>'declaration_hash'"


def _signed(purpose: str, digest: str, *, own: bool) -> str:
    """Whether this side, or the other, signed what stands under the digest."""
    side = "=" if own else "<>"
    return (
        f"EXISTS (SELECT FROM registry_signature s WHERE s.pledge = p.id "
        f"AND s.purpose = '{purpose}' AND s.terms_hash = {digest} "
        f"AND s.organisation {side} me.organisation)"
    )


def _extracts(day: str, which: str) -> str:
    """Register extracts of one's own rights, with the day that counts."""
    return (
        "SELECT x.id, r.id, coalesce(r.publication_no, ''), "
        f"coalesce(nullif(r.title, ''), a.declared->>'title', ''), {day}, x.created_at "
        "FROM me JOIN portfolio_asset a ON a.firm = me.organisation AND a.removed_at IS NULL "
        f"JOIN portfolio_extract_reading x ON x.asset = a.id AND {which} "
        "JOIN portfolio_right r ON r.id = a.right_id"
    )


def _terms(version: str) -> str:
    """What a product's version is judged by."""
    return ", ".join(f"{version}.{each}" for each in JUDGED_BY)


def _proposed(table: str, *, organisation: str | None = "organisation") -> str:
    """Proposals of one's own organisation, or the platform's, that another person made."""
    whose = (
        ""
        if organisation is None
        else f"AND (p.{organisation} = me.organisation OR p.{organisation} IS NULL AND EXISTS ("
        "SELECT FROM identity_organisation o WHERE o.id = me.organisation "
        "AND o.kind = 'operator'))"
    )
    day = "from_on" if table == "lending_decision_limit" else "valid_from"
    return (
        f"SELECT p.id, p.id, '', p.proposed_by_name, p.{day}, p.created_at "
        f"FROM me JOIN {table} p ON p.proposed_by <> me.member AND p.decided_at IS NULL {whose}"
    )


BRANCHES: Mapping[TaskKind, str] = {
    TaskKind.FEE: (
        "SELECT k.id, k.id, k.fee_year::text, coalesce(nullif(r.title, ''), "
        "a.declared->>'title', ''), k.due_on, k.created_at "
        "FROM me JOIN portfolio_asset a ON a.firm = me.organisation "
        "JOIN portfolio_fee_task k ON k.asset = a.id AND k.state = 'open' "
        "JOIN portfolio_right r ON r.id = a.right_id WHERE a.removed_at IS NULL"
    ),
    TaskKind.DOCUMENTS_ASKED: (
        "SELECT d.id, a.id, a.number, o.name, d.answer_by, d.asked_at "
        "FROM me JOIN lending_application a ON a.applicant = me.organisation "
        "AND a.state = 'waiting' JOIN lending_document_request d ON d.application = a.id "
        "AND d.closed_at IS NULL JOIN identity_organisation o ON o.id = a.lender"
    ),
    TaskKind.OFFER: (
        "SELECT f.id, a.id, a.number, o.name, f.valid_until, f.made_at "
        "FROM me JOIN lending_application a ON a.applicant = me.organisation "
        "AND a.state = 'offered' JOIN lending_offer f ON f.application = a.id "
        "AND f.state = 'open' JOIN identity_organisation o ON o.id = a.lender"
    ),
    TaskKind.QUESTIONS: (
        "SELECT s.id, p.id, s.number, o.name, q.due_on, q.created_at "
        "FROM me JOIN underwriting_proposal p ON p.firm = me.organisation "
        "JOIN underwriting_submission s ON s.proposal = p.id AND s.state = 'info_requested' "
        "JOIN LATERAL (SELECT due_on, created_at FROM underwriting_question "
        "WHERE submission = s.id ORDER BY n DESC LIMIT 1) AS q ON true "
        "JOIN identity_organisation o ON o.id = s.insurer"
    ),
    TaskKind.LICENCE_TERMS: (
        "SELECT i.id, i.id, i.number, o.name, NULL::date, i.proposed_at "
        "FROM me JOIN licensing_inquiry i ON me.organisation IN (i.asker, i.licensor) "
        "AND i.state = 'open' AND i.proposed_by <> me.organisation "
        "JOIN identity_organisation o ON o.id = i.proposed_by"
    ),
    TaskKind.RECORDAL: (
        "SELECT n.id, n.id, n.number, o.name, n.recordal_due_on, n.created_at "
        "FROM me JOIN licensing_licence n ON me.organisation IN (n.licensor, n.licensee) "
        "AND n.recordal_number IS NULL JOIN identity_organisation o ON o.id = "
        "CASE WHEN n.licensor = me.organisation THEN n.licensee ELSE n.licensor END"
    ),
    TaskKind.PAPER: (
        "SELECT s.id, p.id, p.number, o.name, NULL::date, s.asked_at "
        "FROM me JOIN papers_signature s ON s.organisation = me.organisation "
        "AND s.asked_at IS NOT NULL AND s.member IS NULL "
        "JOIN papers_paper p ON p.id = s.paper AND p.state IN ('issued', 'signing') "
        "JOIN identity_organisation o ON o.id = p.issuer"
    ),
    TaskKind.CHARGE: (
        "SELECT c.id, c.id, c.reference, o.name, c.due_on, c.created_at "
        "FROM me JOIN payments_charge c ON c.payer = me.organisation "
        "AND c.state IN ('open', 'part_paid') JOIN identity_organisation o ON o.id = c.payee"
    ),
    TaskKind.CASE: (
        "SELECT a.id, a.id, a.number, o.name, a.due_on, a.submitted_at "
        "FROM me JOIN lending_application a ON a.lender = me.organisation "
        "AND a.assignee = me.member AND a.state IN ('submitted', 'in_review') "
        "JOIN identity_organisation o ON o.id = a.applicant"
    ),
    # Whoever gave the opinion does not check it: it waits for a second person.
    TaskKind.OPINION: (
        "SELECT a.id, a.id, a.number, o.name, a.due_on, p.made_at "
        "FROM me JOIN lending_application a ON a.lender = me.organisation AND a.state = 'opined' "
        "JOIN LATERAL (SELECT maker, made_at FROM lending_opinion WHERE application = a.id "
        "ORDER BY n DESC LIMIT 1) AS p ON p.maker <> me.member "
        "JOIN identity_organisation o ON o.id = a.applicant"
    ),
    TaskKind.SUBMISSION: (
        "SELECT s.id, s.id, s.number, o.name, s.due_on, s.created_at "
        "FROM me JOIN underwriting_submission s ON s.insurer = me.organisation "
        "AND s.state IN ('in_underwriting', 'indicated') "
        "AND (s.assignee IS NULL OR s.assignee = me.member) "
        "JOIN underwriting_proposal p ON p.id = s.proposal "
        "JOIN identity_organisation o ON o.id = p.firm"
    ),
    TaskKind.REPORT: (
        "SELECT r.id, r.id, r.number, o.name, r.due_on, r.accepted_at "
        "FROM me JOIN appraisal_quote q ON q.appraiser = me.organisation "
        "JOIN appraisal_request r ON r.quote = q.id AND r.state IN ('accepted', 'returned') "
        "JOIN identity_organisation o ON o.id = r.firm"
    ),
    TaskKind.CONFIRMATION: (
        "SELECT c.id, c.id, '', o.name, NULL::date, c.asked_at "
        "FROM me JOIN documents_confirmation c ON c.issuer = me.organisation "
        "AND c.answer IS NULL JOIN identity_organisation o ON o.id = c.owner"
    ),
    # Whoever recorded a step does not verify it either.
    TaskKind.VERIFICATION: (
        "SELECT md5(w.pledge::text || w.version)::uuid, w.pledge, "
        "coalesce(w.registration_number, ''), w.pledgor_name, NULL::date, w.recorded_at "
        f"FROM me, ({UNVERIFIED}) AS w WHERE w.recorder IS DISTINCT FROM me.member"
    ),
    TaskKind.KYB: (
        "SELECT k.id, k.id, '', o.name, NULL::date, k.submitted_at FROM kyb_case k "
        "JOIN identity_organisation o ON o.id = k.organisation WHERE k.state = 'submitted'"
    ),
    TaskKind.MONEY: (
        "SELECT t.id, t.id, coalesce(c.reference, ''), coalesce(o.name, ''), NULL::date, "
        "t.created_at FROM payments_task t LEFT JOIN payments_charge c ON c.id = t.charge "
        "LEFT JOIN identity_organisation o ON o.id = c.payer WHERE t.settled_at IS NULL"
    ),
    # The other side had the last word, and the reader has not read it.
    TaskKind.MESSAGE: (
        "SELECT m.id, a.id, a.number, o.name, NULL::date, m.created_at FROM me "
        "JOIN lending_application a ON me.organisation IN (a.applicant, a.lender) "
        "AND (a.applicant = me.organisation OR coalesce(a.assignee, me.member) = me.member) "
        "JOIN LATERAL (SELECT * FROM lending_message WHERE application = a.id "
        "ORDER BY n DESC LIMIT 1) AS m ON m.organisation <> me.organisation "
        "JOIN identity_organisation o ON o.id = m.organisation WHERE m.n > coalesce((SELECT "
        "k.read_n FROM lending_message_mark k WHERE k.application = a.id "
        "AND k.member = me.member), 0)"
    ),
    TaskKind.DEFECT: (
        f"SELECT md5('defect' || p.id)::uuid, p.id, p.number, {_OPPOSITE}, p.cure_by, "
        "coalesce((SELECT max(e.occurred_at) FROM registry_event e WHERE e.pledge = p.id "
        f"AND e.action = 'note_defect'), p.created_at) {_PLEDGES} AND p.state = 'defect'"
    ),
    TaskKind.PLEDGE_TERMS: (
        f"SELECT md5('terms' || p.id)::uuid, p.id, p.number, {_OPPOSITE}, NULL::date, "
        "(SELECT max(s.signed_at) FROM registry_signature s WHERE s.pledge = p.id) "
        f"{_PLEDGES} AND p.state = 'draft' AND {_signed('terms', 'p.terms_hash', own=False)} "
        f"AND NOT {_signed('terms', 'p.terms_hash', own=True)}"
    ),
    TaskKind.DECLARATION: (
        f"SELECT md5('declares' || p.id)::uuid, p.id, p.number, {_OPPOSITE}, "
        "(p.warning->>'answer_by')::date, (SELECT max(e.occurred_at) FROM registry_event e "
        f"WHERE e.pledge = p.id AND e.action = 'warn') {_PLEDGES} AND p.state = 'warned' "
        f"AND NOT {_signed('declaration', _DECLARED, own=True)}"
    ),
    TaskKind.DRAWDOWN: (
        "SELECT a.id, a.id, a.number, o.name, NULL::date, a.updated_at "
        "FROM me JOIN lending_application a ON a.lender = me.organisation "
        "AND a.state = 'drawable' JOIN identity_organisation o ON o.id = a.applicant"
    ),
    TaskKind.QUOTES: (
        "SELECT r.id, r.id, r.number, count(*)::text, min(q.valid_until), max(q.quoted_at) "
        "FROM me JOIN appraisal_request r ON r.client = me.organisation AND r.state = 'open' "
        "JOIN appraisal_quote q ON q.request = r.id AND q.state = 'quoted' GROUP BY r.id"
    ),
    TaskKind.EXTRACT: _extracts("x.lapsed_on", "x.state = 'lapsed'"),
    # Announced by the night's job; from its day on it has lapsed.
    TaskKind.EXTRACT_NEAR: _extracts(
        "x.proves_until", "x.state = 'valid' AND x.noticed_on IS NOT NULL"
    ),
    # The newest version, simulated, or one that judges no request otherwise than what is in force.
    TaskKind.PRODUCT: (
        "SELECT v.id, p.id, p.number, v.maker_name, NULL::date, coalesce(s.at, v.created_at) "
        "FROM me JOIN lending_product p ON p.lender = me.organisation "
        "JOIN LATERAL (SELECT * FROM lending_product_version WHERE product = p.id "
        "ORDER BY n DESC LIMIT 1) AS v ON v.published_at IS NULL AND v.maker <> me.member "
        "LEFT JOIN LATERAL (SELECT * FROM lending_product_version WHERE product = p.id "
        "AND published_at IS NOT NULL AND recalled_at IS NULL ORDER BY n DESC LIMIT 1) "
        "AS f ON true LEFT JOIN LATERAL (SELECT max(created_at) AS at "
        "FROM lending_product_simulation WHERE version = v.id) AS s ON true "
        f"WHERE s.at IS NOT NULL OR ({_terms('v')}) IS NOT DISTINCT FROM ({_terms('f')})"
    ),
    TaskKind.LIMIT: _proposed("lending_decision_limit", organisation="bank"),
    TaskKind.PHRASES: _proposed("lending_phrase_proposal"),
    TaskKind.WATCH_RULES: _proposed("monitoring_rule_proposal"),
    TaskKind.REPORT_RULES: _proposed("appraisal_rule_proposal"),
    TaskKind.CALENDAR: _proposed("calendar_proposal"),
    TaskKind.NOTICE: _proposed("policies_notice_proposal"),
    TaskKind.FEE_VERSION: _proposed("payments_fee_proposal", organisation=None),
    TaskKind.LAYOUT: _proposed("treasury_layout_proposal", organisation=None),
    TaskKind.REFERENCE: _proposed("reference_proposal", organisation=None),
    # The tiers are every district's; the first ones came with the platform.
    TaskKind.TIERS: (
        "SELECT v.id, v.id, v.version::text, v.proposer_name, v.from_on, v.proposed_at "
        "FROM me JOIN targets_tier_version v ON v.outcome IS NULL AND v.proposer <> me.member"
    ),
    # Its last day is the one before it is needed.
    TaskKind.SECOND_FACTOR: (
        "SELECT me.member, me.member, '', '', me.needed_from - 1, "
        "me.known_on::timestamp AT TIME ZONE 'Asia/Shanghai' FROM me "
        "WHERE me.needed_from IS NOT NULL"
    ),
}


@dataclass(frozen=True, kw_only=True)
class TaskRow:
    kind: TaskKind
    id: UUID
    subject_id: UUID
    number: str
    title: str
    due_on: date | None
    since: datetime


def _waiting(kinds: Sequence[TaskKind]) -> str:
    branches = " UNION ALL ".join(
        f"SELECT '{kind}' AS kind, b.* FROM ({BRANCHES[kind]}) AS b ({_COLUMNS})" for kind in kinds
    )
    return (
        "WITH me AS (SELECT $1::uuid AS organisation, $2::uuid AS member, "
        "$4::date AS needed_from, $5::date AS known_on) "
        f"SELECT * FROM ({branches}) AS w WHERE ($3::date IS NULL OR w.due_on <= $3)"
    )


def _when(owed: Duty | None) -> tuple[date | None, date | None]:
    return (None, None) if owed is None else (owed.needed_from, owed.known_on)


async def page(
    kinds: Sequence[TaskKind],
    *,
    organisation: UUID,
    member: UUID,
    owed: Duty | None,
    due_by: date | None,
    after: tuple[date, UUID] | None,
    limit: int,
) -> list[TaskRow]:
    """What waits, the earliest day first, one more than the page holds."""
    if not kinds:
        return []
    day, last = after or (None, None)
    rows: list[dict[str, Any]] = await fetch(
        f"{_waiting(kinds)} AND ($6::date IS NULL OR (coalesce(w.due_on, $8), w.id) > ($6, $7)) "
        "ORDER BY coalesce(w.due_on, $8), w.id LIMIT $9",
        organisation,
        member,
        due_by,
        *_when(owed),
        day,
        last,
        NEVER,
        limit + 1,
    )
    return [TaskRow(**{**row, "kind": TaskKind(row["kind"])}) for row in rows]


async def count(
    kinds: Sequence[TaskKind],
    *,
    organisation: UUID,
    member: UUID,
    owed: Duty | None,
    due_by: date | None,
) -> int:
    if not kinds:
        return 0
    counted = await fetch_value(
        f"SELECT count(*) FROM ({_waiting(kinds)} LIMIT {COUNTED + 1}) AS counted",
        organisation,
        member,
        due_by,
        *_when(owed),
    )
    return int(counted)
