"""What a statement must be to be believed. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any
from uuid import UUID

from stdnum import luhn

from backend.kernel.errors import Conflict, RuleBroken
from backend.treasury.states import LineState, MatchKind

MAX_BYTES = 16 * 1024 * 1024
MAX_ROWS = 60_000


class FileUnreadable(RuleBroken):
    code = "treasury.file_unreadable"
    title = "This is no statement that can be read: a CSV or an XLSX file would pass"


class FileTooLarge(RuleBroken):
    code = "treasury.file_too_large"
    title = "A statement is larger than can be taken"


class HeadingsMissing(RuleBroken):
    code = "treasury.headings_missing"
    title = "The statement has not the columns of this bank's layout"


class CellInvalid(RuleBroken):
    code = "treasury.cell_invalid"
    title = "A cell of the statement is not what its column holds"


class AmountNegative(RuleBroken):
    code = "treasury.amount_negative"
    title = "An amount below zero is on no statement: money out has its own column or mark"


class UnknownCurrency(RuleBroken):
    code = "treasury.unknown_currency"
    title = "The account is kept in CNY; a line is in another currency"


class OtherAccount(RuleBroken):
    code = "treasury.other_account"
    title = "The statement is of another account"


class BalanceBroken(RuleBroken):
    code = "treasury.balance_broken"
    title = "The running balance does not add up"


class StatementGap(Conflict):
    code = "treasury.statement_gap"
    title = "Between what is known and this statement something is missing"


class LineContradicts(Conflict):
    code = "treasury.line_contradicts"
    title = "A line is not what an earlier statement said of it"


class AccountClosed(Conflict):
    code = "treasury.account_is_closed"
    title = "This account is closed"


class AccountExists(Conflict):
    code = "treasury.account_exists"
    title = "There is an open account of this book and holder, or of this number"


class NoAccount(Conflict):
    code = "treasury.no_account"
    title = "There is no account yet that this could be paid into"


class UnknownLayout(RuleBroken):
    code = "treasury.unknown_layout"
    title = "There is no layout of this code"


class HolderUnfit(RuleBroken):
    code = "treasury.holder_unfit"
    title = "Only what is mirrored has a holder, and it must have one"


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """One line, as the bank tells it. `amount` is above zero for money in."""

    row: int
    booked_on: date
    amount: int
    balance: int
    currency: str
    name: str
    account: str
    bank: str
    memo: str
    serial: str
    cells: list[str]

    def same(self) -> "Same":
        """What makes it the same line in another file."""
        return (self.booked_on, self.amount, self.balance, self.serial)


Same = tuple[date, int, int, str]


def check_chain(lines: Sequence[Told]) -> None:
    """Each balance follows from the one before it."""
    for before, line in pairwise(lines):
        if before.balance + line.amount != line.balance:
            raise BalanceBroken(
                f"Row {line.row}: after {before.balance} and {line.amount} fen the balance is "
                f"{before.balance + line.amount}, not {line.balance} fen.",
                row=line.row,
                expected_fen=before.balance + line.amount,
                found_fen=line.balance,
            )


def place(lines: Sequence[Told], known: Sequence[Same], *, last_balance: int) -> int:
    """How many of the lines are known already; refuse what neither repeats nor follows.

    `known` are the account's lines from the first day of the statement on, in order.
    """
    told = [line.same() for line in lines]
    starts = [at for at, each in enumerate(known) if each == told[0]]
    for at in starts:
        if known[at : at + len(told)] == told[: len(known) - at]:
            return min(len(told), len(known) - at)
    first = lines[0]
    opening = first.balance - first.amount
    if opening == last_balance and (not known or known[-1][0] <= first.booked_on):
        return 0
    if starts:
        pairs = zip(lines, known[starts[0] :], strict=False)
        line = next(line for line, before in pairs if line.same() != before)
        raise LineContradicts(
            f"Row {line.row} is not what an earlier statement said of it.", row=line.row
        )
    raise StatementGap(
        f"Row {first.row} begins at {opening} fen; the account is known up to {last_balance} fen.",
        row=first.row,
        expected_fen=last_balance,
        found_fen=opening,
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


class AccountNumberWrong(RuleBroken):
    code = "treasury.account_number_wrong"
    title = "The check digit of this card number is wrong"


class AccountNameDiffers(RuleBroken):
    code = "treasury.account_name_differs"
    title = "An organisation is paid to an account in its own name"


class AlreadyThisAccount(Conflict):
    code = "treasury.already_this_account"
    title = "This is the account that is in force already"


class ChangeOpen(Conflict):
    code = "treasury.change_open"
    title = "A change of this account waits for another person already"


class NoPayoutAccount(Conflict):
    code = "treasury.no_payout_account"
    title = "The payee has registered no account that it could be paid to"


class PayoutAccountChanged(Conflict):
    code = "treasury.payout_account_changed"
    title = "The payee has changed its account since this was proposed"


class NamedTwice(RuleBroken):
    code = "treasury.payee_named_twice"
    title = "A list names a payee once for each purpose"


class ListDecided(Conflict):
    code = "treasury.list_decided"
    title = "Every order of this list has been decided"


#: Numbers of cards: their last figure follows from the others.
_CARD = ("62",)
_CARD_LENGTHS = range(16, 20)


def check_account_number(number: str) -> None:
    """A card's number has a check digit; what a bank calls a firm's account has none."""
    if number.startswith(_CARD) and len(number) in _CARD_LENGTHS and not luhn.is_valid(number):
        raise AccountNumberWrong(
            "Compare it with the bank's paper: one figure is wrong.", field="account_number"
        )


def check_account_name(name: str, *, organisation: str, alike: bool) -> None:
    if not alike:
        raise AccountNameDiffers(
            f"“{name}” was given; “{organisation}” would pass.",
            field="account_name",
            expected=organisation,
        )


def check_named_once(pairs: Sequence[tuple[UUID, str]]) -> None:
    for row, pair in enumerate(pairs, start=1):
        if pair in pairs[: row - 1]:
            raise NamedTwice(f"Row {row} repeats an earlier one.", row=row)
