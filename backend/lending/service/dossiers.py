"""The dossier of an application: all that the bank needs to decide, and nothing of other banks."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from backend.criteria.cover import value_of
from backend.criteria.facts import add_months
from backend.kernel import clock
from backend.kernel.auth import Actor, Permission
from backend.kernel.money import Fen
from backend.lending import rules, snapshots
from backend.lending.fit import Fit
from backend.lending.queries import applications as queries
from backend.lending.queries import files
from backend.lending.queries.applications import ApplicationRow
from backend.lending.service import authority, products, reading, steps
from backend.lending.service.authority import Deciding
from backend.lending.service.products import VersionView
from backend.lending.service.reading import ApplicationView, Timeline
from backend.lending.states import State
from backend.portfolio import service as portfolio
from backend.portfolio.service import FactView, RightView
from backend.portfolio.states import FactKind
from backend.registry import service as registry

#: A statement is one bank's alone; other facts belong to the right.
_OF_ONE_BANK = frozenset({FactKind.DESK_STATEMENT, FactKind.PARTIES_STATEMENT})


@dataclass(frozen=True, kw_only=True)
class Worth:
    """The value that the product counts (low or central) and what it carries."""

    basis: str
    value_fen: Fen | None
    lendable_fen: Fen
    subject_to_valuation: bool
    ltv_bp: int | None


@dataclass(frozen=True, kw_only=True)
class Exposure:
    committed_fen: Fen
    drawn_fen: Fen
    rows: Sequence[dict[str, Any]]


@dataclass(frozen=True, kw_only=True)
class Dossier:
    view: ApplicationView
    deciding: Deciding
    version: VersionView
    rights: list[RightView]
    facts: dict[UUID, list[FactView]]
    openable: set[UUID]
    pledged: set[UUID]
    worth: Worth
    check: dict[str, Any] | None
    fit: Fit
    preflight: list[dict[str, Any]]
    exposure: Exposure
    requests: list[dict[str, Any]]
    history: Timeline


async def dossier(application_id: UUID, *, by: Actor) -> Dossier:
    """Everything on one screen, for the members of the bank that it was submitted to."""
    by.require(Permission.VIEW_BANK)
    row = steps.found(await queries.application(application_id, scope=steps.scope_of(by)))
    today = clock.today()
    version = await products.version(row.product_version)
    fit = await products.fit_snapshot(version, row.snapshot, today)
    views = await portfolio.views(row.right_ids)
    facts = await _facts(row)
    preflight = await registry.preflight_for(
        row.right_ids,
        pledgor_id=row.applicant,
        performance_to=add_months(today, row.term_months),
        bank_id=row.lender,
    )
    view = (await reading.views([row], by=by))[0]
    return Dossier(
        view=view,
        deciding=await authority.deciding(row, view.opinions[-1] if view.opinions else None, by=by),
        version=version,
        rights=[views[right_id] for right_id in row.right_ids],
        facts=facts,
        openable=portfolio.openable([f for each in facts.values() for f in each], by=by),
        pledged=await registry.live([view.id for view in views.values()]),
        worth=_worth(row, version, fit),
        check=(await files.checks([row.id])).get(row.id),
        fit=fit,
        preflight=preflight,
        exposure=await _exposure(row),
        requests=(await files.requests([row.id]))[row.id],
        history=await reading.timeline_of(row, by=by),
    )


async def _facts(row: ApplicationRow) -> dict[UUID, list[FactView]]:
    """The rights' dated facts; what another bank has stated stays that bank's."""
    return {
        right_id: [
            fact for fact in facts if fact.kind not in _OF_ONE_BANK or fact.bank_id == row.lender
        ]
        for right_id, facts in (await portfolio.facts(row.right_ids)).items()
    }


def _worth(row: ApplicationRow, version: VersionView, fit: Fit) -> Worth:
    facts = snapshots.facts_of(snapshots.read(row.snapshot), on=clock.today())
    choice = version.terms.value_choice
    value = (
        None if facts.valuation is None else value_of(facts.valuation, facts.rights, choice=choice)
    )
    return Worth(
        basis=choice,
        value_fen=value,
        lendable_fen=fit.carries_fen,
        subject_to_valuation=fit.subject_to_valuation,
        ltv_bp=rules.ltv_bp(secured=Fen(row.amount_fen), value=value),
    )


async def _exposure(row: ApplicationRow) -> Exposure:
    rows = await queries.exposure(applicant=row.applicant, lender=row.lender, besides=row.id)
    drawn = sum(each["amount_fen"] for each in rows if each["state"] == State.DRAWN)
    total = sum(each["amount_fen"] for each in rows)
    return Exposure(committed_fen=Fen(total - drawn), drawn_fen=Fen(drawn), rows=rows)
