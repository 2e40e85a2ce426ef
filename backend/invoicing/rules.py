"""What an invoice states, and who may ask for one. Pure.

What is charged includes the tax (价税合计). The amount without tax is that total divided by one
plus the rate, rounded half up to the fen; the tax is the rest, so that both add up to what was
paid. A credit note takes the difference between the split of what stood and the split of what
stands after it, so that any number of them adds up to their invoice exactly.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from backend.invoicing.states import STANDING
from backend.kernel.errors import Conflict, Forbidden, RuleBroken
from backend.kernel.money import WHOLE, BasisPoints, Fen


class TaxNumberInvalid(RuleBroken):
    code = "invoicing.tax_number_invalid"
    title = "A taxpayer number is a unified social credit code with the right check character"


class TaxNumberNotYours(RuleBroken):
    code = "invoicing.tax_number_not_yours"
    title = "An invoice is made out to whoever pays: your organisation's own number"


class TitleMissing(Conflict):
    code = "invoicing.title_missing"
    title = "State your organisation's invoice data first"


class SellerUntold(Conflict):
    code = "invoicing.seller_untold"
    title = "Whoever is paid has not stated its own invoice data yet"


class NotThePayer(Forbidden):
    code = "invoicing.not_the_payer"
    title = "Only whoever paid asks for the invoice"


class NotTheSeller(Forbidden):
    code = "invoicing.not_the_seller"
    title = "Only whoever was paid issues the invoice"


class NotPaid(Conflict):
    code = "invoicing.not_paid"
    title = "An invoice is issued for a charge that was paid and not wholly sent back"


class AskedBefore(Conflict):
    code = "invoicing.asked_before"
    title = "This charge has an invoice, or one was asked for"


class NoRule(Conflict):
    code = "invoicing.no_rule"
    title = "No rule says today how such a charge is invoiced"


class RuleDatedBack(RuleBroken):
    code = "invoicing.rule_dated_back"
    title = "A rule holds from today or later, and after the one before it"


class NumberInvalid(RuleBroken):
    code = "invoicing.number_invalid"
    title = "A digital invoice has 20 digits, of which the first two are the year's"


class NumberUsed(Conflict):
    code = "invoicing.number_used"
    title = "Another invoice has this number"


class DateUnfit(RuleBroken):
    code = "invoicing.date_unfit"
    title = "An invoice is dated from the day of the payment to today"


class OriginalOpen(Conflict):
    code = "invoicing.original_open"
    title = "Before a credit note, its invoice is issued"


class NothingToCredit(Conflict):
    code = "invoicing.nothing_to_credit"
    title = "Nothing of this invoice is left to take back"


class CreditOwed(Conflict):
    code = "invoicing.credit_owed"
    title = "A credit note is neither taken back nor refused: it follows from a refund"


class NotMirrored(RuleBroken):
    code = "invoicing.not_mirrored"
    title = "Premium is invoiced by its insurer: the platform only mirrors it"


class NothingToExport(Conflict):
    code = "invoicing.nothing_to_export"
    title = "Nothing waits to be given to the tax platform"


@dataclass(frozen=True, kw_only=True)
class Split:
    """A total with its parts."""

    amount: Fen
    tax: Fen
    total: Fen


def split(total: Fen, rate: BasisPoints) -> Split:
    """The amount without tax, half up to the fen, and the tax as the rest."""
    divisor = WHOLE + rate
    amount = (2 * total * WHOLE + divisor) // (2 * divisor)
    return Split(amount=Fen(amount), tax=Fen(total - amount), total=total)


def credit(*, before: Fen, after: Fen, rate: BasisPoints) -> Split:
    """What a credit note states when of an invoice `after` is left of `before`."""
    stood, stands = split(before, rate), split(after, rate)
    return Split(
        amount=Fen(stood.amount - stands.amount),
        tax=Fen(stood.tax - stands.tax),
        total=Fen(before - after),
    )


def check_own(number: str, *, own: str | None) -> None:
    """The number is the organisation's own, where that is known."""
    if own is not None and number != own:
        raise TaxNumberNotYours(f"{own} would pass.", field="tax_number", own=own)


def invoiced(charge: Mapping[str, Any]) -> Fen:
    """What of a charge is invoiced: what was paid for it and was not ordered back."""
    total = min(charge["amount_fen"], charge["kept"])
    if charge["state"] not in {"paid", "overpaid", "part_refunded"} or total <= 0:
        raise NotPaid(f"{charge['reference']} is {charge['state']}.", state=charge["state"])
    return Fen(total)


def left(charge: Mapping[str, Any]) -> Fen:
    """What of a charge an invoice may still state: what has left us is not sold any more."""
    return Fen(min(charge["amount_fen"], charge["kept"] + charge["ordered"]))


def check_payer(charge: Mapping[str, Any], *, organisation: UUID) -> None:
    if charge["payer"] != organisation:
        raise NotThePayer


def check_seller(invoice: Mapping[str, Any], *, organisation: UUID) -> None:
    if invoice["seller"] != organisation:
        raise NotTheSeller


def check_free(standing: Mapping[str, Any] | None) -> None:
    if standing is not None and standing["state"] in STANDING:
        raise AskedBefore(f"It is {standing['state']}.", invoice_id=str(standing["id"]))


def number_of(text: str, *, issued_on: date) -> str:
    """20 digits, the first two those of the year (SAT announcement 2024/11, art. 3)."""
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    if not re.fullmatch(r"[0-9]{20}", plain) or plain[:2] != f"{issued_on:%y}":
        raise NumberInvalid(f"20 digits that begin with {issued_on:%y} would pass.", field="number")
    return plain


def check_date(issued_on: date, *, paid_on: date, today: date) -> None:
    if not paid_on <= issued_on <= today:
        raise DateUnfit(
            f"{paid_on} to {today} would pass.",
            field="issued_on",
            earliest=paid_on.isoformat(),
            latest=today.isoformat(),
        )


def check_rule_follows(valid_from: date, *, last: date | None, today: date) -> None:
    if valid_from < today or (last is not None and valid_from <= last):
        raise RuleDatedBack(
            f"After {last or today}, and not before {today}, would pass.", field="valid_from"
        )


def check_mirrored(purpose: str, *, mirrored: bool) -> None:
    if purpose in {"premium", "endorsement"} and not mirrored:
        raise NotMirrored(field="mirrored")
