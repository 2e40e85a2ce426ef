"""Both signatories confirm the terms; after CNIPA's warning both declare to go on."""

import hashlib
import json
from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from backend.documents import service as documents
from backend.identity import service as identity
from backend.kernel import clock
from backend.kernel.auth import Actor
from backend.kernel.db import transaction
from backend.registry import guards, rules
from backend.registry.events import PledgeDeclared, PledgeSigned, PledgeWarned
from backend.registry.preflight import Preflight
from backend.registry.projection import PledgeRecord
from backend.registry.queries import pledges, regimes
from backend.registry.service import access, knowing, seen, writing
from backend.registry.service.drafting import share
from backend.registry.states import Action, Party, Purpose, Register


async def signed_by(record: PledgeRecord, *, purpose: Purpose, digest: str) -> frozenset[Party]:
    """Who has signed exactly this."""
    return frozenset(
        Party(row["party"])
        for row in await pledges.signatures(record.id)
        if row["purpose"] == purpose and row["terms_hash"] == digest
    )


async def check_ready(record: PledgeRecord) -> Preflight:
    """The guards of signing and of filing: papers, terms, and the twelve grounds today."""
    newest = {(each["paper"], each.get("party")): each["document_id"] for each in record.papers}
    await documents.check_not_disproved([UUID(each) for each in newest.values() if each])
    if record.application_id is not None:
        await documents.check_matter_not_disproved(record.application_id)
    checked, papers = await knowing.check(record)
    guards.check_terms(guards.missing_terms(knowing.contract_facts(record)))
    guards.check_papers(papers)
    guards.check_preflight(checked.blocking)
    return checked


async def sign(
    pledge_id: UUID, *, terms_hash: str, password: str, code: str | None = None, by: Actor
) -> PledgeRecord:
    """Confirm the terms, with the password again; the second party's makes the pledge ready."""
    by.require(*access.needed(Action.SIGN, by=by))
    by.require_verified()
    await pledges.pledge(pledge_id, party=by.organisation_id)
    await identity.check_password(password, code=code, by=by)
    async with transaction():
        record = await access.lock_for(pledge_id, Action.SIGN, by=by)
        party = access.party_of(record, by=by)
        if terms_hash != record.terms_hash:
            read = await seen.earlier(record, lambda then: then.terms_hash == terms_hash)
            raise rules.TermsChanged(
                "These are not the present terms.",
                seen=seen.terms(read) or seen.terms(record),
                current=seen.terms(record),
                terms_version=record.terms_version,
                terms_hash=record.terms_hash,
            )
        already = await signed_by(record, purpose=Purpose.TERMS, digest=terms_hash)
        if party in already:
            raise rules.AlreadySigned
        checked = await check_ready(record)
        complete = already | {party} == guards.BOTH
        await pledges.add_signature(
            record, party=party, purpose=Purpose.TERMS, signed_hash=terms_hash, by=by
        )
        return await writing.change(
            record,
            Action.SIGN if complete else Action.CONFIRM,
            event=PledgeSigned,
            telling={"party": party, "complete": complete},
            facts={
                "party": party,
                "terms_hash": terms_hash,
                "terms_version": record.terms_version,
                "to_declare": checked.to_declare,
            },
            by=by,
        )


def declaration_hash(record: PledgeRecord, warning: dict[str, Any]) -> str:
    """The digest of what is declared: this pledge goes on in spite of these grounds."""
    said = {
        "number": record.number,
        "terms_hash": record.terms_hash,
        "grounds": warning["grounds"],
        "warned_on": warning["warned_on"],
        "declares": "go_on",
    }
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _declared(record: PledgeRecord) -> str | None:
    return None if record.warning is None else record.warning["declaration_hash"]


async def warn(
    pledge_id: UUID,
    *,
    grounds: Sequence[int],
    warned_on: date | None,
    answer_by: date | None,
    document_id: UUID | None,
    by: Actor,
) -> PledgeRecord:
    """CNIPA informed the parties of ground 10 or 11."""
    async with transaction():
        record = await access.lock_for(pledge_id, Action.WARN, by=by)
        regime = await regimes.regime(Register(record.register), on=clock.today())
        if not set(grounds) <= regime.waivable:
            raise rules.WarningUnfounded(
                f"Here it warns of: {sorted(regime.waivable)}.", waivable=sorted(regime.waivable)
            )
        day = warned_on or clock.today()
        rules.check_not_future(day, today=clock.today(), what="warned_on")
        rules.check_order(record.filed_on, day, what="warned_on")
        await share(record, document_id, by=by)
        warning: dict[str, Any] = {
            "grounds": sorted(set(grounds)),
            "warned_on": day.isoformat(),
            "answer_by": None if answer_by is None else answer_by.isoformat(),
            "document_id": None if document_id is None else str(document_id),
        }
        warning["declaration_hash"] = declaration_hash(record, warning)
        return await writing.change(
            record,
            Action.WARN,
            changes={"warning": warning},
            event=PledgeWarned,
            telling={"grounds": tuple(warning["grounds"])},
            by=by,
        )


async def declare(
    pledge_id: UUID,
    *,
    declaration_hash: str | None,
    password: str,
    code: str | None = None,
    by: Actor,
) -> PledgeRecord:
    """Declare to go on; the second party's declaration sets CNIPA's clock going again."""
    by.require(*access.needed(Action.DECLARE, by=by))
    await pledges.pledge(pledge_id, party=by.organisation_id)
    await identity.check_password(password, code=code, by=by)
    async with transaction():
        record = await access.lock_for(pledge_id, Action.DECLARE, by=by)
        party = access.party_of(record, by=by)
        digest = str(_declared(record))
        if declaration_hash is not None and declaration_hash != digest:
            read = await seen.earlier(
                record,
                lambda then: (then.warning or {}).get("declaration_hash") == declaration_hash,
            )
            raise rules.TermsChanged(
                "This is not the present warning.",
                seen=seen.warning(read) or seen.warning(record),
                current=seen.warning(record),
                declaration_hash=digest,
            )
        already = await signed_by(record, purpose=Purpose.DECLARATION, digest=digest)
        if party in already:
            raise rules.AlreadySigned
        complete = already | {party} == guards.BOTH
        await pledges.add_signature(
            record, party=party, purpose=Purpose.DECLARATION, signed_hash=digest, by=by
        )
        changes = {}
        if complete:
            changes["due_on"] = await pledges.due_on(
                record.register, str(record.channel), on=clock.today()
            )
        return await writing.change(
            record,
            Action.DECLARE if complete else Action.DECLARE_FIRST,
            changes=changes,
            event=PledgeDeclared,
            telling={"party": party, "complete": complete},
            facts={"party": party, "declaration_hash": digest},
            by=by,
        )
