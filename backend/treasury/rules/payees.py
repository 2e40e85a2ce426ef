"""To which account a payee may be paid, and when. Pure."""

from collections.abc import Sequence
from uuid import UUID

from stdnum import luhn

from backend.kernel.errors import Conflict, RuleBroken


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
