"""What an organisation owes, paid and got back: lists, totals, the history of a charge."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from backend.kernel import clock, language, listed, pages
from backend.kernel.auth import Actor, Permission
from backend.kernel.errors import NotFound
from backend.kernel.spreadsheet import yuan
from backend.payments import queries, wording
from backend.payments.queries import movements as moves
from backend.payments.service.charges import charge
from backend.payments.service.ledger import Rows, holder_seen
from backend.payments.states import Purpose, State


class View(StrEnum):
    """The parts of a list of charges."""

    DUE = "due"
    OVERDUE = "overdue"
    PAID = "paid"
    REFUNDS = "refunds"
    CANCELLED = "cancelled"


class Side(StrEnum):
    PAYER = "payer"
    PAYEE = "payee"


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What a list of charges is narrowed to."""

    state: State | None = None
    view: View | None = None
    purpose: Purpose | None = None
    q: str | None = None
    side: Side | None = None

    def asked(self, *, today: date, me: UUID) -> list[object]:
        """In the order of the query."""
        pattern = None
        if self.q and self.q.strip():
            plain = self.q.strip().replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")
            pattern = f"%{plain}%"
        return [self.state, self.view, today, self.purpose, pattern, self.side, me]


async def charge_page(wanted: Wanted, *, cursor: str | None, limit: int, by: Actor) -> Rows:
    """What the reader's organisation owes and is owed, newest first; all for the operator."""
    after = None
    if cursor is not None:
        moment, last = pages.decode_cursor(cursor, datetime, UUID)
        after = (moment, last)
    reader = holder_seen(by)
    chosen = wanted.asked(today=clock.today(), me=by.organisation_id)
    rows = await queries.charges(reader, chosen, after=after, limit=limit + 1)
    total = await queries.count_charges(reader, chosen, up_to=pages.COUNTED)
    cut, following = pages.cut(rows, limit, key=lambda row: (row["created_at"], row["id"]))
    return cut, following, pages.total_of(total)


class ChargesAsked(listed.Asked):
    state: State | None = None
    view: View | None = None
    purpose: Purpose | None = None
    q: str | None = None
    side: Side | None = None

    @classmethod
    def of(cls, wanted: Wanted) -> "ChargesAsked":
        return cls(
            state=wanted.state,
            view=wanted.view,
            purpose=wanted.purpose,
            q=wanted.q,
            side=wanted.side,
        )

    @property
    def wanted(self) -> Wanted:
        return Wanted(**self.model_dump())


async def _count(asked: ChargesAsked, by: Actor) -> int:
    chosen = asked.wanted.asked(today=clock.today(), me=by.organisation_id)
    return await queries.count_charges(holder_seen(by), chosen, up_to=listed.EVERY)


async def _open(asked: ChargesAsked, by: Actor) -> listed.Extract:
    speaking = language.current()
    chosen = asked.wanted.asked(today=clock.today(), me=by.organisation_id)
    amount = 0

    async def batches() -> AsyncIterator[Sequence[listed.Row]]:
        nonlocal amount
        after = None
        while rows := await queries.charges(
            holder_seen(by), chosen, after=after, limit=listed.BATCH
        ):
            amount += sum(row["amount_fen"] for row in rows)
            yield [wording.charge_cells(row, speaking) for row in rows]
            after = rows[-1]["created_at"], rows[-1]["id"]

    def cover() -> listed.Cover:
        views = wording.VIEWS[speaking]
        said = (
            by.organisation_name,
            asked.view and views[asked.view],
            asked.state and wording.STATES[speaking][asked.state],
            asked.purpose and wording.PURPOSES[speaking][asked.purpose],
            asked.side and views[asked.side],
            asked.q,
            yuan(amount),
        )
        return tuple(zip(wording.FILTERS[speaking], said, strict=True))

    return listed.Extract(headings=wording.HEADINGS[speaking], batches=batches(), cover=cover)


CHARGE_LIST = listed.Listed(
    name="charges",
    forms=(listed.Form.XLSX, listed.Form.CSV),
    asked=ChargesAsked,
    rests_on=frozenset({Permission.VIEW_OPERATOR}),
    sheet=("账单", "Bills"),
    count=_count,
    open=_open,
)


async def charge_totals(*, by: Actor) -> dict[str, Any]:
    """How many charges stand where, and what is owed by and to the reader's organisation."""
    return await queries.standing(holder_seen(by), by.organisation_id, today=clock.today())


async def standing_of(charge_id: UUID) -> dict[str, Any]:
    """A charge with what the ledger holds of it and the day of its last receipt; for modules."""
    row = await queries.charge(charge_id, reader=None)
    if row is None:
        raise NotFound
    return row | {"received_on": await queries.received_on(charge_id)}


async def charge_history(charge_id: UUID, *, cursor: str | None, limit: int, by: Actor) -> Rows:
    """Each move of money about a charge, oldest first, with what was kept after it."""
    await charge(charge_id, by=by)
    after = None if cursor is None else pages.decode_cursor(cursor, int)[0]
    rows, total = await moves.of_charge(charge_id, after=after, limit=limit)
    cut, following = pages.cut(rows, limit, key=lambda row: (row["seq"],))
    return cut, following, pages.total_of(total)
