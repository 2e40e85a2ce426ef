"""Lists of invoices, what the reader may do with each."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from backend.invoicing import queries, wording
from backend.invoicing.service.titles import Rows, seen
from backend.invoicing.states import CREDITABLE, LIFECYCLES, Action, InvoiceKind, InvoiceState
from backend.kernel import language, listed, pages
from backend.kernel.auth import Actor, Permission


class InvoiceSide(StrEnum):
    BUYER = "buyer"
    SELLER = "seller"


class InvoiceView(StrEnum):
    """The parts of a list of invoices."""

    WAITING = "waiting"
    ISSUED = "issued"
    ENDED = "ended"


_STATES: Mapping[InvoiceView, list[str]] = {
    InvoiceView.WAITING: [InvoiceState.REQUESTED, InvoiceState.EXPORTED],
    InvoiceView.ISSUED: [InvoiceState.ISSUED, InvoiceState.PART_CREDITED, InvoiceState.CREDITED],
    InvoiceView.ENDED: [InvoiceState.WITHDRAWN, InvoiceState.REFUSED],
}


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What a list of invoices is narrowed to."""

    view: InvoiceView | None = None
    side: InvoiceSide | None = None
    kind: InvoiceKind | None = None
    q: str | None = None

    def asked(self, *, by: Actor) -> list[object]:
        """In the order of the query."""
        pattern = None
        if self.q and self.q.strip():
            plain = self.q.strip().replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")
            pattern = f"%{plain}%"
        states = None if self.view is None else _STATES[self.view]
        return [seen(by), self.side, by.organisation_id, states, self.kind, pattern]


async def invoice_page(wanted: Wanted, *, cursor: str | None, limit: int, by: Actor) -> Rows:
    """What the reader's organisation asked for or is to issue, newest first."""
    after = None
    if cursor is not None:
        moment, last = pages.decode_cursor(cursor, datetime, UUID)
        after = (moment, last)
    rows, total = await queries.invoices(wanted.asked(by=by), after=after, limit=limit)
    cut, following = pages.cut(rows, limit, key=lambda row: (row["created_at"], row["id"]))
    return cut, following, pages.total_of(total)


class InvoicesAsked(listed.Asked):
    view: InvoiceView | None = None
    side: InvoiceSide | None = None
    kind: InvoiceKind | None = None
    q: str | None = None

    @classmethod
    def of(cls, wanted: Wanted) -> "InvoicesAsked":
        return cls(view=wanted.view, side=wanted.side, kind=wanted.kind, q=wanted.q)

    @property
    def wanted(self) -> Wanted:
        return Wanted(**self.model_dump())


async def _count(asked: InvoicesAsked, by: Actor) -> int:
    return await queries.count_invoices(asked.wanted.asked(by=by), up_to=listed.EVERY)


async def _open(asked: InvoicesAsked, by: Actor) -> listed.Extract:
    speaking = language.current()
    chosen = asked.wanted.asked(by=by)

    async def batches() -> AsyncIterator[Sequence[listed.Row]]:
        after = None
        while rows := await queries.newest(chosen, after=after, limit=listed.BATCH):
            yield [wording.invoice_cells(row, speaking) for row in rows]
            after = rows[-1]["created_at"], rows[-1]["id"]

    def cover() -> listed.Cover:
        views = wording.VIEWS[speaking]
        said = (
            by.organisation_name,
            asked.view and views[asked.view],
            asked.kind and wording.WORDS[speaking][asked.kind],
            asked.side and views[asked.side],
            asked.q,
        )
        return tuple(zip(wording.FILTERS[speaking], said, strict=True))

    return listed.Extract(headings=wording.HEADINGS[speaking], batches=batches(), cover=cover)


INVOICE_LIST = listed.Listed(
    name="invoices",
    forms=(listed.Form.XLSX, listed.Form.CSV),
    asked=InvoicesAsked,
    rests_on=frozenset({Permission.VIEW_OPERATOR}),
    sheet=("发票", "Invoices"),
    count=_count,
    open=_open,
)


def open_actions(row: Mapping[str, Any], *, reader: Actor) -> list[str]:
    """What the reader may do with it now; `credit` takes an issued one back."""
    possible = LIFECYCLES[InvoiceKind(row["kind"])].open_actions(InvoiceState(row["state"]))
    allowed: list[str] = []
    if row["buyer"] == reader.organisation_id and reader.may(Permission.PAY_CHARGES):
        allowed += [each for each in possible if each is Action.WITHDRAW]
    if row["seller"] == reader.organisation_id and reader.may(Permission.ISSUE_INVOICES):
        allowed += [each for each in possible if each in {Action.ISSUE, Action.REFUSE}]
        open_fen = row["total_fen"] - row["credited_fen"]
        if row["kind"] == InvoiceKind.INVOICE and row["state"] in CREDITABLE and open_fen:
            allowed.append("credit")
    return sorted(allowed)
