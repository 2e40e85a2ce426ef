"""Dated facts of rights: recorded with their evidence, read by everybody who may see the right."""

from collections.abc import Mapping, Sequence, Set
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from backend.documents import service as documents
from backend.kernel import clock
from backend.kernel.auth import Actor
from backend.kernel.db import transaction
from backend.kernel.errors import Forbidden
from backend.kernel.events import emit
from backend.portfolio import resolution, rules
from backend.portfolio.events import FactRecorded
from backend.portfolio.names import keys
from backend.portfolio.queries import extracts as extract_queries
from backend.portfolio.queries import facts as queries
from backend.portfolio.queries import rights as right_queries
from backend.portfolio.service import extracts
from backend.portfolio.service.views import FactView, facts_of
from backend.portfolio.states import FactKind, Source
from backend.portfolio.tables import RightFact


async def record_fact(
    right_id: UUID,
    kind: FactKind,
    as_of: date,
    payload: Mapping[str, Any],
    document_id: UUID | None,
    bank_id: UUID | None,
    by: Actor,
    *,
    firm_id: UUID | None = None,
) -> UUID:
    """Record a dated fact of a right; a register extract also says who owns it and until when.

    `firm_id`: in whose matter it is recorded; that firm learns what an extract says. Whether the
    actor may is the caller's question, except that only a bank checks an extract.
    """
    if kind is FactKind.REGISTER_EXTRACT and by.kind not in {"bank", "system"}:
        raise Forbidden("A register extract is checked and recorded by a bank.")
    rules.check_fact(kind, as_of=as_of, payload=payload, today=clock.today())
    payload = rules.tidy(payload)
    if document_id is not None and kind in rules.PAPERS:
        await documents.check_kind([document_id], rules.PAPERS[kind])
    async with transaction():
        found = await right_queries.known(bodies=[], publications=[], ids=[right_id])
        if not found:
            raise rules.RightUnknown("There is no such patent.")
        right = found[0]
        fact = RightFact(
            id=uuid4(),
            created_at=clock.now(),
            right_id=right.id,
            kind=kind,
            as_of=as_of,
            payload=payload,
            document_id=document_id,
            bank_id=bank_id,
            recorded_by=by.user_id,
            recorded_by_name=by.name,
            organisation_id=by.organisation_id,
            organisation_name=by.organisation_name,
        )
        before = {name: right.values[name] for name in _OWNED}
        if kind is FactKind.REGISTER_EXTRACT:
            stood = await extracts.before(right)
            await queries.add(fact)
            later = await extract_queries.fields_read_after(right.id, as_of)
            if _take_extract(right, payload, as_of, later=later):
                await right_queries.save([right], at=clock.now())
            await extracts.read(stood, fact, payload, firm_id=firm_id, by=by)
        else:
            await queries.add(fact)
        await emit(
            FactRecorded(
                subject_id=right.id,
                parties=(by.organisation_id,),
                fact_id=fact.id,
                kind=str(kind),
                as_of=as_of.isoformat(),
            ),
            by=by,
            before=before,
            after={name: right.values[name] for name in _OWNED},
        )
    return fact.id


_OWNED = ("patentees", "granted_on", "expires_on")


def _take_extract(
    right: resolution.Right, payload: Mapping[str, Any], as_of: date, *, later: Set[str]
) -> bool:
    """Let an extract say who owns the right, since when and until when, as far as it was read and
    no extract of a later day has said so already."""
    said = {name: value for name, value in payload.items() if name not in later}
    values = right.values
    if said.get("owners") is not None and resolution.may_overwrite(
        Source.REGISTER_EXTRACT,
        as_of,
        stored=values["owner_source"],
        stored_as_of=values["owner_as_of"],
    ):
        owners = [str(name).strip() for name in said["owners"]]
        right.put(
            patentees=owners,
            patentee_keys=keys(owners),
            owner_source=Source.REGISTER_EXTRACT,
            owner_as_of=as_of,
        )
    for name, source in (("granted_on", "grant_source"), ("expires_on", "expiry_source")):
        if said.get(name) is not None:
            day = date.fromisoformat(said[name])
            right.put(**{name: day, source: Source.REGISTER_EXTRACT})
    return right.changed


async def facts(right_ids: Sequence[UUID]) -> dict[UUID, list[FactView]]:
    """The facts of each right, newest first: recorded ones and the grant in the gazette."""
    resolved = await right_queries.by_ids(right_ids)
    return {asked: facts_of(row["id"], row) for asked, row in resolved.items()}


def openable(found: Sequence[FactView], *, by: Actor) -> set[UUID]:
    """The scans among these facts that are the caller's own or his bank's."""
    return {
        fact.document_id
        for fact in found
        if fact.document_id is not None and by.organisation_id in {fact.bank_id, fact.scan_of}
    }
