"""Agree to a licence, and see to its recordal within three months."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from backend.criteria.facts import add_months
from backend.kernel import clock, pages
from backend.kernel.auth import SYSTEM, Actor, Permission
from backend.kernel.db import dumps, transaction
from backend.kernel.errors import NotFound
from backend.kernel.events import emit
from backend.kernel.sequences import next_number
from backend.licensing import refusals, rules
from backend.licensing.events import LicenceAgreed, RecordalDue, RecordalEntered
from backend.licensing.queries import inquiries as queries
from backend.licensing.queries import offers
from backend.licensing.rules import Running
from backend.licensing.service.inquiries import (
    Deal,
    InquiryView,
    check_deal,
    deal_json,
    deal_of,
    inquiry,
    locked,
)
from backend.licensing.service.offers import take_off
from backend.licensing.service.seen import proposal_changed
from backend.licensing.service.standing import scope_of
from backend.licensing.states import INQUIRY, Cause, InquiryAction, InquiryState
from backend.licensing.tables import Licence
from backend.portfolio import service as portfolio
from backend.portfolio.service import RightView

#: So many days before its last one, and after it, an unrecorded licence is told of.
REMINDERS = (30, 7, 1, 0, -1, -30)


@dataclass(frozen=True, kw_only=True)
class LicenceView:
    row: Mapping[str, Any]
    right: RightView
    deal: Deal


async def agree(inquiry_id: UUID, *, proposal: int, by: Actor) -> InquiryView:
    """Agree to the other side's newest proposal: the licence exists (licensing.md §5)."""
    by.require(Permission.BIND)
    async with transaction():
        known = await queries.one(inquiry_id, party=by.organisation_id)
        if known is None:
            raise NotFound
        # In the same order as whoever publishes an offer or files a pledge.
        await portfolio.lock_rights([known["right_id"]])
        row = await locked(inquiry_id, by=by)
        by.require_verified()
        after = INQUIRY.after(InquiryState(row["state"]), InquiryAction.AGREE)
        deal = deal_of(row["proposal"])
        if deal is None:
            raise refusals.NothingProposed
        if row["proposed_by"] == by.organisation_id:
            raise refusals.OwnProposal
        if row["proposed_n"] != proposal:
            raise await proposal_changed(row, proposal, by=by)
        offer = await check_deal(row, deal, stated_at=row["proposed_at"])
        now = clock.now()
        licence = _licence(row, deal, await next_number("LL"), account=_account(offer), by=by)
        await queries.add_licence(licence)
        await queries.close(inquiry_id, state=after, by=by.organisation_id, at=now)
        await _make_room(licence, deal)
        await emit(
            LicenceAgreed(
                subject_id=inquiry_id,
                parties=(row["asker"], row["licensor"]),
                number=row["number"],
                firm=by.organisation_name,
                licence=licence.number,
                recordal_due_on=licence.recordal_due_on.isoformat(),
            ),
            by=by,
            before={"state": row["state"]},
            after={"state": after, "licence": licence.number, **deal_json(deal)},
        )
    return await inquiry(inquiry_id, by=by)


def _account(offer: Mapping[str, Any]) -> str | None:
    account: str | None = offer["consent_account"]
    return account


def _licence(
    row: Mapping[str, Any], deal: Deal, number: str, *, account: str | None, by: Actor
) -> Licence:
    scope = deal.scope
    return Licence(
        id=uuid4(),
        created_at=clock.now(),
        number=number,
        inquiry=row["id"],
        right_id=row["right_id"],
        licensor=row["licensor"],
        licensee=row["asker"],
        kind=scope.kind,
        fields=list(scope.fields),
        territory=list(scope.territory),
        starts_on=deal.starts_on,
        ends_on=scope.ends_on,
        carve_out=scope.carve_out,
        terms=dumps(deal_json(deal)),
        proceeds_account=account,
        agreed_by=by.user_id,
        agreed_by_name=by.name,
        recordal_due_on=add_months(deal.starts_on, rules.RECORDAL_MONTHS),
    )


async def _make_room(licence: Licence, deal: Deal) -> None:
    """What the new licence leaves no room for is offered no longer."""
    running = Running(number=licence.number, scope=deal.scope, starts_on=deal.starts_on)
    beside = await offers.published_of_right(licence.right_id)
    await take_off(
        [
            row
            for row in beside
            if rules.conflicts(scope_of(row), running, starts_on=deal.starts_on)
        ],
        cause=Cause.LICENSED,
    )


async def record(licence_id: UUID, number: str, *, on: date, by: Actor) -> LicenceView:
    """Enter CNIPA's recordal number and day, once."""
    by.require(Permission.PREPARE, Permission.BIND)
    async with transaction():
        row = await queries.licence(licence_id, party=by.organisation_id, to_change=True)
        if row is None:
            raise NotFound
        if row["recordal_number"] is not None:
            raise refusals.AlreadyRecorded(number=row["recordal_number"])
        if not row["starts_on"] <= on <= clock.today():
            raise refusals.RecordalDayWrong(
                field="recorded_on",
                earliest=row["starts_on"].isoformat(),
                latest=clock.today().isoformat(),
            )
        await queries.enter_recordal(licence_id, number, on=on, by=by.user_id, at=clock.now())
        await emit(
            RecordalEntered(
                subject_id=licence_id,
                parties=(row["licensor"], row["licensee"]),
                number=row["number"],
                recordal_number=number,
                recorded_on=on.isoformat(),
            ),
            by=by,
            after={"recordal_number": number, "recorded_on": on.isoformat()},
        )
    return await licence_of(licence_id, by=by)


async def licence_of(licence_id: UUID, *, by: Actor) -> LicenceView:
    by.require(Permission.VIEW_FIRM)
    row = await queries.licence(licence_id, party=by.organisation_id)
    if row is None:
        raise NotFound
    return (await _views([row]))[0]


async def page(
    *,
    unrecorded: bool,
    cursor: str | None,
    limit: int,
    counted: int = pages.COUNTED,
    by: Actor,
) -> tuple[list[LicenceView], str | None, int | str]:
    """Licences that the firm gave or took, newest first."""
    by.require(Permission.VIEW_FIRM)
    after = None
    if cursor is not None:
        moment, last = pages.decode_cursor(cursor, datetime, UUID)
        after = (moment, last)
    rows, total = await queries.licences(
        by.organisation_id, unrecorded=unrecorded, after=after, limit=limit, counted=counted
    )
    cut, following = pages.cut(rows, limit, key=lambda row: (row["created_at"], row["id"]))
    return await _views(cut), following, pages.total_of(total, up_to=counted)


async def remind() -> None:
    """Every day: tell both sides of recordals that fall due, or are overdue (Rules 15)."""
    today = clock.today()
    async with transaction():
        rows = await queries.to_remind(today, REMINDERS)
        for row in rows:
            await emit(
                RecordalDue(
                    subject_id=row["id"],
                    parties=(row["licensor"], row["licensee"]),
                    number=row["number"],
                    due_on=row["recordal_due_on"].isoformat(),
                    days_left=row["days_left"],
                ),
                by=SYSTEM,
            )
        await queries.reminded([row["id"] for row in rows], on=today)


async def _views(rows: list[dict[str, Any]]) -> list[LicenceView]:
    if not rows:
        return []
    rights = await portfolio.views(list({row["right_id"] for row in rows}))
    found = []
    for row in rows:
        deal = deal_of(row["terms"])
        assert deal is not None  # noqa: S101 - the column is not null
        found.append(LicenceView(row=row, right=rights[row["right_id"]], deal=deal))
    return found
