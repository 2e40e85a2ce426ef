"""What each reader may see of pledges and of the register."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from backend.documents import service as documents
from backend.kernel import clock, events, pages
from backend.kernel.auth import Actor, Permission
from backend.kernel.errors import NotFound
from backend.portfolio import service as portfolio
from backend.portfolio.service import RightView
from backend.reference import reasons as listed
from backend.registry import guards, projection, reasons, rules
from backend.registry.preflight import GroundAnswer, Preflight
from backend.registry.projection import PledgeRecord
from backend.registry.queries import checks, counts, known, patents, pledges, register
from backend.registry.queries.checks import Waiting
from backend.registry.queries.register import Asked, Filters
from backend.registry.service import access, knowing
from backend.registry.states import Stage, State

#: Who may look into the register at all.
REGISTER_READERS = (
    Permission.VIEW_FIRM,
    Permission.VIEW_BANK,
    Permission.VIEW_DISTRICT,
    Permission.VIEW_OPERATOR,
)


async def _worded(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """With the words of each correction's reason as they were on its day."""
    words = await listed.worded(reasons.COUNT_CORRECTION)
    return [
        {**row, "reason_words": words.at(row["verified_at"], row["reason_code"])} for row in rows
    ]


@dataclass(frozen=True, kw_only=True)
class PledgeView:
    """What another module needs to decide about a pledge."""

    id: UUID
    number: str
    state: State
    bank_verified: bool
    secured_fen: int | None
    application_id: UUID | None


@dataclass(frozen=True, kw_only=True)
class Detail:
    """A pledge as one of its parties sees it."""

    record: PledgeRecord
    revision: int
    created_at: datetime
    rights: list[RightView]
    contract: guards.ContractFacts
    signatures: list[dict[str, Any]]
    papers: tuple[guards.PaperAnswer, ...]
    document_names: dict[UUID, str]
    recordings: list[dict[str, Any]]
    verifications: list[dict[str, Any]]
    counted_fen: int
    history: list[events.EventRow]
    allowed_actions: list[str]


@dataclass(frozen=True, kw_only=True)
class Registration:
    """One registration as the district sees it: no dossier."""

    record: PledgeRecord
    revision: int
    rights: list[RightView]
    recordings: list[dict[str, Any]]
    document_names: dict[UUID, str]
    verifications: list[dict[str, Any]]
    entries: list[dict[str, Any]]
    allowed_actions: list[str]


@dataclass(frozen=True, kw_only=True)
class Published:
    """A registration with what CNIPA publishes of it."""

    record: PledgeRecord
    rights: list[RightView]
    pledgors: list[str | None]
    pledgees: list[str | None]
    changed_items: list[str]
    verified: bool


@dataclass(frozen=True, kw_only=True)
class Found:
    """A page of the register; `live` answers an exact patent number."""

    items: list[Published]
    next: str | None
    total: int | str
    live: bool | None
    sees_amount: bool


def json_ready(value: Any) -> Any:
    return projection.encode(value)


def ground_json(answer: GroundAnswer) -> dict[str, Any]:
    """A ground's answer in JSON, as other modules show it."""
    ready: dict[str, Any] = json_ready(
        {**asdict(answer), "reasons": [asdict(reason) for reason in answer.reasons]}
    )
    return ready


async def _names(ids: Sequence[UUID | None]) -> dict[UUID, str]:
    wanted = {each for each in ids if each is not None}
    known = await documents.describe(list(wanted)) if wanted else {}
    return {file_id: file.name for file_id, file in known.items()}


def _in_order(record: PledgeRecord, views: dict[UUID, RightView]) -> list[RightView]:
    return [views[right] for right in record.right_ids if right in views]


async def state_of(pledge_id: UUID) -> PledgeView:
    """The pledge as it stands, held against change until the end of the transaction."""
    record = await pledges.lock_shared(pledge_id)
    return PledgeView(
        id=record.id,
        number=record.number,
        state=record.state,
        bank_verified=record.bank_verified,
        secured_fen=record.secured_fen,
        application_id=record.application_id,
    )


async def live(right_ids: Sequence[UUID]) -> set[UUID]:
    """Which of these rights stand in a live pledge."""
    return set(await pledges.live_pledges(right_ids))


async def pledge(pledge_id: UUID, *, by: Actor) -> Detail:
    """A pledge that the actor's firm or bank is party to."""
    by.require(*access.READING)
    revision = await pledges.revision(pledge_id)
    record = await pledges.pledge(pledge_id, party=by.organisation_id)
    views = await portfolio.views(record.right_ids)
    _, papers = await knowing.check(record)
    recordings = await checks.recordings(record.id)
    scans = [UUID(row["document_id"]) for row in record.papers if row.get("document_id")]
    counted = await counts.counted_of([record.id])
    return Detail(
        record=record,
        revision=revision,
        created_at=await pledges.created_at(record.id),
        rights=_in_order(record, views),
        contract=knowing.contract_facts(record),
        signatures=await pledges.signatures(record.id),
        papers=papers,
        document_names=await _names([*scans, *(row["document"] for row in recordings)]),
        recordings=recordings,
        verifications=await _worded(await checks.verifications(record.id)),
        counted_fen=counted.get(record.id, 0),
        history=await events.history("pledge", record.id),
        allowed_actions=access.allowed_actions(record, by=by),
    )


async def preflight_of_pledge(
    pledge_id: UUID, *, by: Actor
) -> tuple[PledgeRecord, Preflight, tuple[guards.PaperAnswer, ...], tuple[str, ...]]:
    by.require(*access.READING)
    record = await pledges.pledge(pledge_id, party=by.organisation_id)
    checked, papers = await knowing.check(record)
    return record, checked, papers, guards.missing_terms(knowing.contract_facts(record))


async def page(
    filters: Filters, *, cursor: str | None, limit: int, by: Actor
) -> tuple[list[tuple[PledgeRecord, datetime, int, list[str]]], str | None, int | str]:
    """The actor's organisation's pledges, newest first, each with what it counted for."""
    by.require(*access.READING)
    after = None
    if cursor is not None:
        moment, last = pages.decode_cursor(cursor, datetime, UUID)
        after = (moment, last)
    rows, total = await register.page_of_party(
        by.organisation_id, filters, after=after, limit=limit + 1
    )
    cut, following = pages.cut(rows, limit, key=lambda row: (row[1], row[0].id))
    counted = await counts.counted_of([record.id for record, _ in cut])
    listed = [
        (record, at, counted.get(record.id, 0), access.allowed_actions(record, by=by))
        for record, at in cut
    ]
    return listed, following, pages.total_of(total)


async def registration(pledge_id: UUID, *, by: Actor) -> Registration:
    """One registration with its evidence, for the district."""
    by.require(Permission.VIEW_DISTRICT)
    revision = await pledges.revision(pledge_id)
    record = await pledges.pledge(pledge_id, party=None)
    if not record.recording:
        raise NotFound("There is no such registration.")
    recordings = await checks.recordings(record.id)
    return Registration(
        record=record,
        revision=revision,
        rights=_in_order(record, await portfolio.views(record.right_ids)),
        recordings=recordings,
        document_names=await _names([row["document"] for row in recordings]),
        verifications=await _worded(await checks.verifications(record.id)),
        entries=await counts.entries_of_pledge(record.id),
        allowed_actions=access.allowed_actions(record, by=by),
    )


def waiting(*, as_known_on: date | None, stage: Stage | None, text: str | None) -> Waiting:
    """What of the district's waiting is asked for: as it is now, or as it was known on a day."""
    on = clock.known_on(as_known_on)
    return Waiting(
        known_by=None if as_known_on is None else clock.end_of_day(on),
        stage=stage,
        text=(text or "").strip() or None,
    )


async def unverified(
    *,
    as_known_on: date | None = None,
    stage: Stage | None = None,
    text: str | None = None,
    cursor: str | None = None,
    limit: int = pages.DEFAULT_LIMIT,
    by: Actor,
) -> tuple[list[dict[str, Any]], str | None, int | str]:
    """What waits for the district's verifier, or waited at the end of a day, oldest first, with
    its age in working days; what waited then is not acted on."""
    by.require(Permission.VIEW_DISTRICT)
    asked = waiting(as_known_on=as_known_on, stage=stage, text=text)
    on, known_by = clock.known_on(as_known_on), asked.known_by
    after = None
    if cursor is not None:
        moment, last, version = pages.decode_cursor(cursor, datetime, UUID, int)
        after = (moment, last, version)
    rows = await checks.unverified(asked, after=after, limit=limit + 1)
    total = await checks.count_unverified(asked)
    cut, following = pages.cut(
        rows, limit, key=lambda row: (row["recorded_at"], row["pledge"], row["version"])
    )
    ids = [row["pledge"] for row in cut]
    records = await (
        pledges.records(ids) if known_by is None else known.records(ids, known_by=known_by)
    )
    return (
        [_waiting(row, records[row["pledge"]], on=on, now=known_by is None, by=by) for row in cut],
        following,
        pages.total_of(total),
    )


def _waiting(
    row: dict[str, Any], record: PledgeRecord, *, on: date, now: bool, by: Actor
) -> dict[str, Any]:
    return {
        **row,
        "registered_on": record.registered_on,
        "pledgor_name": record.pledgor_name,
        "pledgee_name": record.pledgee_name,
        "age_working_days": clock.working_days_between(clock.shanghai_date(row["recorded_at"]), on),
        "allowed_actions": access.allowed_on(row, record, by=by) if now else [],
    }


async def waiting_for_the_district() -> list[UUID]:
    """The pledges of which something waits for the district's verifier."""
    return await checks.waiting()


def _publishable(parties: Sequence[dict[str, Any]]) -> list[str | None]:
    return [
        party["name"]
        if rules.is_publishable(
            code=party.get("code"), is_organisation=party.get("organisation_id") is not None
        )
        else None
        for party in parties
    ]


async def _published(
    records: Sequence[PledgeRecord], *, full_names: bool, known_by: datetime | None = None
) -> list[Published]:
    views = await portfolio.views(list({r for record in records for r in record.right_ids}))
    ids = [record.id for record in records]
    verified = await register.verified_ids(ids, known_by=known_by)
    changed = await checks.days_of_changes(ids, known_by=known_by)
    found = []
    for record in records:
        pledgors, pledgees = record.parties["pledgors"], record.parties["pledgees"]
        found.append(
            Published(
                record=record,
                rights=_in_order(record, views),
                pledgors=[p["name"] for p in pledgors] if full_names else _publishable(pledgors),
                pledgees=[p["name"] for p in pledgees] if full_names else _publishable(pledgees),
                changed_items=[day.isoformat() for day in changed.get(record.id, [])],
                verified=record.id in verified,
            )
        )
    return found


async def published(number: str) -> Published:
    """The registration of exactly this number, with what CNIPA publishes of it."""
    record = await pledges.by_number(rules.tidy_number(number))
    if record is None:
        raise NotFound("There is no registration of this number here.")
    return (await _published([record], full_names=False))[0]


async def search(
    asked: Asked,
    *,
    as_known_on: date | None = None,
    cursor: str | None,
    limit: int,
    counted: int = pages.COUNTED,
    by: Actor,
) -> Found:
    """The register: all of it for the district, the published fields for the operator, their
    own for firms and banks, who also learn whether a live pledge of an exact patent exists.
    The district alone looks back: who a party was then says nothing of who may read it now."""
    by.require(*REGISTER_READERS)
    if as_known_on is not None:
        by.require(Permission.VIEW_DISTRICT)
    known_by = None if as_known_on is None else clock.known_by(as_known_on)
    right_id = None if asked.patent is None else await patents.right_of_number(asked.patent)
    after = None
    if cursor is not None:
        day, last = pages.decode_cursor(cursor, date, UUID)
        after = (day, last)
    if asked.patent is not None and right_id is None:
        return Found(items=[], next=None, total=0, live=False, sees_amount=False)
    if asked.number is not None:
        asked = replace(asked, number=rules.tidy_number(asked.number))
    sees_all = by.kind != "operator"
    if known_by is None:
        rows, total = await register.page_of_register(
            asked,
            right_id=right_id,
            party=by.organisation_id if by.kind in {"firm", "bank"} else None,
            after=after,
            limit=limit + 1,
            counted=counted,
        )
        found = [record for record, _ in rows]
        is_live = None if right_id is None else bool(await live([right_id]))
    else:
        holding = (
            None if right_id is None else await known.pledges_with(right_id, known_by=known_by)
        )
        is_live = None if holding is None else any(record.live for record in holding)
        found, total = await known.page(
            asked,
            among=None if holding is None else [record.id for record in holding],
            known_by=known_by,
            after=after,
            limit=limit + 1,
            counted=counted,
        )
    cut, following = pages.cut(found, limit, key=lambda row: (row.registered_on, row.id))
    return Found(
        items=await _published(cut, full_names=sees_all, known_by=known_by),
        next=following,
        total=pages.total_of(total, up_to=counted),
        live=is_live,
        sees_amount=sees_all,
    )
