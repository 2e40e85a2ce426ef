"""The value that an application rests on, as its bank looks into it: working, deals, "what if"."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import msgspec

from backend.appraisal import service as appraisal
from backend.appraisal.service import SmallDealView
from backend.criteria.cover import value_of
from backend.kernel import clock
from backend.kernel.auth import Actor, Permission
from backend.kernel.errors import NotFound
from backend.kernel.money import Fen
from backend.lending import fit as fitting
from backend.lending import rules, snapshots
from backend.lending.queries import applications as queries
from backend.lending.queries.applications import ApplicationRow
from backend.lending.service import products, steps
from backend.lending.service.products import VersionView
from backend.lending.snapshots import Snapshot, ValueSnapshot
from backend.valuation import service as valuation
from backend.valuation.service import ComparableView, Lever, Moved, Result, ValuationView


@dataclass(frozen=True, kw_only=True)
class Looked:
    """`view` is the valuation as it was frozen into the application: it cannot have changed."""

    view: ValuationView
    levers: Sequence[Lever]
    comparables: Sequence[ComparableView]
    #: Of an internal or negotiated value: whether it serves a deal of this size.
    small_deal: SmallDealView | None


@dataclass(frozen=True, kw_only=True)
class Supposed:
    """What would be, by the bank's own assumption."""

    view: ValuationView
    bank: str
    result: Result
    lendable_fen: Fen
    ltv_bp: int | None


async def look(application_id: UUID, *, by: Actor) -> Looked:
    """The valuation of an application that was submitted to the actor's bank."""
    row, view = await _found(application_id, by=by)
    worked = view.worked
    return Looked(
        view=view,
        levers=() if worked is None else valuation.levers_of(worked),
        comparables=() if worked is None else valuation.comparables_of(worked),
        small_deal=await appraisal.small_deal(
            method=view.method, lender_id=row.lender, amount=Fen(row.amount_fen)
        ),
    )


async def suppose(application_id: UUID, asked: Moved, *, by: Actor) -> Supposed:
    """The value with some figures moved, and what it would carry; nothing is kept."""
    row, view = await _found(application_id, by=by)
    if view.worked is None:
        raise rules.ValueNotWorked
    result = await valuation.what_if(view.worked, asked)
    lendable, ltv = await _carried(row, result)
    return Supposed(
        view=view,
        bank=by.organisation_name,
        result=result,
        lendable_fen=lendable,
        ltv_bp=ltv,
    )


async def _found(application_id: UUID, *, by: Actor) -> tuple[ApplicationRow, ValuationView]:
    by.require(Permission.VIEW_BANK)
    row = steps.found(await queries.application(application_id, scope=steps.scope_of(by)))
    frozen = snapshots.read(row.snapshot).valuation
    if frozen is None:
        raise NotFound
    return row, await valuation.valuation(frozen.id, firm_id=row.applicant)


async def _carried(row: ApplicationRow, result: Result) -> tuple[Fen, int | None]:
    """What the product would lend on that value, at its own ratios and haircuts."""
    snapshot = _with(snapshots.read(row.snapshot), result)
    version: VersionView = await products.version(row.product_version)
    today = clock.today()
    fit = fitting.judge(
        version.terms,
        snapshots.facts_of(snapshot, on=today),
        base_rates=await products.reference_rates(today),
    )
    facts = snapshots.facts_of(snapshot, on=today)
    value = (
        None
        if facts.valuation is None
        else value_of(facts.valuation, facts.rights, choice=version.terms.value_choice)
    )
    return fit.carries_fen, rules.ltv_bp(secured=Fen(row.amount_fen), value=value)


def _with(snapshot: Snapshot, result: Result) -> Snapshot:
    """The frozen facts on another value; values per right move in proportion."""
    old, new = snapshot.valuation, result.reconciled
    if old is None or new is None:
        raise rules.ValueNotWorked
    ends = ("low_fen", "central_fen", "high_fen")
    per_right = old.per_right and [
        ValueSnapshot(
            right_id=each.right_id,
            **{n: max(0, getattr(each, n) * getattr(new, n) // getattr(old, n)) for n in ends},
        )
        for each in old.per_right
    ]
    changed = msgspec.structs.replace(
        old, per_right=per_right, **{n: max(0, getattr(new, n)) for n in ends}
    )
    return msgspec.structs.replace(snapshot, valuation=changed)
