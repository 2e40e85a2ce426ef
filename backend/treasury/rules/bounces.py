"""Which payment a line may be said to bring back. Pure."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from backend.kernel.errors import Conflict
from backend.treasury.states import OrderKind, OrderState


class ReturnDoesNotFit(Conflict):
    code = "treasury.return_does_not_fit"
    title = "This order was not paid from this account before this line, or for less"


class ReturnProposed(Conflict):
    code = "treasury.return_proposed"
    title = "Another line is proposed as the return of this order already"


class AccountSentBack(Conflict):
    code = "treasury.account_sent_back"
    title = "The bank has sent back what was paid to this account"


def check_returns(
    order: Mapping[str, Any] | None,
    line: Mapping[str, Any],
    *,
    amount: int,
    paid_on: date | None,
) -> None:
    """Paid by the bank from the line's book, not after it came, and for no less; never twice."""
    if order is None or order["kind"] == OrderKind.CARD or order["state"] != OrderState.PAID:
        state = None if order is None else order["state"]
        raise ReturnDoesNotFit("Name an order that the bank has paid.", state=state, most_fen=0)
    if (
        (order["book"], order["currency"]) != (line["book"], line["currency"])
        or order["line"] == line["id"]
        or paid_on is None
        or paid_on > line["booked_on"]
    ):
        raise ReturnDoesNotFit(
            f"{order['number']} was not paid from this account before {line['booked_on']}.",
            state=order["state"],
            most_fen=0,
        )
    most = order["amount_fen"] if order["paid_fen"] is None else order["paid_fen"]
    if amount > most:
        raise ReturnDoesNotFit(
            f"{amount} fen was named; {most} fen was paid.",
            state=order["state"],
            most_fen=most,
            currency=order["currency"],
        )


def check_return_free(proposed: Mapping[str, Any] | None, *, line_id: UUID) -> None:
    if proposed is not None and proposed["line"] != line_id:
        raise ReturnProposed(f"{proposed['proposed_by_name']} proposed it; decide that first.")


def check_not_sent_back(account: Mapping[str, Any], *, payee: str) -> None:
    """The payee registers another account, or the same one anew once its bank takes money."""
    if account.get("sent_back"):
        raise AccountSentBack(f"{payee} has to register an account anew.", payee=payee)
