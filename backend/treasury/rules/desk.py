"""What a line may be said to be for, and what may go out. Pure."""

import re
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from backend.kernel.errors import Conflict, RuleBroken
from backend.treasury.states import (
    BOOKS,
    FOREIGN,
    NAMES,
    WAYS,
    YUAN,
    Direction,
    LineState,
    MatchKind,
    OrderState,
)


class NotWaiting(Conflict):
    code = "treasury.line_does_not_wait"
    title = "This line waits no more, or not for so much"


class AlreadyProposed(Conflict):
    code = "treasury.already_proposed"
    title = "Something is proposed for this line already"


class NothingProposed(Conflict):
    code = "treasury.nothing_proposed"
    title = "Nothing is proposed for this line"


class SamePerson(Conflict):
    code = "treasury.same_person"
    title = "Another person has to decide this"


class WrongKind(RuleBroken):
    code = "treasury.wrong_kind"
    title = "A line of this direction and book is not for this"


class DoesNotMeet(Conflict):
    code = "treasury.lines_do_not_meet"
    title = "The other line is of this book, goes the other way and waits for as much"


class OrderDoesNotFit(Conflict):
    code = "treasury.order_does_not_fit"
    title = "This order was not given to the bank from this account"


class NothingBetween(Conflict):
    code = "treasury.nothing_between"
    title = "The books do not owe each other so much this way"


class LineForeign(RuleBroken):
    code = "treasury.line_is_foreign"
    title = "What came in another currency pays nothing in yuan: it goes back or was converted"


class ConversionUnfit(Conflict):
    code = "treasury.conversion_does_not_fit"
    title = "The yuan of a conversion came by a line of this book, and belong to no other"


class OtherBook(RuleBroken):
    code = "treasury.other_book"
    title = "The charge is of another book than the account that the money came into"


def check_waits(line: Mapping[str, Any], *, kind: MatchKind, amount: int) -> None:
    """The line waits, for at least this much, and is of a kind that this can be."""
    left = line["left_fen"] if line["state"] == LineState.SUSPENSE else 0
    if amount > left or not left:
        raise NotWaiting(f"{amount} fen was named; {left} fen waits.", most_fen=left)
    way = Direction.IN if line["amount_fen"] > 0 else Direction.OUT
    if line["currency"] != YUAN:
        check_foreign(line, kind=kind)
    elif kind is MatchKind.CONVERTED:
        raise WrongKind("This line is in yuan already.", kind=kind)
    if way not in WAYS[kind] or line["book"] not in BOOKS[kind]:
        raise WrongKind(f"This line is not for a {kind}.", kind=kind)


def check_foreign(line: Mapping[str, Any], *, kind: MatchKind) -> None:
    """Nothing of the ledger; what the bank keeps of client money meets the money that came."""
    if kind not in FOREIGN or (kind is MatchKind.FEE and line["book"] != "own"):
        raise LineForeign(
            f"It is in {line['currency']}; converted, counter, order or a return would pass.",
            currency=line["currency"],
        )


def check_converted(
    line: Mapping[str, Any], yuan: Mapping[str, Any] | None, *, yuan_fen: int
) -> None:
    """The yuan came into an account of the same book, and no other conversion brought them."""
    most = 0
    if yuan is not None and yuan["currency"] == YUAN and yuan["book"] == line["book"]:
        most = max(yuan["amount_fen"] - yuan["converted_fen"], 0)
    if yuan_fen > most:
        raise ConversionUnfit(f"{yuan_fen} fen was named; {most} fen would pass.", most_fen=most)


def check_named(kind: MatchKind, named: Mapping[str, object]) -> None:
    """What the kind is about is named, and nothing else."""
    given = {name for name, value in named.items() if value is not None}
    wanted = NAMES.get(kind, frozenset())
    if given != wanted:
        names = ", ".join(sorted(wanted)) or "nothing"
        raise WrongKind(f"For the kind {kind} name: {names}.", kind=kind)


def check_meets(line: Mapping[str, Any], other: Mapping[str, Any] | None, *, amount: int) -> None:
    """The other line is of the same book and currency, goes the other way, waits for as much."""
    left = 0
    if other is not None and other["state"] == LineState.SUSPENSE and other["match_id"] is None:
        left = other["left_fen"]
    if (
        other is None
        or (other["book"], other["currency"]) != (line["book"], line["currency"])
        or (other["amount_fen"] > 0) == (line["amount_fen"] > 0)
        or amount > left
    ):
        raise DoesNotMeet(f"{left} fen waits there.", most_fen=left)


def check_payable(order: Mapping[str, Any] | None, line: Mapping[str, Any], *, amount: int) -> None:
    """The bank was given the order from this book; the line covers it, or all of the line is it."""
    if (
        order is None
        or order["state"] != OrderState.EXPORTED
        or (order["book"], order["currency"]) != (line["book"], line["currency"])
        or amount != min(line["left_fen"], order["amount_fen"])
    ):
        raise OrderDoesNotFit("Name an order that the bank was given from this account.")


def check_between(owed: int, *, amount: int, out: bool) -> None:
    """A transfer settles what one book owes the other, and no more."""
    most = max(-owed if out else owed, 0)
    if amount > most:
        raise NothingBetween(f"{amount} fen was named; {most} fen would pass.", most_fen=most)


def check_none_open(line: Mapping[str, Any]) -> None:
    if line["match_id"] is not None:
        raise AlreadyProposed(f"{line['proposed_by_name']} proposed something; decide it first.")


def free(line: Mapping[str, Any]) -> int:
    """What waits of a line and nobody has proposed anything for."""
    return max(int(line["left_fen"] - line["returning_fen"] - line["placing_fen"]), 0)


def check_free(line: Mapping[str, Any], *, amount: int) -> None:
    """No proposal to send it back, and no other line's, names the same money."""
    most = free(line)
    if amount <= most:
        return
    if line["returning_fen"]:
        raise RefundProposed(
            f"{amount} fen was named; {line['returning_fen']} fen is proposed to go back.",
            most_fen=most,
            proposed_fen=line["returning_fen"],
            currency=line["currency"],
        )
    raise AlreadyProposed(f"{amount} fen was named; {most} fen would pass.", most_fen=most)


def check_second_person(proposer: UUID, name: str, *, by: UUID) -> None:
    if proposer == by:
        raise SamePerson(f"{name} proposed it; another confirms.")


def check_four_eyes(proposed: Mapping[str, Any], *, by: UUID) -> None:
    check_second_person(proposed["proposed_by"], proposed["proposed_by_name"], by=by)


def check_book(charge: Mapping[str, Any], *, book: str) -> None:
    if charge["book"] != book:
        raise OtherBook(
            f"{charge['reference']} is in the book {charge['book']}, the account in {book}.",
            charge_book=charge["book"],
            account_book=book,
        )


class ReportedBefore(Conflict):
    """`reported_fen`: the amounts that were reported and no line has told yet."""

    code = "treasury.reported_before"
    title = "The payee of this charge reported its money before this line: it would count twice"


def check_reported(told: Sequence[Mapping[str, Any]], *, amount: int, left: int) -> None:
    """What was reported is told by its own amount; anything else fits into what is open."""
    amounts = sorted({row["amount_fen"] for row in told})
    if told and amount not in amounts and amount > left:
        raise ReportedBefore(
            f"Name what was reported ({amounts} fen), or at most {left} fen.",
            path="amount_fen",
            reported_fen=amounts,
            open_fen=left,
        )


class RefundOfNothing(RuleBroken):
    code = "treasury.refund_of_nothing"
    title = "A refund names the charge, the line that the money came by, or both"


class AboveWhatCame(RuleBroken):
    code = "treasury.above_what_came"
    title = "No more goes back this way than came by it and is still there"


class RefundProposed(Conflict):
    code = "treasury.refund_proposed"
    title = "It is proposed already that this money goes back"


class AccountUnknown(RuleBroken):
    code = "treasury.account_unknown"
    title = "The bank did not say which account the money came from"


def check_account(number: str) -> None:
    """One that can be paid to: not blank, not masked with asterisks, no words."""
    if not re.fullmatch(r"[0-9A-Za-z][0-9A-Za-z \-]{3,62}", number):
        raise AccountUnknown(
            f"The line's account is “{number[:40]}”; ask the bank for the whole number.",
            account=number[:40],
        )


class PayeeHoldsLess(RuleBroken):
    code = "treasury.payee_holds_less"
    title = "Less is held for this payee"


class NothingToExport(Conflict):
    code = "treasury.nothing_to_export"
    title = "No approved order waits for this account's bank"


def check_back(amount: int, *, most: int) -> None:
    if amount > most:
        raise AboveWhatCame(f"{amount} fen was to go back; {most} fen would pass.", most_fen=most)


def check_unproposed(amount: int, *, most: int, proposed: int) -> None:
    """What others have proposed to send back is theirs until it is decided."""
    if amount > most - proposed:
        raise RefundProposed(
            f"{amount} fen was to go back; of {most} fen {proposed} are proposed already.",
            most_fen=max(most - proposed, 0),
            proposed_fen=proposed,
        )


def check_held(amount: int, *, held: int, payee: str | None = None) -> None:
    if amount > held:
        raise PayeeHoldsLess(
            f"{amount} fen was named; {held} fen is held.", most_fen=held, payee=payee
        )
