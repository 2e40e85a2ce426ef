"""Read valuations; which one serves a bundle."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from backend.documents import service as documents
from backend.kernel import pages
from backend.kernel.auth import Actor, Permission
from backend.kernel.errors import NotFound
from backend.portfolio import service as portfolio
from backend.valuation import rules
from backend.valuation.queries import valuations as queries
from backend.valuation.service.views import Detail, ValuationView, view_of
from backend.valuation.states import State


async def valuation(valuation_id: UUID, *, firm_id: UUID) -> ValuationView:
    """A valuation of the firm's rights, whatever its state and whoever holds it."""
    return await _shown(await queries.one(valuation_id, firm_id=firm_id))


async def own(valuation_id: UUID, *, firm_id: UUID) -> ValuationView:
    """One that the firm holds itself; else 404."""
    return await _shown(await queries.own(valuation_id, firm_id=firm_id))


async def _shown(row: dict[str, Any] | None) -> ValuationView:
    if row is None:
        raise NotFound
    return (await _views([row]))[0]


async def valuations(
    firm_id: UUID, right_ids: Collection[UUID] | None = None
) -> list[ValuationView]:
    """The firm's standing valuations, all or those that name one of these rights."""
    return await _views(await queries.declared(firm_id, touching=right_ids))


async def for_bundle(firm_id: UUID, right_ids: Collection[UUID], on: date) -> ValuationView | None:
    """The best standing valuation that serves these rights, if there is one."""
    return next(iter(await serving(firm_id, right_ids, on)), None)


async def serving(firm_id: UUID, right_ids: Collection[UUID], on: date) -> list[ValuationView]:
    """The standing valuations that serve these rights, the best first.

    Rights that turned out to be one patent count as one, under the id that stayed; the
    valuations that come back name them by it.
    """
    standing = {each.id: each for each in await _under_lasting_ids(await valuations(firm_id))}
    wanted = await _lasting_ids(right_ids)
    chosen = rules.ranked(
        (
            rules.Candidate(
                id=each.id,
                right_ids=frozenset(each.right_ids),
                has_values_per_right=each.per_right is not None,
                appraised=each.appraised,
                base_date=each.base_date,
                number=each.number,
            )
            for each in standing.values()
        ),
        set(wanted.values()),
        on=on,
    )
    return [standing[each.id] for each in chosen]


async def _lasting_ids(right_ids: Collection[UUID]) -> dict[UUID, UUID]:
    return {asked: right.id for asked, right in (await portfolio.views(list(right_ids))).items()}


async def _under_lasting_ids(views: Sequence[ValuationView]) -> list[ValuationView]:
    lasting = await _lasting_ids({i for view in views for i in view.right_ids})
    return [
        replace(
            view,
            right_ids=tuple(lasting[i] for i in view.right_ids),
            per_right=None
            if view.per_right is None
            else {lasting[i]: value for i, value in view.per_right.items()},
        )
        for view in views
    ]


async def page(
    *,
    in_state: State | None,
    right_id: UUID | None,
    cursor: str | None,
    limit: int,
    by: Actor,
) -> tuple[list[Detail], str | None, int | str]:
    """The firm's own valuations, newest first."""
    by.require(Permission.VIEW_FIRM)
    after = None
    if cursor is not None:
        moment, last = pages.decode_cursor(cursor, datetime, UUID)
        after = (moment, last)
    rows, total = await queries.page(
        by.organisation_id, state=in_state, right_id=right_id, after=after, limit=limit
    )
    cut, following = pages.cut(rows, limit, key=lambda row: (row["created_at"], row["id"]))
    return await details(await _views(cut)), following, pages.total_of(total)


async def details(views: Sequence[ValuationView]) -> list[Detail]:
    """Valuations with the rights and the reports they name."""
    rights = await portfolio.views(list({i for view in views for i in view.right_ids}))
    named = [view.report_file_id for view in views if view.report_file_id is not None]
    reports = await documents.describe(named) if named else {}
    return [
        Detail(
            valuation=view,
            rights=tuple(rights[i] for i in view.right_ids),
            report=None if view.report_file_id is None else reports[view.report_file_id],
        )
        for view in views
    ]


async def _views(rows: Sequence[Mapping[str, Any]]) -> list[ValuationView]:
    valued: dict[UUID, list[dict[str, Any]]] = {row["id"]: [] for row in rows}
    for right in await queries.valued_rights(valued.keys()):
        valued[right["valuation"]].append(right)
    return [view_of(row, valued[row["id"]]) for row in rows]
