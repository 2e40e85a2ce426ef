"""A pledge is drafted when an offer is accepted; the bank states its terms, both add evidence."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from backend.documents import service as documents
from backend.documents.states import Purpose
from backend.identity import service as identity
from backend.kernel import clock
from backend.kernel.auth import Actor, Permission
from backend.kernel.db import transaction
from backend.kernel.errors import NotFound
from backend.kernel.money import Fen
from backend.kernel.sequences import next_number
from backend.portfolio import service as portfolio
from backend.portfolio.service import RightView
from backend.portfolio.states import APART, FactKind
from backend.registry import projection, rules
from backend.registry.events import (
    PledgeDrafted,
    PledgeEvidenceAdded,
    PledgeReopened,
    PledgeTermsSet,
)
from backend.registry.projection import PledgeRecord
from backend.registry.regimes import one_register
from backend.registry.service import access, papers, writing
from backend.registry.states import Action, ClaimKind, Creation, Paper, Party, State

#: The terms that are columns of their own; the rest stands in `terms`.
_COLUMNS = frozenset(
    {"claim_kind", "secured_fen", "loan_reference", "performance_from", "performance_to"}
)


@dataclass(frozen=True, kw_only=True)
class DraftIn:
    """What an accepted offer says about the pledge."""

    right_ids: Sequence[UUID]
    pledgor_id: UUID
    pledgee_id: UUID
    claim_kind: ClaimKind = ClaimKind.SINGLE
    secured_fen: Fen
    #: The loan, where it is another amount than what is secured.
    loan_fen: Fen | None = None
    application_id: UUID | None = None
    loan_reference: str | None = None
    performance_from: date | None = None
    performance_to: date | None = None


@dataclass(frozen=True, kw_only=True)
class PaperIn:
    """A paper of the filing, D1 to D6."""

    paper: Paper
    document_id: UUID | None
    party: Party | None = None
    signed_by: Sequence[Party] = ()
    undertaking: bool = False


def terms_hash(record: PledgeRecord) -> str:
    """The digest of the canonical terms: what a signature stands under."""
    canonical = {
        "number": record.number,
        "version": record.terms_version,
        "parties": record.parties,
        "right_ids": record.right_ids,
        "terms": record.terms,
        **{name: getattr(record, name) for name in sorted(_COLUMNS)},
    }
    text = json.dumps(
        projection.encode(canonical), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    return hashlib.sha256(text.encode()).hexdigest()


def party_json(organisation: Any) -> dict[str, Any]:
    return {
        "organisation_id": str(organisation.id),
        "name": organisation.name,
        "code": organisation.uscc,
        "division": organisation.division,
        "street": organisation.street,
        "address": organisation.address_line,
    }


def _listed(view: RightView) -> dict[str, Any]:
    return {
        "right_id": str(view.id),
        "number": view.application_no or (view.label if view.kind in APART else None),
        "title": view.title or None,
        "filing_on": projection.encode(view.filing_on),
        "granted_on": projection.encode(view.granted_on),
    }


async def _pledgeable(right_ids: Sequence[UUID]) -> list[RightView]:
    views = await portfolio.views(right_ids)
    found = {views[right].id: views[right] for right in right_ids if right in views}
    unfit = [view for view in found.values() if not view.can_be_pledged_at_cnipa]
    if unfit:
        raise rules.RightNotPledgeable(
            f"{unfit[0].label} cannot be pledged at CNIPA.",
            right_ids=[str(view.id) for view in unfit],
        )
    if not found or not all(right in views for right in right_ids):
        raise NotFound("There is no such patent.")
    return list(found.values())


async def draft(data: DraftIn, *, by: Actor) -> PledgeRecord:
    """Draft the pledge of an accepted offer, in the transaction of the acceptance.

    A right may still stand in a live pledge (the old bank's, to be cancelled first): then signing
    and filing refuse. It holds the register's sequence until the transaction ends: call it last.
    """
    async with transaction():
        views = await _pledgeable(data.right_ids)
        right_ids = tuple(view.id for view in views)
        known = await identity.organisations([data.pledgor_id, data.pledgee_id])
        pledgor, pledgee = known[data.pledgor_id], known[data.pledgee_id]
        changes: dict[str, object] = {
            "id": uuid4(),
            "number": await next_number("PL"),
            "register": one_register(view.kind for view in views),
            "application_id": data.application_id,
            "pledgor": pledgor.id,
            "pledgor_name": pledgor.name,
            "pledgor_code": pledgor.uscc,
            "pledgee": pledgee.id,
            "pledgee_name": pledgee.name,
            "pledgee_code": pledgee.uscc,
            "parties": {"pledgors": [party_json(pledgor)], "pledgees": [party_json(pledgee)]},
            "right_ids": right_ids,
            "claim_kind": data.claim_kind,
            "secured_fen": data.secured_fen,
            "loan_reference": data.loan_reference,
            "performance_from": data.performance_from,
            "performance_to": data.performance_to,
            "terms": {
                "pledgor_address": pledgor.address_line,
                "pledgee_address": pledgee.address_line,
                "listed": [_listed(view) for view in views],
                "loan_fen": data.loan_fen or data.secured_fen,
            },
        }
        record = await writing.create(
            Creation.CREATE,
            _with_hash(changes),
            event=PledgeDrafted,
            telling={"secured_fen": data.secured_fen},
            by=by,
        )
        await papers.contract(record)
        return record


def _with_hash(changes: dict[str, object]) -> dict[str, object]:
    record = projection.start(
        projection.Entry(action=Creation.CREATE, changes=projection.encode(changes))
    )
    return {**changes, "terms_hash": terms_hash(record)}


async def set_terms(pledge_id: UUID, values: Mapping[str, Any], *, by: Actor) -> PledgeRecord:
    """Change the terms that are named; whoever signed the old ones has to sign again."""
    async with transaction():
        record = await access.lock_for(pledge_id, Action.SET_TERMS, by=by)
        changes: dict[str, object] = {k: v for k, v in values.items() if k in _COLUMNS}
        other = {k: projection.encode(v) for k, v in values.items() if k not in _COLUMNS}
        if "listed" in other:
            other["listed"] = _merged(record, other["listed"])
        if other:
            changes["terms"] = _agreed({**record.terms, **other})
        changes["terms_version"] = record.terms_version + 1
        _check_period(record, changes)
        after = await _change_terms(
            record,
            Action.SET_TERMS,
            changes,
            event=PledgeTermsSet,
            telling={"terms_version": record.terms_version + 1},
            by=by,
        )
        await papers.contract(after)
        return after


def _agreed(terms: dict[str, Any]) -> dict[str, Any]:
    """The terms with an agent and his power of attorney, or with neither."""
    if terms.get("agent") == "":
        terms |= {"agent": None, "attorney": None}
    rules.check_attorney(terms.get("agent"), terms.get("attorney"), today=clock.today())
    return terms


def _check_period(record: PledgeRecord, changes: Mapping[str, Any]) -> None:
    start = changes.get("performance_from", record.performance_from)
    end = changes.get("performance_to", record.performance_to)
    if end is not None:
        rules.check_order(start, end, what="performance_to")


def _merged(record: PledgeRecord, rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The listed rights of the pledge, with what the contract says of the named ones."""
    known = {row["right_id"]: row for row in record.terms.get("listed", [])}
    named = {row["right_id"]: {k: v for k, v in row.items() if v is not None} for row in rows}
    if not named.keys() <= {str(right) for right in record.right_ids}:
        raise NotFound("The pledge has no such patent.")
    return [
        {**known.get(str(right), {}), **named.get(str(right), {}), "right_id": str(right)}
        for right in record.right_ids
    ]


async def _change_terms(
    record: PledgeRecord, action: Action, changes: dict[str, object], **rest: Any
) -> PledgeRecord:
    entry = projection.Entry(action=action, changes=projection.encode(changes))
    changed = projection.apply(record, entry)
    return await writing.change(
        record, action, changes={**changes, "terms_hash": terms_hash(changed)}, **rest
    )


async def reopen(pledge_id: UUID, *, reason: str, by: Actor) -> PledgeRecord:
    """Back to draft: the terms change or the evidence is stale; the signatures are void."""
    async with transaction():
        record = await access.lock_for(pledge_id, Action.REOPEN, by=by)
        await papers.lapse(record)
        return await _change_terms(
            record,
            Action.REOPEN,
            {"terms_version": record.terms_version + 1},
            event=PledgeReopened,
            telling={"reason": reason},
            facts={"reason": reason},
            by=by,
        )


async def share(record: PledgeRecord, document_id: UUID | None, *, by: Actor) -> None:
    """Let both parties read a document of the filing, if the actor may read it himself."""
    if document_id is None:
        return
    await documents.check_readable([document_id], by=by)
    await documents.check_not_disproved([document_id])
    described = await documents.describe([document_id])
    if described[document_id].organisation_id != by.organisation_id:
        return
    for party in writing.parties(record):
        if party != by.organisation_id:
            await documents.grant(
                [document_id], to=party, kind=Purpose.PLEDGE, purpose=record.id, by=by
            )


async def add_paper(pledge_id: UUID, data: PaperIn, *, by: Actor) -> PledgeRecord:
    """Add a paper of the filing; both parties may read it from now on."""
    async with transaction():
        record = await access.lock_for(pledge_id, Action.ADD_EVIDENCE, by=by)
        if data.document_id is None and not data.undertaking:
            raise rules.EvidenceIncomplete("A paper needs its scan or an undertaking.")
        await share(record, data.document_id, by=by)
        paper = {
            "paper": data.paper,
            "document_id": data.document_id,
            "party": data.party,
            "signed_by": sorted(set(data.signed_by)),
            "undertaking": data.undertaking,
            "added_by": by.name,
            "added_on": clock.today(),
        }
        return await writing.change(
            record,
            Action.ADD_EVIDENCE,
            changes={"papers": [*record.papers, projection.encode(paper)]},
            event=PledgeEvidenceAdded,
            telling={"kind": data.paper.value, "document_id": data.document_id},
            by=by,
        )


async def add_fact(
    pledge_id: UUID,
    kind: FactKind,
    *,
    right_id: UUID,
    as_of: date,
    payload: Mapping[str, Any],
    document_id: UUID | None,
    by: Actor,
) -> PledgeRecord:
    """Record a dated fact of a right of the pledge: the fact is the right's, the scan the
    firm's and this bank's."""
    by.require(Permission.RUN_PLEDGES)
    async with transaction():
        record = await access.lock_for(pledge_id, Action.ADD_EVIDENCE, by=by)
        if right_id not in record.right_ids:
            raise NotFound("The pledge has no such patent.")
        await share(record, document_id, by=by)
        await portfolio.record_fact(
            right_id,
            kind,
            as_of,
            payload,
            document_id,
            by.organisation_id,
            by=by,
            firm_id=record.pledgor,
        )
        if kind in papers.DECLARING and record.state is State.DRAFT:
            await papers.application(record)
        return await writing.change(
            record,
            Action.ADD_EVIDENCE,
            event=PledgeEvidenceAdded,
            telling={"kind": kind.value, "right_id": right_id, "document_id": document_id},
            facts={"kind": kind, "right_id": right_id, "as_of": as_of},
            by=by,
        )
