"""State a valuation, read it, take it back; which one serves a bundle."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from backend.documents import service as documents
from backend.documents.service import FileView
from backend.documents.states import Kind
from backend.kernel import clock, pages
from backend.kernel.auth import Actor, Permission
from backend.kernel.db import transaction
from backend.kernel.errors import NotFound
from backend.kernel.events import emit
from backend.kernel.money import Fen
from backend.kernel.sequences import next_number
from backend.portfolio import service as portfolio
from backend.portfolio.service import RightView
from backend.valuation import queries, rules
from backend.valuation.events import ValuationStated, ValuationWithdrawn
from backend.valuation.rules import Range, Statement
from backend.valuation.states import VALUATION, Action, Method, State
from backend.valuation.tables import Valuation, ValuedRight

__all__ = [
    "Detail",
    "Range",
    "Statement",
    "ValuationView",
    "details",
    "for_bundle",
    "page",
    "state",
    "valuation",
    "valuations",
    "withdraw",
]


@dataclass(frozen=True, kw_only=True)
class ValuationView:
    """A valuation as other modules see it."""

    id: UUID
    number: str
    firm_id: UUID
    state: State
    right_ids: tuple[UUID, ...]
    low_fen: Fen
    central_fen: Fen
    high_fen: Fen
    per_right: dict[UUID, tuple[Fen, Fen, Fen]] | None
    method: Method
    appraised: bool
    base_date: date
    valuer: str
    report_file_id: UUID | None
    stated_at: datetime
    withdrawn_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class Detail:
    """A valuation with what it names."""

    valuation: ValuationView
    rights: tuple[RightView, ...]
    report: FileView | None


async def state(statement: Statement, *, by: Actor) -> ValuationView:
    """Record what the firm says its rights are worth."""
    by.require(Permission.PREPARE)
    rules.check_statement(statement, today=clock.today())
    async with transaction():
        await portfolio.check_holdings(statement.right_ids, by.organisation_id)
        if statement.report_file_id is not None:
            await documents.check_own([statement.report_file_id], by=by, kind=Kind.VALUATION_REPORT)
        row = Valuation(
            id=uuid4(),
            created_at=clock.now(),
            number=await next_number("VA"),
            firm=by.organisation_id,
            state=State.DECLARED,
            method=statement.method,
            appraised=statement.appraised,
            base_date=statement.base_date,
            valuer=statement.valuer,
            low_fen=statement.whole.low,
            central_fen=statement.whole.central,
            high_fen=statement.whole.high,
            per_right=statement.per_right is not None,
            report=statement.report_file_id,
            stated_by=by.user_id,
        )
        await queries.add(
            row, [_valued(row.id, i, statement.per_right) for i in statement.right_ids]
        )
        await emit(
            ValuationStated(
                subject_id=row.id,
                parties=(by.organisation_id,),
                number=row.number,
                right_ids=statement.right_ids,
            ),
            by=by,
            after={
                "state": State.DECLARED,
                "low_fen": statement.whole.low,
                "central_fen": statement.whole.central,
                "high_fen": statement.whole.high,
            },
        )
    return await valuation(row.id, firm_id=by.organisation_id)


def _valued(
    valuation_id: UUID, right_id: UUID, per_right: Mapping[UUID, Range] | None
) -> ValuedRight:
    value = None if per_right is None else per_right[right_id]
    return ValuedRight(
        id=uuid4(),
        created_at=clock.now(),
        valuation=valuation_id,
        right_id=right_id,
        low_fen=None if value is None else value.low,
        central_fen=None if value is None else value.central,
        high_fen=None if value is None else value.high,
    )


async def withdraw(valuation_id: UUID, *, by: Actor) -> ValuationView:
    """Take a valuation back; what rests on it elsewhere was frozen there."""
    by.require(Permission.PREPARE)
    async with transaction():
        row = await queries.one(valuation_id, firm_id=by.organisation_id, to_change=True)
        if row is None:
            raise NotFound
        after = VALUATION.after(State(row["state"]), Action.WITHDRAW)
        await queries.record_withdrawal(valuation_id, state=after, at=clock.now())
        await emit(
            ValuationWithdrawn(
                subject_id=valuation_id, parties=(by.organisation_id,), number=row["number"]
            ),
            by=by,
            before={"state": row["state"]},
            after={"state": after},
        )
    return await valuation(valuation_id, firm_id=by.organisation_id)


async def valuation(valuation_id: UUID, *, firm_id: UUID) -> ValuationView:
    """One of the firm's valuations, whatever its state."""
    row = await queries.one(valuation_id, firm_id=firm_id)
    if row is None:
        raise NotFound
    return (await _views([row]))[0]


async def valuations(
    firm_id: UUID, right_ids: Collection[UUID] | None = None
) -> list[ValuationView]:
    """The firm's standing valuations, all or those that name one of these rights."""
    return await _views(await queries.declared(firm_id, touching=right_ids))


async def for_bundle(firm_id: UUID, right_ids: Collection[UUID], on: date) -> ValuationView | None:
    """The best standing valuation that serves exactly these rights, if there is one.

    Rights that turned out to be one patent count as one, under the id that stayed; the
    valuation that comes back names them by it.
    """
    standing = {each.id: each for each in await _under_lasting_ids(await valuations(firm_id))}
    wanted = await _lasting_ids(right_ids)
    chosen = rules.best(
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
    return None if chosen is None else standing[chosen.id]


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
    return [_view(row, valued[row["id"]]) for row in rows]


def _view(row: Mapping[str, Any], rights: Sequence[Mapping[str, Any]]) -> ValuationView:
    per_right = {
        right["right_id"]: (
            Fen(right["low_fen"]),
            Fen(right["central_fen"]),
            Fen(right["high_fen"]),
        )
        for right in rights
        if row["per_right"]
    }
    return ValuationView(
        id=row["id"],
        number=row["number"],
        firm_id=row["firm"],
        state=State(row["state"]),
        right_ids=tuple(right["right_id"] for right in rights),
        low_fen=Fen(row["low_fen"]),
        central_fen=Fen(row["central_fen"]),
        high_fen=Fen(row["high_fen"]),
        per_right=per_right or None,
        method=Method(row["method"]),
        appraised=row["appraised"],
        base_date=row["base_date"],
        valuer=row["valuer"],
        report_file_id=row["report"],
        stated_at=row["created_at"],
        withdrawn_at=row["withdrawn_at"],
    )
