"""What belongs to an organisation ($1), one statement for each file of the archive.

Columns are named one by one: nothing that only the other side of a matter may see is among them.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from backend.kernel.db import fetch, loads

#: Columns that hold JSON.
JSON = {"declared", "payload"}

RECORDS: Mapping[str, str] = {
    "assets": "SELECT a.id, a.created_at, a.right_id, r.application_body, r.application_check, "
    "r.kind, r.title, a.declared, a.removed_at FROM portfolio_asset a "
    "JOIN portfolio_right r ON r.id = a.right_id WHERE a.firm = $1 ORDER BY a.created_at, a.id",
    "valuations": "SELECT id, created_at, number, state, method, appraised, base_date, valuer, "
    "low_fen, central_fen, high_fen, report FROM valuation_valuation WHERE firm = $1 "
    "ORDER BY created_at, id",
    "requests": "SELECT id, created_at, number, state, revision, amount_fen, term_months, "
    "use_of_funds, use_note FROM listing_financing_request WHERE firm = $1 "
    "ORDER BY created_at, id",
    "applications": "SELECT id, created_at, number, state, applicant, lender, product, request, "
    "amount_fen FROM lending_application WHERE applicant = $1 OR (lender = $1 AND "
    "state <> 'draft') ORDER BY created_at, id",
    "pledges": "SELECT id, created_at, number, register, state, pledgor_name, pledgee_name, "
    "application_id FROM registry_pledge WHERE $1 IN (pledgor, pledgee) ORDER BY created_at, id",
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


async def records(name: str, organisation_id: UUID) -> list[dict[str, Any]]:
    rows = await fetch(RECORDS[name], organisation_id)
    return [{key: loads(row[key]) if key in JSON else row[key] for key in row} for row in rows]


async def documents(organisation_id: UUID) -> list[dict[str, Any]]:
    return await fetch(
        "SELECT id, kind, name, media_type, size, sha256, deposited_at, withdrawn_at "
        "FROM documents_file WHERE organisation = $1 ORDER BY deposited_at, id",
        organisation_id,
    )
