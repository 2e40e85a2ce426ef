"""What may be posted, and where a charge's money belongs. Pure."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from stdnum.iso7064 import mod_97_10

from backend.kernel.errors import Conflict, Forbidden, RuleBroken
from backend.kernel.money import BasisPoints, Fen, share
from backend.payments.states import Book, Mode, Purpose, State

CURRENCY = "CNY"
#: What a bigint of fen holds with room for every sum that anybody will see.
MOST = 10**15


class Unbalanced(RuleBroken):
    code = "payments.unbalanced"
    title = "A transaction sums to zero in every book"


class AmountNotPositive(RuleBroken):
    code = "payments.amount_not_positive"
    title = "An amount is a whole number of fen above zero"


class UnknownCurrency(RuleBroken):
    code = "payments.unknown_currency"
    title = "The ledger is kept in CNY only"


class KeyReused(Conflict):
    code = "payments.key_reused"
    title = "This happened already with other content"


class MonthOpen(Conflict):
    code = "payments.month_not_over"
    title = "A month is closed after its last day"


class MonthClosed(Conflict):
    code = "payments.month_closed"
    title = "This month, or a later one, is closed already"


@dataclass(frozen=True)
class Line:
    """One posting: debit above zero, credit below."""

    book: Book
    purpose: str
    holder: UUID | None
    amount: Fen


def check_amount(amount: int, *, currency: str = CURRENCY) -> None:
    if currency != CURRENCY:
        raise UnknownCurrency(f"{currency} was given; CNY is kept.", currency=currency)
    if not 0 < amount <= MOST:
        raise AmountNotPositive(
            f"{amount} fen was given; 1 to {MOST} would pass.", least_fen=1, most_fen=MOST
        )


def check_lines(lines: Sequence[Line]) -> None:
    """At least two postings, none of nothing, zero in every book."""
    sums = {book: sum(line.amount for line in lines if line.book is book) for book in Book}
    if len(lines) < 2 or any(sums.values()) or not all(line.amount for line in lines):  # noqa: PLR2004
        raise Unbalanced(
            f"{len(lines)} postings; the books are off by {sums}.",
            off_fen={str(book): off for book, off in sums.items()},
        )


def book_of(purpose: Purpose, *, payee_is_platform: bool, mode: Mode) -> Book:
    """Premium is held by a licensed broker only, mirrored otherwise; the rest by its payee."""
    if purpose in {Purpose.PREMIUM, Purpose.ENDORSEMENT}:
        return Book.CLIENT if mode is Mode.LICENSED_BROKER else Book.MEMO
    return Book.OWN if payee_is_platform else Book.CLIENT


def check_closing(month: date, *, today: date, last: date | None) -> None:
    if month.replace(day=1) >= today.replace(day=1):
        raise MonthOpen(f"{month:%Y-%m} is not over on {today}.", today=today.isoformat())
    if last is not None and month <= last:
        raise MonthClosed(f"Closed up to {last:%Y-%m}.", closed_up_to=f"{last:%Y-%m}")


class RefundAbovePayment(RuleBroken):
    code = "payments.refund_above_payment"
    title = "No more goes back than came in and was not sent back yet"


class ChargeCancelled(Conflict):
    code = "payments.charge_cancelled"
    title = "This charge is cancelled and takes no money"


def check_takes(charge: Mapping[str, Any]) -> None:
    """The charge takes money: it is not cancelled."""
    if charge["state"] == State.CANCELLED:
        raise ChargeCancelled(f"{charge['reference']} is cancelled.")


class WrongCheckDigit(RuleBroken):
    code = "payments.wrong_check_digit"
    title = "The check digits of this reference are wrong"


class WrongParties(RuleBroken):
    code = "payments.wrong_parties"
    title = "These two cannot be payer and payee of this charge"


def reference_of(serial: str) -> str:
    """`CH-2026-000123` as a payer types it: ZR, year, serial, two check digits (ISO 7064)."""
    _, year, number = serial.split("-")
    body = f"ZR{year[2:]}{number}"
    return body + mod_97_10.calc_check_digits(body)


def typed_reference(text: str) -> str:
    """A reference as somebody typed it, without blanks and dashes; refuse wrong check digits."""
    plain = re.sub(r"[\s\-_.]", "", unicodedata.normalize("NFKC", text)).upper()
    if not re.fullmatch(r"ZR[0-9]{8,14}", plain) or not mod_97_10.is_valid(plain):
        raise WrongCheckDigit(f"“{text[:40]}” is no reference: compare it with the instruction.")
    return plain


def is_reference(text: str) -> bool:
    """Whether this is a reference with the right check digits."""
    try:
        typed_reference(text)
    except WrongCheckDigit:
        return False
    return True


def state_of(amount: int, *, received: int, refunded: int) -> State:
    """The state of a charge that was not cancelled, from what the ledger holds of it."""
    kept = received - refunded
    if kept >= amount:
        return State.PAID if kept == amount else State.OVERPAID
    if refunded:
        return State.PART_REFUNDED if kept else State.REFUNDED
    return State.PART_PAID if kept else State.OPEN


def check_refund(amount: int, *, kept: int) -> None:
    if amount > kept:
        raise RefundAbovePayment(
            f"{amount} fen was to go back; {kept} fen would pass.", most_fen=kept
        )


def check_parties(*, purpose: Purpose, payer: UUID, payee: UUID, payee_kind: str) -> None:
    """A platform fee is the operator's, and nobody owes himself."""
    if payer == payee or (purpose is Purpose.PLATFORM_FEE) != (payee_kind == "operator"):
        raise WrongParties(
            f"A {purpose} is not owed to an organisation of the kind {payee_kind}, or to oneself.",
            purpose=purpose,
            payee_kind=payee_kind,
        )


class ChargeClosed(Conflict):
    code = "payments.charge_closed"
    title = "This charge was cancelled: nothing is paid for it"


class NothingOpen(Conflict):
    code = "payments.nothing_open"
    title = "Nothing of this charge is to be paid"


class PremiumForbidden(Forbidden):
    """`modes`: under which of them a premium is paid here (互联网保险业务监管办法, Art. 23)."""

    code = "payments.premium_forbidden"
    title = "This platform has no insurance licence; a premium is paid to the insurer itself"


class NotByCard(Conflict):
    code = "payments.not_by_card"
    title = "This charge is paid by bank transfer"


class PaymentUnderWay(Conflict):
    code = "payments.payment_under_way"
    title = "A payment was made and is being confirmed; do not pay again"


class NotThePayer(Forbidden):
    code = "payments.not_the_payer"
    title = "Only whoever owes a charge pays it"


class TaskSettled(Conflict):
    code = "payments.task_settled"
    title = "This was settled already"


#: What the gateway takes at once.
MOST_AT_ONCE = 99_999_999
#: By card for everybody; other purposes where the payee chose so.
BY_CARD = frozenset({Purpose.PLATFORM_FEE, Purpose.APPRAISAL_FEE})


def check_premium(purpose: str, *, mode: Mode) -> None:
    """Who shows facts of products only takes no premium, whatever may be owed from before."""
    if purpose in {Purpose.PREMIUM, Purpose.ENDORSEMENT} and mode is Mode.INFO_ONLY:
        allowed = [str(each) for each in Mode if each is not Mode.INFO_ONLY]
        raise PremiumForbidden(
            f"The mode is {mode}; a premium is paid here under one of: {', '.join(allowed)}.",
            mode=str(mode),
            modes=allowed,
        )


def held_here(purpose: str, book: str, *, mode: Mode) -> bool:
    """Whether the platform may take the money into its own account at the gateway."""
    mirrored = purpose in {Purpose.PREMIUM, Purpose.ENDORSEMENT} and mode != Mode.LICENSED_BROKER
    return book != Book.MEMO and not mirrored


def by_gateway(purpose: str, book: str, *, open_fen: int, mode: Mode, payee_accepts: bool) -> bool:
    """Whether what is open of a charge may be paid on the gateway's page."""
    return (
        0 < open_fen <= MOST_AT_ONCE
        and held_here(purpose, book, mode=mode)
        and (purpose in BY_CARD or payee_accepts)
    )


#: What has gone back is not owed again.
DUE = frozenset({State.OPEN, State.PART_PAID})


def open_amount(state: str, amount: int, *, kept: int) -> int:
    """What is still to be paid of a charge; nothing of one that was paid, refunded or cancelled."""
    return amount - kept if state in DUE else 0


def check_open(state: str, open_fen: int) -> None:
    if state == State.CANCELLED:
        raise ChargeClosed
    if open_fen == 0:
        raise NothingOpen


class FeeUnfit(RuleBroken):
    code = "payments.fee_unfit"
    title = "A fee lies between its minimum and maximum; without a rate both are one amount"


class FeeDatedBack(RuleBroken):
    code = "payments.fee_dated_back"
    title = "A version holds from today or later, and after the one before it"


class FeeChangesPurpose(RuleBroken):
    code = "payments.fee_changes_purpose"
    title = "Every version of a fee has the same purpose"


class FeeNotInForce(Conflict):
    code = "payments.fee_not_in_force"
    title = "This version of the fee is not in force for this purpose"


class BaseMissing(RuleBroken):
    code = "payments.fee_base_missing"
    title = "A fee that is a share needs the amount that it is a share of; a fixed one has none"


class AmountNotByFee(RuleBroken):
    code = "payments.amount_not_by_fee"
    title = "This is not what the fee comes to"


class FeeProposed(Conflict):
    code = "payments.fee_proposed"
    title = "A version of this fee waits to be published already"


class ProposalDecided(Conflict):
    code = "payments.proposal_decided"
    title = "This proposal has been decided"


class SamePerson(Conflict):
    code = "payments.same_person"
    title = "Another person has to publish this"


class NoFeeInForce(Conflict):
    code = "payments.no_fee_in_force"
    title = "No fee of this purpose is in force"


class AmountOutsideFees(RuleBroken):
    code = "payments.amount_outside_fees"
    title = "No fee of this purpose comes to such an amount"


def check_undecided(asked: Mapping[str, Any]) -> None:
    if asked["decided_at"] is not None:
        raise ProposalDecided(f"{asked['decided_by_name']} decided it.")


def check_other_publishes(asked: Mapping[str, Any], *, by: UUID) -> None:
    if asked["proposed_by"] == by:
        raise SamePerson(f"{asked['proposed_by_name']} proposed it; another publishes.")


def check_within_fees(amount: Fen, fees: Sequence[Mapping[str, Any]]) -> None:
    """An amount lies within the bounds of a fee that is in force; a purpose may have no fees."""
    bounds = [(f["minimum_fen"], f["maximum_fen"]) for f in fees if f["minimum_fen"] is not None]
    if fees and not bounds:
        raise NoFeeInForce(f"{len(fees)} are published, each for a later day.")
    if bounds and not any(least <= amount <= most for least, most in bounds):
        least, most = min(each for each, _ in bounds), max(each for _, each in bounds)
        raise AmountOutsideFees(
            f"{amount} fen was given; fees in force come to {least} to {most} fen.",
            least_fen=least,
            most_fen=most,
        )


def check_fee(*, rate: int | None, minimum: int, maximum: int) -> None:
    if minimum > maximum or (rate is None and minimum != maximum):
        raise FeeUnfit(f"{minimum} to {maximum} fen.", minimum_fen=minimum, maximum_fen=maximum)


def check_fee_follows(
    purpose: Purpose, valid_from: date, *, last: Mapping[str, Any] | None, today: date
) -> None:
    """A version is published before it holds, and never between two others."""
    earliest = today if last is None else max(today, last["valid_from"] + timedelta(days=1))
    if valid_from < earliest:
        raise FeeDatedBack(f"From {earliest} on would pass.", earliest=earliest.isoformat())
    if last is not None and last["purpose"] != purpose:
        raise FeeChangesPurpose(f"It is a {last['purpose']}.", purpose=last["purpose"])


def fee_amount(*, rate: BasisPoints | None, minimum: Fen, maximum: Fen, base: Fen | None) -> Fen:
    """A share of the base, rounded down, not below the minimum and not above the maximum."""
    if (rate is None) != (base is None):
        raise BaseMissing
    if rate is None or base is None:
        return minimum
    return min(max(share(base, rate), minimum), maximum)


class NoSuchPayout(Conflict):
    code = "payments.no_such_payout"
    title = "No payout of the payment service of this name is under way to the bank"


class PayoutDiffers(RuleBroken):
    code = "payments.payout_differs"
    title = "The line is not of the payout's amount"


def check_payout(amount: int, *, told: int) -> None:
    if amount != told:
        raise PayoutDiffers(
            f"{told} fen arrived; the payout is of {amount} fen.", expected_fen=amount
        )


class ChargeProposed(Conflict):
    code = "payments.charge_proposed"
    title = "A charge is proposed for this money already"


class NothingProposed(Conflict):
    code = "payments.nothing_proposed"
    title = "No charge is proposed for this money"


class WaitsNoMore(Conflict):
    code = "payments.waits_no_more"
    title = "This money waits no more: it went back or was placed"


def check_waits(amount: int, *, held: int) -> None:
    if amount > held:
        raise WaitsNoMore(f"{amount} fen came; {held} fen waits.", most_fen=held)
