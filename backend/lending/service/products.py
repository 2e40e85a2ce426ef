"""Products on offer, how a request stands to them, and their capacity."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from backend.documents import service as documents
from backend.identity import service as identity
from backend.kernel import clock, pages
from backend.kernel.auth import Actor, Permission
from backend.kernel.errors import NotFound
from backend.kernel.money import Fen
from backend.lending import fit as fitting
from backend.lending import snapshots
from backend.lending.checklist import Item
from backend.lending.fit import Fit, Terms
from backend.lending.queries import products as queries
from backend.lending.rates import reference_rates
from backend.lending.rules.refusals import CapacityUsedUp, ProductNotOffered
from backend.lending.service import papers_wanted
from backend.lending.service.catalogue import (
    create_product,
    draft_version,
    open_capacity,
    publish_version,
)
from backend.lending.service.stored_terms import checklist_of, terms_of
from backend.lending.snapshots import Snapshot
from backend.listing import service as listing
from backend.portfolio import service as portfolio
from backend.portfolio.service import FactView
from backend.registry import service as registry
from backend.valuation import service as valuation
from backend.valuation.service import ValuationView

__all__ = [
    "Match",
    "Matches",
    "VersionView",
    "checklist_of",
    "create_product",
    "draft_version",
    "fit",
    "fit_snapshot",
    "free",
    "in_force",
    "matches",
    "open_capacity",
    "page",
    "product",
    "publish_version",
    "reference_rates",
    "reserve",
    "snapshot",
    "take",
    "version",
]


@dataclass(frozen=True, kw_only=True)
class VersionView:
    """A version of a product with its product, lender and the capacity of the day."""

    id: UUID
    n: int
    product_id: UUID
    number: str
    name: str
    lender_id: UUID
    lender_name: str
    terms: Terms
    published_at: datetime | None
    capacity_open: bool
    capacity_left_fen: Fen
    capacity_from: date | None
    capacity_to: date | None


@dataclass(frozen=True, kw_only=True)
class Match:
    """`papers`: how the firm's vault stands to the product's checklist today."""

    product: VersionView
    fit: Fit
    papers: tuple[Item, ...]


@dataclass(frozen=True, kw_only=True)
class Matches:
    """How one request stands to every product on offer, best first."""

    request_id: UUID
    on: date
    snapshot: Snapshot
    base_rates: dict[str, int]
    matches: tuple[Match, ...]


async def page(
    *, lender_id: UUID | None, cursor: str | None, limit: int
) -> tuple[list[VersionView], str | None, int | str]:
    """Products on offer today, by name."""
    after = None
    if cursor is not None:
        name, last = pages.decode_cursor(cursor, str, UUID)
        after = (name, last)
    rows, total = await queries.page(clock.today(), lender_id=lender_id, after=after, limit=limit)
    cut, following = pages.cut(rows, limit, key=lambda row: (row["name"], row["product"]))
    return [_view(row) for row in cut], following, pages.total_of(total)


async def product(product_id: UUID) -> VersionView:
    """A product on offer today."""
    rows = await queries.in_force(clock.today(), product_id=product_id)
    if not rows:
        raise NotFound
    return _view(rows[0])


async def in_force(product_id: UUID) -> VersionView:
    """The version that an application made today rests on; refuse what is not on offer."""
    rows = await queries.in_force(clock.today(), product_id=product_id)
    if not rows:
        raise ProductNotOffered
    return _view(rows[0])


async def version(version_id: UUID) -> VersionView:
    """A version by its id, in force or not: an application keeps the one it was made for."""
    row = await queries.version(version_id, on=clock.today())
    if row is None:
        raise NotFound
    return _view(row)


async def matches(request_id: UUID, *, by: Actor) -> Matches:
    """Every product on offer, judged on the request as it stands today."""
    by.require(Permission.VIEW_FIRM)
    on = clock.today()
    taken = await take(request_id, firm_id=by.organisation_id, on=on)
    base_rates = await reference_rates(on)
    facts = snapshots.facts_of(taken, on=on)
    offered = [_view(row) for row in await queries.in_force(on)]
    papers = await papers_wanted.items_of_each(
        [view.terms.checklist for view in offered], taken, owner=by.organisation_id, on=on
    )
    found = [
        Match(
            product=view, fit=fitting.judge(view.terms, facts, base_rates=base_rates), papers=wanted
        )
        for view, wanted in zip(offered, papers, strict=True)
    ]
    found.sort(
        key=lambda match: fitting.order(
            match.fit, capacity_open=match.product.capacity_open, asked=facts.amount_fen
        )
    )
    return Matches(
        request_id=request_id,
        on=on,
        snapshot=taken,
        base_rates=base_rates,
        matches=tuple(found),
    )


async def snapshot(request_id: UUID, firm_id: UUID) -> dict[str, Any]:
    """Everything a fit needs of a request as it stands today, as JSON to be frozen."""
    return snapshots.as_json(await take(request_id, firm_id=firm_id, on=clock.today()))


async def fit_snapshot(version: VersionView, snapshot: Mapping[str, Any], on: date) -> Fit:
    """How a frozen request stands to a version on a day."""
    facts = snapshots.facts_of(snapshots.read(snapshot), on=on)
    return fitting.judge(version.terms, facts, base_rates=await reference_rates(on))


async def fit(product_version_id: UUID, *, snapshot: Mapping[str, Any], on: date) -> Fit:
    """The same, by the version's id."""
    return await fit_snapshot(await version(product_version_id), snapshot, on)


async def reserve(product_id: UUID, amount: Fen, *, on: date) -> UUID:
    """Take an offer's amount and one case from the capacity of the day; the capacity's id."""
    capacity = await queries.capacity_on(product_id, on=on)
    left_fen = 0 if capacity is None else capacity["capacity_fen"] - capacity["used_fen"]
    if (
        capacity is None
        or left_fen < amount
        or capacity["used_cases"] >= capacity["capacity_cases"]
    ):
        raise CapacityUsedUp(left_fen=left_fen)
    await queries.use_capacity(capacity["id"], amount_fen=amount, cases=1)
    return UUID(str(capacity["id"]))


async def free(capacity_id: UUID, amount: Fen) -> None:
    """Give back what an offer had reserved."""
    await queries.use_capacity(capacity_id, amount_fen=-amount, cases=-1)


async def take(request_id: UUID, *, firm_id: UUID, on: date) -> Snapshot:
    """A request with all that a fit needs of it, as it stands."""
    request = await listing.request(request_id, firm_id)
    facts = request.facts
    firm = await identity.organisation(firm_id)
    value = await valuation.for_bundle(firm_id, request.right_ids, on)
    named = list(request.document_ids)
    files = await documents.describe(named) if named else {}
    return Snapshot(
        request_id=request.id,
        request_number=request.number,
        request_revision=request.revision,
        taken_on=on,
        amount_fen=request.amount_fen,
        term_months=request.term_months,
        use_of_funds=request.use_of_funds,
        use_note=request.use_note,
        firm=snapshots.FirmSnapshot(
            id=firm.id,
            name=firm.name,
            uscc=firm.uscc,
            division=firm.division,
            street=firm.street,
            **asdict(facts) | {"tags": [str(tag) for tag in facts.tags]},
        ),
        rights=await _rights(request.right_ids, request.used_since, firm_id=firm_id, on=on),
        valuation=None if value is None else _valuation(value),
        documents=[
            snapshots.DocumentSnapshot(
                id=files[i].id, kind=files[i].kind, name=files[i].name, sha256=files[i].sha256
            )
            for i in request.document_ids
        ],
    )


async def _rights(
    right_ids: Sequence[UUID], used_since: Mapping[UUID, date], *, firm_id: UUID, on: date
) -> list[snapshots.RightSnapshot]:
    """The rights under the ids that last: two rows may have turned out to be one patent."""
    views = await portfolio.views(right_ids)
    holdings = await portfolio.check_holdings(right_ids, firm_id)
    pledged = await registry.live([right.id for right in views.values()])
    known = await portfolio.facts(right_ids)
    found = []
    for right_id in right_ids:
        right = views[right_id]
        due = right.fee_due
        found.append(
            snapshots.RightSnapshot(
                right_id=right.id,
                label=right.label,
                title=right.title,
                kind=right.kind,
                filing_on=right.filing_on,
                granted_on=right.granted_on,
                expires_on=right.expires_on,
                fee_due=None
                if due is None
                else snapshots.FeeSnapshot(
                    year=due.year, due_on=due.due_on, amount_fen=due.amount_fen
                ),
                ipc_main=right.ipc_main,
                industry=right.industry,
                patentees=list(right.patentees),
                source=right.source,
                as_of=right.as_of,
                ownership=holdings[right_id].ownership,
                used_since=used_since.get(right_id),
                pledged=right.id in pledged,
                invalidation_pending=_invalidation_pending(known.get(right_id, [])),
                in_force=portfolio.is_in_force(right, known.get(right_id, []), today=on),
                pledge_shown=portfolio.shows_pledge(known.get(right_id, [])),
            )
        )
    return found


def _invalidation_pending(known: Sequence[FactView]) -> bool | None:
    """What the newest register extract says; None without one."""
    extract = portfolio.newest_saying(known, "invalidation_pending")
    return None if extract is None else bool(extract.payload["invalidation_pending"])


def _valuation(view: ValuationView) -> snapshots.ValuationSnapshot:
    per_right = None
    if view.per_right is not None:
        per_right = [
            snapshots.ValueSnapshot(
                right_id=right_id, low_fen=low, central_fen=central, high_fen=high
            )
            for right_id, (low, central, high) in view.per_right.items()
        ]
    return snapshots.ValuationSnapshot(
        id=view.id,
        number=view.number,
        method=view.method,
        appraised=view.appraised,
        base_date=view.base_date,
        valuer=view.valuer,
        low_fen=view.low_fen,
        central_fen=view.central_fen,
        high_fen=view.high_fen,
        per_right=per_right,
        report_file_id=view.report_file_id,
    )


def _view(row: Mapping[str, Any]) -> VersionView:
    return VersionView(
        id=row["id"],
        n=row["n"],
        product_id=row["product"],
        number=row["number"],
        name=row["name"],
        lender_id=row["lender"],
        lender_name=row["lender_name"],
        terms=terms_of(row),
        published_at=row["published_at"],
        capacity_open=row["capacity_open"],
        capacity_left_fen=Fen(row["capacity_left_fen"]),
        capacity_from=row["capacity_from"],
        capacity_to=row["capacity_to"],
    )
