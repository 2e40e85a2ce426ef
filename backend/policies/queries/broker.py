"""Statements about the broker's pages and the commissions that insurers filed."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from backend.kernel.db import execute, fetch, fetch_one
from backend.policies.tables import BrokerPage, BrokerTick, Commission


async def subject(proposal_id: UUID, *, firm_id: UUID) -> dict[str, Any] | None:
    """A proposal with the answers that insurers have; before it is sent, the newest."""
    return await fetch_one(
        "SELECT p.id, p.number, p.line, a.n, a.answers FROM underwriting_proposal p "
        "JOIN underwriting_answers a ON a.proposal = p.id WHERE p.id = $1 AND p.firm = $2 "
        "AND a.n = coalesce((SELECT max(s.n) FROM underwriting_submission s "
        "WHERE s.proposal = p.id), (SELECT max(b.n) FROM underwriting_answers b "
        "WHERE b.proposal = p.id))",
        *(proposal_id, firm_id),
    )


async def insurers(proposal_id: UUID, *, on: date) -> list[dict[str, Any]]:
    """To whom it was sent, with the product, and the commission that is filed for its line."""
    return await fetch(
        "SELECT DISTINCT i.name AS insurer, ip.name AS product, v.filing_number AS filing, "
        "c.rate_bp, c.filing_number AS commission_filing FROM underwriting_submission s "
        "JOIN underwriting_proposal p ON p.id = s.proposal "
        "JOIN identity_organisation i ON i.id = s.insurer "
        "JOIN insurance_product_version v ON v.id = s.product_version "
        "JOIN insurance_product ip ON ip.id = v.product "
        "LEFT JOIN LATERAL (SELECT k.rate_bp, k.filing_number FROM policies_commission k "
        "WHERE k.insurer = s.insurer AND k.line = p.line AND k.from_on <= $2 "
        "ORDER BY k.from_on DESC LIMIT 1) c ON true WHERE s.proposal = $1 ORDER BY i.name",
        *(proposal_id, on),
    )


async def add_page(page: BrokerPage) -> None:
    await execute(
        "INSERT INTO policies_broker_page "
        "(id, created_at, proposal, kind, sha256, content, shown_to, shown_to_name) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        *(page.id, page.created_at, page.proposal, page.kind, page.sha256, page.content),
        *(page.shown_to, page.shown_to_name),
    )


async def add_tick(tick: BrokerTick) -> None:
    """Once; again changes nothing."""
    await execute(
        "INSERT INTO policies_broker_tick (id, created_at, page, ticked_by) "
        "VALUES ($1, $2, $3, $4) ON CONFLICT (page) DO NOTHING",
        *(tick.id, tick.created_at, tick.page, tick.ticked_by),
    )


async def pages(proposal_id: UUID, *, page_id: UUID | None = None) -> list[dict[str, Any]]:
    """Of a proposal: the newest first, each with its tick."""
    return await fetch(
        "SELECT b.id, b.kind, b.sha256, b.content, b.created_at, b.shown_to, b.shown_to_name, "
        "t.created_at AS ticked_at FROM policies_broker_page b "
        "LEFT JOIN policies_broker_tick t ON t.page = b.id "
        "WHERE b.proposal = $1 AND ($2::uuid IS NULL OR b.id = $2) "
        "ORDER BY b.created_at DESC LIMIT 100",
        *(proposal_id, page_id),
    )


async def add_commission(row: Commission) -> None:
    await Commission.insert(row)


async def commissions(insurer_id: UUID) -> Sequence[dict[str, Any]]:
    return await fetch(
        "SELECT * FROM policies_commission WHERE insurer = $1 ORDER BY from_on DESC, line "
        "LIMIT 200",
        insurer_id,
    )
