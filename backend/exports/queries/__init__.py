"""What belongs to an organisation ($1), one statement for each file of the archive.

Columns are named one by one: nothing that only the other side of a matter may see is among them.
What they are is part of the archive's format: a change of columns is another `FORMAT`.
"""

import json
from collections.abc import AsyncGenerator, Iterable, Mapping
from contextlib import aclosing
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from backend.exports.tables import KeptRecord
from backend.kernel.db import columns, execute, fetch, fetch_value, loads, stream

#: Columns that hold JSON.
JSON = {"declared", "payload", "cost"}

#: What lives again where an archive is read in; every other record is kept there as it came.
ALIVE = ("members", "placeholders", "versions")

RECORDS: Mapping[str, str] = {
    "members": "SELECT id, created_at, name, email, roles, active FROM identity_member "
    "WHERE organisation = $1 ORDER BY created_at, id",
    "mandates": "SELECT id, member, papers, up_to_fen, from_on, until, granted_by_name, "
    "granted_at, revoked_at FROM papers_mandate WHERE organisation = $1 ORDER BY granted_at, id",
    "placeholders": "SELECT id, created_at, kind, year, subject, opened_by "
    "FROM documents_placeholder WHERE organisation = $1 ORDER BY created_at, id",
    "versions": "SELECT v.id, v.placeholder, v.n, v.file, v.dated_on, v.note, v.placed_at, "
    "v.placed_by, v.placed_by_name FROM documents_version v "
    "JOIN documents_placeholder p ON p.id = v.placeholder WHERE p.organisation = $1 "
    "ORDER BY p.created_at, p.id, v.n",
    "assets": "SELECT a.id, a.created_at, a.right_id, r.application_body, r.application_check, "
    "r.publication_no, r.kind, r.title, r.filing_on, r.granted_on, a.declared, a.removed_at "
    "FROM portfolio_asset a JOIN portfolio_right r ON r.id = a.right_id WHERE a.firm = $1 "
    "ORDER BY a.created_at, a.id",
    "valuations": "SELECT id, created_at, number, state, method, appraised, base_date, valuer, "
    "low_fen, central_fen, high_fen, per_right, report, withdrawn_at, engine, inputs, "
    "inputs_sha256, result, scores FROM valuation_valuation "
    "WHERE firm = $1 ORDER BY created_at, id",
    "valued_rights": "SELECT r.id, r.valuation, r.right_id, r.low_fen, r.central_fen, r.high_fen "
    "FROM valuation_valued_right r JOIN valuation_valuation v ON v.id = r.valuation "
    "WHERE v.firm = $1 ORDER BY v.created_at, v.id, r.id",
    "requests": "SELECT id, created_at, number, state, revision, amount_fen, term_months, "
    "use_of_funds, use_note, established_on, headcount, revenue_fen, prior_revenue_fen, tax_grade, "
    "tax_grade_year, tax_grade_document_id, credit_grade, credit_grade_year, "
    "credit_grade_document_id, sector, tags, first_time_borrower, has_basic_account, "
    "credit_report_consent, document_ids, drafted_by, published_at, withdrawn_at "
    "FROM listing_financing_request WHERE firm = $1 ORDER BY created_at, id",
    "requested_rights": "SELECT r.id, r.request, r.right_id, r.position, r.used_since "
    "FROM listing_requested_right r JOIN listing_financing_request l ON l.id = r.request "
    "WHERE l.firm = $1 ORDER BY l.created_at, l.id, r.position",
    "applications": "SELECT id, created_at, number, state, applicant, lender, product, request, "
    "amount_fen, term_months, right_ids, document_ids, valuation, submitted_at, due_on, drawn_fen, "
    "drawn_on FROM lending_application WHERE applicant = $1 OR (lender = $1 AND "
    "submitted_at IS NOT NULL) ORDER BY created_at, id",
    "offers": "SELECT o.id, o.application, o.n, o.state, o.amount_fen, o.rate_bp, o.term_months, "
    "o.conditions, o.cost, o.valid_until, o.made_at, o.answered_at FROM lending_offer o "
    "JOIN lending_application a ON a.id = o.application WHERE $1 IN (a.applicant, a.lender) "
    "ORDER BY o.made_at, o.id",
    "pledges": "SELECT id, created_at, number, register, state, pledgor_name, pledgee_name, "
    "application_id, right_ids, secured_fen, registration_number, registered_on, filed_on "
    "FROM registry_pledge WHERE $1 IN (pledgor, pledgee) ORDER BY created_at, id",
    "papers": "SELECT id, created_at, number, template, version, state, file, sha256, issued_on, "
    "issued_at FROM papers_paper WHERE $1 = issuer OR $1 = ANY(parties) ORDER BY created_at, id",
    "confirmations": "SELECT id, file, sha256, owner, issuer, note, asked_at, answer, "
    "stated_sha256, answer_note, answered_by_name, answered_at FROM documents_confirmation "
    "WHERE $1 IN (owner, issuer) ORDER BY asked_at, id",
    "receipts": "SELECT r.id, r.number, r.owner, o.name AS owner_name, r.reader, "
    "d.name AS reader_name, r.purpose_kind, r.purpose, r.note, r.until, r.download, "
    "r.granted_at, g.file, g.ends_at FROM documents_receipt r "
    "JOIN identity_organisation o ON o.id = r.owner "
    "JOIN identity_organisation d ON d.id = r.reader "
    "JOIN documents_grant g ON g.receipt = r.id WHERE $1 IN (r.owner, r.reader) "
    "ORDER BY r.granted_at, r.id, g.file",
    "reads": "SELECT r.id, r.file, d.name AS reader_name, r.member_name, r.use, r.first_byte, "
    "r.last_byte, r.read_at FROM documents_read r "
    "JOIN identity_organisation d ON d.id = r.reader WHERE r.owner = $1 ORDER BY r.seq",
    "events": "SELECT id, name, subject, subject_id, occurred_at, actor_name, payload "
    "FROM kernel_event WHERE organisation_id = $1 ORDER BY seq",
}

_KEPT = "SELECT record FROM exports_kept_record WHERE organisation = $1 AND name = $2 ORDER BY n"


async def columns_of(name: str) -> tuple[str, ...]:
    """What a record of this name says, in order; inside a transaction."""
    return await columns(RECORDS[name])


async def records(name: str, organisation_id: UUID) -> AsyncGenerator[dict[str, Any], None]:
    """Those that came with an archive, then those of this installation; inside a transaction."""
    async with aclosing(stream(_KEPT, organisation_id, name)) as kept:
        async for row in kept:
            yield _moments(json.loads(row["record"]))
    async with aclosing(stream(RECORDS[name], organisation_id)) as rows:
        async for row in rows:
            yield {key: loads(row[key]) if key in JSON else row[key] for key in row}


def _moments(record: dict[str, Any]) -> dict[str, Any]:
    """The record, its moments as moments again."""
    return {
        key: datetime.fromisoformat(value) if key.endswith("_at") and value else value
        for key, value in record.items()
    }


async def documents(organisation_id: UUID) -> list[dict[str, Any]]:
    return await fetch(
        "SELECT id, kind, name, media_type, size, sha256, deposited_at, deposited_by, "
        "withdrawn_at, withdrawn_by FROM documents_file WHERE organisation = $1 "
        "ORDER BY deposited_at, id",
        organisation_id,
    )


async def lock_organisations() -> None:
    """Let no organisation come into being until the transaction ends."""
    await execute("LOCK TABLE identity_organisation IN SHARE ROW EXCLUSIVE MODE")


async def is_empty() -> bool:
    """Whether nobody is here but the platform's operator, and no document."""
    return bool(
        await fetch_value(
            "SELECT NOT EXISTS (SELECT FROM identity_organisation WHERE kind <> 'operator') "
            "AND NOT EXISTS (SELECT FROM documents_file)"
        )
    )


async def keep_records(
    name: str, records: Iterable[str], *, organisation_id: UUID, after: int
) -> None:
    """Keep these records, each as the JSON that it came as, numbered on from `after`."""
    rows = [
        KeptRecord(id=uuid4(), organisation=organisation_id, name=name, n=n, record=record)
        for n, record in enumerate(records, after + 1)
    ]
    if rows:
        await KeptRecord.insert(*rows)
