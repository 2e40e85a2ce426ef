"""What a line may be said to be for, and what may go out. Pure."""

import re
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from backend.kernel.errors import Conflict, RuleBroken
from backend.treasury.states import LineState, MatchKind


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
    title = "Money in is for a charge; money out of the platform's own account is a fee"


class OtherBook(RuleBroken):
    code = "treasury.other_book"
    title = "The charge is of another book than the account that the money came into"


def check_waits(line: Mapping[str, Any], *, kind: str, amount: int) -> None:
    """The line waits, for at least this much, and is of a kind that this can be."""
    left = line["left_fen"] if line["state"] == LineState.SUSPENSE else 0
    if amount > left or not left:
        raise NotWaiting(f"{amount} fen was named; {left} fen waits.", most_fen=left)
    inward = line["amount_fen"] > 0
    if inward != (kind == MatchKind.CHARGE) or not (inward or line["book"] == "own"):
        raise WrongKind(f"This line is not for a {kind}.", kind=kind)


def check_named(kind: str, *, names_charge: bool) -> None:
    if (kind == MatchKind.CHARGE) != names_charge:
        raise WrongKind("Name a charge for the kind charge, and for no other.", kind=kind)


def check_none_open(line: Mapping[str, Any]) -> None:
    if line["match_id"] is not None:
        raise AlreadyProposed(f"{line['proposed_by_name']} proposed something; decide it first.")


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


class RefundOfNothing(RuleBroken):
    code = "treasury.refund_of_nothing"
    title = "A refund names the charge, the line that the money came by, or both"


class AboveWhatCame(RuleBroken):
    code = "treasury.above_what_came"
    title = "No more goes back this way than came by it and is still there"


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


def check_held(amount: int, *, held: int, payee: str | None = None) -> None:
    if amount > held:
        raise PayeeHoldsLess(
            f"{amount} fen was named; {held} fen is held.", most_fen=held, payee=payee
        )
