"""What the checklist is asked about: the right as it stands, and what it has to live beside."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from backend.kernel import clock
from backend.kernel.errors import NotFound
from backend.licensing import rules
from backend.licensing.queries import offers as queries
from backend.licensing.rules import Backing, Declaration, Finding, Price, Running, Scope, Standing
from backend.licensing.states import LicenceKind, PriceForm, RateBase
from backend.portfolio import service as portfolio
from backend.portfolio.states import Ownership, PatentKind
from backend.registry import service as registry

_ANSWERS: Mapping[str, bool | None] = {"pass": True, "fail": False}
#: The registry's grounds that a licence rests on as well (pledge-registration.md).
_VALID, _GRANTED, _FEES, _PAUSED, _PLEDGED, _TWIN, _DISPUTED = _ASKED = 2, 3, 4, 5, 9, 10, 11


async def standing_of(right_id: UUID, *, firm_id: UUID) -> Standing:
    """The right as the sources tell it today."""
    (holding,) = (await portfolio.check_holdings([right_id], firm_id)).values()
    view = (await portfolio.views([right_id], firm_id))[right_id]
    told = await registry.preflight_for([right_id], pledgor_id=firm_id)
    known = (await portfolio.facts([right_id])).get(right_id, [])
    licensed = portfolio.newest_saying(known, "licensed")
    # What the register of this kind of right does not ask stands in nobody's way.
    answers = dict.fromkeys(_ASKED, True) | {
        row["ground"]: _ANSWERS.get(row["answer"]) for row in told
    }
    return Standing(
        in_force=_all(answers[_VALID], answers[_GRANTED]),
        fees_paid=answers[_FEES],
        paused=None if answers[_PAUSED] is None else not answers[_PAUSED],
        pledged=answers[_PLEDGED] is False or bool(await registry.live([right_id])),
        owner_proven=holding.ownership is not Ownership.DECLARED,
        owners=max(1, len(view.patentees)),
        needs_report=view.kind in {PatentKind.UTILITY_MODEL, PatentKind.DESIGN},
        expires_on=view.expires_on,
        twin=answers[_TWIN] is False,
        licensed=licensed is not None and licensed.payload["licensed"],
        disputed=answers[_DISPUTED] is False,
    )


def _all(*answers: bool | None) -> bool | None:
    if False in answers:
        return False
    return None if None in answers else True


async def findings_of(row: Mapping[str, Any], *, starts_on: date | None = None) -> list[Finding]:
    """What the checklist says of an offer as it is stored."""
    return await findings_on(
        row["right_id"],
        scope_of(row),
        price_of(row),
        backing_of(row),
        firm_id=row["firm"],
        starts_on=starts_on or clock.today(),
        declaration=await _declaration(row),
    )


async def _declaration(row: Mapping[str, Any]) -> Declaration | None:
    if row["kind"] != LicenceKind.OPEN:
        return None
    return Declaration(
        declared_on=row["declared_on"],
        announced_on=row["announced_on"],
        advertising=tuple(await queries.advertising(row["note"], today=clock.today())),
    )


async def findings_on(
    right_id: UUID,
    scope: Scope,
    price: Price,
    backing: Backing,
    *,
    firm_id: UUID,
    starts_on: date,
    stated_at: datetime | None = None,
    declaration: Declaration | None = None,
) -> list[Finding]:
    try:
        standing = await standing_of(right_id, firm_id=firm_id)
    except NotFound:  # the firm has taken the patent out of its portfolio
        raise rules.OwnershipUnproven from None
    return rules.findings(
        scope,
        price,
        backing,
        standing,
        await running_beside(right_id, scope.kind, stated_at=stated_at),
        starts_on=starts_on,
        declaration=declaration,
    )


async def running_beside(
    right_id: UUID, kind: LicenceKind, *, stated_at: datetime | None = None
) -> list[Running]:
    """Running licences of the right, and for one that stands alone its open declaration."""
    found = [
        Running(
            number=row["number"],
            scope=Scope(
                kind=LicenceKind(row["kind"]),
                fields=tuple(row["fields"]),
                territory=tuple(row["territory"]),
                ends_on=row["ends_on"],
            ),
            starts_on=row["starts_on"],
            later=stated_at is not None and row["created_at"] > stated_at,
        )
        for row in await queries.running(right_id, today=clock.today())
    ]
    if kind in rules.ALONE:
        found += [
            Running(
                number=row["number"],
                scope=scope_of(row),
                starts_on=row["published_at"].astimezone(clock.SHANGHAI).date(),
            )
            for row in await queries.published_of_right(right_id)
            if row["kind"] == LicenceKind.OPEN
        ]
    return found


def scope_of(row: Mapping[str, Any]) -> Scope:
    return Scope(
        kind=LicenceKind(row["kind"]),
        fields=tuple(row["fields"]),
        territory=tuple(row["territory"]),
        ends_on=row["ends_on"],
        carve_out=row["carve_out"],
    )


def price_of(row: Mapping[str, Any]) -> Price:
    return Price(
        form=PriceForm(row["price_form"]),
        lump_fen=row["lump_fen"],
        upfront_fen=row["upfront_fen"],
        rate_bp=row["rate_bp"],
        rate_base=None if row["rate_base"] is None else RateBase(row["rate_base"]),
        minimum_fen=row["minimum_fen"],
    )


def backing_of(row: Mapping[str, Any]) -> Backing:
    return Backing(
        pledgee_consent=row["pledgee_consent"],
        consent_floor_fen=row["consent_floor_fen"],
        consent_account=row["consent_account"],
        coowner_consent=row["coowner_consent"],
        evaluation_report=row["evaluation_report"],
        state_owned=row["state_owned"],
        approval=row["approval"],
        disputes=row["disputes"],
    )
