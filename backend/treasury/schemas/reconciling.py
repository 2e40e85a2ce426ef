"""What the API gives of the ledger against the bank and against Stripe."""

from datetime import datetime
from uuid import UUID

from backend.kernel.schemas import Output
from backend.payments.states import Book
from backend.treasury.service import Reconciliation
from backend.treasury.states import YUAN


class DifferenceOut(Output, frozen=True):
    """`off_fen` is what the ledger has more; `task_id` once it has stayed for a day."""

    cause: str
    external_id: str
    off_fen: int
    since: datetime
    task_id: UUID | None


class ReconciledSideOut(Output, frozen=True):
    """`outside_fen` is what moved by the statements of a book, or what Stripe's balance says.

    In another currency than yuan nothing is in the ledger: `ledger_fen` is what waits or is on its
    way back there, line by line.

    `unread_since`: Stripe does not answer since then; `outside_fen` is what it had said before.
    """

    side: str
    currency: str
    outside_fen: int
    ledger_fen: int
    unexplained_fen: int
    unread_since: datetime | None
    differences: list[DifferenceOut]


class WaitingOut(Output, frozen=True):
    """What stands in suspense, on its way from Stripe to the bank, or in dispute.

    Above zero is the usual way: money that came and waits, or that is on its way to us.
    """

    purpose: str
    book: Book
    currency: str
    fen: int


class ReconciliationOut(Output, frozen=True):
    at: datetime
    sides: list[ReconciledSideOut]
    waiting: list[WaitingOut]

    @classmethod
    def of(cls, found: Reconciliation) -> "ReconciliationOut":
        sides = [
            ReconciledSideOut(
                side=side.side,
                currency=side.currency,
                outside_fen=side.outside_fen,
                ledger_fen=side.ledger_fen,
                unexplained_fen=side.unexplained_fen,
                unread_since=side.unread_since,
                differences=[
                    DifferenceOut(
                        cause=each.cause,
                        external_id=each.external_id,
                        off_fen=each.off_fen,
                        since=each.since,
                        task_id=each.task_id,
                    )
                    for each in side.differences
                ],
            )
            for side in found.sides
        ]
        waiting = [
            WaitingOut(
                purpose=row["purpose"],
                book=Book(row["book"]),
                currency=row.get("currency", YUAN),
                fen=row["fen"],
            )
            for row in found.waiting
        ]
        return cls(at=found.at, sides=sides, waiting=waiting)
