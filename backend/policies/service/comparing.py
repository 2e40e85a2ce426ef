"""All answers to a proposal side by side (X11)."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from backend.insurance.product import FIXED_OF_LIABILITY
from backend.kernel import clock
from backend.kernel.auth import Actor, Permission
from backend.kernel.db import loads, snapshot
from backend.kernel.errors import NotFound
from backend.kernel.money import Fen
from backend.policies import queries
from backend.policies.comparison import Column, Grid, Price, grid
from backend.policies.losses import Loss, Scenario
from backend.policies.quoted import parts_of, principal_of
from backend.policies.rules import SubsidyUnknown
from backend.policies.service import broker
from backend.policies.states import LossEvent, Standing

#: How a quote's own state, and a submission's without a quote, stands in the comparison.
_STANDINGS: Mapping[str, Standing] = {
    "accepted": Standing.ACCEPTED,
    "expired": Standing.EXPIRED,
    "superseded": Standing.WITHDRAWN,
    "withdrawn": Standing.WITHDRAWN,
    "declined": Standing.DECLINED,
}


async def compare(
    proposal_id: UUID, *, subsidy: str | None, by: Actor
) -> tuple[Mapping[str, Any], Grid, list[Mapping[str, Any]]]:
    """The proposal of the actor's firm, the grid, and the scenarios by name."""
    by.require(Permission.VIEW_FIRM)
    async with snapshot():
        proposal = await queries.proposal(proposal_id, firm_id=by.organisation_id)
        if proposal is None:
            raise NotFound
        await broker.check_confirmed(proposal_id, by=by)
        rows = await queries.quoted_of(proposal_id)
        others = await queries.unquoted_of(proposal_id)
        asked = await queries.scenarios(proposal["line"], on=clock.today())
        aid = None if subsidy is None else await _subsidy(subsidy)
    columns = [_quoted(row, aid) for row in rows] + [_unquoted(row) for row in others]
    principal = principal_of(rows)
    scenarios = [_scenario(row, principal) for row in asked]
    base = frozenset(map(str, FIXED_OF_LIABILITY))
    return proposal, grid(columns, scenarios, base=base), list(asked)


async def _subsidy(code: str) -> Mapping[str, Any]:
    known = {row["code"]: row for row in await queries.subsidies(clock.today())}
    if code not in known:
        raise SubsidyUnknown(f"One of {', '.join(known)} would pass.", known=sorted(known))
    return known[code]


def estimate(gross: int, row: Mapping[str, Any]) -> int:
    """What a public body may pay back later; never taken off the premium."""
    return min(gross * int(row["rate_bp"]) // 10_000, int(row["cap_fen"]))


def _quoted(row: Mapping[str, Any], aid: Mapping[str, Any] | None) -> Column:
    standing = _standing(row)
    wording = loads(row["wording"])
    subject = [each["text"] for each in loads(row["subjectivities"])]
    reason = None
    if standing is not Standing.OPEN:
        reason = f"{row['kind']}:{row['state']}" if row["kind"] == "indication" else row["state"]
        if standing is Standing.EXPIRED:
            reason = f"valid_until:{row['valid_until'].isoformat()}"
    return Column(
        id=row["id"],
        option=row["option"],
        insurer=row["insurer_name"],
        product=row["product_name"],
        number=row["number"],
        standing=standing,
        reason=reason,
        price=Price(
            net=row["net_fen"],
            vat=row["vat_fen"],
            gross=row["gross_fen"],
            inception_on=row["inception_on"],
            expires_on=row["expires_on"],
            subsidy=None if aid is None else estimate(row["gross_fen"], aid),
        ),
        parts=parts_of(row),
        papers={
            "option": row["label"],
            "wording": f"{wording['title']} {wording['version']}",
            "filing_number": row["filing_number"],
            "subjectivities": subject or None,
            "valid_until": _day(row["valid_until"]),
            "solvency_ratio": None,
        },
    )


def _day(moment: datetime) -> date:
    return clock.shanghai_date(moment)


def _standing(row: Mapping[str, Any]) -> Standing:
    if row["kind"] == "indication":
        return Standing.PENDING
    if row["state"] == "open":
        return Standing.OPEN if row["valid_until"] > clock.now() else Standing.EXPIRED
    return _STANDINGS[row["state"]]


def _unquoted(row: Mapping[str, Any]) -> Column:
    said = [each for each in (row["decline_code"], row["decline_note"]) if each]
    return Column(
        id=row["id"],
        option=None,
        insurer=row["insurer_name"],
        product=None,
        number=None,
        standing=_STANDINGS.get(row["state"], Standing.PENDING),
        reason=": ".join(said) or row["state"],
    )


def _scenario(row: Mapping[str, Any], principal: int) -> Scenario:
    return Scenario(
        code=row["code"],
        event=LossEvent(row["event"]),
        territory=row["territory"],
        losses=tuple(
            Loss(
                cost=each["cost"],
                amount=Fen(each.get("fen") or principal * each["principal_bp"] // 10_000),
            )
            for each in loads(row["losses"])
        ),
    )
