"""What a lender's rules say of an appraiser, a report and a use, on a day; kept as dated rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from backend.appraisal import queries, rules
from backend.appraisal.conflicts import Conflict, Dealings, Rules, weigh, weigh_kind
from backend.appraisal.states import Occasion, Rule
from backend.appraisal.tables import FindingRow
from backend.kernel import clock, pages
from backend.kernel.auth import Actor, Permission
from backend.kernel.db import dumps, loads, transaction
from backend.kernel.money import Fen
from backend.payments import service as payments
from backend.payments.states import Purpose as Charged


@dataclass(frozen=True, kw_only=True)
class RuleSetView:
    id: UUID
    organisation_id: UUID | None
    version: int
    valid_from: date
    author_name: str
    #: Nobody, where it came with the platform.
    accepted_by_name: str | None
    reason: str
    made_at: datetime
    rules: Rules


@dataclass(frozen=True, kw_only=True)
class SmallDealView:
    """The ceiling of an internal or negotiated value, by which version of whose rules."""

    outcome: str
    amount_fen: Fen
    up_to_fen: Fen
    own: bool
    rule_set_version: int
    valid_from: date


@dataclass(frozen=True, kw_only=True)
class FindingView:
    appraiser: UUID | None
    rule: str
    outcome: str
    occasion: str
    facts: dict[str, Any]
    found_at: datetime
    #: Of the rules that found it: the lender's own, or the platform's.
    own: bool
    rule_set_version: int
    valid_from: date


def _view(row: dict[str, Any]) -> RuleSetView:
    return RuleSetView(
        id=row["id"],
        organisation_id=row["organisation"],
        version=row["version"],
        valid_from=row["valid_from"],
        author_name=row["author_name"],
        accepted_by_name=row["accepted_by_name"],
        reason=row["reason"],
        made_at=row["created_at"],
        rules=Rules.model_validate(loads(row["rules"])),
    )


async def in_force(lender_id: UUID | None) -> RuleSetView:
    """The lender's rules today, else the platform's."""
    return _view(await queries.rule_set_in_force(lender_id, on=clock.today()))


async def rule_sets(
    *, cursor: str | None, limit: int, by: Actor
) -> tuple[list[RuleSetView], str | None, int | str]:
    """The platform's rule sets and the organisation's own, newest first."""
    by.require(Permission.VIEW_BANK, Permission.VIEW_OPERATOR)
    after = None
    if cursor is not None:
        moment, last = pages.decode_cursor(cursor, datetime, UUID)
        after = (moment, last)
    rows, total = await queries.rule_sets(by.organisation_id, after=after, limit=limit)
    cut, following = pages.cut(rows, limit, key=lambda row: (row["created_at"], row["id"]))
    return [_view(row) for row in cut], following, pages.total_of(total)


async def dealings(
    request: dict[str, Any], *, appraiser: UUID, related: bool, right_ids: Sequence[UUID]
) -> Dealings:
    """What is known of the firm and this appraiser today, beside this order itself."""
    firm, this = request["firm"], request["id"]
    paid = await payments.paid_on(firm, appraiser, purpose=Charged.APPRAISAL_FEE)
    for order in await queries.accepted_on(firm, appraiser, but=this):
        paid.setdefault(order["charge"], clock.shanghai_date(order["accepted_at"]))
    paid.pop(request["charge"], None)
    valued = await queries.valued_by(right_ids, firm=firm, but=this)
    return Dealings(
        on=clock.today(),
        firm_pays=request["client"] == firm,
        related=related or appraiser in (request["related_to"] or []),
        paid_on=tuple(paid.values()),
        valued_by_same=tuple(each == appraiser for each in valued),
    )


async def keep(
    found: Sequence[Conflict],
    *,
    rule_set: UUID,
    occasion: Occasion,
    request: UUID | None,
    valuation: UUID | None,
    appraiser: UUID | None,
    lender: UUID | None,
) -> None:
    if not found:
        return
    await queries.add_findings(
        [
            FindingRow(
                id=uuid4(),
                created_at=clock.now(),
                request=request,
                valuation=valuation,
                appraiser=appraiser,
                lender=lender,
                rule_set=rule_set,
                occasion=occasion,
                rule=each.rule,
                outcome=each.outcome,
                facts=dumps(each.facts),
                found_at=clock.now(),
            )
            for each in found
        ]
    )


def refused(found: Sequence[Conflict]) -> list[str]:
    return [str(each.rule) for each in found if each.outcome == "refuse"]


async def weigh_use(valuation_id: UUID, *, lender_id: UUID, amount: Fen) -> list[Conflict]:
    """What this lender's rules say of resting a deal on this valuation today; kept."""
    facts = await queries.valuation_facts(valuation_id)
    if facts is None:
        return []
    chosen = await in_force(lender_id)
    found = []
    kind = weigh_kind(chosen.rules, method=facts["method"], amount_fen=amount)
    if kind is not None:
        found.append(kind)
    request = await queries.of_valuation(valuation_id)
    if request is not None:
        right_ids = [row["right_id"] for row in await queries.rights([request["id"]])]
        known = await dealings(
            request,
            appraiser=request["appraiser"],
            related=bool(request["related"]),
            right_ids=right_ids,
        )
        found += weigh(chosen.rules, known)
    async with transaction():
        await keep(
            found,
            rule_set=chosen.id,
            occasion=Occasion.USE,
            request=None if request is None else request["id"],
            valuation=valuation_id,
            appraiser=None if request is None else request["appraiser"],
            lender=lender_id,
        )
    return found


async def check_use(valuation_id: UUID, *, lender_id: UUID, amount: Fen) -> None:
    """Refuse to decide on a valuation that the lender's own rules refuse."""
    found = await weigh_use(valuation_id, lender_id=lender_id, amount=amount)
    for each in found:
        if each.rule is Rule.SMALL_DEAL:
            _check_small(each)
    rules.check_conflicts(refused(found))


def _check_small(found: Conflict) -> None:
    rules.check_small_deal(
        amount_fen=found.facts["amount_fen"],
        up_to_fen=found.facts["up_to_fen"],
        refused=found.outcome == "refuse",
    )


async def small_deal(*, method: str, lender_id: UUID, amount: Fen) -> SmallDealView | None:
    """Whether such a value serves a deal of this size by the lender's rules today; not kept."""
    chosen = await in_force(lender_id)
    found = weigh_kind(chosen.rules, method=method, amount_fen=amount)
    if found is None:
        return None
    return SmallDealView(
        outcome=found.outcome,
        amount_fen=amount,
        up_to_fen=Fen(chosen.rules.small_deal.up_to_fen),
        own=chosen.organisation_id is not None,
        rule_set_version=chosen.version,
        valid_from=chosen.valid_from,
    )


async def check_small_deal(*, method: str, lender_id: UUID, amount: Fen) -> None:
    """Refuse such a value for a deal above the lender's ceiling."""
    chosen = await in_force(lender_id)
    found = weigh_kind(chosen.rules, method=method, amount_fen=amount)
    if found is not None:
        _check_small(found)


async def findings(
    *, request: UUID | None, valuation: UUID | None, lender: UUID | None
) -> list[FindingView]:
    rows = await queries.findings(request=request, valuation=valuation, lender=lender)
    return [
        FindingView(
            appraiser=row["appraiser"],
            rule=row["rule"],
            outcome=row["outcome"],
            occasion=row["occasion"],
            facts=loads(row["facts"]),
            found_at=row["found_at"],
            own=row["own"],
            rule_set_version=row["version"],
            valid_from=row["valid_from"],
        )
        for row in rows
    ]
