"""What a statement must be to be believed. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from backend.kernel.errors import Conflict, RuleBroken

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
    title = "A line is in a currency that no account is kept in"


class OtherCurrency(RuleBroken):
    code = "treasury.other_currency"
    title = "A line is in another currency than the account is kept in"


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
