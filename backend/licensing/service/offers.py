"""Draft, revise, publish and withdraw a licence offer; take it off when it cannot stand."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from backend.documents import service as documents
from backend.documents.service import FileView
from backend.kernel import clock, pages
from backend.kernel.auth import SYSTEM, Actor, Permission
from backend.kernel.db import dumps, transaction
from backend.kernel.errors import NotFound
from backend.kernel.events import emit
from backend.kernel.sequences import next_number
from backend.licensing import declaring, grams, rules
from backend.licensing.events import (
    OfferDrafted,
    OfferPublished,
    OfferRevised,
    OfferTakenOff,
    OfferWithdrawn,
)
from backend.licensing.queries import market
from backend.licensing.queries import offers as queries
from backend.licensing.rules import Backing, Finding, Price, Scope
from backend.licensing.service.standing import findings_of, price_of
from backend.licensing.states import OFFER, Action, Cause, Rule, Source, State
from backend.licensing.tables import Listing, Offer, OfferVersion
from backend.portfolio import service as portfolio
from backend.portfolio.service import RightView

_SUBCLASS = 4


@dataclass(frozen=True, kw_only=True)
class Stated:
    """A licence offer as the firm fills it in."""

    right_id: UUID
    scope: Scope
    price: Price
    backing: Backing
    note: str
    #: Of an open licence: when it was declared to CNIPA, and announced.
    declared_on: date | None = None
    announced_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class OfferView:
    """An offer with its patent and its papers; `findings` of one only."""

    row: Mapping[str, Any]
    right: RightView
    documents: Mapping[UUID, FileView]
    findings: tuple[Finding, ...] | None = None
    versions: tuple[Mapping[str, Any], ...] = ()


async def draft(stated: Stated, *, by: Actor) -> OfferView:
    """Write an offer down; nobody else sees a draft."""
    by.require(Permission.PREPARE)
    async with transaction():
        values = await _values(stated, by=by)
        row = Offer(
            id=uuid4(),
            created_at=clock.now(),
            number=await next_number("LO"),
            firm=by.organisation_id,
            state=State.DRAFT,
            version=0,
            drafted_by=by.user_id,
            **values,
        )
        await queries.add(row)
        await emit(
            OfferDrafted(subject_id=row.id, parties=(by.organisation_id,), number=row.number),
            by=by,
            after={"state": State.DRAFT, **_told(values)},
        )
    return await offer(row.id, by=by)


async def revise(offer_id: UUID, stated: Stated, *, by: Actor) -> OfferView:
    """Change an offer; a published one is off the market until it is published again."""
    by.require(Permission.PREPARE)
    async with transaction():
        row = await _locked(offer_id, by=by)
        after = OFFER.after(State(row["state"]), Action.REVISE)
        values = await _values(stated, by=by)
        await queries.revise(offer_id, after, values)
        await market.remove(offer_id)
        await emit(
            OfferRevised(subject_id=offer_id, parties=(by.organisation_id,), number=row["number"]),
            by=by,
            before={"state": row["state"], **_told(row)},
            after={"state": after, **_told(values)},
        )
    return await offer(offer_id, by=by)


async def publish(offer_id: UUID, *, by: Actor) -> OfferView:
    """Put the offer on the market if the checklist lets it pass (licensing.md §10)."""
    by.require(Permission.BIND)
    async with transaction():
        right_id = await queries.right_of(offer_id)
        if right_id is not None:
            # Before the offer's own row, as whoever files a pledge of the right does.
            await portfolio.lock_rights([right_id])
        row = await _locked(offer_id, by=by)
        by.require_verified()
        after = OFFER.after(State(row["state"]), Action.PUBLISH)
        found = await findings_of(row)
        rules.check(found)
        now, version = clock.now(), row["version"] + 1
        await queries.record_publication(offer_id, _version(row, version, found, by=by), at=now)
        await _list(row, at=now)
        await emit(
            OfferPublished(
                subject_id=offer_id,
                parties=(by.organisation_id,),
                number=row["number"],
                version=version,
            ),
            by=by,
            before={"state": row["state"]},
            after={"state": after, "version": version},
        )
    return await offer(offer_id, by=by)


async def withdraw(offer_id: UUID, *, by: Actor) -> OfferView:
    """Take the offer back; licences that came of it stay (Patent Law 50)."""
    by.require(Permission.PREPARE, Permission.BIND)
    async with transaction():
        row = await _locked(offer_id, by=by)
        after = OFFER.after(State(row["state"]), Action.WITHDRAW)
        await queries.record_withdrawal(offer_id, at=clock.now())
        await market.remove(offer_id)
        await emit(
            OfferWithdrawn(
                subject_id=offer_id, parties=(by.organisation_id,), number=row["number"]
            ),
            by=by,
            before={"state": row["state"]},
            after={"state": after},
        )
    return await offer(offer_id, by=by)


async def offer(offer_id: UUID, *, by: Actor) -> OfferView:
    """One of the firm's offers with what the checklist says today; 404 for everybody else."""
    by.require(Permission.VIEW_FIRM)
    row = await queries.one(offer_id, firm_id=by.organisation_id)
    if row is None:
        raise NotFound
    (view,) = await _views([row])
    return OfferView(
        row=row,
        right=view.right,
        documents=view.documents,
        findings=await _told_today(row),
        versions=tuple(await queries.versions(offer_id)),
    )


async def _told_today(row: Mapping[str, Any]) -> tuple[Finding, ...]:
    try:
        return tuple(await findings_of(row))
    except rules.OwnershipUnproven as gone:
        return (Finding(rule=Rule.OWNER, code=gone.code, refuses=True, facts={}),)


async def page(
    *,
    in_state: State | None,
    cursor: str | None,
    limit: int,
    counted: int = pages.COUNTED,
    by: Actor,
) -> tuple[list[OfferView], str | None, int | str]:
    """The firm's own offers, newest first."""
    by.require(Permission.VIEW_FIRM)
    after = None
    if cursor is not None:
        moment, last = pages.decode_cursor(cursor, datetime, UUID)
        after = (moment, last)
    rows, total = await queries.page(
        by.organisation_id, state=in_state, after=after, limit=limit, counted=counted
    )
    cut, following = pages.cut(rows, limit, key=lambda row: (row["created_at"], row["id"]))
    return await _views(cut), following, pages.total_of(total, up_to=counted)


async def take_off_pledged(pledge_id: UUID) -> None:
    """A pledge lives now: what it covers is offered no longer, unless the pledgee consented."""
    async with transaction():
        await take_off(await queries.unsecured_of_pledge(pledge_id), cause=Cause.PLEDGED)


async def take_off_over() -> None:
    """Every day: offers whose term or patent is over."""
    async with transaction():
        await take_off(await queries.over(clock.today()), cause=Cause.EXPIRED)


async def take_off(rows: Iterable[Mapping[str, Any]], *, cause: Cause) -> None:
    for row in rows:
        after = OFFER.after(State(row["state"]), Action.TAKE_OFF)
        await queries.take_off(row["id"], cause=cause, at=clock.now())
        await market.remove(row["id"])
        await emit(
            OfferTakenOff(
                subject_id=row["id"], parties=(row["firm"],), number=row["number"], cause=cause
            ),
            by=SYSTEM,
            before={"state": row["state"]},
            after={"state": after, "cause": cause},
        )


async def _locked(offer_id: UUID, *, by: Actor) -> dict[str, Any]:
    row = await queries.one(offer_id, firm_id=by.organisation_id, to_change=True)
    if row is None:
        raise NotFound
    return row


async def _values(stated: Stated, *, by: Actor) -> dict[str, Any]:
    """The columns of an offer, once its patent and its papers are known to be the firm's."""
    (holding,) = (await portfolio.check_holdings([stated.right_id], by.organisation_id)).values()
    rules.check_carve_out(stated.scope)
    declaring.check_days(stated.scope, stated.declared_on, stated.announced_on, today=clock.today())
    industries = await portfolio.key_industries()
    industries.check_offered(stated.scope.fields, field="scope.fields")
    named = stated.backing.documents()
    if named:
        await documents.check_own(named, by=by)
        await documents.check_not_disproved(named)
    price = asdict(stated.price)
    return {
        **asdict(stated.scope),
        "fields": sorted(set(stated.scope.fields)),
        "territory": sorted(set(stated.scope.territory)),
        "price_form": price.pop("form"),
        **price,
        **asdict(stated.backing),
        "right_id": holding.right_id,
        "note": stated.note,
        "declared_on": stated.declared_on,
        "announced_on": stated.announced_on,
    }


def _told(values: Mapping[str, Any]) -> dict[str, object]:
    """The values as the event log keeps them."""
    return {name: values[name] for name in queries.FIELDS}


def _version(
    row: Mapping[str, Any], version: int, found: Sequence[Finding], *, by: Actor
) -> OfferVersion:
    return OfferVersion(
        id=uuid4(),
        created_at=clock.now(),
        offer=row["id"],
        version=version,
        terms=dumps(_told(row)),
        findings=dumps([asdict(each) for each in found]),
        published_by=by.user_id,
        published_by_name=by.name,
    )


async def _list(row: Mapping[str, Any], *, at: datetime) -> None:
    """Put the published offer where the market finds it."""
    (shown,) = await queries.with_names([row["id"]])
    right = (await portfolio.views([row["right_id"]], row["firm"]))[row["right_id"]]
    price = price_of(row)
    await market.put(
        Listing(
            id=row["id"],
            source=Source.OFFER,
            kind=row["kind"],
            title=right.title,
            grams=grams.grams(right.title),
            ipc=subclasses([right.ipc_main, *right.classes]),
            industry=right.industry,
            division=shown["division"],
            price_form=price.form,
            price_fen=price.at_first_fen,
            published_at=at,
        )
    )


def subclasses(classes: Iterable[str | None]) -> list[str]:
    return sorted({each.replace(" ", "")[:_SUBCLASS] for each in classes if each})


async def _views(rows: Sequence[Mapping[str, Any]]) -> list[OfferView]:
    if not rows:
        return []
    rights = await portfolio.views(list({row["right_id"] for row in rows}), rows[0]["firm"])
    papers = ("pledgee_consent", "coowner_consent", "evaluation_report", "approval")
    named = list({row[each] for row in rows for each in papers if row[each] is not None})
    files = await documents.describe(named) if named else {}
    return [
        OfferView(
            row=row,
            right=rights[row["right_id"]],
            documents={row[p]: files[row[p]] for p in papers if row[p] is not None},
        )
        for row in rows
    ]
